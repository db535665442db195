package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/notify"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// withThreeMails is a bureau in whose ledger three mails lie that nobody has read.
func withThreeMails(t *testing.T) *bureau {
	t.Helper()
	b := newBureau(t, twoCentres)
	o := b.office()
	release, err := o.lockedStores(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	x := &batch{office: o, now: o.clock()}
	for i, name := range []string{"Doris Duktig", "Kop Ett", "Kop Tre"} {
		book := filled(t, map[process.Field]any{process.FieldDoctor: name, process.FieldLicenceDate: process.D(2015+i, 3, 1)})
		m := ledger.Mail{Source: ledger.FromFile, Name: fmt.Sprintf("%d.xlsx", i), Received: b.now.Add(-time.Hour), Asserted: almby}
		if err := x.arrive(t.Context(), m, bytes.NewReader(book)); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// play runs a batch that is told to stop when it comes to a place: a chapter, or a
// step of one, such as "Skickar brev 1".
func (b *bureau) play(stopAt string) error {
	b.t.Helper()
	o := b.office()
	release, err := o.lockedStores(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	defer release()
	ctx, stop := context.WithCancel(b.t.Context())
	defer stop()
	o.course = &course{clock: o.clock}
	o.course.feed = func() {
		if o.course.position().Chapter == stopAt {
			stop()
		}
	}
	_, err = o.Batch(ctx, true, func(step string, done, _ int) {
		if fmt.Sprint(step, " ", done) == stopAt {
			stop()
		}
	})
	return err
}

// outcome is what a run leaves behind, for comparison with another's.
func (b *bureau) outcome() string {
	b.t.Helper()
	var all []string
	s, j := b.state()
	for i, c := range s.cases {
		all = append(all, c.ID+" "+s.world.Cases[i].Application.Doctor+" "+string(j.Standings[i].Status))
	}
	kinds, texts := b.letters("@")
	for i, k := range kinds {
		subject, _, _ := strings.Cut(texts[i], "\n")
		all = append(all, k+" "+subject)
	}
	slices.Sort(all)
	return strings.Join(all, "\n") + "\n" + strings.Join(b.rows(master.SheetCases), "\n")
}

// Wherever a run is told to stop, it finishes its chapter or leaves it between two
// mails or letters, and the next run comes to what an undisturbed one comes to: no
// case and no letter lost or doubled.
func TestTheNextRunCarriesOnWhereOneWasStopped(t *testing.T) {
	t.Parallel()
	undisturbed := withThreeMails(t)
	if err := undisturbed.play("nowhere"); err != nil {
		t.Fatal(err)
	}
	want := undisturbed.outcome()
	all, _ := undisturbed.letters("@")
	for _, c := range []struct {
		at                   string
		read, cases, letters int
		merged               bool
	}{
		{"receive", 0, 0, 0, false},
		{"Läser blanketter 2", 1, 0, 0, false},
		{"adopt", 3, 0, 0, false},
		{"judge", 3, 3, 0, false},
		{"merge", 3, 3, 0, true},
		{"Skickar brev 1", 3, 3, 1, true},
		{"Skickar brev 2", 3, 3, 2, true},
	} {
		t.Run(c.at, func(t *testing.T) {
			b := withThreeMails(t)
			if err := b.play(c.at); !errors.Is(err, errStopped) {
				t.Errorf("stopped at %s, the run ended with %v", c.at, err)
			}
			read := 0
			for _, m := range b.mails() {
				if m.Reading != nil {
					read++
				}
			}
			letters, _ := b.letters("@")
			if read != c.read || len(letters) != c.letters || len(b.ledgerCases()) != c.cases || b.says(master.SheetCases, "Kop Tre") != c.merged {
				t.Errorf("%d mails read, %d letters, %d cases, merged %v; want %+v", read, len(letters), len(b.ledgerCases()), b.says(master.SheetCases, "Kop Tre"), c)
			}
			if err := b.play("nowhere"); err != nil {
				t.Errorf("the next run: %v", err)
			}
			if got := b.outcome(); got != want {
				t.Errorf("after the next run:\n%s\nwant:\n%s", got, want)
			}
			if letters, _ := b.letters("@"); len(letters) != len(all) {
				t.Errorf("%d letters in all, want %d", len(letters), len(all))
			}
		})
	}
}

func (b *bureau) ledgerCases() []ledger.Case {
	b.t.Helper()
	o := b.office()
	if err := o.openStores(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	cases, err := o.ledger.Cases(b.t.Context())
	if err := errors.Join(err, o.close()); err != nil {
		b.t.Fatal(err)
	}
	return cases
}

// The Dagsrapport goes once a local date: in autumn's double hour once, in spring's
// short night too, and a second nightly run sends none.
func TestTheDagsrapportOnceALocalDate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		runs []string // RFC 3339
		want int
	}{
		{"the double hour", []string{"2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"}, 1},
		{"the double hour of 2027", []string{"2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00"}, 1},
		{"the short night", []string{"2026-03-28T03:30:00+01:00", "2026-03-29T03:30:00+02:00", "2026-03-30T03:30:00+02:00"}, 3},
		{"both sides of midnight", []string{"2026-06-01T23:59:00+02:00", "2026-06-02T00:01:00+02:00"}, 2},
		{"a day that begins late in UTC", []string{"2026-06-01T00:30:00+02:00", "2026-06-01T03:30:00+02:00"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBureau(t, twoCentres)
			for _, at := range c.runs {
				var err error
				if b.now, err = time.Parse(time.RFC3339, at); err != nil {
					t.Fatal(err)
				}
				b.now = b.now.UTC()
				if err := b.watched(t.Context(), new(bytes.Buffer)); err != nil {
					t.Fatal(err)
				}
			}
			kinds, _ := b.letters("handlaggare@region.example")
			if n := len(slices.DeleteFunc(kinds, func(k string) bool { return k != string(notify.Summary) })); n != c.want {
				t.Errorf("%d Dagsrapporter, want %d", n, c.want)
			}
		})
	}
}

// With the real ledger: what is due is done once, a night's where a night is owed,
// and a run that another keeps from the ledger is left alone.
func TestAttemptAsksTheLedger(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	o := b.office()
	d := newDaemon(o, nil, attemptRun, nil)
	runs := func() (n int) {
		if err := o.openStores(t.Context()); err != nil {
			t.Fatal(err)
		}
		defer o.close()
		h, err := o.ledger.History(t.Context(), b.now)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range []ledger.Done{h.Run, h.Nightly} {
			if x.Last.Equal(b.now) {
				n++
			}
		}
		return n
	}
	look := func(wait time.Duration) {
		b.now = b.now.Add(wait)
		d.look(t.Context())
	}
	for _, c := range []struct {
		wait time.Duration
		want int // 0: no run; 1: a run; 2: a night's
	}{{0, 0}, {9 * time.Minute, 0}, {time.Minute, 1}, {time.Minute, 0}, {80 * time.Hour, 2}, {time.Minute, 0}, {2 * time.Hour, 1}} {
		look(c.wait)
		if n := runs(); n != c.want {
			t.Errorf("at %s %d, want %d", b.now, n, c.want)
		}
	}
	lock, err := ledger.Lock(o.cfg.path(o.cfg.Ledger))
	if err != nil {
		t.Fatal(err)
	}
	look(24 * time.Hour)
	if n := runs(); n != 0 {
		t.Error("it ran beside another")
	}
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	look(time.Minute)
	if n := runs(); n != 2 {
		t.Error("what was due is not made up for when the other has gone")
	}
}
