package form

import (
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// date is the field's date; what cannot be used is found fault with.
func (r *interpreter) date(f process.Field, l leaning) process.Date {
	w, ok := r.one(f)
	if !ok || denied(w.Value) {
		return process.Date{}
	}
	at := parseDate(w.Value, r.today, l)
	if at.exact == doubtful && !rankFields[f] {
		at.exact = within
	}
	if fault, is := w.dateFault(at, r.level(f)); is {
		r.add(fault)
		return process.Date{}
	}
	if at.exact == within {
		r.add(w.readingOf(at))
	}
	return at.date
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
	at := read(w.Value, r.today)
	if at.yearless && f != process.FieldPossibleStart {
		at.exact = yearless
	}
	switch at.exact {
	case exact:
		return at.date
	case monthOnly, loose, within, doubtful:
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

// answer is the field's Ja or Nej, with what stands after it.
func (r *interpreter) answer(f process.Field) (a process.Answer, rest string) {
	w, ok := r.one(f)
	if !ok || printed(w.Value) {
		return process.Unanswered, ""
	}
	if a, rest = specOf(f).answer(w.Value); a != process.Unanswered {
		return a, rest
	}
	if at := parseDate(w.Value, r.today, past); at.exact == exact { // a date says yes
		return process.Yes, w.Value.String()
	}
	r.add(w.finding(codeAnswer, r.level(f), "%s går inte att läsa som Ja eller Nej. Skriv Ja eller Nej.", w.quoted()))
	return process.Unanswered, ""
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
		r.add(w.finding(codeReading, process.Remark, "%s läses som %s. Säg till om ni menar något annat.", w.quoted(), v))
	case fitsSeveral:
		r.add(w.finding(codeChoice, r.level(w.Field), "%s passar på flera val: %s. Välj ett av dem.", w.quoted(), strings.Join(fits, ", ")))
	case fitsNone:
		if ticked(text) != "" {
			r.add(w.notAChoice(r.level(w.Field), s.choices()))
		}
	}
	return v
}
