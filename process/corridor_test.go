package process_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

// both ends are inside, also where two years' corridors meet.
func TestCorridorEndsAreInside(t *testing.T) {
	p := plan()
	for _, c := range []struct {
		year, n int
		want    process.Position
	}{
		{2024, 699, process.Below}, {2024, 700, process.Inside}, {2024, 706, process.Inside}, {2024, 720, process.Inside}, {2024, 721, process.Above},
		{2025, 719, process.Below}, {2025, 720, process.Inside}, {2025, 740, process.Inside}, {2026, 740, process.Inside},
		{2026, 760, process.Inside}, {2027, 760, process.Inside}, {2027, 781, process.Above}, {2034, 879, process.Below}, {2034, 900, process.Inside},
	} {
		for _, y := range p.Corridor {
			if y.Year == c.year && y.Place(c.n) != c.want {
				t.Errorf("%d at the end of %d is %s", c.n, c.year, y.Place(c.n))
			}
		}
	}
}

// 2034 is a scenario; 2028–2033 have no corridor unless it is asked for, and
// then it says that it is interpolated and leans on the scenario.
func TestInterpolationIsAskedForAndLabelled(t *testing.T) {
	w := yearsEnd(2024, balanced(706, 78, 66, process.D(2024, 12, 31)), 120)
	words := func(interpolate bool) []string {
		var all []string
		for _, y := range process.Project(w, process.Judgement{}, interpolate).Years {
			s := "-"
			if y.HasCorridor {
				s = y.Corridor.Words()
			}
			all = append(all, s)
		}
		return all
	}
	want := []string{"700–720", "720–740", "740–760", "760–780", "-", "-", "-", "-", "-", "-", "880–900, scenario"}
	if d := cmp.Diff(want, words(false)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	want = []string{"700–720", "720–740", "740–760", "760–780", "777–797, interpolerad, scenario", "794–814, interpolerad, scenario", "811–831, interpolerad, scenario",
		"829–849, interpolerad, scenario", "846–866, interpolerad, scenario", "863–883, interpolerad, scenario", "880–900, scenario"}
	if d := cmp.Diff(want, words(true)); d != "" {
		t.Errorf("interpolated (-want +got):\n%s", d)
	}
}

// the plan grows; one that does not is told of.
func TestACorridorThatFallsIsTold(t *testing.T) {
	w := yearsEnd(2024, nil, 0)
	if notes := project(w).Notes; len(notes) > 0 {
		t.Errorf("the plan grows: %q", notes)
	}
	w.Policy.Corridor[2].Low = 710
	if notes := project(w).Notes; len(notes) != 1 || !strings.HasPrefix(notes[0], "Korridoren minskar från 720–740 år 2025 till 710–760 år 2026") {
		t.Errorf("%q", notes)
	}
}

// 650 in 2023, 706 in 2024, inside; 56 more, "nästan 60".
func TestHistoryOfThePlanAndOfTheRoster(t *testing.T) {
	w := process.World{Now: at(2025, time.March, 1), Policy: plan()}
	w.Policy.History[0].Finished = process.Amount{Value: 99, Said: true}
	row := func(start, end process.Date, status process.TraineeStatus) {
		w.Roster = append(w.Roster, process.Trainee{Start: start, PlannedEnd: end, Status: status})
	}
	row(process.D(2017, 1, 1), process.D(2023, 5, 31), process.TraineeDone)
	row(process.D(2018, 1, 1), process.D(2024, 2, 29), process.TraineeDone)
	row(process.D(2020, 1, 1), process.D(2024, 6, 30), process.TraineeLeft)
	row(process.D(2021, 1, 1), process.D(2027, 6, 30), process.TraineeActive)
	row(process.D(2023, 9, 1), process.D(2029, 6, 30), process.TraineeActive)
	row(process.D(2024, 1, 1), process.D(2029, 6, 30), process.TraineeGranted)
	type line struct {
		Year, In, Done int
		Change         string
		Position       process.Position
		Roster         bool
	}
	var got []line
	for _, h := range project(w).History {
		got = append(got, line{h.Year, int(h.InTraining.Value), int(h.Finished.Value), h.ChangeWords(), h.Position, h.Roster})
	}
	want := []line{
		{2023, 650, 99, "", "", false}, {2024, 706, 0, "+56 (nästan 60)", process.Inside, false},
		{2023, 4, 1, "", "", true}, {2024, 2, 1, "-2", process.Below, true},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for n, want := range map[int]string{56: "+56 (nästan 60)", -56: "-56 (nästan 60)", 62: "+62 (drygt 60)", 60: "+60", 7: "+7", 0: "+0"} {
		if got := (process.History{HasChange: true, Change: n}).ChangeWords(); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

// supervisors are the register's, against what the policy or today says that
// each can have.
func TestSupervisorsNeeded(t *testing.T) {
	w := yearsEnd(2023, balanced(650, 78, 66, process.D(2023, 12, 31)), 156)
	for i := range w.Roster {
		w.Roster[i].Supervisor = []string{"Sten Sälg", "Siv Sälg", ""}[i%3]
	}
	if s := project(w).Supervision; s.Available != 2 || s.PerSaid || s.Per != float64(project(w).Basis.InTraining)/2 {
		t.Errorf("named in the roster: %+v", s)
	}
	w.Centres = []process.HealthCentre{tallbacken, granskogen}
	w.Centres[0].Supervisors = process.Amount{Value: 310, Said: true}
	w.Policy.Indicators.PerSupervisor = 2
	f := project(w)
	s, y := f.Supervision, f.Years[1]
	if s.Available != 310 || !s.PerSaid || s.Needed[1].Mid != (y.InTraining.Mid+1)/2 || !ordered(s.Needed[1]) ||
		s.Source != "kolumnen Handledare i Vårdcentraler, ifylld för 1 av 2" {
		t.Errorf("%v in training: %+v", y.InTraining, s)
	}
}

// R-307, D24: who finishes within six and within twelve months, by health centre.
func TestWhoFinishesSoon(t *testing.T) {
	w := world(nth(1, named("Alva Ask"), func(a *process.Application) { a.Protected = true }))
	row := func(id, name, centre string, end process.Date, status process.TraineeStatus) {
		w.Roster = append(w.Roster, process.Trainee{ID: id, Name: name, CentreID: centre, Start: process.D(2019, 3, 1), PlannedEnd: end, Status: status})
	}
	row("ST-1", "Bo Bok", tallbacken.ID, process.D(2025, 9, 10), process.TraineeActive)
	row("ST-2", "Gro Gran", tallbacken.ID, process.D(2025, 3, 10), process.TraineeOnLeave)
	row("ST-3", "Eva Ek", tallbacken.ID, process.D(2025, 9, 11), process.TraineeActive)
	row("ST-4", "Alva Ask", granskogen.ID, process.D(2024, 8, 1), process.TraineeActive)
	row("ST-5", "Olle Oxel", granskogen.ID, process.D(2025, 1, 1), process.TraineeDone)
	for i := range w.Centres {
		if w.Centres[i].ID == granskogen.ID {
			w.Centres[i].Vacant, w.Centres[i].Retiring = 1.5, 2
		}
	}
	want := []process.Finishing{
		{CentreID: granskogen.ID, Centre: granskogen.Name, Vacant: 1.5, Retiring: 2, Doctors: []process.FinishingDoctor{
			{ID: "ST-4", Name: w.Cases[0].ID, End: process.D(2024, 8, 1), Soon: true, Late: true}}},
		{CentreID: tallbacken.ID, Centre: tallbacken.Name, Vacant: tallbacken.Vacant, Retiring: tallbacken.Retiring, Doctors: []process.FinishingDoctor{
			{ID: "ST-2", Name: "Gro Gran", End: process.D(2025, 3, 10), Soon: true}, {ID: "ST-1", Name: "Bo Bok", End: process.D(2025, 9, 10)}}},
	}
	f := project(w)
	if d := cmp.Diff(want, f.Finishing); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if f.Finishing[1].Within6() != 1 {
		t.Error("within six months")
	}
}
