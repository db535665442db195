package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stintag/process/ledger"
)

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
