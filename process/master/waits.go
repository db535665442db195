package master

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"time"

	"stintag/process/workbook"
)

// Why a master waits, in words for administrators. Each ends with what they can do;
// none names a person.

// stale is how old a lock file is before people are told which one to remove. The
// program never passes one by: whether its owner lives, no file says, and a save
// from a window that was open would undo ours without a word.
const stale = 24 * time.Hour

const (
	changedWords  = "Huvudfilen ändrades medan programmet arbetade. Den skrivs nästa gång."
	readOnlyWords = "Huvudfilen är skrivskyddad. Den skrivs när skyddet är borta."
	fullWords     = "Disken där huvudfilen ligger är full. Den skrivs när det finns plats; be driften."
	restoreWords  = " Lägg tillbaka en hel huvudfil, eller be driften köra stintag restore latest: då blir den senaste hela versionen huvudfil, och den som ligger där nu sparas."
)

// openWords are the same from run to run, so that people are told once, and once
// more when the lock file has grown old.
func openWords(lock workbook.Lock, now time.Time) string {
	words := "Huvudfilen är öppen i Excel eller LibreOffice. Den skrivs när den är stängd."
	if lock.Since.IsZero() || now.Sub(lock.Since) < stale {
		return words
	}
	return words + fmt.Sprintf(" Den har varit öppen sedan %s. Har ingen den öppen är låsfilen %s kvar efter ett program som stannade: ta då bort låsfilen, som ligger i samma mapp.",
		lock.Since.In(now.Location()).Format("2006-01-02 kl. 15.04"), lock.File)
}

// UnreadWords tell why the master at path could not be read.
func UnreadWords(path string, err error, now time.Time) string {
	var missing *MissingHeading
	var torn *TornRows
	var fault *workbook.Fault
	lock, locked := workbook.LockOf(path)
	switch {
	case errors.Is(err, ErrReadingCopy):
		return "Det som ligger i huvudfilens ställe är kopian för läsning." + restoreWords
	case errors.As(err, &torn):
		return "Huvudfilen kan inte läsas: " + torn.Swedish() + "."
	case errors.As(err, &missing):
		return "Huvudfilen kan inte läsas: " + missing.Swedish() + ". Skriv tillbaka det."
	case errors.Is(err, fs.ErrNotExist) && locked: // some programs save so
		return openWords(lock, now)
	case errors.Is(err, fs.ErrNotExist):
		return "Huvudfilen finns inte där den ska." + restoreWords
	case errors.Is(err, fs.ErrPermission):
		return "Programmet får inte läsa huvudfilen. Den läses när det får det; be driften."
	case errors.As(err, &fault):
		return faultWords(fault)
	}
	return "Huvudfilen gick inte att läsa. Programmet försöker igen."
}

func faultWords(f *workbook.Fault) string {
	const again = " Öppna den, välj Spara som och Excel-arbetsbok (.xlsx), med samma namn i samma mapp."
	switch f.Code {
	case workbook.NotAWorkbook:
		switch f.Format {
		case workbook.FormatOldExcel, workbook.FormatBinaryExcel:
			return "Huvudfilen är sparad i ett annat av Excels format än .xlsx." + again
		case workbook.FormatOpenDocument:
			return "Huvudfilen är sparad i OpenDocument-format (.ods)." + again
		case workbook.FormatEncrypted:
			return "Huvudfilen är skyddad med lösenord. Ta bort lösenordet (Arkiv, Info, Skydda arbetsbok, Kryptera med lösenord) och spara den."
		case workbook.FormatEmpty:
			return "Huvudfilen är tom: den innehåller ingenting." + restoreWords
		}
		return "Det som ligger i huvudfilens ställe är ingen Excel-arbetsbok." + restoreWords
	case workbook.TooLarge, workbook.TooManyCells:
		return "Huvudfilen är större än programmet läser. Ta bort det som inte hör dit, eller be driften."
	}
	return "Huvudfilen är skadad." + restoreWords
}

// damagedWords tell why what can be read cannot be written.
func damagedWords(err error) string {
	var missing *MissingHeading
	var torn *TornRows
	var fault *workbook.Fault
	switch {
	case errors.As(err, &torn):
		return "Huvudfilen kan inte skrivas: " + torn.Swedish() + "."
	case errors.As(err, &missing):
		return "Huvudfilen kan inte skrivas: " + missing.Swedish() + ". Skriv tillbaka det, så skrivs filen nästa gång."
	case errors.As(err, &fault):
		return faultWords(fault)
	case unfit(err):
		return unfitWords(err)
	}
	return "Huvudfilen är skadad och kan inte skrivas." + restoreWords
}

func unsavedWords(path string, err error, now time.Time) string {
	lock, _ := workbook.LockOf(path)
	switch {
	case errors.Is(err, workbook.ErrLocked):
		return openWords(lock, now)
	case errors.Is(err, workbook.ErrChanged):
		return changedWords
	case errors.Is(err, workbook.ErrReadOnly):
		return readOnlyWords
	case errors.Is(err, fs.ErrPermission):
		return "Programmet får inte skriva i huvudfilens mapp. Huvudfilen skrivs när det får det; be driften."
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return fullWords
	}
	return "Huvudfilen gick inte att skriva. Programmet försöker igen."
}
