package master

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"stintag/process"
	"stintag/process/workbook"
)

// Plan is the three-way merge: what to change in the workbook as it stands now,
// and the base that holds once that is done. It changes no cell that a person
// wrote, and no row's place; planned again on its own result, it changes nothing.
func Plan(data []byte, base, pending Base, v View) (changes []workbook.Change, next Base, conflicts []Fault, err error) {
	m, err := plan(data, base, pending, v, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	return m.changes, m.next, m.conflicts, nil
}

// plan also keeps clear of cells that the workbook itself bars.
func plan(data []byte, base, pending Base, v View, barred []workbook.Refused) (*merger, error) {
	b, err := open(data)
	if err != nil {
		return nil, err
	}
	m := &merger{
		written: written{base, pending}, book: b, view: v, standings: v.standings(),
		next: Base{}, barred: map[string]bool{},
	}
	m.now = m.settled(b)
	for _, r := range barred {
		m.barred[r.Sheet+"!"+r.Cell] = true
		m.follow("", fmt.Sprintf("Gör cellen %s i bladet %s fri för programmet.", r.Cell, r.Sheet), "Programmet kan inte skriva där: cellen hör till en formel, en sammanslagen cell eller en annan tabell.")
	}
	a, err := adopt(b, m.written)
	if err != nil {
		return nil, err
	}
	m.faults, m.leavesThere = a.Faults, a.Registers.Leaves
	for _, step := range []func() error{m.cases, m.roster, m.leaves, m.centres, m.budget, m.rotations, m.lists} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("plan merge: %w", err)
		}
	}
	if len(m.changes) > 0 {
		m.changes = append(m.changes, m.fleeting...)
	}
	return m, nil
}

// merger gathers one merge.
type merger struct {
	written
	book        *workbook.Book
	view        View
	standings   map[string]process.Standing
	now         Base // true of the workbook as it was read
	next        Base
	barred      map[string]bool // cells that cannot be changed, by sheet and address
	changes     []workbook.Change
	fleeting    []workbook.Change // written only together with others
	conflicts   []Fault
	faults      []Fault
	leavesThere []process.Leave // as the workbook has them
	followUps   []process.Todo  // in the workbook itself
}

func (m *merger) change(c workbook.Change) {
	if !m.bars(c) {
		m.changes = append(m.changes, c)
	}
}

func (m *merger) bars(c workbook.Change) bool {
	return m.barred[c.Sheet+"!"+workbook.Address(c.Row, c.Col)]
}

func (m *merger) follow(id, what, why string) {
	m.followUps = append(m.followUps, process.Todo{Case: id, What: what, Why: why})
}

// note records what the program's value of a cell is from now on.
func (m *merger) note(sheet, key, heading, text string) {
	m.next.note(sheet, key, heading, text)
}

// carry keeps what was known of a row that this merge says nothing about.
func (m *merger) carry(sheet, key string) {
	for _, b := range []Base{m.base, m.pending} {
		for h, t := range b[sheet][key] {
			m.note(sheet, key, h, t)
		}
	}
}

// keys lists the keys that the program has written in a sheet.
func (w written) keys(sheet string) []string {
	all := map[string]bool{}
	for _, b := range []Base{w.base, w.pending} {
		for k := range b[sheet] {
			all[k] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// optional reads a table that the merge can do without: where it is gone, the
// rest goes on and people are told.
func (m *merger) optional(t table) (*grid, error) {
	g, err := t.in(m.book)
	if missing := (*MissingHeading)(nil); errors.As(err, &missing) {
		m.conflicts = append(m.conflicts, Fault{Sheet: t.sheet, Text: "Programmet kan inte skriva: " + missing.Swedish() + "."})
		return nil, nil
	}
	return g, err
}
