package master

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/workbook"
)

var stockholm = time.FixedZone("CET", 3600)

func samplePolicy() *process.Policy {
	return &process.Policy{
		Name: "provlandet", Title: "Region Provlandet, vårdvalsfinansiering av ST i allmänmedicin",
		Source: "Information från Vårduppdrag nr 3/24", Version: "2024-09-10", Status: "beslutad",
		Criteria: []process.Criterion{
			{By: process.ByLicenceDate, Coarse: "year", Label: "legitimationsdatum"},
			{By: process.ByPriorityArea, Label: "vårdcentral utanför tätort"},
			{By: process.ByPossibleStart, Label: "möjlig start ST"},
			{By: process.BySpread, Per: "listed", Label: "fördelning antal ST mellan vårdcentraler"},
			{By: process.ByContactDate, Label: "kontaktdatum"},
		},
		Employment: process.EarlyWarn,
		Stops: []process.Stop{{
			Kinds: []process.Kind{process.PreBTST, process.PreST, process.Practice},
			From:  process.D(2025, 1, 1), To: process.D(2025, 12, 31), Why: "För att prioritera finansiering av ST inom allmänmedicin.",
		}},
		Budget: []process.BudgetYear{
			{Year: 2024, Frame: 61_000_000, Decided: true, PerMonth: 45_000},
			{Year: 2025, Frame: 66_000_000, Decided: true, PerMonth: 43_500},
		},
		Targets: []process.Target{{What: "st", By: process.D(2024, 12, 31), Value: 105}},
		Required: process.Required{
			ForList:     []process.Field{process.FieldKind, process.FieldCentre, process.FieldDoctor, process.FieldLicenceDate, process.FieldPossibleStart},
			ForDecision: []process.Field{process.FieldEmploymentForm, process.FieldRegulation, process.FieldPrivacy},
		},
		Rounds: []process.Date{process.D(2024, 12, 12), process.D(2025, 3, 13)}, NoticeDays: 90,
	}
}

func sampleCentres() []process.HealthCentre {
	names := []string{"Almby vårdcentral", "Björknäs vårdcentral", "Ekbackens vårdcentral", "Furulunds vårdcentral", "Granhult", "Havsvikens vårdcentral"}
	var cs []process.HealthCentre
	for i, n := range names {
		cs = append(cs, process.HealthCentre{
			ID: fmt.Sprintf("VC-%02d", i+1), Name: n, Aliases: []string{"VC " + n[:4], "Enhet " + n[:5]},
			Manager: "Chef Chefsson " + string(rune('A'+i)), Addresses: []string{fmt.Sprintf("vc%d@region.example", i+1), fmt.Sprintf("chef%d@region.example", i+1)},
			StudyDirector: "Stina Studier", StudyDirectorAddress: "studierektor@region.example",
			Area: []string{"Centrum", "Norra", "Södra"}[i%3], Priority: i%2 == 1, Operator: []string{"Offentlig", "Privat"}[i%2],
			Listed: 4200 + 1370*i, Specialists: float64(2+i) / 2 * 2, SpecialistsSaid: true, SpecialistsPercent: float64(150 + 75*i), Vacant: 0.5, Retiring: 1,
		})
	}
	return cs
}

func sampleRoster() []process.Trainee {
	var ts []process.Trainee
	for i := range 9 {
		ts = append(ts, process.Trainee{
			ID: fmt.Sprintf("ST-%04d", i+1), Name: []string{"Alva Ask", "Bo Bok", "Cajsa Cembra", "Dan Dun", "Eva En", "Frej Fura", "Greta Gran", "Hugo Hassel", "Ida Idegran"}[i],
			CentreID: fmt.Sprintf("VC-%02d", i%6+1), Start: process.D(2019+i/2, 3, 1), PlannedEnd: process.D(2024+i/2, 9, 1),
			Degree: []float64{1, 0.8, 0.75}[i%3], OwnFunded: i == 4, Track: "ST", Decided: process.D(2019+i/2, 1, 15),
			Supervisor: "Sara Handledare", Status: process.TraineeActive,
		})
	}
	ts[2].Exemption, ts[2].ExemptionUntil = "Sidotjänstgöring psykiatri", process.D(2025, 6, 30)
	ts[5].Status = process.TraineeOnLeave
	ts[0].Status, ts[0].After = process.TraineeDone, "Kvar i regionen"
	return ts
}

var sampleStatuses = []process.Status{
	process.StatusReady, process.StatusReady, process.StatusWaiting, process.StatusWaiting, process.StatusReturned,
	process.StatusStudyDirector, process.StatusAwaitsLicence, process.StatusGranted, process.StatusDeclined,
	process.StatusWithdrawn, process.StatusClosed,
}

// sampleView is a small region on a day in November 2024.
func sampleView() View {
	now := time.Date(2024, 11, 22, 7, 0, 0, 0, stockholm)
	w := process.World{Now: now, Policy: samplePolicy(), Centres: sampleCentres(), Roster: sampleRoster()}
	v := View{Region: "Region Provlandet", Run: now, Inputs: map[string]CaseInput{}}
	doctors := []string{"Kerstin Kaprifol", "Lars Lind", "Mona Mistel", "Nils Nypon", "Olle Olvon", "Petra Pil", "Rut Rönn", "Sven Sälg", "Tilda Tall", "Ulla Uggla", "Vera Vide"}
	for i, name := range doctors {
		id := fmt.Sprintf("IA-2024-%04d", i+1)
		c := process.Case{ID: id, Received: now.AddDate(0, 0, -60+4*i), ContactDate: process.DateOf(now.AddDate(0, 0, -60+4*i)), Application: process.Application{
			Kind: process.NewPost, Doctor: name, CentreID: fmt.Sprintf("VC-%02d", i%6+1), CentreWritten: "VC",
			LicenceDate: process.D(2016+i%5, 6, 1+i), PossibleStart: process.D(2025, time.Month(1+i%6), 1), Degree: 1, Employed: process.No,
			Supervisor: "Sara Handledare", Regulation: "HSLF-FS 2021:8",
		}}
		s := process.Standing{Case: id, Status: sampleStatuses[i]}
		sampleStanding(i, &c, &s)
		w.Cases, v.Judgement.Standings = append(w.Cases, c), append(v.Judgement.Standings, s)
		if s.Place > 0 {
			v.Judgement.Ranking = append(v.Judgement.Ranking, id)
		}
	}
	v.World = w
	sampleFigures(&v)
	v.Judgement.Granted = process.Judge(w).Granted
	return v
}

func sampleStanding(i int, c *process.Case, s *process.Standing) {
	switch s.Status {
	case process.StatusReady:
		s.Place = i + 1
		s.Proposal = process.Proposal{Outcome: process.Grant, Policy: "provlandet 2024-09-10", Reasons: []string{
			fmt.Sprintf("Plats %d: legitimerad 2016, tidigare än nästa.", i+1), "Budgeten för 2025 räcker till 2 nya tjänster från 2025-01-01.",
		}}
	case process.StatusWaiting:
		s.Place = i + 1
		s.Proposal = process.Proposal{Outcome: process.Wait, Policy: "provlandet 2024-09-10", Reasons: []string{"Det fria i budgeten för 2025 räcker inte till fler tjänster.", "Två läkare står före."}}
		s.Findings = []process.Finding{{Code: process.CodeLateNotice, Level: process.Remark, Field: process.FieldPossibleStart, Text: "Möjlig start ligger mindre än 90 dagar efter att anmälan kom in."}}
		c.Application.Employed, c.Application.EmploymentForm = process.Yes, process.Locum
	case process.StatusReturned:
		c.Application.LicenceDate = process.Date{}
		s.Findings = []process.Finding{
			{Code: process.CodeMissing, Level: process.Returned, Field: process.FieldLicenceDate, Text: "Legitimationsdatum saknas."},
			{Code: process.CodeMissing, Level: process.BeforeDecision, Field: process.FieldRegulation, Text: "Föreskrift saknas."},
		}
	case process.StatusStudyDirector:
		c.Application.Kind = process.Transfer
	case process.StatusGranted:
		c.Decision = process.Decision{Verdict: process.VerdictGrant, By: "Dora Delegat", Date: process.D(2024, 11, 12)}
		c.Proposed = process.Grant
	case process.StatusDeclined:
		c.Decision = process.Decision{Verdict: process.VerdictDecline, By: "Dora Delegat", Date: process.D(2024, 11, 14), Reason: "Uppgifterna stämde inte."}
		c.Proposed = process.Wait
	case process.StatusAwaitsLicence:
		c.Application.LicenceDate, c.Application.Protected = process.Date{}, true
	}
}

func sampleFigures(v *View) {
	v.Judgement.Figures = process.Figures{
		Day: process.D(2024, 11, 22), InTraining: 115, GrantedYear: 28, Goal: 105, Waiting: 4, YearEnd: 119,
		Leaving: 2, Starting: 2, WaitingStarts: 4, DecidedOnly: 115,
	}
	for i, c := range v.World.Centres {
		v.Judgement.Centres = append(v.Judgement.Centres, process.CentreFigures{CentreID: c.ID, Trainees: 1 + i%2, ListedPerPost: float64(c.Listed) / float64(1+i%2), Exemptions: i % 2})
	}
	v.Judgement.Money = []process.MoneyFigures{
		{Year: 2024, Decided: true, Frame: 61_000_000, PerMonth: 45_000, Committed: 59_850_000.4, Free: 1_149_999.6, Fits: 2},
		{Year: 2025, Decided: true, Frame: 66_000_000, PerMonth: 43_500, Committed: 66_500_000, Free: -500_000},
		{Year: 2026, Committed: 41_200_000},
	}
	for i := range samplePolicy().Criteria {
		v.Judgement.Decisive = append(v.Judgement.Decisive, process.CriterionCount{Criterion: samplePolicy().Criteria[i], Decided: []int{43, 1, 0, 0, 0}[i], Of: 44})
	}
	v.Judgement.Todo = []process.Todo{
		{Case: "IA-2024-0001", What: "Fatta beslut", Why: "Förslag: Beviljas. Plats 1: legitimerad 2016, tidigare än nästa."},
		{Case: "IA-2024-0006", What: "Invänta studierektorns yttrande", Why: "Byte av vårdcentral prövas av studierektorn först."},
		{What: "Ram saknas för 2026", Why: "2 på intresselistan väntar på det. Fyll i bladet Budget."},
	}
	v.Counts = []CountLine{{"Nya brev", 12}, {"Behandlade", 10}, {"Gick inte att läsa", 1}, {"Okänd avsändare", 1}}
}

// newSample is a master of the sample region before its first merge.
func newSample(t testing.TB) []byte {
	t.Helper()
	data, err := sampleMaster()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var sampleMaster = sync.OnceValues(func() ([]byte, error) {
	data, err := New("Region Provlandet", samplePolicy())
	if err != nil {
		return nil, err
	}
	return Fill(data, Registers{Centres: sampleCentres(), Roster: sampleRoster()})
})

// merged applies one merge.
func merged(t testing.TB, data []byte, base Base, v View) (out []byte, next Base, conflicts []Fault) {
	t.Helper()
	changes, next, conflicts, err := Plan(data, base, nil, v)
	if err != nil {
		t.Fatal(err)
	}
	if out, err = workbook.Patch(data, changes); err != nil {
		t.Fatal(err)
	}
	return out, next, conflicts
}

// Plan is plan, where nothing is barred, by what it gives.
func Plan(data []byte, base, pending Base, v View) (changes []workbook.Change, next Base, conflicts []Fault, err error) {
	m, err := plan(data, base, pending, v, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	return m.changes, m.next, m.conflicts, nil
}
