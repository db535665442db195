package process

import "time"

// SummerPlacement is a confirmed placement that takes a doctor from the health centre
// in the summer.
type SummerPlacement struct {
	Placement
	Trainee   Trainee
	Protected bool // the doctor goes by the row's id alone (D24)
}

// SummerPlacements are those that have not begun, of doctors who stand in the roster
// with an id, in the order of doctor and first day. The roster is that of the
// judgement.
func SummerPlacements(w World, j Judgement) []SummerPlacement {
	if len(w.Placements) == 0 {
		return nil
	}
	d := &docket{w: w, policy: w.Policy, today: w.Today(), rows: j.Roster}
	hidden := map[string]bool{}
	for _, c := range w.Cases {
		if c.Application.Protected {
			hidden[FoldName(c.ID)], hidden[FoldName(c.Application.Doctor)] = true, true
		}
	}
	var all []SummerPlacement
	for _, s := range d.stays() {
		if !s.p.Confirmed || !s.p.From.After(d.today) || !s.known || s.doctor.ID == "" || !remains(s.doctor, d.today) || !w.Policy.Plan.summer(s.p) {
			continue
		}
		all = append(all, SummerPlacement{s.p, s.doctor, hidden[FoldName(s.doctor.ID)] || hidden[FoldName(s.doctor.Name)]})
	}
	return all
}

// summer says whether a placement has a day in the summer.
func (p PlanRule) summer(of Placement) bool {
	if p.SummerFrom == 0 {
		return false
	}
	for n := monthNumber(of.From); n <= min(monthNumber(of.To), monthNumber(of.From)+11); n++ {
		m := time.Month(n%12 + 1)
		in := p.SummerFrom <= m && m <= p.SummerTo
		if p.SummerFrom > p.SummerTo {
			in = m >= p.SummerFrom || m <= p.SummerTo
		}
		if in {
			return true
		}
	}
	return false
}
