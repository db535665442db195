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

	"stintag/process"
	"stintag/process/master"
	"stintag/process/workbook"
)

// tableOf is a workbook with a heading row and a doctor a row: name, licence date
// and possible start.
func tableOf(t *testing.T, doctors ...[3]string) []byte {
	t.Helper()
	sheet := workbook.SheetPlan{Name: "Anmälningar"}
	headings := []string{"Ärendetyp", "Vårdcentral", "Läkarens namn", "Legitimationsdatum", "Möjlig start ST", "Redan anställd som ST?", "Svensk AT"}
	put := func(row int, values ...string) {
		for i, v := range values {
			sheet.Cells = append(sheet.Cells, workbook.CellPlan{Row: row, Col: 1 + i, Value: v})
		}
	}
	put(1, headings...)
	for i, d := range doctors {
		put(2+i, "Ny ST", "Almby vårdcentral", d[0], d[1], d[2], "Nej", "Ja")
	}
	book, err := workbook.Write(workbook.Plan{Sheets: []workbook.SheetPlan{sheet}})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// mailBook writes a mail with a workbook under a file name.
func (b *bureau) mailBook(subject, file string, book []byte, headers ...string) {
	b.t.Helper()
	b.sent++
	text := base64.StdEncoding.EncodeToString(book)
	var lines []string
	for len(text) > 76 {
		lines, text = append(lines, text[:76]), text[76:]
	}
	mail := append([]string{
		"Date: " + b.now.Add(-time.Hour).Format(time.RFC1123Z), "From: " + almby, "To: st-intag@region.example", "Subject: " + subject,
		fmt.Sprintf("Message-ID: <m%d@klinik.example>", b.sent), "MIME-Version: 1.0",
		"Content-Type: application/octet-stream; name=" + file, "Content-Disposition: attachment; filename=" + file, "Content-Transfer-Encoding: base64",
	}, append(headers, append([]string{""}, append(lines, text)...)...)...)
	if err := os.WriteFile(filepath.Join(b.dir, "in", fmt.Sprintf("%02d.eml", b.sent)), []byte(strings.Join(mail, "\r\n")+"\r\n"), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// D22: of five rows the wrong one comes back alone, under another file name, in a
// reply and in a new mail; it continues its own case and touches no other.
func TestOneRowOfATableComesBackAlone(t *testing.T) {
	t.Parallel()
	five := [][3]string{
		{"Anna Alm", "2015-02-01", "2025-01-15"}, {"Bo Bok", "2016-02-01", "2025-01-15"}, {"Cilla Cembra", "10/9", "2025-01-15"},
		{"Dan Dun", "2018-02-01", "2025-01-15"}, {"Eva En", "2019-02-01", "2025-01-15"},
	}
	for name, reply := range map[string]string{"reply": "SV: [IA-2024-0001, IA-2024-0002, IA-2024-0003, IA-2024-0004, IA-2024-0005] Begäran om komplettering", "new mail": "Rättad rad"} {
		t.Run(name, func(t *testing.T) {
			b := newBureau(t, twoCentres)
			first := process.DateOf(b.now)
			b.mailBook("Fem anmälningar", "fem.xlsx", tableOf(t, five...))
			b.run()
			if _, j := b.state(); len(j.Standings) != 5 || j.Standings[2].Status != process.StatusReturned {
				t.Fatalf("%d cases, %+v", len(j.Standings), j.Standings)
			}
			mended := five[2]
			mended[1] = "2017-09-10"
			b.mailBook(reply, "att-ratta_2.xlsx", tableOf(t, mended))
			b.run()
			s, j := b.state()
			if len(s.cases) != 5 || j.Standings[2].Place == 0 || s.cases[2].Contact != first {
				t.Fatalf("%d cases; the third %+v since %s", len(s.cases), j.Standings[2], s.cases[2].Contact)
			}
			for i, c := range s.cases {
				if (len(c.Revisions) == 2) != (i == 2) {
					t.Errorf("%s has %d forms", c.ID, len(c.Revisions))
				}
			}
		})
	}
}

// D9: an administrator has put right the name and the licence date; the sender,
// who does not know, sends the old ones again with another start.
func TestASenderWhoDoesNotKnowOfACorrectionKeepsTheCase(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	slip := map[process.Field]any{process.FieldDoctor: "Dores Duktih", process.FieldLicenceDate: process.D(2019, 3, 1)}
	b.mail(almby, "Anmälan", complete(slip))
	b.run()
	b.write(master.SheetCases, 2, map[string]string{"Läkare": "Doris Duktig", "Legitimationsdatum": "2020-03-01"})
	b.run()
	slip[process.FieldPossibleStart] = process.D(2024, 12, 1)
	b.mail(almby, "Ny start", complete(slip))
	b.run()
	s, _ := b.state()
	if len(s.cases) != 1 || len(s.cases[0].Revisions) != 2 {
		t.Fatalf("%d cases", len(s.cases))
	}
	a := s.world.Cases[0].Application
	if a.Doctor != "Doris Duktig" || a.LicenceDate != process.D(2020, 3, 1) || a.PossibleStart != process.D(2024, 12, 1) {
		t.Errorf("the case says %s, %s, %s", a.Doctor, a.LicenceDate, a.PossibleStart)
	}
}

// D24: a protected doctor's leave is written under the case that was granted, and
// the name stands nowhere.
func TestAProtectedDoctorsLeaveIsNamedByItsCase(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	hidden := map[process.Field]any{process.FieldProtected: process.Yes}
	b.mail(almby, "Anmälan", complete(hidden))
	b.run()
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.run()
	form := complete(hidden)
	for f, v := range spring {
		form[f] = v
	}
	form[process.FieldKind] = process.LeaveOfAbsence
	b.mail(almby, "Ledighet", form)
	b.run()
	b.decide("IA-2024-0002", process.VerdictGrant)
	b.run()
	if !b.says(master.SheetLeave, "IA-2024-0001|2025-03-01|2025-08-31") {
		t.Errorf("Uppehåll says %q\nÄrenden %q", b.rows(master.SheetLeave), b.rows(master.SheetCases))
	}
	for _, sheet := range []string{master.SheetOverview, master.SheetCases, master.SheetRoster, master.SheetLeave, master.SheetTodo} {
		if strings.Contains(strings.Join(b.rows(sheet), "\n"), "Duktig") {
			t.Errorf("%s names the doctor", sheet)
		}
	}
	if slices.ContainsFunc(b.rows(master.SheetTodo), func(r string) bool { return strings.Contains(r, "Hitta läkarens rad") }) {
		t.Errorf("the row was not found: %q", b.rows(master.SheetTodo))
	}
}
