package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stintag/notify"
	"stintag/process"
	"stintag/process/ledger"
)

// A gap is a time in which the schedule asked for runs and none was made: neither a
// run that took its time, nor a night in which none is due.
func TestGapsInTheRuns(t *testing.T) {
	t.Parallel()
	cfg := served("*/10 6-20 * * *", "30 3 * * *")
	table, err := cfg.timetable()
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		moment, err := time.ParseInLocation("02 15:04", s, table.zone)
		if err != nil {
			t.Fatal(err)
		}
		return moment.AddDate(2026, 10, 0)
	}
	for _, c := range []struct {
		name, began, ended, next string
		grace                    time.Duration
		missed                   int
	}{
		{"on time", "10 14:00", "10 14:01", "10 14:10", daemonGrace, 0},
		{"a restart", "10 14:00", "10 14:01", "10 14:50", daemonGrace, 0},
		{"half a day", "10 08:00", "10 08:01", "10 18:00", daemonGrace, 59},
		{"a long run", "10 08:00", "10 18:00", "10 18:05", daemonGrace, 0},
		{"one that died", "10 08:00", "", "10 10:00", daemonGrace, 11},
		{"the night", "10 20:50", "10 20:51", "11 06:00", daemonGrace, 0},
		{"the night and a morning", "10 20:50", "10 20:51", "11 09:00", daemonGrace, 18},
		{"a timer once a day", "10 20:00", "10 20:01", "11 20:00", timerGrace, 0},
		{"a timer that missed a day", "10 20:00", "10 20:01", "12 20:00", timerGrace, 179},
	} {
		before, after := ledger.Run{Started: at(c.began)}, ledger.Run{Started: at(c.next)}
		if c.ended != "" {
			before.Finished = at(c.ended)
		}
		g, is := table.gap(before, after, c.grace)
		if is != (c.missed > 0) || g.Missed != c.missed {
			t.Errorf("%s: %v, %d missed, want %d", c.name, is, g.Missed, c.missed)
		}
	}
	minutely := served("* * * * *", "30 3 * * *")
	if table, err = minutely.timetable(); err != nil {
		t.Fatal(err)
	}
	if g, _ := table.gap(ledger.Run{Started: at("01 00:00").AddDate(-3, 0, 0)}, ledger.Run{Started: at("01 00:00")}, daemonGrace); g.Missed != mostMissed {
		t.Errorf("%d missed in three years", g.Missed)
	}
}

// No run for days is told in the next Dagsrapport and in no later one; a day's round
// without a fault tells of no silence.
func TestTheDagsrapportTellsOfMissedRuns(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.evening()
	_, report, _ := b.evening()
	if strings.Contains(report, "Ingen körning") {
		t.Errorf("a day is told as a gap: %s", report)
	}
	b.now = b.now.AddDate(0, 0, 3)
	_, report, _ = b.evening()
	if want := "Ingen körning gjordes mellan 2024-09-11 kl. 20.00 och 2024-09-15 kl. 20.00"; !strings.Contains(report, want) {
		t.Errorf("the report lacks %q: %s", want, report)
	}
	_, report, _ = b.evening()
	if strings.Contains(report, "Ingen körning") {
		t.Errorf("the gap is told again: %s", report)
	}
}

// A mailbox that cannot be read is told with since when and in how many runs, until it
// can be read again.
func TestTheDagsrapportTellsOfADeafMailbox(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.configure(`address       = ""`, `address       = "127.0.0.1:1"`, `"implicit"`, `"none"`)
	first := b.now
	for range 3 {
		if status, out := b.command("run"); status == exitDone {
			t.Fatalf("the mailbox could be read: %s", out)
		}
		b.now = b.now.Add(10 * time.Minute)
	}
	b.command("run", "--nightly")
	_, texts := b.letters("handlaggare@region.example")
	want := fmt.Sprintf("Brevlådan har inte gått att läsa sedan %s, 4 körningar i rad.", first.Format("2006-01-02 kl. 15.04"))
	if len(texts) != 1 || !strings.Contains(flat(texts[0]), want) {
		t.Fatalf("%d reports lack %q: %s", len(texts), want, texts)
	}
	b.configure(`address       = "127.0.0.1:1"`, `address       = ""`)
	b.now = b.now.AddDate(0, 0, 1)
	_, report, _ := b.evening()
	if strings.Contains(report, "Brevlådan") {
		t.Errorf("it is told when it is over: %s", report)
	}
}

// No mail is odd only where each of the last weeks had some in the same hours, and
// enough of it.
func TestTheDagsrapportTellsOfUnusualSilence(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		weeks [weeksBack]int
		odd   bool
	}{
		"usually some":    {[weeksBack]int{3, 5, 2, 4}, true},
		"usually few":     {[weeksBack]int{1, 1, 2, 1}, false},
		"sometimes none":  {[weeksBack]int{9, 9, 0, 9}, false},
		"just as it is":   {[weeksBack]int{3, 3, 3, 3}, true},
		"nothing is seen": {[weeksBack]int{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBureau(t, twoCentres)
			b.run()
			o := b.office()
			o.cfg.IMAP.Address.s = "127.0.0.1:993"
			if err := o.openStores(t.Context()); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = o.close() })
			since := b.now.AddDate(0, 0, -1)
			err := o.ledger.Do(t.Context(), since, func(tx *ledger.Tx) error {
				uid := uint32(0)
				for week, n := range c.weeks {
					for range n {
						uid++
						m := ledger.Mail{Source: ledger.FromMailbox, UIDValidity: 1, UID: uid, SHA256: fmt.Sprintf("%064d", uid),
							Received: since.AddDate(0, 0, -7*(week+1)).Add(time.Duration(uid) * time.Minute)}
						if _, _, err := tx.Arrive(m); err != nil {
							return err
						}
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			r := &batch{office: o, now: b.now}
			usual, err := r.usual(t.Context(), notify.Report{Since: since})
			if err != nil || (len(usual) == weeksBack) != c.odd {
				t.Errorf("usual %v, %v; want odd %v", usual, err, c.odd)
			}
		})
	}
}

// Which letters did not arrive, whose they were and what to do stands in the report,
// without the address; reminders are counted by health centre, new ones and the year's
//
func TestTheDagsrapportTellsOfLettersAndReminders(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(map[process.Field]any{
		process.FieldEmployed: process.Yes, process.FieldEmploymentForm: process.SignedST, process.FieldEmploymentDate: process.D(2024, 9, 1)}))
	_, report, _ := b.evening()
	if want := "Almby vårdcentral 1 1"; !strings.Contains(report, want) {
		t.Errorf("the report lacks %q: %s", want, report)
	}
	if !strings.Contains(report, "Blanketter 1 läst: 1 ny intresseanmälan") {
		t.Errorf("the forms are not counted: %s", report)
	}
	for _, l := range b.outbox() {
		if l.Recipient == "vc.almby@region.example" {
			b.bounced(l)
		}
	}
	_, report, _ = b.evening()
	for _, want := range []string{"Almby vårdcentral 0 1", "kom inte fram till mottagaren, se Brev som inte kom fram.", "IA-2024-0001", "(stintag outbox show "} {
		if !strings.Contains(report, want) {
			t.Errorf("the report lacks %q: %s", want, report)
		}
	}
	if strings.Contains(report, "vc.almby@") {
		t.Errorf("the report holds an address: %s", report)
	}
}
