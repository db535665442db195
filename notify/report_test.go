package notify

import (
	"strings"
	"testing"

	"stintag/process"
)

func tell(t *testing.T, r Report) Letter {
	t.Helper()
	l, err := house().Report(r)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// The four ends and the new mails agree, or the report says by how much not.
func TestReportProvesThatNoMailIsLost(t *testing.T) {
	for want, c := range map[string]Counts{
		"= 5, stämmer":                    {New: 5, Handled: 3, Unreadable: 1, Human: 1},
		"= 4, stämmer inte: 1 saknas":     {New: 5, Handled: 3, Human: 1},
		"= 6, stämmer inte: 1 för mycket": {New: 5, Handled: 5, Quarantine: 1},
	} {
		r := report()
		r.Counts = c
		l := tell(t, r)
		both(t, l, want)
		if !strings.Contains(want, "inte") {
			neither(t, l, "stämmer inte")
		}
	}
}

// the five figures, and what the forecast is made of.
func TestReportShowsTheFiveFigures(t *testing.T) {
	l := tell(t, report())
	for _, line := range []string{"Beviljade i år 28", "På intresselistan 10", "Mål vid årets slut 105", "Nu 115", "Prognos vid årets slut 119"} {
		if !strings.Contains(collapse(l.Text), line) {
			t.Errorf("the text part lacks the line %q", line)
		}
	}
	both(t, l, "Det är över mål med 14.")
	both(t, l, "Räknas bara det som är beslutat blir det 113.")

	r := report()
	r.Judgement.Figures.Goal = 0
	both(t, tell(t, r), "inget mål satt")
	neither(t, tell(t, r), "mål med")
}

// how many new posts there is room for, and what binds, stands under the
// ranking.
func TestReportSaysWhatBinds(t *testing.T) {
	r := report()
	neither(t, tell(t, r), "begränsar")
	r.Judgement.Limits = []process.LimitFigures{{Name: "pengarna", Fits: 6, Of: 10}, {Name: "randningsplatserna", Fits: 4, Of: 10, Binds: true}}
	both(t, tell(t, r), "Pengarna räcker till 6 nya ST, randningsplatserna till 4: randningsplatserna begränsar.")
}

// D24 and since mail is open: no doctor's name; a protected one not even with a
// health centre.
func TestReportNamesNoDoctor(t *testing.T) {
	r := report()
	r.World.Centres[1].Name = "Vårdcentralen Enda"
	r.World.Cases[3].Application.CentreID = "vc1"
	r.EarlyEmployed = nil
	r.World.Roster = []process.Trainee{{ID: "ST-9", Name: "Anna Öman"}}
	r.Mails = []MailLine{{When: r.Day, From: "Vårdcentralen Ekbacken", Place: "handled", What: "Anna Berg mottagen"}}
	r.Judgement.Todo = []process.Todo{{Case: "IA-2024-0001", What: "Fatta beslut", Why: `Studierektorn har yttrat sig: "Anna Berg är redo".`}}
	r.Judgement.Standings[0].Proposal.Reasons = []string{"Anna Berg är redo"}
	r.Faults = []string{`ST-läkare rad 3: "Anna Öman" saknar start`}
	l := tell(t, r)
	neither(t, l, "Anna")
	neither(t, l, "Vårdcentralen Enda")
	both(t, l, "IA-2024-0002")
	both(t, l, "ST-läkare ST-9")
}

func TestReportSubjectSaysHowMuchWaits(t *testing.T) {
	for want, todo := range map[string][]process.Todo{
		"inget behöver dig":                    nil,
		"1 ärende behöver dig":                 {{Case: "IA-2024-0001", What: "a"}},
		"3 ärenden behöver dig":                {{Case: "IA-2024-0001"}, {Case: "IA-2024-0002"}, {Case: "IA-2024-0003"}, {Case: "IA-2024-0001"}},
		"1 sak behöver dig":                    {{What: "Ram saknas för 2025"}},
		"1 ärende och 1 annan sak behöver dig": {{Case: "IA-2024-0001"}, {What: "Ram saknas för 2025"}},
	} {
		r := report()
		r.Counts.Human, r.Judgement.Todo = 0, todo
		if l := tell(t, r); l.Subject != "Dagsrapport 2024-09-10: "+want {
			t.Errorf("subject %q, want …%q", l.Subject, want)
		}
	}
}

// What the machine could not do itself stands first, beside what the rules found.
func TestReportShowsWhatWentWrong(t *testing.T) {
	r := quietReport()
	r.LettersFailed, r.LettersUnknown, r.Counts.Quarantine, r.Counts.New = 2, 1, 1, 1
	r.Master, r.Faults = "filen är öppen i Excel", []string{"Vårdcentraler rad 7: Listade är inget tal"}
	l := tell(t, r)
	for _, want := range []string{"Huvudfilen är inte uppdaterad: filen är öppen i Excel.", "2 brev kom inte fram",
		"1 brev har okänt öde", "karantän och behöver bedömas", "Listade är inget tal"} {
		both(t, l, want)
	}
	if !strings.Contains(l.Subject, "5 saker behöver dig") {
		t.Errorf("subject %q", l.Subject)
	}
}

// D16: a year without a decided frame is never told as 0.
func TestReportMoneyWithoutAFrame(t *testing.T) {
	l := tell(t, report())
	both(t, l, "ram ej beslutad")
	both(t, l, "62"+nbsp+"000")
	both(t, l, "1"+nbsp+"750")
}

// early employments are counted per health centre, most first.
func TestReportCountsEarlyEmployments(t *testing.T) {
	text := collapse(tell(t, report()).Text)
	if !strings.Contains(text, "Vårdcentralen Björken 3 Vårdcentralen Ekbacken 1") {
		t.Error("early employments are not listed with the most first")
	}
}

func TestQuietDayIsShort(t *testing.T) {
	l := tell(t, quietReport())
	if n := strings.Count(l.Text, "\n"); n > 40 {
		t.Errorf("%d lines on a quiet day", n)
	}
	both(t, l, "Inget behöver dig i dag.")
	neither(t, l, "Turordning<")
}

func TestLongListsEndWithHowManyMore(t *testing.T) {
	r := report()
	for n := range 100 {
		r.Mails = append(r.Mails, MailLine{When: r.Day, Place: "handled", From: "Vårdcentralen Ekbacken"})
		r.Judgement.Ranking = append(r.Judgement.Ranking, "IA-2024-1"+string(rune('0'+n/10))+string(rune('0'+n%10)))
	}
	both(t, tell(t, r), "Ytterligare 63 står i huvudfilen.")
	both(t, tell(t, r), "Ytterligare 45 mejl.")

	for range 100 {
		r.Judgement.Todo = append(r.Judgement.Todo, process.Todo{What: "Ram saknas"})
	}
	l := tell(t, r)
	both(t, l, "står under Att göra i huvudfilen.")
	if want := "2 ärenden och 102 andra saker"; !strings.Contains(l.Subject, want) {
		t.Errorf("subject %q counts only what is shown, want %q", l.Subject, want)
	}
}

// D21: a mail that a person must answer says which case it is about.
func TestHumanMailNamesItsCase(t *testing.T) {
	r := report()
	r.Mails = append(r.Mails, MailLine{Place: "human", What: "Mejl utan blankett", Cases: []string{"IA-2024-0002", "IA-2024-0004"}})
	r.Counts.Human = 2
	l := tell(t, r)
	both(t, l, "2 nya mejl ligger i Till handläggare och väntar på svar (gäller IA-2024-0002 och IA-2024-0004).")
	for _, want := range []string{"Mejl utan blankett (gäller IA-2024-0002)", "2 anmälningar mottagna (IA-2024-0001, IA-2024-0003)"} {
		if !strings.Contains(l.HTML, want) {
			t.Errorf("the HTML part lacks %q", want)
		}
	}

	r.Mails = nil
	both(t, tell(t, r), "2 nya mejl ligger i Till handläggare och väntar på svar.")
}

// Mails are in quarantine for several reasons, and forms come as files too.
func TestReportSaysNoMoreThanItKnows(t *testing.T) {
	r := report()
	r.Counts = Counts{Found: 86, New: 44, Handled: 41, Quarantine: 3}
	l := tell(t, r)
	both(t, l, "3 nya mejl ligger i karantän och behöver bedömas.")
	r.Counts.Quarantine, r.Counts.Human = 1, 1
	both(t, tell(t, r), "1 nytt mejl ligger i karantän") // older ones may lie there still
	both(t, tell(t, r), "1 nytt mejl ligger i Till handläggare")
	both(t, l, "86 mejl eller filer gicks igenom, varav 44 nya")
	neither(t, l, "okända avsändare")
	neither(t, l, "inkorgen")
}

func TestReportCountsWhatThereIsToDoAsTheMasterDoes(t *testing.T) {
	a, b, none := process.Todo{Case: "IA-2024-0001", What: "x"}, process.Todo{Case: "IA-2024-0002", What: "x"}, process.Todo{What: "Ram saknas"}
	for want, todo := range map[string][]process.Todo{
		"1 sak att göra i 1 ärende, se bladet":               {a},
		"3 saker att göra i 2 ärenden, se bladet":            {a, b, a},
		"4 saker att göra, 3 av dem i 2 ärenden, se bladet":  {a, a, b, none},
		"2 saker att göra, se bladet Att göra i huvudfilen.": {none, none},
	} {
		r := report()
		r.Judgement.Todo = todo
		both(t, tell(t, r), want)
	}
	neither(t, tell(t, quietReport()), "att göra")
}

func TestReportPutsAColonBeforeWhatBecameOfAMail(t *testing.T) {
	r := report()
	r.Mails = []MailLine{{Place: "handled", What: "nyare uppgifter i ett ärende"}, {Place: "quarantine"}}
	l := tell(t, r)
	for part, s := range map[string]string{"text": collapse(l.Text), "HTML": strings.ReplaceAll(l.HTML, "</strong>", "")} {
		for _, want := range []string{"Hanterat: nyare uppgifter", "Karantän."} {
			if !strings.Contains(s, want) {
				t.Errorf("the %s lacks %q", part, want)
			}
		}
	}
}
