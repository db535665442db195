package ledger

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

var evening = time.Date(2024, 9, 10, 18, 0, 0, 0, time.UTC)

func do(t *testing.T, l *Ledger, f func(*Tx) error) {
	t.Helper()
	if err := l.Do(t.Context(), evening, f); err != nil {
		t.Fatal(err)
	}
}

func arrive(t *testing.T, l *Ledger, m Mail) (id int64, isNew bool) {
	t.Helper()
	do(t, l, func(tx *Tx) (err error) {
		id, isNew, err = tx.Arrive(m)
		return err
	})
	return id, isNew
}

func TestTheSameArrivalIsTakenOnce(t *testing.T) {
	l, _ := open(t)
	m := Mail{Source: FromMailbox, UIDValidity: 7, UID: 1, SHA256: "aa", Received: evening}
	first, isNew := arrive(t, l, m)
	if !isNew {
		t.Fatal("the first arrival is not new")
	}
	if again, isNew := arrive(t, l, m); isNew || again != first {
		t.Errorf("the same message again: id %d, new %v; want id %d and not new", again, isNew, first)
	}
	m.UID = 2
	if _, isNew := arrive(t, l, m); !isNew {
		t.Error("the same bytes delivered twice are two mails; each must end in a place")
	}
	file := Mail{Source: FromFile, SHA256: "aa", Name: "a.eml", Received: evening}
	if _, isNew := arrive(t, l, file); !isNew {
		t.Error("an imported file is an arrival of its own")
	}
	if _, isNew := arrive(t, l, file); isNew {
		t.Error("the same file imported again is not new")
	}
}

// A rebuilt mailbox gives every message a new UIDVALIDITY and UID.
func TestARebuiltMailboxBringsNoNewMail(t *testing.T) {
	l, _ := open(t)
	id, _ := arrive(t, l, Mail{Source: FromMailbox, UIDValidity: 7, UID: 41, SHA256: "aa", Received: evening})
	do(t, l, func(tx *Tx) error {
		return errors.Join(tx.Settle(id, Handled, "x"), tx.Moved(id, "Hanterat", Handled, Lying{}))
	})
	again, isNew := arrive(t, l, Mail{Source: FromMailbox, UIDValidity: 8, UID: 1, SHA256: "aa", Received: evening})
	if isNew || again != id {
		t.Fatalf("id %d, new %v; want the mail it was, %d", again, isNew, id)
	}
	ms, err := l.Unmoved(t.Context(), "", 8)
	if err != nil || len(ms) != 1 || ms[0].Place != Handled {
		t.Errorf("unmoved under the new UIDVALIDITY: %+v, %v; want the settled mail, to be moved again", ms, err)
	}
}

func TestCasesAreNumberedOnceAYear(t *testing.T) {
	l, _ := open(t)
	var ids []string
	do(t, l, func(tx *Tx) error {
		for _, at := range []time.Time{evening, evening, evening.AddDate(1, 0, 0)} {
			id, err := tx.NewCase(at, process.DateOf(at))
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	if diff := cmp.Diff([]string{"IA-2024-0001", "IA-2024-0002", "IA-2025-0001"}, ids); diff != "" {
		t.Error(diff)
	}
}

func TestNothingOfAFailedTransactionStands(t *testing.T) {
	l, _ := open(t)
	boom := errors.New("boom")
	err := l.Do(t.Context(), evening, func(tx *Tx) error {
		if _, err := tx.NewCase(evening, process.DateOf(evening)); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatalf("error %v, want boom", err)
	}
	if cs, err := l.Cases(t.Context()); err != nil || len(cs) != 0 {
		t.Errorf("%d cases, %v; want none", len(cs), err)
	}
}

func TestALetterIsOwedOnce(t *testing.T) {
	l, _ := open(t)
	letter := Letter{Identity: "decision/IA-2024-0001/1/a@b", MessageID: "<x@y>", Kinds: []string{"decision"}, Recipient: "a@b",
		Cases: []string{"IA-2024-0001"}, MIME: []byte("To: a@b\r\n\r\nHej"), NotBefore: evening}
	for i, want := range []bool{true, false} {
		do(t, l, func(tx *Tx) error {
			isNew, err := tx.Owe(letter)
			if isNew != want {
				t.Errorf("time %d: new %v, want %v", i+1, isNew, want)
			}
			return err
		})
	}
	ls, err := l.Deliverable(t.Context(), evening)
	if err != nil || len(ls) != 1 || string(ls[0].MIME) != string(letter.MIME) {
		t.Fatalf("deliverable: %+v, %v", ls, err)
	}
	if early, err := l.Deliverable(t.Context(), evening.Add(-time.Hour)); err != nil || len(early) != 0 {
		t.Errorf("deliverable before its time: %+v, %v", early, err)
	}
}

// Another mailbox may use the same numbers; a message of it is not known.
func TestAnotherMailboxIsAnother(t *testing.T) {
	l, _ := open(t)
	arrive(t, l, Mail{Source: FromMailbox, Mailbox: "a", UIDValidity: 1, UID: 1, SHA256: "aa", Received: evening})
	if known, err := l.Known(t.Context(), "b", 1); err != nil || len(known) != 0 {
		t.Errorf("known in the other mailbox: %v, %v", known, err)
	}
	if _, isNew := arrive(t, l, Mail{Source: FromMailbox, Mailbox: "b", UIDValidity: 1, UID: 1, SHA256: "bb", Received: evening}); !isNew {
		t.Error("a message of another mailbox is taken for one of the first")
	}
}

func TestReadOnlyChangesNothing(t *testing.T) {
	l, path := open(t)
	do(t, l, func(tx *Tx) error { _, err := tx.NewCase(evening, process.DateOf(evening)); return err })
	look, err := OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer look.Close()
	if cs, err := look.Cases(t.Context()); err != nil || len(cs) != 1 {
		t.Errorf("%d cases, %v", len(cs), err)
	}
	if err := look.Do(t.Context(), evening, func(tx *Tx) error { return tx.Audit("x", "", "") }); err == nil {
		t.Error("a read-only ledger was written to")
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := look.CopyTo(t.Context(), copied); err != nil {
		t.Error(err)
	}
}

// A letter found trying belonged to a process that died; it is handed over once more.
func TestALetterBeingTriedIsDeliverableAgain(t *testing.T) {
	l, _ := open(t)
	do(t, l, func(tx *Tx) error {
		_, err := tx.Owe(Letter{Identity: "i", MessageID: "m", Recipient: "a@b", MIME: []byte("x"), NotBefore: evening})
		return err
	})
	do(t, l, func(tx *Tx) error { return tx.Try(1) })
	if ls, err := l.Deliverable(t.Context(), evening); err != nil || len(ls) != 1 || ls[0].Attempts != 1 {
		t.Errorf("deliverable: %+v, %v; want the one, tried once", ls, err)
	}
	do(t, l, func(tx *Tx) error { return tx.Became(1, Unknown, 0, "answer lost", time.Time{}) })
	if ls, err := l.Deliverable(t.Context(), evening); err != nil || len(ls) != 0 {
		t.Errorf("deliverable: %+v, %v; an unknown letter waits for a person", ls, err)
	}
}

func TestBaseIsReplacedWhole(t *testing.T) {
	l, _ := open(t)
	for _, b := range []Base{
		{"Ärenden": {"IA-1": `{"Status":"a"}`, "IA-2": `{"Status":"b"}`}},
		{"Ärenden": {"IA-2": `{"Status":"c"}`}, "Budget": {"2024": `{"Fritt":"1"}`}},
		{},
	} {
		do(t, l, func(tx *Tx) error { return tx.SetBase(Written, b) })
		got, err := l.Base(t.Context(), Written)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(b, got); diff != "" {
			t.Error(diff)
		}
	}
}

// A ledger from before proposals kept their moves tells them all the same.
func TestAnOlderLedgersProposalsKeepTheirMoves(t *testing.T) {
	const leave = "Uppehåll 2025-03-01–2025-08-31 för raden ST-0012: planerat slut flyttas från 2028-05-31 till 2028-11-30."
	const grant = "Plats 1 i turordningen ryms i ramen för 2024."
	l, _ := older(t, 1, func(exec func(string, ...any)) {
		for id, reasons := range map[string]string{"IA-2024-0001": leave, "IA-2024-0002": grant} {
			for _, q := range []string{
				`INSERT INTO cases (id, year, number, received_at, contact_date) VALUES (?1, 2024, CAST(substr(?1, 9) AS INTEGER), 0, '2024-09-10')`,
				`INSERT INTO standing (case_id, judged_at, status, place, outcome, reasons) VALUES (?1, 0, 'Beviljad', 0, 'Beviljas', ?2)`,
				`INSERT INTO decision (case_id, number, verdict, decided_by, decided_on, reason, proposed, reasons, policy, adopted_at)
				VALUES (?1, 1, 'Beviljas', 'Dag Delegat', '2024-09-11', '', 'Beviljas', ?2, 'x', 0)`,
			} {
				exec(q, id, []byte(`["`+reasons+`"]`))
			}
		}
	})
	cs, err := l.Cases(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	moved := process.EndMove{From: process.D(2028, 5, 31), To: process.D(2028, 11, 30)}
	for i, want := range []struct {
		move    process.EndMove
		private []string
	}{{moved, []string{leave}}, {process.EndMove{}, nil}} {
		s, d := cs[i].Standing, cs[i].Decisions[0].Proposal()
		if s.Move != want.move || d.Move != want.move {
			t.Errorf("%s moves %v, decided as %v; want %v", cs[i].ID, s.Move, d.Move, want.move)
		}
		if diff := cmp.Diff(want.private, d.Private); diff != "" || !cmp.Equal(s.Private, want.private) {
			t.Errorf("%s keeps %q private, decided %q", cs[i].ID, s.Private, d.Private)
		}
	}
}

func TestANewerSchemaIsRefused(t *testing.T) {
	l, path := open(t)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, open := range []func(context.Context, string) (*Ledger, error){Open, OpenReadOnly} {
		if _, err := open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "newer than this program's") {
			t.Errorf("error %v; want a refusal that says the schema is newer", err)
		}
	}
}

func TestOneRunnerHoldsTheLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	held, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(path); !errors.Is(err, ErrLocked) {
		t.Errorf("second lock: %v, want ErrLocked", err)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Lock(path)
	if err != nil {
		t.Fatalf("the lock outlived its holder: %v", err)
	}
	_ = again.Close()
}

// modernc.org/sqlite is only right with the very libc that its own go.mod names.
func TestSQLiteAndLibcAreThePairTested(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for _, pin := range []string{"modernc.org/sqlite v1.60.1", "modernc.org/libc v1.77.1"} {
		if !strings.Contains(string(mod), pin) {
			t.Errorf("go.mod does not pin %s", pin)
		}
	}
}
