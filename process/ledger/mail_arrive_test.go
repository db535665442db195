package ledger

import (
	"database/sql"
	"strings"
	"testing"
	"time"
)

// A ledger from before messages were told apart by more than their numbers comes over
// with all its mails: those that were moved lie in the inbox no longer.
func TestMailOfAnOlderLedger(t *testing.T) {
	l, _ := older(t, 4, func(exec func(string, ...any)) {
		const insert = `INSERT INTO mail (source, mailbox, uidvalidity, uid, sha256, name, size, received_at, seen_at, place, moved_to) VALUES ('imap', 'a', 7, ?, ?, '', 30, ?, 0, 'handled', ?)`
		for uid, folder := range []string{"", "Hanterat", "Hanterat"} {
			exec(insert, uid+1, string(rune('a'+uid)), ms(evening), folder)
		}
	})
	known, err := l.Known(t.Context(), "a", 7)
	if err != nil || len(known) != 1 || !known[1].Listed.Is(Listed{Size: 30, At: evening}) {
		t.Errorf("known: %+v, %v; want the one that lies in the inbox", known, err)
	}
	if misplaced, err := l.Misplaced(t.Context(), "a", 7); err != nil || len(misplaced) != 0 {
		t.Errorf("misplaced: %+v, %v", misplaced, err)
	}
}

// What is told of a message decides whether it is one that is known.
func TestAMessageIsTheMailItWas(t *testing.T) {
	was := Mail{Source: FromMailbox, UIDValidity: 7, UID: 3, SHA256: "aa", MessageID: "<1@a>", Size: 30, Received: evening}
	for about, tt := range map[string]struct {
		moved, isNew bool
		place        Place
		now          func(*Mail)
		reads        bool // it is read and judged again
		lies         int  // mails that lie in the inbox
	}{
		"the same":                        {place: Handled, now: func(*Mail) {}, lies: 1},
		"beside itself":                   {place: Handled, now: func(m *Mail) { m.UID = 4 }, isNew: true, lies: 2},
		"put back, dealt with":            {place: Handled, moved: true, now: func(m *Mail) { m.UID = 4 }, lies: 1},
		"put back, unreadable":            {place: Unreadable, moved: true, now: func(m *Mail) { m.UID = 4 }, reads: true, lies: 1},
		"put back, a person's":            {place: Human, moved: true, now: func(m *Mail) { m.UID = 4 }, reads: true, lies: 1},
		"put back, quarantined":           {place: Quarantine, moved: true, now: func(m *Mail) { m.UID = 4 }, reads: true, lies: 1},
		"rebuilt":                         {place: Unreadable, moved: true, now: func(m *Mail) { m.UIDValidity, m.UID = 8, 1 }, lies: 1},
		"rebuilt in other bytes":          {place: Handled, now: func(m *Mail) { m.UIDValidity, m.UID, m.SHA256 = 8, 1, "ab" }, lies: 1},
		"the same number, in other bytes": {place: Handled, now: func(m *Mail) { m.SHA256 = "ab" }, lies: 1},
		"another mail under its number":   {place: Handled, now: func(m *Mail) { m.SHA256, m.MessageID = "bb", "<2@a>" }, isNew: true, lies: 1},
		"another that copies its Message-ID": {place: Handled, moved: true, isNew: true, lies: 1,
			now: func(m *Mail) { m.UID, m.SHA256, m.Received = 4, "bb", evening.Add(time.Second) }},
		"neither has a Message-ID": {place: Handled, moved: true, isNew: true, lies: 1,
			now: func(m *Mail) { m.UID, m.SHA256, m.MessageID = 4, "bb", "" }},
	} {
		t.Run(about, func(t *testing.T) {
			l, _ := open(t)
			id, _ := arrive(t, l, was)
			do(t, l, func(tx *Tx) error { return tx.SetReading(id, []byte("{}")) })
			do(t, l, func(tx *Tx) error { return tx.Settle(id, tt.place, "x") })
			if tt.moved {
				do(t, l, func(tx *Tx) error { return tx.Moved(id, "x", tt.place, Lying{1, 2}) })
			}
			m := was
			tt.now(&m)
			again, isNew := arrive(t, l, m)
			if isNew != tt.isNew || isNew == (again == id) {
				t.Errorf("new %v, id %d, was %d", isNew, again, id)
			}
			if unread, err := l.Unread(t.Context()); err != nil || (len(unread) == 1) != (tt.reads || isNew) {
				t.Errorf("to be read: %d, %v", len(unread), err)
			}
			lies := 0
			for _, validity := range []uint32{7, 8} {
				known, err := l.Known(t.Context(), "", validity)
				if err != nil {
					t.Fatal(err)
				}
				lies += len(known)
			}
			if lies != tt.lies {
				t.Errorf("%d lie in the inbox, want %d", lies, tt.lies)
			}
		})
	}
}

// A mail that comes costs the same after ten years as on the first day.
func TestAnArrivalDoesNotLookThroughAllMail(t *testing.T) {
	l, _ := open(t)
	err := rows(t.Context(), l.db, "EXPLAIN QUERY PLAN "+noteReplaced, []any{"INBOX", 1, 2, "a", "b", 3}, func(r *sql.Rows) error {
		var id, parent, unused int
		var step string
		err := r.Scan(&id, &parent, &unused, &step)
		if !strings.Contains(step, "USING INDEX mail_arrival") {
			t.Error(step)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
