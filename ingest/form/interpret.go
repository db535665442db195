package form

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"stintag/process"
	"stintag/process/workbook"
)

// Interpret understands the form as an application. today is the day the form
// was received; it settles dates without year and numbers without century. Rules
// that look at several fields, at registers or at what is missing are the core's.
func (f Form) Interpret(today process.Date) (process.Application, []process.Finding) {
	r := interpreter{form: f, today: today}
	r.sort()
	r.app.Kind = process.Kind(r.choice(process.FieldKind))
	r.settlePeriods()
	r.cells()
	r.unit()
	r.doctor()
	r.training()
	r.employment()
	r.start()
	r.credit()
	r.supervision()
	r.change()
	r.rest()
	r.notes()
	r.unused()
	return r.app, r.findings
}

// interpreter holds one reading of one form.
type interpreter struct {
	form     Form
	fields   []stated // what the form says of each
	glimpsed uint64   // what those fields look like at a glance
	today    process.Date
	app      process.Application
	findings []process.Finding
	long     []longShown
	kept     []Written       // values that say more than was read from them
	twofold  []process.Field // fields that are written in two ways, of which the sender is asked
}

// stated is what a form says of a field, filled values first.
type stated struct {
	field process.Field
	in    []Written
}

// sort lays the form out by field.
func (r *interpreter) sort() {
	r.fields, r.glimpsed = make([]stated, 0, len(r.form.Fields)), 0
	for _, empty := range []bool{false, true} {
		for i := range r.form.Fields {
			one := r.form.Fields[i : i+1 : i+1] // most fields are written once, and are not copied
			if short := unled(shortened(one[0].Value.Text)); short != one[0].Value.Text {
				one = slices.Clone(one)
				one[0].Value.Text = short
			}
			if one[0].Value.Empty() != empty {
				continue
			}
			if i := r.find(one[0].Field); i >= 0 {
				r.fields[i].in = append(r.fields[i].in, one[0])
				continue
			}
			r.fields = append(r.fields, stated{one[0].Field, one})
			r.glimpsed |= glance(one[0].Field)
		}
	}
}

// unled is a text without the colon of its label, where that stands before it in the
// cell of the value.
func unled(s string) string {
	if !strings.HasPrefix(s, ":") && !strings.HasPrefix(s, " ") {
		return s
	}
	if rest, ok := strings.CutPrefix(strings.TrimLeft(s, " "), ":"); ok {
		return strings.TrimLeft(rest, " ")
	}
	return s
}

// all is what the form says of a field.
func (r *interpreter) all(f process.Field) []Written {
	if i := r.find(f); i >= 0 {
		return r.fields[i].in
	}
	return nil
}

// find is where a field is among those that the form says something of, negative where it
// is not. Most forms say nothing of most, which is seen at a glance.
func (r *interpreter) find(f process.Field) int {
	if r.glimpsed&glance(f) == 0 {
		return -1
	}
	for i := range r.fields {
		if r.fields[i].field == f {
			return i
		}
	}
	return -1
}

// glance is one of 64 looks that a field may have.
func glance(f process.Field) uint64 {
	if f == "" {
		return 1
	}
	look := len(f)*5 + int(f[0]) + int(f[len(f)/2])*3 + int(f[len(f)-1])*7
	return 1 << (look % 64)
}

// filled says whether a value stands anywhere for the field.
func (r *interpreter) filled(f process.Field) bool {
	ws := r.all(f)
	return len(ws) > 0 && !ws[0].Value.Empty()
}

// add keeps a finding, once: a cell that is read for several fields is found
// fault with for the first.
func (r *interpreter) add(f process.Finding) {
	if len(r.findings) < mostFindings && !slices.Contains(r.findings, f) {
		if len(r.findings) == cap(r.findings) { // most have none or a few
			r.findings = slices.Grow(r.findings, 2+3*len(r.findings))
		}
		r.findings = append(r.findings, f)
	}
}

// mostFindings is more than all fields of a form can give; only slips in thousands
// of labels give more, which are told of last.
const mostFindings = 300

// settlePeriods gives a label that only says Period to what the form is about: the
// change, where it asks for one, else the credit.
func (r *interpreter) settlePeriods() {
	switch r.app.Kind {
	case process.LeaveOfAbsence, process.ChangedDegree, process.ChangedStart, process.EarlyEnd:
	default:
		return
	}
	r.form.Fields = slices.Clone(r.form.Fields)
	for i, w := range r.form.Fields {
		if w.Field == process.FieldCreditFrom && wordsIn(w.Label) == "period" {
			r.form.Fields[i].Field = process.FieldChangeFrom
		}
	}
	r.sort()
}

// cells tells the core where each recognised field stands.
func (r *interpreter) cells() {
	r.app.Cells = make(map[process.Field]process.CellRef, len(r.fields))
	for _, s := range r.fields {
		w := s.in[0]
		r.app.Cells[s.field] = process.CellRef{Sheet: w.Sheet, Cell: w.Cell, Written: cmp.Or(r.shown(w), w.Printed)}
	}
}

// shown is what the cell of w may be shown as; a long text is masked once.
func (r *interpreter) shown(w Written) string {
	const long = 200
	if len(w.Value.Text) <= long {
		return w.shown()
	}
	const most = 20 // a form has few
	for i := range r.long {
		if r.long[i].Written == w {
			return r.long[i].shown
		}
	}
	s := w.shown()
	if len(r.long) < most {
		r.long = append(r.long, longShown{w, s})
	}
	return s
}

// longShown is a long text, as it may be shown.
type longShown struct {
	Written
	shown string
}

// also tells the core that the cell of w says something of field f too.
func (r *interpreter) also(f process.Field, w Written) {
	if !r.filled(f) {
		r.app.Cells[f] = process.CellRef{Sheet: w.Sheet, Cell: w.Cell, Written: w.shown()}
	}
}

// one gives the field's only value; ok is false where nothing can be used: it is
// not written, cannot be read, or is written in two ways.
func (r *interpreter) one(f process.Field) (w Written, ok bool) {
	ws := r.all(f)
	if len(ws) > 0 && f == process.FieldPersonalNumber { // Nej says that there is none
		ws = slices.DeleteFunc(slices.Clone(ws), func(w Written) bool { return denied(w.Value) })
	}
	if len(ws) == 0 || saysNothing(ws[0].Value) {
		return Written{}, false
	}
	w = ws[0]
	if w.Value.Kind == workbook.NoValue || w.Value.Kind == workbook.Error {
		r.add(w.noValue(r.level(f)))
		return w, false
	}
	if slices.Contains(r.twofold, f) {
		return w, false
	}
	if all := r.different(ws); len(all) > 1 {
		r.add(conflict(all))
		r.twofold = append(r.twofold, f)
		return w, false
	}
	return w, true
}

// different are the values that say different things, the first of each, no more than
// tell that there are more than a finding names.
func (r *interpreter) different(ws []Written) []Written {
	all := ws[:1:1]
	for _, w := range ws[1:] {
		said := func(one Written) bool { return one.Value == w.Value || r.same(one, w) }
		if !saysNothing(w.Value) && !slices.ContainsFunc(all, said) {
			if all = append(all, w); len(all) > mostNamed {
				break
			}
		}
	}
	return all
}

// same says whether two cells say the same, however it is written.
func (r *interpreter) same(a, b Written) bool {
	if wordsIn(a.Value.String()) == wordsIn(b.Value.String()) || a.Field == process.FieldSignature {
		return true
	}
	if a.Field == process.FieldDoctor {
		const longest = 200 // of any name
		return len(a.Value.Text) <= longest && len(b.Value.Text) <= longest && sameName(a.Value.String(), b.Value.String())
	}
	switch s := specOf(a.Field); s.holds {
	case asDate:
		x, y := parseStart(a.Value, r.today), parseStart(b.Value, r.today)
		return !x.date.IsZero() && x.date == y.date
	case asAnswer:
		x, _ := s.answer(a.Value)
		y, _ := s.answer(b.Value)
		return x != process.Unanswered && x == y
	case asChoice:
		x, _, _ := pick(a.Value.String(), s.values)
		y, _, _ := pick(b.Value.String(), s.values)
		return x != "" && x == y
	case asPercent:
		x, _, ok := parsePercent(a.Value)
		y, _, also := parsePercent(b.Value)
		return ok && also && x == y
	case asNumber:
		x, _, ok := parseNumber(a.Value)
		y, _, also := parseNumber(b.Value)
		return ok && also && x == y
	case asPersonal:
		x, _ := parsePersonal(a.Value, r.today)
		y, _ := parsePersonal(b.Value, r.today)
		if x == "" || y == "" { // one is masked, or wrong: what is left of it tells
			return birthIn(a.Value) == birthIn(b.Value)
		}
		return x == y
	}
	return false
}

// longestComment is form.md's limit for free text, in characters.
const longestComment = 2000

// sameName says whether two names are of the same words: "Ek, Anna" is Anna Ek.
func sameName(a, b string) bool {
	x, y := strings.Fields(process.FoldName(a)), strings.Fields(process.FoldName(b))
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// words is the field's text, with personal numbers in it masked.
func (r *interpreter) words(f process.Field) string {
	w, ok := r.one(f)
	if !ok {
		return ""
	}
	return r.cut(w)
}

// named is the field's text, "" where it only says no.
func (r *interpreter) named(f process.Field) string {
	w, ok := r.one(f)
	if !ok || denied(w.Value) {
		return ""
	}
	return r.cut(w)
}

// cut is what stands in a cell of text, no longer than a text may be.
func (r *interpreter) cut(w Written) string {
	s := r.shown(w)
	if w.Value.Kind == workbook.Bool {
		a, _ := parseAnswer(w.Value)
		s = string(a)
	}
	n := utf8.RuneCountInString(s)
	has := strconv.Itoa(n)
	if wasShortened(w.Value) {
		has = "över " + strconv.Itoa(mostSurely)
	} else if n <= longestComment {
		return s
	}
	if n > longestComment {
		s = string([]rune(s)[:longestComment]) + "…"
	}
	r.add(w.finding(codeLong, process.Remark, "texten har %s tecken. De första %d följer med; resten finns kvar i er blankett.", has, longestComment))
	return s
}

// level is what a fault in the field does to the application. Of two fields that
// answer for each other only one is needed.
func (r *interpreter) level(f process.Field) process.Level {
	switch {
	case f == process.FieldBT && r.app.SwedishAT == process.Yes,
		f == process.FieldExpectedLicence && !r.app.LicenceDate.IsZero():
		return process.Remark
	}
	return levelOf(f)
}

// notes tells of slips in labels, an unknown version and unknown labels.
func (r *interpreter) notes() {
	for _, w := range r.form.Fields {
		if w.Slip {
			f := w.finding(codeSlip, process.Remark, "")
			f.Text = fmt.Sprintf(`Rubriken "%s" lästes som "%s".`, mask(w.Label), w.Field.Label())
			r.add(f)
		}
	}
	if v := r.form.Version; v != "" && v != Version {
		r.add(process.Finding{Code: codeVersion, Level: process.Remark, Field: process.FieldVersion, Written: mask(v),
			Text: `Blankettversion: "` + mask(v) + `" är inte den som gäller nu (` + Version + "). Anmälan läses ändå."})
	}
	for _, w := range slices.Concat(r.form.Unknown, r.kept) {
		r.app.Unknown = append(r.app.Unknown, strings.TrimRight(mask(w.Label), ": ")+": "+w.shown())
	}
}
