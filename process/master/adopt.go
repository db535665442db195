package master

import (
	"errors"
	"fmt"

	"stintag/process/workbook"
)

// Adopt reads the master as people left it. A cell is the program's own where it
// says what the base or the pending base says; whatever else stands there, a
// person wrote.
func Adopt(data []byte, base, pending Base) (*Adopted, error) {
	w := written{base, pending}
	b, err := open(data, w)
	if err != nil {
		return nil, err
	}
	a := &Adopted{Cases: make(map[string]CaseInput, len(b.cases.rows))}
	if err := a.adopt(b, w); err != nil {
		return nil, err
	}
	a.SHA256 = workbook.Hash(data)
	return a, nil
}

func (a *Adopted) adopt(b *book, w written) error {
	if err := allMissing(b); err != nil {
		return fmt.Errorf("adopt master: %w", err)
	}
	for _, t := range required {
		g, err := t.in(b)
		if err != nil {
			return fmt.Errorf("adopt master: %w", err)
		}
		a.tellAgain(g)
		switch t.sheet {
		case SheetCentres:
			a.adoptCentres(g)
		case SheetRoster:
			a.adoptRoster(g)
		case SheetCases:
			if err := torn(g, w); err != nil {
				return fmt.Errorf("adopt master: %w", err)
			}
			a.adoptCases(g, w)
		case SheetBudget:
			a.adoptBudget(g)
		}
	}
	if err := errors.Join(a.adoptLeaves(b.Book), a.adoptRotations(b.Book), a.adoptTrials(b.Book)); err != nil {
		return fmt.Errorf("adopt master: %w", err)
	}
	a.Asked, _ = asked(b.Book)
	return nil
}

// again is a heading of the table's that stands in another column too.
type again struct {
	heading string
	col     int
}

// tellAgain tells of headings that stand twice: what is written under the other one
// counts for nothing.
func (a *Adopted) tellAgain(g *grid) {
	for _, h := range g.again {
		counts, other := workbook.ColumnName(g.at[h.heading]), workbook.ColumnName(h.col)
		a.faultAt(row{number: 1, grid: g}, h.heading, "Rubriken %s står i både kolumn %s och %s. Det som står i kolumn %s läses; det i kolumn %s räknas inte. Ta bort den ena kolumnen, eller ge den en annan rubrik.",
			h.heading, counts, other, counts, other)
	}
}

func (a *Adopted) fault(r row, format string, args ...any) { a.faultAt(r, "", format, args...) }

// faultAt is a fault of one cell.
func (a *Adopted) faultAt(r row, heading, format string, args ...any) {
	a.Faults = append(a.Faults, Fault{Sheet: r.grid.table.sheet, Row: r.number, Heading: heading, Text: fmt.Sprintf(format, args...)})
}

// written is what the program may last have written: the base, and what a run
// that died may have written after it.
type written struct{ base, pending Base }

// says gives the text that stands in the base, or in the pending base where that
// has one, and whether either knows the cell.
func (w written) says(sheet, key, heading string) (string, bool) {
	if t, ok := w.pending.Text(sheet, key, heading); ok {
		return t, true
	}
	return w.base.Text(sheet, key, heading)
}

// own says whether the program itself wrote the text there.
func (w written) own(sheet, key, heading, text string) bool {
	if t, ok := w.base.Text(sheet, key, heading); ok && t == text {
		return true
	}
	t, ok := w.pending.Text(sheet, key, heading)
	return ok && t == text
}

// knows says whether the program has written a row with the key.
func (w written) knows(sheet, key string) bool {
	if _, ok := w.base[sheet][key]; ok {
		return true
	}
	_, ok := w.pending[sheet][key]
	return ok
}
