package process_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

// granted is a case that was granted as proposed, with its row in the roster.
func granted(w *process.World, c process.Case) process.Case {
	c = decided(c, process.VerdictGrant, process.D(2024, 9, 10), "")
	c.Proposed = process.Grant
	w.Cases = []process.Case{c}
	w.Roster = process.Judge(*w).Granted
	return c
}

func whyOf(j process.Judgement, what string) string {
	for _, t := range j.Todo {
		if strings.HasPrefix(t.What, what) {
			return t.What + " – " + t.Why
		}
	}
	return ""
}

// An emptied cell takes nothing back, and is never silent about it (D20).
func TestAnEmptiedDecisionIsTold(t *testing.T) {
	const what = "Beslutet är tömt i huvudfilen men gäller ännu"
	w := world()
	c := granted(&w, nth(1))
	c.Decided, c.Earlier, c.DecisionCleared = true, c.Decision, true
	w.Cases[0] = c
	if j := process.Judge(w); j.Standings[0].Status != process.StatusGranted || whyOf(j, what) != what+" – Skriv Upphävs för att ta tillbaka det." {
		t.Errorf("%s, %v", j.Standings[0].Status, j.Todo)
	}
	w.Cases[0].DecisionCleared = false
	if got := whyOf(process.Judge(w), what); got != "" {
		t.Errorf("told though nothing is emptied: %q", got)
	}
}

func TestAHalfChangedDecisionSaysWhatHoldsMeanwhile(t *testing.T) { // D20
	w := world()
	c := granted(&w, nth(1))
	c.Decided, c.Earlier = true, c.Decision
	c.Decision.By = ""
	w.Cases[0] = c
	if got := whyOf(process.Judge(w), "Gör klart beslutet"); !strings.HasSuffix(got, "Tills dess gäller Beviljas, beslutat 2024-09-10.") {
		t.Errorf("told %q", got)
	}
}

// The row of a grant that is taken back is people's to remove.
func TestARowWithoutItsGrantIsTold(t *testing.T) {
	const what = "Ta bort läkarens rad i bladet ST-läkare"
	for name, change := range map[string]func(*process.Case){
		"withdrawn": func(c *process.Case) { c.Withdrawn = true },
		"annulled":  func(c *process.Case) { c.Decision.Verdict, c.Decided = process.VerdictAnnul, true },
		"declined":  func(c *process.Case) { c.Decision.Verdict, c.Decision.Reason = process.VerdictDecline, "ändrat" },
	} {
		w := world()
		granted(&w, nth(1))
		if j := process.Judge(w); whyOf(j, what) != "" {
			t.Fatalf("told while the grant holds: %v", j.Todo)
		}
		change(&w.Cases[0])
		if j := process.Judge(w); whyOf(j, what) == "" {
			t.Errorf("%s: nobody is told: %v", name, j.Todo)
		}
		w.Roster[0].Status = process.TraineeLeft
		if got := whyOf(process.Judge(w), what); got != "" {
			t.Errorf("%s: told of a row that has ended: %q", name, got)
		}
	}
}

func TestNewerParticularsOfAGrantAreTold(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*process.Application)
		want   string
	}{
		"nothing":                      {func(*process.Application) {}, ""},
		"the degree is no longer said": {func(a *process.Application) { a.Degree = 0 }, ""},
		"the start":                    {starting(2024, 12, 1), "Nyare uppgifter i ett beviljat ärende: Möjlig start ST – Möjlig start ST är 2024-12-01 i ärendet men 2024-11-01 i ST-läkare. Ändra raden i bladet ST-läkare, eller pröva beslutet på nytt."},
		"the degree":                   {func(a *process.Application) { a.Degree = 0.8 }, "Nyare uppgifter i ett beviljat ärende: Tjänstgöringsgrad – Tjänstgöringsgrad är 80 % i ärendet men 100 % i ST-läkare. Ändra raden i bladet ST-läkare, eller pröva beslutet på nytt."},
		"the health centre":            {from(sjovik), "Nyare uppgifter i ett beviljat ärende: Vårdcentral – Vårdcentral är Vårdcentralen Sjövik i ärendet men en annan i ST-läkare. Ändra raden i bladet ST-läkare, eller pröva beslutet på nytt."},
	} {
		w := world()
		granted(&w, nth(1))
		tt.change(&w.Cases[0].Application)
		if got := whyOf(process.Judge(w), "Nyare uppgifter"); got != tt.want {
			t.Errorf("%s: told %q\nwant %q", name, got, tt.want)
		}
		w.Roster[0].Status = process.TraineeActive
		if got := whyOf(process.Judge(w), "Nyare uppgifter"); got != "" {
			t.Errorf("%s: told though the doctor has begun: %q", name, got)
		}
	}
}

// D15: what a grant changes in a row that is there already is a person's to write.
func TestAGrantedChangeIsCarriedOutInTheRow(t *testing.T) {
	for _, tt := range []struct {
		kind process.Kind
		form func(*process.Application)
		row  func(*process.Trainee)
		want string
	}{
		{process.Transfer, from(sjovik), func(*process.Trainee) {}, "Ändra Vårdcentral på läkarens rad"},
		{process.OwnToFunded, from(tallbacken), func(p *process.Trainee) { p.OwnFunded = true }, "Ändra Finansiering till vårdval"},
		{process.ChangedDegree, func(a *process.Application) { a.Degree = 0.5 }, func(*process.Trainee) {}, "För in ändringen"},
		{process.ChangedStart, starting(2025, 1, 1), func(*process.Trainee) {}, "För in ändringen"},
		{process.EarlyEnd, func(a *process.Application) { a.PlannedEnd = process.D(2024, 10, 1) }, func(*process.Trainee) {}, "För in ändringen"},
	} {
		c := decided(nth(1, asking(tt.kind), named("Gran, Gro"), tt.form), process.VerdictGrant, process.D(2024, 9, 10), "")
		c.Proposed = process.Grant
		w := world(c)
		w.Roster = []process.Trainee{trainee(func(p *process.Trainee) { p.PlannedEnd = process.D(2026, 1, 1) }, tt.row)}
		j := process.Judge(w)
		if whyOf(j, tt.want) == "" || len(j.Granted) > 0 {
			t.Errorf("%s: told %v, rows %v", tt.kind, j.Todo, j.Granted)
		}
		a := c.Application
		w.Roster[0].CentreID, w.Roster[0].OwnFunded, w.Roster[0].Degree, w.Roster[0].Start = a.CentreID, false, a.Degree, a.PossibleStart
		if tt.kind == process.EarlyEnd {
			w.Roster[0].PlannedEnd = a.PlannedEnd
		}
		if j := process.Judge(w); whyOf(j, tt.want) != "" {
			t.Errorf("%s: told though it is done: %v", tt.kind, j.Todo)
		}
	}
}

// A row whose grant is gone is to be removed; nobody is asked to start it too.
func TestOnlyAStandingGrantIsStarted(t *testing.T) {
	const start, remove = "Sätt Status till Pågår", "Ta bort läkarens rad"
	w := world()
	granted(&w, nth(1, starting(2024, 9, 1)))
	if j := process.Judge(w); whyOf(j, start) == "" {
		t.Fatalf("a passed start is not told: %v", j.Todo)
	}
	w.Cases[0].Withdrawn = true
	if j := process.Judge(w); whyOf(j, start) != "" || whyOf(j, remove) == "" {
		t.Errorf("withdrawn: %v", j.Todo)
	}
}

// After a round of decisions many starts pass at about the same time: one line names
// their rows, the oldest first.
func TestPassedStartsAreToldTogether(t *testing.T) {
	w := world()
	for n, start := range []process.Date{process.D(2024, 8, 15), process.D(2024, 8, 1), process.D(2024, 12, 1)} {
		w.Roster = append(w.Roster, trainee(func(p *process.Trainee) {
			p.ID, p.Name, p.Status, p.Start = fmt.Sprintf("ST-%04d", n+1), fmt.Sprintf("Läkare %d", n+1), process.TraineeGranted, start
		}))
	}
	const what = "Sätt Status till Pågår i bladet ST-läkare när läkaren har börjat"
	var told []process.Todo
	for _, item := range process.Judge(w).Todo {
		if item.What == what {
			told = append(told, item)
		}
	}
	want := []process.Todo{{What: what, Why: "Start har passerat: ST-0002 (2024-08-01) och ST-0001 (2024-08-15). Raderna säger Beviljad ej startad och räknas inte som pågående. Ändra Start på dem som börjar en annan dag."}}
	if d := cmp.Diff(want, told); d != "" {
		t.Error(d)
	}
}

func TestTheLicenceIsToBeCheckedUntilSomebodyHas(t *testing.T) {
	const what = "Kontrollera legitimationen"
	w := world(nth(1))
	for _, status := range []process.Status{process.StatusReady, process.StatusGranted} {
		j := process.Judge(w)
		if j.Standings[0].Status != status || whyOf(j, what) == "" {
			t.Errorf("%s: %v", j.Standings[0].Status, j.Todo)
		}
		granted(&w, nth(1))
	}
	w.Cases[0].LicenceChecked = "2024-09-10, Dag"
	if got := whyOf(process.Judge(w), what); got != "" {
		t.Errorf("told though it is checked: %q", got)
	}
}

func TestADecisionThatIsHeldIsToldOnce(t *testing.T) {
	c := decided(nth(1), process.VerdictClose, process.D(2024, 9, 10), "") // without its reason
	j := process.Judge(world(c))
	if j.Standings[0].Status != process.StatusReady || whyOf(j, "Gör klart beslutet") == "" || whyOf(j, "Fatta beslut") != "" {
		t.Errorf("%s: %v", j.Standings[0].Status, j.Todo)
	}
}

// The reason goes into a manager's letter; what to do goes to the administrator.
func TestAChangesInstructionIsTheAdministrators(t *testing.T) { // D15
	w := world(nth(1, asking(process.ChangedDegree), named("Gro Gran"), func(a *process.Application) { a.Degree, a.ChangeFrom = 0.8, process.D(2024, 10, 1) }))
	w.Roster = []process.Trainee{trainee()}
	j := process.Judge(w)
	if got := j.Standings[0].Proposal.Reasons; got[len(got)-1] != "Ändringen kostar ingen ny plats." {
		t.Errorf("reasons %q", got)
	}
	if got := whyOf(j, "Fatta beslut"); !strings.HasSuffix(got, "För in ändringen i bladet ST-läkare när den är beviljad.") {
		t.Errorf("told %q", got)
	}
}
