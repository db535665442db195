package master

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/workbook"
)

var keptMake = flag.Bool("kept.make", false, "write testdata/kept/ours.xlsx and base.json")

// TestKeptOurs writes what testdata/kept/make.py begins with.
func TestKeptOurs(t *testing.T) {
	if !*keptMake {
		t.Skip("only with -kept.make")
	}
	data, base, _ := merged(t, newSample(t), nil, sampleView())
	packed, err := json.Marshal(base)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"ours.xlsx": data, "base.json": packed} {
		if err := os.WriteFile(filepath.Join("testdata", "kept", name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func specimen(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "kept", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// specimenBase is what the program had written before others changed the specimens.
func specimenBase(t testing.TB) Base {
	t.Helper()
	var b Base
	if err := json.Unmarshal(specimen(t, "base.json"), &b); err != nil {
		t.Fatal(err)
	}
	return b
}

// laterView is the sample some days on: two cases came, one was ranked lower.
func laterView() View {
	v := sampleView()
	v.Run = v.Run.AddDate(0, 0, 6)
	for i, name := range []string{"Yngve Yll", "Östen Örn"} {
		id := []string{"IA-2024-0012", "IA-2024-0013"}[i]
		c := v.World.Cases[1]
		c.ID, c.Application.Doctor = id, name
		s := v.Judgement.Standings[1]
		s.Case, s.Place = id, 5+i
		v.World.Cases = append(v.World.Cases, c)
		v.Judgement.Standings = append(v.Judgement.Standings, s)
		v.Judgement.Ranking = append(v.Judgement.Ranking, id)
	}
	v.Judgement.Standings[0].Place = 9
	v.Judgement.Standings[0].Status = process.StatusWaiting
	v.Judgement.Todo = append(v.Judgement.Todo, process.Todo{Case: "IA-2024-0012", What: "Fatta beslut", Why: "Förslag: Beviljas."})
	return v
}

// specimens are those that a merge can change.
var specimens = []string{"ours.xlsx", "openpyxl.xlsx", "mac1904.xlsx", "libreoffice.xlsx", "excel.xlsx", "macros.xlsm", "paths.xlsx"}

// edited is a specimen before and after the later view's merge.
type edited struct {
	before, after []byte
	next          Base
	plan          *merger
}

func editSpecimen(t testing.TB, name string) edited {
	t.Helper()
	e := edited{before: specimen(t, name)}
	merged, err := mergeBytes(e.before, specimenBase(t), nil, laterView(), "")
	if err != nil {
		t.Fatal(err)
	}
	e.after, e.next = merged.data, merged.next
	if e.plan, err = plan(e.before, specimenBase(t), nil, laterView(), nil); err != nil {
		t.Fatal(err)
	}
	return e
}

// changedCells are the cells that the merge set, by sheet.
func (e edited) changedCells() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, c := range e.plan.changes {
		if all[c.Sheet] == nil {
			all[c.Sheet] = map[string]bool{}
		}
		all[c.Sheet][workbook.Address(c.Row, c.Col)] = true
	}
	return all
}

// What people and their programs put into a master stands there after a merge, part
// by part of the file: excel.md §2.
func TestMergeKeepsWhatOthersMade(t *testing.T) {
	t.Parallel()
	for _, name := range specimens {
		t.Run(name, func(t *testing.T) {
			e := editSpecimen(t, name)
			if len(e.plan.changes) == 0 {
				t.Fatal("the merge changed nothing, so nothing is shown")
			}
			compareParts(t, e)
			soundPackage(t, e.after)
			for _, id := range []string{"IA-2024-0012", "IA-2024-0013"} {
				if cellAt(t, e.after, id, headDoctor).Kind != workbook.Text {
					t.Errorf("no row for %s", id)
				}
			}
			if got := CanonicalText(cellAt(t, e.after, "IA-2024-0001", headPlace)); got != "9" {
				t.Errorf("Turordning of IA-2024-0001 is %q", got)
			}
			again, err := mergeBytes(e.after, e.next, nil, laterView(), "")
			if err != nil || again.differs {
				t.Errorf("the second merge changes %d cells, %v", again.changed, err)
			}
		})
	}
}

func TestMergeOfASpecimenOnDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "master.xlsm")
	if err := os.WriteFile(path, specimen(t, "macros.xlsm"), 0o640); err != nil {
		t.Fatal(err)
	}
	out, _, err := Merge(path, specimenBase(t), nil, laterView(), MergeOptions{Now: time.Unix(0, 0)})
	if err != nil || !out.Written || out.Waits != "" {
		t.Fatalf("got %+v, %v", out, err)
	}
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(partOf(t, after, "xl/vbaProject.bin"), partOf(t, specimen(t, "macros.xlsm"), "xl/vbaProject.bin")) {
		t.Error("the macros changed")
	}
}

// A calculated column of a person's whose formula means the same in every row goes
// on in new rows, as in Excel; of one that names its own row people are told.
func TestCalculatedColumnsGoOn(t *testing.T) {
	e := editSpecimen(t, "openpyxl.xlsx")
	sheet := string(partOf(t, e.after, "xl/worksheets/sheet2.xml"))
	for _, row := range []string{"13", "14"} {
		if !strings.Contains(sheet, `<c r="Z`+row+`"`) || !strings.Contains(sheet, `><f>tblArenden[[#This Row],[Turordning]]*10</f></c>`) {
			t.Errorf("no formula in Z%s", row)
		}
		if strings.Contains(sheet, `<c r="AA`+row+`"`) {
			t.Errorf("AA%s is filled", row)
		}
	}
	told := func(data []byte) int {
		return strings.Count(todoText(t, data), "Dra ned formeln i kolumnen Min rad i bladet Ärenden till och med rad 14.")
	}
	if told(e.after) != 1 {
		t.Errorf("Att göra: %s", todoText(t, e.after))
	}
	filled := sheet
	for _, row := range []string{"13", "14"} {
		at := strings.Index(filled, `<c r="Z`+row+`"`)
		at += strings.Index(filled[at:], "</row>")
		filled = filled[:at] + `<c r="AA` + row + `"><f>A` + row + `</f></c>` + filled[at:]
	}
	out, err := mergeBytes(partReplaced(t, e.after, "xl/worksheets/sheet2.xml", filled), e.next, nil, laterView(), "")
	if err != nil {
		t.Fatal(err)
	}
	if told(out.data) != 0 {
		t.Errorf("told of a column that is filled: %s", todoText(t, out.data))
	}
}

// Validations and formats of whole columns cover the rows that come in; those of
// other ranges, and what only looks like them, stay.
func TestRangesFollowTheTable(t *testing.T) {
	tests := map[string]struct{ part, was, is string }{
		"openpyxl.xlsx": {"xl/worksheets/sheet2.xml", `sqref="Z2:Z12 AC2:AC3"`, `sqref="Z2:Z14 AC2:AC3"`},
		"excel.xlsx":    {"xl/worksheets/sheet2.xml", `<xm:sqref>M2:M12 T2:T12</xm:sqref>`, `<xm:sqref>M2:M14 T2:T14</xm:sqref>`},
		"macros.xlsm":   {"xl/worksheets/sheet2.xml", `<xm:sqref>AB5:AB32 W2:W12</xm:sqref>`, `<xm:sqref>AB5:AB32 W2:W14</xm:sqref>`},
		"paths.xlsx":    {"bok/tabeller/a.xml", `ref="A1:Y12"`, `ref="A1:Y14"`},
		"mac1904.xlsx":  {"xl/tables/table1.xml", `ref="A1:Y12"`, `ref="A1:Y14"`},
	}
	for name, tt := range tests {
		e := editSpecimen(t, name)
		before, after := string(partOf(t, e.before, tt.part)), string(partOf(t, e.after, tt.part))
		if !strings.Contains(before, tt.was) || strings.Contains(after, tt.was) || !strings.Contains(after, tt.is) {
			t.Errorf("%s %s: want %s for %s", name, tt.part, tt.is, tt.was)
		}
	}
	e := editSpecimen(t, "excel.xlsx")
	sheet := string(partOf(t, e.after, "xl/worksheets/sheet2.xml"))
	for _, stays := range []string{`<xm:sqref>AD2</xm:sqref>`, `'Ärenden'!M2:M12</xm:f>`, `sqref="AA2:AA12"`, `sqref="AC3:AC12 AC2"`} {
		if !strings.Contains(sheet, stays) {
			t.Errorf("%s is not as it was", stays)
		}
	}
}

// A row of totals is no case, and the table under it takes in nothing until it is
// gone: people are told once, and nothing is lost.
func TestTotalsRowHoldsBackNewRows(t *testing.T) {
	data, base := specimen(t, "totals.xlsx"), specimenBase(t)
	a := adopted(t, data, base, nil)
	if len(a.Cases) != 11 || len(a.Manual) != 0 {
		t.Errorf("%d cases and %d rows by hand", len(a.Cases), len(a.Manual))
	}
	out, err := mergeBytes(data, base, nil, laterView(), "")
	if err != nil {
		t.Fatal(err)
	}
	if got := CanonicalText(cellAt(t, out.data, "IA-2024-0001", headPlace)); got != "9" {
		t.Errorf("the rows that are there were not merged: Turordning is %q", got)
	}
	if n := strings.Count(todoText(t, out.data), "Ta bort summaraden i tabellen i bladet Ärenden"); n != 1 {
		t.Errorf("told %d times: %s", n, todoText(t, out.data))
	}
	if got, was := partOf(t, out.data, "xl/tables/table1.xml"), partOf(t, data, "xl/tables/table1.xml"); string(got) != string(was) {
		t.Error("the table changed")
	}
	if !strings.Contains(string(partOf(t, out.data, "xl/worksheets/sheet2.xml")), `<row r="13"><c r="A13" t="str"><v>Summa</v></c><c r="M13"><f>SUBTOTAL(102,tblArenden[Turordning])</f><v>4</v></c></row>`) {
		t.Error("the totals changed")
	}
	again, err := mergeBytes(out.data, out.next, nil, laterView(), "")
	if err != nil || again.differs {
		t.Errorf("the second merge changes %d cells, %v", again.changed, err)
	}
	table := strings.NewReplacer(` totalsRowCount="1"`, "", "A1:Y13", "A1:Y12").Replace(string(partOf(t, data, "xl/tables/table1.xml")))
	sheet := string(partOf(t, out.data, "xl/worksheets/sheet2.xml"))
	at, end := strings.Index(sheet, `<row r="13">`), strings.Index(sheet, `</sheetData>`)
	without := partReplaced(t, partReplaced(t, out.data, "xl/tables/table1.xml", table), "xl/worksheets/sheet2.xml", sheet[:at]+sheet[end:])
	if out, err = mergeBytes(without, out.next, nil, laterView(), ""); err != nil {
		t.Fatal(err)
	}
	for i, id := range []string{"IA-2024-0012", "IA-2024-0013"} {
		if r := tableRow(t, out.data, casesTable, headCase, id); r.number != 13+i {
			t.Errorf("%s stands on row %d", id, r.number)
		}
	}
}

// So are the totals of a register: no health centre is called Summa.
func TestTotalsOfARegisterAreNoRowOfIt(t *testing.T) {
	const table, sheet = "xl/tables/table4.xml", "xl/worksheets/sheet5.xml"
	data, ours := specimen(t, "ours.xlsx"), adopted(t, specimen(t, "ours.xlsx"), specimenBase(t), nil)
	data = partReplaced(t, data, table, strings.Replace(string(partOf(t, data, table)), `displayName="tblVardcentraler" ref="A1:AB7"`, `displayName="tblVardcentraler" ref="A1:AB8" totalsRowCount="1"`, 1))
	row := regexp.MustCompile(`<row r="8"[^>]*></row>`)
	data = partReplaced(t, data, sheet, row.ReplaceAllLiteralString(string(partOf(t, data, sheet)), `<row r="8"><c r="A8" t="str"><v>Summa</v></c><c r="K8"><v>46000</v></c></row>`))
	a := adopted(t, data, specimenBase(t), nil)
	if len(a.Registers.Centres) != len(ours.Registers.Centres) || len(a.Faults) != len(ours.Faults) {
		t.Errorf("%d centres for %d, faults %v", len(a.Registers.Centres), len(ours.Registers.Centres), a.Faults)
	}
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := b.Sheet(SheetCentres); s.Cell(8, 1).Text != "Summa" {
		t.Error("the specimen has no totals")
	}
}
