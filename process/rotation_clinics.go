package process

import (
	"cmp"
	"maps"
	"slices"
)

// hospital is the clinics that anybody names, with what is known of each month.
type hospital struct {
	first  int // the number of the first month in wards[i].months
	wards  []*ward
	at     map[string]int // by folded name
	stays  []stay         // the placements, by doctor
	doctor map[string]Trainee
	// base is what the placed and the reserved have taken, before any new post.
	base *occupancy
}

// ward is one clinic.
type ward struct {
	clinic string // as the policy writes it, or else the sheets
	needs  int    // months that each doctor needs there; 0: not said
	named  bool   // the policy or the sheet Sidotjänstgöring names it
	months []wardMonth
}

// wardMonth is a clinic's month.
type wardMonth struct {
	beds                                   []bed    // by provider; none where nobody has said a number
	asked                                  []string // providers that the sheet has a row for and nobody a number
	written                                bool     // the sheet has a row for it
	placed, preliminary, reserved, lacking int
}

// bed is the places of one provider.
type bed struct {
	provider, source string
	places           int
}

// places is the number of them, and whether anybody has said one.
func (m *wardMonth) places() (n int, said bool) {
	for _, b := range m.beds {
		n += b.places
	}
	return n, len(m.beds) > 0
}

// hospitalOf is the world's, made where first asked for; nil where neither policy
// nor sheets say anything of rotations but names.
func (d *docket) hospitalOf() *hospital {
	if d.hospital != nil {
		return d.hospital
	}
	said := slices.ContainsFunc(d.policy.Rotations, func(r RotationRule) bool { return r.Places.Said || r.Months > 0 })
	if !said && len(d.w.Rotations) == 0 && len(d.w.Placements) == 0 {
		return nil
	}
	h := &hospital{at: map[string]int{}, doctor: map[string]Trainee{}}
	d.hospital = h
	h.stays = d.stays()
	h.name(d.w)
	h.span(d)
	h.fill(d.w)
	d.place(h)
	d.reserve(h)
	return h
}

// name lists the clinics: the policy's in its order, and then the others by name.
func (h *hospital) name(w World) {
	others := map[string]string{}
	other := func(name string) {
		if key := fold(name); key != "" && (others[key] == "" || name < others[key]) {
			others[key] = name
		}
	}
	for _, r := range w.Policy.Rotations {
		h.ward(r.Clinic).named = true
		h.ward(r.Clinic).needs = max(h.ward(r.Clinic).needs, r.Months)
	}
	for _, r := range w.Rotations {
		other(r.Clinic)
	}
	for _, p := range w.Placements {
		other(p.Clinic)
	}
	for _, key := range slices.Sorted(maps.Keys(others)) {
		h.ward(others[key])
	}
	for _, r := range w.Rotations {
		if fold(r.Clinic) != "" {
			h.ward(r.Clinic).named = true
		}
	}
}

// ward finds a clinic, or makes it.
func (h *hospital) ward(clinic string) *ward {
	i, known := h.at[fold(clinic)]
	if !known {
		i = len(h.wards)
		h.at[fold(clinic)] = i
		h.wards = append(h.wards, &ward{clinic: clinic})
	}
	return h.wards[i]
}

// span reaches from the first month that anybody names, and past the trainings of
// those who are asked about.
func (h *hospital) span(d *docket) {
	first := monthNumber(d.today)
	last := first + monthsAhead
	for _, r := range d.w.Rotations {
		first, last = min(first, monthNumber(r.Month)), max(last, monthNumber(r.Month))
	}
	for _, s := range h.stays {
		first, last = min(first, s.from), max(last, s.to)
	}
	h.first = first
	for _, w := range h.wards {
		w.months = make([]wardMonth, last-first+1)
	}
}

// month is a clinic's by number; nil where it lies beyond all that is known.
func (h *hospital) month(w *ward, n int) *wardMonth {
	if i := n - h.first; i >= 0 && i < len(w.months) {
		return &w.months[i]
	}
	return nil
}

// fill writes the places out month by month. The sheet wins where it says a number
// (D5): provider by provider, and for the whole clinic where sheet or policy names
// no provider.
func (h *hospital) fill(w World) {
	for _, r := range w.Rotations {
		if fold(r.Clinic) == "" || r.Month.IsZero() {
			continue
		}
		m := h.month(h.ward(r.Clinic), monthNumber(r.Month))
		m.written = true
		m.asked = append(m.asked, r.Provider)
		if r.Places.Said {
			m.add(bed{r.Provider, fromRotations, int(r.Places.Value)})
		}
	}
	for _, r := range w.Policy.Rotations {
		if !r.Places.Said {
			continue
		}
		ward := h.ward(r.Clinic)
		for i := range ward.months {
			if m := &ward.months[i]; r.holds(h.first+i) && !m.sheetSays(r.Provider) {
				m.add(bed{r.Provider, w.Policy.Label(), int(r.Places.Value)})
			}
		}
	}
	for _, ward := range h.wards {
		for i := range ward.months {
			ward.months[i].order()
		}
	}
}

// order puts the providers in order, and leaves of the asked those without a number.
func (m *wardMonth) order() {
	slices.SortFunc(m.beds, func(a, b bed) int { return byProvider(a.provider, b.provider) })
	m.asked = slices.DeleteFunc(m.asked, func(p string) bool {
		return slices.ContainsFunc(m.beds, func(b bed) bool { return fold(b.provider) == fold(p) })
	})
	slices.SortFunc(m.asked, byProvider)
	m.asked = slices.CompactFunc(m.asked, func(a, b string) bool { return fold(a) == fold(b) })
}

func byProvider(a, b string) int {
	return cmp.Or(cmp.Compare(ownFirst(a), ownFirst(b)), cmp.Compare(fold(a), fold(b)), cmp.Compare(a, b))
}

// fromRotations is the source of a number of places that people filled in.
const fromRotations = "bladet Sidotjänstgöring"

// add gives the month a provider's places; of two that say of one provider the
// least counts.
func (m *wardMonth) add(b bed) {
	for i, o := range m.beds {
		if fold(o.provider) == fold(b.provider) {
			m.beds[i].places = min(o.places, b.places)
			return
		}
	}
	m.beds = append(m.beds, b)
}

// sheetSays says whether the sheet has a number that stands for a provider's.
func (m *wardMonth) sheetSays(provider string) bool {
	return slices.ContainsFunc(m.beds, func(b bed) bool {
		return b.source == fromRotations && (fold(b.provider) == fold(provider) || b.provider == "" || provider == "")
	})
}

// holds says whether the rule's places are those of a month.
func (r RotationRule) holds(month int) bool {
	return (r.From.IsZero() || monthNumber(r.From) <= month) && (r.To.IsZero() || month <= monthNumber(r.To))
}

// ownFirst orders providers: hospitals, the region's own primary care, and last what
// is bought.
func ownFirst(provider string) int {
	switch fold(provider) {
	case "sjukhus":
		return 0
	case "regionhälsan":
		return 1
	case "privat":
		return 3
	}
	return 2
}
