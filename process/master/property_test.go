package master

import (
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

// shuffled moves the rows and columns of Ärenden about, and leaves two columns
// free among them.
func shuffled(rt *rapid.T, rows int) func(sheet string, row, col int) (int, int) {
	cols := rapid.Permutation(numbers(1, len(casesTable.columns)+3)).Draw(rt, "columns")
	order := rapid.Permutation(numbers(2, rows)).Draw(rt, "rows")
	return func(sheet string, row, col int) (int, int) {
		if sheet != SheetCases {
			return row, col
		}
		if row > 1 && row <= rows {
			row = order[row-2]
		}
		if col <= len(cols) {
			col = cols[col-1]
		}
		return row, col
	}
}

func numbers(from, to int) []int {
	var ns []int
	for n := from; n <= to; n++ {
		ns = append(ns, n)
	}
	return ns
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
	if r.number != 10 || r.text(headStatus) != "Klar för beslut" || CanonicalText(r.cells[2]) != "mitt om IA-2024-0003" {
		t.Errorf("row %d, status %q, own column %q", r.number, r.text(headStatus), CanonicalText(r.cells[2]))
	}
}

// The law of the merge: whatever people write in Ärenden, and whatever the ledger
// says meanwhile, no word of theirs is lost, and a merge repeated changes nothing.
func TestNoHumanEditIsLost(t *testing.T) {
	v0 := sampleView()
	start, base0, _ := merged(t, newSample(t), nil, v0)
	rapid.Check(t, func(rt *rapid.T) {
		v, base := sampleView(), base0
		last := 12
		data := resave(t, start, shuffled(rt, last))
		for range rapid.IntRange(1, 3).Draw(rt, "rounds") {
			wrote := map[[2]string]string{}
			for range rapid.IntRange(0, 6).Draw(rt, "edits") {
				id := rapid.SampledFrom(v.World.Cases).Draw(rt, "case").ID
				c := rapid.SampledFrom(casesTable.columns[1:]).Draw(rt, "column")
				s := rapid.SampledFrom([]string{"", "Kalle", "2024-10-01", "7", "Beviljad", "Nej"}).Draw(rt, "word")
				data = write(t, data, id, c.heading, cellOf(c.look, s))
				wrote[[2]string{id, c.heading}] = s
			}
			v.Inputs = adopted(t, data, base, nil).Cases
			for i := range v.Judgement.Standings {
				v.Judgement.Standings[i].Status = rapid.SampledFrom(sampleStatuses).Draw(rt, "status")
				v.Judgement.Standings[i].Place = rapid.IntRange(0, 9).Draw(rt, "place")
			}
			var next Base
			data, next, _ = merged(t, data, base, v)
			base = next
			for at, s := range wrote {
				if got := tableRow(t, data, casesTable, headCase, at[0]).text(at[1]); s != "" && got != s {
					rt.Fatalf("%s %s: a person wrote %q, now %q", at[0], at[1], s, got)
				}
			}
			changes, _, _, err := Plan(data, base, nil, v)
			if err != nil || len(changes) > 0 {
				rt.Fatalf("merged again: %d changes, %v", len(changes), err)
			}
		}
	})
}

// Years of merges with cases that come, go and are decided never leave two rows
// for one case.
func TestOneRowACase(t *testing.T) {
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
