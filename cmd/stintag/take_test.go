package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/ingest/form"
	"stintag/ingest/mime"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
	"stintag/process/workbook"
)

// mailBooks writes a mail from Almby with several workbooks, a.xlsx, b.xlsx and on.
func (b *bureau) mailBooks(subject string, books ...[]byte) {
	b.t.Helper()
	b.sent++
	var m strings.Builder
	fmt.Fprintf(&m, "Date: %s\r\nFrom: %s\r\nTo: st-intag@region.example\r\nSubject: %s\r\nMessage-ID: <m%d@klinik.example>\r\nMIME-Version: 1.0\r\n"+
		"Content-Type: multipart/mixed; boundary=x\r\n\r\n", b.now.Add(-time.Hour).Format(time.RFC1123Z), almby, subject, b.sent)
	for i, book := range books {
		name := string(rune('a'+i)) + ".xlsx"
		fmt.Fprintf(&m, "--x\r\nContent-Type: application/octet-stream; name=%s\r\nContent-Disposition: attachment; filename=%s\r\nContent-Transfer-Encoding: base64\r\n\r\n", name, name)
		for chunk := range slices.Chunk([]byte(base64.StdEncoding.EncodeToString(book)), 76) {
			m.Write(append(chunk, '\r', '\n'))
		}
	}
	m.WriteString("--x--\r\n")
	if err := os.WriteFile(filepath.Join(b.dir, "in", fmt.Sprintf("%02d.eml", b.sent)), []byte(m.String()), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

func filled(t *testing.T, changes map[process.Field]any) []byte {
	t.Helper()
	book, err := form.Filled("Region X", []string{"Almby vårdcentral", "Björkby vårdcentral"}, nil, complete(changes))
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// cellsOf is a workbook of texts, row by row.
func cellsOf(t *testing.T, rows ...[]string) []byte {
	t.Helper()
	sheet := workbook.SheetPlan{Name: "Blad1"}
	for i, row := range rows {
		for j, v := range row {
			if v != "" {
				sheet.Cells = append(sheet.Cells, workbook.CellPlan{Row: 1 + i, Col: 1 + j, Value: v})
			}
		}
	}
	book, err := workbook.Write(workbook.Plan{Sheets: []workbook.SheetPlan{sheet}})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// D9: rows of one mail are applicants of their own, whatever number is filled down
// beside them, and the doctor whose number it is keeps the case.
func TestRowsOfOneMailAreNeverMerged(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldPersonalNumber: "701063-2391"}))
	b.run()
	heads := []string{"Ärendetyp", "Vårdcentral", "Läkarens namn", "Personnummer", "Legitimationsdatum", "Möjlig start ST", "Redan anställd som ST?", "Svensk AT"}
	row := func(name, licensed string) []string {
		return []string{"Ny ST", "Almby vårdcentral", name, "701063-2391", licensed, "2025-03-01", "Nej", "Ja"}
	}
	b.mailBooks("Tre", cellsOf(t, heads, row("Kop Ett", "2012-01-01"), row("Kop Att", "2012-01-01"), row("Kop Tre", "2014-01-01")))
	b.run()
	s, _ := b.state()
	var names []string
	for _, c := range s.world.Cases {
		names = append(names, c.Application.Doctor)
	}
	if !slices.Equal(names, []string{"Doris Duktig", "Kop Ett", "Kop Att", "Kop Tre"}) {
		t.Errorf("cases for %q", names)
	}
	if todo := strings.Join(b.rows(master.SheetTodo), "\n"); !strings.Contains(todo, "Kontrollera personnumret") {
		t.Errorf("Att göra says nothing of it:\n%s", todo)
	}
}

// D13: two forms of one mail that rank one doctor in two ways are asked back,
// whichever is attached last; a copy of what was sent before is no news.
func TestTwoFormsForOneDoctorInOneMail(t *testing.T) {
	t.Parallel()
	one, two := filled(t, nil), filled(t, map[process.Field]any{process.FieldPossibleStart: process.D(2025, 6, 1)})
	b := newBureau(t, twoCentres)
	b.mailBooks("Två", one, two)
	b.run()
	_, j := b.state()
	if len(j.Standings) != 1 || j.Standings[0].Status != process.StatusReturned || !j.Standings[0].Has(process.CodeConflict) {
		t.Fatalf("%+v", j.Standings)
	}
	_, texts := b.letters(almby)
	if text := strings.Join(strings.Fields(texts[0]), " "); strings.Count(text, "Behöver rättas") != 1 || !strings.Contains(text, "2024-11-01") || !strings.Contains(text, "2025-06-01") {
		t.Errorf("the letter does not ask which:\n%s", texts[0])
	}
	b.mailBooks("Den ena gäller", two)
	b.run()
	b.mailBooks("Ny start, och den gamla", filled(t, map[process.Field]any{process.FieldPossibleStart: process.D(2025, 8, 1)}), two)
	b.run()
	s, j := b.state()
	if len(s.cases) != 1 || j.Standings[0].Place != 1 || s.world.Cases[0].Application.PossibleStart != process.D(2025, 8, 1) {
		t.Errorf("%+v, start %s", j.Standings, s.world.Cases[0].Application.PossibleStart)
	}
}

// A list of the staff beside a form is no application.
func TestAListBesideAFormIsNoApplication(t *testing.T) {
	t.Parallel()
	staff := cellsOf(t, []string{"Läkare", "Anställd fr.o.m.", "Tjänstgöringsgrad"}, []string{"Anna Alm", "2020-01-01", "100"}, []string{"Bo Bok", "2021-01-01", "80"})
	b := newBureau(t, twoCentres)
	b.mailBooks("Anmälan", filled(t, nil), staff)
	b.run()
	s, j := b.state()
	if len(s.cases) != 1 || j.Standings[0].Place != 1 {
		t.Errorf("%d cases, %+v", len(s.cases), j.Standings)
	}
	if _, texts := b.letters(almby); len(texts) != 1 || strings.Contains(texts[0], "Bo Bok") {
		t.Errorf("letters %q", texts)
	}
}

// What is wrong is told of the file that is sent back: the same rows in another
// order are found fault with where they stand now.
func TestMovedRowsAreToldWhereTheyStand(t *testing.T) {
	t.Parallel()
	heads := []string{"Ärendetyp", "Vårdcentral", "Läkarens namn", "Legitimationsdatum", "Möjlig start ST", "Redan anställd som ST?", "Svensk AT"}
	anna := []string{"Ny ST", "Almby vårdcentral", "Anna Alm", "10/9", "2025-01-15", "Nej", "Ja"}
	bo := []string{"Ny ST", "Almby vårdcentral", "Bo Bok", "2016-02-01", "2025-01-15", "Nej", "Ja"}
	b := newBureau(t, twoCentres)
	b.mailBooks("Två", cellsOf(t, heads, anna, bo))
	b.run()
	b.mailBooks("Två, ordnade", cellsOf(t, heads, bo, anna))
	b.run()
	s, j := b.state()
	if len(s.cases) != 2 || j.Standings[0].At(process.Returned)[0].Cell != "D3" {
		t.Errorf("%d cases, %+v", len(s.cases), j.Standings[0].At(process.Returned))
	}
	kinds, texts := b.letters(almby)
	if !slices.Equal(kinds, []string{"receipt,returned", "receipt,returned"}) { // Bo is in order
		t.Errorf("letters %q", kinds)
	}
	if !slices.ContainsFunc(texts, func(text string) bool {
		return strings.Contains(text, "Blad1!D3") && !strings.Contains(text, "Blad1!D2")
	}) {
		t.Errorf("letters %q", texts)
	}
}

// The same, where both come before they are answered: each letter is about its own
// file.
func TestEachLetterIsAboutItsOwnFile(t *testing.T) {
	t.Parallel()
	heads := []string{"Ärendetyp", "Vårdcentral", "Läkarens namn", "Legitimationsdatum", "Möjlig start ST", "Redan anställd som ST?", "Svensk AT"}
	anna := []string{"Ny ST", "Almby vårdcentral", "Anna Alm", "10/9", "2025-01-15", "Nej", "Ja"}
	b := newBureau(t, twoCentres)
	b.mailBooks("En", cellsOf(t, heads, anna))
	b.mailBooks("Samma, flyttad", cellsOf(t, []string{"Anmälningar"}, nil, heads, anna))
	b.run()
	_, texts := b.letters(almby)
	for _, cell := range []string{"Blad1!D2", "Blad1!D4"} {
		if n := strings.Count(strings.Join(texts, " "), cell+":"); n != 1 {
			t.Errorf("%s is told %d times:\n%s", cell, n, strings.Join(texts, "\n"))
		}
	}
}

// D9: the file that we sent back continues its case in a new mail, whatever name was
// wrong in it.
func TestTheReturnedFileKnowsItsCase(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mailBooks("En", filled(t, map[process.Field]any{process.FieldDoctor: "Anna Alm och Bo Bok"}))
	b.run()
	s, j := b.state()
	at := s.world.Cases[0].Application.Cells[process.FieldDoctor]
	if j.Standings[0].Status != process.StatusReturned {
		t.Fatalf("%+v", j.Standings[0])
	}
	book := b.returned()
	row, col, _ := workbook.ParseAddress(at.Cell)
	book, err := workbook.Patch(book, []workbook.Change{{Sheet: at.Sheet, Row: row, Col: col, Value: workbook.Cell{Kind: workbook.Text, Text: "Cilla Cembra"}}})
	if err != nil {
		t.Fatal(err)
	}
	b.mailBooks("Rättad", book)
	b.run()
	s, j = b.state()
	if len(s.cases) != 1 || j.Standings[0].Place != 1 || s.world.Cases[0].Application.Doctor != "Cilla Cembra" {
		t.Errorf("%d cases, %+v, %s", len(s.cases), j.Standings, s.world.Cases[0].Application.Doctor)
	}
}

// returned is the workbook of the one letter that sends a form back.
func (b *bureau) returned() []byte {
	b.t.Helper()
	files, err := filepath.Glob(filepath.Join(b.dir, "mail", "*.eml"))
	if err != nil {
		b.t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			b.t.Fatal(err)
		}
		msg, err := mime.Parse(raw)
		if err != nil {
			b.t.Fatal(err)
		}
		for _, p := range msg.Parts {
			if strings.HasPrefix(p.Name, "att-ratta-") {
				return p.Bytes
			}
		}
	}
	b.t.Fatal("no form goes back")
	return nil
}

// D24: the workbook of a protected case is not mailed back; it names its doctor.
func TestAProtectedDoctorsWorkbookIsWithheld(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldProtected: process.Yes, process.FieldLicenceDate: "10/9"}))
	b.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldDoctor: "Odd Öppen", process.FieldLicenceDate: "10/9"}))
	b.run()
	files, err := filepath.Glob(filepath.Join(b.dir, "mail", "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	back := map[bool]int{}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(header(raw, "To"), almby) {
			back[strings.Contains(string(raw), "att-ratta-")]++
		}
	}
	if back[true] != 1 || back[false] != 1 {
		t.Errorf("%d letters with a workbook, %d without", back[true], back[false])
	}
}

// A withdrawal that fits two cases changes neither: its sender is asked which, by
// the ids of the sender's own cases (D7), and Att göra keeps it until one is settled.
func TestAWithdrawalThatFitsTwoIsAsked(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(almby, "Anmälan", complete(nil))
	b.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldLicenceDate: process.D(2015, 1, 1)}))
	b.run()
	b.mail(almby, "Återkallelse", map[process.Field]any{process.FieldKind: process.Withdrawal, process.FieldCentre: "Almby vårdcentral", process.FieldDoctor: "Doris Duktig"})
	b.run()
	if ms := b.mails(); ms[2].Place != ledger.Handled {
		t.Errorf("it ended in %s: %s", ms[2].Place, ms[2].Why)
	}
	_, texts := b.letters("handlaggare@region.example")
	if reports := oneLine(texts...); !strings.Contains(reports, "återkallelse som passar på") || !strings.Contains(reports, "avsändaren är tillfrågad") {
		t.Errorf("no Dagsrapport says so:\n%s", reports)
	}
	kinds, answers := b.letters(almby)
	i := slices.Index(kinds, "returned")
	if i < 0 {
		t.Fatalf("its sender was told nothing: %v", kinds)
	}
	if asked := oneLine(answers[i]); !strings.Contains(asked, "vilket ärende") || !strings.Contains(asked, "IA-2024-0001: Ny ST") || !strings.Contains(asked, "IA-2024-0002: Ny ST") {
		t.Errorf("the letter asks\n%s", answers[i])
	}
	for _, c := range b.cases() {
		if c.Withdrawn {
			t.Errorf("%s was withdrawn", c.ID)
		}
	}
	const todo = "Ta reda på vilket ärende en återkallelse gäller"
	if rows := strings.Join(b.rows("Att göra"), "\n"); !strings.Contains(rows, todo) {
		t.Errorf("Att göra:\n%s", rows)
	}
	b.mail(almby, "SV: [IA-2024-0002]", map[process.Field]any{process.FieldKind: process.Withdrawal, process.FieldCentre: "Almby vårdcentral", process.FieldDoctor: "Doris Duktig"})
	b.run()
	if rows := strings.Join(b.rows("Att göra"), "\n"); strings.Contains(rows, todo) {
		t.Errorf("Att göra still asks:\n%s", rows)
	}
}

// D7: of two cases that a withdrawal fits, it is only asked about the sender's own.
func TestAWithdrawalTellsNothingOfAnothersCase(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(almby, "Anmälan", complete(nil))
	b.mail("vc.bjorkby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldCentre: "Björkby vc och Norrby"}))
	b.run()
	b.mail(almby, "Återkallelse", map[process.Field]any{process.FieldKind: process.Withdrawal, process.FieldCentre: "Almby vårdcentral", process.FieldDoctor: "Doris Duktig"})
	b.run()
	_, answers := b.letters(almby)
	if all := strings.Join(answers, "\n"); strings.Contains(all, "IA-2024-0002") {
		t.Errorf("another's case is told:\n%s", all)
	}
}

func oneLine(texts ...string) string {
	return strings.Join(strings.Fields(strings.Join(texts, "\n")), " ")
}

func (b *bureau) cases() []process.Case {
	s, _ := b.state()
	return s.world.Cases
}

// What a newer form says less exactly is told: the earlier days no longer hold.
func TestAVaguerFormIsRemarkedOn(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	leave := complete(spring)
	leave[process.FieldKind] = process.LeaveOfAbsence
	b.mail(almby, "Ledighet", leave)
	b.run()
	leave[process.FieldChangeFrom], leave[process.FieldChangeTo] = "nästa vår", nil
	delete(leave, process.FieldChangeTo)
	b.mail(almby, "Ledighet", leave)
	b.run()
	s, j := b.state()
	if len(s.cases) != 1 || len(s.cases[0].Revisions) != 2 || !j.Standings[0].Has(process.CodeVaguer) {
		t.Errorf("%d cases, %+v", len(s.cases), j.Standings[0].Findings)
	}
	if j.Standings[0].Status != process.StatusReturned {
		t.Errorf("a leave without days is %s", j.Standings[0].Status)
	}
	for _, f := range j.Standings[0].Findings {
		if f.Code == process.CodeVaguer && !strings.Contains(f.ForAdministrator(), "2025-0") {
			t.Errorf("the administrator is not told the earlier day: %q", f.ForAdministrator())
		}
	}
	kinds, texts := b.letters(almby)
	i := slices.Index(kinds, "returned")
	if i < 0 || strings.Count(oneLine(texts[i]), "Den förra blanketten hade en uppgift i") != 2 {
		t.Fatalf("letters %v\n%s", kinds, strings.Join(texts, "\n"))
	}
	if strings.Contains(texts[i], "2025-0") || strings.Contains(texts[i], "ntresselista") || strings.Contains(texts[i], "anställning") {
		t.Errorf("the letter tells the days, or of a list:\n%s", texts[i])
	}
}
