package process_test

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
)

// post is a running post of Gro Gran at Tallbacken until the end of May 2028.
func post(change ...func(*process.Trainee)) process.Trainee {
	return trainee(append([]func(*process.Trainee){func(p *process.Trainee) {
		p.ID, p.Start, p.PlannedEnd = "ST-0012", process.D(2022, 12, 1), process.D(2028, 5, 31)
	}}, change...)...)
}

// groGran's form about the post.
func about(k process.Kind, change ...func(*process.Application)) process.Case {
	return nth(1, append([]func(*process.Application){asking(k), named("Gro Gran"), func(a *process.Application) {
		a.LicenceDate, a.PossibleStart, a.Degree = process.Date{}, process.Date{}, 0
	}}, change...)...)
}

func days(from, to process.Date) func(*process.Application) {
	return func(a *process.Application) { a.ChangeFrom, a.ChangeTo = from, to }
}

func todegree(d float64, from process.Date) func(*process.Application) {
	return func(a *process.Application) { a.Degree, a.ChangeFrom = d, from }
}

func withRoster(c process.Case, rows ...process.Trainee) process.World {
	w := world(c)
	w.Roster = rows
	return w
}

var (
	march1, august31 = process.D(2025, 3, 1), process.D(2025, 8, 31)
	parental         = days(march1, august31)
)

// D15: the proposal says exactly what would change, on which row of the roster.
func TestAProposalSaysWhatChangesOnWhichRow(t *testing.T) {
	notBegun := func(p *process.Trainee) {
		p.Start, p.PlannedEnd, p.Status = process.D(2025, 1, 15), process.D(2030, 7, 14), process.TraineeGranted
	}
	for _, tt := range []struct {
		name   string
		c      process.Case
		row    process.Trainee
		leaves []process.Leave
		want   string
	}{
		{"six months of leave", about(process.LeaveOfAbsence, parental), post(), nil,
			"Uppehåll 2025-03-01–2025-08-31 för raden ST-0012: planerat slut flyttas från 2028-05-31 till 2028-11-30."},
		{"leave that is not whole months", about(process.LeaveOfAbsence, days(process.D(2025, 3, 10), process.D(2025, 4, 20))), post(), nil,
			"Uppehåll 2025-03-10–2025-04-20 för raden ST-0012: planerat slut flyttas från 2028-05-31 till 2028-07-11."},
		{"leave that goes past the planned end", about(process.LeaveOfAbsence, days(process.D(2028, 5, 1), process.D(2028, 12, 31))), post(), nil,
			"Uppehåll 2028-05-01–2028-12-31 för raden ST-0012: planerat slut flyttas från 2028-05-31 till 2029-01-31."},
		{"a longer leave counts what is new in it", about(process.LeaveOfAbsence, days(march1, process.D(2025, 12, 31))), post(),
			[]process.Leave{{Doctor: "Gran, Gro", From: march1, To: august31}},
			"Uppehåll 2025-03-01–2025-12-31 för raden ST-0012: planerat slut flyttas från 2028-05-31 till 2028-09-30."},
		{"leave that stands there", about(process.LeaveOfAbsence, parental), post(), []process.Leave{{Doctor: "ST-0012", From: march1}},
			"Uppehåll 2025-03-01–2025-08-31 för raden ST-0012: perioden står redan i bladet Uppehåll. Kontrollera att planerat slut räknar med den."},
		{"F1: 39 months at 80 per cent", about(process.ChangedDegree, todegree(0.8, march1)), post(), nil,
			"Tjänstgöringsgrad 100 % → 80 % från 2025-03-01 för raden ST-0012: planerat slut flyttas från 2028-05-31 till 2029-03-31."},
		{"back to full time", about(process.ChangedDegree, todegree(1, march1)), post(func(p *process.Trainee) { p.Degree = 0.75 }), nil,
			"Tjänstgöringsgrad 75 % → 100 % från 2025-03-01 för raden ST-0012: planerat slut flyttas från 2028-05-31 till 2027-08-31."},
		{"half time for 100 days", about(process.ChangedDegree, todegree(0.5, march1), func(a *process.Application) { a.ChangeTo = process.D(2025, 6, 8) }), post(), nil,
			"Tjänstgöringsgrad 100 % → 50 % 2025-03-01–2025-06-08 för raden ST-0012: planerat slut flyttas från 2028-05-31 till 2028-07-20."},
		{"leave takes no longer at part time", about(process.ChangedDegree, todegree(0.5, process.D(2028, 5, 1))), post(),
			[]process.Leave{{Doctor: "Gro Gran", From: process.D(2028, 5, 1), To: process.D(2028, 5, 21)}},
			"Tjänstgöringsgrad 100 % → 50 % från 2028-05-01 för raden ST-0012: planerat slut flyttas från 2028-05-31 till 2028-06-10."},
		{"a later start keeps the length", about(process.ChangedStart, starting(2025, 4, 1)), post(notBegun), nil,
			"Start 2025-01-15 → 2025-04-01 för raden ST-0012: planerat slut flyttas från 2030-07-14 till 2030-09-30."},
		{"R-023: an early end frees what is committed", about(process.EarlyEnd, days(process.D(2025, 6, 30), process.Date{})), post(), nil,
			"Avslut i förtid 2025-06-30 för raden ST-0012 (planerat slut 2028-05-31): platsen blir ledig och 300 000 kr intecknat frigörs."},
		{"an early end of one who pays itself", about(process.EarlyEnd, days(process.D(2025, 6, 30), process.Date{})), post(func(p *process.Trainee) { p.OwnFunded = true }), nil,
			"Avslut i förtid 2025-06-30 för raden ST-0012 (planerat slut 2028-05-31): platsen blir ledig. Den är egenfinansierad, så inget intecknat frigörs."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := withRoster(tt.c, tt.row)
			w.Leaves = tt.leaves
			s := standing(t, w, "IA-2024-0001")
			if s.Proposal.Outcome != process.Grant || s.Proposal.Reasons[0] != tt.want {
				t.Errorf("%s: %q\nwant %q", s.Proposal.Outcome, s.Proposal.Reasons, tt.want)
			}
			if got := whyOf(process.Judge(w), "Fatta beslut"); !strings.Contains(got, tt.want) {
				t.Errorf("Att göra says %q", got)
			}
			e, _ := process.Explain(w, process.Judge(w), "IA-2024-0001")
			if text := strings.Join(e.Lines, "\n"); !strings.Contains(text, tt.want) {
				t.Errorf("explain says\n%s", text)
			}
		})
	}
}

// D15: what cannot be told awaits a person, with the reason: it is on no waiting
// list, and nothing is guessed.
func TestAChangeThatCannotBeToldWaitsForAPerson(t *testing.T) {
	elsewhere := post(func(p *process.Trainee) { p.CentreID = granskogen.ID })
	second := post(func(p *process.Trainee) { p.ID, p.Name = "ST-0044", "Gran, Gro" })
	ended := post(func(p *process.Trainee) { p.Status = process.TraineeDone })
	const find = "Hitta läkarens rad i bladet ST-läkare"
	for _, tt := range []struct {
		name         string
		c            process.Case
		rows         []process.Trainee
		reason, todo string
	}{
		{"nobody of the name", about(process.LeaveOfAbsence, parental), nil, "Läkaren finns inte i bladet ST-läkare under Tallbackens vårdcentral.", find},
		{"at another health centre", about(process.LeaveOfAbsence, parental), []process.Trainee{elsewhere}, "Läkaren finns inte i bladet ST-läkare under Tallbackens vårdcentral.", find},
		{"two of the name", about(process.LeaveOfAbsence, parental), []process.Trainee{second, post()}, "2 rader i bladet ST-läkare passar på läkaren under Tallbackens vårdcentral: ST-0012 och ST-0044.", find},
		{"a post that has ended", about(process.LeaveOfAbsence, parental), []process.Trainee{ended}, "Läkaren står i bladet ST-läkare under Tallbackens vårdcentral, men raden ST-0012 är avslutad.", find},
		{"leave after the post", about(process.LeaveOfAbsence, days(process.D(2029, 1, 1), process.D(2029, 2, 1))), []process.Trainee{post()},
			"Uppehåll 2029-01-01–2029-02-01 för raden ST-0012 ligger utanför tjänstgöringen, 2022-12-01–2028-05-31.", "Pröva ändringen"},
		{"a degree as before", about(process.ChangedDegree, todegree(1, march1)), []process.Trainee{post()}, "Tjänstgöringsgraden är redan 100 % på raden ST-0012.", "Pröva ändringen"},
		{"a start that has been", about(process.ChangedStart, starting(2025, 4, 1)), []process.Trainee{post()}, "Läkaren har redan börjat enligt raden ST-0012, 2022-12-01.", "Pröva ändringen"},
		{"an early end that is late", about(process.EarlyEnd, days(process.D(2029, 1, 1), process.Date{})), []process.Trainee{post()}, "Avslutet 2029-01-01 ligger efter planerat slut 2028-05-31 på raden ST-0012.", "Pröva ändringen"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := withRoster(tt.c, tt.rows...)
			s, j := standing(t, w, "IA-2024-0001"), process.Judge(w)
			if s.Status != process.StatusReady || s.Proposal.Outcome != "" || s.Proposal.Reasons[0] != tt.reason {
				t.Errorf("%s, %q: %q\nwant %q", s.Status, s.Proposal.Outcome, s.Proposal.Reasons, tt.reason)
			}
			if got := whyOf(j, tt.todo); !strings.Contains(got, tt.reason) || whyOf(j, "Fatta beslut") != "" {
				t.Errorf("Att göra says %v", j.Todo)
			}
		})
	}
	manual := about(process.LeaveOfAbsence)
	manual.Manual = true
	if s := standing(t, withRoster(manual, post()), manual.ID); s.Status != process.StatusReturned {
		t.Errorf("a leave without days that a person wrote is %s", s.Status)
	}
	for _, degree := range []float64{0, 1} { // lacks its degree; has the one it asks for
		kept := decided(about(process.ChangedDegree, todegree(degree, march1)), process.VerdictWait, process.D(2024, 9, 5), "")
		if s := standing(t, withRoster(kept, post()), kept.ID); s.Status == process.StatusWaiting {
			t.Errorf("a change to %v that a person keeps is said to be on the list", degree)
		}
	}
	w := withRoster(about(process.LeaveOfAbsence, parental), elsewhere)
	if got := whyOf(process.Judge(w), find); !strings.Contains(got, "Samma namn har raden ST-0012 under Granskogens VC.") {
		t.Errorf("where the name stands is not told: %q", got)
	}
	open := nth(2, named("Gro Gran"))
	change := about(process.ChangedStart, starting(2025, 4, 1))
	change.Application.LicenceDate = open.Application.LicenceDate
	if got := whyOf(process.Judge(world(change, open)), find); !strings.Contains(got, "ett öppet ärende, IA-2024-0002") {
		t.Errorf("the open case is not told: %q", got)
	}
}

// D15: a transfer finds its row at the health centre that the
// doctor leaves, and says where it goes.
func TestATransferNamesItsRow(t *testing.T) {
	move := about(process.Transfer, from(sjovik))
	move.StudyDirectorOpinion = "Tillstyrks"
	for _, tt := range []struct {
		name, leaves string
		rows         []process.Trainee
		outcome      process.Outcome
		reason       string
	}{
		{"from the one it names", "Tallis", []process.Trainee{post()}, process.Grant, "Raden ST-0012 i bladet ST-läkare flyttas från Tallbackens vårdcentral till Vårdcentralen Sjövik."},
		{"from the only one", "", []process.Trainee{post()}, process.Grant, "Raden ST-0012 i bladet ST-läkare flyttas från Tallbackens vårdcentral till Vårdcentralen Sjövik."},
		{"moved already", "Tallis", []process.Trainee{post(func(p *process.Trainee) { p.CentreID = sjovik.ID })}, process.Grant, "Raden ST-0012 i bladet ST-läkare står redan under Vårdcentralen Sjövik."},
		{"not where it says", "Granskogen", []process.Trainee{post()}, process.Wait, "Läkaren finns inte i bladet ST-läkare under Granskogens VC."},
		{"nowhere", "", nil, process.Wait, "Läkaren finns inte i bladet ST-läkare."},
	} {
		c := move
		c.Application.TransferFrom = tt.leaves
		s := standing(t, withRoster(c, tt.rows...), c.ID)
		if s.Proposal.Outcome != tt.outcome || !slices.Contains(s.Proposal.Reasons, tt.reason) {
			t.Errorf("%s: %s %q", tt.name, s.Proposal.Outcome, s.Proposal.Reasons)
		}
		c.StudyDirectorOpinion = ""
		j := process.Judge(withRoster(c, tt.rows...))
		if j.Standings[0].Status != process.StatusStudyDirector || len(j.Standings[0].At(process.Returned)) > 0 {
			t.Errorf("%s: %+v", tt.name, j.Standings[0])
		}
		if tt.outcome == process.Wait && whyOf(j, "Hitta läkarens rad") == "" || tt.outcome == process.Grant && !strings.Contains(whyOf(j, "Invänta studierektorns yttrande"), "ST-0012") {
			t.Errorf("%s: Att göra says %v", tt.name, j.Todo)
		}
	}
}

// D24: a protected doctor's row is known by the case that was granted, and is
// never named.
func TestAProtectedDoctorsRowIsFoundByItsCase(t *testing.T) {
	hidden := func(a *process.Application) { a.Protected, a.PersonalNumber = true, process.NewPersonal(number1) }
	old := decided(nth(7, named("Hemlig Person"), hidden), process.VerdictGrant, process.D(2024, 9, 5), "")
	old.Proposed = process.Grant
	leave := about(process.LeaveOfAbsence, named("Hemlig Person"), hidden, parental)
	w := world(leave, old)
	w.Roster = process.Judge(w).Granted
	s := standing(t, w, leave.ID)
	if s.Proposal.Outcome != process.Grant || !strings.Contains(s.Proposal.Reasons[0], "för raden IA-2024-0007") {
		t.Errorf("%+v", s.Proposal)
	}
	w.Cases[0] = decided(leave, process.VerdictGrant, process.D(2024, 9, 10), "")
	w.Cases[0].Proposed = process.Grant
	j := process.Judge(w)
	if len(j.Leaves) != 1 || j.Leaves[0].Doctor != "IA-2024-0007" {
		t.Errorf("leaves %+v", j.Leaves)
	}
	if text := asText(j.Todo) + asText(j.Leaves); strings.Contains(text, "Hemlig") {
		t.Errorf("named: %s", text)
	}
}
