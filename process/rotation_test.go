package process_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stintag/process"
)

// fiveYears is a doctor in training under Tallbacken, five years from a day.
func fiveYears(id string, start process.Date) process.Trainee {
	return process.Trainee{ID: id, Name: "Doktor " + id, CentreID: tallbacken.ID, Start: start, PlannedEnd: start.AddMonths(60).AddDays(-1),
		Degree: 1, Track: "ST", Status: process.TraineeActive}
}

func placed(doctor, clinic string, from, to process.Date) process.Placement {
	return process.Placement{Doctor: doctor, Clinic: clinic, From: from, To: to, Confirmed: true}
}

func places(n int) process.Amount { return process.Amount{Value: float64(n), Said: true} }

// rotating is a world with these rules, the first and the last year at the health
// centre, and two sheets of its own.
func rotating(rules ...process.RotationRule) process.World {
	w := world()
	w.Policy.Rotations = rules
	w.Policy.Plan = process.PlanRule{FirstMonths: 12, LastMonths: 12, SummerFrom: 6, SummerTo: 8}
	return w
}

// rotationWords are the months as a reader would say them: clinic, provider, month,
// places ("?" unsaid), placed, of them preliminary, reserved, lacking, free.
func rotationWords(j process.Judgement) []string {
	var all []string
	for _, m := range j.Rotations {
		places, free := "?", "?"
		if m.Said {
			places, free = fmt.Sprint(m.Places), fmt.Sprint(m.Free())
		}
		all = append(all, fmt.Sprintf("%s/%s %s %s: %d(%d)+%d+%d, %s", m.Clinic, m.Provider, m.Month.String()[:7], places, m.Placed, m.Preliminary, m.Reserved, m.Lacking, free))
	}
	return all
}

func todoWhy(j process.Judgement, what string) string {
	for _, t := range j.Todo {
		if t.What == what {
			return t.Why
		}
	}
	return ""
}

// F13: what nobody has said is not invented. Names alone give nothing, and a placement
// at a clinic without a number is told but binds nobody.
func TestRotationsSayNothingThatNobodySaid(t *testing.T) {
	w := rotating(process.RotationRule{Clinic: "KK", Provider: "sjukhus"}, process.RotationRule{Clinic: "Psyk", Provider: "sjukhus"})
	w.Cases = []process.Case{nth(1)}
	if j := process.Judge(w); j.Rotations != nil || len(j.Limits) != 1 {
		t.Errorf("names alone gave %v, limits %v", rotationWords(j), j.Limits)
	}
	w.Roster = []process.Trainee{fiveYears("ST-0001", process.D(2022, 1, 1))}
	w.Placements = []process.Placement{placed("ST-0001", "KK", process.D(2024, 9, 1), process.D(2024, 10, 31))}
	j := process.Judge(w)
	want := []string{"KK/ 2024-09 ?: 1(0)+0+0, ?", "KK/ 2024-10 ?: 1(0)+0+0, ?"}
	if got := rotationWords(j); !slices.Equal(got, want) || len(j.Limits) != 1 || todoAbout(j, "Randningsplatserna") {
		t.Errorf("got %q, limits %v, todo %v", got, j.Limits, j.Todo)
	}
}

func todoAbout(j process.Judgement, words string) bool {
	return slices.ContainsFunc(j.Todo, func(t process.Todo) bool { return strings.Contains(t.What, words) })
}

// D5: the sheet wins over the policy month by month and provider by provider; where it
// names no provider it speaks for the whole clinic, and where its cell is empty the
// policy's number stands.
func TestSheetPlacesWin(t *testing.T) {
	w := rotating(
		process.RotationRule{Clinic: "KK", Provider: "sjukhus", Places: places(4)},
		process.RotationRule{Clinic: "KK", Provider: "privat", Places: places(1), From: process.D(2024, 10, 1), To: process.D(2024, 11, 30)},
	)
	row := func(provider string, m int, n process.Amount) process.RotationPlaces {
		return process.RotationPlaces{Clinic: "kk", Provider: provider, Month: process.D(2024, 1, 1).AddMonths(m - 1), Places: n}
	}
	w.Rotations = []process.RotationPlaces{row("Sjukhus", 9, places(2)), row("sjukhus", 10, process.Amount{}), row("", 11, places(3)), row("sjukhus", 12, places(0))}
	got := rotationWords(process.Judge(w))
	want := []string{
		"KK/Sjukhus 2024-09 2: 0(0)+0+0, 2",
		"KK/sjukhus 2024-10 4: 0(0)+0+0, 4", "KK/privat 2024-10 1: 0(0)+0+0, 1",
		"KK/ 2024-11 3: 0(0)+0+0, 3",
		"KK/sjukhus 2024-12 0: 0(0)+0+0, 0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	w.Policy.Rotations = w.Policy.Rotations[:0:0] // the row without a number then says nothing, and is told all the same
	w.Roster = []process.Trainee{fiveYears("ST-0001", process.D(2022, 1, 1))}
	w.Placements = []process.Placement{placed("ST-0001", "KK", process.D(2024, 10, 1), process.D(2024, 10, 31))}
	if got := rotationWords(process.Judge(w)); len(got) != 4 || got[1] != "KK/sjukhus 2024-10 ?: 1(0)+0+0, ?" {
		t.Errorf("a row without a number: %q", got)
	}
}

// The order of the sheet's rows says nothing.
func TestRowsInAnyOrder(t *testing.T) {
	w := rotating(process.RotationRule{Clinic: "KK", Provider: "sjukhus", Places: places(4)})
	for i, p := range []string{"privat", "sjukhus", "", "Regionhälsan"} {
		w.Rotations = append(w.Rotations, process.RotationPlaces{Clinic: "KK", Provider: p, Month: process.D(2024, 10, 1), Places: process.Amount{Value: float64(i), Said: i != 2}})
	}
	got := rotationWords(process.Judge(w))
	if want := []string{"KK/sjukhus 2024-10 1: 0(0)+0+0, 1", "KK/Regionhälsan 2024-10 3: 0(0)+0+0, 3", "KK/privat 2024-10 0: 0(0)+0+0, 0", "KK/ 2024-10 ?: 0(0)+0+0, ?"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	slices.Reverse(w.Rotations)
	if again := rotationWords(process.Judge(w)); !slices.Equal(got, again) {
		t.Errorf("another order of rows: %q", again)
	}
}

// A placement is in the months whose 16th it holds, a doctor counts once a month, and
// the preliminary are told apart.
func TestPlacementsFillMonths(t *testing.T) {
	w := rotating(process.RotationRule{Clinic: "KK", Places: places(2)})
	w.Roster = []process.Trainee{fiveYears("ST-0001", process.D(2022, 1, 1)), fiveYears("ST-0002", process.D(2022, 1, 1)), fiveYears("ST-0003", process.D(2022, 1, 1))}
	w.Roster[2].Status = process.TraineeLeft
	preliminary := placed("Doktor ST-0002", "KK", process.D(2024, 10, 16), process.D(2024, 11, 15))
	preliminary.Confirmed = false
	again := placed("ST-0001", "KK", process.D(2024, 10, 1), process.D(2024, 10, 31))
	again.Confirmed = false
	w.Placements = []process.Placement{
		placed("ST-0001", "KK", process.D(2024, 9, 1), process.D(2024, 10, 15)), again, preliminary,
		placed("ST-0003", "KK", process.D(2024, 10, 1), process.D(2024, 10, 31)), // who left
	}
	want := []string{"KK/ 2024-09 2: 1(0)+0+0, 1", "KK/ 2024-10 2: 2(2)+0+0, 0"}
	if got := rotationWords(process.Judge(w)); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// who needs a clinic by the policy and has no placement is reckoned the
// first months in a row after the first year at the health centre, never in two places
// at once, and who ends first comes first.
func TestNeedIsReserved(t *testing.T) {
	w := rotating(
		process.RotationRule{Clinic: "KK", Places: places(1), Months: 2},
		process.RotationRule{Clinic: "Psyk", Places: places(1), Months: 2},
	)
	w.Roster = []process.Trainee{fiveYears("ST-0002", process.D(2024, 3, 1)), fiveYears("ST-0001", process.D(2024, 2, 1)), fiveYears("ST-0003", process.D(2020, 1, 1))}
	w.Roster[2].Status = process.TraineeDone
	var got []string
	for _, m := range process.Judge(w).Rotations {
		if m.Need() > 0 {
			got = append(got, fmt.Sprintf("%s %s %d", m.Clinic, m.Month.String()[:7], m.Reserved))
		}
	}
	// The first has KK in February and Psyk in April; the second, from March, has KK
	// meanwhile, and Psyk after.
	want := []string{
		"KK 2025-02 1", "KK 2025-03 1", "KK 2025-04 1", "KK 2025-05 1",
		"Psyk 2025-04 1", "Psyk 2025-05 1", "Psyk 2025-06 1", "Psyk 2025-07 1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// the need is dealt out on the providers, what is bought last, and summed by
// half-year; what no provider has room for is lacking once.
func TestNeedByProviderAndHalfYear(t *testing.T) {
	w := rotating(
		process.RotationRule{Clinic: "KK", Provider: "privat", Places: places(1)},
		process.RotationRule{Clinic: "KK", Provider: "sjukhus", Places: places(2), To: process.D(2024, 12, 31)},
	)
	for i := range 4 {
		id := fmt.Sprintf("ST-000%d", i+1)
		w.Roster = append(w.Roster, fiveYears(id, process.D(2022, 1, 1)))
		w.Placements = append(w.Placements, placed(id, "KK", process.D(2024, 12, 1), process.D(2025, 1, 31)))
	}
	w.Placements[3].Confirmed = false
	j := process.Judge(w)
	want := []string{
		"KK/sjukhus 2024-12 2: 2(1)+0+0, 0", "KK/privat 2024-12 1: 2(0)+0+0, -1",
		"KK/privat 2025-01 1: 4(1)+0+0, -3",
	}
	if got := rotationWords(j)[6:]; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	var halves []string
	for _, h := range j.RotationHalves() {
		halves = append(halves, fmt.Sprintf("%s/%s %d:%d need %d of %d, unsaid %d", h.Clinic, h.Provider, h.Year, h.Half, h.Need(), h.Places, h.Unsaid))
	}
	slices.Sort(halves)
	if want := []string{"KK/privat 2024:2 need 2 of 4, unsaid 0", "KK/privat 2025:1 need 4 of 1, unsaid 0", "KK/sjukhus 2024:2 need 2 of 8, unsaid 0"}; !slices.Equal(halves, want) {
		t.Errorf("got %q", halves)
	}
	const why = "2024-12: 4 behöver en plats och 3 finns (vastmanland 2024-09-10); 2025-01: 4 behöver en plats och 1 finns (vastmanland 2024-09-10)."
	if got := todoWhy(j, "Randningsplatserna på KK räcker inte från 2024-12"); got != why {
		t.Errorf("%q in %v", got, j.Todo)
	}
}

// what of the rotations needs a person. Doctors go by the row's
// id, and what has passed is left in peace.
func TestRotationWarnings(t *testing.T) {
	w := rotating(process.RotationRule{Clinic: "KK", Places: places(1), Months: 2}, process.RotationRule{Clinic: "Psyk"})
	w.Roster = []process.Trainee{fiveYears("ST-0001", process.D(2024, 3, 1)), fiveYears("ST-0002", process.D(2020, 3, 1)), fiveYears("ST-0003", process.D(2019, 12, 1)), fiveYears("ST-0004", process.D(2022, 1, 1))}
	late := placed("ST-0004", "KK", process.D(2025, 4, 1), process.D(2025, 5, 31))
	late.Planned = process.D(2025, 2, 15)
	early := placed("ST-0001", "KK", process.D(2025, 2, 1), process.D(2025, 3, 31))
	early.Planned = process.D(2025, 3, 1)
	old := placed("ST-0004", "KK", process.D(2023, 4, 1), process.D(2023, 5, 31))
	old.Planned = process.D(2023, 1, 1)
	onTime := placed("ST-0004", "Psyk", process.D(2025, 6, 10), process.D(2025, 8, 31))
	onTime.Planned = process.D(2025, 6, 1)
	w.Placements = []process.Placement{
		early, late, old, onTime,
		placed("ST-0002", "Psyk", process.D(2024, 3, 1), process.D(2024, 10, 31)),
		placed("ST-0004", "Pysk", process.D(2025, 5, 15), process.D(2025, 6, 5)),
		placed("Okänd Läkare", "Psyk", process.D(2025, 1, 1), process.D(2025, 1, 31)),
	}
	j := process.Judge(w)
	for what, why := range map[string]string{
		"Placeringar på KK följer inte IUP":                                       "ST-0001 börjar 2025-02-01, 1 månad tidigare än 2025-03; ST-0004 börjar 2025-04-01, 2 månader senare än 2025-02.",
		"Placeringar under de första 12 månaderna, som helst är på vårdcentralen": "ST-0001 på KK 2025-02-01–2025-03-31.",
		"Placeringar under de sista 12 månaderna, som helst är på vårdcentralen":  "ST-0002 på Psyk 2024-03-01–2024-10-31.",
		"Rätta placeringar som överlappar i bladet Placeringar":                   "ST-0004 står på KK 2025-04-01–2025-05-31 och på Pysk 2025-05-15–2025-06-05.",
		"Kontrollera kliniken Pysk i bladet Placeringar":                          "Den finns varken i regelverket eller i bladet Sidotjänstgöring. Stavas den som där?",
		"Rätta ST-läkaren på en rad i bladet Placeringar":                         "Läkaren på Psyk 2025-01-01–2025-01-31 finns inte i bladet ST-läkare, eller finns där flera gånger. Skriv radens Id.",
		"Randningsplatserna på KK räcker inte från 2024-10":                       "",
		"Placeringar på Psyk följer inte IUP":                                     "",
		"Kontrollera kliniken Psyk i bladet Placeringar":                          "",
		"Placeringar under de första 0 månaderna, som helst är på vårdcentralen":  "",
		"Kontrollera kliniken KK i bladet Placeringar":                            "",
	} {
		if got := todoWhy(j, what); got != why {
			t.Errorf("%s: %q", what, got)
		}
	}
	w.Policy.Plan = process.PlanRule{} // a wish that the policy does not have
	if j := process.Judge(w); todoAbout(j, "som helst är på vårdcentralen") {
		t.Error(j.Todo)
	}
}

// a confirmed placement that lies ahead and takes the doctor away in the summer
// is told, a protected identity apart (D24).
func TestSummerPlacements(t *testing.T) {
	w := rotating()
	w.Roster = []process.Trainee{fiveYears("ST-0001", process.D(2022, 1, 1)), fiveYears("IA-2023-0007", process.D(2023, 1, 1)), fiveYears("", process.D(2022, 1, 1)), fiveYears("ST-0004", process.D(2022, 1, 1))}
	w.Roster[1].Name, w.Roster[2].Name = "IA-2023-0007", "Doktor Utan"
	w.Roster[3].Status = process.TraineeLeft
	hidden := nth(7)
	hidden.ID, hidden.Application.Protected = "IA-2023-0007", true
	w.Cases = []process.Case{decided(hidden, process.VerdictGrant, process.D(2023, 1, 1), "")}
	summer := func(who string, from, to process.Date) process.Placement { return placed(who, "KK", from, to) }
	preliminary := summer("ST-0001", process.D(2026, 6, 1), process.D(2026, 8, 31))
	preliminary.Confirmed = false
	w.Placements = []process.Placement{
		summer("IA-2023-0007", process.D(2025, 8, 31), process.D(2025, 10, 31)),
		summer("Doktor ST-0001", process.D(2025, 4, 1), process.D(2025, 6, 1)),
		preliminary,
		summer("ST-0001", process.D(2024, 8, 1), process.D(2024, 10, 31)), // begun
		summer("ST-0001", process.D(2025, 9, 1), process.D(2026, 5, 31)),
		summer("Doktor Utan", process.D(2025, 6, 1), process.D(2025, 8, 31)), // no id yet
		summer("ST-0004", process.D(2025, 6, 1), process.D(2025, 8, 31)),     // left
	}
	var got []string
	for _, s := range process.SummerPlacements(w, process.Judge(w)) {
		got = append(got, fmt.Sprintf("%s %s %v", s.Trainee.ID, s.From, s.Protected))
	}
	if want := []string{"IA-2023-0007 2025-08-31 true", "ST-0001 2025-04-01 false"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	w.Policy.Plan.SummerFrom, w.Policy.Plan.SummerTo = 12, 2 // another summer, over the new year
	if n := len(process.SummerPlacements(w, process.Judge(w))); n != 1 {
		t.Errorf("%d over the new year", n)
	}
}

// The details of who is there when: a placement from the 17th is not in that month, a
// doctor who is both preliminary and confirmed is confirmed, and months gone by are not
// told unless the sheet holds them.
func TestPlacementsToTheDay(t *testing.T) {
	w := rotating()
	w.Roster = []process.Trainee{fiveYears("ST-0001", process.D(2022, 1, 1))}
	first := placed("ST-0001", "KK", process.D(2024, 7, 1), process.D(2024, 11, 30))
	first.Confirmed = false
	w.Placements = []process.Placement{first, placed("ST-0001", "KK", process.D(2024, 9, 17), process.D(2024, 10, 31))}
	want := []string{"KK/ 2024-09 ?: 1(1)+0+0, ?", "KK/ 2024-10 ?: 1(0)+0+0, ?", "KK/ 2024-11 ?: 1(1)+0+0, ?"}
	if got := rotationWords(process.Judge(w)); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// R-014, F5: a reservation steps round a leave that has an end, those whose end nobody
// knows come last, and BT in the first year is no departure from the plan.
func TestReservationsStepRoundLeaves(t *testing.T) {
	w := rotating(process.RotationRule{Clinic: "KK", Places: places(1), Months: 2})
	endless := fiveYears("ST-0001", process.D(2023, 1, 1))
	endless.PlannedEnd = process.Date{}
	w.Roster = []process.Trainee{endless, fiveYears("ST-0002", process.D(2023, 1, 1))}
	w.Leaves = []process.Leave{
		{Doctor: "Doktor ST-0002", From: process.D(2024, 10, 20), To: process.D(2025, 1, 10)},
		{Doctor: "ST-0002", From: process.D(2025, 8, 1)},
	}
	var got []string
	for _, m := range process.Judge(w).Rotations {
		if m.Reserved > 0 {
			got = append(got, m.Month.String()[:7])
		}
	}
	// ST-0002 is away from October to January; ST-0001 has the months before.
	if want := []string{"2024-10", "2024-11", "2025-02", "2025-03"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	w.Leaves = w.Leaves[1:]
	w.Roster[0].PlannedEnd = process.D(2060, 12, 31)
	one := process.Judge(w)
	w.Roster[0].PlannedEnd = process.Date{}
	if a, b := rotationWords(one), rotationWords(process.Judge(w)); !slices.Equal(a, b) {
		t.Errorf("without an end %q, with one far off %q", b, a)
	}
	w.Roster[1].Track = "BT-ST"
	w.Roster[1].Start = process.D(2024, 6, 1)
	w.Placements = []process.Placement{placed("ST-0002", "KK", process.D(2024, 10, 1), process.D(2024, 11, 30))}
	if j := process.Judge(w); todoAbout(j, "de första 12 månaderna") {
		t.Error(j.Todo)
	}
}

// Who ends first has the first months; one without an end comes last.
func TestWhoEndsFirstChoosesFirst(t *testing.T) {
	w := rotating(process.RotationRule{Clinic: "KK", Places: places(1), Months: 14})
	short, endless := fiveYears("ST-0002", process.D(2022, 1, 1)), fiveYears("ST-0001", process.D(2022, 1, 1))
	endless.PlannedEnd = process.Date{}
	w.Roster = []process.Trainee{endless, short}
	for _, m := range process.Judge(w).Rotations { // the other way round ST-0002 has no room before its last year
		if m.Lacking > 0 {
			t.Fatalf("%s: %d lacking", m.Month, m.Lacking)
		}
	}
}
