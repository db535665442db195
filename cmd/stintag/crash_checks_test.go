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
