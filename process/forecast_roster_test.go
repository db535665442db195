package process

import (
	"testing"
	"time"
)

func onDay(d Date, roster []Trainee, leaves ...Leave) *projector {
	return newProjector(World{Now: d.Time().Add(9 * time.Hour), Policy: &Policy{}, Roster: roster, Leaves: leaves}, Judgement{}, false)
}

// The planned end is the row's own; where it has none, what its track takes at its
// degree of service (F1, F3, R-213).
func TestThePlannedEnd(t *testing.T) {
	for _, c := range []struct {
		name string
		row  Trainee
		want Date
	}{
		{"as written", Trainee{Start: D(2022, 9, 1), PlannedEnd: D(2027, 12, 31)}, D(2027, 12, 31)},
		{"with BT", Trainee{Start: D(2022, 9, 1)}, D(2028, 2, 29)},
		{"before BT was: SOSFS 2015:8", Trainee{Start: D(2021, 6, 1)}, D(2026, 5, 31)},
		{"at 80 per cent", Trainee{Start: D(2022, 9, 1), Degree: 0.8}, D(2029, 7, 31)},
		{"double", Trainee{Start: D(2022, 9, 1), Track: "Dubbelspecialisering"}, D(2026, 2, 28)},
		{"an end before the start is none", Trainee{Start: D(2022, 9, 1), PlannedEnd: D(2012, 9, 1)}, D(2028, 2, 29)},
	} {
		if got := planned(c.row); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Leave that lies ahead moves the end by what the end has no room for.
func TestLeaveAheadOfTheDoctor(t *testing.T) {
	today := D(2024, 9, 10)
	row := Trainee{ID: "ST-1", Name: "Alva Ask", Start: D(2022, 9, 1), PlannedEnd: D(2028, 2, 29), Status: TraineeActive}
	roomy := row
	roomy.PlannedEnd = D(2029, 2, 28)
	credited := row
	credited.PlannedEnd = D(2026, 12, 31) // earlier service is counted: 14 months less
	year := Leave{Doctor: "Alva Ask", From: D(2025, 1, 1), To: D(2025, 12, 31)}
	for _, c := range []struct {
		name  string
		row   Trainee
		leave []Leave
		want  Date
	}{
		{"no room", row, []Leave{year}, D(2029, 2, 28)},
		{"counted already", roomy, []Leave{year}, D(2029, 2, 28)},
		{"credited time gives no room", credited, []Leave{year}, D(2027, 12, 31)},
		{"half of it has been", row, []Leave{{Doctor: "ST-1", From: D(2024, 3, 10), To: D(2025, 3, 9)}}, D(2028, 8, 28)},
		{"all of it has been", row, []Leave{{Doctor: "ST-1", From: D(2023, 1, 1), To: D(2023, 12, 31)}}, D(2028, 2, 29)},
		{"no end is known", row, []Leave{{Doctor: "ST-1", From: D(2024, 1, 1)}}, D(2028, 2, 29)},
		{"another's", row, []Leave{{Doctor: "Bo Bok", From: D(2025, 1, 1), To: D(2025, 12, 31)}}, D(2028, 2, 29)},
		{"after the end", row, []Leave{{Doctor: "ST-1", From: D(2029, 1, 1), To: D(2029, 12, 31)}}, D(2028, 2, 29)},
		{"told twice", row, []Leave{year, {Doctor: "ST-1", From: D(2025, 1, 1), To: D(2025, 12, 31)}}, D(2029, 2, 28)},
	} {
		if got := onDay(today, []Trainee{c.row}, c.leave...).stints[0].end; got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	other := row
	other.ID = "ST-2"
	for _, s := range onDay(today, []Trainee{row, other}, year).stints {
		if s.end != row.PlannedEnd {
			t.Errorf("two have the name, and whose leave it is nobody knows: %s", s.end)
		}
	}
	if s := onDay(today, []Trainee{{ID: "ST-1", Start: D(2018, 1, 1), PlannedEnd: D(2024, 6, 30), Status: TraineeOnLeave}},
		Leave{Doctor: "ST-1", From: D(2024, 8, 1), To: D(2025, 1, 31)}).stints[0]; s.ends != 5 {
		t.Errorf("nobody finishes while on leave: month %d", s.ends)
	}
}

// D12: the delay makes an ordinary post last the mean, a longer plan has less of
// it, and past the planned end it is the ordinary one again.
func TestTheDelay(t *testing.T) {
	for _, c := range []struct {
		name  string
		s     stint
		atEnd float64
		want  float64
	}{
		{"ordinary, not begun", stint{start: 0, plan: 66, usual: 66}, 0, 12},
		{"under SOSFS 2015:8", stint{start: 0, plan: 60, usual: 66}, 0, 12},
		{"double", stint{start: 0, plan: 42, usual: 42}, 0, 12 * 42.0 / 66},
		{"the plan has half of it", stint{start: 0, plan: 72, usual: 66}, 0, 6},
		{"the plan is longer than the mean", stint{start: 0, plan: 82, usual: 66}, 0, 0},
		{"half-way, plans are kept", stint{start: -1, ends: 33, plan: 66, usual: 66}, 0, 6},
		{"half-way, plans are never moved", stint{start: -1, ends: 33, plan: 66, usual: 66}, 1, 12},
		{"past the planned end", stint{start: -1, plan: 90, usual: 66, over: true}, 0.5, 12},
	} {
		if got := c.s.delay(78, c.atEnd); got < c.want-1e-9 || got > c.want+1e-9 {
			t.Errorf("%s: %.3f months, want %.3f", c.name, got, c.want)
		}
	}
	if got := (stint{start: 0, plan: 66, usual: 66}).delay(60, 0); got != 0 {
		t.Errorf("a mean shorter than the law allows: %.1f", got)
	}
}

// who is counted as in training today is whom the figures count, and those
// whose planned end has passed though the row says Pågår.
func TestWhoIsInTraining(t *testing.T) {
	p := onDay(D(2024, 9, 10), []Trainee{
		{Start: D(2022, 1, 1), Status: TraineeActive},
		{Start: D(2022, 1, 1), Status: TraineeOnLeave},
		{Start: D(2022, 1, 1)},
		{Start: D(2017, 1, 1), PlannedEnd: D(2024, 9, 9), Status: TraineeActive},
		{Start: D(2017, 1, 1), PlannedEnd: D(2024, 9, 9)}, // nobody has said that it goes on
		{Start: D(2017, 1, 1), PlannedEnd: D(2025, 9, 9), Status: TraineeDone},
		{Start: D(2023, 1, 1), PlannedEnd: D(2028, 9, 9), Status: TraineeLeft},
		{Start: D(2024, 1, 1), Status: TraineeGranted},
		{Start: D(2025, 1, 1), Status: TraineeActive},
		{Status: TraineeGranted},
	})
	if b := p.basis; b.InTraining != 4 || b.Overrun != 1 || b.Granted != 2 || p.dateless != 1 {
		t.Errorf("%+v, %d without a start", b, p.dateless)
	}
	if first := p.stints[3]; first.start < -1 || p.stints[4].start != 1 {
		t.Errorf("a start that has passed is next month's: %d", p.stints[4].start)
	}
}
