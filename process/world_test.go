package process_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"stintag/process"
)

// zone stands in for the region's zone without the zone database.
var zone = time.FixedZone("CET", 3600)

func at(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 9, 0, 0, 0, zone) }

// rules are Västmanland's, as in templates/policy/vastmanland.toml.
func rules() *process.Policy {
	return &process.Policy{
		Name: "vastmanland", Version: "2024-09-10", Status: "beslutad",
		Criteria: []process.Criterion{
			{By: process.ByLicenceDate, Coarse: "year", Label: "legitimationsdatum"},
			{By: process.ByPriorityArea, Label: "vårdcentral utanför Västerås tätort"},
			{By: process.ByPossibleStart, Label: "möjlig start ST"},
			{By: process.BySpread, Per: "listed", Label: "fördelning antal ST mellan vårdcentraler"},
			{By: process.ByContactDate, Label: "kontaktdatum"},
		},
		Employment: process.EarlyWarn,
		Stops: []process.Stop{{
			Kinds: []process.Kind{process.PreBTST, process.PreST, process.Practice},
			From:  process.D(2025, 1, 1), To: process.D(2025, 12, 31), Why: "Stoppat under 2025.",
		}},
		Targets: []process.Target{{What: "st", By: process.D(2024, 12, 31), Value: 105}},
		Required: process.Required{
			ForList: []process.Field{process.FieldKind, process.FieldCentre, process.FieldDoctor, process.FieldLicenceDate,
				process.FieldPossibleStart, process.FieldEmployed, process.FieldSwedishAT, process.FieldBT},
			ForDecision: []process.Field{process.FieldEmploymentForm, process.FieldEmploymentDate, process.FieldSupervisor},
		},
		ContactDateFollows: "doctor",
	}
}

var (
	tallbacken  = process.HealthCentre{ID: "VC-01", Name: "Tallbackens vårdcentral", Aliases: []string{"Tallis"}, Manager: "Mona Mård", Addresses: []string{"mona.mard@region.example"}, Listed: 9600}
	sjovik      = process.HealthCentre{ID: "VC-02", Name: "Vårdcentralen Sjövik", Addresses: []string{"sjovik@region.example"}, Priority: true, Listed: 4800}
	granskogen  = process.HealthCentre{ID: "VC-03", Name: "Granskogens VC", Addresses: []string{"Gun.Gran@region.example", "mona.mard@region.example"}, Listed: 9600}
	allCentres  = []process.HealthCentre{tallbacken, sjovik, granskogen}
	september10 = at(2024, 9, 10)
)

// world has three health centres, nobody in training, and money for all.
func world(cases ...process.Case) process.World {
	return process.World{
		Now: september10, Policy: rules(), Centres: slices.Clone(allCentres), Cases: cases,
		Budget: []process.BudgetYear{
			{Year: 2024, Frame: 100e6, Decided: true, PerMonth: 50000},
			{Year: 2025, Frame: 100e6, Decided: true, PerMonth: 50000},
		},
	}
}

// form is a complete one for a new post.
func form(change ...func(*process.Application)) process.Application {
	a := process.Application{
		Kind: process.NewPost, CentreWritten: tallbacken.Name, CentreID: tallbacken.ID, Doctor: "Alva Ask",
		LicenceDate: process.D(2020, 3, 1), SwedishAT: process.Yes, PossibleStart: process.D(2024, 11, 1),
		Employed: process.No, Supervisor: "Sten Sälg", Degree: 1,
		Cells: map[process.Field]process.CellRef{},
	}
	for _, f := range change {
		f(&a)
	}
	return a
}

// nth is a case with a complete form from a doctor of its own.
func nth(n int, change ...func(*process.Application)) process.Case {
	a := form(append([]func(*process.Application){func(a *process.Application) { a.Doctor = fmt.Sprintf("Läkare Nummer%d", n) }}, change...)...)
	return process.Case{
		ID: fmt.Sprintf("IA-2024-%04d", n), Received: at(2024, 9, 2), ContactDate: process.D(2024, 9, 2), Application: a,
	}
}

func from(c process.HealthCentre) func(*process.Application) {
	return func(a *process.Application) { a.CentreID, a.CentreWritten = c.ID, c.Name }
}

func starting(y int, m time.Month, d int) func(*process.Application) {
	return func(a *process.Application) { a.PossibleStart = process.D(y, m, d) }
}

func licensed(y int, m time.Month, d int) func(*process.Application) {
	return func(a *process.Application) { a.LicenceDate = process.D(y, m, d) }
}

func asking(k process.Kind) func(*process.Application) {
	return func(a *process.Application) { a.Kind = k }
}

// decided fills a decision in.
func decided(c process.Case, v process.Verdict, on process.Date, reason string) process.Case {
	c.Decision = process.Decision{Verdict: v, By: "Dag Delegat", Date: on, Reason: reason}
	return c
}

func standing(t *testing.T, w process.World, id string) process.Standing {
	t.Helper()
	s, ok := process.Judge(w).Standing(id)
	if !ok {
		t.Fatalf("no standing for %s", id)
	}
	return s
}

func find(fs []process.Finding, code string) (process.Finding, bool) {
	for _, f := range fs {
		if f.Code == code {
			return f, true
		}
	}
	return process.Finding{}, false
}
