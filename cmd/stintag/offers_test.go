package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/master"
)

// contracted is a bureau under a contract like Halland's: an answer within 30 days
// and a signed contract within three months, for what is granted from 11 September.
func contracted(t *testing.T) *bureau {
	t.Helper()
	return ruled(t, "\n[[change]]\nfrom = 2024-09-11\n[change.offer]\nanswer_within = \"30 dagar\"\nemploy_within = \"3 månader\"\n")
}

// ruled is a bureau under Västmanland's rules and some more.
func ruled(t *testing.T, more string) *bureau {
	t.Helper()
	b := newBureau(t, twoCentres)
	rules, err := os.ReadFile(filepath.Join("..", "..", "templates", "policy", "vastmanland.toml"))
	if err != nil {
		t.Fatal(err)
	}
	rules = append(rules, more...)
	if err := os.WriteFile(filepath.Join(b.dir, "avtal.toml"), rules, 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(b.dir, "stintag.toml")
	cfg, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(cfg), "\n")
	i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "policy") })
	lines[i] = `policy = "avtal.toml"`
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return b
}

// granted takes Doris Duktig's form and the delegate's decision of 11 September.
func (b *bureau) granted() {
	b.t.Helper()
	b.mail(almby, "Anmälan", complete(nil))
	b.run()
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.run()
}

// at runs on the evening of a day.
func (b *bureau) at(day process.Date) {
	b.t.Helper()
	b.now = time.Date(day.Year, day.Month, day.Day, 20, 0, 0, 0, b.now.Location())
	b.run()
}

// inTime gives the kinds and texts of the letters to an address as they were sent,
// white space aside.
func (b *bureau) inTime(to string) (kinds, texts []string) {
	b.t.Helper()
	files, err := filepath.Glob(filepath.Join(b.dir, "mail", "*.eml"))
	if err != nil {
		b.t.Fatal(err)
	}
	type letter struct {
		sent       time.Time
		kind, text string
	}
	var all []letter
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			b.t.Fatal(err)
		}
		sent, err := time.Parse(time.RFC1123Z, header(raw, "Date"))
		if err != nil {
			b.t.Fatal(err)
		}
		if strings.Contains(header(raw, "To"), to) {
			all = append(all, letter{sent, header(raw, "X-Stintag-Kind"), strings.Join(strings.Fields(plainText(b.t, raw)), " ")})
		}
	}
	slices.SortStableFunc(all, func(a, b letter) int { return a.sent.Compare(b.sent) })
	for _, l := range all {
		kinds, texts = append(kinds, l.kind), append(texts, l.text)
	}
	return kinds, texts
}

// sinceGrant gives Almby's letters since the receipt and the decision.
func (b *bureau) sinceGrant() (kinds, texts []string) {
	b.t.Helper()
	kinds, texts = b.inTime(almby)
	return kinds[2:], texts[2:]
}

func (b *bureau) answerBy() string {
	b.t.Helper()
	sheet, columns := b.sheet(master.SheetCases)
	return master.CanonicalText(sheet.Cell(2, columns["Svar senast"]))
}

// After the grant, D1: the decision tells the days, the manager is reminded once,
// the delegate is proposed the next in line, and nothing is withdrawn by itself.
func TestAGrantThatNobodyAnswers(t *testing.T) {
	t.Parallel()
	b := contracted(t)
	b.granted()
	b.mail("vc.bjorkby@region.example", "Anmälan", complete(map[process.Field]any{
		process.FieldCentre: "Björkby vårdcentral", process.FieldDoctor: "Nils Näst", process.FieldLicenceDate: process.D(2021, 5, 3), process.FieldManager: "Bo Björk",
	}))
	_, texts := b.inTime(almby)
	for _, words := range []string{"Svar senast 2024-10-11", "Anställd senast 2024-12-11", "Bekräfta anställningen senast 2024-10-11", "Ingenting tas tillbaka av sig självt."} {
		if !strings.Contains(texts[1], words) {
			t.Errorf("the decision does not say %q:\n%s", words, texts[1])
		}
	}
	for _, tt := range []struct {
		day       process.Date
		reminders int
		answerBy  string
		next      string // what Att göra proposes; "" where it asks nothing
	}{
		{process.D(2024, 10, 11), 0, "2024-10-11", ""},
		{process.D(2024, 10, 12), 1, "2024-12-11", ""},
		{process.D(2024, 10, 13), 1, "2024-12-11", ""},
		{process.D(2024, 12, 11), 1, "2024-12-11", ""},
		{process.D(2024, 12, 12), 1, "2024-12-11", "nästa i turordningen, IA-2024-0002."},
		{process.D(2025, 6, 1), 1, "2024-12-11", "ingen fler"},
	} {
		b.at(tt.day)
		if kinds, _ := b.sinceGrant(); len(kinds) != tt.reminders || b.answerBy() != tt.answerBy {
			t.Errorf("%s: letters %v, Svar senast %s", tt.day, kinds, b.answerBy())
		}
		if b.says(master.SheetTodo, "IA-2024-0001", "anställning inte bekräftad inom 3 månader", tt.next) != (tt.next != "") {
			t.Errorf("%s: Att göra says %q", tt.day, b.rows(master.SheetTodo))
		}
		if !b.says(master.SheetCases, "IA-2024-0001", "Beviljad") {
			t.Errorf("%s: Ärenden says %q", tt.day, b.rows(master.SheetCases))
		}
	}
	kinds, texts := b.sinceGrant()
	if kinds[0] != "reminder" || !strings.Contains(texts[0], "Anställd senast 2024-12-11") || !strings.Contains(texts[0], "gäller beslutet") {
		t.Errorf("%v: %s", kinds, texts[0])
	}
	_, reports := b.inTime("handlaggare@region.example")
	if report := reports[len(reports)-1]; !strings.Contains(report, "Beviljad 2024-09-11, anställning inte bekräftad inom 3 månader") || !strings.Contains(report, "Skriv Avskrivs för att ta tillbaka den") {
		t.Errorf("the Dagsrapport says nothing of it:\n%s", report)
	}
}

// A form that says that the contract is signed is the same case's newer form: its
// receipt says that the employment is confirmed, and nothing of "before approval"
// (D2); a word in the master and a row in the roster that has begun do as well.
func TestAnEmploymentClosesTheOffer(t *testing.T) {
	t.Parallel()
	signed := func(changes map[process.Field]any) map[process.Field]any {
		v := complete(map[process.Field]any{
			process.FieldEmployed: process.Yes, process.FieldEmploymentForm: process.SignedST, process.FieldContractSigned: process.Yes,
			process.FieldEmploymentDate: process.D(2024, 11, 1),
		})
		for f, x := range changes {
			v[f] = x
		}
		return v
	}
	for _, tt := range []struct {
		name    string
		confirm func(b *bureau)
		kinds   []string
	}{
		{"a form in time", func(b *bureau) { b.mail(almby, "Nu är det klart", signed(nil)) }, []string{"receipt"}},
		{"a form after the reminder", func(b *bureau) {
			b.at(process.D(2024, 11, 1))
			b.mail(almby, "Nu är det klart", signed(nil))
		}, []string{"reminder", "receipt"}},
		{"a form after the last day", func(b *bureau) {
			b.at(process.D(2025, 1, 1))
			b.mail(almby, "Nu är det klart", signed(map[process.Field]any{process.FieldEmploymentDate: process.D(2025, 1, 1)}))
		}, []string{"reminder", "receipt"}},
		{"a word in the master", func(b *bureau) { b.write(master.SheetCases, 2, map[string]string{"Anställd": "Ja"}) }, nil},
		{"a day in the master", func(b *bureau) { b.write(master.SheetCases, 2, map[string]string{"Anställningsdatum": "2024-10-01"}) }, nil},
		{"the roster", func(b *bureau) {
			_, j := b.state()
			row := j.Granted[0]
			row.Status = process.TraineeActive
			b.fill(master.Registers{Centres: twoCentres, Roster: []process.Trainee{row}})
		}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := contracted(t)
			b.granted()
			tt.confirm(b)
			b.run()
			b.at(process.D(2025, 6, 1))
			kinds, texts := b.sinceGrant()
			if !slices.Equal(kinds, tt.kinds) {
				t.Errorf("letters %v, want %v", kinds, tt.kinds)
			}
			for i, k := range kinds {
				if k == "receipt" && (!strings.Contains(texts[i], "Anställningen är bekräftad") || strings.Contains(texts[i], "innan beslut") || strings.Contains(texts[i], "Invänta")) {
					t.Errorf("the receipt says %s", texts[i])
				}
			}
			if by := b.answerBy(); by != "" || b.says(master.SheetTodo, "anställning inte bekräftad") {
				t.Errorf("Svar senast %q, Att göra %q", by, b.rows(master.SheetTodo))
			}
			if s, _ := b.state(); len(s.cases) != 1 {
				t.Errorf("%d cases", len(s.cases))
			}
		})
	}
}

// What is confirmed stays confirmed when an old copy of the form comes with a new
// start, and a person is asked which counts (D2).
func TestAnOldCopyReopensNoOffer(t *testing.T) {
	t.Parallel()
	b := contracted(t)
	b.granted()
	b.mail(almby, "Nu är det klart", complete(map[process.Field]any{process.FieldEmployed: process.Yes, process.FieldEmploymentForm: process.SignedST}))
	b.run()
	b.mail(almby, "Ny start", complete(map[process.Field]any{process.FieldPossibleStart: process.D(2024, 12, 1)}))
	b.run()
	b.at(process.D(2025, 6, 1))
	if kinds, _ := b.sinceGrant(); !slices.Equal(kinds, []string{"receipt", "receipt"}) || b.answerBy() != "" {
		t.Errorf("letters %v, Svar senast %q", kinds, b.answerBy())
	}
	if !b.says(master.SheetTodo, "IA-2024-0001", "Kontrollera om läkaren är anställd") {
		t.Errorf("Att göra says %q", b.rows(master.SheetTodo))
	}
}

// A person takes the post back, and the manager is told; the days go with it.
func TestAnOfferTakenBack(t *testing.T) { // D1
	t.Parallel()
	b := contracted(t)
	b.granted()
	b.at(process.D(2024, 12, 20))
	b.decide("IA-2024-0001", process.VerdictAnnul)
	b.at(process.D(2024, 12, 21))
	if kinds, _ := b.sinceGrant(); !slices.Equal(kinds, []string{"reminder", "decision"}) || b.answerBy() != "" || b.says(master.SheetTodo, "anställning inte bekräftad") {
		t.Errorf("letters %v, Svar senast %q", kinds, b.answerBy())
	}
}

// A post granted before the rule has no days (D5).
func TestAGrantBeforeTheRuleHasNoDays(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.granted()
	b.at(process.D(2025, 6, 1))
	if kinds, texts := b.sinceGrant(); len(kinds) > 0 || b.answerBy() != "" {
		t.Errorf("%v %v", kinds, texts)
	}
}
