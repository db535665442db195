package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stintag/ingest/form"
	"stintag/ingest/trust"
	"stintag/process"
	"stintag/process/ledger"
)

// packedIn is a zip of files, by turns a name and what it holds; none is packed.
func packedIn(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for pair := range slices.Chunk(files, 2) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: pair[0], Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(pair[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// strange are files that come where a form should, with what their sender is told of
// each, what to do, and whether the blank form goes along.
func strange(t *testing.T) []struct {
	file, holds, what, do string
	blank                 bool
} {
	ole := func(stream string) string {
		wide := strings.Join(strings.Split(stream, ""), "\x00") + "\x00"
		return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 504) + wide
	}
	const openDocument = "application/vnd.oasis.opendocument."
	const xlsx = "välj Spara som och Excel-arbetsbok (.xlsx)"
	return []struct {
		file, holds, what, do string
		blank                 bool
	}{
		{"brev.odt", packedIn(t, "mimetype", openDocument+"text"), "Filen är ett textdokument", "Fyll i den bifogade blanketten", true},
		{"brev.docx", packedIn(t, "word/document.xml", "<document/>"), "Filen är ett Word-dokument.", "Fyll i den bifogade blanketten", true},
		{"brev.doc", ole("WordDocument"), "Filen är ett Word-dokument.", "Fyll i den bifogade blanketten", true},
		{"bilder.odp", packedIn(t, "mimetype", openDocument+"presentation"), "Filen är ett dokument men ingen Excel-arbetsbok.", "Fyll i den bifogade blanketten", true},
		{"brev.pages", packedIn(t, "Index/Document.iwa", "\x00"), "Filen är ett dokument men ingen Excel-arbetsbok.", "Fyll i den bifogade blanketten", true},
		{"svar.pdf", "%PDF-1.7\n", "Filen är en PDF.", "Fyll i den bifogade blanketten", true},
		{"foto.heic", "\x00\x00\x00\x18ftypheic\x00" + strings.Repeat("\x01", logoBytes), "Filen är en bild.", "Fyll i den bifogade blanketten", true},
		{"svar.numbers", packedIn(t, "Index/Document.iwa", "\x01"), "Filen är sparad i Apples format Numbers", "välj Arkiv, Exportera till, Excel", false},
		{"äldre.numbers", packedIn(t, "Index.zip", "\x00"), "Filen är sparad i Apples format Numbers", "välj Arkiv, Exportera till, Excel", false},
		{"svar.7z", "7z\xBC\xAF\x27\x1C\x00\x04", "Filen är packad med 7-Zip", "Packa upp den och skicka arbetsboken (.xlsx) som den är, eller packad som .zip", false},
		{"svar.rar", "Rar!\x1A\x07\x01\x00", "Filen är packad med RAR", "Packa upp den och skicka arbetsboken (.xlsx) som den är, eller packad som .zip", false},
		{"pdf.zip", packedIn(t, "a.pdf", "%PDF-1.7\n"), "vi hittade ingen Excel-arbetsbok i det", "den bifogade blanketten", true},
		{"text.zip", packedIn(t, "brev.odt", packedIn(t, "mimetype", openDocument+"text")), "Filen är ett arkiv, och vi hittade ingen Excel-arbetsbok i det", "den bifogade blanketten", true},
		{"svar.csv", "Vårdcentral;Läkare\nAlmby;Doris Duktig\n", "Filen är en textfil med avgränsade värden (.csv)", xlsx, false},
		{"kolon.csv", "Namn:;Doris Duktig\n", "Filen är en textfil med avgränsade värden (.csv)", xlsx, false},
		{"text.xlsx", "Namn Doris Duktig\n", "Filen har ett namn som en Excel-fil men innehåller vanlig text.", xlsx, false},
		{"sida.xls", `<html xmlns:x="urn:x"><table>`, "Filen har ett namn som en Excel-fil men innehåller en webbsida.", xlsx, false},
		{"svar.xls", ole("Workbook"), "Filen är sparad i Excels äldre format (.xls)", xlsx, false},
		{"svar.xlsb", packedIn(t, "xl/workbook.bin", "\x83"), "Filen är sparad i Excels binära format (.xlsb)", xlsx, false},
		{"svar.ods", packedIn(t, "mimetype", openDocument+"spreadsheet"), "Filen är sparad i OpenDocument-format (.ods)", xlsx, false},
		{"svar.xlsx", ole("EncryptedPackage"), "Filen är skyddad med lösenord", "Skydda arbetsbok, Kryptera med lösenord, töm rutan", false},
		{"tom.xlsx", "", "Filen är tom.", "Skicka den igen.", false},
		{"svar.gsheet", `{"url":"https://docs.google.com/open?id=1","doc_id":"1"}`, "Filen är bara en länk till ett kalkylark hos Google", "välj Arkiv, Ladda ned, Microsoft Excel (.xlsx)", false},
		{"svar.url", "[InternetShortcut]\r\nURL=https://region.example/svar.xlsx\r\n", "Filen är bara en genväg", "Skicka själva Excel-filen (.xlsx)", false},
	}
}

// Whatever comes where a form should, read, a file that is imported and a mail say the
// same of it: what it is, what would be right, and with the blank form where one is
// to be filled in.
func TestWhatIsNoFormIsToldForWhatItIs(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	files := t.TempDir()
	for i, c := range strange(t) {
		if i%4 == 3 { // more letters than ten a day nobody gets
			b.run()
		}
		var out bytes.Buffer
		if err := (&globals{}).printFile(&out, c.file, []byte(c.holds), process.World{Now: b.now}); !errors.Is(err, errUnreadable) {
			t.Errorf("%s: read: %v", c.file, err)
		}
		if said := out.String(); !strings.Contains(said, c.what) || !strings.Contains(said, c.do) {
			t.Errorf("read says of %s: %s", c.file, said)
		}
		r := readMail(ledger.Mail{Source: ledger.FromFile, Name: c.file}, []byte(c.holds), trust.Own{})
		calc := slices.Contains([]string{".xls", ".xlsb", ".ods", ".numbers"}, filepath.Ext(c.file)) && !strings.HasPrefix(c.holds, "<html")
		if what, _ := whyUnreadable(r.Parts[0], true); what == "" && calc || what != "" && r.Parts[0].document() {
			t.Errorf("%s: told of beside a form: %q", c.file, what)
		}
		if wantsForm(r, unreadables(r)) != c.blank {
			t.Errorf("%s: the blank form goes along: %v", c.file, !c.blank)
		}
		if err := os.WriteFile(filepath.Join(files, c.file), []byte(c.holds), 0o600); err != nil {
			t.Fatal(err)
		}
		if status, said := b.command("import", filepath.Join(files, c.file), "--from", almby); status != exitDone {
			t.Fatal(status, said)
		}
		b.mailBook("Anmälan", "mejl-"+c.file, []byte(c.holds))
	}
	b.run()
	_, texts := b.letters(almby)
	if !slices.ContainsFunc(texts, func(text string) bool {
		return strings.Contains(text, "Vi har fått er fil, men den är inte Excel-blanketten")
	}) {
		t.Error("no letter calls a file that came without a mail a file")
	}
	for _, c := range strange(t) {
		for _, name := range []string{c.file, "mejl-" + c.file} {
			told := slices.ContainsFunc(texts, func(text string) bool {
				text = strings.Join(strings.Fields(text), " ")
				return strings.Contains(text, " "+name) && strings.Contains(text, c.what) && strings.Contains(text, c.do)
			})
			if !told {
				t.Errorf("no letter of %d tells of %s", len(texts), name)
			}
		}
	}
}

// What belongs to a person and not to a form is no bad form: nobody is told of it, and
// read says only that it is no workbook.
func TestCardsAndAppointmentsAreNotToldOf(t *testing.T) {
	t.Parallel()
	for file, holds := range map[string]string{
		"doris.vcf": "BEGIN:VCARD\r\nFN:Doris Duktig\r\nEND:VCARD\r\n", "möte.ics": "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n",
		"text.txt": "Vårdcentral: Almby\n", "logga.png": "\x89PNG\r\n\x1a\n\x00",
	} {
		r := readMail(ledger.Mail{Source: ledger.FromFile, Name: file}, []byte(holds), trust.Own{})
		if us := unreadables(r); len(us) > 0 || !r.File {
			t.Errorf("%s: told %v, a file %v", file, us, r.File)
		}
		var out bytes.Buffer
		err := (&globals{}).printFile(&out, file, []byte(holds), process.World{})
		if said := out.String(); !errors.Is(err, errUnreadable) || !strings.HasPrefix(said, file+": Filen är ") {
			t.Errorf("%s: %v: %s", file, err, said)
		}
	}
}

// A zip of forms is read as in a mail, whichever way it comes: read names each
// workbook, and import makes a case of each.
func TestAZipOfFormsIsReadByItself(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	book := func(doctor string) string {
		filled, err := form.Filled("Region X", []string{"Almby vårdcentral"}, nil, complete(map[process.Field]any{process.FieldDoctor: doctor, process.FieldLicenceDate: nil}))
		if err != nil {
			t.Fatal(err)
		}
		return string(filled)
	}
	raw := packedIn(t, "a.xlsx", book("Doris Duktig"), "mapp/b.xlsx", book("Erik Ek"))
	var out bytes.Buffer
	if err := (&globals{}).printFile(&out, "forms.zip", []byte(raw), process.World{Now: b.now}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a.xlsx (i forms.zip)\n", "Doris Duktig\n", "b.xlsx (i forms.zip)\n", "Erik Ek\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("read does not say %q:\n%s", want, out.String())
		}
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "forms.zip"), []byte(raw), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, said := b.command("import", folder, "--from", almby); status != exitDone {
		t.Fatal(status, said)
	}
	b.run()
	if s, _ := b.state(); len(s.world.Cases) != 2 {
		t.Errorf("%d cases", len(s.world.Cases))
	}
	letters, err := filepath.Glob(filepath.Join(b.dir, "mail", "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	var letter []byte
	for _, l := range letters {
		if raw, err := os.ReadFile(l); err != nil || strings.Contains(header(raw, "To"), almby) {
			letter = raw
		}
	}
	for _, id := range []string{"IA-2024-0001", "IA-2024-0002"} {
		if !bytes.Contains(letter, []byte("filename=\"att-ratta-"+id+".xlsx\"")) {
			t.Errorf("the form of %s does not come back in\n%.3000s", id, letter)
		}
	}
}

// A zip that is more than any sender's is answered and not unpacked.
func TestAFileOverTheLimitsIsToldSo(t *testing.T) {
	t.Parallel()
	var many []string
	for range 1100 {
		many = append(many, "a.xlsx", "")
	}
	r := readMail(ledger.Mail{Source: ledger.FromFile, Name: "alla.zip"}, []byte(packedIn(t, many...)), trust.Own{})
	us := unreadables(r)
	if len(us) != 1 || us[0].Name != "alla.zip" || !strings.HasPrefix(us[0].What, "Filen innehåller fler eller större delar") ||
		us[0].Do != "Skicka blanketten för sig, som en Excel-fil (.xlsx)." || len(r.Parts) > 0 {
		t.Errorf("%+v", us)
	}
}
