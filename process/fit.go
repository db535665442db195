package process

import (
	"slices"
	"time"
)

// repeats says whether a form only writes again what a person has corrected.
func repeats(c Case, app Application, f Field) bool {
	_, corrected := c.Asserted[f]
	return corrected && c.Application.Cells[f].Written == app.Cells[f].Written
}

// corrected is the form with what people have corrected in the case, where it
// writes the same as the form that they corrected: a sender who does not know of
// the correction still means the same doctor.
func corrected(c *known, form particulars) particulars {
	if len(c.Asserted) == 0 {
		return form
	}
	app, changed := *form.app, false
	take := func(f Field, over func()) {
		if repeats(c.Case, *form.app, f) {
			over()
			changed = true
		}
	}
	take(FieldDoctor, func() { app.Doctor = c.Application.Doctor })
	take(FieldLicenceDate, func() { app.LicenceDate = c.Application.LicenceDate })
	take(FieldKind, func() { app.Kind = c.Application.Kind })
	take(FieldCentre, func() { app.CentreID, app.CentreWritten = c.Application.CentreID, c.Application.CentreWritten })
	if !changed {
		return form
	}
	return folded(&app)
}

// grade orders the ways in which a form can fit a case; 0 is not at all.
type grade int

const (
	bySlip    grade = 1 // a slip in the name, all else that tells doctors apart being the same
	byName    grade = 2 // the name and the health centre, where the licence date cannot tell
	byDoctor  grade = 4
	open      grade = 8  // added: before a granted case
	exactKind grade = 16 // added: before a related kind
	byHint    grade = 32 // added to how the doctor fits
)

// tells says whether the doctor's particulars themselves point the case out, and
// not only the mail that names it.
func (g grade) tells() bool { return g&(bySlip|byName|byDoctor) != 0 }

// fit says how well a form fits a case.
func fit(c *known, form particulars, received time.Time, hint Hint) grade {
	form = corrected(c, form)
	app := *form.app
	granted := c.settled() == VerdictGrant
	hinted := hint.names(c.ID)
	if ended(&c.Case) || !centresAgree(c.Application, app) || !hinted && lost(c.Application, app) {
		return 0
	}
	if !kindsAgree(c.Case, app) && (granted || !hinted || unrelated(c.Application.Kind, app.Kind)) || !sameChange(c.Case, app, hinted) {
		return 0
	}
	g := doctorFits(c, form, received)
	switch {
	case hinted && namesAgree(c.form, form, hint.carries(c.ID)):
		g += byHint
	case g == 0:
		return 0
	}
	if !granted {
		g += open
	}
	if c.Application.Kind == app.Kind {
		g += exactKind
	}
	return g
}

// doctorFits says how surely the form is about the case's doctor.
func doctorFits(c *known, form particulars, received time.Time) grade {
	switch {
	case sameDoctor(c.form, form):
		return byDoctor
	case sameApplicant(c.form, form) && licenceOpen(c.Application, *form.app, DateOf(received)):
		return byName
	case form.app.Kind != Withdrawal && c.Received.Before(received) && slipped(c.form, form):
		return bySlip
	}
	return 0
}

// slipped says whether the names differ by a slip in one word, and everything else
// that tells two doctors apart is there and the same. Two rows of one mail are
// never a slip of each other: fit asks it of an earlier case alone.
func slipped(a, b particulars) bool {
	if a.number != "" && b.number != "" && a.number != b.number ||
		a.app.LicenceDate.IsZero() || a.app.LicenceDate != b.app.LicenceDate || a.app.CentreID == "" || a.app.CentreID != b.app.CentreID {
		return false
	}
	if len(a.words) != len(b.words) || len(a.words) < 2 {
		return false
	}
	slips := 0
	for i := range a.words {
		if a.words[i] == b.words[i] {
			continue
		}
		if slips++; slips > 1 || !near(a.words[i], b.words[i]) {
			return false
		}
	}
	return slips == 1
}

// unrelated kinds are never corrected into each other, whatever a mail answers: a
// change to a running post beside an application is a matter of its own.
func unrelated(a, b Kind) bool { return a.changes() != b.changes() }

// changes says whether the kind is a change to a running post other than a move.
func (k Kind) changes() bool {
	switch k {
	case LeaveOfAbsence, ChangedDegree, ChangedStart, EarlyEnd:
		return true
	}
	return false
}

// sameChange tells one change to a running post from the next of its kind. Leaves
// on other days are two, unless the mail answers about the one; and a change that
// is granted is done with, so that only the same form again belongs to it.
func sameChange(c Case, app Application, hinted bool) bool {
	a := c.Application
	if !a.Kind.changes() || a.Kind != app.Kind {
		return true
	}
	granted := c.settled() == VerdictGrant
	switch a.Kind {
	case LeaveOfAbsence:
		if hinted || a.ChangeFrom.IsZero() || app.ChangeFrom.IsZero() {
			return true
		}
		if granted {
			return a.ChangeFrom == app.ChangeFrom && a.ChangeTo == app.ChangeTo
		}
		return Leave{From: a.ChangeFrom, To: a.ChangeTo}.Overlaps(app.ChangeFrom, app.ChangeTo)
	case ChangedDegree:
		return !granted || hinted || a.Degree == app.Degree && a.ChangeFrom == app.ChangeFrom
	case ChangedStart:
		return !granted || hinted || newStart(a) == newStart(app)
	default:
		return !granted || hinted || lastDay(a) == lastDay(app)
	}
}

// ended cases swallow no new form.
func ended(c *Case) bool {
	switch c.settled() {
	case VerdictDecline, VerdictClose:
		return true
	}
	return c.Withdrawn
}

// centresAgree where both say the same, or one says nothing the register knows.
func centresAgree(a, b Application) bool {
	if a.CentreID != "" && b.CentreID != "" {
		return a.CentreID == b.CentreID
	}
	return a.CentreID == "" || b.CentreID == "" || sameCentre(a, b)
}

// lost says whether the form names a health centre that the register does not
// know, for a case that has one: anybody may have sent it.
func lost(a, b Application) bool {
	return a.CentreID != "" && b.CentreID == "" && !sameWritten(a, b)
}

// kindsAgree: what competes for a post is one family, since forms are corrected
// between them; a change to a running post is a case of its own, and so is
// another kind of post for who has been granted one.
func kindsAgree(c Case, app Application) bool {
	a, b := c.Application.Kind, app.Kind
	if a == b || a == "" || b == "" || b == Withdrawal {
		return true
	}
	return a.Competes() && b.Competes() && c.settled() != VerdictGrant
}

// namesAgree where neither number nor name speaks against the other; a name that
// is missing or misspelt agrees unless the licence dates tell two doctors apart. In
// a form that we sent back any name agrees where they do not: its name may be what
// was wrong.
func namesAgree(a, b particulars, sentBack bool) bool {
	if a.number != "" && b.number != "" {
		return a.number == b.number && !strangers(a, b)
	}
	if a.name == b.name {
		return true
	}
	x, y := a.app.LicenceDate, b.app.LicenceDate
	apart := !x.IsZero() && !y.IsZero() && x != y
	return !apart && (a.name == "" || b.name == "" || near(a.name, b.name) || sentBack && shareWord(a, b))
}

// shareWord says whether two names have a word in common: who corrects a name
// leaves some of it, and who uses a form again for another doctor does not.
func shareWord(a, b particulars) bool {
	return slices.ContainsFunc(a.words, func(w string) bool { return slices.Contains(b.words, w) })
}

// sameApplicant is the same name from the same health centre, with no two valid
// numbers that differ.
func sameApplicant(a, b particulars) bool {
	if a.number != "" && b.number != "" && a.number != b.number {
		return false
	}
	return a.name != "" && a.name == b.name && centresAgree(*a.app, *b.app)
}

// licenceOpen says whether the licence dates cannot tell two doctors apart: one
// is not there, or is one that sends a form back.
func licenceOpen(a, b Application, received Date) bool {
	return b.Kind == Withdrawal || !plausibleLicence(a, received) || !plausibleLicence(b, received)
}

func plausibleLicence(a Application, on Date) bool {
	d := a.LicenceDate
	return !d.IsZero() && d.Year >= firstLicenceYear && !d.After(on) &&
		(a.PossibleStart.IsZero() || !a.PossibleStart.Before(d))
}

// later prefers the case that came last, so that the answer does not hang on the
// order the cases lie in.
func later(a, b *Case) bool {
	if !a.Received.Equal(b.Received) {
		return a.Received.After(b.Received)
	}
	return a.ID > b.ID
}
