package workbook

import (
	"errors"
	"fmt"
	"strings"
)

// FaultCode says what kind of fault stops a workbook from being read.
type FaultCode string

// The codes.
const (
	NotAWorkbook FaultCode = "not a workbook" // Format says what it is
	Damaged      FaultCode = "damaged"
	TooLarge     FaultCode = "too large"
	TooManyCells FaultCode = "too many cells"
	BadReference FaultCode = "bad reference" // to a cell, a string, a style, a part
	Entity       FaultCode = "entity"        // declares a document type or entities
)

// Fault is why a workbook could not be read. Error has nothing in it of what
// stands in cells or of what sheets are called: people name them after people.
type Fault struct {
	Code   FaultCode
	Format Format // what the bytes are, with NotAWorkbook
	Part   string // the part in the zip; "" where the fault is the whole file's
	Offset int64  // in the part, in UTF-8 bytes; 0 where it has no place
	Sheet  string // the sheet's name, and the cell, where the fault is a cell's
	Cell   string
	Detail string
}

// Error tells an operator what is wrong and where.
func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString("read workbook: ")
	if f.Part != "" {
		b.WriteString(f.Part)
		if f.Offset > 0 {
			fmt.Fprintf(&b, " at byte %d", f.Offset)
		}
		b.WriteString(": ")
	}
	b.WriteString(string(f.Code))
	if f.Detail != "" {
		b.WriteString(": " + f.Detail)
	}
	return b.String()
}

// Swedish tells the form's sender what is wrong and what to do, in one sentence.
func (f *Fault) Swedish() string {
	const again = "öppna den i Excel, spara den på nytt som Excel-arbetsbok (.xlsx) och skicka den igen"
	switch f.Code {
	case BadReference, Damaged: // a cell that stands twice is damage with a place
		if f.Cell != "" {
			return "Filen är felaktigt sparad, så att " + f.place() + " inte går att läsa säkert; " + again + "."
		}
	}
	switch f.Code {
	case NotAWorkbook:
		return f.Format.swedish()
	case TooLarge:
		return "Filen är mycket större än en blankett brukar vara och har därför inte lästs; fyll i en ny blankett och skicka den."
	case TooManyCells:
		if f.Cell != "" {
			return "Filen har något skrivet i " + f.place() + ", långt utanför det som en blankett rymmer; ta bort det eller fyll i en ny blankett, och skicka den igen."
		}
		return "Filen har fler ifyllda celler än en blankett rymmer; fyll i en ny blankett och skicka den."
	case Entity:
		return "Filen innehåller instruktioner som inte hör hemma i en blankett och har därför inte lästs; " + again + "."
	case BadReference:
		return "Filen är felaktigt sparad, så att allt i den inte går att läsa säkert; " + again + "."
	}
	return "Filen är skadad, kanske på vägen hit, och går inte att läsa säkert; " + again + "."
}

func (f *Fault) place() string {
	if f.Sheet == "" {
		return "cell " + f.Cell
	}
	return "cell " + f.Cell + " på bladet " + f.Sheet
}

func asFault(err error, part string) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return &Fault{Code: Damaged, Part: part, Detail: err.Error()}
}

func notAWorkbook(data []byte) *Fault {
	format := Sniff(data)
	if format == FormatWorkbook { // it has the look of one, but not the main part
		return &Fault{Code: Damaged, Detail: "its main part cannot be found"}
	}
	if format == FormatDamaged {
		return &Fault{Code: Damaged, Detail: "it is cut off or broken"}
	}
	return &Fault{Code: NotAWorkbook, Format: format, Detail: "it is " + format.String()}
}
