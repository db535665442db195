package master

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"stintag/process/workbook"
)

// strict is a master as Excel saves it under "Strict Open XML-kalkylblad".
func strict(t *testing.T) []byte {
	names := strings.NewReplacer(
		"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
		"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships",
	)
	return rezipped(t, specimen(t, "ours.xlsx"), func(_ string, raw []byte) []byte { return []byte(names.Replace(string(raw))) })
}

func signed(t *testing.T) []byte {
	t.Helper()
	data := specimen(t, "ours.xlsx")
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	for _, f := range zr.File {
		if err := zw.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := zw.Create("_xmlsignatures/origin.sigs"); err != nil {
		t.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// wide has one part in XML's other encoding.
func wide(t *testing.T) []byte {
	return rezipped(t, specimen(t, "ours.xlsx"), func(part string, raw []byte) []byte {
		if part != "xl/workbook.xml" {
			return raw
		}
		b := []byte{0xFF, 0xFE}
		for _, unit := range utf16.Encode([]rune(strings.Replace(string(raw), "UTF-8", "UTF-16", 1))) {
			b = binary.LittleEndian.AppendUint16(b, unit)
		}
		return b
	})
}

// A workbook that would be damaged is left as it is, byte for byte, and people are
// told how to make it one that can be written. What stands in it is read all the
// same, where it can be.
func TestWhatWouldBeDamagedIsLeftAlone(t *testing.T) {
	tests := map[string]struct {
		data  []byte
		words string
		cause error
		reads bool
	}{
		"Strict Open XML":  {strict(t), "Strict Open XML-kalkylblad", workbook.ErrStrict, true},
		"signed":           {signed(t), "digitalt signerad", workbook.ErrSigned, true},
		"a part in UTF-16": {wide(t), "andra tecken", workbook.ErrEncoding, true},
		"protected by LibreOffice with a password": {specimen(t, "password.xlsx"), "skyddad med lösenord", nil, false},
		"cut short": {specimen(t, "ours.xlsx")[:40000], "skadad", nil, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			path := save(t, tt.data)
			out, next, err := Merge(path, specimenBase(t), nil, laterView(), MergeOptions{Now: time.Unix(0, 0)})
			if err != nil || out.Written || !strings.Contains(out.Waits, tt.words) || tt.cause != nil && !errors.Is(out.Cause, tt.cause) {
				t.Errorf("got %+v, %v; want %q", out, err, tt.words)
			}
			if len(next) != len(specimenBase(t)) {
				t.Error("the base changed")
			}
			left, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(left, tt.data) {
				t.Errorf("the file changed, %v", err)
			}
			a, err := Adopt(tt.data, specimenBase(t), nil)
			if tt.reads && (err != nil || len(a.Cases) != 11) {
				t.Errorf("it is not read: %v", err)
			}
			if !tt.reads && !strings.Contains(UnreadWords(path, err, time.Unix(0, 0)), tt.words) {
				t.Errorf("the run says %q of %v", UnreadWords(path, err, time.Unix(0, 0)), err)
			}
		})
	}
}

// A formula is never written over. One in a cell that the program wants otherwise
// stands there afterwards, whoever else shares it, and people are told of it.
func TestFormulasInTheProgramsColumnsStay(t *testing.T) {
	const shared = `<f t="shared" ref="M2:M4" si="0">10-1</f>`
	tests := map[string]struct{ part, cell, formula, value, told string }{
		"shared, anchor": {"xl/worksheets/sheet2.xml", "M2", shared, "<v>7</v>", "IA-2024-0001: i Turordning står"},
		"array":          {"xl/worksheets/sheet2.xml", "M2", `<f t="array" ref="M2:M4">{1;2;3}</f>`, "<v>7</v>", "IA-2024-0001: i Turordning står"},
		"own":            {"xl/worksheets/sheet2.xml", "M2", `<f>1+1</f>`, "<v>7</v>", "IA-2024-0001: i Turordning står"},
		"in a list":      {"xl/worksheets/sheet7.xml", "B2", `<f>"Fatta "&amp;"beslut"</f>`, "<v>Fatta beslut</v>", "Gör cellen B2 i bladet Att göra fri för programmet. Där står en formel"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			cell := regexp.MustCompile(`<c r="` + tt.cell + `"[^>]*>.*?</c>`)
			sheet := string(partOf(t, specimen(t, "ours.xlsx"), tt.part))
			formula := `<c r="` + tt.cell + `" t="str">` + tt.formula + tt.value + `</c>`
			changed := cell.ReplaceAllLiteralString(sheet, formula)
			if name == "shared, anchor" {
				changed = regexp.MustCompile(`<c r="M3"[^>]*>.*?</c>`).ReplaceAllLiteralString(changed, `<c r="M3"><f t="shared" si="0"/><v>7</v></c>`)
			}
			v := laterView()
			v.Judgement.Todo[0].What = "Fatta beslut idag"
			out, err := mergeBytes(partReplaced(t, specimen(t, "ours.xlsx"), tt.part, changed), specimenBase(t), nil, v, "")
			if err != nil {
				t.Fatal(err)
			}
			if after := string(partOf(t, out.data, tt.part)); !strings.Contains(after, formula) {
				t.Errorf("the formula is gone: %s", cell.FindString(after))
			}
			if !strings.Contains(todoText(t, out.data), tt.told) {
				t.Errorf("Att göra does not say %q: %s", tt.told, todoText(t, out.data))
			}
			if cellAt(t, out.data, "IA-2024-0012", headDoctor).Kind != workbook.Text {
				t.Error("the rest was not merged")
			}
			for range 2 { // a row of a list with a formula is a person's from the next merge on
				if out, err = mergeBytes(out.data, out.next, nil, v, ""); err != nil {
					t.Fatal(err)
				}
			}
			if out.differs {
				t.Errorf("the third merge changes %d cells", out.changed)
			}
		})
	}
}

// A new row is never written under a merged cell, where half of it would not be
// seen: it goes below.
func TestNewRowsGoBelowAMergedCell(t *testing.T) {
	const part = "xl/worksheets/sheet2.xml"
	sheet := strings.Replace(string(partOf(t, specimen(t, "ours.xlsx"), part)), "</sheetData>", `</sheetData><mergeCells count="1"><mergeCell ref="A13:C13"/></mergeCells>`, 1)
	out, err := mergeBytes(partReplaced(t, specimen(t, "ours.xlsx"), part, sheet), specimenBase(t), nil, laterView(), "")
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range []string{"IA-2024-0012", "IA-2024-0013"} {
		if r := tableRow(t, out.data, casesTable, headCase, id); r.number != 14+i || CanonicalText(r.cell("Inkommen")) == "" {
			t.Errorf("%s stands on row %d", id, r.number)
		}
	}
	if !strings.Contains(todoText(t, out.data), "Utöka tabellen i bladet Ärenden till och med rad 15 ") {
		t.Errorf("Att göra: %s", todoText(t, out.data))
	}
	again, err := mergeBytes(out.data, out.next, nil, laterView(), "")
	if err != nil || again.differs {
		t.Errorf("the second merge changes %d cells, %v", again.changed, err)
	}
}
