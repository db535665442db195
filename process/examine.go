package process

// examination is one case under the eyes of the rules. A rule says nothing where
// the form says nothing, and asks where what it says can be meant in two ways;
// one fault is told once, at the cell that would have to change.
type examination struct {
	d        *docket
	w        *World
	policy   *Policy
	today    Date
	received Date // the case's first arrival
	newest   Date // the arrival of the form that it goes by
	c        *Case
	app      *Application
	centre   *HealthCentre
	known    bool      // the register has the health centre
	exact    bool      // and by a name of its own
	decision *Decision // in force
	funded   bool      // the roster has the doctor here, paid by the vårdval: nothing is early
	// post says that the form is examined as one for a new post: it competes, or does
	// not say what it is for.
	post  bool
	found []Finding
}

// Examine gives every finding in a case: those of reading its form, then those
// of the rules, in the same order each time.
func Examine(w World, c Case) []Finding {
	d := newDocket(w)
	e := d.entryOf(&c, &Standing{})
	return d.examine(&e)
}

// examine gives the findings of a case whose health centre and decision are known.
func (d *docket) examine(e *entry) []Finding {
	c, in, zone := e.c, d.centreOf(&e.c.Application), d.w.Now.Location()
	x := &examination{
		d: d, w: &d.w, policy: d.policy, today: d.today, c: c, app: &c.Application,
		received: DateOf(c.Received.In(zone)), newest: DateOf(c.Received.In(zone)),
		centre: &in.centre, exact: in.exact, known: in.ok, decision: e.decision,
		funded: in.ok && d.fundedHere[person{e.name, in.centre.ID}],
		post:   c.Application.Kind.Competes() || c.Application.Kind == "",
	}
	if !c.Newest.IsZero() {
		x.newest = DateOf(c.Newest.In(zone))
	}
	for _, f := range c.FormFindings {
		x.found = append(x.found, x.eased(f))
	}
	x.missing()
	x.unit()
	x.licence()
	x.training()
	x.times()
	x.plan()
	x.credit()
	x.supervision()
	x.change()
	x.employment()
	x.register()
	x.notices()
	return x.found
}

// eased lowers what reading the form found where the form does not compete for
// a post: only what tells who and where sends such a form back (D15).
func (x *examination) eased(f Finding) Finding {
	if f.Level == Returned && !x.post && !names[f.Field] {
		f.Level = BeforeDecision
	}
	return f
}

// find adds a finding at the field's place in the form, once for each code and
// field. A person's correction is shown instead of what the form says; of a row
// that a person wrote, what the master has no column for is only remarked on.
func (x *examination) find(code string, level Level, field Field, text, suggestion string) {
	for _, f := range x.found {
		if f.Code == code && f.Field == field {
			return
		}
	}
	if x.c.Manual && !inMaster[field] {
		level = Remark
	}
	ref, there := x.app.Cells[field]
	if !there && field == FieldDoctor {
		ref = x.app.Cells[FieldFirstName]
	}
	if ref.Cell == "" {
		for _, asks := range raisedBy[field] {
			if ref = x.app.Cells[asks]; ref.Cell != "" {
				break
			}
		}
	}
	if v, corrected := x.c.Asserted[field]; corrected {
		ref.Written = v
	}
	x.found = append(x.found, x.eased(Finding{
		Code: code, Level: level, Field: field, Sheet: ref.Sheet, Cell: ref.Cell, Written: ref.Written,
		Text: text, Suggestion: suggestion,
	}))
}

// ask is find with a sentence that is for the form's sender alone.
func (x *examination) ask(code string, level Level, field Field, text, ask, suggestion string) {
	n := len(x.found)
	x.find(code, level, field, text, suggestion)
	if len(x.found) > n {
		x.found[n] = x.found[n].Asking(ask)
	}
}

// raisedBy are the fields whose answers raise the question of another. Where the
// form has no cell for that, theirs is shown.
var raisedBy = map[Field][]Field{
	FieldBT:               {FieldSwedishAT},
	FieldBTCertificate:    {FieldBT},
	FieldEmploymentForm:   {FieldEmployed, FieldContractSigned},
	FieldEmploymentDate:   {FieldEmployed},
	FieldContractSigned:   {FieldEmploymentForm, FieldEmployed},
	FieldStudyDirector:    {FieldCredit},
	FieldCredit:           {FieldCreditFrom},
	FieldEarlierSpecialty: {FieldKind},
	FieldTransferFrom:     {FieldKind},
}

// told says whether the field is already found wanting, at least as badly: one
// fault is told once.
func (x *examination) told(f Field, level Level) bool {
	for _, found := range x.found {
		half := f == FieldDoctor && (found.Field == FieldFirstName || found.Field == FieldLastName)
		if found.Level >= level && (found.Field == f || half) {
			return true
		}
	}
	return false
}

// codeLabelSlip is a remark on a field's label, whatever its cell holds; the
// others on a field without a value say why what stands there cannot be used.
const codeLabelSlip = "STAVFEL_I_RUBRIK"

// raise makes what keeps a field's words from being used as serious as a missing
// value, so that this is not told beside it. It says whether there is such a
// fault.
func (x *examination) raise(f Field, level Level) bool {
	for i := range x.found {
		if found := &x.found[i]; found.Field == f && found.Code != codeLabelSlip {
			found.Level = max(found.Level, level)
			return true
		}
	}
	return false
}

// loose says whether reading the form had to interpret the date, and told so: a
// day that nobody wrote is held against nobody.
func (x *examination) loose(f Field, d Date) bool {
	for _, found := range x.c.FormFindings {
		if found.Field == f && found.Suggestion == d.String() {
			return true
		}
	}
	return false
}

// sameMonth says whether two dates cannot be put in order, since one of them may
// be a month alone, read as its first day.
func sameMonth(a, b Date) bool {
	return a.Year == b.Year && a.Month == b.Month && (a.Day == 1 || b.Day == 1)
}

// nothing are the words that fill a field without saying anything.
var nothing = map[string]bool{
	"": true, "0": true, "-": true, "–": true, "nej": true, "ej": true, "ingen": true, "inget": true, "inga": true,
	"saknas": true, "finns ej": true, "finns inte": true, "ej aktuell": true, "ej aktuellt": true, "inte aktuellt": true, "n/a": true,
}

// says whether words fill a field with something.
func says(s string) bool { return !nothing[fold(s)] }
