package process

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// mostClinics tries every month at every clinic and gives how many can be visited.
func mostClinics(o *occupancy, needs []int, w run, busy []run) int {
	if len(needs) == 0 {
		return 0
	}
	ward, rest := needs[0], needs[1:]
	best := mostClinics(o, rest, w, busy)
	for from := w.from; from+o.h.wards[ward].needs-1 <= w.to; from++ {
		b := run{from, from + o.h.wards[ward].needs - 1}
		if slices.ContainsFunc(busy, b.meets) || !allRoom(o, ward, b) {
			continue
		}
		best = max(best, 1+mostClinics(o, rest, w, append(slices.Clone(busy), b)))
	}
	return best
}

func allRoom(o *occupancy, ward int, b run) bool {
	for n := b.from; n <= b.to; n++ {
		if !o.room(ward, n) {
			return false
		}
	}
	return true
}

// a doctor gets as many clinics as every way of trying would
// give, each for its months in a row, within the window, where there is room, and
// never two at once or while the doctor is elsewhere.
func TestFitIsTheMostThatCanBeHad(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := func(name string, from, to int) int { return rapid.IntRange(from, to).Draw(t, name) }
		h := &hospital{}
		var needs []int
		for i := range n("clinics", 1, 4) {
			w := &ward{needs: n("months", 1, 4), months: make([]wardMonth, 14)}
			for k := range w.months {
				if places := n("places", -1, 1); places >= 0 {
					w.months[k].beds = []bed{{places: places}}
				}
			}
			h.wards, needs = append(h.wards, w), append(needs, i)
		}
		o := newOccupancy(h)
		from := n("from", 0, 6)
		w := run{from, from + n("long", 0, 9)}
		var busy []run
		for range n("busy", 0, 2) {
			b := n("at", 0, 12)
			busy = append(busy, run{b, b + n("of", 0, 2)})
		}
		got, rest := o.fit(nil, slices.Clone(needs), w, busy)
		if len(got)+len(rest) != len(needs) || len(got) != mostClinics(o, needs, w, busy) {
			t.Fatalf("%d of %d, every way gives %d", len(got), len(needs), mostClinics(o, needs, w, busy))
		}
		for i, b := range got {
			if b.length() != h.wards[b.ward].needs || b.from < w.from || b.to > w.to || !allRoom(o, b.ward, b.run) || slices.ContainsFunc(busy, b.meets) {
				t.Fatalf("%+v in %+v, busy %v", b, w, busy)
			}
			if i > 0 && b.from <= got[i-1].to {
				t.Fatalf("two at once: %v", got)
			}
		}
	})
}

// More clinics than are put in order together are still visited one at a time.
func TestFitManyClinics(t *testing.T) {
	h := &hospital{}
	var needs []int
	for i := range mostTogether + 3 {
		h.wards, needs = append(h.wards, &ward{needs: 1, months: make([]wardMonth, 20)}), append(needs, i)
	}
	o := newOccupancy(h)
	got, rest := o.fit(nil, slices.Clone(needs), run{0, mostTogether + 2}, nil)
	months := map[int]bool{}
	for _, b := range got {
		months[b.from] = true
	}
	if len(got) != mostTogether+3 || len(months) != len(got) || len(rest) > 0 {
		t.Errorf("%v without %v", got, rest)
	}
	if got, rest = o.fit(nil, needs, run{0, 4}, nil); len(got) != 5 || len(rest) != mostTogether-2 {
		t.Errorf("%v without %v in five months", got, rest)
	}
}

// the first and the last months are at the health centre, in whole months; the
// wish gives way where the training is too short for it. F5: BT goes first.
func TestWhenADoctorCanBeAway(t *testing.T) {
	h := &hospital{wards: []*ward{{needs: 3}, {needs: 6}}}
	d := &docket{today: D(2024, 9, 10), policy: &Policy{Plan: PlanRule{FirstMonths: 12, LastMonths: 12}}}
	for _, tt := range []struct {
		name, track string
		start, end  Date
		want        []string
	}{
		{"from a month's first day", "st", D(2024, 11, 1), D(2029, 10, 31), []string{"2025-11–2028-10"}},
		{"from the middle of a month", "st", D(2024, 11, 15), D(2029, 11, 14), []string{"2025-12–2028-10"}},
		{"in training: from next month", "st", D(2021, 1, 1), D(2026, 12, 31), []string{"2024-10–2025-12"}},
		{"too little left: the last months too", "st", D(2020, 6, 1), D(2025, 12, 31), []string{"2024-10–2025-12"}},
		{"too short for the wish", "st", D(2025, 1, 1), D(2027, 6, 30), []string{"2025-01–2027-06"}},
		{"no end said", "st", D(2025, 1, 1), Date{}, []string{"2026-01–2040-01"}},
		{"BT", "bt-st", D(2024, 11, 1), D(2030, 4, 30), []string{"2024-11–2026-10", "2025-11–2029-04"}},
		{"BT that is over", "bt-st", D(2022, 1, 1), D(2027, 6, 30), []string{"2024-10–2026-06"}},
		{"ended", "st", D(2019, 1, 1), D(2024, 9, 30), []string{"2024-10–2024-09"}},
	} {
		var got []string
		for _, w := range d.windows(nil, h, tt.start, tt.end, tt.track, []int{0, 1}) {
			got = append(got, monthWords(w.from)+"–"+monthWords(w.to))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
