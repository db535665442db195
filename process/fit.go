package process

import (
	"slices"
	"strings"
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
func corrected(c Case, app Application) Application {
	if repeats(c, app, FieldDoctor) {
		app.Doctor = c.Application.Doctor
	}
	if repeats(c, app, FieldLicenceDate) {
		app.LicenceDate = c.Application.LicenceDate
	}
	if repeats(c, app, FieldKind) {
		app.Kind = c.Application.Kind
	}
	if repeats(c, app, FieldCentre) {
		app.CentreID, app.CentreWritten = c.Application.CentreID, c.Application.CentreWritten
	}
	return app
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
func fit(c Case, app Application, received time.Time, hint Hint) grade {
	app = corrected(c, app)
	granted := c.settled() == VerdictGrant
	hinted := hint.names(c.ID)
	if ended(c) || !centresAgree(c.Application, app) || !hinted && lost(c.Application, app) {
		return 0
	}
	if !kindsAgree(c, app) && (granted || !hinted || unrelated(c.Application.Kind, app.Kind)) || !sameChange(c, app, hinted) {
		return 0
	}
	g := doctorFits(c, app, received)
	switch {
	case hinted && namesAgree(c.Application, app, hint.carries(c.ID)):
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
func doctorFits(c Case, app Application, received time.Time) grade {
	switch a := c.Application; {
	case SameDoctor(a, app):
		return byDoctor
	case sameApplicant(a, app) && licenceOpen(a, app, DateOf(received)):
		return byName
	case app.Kind != Withdrawal && c.Received.Before(received) && slipped(a, app):
		return bySlip
	}
	return 0
}

// slipped says whether the names differ by a slip in one word, and everything else
// that tells two doctors apart is there and the same. Two rows of one mail are
// never a slip of each other: fit asks it of an earlier case alone.
func slipped(a, b Application) bool {
	x, y := validNumber(a), validNumber(b)
	if x != "" && y != "" && x != y || a.LicenceDate.IsZero() || a.LicenceDate != b.LicenceDate || a.CentreID == "" || a.CentreID != b.CentreID {
		return false
	}
	n, m := strings.Fields(FoldName(a.Doctor)), strings.Fields(FoldName(b.Doctor))
	if len(n) != len(m) || len(n) < 2 {
		return false
	}
	slips := 0
	for i := range n {
		if n[i] == m[i] {
			continue
		}
		if slips++; !near(n[i], m[i]) {
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
func ended(c Case) bool {
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
func namesAgree(a, b Application, sentBack bool) bool {
	x, y := validNumber(a), validNumber(b)
	if x != "" && y != "" {
		return x == y && !strangers(a, b)
	}
	n, m := FoldName(a.Doctor), FoldName(b.Doctor)
	if n == m {
		return true
	}
	apart := !a.LicenceDate.IsZero() && !b.LicenceDate.IsZero() && a.LicenceDate != b.LicenceDate
	return !apart && (n == "" || m == "" || near(n, m) || sentBack && shareWord(n, m))
}

// shareWord says whether two names have a word in common: who corrects a name
// leaves some of it, and who uses a form again for another doctor does not.
func shareWord(n, m string) bool {
	words := strings.Fields(m)
	return slices.ContainsFunc(strings.Fields(n), func(w string) bool { return slices.Contains(words, w) })
}

// sameApplicant is the same name from the same health centre, with no two valid
// numbers that differ.
func sameApplicant(a, b Application) bool {
	x, y := validNumber(a), validNumber(b)
	if x != "" && y != "" && x != y {
		return false
	}
	name := FoldName(a.Doctor)
	return name != "" && name == FoldName(b.Doctor) && centresAgree(a, b)
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
func later(a, b Case) bool {
	if !a.Received.Equal(b.Received) {
		return a.Received.After(b.Received)
	}
	return a.ID > b.ID
}
