package process_test

import (
	"strings"
	"testing"

	"stintag/process"
)

// who is in training already moves by a transfer. A new post beside the row
// keeps its place, since a name is no identity, and a person compares them.
func TestADoctorInTrainingWhoAppliesIsTold(t *testing.T) {
	const what = "Jämför med läkarens rad i bladet ST-läkare"
	c := nth(1, named("Gran, Gro"), from(sjovik))
	w := world(c)
	w.Roster = []process.Trainee{trainee()}
	j := process.Judge(w)
	if j.Standings[0].Place != 1 || !j.Standings[0].Has("FINNS_I_ST") || !strings.Contains(whyOf(j, what), "under Tallbackens vårdcentral") {
		t.Errorf("%+v, %v", j.Standings[0], j.Todo)
	}
	w.Roster[0].Status = process.TraineeLeft
	if j = process.Judge(w); j.Standings[0].Has("FINNS_I_ST") || whyOf(j, what) != "" {
		t.Errorf("told of a row that has ended: %v", j.Todo)
	}
	granted(&w, nth(1))
	if j = process.Judge(w); j.Standings[0].Has("FINNS_I_ST") || whyOf(j, what) != "" {
		t.Errorf("a granted case is told of its own row: %v", j.Todo)
	}
}

// D15: what one open change moves, the next reckons from.
func TestOpenChangesOfOneRowNameEachOther(t *testing.T) {
	const what = "Pröva tillsammans med andra ändringar"
	leave := about(process.LeaveOfAbsence, parental)
	degree := about(process.ChangedDegree, todegree(0.8, march1))
	degree.ID = "IA-2024-0009"
	w := withRoster(leave, post())
	if got := whyOf(process.Judge(w), what); got != "" {
		t.Errorf("told of one change alone: %q", got)
	}
	w.Cases = append(w.Cases, degree)
	for _, todo := range process.Judge(w).Todo {
		if todo.What == what && todo.Case == leave.ID && strings.Contains(todo.Why, "IA-2024-0009 (ändrad tjänstgöringsgrad)") {
			return
		}
	}
	t.Errorf("nobody is told: %v", process.Judge(w).Todo)
}

func TestASendersOwnHealthCentreIsSuggested(t *testing.T) {
	const choose = "Välj vårdcentral i listan, eller skriv namnet så som regionen skriver det."
	f := process.Finding{Written: "Tallis/Sjövik", Suggestion: sjovik.Name, Text: "Finns inte."}.Asking("Menade ni " + sjovik.Name + "? " + choose)
	for _, tt := range []struct {
		name             string
		own              []process.HealthCentre
		suggestion, text string
	}{
		{"theirs already", []process.HealthCentre{tallbacken, sjovik}, sjovik.Name, f.Text},
		{"another's", []process.HealthCentre{tallbacken}, tallbacken.Name, "Finns inte. Menade ni Tallbackens vårdcentral? " + choose},
		{"two that are not like it", []process.HealthCentre{granskogen, {Name: "Furan"}}, "", "Finns inte. " + choose},
	} {
		if got := process.SuggestOwn(f, tt.own); got.Suggestion != tt.suggestion || got.Text != tt.text {
			t.Errorf("%s: %q, %q", tt.name, got.Suggestion, got.Text)
		}
	}
}

// Of several health centres that stand there a sender is asked about its own alone.
func TestOfSeveralASendersOwnHealthCentreIsSuggested(t *testing.T) {
	w := world(nth(1, func(a *process.Application) {
		a.CentreID, a.CentreWritten = "", "Tallbackens och Sjöviks vårdcentraler"
		a.Cells[process.FieldCentre] = process.CellRef{Sheet: "Blad1", Cell: "B1", Written: a.CentreWritten}
	}))
	f, _ := find(standing(t, w, "IA-2024-0001").Findings, process.CodeUnknownCentre)
	if !strings.Contains(f.Text, "Menade ni Tallbackens vårdcentral eller Vårdcentralen Sjövik?") {
		t.Fatalf("%+v", f)
	}
	got := process.SuggestOwn(f, []process.HealthCentre{sjovik, granskogen})
	if got.Suggestion != sjovik.Name || !strings.Contains(got.Text, "Menade ni Vårdcentralen Sjövik?") || strings.Contains(got.Text, "Tallbackens vårdcentral ") {
		t.Errorf("%+v", got)
	}
}

// The administrator is told what stands there, and not what its sender is asked.
func TestTheAdministratorIsNotAskedWhatTheSenderIs(t *testing.T) {
	w := withRoster(nth(1, named("Gro Gran"), func(a *process.Application) {
		a.Manager, a.ManagerEmail = "Någon Annan", "annan@region.example"
		a.Listed = process.Amount{Value: 4000, Said: true}
		a.Trainees = process.Amount{Value: 40, Said: true}
		a.CentreID, a.CentreWritten = "", "Tallbackens vårdcentrla"
	}), post())
	fs := standing(t, w, "IA-2024-0001").Findings
	asked := 0
	for _, f := range fs {
		note := f.ForAdministrator()
		if note != f.Text {
			asked++
		}
		for _, word := range []string{"Hör av er", "hör av er", "Säg till", "Menade ni"} {
			if strings.Contains(note, word) {
				t.Errorf("%s tells the administrator %q", f.Code, note)
			}
		}
	}
	if asked < 5 {
		t.Errorf("only %d ask their sender: %v", asked, fs)
	}
}
