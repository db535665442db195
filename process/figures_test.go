package process_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stintag/process"
)

// The status letter of 2024-09-10: 28 granted this year, 10 on the list
// goal 105, now 115, about 119 at the year's end. 115 and 10 do
// not make 119: four end before the year does, and two of the ten start later.
func statusLetter() process.World {
	w := world()
	for i := range 115 {
		p := process.Trainee{
			ID: fmt.Sprintf("ST-%03d", i), Name: fmt.Sprintf("ST Läkare%d", i), CentreID: allCentres[i%3].ID, Degree: 1,
			Start: process.D(2021, 9, 1), PlannedEnd: process.D(2027, 2, 28), Decided: process.D(2021, 5, 1), Status: process.TraineeActive,
		}
		if i < 28 {
			p.Start, p.Decided = process.D(2024, 8, 1), process.D(2024, 1+6, 1)
		} else if i < 32 {
			p.PlannedEnd = process.D(2024, 11, 30)
		}
		w.Roster = append(w.Roster, p)
	}
	for i := range 10 {
		start := starting(2024, 11, 1)
		if i < 2 {
			start = starting(2025, 2, 1)
		}
		w.Cases = append(w.Cases, nth(i+1, start, from(allCentres[i%3])))
	}
	return w
}

func TestFiguresOfTheStatusLetter(t *testing.T) {
	want := process.Figures{
		Day: process.D(2024, 9, 10), InTraining: 115, GrantedYear: 28, Goal: 105, Waiting: 10, YearEnd: 119,
		Leaving: 4, Starting: 0, WaitingStarts: 8, DecidedOnly: 111,
	}
	if d := cmp.Diff(want, process.Judge(statusLetter()).Figures); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestFiguresAfterDecisions(t *testing.T) {
	w := statusLetter()
	grant := func(i int) {
		w.Cases[i] = decided(w.Cases[i], process.VerdictGrant, process.D(2024, 9, 10), "")
		w.Cases[i].Proposed = process.Grant
	}
	grant(0)                                                                                      // starts next year
	grant(5)                                                                                      // starts this year
	w.Cases[6] = decided(w.Cases[6], process.VerdictWait, process.D(2024, 9, 10), "väntar på BT") // stays, starts nobody knows when
	got := process.Judge(w).Figures
	want := process.Figures{
		Day: process.D(2024, 9, 10), InTraining: 115, GrantedYear: 30, Goal: 105, Waiting: 8, YearEnd: 118,
		Leaving: 4, Starting: 1, WaitingStarts: 6, DecidedOnly: 112,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	// In the roster now: counted there, and once.
	w.Roster = append(w.Roster, process.Trainee{
		ID: w.Cases[5].ID, CentreID: tallbacken.ID, Start: process.D(2024, 11, 1), PlannedEnd: process.D(2030, 4, 30),
		Decided: process.D(2024, 9, 10), Status: process.TraineeGranted,
	})
	if d := cmp.Diff(want, process.Judge(w).Figures); d != "" {
		t.Errorf("once in the roster (-want +got):\n%s", d)
	}
}

func TestFiguresAtTheEdges(t *testing.T) {
	today := process.D(2024, 9, 10)
	for _, tt := range []struct {
		name string
		p    process.Trainee
		want process.Figures
	}{
		{"ends on the year's last day: in training then", process.Trainee{Start: process.D(2020, 1, 1), PlannedEnd: process.D(2024, 12, 31)}, process.Figures{InTraining: 1}},
		{"ends the day before", process.Trainee{Start: process.D(2020, 1, 1), PlannedEnd: process.D(2024, 12, 30)}, process.Figures{InTraining: 1, Leaving: 1}},
		{"ends today", process.Trainee{Start: process.D(2020, 1, 1), PlannedEnd: today}, process.Figures{InTraining: 1, Leaving: 1}},
		{"ended yesterday", process.Trainee{Start: process.D(2020, 1, 1), PlannedEnd: process.D(2024, 9, 9)}, process.Figures{}},
		{"starts today", process.Trainee{Start: today, Status: process.TraineeActive}, process.Figures{InTraining: 1}},
		{"may start today, and nobody has said that they did", process.Trainee{Start: today, Status: process.TraineeGranted}, process.Figures{Starting: 1}},
		{"could have started in June", process.Trainee{Start: process.D(2024, 6, 1), Status: process.TraineeGranted}, process.Figures{Starting: 1}},
		{"starts tomorrow", process.Trainee{Start: process.D(2024, 9, 11), Status: process.TraineeGranted}, process.Figures{Starting: 1}},
		{"starts on New Year's Day", process.Trainee{Start: process.D(2025, 1, 1), Status: process.TraineeGranted}, process.Figures{}},
		{"left early", process.Trainee{Start: process.D(2023, 1, 1), Status: process.TraineeLeft}, process.Figures{}},
		{"decided in the future", process.Trainee{Start: process.D(2025, 1, 1), Decided: process.D(2024, 9, 11)}, process.Figures{}},
		{"own-funded is in training but granted by nobody", process.Trainee{Start: process.D(2024, 3, 1), Decided: process.D(2024, 2, 1), OwnFunded: true}, process.Figures{InTraining: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := world()
			tt.p.ID, tt.p.CentreID = "ST-1", tallbacken.ID
			w.Roster = []process.Trainee{tt.p}
			tt.want.Day, tt.want.Goal = today, 105
			tt.want.DecidedOnly = tt.want.InTraining - tt.want.Leaving + tt.want.Starting
			tt.want.YearEnd = tt.want.DecidedOnly
			if d := cmp.Diff(tt.want, process.Judge(w).Figures); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestAnOwnFundedDoctorGrantedIsNoNewHead(t *testing.T) {
	c := decided(nth(1, asking(process.OwnToFunded), named("Gro Gran"), starting(2024, 10, 1)), process.VerdictGrant, process.D(2024, 9, 10), "")
	c.Proposed = process.Grant
	w := world(c)
	if f := process.Judge(w).Figures; f.Starting != 1 {
		t.Errorf("one whom the roster does not know is new: %+v", f)
	}
	w.Roster = []process.Trainee{trainee(func(p *process.Trainee) { p.OwnFunded, p.PlannedEnd = true, process.D(2026, 1, 1) })}
	if f := process.Judge(w).Figures; f.InTraining != 1 || f.Starting != 0 {
		t.Errorf("counted twice: %+v", f)
	}
}

func TestCentreFigures(t *testing.T) {
	w := world()
	w.Roster = []process.Trainee{
		trainee(func(p *process.Trainee) { p.Exemption = "handledare" }),
		trainee(func(p *process.Trainee) {
			p.ID, p.Exemption, p.ExemptionUntil = "ST-2", "handledare", process.D(2024, 9, 9)
		}),
		trainee(func(p *process.Trainee) { p.ID, p.Start = "ST-3", process.D(2024, 10, 1) }),
	}
	want := []process.CentreFigures{{CentreID: "VC-01", Trainees: 2, ListedPerPost: 4800, Exemptions: 1}, {CentreID: "VC-02"}, {CentreID: "VC-03"}}
	if d := cmp.Diff(want, process.Judge(w).Centres); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// R-020…R-023: what is granted counts the same before and after its row is
// written, whatever its start, kind, degree and plan; so two runs on one evening
// tell the same.
func TestWritingTheRowOfAGrantChangesNoFigure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := randomWorld(t)
		for i := range w.Cases {
			a := &w.Cases[i].Application
			if rapid.Bool().Draw(t, "granted") {
				w.Cases[i] = decided(w.Cases[i], process.VerdictGrant, w.Today(), "ändå")
				a.Kind = rapid.SampledFrom(process.Kinds).Draw(t, "kind")
				a.PossibleStart = rapid.SampledFrom([]process.Date{{}, process.D(2024, 3, 1), w.Today(), process.D(2024, 12, 1), process.D(2025, 2, 1)}).Draw(t, "start")
				a.Degree = rapid.SampledFrom([]float64{0, 0.5, 0.8, 1}).Draw(t, "degree")
				a.PlannedEnd = rapid.SampledFrom([]process.Date{{}, process.D(2024, 11, 1), process.D(2031, 1, 31)}).Draw(t, "end")
			}
		}
		before := process.Judge(w)
		roster := map[string]bool{}
		for _, r := range w.Roster {
			roster[r.ID] = true
		}
		for _, row := range before.Granted {
			if !roster[row.ID] {
				w.Roster = append(w.Roster, row)
			}
		}
		after := process.Judge(w)
		for _, d := range []string{
			cmp.Diff(before.Figures, after.Figures), cmp.Diff(before.Money, after.Money), cmp.Diff(before.Centres, after.Centres),
			cmp.Diff(before.Ranking, after.Ranking), cmp.Diff(before.Granted, after.Granted), cmp.Diff(before.Todo, after.Todo),
		} {
			if d != "" {
				t.Fatalf("(-before +after):\n%s", d)
			}
		}
	})
}

// A grant whose start has passed: nobody has said that the doctor began.
func TestAPassedStartIsNoTrainingUntilAPersonSaysSo(t *testing.T) {
	c := decided(nth(1, starting(2024, 8, 1)), process.VerdictGrant, process.D(2024, 9, 10), "")
	c.Proposed = process.Grant
	w := world(c)
	const todo = "Sätt Status till Pågår i bladet ST-läkare när läkaren har börjat"
	j := process.Judge(w)
	if f := j.Figures; f.InTraining != 0 || f.Starting != 1 || f.YearEnd != 1 || !hasTodo(j, c.ID, todo) {
		t.Errorf("before its row is written: %+v, %v", f, j.Todo)
	}
	w.Roster = j.Granted
	w.Roster[0].Status = process.TraineeActive
	j = process.Judge(w)
	if f := j.Figures; f.InTraining != 1 || f.Starting != 0 || f.YearEnd != 1 || hasTodo(j, c.ID, todo) {
		t.Errorf("once it says Pågår: %+v, %v", f, j.Todo)
	}
}

func TestARowThatAPersonMadeIsTheGrantsOwn(t *testing.T) {
	c := decided(nth(1, named("Gro Gran")), process.VerdictGrant, process.D(2024, 9, 10), "")
	c.Proposed = process.Grant
	w := world(c)
	w.Roster = []process.Trainee{trainee(func(p *process.Trainee) { p.ID, p.Status, p.Start = "", process.TraineeGranted, process.D(2024, 11, 1) })}
	if f := process.Judge(w).Figures; f.Starting != 1 {
		t.Errorf("counted twice: %+v", f)
	}
}

// D15: a change to a running post is no new one.
func TestAGrantedChangeIsNoNewPost(t *testing.T) {
	for _, kind := range []process.Kind{process.LeaveOfAbsence, process.ChangedDegree, process.ChangedStart, process.EarlyEnd, process.Transfer} {
		c := decided(nth(1, asking(kind)), process.VerdictGrant, process.D(2024, 9, 10), "")
		c.Proposed = process.Grant
		w := world(c)
		j, none := process.Judge(w), process.Judge(world())
		if j.Standings[0].Status != process.StatusGranted || len(j.Granted) > 0 {
			t.Errorf("%s: %s, rows %v", kind, j.Standings[0].Status, j.Granted)
		}
		if d := cmp.Diff(none.Figures, j.Figures) + cmp.Diff(none.Money, j.Money); d != "" {
			t.Errorf("%s counts:\n%s", kind, d)
		}
	}
}

// The row of a grant: its last day is as the form plans it, else after the time
// that the training takes at its degree.
func TestRowOfAGrant(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*process.Application)
		end    process.Date
	}{
		{"F1: 66 months", func(*process.Application) {}, process.D(2030, 4, 30)},
		{"longer at 80 per cent", func(a *process.Application) { a.Degree = 0.8 }, process.D(2031, 9, 30)},
		{"less what is credited", func(a *process.Application) { a.Credit = 6 }, process.D(2029, 10, 31)},
		{"F3: 60 months", func(a *process.Application) { a.Regulation = "SOSFS 2015:8" }, process.D(2029, 10, 31)},
		{"R-213: 42 months", asking(process.DoubleSpecialisation), process.D(2028, 4, 30)},
		{"as planned", func(a *process.Application) { a.PlannedEnd = process.D(2032, 1, 31) }, process.D(2032, 1, 31)},
		{"planned before it starts", func(a *process.Application) { a.PlannedEnd = process.D(2020, 1, 31) }, process.D(2030, 4, 30)},
		{"no rule says", asking(process.Practice), process.Date{}},
		{"no start", func(a *process.Application) { a.PossibleStart = process.Date{} }, process.Date{}},
	} {
		c := decided(nth(1, tt.change), process.VerdictGrant, process.D(2024, 9, 10), "ändå")
		rows := process.Judge(world(c)).Granted
		if len(rows) != 1 || rows[0].PlannedEnd != tt.end || rows[0].Decided != c.Decision.Date || rows[0].Status != process.TraineeGranted {
			t.Errorf("%s: %+v, want the end %s", tt.name, rows, tt.end)
		}
	}
	c := decided(nth(1, func(a *process.Application) { a.Protected = true }), process.VerdictGrant, process.D(2024, 9, 10), "ändå")
	if rows := process.Judge(world(c)).Granted; rows[0].Name != c.ID { // D24
		t.Errorf("a protected doctor is named %q", rows[0].Name)
	}
}
