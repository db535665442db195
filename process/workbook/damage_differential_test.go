package workbook

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const readsAll = "reads all"

// damageCase is a workbook of forty rows that one thing is wrong with, and what
// each program makes of it. What excelize does is run here, so that its mending
// shows; make.py asked the other two.
type damageCase struct {
	name                            string
	excelize, openpyxl, libreOffice string

	code   FaultCode // "" where Read reads the whole
	part   string
	cell   string
	says   string // in the fault's detail
	placed bool   // the fault has its byte
	why    string // where another program reads all that stands there and Read refuses
}

var damageCases = []damageCase{
	{name: "healthy", excelize: readsAll, openpyxl: readsAll, libreOffice: readsAll},

	// A flipped byte.
	{name: "flipped-in-sheet-stored", excelize: "changes B20=n7021", openpyxl: "refuses", libreOffice: "changes B20=n7021",
		code: Damaged, part: sheetPart, says: "checksum", placed: true},
	{name: "flipped-in-sheet-deflated", excelize: "loses 58 of 80 cells", openpyxl: "refuses", libreOffice: "loses 80 of 80 cells",
		code: Damaged, part: sheetPart, placed: true},
	{name: "flipped-in-strings-stored", excelize: "changes A2=tVårdcentral 2- Cgatan 14", openpyxl: "refuses", libreOffice: "changes A2=tVårdcentral 2- Cgatan 14",
		code: Damaged, part: sharedPart, says: "checksum", placed: true},
	{name: "flipped-in-strings-deflated", excelize: "changes 4 cells", openpyxl: "refuses", libreOffice: "loses 40 of 80 cells",
		code: Damaged, part: sharedPart, placed: true},
	{name: "flipped-in-unneeded-stored", excelize: readsAll, openpyxl: readsAll, libreOffice: readsAll,
		code: Damaged, part: "xl/media/image1.png", says: "checksum", placed: true,
		why: "a flipped byte in one part tells that the file came to harm on its way; what else did is not known"},
	{name: "flipped-in-unneeded-deflated", excelize: readsAll, openpyxl: readsAll, libreOffice: readsAll,
		code: Damaged, part: "xl/media/image1.png", placed: true,
		why: "the same"},
	{name: "flipped-in-types-stored", excelize: readsAll, openpyxl: "refuses", libreOffice: "refuses",
		code: Damaged, part: "[content_types].xml", says: "checksum", placed: true,
		why: "excelize checks no sum, and this flip happened to harm nothing it needs"},
	{name: "flipped-in-types-deflated", excelize: readsAll, openpyxl: "refuses", libreOffice: "refuses",
		code: Damaged, part: "[content_types].xml", placed: true,
		why: "the same"},

	// A part cut off, or the whole file.
	{name: "sheet-cut-off-in-cell", excelize: "loses 42 of 80 cells", openpyxl: "refuses", libreOffice: "loses 42 of 80 cells",
		code: Damaged, part: sheetPart, says: "ends inside", placed: true},
	{name: "sheet-cut-off-between-rows", excelize: "loses 42 of 80 cells", openpyxl: "refuses", libreOffice: "loses 42 of 80 cells",
		code: Damaged, part: sheetPart, says: "ends inside", placed: true},
	{name: "sheet-without-last-tag", excelize: readsAll, openpyxl: "refuses", libreOffice: readsAll,
		code: Damaged, part: sheetPart, says: "ends inside", placed: true,
		why: "a sheet that ends early is cut off; that nothing was lost this time cannot be seen from what is left"},
	{name: "sheet-empty", excelize: "loses 80 of 80 cells", openpyxl: "refuses", libreOffice: "loses 80 of 80 cells",
		code: Damaged, part: sheetPart, says: "empty"},
	{name: "strings-cut-off", excelize: "loses 80 of 80 cells", openpyxl: "refuses", libreOffice: "loses 22 of 80 cells",
		code: Damaged, part: sharedPart, says: "ends inside", placed: true},
	{name: "zip-cut-off", excelize: "refuses", openpyxl: "refuses", libreOffice: "refuses",
		code: Damaged},
	{name: "zip-without-end", excelize: "refuses", openpyxl: "refuses", libreOffice: "refuses",
		code: Damaged},

	// A wrong index into the table of strings, and parts that are not there.
	{name: "string-index-beyond-the-last", excelize: "loses 1 of 80 cells", openpyxl: "refuses", libreOffice: "loses 1 of 80 cells",
		code: BadReference, part: sheetPart, cell: "A20", says: `names shared string "999" of 40`, placed: true},
	{name: "string-index-negative", excelize: "loses 1 of 80 cells", openpyxl: "changes A20=tVårdcentral 40, Agatan 280", libreOffice: "loses 1 of 80 cells",
		code: BadReference, part: sheetPart, cell: "A20", says: `names shared string "-1" of 40`, placed: true},
	{name: "string-index-no-number", excelize: "changes A20=tVårdcentral 1, Bgatan 7", openpyxl: "refuses", libreOffice: "changes A20=tVårdcentral 1, Bgatan 7",
		code: BadReference, part: sheetPart, cell: "A20", says: `names shared string "abc" of 40`, placed: true},
	{name: "string-index-with-decimals", excelize: "changes A20=tVårdcentral 1, Bgatan 7", openpyxl: "refuses", libreOffice: readsAll,
		code: BadReference, part: sheetPart, cell: "A20", says: `names shared string "19.5" of 40`, placed: true,
		why: "an index is a whole number, and the programs do not agree on this one: 19 is a guess, as is excelize's 0"},
	{name: "strings-missing", excelize: "loses 40 of 80 cells", openpyxl: "refuses", libreOffice: "loses 40 of 80 cells",
		code: BadReference, part: sheetPart, cell: "A1", says: `names shared string "0" of 0`, placed: true},
	{name: "sheet-missing", excelize: "refuses", openpyxl: "reads no sheet", libreOffice: "loses 80 of 80 cells",
		code: Damaged, part: sheetPart, says: "missing"},

	// A size that lies. The local header's counts for nobody: the zip's directory and the CRC do.
	{name: "size-too-small", excelize: "loses 80 of 80 cells", openpyxl: "refuses", libreOffice: "loses 80 of 80 cells",
		code: Damaged, part: sheetPart},
	{name: "size-too-large", excelize: "loses 80 of 80 cells", openpyxl: readsAll, libreOffice: "loses 80 of 80 cells",
		code: Damaged, part: sheetPart, placed: true,
		why: "an entry that is shorter than it says is cut off"},
	{name: "size-too-small-stored", excelize: "loses 80 of 80 cells", openpyxl: "refuses", libreOffice: "loses 80 of 80 cells",
		code: Damaged, part: sheetPart},
	{name: "size-too-small-in-directory", excelize: "loses 80 of 80 cells", openpyxl: "refuses", libreOffice: "loses 80 of 80 cells",
		code: Damaged, part: sheetPart},
	{name: "size-too-small-in-local-header", excelize: readsAll, openpyxl: readsAll, libreOffice: readsAll},
	{name: "size-too-large-in-local-header", excelize: readsAll, openpyxl: readsAll, libreOffice: readsAll},
	{name: "size-packed-too-small", excelize: "refuses", openpyxl: "refuses", libreOffice: "loses 79 of 80 cells",
		code: Damaged, part: sheetPart, placed: true},

	// Tags that do not match.
	{name: "closing-tag-missing", excelize: "loses 42 of 80 cells", openpyxl: "refuses", libreOffice: "loses 42 of 80 cells",
		code: Damaged, part: sheetPart, says: "closes nothing", placed: true},
	{name: "tags-crossing", excelize: "loses 40 of 80 cells", openpyxl: "refuses", libreOffice: "loses 41 of 80 cells",
		code: Damaged, part: sheetPart, says: "closes nothing", placed: true},

	// Cells and rows that are not where they should be. What can be put in order is; what cannot be told is refused.
	{name: "cell-twice", excelize: "changes C20=n1", openpyxl: "changes B20=n1", libreOffice: "changes B20=n1",
		code: Damaged, part: sheetPart, cell: "B20", says: "stands twice"},
	{name: "cell-in-another-row", excelize: "changes B20=n1", openpyxl: "loses 1 of 80 cells, changes B7=n1", libreOffice: "loses 1 of 80 cells, changes B7=n1",
		code: BadReference, part: sheetPart, cell: "B7", says: "stands in row 20", placed: true},
	{name: "cells-out-of-order", excelize: "loses 1 of 80 cells, changes C20=tVårdcentral 20, Agatan 140", openpyxl: readsAll, libreOffice: readsAll},
	{name: "rows-out-of-order", excelize: "loses 2 of 80 cells, changes 2 cells", openpyxl: readsAll, libreOffice: readsAll},
	{name: "row-in-two-halves", excelize: readsAll, openpyxl: readsAll, libreOffice: readsAll},

	// Other references that lead nowhere, a part that stands twice, and an entity.
	{name: "style-beyond-the-last", excelize: "changes C20=n1", openpyxl: "refuses", libreOffice: "changes C20=n1",
		code: BadReference, part: sheetPart, cell: "C20", says: "has style 99 of 8", placed: true},
	{name: "address-no-address", excelize: "loses 42 of 80 cells", openpyxl: "loses 1 of 80 cells", libreOffice: "loses 1 of 80 cells",
		code: BadReference, part: sheetPart, says: `"A0"`, placed: true},
	{name: "part-twice", excelize: "loses 79 of 80 cells, changes A1=n1", openpyxl: "loses 79 of 80 cells, changes A1=n1", libreOffice: "loses 79 of 80 cells, changes A1=n1",
		code: Damaged, part: sheetPart, says: "stands twice"},
	{name: "entity-of-its-own", excelize: "loses 41 of 80 cells", openpyxl: "refuses", libreOffice: "loses 41 of 80 cells",
		code: Entity, part: sheetPart, placed: true},
}

// verdictOn says what became of the forty rows, as damage.py does.
func verdictOn(got, was map[string]string) string {
	lost, changed := 0, []string{}
	for address := range was {
		if got[address] == "" {
			lost++
		}
	}
	for address, value := range got {
		if was[address] != value {
			changed = append(changed, address+"="+value)
		}
	}
	var words []string
	if lost > 0 {
		words = append(words, fmt.Sprintf("loses %d of %d cells", lost, len(was)))
	}
	switch slices.Sort(changed); len(changed) {
	case 0:
	case 1:
		words = append(words, "changes "+changed[0])
	default:
		words = append(words, fmt.Sprintf("changes %d cells", len(changed)))
	}
	if len(words) == 0 {
		return readsAll
	}
	return strings.Join(words, ", ")
}

// excelizeVerdict is what a program gets that heeds every error of excelize's.
func excelizeVerdict(data []byte, was map[string]string) string {
	f, err := excelizeBook(data)
	if err != nil {
		return "refuses"
	}
	defer f.Close()
	if len(f.GetSheetList()) == 0 {
		return "reads no sheet"
	}
	rows, err := f.GetRows("Blad")
	if err != nil {
		return "refuses"
	}
	got := map[string]string{}
	for i, row := range rows {
		for j, raw := range row {
			if raw == "" {
				continue
			}
			got[Address(i+1, j+1)] = "t" + raw
			if _, err := strconv.ParseFloat(raw, 64); err == nil {
				got[Address(i+1, j+1)] = "n" + raw
			}
		}
	}
	return verdictOn(got, was)
}

// programVerdicts are openpyxl's and LibreOffice's by case, as make.py wrote them.
func programVerdicts(t *testing.T) map[string][2]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "differential", "damaged", "verdicts.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][2]string{}
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		var line []string
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil || len(line) != 3 {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		all[line[0]] = [2]string{line[1], line[2]}
	}
	return all
}

func damagedBook(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "differential", "damaged", name+".xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// What the others lose without a word, Read refuses with the place, and a sentence
// for who sent it; where it reads, it reads every cell.
func TestReadRefusesWhatOthersLose(t *testing.T) {
	healthy := ourReading(mustRead(t, damagedBook(t, "healthy"))).sheets[0].cells
	asked := programVerdicts(t)
	for _, c := range damageCases {
		t.Run(c.name, func(t *testing.T) {
			data := damagedBook(t, c.name)
			if got := excelizeVerdict(data, healthy); got != c.excelize {
				t.Errorf("excelize now %s; it did: %s", got, c.excelize)
			}
			if got := asked[c.name]; got != [2]string{c.openpyxl, c.libreOffice} {
				t.Errorf("openpyxl and LibreOffice: got %q", got)
			}
			delete(asked, c.name)
			b, err := Read(data, FormLimits)
			if c.code == "" {
				if err != nil || verdictOn(ourReading(b).sheets[0].cells, healthy) != readsAll {
					t.Errorf("not read whole: %v", err)
				}
				return
			}
			if c.why == "" && slices.Contains([]string{c.excelize, c.openpyxl, c.libreOffice}, readsAll) {
				t.Error("another program reads it all, and the case does not say why Read refuses")
			}
			c.holds(t, err)
		})
	}
	for name := range asked {
		t.Errorf("no case is about %s.xlsx", name)
	}
}

func (c damageCase) holds(t *testing.T, err error) {
	t.Helper()
	var f *Fault
	if !errors.As(err, &f) {
		t.Fatalf("not refused: %v", err)
	}
	if f.Code != c.code || f.Part != c.part || f.Cell != c.cell || !strings.Contains(f.Detail, c.says) || c.placed && f.Offset == 0 {
		t.Errorf("code: %#v, part: %q, cell: %q, says: %q, placed: %v (%d)", f.Code, f.Part, f.Cell, f.Detail, f.Offset > 0, f.Offset)
	}
	sentence := f.Swedish()
	if !strings.HasPrefix(sentence, "Filen ") || !strings.HasSuffix(sentence, ".") || !strings.Contains(sentence, c.cell) {
		t.Errorf("no sentence for the sender: %q", sentence)
	}
	if c.cell != "" && !strings.Contains(sentence, "bladet Blad") {
		t.Errorf("the sentence names no sheet: %q", sentence)
	}
}
