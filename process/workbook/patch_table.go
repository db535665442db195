package workbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// growing is a block of rows, a table or a filter, that takes in new rows which
// follow it without a gap.
type growing struct {
	ref  Range
	next int  // the row that would be the next one
	ours bool // one of the rows that follow is new
}

func grow(ref Range) growing { return growing{ref: ref, next: ref.Row2 + 1} }

// follow tells the block that the row after its last has these cells.
func (g *growing) follow(cells []cellPlace) {
	in := func(c cellPlace) bool { return c.filled && g.columns(c.col) }
	if !slices.ContainsFunc(cells, in) {
		return
	}
	g.next++
	g.ours = g.ours || slices.ContainsFunc(cells, func(c cellPlace) bool { return c.ours && g.columns(c.col) })
}

func (g *growing) grew() bool { return g.ours }

func (g *growing) last() int { return g.next - 1 }

func (g *growing) columns(col int) bool { return g.ref.Col1 <= col && col <= g.ref.Col2 }

// filterPart is the sheet's own filter, by its place in the sheet.
type filterPart struct {
	growing
	tag element
}

// tablePart is a table over cells of a sheet.
type tablePart struct {
	growing
	part, name string
	raw        []byte
	tag        element        // of the table
	filter     element        // of its filter; end 0 where there is none
	headings   int            // rows
	totals     int            // rows
	queried    bool           // a query or a map owns its rows
	formulas   map[int]string // of calculated columns, as they are escaped; "" where a new row cannot have it
}

func openTables(pk *packageFile, sheet string) ([]*tablePart, error) {
	rels, err := pk.relations(sheet)
	if err != nil {
		return nil, err
	}
	var ts []*tablePart
	for _, r := range rels {
		if r.kind != "table" {
			continue
		}
		t := &tablePart{part: r.target, formulas: map[int]string{}}
		if t.raw, err = pk.read(r.target); err != nil {
			return nil, err
		}
		if err := t.scan(); err != nil {
			return nil, fmt.Errorf("part %s: %w", r.target, err)
		}
		ts = append(ts, t)
	}
	return ts, nil
}

func (t *tablePart) scan() error {
	c := &cursor{src: t.raw}
	root, err := c.root("table")
	if err != nil {
		return err
	}
	t.tag = root
	tag := t.raw[root.start:root.end]
	t.name, _ = attribute(tag, "displayName")
	kind, _ := attribute(tag, "tableType")
	t.queried = kind != "" && kind != "worksheet"
	ref, _ := attribute(tag, "ref")
	r, ok := parseRange(ref)
	if !ok {
		return fmt.Errorf("table %s has the range %q", t.name, ref)
	}
	t.growing = grow(r)
	if t.headings, err = count(tag, "headerRowCount", 1); err != nil {
		return err
	}
	if t.totals, err = count(tag, "totalsRowCount", 0); err != nil {
		return err
	}
	_, err = c.children(root, func(e element) error {
		switch {
		case e.is("autoFilter"):
			t.filter = e
		case e.is("tableColumns"):
			return t.columnFormulas(c, e)
		}
		return nil
	})
	return err
}

func (t *tablePart) columnFormulas(c *cursor, columns element) error {
	col := t.ref.Col1 - 1
	_, err := c.children(columns, func(e element) error {
		col++
		if e.alone {
			return nil
		}
		_, err := c.children(e, func(f element) error {
			if !f.is("calculatedColumnFormula") {
				return nil
			}
			end, err := c.pass(f)
			if err == nil {
				t.formulas[col] = string(t.raw[f.end:max(f.end, end.start)])
			}
			array, _ := attribute(t.raw[f.start:f.end], "array") // cannot be written into one cell
			if array == "1" || array == "true" || !fillsDown(unescape([]byte(t.formulas[col]))) {
				t.formulas[col] = ""
			}
			return err
		})
		return err
	})
	return err
}

func count(tag []byte, name string, missing int) (int, error) {
	s, ok := attribute(tag, name)
	if !ok {
		return missing, nil
	}
	return strconv.Atoi(s)
}

// forbids says why a cell of the table must not be changed, if it must not.
func (t *tablePart) forbids(row, col int, formula bool) Refused {
	_, calculated := t.formulas[col]
	switch {
	case !t.columns(col) || row < t.ref.Row1 || row > t.ref.Row2:
		return Refused{}
	case row < t.ref.Row1+t.headings:
		return Refused{Kind: ByHeading, Why: "is a heading of the table " + t.name}
	case row > t.ref.Row2-t.totals:
		return Refused{Kind: ByTotals, Why: "lies in the totals row of the table " + t.name}
	case calculated && formula:
		return Refused{Why: "lies in a column of the table " + t.name + " that a formula fills"}
	}
	return Refused{}
}

// cannotGrow says why the table may not take in a row, if it may not.
func (t *tablePart) cannotGrow() Refused {
	switch {
	case t.totals > 0:
		return Refused{Kind: ByTotals, Why: "lies under the table " + t.name + ", which has a totals row and cannot be extended"}
	case t.queried:
		return Refused{Kind: ByQuery, Why: "lies under the table " + t.name + ", whose rows come from a query"}
	}
	return Refused{}
}

// grown is the part with the new range.
func (t *tablePart) grown() []byte {
	r := t.ref
	r.Row2 = t.last()
	ref := rangeAddress(r)
	head := setAttribute(t.raw[t.tag.start:t.tag.end], "ref", ref)
	if t.filter.end == 0 {
		return slicesJoin(t.raw[:t.tag.start], head, t.raw[t.tag.end:])
	}
	filter := setAttribute(t.raw[t.filter.start:t.filter.end], "ref", ref)
	return slicesJoin(t.raw[:t.tag.start], head, t.raw[t.tag.end:t.filter.start], filter, t.raw[t.filter.end:])
}

// parseRange reads A1 or A1:B2, corners in any order; $ is allowed.
func parseRange(ref string) (Range, bool) {
	from, to, two := strings.Cut(ref, ":")
	if !two {
		to = from
	}
	r1, c1, ok1 := ParseAddress(from)
	r2, c2, ok2 := ParseAddress(to)
	return Range{min(r1, r2), min(c1, c2), max(r1, r2), max(c1, c2)}, ok1 && ok2
}
