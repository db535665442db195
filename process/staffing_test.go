package process_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

// inTraining are doctors in training at a health centre until a day.
func inTraining(c process.HealthCentre, n int, ends process.Date) []process.Trainee {
	var rows []process.Trainee
	for i := range n {
		rows = append(rows, process.Trainee{
			ID: fmt.Sprintf("%s-%d", c.ID, i+1), Name: fmt.Sprintf("%s Läkare%d", c.ID, i+1), CentreID: c.ID, Start: process.D(2022, 1, 1), PlannedEnd: ends,
			Status: process.TraineeActive, Track: "ST",
		})
	}
	return rows
}

func line(t *testing.T, w process.World, label string) process.StaffingLine {
	t.Helper()
	j := process.Judge(w)
	for _, l := range j.StaffingLines(w.Policy) {
		if strings.HasPrefix(l.Label, label) {
			return l
		}
	}
	t.Fatalf("no line begins %q", label)
	return process.StaffingLine{}
}

// specialised gives the health centres specialists, in their order.
func specialised(w process.World, specialists ...float64) process.World {
	w.Centres = append([]process.HealthCentre{}, allCentres...)
	for i, n := range specialists {
		w.Centres[i].Specialists, w.Centres[i].SpecialistsSaid = n, true
	}
	return w
}

// 0,53 and 0,32, with a decimal comma, are 1 887 and 3 125 inhabitants to
// each; the guide of 1 100 is 0,91.
func TestSpecialistsPerThousand(t *testing.T) {
	w := specialised(world(), 20, 23, 10)
	w.Policy.Indicators = process.Indicators{PerSpecialist: 1100, NationalPerThousand: 0.32, Population: 100_000}
	l := line(t, w, "Specialister per 1 000 invånare")
	if got := fmt.Sprintf("%.2f", l.Value.Value); got != "0.53" || l.Decimals != 2 {
		t.Errorf("is %s with %d decimals", got, l.Decimals)
	}
	if want := "1 887 per specialist; riket 0,32 (3 125); riktvärdet 1 100 är 0,91."; l.Words != want {
		t.Errorf("says %q", l.Words)
	}
	w.Policy.Indicators.Population = 0 // 53 specialists to 24 000 listed
	l = line(t, w, "Specialister per 1 000 listade")
	if got := fmt.Sprintf("%.2f", l.Value.Value); got != "2.21" {
		t.Errorf("of the listed: %s", got)
	}
	// Where one does not say, it is the others' listed that count.
	w = specialised(w, 20, 23)
	w.Policy.Indicators.Population = 100_000
	l = line(t, w, "Specialister per 1 000 listade")
	if got := fmt.Sprintf("%.2f", l.Value.Value); got != "2.99" || !strings.HasSuffix(l.Words, " Uppgift från 2 av 3 vårdcentraler.") {
		t.Errorf("43 to 14 400: %s, %s", got, l.Words)
	}
	l = line(t, world(), "Specialister per 1 000 ")
	if l.Value.Said || l.Words != "Fyll i Specialister och Listade i bladet Vårdcentraler." {
		t.Errorf("nothing said: %+v", l)
	}
}

// F12: need = listed − 1 100 · specialists − 550 · ST; both figures are
// the policy's.
func TestNeedByTheGuide(t *testing.T) {
	w := specialised(world(), 4, 6, 5)
	w.Roster = append(inTraining(tallbacken, 3, process.Date{}), inTraining(sjovik, 1, process.Date{})...)
	w.Policy.Indicators = process.Indicators{PerSpecialist: 1100, PerTrainee: 550}
	s := process.Judge(w).Staffing
	needs := map[string]float64{}
	for _, c := range s.Centres {
		needs[c.CentreID] = c.Need.Value
	}
	if d := cmp.Diff(map[string]float64{"VC-01": 9600 - 4400 - 1650, "VC-02": 4800 - 6600 - 550, "VC-03": 9600 - 5500}, needs); d != "" {
		t.Error(d)
	}
	if got := s.Centres[1].PerSpecialist.Value; s.Centres[1].CentreID != "VC-01" || got != 2400 {
		t.Errorf("%s has %v listed to a specialist", s.Centres[1].CentreID, got)
	}
	l := line(t, w, "Behov")
	if want := "Listade − 1 100 · specialister − 550 · ST; motsvarar 5 specialister till."; l.Value.Value != 24000-16500-2200 || l.Words != want {
		t.Errorf("%v, %q", l.Value, l.Words)
	}
	w.Policy.Indicators = process.Indicators{PerSpecialist: 1250, PerTrainee: 600}
	if got := line(t, w, "Behov").Value.Value; got != 24000-15*1250-4*600 {
		t.Errorf("by 1 250 and 600: %v", got)
	}
	if l := line(t, w, "Listade per specialist"); l.Value.Value != 1600 || l.Words != "Riktvärde 1 250, varken golv eller tak." {
		t.Errorf("%+v", l)
	}
}

// weighted by the listed, against at least 55 per cent.
func TestNamedDoctor(t *testing.T) {
	w := world()
	w.Policy.Indicators.NamedDoctor = 55
	share := func(percent ...float64) {
		w.Centres = append([]process.HealthCentre{}, allCentres...)
		for i, p := range percent {
			w.Centres[i].NamedDoctor = process.Amount{Value: p, Said: true}
		}
	}
	share(60, 40) // 9 600 and 4 800 listed
	l := line(t, w, "Fast läkarkontakt")
	if want := "Mål minst 55 %, 1,67 under; 1 vårdcentral ligger under. Uppgift från 2 av 3 vårdcentraler."; fmt.Sprintf("%.2f", l.Value.Value) != "53.33" || l.Words != want {
		t.Errorf("%v, %q", l.Value, l.Words)
	}
	share(55, 55, 55)
	if l := line(t, w, "Fast läkarkontakt"); l.Words != "Mål minst 55 %, nått; 0 vårdcentraler ligger under." {
		t.Errorf("says %q", l.Words)
	}
}

// Seed 004, R-307: vacancies and retirements beside those who finish within five
// years, and whether the finished stayed.
func TestWhoLeavesAndWhoComes(t *testing.T) {
	w := world()
	w.Centres = append([]process.HealthCentre{}, allCentres...)
	w.Centres[0].Vacant, w.Centres[0].Retiring, w.Centres[1].Retiring = 1.5, 2, 1
	w.Roster = append(inTraining(tallbacken, 2, process.D(2029, 9, 10)), inTraining(sjovik, 1, process.D(2029, 9, 11))...)
	for i, after := range []string{"kvar i regionen", "Anställd på Granskogens VC", "Granskogen", "inte kvar", "flyttade till annan region", "", "vet ej"} {
		w.Roster = append(w.Roster, process.Trainee{ID: fmt.Sprint("K", i), Name: fmt.Sprint("Klar ", i), CentreID: tallbacken.ID, Status: process.TraineeDone,
			Start: process.D(2015, 1, 1), PlannedEnd: process.D(2019, 9, 10), After: after})
	}
	long := w.Roster[3]
	long.PlannedEnd = process.D(2019, 9, 9) // more than five years ago
	w.Roster = append(w.Roster, long)
	l := line(t, w, "Vakanser")
	want := "1,5 vakanta, 3 går i pension; 2 ST-läkare blir klara inom fem år. Klara de senaste fem åren: 3 kvar, 2 lämnade, 2 okänt."
	if l.Value.Value != 4.5 || l.Words != want {
		t.Errorf("%v, %q", l.Value, l.Words)
	}
	for _, c := range process.Judge(w).Staffing.Centres {
		if c.CentreID == tallbacken.ID && c.Outcome != (process.Outcomes{Finishing: 2, Stayed: 3, Left: 2, Unknown: 2}) {
			t.Errorf("Tallbacken: %+v", c.Outcome)
		}
	}
}

// who lends whom, and hyrläkare.
func TestLendingAndLocums(t *testing.T) {
	w := world()
	w.Centres = append([]process.HealthCentre{}, allCentres...)
	w.Centres[0].Lending = []process.Lending{
		{To: "VC-02", Written: "Sjövik", DaysPerWeek: 0.5, OnSite: true, SeniorAdvisor: true}, {Written: "Fjällets HC", DaysPerWeek: 1},
	}
	w.Centres[0].Locums, w.Centres[1].Locums = process.Amount{Value: 10, Said: true}, process.Amount{Value: 40, Said: true}
	l := line(t, w, "Utlånade")
	if want := "Tallbackens vårdcentral till Vårdcentralen Sjövik 0,5 (senior advisor, på plats) och 1 till."; l.Value.Value != 1.5 || l.Words != want {
		t.Errorf("%v, %q", l.Value, l.Words)
	}
	for _, c := range process.Judge(w).Staffing.Centres {
		if want := map[string]float64{"VC-02": 0.5}[c.CentreID]; c.Borrows != want {
			t.Errorf("%s borrows %v", c.CentreID, c.Borrows)
		}
	}
	if got := line(t, w, "Hyrläkare").Value.Value; got != 20 {
		t.Errorf("hyrläkare %v, and the mean of 10 and 40 by 9 600 and 4 800 listed is 20", got)
	}
}

// D10, R-214, R-306, R-405: warnings refuse nobody anything.
func TestWarningsAboutHealthCentres(t *testing.T) {
	w := specialised(world(), 3, 0, 0)
	w.Roster = append(append(inTraining(tallbacken, 5, process.Date{}), inTraining(sjovik, 1, process.Date{})...), exempted(sjovik, 1)...)
	w.Centres[0].SPUR, w.Centres[2].SPUR = process.D(2019, 9, 9), process.D(2010, 1, 1) // nobody is in training at the latter
	w.Centres[0].Supervisors = process.Amount{Value: 2, Said: true}
	w.Policy.SPUR.Years, w.Policy.Indicators.PerSupervisor = 5, 2
	w.Policy.Exemptions = process.ExemptionRule{From: process.D(2024, 9, 10), Most: 0}
	w.Cases = []process.Case{nth(1)}
	j := process.Judge(w)
	var got []string
	for _, x := range j.Staffing.Warnings {
		got = append(got, x.CentreID+" "+x.Code)
	}
	if d := cmp.Diff([]string{"VC-01 SPUR_FÖRFALLEN", "VC-01 MÅNGA_ST_PER_HANDLEDARE", "VC-02 DISPENS_BEGRÄNSAD", "VC-02 INGEN_HANDLEDARE"}, got); d != "" {
		t.Error(d)
	}
	if s := j.Standings[0]; s.Proposal.Outcome != process.Grant {
		t.Errorf("with warnings %s is proposed: %v", s.Proposal.Outcome, s.Proposal.Reasons)
	}
	want := "SPUR för gammal: Tallbackens vårdcentral. Utan specialist och handledare: Vårdcentralen Sjövik. Många ST per handledare: Tallbackens vårdcentral. Dispenser över gränsen: Vårdcentralen Sjövik."
	if l := line(t, w, "Att se över"); l.Value.Value != 4 || l.Words != want {
		t.Errorf("%v, %q", l.Value, l.Words)
	}
	w.Centres[2].Lending = []process.Lending{{To: "VC-02", Written: "Sjövik"}}
	w.Policy.Indicators.PerSupervisor, w.Policy.Exemptions.From = 2.5, process.D(2024, 9, 11)
	w.Centres[0].SPUR = process.D(2019, 9, 10)
	if ws := process.Judge(w).Staffing.Warnings; len(ws) > 0 {
		t.Errorf("on the right side of each line: %v", ws)
	}
}

// D-table: counts by track, and those educated abroad where a form says so.
func TestCountsByTrack(t *testing.T) {
	w := world()
	w.Roster = inTraining(tallbacken, 4, process.Date{})
	w.Roster[1].Track, w.Roster[2].Track, w.Roster[3].Track = "Forskar-ST", "BT-ST", "BT-ST"
	for i, country := range []string{"Sverige", "Polen", ""} {
		c := decided(nth(i+1, func(a *app) { a.Country = country }), process.VerdictGrant, process.D(2024, 1, 1), "")
		w.Roster[i].ID = c.ID
		w.Cases = append(w.Cases, c)
	}
	l := line(t, w, "I utbildning")
	if want := "BT-ST 2, Forskar-ST 1, ST 1. Utbildade utomlands: 1 av 2 där det är känt."; l.Value.Value != 4 || l.Words != want {
		t.Errorf("%v, %q", l.Value, l.Words)
	}
}

// early employment is counted by health centre, this year's apart.
func TestEarlyEmploymentIsCountedByHealthCentre(t *testing.T) {
	early := func(a *app) { a.Employed, a.EmploymentForm = process.Yes, process.SignedST }
	w := world(nth(1, early), nth(2, early), nth(3), nth(4, early, from(sjovik)))
	w.Cases[0].Received = at(2023, 12, 31)
	got := map[string][2]int{}
	for _, c := range process.Judge(w).Centres {
		got[c.CentreID] = [2]int{c.EarlyThisYear, c.Early}
	}
	if d := cmp.Diff(map[string][2]int{"VC-01": {1, 2}, "VC-02": {1, 1}, "VC-03": {}}, got); d != "" {
		t.Error(d)
	}
	l := line(t, w, "Anställda före beslut")
	if want := "Tallbackens vårdcentral 1 (2 genom åren), Vårdcentralen Sjövik 1."; l.Value.Value != 2 || l.Words != want {
		t.Errorf("%v, %q", l.Value, l.Words)
	}
}

// a review that only a form tells of counts until the register has one; the
// letter goes where doctors are in training.
func TestReviewsDue(t *testing.T) {
	w := world(nth(1, func(a *app) { a.SPUR = process.D(2018, 1, 1) }), nth(2, func(a *app) { a.SPUR = process.D(2019, 9, 9) }))
	w.Policy.SPUR.Years = 5
	w.Roster = append(inTraining(tallbacken, 1, process.Date{}), inTraining(granskogen, 1, process.Date{})...)
	w.Centres[1].SPUR = process.D(2001, 1, 1) // nobody is in training there
	due := func(day process.Date) string {
		var who []string
		for _, c := range process.Judge(w).Staffing.ReviewsDue(w.Policy.SPUR, day) {
			who = append(who, c.CentreID+" "+c.Reviewed.String())
		}
		return strings.Join(who, ", ")
	}
	if got := due(process.D(2024, 9, 10)); got != "VC-01 2019-09-09" {
		t.Errorf("due: %s", got)
	}
	if got := due(process.D(2024, 9, 9)); got != "" {
		t.Errorf("on the day itself: %s", got)
	}
	w.Centres[0].SPUR = process.D(2019, 9, 10)
	if got := due(process.D(2024, 9, 10)); got != "" {
		t.Errorf("the register has a later one: %s", got)
	}
}
