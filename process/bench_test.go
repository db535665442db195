package process_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"stintag/process"
)

// manyWorld is a region with n applications from 1 200 health centres, 4 000 doctors
// in the roster, and money for about two years of posts.
func manyWorld(n int) process.World {
	w := world()
	w.Centres = nil
	for i := range 1200 {
		w.Centres = append(w.Centres, process.HealthCentre{
			ID: fmt.Sprintf("VC-%04d", i), Name: fmt.Sprintf("Vårdcentralen Nummer%d", i), Manager: "Mona Mård",
			Addresses: []string{fmt.Sprintf("vc%d@region.example", i), "mona.mard@region.example"}, Priority: i%3 == 0, Listed: 3000 + i*7%9000,
		})
	}
	for i := range 4000 {
		w.Roster = append(w.Roster, process.Trainee{
			ID: fmt.Sprintf("ST-%05d", i), Name: fmt.Sprintf("Doktor Rad%d", i), CentreID: w.Centres[i*31%1200].ID,
			Start: process.D(2019+i%5, 1, 1), PlannedEnd: process.D(2024+i%5, 10, 31), Degree: 1, Status: process.TraineeActive,
		})
	}
	w.Cases = make([]process.Case, 0, n)
	for i := range n {
		c := nth(i, fully, from(w.Centres[i*7919%1200]), licensed(2010+i%13, 3, 1+i%28), starting(2024+i%2, 10, 1+i%28))
		c.ContactDate = process.D(2024, time.Month(1+i%9), 1+i*7%28)
		c.ID = fmt.Sprintf("IA-2024-%06d", i)
		w.Cases = append(w.Cases, c)
	}
	w.Policy.Limits = []process.Limit{{From: process.D(2025, 1, 1), To: process.D(2025, 12, 31), MostNew: 900}}
	w.Budget = []process.BudgetYear{
		{Year: 2024, Frame: 3e9, Decided: true, PerMonth: 50000},
		{Year: 2025, Frame: 3e9, Decided: true, PerMonth: 50000},
	}
	return w
}

// 100 000 applications ranked and proposed, in under two seconds and
// 500 MB on one core, the applications themselves included:
//
//	GOMEMLIMIT=450MiB go test -run - -bench Judge100k/ordered -cpu 1 -benchmem
func BenchmarkJudge100k(b *testing.B) {
	w := manyWorld(100_000)
	for name, rule := range map[string]process.Ranking{"ordered": {}, "points": {ByPoints: true}, "within": {WithinCentre: true}} {
		b.Run(name, func(b *testing.B) {
			w.Policy.Ranking = rule
			for b.Loop() {
				process.Judge(w)
				b.StopTimer()
				runtime.GC() // each is measured as the only one of its process
				b.StartTimer()
			}
		})
	}
}

// fully fills in what a form tells of its health centre and supervision too.
func fully(a *process.Application) {
	a.Manager, a.ManagerEmail, a.StudyDirector = "Mona Mård", "mona.mard@region.example", "Ja"
	a.Specialists, a.SpecialistsPercent = process.Amount{Value: 4, Said: true}, process.Amount{Value: 350, Said: true}
	a.Trainees = process.Amount{Value: 3, Said: true}
	a.SupervisorSpecialist, a.SupervisorTrained, a.EmploymentForm = process.Yes, process.Yes, process.NotOffered
}
