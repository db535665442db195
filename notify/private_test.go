package notify

import (
	"regexp"
	"strings"
	"testing"

	"stintag/process"
)

// A test number that Skatteverket has published.
const testNumber = "198112189876"

var numberPattern = regexp.MustCompile(`9876|(?:^|\D)(?:\d{8}|\d{6})[-+ ]?\d{4}(?:\D|$)`)

// Everything from outside that a letter quotes, with a personnummer in it.
func poisoned() []func(House) (Letter, error) {
	const p = "text 19811218-9876 text"
	f := finding(process.Returned, process.FieldPersonalNumber, "C9", p, p)
	g := finding(process.BeforeDecision, process.FieldSupervisor, "", "", "811218–9876 "+p)
	r := finding(process.Remark, process.FieldComment, "C40", p, "1981-12-18-9876")
	f.Suggestion = testNumber
	i := item(3, "Anna 811218-9876 Berg", SentBack, 0, f, g, r)
	i.Centre, i.EarlyEmployment = "Ekbacken 8112189876", true
	i.Standing.Proposal = process.Proposal{Outcome: process.Grant, Reasons: []string{p}}
	a := answer(i)
	a.Subject, a.Manager = "Anmälan "+testNumber, "Karin 811218+9876"
	a.Unreadable = []Unreadable{{Name: "ST 19811218-9876.pdf", What: p, Do: p}}
	d := decided(process.VerdictGrant, i.Standing.Proposal)
	d.Item, d.Decision.Reason, d.Decision.By = i, p, p
	o := opinion()
	o.Item, o.From, o.Reason, o.Competence, o.Effect, o.Name = i, p, p, p, p, p
	rep := report()
	rep.Judgement.Todo = []process.Todo{{Case: i.CaseID, What: p, Why: p}}
	rep.Judgement.Standings[0].Proposal.Reasons = []string{p}
	rep.World.Centres[0].Name, rep.Master, rep.Faults = p, p, []string{p}
	rep.Mails = []MailLine{{When: rep.Day, From: p, Place: "human", What: p}}
	rep.EarlyEmployed = map[string]int{p: 1}
	return []func(House) (Letter, error){
		func(h House) (Letter, error) { return h.Answer(a) },
		func(h House) (Letter, error) { return h.Decision(d) },
		func(h House) (Letter, error) { return h.Opinion(o) },
		func(h House) (Letter, error) { return h.Reminder(Reminder{To: "x", Identity: "x", Items: []Item{i}}) },
		func(h House) (Letter, error) { return h.Report(rep) },
	}
}

// D7: no letter holds a personnummer, wherever somebody wrote one.
func TestNoPersonnummerInAnyLetter(t *testing.T) {
	for _, c := range poisoned() {
		l, err := c(house())
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(l.Text, "-****") {
			t.Errorf("%v: the sample did not reach the letter, so it proves nothing", l.Kinds)
		}
		for _, s := range []string{l.Subject, l.Text, l.HTML} {
			if m := numberPattern.FindString(s); m != "" {
				t.Errorf("%v: holds %q", l.Kinds, m)
			}
		}
	}
	for name, c := range golden() {
		l, err := c(house())
		if err != nil {
			t.Fatal(err)
		}
		if m := numberPattern.FindString(l.Subject + "\n" + l.Text + "\n" + l.HTML); m != "" {
			t.Errorf("%s: holds %q", name, m)
		}
	}
}

func TestSafe(t *testing.T) {
	for in, want := range map[string]string{
		"19811218-9876":             "19811218-****",
		testNumber:                  "19811218****",
		"8112189876":                "811218****",
		"811218+9876":               "811218+****",
		"811218 - 9876":             "811218 - ****",
		"811218–9876":               "811218–****",
		"1981-12-18-9876":           "1981-12-18-****",
		"81 12 18 9876":             "81 12 18 ****",
		"pnr:19811318-9876.":        "pnr:19811318-****.",
		"två 8112189876 8112189876": "två 811218**** 811218****",
		"2024-09-10 2024-12-31":     "2024-09-10 2024-12-31",
		"2024-09-10 kl. 14.05":      "2024-09-10 kl. 14.05",
		"IA-2024-0007":              "IA-2024-0007",
		"1 234 567 kr":              "1 234 567 kr",
		"rad\r\nBcc: x":             "rad  Bcc: x",
		"\x1epå\x1f två\x00\u202e":  "på två",
	} {
		if got := safe(in); got != want {
			t.Errorf("safe(%q) = %q, want %q", in, got, want)
		}
	}
}

// D24, D7: how a letter names a doctor.
func TestDoctorName(t *testing.T) {
	for _, c := range []struct {
		rule, doctor string
		protected    bool
		want         string
	}{
		{"full", "Anna  Berg", false, "Anna Berg"},
		{"", "Anna Berg", false, "Anna Berg"},
		{"initials", "Anna Berg", false, "A.B."},
		{"initials", "åsa maria von Öhman", false, "Å.Ö."},
		{"initials", "Anna", false, "A."},
		{"full", "Anna Berg", true, "IA-2024-0001"},
		{"initials", "Anna Berg", true, "IA-2024-0001"},
		{"full", " ", false, "IA-2024-0001"},
	} {
		app := process.Application{Doctor: c.doctor, Protected: c.protected}
		if got := DoctorName(process.LetterRules{Name: c.rule}, "IA-2024-0001", app); got != c.want {
			t.Errorf("%q %q protected %t: %q, want %q", c.rule, c.doctor, c.protected, got, c.want)
		}
	}
}

// D24: the name is nowhere, even where the sender wrote it in the subject, in a
// file's name or in a faulty cell.
func TestProtectedIdentityGoesByTheCaseID(t *testing.T) {
	f := finding(process.Returned, process.FieldDoctor, "C8", "Anna Berg 2", `"Anna Berg 2" är inget namn.`)
	i := item(1, "IA-2024-0001", SentBack, 0, f)
	a := answer(i)
	a.Subject = "Ny ST Anna Berg"
	a.Unreadable = []Unreadable{{Name: "Anna Berg.pdf", What: "En PDF.", Do: "Skicka blanketten."}}
	l := compose(t, house(), a)
	neither(t, l, "Anna")
	both(t, l, "Intresseanmälan!C8")

	o := opinion()
	o.Item = i
	l, err := house().Opinion(o)
	if err != nil {
		t.Fatal(err)
	}
	both(t, l, "Läkarens namn skickas inte i mejl.")
}

// A name that looks like markup is shown as it was written, and is no markup.
func TestNamesAreEscaped(t *testing.T) {
	for _, c := range []func(Item) (Letter, error){
		func(i Item) (Letter, error) { return house().Answer(answer(i)) },
		func(i Item) (Letter, error) { return house().Reminder(Reminder{Items: []Item{i}}) },
		func(i Item) (Letter, error) {
			d := decided(process.VerdictWait, grantProposal)
			d.Item = i
			return house().Decision(d)
		},
		func(i Item) (Letter, error) {
			o := opinion()
			o.Item = i
			return house().Opinion(o)
		},
	} {
		l, err := c(item(1, `<b>Åsa</b> & "Co"`, Accepted, 1))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(l.HTML, "<b>") || !strings.Contains(l.HTML, "&lt;b&gt;Åsa&lt;/b&gt; &amp; &#34;Co&#34;") {
			t.Errorf("%v: the name is not escaped in the HTML part", l.Kinds)
		}
		if !strings.Contains(collapse(l.Text), `<b>Åsa</b> & "Co"`) {
			t.Errorf("%v: the name is not as written in the text part", l.Kinds)
		}
	}
}

// An opinion as people write them: colons, quotes and line breaks, for and against.
var opinions = []string{
	`Tillstyrks. Sjukskriven våren 2023: "utmattning". Konflikt med handledaren.`,
	"Avstyrker bytet.\nSjukskriven våren 2023;\r\nKonflikt med handledaren: se utmattning.",
}

var privateWords = []string{"Sjukskriven", "2023", "utmattning", "Konflikt", "med handledaren"}

// a study director writes to those who decide. No letter quotes it, and one
// to a manager says no more than that there is an opinion.
func TestStudyDirectorsWordsAreInNoLetter(t *testing.T) {
	for _, written := range opinions {
		i := transferItem()
		w := process.World{
			Now: report().Day, Policy: &process.Policy{Name: "x"},
			Cases: []process.Case{{ID: i.CaseID, StudyDirectorOpinion: written, Received: report().Day, Application: process.Application{
				Kind: process.Transfer, Doctor: i.Doctor, CentreWritten: i.Centre, CentreID: "vc1", PossibleStart: process.D(2025, 1, 7),
			}}},
			Centres: report().World.Centres,
		}
		j := process.Judge(w)
		if i.Standing = j.Standings[0]; i.Standing.Status != process.StatusReady {
			t.Fatalf("status %q, so no opinion is in the proposal", i.Standing.Status)
		}
		// What older ledgers hold quotes it, whatever the core says today.
		i.Standing.Proposal.Reasons = append(i.Standing.Proposal.Reasons, `Studierektorn har yttrat sig: "`+written+`".`, `Studierektorn avstyrker: "`+written+`".`)
		j.Standings[0] = i.Standing
		j.Todo = append(j.Todo, process.Todo{Case: i.CaseID, What: "Fatta beslut", Why: "Förslag: Beviljas. " + strings.Join(i.Standing.Proposal.Reasons, " ")})
		j.Ranking = []string{i.CaseID}
		for _, l := range lettersAbout(t, i) {
			for _, word := range append(privateWords, "avstyrk", "Avstyrk") {
				neither(t, l, word)
			}
		}
		r := report()
		r.World, r.Judgement, r.Forecast = w, j, process.Forecast{} // whose years are no private ones
		l := tell(t, r)
		both(t, l, "Studierektorn ") // so it was there to be cut
		for _, word := range privateWords {
			neither(t, l, word)
		}
	}
}

// lettersAbout are the letters to managers that a case may give, of every kind.
func lettersAbout(t *testing.T, i Item) []Letter {
	t.Helper()
	var ls []Letter
	for _, b := range []Became{Accepted, SentBack, Unchanged, Updated, TakenBack, AtDirector, StopApplies, OtherKind} {
		i.Became = b
		ls = append(ls, compose(t, house(), answer(i)))
	}
	for _, v := range process.Verdicts {
		d := decided(v, i.Standing.Proposal)
		d.Item = i
		l := decide(t, d)
		if v == process.VerdictGrant {
			both(t, l, "Studierektorn har yttrat sig.")
		}
		ls = append(ls, l)
	}
	l, err := house().Reminder(Reminder{Identity: "x", To: "x", Items: []Item{i}})
	if err != nil {
		t.Fatal(err)
	}
	return append(ls, l)
}
