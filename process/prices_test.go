package process_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

func since(y int, perMonth float64, change ...func(*process.Rate)) process.Rate {
	r := process.Rate{From: process.D(y, 1, 1), PerMonth: perMonth}
	for _, f := range change {
		f(&r)
	}
	return r
}

func onTrack(track string) func(*process.Rate) {
	return func(r *process.Rate) { r.Track = track }
}

func courses(r *process.Rate) { r.Course = true }

func through2023(r *process.Rate) { r.To = process.D(2023, 12, 31) }

// D16, R-213, R-024: what is committed follows the rate of the month, the track's own
// rate, and the courses that do not follow the degree of service.
func TestRatesByMonthAndTrack(t *testing.T) {
	july := func(r *process.Rate) { r.From = process.D(2024, 7, 1) }
	half := trainee(func(p *process.Trainee) { p.Degree, p.PlannedEnd = 0.5, process.Date{} })
	double := trainee(func(p *process.Trainee) { p.Track, p.PlannedEnd = "Dubbelspecialisering", process.Date{} })
	for _, tt := range []struct {
		name  string
		p     process.Trainee
		rates []process.Rate
		sheet float64
		want  float64 // in 2024
	}{
		{"a rate lowered from July", trainee(func(p *process.Trainee) { p.PlannedEnd = process.Date{} }), []process.Rate{since(2020, 50000), since(2024, 44000, july)}, 0, 6*50000 + 6*44000},
		{"courses whatever the degree", half, []process.Rate{since(2020, 50000), since(2020, 2000, courses)}, 0, 12 * (25000 + 2000)},
		{"courses from July", half, []process.Rate{since(2020, 50000), since(2024, 2000, courses, july)}, 0, 12*25000 + 6*2000},
		{"a track's own rate", double, []process.Rate{since(2020, 50000), since(2020, 70000, onTrack("Dubbelspecialisering"))}, 0, 12 * 70000},
		{"before the track has one, the ordinary", double, []process.Rate{since(2020, 50000), since(2024, 70000, onTrack("dubbelspecialisering"), july)}, 0, 6*50000 + 6*70000},
		{"after it has ended, the ordinary", double, []process.Rate{since(2020, 50000), since(2020, 70000, onTrack("Dubbelspecialisering"), through2023)}, 0, 12 * 50000},
		{"another track's rate is not this one's", half, []process.Rate{since(2020, 50000), since(2020, 70000, onTrack("Forskar-ST"))}, 0, 12 * 25000},
		{"the sheet wins over the ordinary rate of its year", half, []process.Rate{since(2020, 50000)}, 40000, 12 * 20000},
		{"and not over a track's own", double, []process.Rate{since(2020, 50000), since(2020, 70000, onTrack("Dubbelspecialisering"))}, 40000, 12 * 70000},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := world()
			w.Roster, w.Policy.Rates = []process.Trainee{tt.p}, tt.rates
			w.Budget = []process.BudgetYear{{Year: 2024, Frame: 1e6, Decided: true, PerMonth: tt.sheet}}
			if got := money(t, w, 2024); got.Committed != tt.want {
				t.Errorf("committed %v, want %v", got.Committed, tt.want)
			}
		})
	}
}

// D16: a lowered rate is for all or only for new posts; a running post then keeps
// the highest that it has had.
func TestALoweredRateIsForAllOrForNew(t *testing.T) {
	w := world(nth(1, starting(2025, 1, 1)))
	w.Policy.Rates = []process.Rate{since(2020, 40000), since(2022, 60000), since(2025, 50000)}
	w.Roster = []process.Trainee{trainee(func(p *process.Trainee) { p.Start, p.PlannedEnd = process.D(2021, 1, 1), process.Date{} })}
	for lowered, want := range map[process.Lowered]float64{process.LoweredForAll: 600000, process.LoweredForNew: 720000} {
		w.Policy.LoweredFor = lowered
		w.Budget = []process.BudgetYear{{Year: 2024, Decided: true, Frame: 1e6}, {Year: 2025, Decided: true, Frame: want + 600000}}
		got := money(t, w, 2025)
		if got.Committed != want || got.PerMonth != 50000 || got.Fits != 1 {
			t.Errorf("lowered for %s: committed %v, a new one at %v, room for %d; want %v", lowered, got.Committed, got.PerMonth, got.Fits, want)
		}
		if o := outcomes(process.Judge(w))["IA-2024-0001"]; o != process.Grant {
			t.Errorf("lowered for %s: a new post costs 600 000 and is %s", lowered, o)
		}
	}
	w.Roster[0].Start = process.D(2025, 1, 1) // began with the lowered rate
	if got := money(t, w, 2025).Committed; got != 600000 {
		t.Errorf("begun at the lowered rate: committed %v", got)
	}
}

// the letter names the rate that is valid where the post begins, from where
// it was taken.
func TestCompensationAtTheStart(t *testing.T) {
	w := world()
	w.Policy.Rates = []process.Rate{since(2024, 48000), since(2026, 45000), since(2024, 61000, onTrack("Dubbelspecialisering")), since(2025, 1500, courses)}
	w.Budget = []process.BudgetYear{{Year: 2025, PerMonth: 43500}, {Year: 2026}}
	for _, tt := range []struct {
		kind  process.Kind
		start process.Date
		want  process.Compensation
	}{
		{process.NewPost, process.D(2024, 12, 31), process.Compensation{PerMonth: 48000, Source: "vastmanland"}},
		{process.NewPost, process.D(2025, 1, 1), process.Compensation{PerMonth: 43500, Course: 1500, Source: "huvudfilen, i stället för regelverkets 48 000 kr"}},
		{process.NewPost, process.D(2026, 1, 1), process.Compensation{PerMonth: 45000, Course: 1500, Source: "vastmanland"}},
		{process.DoubleSpecialisation, process.D(2025, 1, 1), process.Compensation{PerMonth: 61000, Course: 1500, Source: "vastmanland"}},
	} {
		if got, ok := process.CompensationAt(w, tt.kind, tt.start); !ok || got != tt.want {
			t.Errorf("%s from %s: %+v, want %+v", tt.kind, tt.start, got, tt.want)
		}
	}
	w.Policy.Rates, w.Budget = nil, []process.BudgetYear{{Year: 2024, PerMonth: 50000}}
	if got, ok := process.CompensationAt(w, process.NewPost, process.D(2025, 3, 1)); !ok || !got.Carried || got.PerMonth != 50000 {
		t.Errorf("with none for 2025 yet: %+v", got)
	}
	if got, ok := process.CompensationAt(w, process.NewPost, process.D(2023, 3, 1)); ok {
		t.Errorf("before the first: %+v", got)
	}
	if _, ok := process.CompensationAt(w, process.NewPost, process.Date{}); ok {
		t.Error("without a start")
	}
}

func TestTheSheetSaysWhereItWins(t *testing.T) { // D5
	w := world()
	w.Policy.Rates = []process.Rate{since(2024, 48000)}
	w.Budget = []process.BudgetYear{{Year: 2024, Decided: true, Frame: 1e6}, {Year: 2025, Decided: true, Frame: 1e6, PerMonth: 43500}}
	for year, want := range map[int]string{
		2024: "ram från huvudfilen, schablon från vastmanland",
		2025: "huvudfilen i stället för regelverkets 48 000 kr",
	} {
		if got := money(t, w, year).Source; got != want {
			t.Errorf("%d: %q, want %q", year, got, want)
		}
	}
}

// D16: a post commits all the years that it runs, also those that have no frame yet;
// these are told apart and never shown as 0.
func TestYearsBeyondTheFrames(t *testing.T) {
	w := world(nth(1))
	w.Roster = []process.Trainee{trainee(func(p *process.Trainee) { p.PlannedEnd = process.D(2027, 6, 30) })}
	w.Budget[1].Decided = false
	j := process.Judge(w)
	if m := j.Money[1]; m.Decided || m.Committed != 600000 {
		t.Errorf("2025: %+v", m)
	}
	want := []process.MoneyFigures{{Year: 2026, PerMonth: 50000, Committed: 600000}, {Year: 2027, PerMonth: 50000, Committed: 300000}}
	if len(j.LaterMoney) != 2 || j.LaterMoney[0] != want[0] || j.LaterMoney[1] != want[1] {
		t.Errorf("later %+v, want %+v", j.LaterMoney, want)
	}
}

// D16: a year between two frames is told too, and as one without a frame.
func TestAYearBetweenTwoFramesIsTold(t *testing.T) {
	w := world()
	w.Budget = []process.BudgetYear{{Year: 2024, Frame: 1e6, Decided: true, PerMonth: 50000}, {Year: 2026, Frame: 1e6, Decided: true}}
	w.Roster = []process.Trainee{trainee(func(p *process.Trainee) { p.PlannedEnd = process.D(2027, 6, 30) })}
	got := map[int]float64{}
	for _, m := range process.Judge(w).LaterMoney {
		got[m.Year] = m.Committed
		if m.Decided {
			t.Errorf("%d has a frame", m.Year)
		}
	}
	if d := cmp.Diff(map[int]float64{2025: 600000, 2027: 300000}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// a track with a rate of its own has a price where no other has one.
func TestATracksOwnRateIsARate(t *testing.T) {
	w := world(nth(1, asking(process.DoubleSpecialisation)), nth(2))
	w.Budget = []process.BudgetYear{{Year: 2024, Frame: 100e6, Decided: true}}
	w.Policy.Rates = []process.Rate{{Track: "Dubbelspecialisering", PerMonth: 70000}}
	for id, want := range map[string]string{"IA-2024-0001": "", "IA-2024-0002": "Schablon per månad saknas för 2024."} {
		if got := strings.Join(standing(t, w, id).Proposal.Reasons, " "); strings.Contains(got, "Schablon per månad saknas") != (want != "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q", id, got)
		}
	}
}
