package workbook

import (
	"errors"
	"fmt"
	"strings"
)

// RefusedKind is what stands in the way of a change.
type RefusedKind uint8

// The kinds. From ByTotals on it is a new row that has no place.
const (
	ByFormula RefusedKind = iota // the cell holds one, or a formula of another cell fills it
	ByMerge                      // the cell lies under a merged one, which hides it
	ByHeading                    // it names a table's column
	ByNotes                      // no cell, but what the sheet's comments are kept in: it cannot be followed
	ByTotals                     // a table's totals row, or the rows under it
	ByQuery                      // a query fills the table that stands above
	ByTables                     // one table would grow into another
)

// Refused is a cell that Patch will not change, and why.
type Refused struct {
	Sheet, Cell string
	Kind        RefusedKind
	Why         string
}

// RefusedError names every cell that stands in the way of a patch. Nothing was
// written; the same changes without these cells will do.
type RefusedError struct{ Cells []Refused }

func (e *RefusedError) Error() string {
	lines := make([]string, len(e.Cells))
	for i, c := range e.Cells {
		lines[i] = fmt.Sprintf("%s!%s: %s", c.Sheet, c.Cell, c.Why)
	}
	return strings.Join(lines, "; ")
}

// Why a workbook, sound as it may be, is not patched at all.
var (
	ErrStrict   = errors.New("the workbook is Strict Open XML: save it as an ordinary Excel workbook (.xlsx)")
	ErrSigned   = errors.New("the workbook is signed: a change would break the signature")
	ErrSealed   = errors.New("the workbook is encrypted or in the old .xls format")
	ErrEncoding = errors.New("the workbook holds XML that is not UTF-8")
)

// forbids says why a cell must not be changed; Why is "" where it may be.
func (s *sheetPatch) forbids(row, col int, formula string) Refused {
	for _, r := range s.arrays {
		if r.Contains(row, col) {
			return Refused{Why: "is filled by an array formula"}
		}
	}
	if r, c := s.anchor(row, col); s.keepFormulas && (r != row || c != col) {
		return Refused{Kind: ByMerge, Why: "lies under the merged cell " + Address(r, c)}
	}
	for _, t := range s.tables {
		if no := t.forbids(row, col, formula != ""); no.Why != "" {
			return no
		}
	}
	switch {
	case formula == "" || formula == "normal" && !s.keepFormulas:
		return Refused{}
	case formula == "normal":
		return Refused{Why: "holds a formula"}
	}
	return Refused{Why: "holds a formula that it shares with other cells"}
}

func (s *sheetPatch) refuse(row, col int, no Refused) {
	no.Sheet, no.Cell = s.name, Address(row, col)
	s.refused = append(s.refused, no)
}

// refuseGrowth is for tables that new rows follow but that may not take them in.
func (s *sheetPatch) refuseGrowth() {
	for _, t := range s.tables {
		if !t.grew() {
			continue
		}
		r := t.ref
		r.Row1, r.Row2 = t.ref.Row2+1, t.last()
		no := t.cannotGrow()
		for _, o := range s.tables {
			if o != t && overlap(o.ref, r) {
				no = Refused{Kind: ByTables, Why: "lies between the tables " + t.name + " and " + o.name}
			}
		}
		for _, c := range s.changes {
			if no.Why != "" && r.Contains(c.Row, c.Col) {
				s.refuse(c.Row, c.Col, no)
			}
		}
	}
}
