package process_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/process"
)

var halland = process.Offer{AnswerWithin: process.Period{Days: 30}, EmployWithin: process.Period{Months: 3}}

// offered is a world on a day under Halland's contract: a signed contract within
// three months.
func offered(now process.Date, cases ...process.Case) process.World {
	w := world(cases...)
	p := *w.Policy
	p.Offer = halland
	w.Policy, w.Now = &p, time.Date(now.Year, now.Month, now.Day, 20, 0, 0, 0, zone)
	return w
}

// offering is one that was proposed and granted on 11 September 2024.
func offering(n int, change ...func(*process.Application)) process.Case {
	c := decided(nth(n, change...), process.VerdictGrant, process.D(2024, 9, 11), "")
	c.Proposed = process.Grant
	return c
}

// D1: the days run from the decision, and count through their last; what is due
// takes nothing back.
func TestAnOfferHasItsDays(t *testing.T) {
	for _, tt := range []struct {
		now  process.Date
		due  process.OfferDue
		next process.Date
	}{
		{process.D(2024, 9, 11), process.NothingDue, process.D(2024, 10, 11)},
		{process.D(2024, 10, 11), process.NothingDue, process.D(2024, 10, 11)},
		{process.D(2024, 10, 12), process.AnswerDue, process.D(2024, 12, 11)},
		{process.D(2024, 12, 11), process.AnswerDue, process.D(2024, 12, 11)},
		{process.D(2024, 12, 12), process.EmploymentDue, process.D(2024, 12, 11)},
		{process.D(2026, 1, 1), process.EmploymentDue, process.D(2024, 12, 11)},
	} {
		s := standing(t, offered(tt.now, offering(1)), "IA-2024-0001")
		if o := s.Offer; s.Status != process.StatusGranted || o.Due != tt.due || o.Next() != tt.next || o.AnswerBy != process.D(2024, 10, 11) || o.EmployBy != process.D(2024, 12, 11) {
			t.Errorf("%s: %s, %+v, next %s; want %q, %s", tt.now, s.Status, o, o.Next(), tt.due, tt.next)
		}
	}
}

// A day alone: what has no day to answer by waits for the day to employ by.
func TestAnOfferWithOneDay(t *testing.T) {
	for _, tt := range []struct {
		rule process.Offer
		due  process.OfferDue
		next process.Date
	}{
		{process.Offer{EmployWithin: halland.EmployWithin}, process.EmploymentDue, process.D(2024, 12, 11)},
		{process.Offer{AnswerWithin: halland.AnswerWithin}, process.AnswerDue, process.D(2024, 10, 11)},
		{process.Offer{}, process.NothingDue, process.Date{}},
	} {
		w := offered(process.D(2024, 12, 12), offering(1))
		w.Policy.Offer = tt.rule
		if o := standing(t, w, "IA-2024-0001").Offer; o.Due != tt.due || o.Next() != tt.next {
			t.Errorf("%+v: %+v, next %s", tt.rule, o, o.Next())
		}
	}
}

// D5: a post keeps the days of the rules that it was granted under.
func TestAnOfferGoesByTheRulesOfItsDay(t *testing.T) {
	later := decided(nth(2), process.VerdictGrant, process.D(2024, 10, 1), "")
	later.Proposed = process.Grant
	w := offered(process.D(2025, 3, 1), offering(1), later)
	w.Offers = []process.OfferRule{{}, {From: process.D(2024, 10, 1), Offer: process.Offer{EmployWithin: process.Period{Months: 6}}}}
	if o := standing(t, w, "IA-2024-0001").Offer; o.Due != process.NothingDue || !o.Next().IsZero() {
		t.Errorf("granted before the rule: %+v", o)
	}
	if o := standing(t, w, "IA-2024-0002").Offer; o.EmployBy != process.D(2025, 4, 1) {
		t.Errorf("granted under it: %+v", o)
	}
}

// D2: what confirms an employment, and what does not.
func TestWhatConfirmsAnEmployment(t *testing.T) {
	written := func(f process.Field, v string) func(*process.Case) {
		return func(c *process.Case) { c.Asserted = map[process.Field]string{f: v} }
	}
	says := func(e process.EmploymentForm, employed, signed process.Answer) func(*process.Case) {
		return func(c *process.Case) {
			c.Application.EmploymentForm, c.Application.Employed, c.Application.ContractSigned = e, employed, signed
		}
	}
	came := func(d int) func(*process.Case) {
		return func(c *process.Case) { c.Newest = at(2024, 9, d) }
	}
	said := func(d int) func(*process.Case) {
		return func(c *process.Case) { c.ContractSaid = at(2024, 9, d) }
	}
	from := func(d process.Date) func(*process.Case) {
		return func(c *process.Case) { c.Application.EmploymentDate = d }
	}
	planned := func(c *process.Case) {
		c.Application.Cells[process.FieldEmploymentDate] = process.CellRef{Written: "2025-03-01"}
	}
	for _, tt := range []struct {
		name   string
		about  []func(*process.Case)
		words  string // of what confirms it; "" where nothing does
		byForm bool
	}{
		{"a signed contract", []func(*process.Case){came(20), says(process.SignedST, process.Yes, process.Yes)}, "Blanketten som kom 2024-09-20", true},
		{"a signed contract, not begun", []func(*process.Case){came(20), says(process.SignedST, process.No, "")}, "2024-09-20", true},
		{"begun as ST", []func(*process.Case){came(20), says(process.StartedST, process.Yes, "")}, "2024-09-20", true},
		{"a contract that was there before the decision", []func(*process.Case){says(process.SignedST, process.Yes, process.Yes)}, "2024-09-02", true},
		{"a contract and not signed", []func(*process.Case){came(20), says(process.SignedST, process.Yes, process.No)}, "", false},
		{"employed, said on the day of the decision", []func(*process.Case){came(11), says("", process.Yes, "")}, "2024-09-11", true},
		{"employed, said the day before", []func(*process.Case){came(10), says("", process.Yes, "")}, "", false},
		{"a locum", []func(*process.Case){came(20), says(process.Locum, process.Yes, process.Yes)}, "", false},
		{"promised", []func(*process.Case){came(20), says(process.Promised, process.No, process.No)}, "", false},
		{"a contract that an earlier form told of", []func(*process.Case){came(25), said(20), says(process.NotOffered, process.No, "")}, "Blanketten som kom 2024-09-20", false},
		{"a contract that an earlier form told of before the decision", []func(*process.Case){came(25), said(10), says(process.NotOffered, process.No, "")}, "", false},
		{"nothing said", nil, "", false},
		{"Anställd in the master", []func(*process.Case){written(process.FieldEmployed, "Ja"), says("", process.Yes, "")}, "Anställd är Ja", false},
		{"Anställd taken back in the master", []func(*process.Case){came(20), written(process.FieldEmployed, "Nej"), says(process.SignedST, process.No, "")}, "", false},
		{"a day filled in in the master", []func(*process.Case){written(process.FieldEmploymentDate, "2025-01-07"), from(process.D(2025, 1, 7))}, "Anställningsdatum är 2025-01-07", false},
		{"a planned day put right", []func(*process.Case){planned, written(process.FieldEmploymentDate, "2025-02-01"), from(process.D(2025, 2, 1))}, "", false},
		{"a planned day put right, and come", []func(*process.Case){planned, written(process.FieldEmploymentDate, "2024-12-01"), from(process.D(2024, 12, 1))}, "Anställningsdatum är 2024-12-01", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := offering(1)
			for _, f := range tt.about {
				f(&c)
			}
			j := process.Judge(offered(process.D(2024, 12, 12), c))
			o := j.Standings[0].Offer
			if tt.words == "" {
				if o.Confirmed != "" || o.Due != process.EmploymentDue {
					t.Errorf("%+v", o)
				}
				return
			}
			if !strings.Contains(o.Confirmed, tt.words) || o.ByForm != tt.byForm || o.Due != process.NothingDue || !o.Next().IsZero() {
				t.Errorf("%+v", o)
			}
			if _, asks := placeTodo(j); asks {
				t.Errorf("Att göra still asks: %+v", j.Todo)
			}
		})
	}
}

// D2: a form that denies what an earlier one confirmed reopens nothing by itself; a
// person is asked, and answers in the master.
func TestAFormThatTakesAnEmploymentBackIsAskedAbout(t *testing.T) {
	c := offering(1)
	c.Newest, c.ContractSaid = at(2024, 9, 25), at(2024, 9, 20)
	c.Application.Employed, c.Application.EmploymentForm = process.No, process.NotOffered
	const asks = "Kontrollera om läkaren är anställd"
	asked := func(c process.Case) bool {
		return slices.ContainsFunc(process.Judge(offered(process.D(2024, 12, 12), c)).Todo, func(t process.Todo) bool { return t.What == asks })
	}
	if !asked(c) {
		t.Error("nobody is asked")
	}
	c.Asserted = map[process.Field]string{process.FieldEmployed: "Nej"}
	if asked(c) || standing(t, offered(process.D(2024, 12, 12), c), c.ID).Offer.Due != process.EmploymentDue {
		t.Error("answered, and it does not count")
	}
	c.Asserted, c.Application.Employed, c.Application.EmploymentForm = nil, "", ""
	if asked(c) {
		t.Error("a form that says nothing of it is asked about")
	}
}

// The roster confirms it, whatever the forms say; a row that only waits does not.
func TestTheRosterConfirmsAnEmployment(t *testing.T) {
	for _, status := range process.TraineeStatuses {
		w := offered(process.D(2024, 12, 12), offering(1))
		w.Roster = []process.Trainee{{ID: "IA-2024-0001", Name: "Läkare Nummer1", CentreID: tallbacken.ID, Start: process.D(2024, 11, 1), Status: status}}
		o := standing(t, w, "IA-2024-0001").Offer
		if begun := status != process.TraineeGranted; begun != (o.Confirmed != "") || begun == (o.Due == process.EmploymentDue) {
			t.Errorf("%s: %+v", status, o)
		}
	}
	w := offered(process.D(2024, 12, 12), offering(1))
	w.Roster = []process.Trainee{{Name: "Läkare Nummer1", CentreID: tallbacken.ID, Status: process.TraineeActive}}
	if o := standing(t, w, "IA-2024-0001").Offer; o.Confirmed == "" {
		t.Errorf("the doctor's own row without an id: %+v", o)
	}
}

// Nobody is asked to employ whom they have: a doctor who moves, one that the health
// centre paid for itself, a change to a running post; nor where a person decided
// otherwise since.
func TestNoOfferWithoutANewPost(t *testing.T) {
	for _, k := range []process.Kind{process.Transfer, process.OwnToFunded, process.LeaveOfAbsence, process.ChangedDegree} {
		c := offering(1, asking(k))
		if o := standing(t, offered(process.D(2025, 12, 12), c), c.ID).Offer; o != (process.Offered{}) {
			t.Errorf("%s: %+v", k, o)
		}
	}
	withdrawn, annulled := offering(1), offering(2)
	withdrawn.Withdrawn = true
	annulled.Decided, annulled.Earlier, annulled.Decision.Verdict = true, annulled.Decision, process.VerdictAnnul
	for _, c := range []process.Case{withdrawn, annulled, nth(3), decided(nth(4), process.VerdictWait, process.D(2024, 9, 11), "Väntar.")} {
		if o := standing(t, offered(process.D(2025, 12, 12), c), c.ID).Offer; o != (process.Offered{}) {
			t.Errorf("%s: %+v", c.ID, o)
		}
	}
}

func placeTodo(j process.Judgement) (process.Todo, bool) {
	for _, t := range j.Todo {
		if t.What == "Ta ställning till en plats där ingen är anställd" {
			return t, true
		}
	}
	return process.Todo{}, false
}

// D1: past the day to employ by it is proposed that the post goes to the next in
// line, as the ranking is when it is free; a person takes it back, and then the
// next one is proposed.
func TestThePostGoesToTheNextInLine(t *testing.T) {
	first, second := nth(2, licensed(2018, 1, 1)), nth(3, licensed(2019, 1, 1))
	w := offered(process.D(2024, 12, 12), second, offering(1, starting(2025, 1, 1)), first)
	for i := range w.Cases {
		w.Cases[i].Application.PossibleStart = process.D(2025, 1, 1)
	}
	w.Budget = []process.BudgetYear{{Year: 2025, Frame: 12 * 50000, Decided: true, PerMonth: 50000}} // one post
	j := process.Judge(w)
	todo, asks := placeTodo(j)
	const want = "Beviljad 2024-09-11, anställning inte bekräftad inom 3 månader (senast 2024-12-11): förslaget är att platsen går till nästa i turordningen, IA-2024-0002. Skriv Avskrivs för att ta tillbaka den och avsluta ärendet. Upphävs sätter ärendet på listan igen, på sin gamla plats, och då kan det föreslås på nytt."
	if !asks || todo.Case != "IA-2024-0001" || !strings.HasPrefix(todo.Why, want) {
		t.Errorf("%+v", todo)
	}
	for _, s := range j.Standings {
		if s.Proposal.Outcome == process.Grant && s.Status != process.StatusGranted {
			t.Errorf("%s is proposed a post that nobody has taken back", s.Case)
		}
	}
	w.Cases[1].Decided, w.Cases[1].Earlier = true, w.Cases[1].Decision
	w.Cases[1].Decision = process.Decision{Verdict: process.VerdictClose, By: "Dag Delegat", Date: process.D(2024, 12, 12), Reason: "Ingen är anställd."}
	j = process.Judge(w)
	if s, _ := j.Standing("IA-2024-0002"); s.Proposal.Outcome != process.Grant {
		t.Errorf("taken back, and the next in line: %+v", s.Proposal)
	}
	if todo, asks := placeTodo(j); asks {
		t.Errorf("taken back, and still asked: %+v", todo)
	}
}

// Several posts go to several, and to nobody where nobody waits.
func TestEachFreedPostHasItsOwnNext(t *testing.T) {
	cases := []process.Case{offering(1), offering(2), offering(3), nth(4, licensed(2018, 1, 1)), nth(5, licensed(2019, 1, 1))}
	for i := range cases {
		cases[i].Application.PossibleStart = process.D(2025, 1, 1)
	}
	cases[1].Decision.Date = process.D(2024, 9, 10)
	w := offered(process.D(2024, 12, 12), cases...)
	w.Budget = []process.BudgetYear{{Year: 2025, Frame: 3 * 12 * 50000, Decided: true, PerMonth: 50000}}
	want := map[string]string{"IA-2024-0002": "IA-2024-0004", "IA-2024-0001": "IA-2024-0005", "IA-2024-0003": "ingen fler på intresselistan"}
	for _, todo := range process.Judge(w).Todo {
		if next, overdue := want[todo.Case]; overdue && strings.HasPrefix(todo.What, "Ta ställning") {
			if !strings.Contains(todo.Why, next) {
				t.Errorf("%s: %s", todo.Case, todo.Why)
			}
			delete(want, todo.Case)
		}
	}
	if len(want) > 0 {
		t.Errorf("nothing said of %v", want)
	}
}

func TestPeriodWords(t *testing.T) {
	for want, p := range map[string]process.Period{"3 månader": {Months: 3}, "30 dagar": {Days: 30}, "1 månad och 1 dag": {Months: 1, Days: 1}, "": {}} {
		if p.String() != want {
			t.Errorf("%q, want %q", p.String(), want)
		}
	}
}
