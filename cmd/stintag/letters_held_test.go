package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/master"
)

// slowly lets decisions take effect as the policy says (D20): an hour, Monday to
// Friday 8-16. The bureau's clock stands on Tuesday the 10th of September at 20.00.
func slowly(t *testing.T) *bureau {
	t.Helper()
	b := newBureau(t, twoCentres)
	b.configure(`hold  = "0m"`, `hold  = ""`, `hours = "always"`, `hours = ""`, "most_decisions_per_run = 100000", "most_decisions_per_run = 0")
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	b.runAt("2024-09-10 20:00")
	return b
}

// runAt plays a batch at a moment in Stockholm.
func (b *bureau) runAt(when string) *batch {
	b.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", when, b.now.Location())
	if err != nil {
		b.t.Fatal(err)
	}
	b.now = at
	defer func() { b.now = at }()
	return b.run()
}

func (b *bureau) decisionLetters() int {
	kinds, _ := b.letters("vc.almby@region.example")
	return len(slices.DeleteFunc(kinds, func(k string) bool { return k != "decision" }))
}

// audited tells what the audit says of a case's decision.
func (b *bureau) statusOf(id string) process.Status {
	_, j := b.state()
	st, _ := j.Standing(id)
	return st.Status
}

// D20: a decision is held, unchanged in two runs, and goes in office hours; until then
// the case stands undecided and a person is told when it goes.
func TestD20ADecisionTakesEffectSlowly(t *testing.T) {
	t.Parallel()
	b := slowly(t)
	b.now = time.Date(2024, 9, 11, 9, 0, 0, 0, b.now.Location())
	b.decide("IA-2024-0001", process.VerdictGrant)
	for _, step := range []struct {
		at      string
		letters int
		status  process.Status
		todo    string
	}{
		{"2024-09-11 15:40", 0, process.StatusReady, "Beslutet Beviljas väntar | Det gäller från 2024-09-12 kl. 08.00"}, // an hour later is outside office hours
		{"2024-09-11 20:00", 0, process.StatusReady, "kl. 08.00"},
		{"2024-09-12 07:50", 0, process.StatusReady, "kl. 08.00"},
		{"2024-09-12 08:00", 1, process.StatusGranted, ""},
		{"2024-09-12 08:10", 1, process.StatusGranted, ""},
	} {
		b.runAt(step.at)
		if got := b.decisionLetters(); got != step.letters || b.statusOf("IA-2024-0001") != step.status {
			t.Errorf("%s: %d decision letters, want %d; %s, want %s", step.at, got, step.letters, b.statusOf("IA-2024-0001"), step.status)
		}
		if todo := b.todo(); step.todo != "" && !strings.Contains(todo, step.todo) || step.todo == "" && strings.Contains(todo, "väntar |") {
			t.Errorf("%s: Att göra does not say %q:\n%s", step.at, step.todo, todo)
		}
		if strings.Contains(b.todo(), "Fatta beslut") {
			t.Errorf("%s: a person is asked for a decision that is made:\n%s", step.at, b.todo())
		}
	}
	if rows := b.rows(master.SheetRoster); len(rows) < 2 {
		t.Errorf("the granted doctor has no row in the roster: %v", rows)
	}
}

// D20: a decision that the server did not take at once waits for the next office
// hours too; other letters go.
func TestD20ADecisionIsTriedAgainInOfficeHours(t *testing.T) {
	t.Parallel()
	b := slowly(t)
	b.owe("decision", 1)
	b.owe("receipt", 1)
	for _, step := range []struct {
		at   string
		sent int
	}{{"2024-09-11 16:00", 1}, {"2024-09-12 07:50", 1}, {"2024-09-12 08:00", 2}} {
		b.runAt(step.at)
		if got := b.sentTo("chef@almby.example"); got != step.sent {
			t.Errorf("%s: %d letters sent, want %d", step.at, got, step.sent)
		}
	}
}

// D20: a cell changed back within the hold sends nothing, and leaves no decision.
func TestD20ADecisionTakenBackInTimeSendsNothing(t *testing.T) {
	t.Parallel()
	b := slowly(t)
	b.now = time.Date(2024, 9, 11, 9, 0, 0, 0, b.now.Location())
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.runAt("2024-09-11 09:00")
	b.write(master.SheetCases, 2, map[string]string{"Beslut": "", "Beslutad av": "", "Beslutsdatum": "", "Beslutsmotivering": ""})
	for _, at := range []string{"2024-09-11 09:30", "2024-09-11 10:10", "2024-09-12 10:00"} {
		b.runAt(at)
	}
	s, _ := b.state()
	if b.decisionLetters() != 0 || len(s.cases[0].Decisions) != 0 || b.statusOf("IA-2024-0001") != process.StatusReady {
		t.Errorf("%d letters, %d decisions, %s; want nothing of it left", b.decisionLetters(), len(s.cases[0].Decisions), b.statusOf("IA-2024-0001"))
	}
	if !strings.Contains(b.todo(), "Fatta beslut") {
		t.Errorf("nobody is asked to decide:\n%s", b.todo())
	}
	// Decided anew, it is held anew, and goes once.
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.runAt("2024-09-12 10:10")
	b.runAt("2024-09-12 10:50")
	if b.decisionLetters() != 0 {
		t.Error("a decision made anew is not held anew")
	}
	b.runAt("2024-09-12 11:10")
	b.runAt("2024-09-12 11:20")
	if b.decisionLetters() != 1 {
		t.Errorf("%d decision letters, want 1", b.decisionLetters())
	}
}

// D20: one changed within the hold is held from then, and only the last is told, as
// the first decision of the case.
func TestD20ADecisionChangedInTimeIsToldOnce(t *testing.T) {
	t.Parallel()
	b := slowly(t)
	b.now = time.Date(2024, 9, 11, 9, 0, 0, 0, b.now.Location())
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.runAt("2024-09-11 09:00")
	b.decide("IA-2024-0001", process.VerdictWait)
	b.runAt("2024-09-11 09:50")
	b.runAt("2024-09-11 10:20")
	if b.decisionLetters() != 0 {
		t.Fatal("the changed decision is not held from its change")
	}
	b.runAt("2024-09-11 10:50")
	kinds, texts := b.letters("vc.almby@region.example")
	i := slices.Index(kinds, "decision")
	if b.decisionLetters() != 1 || strings.Contains(texts[i], "ersätter") {
		t.Errorf("letters %v: %v", kinds, texts)
	}
	if s, _ := b.state(); len(s.cases[0].Decisions) != 1 || s.cases[0].Decisions[0].Verdict != process.VerdictWait {
		t.Errorf("decisions %+v", s.cases[0].Decisions)
	}
}

// D20: a decision in force stands while the one that replaces it is held.
func TestD20TheEarlierDecisionStandsMeanwhile(t *testing.T) {
	t.Parallel()
	b := slowly(t)
	b.now = time.Date(2024, 9, 11, 9, 0, 0, 0, b.now.Location())
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.runAt("2024-09-11 09:00")
	b.runAt("2024-09-11 10:00")
	b.decide("IA-2024-0001", process.VerdictAnnul)
	b.runAt("2024-09-11 10:10")
	if b.statusOf("IA-2024-0001") != process.StatusGranted || b.decisionLetters() != 1 {
		t.Errorf("%s, %d letters while the change is held", b.statusOf("IA-2024-0001"), b.decisionLetters())
	}
	b.runAt("2024-09-11 11:10")
	if b.statusOf("IA-2024-0001") == process.StatusGranted || b.decisionLetters() != 2 {
		t.Errorf("%s, %d letters after it", b.statusOf("IA-2024-0001"), b.decisionLetters())
	}
}

// D20: what nobody could look at does not ripen: the hold waits for a run that reads
// the master.
func TestD20NothingTakesEffectUnread(t *testing.T) {
	t.Parallel()
	b := slowly(t)
	b.now = time.Date(2024, 9, 11, 9, 0, 0, 0, b.now.Location())
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.runAt("2024-09-11 09:00")
	path := filepath.Join(b.dir, "master.xlsx")
	if err := os.Rename(path, path+".away"); err != nil {
		t.Fatal(err)
	}
	b.runAt("2024-09-11 11:00")
	if b.decisionLetters() != 0 {
		t.Error("a decision took effect though the master could not be read")
	}
	if err := os.Rename(path+".away", path); err != nil {
		t.Fatal(err)
	}
	b.runAt("2024-09-11 11:10")
	if b.decisionLetters() != 1 {
		t.Errorf("%d decision letters once the master is back", b.decisionLetters())
	}
}

// D20: beyond the cap only a person's word lets decisions go, whatever number of runs
// goes by, and it holds for those that wait when it is given.
func TestD20OnlyAPersonsWordLiftsTheCap(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.configure("most_decisions_per_run = 100000", "most_decisions_per_run = 2")
	for i := range 5 {
		b.mail("vc.almby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldDoctor: fmt.Sprintf("Doris Duktig %c", 'A'+i)}))
	}
	b.runAt("2024-09-10 20:00")
	b.now = b.now.AddDate(0, 0, 1)
	for i := range 5 {
		b.decide(fmt.Sprintf("IA-2024-%04d", i+1), process.VerdictWait)
	}
	batch := b.runAt("2024-09-11 20:00")
	if b.decisionLetters() != 2 || !slices.ContainsFunc(batch.person, func(p string) bool { return strings.HasPrefix(p, "3 decision(s) beyond the 2") }) {
		t.Fatalf("%d letters; %v", b.decisionLetters(), batch.person)
	}
	if todo := b.todo(); strings.Count(todo, "väntar på att släppas") != 3 || !strings.Contains(todo, "Fler än 2 beslut kom på en gång, och 3 väntar") {
		t.Errorf("Att göra:\n%s", todo)
	}
	if _, out := b.command("status"); !strings.Contains(out, "0 held, 3 beyond the cap (stintag outbox release)") {
		t.Errorf("status does not tell of them:\n%s", out)
	}
	if batch := b.runAt("2024-09-12 20:00"); b.decisionLetters() != 2 || len(batch.person) != 0 {
		t.Errorf("%d letters in the next run; told again: %v", b.decisionLetters(), batch.person)
	}
	if status, out := b.command("outbox", "release"); status != exitDone || !strings.Contains(out, "released: 3 decision(s)") {
		t.Fatalf("release: %d, %s", status, out)
	}
	b.runAt("2024-09-12 20:10")
	if b.decisionLetters() != 5 {
		t.Errorf("%d letters after a person's word, want 5", b.decisionLetters())
	}
}
