package ledger

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func accept(t testing.TB, l *Ledger) (a Acceptance) {
	t.Helper()
	err := l.Do(t.Context(), evening, func(tx *Tx) (err error) {
		a, err = tx.AcceptAudit("disken gick sönder")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func log(t testing.TB, l *Ledger, times int) {
	t.Helper()
	err := l.Do(t.Context(), evening, func(tx *Tx) (err error) {
		for range times {
			err = errors.Join(err, tx.Audit("x", "", ""))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What a person accepts is carried on with, and named by each later Verify: the record
// is never whole again. What was signed before still proves itself where the hashes of
// the rows are there.
func TestAcceptedFaultsAreNamedForEver(t *testing.T) {
	for _, x := range tamperings {
		t.Run(x.name, func(t *testing.T) {
			l, _ := open(t)
			busy(t, l)
			before := Checkpoint{Head: head(t, l)}
			tamper(t, l, x.do...)
			found := verify(t, l)
			a := accept(t, l)
			if n := len(found.Faults); len(a.Faults) < n || !slices.Equal(a.Faults[:n], found.Faults) || a.Row <= 17 || a.Why != "disken gick sönder" {
				t.Errorf("accepted %+v of faults %q", a, found.Faults)
			}
			log(t, l, 20)
			v := verify(t, l, Checkpoint{Head: head(t, l)})
			if len(v.Faults) > 0 || v.Whole() {
				t.Errorf("carried on: whole %v, faults %q", v.Whole(), v.Faults)
			}
			if len(v.Accepted) != 1 || !slices.Equal(v.Accepted[0].Faults, a.Faults) || v.Accepted[0].Row != a.Row || v.Accepted[0].Why != a.Why || !v.Accepted[0].At.Equal(evening) {
				t.Errorf("accepted %+v, told %+v", a, v.Accepted)
			}
			signed := verify(t, l, before)
			if lost := slices.Contains([]string{"a row's hash changed", "a row deleted with its hash", "rows and hashes torn off"}, x.name); lost != (len(signed.Faults) > 0) {
				t.Errorf("the checkpoint from before: %q", signed.Faults)
			} else if lost && !strings.HasSuffix(signed.Faults[0], fmt.Sprintf("; they were accepted with faults by row %d", a.Row)) {
				t.Errorf("the checkpoint from before: %q", signed.Faults)
			}
		})
	}
}

// Rows that are gone from the end with their hashes are seen by the salts they leave,
// and the log is carried on behind them.
func TestTheLogGoesOnBehindSaltsThatAreLeft(t *testing.T) {
	l, _ := open(t)
	busy(t, l)
	tamper(t, l, `DELETE FROM audit WHERE id > 15`, `DELETE FROM audit_hash WHERE id >= 26`)
	if got, want := verify(t, l).Faults, "rows 16 to 17 are gone from the end, and their salts are left"; !slices.Contains(got, want) {
		t.Errorf("faults %q; want %q", got, want)
	}
	if a := accept(t, l); a.Row != 18 || !slices.Contains(a.Faults, "row 17 is missing") {
		t.Errorf("accepted %+v", a)
	}
	log(t, l, 3)
	holds(t, verify(t, l), "")
}

// What was signed over rows before the break proves them as it did.
func TestCheckpointsBeforeTheBreakHold(t *testing.T) {
	l, _ := open(t)
	log(t, l, 6)
	before := Checkpoint{Head: head(t, l)}
	log(t, l, 10)
	after := Checkpoint{Head: head(t, l)}
	tamper(t, l, `DELETE FROM audit WHERE id = 9`, `DELETE FROM audit_hash WHERE id > 14`)
	a := accept(t, l)
	holds(t, verify(t, l, before), "")
	holds(t, verify(t, l, after), "the first 16 rows are not those that the checkpoint was signed over")
	if want := "row 9 is missing"; !slices.Contains(a.Faults, want) {
		t.Errorf("accepted %q; want %q, which is seen once the hashes are there", a.Faults, want)
	}
}

// An acceptance covers what was found, and nothing that another hand does later.
func TestAnAcceptanceCoversNothingMore(t *testing.T) {
	for _, x := range []struct{ name, first, then, want string }{
		{"the same row", `UPDATE audit SET detail = 'x' WHERE id = 8`, `UPDATE audit SET detail = 'y' WHERE id = 8`, "row 8 is not what was written"},
		{"a row put in again", `DELETE FROM audit WHERE id = 8`, `INSERT INTO audit (id, at, what, case_id, detail) VALUES (8, 1, 'x', '', '')`, "row 8 is not what was written"},
		{"a row outside", `INSERT INTO audit (id, at, what, case_id, detail) VALUES (-1, 1, 'x', '', '')`, `UPDATE audit SET what = 'y' WHERE id = -1`, "row -1 stands outside the audit"},
		{"another row", `UPDATE audit SET detail = 'x' WHERE id = 8`, `UPDATE audit SET detail = 'y' WHERE id = 9`, "row 9 is not what was written"},
		{"a hash", `DELETE FROM audit_hash WHERE id = 7`, `DELETE FROM audit_hash WHERE id = 7`, "row 5: its stored hash is missing"},
		{"the same decision", `UPDATE decision SET decided_by = 'Eva Ny'`, `UPDATE decision SET decided_by = 'Eva Äldre'`, "decision/IA-2024-0001/1 is not what row 19 commits to"},
		{"a decision taken out", `UPDATE decision SET decided_by = 'Eva Ny'`, `DELETE FROM decision`, "decision/IA-2024-0001/1 is gone, and row 19 tells of it"},
		{"the same letter", `UPDATE letter SET state = 'sent'`, `UPDATE letter SET state = 'owed'`, "letter/1 is owed, and row 16 says dropped"},
		{"the same words", `UPDATE audit_salt SET words = 'ok' WHERE audit_id = 16`, `UPDATE audit_salt SET words = 'nja' WHERE audit_id = 16`, "letter/1 is not what row 16 commits to"},
		{"the same input", `UPDATE input SET cells = '{}'`, `UPDATE input SET cells = '{"Note":""}'`, "what people wrote about IA-2024-0001 is not what was last adopted"},
		{"the reason", `DELETE FROM audit_hash WHERE id = 31`, `UPDATE audit_salt SET words = 'ok' WHERE audit_id = 18`, "audit/18 is not what row 18 commits to"},
		{"the acceptance", `UPDATE audit SET detail = 'x' WHERE id = 8`, `UPDATE audit SET detail = replace(detail, 'row 8', 'row 1') WHERE id = 18`, "row 8 is not what was written"},
	} {
		t.Run(x.name, func(t *testing.T) {
			l, _ := open(t)
			busy(t, l)
			tamper(t, l, x.first)
			accept(t, l)
			holds(t, verify(t, l), "")
			tamper(t, l, x.then)
			if v := verify(t, l); !slices.ContainsFunc(v.Faults, func(f string) bool { return strings.HasPrefix(f, x.want) }) {
				t.Errorf("faults %q; want one that begins %q", v.Faults, x.want)
			}
			accept(t, l)
			if v := verify(t, l); len(v.Faults) > 0 || v.Whole() {
				t.Errorf("accepted too: %q", v.Faults)
			}
		})
	}
}

// One who writes all hashes anew over accepted rows must write the acceptance anew too,
// and one who writes an acceptance of his own does not hide what is still to be seen.
func TestAnAcceptanceFixesTheRowsBeforeIt(t *testing.T) {
	l, _ := open(t)
	busy(t, l)
	tamper(t, l, `UPDATE audit SET detail = 'x' WHERE id = 8`)
	accept(t, l)
	if v := verify(t, l); len(v.Known) != 1 || v.Known[0] != "row 8 is not what was written" {
		t.Errorf("still found: %q", v.Known)
	}
	rewrite(t, l)
	holds(t, verify(t, l), "the rows before row 18 are not those that it accepts")

	l, _ = open(t)
	busy(t, l)
	tamper(t, l, `UPDATE audit SET detail = 'x' WHERE id = 8`)
	do(t, l, func(tx *Tx) error {
		return tx.Audit(whatAccepted, "", fmt.Sprintf(`{"root":%q,"faults":[],"stay":[%q]}`, tlogRoot(t, l, tx),
			fault{"row 8 is not what was written", true, string(record{8, evening.UnixMilli(), "letter sent", "", "x", "letter/1", ""}.bytes())}.print()))
	})
	if v := verify(t, l); v.Whole() || len(v.Known) != 1 || len(v.Faults) > 0 {
		t.Errorf("still found: %q, faults %q", v.Known, v.Faults)
	}
}

func tlogRoot(t *testing.T, _ *Ledger, tx *Tx) string {
	t.Helper()
	e, err := edgeNow(tx.ctx, tx.tx)
	if err != nil {
		t.Fatal(err)
	}
	return e.root().String()
}

func TestNothingIsAcceptedOfAWholeRecord(t *testing.T) {
	l, _ := open(t)
	busy(t, l)
	refused := func() {
		t.Helper()
		err := l.Do(t.Context(), evening, func(tx *Tx) error { _, err := tx.AcceptAudit("x"); return err })
		if !errors.Is(err, ErrNothingToAccept) {
			t.Errorf("error %v", err)
		}
	}
	refused()
	tamper(t, l, `UPDATE audit SET detail = 'x' WHERE id = 8`)
	accept(t, l)
	before := head(t, l)
	refused()
	if head(t, l) != before {
		t.Error("a refusal is logged")
	}
}

// The row that accepts names nobody: why it was is sealed, and may be erased.
func TestWhyARecordWasAcceptedMayBeErased(t *testing.T) {
	l, _ := open(t)
	busy(t, l)
	tamper(t, l, `DELETE FROM audit_hash WHERE id = 31`)
	a := accept(t, l)
	var row string
	if err := l.db.QueryRow(`SELECT what || '|' || case_id || '|' || detail || '|' || about || '|' || commitment FROM audit WHERE id = ?`, a.Row).Scan(&row); err != nil || strings.Contains(row, "disken") {
		t.Errorf("%s, %v", row, err)
	}
	tamper(t, l, `DELETE FROM audit_salt WHERE audit_id = 18`)
	if v := verify(t, l); len(v.Faults) > 0 || v.Erased != 1 || len(v.Accepted) != 1 || v.Accepted[0].Why != "" {
		t.Errorf("%+v", v)
	}
	last, ok, err := l.LastAcceptance(t.Context())
	if err != nil || !ok || last.Row != 18 || !last.At.Equal(evening) || !slices.Equal(last.Faults, a.Faults) {
		t.Errorf("the last acceptance: %+v, %v, %v", last, ok, err)
	}
}

// A row outside the log is told by Verify, and is no part of a case's story.
func TestARowOutsideTheLogTellsNothing(t *testing.T) {
	l, _ := open(t)
	busy(t, l)
	told := func() (n int) {
		t.Helper()
		es, err := l.Events(t.Context(), "IA-2024-0001")
		if err != nil {
			t.Fatal(err)
		}
		return len(es)
	}
	before := told()
	tamper(t, l, `INSERT INTO audit (id, at, what, case_id, detail) VALUES (-1, 'x', 'case withdrawn', 'IA-2024-0001', '')`)
	if n := told(); n != before || before == 0 {
		t.Errorf("%d events, before %d", n, before)
	}
}

// A fault of everything is accepted in a row of bounded length, and one more is found.
func TestManyFaultsAreAccepted(t *testing.T) {
	l, _ := open(t)
	log(t, l, 700)
	tamper(t, l, `UPDATE audit SET what = 'y'`)
	a := accept(t, l)
	if v := verify(t, l); len(v.Faults) > 0 || len(v.Known) != mostFaults || v.KnownToo != 700-mostFaults || a.More != 700-mostFaults {
		t.Errorf("%q; %d known and %d more", v.Faults, len(v.Known), v.KnownToo)
	}
	var length int
	if err := l.db.QueryRow(`SELECT length(detail) FROM audit WHERE id = ?`, a.Row).Scan(&length); err != nil || length > 12_000 {
		t.Errorf("the row has %d characters, %v", length, err)
	}
	tamper(t, l, `UPDATE audit SET what = 'z' WHERE id = 650`)
	if v := verify(t, l); len(v.Faults) == 0 {
		t.Error("a change of what was accepted in bulk is not found")
	}
}

// A Dagsrapport that was owed after the acceptance has told of it, by the rows' order.
func TestAnAcceptanceIsToldOnce(t *testing.T) {
	l, _ := open(t)
	busy(t, l)
	tamper(t, l, `DELETE FROM audit_hash WHERE id = 31`)
	accept(t, l)
	if v := verify(t, l); v.Accepted[0].Told {
		t.Error("told before any Dagsrapport")
	}
	do(t, l, func(tx *Tx) error {
		_, err := tx.Owe(Letter{Identity: "summary/x", MessageID: "<2@x>", Kinds: []string{"summary"}, Recipient: "a@b", MIME: []byte("x")})
		return err
	})
	if v := verify(t, l); !v.Accepted[0].Told {
		t.Error("told, and said not to be")
	}
}

// Whatever a disk or another hand does to rows and hashes, accepting it lets the log be
// carried on, and what was signed over the rows before the first fault holds.
func TestWhateverIsFoundCanBeAccepted(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		l := openAt(rt, filepath.Join(dir, fmt.Sprint(n)))
		size := rapid.IntRange(1, 40).Draw(rt, "rows")
		var kept []Checkpoint
		for range size {
			log(t, l, 1)
			kept = append(kept, Checkpoint{Head: head(t, l)})
		}
		first := int64(size + 1)
		for range rapid.IntRange(1, 6).Draw(rt, "faults") {
			row := rapid.Int64Range(1, int64(size)).Draw(rt, "row")
			hash := rapid.Int64Range(0, 2*int64(size)).Draw(rt, "hash")
			q := rapid.SampledFrom([]string{`UPDATE audit SET what = 'y' WHERE id = ?1`, `DELETE FROM audit WHERE id = ?1`, `DELETE FROM audit WHERE id >= ?1`,
				`UPDATE audit_hash SET hash = x'00' WHERE id = ?2`, `DELETE FROM audit_hash WHERE id = ?2`, `DELETE FROM audit_hash WHERE id >= ?2`,
				`INSERT INTO audit (at, what, case_id, detail) VALUES (?1, 'z', '', '')`}).Draw(rt, "fault")
			if _, err := l.db.Exec(q, row, hash); err != nil {
				rt.Fatal(err)
			}
			if first = min(first, row); strings.Contains(q, "audit_hash") {
				first = min(first, hash/2)
			}
		}
		found := verify(t, l)
		if found.Whole() { // the last rows went with all their hashes: only a checkpoint tells
			return
		}
		a := accept(t, l)
		log(t, l, 3)
		if v := verify(t, l, append(kept[:max(0, first-1)], Checkpoint{Head: head(t, l)})...); len(v.Faults) > 0 || v.Whole() || v.Size != a.Row+3 {
			rt.Errorf("found %q; accepted by row %d; %d rows, faults %q", found.Faults, a.Row, v.Size, v.Faults)
		}
	})
}
