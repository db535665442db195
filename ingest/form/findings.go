package form

import (
	"fmt"
	"strings"

	"stintag/process"
)

// Codes of findings that only reading a form can give.
const (
	codeNoValue    = "CELL_UTAN_VÄRDE"
	codeDate       = "DATUM_OLÄSLIGT"
	codeDayMissing = "DATUM_UTAN_DAG"
	codeTwoDates   = "TVÅ_DATUM"
	codeReading    = "TOLKAT_VÄRDE"
	codeChoice     = "OKÄNT_VAL"
	codeAnswer     = "OTYDLIGT_SVAR"
	codeNumber     = "TAL_OLÄSLIGT"
	codePersonal   = "FEL_PERSONNUMMER"
	codeDoctor     = "OTYDLIGT_NAMN"
	codeSlip       = "STAVFEL_I_RUBRIK"
	codeVersion    = "OKÄND_BLANKETTVERSION"
	codeLong       = "FÖR_LÅNG_TEXT"
	codeEmail      = "FEL_E-POST"
)

// listFields are what a place on the list needs in every preset (D13): a value
// there that cannot be read sends the form back, elsewhere it is a remark.
var listFields = map[process.Field]bool{
	process.FieldKind: true, process.FieldCentre: true, process.FieldDoctor: true, process.FieldFirstName: true,
	process.FieldLastName: true, process.FieldLicenceDate: true, process.FieldExpectedLicence: true,
	process.FieldPossibleStart: true, process.FieldEmployed: true, process.FieldSwedishAT: true, process.FieldBT: true,
}

// rankFields rank or identify: two values there send the form back.
var rankFields = map[process.Field]bool{
	process.FieldKind: true, process.FieldCentre: true, process.FieldDoctor: true, process.FieldFirstName: true,
	process.FieldLastName: true, process.FieldLicenceDate: true, process.FieldPossibleStart: true, process.FieldEmployed: true,
}

func levelOf(f process.Field) process.Level {
	if listFields[f] {
		return process.Returned
	}
	return process.Remark
}

// shown is what stands in a cell, as its sender may be shown it.
func (w Written) shown() string {
	if w.Value.Empty() {
		return ""
	}
	if w.Field == process.FieldPersonalNumber {
		return maskWhole(w.Value)
	}
	return mask(clean(w.Value.String()))
}

// quoted is what stands there, short enough for a sentence.
func (w Written) quoted() string {
	s := []rune(w.shown())
	if len(s) > 60 {
		return `"` + string(s[:57]) + `…"`
	}
	return `"` + string(s) + `"`
}

// finding is a fault in the cell of w; say goes on after the field's label.
func (w Written) finding(code string, level process.Level, say string, args ...any) process.Finding {
	return process.Finding{
		Code: code, Level: level, Field: w.Field, Sheet: w.Sheet, Cell: w.Cell, Written: w.shown(),
		Text: w.Field.Label() + ": " + fmt.Sprintf(say, args...),
	}
}

func (w Written) noValue() process.Finding {
	say := "cellen har en formel utan värde. Skriv värdet direkt i cellen."
	if !w.Value.Empty() && w.Value.Text != "" {
		say = fmt.Sprintf("formeln i cellen ger felet %s. Skriv värdet direkt i cellen.", clean(w.Value.Text))
	}
	return w.finding(codeNoValue, levelOf(w.Field), "%s", say)
}

// conflict tells of two values for one field.
func conflict(a, b Written) process.Finding {
	level := process.Remark
	if rankFields[a.Field] {
		level = process.Returned
	}
	f := b.finding(process.CodeConflict, level, "här står två olika värden, %s i %s och %s i %s. Låt bara det som gäller stå kvar.",
		a.quoted(), a.place(b), b.quoted(), b.place(a))
	return f
}

// place names the cell, with its sheet where the other is on another.
func (w Written) place(other Written) string {
	if w.Sheet != other.Sheet {
		return w.Sheet + "!" + w.Cell
	}
	return w.Cell
}

// dateFault says what is wrong with a date, or nothing where it can be used.
func (w Written) dateFault(at moment) (process.Finding, bool) {
	level := levelOf(w.Field)
	const right = "Skriv datumet som ÅÅÅÅ-MM-DD."
	switch at.exact {
	case exact, loose, within:
		return process.Finding{}, false
	case yearless:
		f := w.finding(process.CodeYearMissing, w.yearLevel(), "%s saknar år. Menar ni %s? %s", w.quoted(), at.date, right)
		f.Suggestion = at.date.String()
		return f, true
	case impossible:
		return w.finding(codeDate, level, "%s är inget datum som kan stämma. %s", w.quoted(), right), true
	case twofold:
		return w.finding(codeTwoDates, level, "%s kan läsas som två olika datum. Skriv ett datum som ÅÅÅÅ-MM-DD.", w.quoted()), true
	case yearOnly:
		return w.finding(codeDayMissing, level, "%s är bara ett år. %s", w.quoted(), right), true
	case monthOnly:
		return w.finding(codeDayMissing, level, "%s saknar dag. %s", w.quoted(), right), true
	}
	return w.finding(codeDate, level, "%s går inte att läsa som ett datum. %s", w.quoted(), right), true
}

// yearLevel: a date without its year is an error where the date decides
// something, never for one that is only noted.
func (w Written) yearLevel() process.Level {
	switch w.Field {
	case process.FieldEmploymentDate, process.FieldContactDate:
		return process.Returned
	}
	return levelOf(w.Field)
}

// readingOf tells how a loosely written date was taken.
func (w Written) readingOf(at moment) process.Finding {
	code := codeReading
	if at.yearless {
		code = process.CodeYearMissing
	}
	f := w.finding(code, process.Remark, "%s läses som %s. Skriv datumet som ÅÅÅÅ-MM-DD om ni menar något annat.", w.quoted(), at.date)
	f.Suggestion = at.date.String()
	return f
}

// notAChoice tells which choices there are.
func (w Written) notAChoice(level process.Level, choices []string) process.Finding {
	return w.finding(codeChoice, level, "%s finns inte bland valen. Välj ett av: %s.", w.quoted(), strings.Join(choices, ", "))
}
