package master

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"stintag/process"
	"stintag/process/workbook"
)

// played is a master in the hands of people and the program, with what must stand in
// it kept beside.
type played struct {
	rt            *rapid.T
	t             testing.TB
	data          []byte
	lies          *paper // Ärenden in data
	base, pending Base
	view          View // of the last merge; its cases as their forms say them
	cases         []*heldCase
	half          []string // doctors in rows that are not filled in yet
	byHand        map[string]process.Date
	tables        bool // of Excel's: their headings cannot change places
	drawn         int
}

// heldCase is what must be known of a case.
type heldCase struct {
	process.Case                   // as its newest form says it
	row          bool              // it stands in the workbook
	people       map[string]string // what people wrote in their columns
	corrected    map[string]string // what they wrote over the program's words
	said         map[string]string // the program's words, in a corrected cell those that were written over
	beside       string            // what they wrote in a column of their own
	input        CaseInput         // as the ledger has it
	kept         map[string]string // the people's words of then
}

const ownHeading = "Egen kolumn"

func newPlayed(rt *rapid.T, t testing.TB, s start) *played {
	p := &played{rt: rt, t: t, data: s.data, lies: s.lies.copied(), base: s.base, tables: s.tables, view: sampleView(), byHand: map[string]process.Date{}}
	for _, c := range p.view.World.Cases {
		h := &heldCase{Case: c, row: true, people: map[string]string{}, kept: map[string]string{}, corrected: map[string]string{}, said: map[string]string{}}
		for heading, said := range p.base.Row(SheetCases, c.ID) {
			h.said[heading] = said
		}
		p.cases = append(p.cases, h)
	}
	return p
}

// paper is a sheet as it lies before people: a cell by row and column.
type paper struct {
	cells map[[2]int]workbook.Cell
	was   map[[2]int]workbook.Cell // before people took it
	at    map[string]int
	rows  int
	cols  int
}

func paperOf(t testing.TB, data []byte) *paper {
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := b.Sheet(SheetCases)
	x := &paper{cells: map[[2]int]workbook.Cell{}, at: map[string]int{}}
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			if c.Kind == workbook.Empty {
				continue
			}
			x.rows, x.cols = max(x.rows, r.Number), max(x.cols, c.Col)
			x.cells[[2]int{c.Row, c.Col}] = c
			if r.Number == 1 {
				x.at[CanonicalText(c)] = c.Col
			}
		}
	}
	x.was = maps.Clone(x.cells)
	return x
}

func (x *paper) copied() *paper {
	y := *x
	y.cells, y.was, y.at = maps.Clone(x.cells), x.was, maps.Clone(x.at)
	return &y
}

// rowOf finds a row by what stands under a heading; 0 where there is none.
func (x *paper) rowOf(heading, key string) int {
	for row := 2; row <= x.rows; row++ {
		if CanonicalText(x.cells[[2]int{row, x.at[heading]}]) == key {
			return row
		}
	}
	return 0
}

func (x *paper) put(row int, heading string, v workbook.Cell) {
	x.rows = max(x.rows, row)
	x.cells[[2]int{row, x.at[heading]}] = v
}

// turn gives every row another number, and where columns may move every column.
func (x *paper) turn(rows, cols []int) {
	turned := map[[2]int]workbook.Cell{}
	for at, c := range x.cells {
		if at[0] > 1 {
			at[0] = 2 + rows[at[0]-2]
		}
		at[1] = 1 + cols[at[1]-1]
		turned[at] = c
	}
	x.cells = turned
	for h, col := range x.at {
		x.at[h] = 1 + cols[col-1]
	}
}

// saved is the master with the sheet as it lies now.
func (p *played) saved(x *paper) []byte {
	var changes []workbook.Change
	for at := range x.was {
		if _, still := x.cells[at]; !still {
			changes = append(changes, workbook.Change{Sheet: SheetCases, Row: at[0], Col: at[1]})
		}
	}
	for at, c := range x.cells {
		if was := x.was[at]; was.Kind != c.Kind || was.Text != c.Text || was.Number != c.Number {
			changes = append(changes, workbook.Change{Sheet: SheetCases, Row: at[0], Col: at[1], Value: workbook.Cell{Kind: c.Kind, Text: c.Text, Number: c.Number}})
		}
	}
	out, err := workbook.Patch(p.data, changes)
	if err != nil {
		p.rt.Fatal(err)
	}
	return out
}

// turned puts the rows, and where they may the columns, in another order. Dates stay
// where a date's format is, as they would where whole columns are moved.
func (p *played) turned(x *paper) {
	rows, cols := rapid.Permutation(upTo(x.rows-1)).Draw(p.rt, "rows"), upTo(x.cols)
	if !p.tables {
		dates, others := x.columnsByFormat()
		for _, group := range [][]int{dates, others} {
			for i, to := range rapid.Permutation(slices.Clone(group)).Draw(p.rt, "columns") {
				cols[group[i]] = to
			}
		}
	}
	x.turn(rows, cols)
}

func (x *paper) columnsByFormat() (dates, others []int) {
	for _, i := range upTo(x.cols) {
		if slices.ContainsFunc(casesTable.columns, func(c column) bool { return c.look == lookDate && x.at[c.heading] == i+1 }) {
			dates = append(dates, i)
		} else {
			others = append(others, i)
		}
	}
	return dates, others
}

func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// one is one of the cases.
func (p *played) one(what string) *heldCase {
	return p.cases[rapid.IntRange(0, len(p.cases)-1).Draw(p.rt, what)]
}

// people do some of what people do.
func (p *played) people() {
	x := p.lies
	for range rapid.IntRange(0, 8).Draw(p.rt, "edits") {
		h := p.one("case")
		switch rapid.IntRange(0, 11).Draw(p.rt, "kind") {
		case 0:
			p.deletes(x, h)
		case 1:
			p.adds(x)
		case 2:
			p.turned(x)
		case 3:
			if h.row {
				h.beside = rapid.SampledFrom([]string{"", "mitt", "12"}).Draw(p.rt, "beside")
				x.put(x.rowOf(headCase, h.ID), ownHeading, text(h.beside))
			}
		default:
			p.writes(x, h)
		}
	}
	p.data = p.saved(x)
}

var keyed = []string{"", " ", "Kalle", "2024-10-01", "7", "Beviljad", "Nej"}

func (p *played) writes(x *paper, h *heldCase) {
	if !h.row {
		return
	}
	c := casesTable.columns[rapid.IntRange(1, len(casesTable.columns)-1).Draw(p.rt, "column")]
	word := rapid.SampledFrom(keyed).Draw(p.rt, "word")
	if !c.people && rapid.IntRange(0, 4).Draw(p.rt, "as it was") == 0 {
		word = h.said[c.heading] // what the program last wrote there, typed
	}
	cell := cellOf(c.look, word)
	if word == " " {
		cell = workbook.Cell{Kind: workbook.Text, Text: word}
	}
	x.put(x.rowOf(headCase, h.ID), c.heading, cell)
	word = strings.TrimSpace(word)
	switch {
	case c.people:
		h.people[c.heading] = word
	case word == "" || (written{p.base, p.pending}).own(SheetCases, h.ID, c.heading, word):
		delete(h.corrected, c.heading)
	default:
		h.corrected[c.heading] = word
	}
}

// deletes takes the whole row away, with what stands beside it and what no run has
// seen yet.
func (p *played) deletes(x *paper, h *heldCase) {
	if !h.row {
		return
	}
	row := x.rowOf(headCase, h.ID)
	maps.DeleteFunc(x.cells, func(at [2]int, _ workbook.Cell) bool { return at[0] == row })
	h.row, h.beside, h.people, h.corrected = false, "", maps.Clone(h.kept), map[string]string{}
	for heading, word := range h.input.Corrections {
		if h.said[heading] != word { // which the program came to say itself
			h.corrected[heading] = word
		}
	}
}

// adds writes a row without a number: a whole one, or half of one.
func (p *played) adds(x *paper) {
	p.drawn++
	doctor := "Hanna Hand" + strings.Repeat("e", p.drawn)
	row := x.rows + 1
	x.put(row, headDoctor, text(doctor))
	if rapid.Bool().Draw(p.rt, "half") {
		p.half = append(p.half, doctor)
		return
	}
	begins := process.D(2025, 1, p.drawn)
	x.put(row, headCentre, text("Almby vårdcentral"))
	x.put(row, headStart, date(begins))
	x.put(row, headNote, text("om "+doctor))
	p.byHand[doctor] = begins
}

// adopts reads the master as a run does, and holds it against what people did.
func (p *played) adopts() {
	a := adopted(p.t, p.data, p.base, p.pending)
	for _, h := range p.cases {
		in, there := a.Cases[h.ID]
		if there != h.row {
			p.rt.Fatalf("%s stands there: %v, adopted: %v", h.ID, h.row, there)
		}
		if !there {
			continue // a deleted row takes nothing back
		}
		if diff := cmp.Diff(h.corrected, in.Corrections, cmpopts.EquateEmpty()); diff != "" {
			p.rt.Fatalf("corrections of %s (-made +adopted):\n%s", h.ID, diff)
		}
		if in.Note != h.people[headNote] || in.Journal != h.people[headJournal] || in.Decision.By != h.people[headDecider] {
			p.rt.Fatalf("%s: people wrote %v, adopted %+v", h.ID, h.people, in)
		}
		h.input, h.kept = in, maps.Clone(h.people)
	}
	if len(a.Manual) != len(p.byHand) || len(a.Cases) > len(p.cases) {
		p.rt.Fatalf("%d rows by hand, want %d; %d cases", len(a.Manual), len(p.byHand), len(a.Cases))
	}
	p.view.Manual = map[int]string{}
	for _, m := range a.Manual {
		c := p.view.World.Cases[0]
		c.ID, c.Manual, c.Decision = "IA-2025-"+m.Values[headStart][8:]+strings.Repeat("0", len(p.cases)), true, process.Decision{}
		c.Application = process.Application{Doctor: m.Values[headDoctor], CentreID: "VC-01", PossibleStart: p.byHand[m.Values[headDoctor]]}
		p.view.Manual[m.Row] = c.ID
		p.cases = append(p.cases, &heldCase{Case: c, row: true, people: map[string]string{headNote: m.Values[headNote]}, kept: map[string]string{}, corrected: map[string]string{}, said: map[string]string{}})
		delete(p.byHand, m.Values[headDoctor])
	}
}
