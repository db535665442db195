package master

import (
	"maps"
	"strings"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"stintag/process"
	"stintag/process/workbook"
)

// program lets cases come, newer forms say otherwise, and standings change.
func (p *played) program() {
	if rapid.IntRange(0, 2).Draw(p.rt, "comes") == 0 {
		c := sampleView().World.Cases[0]
		p.drawn++
		c.ID, c.Application.Doctor = "IA-2026-"+strings.Repeat("1", p.drawn), "Ny Nyare"
		p.cases = append(p.cases, &heldCase{Case: c, people: map[string]string{}, kept: map[string]string{}, corrected: map[string]string{}, said: map[string]string{}})
	}
	for range rapid.IntRange(0, 3).Draw(p.rt, "forms") {
		h := p.one("of")
		if h.Manual {
			continue // a form under the same name: of another it would be another case
		}
		h.Application.PossibleStart = process.D(2024, 10, rapid.IntRange(1, 3).Draw(p.rt, "start"))
		if !h.Application.Protected {
			h.Application.Doctor = rapid.SampledFrom([]string{"Kalle", "Kerstin Kaprifol"}).Draw(p.rt, "doctor")
		}
	}
	v := &p.view
	v.World.Cases, v.Judgement.Standings, v.Inputs, v.Uncorrected = nil, nil, map[string]CaseInput{}, map[string]process.Case{}
	for _, h := range p.cases {
		c := h.Case
		if len(h.input.Corrections) > 0 {
			v.Uncorrected[c.ID] = c
			takeIn(&c, h.input.Corrections)
		}
		v.World.Cases, v.Inputs[c.ID] = append(v.World.Cases, c), h.input
		v.Judgement.Standings = append(v.Judgement.Standings, process.Standing{
			Case: c.ID, Status: rapid.SampledFrom(sampleStatuses).Draw(p.rt, "status"), Place: rapid.IntRange(0, 9).Draw(p.rt, "place"),
		})
	}
}

// takeIn takes corrections into a case, as the ledger's reader does; those of other
// columns could not be read.
func takeIn(c *process.Case, corrections map[string]string) {
	if s, ok := corrections[headDoctor]; ok {
		c.Application.Doctor = s
	}
	for heading, at := range map[string]*process.Date{headStart: &c.Application.PossibleStart, headLicence: &c.Application.LicenceDate, headContact: &c.ContactDate} {
		if d, err := readDate(corrections[heading]); err == nil && !d.IsZero() {
			*at = d
		}
	}
}

// merges brings the view in, and holds the master and the base against it.
func (p *played) merges() {
	out, next, conflicts := p.merge()
	stood := p.base
	p.data = out
	if p.pending == nil && rapid.IntRange(0, 3).Draw(p.rt, "dies") == 0 {
		p.pending = next // written, but not recorded
	} else {
		p.base, p.pending = next, nil
	}
	p.lies = paperOf(p.t, p.data)
	x := p.lies
	for i, h := range p.cases {
		s := p.view.Judgement.Standings[i].Status
		_, had := stood[SheetCases][h.ID]
		if rests := s == process.StatusWithdrawn || s == process.StatusClosed; !h.row && rests && had {
			if x.rowOf(headCase, h.ID) > 0 {
				p.rt.Fatalf("%s is %s and deleted, and came back", h.ID, s)
			}
			continue
		}
		h.row = true
		p.holds(x, h, i, next, conflicts)
	}
	for row, seen := 2, map[string]bool{}; row <= x.rows; row++ {
		id := CanonicalText(x.cells[[2]int{row, x.at[headCase]}])
		if id != "" && seen[id] {
			p.rt.Fatalf("%s has two rows", id)
		}
		seen[id] = true
	}
	for _, doctor := range p.half {
		if x.rowOf(headDoctor, doctor) == 0 {
			p.rt.Fatalf("half a row of %s is gone", doctor)
		}
	}
	if changes, again, _, err := Plan(p.data, p.base, p.pending, p.view); err != nil || len(changes) > 0 || !cmp.Equal(next[SheetCases], again[SheetCases]) {
		p.rt.Fatalf("merged again: %d changes, %v, another base: %s", len(changes), err, cmp.Diff(next[SheetCases], again[SheetCases]))
	}
}

func (p *played) merge() (out []byte, next Base, conflicts []Fault) {
	changes, next, conflicts, err := Plan(p.data, p.base, p.pending, p.view)
	if err != nil {
		p.rt.Fatal(err)
	}
	if out, err = workbook.Patch(p.data, changes); err != nil {
		p.rt.Fatal(err)
	}
	return out, next, conflicts
}

// holds says of every cell of a case who has the word in it.
func (p *played) holds(x *paper, h *heldCase, i int, next Base, conflicts []Fault) {
	row := x.rowOf(headCase, h.ID)
	if row == 0 {
		p.rt.Fatalf("%s has no row", h.ID)
	}
	if got := CanonicalText(x.cells[[2]int{row, x.at[ownHeading]}]); got != h.beside {
		p.rt.Fatalf("%s: beside it stood %q, now %q", h.ID, h.beside, got)
	}
	standing := p.view.Judgement.Standings[i]
	shown, own := p.view.caseCells(p.view.World.Cases[i], standing), p.view.caseCells(h.Case, standing)
	for _, c := range casesTable.columns[1:] {
		got := textAs(c.look, x.cells[[2]int{row, x.at[c.heading]}])
		want, program := h.people[c.heading], textAs(c.look, own[c.heading])
		told := false
		switch word, corrected := h.corrected[c.heading]; {
		case c.people:
		case corrected && word == program:
			want = program
			delete(h.corrected, c.heading)
			h.said[c.heading] = program
		case corrected:
			want, told = word, h.said[c.heading] != program
		default:
			want = textAs(c.look, shown[c.heading])
			h.said[c.heading] = want
		}
		if got != want {
			p.rt.Fatalf("%s %s: want %q, now %q", h.ID, c.heading, want, got)
		}
		if base := says(next, h.ID, c.heading); !c.people && base != h.said[c.heading] {
			p.rt.Fatalf("%s %s: the program said %q, the base says %q", h.ID, c.heading, h.said[c.heading], base)
		}
		if said := conflictOf(conflicts, h.ID, c.heading); said != told {
			p.rt.Fatalf("%s %s: %q was written over, the program says %q, the conflict is told: %v", h.ID, c.heading, h.said[c.heading], program, said)
		}
	}
}

func conflictOf(conflicts []Fault, id, heading string) bool {
	for _, f := range conflicts {
		if strings.HasPrefix(f.Text, id+": i "+heading+" står") {
			return true
		}
	}
	return false
}

// orderIsNothing turns rows and columns about, and nothing is adopted or merged
// otherwise.
func (p *played) orderIsNothing() {
	before := adopted(p.t, p.data, p.base, p.pending)
	p.turned(p.lies)
	turned := p.saved(p.lies)
	after := adopted(p.t, turned, p.base, p.pending)
	if diff := cmp.Diff(before.Cases, after.Cases) + cmp.Diff(before.Registers, after.Registers, cmpopts.EquateEmpty()); diff != "" {
		p.rt.Fatalf("turned about, something else is adopted:\n%s", diff)
	}
	manual := func(a *Adopted) map[string]bool {
		all := map[string]bool{}
		for _, m := range a.Manual {
			all[PackRow(m.Values)] = true
		}
		return all
	}
	if !maps.Equal(manual(before), manual(after)) {
		p.rt.Fatal("turned about, other rows by hand are adopted")
	}
	changes, _, _, err := Plan(turned, p.base, p.pending, p.view)
	if err != nil {
		p.rt.Fatal(err)
	}
	for _, c := range changes { // elsewhere it is told which row is meant
		if c.Sheet == SheetCases {
			p.rt.Fatalf("turned about, a cell changes: %+v", c)
		}
	}
}
