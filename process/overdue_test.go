package process_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

// overdue is a doctor whose planned end passed in June and of whom nobody has said
// that the training is done.
func overdue(change ...func(*process.Trainee)) process.Trainee {
	p := trainee(func(p *process.Trainee) { p.Start, p.PlannedEnd = process.D(2018, 9, 1), process.D(2024, 6, 30) })
	for _, f := range change {
		f(&p)
	}
	return p
}

// a row that says Pågår or Uppehåll is in training until a person says Klar:
// the status letter, the health centre, the money and the allotted places count it
// as the forecast does.
func TestAPassedEndIsNoEndUntilAPersonSaysSo(t *testing.T) {
	for _, tt := range []struct {
		status process.TraineeStatus
		in     int
		kronor float64 // of 2024, through the month that is
	}{
		{process.TraineeActive, 1, 450000}, {process.TraineeOnLeave, 1, 450000},
		{process.TraineeDone, 0, 300000}, {process.TraineeLeft, 0, 300000}, {"", 0, 300000},
	} {
		w := world()
		w.Policy.Allotment = process.Allotment{PerListed: 2400, Funded: 650, Method: process.SainteLague}
		w.Roster = []process.Trainee{overdue(func(p *process.Trainee) { p.Status = tt.status })}
		j := process.Judge(w)
		got := []any{j.Figures.InTraining, j.Figures.Leaving, j.Figures.YearEnd, j.Centres[0].Trainees, j.Staffing.Region.Trainees,
			j.Allotments[0].Counted, process.Project(w, j, false).Basis.InTraining, j.Money[0].Committed}
		want := []any{tt.in, 0, tt.in, tt.in, tt.in, tt.in, tt.in, tt.kronor}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q: in training, leaving, year end, at the health centre, in the region, places, forecast, money (-want +got):\n%s", tt.status, d)
		}
		if told := whyOf(j, "Sätt Status till Klar"); (told != "") != (tt.in == 1) {
			t.Errorf("%q: told %q", tt.status, told)
		}
	}
}

// Who is to be seen to is told once, and the first of very many by their rows.
func TestPassedEndsAreToldTogether(t *testing.T) {
	w := world()
	for _, id := range []string{"ST-3", "ST-1", "ST-2"} {
		w.Roster = append(w.Roster, overdue(func(p *process.Trainee) { p.ID, p.Name = id, "Läkare "+id }))
	}
	want := "Sätt Status till Klar i bladet ST-läkare, eller ändra Planerat slut – Planerat slut har passerat: ST-1 (2024-06-30), ST-2 (2024-06-30) och ST-3 (2024-06-30). De räknas som pågående tills dess."
	if got := whyOf(process.Judge(w), "Sätt Status till Klar"); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	for i := range 20 {
		w.Roster = append(w.Roster, overdue(func(p *process.Trainee) { p.ID, p.Name = "ST-4"+string(rune('a'+i)), "Läkare" }))
	}
	if got := whyOf(process.Judge(w), "Sätt Status till Klar"); strings.Count(got, "2024-06-30") != 10 || !strings.Contains(got, " och 13 till.") {
		t.Error(got)
	}
}

// R-011, D15: who is still in training can ask for a longer time.
func TestWhoHasPassedTheEndCanStillBeChanged(t *testing.T) {
	c := nth(1, asking(process.Transfer), func(a *process.Application) {
		a.Doctor, a.CentreID, a.CentreWritten, a.TransferFrom = "Gro Gran", sjovik.ID, sjovik.Name, tallbacken.Name
	})
	c.StudyDirectorOpinion = "Tillstyrks."
	if s := standing(t, withRoster(c, overdue()), c.ID); s.Proposal.Outcome != process.Grant {
		t.Errorf("%s %q", s.Proposal.Outcome, s.Proposal.Reasons)
	}
}

// a row without a start is in no count, and its money is kept; somebody
// is asked when it was.
func TestARowWithoutAStartIsAskedFor(t *testing.T) {
	w := world()
	if told := whyOf(process.Judge(w), "Fyll i Start"); told != "" {
		t.Error(told)
	}
	for i, status := range []process.TraineeStatus{process.TraineeActive, process.TraineeGranted, process.TraineeLeft, process.TraineeDone} {
		w.Roster = append(w.Roster, trainee(func(p *process.Trainee) {
			p.ID, p.Start, p.PlannedEnd, p.Status = "ST-"+string(rune('1'+i)), process.Date{}, process.Date{}, status
		}))
	}
	want := "Fyll i Start i bladet ST-läkare – Raderna ST-1 och ST-2 saknar Start. De räknas inte i antalen."
	if got := whyOf(process.Judge(w), "Fyll i Start"); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
