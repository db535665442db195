package process

import (
	"cmp"
	"slices"
)

// Finishing is who soon becomes a specialist at a health centre, beside what it
// will lack.
type Finishing struct {
	CentreID, Centre string
	Doctors          []FinishingDoctor // by planned end
	Vacant, Retiring float64           // posts without a specialist, and specialists who retire within five years
}

// FinishingDoctor is a doctor in training whose planned end is near.
type FinishingDoctor struct {
	ID   string
	Name string // as the roster has it; the case id alone for a protected identity (D24)
	End  Date   // planned
	Soon bool   // within six months; else within twelve
	Late bool   // the planned end has passed, and nobody has said that the training is done
}

// Within6 is how many finish within six months.
func (f Finishing) Within6() int {
	n := 0
	for _, d := range f.Doctors {
		if d.Soon {
			n++
		}
	}
	return n
}

// FinishingSoon lists them without the rest of the forecast. j is Judge's answer to w.
func FinishingSoon(w World, j Judgement) []Finishing {
	return finishing(w, newProjector(w, j, false).stints)
}

// finishing lists those in training whose planned end lies within twelve months, by
// health centre in the order of their names.
func finishing(w World, posts []stint) []Finishing {
	today := w.Today()
	soon, later := today.AddMonths(6), today.AddMonths(12)
	hidden := map[string]string{}
	for _, c := range w.Cases {
		if c.Application.Protected {
			hidden[FoldName(c.Application.Doctor)] = c.ID
		}
	}
	byCentre := map[string][]FinishingDoctor{}
	for _, p := range posts {
		if p.start >= 0 || p.end.After(later) {
			continue
		}
		d := FinishingDoctor{ID: p.row.ID, Name: p.row.Name, End: p.end, Soon: !p.end.After(soon), Late: p.over}
		if id, protected := hidden[FoldName(d.Name)]; protected {
			d.Name = id
		}
		byCentre[p.row.CentreID] = append(byCentre[p.row.CentreID], d)
	}
	var all []Finishing
	for id, doctors := range byCentre {
		slices.SortFunc(doctors, func(a, b FinishingDoctor) int {
			return cmp.Or(a.End.Compare(b.End), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		})
		f := Finishing{CentreID: id, Centre: cmp.Or(id, "utan vårdcentral"), Doctors: doctors}
		if c, known := w.Centre(id); known {
			f.Centre, f.Vacant, f.Retiring = c.Name, c.Vacant, c.Retiring
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b Finishing) int {
		return cmp.Or(cmp.Compare(a.Centre, b.Centre), cmp.Compare(a.CentreID, b.CentreID))
	})
	return all
}
