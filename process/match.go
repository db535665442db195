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
	if found == 0 || several && !found.tells() {
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
	return slices.DeleteFunc(Changed(c.Application, app), func(f Field) bool { return repeats(c, app, f) })
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
