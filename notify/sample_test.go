package notify

import (
	"time"

	"stintag/process"
)

// Invented people and health centres throughout.

var stockholm = time.FixedZone("CEST", 2*60*60)

func house() House {
	return House{
		Region:  "Region Västmanland",
		Contact: "Sara Öberg, handläggare Vårduppdrag, 021-555 01 00, st-intag@region.example",
		Policy: &process.Policy{
			Name: "vastmanland", Version: "2024-09", Employment: process.EarlyWarn,
			Rounds:  []process.Date{process.D(2024, 12, 3), process.D(2024, 10, 15), process.D(2024, 9, 3)},
			Letters: process.LetterRules{Name: "full", ShowPlace: true},
		},
	}
}

func finding(l process.Level, f process.Field, cell, written, text string) process.Finding {
	sheet := "Intresseanmälan"
	if cell == "" {
		sheet = ""
	}
	return process.Finding{Code: "X", Level: l, Field: f, Sheet: sheet, Cell: cell, Written: written, Text: text}
}

var (
	yearMissing = process.Finding{
		Code: process.CodeYearMissing, Level: process.Returned, Field: process.FieldPossibleStart,
		Sheet: "Intresseanmälan", Cell: "C14", Written: "10/9",
		Text: `"10/9" saknar år. Menar ni 2024-09-10? Skriv ja i cellen bredvid.`, Suggestion: "2024-09-10",
	}
	licenceMissing = process.Finding{
		Code: process.CodeMissing, Level: process.Returned, Field: process.FieldLicenceDate,
		Sheet: "Intresseanmälan", Cell: "C11", Text: "Legitimationsdatum saknas. Skriv det som ÅÅÅÅ-MM-DD, eller fyll i Väntad legitimation",
	}
	supervisorMissing = process.Finding{
		Code: process.CodeMissing, Level: process.BeforeDecision, Field: process.FieldSupervisor,
		Sheet: "Intresseanmälan", Cell: "C24", Text: "Handledare saknas.",
	}
	lateNotice = process.Finding{
		Code: process.CodeLateNotice, Level: process.Remark, Field: process.FieldPossibleStart,
		Text: "Möjlig start ligger nära i tiden; ansök gärna i god tid innan ni beslutar om anställning.",
	}
	earlyEmployed = process.Finding{
		Code: process.CodeEarlyEmployed, Level: process.Remark, Field: process.FieldEmploymentForm,
		Sheet: "Intresseanmälan", Cell: "C20", Written: "ST-avtal påskrivet",
		Text: "Stämmer det att ST-avtal är påskrivet från 2024-09-01?",
	}
)

func item(n int, doctor string, became Became, place int, fs ...process.Finding) Item {
	id := "IA-2024-000" + string(rune('0'+n))
	status := process.StatusWaiting
	if became == SentBack {
		status = process.StatusReturned
	}
	return Item{
		CaseID: id, Doctor: doctor, Kind: process.NewPost, Centre: "Vårdcentralen Ekbacken", Became: became,
		Contact: process.D(2024, 9, 10), Of: 12, FormName: "anmalan.xlsx",
		Standing: process.Standing{Case: id, Status: status, Place: place, Findings: fs},
	}
}

func answer(is ...Item) Answer {
	return Answer{
		Identity: "answer/1", To: "chef@ekbacken.example", Manager: "Karin Lind", Subject: "Ny ST till oss",
		Received: time.Date(2024, 9, 10, 14, 5, 0, 0, stockholm), InReplyTo: "<1@ekbacken.example>",
		References: []string{"<1@ekbacken.example>"}, Items: is,
	}
}

func transferItem() Item {
	i := item(6, "Omar Haddad", AtDirector, 0)
	i.Kind, i.Standing.Status = process.Transfer, process.StatusStudyDirector
	return i
}

func leavingItem() Item {
	i := transferItem()
	i.FromPresent = true
	return i
}

func keptItem() Item {
	i := item(1, "Anna Berg", Updated, 7)
	i.Kept = []process.Field{process.FieldPossibleStart}
	return i
}

func grantedItem() Item {
	i := item(1, "Anna Berg", Updated, 0, supervisorMissing)
	i.Standing.Status = process.StatusGranted
	return i
}

// offerDays are those of a contract that wants an answer in 30 days and a signed
// contract in three months.
var offerDays = process.Offered{Granted: process.D(2024, 10, 15), AnswerBy: process.D(2024, 11, 14), EmployBy: process.D(2025, 1, 15)}

// A newer form of a granted case, which says that the doctor is employed (D2).
func employedItem() Item {
	i := item(1, "Anna Berg", Updated, 0)
	i.Standing.Status, i.Standing.Offer = process.StatusGranted, offerDays
	i.Standing.Offer.Confirmed, i.Standing.Offer.ByForm = "Blanketten som kom 2024-11-02 säger att läkaren är anställd som ST", true
	return i
}

func unconfirmed() Unconfirmed {
	i := item(1, "Anna Berg", "", 0)
	i.Standing.Status, i.Standing.Offer = process.StatusGranted, offerDays
	i.Standing.Offer.Due = process.AnswerDue
	return Unconfirmed{Identity: "reminder/1", To: "chef@ekbacken.example", Manager: "Karin Lind", Item: i}
}

func unmatchedItem() Item {
	return Item{Doctor: "Nils Åkesson", Kind: process.Withdrawal, Centre: "Vårdcentralen Ekbacken", Became: NoCase, FormName: "aterkallelse.xlsx"}
}

// A withdrawal that fits two cases.
func unclearItem() Item {
	i := unmatchedItem()
	i.Became = WhichCase
	i.Fits = []Item{item(1, "Nils Åkesson", Accepted, 3), item(4, "Nils Åkesson", Accepted, 9)}
	i.Fits[1].Kind, i.Fits[1].Contact = process.ResearchST, process.D(2024, 8, 20)
	return i
}

// A leave whose newer form says when less exactly than the earlier one.
func returnedLeave() Answer {
	i := item(6, "Gro Gran", SentBack, 0,
		finding(process.Returned, process.FieldChangeFrom, "B31", "nästa vår", `"nästa vår" är inget datum. Skriv första dagen (ÅÅÅÅ-MM-DD).`),
		process.Finding{Code: process.CodeVaguer, Field: process.FieldChangeFrom, Sheet: "Intresseanmälan", Cell: "B31", Written: "nästa vår",
			Text: "Den förra blanketten hade en uppgift i \"Ändringen gäller från\", och det gällde. Nu gäller den nya, som inte har något där som går att läsa, så det förra gäller inte längre. Ska det förra gälla, skriv det på nytt."})
	i.Kind, i.Standing.Status, i.Standing.Place = process.LeaveOfAbsence, process.StatusReturned, 0
	return answer(i)
}

// A PDF in place of the form.
func document() Answer {
	a := answer()
	a.Unreadable = []Unreadable{{Name: "anmälan.pdf", Document: true, What: "Filen är en PDF. Vi behöver blanketten som Excel-fil för att kunna läsa svaren.",
		Do: "Fyll i den bifogade blanketten i Excel och skicka den som svar på det här brevet. Har ni redan fyllt i en Excel-fil (.xlsx), skicka den."}}
	a.Blank, a.Attachments = true, []Attachment{{Name: "intresseanmalan.xlsx", Type: "application/octet-stream", Bytes: []byte("x")}}
	return a
}

// A table with one cell for all its doctors.
func sharedRemark() Answer {
	manager := finding(process.Remark, process.FieldManager, "B3", "Nils Ny", `Verksamhetschef är "Nils Ny" i blanketten men Mona Mård i regionens register. Hör av er om registret behöver ändras.`)
	own := finding(process.Remark, process.FieldCredit, "G9", "14", `Tillgodoräknad tid är 14 månader, utan period. Stämmer det?`)
	return answer(item(1, "Anna Berg", Accepted, 7, manager), item(2, "Bo Ceder", Accepted, 8, manager, own), item(3, "Cecilia Dahl", Accepted, 9, manager))
}

func blankItem() Item { return Item{Became: BlankForm, FormName: "blankett.xlsx"} }

func moved() Decided {
	d := decided(process.VerdictGrant, process.Proposal{Outcome: process.Grant, Reasons: []string{
		"Studierektorn har yttrat sig: \"Tillstyrks, redan inarbetad\".", "Bytet är budgetneutralt och ger ingen ny plats.",
	}})
	d.Item.Kind = process.Transfer
	return d
}

func stoppedItem() Item {
	i := item(8, "Ida Holm", StopApplies, 0, supervisorMissing)
	i.Kind, i.Standing.Status = process.Practice, process.StatusReady
	i.Standing.Proposal = process.Proposal{Outcome: process.Stopped, Reasons: []string{
		"Praktisk tjänstgöring med start under 2025 tas inte in, för att prioritera finansiering av ST inom allmänmedicin (regelverket vastmanland 2024-09)",
	}}
	return i
}

func withdrawnItem() Item {
	i := item(7, "Nils Åkesson", TakenBack, 0)
	i.Kind, i.Standing.Status = process.Withdrawal, process.StatusWithdrawn
	return i
}

func fiveDoctors() Answer {
	early := item(4, "Eva Strand", Accepted, 9, earlyEmployed)
	early.EarlyEmployment = true
	a := answer(
		item(1, "Anna Berg", Accepted, 7),
		item(2, "Bo Ek", Accepted, 8, supervisorMissing),
		item(3, "Cecilia Dahl", SentBack, 0, yearMissing),
		early,
		item(5, "David Falk", Unchanged, 3),
	)
	for n := range a.Items {
		a.Items[n].Row = n + 5
	}
	a.Attachments = []Attachment{{Name: "IA-2024-0003.xlsx", Type: "application/octet-stream", Bytes: []byte("x")}}
	return a
}

func decided(v process.Verdict, p process.Proposal) Decided {
	i := item(1, "Anna Berg", Accepted, 7)
	i.Standing.Proposal = p
	return Decided{
		Identity: "decision/1", To: "chef@ekbacken.example", Manager: "Karin Lind", Item: i,
		Decision:  process.Decision{Verdict: v, By: "Maria Nyström", Date: process.D(2024, 10, 15), Reason: "Ryms inom årets ram."},
		InReplyTo: "<1@ekbacken.example>",
	}
}

var grantProposal = process.Proposal{Outcome: process.Grant, Policy: "vastmanland 2024-09", Reasons: []string{
	"Plats 7 av 12 enligt kriterierna, och pengarna räcker till 9 nya ST",
	"Legitimerad 2016; vårdcentralen ligger utanför Västerås tätort",
}}

func opinion() Opinion {
	return Opinion{
		Identity: "opinion/1", To: "sr@region.example", Name: "Lars Moberg", Item: transferItem(),
		From: "Vårdcentralen Björken", Reason: "Flytt närmare hemmet", Competence: "Två år av ST, akut och psykiatri klara",
		Start: process.D(2025, 1, 7),
	}
}

func reminder() Reminder {
	i := item(4, "Eva Strand", Accepted, 9, earlyEmployed)
	i.EarlyEmployment = true
	return Reminder{Identity: "warning/4", To: "chef@ekbacken.example", Manager: "Karin Lind", Items: []Item{i}}
}

func reportCase(id, centre string, start process.Date) process.Case {
	return process.Case{ID: id, Application: process.Application{
		Doctor: "Anna Berg", CentreID: centre, PossibleStart: start, Kind: process.NewPost,
	}}
}

func report() Report {
	w := process.World{
		Policy:  &process.Policy{Targets: []process.Target{{What: "st", By: process.D(2024, 12, 31), Value: 105}}},
		Now:     time.Date(2024, 9, 10, 20, 0, 0, 0, stockholm),
		Centres: []process.HealthCentre{{ID: "vc1", Name: "Vårdcentralen Ekbacken"}, {ID: "vc2", Name: "Vårdcentralen Björken"}},
		Cases: []process.Case{
			reportCase("IA-2024-0001", "vc1", process.D(2024, 11, 1)),
			reportCase("IA-2024-0002", "vc2", process.D(2024, 12, 1)),
			reportCase("IA-2024-0003", "vc1", process.D(2025, 1, 7)),
			reportCase("IA-2024-0004", "vc2", process.D(2025, 1, 7)),
		},
	}
	w.Cases[1].Application.Protected = true
	standing := func(n int, st process.Status, place int, o process.Outcome, why string) process.Standing {
		return process.Standing{Case: w.Cases[n].ID, Status: st, Place: place, Proposal: process.Proposal{Outcome: o, Reasons: []string{why}}}
	}
	return Report{
		Identity: "summary/2024-09-10", To: "handlaggare@region.example", Day: w.Now,
		Counts: Counts{Found: 12, New: 5, Handled: 3, Unreadable: 1, Human: 1}, World: w,
		Judgement: process.Judgement{
			Standings: []process.Standing{
				standing(0, process.StatusReady, 1, process.Grant, "Först i turordningen, och pengarna räcker till 9 nya ST"),
				standing(1, process.StatusWaiting, 2, process.Wait, "Handledare saknas inför beslut"),
				standing(2, process.StatusWaiting, 3, process.Wait, "Ram saknas för 2025"),
				standing(3, process.StatusReturned, 0, "", ""),
			},
			Ranking: []string{"IA-2024-0001", "IA-2024-0002", "IA-2024-0003"},
			Figures: process.Figures{
				Day: process.D(2024, 9, 10), InTraining: 115, GrantedYear: 28, Goal: 105, Waiting: 10,
				Leaving: 8, Starting: 6, WaitingStarts: 6, YearEnd: 119, DecidedOnly: 113,
			},
			Money: []process.MoneyFigures{
				{Year: 2024, Decided: true, Frame: 62_000_000, PerMonth: 45_000, Committed: 60_250_000, Free: 1_750_000, Fits: 9},
				{Year: 2025, Committed: 48_600_000},
			},
			Todo: []process.Todo{
				{Case: "IA-2024-0001", What: "Klar för beslut", Why: "Förslaget är Beviljas"},
				{Case: "IA-2024-0003", What: "Beslutad av saknas", Why: "Beslutet är halvt ifyllt och skickas inte"},
				{What: "Ram saknas för 2025"},
			},
		},
		Mails: []MailLine{
			{ID: 1, When: w.Now.Add(-9 * time.Hour), From: "Vårdcentralen Ekbacken", Place: "handled", What: "2 anmälningar mottagna", Cases: []string{"IA-2024-0001", "IA-2024-0003"}},
			{ID: 2, When: w.Now.Add(-8 * time.Hour), From: "Vårdcentralen Björken", Place: "handled", What: "1 anmälan tillbaka för komplettering", Cases: []string{"IA-2024-0004"}},
			{ID: 3, When: w.Now.Add(-7 * time.Hour), From: "Vårdcentralen Björken", Place: "unreadable", What: "PDF, svar skickat"},
			{ID: 4, When: w.Now.Add(-6 * time.Hour), From: "Vårdcentralen Ekbacken", Place: "human", What: "Mejl utan blankett", Cases: []string{"IA-2024-0002"}},
			{ID: 5, When: w.Now.Add(-5 * time.Hour), From: "Vårdcentralen Ekbacken", Place: "handled", What: "Autosvar"},
		},
		LettersSent: 4, LettersOwed: 1, LettersFailed: 1,
		Letters:       LetterCounts{Written: 4, Sent: 3, Owed: 1},
		Lost:          []LostLetter{{Number: 17, Kinds: []Kind{Receipt}, Cases: []string{"IA-2024-0002"}, To: "Vårdcentralen Björken", Written: w.Now.AddDate(0, 0, -3)}},
		Forms:         map[process.Matched]int{process.New: 2, process.Newer: 1},
		Runs:          Runs{Count: 85, Longest: 42 * time.Second, LongestBegan: w.Now.Add(-6 * time.Hour)},
		Waits:         []Wait{{"ärendet IA-2024-0001, klart för beslut,", w.Now.AddDate(0, 0, -8)}},
		Forecast:      someForecast(),
		Checkpoint:    someCheckpoint,
		EarlyNew:      map[string]int{"Vårdcentralen Ekbacken": 1},
		EarlyEmployed: map[string]int{"Vårdcentralen Ekbacken": 1, "Vårdcentralen Björken": 3},
	}
}

// someForecast has a past, a corridor of two kinds, and a year without one.
func someForecast() process.Forecast {
	f := process.Forecast{Day: process.D(2024, 9, 10), Basis: process.Basis{InTraining: 115}}
	for year, n := range []float64{88, 96, 104, 110} {
		f.History = append(f.History, process.History{Year: 2020 + year, InTraining: process.Amount{Value: n, Said: true}, Finished: process.Amount{Value: 12, Said: year > 1}})
	}
	for year, n := range []int{119, 126, 131, 128, 125, 122, 120, 118, 117, 116, 116} {
		y := process.ForecastYear{Year: 2024 + year, InTraining: process.Range{Low: n - 3*year - 1, Mid: n, High: n + 4*year + 1}, Completions: process.Range{Low: 10, Mid: 14, High: 18}}
		if year < 4 || year == 10 {
			y.HasCorridor, y.Position = true, process.Inside
			y.Corridor = process.Corridor{CorridorYear: process.CorridorYear{Year: y.Year, Low: 110 + 5*year, High: 125 + 5*year, Scenario: year == 10}}
		}
		f.Years = append(f.Years, y)
	}
	return f
}

const someCheckpoint = "st-intag.region.example\n412\n6dWkZ0bCwkCQ2ZV0C0v7Q0Wb9mE5GpQmZC4Q7m3Xq7s=\n\n\u2014 st-intag.region.example Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"

func quietReport() Report {
	r := report()
	r.Counts = Counts{Found: 7}
	r.Judgement.Todo, r.Mails, r.LettersSent, r.LettersOwed, r.LettersFailed = nil, nil, 0, 0, 0
	r.Letters, r.Lost, r.Forms, r.EarlyNew = LetterCounts{}, nil, nil, nil
	return r
}
