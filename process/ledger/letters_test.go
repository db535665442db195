package ledger

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The letters of an older ledger are in the outbox as they were, every column.
func TestAnOlderLedgersLettersAreKept(t *testing.T) {
	l, _ := older(t, 3, func(exec func(string, ...any)) {
		exec(`INSERT INTO letter (id, identity, message_id, kinds, recipient, cases, warned, mail_id, mime, owed_at, not_before, state, attempts, next_at, sent_at, code, detail)
			VALUES (7, 'i', 'm', 'receipt,warning', 'a@b', 'IA-2024-0001', 'IA-2024-0002', NULL, 'bytes', 1000, 2000, 'retry', 3, 4000, 5000, 451, 'later')`)
	})
	got, ok, err := l.Letter(t.Context(), 7)
	want := Letter{ID: 7, Identity: "i", MessageID: "m", Kinds: []string{"receipt", "warning"}, Recipient: "a@b", Cases: []string{"IA-2024-0001"},
		Warned: []string{"IA-2024-0002"}, MIME: []byte("bytes"), Owed: time.UnixMilli(1000), NotBefore: time.UnixMilli(2000), State: Retry,
		Attempts: 3, Next: time.UnixMilli(4000), Sent: time.UnixMilli(5000), Code: 451, Detail: "later"}
	if diff := cmp.Diff(want, got); diff != "" || !ok || err != nil {
		t.Errorf("%v, %v:\n%s", ok, err, diff)
	}
}

// A letter that a person gives up is never handed over again, unless a person says so;
// then it is the same.
func TestALetterIsDroppedAndRestored(t *testing.T) {
	l, _ := open(t)
	do(t, l, func(tx *Tx) error {
		_, err := tx.Owe(Letter{Identity: "i", MessageID: "m", Recipient: "a@b", MIME: []byte("x"), NotBefore: evening})
		return err
	})
	do(t, l, func(tx *Tx) error { return tx.Drop(1, "told by phone") })
	if ls, err := l.Deliverable(t.Context(), evening.AddDate(1, 0, 0)); err != nil || len(ls) != 0 {
		t.Errorf("deliverable though dropped: %+v, %v", ls, err)
	}
	var why string
	if err := l.db.QueryRow(`SELECT words FROM audit_salt JOIN audit ON id = audit_id WHERE what = 'letter dropped' AND about = 'words/letter/1'`).Scan(&why); err != nil || why != "told by phone" {
		t.Errorf("the audit says %q, %v", why, err)
	}
	do(t, l, func(tx *Tx) error { return tx.Restore(1) })
	if ls, err := l.Deliverable(t.Context(), evening); err != nil || len(ls) != 1 || string(ls[0].MIME) != "x" {
		t.Errorf("deliverable once restored: %+v, %v", ls, err)
	}
}
