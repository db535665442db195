package process

import (
	"slices"
	"time"
)

// Matched says what a newly read form is to the cases there are.
type Matched string

// What a form can be.
const (
	New               Matched = "new"
	Same              Matched = "same"  // says nothing that the case does not
	Newer             Matched = "newer" // a correction or a resubmission of the case
	Withdraws         Matched = "withdraws"
	UnknownWithdrawal Matched = "unknown withdrawal"
)

// SameDoctor says whether two forms are about one doctor: the same valid number;
// or, where one lacks it, the same name and licence date. The same name and date
// under two valid numbers is two doctors until a person says otherwise.
func SameDoctor(a, b Application) bool {
	x, y := validNumber(a), validNumber(b)
	if x != "" && y != "" {
		return x == y
	}
	if name := FoldName(a.Doctor); name == "" || name != FoldName(b.Doctor) {
		return false
	}
	if a.LicenceDate.IsZero() && b.LicenceDate.IsZero() {
		return !a.ExpectedLicence.IsZero() && a.ExpectedLicence == b.ExpectedLicence
	}
	return a.LicenceDate == b.LicenceDate
}

// Match finds the case that a newly read form belongs to. hint holds the case
// ids that its mail names; they are only believed where the doctor and the
// health centre do not speak against them, since a case id is easily guessed.
// A form for another health centre is always a case of its own, so that nobody
// takes over another's. A form that arrived before the newest of the case is
// Same, however late it is let in: it cannot say anything newer. Where it arrived
// before the case began, the case's dates count from it (D9). A withdrawal takes
// back nothing that began after it arrived.
func Match(cases []Case, app Application, received time.Time, hint []string) (caseID string, how Matched) {
	best, found := Case{}, grade(0)
	several := false
	for _, c := range cases {
		if app.Kind == Withdrawal && received.Before(c.Received) {
			continue
		}
		g := fit(c, app, received, hint)
		switch {
		case g == 0 || g < found:
		case g > found:
			best, found, several = c, g, false
		default:
			several = true
			if later(c, best) {
				best = c
			}
		}
	}
	if app.Kind == Withdrawal {
		return withdrawn(cases, app, received, best, found, several)
	}
	if found == 0 {
		return "", New
	}
	if received.Before(best.newest()) || len(news(best, app)) == 0 {
		return best.ID, Same
	}
	return best.ID, Newer
}

// withdrawn settles a withdrawal. Where it fits several cases alike a person
// asks which; one that comes again is the Same.
func withdrawn(cases []Case, app Application, received time.Time, best Case, found grade, several bool) (string, Matched) {
	if found > 0 && !several {
		return best.ID, Withdraws
	}
	if found == 0 {
		for _, c := range cases {
			if c.Withdrawn && !received.Before(c.Received) && sameApplicant(c.Application, app) {
				return c.ID, Same
			}
		}
	}
	return "", UnknownWithdrawal
}

// newest is when the form that the case goes by arrived.
func (c Case) newest() time.Time {
	if c.Newest.IsZero() {
		return c.Received
	}
	return c.Newest
}

// news are the changed fields, without those that only differ because a person
// has corrected what the same cell says.
func news(c Case, app Application) []Field {
	return slices.DeleteFunc(Changed(c.Application, app), func(f Field) bool {
		_, corrected := c.Asserted[f]
		return corrected && c.Application.Cells[f].Written == app.Cells[f].Written
	})
}

// grade orders the ways in which a form can fit a case; 0 is not at all.
type grade int

const (
	byName    grade = 1 // the name and the health centre, where the licence date cannot tell
	byDoctor  grade = 2
	open      grade = 4 // added: before a granted case
	exactKind grade = 8 // added: before a related kind
	byHint    grade = 16
)

func fit(c Case, app Application, received time.Time, hint []string) grade {
	granted := c.settled() == VerdictGrant
	hinted := slices.Contains(hint, c.ID)
	if ended(c) || !centresAgree(c.Application, app) || !hinted && lost(c.Application, app) {
		return 0
	}
	if !kindsAgree(c, app) && (granted || !hinted) {
		return 0
	}
	var g grade
	switch {
	case hinted && namesAgree(c.Application, app):
		g = byHint
	case SameDoctor(c.Application, app):
		g = byDoctor
	case sameApplicant(c.Application, app) && licenceOpen(c.Application, app, DateOf(received)):
		g = byName
	default:
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
// is missing or misspelt agrees unless the licence dates tell two doctors apart.
func namesAgree(a, b Application) bool {
	x, y := validNumber(a), validNumber(b)
	if x != "" && y != "" {
		return x == y
	}
	n, m := FoldName(a.Doctor), FoldName(b.Doctor)
	if n == m {
		return true
	}
	apart := !a.LicenceDate.IsZero() && !b.LicenceDate.IsZero() && a.LicenceDate != b.LicenceDate
	return !apart && (n == "" || m == "" || near(n, m))
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

// ContactDate is the queue date of a new case (D9): the first arrival, or the
// contact date that the doctor already has in another case, at any health centre
// or, where the policy says clinic, at the same one. A withdrawal loses it, and
// a grant has used it.
func ContactDate(p *Policy, cases []Case, app Application, received time.Time) Date {
	first := DateOf(received)
	for _, c := range cases {
		if c.Withdrawn || c.settled() == VerdictGrant || !SameDoctor(c.Application, app) {
			continue
		}
		if p.ContactDateFollows == "clinic" && !sameCentre(c.Application, app) {
			continue
		}
		if !c.ContactDate.IsZero() && c.ContactDate.Before(first) {
			first = c.ContactDate
		}
	}
	return first
}
