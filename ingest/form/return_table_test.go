package form

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"stintag/process/workbook"
)

const (
	tableHead = "Läkare | Vårdcentral | Leg.datum | Möjlig start | Anställd idag | Svensk AT | Avser\n"
	inOrder   = "%s | Sala vårdcentral | #2016-05-04 | #2025-01-13 | Nej | Ja | Ny ST\n"
	faulty    = "%s | Sala vårdcentral | 10/9 | #2025-01-13 | Nej | Ja | Ny ST\n"
)

func lines(row string, names ...string) string {
	all := ""
	for _, n := range names {
		all += fmt.Sprintf(row, n)
	}
	return all
}

// An emptied row stands for what it was: the rows that stay are read as they were, and
// nothing below joins them.
func TestTablesReadAsTheyWereWithRowsEmptied(t *testing.T) {
	d := newDesk(t)
	for name, drawing := range map[string]string{
		"rows far below":             tableHead + lines(inOrder, "Anna Ek") + lines(faulty, "Bo Al") + "\n\n\n\n\nCia Lind | Sala vårdcentral | | | Nej | Ja\n",
		"rows far below the emptied": tableHead + lines(faulty, "Bo Al") + lines(inOrder, "Anna Ek", "Eva Ask") + "\n\n\n\nCia Lind | Sala vårdcentral | | | Nej | Ja\n",
		"a name alone below":         tableHead + lines(inOrder, "Anna Ek") + "Bo Al\n",
		"a name alone below a gap":   tableHead + lines(inOrder, "Anna Ek") + lines(faulty, "Bo Al") + "\nCia Lind\n",
		"gaps between":               tableHead + lines(inOrder, "Anna Ek") + "\n\n" + lines(inOrder, "Eva Ask") + "\n\n" + lines(faulty, "Bo Al"),
		"one of two with pairs":      "Chef | Eva Ask\n\n" + tableHead + lines(inOrder, "Anna Ek") + lines(faulty, "Bo Al"),
		"a second table":             tableHead + lines(inOrder, "Anna Ek", "Eva Ask") + "\n\n\n\n" + tableHead + lines(faulty, "Bo Al", "Dag Ros"),
		"only the first filled in":   tableHead + lines(inOrder, "Anna Ek") + "Bo Al | Sala vårdcentral\n",
	} {
		t.Run(name, func(t *testing.T) {
			raw := drawnFile(t, drawing)
			forms := Read(readBytes(t, raw)).Forms
			findings := d.findings(forms, received.Time())
			d.wantLawful(t, sentForm{raw: raw, came: received.Time()}, forms, findings)
			back, err := Return(raw, findings, nil)
			if err != nil {
				t.Fatal(err)
			}
			if !emptiesRows(t, back) {
				t.Errorf("no row is emptied of %d", len(forms))
			}
		})
	}
}

// A sheet whose rows are all in order goes back as it came, beside one with faults.
func TestRowsInOrderOfOtherSheetsStay(t *testing.T) {
	d := newDesk(t)
	raw := edited(t, drawnFile(t, tableHead+lines(inOrder, "Ada Al")+lines(faulty, "Bo Ek")), func(f *excelize.File) error {
		if _, err := f.NewSheet("Blad2"); err != nil {
			return err
		}
		for i, row := range [][]any{
			{"Läkare", "Vårdcentral", "Leg.datum", "Möjlig start", "Anställd idag", "Svensk AT", "Avser"},
			{"Cia Lind", "Sala vårdcentral", "2016-05-04", "2025-01-13", "Nej", "Ja", "Ny ST"},
			{"Dag Ros", "Sala vårdcentral", "2016-05-04", "2025-01-13", "Nej", "Ja", "Ny ST"},
		} {
			if err := f.SetSheetRow("Blad2", fmt.Sprintf("A%d", i+1), &row); err != nil {
				return err
			}
		}
		return nil
	})
	for range 2 {
		back, err := Return(raw, d.findings(Read(readBytes(t, raw)).Forms, received.Time()), nil)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string{"Bo Ek", "Cia Lind", "Dag Ros"}, doctorsOf(t, back)); d != "" {
			t.Errorf("doctors (-want +got):\n%s", d)
		}
		raw = back
	}
}

// Managers put in rows, take them out and sort them: every doctor is still read.
func TestTablesWithRowsMovedSinceTheyWentBack(t *testing.T) {
	d := newDesk(t)
	drawing := tableHead + lines(inOrder, "Ada Al", "Eva Ask", "Fia Alm", "Gun Dal", "Ida By") + lines(faulty, "Bo Ek", "Cia Lind")
	raw := drawnFile(t, drawing)
	back, err := Return(raw, d.findings(Read(readBytes(t, raw)).Forms, received.Time()), nil)
	if err != nil {
		t.Fatal(err)
	}
	newcomers := []string{"Jan Öst", "Kim Ås", "Lea Ny", "Mia Sol", "Ola Frid", "Pia Bro"}
	row := func(f *excelize.File, n int, name string) error {
		return f.SetSheetRow("Blad1", fmt.Sprintf("A%d", n), &[]any{name, "Sala vårdcentral", "2016-05-04", "2025-01-13", "Nej", "Ja", "Ny ST"})
	}
	for name, c := range map[string]struct {
		edit func(*excelize.File) error
		want []string
	}{
		"unchanged":            {func(*excelize.File) error { return nil }, []string{"Bo Ek", "Cia Lind"}},
		"rows above":           {func(f *excelize.File) error { return f.InsertRows("Blad1", 1, 7) }, []string{"Bo Ek", "Cia Lind"}},
		"empty rows in it":     {func(f *excelize.File) error { return f.InsertRows("Blad1", 3, 2) }, []string{"Bo Ek", "Cia Lind"}},
		"an emptied row used":  {func(f *excelize.File) error { return row(f, 4, "Jan Öst") }, []string{"Jan Öst", "Bo Ek", "Cia Lind"}},
		"a row added below":    {func(f *excelize.File) error { return row(f, 9, "Jan Öst") }, []string{"Bo Ek", "Cia Lind", "Jan Öst"}},
		"headings changed":     {func(f *excelize.File) error { return f.SetCellStr("Blad1", "H1", "Vår anm.") }, []string{"Bo Ek", "Cia Lind"}},
		"emptied rows removed": {func(f *excelize.File) error { return removeRows(f, 2, 5) }, []string{"Bo Ek", "Cia Lind"}},
		"new doctors first": {func(f *excelize.File) error {
			if err := f.InsertRows("Blad1", 2, len(newcomers)); err != nil {
				return err
			}
			for i, n := range newcomers {
				if err := row(f, i+2, n); err != nil {
					return err
				}
			}
			return nil
		}, append(slices.Clone(newcomers), "Bo Ek", "Cia Lind")},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, doctorsOf(t, edited(t, back, c.edit))); d != "" {
				t.Errorf("doctors (-want +got):\n%s", d)
			}
		})
	}
}

func removeRows(f *excelize.File, row, n int) error {
	for range n {
		if err := f.RemoveRow("Blad1", row); err != nil {
			return err
		}
	}
	return nil
}

// What a list says of tables may be of an older program, or anything: the doctors are
// read with it or without.
func TestTablesOfOldAndWrongTags(t *testing.T) {
	d := newDesk(t)
	raw := drawnFile(t, tableHead+lines(inOrder, "Ada Al", "Eva Ask", "Fia Alm", "Gun Dal")+lines(faulty, "Bo Ek"))
	back, err := Return(raw, d.findings(Read(readBytes(t, raw)).Forms, received.Time()), nil)
	if err != nil {
		t.Fatal(err)
	}
	book := readBytes(t, back)
	all := workbook.Answers(book)
	if len(all) == 0 {
		t.Fatal("no lines")
	}
	kept := parseTag(all[0].Tag)
	if len(kept.Tables) != 1 || kept.Tables[0].Row != 1 || kept.Tables[0].Last != 6 || kept.Tables[0].Stays != 1 || len(kept.Tables[0].Bare) != 0 {
		t.Fatalf("the list keeps %+v", kept.Tables)
	}
	for name, change := range map[string]func(*wentTable){
		"far too long":  func(w *wentTable) { w.Last = 1 << 40 },
		"negative":      func(w *wentTable) { w.Row, w.Last = -5, -3 },
		"before itself": func(w *wentTable) { w.Last = 0 },
		"longer":        func(w *wentTable) { w.Last = longestTable },
		"too many rows": func(w *wentTable) { w.Bare = make([]int, mostBare+1) },
		"none stayed":   func(w *wentTable) { w.Stays = -1 << 40 },
		"other sheet":   func(w *wentTable) { w.Sheet = "Blad2" },
		"older":         nil,
	} {
		t.Run(name, func(t *testing.T) {
			line := kept
			line.Tables = slices.Clone(kept.Tables)
			if change == nil {
				line.Tables = nil
			} else {
				change(&line.Tables[0])
			}
			r, _ := readBook(book, replies{tags: []tag{line}})
			if len(r.Forms) != 1 || r.Forms[0].identity("").Doctor != "Bo Ek" {
				t.Errorf("read %+v", r.Forms)
			}
		})
	}
}

func edited(t *testing.T, raw []byte, edit func(*excelize.File) error) []byte {
	t.Helper()
	f := openedFile(t, raw)
	if err := edit(f); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func doctorsOf(t *testing.T, raw []byte) []string {
	t.Helper()
	var all []string
	for _, f := range Read(readBytes(t, raw)).Forms {
		all = append(all, strings.TrimSpace(f.identity("").Doctor))
	}
	return all
}
