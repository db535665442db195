package form

import (
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// Interpret understands the form as an application. today is the day the form
// was received; it settles dates without year and numbers without century. Rules
// that look at several fields, at registers or at what is missing are the core's.
func (f Form) Interpret(today process.Date) (process.Application, []process.Finding) {
	r := interpreter{form: f, today: today}
	r.app.Cells = map[process.Field]process.CellRef{}
	r.cells()
	r.unit()
	r.doctor()
	r.training()
	r.employment()
	r.start()
	r.transfer()
	r.rest()
	r.notes()
	return r.app, r.findings
}

// interpreter holds one reading of one form.
type interpreter struct {
	form     Form
	today    process.Date
	app      process.Application
	findings []process.Finding
}

func (r *interpreter) add(f process.Finding) { r.findings = append(r.findings, f) }

// cells tells the core where each recognised field stands.
func (r *interpreter) cells() {
	for _, w := range r.form.Fields {
		if _, ok := r.app.Cells[w.Field]; ok {
			continue
		}
		first := r.form.all(w.Field)[0]
		r.app.Cells[w.Field] = process.CellRef{Sheet: first.Sheet, Cell: first.Cell, Written: first.shown()}
	}
}

// one gives the field's only value; ok is false where nothing can be used: it is
// not written, cannot be read, or is written in two ways.
func (r *interpreter) one(f process.Field) (w Written, ok bool) {
	ws := r.form.all(f)
	if len(ws) == 0 || saysNothing(ws[0].Value) {
		return Written{}, false
	}
	w = ws[0]
	if w.Value.Kind == workbook.NoValue || w.Value.Kind == workbook.Error {
		r.add(w.noValue())
		return w, false
	}
	for _, other := range ws[1:] {
		if !saysNothing(other.Value) && !r.same(w, other) {
			r.add(conflict(w, other))
			return w, false
		}
	}
	return w, true
}

// same says whether two cells say the same, however it is written.
func (r *interpreter) same(a, b Written) bool {
	if squeeze(fold(a.Value.String())) == squeeze(fold(b.Value.String())) || a.Field == process.FieldSignature {
		return true
	}
	switch s := specOf(a.Field); s.holds {
	case asDate:
		x, y := parseStart(a.Value, r.today), parseStart(b.Value, r.today)
		return !x.date.IsZero() && x.date == y.date
	case asAnswer:
		x, _ := parseAnswer(a.Value)
		y, _ := parseAnswer(b.Value)
		return x != process.Unanswered && x == y
	case asChoice:
		x, _ := choose(a.Value.String(), s.values)
		y, _ := choose(b.Value.String(), s.values)
		return x != "" && x == y
	case asNumber, asPercent:
		x, _, ok := parseNumber(a.Value)
		y, _, also := parseNumber(b.Value)
		return ok && also && x == y
	case asPersonal:
		x, _ := parsePersonal(a.Value, r.today)
		y, _ := parsePersonal(b.Value, r.today)
		return x == y
	}
	return false
}

// words is the field's text, with personal numbers in it masked.
func (r *interpreter) words(f process.Field) string {
	w, ok := r.one(f)
	if !ok {
		return ""
	}
	return w.shown()
}

// date is the field's date; what cannot be used is found fault with.
func (r *interpreter) date(f process.Field, l leaning) process.Date {
	w, ok := r.one(f)
	if !ok || denied(w.Value) {
		return process.Date{}
	}
	at := parseDate(w.Value, r.today, l)
	if fault, is := w.dateFault(at); is {
		r.add(fault)
		return process.Date{}
	}
	if at.exact == within {
		r.add(w.readingOf(at))
	}
	return at.date
}

// denied says whether a date's cell only says no.
func denied(v Value) bool {
	a, rest := parseAnswer(v)
	return v.Kind == workbook.Text && a == process.No && rest == ""
}

// coming is a date that need not be exact; a reading of it is told.
func (r *interpreter) coming(f process.Field) process.Date {
	w, ok := r.one(f)
	if !ok || denied(w.Value) {
		return process.Date{}
	}
	at := parseStart(w.Value, r.today)
	switch at.exact {
	case exact:
	case yearless, monthOnly, loose, within:
		if f == process.FieldExpectedLicence && at.exact == yearless {
			fault, _ := w.dateFault(at)
			r.add(fault)
			return process.Date{}
		}
		r.add(w.readingOf(at))
	default:
		fault, _ := w.dateFault(at)
		r.add(fault)
		return process.Date{}
	}
	return at.date
}

// answer is the field's Ja or Nej, with what stands after it.
func (r *interpreter) answer(f process.Field) (a process.Answer, rest string) {
	w, ok := r.one(f)
	if !ok {
		return process.Unanswered, ""
	}
	if a, rest = parseAnswer(w.Value); a != process.Unanswered {
		return a, rest
	}
	if at := parseDate(w.Value, r.today, past); at.exact == exact { // a date says yes
		return process.Yes, w.Value.String()
	}
	if w.Value.Kind == workbook.Text && ticked(w.Value.Text) == "" {
		return process.Unanswered, "" // boxes, and none of them ticked
	}
	r.add(w.finding(codeAnswer, levelOf(f), "%s går inte att läsa som Ja eller Nej. Skriv Ja eller Nej.", w.quoted()))
	return process.Unanswered, ""
}

// choice is the field's value among its choices.
func (r *interpreter) choice(f process.Field) string {
	w, ok := r.one(f)
	if !ok {
		return ""
	}
	s := specOf(f)
	if v, ok := choose(w.Value.String(), s.values); ok {
		return v
	}
	level := process.Remark
	if f == process.FieldKind {
		level = process.Returned
	}
	r.add(w.notAChoice(level, s.choices()))
	return ""
}

// notes tells of slips in labels, an unknown version and unknown labels.
func (r *interpreter) notes() {
	for _, w := range r.form.Fields {
		if w.Slip {
			r.add(process.Finding{
				Code: codeSlip, Level: process.Remark, Field: w.Field, Sheet: w.Sheet, Cell: w.Cell, Written: w.shown(),
				Text: w.Field.Label() + `: rubriken "` + w.Label + `" lästes som ` + w.Field.Label() + ".",
			})
		}
	}
	if v := r.form.Version; v != "" && v != Version {
		r.add(process.Finding{Code: codeVersion, Level: process.Remark, Field: process.FieldVersion, Written: mask(v),
			Text: `Blankettversion: "` + mask(v) + `" är inte den som gäller nu (` + Version + "). Anmälan läses ändå."})
	}
	for _, w := range r.form.Unknown {
		r.app.Unknown = append(r.app.Unknown, strings.TrimRight(mask(w.Label), ": ")+": "+w.shown())
	}
}
