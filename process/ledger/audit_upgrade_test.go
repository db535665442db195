package ledger

import (
	"database/sql"
	"testing"
)

// An older ledger's rows are hashed once, as they were, and what it holds is sealed:
// from then on nobody changes it unseen. A number that was left out is closed up.
func TestAnOlderLedgersAuditBecomesALog(t *testing.T) {
	l, path := older(t, 4, func(exec func(string, ...any)) {
		for _, q := range []string{
			`INSERT INTO audit (id, at, what, case_id, detail) VALUES (1, 1000, 'mail received', '', 'mail 1, sha256 aa'), (2, 1000, 'case opened', 'IA-2024-0001', ''),
			(5, 2000, 'decision adopted', 'IA-2024-0001', 'Beviljas')`,
			`INSERT INTO mail (source, mailbox, uidvalidity, uid, sha256, name, size, received_at, seen_at) VALUES ('imap', 'x', 1, 1, 'aa', '', 7, 1000, 1000)`,
			`INSERT INTO cases (id, year, number, received_at, contact_date) VALUES ('IA-2024-0001', 2024, 1, 1000, '2024-09-10')`,
			`INSERT INTO revision (case_id, number, mail_id, part, position, received_at, form) VALUES ('IA-2024-0001', 1, 1, 0, 0, 1000, '{}'), ('IA-2024-0001', 2, NULL, 0, 0, 1000, '{}')`,
			`INSERT INTO input (case_id, adopted_at, cells) VALUES ('IA-2024-0001', 2000, '{}')`,
			`INSERT INTO input_history (case_id, adopted_at, cells) VALUES ('IA-2024-0001', 2000, '{}')`,
			`INSERT INTO decision (case_id, number, verdict, decided_by, decided_on, reason, proposed, reasons, policy, adopted_at)
			VALUES ('IA-2024-0001', 1, 'Beviljas', 'Dag Delegat', '2024-09-11', '', 'Beviljas', 'null', 'x', 2000)`,
			`INSERT INTO letter (identity, message_id, kinds, recipient, cases, warned, mime, owed_at, not_before, state) VALUES ('i', 'm', 'receipt', 'a@b', '', '', 'x', 1, 1, 'sent')`,
			`INSERT INTO register (sheet, adopted_at, content) VALUES ('registers', 1, '{}')`,
		} {
			exec(q)
		}
	})
	var got []record
	err := rows(t.Context(), l.db, `SELECT `+recordColumns+` FROM audit ORDER BY id LIMIT 4`, nil, func(r *sql.Rows) error {
		x, err := scanRecord(r)
		got = append(got, x)
		return err
	})
	if err != nil || len(got) != 4 || got[2] != (record{id: 3, at: 2000, what: "decision adopted", caseID: "IA-2024-0001", detail: "Beviljas"}) || got[3].what != "sealed at the upgrade" {
		t.Errorf("rows %+v, %v", got, err)
	}
	v := verify(t, l)
	if len(v.Faults) > 0 || v.Size != 3+8 || v.Seals != 8 {
		t.Errorf("%d rows, %d commitments, faults %q", v.Size, v.Seals, v.Faults)
	}
	before := head(t, l)
	busyAgain(t, l)
	if v := verify(t, l, Checkpoint{Head: before}); len(v.Faults) > 0 {
		t.Errorf("carried on: %q", v.Faults)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	again := reopen(t, path)
	if v := verify(t, again); v.Size != before.Size+1 {
		t.Errorf("opened again it has %d rows", v.Size)
	}
	tamper(t, again, `UPDATE decision SET decided_by = 'Eva Ny'`)
	holds(t, verify(t, again), "decision/IA-2024-0001/1 is not what row 9 commits to")
}

func busyAgain(t *testing.T, l *Ledger) {
	t.Helper()
	do(t, l, func(tx *Tx) error { return tx.Withdraw("IA-2024-0001") })
}
