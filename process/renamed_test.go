package process_test

import (
	"testing"

	"stintag/process"
)

// A newer form with the name that a person has corrected in another case is held
// against that case, also where their licence dates differ.
func TestAFormWithTheNameBeforeItsCorrectionIsHeldAgainstTheCase(t *testing.T) {
	renamed := func(said string) process.Judgement {
		corrected := nth(1, named("Marek Wisniewski"))
		corrected.Asserted = map[process.Field]string{process.FieldDoctor: "Marek Wisniewski"}
		corrected.Application.Cells = map[process.Field]process.CellRef{process.FieldDoctor: {Written: said}}
		return process.Judge(world(corrected, nth(2, named("Marek Wiśniewsky"))))
	}
	if j := renamed("Marek Wiśniewsky"); !hasTodo(j, "IA-2024-0002", "Jämför med IA-2024-0001") {
		t.Errorf("todo %v", j.Todo)
	}
	if j := renamed("Nora Nilsson"); hasTodo(j, "IA-2024-0002", "Jämför med IA-2024-0001") {
		t.Errorf("two doctors are held against each other: %v", j.Todo)
	}
}
