package process

// ask says what a missing field needs, where more than its label helps.
var ask = map[Field]string{
	FieldLicenceDate:   "Legitimationsdatum saknas. Skriv datumet (ÅÅÅÅ-MM-DD), eller fyll i Väntad legitimation om läkaren ännu inte är legitimerad.",
	FieldPossibleStart: "Möjlig start ST saknas. Skriv det tidigaste datum läkaren kan börja (ÅÅÅÅ-MM-DD).",
	FieldEmployed:      "Redan anställd som ST? saknar svar. Välj Ja eller Nej.",
	FieldSwedishAT:     "Svensk AT saknar svar. Välj Ja eller Nej; vid Nej behöver BT också fyllas i.",
	FieldCentre:        "Vårdcentral saknas. Skriv vårdcentralens namn.",
	FieldKind:          "Ärendetyp saknas. Välj vad anmälan avser, till exempel Ny ST.",
	FieldDoctor:        "Läkarens namn saknas. Skriv för- och efternamn.",
}

// missing are the required fields that are not filled in. Only what says who
// and where is needed of a transfer or of a change to a running post: the rest
// is the study director's to gather (D15). A form that says no kind is asked for
// what a new post needs, so that its sender is asked once.
func (x *examination) missing() {
	x.missingOf(x.policy.Required.ForList, Returned)
	x.missingOf(x.policy.Required.ForDecision, BeforeDecision)
}

func (x *examination) missingOf(fields []Field, level Level) {
	for _, f := range fields {
		l := level
		if x.app.Kind != "" && !x.app.Kind.Competes() && !names[f] {
			if !changeNeeds(x.app.Kind, f) {
				continue
			}
			l = BeforeDecision
		}
		if x.c.Manual && !inMaster[f] {
			l = Remark
		}
		if x.filled(f) || x.told(f, l) {
			continue
		}
		text := ask[f]
		if text == "" {
			text = f.Label() + " saknas."
		}
		x.find(CodeMissing, l, f, text, "")
	}
}

// inMaster are the required fields that have a column in Ärenden.
var inMaster = map[Field]bool{
	FieldKind: true, FieldCentre: true, FieldDoctor: true, FieldLicenceDate: true, FieldPossibleStart: true,
	FieldEmployed: true, FieldEmploymentDate: true,
}

// names are the fields that tell one case from another.
var names = map[Field]bool{FieldKind: true, FieldCentre: true, FieldDoctor: true, FieldFirstName: true, FieldLastName: true}

// changeNeeds says what a form that does not compete for a post is asked for.
func changeNeeds(k Kind, f Field) bool {
	switch f {
	case FieldPossibleStart:
		return k == Transfer || k == ChangedStart
	case FieldTransferFrom, FieldTransferReason:
		return k == Transfer
	case FieldDegree:
		return k == ChangedDegree
	case FieldPlannedEnd:
		return k == EarlyEnd
	}
	return false
}

// told says whether reading the form already found this field wanting, at least
// as badly: one fault is told once.
func (x *examination) told(f Field, level Level) bool {
	for _, found := range x.found {
		half := f == FieldDoctor && (found.Field == FieldFirstName || found.Field == FieldLastName)
		if found.Level >= level && (found.Field == f || half) {
			return true
		}
	}
	return false
}

// filled says whether the form says what the field asks for, or the register or
// another field makes it needless.
func (x *examination) filled(f Field) bool {
	a := x.app
	switch f {
	case FieldKind:
		return a.Kind != ""
	case FieldCentre:
		return a.CentreID != "" || a.CentreWritten != ""
	case FieldDoctor, FieldFirstName, FieldLastName:
		return a.Doctor != ""
	case FieldManager:
		return x.written(f) || x.known && x.centre.Manager != ""
	case FieldManagerEmail:
		return x.written(f) || x.known && len(x.centre.Addresses) > 0
	case FieldLicenceDate:
		return !a.LicenceDate.IsZero() || !a.ExpectedLicence.IsZero()
	case FieldSwedishAT:
		return a.SwedishAT != Unanswered || a.BT != ""
	case FieldBT:
		return true // BT_SAKNAS tells it, and why
	case FieldPossibleStart:
		return !a.PossibleStart.IsZero()
	case FieldPlannedEnd:
		return !a.PlannedEnd.IsZero()
	case FieldDegree:
		return a.Degree > 0
	case FieldEmployed:
		return a.Employed != Unanswered || a.EmploymentForm != "" || a.Kind == OwnToFunded
	case FieldEmploymentForm:
		return a.Employed != Yes || a.EmploymentForm != "" || a.Kind == OwnToFunded
	case FieldEmploymentDate:
		return a.Employed != Yes || !a.EmploymentDate.IsZero()
	case FieldSupervisor:
		return a.Supervisor != ""
	case FieldEarlierSpecialty:
		return a.Kind != DoubleSpecialisation || a.EarlierSpecialty != ""
	case FieldTransferFrom, FieldTransferReason, FieldTransferCompetence, FieldTransferEffect:
		return a.Kind != Transfer || x.written(f)
	}
	return x.written(f)
}

// written says whether something stands in the field, or a person has put it there.
func (x *examination) written(f Field) bool {
	return x.app.Cells[f].Written != "" || x.c.Asserted[f] != ""
}
