package master

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stintag/process"
	"stintag/process/workbook"
)

// resave writes a workbook anew from its values alone, as another program might:
// without tables, colours and help. move says where a cell of a table sheet goes.
func resave(t testing.TB, data []byte, move func(sheet string, row, col int) (int, int)) []byte {
	t.Helper()
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	var p workbook.Plan
	for _, s := range b.Sheets {
		sp := workbook.SheetPlan{Name: s.Name}
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				if c.Formula {
					continue
				}
				row, col := move(s.Name, c.Row, c.Col)
				cp := workbook.CellPlan{Row: row, Col: col, Value: c.Number}
				switch c.Kind {
				case workbook.Text:
					cp.Value = c.Text
				case workbook.Date:
					cp.Style.Format = "yyyy-mm-dd"
				}
				sp.Cells = append(sp.Cells, cp)
			}
		}
		p.Sheets = append(p.Sheets, sp)
	}
	out, err := workbook.Write(p)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// shuffled moves the rows and columns of Ärenden about, and leaves three columns
// free among them.
func shuffled(t testing.TB, data []byte, seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, seed))
	cols, rows := r.Perm(len(casesTable.columns)+3), r.Perm(len(sampleStatuses))
	return resave(t, data, func(sheet string, row, col int) (int, int) {
		if sheet != SheetCases {
			return row, col
		}
		if row > 1 {
			row = 2 + rows[row-2]
		}
		return row, 1 + cols[col-1]
	})
}

func TestSortedRowsAndMovedColumns(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	data = edit(t, data, map[string]workbook.Cell{"Ärenden!AB1": text("Egen kolumn"), "Ärenden!AB4": text("mitt om IA-2024-0003")})
	data = resave(t, data, func(sheet string, row, col int) (int, int) {
		if sheet != SheetCases {
			return row, col
		}
		if row > 1 {
			row = 14 - row
		}
		return row, 30 - col
	})
	if changes, _, _, err := Plan(data, base, nil, v); err != nil || len(changes) > 0 {
		t.Fatalf("sorting and moving is no change of words: %d changes, %v", len(changes), err)
	}
	v.Judgement.Standings[2].Status = process.StatusReady
	data, _, _ = merged(t, data, base, v)
	r := tableRow(t, data, casesTable, headCase, "IA-2024-0003")
	if r.number != 10 || r.text(headStatus) != "Klar för beslut" || CanonicalText(r.in(2)) != "mitt om IA-2024-0003" {
		t.Errorf("row %d, status %q, own column %q", r.number, r.text(headStatus), CanonicalText(r.in(2)))
	}
}

// start is a master that people and the program go on from.
type start struct {
	data   []byte
	lies   *paper // Ärenden in data
	base   Base
	tables bool
}

// starts are the sample after its first merge, as the program writes it and as it is
// without Excel's tables, rows and columns in another order; each with a column of
// people's own.
func starts(t testing.TB) []start {
	data, base, _ := merged(t, newSample(t), nil, sampleView())
	data = edit(t, data, map[string]workbook.Cell{"Ärenden!AB1": text(ownHeading)})
	all := []start{{data, nil, base, true}, {shuffled(t, data, 1), nil, base, false}, {shuffled(t, data, 2), nil, base, false}}
	for i := range all {
		all[i].lies = paperOf(t, all[i].data)
	}
	return all
}

// The law of the merge: whatever people do to Ärenden, in whatever order its rows and
// columns stand, and whatever the ledger says meanwhile, no word of theirs is lost,
// the program's own cells say what it says, the base tells the two apart, and a merge
// repeated changes nothing. Typing what the program last wrote is no word of theirs.
func TestNoHumanEditIsLost(t *testing.T) {
	t.Parallel()
	from := starts(t)
	rapid.Check(t, func(rt *rapid.T) {
		p := newPlayed(rt, t, from[rapid.IntRange(0, len(from)-1).Draw(rt, "start")])
		for range rapid.IntRange(1, 2).Draw(rt, "rounds") {
			p.people()
			p.adopts()
			p.program()
			p.merges()
		}
		p.orderIsNothing()
	})
}

// peopleWrite changes some cells.
func peopleWrite(rt *rapid.T, t testing.TB, data *[]byte) {
	g := tableRow(t, *data, casesTable, headCase, "").grid
	changes := map[[2]int]workbook.Change{}
	for range rapid.IntRange(0, 6).Draw(rt, "edits") {
		r := g.rows[rapid.IntRange(0, len(g.rows)-1).Draw(rt, "row")]
		c := casesTable.columns[rapid.IntRange(1, len(casesTable.columns)-1).Draw(rt, "column")]
		change := g.set(r.number, c.heading, cellOf(c.look, rapid.SampledFrom(keyed).Draw(rt, "word")))
		changes[[2]int{change.Row, change.Col}] = change
	}
	var err error
	if *data, err = workbook.Patch(*data, slices.Collect(maps.Values(changes))); err != nil {
		rt.Fatal(err)
	}
}

// Years of merges with cases that come, go and are decided never leave two rows
// for one case.
func TestOneRowACase(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		v := sampleView()
		all, standings := v.World.Cases, v.Judgement.Standings
		data, base := newSample(t), Base(nil)
		for _, n := range rapid.SliceOfN(rapid.IntRange(1, len(all)), 1, 4).Draw(rt, "known") {
			v.World.Cases, v.Judgement.Standings = all[:n], standings[:n]
			if rapid.Bool().Draw(rt, "delete") && base != nil {
				id := rapid.SampledFrom(v.World.Cases).Draw(rt, "gone").ID
				if tableRow(t, data, casesTable, headCase, id).number > 0 {
					data = removeRow(t, data, casesTable, headCase, id)
				}
			}
			data, base, _ = merged(t, data, base, v)
			seen := map[string]int{}
			for _, r := range tableRow(t, data, casesTable, headCase, "").grid.rows {
				if seen[r.text(headCase)]++; r.text(headCase) == "" || seen[r.text(headCase)] > 1 {
					rt.Fatalf("row %d: %q", r.number, r.text(headCase))
				}
			}
			for _, c := range v.World.Cases {
				if s := c.ID; seen[s] != 1 && !strings.HasSuffix(s, "10") && !strings.HasSuffix(s, "11") {
					rt.Fatalf("%s has %d rows", s, seen[s])
				}
			}
		}
	})
}
