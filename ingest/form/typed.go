package form

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"stintag/process"
	"stintag/process/workbook"
)

// date is the field's date; what cannot be used is found fault with.
func (r *interpreter) date(f process.Field, l leaning) process.Date {
	w, ok := r.one(f)
	if !ok || denied(w.Value) {
		return process.Date{}
	}
	return r.dated(w, parseDate(w.Value, r.today, l))
}

// dated is the date that was read in the cell of w.
func (r *interpreter) dated(w Written, at moment) process.Date {
	if at.exact == doubtful && !rankFields[w.Field] {
		at.exact = within
	}
	if fault, is := w.dateFault(at, r.level(w.Field)); is {
		r.add(fault)
		return process.Date{}
	}
	if at.exact == within {
		r.add(w.readingOf(at))
	}
	r.dayFirst(w, at)
	return at.date
}

// dayFirst tells that a date's day was taken to stand before its month.
func (r *interpreter) dayFirst(w Written, at moment) {
	if at.exact == dayFirst {
		r.add(w.readingOf(at))
	}
}

// denied says whether a cell only says no.
func denied(v Value) bool {
	a, rest := parseAnswer(v)
	return v.Kind == workbook.Text && a == process.No && rest == "" || v.Kind == workbook.Bool && v.Number == 0
}

// coming is a date that need not be exact; a reading of it is told. Only a start
// may be as soon as can be, or the next day that has the date.
func (r *interpreter) coming(f process.Field) process.Date {
	w, ok := r.one(f)
	if !ok || denied(w.Value) {
		return process.Date{}
	}
	read := parseComing
	if f == process.FieldPossibleStart || f == process.FieldChangeFrom {
		read = parseStart
	}
	at := read(w.Value, r.today).inField(f, w.Value)
	if at.yearless && f != process.FieldPossibleStart {
		at.exact = yearless
	}
	switch at.exact {
	case exact:
		return at.date
	case monthOnly, loose, within, doubtful, dayFirst:
		r.add(w.readingOf(at))
		return at.date
	case yearless:
		if f == process.FieldPossibleStart {
			r.add(w.readingOf(at))
			return at.date
		}
	}
	fault, _ := w.dateFault(at, r.level(f))
	r.add(fault)
	return process.Date{}
}

// applied begins a text that tells when a licence was applied for, which says nothing
// of when it comes.
var applied = regexp.MustCompile(`(?i)^(an)?sökt|^ansökan|^inläm|^insänd|^inskick|^skickat`)

// appliesAs says whether a text begins with a letter that such a text begins with.
func appliesAs(s string) bool {
	return s != "" && (s[0] >= utf8.RuneSelf || strings.IndexByte("aAiIsS", s[0]) >= 0)
}

// inField is the moment as the field asks for it: of the last day of something a month
// is its last, and no day of an application is the licence's.
func (at moment) inField(f process.Field, v Value) moment {
	switch f {
	case process.FieldChangeTo, process.FieldPlannedEnd:
		if at.exact == monthOnly {
			at.date = at.date.AddMonths(1).AddDays(-1)
		}
	case process.FieldExpectedLicence:
		if s := clean(v.Text); v.Kind == workbook.Text && appliesAs(s) && applied.MatchString(s) {
			return moment{}
		}
	}
	return at
}

// answer is the field's Ja or Nej, with what stands after it.
func (r *interpreter) answer(f process.Field) (a process.Answer, rest string) {
	w, ok := r.one(f)
	if !ok || printed(w.Value) {
		return process.Unanswered, ""
	}
	if a, rest = specOf(f).answer(w.Value); a != process.Unanswered {
		if unsure(f, a, rest) {
			r.add(w.finding(codeAnswer, r.level(f), "%s säger inte säkert Ja eller Nej. Skriv Ja eller Nej.", w.quoted()))
			return process.Unanswered, ""
		}
		return a, rest
	}
	if at := parseDate(w.Value, r.today, past); at.whole() { // a date says yes
		return process.Yes, w.Value.String()
	}
	r.add(w.finding(codeAnswer, r.level(f), "%s går inte att läsa som Ja eller Nej. Skriv Ja eller Nej.", w.quoted()))
	return process.Unanswered, ""
}

// reply is the field's Ja or Nej; words beside it that say more are kept as a note.
func (r *interpreter) reply(f process.Field) process.Answer {
	a, rest := r.answer(f)
	if rest == "" {
		return a
	}
	if _, fit, _ := pick(rest, specOf(f).values); fit != fitsExactly && more(rest) {
		r.kept = append(r.kept, r.all(f)[0])
	}
	return a
}

// takenFor tells what an answer was taken for whose other words nobody could use.
func (r *interpreter) takenFor(w Written, a process.Answer, rest string) {
	if more(rest) {
		r.add(w.finding(codeReading, process.Remark, "%s läses som %s.", w.quoted(), a).Asking("Säg till om ni menar något annat."))
	}
}

// choice is the field's value among its choices.
func (r *interpreter) choice(f process.Field) string {
	w, ok := r.one(f)
	if !ok {
		return ""
	}
	return r.picked(w, w.Value.String())
}

// picked is the choice that a text in the cell of w is; a reading of it is told.
func (r *interpreter) picked(w Written, text string) string {
	s := specOf(w.Field)
	v, fit, fits := pick(text, s.values)
	switch fit {
	case fitsLoosely:
		r.add(w.finding(codeReading, process.Remark, "%s läses som %s.", w.quoted(), v).Asking("Säg till om ni menar något annat."))
	case fitsSeveral:
		r.add(w.finding(codeChoice, r.level(w.Field), "%s passar på flera val: %s. Välj ett av dem.", w.quoted(), strings.Join(fits, ", ")))
	case fitsNone:
		if ticked(text) != "" {
			r.add(w.notAChoice(r.level(w.Field), s.choices()))
		}
	}
	return v
}
