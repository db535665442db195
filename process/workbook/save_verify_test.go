package workbook

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// What reads back otherwise than was meant leaves the old file in its place.
func TestSaveReplacesNothingThatDoesNotHold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "master.xlsx")
	old, fresh := bookOf(`<row r="1"><c r="A1"><v>1</v></c></row>`).zip(t), bookOf(`<row r="1"><c r="A1"><v>2</v></c></row>`).zip(t)
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	seen := 0.0
	opt := SaveOptions{ExpectSHA256: Hash(old), Rows: func(Sheet) func(Row) { return func(r Row) { seen = r.Cells[0].Number } }}
	opt.Holds = func() error { return errors.New("inte så") }
	if err := Save(path, fresh, opt); err == nil || seen != 2 {
		t.Errorf("saved all the same: %v; the row read back as %v", err, seen)
	}
	if now, err := os.ReadFile(path); err != nil || Hash(now) != Hash(old) {
		t.Errorf("the old file is not there: %v", err)
	}
	opt.Holds = func() error { return nil }
	if err := Save(path, fresh, opt); err != nil {
		t.Error(err)
	}
}

// A part that nobody meant to change is missed where it did.
func TestCarriedPartsAreHeldToTheSource(t *testing.T) {
	src := bookOf(`<row r="1"><c r="A1"><v>1</v></c></row>`).zip(t)
	pk, err := openPackage(src)
	if err != nil {
		t.Fatal(err)
	}
	if err := pk.carriedInto(src); err != nil {
		t.Error(err)
	}
	if err := pk.carriedInto(replaced(t, src, "xl/worksheets/sheet1.xml", "<v>1</v>", "<v>2</v>")); err == nil {
		t.Error("a sheet changed unseen")
	}
}
