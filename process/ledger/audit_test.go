package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"stintag/process"
)

// busy lets a little of everything happen: a mail becomes a case, a person corrects
// it and decides, a letter goes, another comes back.
func busy(t testing.TB, l *Ledger) {
	t.Helper()
	step := func(f func(*Tx) error) {
		t.Helper()
		if err := l.Do(context.Background(), evening, f); err != nil {
			t.Fatal(err)
		}
	}
	step(func(tx *Tx) error {
		_, _, err := tx.Arrive(Mail{Source: FromFile, SHA256: "aa", Name: "Anna Ek.xlsx", Size: 7, Received: evening, Asserted: "chef@vc.example"})
		return err
	})
	var id string
	step(func(tx *Tx) (err error) {
		if id, err = tx.NewCase(evening, process.DateOf(evening)); err != nil {
			return err
		}
		letter := Letter{Identity: "receipt/1", MessageID: "<1@x>", Kinds: []string{"receipt"}, Recipient: "chef@vc.example", Cases: []string{id}, MailID: 1, MIME: []byte("Hej")}
		_, err = tx.Owe(letter)
		return errors.Join(err, tx.AddRevision(id, Revision{MailID: 1, Part: 0, Position: 1, Received: evening, Form: []byte(`{"läkare":"Anna Ek"}`)}),
			tx.Take(Taken{MailID: 1, CaseID: id, How: process.New}), tx.Settle(1, Handled, "1 form(s) taken in"),
			tx.SetStanding(process.Standing{Case: id, Status: process.StatusReady, Proposal: process.Proposal{Outcome: process.Grant, Policy: "x 1"}}))
	})
	step(func(tx *Tx) error { return tx.Try(1) })
	step(func(tx *Tx) error { return tx.Became(1, Sent, 250, "ok", time.Time{}) })
	step(func(tx *Tx) error { _, err := tx.Bounce(Back{MessageID: "<1@x>", Gone: true}); return err })
	step(func(tx *Tx) error {
		return errors.Join(tx.SetRegister("registers", []byte(`{"x":1}`)), tx.SetInput(id, []byte(`{"Note":"Anna ringde"}`)),
			tx.Decide(id, Decision{Decision: process.Decision{Verdict: process.VerdictGrant, By: "Karin Lindqvist", Date: process.DateOf(evening), Reason: "för Anna"},
				Proposed: process.Grant, Reasons: []string{"Plats 1."}, Policy: "x 1"}))
	})
	step(func(tx *Tx) error {
		return errors.Join(tx.SetRegister("registers", []byte(`{"x":2}`)), tx.SetInput(id, []byte(`{"Note":"Anna ringde igen"}`)), tx.Drop(1, "ringde Anna"),
			tx.Withdraw(id))
	})
}

func verify(t testing.TB, l *Ledger, cs ...Checkpoint) Verified {
	t.Helper()
	v, err := l.Verify(context.Background(), cs...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func head(t testing.TB, l *Ledger) Head {
	t.Helper()
	h, err := l.AuditHead(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestAWholeAuditIsWhole(t *testing.T) {
	l, _ := open(t)
	if v := verify(t, l); len(v.Faults) > 0 || v.Size != 0 {
		t.Errorf("an empty one: %+v", v)
	}
	busy(t, l)
	v := verify(t, l, Checkpoint{Head: head(t, l)})
	if len(v.Faults) > 0 || v.Head != head(t, l) {
		t.Errorf("%d rows: %q", v.Size, v.Faults)
	}
	if v.Seals != 10 { // mail, case, revision, letter, register, two inputs, decision, words of a mail and a letter
		t.Errorf("%d commitments hold, want 10", v.Seals)
	}
	if _, whole := sizeOf(2); whole {
		t.Error("two stored hashes are taken for a number of rows")
	}
}

// Verify reads a snapshot: another process writes meanwhile, and does not wait. Who
// watches for a stuck run hears that it moves on.
func TestVerifyHoldsUpNobody(t *testing.T) {
	l, path := open(t)
	busy(t, l)
	other := reopen(t, path)
	moves := 0
	v, err := l.VerifyWatched(t.Context(), func() {
		moves++
		do(t, other, func(tx *Tx) error { return tx.Audit("meanwhile", "", "") })
	})
	if err != nil || len(v.Faults) > 0 || v.Size != 17 || moves < 2 {
		t.Errorf("%d rows, %d moves, %q, %v", v.Size, moves, v.Faults, err)
	}
	if h := head(t, l); h.Size != 17+int64(moves) {
		t.Errorf("%d rows after %d were written meanwhile", h.Size, moves)
	}
}

// One event per transition, and each says what it is about.
func TestEveryTransitionIsAudited(t *testing.T) {
	l, _ := open(t)
	busy(t, l)
	var got []string
	err := rows(t.Context(), l.db, `SELECT `+recordColumns+` FROM audit ORDER BY id`, nil, func(r *sql.Rows) error {
		x, err := scanRecord(r)
		got = append(got, x.what+" "+x.about)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"mail received mail/1", "case opened case/IA-2024-0001", "letter owed letter/1", "form taken in revision/IA-2024-0001/1", "mail handled words/mail/1",
		"case judged ", "letter trying letter/1", "letter sent letter/1", "letter bounced letter/1", "address takes no mail letter/1",
		"register changed register/registers", "input adopted input/1", "decision adopted decision/IA-2024-0001/1",
		"register changed register/registers", "input adopted input/2", "letter dropped words/letter/1", "case withdrawn case/IA-2024-0001",
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("events:\n%s\nwant:\n%s", g, w)
	}
	before := head(t, l)
	do(t, l, func(tx *Tx) error { // what changes nothing is no event
		return errors.Join(tx.SetRegister("registers", []byte(`{"x":2}`)), tx.SetInput("IA-2024-0001", []byte(`{"Note":"Anna ringde igen"}`)),
			tx.SetStanding(process.Standing{Case: "IA-2024-0001", Place: 3, Status: process.StatusReady, Proposal: process.Proposal{Outcome: process.Grant, Policy: "x 1"}}))
	})
	if after := head(t, l); after != before {
		t.Errorf("%d rows more of what changed nothing", after.Size-before.Size)
	}
}

// The audit holds no word that a person typed, and no name of a file.
func TestTheAuditNamesNobody(t *testing.T) {
	l, _ := open(t)
	busy(t, l)
	err := rows(t.Context(), l.db, `SELECT `+recordColumns+` FROM audit`, nil, func(r *sql.Rows) error {
		x, err := scanRecord(r)
		for _, name := range []string{"Anna", "Karin", "chef", "aa,", "ringde"} {
			if strings.Contains(string(x.bytes()), name) {
				t.Errorf("row %d holds %q: %s", x.id, name, x.bytes())
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Of the same words nobody can tell that they are the same: each has a salt of its own.
func TestCommitmentsAreSalted(t *testing.T) {
	l, _ := open(t)
	do(t, l, func(tx *Tx) error {
		return errors.Join(tx.sealWords("x", "letter/1", "samma"), tx.sealWords("x", "letter/1", "samma"))
	})
	var different int
	if err := l.db.QueryRow(`SELECT COUNT(DISTINCT commitment) FROM audit`).Scan(&different); err != nil || different != 2 {
		t.Errorf("%d commitments, %v", different, err)
	}
}

// What retention erases, with its salt, leaves the log whole.
func TestErasureLeavesTheAuditWhole(t *testing.T) {
	l, _ := open(t)
	busy(t, l)
	before := head(t, l)
	for _, q := range []string{
		`DELETE FROM audit_salt WHERE audit_id IN (SELECT id FROM audit WHERE about LIKE 'decision/%' OR about LIKE 'input/%' OR about LIKE 'words/%')`,
		`DELETE FROM decision`, `DELETE FROM input`, `DELETE FROM input_history`,
	} {
		if _, err := l.db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if v := verify(t, l, Checkpoint{Head: before}); len(v.Faults) > 0 || v.Erased != 5 {
		t.Errorf("%d erased, faults %q", v.Erased, v.Faults)
	}
}

// Whatever is appended in whichever transactions, some of them undone, the root and
// the stored hashes are those that tlog computes over all rows in one go.
func TestTheRootIsThatOfAllRowsInOneGo(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		l := openAt(rt, filepath.Join(dir, fmt.Sprint(n)))
		undo := errors.New("undone")
		for range rapid.IntRange(0, 8).Draw(rt, "transactions") {
			k, fails := rapid.SampledFrom([]int{0, 1, 2, 3, 7, 33, 700}).Draw(rt, "rows"), rapid.Bool().Draw(rt, "fails")
			word := rapid.String().Draw(rt, "case")
			err := l.Do(t.Context(), evening, func(tx *Tx) error {
				for i := range k {
					if err := tx.Audit("x", word, fmt.Sprint(i)); err != nil {
						return err
					}
				}
				if fails {
					return undo
				}
				return nil
			})
			if err != nil && !errors.Is(err, undo) {
				rt.Fatal(err)
			}
		}
		var stored []tlog.Hash
		reader := tlog.HashReaderFunc(func(indexes []int64) (hs []tlog.Hash, err error) {
			for _, i := range indexes {
				hs = append(hs, stored[i])
			}
			return hs, nil
		})
		size := int64(0)
		err := rows(t.Context(), l.db, `SELECT `+recordColumns+` FROM audit ORDER BY id`, nil, func(r *sql.Rows) error {
			x, err := scanRecord(r)
			if err != nil {
				return err
			}
			hs, err := tlog.StoredHashes(size, x.bytes(), reader)
			stored, size = append(stored, hs...), size+1
			return err
		})
		if err != nil {
			rt.Fatal(err)
		}
		root, err := tlog.TreeHash(size, reader)
		if err != nil {
			rt.Fatal(err)
		}
		if got := head(t, l); got != (Head{size, [32]byte(root)}) {
			rt.Errorf("%d rows with root %x; tlog: %d, %x", got.Size, got.Root, size, root)
		}
		kept := int64(0)
		err = rows(t.Context(), l.db, `SELECT id, hash FROM audit_hash ORDER BY id`, nil, func(r *sql.Rows) error {
			var id int64
			var h []byte
			err := r.Scan(&id, &h)
			if id != kept || string(h) != string(stored[id][:]) {
				rt.Errorf("stored hash %d is %x", id, h)
			}
			kept++
			return err
		})
		if err != nil || kept != int64(len(stored)) {
			rt.Errorf("%d hashes are stored, want %d; %v", kept, len(stored), err)
		}
		if v := verify(t, l); len(v.Faults) > 0 {
			rt.Errorf("faults: %q", v.Faults)
		}
	})
}
