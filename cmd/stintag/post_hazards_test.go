package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stintag/ingest/mailbox"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
	"stintag/samples/postoffice"
)

var homes = map[string][]string{
	"Hanterat": {"Anmälan"}, "Till handläggare": {"En fråga"}, "Okänd avsändare": {"Från en okänd"}, "Ej läsbart": {"En tom blankett"},
}

// The servers of the regions: with MOVE and without, with UIDPLUS and without.
var servers = map[string]postoffice.Options{
	"MOVE": {}, "MOVE without COPYUID": {NoUIDPlus: true}, "COPY and UID EXPUNGE": {NoMove: true},
}

func onEachServer(t *testing.T, play func(t *testing.T, p *posted)) {
	t.Helper()
	for name, opt := range servers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			play(t, newPosted(t, opt))
		})
	}
}

// Mail that somebody has read is taken in all the same, and each mail ends in the
// folder of its place; a second run finds nothing to do.
func TestEveryMailComesToItsFolder(t *testing.T) {
	t.Parallel()
	onEachServer(t, func(t *testing.T, p *posted) {
		p.mail(almby, "Läst av en människa", complete(map[process.Field]any{process.FieldDoctor: "Frida Flink"}))
		if err := p.office.DeliverTo(postoffice.Inbox, p.raw(1), p.now.Add(-time.Hour), `\Seen`, `\Flagged`); err != nil {
			t.Fatal(err)
		}
		p.arrived++
		p.fourMails()
		p.calmly()
		before := p.outcome()
		if len(before.Folders["Hanterat"]) != 2 || before.Cases != 2 || len(before.Folders[postoffice.Inbox]) != 0 {
			t.Errorf("%+v", before)
		}
		p.calmly()
		if after := p.outcome(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("a second run changed something:\n%+v\n%+v", before, after)
		}
	})
}

// A mailbox restored from a backup has mails in its inbox that were dealt with,
// under a new UIDVALIDITY or, where the server errs, under the old one. None is taken
// in twice, each goes home again, and what came new among them is taken.
func TestARebuiltMailboxIsTakenOnce(t *testing.T) {
	t.Parallel()
	for about, keeps := range map[string]bool{"new UIDVALIDITY": false, "the old UIDVALIDITY": true} {
		t.Run(about, func(t *testing.T) {
			onEachServer(t, func(t *testing.T, p *posted) {
				p.fourMails()
				p.calmly()
				for folder := range homes {
					p.takeOut(folder, postoffice.Inbox)
				}
				p.mail(almby, "Ny", complete(map[process.Field]any{process.FieldDoctor: "Gun Glad"}))
				p.arrived++
				if err := p.office.Rebuild(postoffice.Inbox, keeps, p.raw(5)); err != nil {
					t.Fatal(err)
				}
				p.calmly()
				p.calmly()
				want := map[string][]string{"Hanterat": {"Anmälan", "Ny"}}
				for folder, mails := range homes {
					if folder != "Hanterat" {
						want[folder] = mails
					}
				}
				p.where(about, want)
				if o := p.outcome(); o.Cases != 2 || len(o.Places) != 5 || len(o.Letters) != 3 {
					t.Errorf("%+v", o)
				}
			})
		})
	}
}

// A number may mean another mail by the time it is acted on. What is not what it was
// is not moved, and is taken in as what it is.
func TestAStaleNumberMovesNoOtherMail(t *testing.T) {
	t.Parallel()
	onEachServer(t, func(t *testing.T, p *posted) {
		p.mail(stranger, "Från en okänd", complete(nil))
		p.deliver()
		p.stopBeforeMoving()
		p.mail(almby, "En annan", nil)
		p.arrived++
		if err := p.office.Rebuild(postoffice.Inbox, true, p.raw(2)); err != nil {
			t.Fatal(err)
		}
		p.played(func(b *batch) {
			if err := b.inInbox(t.Context(), b.move); err != nil {
				t.Fatal(err)
			}
		})
		p.where("moved by stale numbers", map[string][]string{postoffice.Inbox: {"En annan", "Från en okänd"}})
		p.calmly()
		p.where("after the next run", map[string][]string{"Okänd avsändare": {"Från en okänd"}, "Till handläggare": {"En annan"}})
	})
}

// A person takes a mail from the inbox before it is moved: it stays where they put it,
// is judged all the same, and no run asks for it again.
func TestAMailTakenByAPersonStaysTheirs(t *testing.T) {
	t.Parallel()
	onEachServer(t, func(t *testing.T, p *posted) {
		p.mail(almby, "Anmälan", complete(nil))
		p.deliver()
		p.stopBeforeMoving()
		p.takeOut(postoffice.Inbox, "Annas egna")
		p.calmly()
		p.calmly()
		raws, err := p.office.Folder("Annas egna")
		if o := p.outcome(); err != nil || len(raws) != 1 || o.Cases != 1 || len(o.Letters) != 1 || len(o.Folders["Hanterat"]) != 0 {
			t.Errorf("%v, %d in the person's folder; %+v", err, len(raws), o)
		}
		p.takeOut("Annas egna", postoffice.Inbox)
		p.calmly()
		p.where("put back", map[string][]string{"Hanterat": {"Anmälan"}})
		if o := p.outcome(); len(o.Places) != 1 || o.Cases != 1 || len(o.Letters) != 1 {
			t.Errorf("put back, it was taken again: %+v", o)
		}
	})
}

// A person puts mails back into the inbox. What was dealt with is only moved again.
// What was set aside is judged again, as if it had come now with its first dates;
// where nothing has changed nobody is written to twice.
func TestAMailPutBackByAPersonIsJudgedAgain(t *testing.T) {
	t.Parallel()
	onEachServer(t, func(t *testing.T, p *posted) {
		p.fourMails()
		p.calmly()
		before := p.outcome()
		for folder := range homes {
			p.takeOut(folder, postoffice.Inbox)
		}
		p.calmly()
		p.where("put back", homes)
		if after := p.outcome(); fmt.Sprint(after) != fmt.Sprint(before) {
			t.Errorf("put back, nothing being new:\n%+v\n%+v", before, after)
		}
		for subject, again := range map[string]int{"Anmälan": 0, "En fråga": 1, "En tom blankett": 1} {
			if m := p.mailAbout(subject); m.Again != again {
				t.Errorf("%s was read again %d times, want %d", subject, m.Again, again)
			}
		}
	})
}

// A mail in quarantine whose sender comes into the register is taken in with its first
// date, and leaves the quarantine's folder; where a person has taken it from there, or
// the folder was rebuilt, no run is held up.
func TestAHealedMailLeavesTheQuarantine(t *testing.T) {
	t.Parallel()
	hands := map[string]func(p *posted) string{ // what happens meanwhile, and where the mail ends
		"nothing":               func(*posted) string { return "Hanterat" },
		"the folder is rebuilt": func(p *posted) string { p.rebuild("Okänd avsändare"); return "Hanterat" },
		"a person takes the mail": func(p *posted) string {
			p.takeOut("Okänd avsändare", "Till handläggare")
			return "Till handläggare"
		},
		"a person puts it back": func(p *posted) string { p.takeOut("Okänd avsändare", postoffice.Inbox); return "Hanterat" },
		"other mail lies with it": func(p *posted) string {
			if err := p.office.DeliverTo("Okänd avsändare", []byte("Subject: Skräp\r\n\r\n"), p.now); err != nil {
				p.t.Fatal(err)
			}
			return "Hanterat"
		},
	}
	for about, happens := range hands {
		t.Run(about, func(t *testing.T) {
			onEachServer(t, func(t *testing.T, p *posted) {
				p.mail(stranger, "Från en okänd", complete(nil))
				p.deliver()
				p.calmly()
				p.where("unknown", map[string][]string{"Okänd avsändare": {"Från en okänd"}})
				ends := happens(p)
				centres := append([]process.HealthCentre{}, twoCentres...)
				centres[0].Addresses = []string{almby, stranger}
				p.fill(master.Registers{Centres: centres})
				p.calmly()
				if o := p.outcome(); o.Cases != 1 || len(o.Folders[ends]) != 1 || o.Folders[ends][0] != "Från en okänd" {
					t.Errorf("%+v, want it in %s", o, ends)
				}
				p.calmly()
				if m := p.mailAbout("Från en okänd"); m.Place != ledger.Handled || m.MovedTo != "" && m.MovedAs != m.Place {
					t.Errorf("%+v", m)
				}
			})
		})
	}
}

// Two mails in the same bytes are two mails where mail is moved by copying: a run that
// dies between the copy and the removal leaves neither out, and neither twice.
func TestTwoMailsAlikeAreMovedAsTwo(t *testing.T) {
	t.Parallel()
	for about, dies := range map[string]func(p *posted){
		"one lies there, the other is on its way": func(p *posted) {
			p.stopBeforeMoving()
			p.inTheInbox(func(ctx context.Context, b *batch, box *mailbox.Box, validity uint32) error {
				mails, err := b.ledger.Unmoved(ctx, b.mailboxName(), validity)
				if err != nil || len(mails) != 2 {
					return errors.Join(fmt.Errorf("%d mails to move", len(mails)), err)
				}
				if err := b.moveTo(ctx, box, validity, "Hanterat", mails[:1]); err != nil {
					return err
				}
				return b.do(ctx, func(tx *ledger.Tx) error { return tx.Moving(mails[1].ID, "Hanterat", mails[1].Place) })
			})
		},
		"both are copied": func(p *posted) {
			p.in.Break(postoffice.Fault{Deed: postoffice.Cut, At: "UID COPY"})
			if status, out := p.run(); p.in.Struck() == 0 {
				p.t.Errorf("the line held: %d, %s", status, out)
			}
			p.in.Break(postoffice.Fault{})
		},
	} {
		t.Run(about, func(t *testing.T) {
			t.Parallel()
			p := newPosted(t, postoffice.Options{NoMove: true})
			p.mail(almby, "Anmälan", complete(nil))
			for range 2 {
				if err := p.office.Deliver(p.raw(1), p.now.Add(-time.Hour)); err != nil {
					t.Fatal(err)
				}
			}
			dies(p)
			p.calmly()
			p.where(about, map[string][]string{"Hanterat": {"Anmälan", "Anmälan"}})
			lie := map[ledger.Lying]bool{}
			for _, m := range p.mails() {
				lie[m.Moved] = true
			}
			if len(lie) != 2 || lie[ledger.Lying{}] {
				t.Errorf("the mails are known to lie as %v", lie)
			}
		})
	}
}

// inTheInbox is a run that does something in the inbox, and dies.
func (p *posted) inTheInbox(do func(context.Context, *batch, *mailbox.Box, uint32) error) {
	p.t.Helper()
	p.played(func(b *batch) {
		err := b.inInbox(p.t.Context(), func(ctx context.Context, box *mailbox.Box, validity uint32) error { return do(ctx, b, box, validity) })
		if err != nil {
			p.t.Fatal(err)
		}
	})
}

// A server that can move nothing safely keeps its mail in the inbox; each run takes
// only what is new, and that is no failure.
func TestAServerThatCannotMoveKeepsItsMail(t *testing.T) {
	t.Parallel()
	p := newPosted(t, postoffice.Options{NoMove: true, NoUIDPlus: true})
	p.fourMails()
	for range 2 {
		p.calmly()
		if o := p.outcome(); len(o.Folders[postoffice.Inbox]) != 4 || o.Cases != 1 || len(o.Places) != 4 {
			t.Errorf("%+v", o)
		}
	}
}

// A disk that takes no more while mail is spooled: no mail is marked, the run goes on,
// and the next one takes them.
func TestADiskFullWhileSpoolingLosesNothing(t *testing.T) {
	t.Parallel()
	p := newPosted(t, postoffice.Options{})
	p.mail(almby, "Anmälan", complete(nil))
	p.deliver()
	p.played(func(b *batch) {
		if err := os.RemoveAll(filepath.Join(p.dir, "spool")); err != nil {
			t.Fatal(err)
		}
		if err := b.receive(t.Context()); err != nil || len(b.trouble) != 1 || !strings.Contains(b.trouble[0].Error(), "spool mail") {
			t.Errorf("%v, trouble %v", err, b.trouble)
		}
	})
	if o := p.outcome(); len(o.Places) != 0 || len(o.Folders[postoffice.Inbox]) != 1 {
		t.Errorf("%+v", o)
	}
	p.calmly()
	p.where("with room again", map[string][]string{"Hanterat": {"Anmälan"}})
}

func (p *posted) rebuild(folder string) {
	p.t.Helper()
	if err := p.office.Rebuild(folder, false); err != nil {
		p.t.Fatal(err)
	}
}

// played is a run of which a part is played.
func (p *posted) played(part func(b *batch)) {
	p.t.Helper()
	o := p.bureau.office()
	release, err := o.lockedStores(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	defer release()
	b := &batch{office: o, now: o.clock()}
	if err := b.begin(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
	part(b)
}

// stopBeforeMoving is a run that ends before it has moved its mail.
func (p *posted) stopBeforeMoving() {
	p.t.Helper()
	p.played(func(b *batch) {
		for _, err := range []error{b.receive(p.t.Context()), b.adopt(p.t.Context()), b.judge(p.t.Context()), b.merge(p.t.Context())} {
			if err != nil {
				p.t.Fatal(err)
			}
		}
		if len(b.trouble) > 0 {
			p.t.Fatal(b.trouble)
		}
	})
}
