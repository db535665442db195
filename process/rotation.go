package process

import (
	"cmp"
	"slices"
)

// RotationMonth is a clinic's month at one provider: its places, and who needs
// them. What nobody has said is not guessed: a month without
// Said has no number of places and binds nobody (F13).
//
// A placement is in the months whose 16th it holds, so that of two that follow each
// other in the middle of a month one alone is there that month.
type RotationMonth struct {
	Clinic   string
	Provider string // "" where no provider is said
	Month    Date   // its first day
	Places   int
	Said     bool
	Source   string // who said Places: the sheet, or else the policy (D5)

	Placed      int // doctors whose placement stands in the sheet Placeringar
	Preliminary int // of Placed: those that are not confirmed
	Reserved    int // doctors who need the clinic by the policy, have no placement, and find room
	Lacking     int // such doctors who find no room while they can be away: told in the first months that they could
}

// Need is how many doctors should be there.
func (r RotationMonth) Need() int { return r.Placed + r.Reserved + r.Lacking }

// Free is the places less who is counted in them; below zero where more are placed
// than there is room for.
func (r RotationMonth) Free() int { return r.Places - r.Placed - r.Reserved - r.Lacking }

// RotationHalf is a clinic's half-year at one provider, in doctors times months
//
type RotationHalf struct {
	Clinic, Provider          string
	Year, Half                int // Half is 1 or 2
	Placed, Reserved, Lacking int
	Places                    int // of the months that have a number
	Unsaid                    int // months without one
}

// Need is how many months doctors should be there together.
func (r RotationHalf) Need() int { return r.Placed + r.Reserved + r.Lacking }

// RotationHalves sums the months by half-year, in the order of Rotations.
func (j Judgement) RotationHalves() []RotationHalf {
	type half struct {
		clinic, provider string
		year, half       int
	}
	at, all := map[half]int{}, []RotationHalf(nil)
	for _, m := range j.Rotations {
		h := half{m.Clinic, m.Provider, m.Month.Year, (int(m.Month.Month) + 5) / 6}
		i, known := at[h]
		if !known {
			i = len(all)
			at[h] = i
			all = append(all, RotationHalf{Clinic: h.clinic, Provider: h.provider, Year: h.year, Half: h.half})
		}
		s := &all[i]
		s.Placed, s.Reserved, s.Lacking = s.Placed+m.Placed, s.Reserved+m.Reserved, s.Lacking+m.Lacking
		if m.Said {
			s.Places += m.Places
		} else {
			s.Unsaid++
		}
	}
	return all
}

// rotations are the months from this one to the last in which anybody needs the
// clinic, and those before it that the sheet holds; by clinic, month and provider.
func (d *docket) rotations() []RotationMonth {
	h := d.hospitalOf()
	if h == nil {
		return nil
	}
	var all []RotationMonth
	for _, w := range h.wards {
		last := h.lastNeeded(w)
		for i := range w.months {
			m := &w.months[i]
			if ahead := h.first+i >= monthNumber(d.today) && h.first+i <= last; ahead || m.written {
				all = append(all, m.rows(w.clinic, firstDay(h.first+i))...)
			}
		}
	}
	return all
}

// lastNeeded is the last month in which somebody is at the clinic or should be.
func (h *hospital) lastNeeded(w *ward) int {
	for i := len(w.months) - 1; i >= 0; i-- {
		if w.months[i].need() > 0 {
			return h.first + i
		}
	}
	return h.first - 1
}

// rows deals who needs a month out on its providers, the placed first: the region's
// own before those that are bought, and what no provider has room for on the last.
// Where nobody has said a number the first that is asked about has it all.
func (m *wardMonth) rows(clinic string, month Date) []RotationMonth {
	var all []RotationMonth
	left := *m
	for i, b := range m.beds {
		r := RotationMonth{Clinic: clinic, Provider: b.provider, Month: month, Places: b.places, Said: true, Source: b.source}
		room := b.places
		if i == len(m.beds)-1 {
			room = left.need()
		}
		left.deal(&r, room)
		all = append(all, r)
	}
	asked := m.asked
	if len(m.beds)+len(asked) == 0 {
		asked = []string{""}
	}
	for _, p := range asked {
		r := RotationMonth{Clinic: clinic, Provider: p, Month: month}
		left.deal(&r, left.need())
		all = append(all, r)
	}
	return all
}

func (m *wardMonth) need() int { return m.placed + m.reserved + m.lacking }

// deal moves as many as there is room for.
func (m *wardMonth) deal(to *RotationMonth, room int) {
	for _, kind := range []struct{ from, to *int }{{&m.placed, &to.Placed}, {&m.reserved, &to.Reserved}, {&m.lacking, &to.Lacking}} {
		*kind.to = min(room, *kind.from)
		*kind.from -= *kind.to
		room -= *kind.to
	}
	to.Preliminary = min(to.Placed, m.preliminary)
	m.preliminary -= to.Preliminary
}

// firstDay is the first day of a month by number.
func firstDay(month int) Date { return D(month/12, 1, 1).AddMonths(month % 12) }

// monthWords is ÅÅÅÅ-MM.
func monthWords(month int) string { return firstDay(month).String()[:len("2006-01")] }

// inNeedOrder are the doctors in training and granted, who ends first before the
// others: those with the least time left choose first.
func (d *docket) inNeedOrder() []*Trainee {
	rows := make([]*Trainee, 0, len(d.rows))
	for i := range d.rows {
		if t := &d.rows[i]; remains(*t, d.today) {
			rows = append(rows, t)
		}
	}
	slices.SortFunc(rows, func(a, b *Trainee) int {
		if a.PlannedEnd.IsZero() != b.PlannedEnd.IsZero() {
			return b.PlannedEnd.Compare(a.PlannedEnd)
		}
		return cmp.Or(a.PlannedEnd.Compare(b.PlannedEnd), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Name, b.Name), a.Start.Compare(b.Start))
	})
	return rows
}
