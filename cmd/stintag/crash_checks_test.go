package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stintag/process/ledger"
	"stintag/process/workbook"
)

// What must hold of a world: at once after a run has died, and again when the runs
// after it have nothing left to do. The invariants are numbered I1 to I10.

// invariants gathers what does not hold.
type invariants struct{ faults []error }

func (c *invariants) hold(ok bool, format string, args ...any) {
	if !ok && len(c.faults) < 10 {
		c.faults = append(c.faults, fmt.Errorf(format, args...))
	}
}

func (c *invariants) err() error { return errors.Join(c.faults...) }

// dead checks what the run left behind that died at d. yeses are how often the server
// had taken each letter before the run.
func (w *world) dead(d death, calm bool, yeses map[string]int) (b books, err error) {
	if b, err = readBooks(w.file("ledger.db")); err != nil {
		return b, fmt.Errorf("I8: %w", err)
	}
	var c invariants
	raw, err := os.ReadFile(w.file("master.xlsx"))
	if err == nil {
		_, err = workbook.Read(raw, workbook.MasterLimits)
	}
	c.hold(err == nil, "I7: the master does not open: %v", err)
	for _, f := range b.faults {
		c.hold(false, "I6, I8: %s", f)
	}
	w.checkSpool(&c, b)
	if err := w.checkUnmoved(&c, b, calm); err != nil {
		return b, err
	}
	w.checkTrying(&c, b, yeses)
	w.checkBytes(&c, b)
	w.checkCounted(&c, d, b)
	return b, c.err()
}

// checkCounted holds that no mail is opened before it is counted.
func (w *world) checkCounted(c *invariants, d death, b books) {
	if at, _, _ := strings.Cut(d.point, ":"); at != "attempt-committed" && at != "parsed" {
		return
	}
	c.hold(slices.ContainsFunc(b.mails, func(m bookMail) bool { return !m.read && m.attempts > 0 }), "a mail was opened and not counted")
}

// checkSpool holds that every mail of the ledger is in the spool, whole.
func (w *world) checkSpool(c *invariants, b books) {
	for _, m := range b.mails {
		raw, err := os.ReadFile(filepath.Join(w.file("spool"), m.sha+".eml"))
		c.hold(err == nil && shaOf(raw) == m.sha, "I1: mail %d is in the ledger and not whole in the spool (%d bytes, %v)", m.id, len(raw), err)
	}
}

// checkUnmoved holds that the mailbox is acted on last: what has left the inbox has
// its place in the ledger, and has been answered.
func (w *world) checkUnmoved(c *invariants, b books, calm bool) error {
	folders, err := w.box.folders()
	if err != nil {
		return err
	}
	there, placed, answering := map[string]int{}, map[string]bool{}, map[int64]bool{}
	for _, l := range b.letters {
		if l.state == string(ledger.Owed) || l.state == string(ledger.Trying) {
			answering[l.mailID] = calm
		}
	}
	for _, m := range b.mails {
		placed[m.sha] = placed[m.sha] || m.place != "" && !answering[m.id]
	}
	for folder, shas := range folders {
		for _, sha := range shas {
			there[sha]++
			c.hold(folder == "INBOX" || placed[sha], "I1: a %s is in %s before the ledger has its place or its answer was sent", w.sent[sha].kind.name, folder)
		}
	}
	for sha, m := range w.sent {
		c.hold(there[sha] > 0 || m.imported, "I1: a %s is nowhere in the mailbox", m.kind.name)
	}
	return nil
}

// checkTrying notes whose yes the ledger cannot know of: of the one letter that was
// being handed over.
func (w *world) checkTrying(c *invariants, b books, before map[string]int) {
	now := w.yeses()
	trying := 0
	for _, l := range b.letters {
		if l.state != string(ledger.Trying) {
			continue
		}
		if trying++; w.letters == "" && now[l.messageID] > before[l.messageID] {
			w.repeats[l.messageID]++
			w.score.unheard++
		}
	}
	c.hold(trying < 2, "%d letters were being handed over at once", trying)
}

// taken gives the letters that went out; a folder has each once.
func (w *world) taken() []received {
	if w.letters == "" {
		letters, _ := w.post.taken()
		return letters
	}
	var letters []received
	files, _ := filepath.Glob(filepath.Join(w.file(w.letters), "*.eml"))
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err == nil {
			letters = append(letters, received{to: strings.Trim(header(raw, "To"), "<>"), raw: strings.ReplaceAll(string(raw), "\r\n", "\n"), id: header(raw, "Message-ID")})
		}
	}
	return letters
}

func (w *world) yeses() map[string]int {
	n := map[string]int{}
	for _, l := range w.taken() {
		n[l.id]++
	}
	return n
}

// checkBytes holds that nothing was sent that is not in the outbox, byte for byte.
func (w *world) checkBytes(c *invariants, b books) {
	outbox := map[string]bookLetter{}
	for _, l := range b.letters {
		outbox[l.messageID] = l
	}
	letters := w.taken()
	for _, l := range letters[min(w.compared, len(letters)):] {
		owed, ok := outbox[l.id]
		c.hold(ok, "I5: a letter to %s was sent that the ledger does not have", l.to)
		c.hold(!ok || owed.recipient == l.to && strings.ReplaceAll(owed.mime, "\r\n", "\n") == l.raw, "I4: letter %d was sent with other bytes than its own", owed.id)
	}
	w.compared = len(letters)
}

// resting checks a world in which nothing is left to do.
func (w *world) resting(b books) error {
	var c invariants
	for _, f := range b.faults {
		c.hold(false, "I6, I8: %s", f)
	}
	w.checkSpool(&c, b)
	w.checkBytes(&c, b)
	w.checkLetters(&c, b)
	w.checkAnswers(&c, b)
	w.checkEvents(&c, b)
	w.checkLeftovers(&c)
	w.checkLog(&c)
	return errors.Join(w.checkPlaces(&c, b), w.checkMaster(&c, b), c.err())
}

// checkPlaces holds that each message is in exactly one place, the one its ledger
// row says and that it belongs in (I1).
func (w *world) checkPlaces(c *invariants, b books) error {
	folders, err := w.box.folders()
	if err != nil {
		return err
	}
	names := map[ledger.Place]string{ledger.Handled: "Hanterat", ledger.Unreadable: "Ej läsbart", ledger.Quarantine: "Okänd avsändare", ledger.Human: "Till handläggare"}
	where, rows := map[string][]string{}, map[string]int{}
	for folder, shas := range folders {
		for _, sha := range shas {
			where[sha] = append(where[sha], folder)
		}
	}
	for _, m := range b.mails {
		rows[m.sha]++
		s := w.sent[m.sha]
		c.hold(m.place == string(s.kind.place), "a %s is %q, want %q", s.kind.name, m.place, s.kind.place)
		c.hold(s.imported || s.rehoused || m.movedTo == names[ledger.Place(m.place)], "mail %d is noted as moved to %q", m.id, m.movedTo)
	}
	for sha, s := range w.sent {
		c.hold(rows[sha] == 1, "I1: a %s has %d rows in the ledger", s.kind.name, rows[sha])
		want := []string{names[s.kind.place]}
		if s.imported {
			want = nil
		}
		c.hold(slices.Equal(where[sha], want), "I1: a %s is in %v, want %v", s.kind.name, where[sha], want)
	}
	c.hold(len(where) <= len(w.sent), "the mailbox has messages that nobody sent")
	return nil
}

// checkMaster holds that the master has each case once and what people wrote (I2, I7).
func (w *world) checkMaster(c *invariants, b books) error {
	raw, err := os.ReadFile(w.file("master.xlsx"))
	if err != nil {
		return err
	}
	rows, err := caseRows(raw)
	if err != nil {
		return fmt.Errorf("I7: %w", err)
	}
	c.hold(len(b.cases) == w.doctors, "I2: %d doctors applied, %d cases", w.doctors, len(b.cases))
	doctors, withdrawn := map[string]bool{}, 0
	for _, k := range b.cases {
		row, ok := rows[k.id]
		c.hold(ok, "I7: case %s has no row in the master", k.id)
		doctors[row["Läkare"]] = true
		if k.withdrawn {
			withdrawn++
		}
		want := []string(nil)
		for _, d := range w.decided[k.id] {
			want = append(want, fmt.Sprintf("%s: %s", d.Verdict, d.Reason))
		}
		c.hold(slices.Equal(b.decisions[k.id], want), "I2: case %s has the decisions %q, people wrote %q", k.id, b.decisions[k.id], want)
		if n := len(w.decided[k.id]); n > 0 {
			c.hold(row["Beslutsmotivering"] == w.decided[k.id][n-1].Reason, "case %s: the master says %q, a person wrote %q", k.id, row["Beslutsmotivering"], w.decided[k.id][n-1].Reason)
		}
	}
	c.hold(len(rows) == len(b.cases), "I7: %d rows in the master, %d cases", len(rows), len(b.cases))
	for n := range w.doctors {
		c.hold(doctors[doctorName(n)], "doctor %d has no case", n)
	}
	c.hold(withdrawn == len(w.withdrawn), "%d cases are withdrawn, %d were taken back", withdrawn, len(w.withdrawn))
	return nil
}

// checkLetters holds that no letter is lost, and that the server has each at most as
// often as it said yes without being heard, and once more where the ledger heard it; a
// yes may be unheard for two reasons at once, its line cut and the program dead (I3, I4).
func (w *world) checkLetters(c *invariants, b books) {
	yeses, states := w.yeses(), map[string]int{}
	_, unheard := w.post.taken()
	for _, l := range b.letters {
		states[l.state]++
		least, want := 0, w.repeats[l.messageID]+unheard[l.messageID]
		switch l.state {
		case string(ledger.Sent):
			least, want = 1, want+1
		case string(ledger.Refused), string(ledger.Dropped), string(ledger.Bounced):
		default:
			c.hold(false, "I3: letter %d is still %s", l.id, l.state)
		}
		got := yeses[l.messageID]
		c.hold(least <= got && got <= want, "I4: the server took letter %d (%s) %d times, want %d to %d", l.id, l.kinds, got, least, want)
	}
	c.hold(b.events["letter sent"] == states[string(ledger.Sent)], "I6: %d letters are sent, the audit says so of %d", states[string(ledger.Sent)], b.events["letter sent"])
}

// checkAnswers holds that every form got its answer, and every decision its letter.
func (w *world) checkAnswers(c *invariants, b books) {
	answered, about, told := map[int64]bool{}, map[string]bool{}, map[string]int{}
	for _, l := range b.letters {
		answered[l.mailID] = true
		for _, id := range strings.Split(l.cases, ",") {
			about[id] = true
			if strings.Contains(l.kinds, "decision") {
				told[id]++
			}
		}
	}
	for _, m := range b.mails {
		switch s := w.sent[m.sha]; s.kind.name {
		case "application", "again", "changed", "withdrawal":
			c.hold(answered[m.id], "mail %d, a %s, was never answered", m.id, s.kind.name)
		}
	}
	for _, k := range b.cases {
		c.hold(about[k.id], "no letter tells of case %s", k.id)
		c.hold(told[k.id] >= len(b.decisions[k.id]), "case %s has %d decisions and %d letters of them", k.id, len(b.decisions[k.id]), told[k.id])
	}
}

// checkEvents holds that the audit has one entry for each thing that happened (I6).
func (w *world) checkEvents(c *invariants, b books) {
	decisions := 0
	for _, ds := range b.decisions {
		decisions += len(ds)
	}
	for what, n := range map[string]int{"mail received": len(b.mails), "case opened": len(b.cases), "decision adopted": decisions, "case withdrawn": len(w.withdrawn)} {
		c.hold(b.events[what] == n, "I6: %d times %q, the audit has %d", n, what, b.events[what])
	}
}

// checkLeftovers holds that nothing half written is left lying.
func (w *world) checkLeftovers(c *invariants) {
	for _, pattern := range []string{"spool/.part-*", ".st-*", ".versions/.st-*", "letters/.part-*"} {
		found, err := filepath.Glob(filepath.Join(w.under, pattern))
		c.hold(err == nil && len(found) == 0, "left lying: %v %v", found, err)
	}
}

// checkLog holds that no log line and no word on the screen names a person (I10).
func (w *world) checkLog(c *invariants) {
	said := w.log.String()
	w.log.Reset()
	for _, secret := range []string{canary, canary[:8], "Påhittad", ".example"} {
		if i := strings.Index(said, secret); i >= 0 {
			c.hold(false, "I10: %q stands in the log: …%s…", secret, said[max(0, i-200):min(len(said), i+100)])
		}
	}
}
