package master

import (
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// People's own words beside a row of Att göra stand beside its matter: while it is
// to do, however it is told, once it is done, and when it is to do again.
func TestPeoplesWordsStayBesideTheirMatter(t *testing.T) {
	v := sampleView()
	data, base := mergedWhole(t, newSample(t), nil, v)
	const own = "Vem: Anna"
	first := v.Judgement.Todo[0]
	r := tableRow(t, data, todoTable, headWhat, first.What)
	beside := SheetTodo + "!" + workbook.Address(r.number, 9)
	data = edit(t, data, map[string]workbook.Cell{beside: text(own)})
	stands := func(step, why string) {
		t.Helper()
		for range 2 {
			data, base = mergedWhole(t, data, base, v)
		}
		now := tableRow(t, data, todoTable, headWhat, first.What)
		if now.number != r.number || now.text(headCase) != first.Case || !strings.HasPrefix(now.text(headBecause), why) {
			t.Errorf("%s: row %d says %v", step, now.number, values(now))
		}
		if got := strings.Count(todoText(t, data), first.What); got != 1 {
			t.Errorf("%s: told %d times\n%s", step, got, todoText(t, data))
		}
		book, err := workbook.Read(data, workbook.MasterLimits)
		if err != nil {
			t.Fatal(err)
		}
		if s, _ := book.Sheet(SheetTodo); s.Cell(r.number, 9).Text != own {
			t.Errorf("%s: the words are gone", step)
		}
	}
	stands("as it was", first.Why)
	v.Judgement.Todo[0].Why = "Förslag: Avslås."
	stands("told otherwise", "Förslag: Avslås.")
	rest := v.Judgement.Todo[1:]
	v.Judgement.Todo = rest
	stands("done", "Klart 2024-11-22. Förslag: Avslås.")
	v.Run = v.Run.AddDate(0, 0, 3)
	stands("done some days ago", "Klart 2024-11-22.")
	if n := tableRow(t, data, todoTable, headWhat, rest[0].What).number; n != r.number+1 {
		t.Errorf("the next stands on row %d", n)
	}
	v.Judgement.Todo = append([]process.Todo{first}, rest...)
	stands("to do again", first.Why)

	v.Judgement.Todo = rest
	data, base = mergedWhole(t, data, base, v)
	data = edit(t, data, map[string]workbook.Cell{beside: {}})
	data, base = mergedWhole(t, data, base, v)
	if got := todoText(t, data); strings.Contains(got, first.What) {
		t.Errorf("nobody's words stand beside it, and it stays:\n%s", got)
	}
	if n := tableRow(t, data, todoTable, headWhat, rest[0].What).number; n != r.number {
		t.Errorf("the next stands on row %d", n)
	}
}
