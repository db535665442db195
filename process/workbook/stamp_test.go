package workbook

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func mustStamp(t *testing.T, src []byte, stamp string, changes ...Change) []byte {
	t.Helper()
	out, err := Apply(src, Edit{Changes: changes, Stamp: stamp})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A stamp is set, replaced and read back in every workbook that can be patched, and
// is nothing but one name there.
func TestStampIsSetAndReplaced(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "patch", "*.xlsx"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no workbooks: %v", err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			b, err := Read(src, MasterLimits)
			if err != nil {
				t.Skip(err)
			}
			write := Change{Sheet: b.Sheets[0].Name, Row: 900, Col: 40, Value: number(1)}
			if _, err := Patch(src, []Change{write}); err != nil {
				t.Skip(err)
			}
			if got := StampOf(src); got != "" {
				t.Fatalf("stamped before it was: %q", got)
			}
			once := mustStamp(t, src, "17-1725991200", write)
			write.Value = number(2)
			twice := mustStamp(t, once, `18 "&<>`, write)
			if a, b := StampOf(once), StampOf(twice); a != "17-1725991200" || b != `18 "&<>` {
				t.Fatalf("stamps %q, then %q", a, b)
			}
			back, err := Read(twice, MasterLimits)
			if err != nil || len(back.Names) != len(b.Names) {
				t.Errorf("names %v, %v; had %v", back.Names, err, b.Names)
			}
		})
	}
}

// A new stamp alone is no reason for a new file.
func TestStampAloneChangesNothing(t *testing.T) {
	src, err := Write(Plan{Sheets: []SheetPlan{{Name: "A", Cells: []CellPlan{{Row: 1, Col: 1, Value: "x"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	if out := mustStamp(t, src, "1"); &out[0] != &src[0] {
		t.Error("a stamp alone made a new file")
	}
}

func TestStampOfWhatIsNoMaster(t *testing.T) {
	for name, data := range map[string][]byte{
		"nothing": nil, "text": []byte("hej"), "half a zip": []byte("PK\x03\x04"),
	} {
		if got := StampOf(data); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A name that people made in its place, or a formula, is no stamp.
func TestStampIsAConstant(t *testing.T) {
	head := `<workbook xmlns="x"><sheets/><definedNames><definedName name="stintag.version">`
	for formula, want := range map[string]string{
		`&quot;7-1&quot;`: "7-1", `="7-1"`: "7-1", ` "7-1" `: "7-1", `Blad1!$A$1`: "", `"`: "", ``: "", `"a""b"`: `a"b`,
	} {
		raw := head + formula + `</definedName></definedNames></workbook>`
		at, err := findStamp([]byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		if got := stampIn([]byte(raw)[at.text.from:at.text.to]); got != want {
			t.Errorf("%s: %q, want %q", formula, got, want)
		}
	}
	for program, name := range map[string]string{ // as they save it
		"LibreOffice": `<definedName function="false" hidden="false" name="stintag.version" vbProcedure="false">&quot;7-1&quot;</definedName>`,
		"openpyxl":    `<definedName name="stintag.version" hidden="1">"7-1"</definedName>`,
	} {
		raw := []byte(`<workbook xmlns="x"><sheets/><definedNames>` + name + `</definedNames></workbook>`)
		at, err := findStamp(raw)
		if err != nil || stampIn(raw[at.text.from:at.text.to]) != "7-1" {
			t.Errorf("%s's stamp is not read, %v", program, err)
		}
		again, err := stamped(raw, "8-2")
		if want := `<definedNames><definedName name="stintag.version" hidden="1">&quot;8-2&quot;</definedName></definedNames>`; err != nil || !strings.Contains(string(again), want) {
			t.Errorf("%s's stamp became %s, %v", program, again, err)
		}
	}
	if _, err := stamped([]byte(strings.ReplaceAll(head, "<sheets/>", "")), "1"); err == nil {
		t.Error("a part without sheets was stamped")
	}
}
