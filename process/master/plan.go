package master

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"stintag/process"
	"stintag/process/workbook"
)

// plan is the three-way merge: what to change in the workbook as it stands now, and the
// base that holds once that is done. It changes no cell that a person wrote or that
// the workbook itself bars, and no row's place; planned again on its own result, it
// changes nothing.
func plan(data []byte, base, pending Base, v View, barred []workbook.Refused) (*merger, error) {
	w := written{base, pending}
	b, err := open(data, w)
	if err != nil {
		return nil, err
	}
	v.hidden = v.hiding()
	index := v.known()
	v.index = &index
	reckoned := sync.OnceValue(v.forecast)
	go reckoned()
	v.reckoned = reckoned
	m := &merger{
		written: w, book: b, tables: b.tables, view: v, known: index,
		next: make(Base, len(w.base)), barred: map[string]bool{}, closed: map[string]bool{}, notes: map[string][]workbook.Note{},
	}
	m.now = m.settled(b)
	m.bar(barred)
	var a Adopted
	if err := a.adopt(b, m.written); err != nil {
		return nil, err
	}
	m.faults, m.leavesThere = a.Faults, a.Registers.Leaves
	for _, step := range []func() error{m.cases, m.roster, m.leaves, m.centres, m.budget, m.rotations, m.trials, m.unfilled, m.outside, m.lists} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("plan merge: %w", err)
		}
	}
	m.comments()
	if len(m.changes) > 0 {
		for _, c := range m.fleeting {
			m.note(c.Sheet, workbook.Address(c.Row, c.Col), pageHeading, pageText(c.Value))
			m.change(c)
		}
	}
	return m, nil
}

// merger gathers one merge.
type merger struct {
	written
	book        *book
	view        View
	known       known
	now         Base // true of the workbook as it was read
	next        Base
	tables      []workbook.Table
	packed      *packing        // the row that note gathers
	barred      map[string]bool // cells that cannot be changed, by sheet and address
	closed      map[string]bool // sheets whose table takes in no new row
	changes     []workbook.Change
	fleeting    []workbook.Change          // written only together with others
	notes       map[string][]workbook.Note // the comments of the program's, by sheet
	series      []workbook.Series          // how far the charts' columns reach
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
	if p := m.packed; p != nil && p.sheet == sheet && p.key == key {
		p.texts[heading] = text
		return
	}
	m.next.note(sheet, key, heading, text)
}

// carry keeps what was known of a row that this merge says nothing about.
func (m *merger) carry(sheet, key string) {
	for _, b := range []Base{m.base, m.pending} {
		packed, ok := b[sheet][key]
		switch _, had := m.next[sheet][key]; {
		case !ok:
		case !had:
			m.next.Set(sheet, key, packed)
		default:
			for h, t := range fieldsOfRow(packed) {
				m.note(sheet, key, h, t)
			}
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
		m.conflicts = append(m.conflicts, Fault{Sheet: t.sheet, Text: "Programmet kan inte skriva: " + missing.Swedish() + ". " + missing.mend()})
		return nil, nil
	}
	return g, err
}

// edit is what the merge does to the workbook. Comments and charts are looked at
// where cells change or not: a comment may be all that differs.
func (m *merger) edit(stamp string) workbook.Edit {
	return workbook.Edit{KeepFormulas: true, Changes: m.changes, Notes: m.notes, Series: m.series, Stamp: stamp}
}
