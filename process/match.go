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
	// UnclearWithdrawal fits several cases alike: its sender is asked which.
	UnclearWithdrawal Matched = "unclear withdrawal"
)

// sameDoctor says whether two forms are about one doctor: the same valid number;
// or, where one lacks it, the same name and licence date. The same name and date
// under two valid numbers is two doctors until a person says otherwise, and so is
// one number under two names that nothing else ties together.
func sameDoctor(a, b particulars) bool {
	if a.number != "" && b.number != "" {
		return a.number == b.number && !strangers(a, b)
	}
	if a.name == "" || a.name != b.name {
		return false
	}
	if a.app.LicenceDate.IsZero() && b.app.LicenceDate.IsZero() {
		return !a.app.ExpectedLicence.IsZero() && a.app.ExpectedLicence == b.app.ExpectedLicence
	}
	return a.app.LicenceDate == b.app.LicenceDate
}

// strangers says whether two forms name two doctors whatever their number: names
// that are not one name with a slip, and licence dates that differ. A number is
// easily filled down a column, or copied from another form. Where a licence date
// is missing, a name that they share ties them.
func strangers(a, b particulars) bool {
	if alike(a, b) {
		return false
	}
	if a.app.LicenceDate.IsZero() || b.app.LicenceDate.IsZero() {
		return !sharesName(a, b)
	}
	return a.app.LicenceDate != b.app.LicenceDate
}

// alike says whether two names may be one doctor's, with a name more or a slip; a
// name that is missing may be anybody's.
func alike(a, b particulars) bool {
	return a.name == "" || b.name == "" || near(a.name, b.name) || sameName(a.name, b.name)
}

func sharesName(a, b particulars) bool {
	return slices.ContainsFunc(a.words, func(w string) bool { return len(w) > 1 && slices.Contains(b.words, w) })
}

// Hint holds case ids that a form comes with. They are only believed where the
// doctor and the health centre do not speak against them, since a case id is
// easily guessed, and a form that was sent back is easily filled in for another.
type Hint struct {
	Mail []string // that its mail names
	Form string   // that the form itself carries, as one that we sent back; else ""
}

func (h Hint) names(id string) bool { return h.carries(id) || slices.Contains(h.Mail, id) }

func (h Hint) carries(id string) bool { return id != "" && h.Form == id }

// Match finds the case that a newly read form belongs to.
// A form for another health centre is always a case of its own, so that nobody
// takes over another's. A form that arrived before the newest of the case is
// Same, however late it is let in: it cannot say anything newer. Where it arrived
// before the case began, the case's dates count from it (D9). A withdrawal takes
// back nothing that began after it arrived.
func (x *Index) Match(app Application, received time.Time, hint Hint) (caseID string, how Matched) {
	return x.MatchExcept(app, received, hint, nil)
}

// MatchExcept is Match among the cases that are not out of the question.
func (x *Index) MatchExcept(app Application, received time.Time, hint Hint, out func(caseID string) bool) (caseID string, how Matched) {
	form := folded(&app)
	fitting, found := x.fitting(form, received, hint, out)
	if app.Kind == Withdrawal {
		return x.withdrawn(form, received, fitting, out)
	}
	if len(fitting) == 0 || len(fitting) > 1 && !found.tells() {
		return "", New
	}
	best := *fitting[0]
	if received.Before(best.newest()) || len(news(best, app)) == 0 {
		return best.ID, Same
	}
	return best.ID, Newer
}

// fitting are the cases that a form fits best and alike, the latest first.
func (x *Index) fitting(form particulars, received time.Time, hint Hint, out func(string) bool) (best []*Case, found grade) {
	for _, i := range x.candidates(form, hint) {
		c := &x.all[i]
		if form.app.Kind == Withdrawal && received.Before(c.Received) || out != nil && out(c.ID) {
			continue
		}
		switch g := fit(c, form, received, hint); {
		case g == 0 || g < found:
		case g > found:
			best, found = []*Case{&c.Case}, g
		default:
			best = append(best, &c.Case)
		}
	}
	slices.SortFunc(best, func(a, b *Case) int {
		if later(a, b) {
			return -1
		}
		return 1
	})
	return best, found
}

// TakenBack are the cases that a withdrawal fits alike, by id, where it fits
// several: its sender is asked which of them is meant.
func (x *Index) TakenBack(app Application, received time.Time, hint Hint) []string {
	if app.Kind != Withdrawal {
		return nil
	}
	fits, _ := x.fitting(folded(&app), received, hint, nil)
	if len(fits) < 2 {
		return nil
	}
	var ids []string
	for _, c := range fits {
		ids = append(ids, c.ID)
	}
	slices.Sort(ids)
	return ids
}

// withdrawn settles a withdrawal. Where it fits several cases alike its sender is
// asked which; one that comes again is the Same.
func (x *Index) withdrawn(form particulars, received time.Time, fitting []*Case, out func(string) bool) (string, Matched) {
	switch len(fitting) {
	case 0:
	case 1:
		return fitting[0].ID, Withdraws
	default:
		return "", UnclearWithdrawal
	}
	for _, i := range x.named(form.name) {
		c := &x.all[i]
		if c.Withdrawn && !received.Before(c.Received) && sameApplicant(c.form, form) && (out == nil || !out(c.ID)) {
			return c.ID, Same
		}
	}
	return "", UnknownWithdrawal
}

// newest is when the form that the case goes by arrived.
func (c *Case) newest() time.Time {
	if c.Newest.IsZero() {
		return c.Received
	}
	return c.Newest
}

// news are the changed fields, without those that only differ because a person
// has corrected what the same cell says. A doubted number that is gone is news: the
// fault is gone with it.
func news(c Case, app Application) []Field {
	changed := slices.DeleteFunc(Changed(c.Application, app), func(f Field) bool { return repeats(c, app, f) })
	if number(&app) == "" && c.NumberDoubted() && Emptied(app) {
		changed = append(changed, FieldPersonalNumber)
	}
	return changed
}

// NumberDoubted says whether something is wrong with the number that the case's
// form gives: with itself, or with the licence date beside it.
func (c Case) NumberDoubted() bool {
	if slices.ContainsFunc(c.FormFindings, func(f Finding) bool { return f.Field == FieldPersonalNumber && f.Level == Returned }) {
		return true
	}
	birth, licensed := birthYear(&c.Application), c.Application.LicenceDate
	return birth > 0 && !licensed.IsZero() && licensed.Year < birth+youngestDoctor
}

// Emptied says whether nothing stands where a form gives the number; one that is
// masked stands there, and means unchanged.
func Emptied(a Application) bool {
	return a.PersonalNumber.IsZero() && a.Cells[FieldPersonalNumber].Written == ""
}

// ContactDate is the queue date of a new case (D9): the first arrival, or the
// contact date that the doctor already has in another case, at any health centre
// or, where the policy says clinic, at the same one. A withdrawal loses it, and
// a grant has used it.
func (x *Index) ContactDate(p *Policy, app Application, received time.Time) Date {
	first, form := DateOf(received), folded(&app)
	for _, i := range x.ofDoctor(form) {
		c := &x.all[i]
		if c.Withdrawn || c.settled() == VerdictGrant || !sameDoctor(c.form, form) {
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
