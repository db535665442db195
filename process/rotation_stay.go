package process

import (
	"cmp"
	"slices"
)

// stay is a placement in months.
type stay struct {
	p        Placement
	clinic   string // folded
	doctor   Trainee
	known    bool   // the roster has the doctor, and one alone
	who      string // what tells the doctor from others
	from, to int    // month numbers
}

// stays are the placements that have a clinic and days, in an order of their own:
// by doctor, the confirmed first.
func (d *docket) stays() []stay {
	if len(d.w.Placements) == 0 {
		return nil
	}
	byName := d.rosterByName()
	var all []stay
	for _, p := range d.w.Placements {
		if fold(p.Clinic) == "" || p.From.IsZero() || p.To.Before(p.From) {
			continue
		}
		s := stay{p: p, clinic: fold(p.Clinic), who: FoldName(p.Doctor)}
		if s.doctor, s.known = onlyRow(byName[s.who], d.today); s.known {
			s.who = whoIs(s.doctor)
		}
		s.from, s.to = monthsOfStay(p.From, p.To)
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b stay) int {
		c := cmp.Or(cmp.Compare(a.who, b.who), a.p.From.Compare(b.p.From), a.p.To.Compare(b.p.To), cmp.Compare(a.clinic, b.clinic))
		if c == 0 && a.p.Confirmed != b.p.Confirmed {
			c = 1
			if a.p.Confirmed {
				c = -1
			}
		}
		return cmp.Or(c, a.p.Planned.Compare(b.p.Planned))
	})
	return all
}

// monthsOfStay are the months whose 16th lies between two days; where there is
// none, the month of the first.
func monthsOfStay(from, to Date) (first, last int) {
	first, last = monthNumber(from), monthNumber(to)
	if from.Day > 16 {
		first++
	}
	if to.Day < 16 {
		last--
	}
	if last < first {
		return monthNumber(from), monthNumber(from)
	}
	return first, last
}

// rosterByName finds rows by the folded name and by id: so the sheet Placeringar
// may name a doctor.
func (d *docket) rosterByName() map[string][]Trainee {
	by := map[string][]Trainee{}
	for _, t := range d.rows {
		name, id := FoldName(t.Name), FoldName(t.ID)
		by[name] = append(by[name], t)
		if id != "" && id != name {
			by[id] = append(by[id], t)
		}
	}
	return by
}

// onlyRow is the one row that a name can mean: of several, the one in force.
func onlyRow(rows []Trainee, today Date) (Trainee, bool) {
	if len(rows) > 1 {
		rows = slices.DeleteFunc(slices.Clone(rows), func(t Trainee) bool { return !remains(t, today) })
	}
	if len(rows) != 1 {
		return Trainee{}, false
	}
	return rows[0], true
}

// whoIs tells a row from others: by its id, or by its name until it has one.
func whoIs(t Trainee) string {
	if t.ID != "" {
		return FoldName(t.ID)
	}
	return FoldName(t.Name)
}

// place counts who is placed, each doctor once a month at a clinic. Who has left, or
// is done, is not there any more.
func (d *docket) place(h *hospital) {
	type night struct {
		who   string
		ward  *ward
		month int
	}
	confirmed := map[night]bool{}
	for _, s := range h.stays {
		w := h.ward(s.clinic)
		for n := s.from; n <= s.to; n++ {
			if s.known && !remains(s.doctor, d.today) && n > monthNumber(d.today) {
				break
			}
			at := night{s.who, w, n}
			was, counted := confirmed[at]
			m := h.month(w, n)
			switch {
			case !counted:
				m.placed++
				if !s.p.Confirmed {
					m.preliminary++
				}
			case s.p.Confirmed && !was:
				m.preliminary--
			}
			confirmed[at] = was || s.p.Confirmed
		}
	}
	h.base = newOccupancy(h)
}

// reserve sets months aside for doctors who have no placement at a clinic that the
// policy says each needs, in the order of inNeedOrder.
func (d *docket) reserve(h *hospital) {
	if !slices.ContainsFunc(h.wards, func(w *ward) bool { return w.needs > 0 }) {
		return
	}
	stays, leaves := map[string][]stay{}, map[string][]Leave{}
	for _, s := range h.stays {
		stays[s.who] = append(stays[s.who], s)
	}
	for _, l := range d.w.Leaves {
		leaves[FoldName(l.Doctor)] = append(leaves[FoldName(l.Doctor)], l)
	}
	for _, t := range d.inNeedOrder() {
		needs, busy := h.needed(stays[whoIs(*t)])
		for _, key := range []string{FoldName(t.Name), FoldName(t.ID)} {
			for _, l := range leaves[key] {
				if !l.To.IsZero() { // of one without an end nobody knows which months are left
					busy = append(busy, run{monthNumber(l.From), monthNumber(l.To)})
				}
			}
		}
		windows := d.windows(nil, h, t.Start, t.PlannedEnd, fold(t.Track), needs)
		h.keep(h.base.seek(h.within(needs, windows), windows, busy))
	}
}

// needed are the clinics that a doctor still needs by the policy, and the months
// that the doctor is placed.
func (h *hospital) needed(stays []stay) (needs []int, busy []run) {
	for _, s := range stays {
		busy = append(busy, run{s.from, s.to})
	}
	for i, w := range h.wards {
		has := func(s stay) bool { return h.wards[h.at[s.clinic]] == w }
		if w.needs > 0 && !slices.ContainsFunc(stays, has) {
			needs = append(needs, i)
		}
	}
	return needs, busy
}

// keep counts what one doctor was given, and what was not to be had.
func (h *hospital) keep(got, lacking []block) {
	h.base.take(got)
	for _, b := range got {
		for n := b.from; n <= b.to; n++ {
			if m := h.month(h.wards[b.ward], n); m != nil {
				m.reserved++
			}
		}
	}
	for _, b := range lacking {
		for n := b.from; n <= b.to; n++ {
			if m := h.month(h.wards[b.ward], n); m != nil {
				m.lacking++
			}
		}
	}
}
