package form

import (
	"hash/fnv"
	"io"
	"slices"

	"stintag/process/workbook"
)

// wentTable is a table as it stood when the workbook went back with rows in order
// emptied. Empty rows tell nothing of what they were: which rows are headings, where
// a table ends and which rows of it were empty before, is as it was then.
type wentTable struct {
	Sheet string `json:"sheet"`
	Head  uint32 `json:"head"` // of the texts in the row of headings, to know it by
	Row   int    `json:"row"`  // of the headings
	Last  int    `json:"last"`
	Stays int    `json:"stays"`          // how many rows were not emptied
	Bare  []int  `json:"bare,omitempty"` // rows above Last that were no doctor's
}

// What a list may keep of tables. Of a workbook with more than that nothing is kept.
const mostWent, mostBare, longestTable = 20, 50, 10_000

func (w *wentTable) sound() bool {
	return w.Row > 0 && w.Last >= w.Row && w.Last-w.Row <= longestTable && len(w.Bare) <= mostBare
}

// How many empty rows a table may have inside it: a few, or, on a sheet whose rows
// in order were emptied when it went back, and of whose tables nothing is known, as
// many as those may be.
const (
	fewGaps   = 2
	emptyRows = 2000
)

func (g *grid) gaps() int {
	if len(g.went) == 0 && slices.Contains(g.used.emptied, g.sheet.Name) {
		return emptyRows
	}
	return fewGaps
}

// wentFrom is the table with its headings in the row as it was, nil where it was none.
func (g *grid) wentFrom(row int) *wentTable {
	i := slices.IndexFunc(g.went, func(w wentTable) bool { return w.Row == row })
	if i < 0 {
		return nil
	}
	return &g.went[i]
}

// end is where the table t ends that went back as w: each row that has been put into
// it moves the others down.
func (w *wentTable) end(t *table) int {
	if w == nil {
		return 0
	}
	return w.Last + min(max(0, len(t.rows)-w.Stays), longestTable)
}

// had says whether the row, which now holds no doctor, did when the table went back.
func (w *wentTable) had(t *table, row int) bool {
	return w != nil && row <= w.end(t) && !slices.Contains(w.Bare, row)
}

// layWent finds the tables that the sheet had when it went back. Where headings have
// been changed, nothing is known of any.
func (g *grid) layWent() {
	for _, w := range g.used.went {
		if w.Sheet != g.sheet.Name {
			continue
		}
		row, ok := g.headedAs(w)
		if !ok {
			g.went = nil
			return
		}
		g.went = append(g.went, w.at(row))
	}
}

// headedAs is the row in which the table's headings stand now.
func (g *grid) headedAs(w wentTable) (int, bool) {
	if g.head(w.Row) == w.Head {
		return w.Row, true
	}
	for _, row := range g.sheet.Rows {
		if g.head(row.Number) == w.Head {
			return row.Number, true
		}
	}
	return 0, false
}

// head is what a row of headings is known by.
func (g *grid) head(row int) uint32 {
	h := fnv.New32a()
	for _, p := range g.inRow(row) {
		_, _ = io.WriteString(h, g.cell(p).String()+"\n") // a hash takes whatever is written
	}
	return h.Sum32()
}

// at is the table with its headings in another row.
func (w wentTable) at(row int) wentTable {
	down := row - w.Row
	w.Row, w.Last, w.Bare = row, w.Last+down, slices.Clone(w.Bare)
	for i := range w.Bare {
		w.Bare[i] += down
	}
	return w
}

// readTable is a table of a sheet that was read.
type readTable struct {
	g *grid
	t *table
}

// went is the table as it goes back when cells of done are emptied.
func (r readTable) went(done []workbook.Change) wentTable {
	w := wentTable{Sheet: r.g.sheet.Name, Head: r.g.head(r.t.row), Row: r.t.row, Last: r.t.last}
	emptied := map[int]bool{}
	for _, c := range done {
		if c.Sheet == w.Sheet {
			emptied[c.Row] = true
		}
	}
	for row := r.g.below(r.t.cols[0].at).row; row <= w.Last; row++ {
		_, doctor := slices.BinarySearch(r.t.rows, row)
		_, gone := slices.BinarySearch(r.t.gone, row)
		switch {
		case doctor && !emptied[row]:
			w.Stays++
		case !doctor && !gone:
			w.Bare = append(w.Bare, row)
		}
	}
	return w
}

// went are the tables of the sheets in which rows are emptied, or were before; none
// where not all of them can be kept.
func (as laying) went(done []workbook.Change) []wentTable {
	var all []wentTable
	for _, r := range as.read {
		if !slices.Contains(as.emptied, r.g.sheet.Name) || r.g.gaps() > fewGaps {
			continue
		}
		if all = append(all, r.went(done)); len(all) > mostWent || !all[len(all)-1].sound() {
			return nil
		}
	}
	return all
}

// wentTables are what the lines of the lists keep, each table once.
func wentTables(tags []tag) []wentTable {
	var all []wentTable
	for _, t := range tags {
		for _, w := range t.Tables {
			if slices.ContainsFunc(all, func(x wentTable) bool { return x.Sheet == w.Sheet && x.Row == w.Row }) {
				continue
			}
			if all = append(all, w); len(all) > mostWent || !w.sound() {
				return nil
			}
		}
	}
	return all
}
