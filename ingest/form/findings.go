package form

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"stintag/process"
	"stintag/process/workbook"
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
	process.FieldLastName: true, process.FieldPersonalNumber: true, process.FieldLicenceDate: true,
	process.FieldPossibleStart: true, process.FieldEmployed: true, process.FieldSwedishAT: true,
}

// levelOf is what a value that cannot be read does (D13): the same as a missing
// one, and nothing where nobody needs it.
func levelOf(f process.Field) process.Level {
	switch {
	case listFields[f]:
		return process.Returned
	case specOf(f).need == forDecision, f == process.FieldChangeFrom:
		return process.BeforeDecision
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
	if w.Field == process.FieldManagerPhone && dialled.MatchString(clean(w.Value.String())) {
		return clean(w.Value.String())
	}
	return maskValue(w.Value)
}

// dialled is a mobile number, whose ten digits may look like somebody's of today's
// children.
var dialled = regexp.MustCompile(`^0?7[02369][\s-]?\d[\d\s-]*$`)

// quoted is what stands there, short enough for a sentence.
func (w Written) quoted() string {
	s := w.shown()
	if utf8.RuneCountInString(s) > 60 {
		return `"` + s[:len(s)-len(after(s, 57))] + `…"`
	}
	return `"` + s + `"`
}

// finding is a fault in the cell of w; say goes on after the field's label.
func (w Written) finding(code string, level process.Level, say string, args ...any) process.Finding {
	var room [256]byte
	text := append(append(room[:0], w.Field.Label()...), ": "...)
	return process.Finding{
		Code: code, Level: level, Field: w.Field, Sheet: w.Sheet, Cell: w.Cell, Written: w.shown(),
		Text: string(fmt.Appendf(text, say, args...)),
	}
}

func (w Written) noValue(level process.Level) process.Finding {
	say := "cellen har en formel utan värde. Skriv värdet direkt i cellen."
	if w.Value.Kind == workbook.Error && clean(w.Value.Text) != "" {
		say = fmt.Sprintf("formeln i cellen ger felet %s. Skriv värdet direkt i cellen.", mask(clean(w.Value.Text)))
	}
	return w.finding(codeNoValue, level, "%s", say)
}

// mostNamed is how many values for one field a finding names.
const mostNamed = 5

var countWords = [mostNamed + 1]string{2: "två", 3: "tre", 4: "fyra", 5: "fem"}

// conflict tells of the different values for one field; of more than are named there
// is one too many.
func conflict(all []Written) process.Finding {
	level := process.Remark
	if rankFields[all[0].Field] {
		level = process.Returned
	}
	named, many := all[:min(len(all), mostNamed)], countWords[min(len(all), mostNamed)]+" olika värden står i blanketten"
	if len(all) > mostNamed {
		many = "fler än " + many + ", bland dem"
	} else {
		many += ","
	}
	said := make([]string, len(named))
	for i, w := range named {
		said[i] = w.quoted() + " i " + w.place(all)
	}
	last := len(said) - 1
	return all[1].finding(process.CodeConflict, level, "%s %s och %s. Låt bara det som gäller stå kvar.", many, strings.Join(said[:last], ", "), said[last])
}

// place names the cell, with its sheet where others are on another.
func (w Written) place(all []Written) string {
	if slices.ContainsFunc(all, func(other Written) bool { return other.Sheet != w.Sheet }) {
		return mask(w.Sheet) + "!" + w.Cell
	}
	return w.Cell
}

// dateFault says what is wrong with a date, or nothing where it can be used.
func (w Written) dateFault(at moment, level process.Level) (process.Finding, bool) {
	const right = "Skriv datumet som ÅÅÅÅ-MM-DD."
	switch at.exact {
	case exact, loose, within, dayFirst:
		return process.Finding{}, false
	case yearless:
		return w.suggesting(at.date.String(), process.CodeYearMissing, level, "%s saknar år. Menar ni %s? %s", w.quoted(), at.date, right), true
	case swapped:
		return w.suggesting(at.date.String(), codeDate, level,
			"%s är inget datum så som det står; dag och månad verkar ha bytt plats. Menar ni %s? %s", w.quoted(), at.date, right), true
	case impossible:
		return w.finding(codeDate, level, "%s är inget datum som kan stämma. %s", w.quoted(), right), true
	case doubtful:
		return w.suggesting(at.date.String(), codeDate, level, "%s säger inte säkert vilken dag som gäller. Menar ni %s? %s", w.quoted(), at.date, right), true
	case twofold:
		return w.finding(codeTwoDates, level, "%s kan läsas som två olika datum. Skriv ett datum som ÅÅÅÅ-MM-DD.", w.quoted()), true
	case yearOnly:
		if len(clean(w.Value.String())) > len("2016") {
			return w.finding(codeDayMissing, level, "%s säger bara ett årtal. %s", w.quoted(), right), true
		}
		return w.finding(codeDayMissing, level, "%s är bara ett årtal. %s", w.quoted(), right), true
	case monthOnly:
		return w.finding(codeDayMissing, level, "%s saknar dag. %s", w.quoted(), right), true
	}
	if day, is := w.daysAsText(); is {
		return w.suggesting(day.String(), codeDate, level, "%s ser ut som ett datum som Excel har gjort om till en siffra. Menar ni %s? %s", w.quoted(), day, right), true
	}
	if w.Field == process.FieldLicenceDate && w.Value.Kind == workbook.Text && !hasDigit(w.Value.Text) {
		return w.finding(codeDate, level, "%s är inget datum. %s Är läkaren inte legitimerad än, skriv i Väntad legitimation när det väntas.", w.quoted(), right), true
	}
	return w.finding(codeDate, level, "%s går inte att läsa som ett datum. %s", w.quoted(), right), true
}

// daysAsText is the date that Excel counts as the number of days that stands in the cell
// as a text, as a date becomes when its cell is made one of text.
func (w Written) daysAsText() (day process.Date, ok bool) {
	s := clean(w.Value.Text)
	n, err := strconv.Atoi(s)
	if w.Value.Kind != workbook.Text || err != nil || len(s) != len("45901") {
		return process.Date{}, false
	}
	day = process.DateOf(workbook.SerialTime(float64(n)))
	return day, day.Year >= 1960 && day.Year <= lastYear
}

// suggesting is a finding with what would be right, ready to write in the cell.
func (w Written) suggesting(suggestion, code string, level process.Level, say string, args ...any) process.Finding {
	f := w.finding(code, level, say, args...)
	f.Suggestion = suggestion
	return f
}

// readingOf tells how a loosely written date was taken.
func (w Written) readingOf(at moment) process.Finding {
	code := codeReading
	if at.exact == dayFirst {
		f := w.finding(code, process.Remark, "%s läses som %s, med dagen först. Skriv %s om ni menar %s.", w.quoted(), spelledDay(at.date), at.other, spelledDay(at.other))
		f.Suggestion = at.date.String()
		return f
	}
	if at.yearless {
		code = process.CodeYearMissing
	}
	f := w.finding(code, process.Remark, "%s läses som %s. Skriv datumet som ÅÅÅÅ-MM-DD om ni menar något annat.", w.quoted(), at.date)
	f.Suggestion = at.date.String()
	return f
}

// spelledDay is a date with its month's name: 2 mars 2025.
func spelledDay(d process.Date) string {
	return fmt.Sprintf("%d %s %d", d.Day, monthNames[d.Month-1], d.Year)
}

var monthNames = [...]string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}

// notAChoice tells which choices there are.
func (w Written) notAChoice(level process.Level, choices []string) process.Finding {
	if len(choices) <= mostListed {
		return w.finding(codeChoice, level, "%s finns inte bland valen. Välj ett av: %s.", w.quoted(), strings.Join(choices, ", "))
	}
	say := "%s finns inte bland valen. Skriv till exempel %s; regionens blankett har alla val i en lista."
	near := nearest(w.Value.String(), choices)
	if len(near) > 0 {
		say = "%s finns inte bland valen. Närmast är %s. Skriv ett av valen; regionens blankett har alla i en lista."
	} else {
		near = choices[:fewListed]
	}
	return w.finding(codeChoice, level, say, w.quoted(), strings.Join(near, ", "))
}

// How many choices a sentence lists, and how many of more.
const mostListed, fewListed = 8, 3

// nearest are the choices that share a word with the text, but for its ending.
func nearest(text string, choices []string) []string {
	const stem = 6 // bytes of a word before its ending
	words := wordsOf(fold(text))
	words = words[:min(len(words), mostWords)]
	var near []string
	for _, c := range choices {
		shared := slices.ContainsFunc(wordsOf(fold(c)), func(w string) bool {
			return slices.ContainsFunc(words, func(x string) bool {
				return x == w && w != "av" && w != "till" || len(x) >= stem && len(w) >= stem && x[:stem] == w[:stem]
			})
		})
		if shared && len(near) < fewListed {
			near = append(near, c)
		}
	}
	return near
}
