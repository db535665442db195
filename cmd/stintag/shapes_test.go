package main

import (
	"bytes"
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
	"stintag/process/workbook"
)

// raw writes a mail from its headers and body as they are given.
func (b *bureau) raw(from, subject, rest string) {
	b.t.Helper()
	b.sent++
	m := fmt.Sprintf("Date: %s\r\nFrom: %s\r\nTo: st-intag@region.example\r\nSubject: %s\r\nMessage-ID: <m%d@klinik.example>\r\nMIME-Version: 1.0\r\n%s",
		b.now.Add(-time.Hour).Format(time.RFC1123Z), from, subject, b.sent, rest)
	if err := os.WriteFile(filepath.Join(b.dir, "in", fmt.Sprintf("%02d.eml", b.sent)), []byte(m), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// attached gives the workbooks attached to the letters to an address.
func (b *bureau) attached(to string) []*workbook.Book {
	b.t.Helper()
	files, err := filepath.Glob(filepath.Join(b.dir, "mail", "*.eml"))
	if err != nil {
		b.t.Fatal(err)
	}
	var books []*workbook.Book
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			b.t.Fatal(err)
		}
		if !strings.Contains(header(raw, "To"), to) {
			continue
		}
		m, err := mime.Parse(raw)
		if err != nil {
			b.t.Fatal(err)
		}
		for _, p := range m.Parts {
			if p.Format == workbook.FormatWorkbook {
				book, err := workbook.Read(p.Bytes, workbook.FormLimits)
				if err != nil {
					b.t.Fatal(err)
				}
				books = append(books, book)
			}
		}
	}
	return books
}

// A mail that is nothing but a wish for the form gets it, filled in with what the
// register knows; it needs nobody.
func TestAskingForTheFormGetsIt(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.raw("vc.almby@region.example", "Blankett", "Content-Type: text/plain; charset=utf-8\r\n\r\nHej!\r\n\r\nMvh\r\nAda Alm\r\n")
	b.run()
	if m := b.mails()[0]; m.Place != ledger.Handled {
		t.Errorf("the mail ended in %s: %s", m.Place, m.Why)
	}
	books := b.attached("vc.almby@region.example")
	if len(books) != 1 {
		t.Fatalf("%d workbooks came with the answer, want the form", len(books))
	}
	if r := form.Read(books[0]); !r.Blank {
		t.Errorf("the form is not blank: %+v", r)
	}
	sheet := books[0].Sheets[0]
	var said []string
	for _, row := range sheet.Rows {
		for _, c := range row.Cells {
			said = append(said, c.String())
		}
	}
	for _, want := range []string{"Almby vårdcentral", "Ada Alm", "8000"} {
		if !slices.Contains(said, want) {
			t.Errorf("the form does not say %q", want)
		}
	}
}

// A link to a shared file is answered with what to do and the form; a stranger's
// is not answered at all, and a link beside a form is nobody's matter.
func TestLinkInsteadOfAForm(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	link := "Content-Type: text/plain; charset=utf-8\r\n\r\nHej, anmälan ligger här:\r\nhttps://klinik-my.sharepoint.com/:x:/g/personal/ada/EabcDEF\r\n"
	b.raw("vc.almby@region.example", "Anmälan", link)
	b.raw("okand@annan.example", "Anmälan", link)
	b.run()
	kinds, texts := b.letters("vc.almby@region.example")
	if !slices.Equal(kinds, []string{"returned"}) || !strings.Contains(strings.Join(strings.Fields(texts[0]), " "), "bifoga filen i ett mejl") {
		t.Errorf("letters %v:\n%s", kinds, strings.Join(texts, "\n"))
	}
	if len(b.attached("vc.almby@region.example")) != 1 {
		t.Error("the form did not come with the answer")
	}
	if kinds, _ := b.letters("okand@annan.example"); len(kinds) > 0 {
		t.Errorf("a stranger was answered: %v", kinds)
	}
	places := []ledger.Place{}
	for _, m := range b.mails() {
		places = append(places, m.Place)
	}
	if !slices.Equal(places, []ledger.Place{ledger.Unreadable, ledger.Quarantine}) {
		t.Errorf("the mails ended in %v", places)
	}
}

// read shows the forms of a mail as well as of a workbook, each by its file.
func TestReadShowsTheFormsOfAMail(t *testing.T) {
	t.Parallel()
	book, err := form.Filled("Region X", []string{"Almby vårdcentral"}, nil, complete(map[process.Field]any{process.FieldLicenceDate: "10/9"}))
	if err != nil {
		t.Fatal(err)
	}
	mail := formMail("vc.almby@region.example", "st-intag@region.example", "<1@klinik.example>", time.Date(2024, 9, 10, 8, 0, 0, 0, time.UTC), book)
	var out bytes.Buffer
	g := &globals{}
	if err := g.printFile(&out, "mejl.eml", mail, process.World{Now: time.Date(2024, 9, 10, 20, 0, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"anmalan.xlsx", "Doris Duktig", `Måste rättas: Intresseanmälan!B`, `"10/9" saknar år`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("read does not say %q:\n%s", want, out.String())
		}
	}
}
