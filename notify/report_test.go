package notify

import (
	"strings"
	"testing"
	"time"

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
	r.EarlyEmployed, r.EarlyNew, r.Lost = nil, nil, nil
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
		r.Counts.Human, r.LettersFailed, r.Judgement.Todo = 0, 0, todo
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

// early employments are counted per health centre, since the last report and
// this year; those with new ones first.
func TestReportCountsEarlyEmployments(t *testing.T) {
	text := collapse(tell(t, report()).Text)
	if !strings.Contains(text, "Vårdcentralen Ekbacken 1 1 Vårdcentralen Björken 0 3") {
		t.Error("early employments are not listed with the new ones first")
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
	both(t, tell(t, r), "Ytterligare 83 står i huvudfilen.")
	both(t, tell(t, r), "Ytterligare 80 mejl.")

	for range 100 {
		r.Judgement.Todo = append(r.Judgement.Todo, process.Todo{What: "Ram saknas"})
	}
	l := tell(t, r)
	both(t, l, "står under Att göra i huvudfilen.")
	if want := "2 ärenden och 103 andra saker"; !strings.Contains(l.Subject, want) {
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

// What is asked for in several cases alike stands once, with its cases, and every case
// is still counted and found.
func TestReportGroupsWhatIsAlike(t *testing.T) {
	r := quietReport()
	for n, id := range []string{"IA-2024-0001", "IA-2024-0002", "IA-2024-0003"} {
		r.Judgement.Todo = append(r.Judgement.Todo,
			process.Todo{Case: id, What: "Fatta beslut", Why: "Förslag: " + string(r.Judgement.Standings[n].Proposal.Outcome)},
			process.Todo{Case: id, What: "Kontrollera legitimationen", Why: "Leg. kontrollerad är inte ifylld."})
	}
	r.Judgement.Todo = append(r.Judgement.Todo, process.Todo{Case: "IA-2024-0003", What: "Jämför raden"})
	l := tell(t, r)
	both(t, l, "Beviljas föreslås för IA-2024-0001. Kvar på intresselistan föreslås för IA-2024-0002 och IA-2024-0003.")
	both(t, l, "IA-2024-0001, IA-2024-0002 och IA-2024-0003. Leg. kontrollerad är inte ifylld.")
	for _, want := range []string{"Fatta beslut i 3 ärenden:", "Kontrollera legitimationen i 3 ärenden:", "IA-2024-0003: Jämför raden."} {
		if n := strings.Count(collapse(l.Text), want); n != 1 {
			t.Errorf("%q stands %d times", want, n)
		}
	}
	if want := "3 ärenden behöver dig"; !strings.Contains(l.Subject, want) {
		t.Errorf("subject %q, want %q", l.Subject, want)
	}
}

// A silent night is told: runs that were not made, runs that died, a mailbox that
// could not be read, and mail that did not come though it usually does. Each needs a
// person, so none is lost on a day that is otherwise quiet.
func TestReportTellsOfSilence(t *testing.T) {
	r := quietReport()
	from := r.Day.Add(-14 * time.Hour)
	for want, runs := range map[string]Runs{
		"Ingen körning gjordes mellan 2024-09-10 kl. 06.00 och 2024-09-10 kl. 20.00, fast 84 körningar skulle ha gjorts": {Gaps: []Gap{{from, r.Day, 84}}},
		"3 körningar avbröts innan de var klara.":                                                   {Broken: 3},
		"Brevlådan har inte gått att läsa sedan 2024-09-10 kl. 06.00, 7 körningar i rad.":           {Deaf: from, DeafRuns: 7},
		"Brevlådan har inte gått att läsa sedan 2024-09-10 kl. 06.00.":                              {Deaf: from, DeafRuns: 1},
		"Inget nytt mejl sedan förra rapporten. Samma tid de senaste 4 veckorna kom 5, 3, 7 och 4.": {Usual: []int{5, 3, 7, 4}},
	} {
		r.Runs = runs
		l := tell(t, r)
		both(t, l, want)
		both(t, l, "1 sak behöver dig")
		neither(t, l, "Inget behöver dig")
	}
	r.Runs = Runs{Count: 9, Broken: 2}
	both(t, tell(t, r), "9 sedan förra rapporten, varav 2 avbröts")
	both(t, tell(t, r), "Inget behöver dig")
}

// Letters: which failed, whose they were and since when, and never the address; and
// those written since the last report are all somewhere.
func TestReportTellsWhichLettersFailed(t *testing.T) {
	r := report()
	r.Lost = append(r.Lost, LostLetter{Number: 18, Kinds: []Kind{DecisionMade}, To: "en av våra egna adresser", Written: r.Day, Unknown: true})
	l := tell(t, r)
	text := collapse(l.Text)
	for _, want := range []string{"17 Bekräftelse", "Vårdcentralen Björken 2024-09-07", "Beslut (okänt öde)", "stintag outbox show 17"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text part lacks %q", want)
		}
	}
	if want := "skickade 3 + väntar 1 + misslyckade 0 + okänt öde 0 + nedlagda 0 = 4, stämmer"; !strings.Contains(text, want) {
		t.Errorf("the text part lacks %q", want)
	}
	neither(t, l, "stämmer inte")
	r.Letters.Written = 5
	both(t, tell(t, r), "= 4, stämmer inte: 1 saknas")
}

// The audit log's signed head stands last in both parts, line by line as it is.
func TestReportKeepsTheCheckpointAsItIs(t *testing.T) {
	l := tell(t, report())
	if !strings.HasSuffix(l.Text, "\n\n"+someCheckpoint) {
		t.Errorf("the text part ends in %q", l.Text[len(l.Text)-300:])
	}
	html := strings.ReplaceAll(l.HTML, "&#43;", "+")
	if at := strings.Index(html, ">"+strings.TrimSpace(someCheckpoint)+"</pre>"); at < 0 || strings.Contains(html[at+len(someCheckpoint):], "<p") {
		t.Error("the HTML part does not end in it")
	}
	r := report()
	r.Checkpoint = ""
	neither(t, tell(t, r), "kontrollrader")
}

// Every kind of letter has a word that administrators know.
func TestEveryKindOfLetterHasASwedishName(t *testing.T) {
	for name, compose := range golden() {
		l, err := compose(house())
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range l.Kinds {
			if kindNames[k] == "" {
				t.Errorf("%s: %s has none", name, k)
			}
		}
	}
}
