package form

import (
	"cmp"
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// was is a cell that a form's sender was asked about, as it stood when the form went
// back. What is written there decides what stands beside what: a date in an empty
// cell makes a label of the heading left of it, and a name written over its label
// leaves none. So what comes back is laid out as it was, and read as it is.
type was struct {
	Field process.Field `json:"field"`
	Sheet string        `json:"sheet"`
	Cell  string        `json:"cell"`
	Label string        `json:"label,omitempty"`
	Value Value         `json:"value"`
}

// place is a cell of the book.
type place struct{ sheet, cell string }

// How long a cell's text may be to be kept, in bytes, and how many cells are.
const longestWas, mostWas = 500, 300

// wasAt is the cell of a mark as the form is laid out with it. A table has its headings
// however its rows are corrected; and what shows a personnummer is not kept.
func (f Form) wasAt(book *workbook.Book, m workbook.Mark, earlier []was) (was, bool) {
	i := slices.IndexFunc(f.Fields, func(w Written) bool { return w.Sheet == m.Sheet && w.Cell == m.Cell })
	if f.Row > 0 || m.Cell == "" || i < 0 {
		return was{}, false
	}
	if j := slices.IndexFunc(earlier, func(x was) bool { return x.Sheet == m.Sheet && x.Cell == m.Cell }); j >= 0 {
		return earlier[j], true
	}
	x := was{Field: f.Fields[i].Field, Sheet: m.Sheet, Cell: m.Cell, Label: f.Fields[i].Label, Value: cellIn(book, m.Sheet, m.Cell)}
	if shown, ok := maskedCell(&workbook.Cell{Kind: x.Value.Kind, Text: x.Value.Text, Number: x.Value.Number}); ok {
		x.Value = Value{Kind: workbook.Text, Text: shown} // as it goes back
	}
	if x.Field == process.FieldPersonalNumber || len(x.Value.Text) > longestWas || mask(x.Value.String()) != x.Value.String() {
		return was{}, false
	}
	return x, true
}

// choosable are the other cells of a field of which only one value is to stay: who
// chooses writes in any of them.
func (f Form) choosable(book *workbook.Book, field process.Field, m workbook.Mark, earlier []was) []was {
	var others []was
	for _, w := range f.all(field) {
		other := workbook.Mark{Sheet: w.Sheet, Cell: w.Cell}
		if x, ok := f.wasAt(book, other, earlier); ok && (w.Sheet != m.Sheet || w.Cell != m.Cell) {
			others = append(others, x)
		}
	}
	return others
}

// cellIn is what stands in a cell, nothing where there is no such cell.
func cellIn(b *workbook.Book, sheet, cell string) Value {
	s, found := b.Sheet(sheet)
	row, col, ok := workbook.ParseAddress(cell)
	if !found || !ok {
		return Value{}
	}
	return valueOf(s.Cell(row, col))
}

// laying is how a workbook was laid out when it went back.
type laying struct {
	cells   []was
	emptied []string    // sheets in which rows were emptied
	tables  []wentTable // of these
	anchors []string    // the cells that the forms that went back are known by
	read    []readTable // the tables as they are now
	kept    *keptForms  // the forms as they were read, where they are not to be read anew
}

// layoutIn is what the lists' lines keep, each cell once.
func layoutIn(tags []tag) laying {
	var as laying
	for _, t := range tags {
		if t.Was != nil {
			as.cells = append(as.cells, *t.Was)
		}
		as.cells = append(as.cells, t.Earlier...)
		as.emptied = append(as.emptied, t.Emptied...)
		if as.kept == nil {
			as.kept = unpacked(t.Kept)
		}
		for _, w := range t.Of {
			as.anchors = append(as.anchors, w.At)
		}
	}
	slices.SortStableFunc(as.cells, func(a, b was) int {
		return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Cell, b.Cell))
	})
	as.cells = slices.CompactFunc(as.cells, func(a, b was) bool { return a.Sheet == b.Sheet && a.Cell == b.Cell })
	as.cells = as.cells[:min(len(as.cells), mostWas)]
	slices.Sort(as.emptied)
	as.emptied = slices.Compact(as.emptied)
	as.tables = wentTables(tags)
	return as
}

// rewritten are the cells in which something else stands now. A tick is not what its
// question says but what the word beside it says, and an emptied cell says nothing:
// these are read as they stand.
func rewritten(b *workbook.Book, all []was) []was {
	var changed []was
	for _, x := range all {
		now := cellIn(b, x.Sheet, x.Cell)
		mark := markOf(workbook.Cell{Kind: now.Kind, Text: now.Text, Number: now.Number})
		if now.Empty() || now == x.Value || specOf(x.Field).holds == asAnswer && mark != unclear {
			continue
		}
		changed = append(changed, x)
	}
	return changed
}

// of is the book with the cells as they were.
func (as laying) of(b *workbook.Book) *workbook.Book {
	cells := map[string][]workbook.Cell{}
	for _, x := range as.cells {
		row, col, ok := workbook.ParseAddress(x.Cell)
		if ok {
			cells[x.Sheet] = append(cells[x.Sheet], workbook.Cell{Row: row, Col: col, Kind: x.Value.Kind, Text: x.Value.Text, Number: x.Value.Number})
		}
	}
	for sheet, cs := range cells {
		b = b.With(sheet, cs...)
	}
	return b
}

// mostLayings is how often a book is laid out anew, each time without the cells that
// are no longer what they were.
const mostLayings = 3

// laidOut reads the sheets of a book as they were laid out when it went back. The
// cells of the layout it gives are those whose values are read as they are now. Where
// rows or columns have moved since, a cell is no longer its field's, and is read where
// it stands.
func laidOut(b *workbook.Book, as laying) (r Reading, reversed bool, now laying) {
	now = as
	now.cells = rewritten(b, as.cells)
	if forms, ok := as.kept.read(b); ok {
		return Reading{Forms: forms}, false, now
	}
	now.kept = nil
	for n := 1; ; n++ {
		if n > mostLayings {
			now.cells = nil
		}
		r, reversed, now.read = readSheets(now.of(b), now)
		kept := slices.DeleteFunc(slices.Clone(now.cells), func(x was) bool {
			return !slices.ContainsFunc(r.Forms, func(f Form) bool { return f.holds(x) })
		})
		if r.Crowded || len(kept) == len(now.cells) {
			r.rewrite(b, kept)
			return r, reversed, now
		}
		now.cells = kept
	}
}

// holds says whether the form has the field in the cell, under the same label, and
// reads nothing more there than what stands in the cell.
func (f Form) holds(x was) bool {
	return f.Row == 0 && slices.ContainsFunc(f.Fields, func(w Written) bool {
		return w.Sheet == x.Sheet && w.Cell == x.Cell && w.Field == x.Field && w.Label == x.Label && x.alone(w)
	})
}

// alone says whether the value read in the cell is the cell's own.
func (x was) alone(w Written) bool {
	return w.Value.Empty() || clean(w.Value.String()) == clean(x.Value.String()) || x.within(x.Value.Text)
}

// within says whether a text is the cell's label with a value after it.
func (x was) within(text string) bool {
	in := inlineIn(text)
	return in.ok && in.before == strings.TrimRight(x.Label, ": ?")
}

// now is the value of a text written in the cell, without the label that was kept.
func (x was) now(v Value) Value {
	if v.Kind != workbook.Text {
		return v
	}
	if x.within(v.Text) {
		return Value{Kind: workbook.Text, Text: inlineIn(v.Text).value}
	}
	if before := strings.TrimRight(x.Label, ": ?"); clean(x.Value.Text) == x.Label && before != "" {
		if rest, ok := strings.CutPrefix(clean(v.Text), before); ok && strings.IndexAny(rest, ": ?") == 0 {
			return Value{Kind: workbook.Text, Text: strings.TrimLeft(rest, ": ?")}
		}
	}
	return Value{Kind: workbook.Text, Text: shortened(v.Text)}
}

// rewrite gives the forms what stands in the cells now.
func (r *Reading) rewrite(b *workbook.Book, changed []was) {
	if len(changed) == 0 {
		return
	}
	now := map[place]Value{}
	for _, x := range changed {
		now[place{x.Sheet, x.Cell}] = x.now(cellIn(b, x.Sheet, x.Cell))
	}
	for _, f := range r.Forms {
		for i, w := range f.Fields {
			if v, ok := now[place{w.Sheet, w.Cell}]; ok {
				f.Fields[i].Value, f.Fields[i].Printed = v, ""
			}
		}
	}
}

// keep has the lines keep the sheets whose rows were emptied, now or before, and the
// first line the cells that were asked about before: the form is laid out without
// what has been written in them since.
func (as laying) keep(marks []workbook.Mark, done []workbook.Change, kept string) {
	for _, c := range done {
		as.emptied = append(as.emptied, c.Sheet)
	}
	slices.Sort(as.emptied)
	as.emptied = slices.Compact(as.emptied)
	tables := as.went(done)
	for i := range marks {
		line := parseTag(marks[i].Tag)
		line.Emptied, line.Tables = as.emptied, tables
		if i == 0 {
			line.Kept = kept
		}
		for _, x := range as.cells {
			if i == 0 && !slices.ContainsFunc(marks, func(m workbook.Mark) bool { return m.Sheet == x.Sheet && m.Cell == x.Cell }) {
				line.Earlier = append(line.Earlier, x)
			}
		}
		marks[i].Tag = line.String()
	}
}
