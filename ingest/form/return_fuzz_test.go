package form

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// returnSeeds are drawn forms that are sent back.
func returnSeeds() []string {
	seeds := slices.Collect(maps.Values(drawings))
	return append(seeds,
		"Ärendetyp | Ny ST\nVårdcentral | Salla\nLäkarens namn | Ek, Anna\nPersonnummer | 811218-9876\nLegitimationsdatum | 10/9\nMöjlig start | HT 2025\nRedan anställd som ST? | Ja, 2/9\nSvensk AT | Kanske",
		"ENHETEN\nVC: | Sala | Chef: | Eva\nLÄKAREN\nNamn: | Anna & Bo | Leg.datum: | =!\nTillträde | | Anställd idag | ?",
		"Läkare | Leg.datum | Vårdcentral | Möjlig start | Anställd idag | Svensk AT | Avser\nAnna Ek | #2016-05-04 | Sala | #2025-01-13 | Nej | Ja | Ny ST\nBo Al | 10/9 | Sala | #2025-02-03 | Nej | Ja | Ny ST\nCia Lind | #2019-01-15 | Sala | | j | x | Ny ST",
		"Vårdcentral | Sala\nLäkare | =HYPERLINK(1)\nLegitimationsdatum | 2031-01-01\nMöjlig start | 30 februari\nAnställd idag | nej\nSvensk AT | ja\nÖvrigt | ring 198112189876",
	)
}

// The laws of a returned form, on forms of any shape: unchanged it gives the same
// findings, however often it goes back, and its marks do not pile up; what is not
// marked is as it was; with what the list asks for, it is not sent back.
func FuzzReturn(f *testing.F) {
	for _, s := range returnSeeds() {
		f.Add(s)
	}
	d := newDesk(f)
	f.Fuzz(func(t *testing.T, drawing string) {
		if !utf8.ValidString(drawing) || strings.IndexFunc(drawing, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }) >= 0 {
			return // the reader gives no such text
		}
		if len(drawing) > 3000 || strings.Count(drawing, "\n") > 60 || strings.Count(drawing, "|") > 200 {
			return
		}
		raw := drawnFile(t, drawing)
		forms := Read(readBytes(t, raw)).Forms
		findings := d.findings(forms, received.Time())
		if !slices.ContainsFunc(findings, sendsBack) {
			return
		}
		d.wantLawful(t, sentForm{raw: raw, came: received.Time()}, forms, findings)
	})
}

// Each seed is a form, and is sent back: the target starts from what matters.
func TestReturnSeedsAreSentBack(t *testing.T) {
	d := newDesk(t)
	for _, s := range returnSeeds() {
		findings := d.findings(Read(readBytes(t, drawnFile(t, s))).Forms, received.Time())
		if !slices.ContainsFunc(findings, sendsBack) {
			t.Errorf("not sent back:\n%s", s)
		}
	}
}

func (d desk) wantLawful(t *testing.T, s sentForm, forms []Form, findings [][]process.Finding) {
	t.Helper()
	once, twice := returnedTwice(t, d, s, findings)
	emptied := emptiesRows(t, once)
	var want [][]process.Finding
	for i, f := range forms {
		if f.Row == 0 || sendsBack(findings[i]) || !emptied {
			want = append(want, findings[i])
		}
	}
	sent := readBytes(t, s.raw)
	for what, raw := range map[string][]byte{"once": once, "twice": twice} {
		wantSound(t, raw)
		book := readBytes(t, raw)
		if diff := cmp.Diff(want, d.findings(Read(book).Forms, s.came)); diff != "" {
			t.Errorf("returned %s (-sent +returned):\n%s", what, diff)
		}
		wantUntouched(t, sent, book, forms, findings, emptied)
	}
	if diff := cmp.Diff(marksOf(t, once), marksOf(t, twice)); diff != "" {
		t.Errorf("marks (-once +twice):\n%s", diff)
	}
	for _, inList := range []bool{false, true} {
		d.wantAccepted(t, "corrected", once, s.came, inList)
	}
}

// emptiesRows says whether the rows in order were emptied in a returned form. They
// stay where other rows would not be read as they were without them.
func emptiesRows(t *testing.T, raw []byte) bool {
	t.Helper()
	list, ok := readBytes(t, raw).Sheet(listSheet)
	if !ok {
		t.Fatal("no list")
	}
	return slices.ContainsFunc(list.Rows, func(r workbook.Row) bool {
		return slices.ContainsFunc(r.Cells, func(c workbook.Cell) bool { return strings.Contains(c.Text, tableLine) })
	})
}

// wantUntouched compares the sender's own cells: only a masked number may differ,
// and the rows of a table that are in order.
func wantUntouched(t *testing.T, sent, back *workbook.Book, forms []Form, findings [][]process.Finding, emptied bool) {
	t.Helper()
	gone := map[string]bool{}
	for _, c := range rowsInOrder(sent, forms, findings) {
		gone[c.Sheet+workbook.Address(c.Row, c.Col)] = emptied
	}
	masks := map[string]bool{}
	for _, m := range masked(sent, forms) {
		masks[m.Sheet+m.Cell] = true
	}
	for _, s := range sent.Sheets {
		if workbook.IsFaultList(sent, &s) {
			continue // ours, of an earlier return
		}
		b, ok := back.Sheet(s.Name)
		if !ok {
			t.Fatalf("sheet %s is gone", s.Name)
		}
		n := 0
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				at := s.Name + c.Address()
				if gone[at] {
					continue
				}
				n++
				if got := b.Cell(c.Row, c.Col); got != c && !masks[at] {
					t.Errorf("%s was %+v, is %+v", at, c, got)
				}
			}
		}
		for _, row := range b.Rows {
			n -= len(row.Cells)
		}
		if n != 0 {
			t.Errorf("sheet %s has %d cells too few", s.Name, n)
		}
	}
}

// marksOf is what a returned form shows of its faults: its comments, the lines of
// its list, and which parts it has.
func marksOf(t *testing.T, raw []byte) []string {
	t.Helper()
	var all []string
	for name, part := range partsOf(t, raw) {
		all = append(all, name)
		if strings.Contains(name, "comments") {
			all = append(all, string(part))
		}
	}
	slices.Sort(all)
	list, ok := readBytes(t, raw).Sheet(listSheet)
	if !ok {
		t.Fatal("no list")
	}
	lines := false
	for _, row := range list.Rows {
		for _, c := range row.Cells {
			if lines = lines || c.Text == "Ruta"; lines {
				all = append(all, workbook.ColumnName(c.Col)+": "+c.Text)
			}
		}
	}
	return all
}

func partsOf(t *testing.T, raw []byte) map[string][]byte {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			t.Fatal(err)
		}
		if _, twice := parts[f.Name]; twice {
			t.Errorf("part %s is there twice", f.Name)
		}
		parts[f.Name] = b
	}
	return parts
}

// wantSound reads every part as the strictest reader would: well-formed, with
// every prefix declared.
func wantSound(t *testing.T, raw []byte) {
	t.Helper()
	for name, part := range partsOf(t, raw) {
		d := xml.NewDecoder(bytes.NewReader(part))
		for {
			tok, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Errorf("part %s: %v", name, err)
				break
			}
			if e, ok := tok.(xml.StartElement); ok && e.Name.Space != "" && !strings.Contains(e.Name.Space, ":") {
				t.Errorf("part %s: <%s:%s> has a prefix that is not declared", name, e.Name.Space, e.Name.Local)
			}
		}
	}
}
