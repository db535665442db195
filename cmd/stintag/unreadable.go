package main

import (
	"fmt"
	"regexp"
	"strings"

	"stintag/notify"
	"stintag/process/workbook"
)

// logoBytes is the size under which a picture is a signature's, not a form's.
const logoBytes = 100 << 10

// unreadables are the attachments that were meant as forms and could not be read,
// with what the sender can do. Beside a readable form, only what must have been
// another form is spoken of.
func unreadables(r reading) []notify.Unreadable {
	if r.Fault != "" && r.File {
		return []notify.Unreadable{{Name: r.Subject, What: r.Fault, Do: "Skicka blanketten för sig, som en Excel-fil (.xlsx)."}}
	}
	if r.Fault != "" {
		return []notify.Unreadable{{Name: r.Subject, What: r.Fault, Do: "Skicka brevet igen, med blanketten som en Excel-fil (.xlsx)."}}
	}
	var us []notify.Unreadable
	readable := r.forms() > 0
	for _, p := range r.Parts {
		if what, do := whyUnreadable(p, readable); what != "" {
			read := p.Format == workbook.FormatWorkbook && p.Fault == "" && !p.Damaged && !p.Crowded
			us = append(us, notify.Unreadable{Name: p.shownName(), What: what, Do: do, WrongForm: read && p.WrongForm != "", NoForm: read && p.WrongForm == "",
				Document: p.document()})
		}
	}
	return us
}

// linked tells a sender whose mail holds no form but links to shared files that
// they cannot be opened: nobody but the sender is logged in where they lie.
func linked(r reading) []notify.Unreadable {
	var us []notify.Unreadable
	for _, host := range r.Links {
		us = append(us, notify.Unreadable{Name: "Länken till " + host, Link: true,
			What: "Mejlet har en länk till en delad fil. Vi kan inte öppna länkar, och filen kan ändras eller försvinna.",
			Do:   "Hämta hem filen och bifoga den (.xlsx) i ett svar på det här brevet, eller fyll i den bifogade blanketten."})
	}
	return us
}

// shownName is the part's name, and the archive's where it lay in one.
func (p partReading) shownName() string {
	if p.Archive == "" {
		return p.Name
	}
	return fmt.Sprintf("%s (i %s)", p.Name, p.Archive)
}

// document says whether the part is something else than a workbook, so that the form
// must be filled in and not sent again.
func (p partReading) document() bool {
	switch p.Format {
	case workbook.FormatPDF, workbook.FormatWord, workbook.FormatOpenText, workbook.FormatDocument, workbook.FormatImage:
		return true
	}
	return p.Format == workbook.FormatIWork && calledDocument.MatchString(p.Name)
}

// wantsForm says whether a mail that gave no form is best answered with the blank
// one: what came instead of it was a document or a picture, or no form of ours.
func wantsForm(r reading, us []notify.Unreadable) bool {
	if r.forms() > 0 {
		return false
	}
	for _, u := range us {
		if u.NoForm || strings.Contains(u.Do, "den bifogade blanketten") {
			return true
		}
	}
	return false
}

const (
	saveAsXLSX = "Öppna filen i Excel, välj Spara som och Excel-arbetsbok (.xlsx), och skicka den nya filen som svar på det här brevet."
	fillExcel  = "Fyll i den bifogade blanketten i Excel och skicka den som svar på det här brevet. Har ni redan fyllt i en Excel-fil (.xlsx), skicka den."
	sendXLSX   = "Skicka Excel-filen (.xlsx) som svar på det här brevet, eller fyll i den bifogade blanketten."
	unpackXLSX = "Packa upp den och skicka arbetsboken (.xlsx) som den är, eller packad som .zip, som svar på det här brevet."
	fillBlank  = "Fyll i den bifogade blanketten i Excel och skicka den som svar på det här brevet."
)

// calledWorkbook matches the names of files that were meant as workbooks. What a
// file is, its content says; its name only says whether its sender waits for word.
var calledWorkbook = regexp.MustCompile(`(?i)\.(xlsx?|xlsm|xlsb|xltx?|ods|csv|numbers)$`)

// What a name tells that the content does not: which of Apple's programs wrote a file,
// and that the file only leads to another.
var (
	calledDocument = regexp.MustCompile(`(?i)\.(pages|key)$`)
	calledNumbers  = regexp.MustCompile(`(?i)\.numbers$`)
	calledGoogle   = regexp.MustCompile(`(?i)\.gsheet$`)
	calledShortcut = regexp.MustCompile(`(?i)\.(url|webloc|lnk)$`)
	calledCSV      = regexp.MustCompile(`(?i)\.csv$`)
	calledMail     = regexp.MustCompile(`(?i)\.eml$`)
)

// whyUnreadable says what is wrong with a part and what to do about it, if its sender
// is to be told; beside a form only what they must have meant to be read.
func whyUnreadable(p partReading, besideForm bool) (what, do string) {
	if len(p.Forms) > 0 || p.Blank {
		return "", ""
	}
	if what, do = whyUnopened(p); what != "" || besideForm {
		return what, do
	}
	return whyNoForm(p)
}

// whyUnopened tells of what may hold a form that we cannot get at.
func whyUnopened(p partReading) (what, do string) {
	switch {
	case p.Format == workbook.FormatDamaged && p.Size == 0:
		return "Mejlet kom fram avkortat, så en bilaga kan saknas.", "Skicka det igen."
	case p.Format == workbook.FormatDamaged, p.Damaged && p.Format == workbook.FormatWorkbook:
		return "Filen är skadad och gick inte att öppna.", "Skicka den igen."
	case p.Fault != "": // it says itself what to do
		return p.Fault, ""
	case p.Format == workbook.FormatOldExcel:
		return "Filen är sparad i Excels äldre format (.xls), som vi inte kan läsa.", saveAsXLSX
	case p.Format == workbook.FormatBinaryExcel:
		return "Filen är sparad i Excels binära format (.xlsb), som vi inte kan läsa.", saveAsXLSX
	case p.Format == workbook.FormatOpenDocument:
		return "Filen är sparad i OpenDocument-format (.ods), som vi inte kan läsa.", "Öppna filen, välj Spara som och Excel-arbetsbok (.xlsx), och skicka den nya filen som svar på det här brevet."
	case p.Format == workbook.FormatIWork && !p.document(), p.Format == workbook.FormatZip && calledNumbers.MatchString(p.Name):
		return "Filen är sparad i Apples format Numbers, som vi inte kan läsa.",
			"Öppna filen i Numbers, välj Arkiv, Exportera till, Excel, och skicka den nya filen (.xlsx) som svar på det här brevet."
	case p.Format == workbook.FormatEncrypted && (p.Archive != "" || strings.HasSuffix(strings.ToLower(p.Name), ".zip")):
		return "Arkivet är skyddat med lösenord, så vi kan inte öppna det.", "Skicka Excel-filen (.xlsx) för sig, utan lösenord, som svar på det här brevet."
	case p.Format == workbook.FormatEncrypted:
		return "Filen är skyddad med lösenord, så vi kan inte öppna den.",
			"Öppna filen i Excel, välj Arkiv, Info, Skydda arbetsbok, Kryptera med lösenord, töm rutan, spara och skicka filen igen."
	case p.Format == workbook.FormatSealed:
		return "Mejlet är krypterat, så vi kan inte läsa det eller det som är bifogat.", "Skicka blanketten igen i ett okrypterat mejl."
	}
	return "", ""
}

// whyNoForm tells of what came where a form should have.
func whyNoForm(p partReading) (what, do string) {
	switch {
	case p.Crowded:
		return "Arbetsboken innehåller mycket mer än blanketter brukar göra och har inte lästs.", "Skicka blanketterna i en egen arbetsbok, eller fyll i den bifogade blanketten."
	case p.WrongForm != "":
		return "Blanketten gäller " + p.WrongForm + ", inte en intresseanmälan för ST i allmänmedicin.", "Skicka den till den som tar emot sådana anmälningar. Gäller det ST, fyll i den bifogade blanketten."
	case p.Format == workbook.FormatWorkbook:
		return "Vi hittade ingen intresseanmälan i arbetsboken.", fillBlank
	case p.Format == workbook.FormatPDF:
		return "Filen är en PDF. Vi behöver blanketten som Excel-fil för att kunna läsa svaren.", fillExcel
	case p.Format == workbook.FormatWord:
		return "Filen är ett Word-dokument. Vi behöver blanketten som Excel-fil för att kunna läsa svaren.", fillBlank
	case p.Format == workbook.FormatOpenText:
		return "Filen är ett textdokument (OpenDocument, .odt). Vi behöver blanketten som Excel-fil för att kunna läsa svaren.", fillBlank
	case p.document() && p.Format != workbook.FormatImage:
		return "Filen är ett dokument men ingen Excel-arbetsbok. Vi behöver blanketten som Excel-fil för att kunna läsa svaren.", fillBlank
	case p.Format == workbook.Format7z:
		return "Filen är packad med 7-Zip, och sådana filer kan vi inte packa upp.", unpackXLSX
	case p.Format == workbook.FormatRAR:
		return "Filen är packad med RAR, och sådana filer kan vi inte packa upp.", unpackXLSX
	case p.Format == workbook.FormatImage && p.Size > logoBytes:
		return "Filen är en bild. Vi behöver blanketten som Excel-fil för att kunna läsa svaren.", fillExcel
	case p.Format == workbook.FormatZip:
		return "Filen är ett arkiv, och vi hittade ingen Excel-arbetsbok i det.", sendXLSX
	case p.Format == workbook.FormatEmpty:
		return "Filen är tom.", "Skicka den igen."
	}
	return whyNamed(p)
}

// whyNamed tells of what is no workbook, and whose name says that it was meant as one.
func whyNamed(p partReading) (what, do string) {
	switch text := p.Format == workbook.FormatText; {
	case calledGoogle.MatchString(p.Name):
		return "Filen är bara en länk till ett kalkylark hos Google, och vi kan inte öppna länkar.",
			"Öppna kalkylarket, välj Arkiv, Ladda ned, Microsoft Excel (.xlsx), och skicka den nya filen som svar på det här brevet."
	case calledShortcut.MatchString(p.Name):
		return "Filen är bara en genväg, som vi inte kan öppna: den fil som den leder till kom inte med.", "Skicka själva Excel-filen (.xlsx) som svar på det här brevet."
	case calledMail.MatchString(p.Name) && text:
		return "Filen är inget mejl som går att läsa.", sendXLSX
	case calledCSV.MatchString(p.Name) && text:
		return "Filen är en textfil med avgränsade värden (.csv), som vi inte kan läsa.", saveAsXLSX
	case calledWorkbook.MatchString(p.Name) && text:
		return "Filen har ett namn som en Excel-fil men innehåller vanlig text.", saveAsXLSX
	case calledWorkbook.MatchString(p.Name) && p.Format == workbook.FormatHTML:
		return "Filen har ett namn som en Excel-fil men innehåller en webbsida.", saveAsXLSX
	case calledWorkbook.MatchString(p.Name):
		return "Filen är skadad, eller sparad i ett format som vi inte kan läsa.", saveAsXLSX
	}
	return "", ""
}
