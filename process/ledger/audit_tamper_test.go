package ledger

import (
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// tampering is what another hand does to a ledger of busy, and a fault that tells.
type tampering struct {
	name string
	do   []string
	want string
}

var tamperings = []tampering{
	{"a row changed", []string{`UPDATE audit SET what = 'letter refused' WHERE id = 8`}, "row 8 is not what was written"},
	{"a moment that is none", []string{`UPDATE audit SET at = 'x' WHERE id = 8`}, "row 8 is not what was written"},
	{"a row deleted", []string{`DELETE FROM audit WHERE id = 5`}, "row 5 is missing"},
	{"the last row deleted", []string{`DELETE FROM audit WHERE id = 17`}, "row 17 is missing"},
	{"a row inserted", []string{`INSERT INTO audit (at, what, case_id, detail) VALUES (1, 'letter sent', '', '')`}, "rows 18 stand in the audit without a stored hash"},
	{"two rows swapped", []string{`UPDATE audit SET id = -7 WHERE id = 7`, `UPDATE audit SET id = 7 WHERE id = 9`, `UPDATE audit SET id = 9 WHERE id = -7`},
		"row 7 is not what was written"},
	{"a row's hash changed", []string{`UPDATE audit_hash SET hash = zeroblob(32) WHERE id = 0`}, "row 1 is not what was written"},
	{"a hash over two rows changed", []string{`UPDATE audit_hash SET hash = zeroblob(32) WHERE id = 2`}, "row 2: the stored hashes over it"},
	{"a hash deleted", []string{`DELETE FROM audit_hash WHERE id = 3`}, "row 3: its stored hash is missing"},
	{"the hashes cut short", []string{`DELETE FROM audit_hash WHERE id > 20`}, "rows 12 to 17 stand in the audit without a stored hash"},
	{"all hashes deleted", []string{`DELETE FROM audit_hash`}, "rows 1 to 17 stand in the audit without a stored hash"},
	{"a decision inserted", []string{`INSERT INTO decision SELECT case_id, 2, verdict, 'Eva Ny', decided_on, reason, proposed, reasons, policy, adopted_at, end_from, end_to, private FROM decision`},
		"decision/IA-2024-0001/2 stands in the ledger, and the audit does not know of it"},
	{"a decision deleted", []string{`DELETE FROM decision`}, "decision/IA-2024-0001/1 is gone, and row 13 tells of it"},
	{"a decision's salt deleted", []string{`DELETE FROM audit_salt WHERE audit_id = 13`}, "decision/IA-2024-0001/1 stands in the ledger, and its salt is gone"},
	{"a letter deleted", []string{`DELETE FROM suppressed`, `DELETE FROM letter`}, "letter/1 is gone, and row 3 tells of it"},
	{"what people wrote changed", []string{`UPDATE input SET cells = '{}'`}, "what people wrote about IA-2024-0001 is not what was last adopted"},
	{"a reason for dropping changed", []string{`UPDATE audit_salt SET words = 'ok' WHERE audit_id = 16`}, "letter/1 is not what row 16 commits to"},
	{"a letter said to be sent", []string{`UPDATE letter SET state = 'sent' WHERE id = 1`}, "letter/1 is sent, and row 16 says dropped"},
	{"a mail put elsewhere", []string{`UPDATE mail SET place = 'quarantine' WHERE id = 1`}, "mail/1 is quarantine, and row 5 says handled"},
	{"a mail's place taken away", []string{`UPDATE mail SET place = '' WHERE id = 1`}, "mail/1 is put back, and row 5 says handled"},
	{"a commitment moved", []string{`UPDATE audit SET about = 'decision/IA-2024-0001/2' WHERE id = 13`}, "row 13 is not what was written"},
	{"a row before the first", []string{`INSERT INTO audit (id, at, what, case_id, detail) VALUES (0, 1, 'letter sent', 'IA-2024-0001', '')`}, "row 0 stands outside the audit"},
	{"a row far behind the last", []string{`INSERT INTO audit (id, at, what, case_id, detail) VALUES (4611686018427387904, 1, 'letter sent', '', '')`},
		"row 4611686018427387904 stands outside the audit"},
	{"a hash far behind the last", []string{`INSERT INTO audit_hash (id, hash) VALUES (4611686018427387904, zeroblob(32))`}, "1 stored hash(es) are of no row"},
	{"a row deleted with its hash", []string{`DELETE FROM audit WHERE id = 5`, `DELETE FROM audit_hash WHERE id = 7`}, "row 5 is missing"},
	{"rows and hashes torn off", []string{`DELETE FROM audit WHERE id > 14`, `DELETE FROM audit_hash WHERE id > 29`}, "row 15 is missing"},
}

// Whatever another hand changes is found, and told in words that say where.
func TestTamperingIsFound(t *testing.T) {
	for _, x := range tamperings {
		t.Run(x.name, func(t *testing.T) {
			l, _ := open(t)
			busy(t, l)
			tamper(t, l, x.do...)
			if v := verify(t, l); !slices.ContainsFunc(v.Faults, func(f string) bool { return strings.HasPrefix(f, x.want) }) {
				t.Errorf("faults %q; want one that begins %q", v.Faults, x.want)
			}
		})
	}
}

func tamper(t *testing.T, l *Ledger, queries ...string) {
	t.Helper()
	for _, q := range queries {
		if _, err := l.db.Exec(q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
}

// columnsOf are a table's columns, as the schema has them.
func columnsOf(t *testing.T, l *Ledger, table string) (all []string) {
	t.Helper()
	err := rows(t.Context(), l.db, `SELECT name FROM pragma_table_info(?)`, []any{table}, func(r *sql.Rows) error {
		var c string
		err := r.Scan(&c)
		all = append(all, c)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Every column of audit is hashed, and every column that a kind names is sealed.
func TestEveryColumnCounts(t *testing.T) {
	tables := map[string][]string{}
	l, _ := open(t)
	tables["audit"] = columnsOf(t, l, "audit")
	for _, k := range kinds {
		tables[k.table] = strings.Split(k.columns, ", ")
	}
	for table, columns := range tables {
		for _, c := range columns {
			l, _ := open(t)
			busy(t, l)
			tamper(t, l, `PRAGMA foreign_keys = off`, `PRAGMA ignore_check_constraints = on`,
				`UPDATE `+table+` SET `+c+` = CASE WHEN typeof(`+c+`) = 'integer' THEN `+c+` + 1000 ELSE `+c+` || 'x' END WHERE rowid = (SELECT MAX(rowid) FROM `+table+`)`)
			if v := verify(t, l); len(v.Faults) == 0 {
				t.Errorf("%s.%s is changed, and nothing is found", table, c)
			}
		}
	}
}

// Who can write in the ledger can write it all anew; a checkpoint that left the
// machine tells.
func TestACheckpointProvesThatTheLogGrewFromIt(t *testing.T) {
	l, path := open(t)
	busy(t, l)
	first := Checkpoint{Head: head(t, l)}
	copied := filepath.Join(filepath.Dir(path), "copy.db")
	if err := l.CopyTo(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	var kept []Checkpoint
	for range 40 { // every shape of the tree's edge on the way
		kept = append(kept, Checkpoint{Head: head(t, l)})
		do(t, l, func(tx *Tx) error {
			return errors.Join(tx.Audit("x", "", "1"), tx.Audit("x", "", "2"), tx.Audit("x", "", "3"))
		})
	}
	if v := verify(t, l, append(kept, Checkpoint{Head: Head{Root: [32]byte(tlogEmpty(t))}})...); len(v.Faults) > 0 {
		t.Fatalf("its own checkpoints: %q", v.Faults)
	}
	last := kept[len(kept)-1]

	rolled := reopen(t, copied)
	if v := verify(t, rolled); len(v.Faults) > 0 {
		t.Fatalf("an older copy is whole by itself: %q", v.Faults)
	}
	holds(t, verify(t, rolled, first), "")
	holds(t, verify(t, rolled, last), "the checkpoint is newer than the ledger: it tells of 134 rows, and the ledger holds 17")

	tamper(t, l, `UPDATE audit SET detail = '251' WHERE id = 8`)
	rewrite(t, l)
	holds(t, verify(t, l), "")
	holds(t, verify(t, l, first), "the first 17 rows are not those that the checkpoint was signed over")
	holds(t, verify(t, l, Checkpoint{Head: Head{Size: 7, Root: last.Root}}), "the first 7 rows are not those")
}

func tlogEmpty(t *testing.T) tlog.Hash {
	t.Helper()
	h, err := tlog.TreeHash(0, nil)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func holds(t *testing.T, v Verified, want string) {
	t.Helper()
	if want == "" && len(v.Faults) > 0 || want != "" && (len(v.Faults) != 1 || !strings.HasPrefix(v.Faults[0], want)) {
		t.Errorf("faults %q, want %q", v.Faults, want)
	}
}

// rewrite computes every hash anew, as one who covers his tracks would.
func rewrite(t *testing.T, l *Ledger) {
	t.Helper()
	tamper(t, l, `DELETE FROM audit_hash`)
	do(t, l, func(tx *Tx) error { return tx.hashOlder() })
}

// Nothing is built on an audit that another hand has changed at its end: the run
// fails, and says where to look.
func TestATamperedAuditIsNotCarriedOn(t *testing.T) {
	for _, q := range []string{
		`DELETE FROM audit WHERE id = 17`,
		`INSERT INTO audit (at, what, case_id, detail) VALUES (1, 'x', '', '')`,
		`DELETE FROM audit_hash WHERE id = (SELECT MAX(id) FROM audit_hash)`,
		`DELETE FROM audit_hash WHERE id = 30`,
	} {
		l, _ := open(t)
		busy(t, l)
		tamper(t, l, q)
		err := l.Do(t.Context(), evening, func(tx *Tx) error { return tx.Audit("x", "", "") })
		if err == nil || !strings.Contains(err.Error(), "stintag audit verify") {
			t.Errorf("%s: %v", q, err)
		}
	}
}

// A fault of everything is told in a few lines.
func TestManyFaultsAreCounted(t *testing.T) {
	l, _ := open(t)
	do(t, l, func(tx *Tx) error {
		for range 100 {
			if err := tx.Audit("x", "", ""); err != nil {
				return err
			}
		}
		return nil
	})
	tamper(t, l, `UPDATE audit SET what = 'y'`)
	if v := verify(t, l); len(v.Faults) != mostFaults || v.More != 100-mostFaults {
		t.Errorf("%d faults and %d more", len(v.Faults), v.More)
	}
}
