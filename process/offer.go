package process

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// OfferRule is what a region's rules say of granted posts from a day on (D5).
type OfferRule struct {
	From Date // zero: from the beginning
	Offer
}

// offerOn is the rule of a decision's own day: a post keeps the days that it was
// granted with.
func (w World) offerOn(day Date) Offer {
	rule := w.Policy.Offer
	if len(w.Offers) > 0 {
		rule = Offer{}
	}
	for _, r := range w.Offers {
		if !r.From.After(day) {
			rule = r.Offer
		}
	}
	return rule
}

// OfferDue is what a granted post waits for past its day.
type OfferDue string

// What can be due.
const (
	NothingDue    OfferDue = ""
	AnswerDue     OfferDue = "answer"     // the manager is reminded
	EmploymentDue OfferDue = "employment" // a person decides whether the post goes to the next in line
)

// Offered is where a granted post of its own stands until its doctor is employed;
// zero where there is none. Whatever is due, the grant holds until a person decides
// otherwise.
type Offered struct {
	Granted            Date   // the day of the decision in force
	AnswerBy, EmployBy Date   // the last days; zero where the rules of that day have none
	Confirmed          string // Swedish: what says that the doctor is employed; "" where nothing does
	ByForm             bool   // the case's newest form says it
	Due                OfferDue
}

// Next is the day to answer by, or to employ by where that has passed; zero where
// there is nothing to wait for.
func (o Offered) Next() Date {
	switch {
	case o.Confirmed != "":
		return Date{}
	case o.AnswerBy.IsZero(), o.Due != NothingDue && !o.EmployBy.IsZero():
		return o.EmployBy
	}
	return o.AnswerBy
}

// offers says where every granted post stands.
func (d *docket) offers() {
	for i := range d.entries {
		d.entries[i].s.Offer = d.offered(&d.entries[i])
	}
}

// offered leaves out who is employed already: a doctor who moves, and one whose
// health centre has paid for the post itself.
func (d *docket) offered(e *entry) Offered {
	kind := e.c.Application.Kind
	if e.s.Status != StatusGranted || !kind.Competes() || kind == OwnToFunded {
		return Offered{}
	}
	o, rule := Offered{Granted: e.decision.Date}, d.w.offerOn(e.decision.Date)
	if !rule.AnswerWithin.IsZero() {
		o.AnswerBy = rule.AnswerWithin.After(o.Granted)
	}
	if !rule.EmployWithin.IsZero() {
		o.EmployBy = rule.EmployWithin.After(o.Granted)
	}
	o.Confirmed, o.ByForm = d.employed(e)
	switch {
	case o.Confirmed != "":
	case !o.EmployBy.IsZero() && d.today.After(o.EmployBy):
		o.Due = EmploymentDue
	case !o.AnswerBy.IsZero() && d.today.After(o.AnswerBy):
		o.Due = AnswerDue
	}
	return o
}

// employed tells what says that a granted doctor is employed: the roster, a
// person's word in Ärenden, or the newest form.
func (d *docket) employed(e *entry) (words string, byForm bool) {
	if row, begun := d.begunRow(e); begun {
		return fmt.Sprintf("%s i bladet ST-läkare säger %s", Upper(rowWords(row)), row.Status), false
	}
	a := &e.c.Application
	_, told := e.c.Asserted[FieldEmployed]
	_, dated := e.c.Asserted[FieldEmploymentDate]
	planned := a.Cells[FieldEmploymentDate].Written != "" && a.EmploymentDate.After(d.today)
	switch {
	case told && (a.Employed == Yes || a.Employed == "" && d.saysContract(e)):
		return "Anställd är Ja i bladet Ärenden", false
	case told && a.Employed == No:
		return "", false
	case dated && !a.EmploymentDate.IsZero() && !planned: // a date put right is still only planned
		return fmt.Sprintf("Anställningsdatum är %s i bladet Ärenden", a.EmploymentDate), false
	case d.saysContract(e):
		return hiredWords(d.day(e.c.newest())), true
	case d.saidContract(e):
		return hiredWords(d.day(e.c.ContractSaid)), false
	}
	return "", false
}

func hiredWords(came Date) string {
	return fmt.Sprintf("Blanketten som kom %s säger att läkaren är anställd som ST", came)
}

func (d *docket) day(t time.Time) Date { return DateOf(t.In(d.w.Now.Location())) }

// saysContract says whether the form tells of an ST contract (D2). That the doctor
// is employed as ST, without the form of employment, counts from the decision on:
// before it, it is asked about.
func (d *docket) saysContract(e *entry) bool {
	a := &e.c.Application
	if a.EmploymentForm == "" {
		since := !d.day(e.c.newest()).Before(e.decision.Date)
		return since && (a.Employed == Yes || a.ContractSigned == Yes)
	}
	return a.SaysContract()
}

// SaysContract says whether a form tells of a signed ST contract (D2).
func (a Application) SaysContract() bool {
	return (a.EmploymentForm == SignedST || a.EmploymentForm == StartedST) && a.ContractSigned != No
}

// saidContract says whether an earlier form did since the decision: what confirmed
// the employment is not undone by a newer form that does not speak of it.
func (d *docket) saidContract(e *entry) bool {
	return !e.c.ContractSaid.IsZero() && !d.day(e.c.ContractSaid).Before(e.decision.Date)
}

// denied asks a person where a newer form denies what confirmed the employment.
func (d *docket) denied(e *entry, add func(what, why string)) {
	a := &e.c.Application
	denies := a.Employed == No || a.EmploymentForm != "" && !a.SaysContract()
	_, told := e.c.Asserted[FieldEmployed]
	if e.s.Offer.Granted.IsZero() || told || !denies || d.saysContract(e) || !d.saidContract(e) {
		return
	}
	add("Kontrollera om läkaren är anställd", fmt.Sprintf("%s, men den som kom %s säger inte det. Skriv Ja eller Nej i Anställd.",
		hiredWords(d.day(e.c.ContractSaid)), d.day(e.c.newest())))
}

// begunRow is the case's row in the roster where it says that the doctor has begun,
// or the doctor's own row without an id at the health centre.
func (d *docket) begunRow(e *entry) (Trainee, bool) {
	begun := func(t Trainee) bool { return t.Status != "" && t.Status != TraineeGranted }
	if row, stands := d.roster[e.c.ID]; stands {
		return row, begun(row)
	}
	name := FoldName(e.c.Application.Doctor)
	if name == "" || !d.nameless[name] {
		return Trainee{}, false
	}
	for _, i := range d.kindred().rows[name] {
		if t := d.w.Roster[i]; t.ID == "" && t.CentreID == e.centre.ID && begun(t) {
			return t, true
		}
	}
	return Trainee{}, false
}

// unemployed proposes that posts which nobody was employed in go to the next in
// line. A person takes them back, or does not.
func (d *docket) unemployed() []Todo {
	var overdue []int
	for i := range d.entries {
		if d.entries[i].s.Offer.Due == EmploymentDue {
			overdue = append(overdue, i)
		}
	}
	slices.SortFunc(overdue, func(a, b int) int {
		x, y := d.entries[a].s, d.entries[b].s
		return cmp.Or(x.Offer.EmployBy.Compare(y.Offer.EmployBy), cmp.Compare(x.Case, y.Case))
	})
	next := d.nextInLine(overdue)
	var todo []Todo
	for n, i := range overdue {
		e := &d.entries[i]
		o, line := e.s.Offer, "nästa i turordningen"
		if n < len(next) && next[n] != "" {
			line += ", " + next[n]
		} else if n < len(next) {
			line += ", men ingen fler på intresselistan kan få en plats nu"
		}
		todo = append(todo, Todo{e.c.ID, "Ta ställning till en plats där ingen är anställd", fmt.Sprintf(
			"Beviljad %s, anställning inte bekräftad inom %s (senast %s): förslaget är att platsen går till %s. Skriv Avskrivs för att ta tillbaka den och avsluta ärendet. Upphävs sätter ärendet på listan igen, på sin gamla plats, och då kan det föreslås på nytt. Är läkaren anställd, skriv Ja i Anställd.",
			o.Granted, d.w.offerOn(o.Granted).EmployWithin, o.EmployBy, line)})
	}
	return todo
}

// Each post that the next in line is looked for takes a judgement of its own: so
// many at the most, and so many cases in all.
const (
	mostFreed       = 10
	mostFreedJudged = 100_000
)

// nextInLine is, for each of the cases at those places, who would be proposed if
// its post were free beside those before it; "" where that is nobody.
func (d *docket) nextInLine(at []int) []string {
	if len(at) == 0 {
		return nil
	}
	held := map[string]bool{}
	for i := range d.entries {
		if e := &d.entries[i]; e.ranked && e.s.Proposal.Outcome == Grant {
			held[e.c.ID] = true
		}
	}
	w := d.w
	w.Cases, w.Roster = slices.Clone(w.Cases), slices.Clone(w.Roster)
	var next []string
	most := max(1, min(mostFreed, mostFreedJudged/len(w.Cases)))
	for _, i := range at[:min(len(at), most)] {
		freed := w.Cases[i].ID
		w.Cases[i].Withdrawn = true
		w.Roster = slices.DeleteFunc(w.Roster, func(t Trainee) bool { return t.ID == freed })
		_, ranking := consider(w)
		n := slices.IndexFunc(ranking, func(e *entry) bool { return e.s.Proposal.Outcome == Grant && !held[e.c.ID] })
		if n < 0 {
			next = append(next, "")
			continue
		}
		held[ranking[n].c.ID] = true
		next = append(next, ranking[n].c.ID)
	}
	return next
}

// String writes the time as policies do: "3 månader", "1 månad och 15 dagar".
func (p Period) String() string {
	var parts []string
	for _, x := range []struct {
		n         int
		one, many string
	}{{p.Months, "månad", "månader"}, {p.Days, "dag", "dagar"}} {
		if x.n == 1 {
			parts = append(parts, "1 "+x.one)
		} else if x.n != 0 {
			parts = append(parts, fmt.Sprintf("%d %s", x.n, x.many))
		}
	}
	return Listing(parts)
}
