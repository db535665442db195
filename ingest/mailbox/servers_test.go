package mailbox_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"stintag/ingest/mailbox"
	"stintag/samples/postoffice"
	"stintag/samples/postoffice/realmail"
)

// host is a mailbox on some server, and what happens to it behind our back.
type host struct {
	config  mailbox.Config
	deliver func(raw []byte, at time.Time, flags ...string)
	rebuild func(folder string) // loses its index: all mail gets other numbers
}

// inMemory is a mailbox in this process.
func inMemory(t *testing.T, opt postoffice.Options) host {
	t.Helper()
	o := office(t, opt, 0)
	return host{config: config(o),
		deliver: func(raw []byte, at time.Time, flags ...string) {
			t.Helper()
			if err := o.DeliverTo(postoffice.Inbox, raw, at, flags...); err != nil {
				t.Fatal(err)
			}
		},
		rebuild: func(folder string) {
			t.Helper()
			if err := o.Rebuild(folder, false); err != nil {
				t.Fatal(err)
			}
		},
	}
}

func (h host) open(t *testing.T) *mailbox.Box {
	t.Helper()
	b := open(t, h.config)
	if _, err := b.Select(t.Context(), postoffice.Inbox); err != nil {
		t.Fatal(err)
	}
	return b
}

// holds gives the mails of a folder by UID, as another program sees them.
func (h host) holds(t *testing.T, folder string) (raws [][]byte) {
	t.Helper()
	b := open(t, h.config)
	if _, err := b.Select(t.Context(), folder); err != nil {
		t.Fatal(err)
	}
	items, err := b.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Fetch(t.Context(), items, func(_ mailbox.Item, r io.Reader) error {
		raw, err := io.ReadAll(r)
		raws = append(raws, raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return raws
}

const okand = "Okänd avsändare"

// ordinary is what a box must do on any server.
var ordinary = map[string]func(t *testing.T, h host){
	"all mail is listed, read or not": func(t *testing.T, h host) {
		h.deliver(mail(1), evening.Add(time.Hour))
		h.deliver(mail(2), evening.Add(2*time.Hour), `\Seen`, `\Flagged`)
		h.deliver(mail(3), evening.Add(3*time.Hour), `\Deleted`)
		items, err := h.open(t).List(t.Context())
		if err != nil || len(items) != 3 {
			t.Fatalf("List = %v, %v", items, err)
		}
		for i, it := range items {
			if it.UID != uint32(i+1) || it.Size != int64(len(mail(i+1))) || !it.Received.Equal(evening.Add(time.Duration(i+1)*time.Hour)) {
				t.Errorf("item %d = %v", i, it)
			}
		}
	},
	"mail comes as its bytes, in batches": func(t *testing.T, h host) {
		for n := 1; n <= 120; n++ {
			h.deliver(mail(n), evening.Add(time.Duration(n)*time.Minute))
		}
		b := h.open(t)
		items, err := b.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		items = slices.Insert(items, 60, mailbox.Item{UID: 4711}) // someone took it since
		got := map[uint32][]byte{}
		missing, err := b.Fetch(t.Context(), items, func(i mailbox.Item, r io.Reader) (err error) {
			got[i.UID], err = io.ReadAll(r)
			return err
		})
		if err != nil || len(missing) != 0 || len(got) != 120 {
			t.Fatalf("got %d, missing %v, %v", len(got), missing, err)
		}
		for n := 1; n <= 120; n++ {
			if !bytes.Equal(got[uint32(n)], mail(n)) {
				t.Fatalf("mail %d came as %q", n, got[uint32(n)])
			}
		}
	},
	"mail moves to a folder that is made": func(t *testing.T, h host) {
		for n := 1; n <= 3; n++ {
			h.deliver(mail(n), evening.Add(time.Duration(n)*time.Hour))
		}
		h.deliver(mail(4), evening.Add(4*time.Hour), `\Deleted`) // somebody else's, and not ours to expunge
		b := h.open(t)
		moved, err := b.Move(t.Context(), []uint32{1, 3, 99}, okand)
		if err != nil || !slices.Equal(uidsOf(moved), []uint32{1, 3}) {
			t.Fatalf("Move = %v, %v; want 1 and 3", moved, err)
		}
		if left := h.holds(t, postoffice.Inbox); len(left) != 2 || !bytes.Equal(left[0], mail(2)) || !bytes.Equal(left[1], mail(4)) {
			t.Errorf("the inbox holds %q, want mails 2 and 4", left)
		}
		if there := h.holds(t, okand); len(there) != 2 || !bytes.Equal(there[0], mail(1)) || !bytes.Equal(there[1], mail(3)) {
			t.Errorf("the folder holds %q, want mails 1 and 3", there)
		}
		if again, err := b.Move(t.Context(), []uint32{1, 3}, okand); err != nil || len(again) != 0 {
			t.Errorf("Move again = %v, %v; want none and no error", again, err)
		}
	},
	"a missing folder cannot be opened, and harms nothing": func(t *testing.T, h host) {
		h.deliver(mail(1), evening)
		b := h.open(t)
		if _, err := b.Select(t.Context(), "Finns inte"); !errors.Is(err, mailbox.ErrNoFolder) {
			t.Errorf("Select = %v", err)
		}
		if _, err := b.Select(t.Context(), postoffice.Inbox); err != nil {
			t.Error(err)
		}
	},
	"a person takes a mail meanwhile": func(t *testing.T, h host) {
		h.deliver(mail(1), evening)
		h.deliver(mail(2), evening)
		b, person := h.open(t), h.open(t)
		if items, err := b.List(t.Context()); err != nil || len(items) != 2 {
			t.Fatalf("List = %v, %v", items, err)
		}
		if moved, err := person.Move(t.Context(), []uint32{1}, "Annas egna"); err != nil || len(moved) != 1 {
			t.Fatalf("the person's move: %v, %v", moved, err)
		}
		missing, err := b.Fetch(t.Context(), []mailbox.Item{{UID: 1}, {UID: 2}}, func(mailbox.Item, io.Reader) error { return nil })
		if err != nil || len(missing) != 0 {
			t.Errorf("Fetch: missing %v, %v", missing, err)
		}
		if moved, err := b.Move(t.Context(), []uint32{1, 2}, okand); err != nil || !slices.Equal(uidsOf(moved), []uint32{2}) {
			t.Errorf("Move = %v, %v; want 2 alone", moved, err)
		}
		if theirs := h.holds(t, "Annas egna"); len(theirs) != 1 {
			t.Errorf("the person's folder holds %q", theirs)
		}
	},
	"a mail is found where it was moved to": func(t *testing.T, h host) {
		raw := append([]byte("Message-ID: <m1@klinik.example>\r\n"), mail(1)...)
		for _, m := range [][]byte{mail(2), raw, mail(3)} {
			h.deliver(m, evening)
		}
		b := h.open(t)
		moved, err := b.Move(t.Context(), []uint32{1, 2, 3}, "Karantan")
		if err != nil || len(moved) != 3 {
			t.Fatalf("Move = %v, %v", moved, err)
		}
		for about, w := range map[string]mailbox.Wanted{
			"as the server told": {UIDValidity: moved[1].UIDValidity, UID: moved[1].NewUID, MessageID: "<m1@klinik.example>"},
			"by its Message-ID":  {MessageID: "<m1@klinik.example>"},
			"by its size":        {Size: int64(len(raw))},
		} {
			h.finds(t, about, w, raw)
		}
		h.rebuild("Karantan")
		h.finds(t, "in a folder rebuilt", mailbox.Wanted{UIDValidity: moved[1].UIDValidity, UID: moved[1].NewUID, MessageID: "<m1@klinik.example>"}, raw)
	},
}

func (h host) finds(t *testing.T, about string, w mailbox.Wanted, want []byte) {
	t.Helper()
	b := open(t, h.config)
	validity, err := b.Select(t.Context(), "Karantan")
	if err != nil {
		t.Fatal(err)
	}
	found, err := b.Find(t.Context(), validity, w)
	if err != nil || len(found) == 0 {
		t.Errorf("%s: found %v, %v", about, found, err)
		return
	}
	_, err = b.Fetch(t.Context(), found[:1], func(_ mailbox.Item, r io.Reader) error {
		raw, err := io.ReadAll(r)
		if !bytes.Equal(raw, want) {
			t.Errorf("%s: found %q", about, raw)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// The same box, the same words, on every kind of server that can move mail.
func TestInMemory(t *testing.T) {
	for name, opt := range map[string]postoffice.Options{"MOVE": {}, "MOVE without COPYUID": {NoUIDPlus: true}, "COPY and UID EXPUNGE": {NoMove: true}} {
		for about, play := range ordinary {
			t.Run(name+", "+about, func(t *testing.T) { play(t, inMemory(t, opt)) })
		}
	}
}

// TestAgainstDovecot holds the box to a server that real mail lives in, with MOVE
// and without.
func TestAgainstDovecot(t *testing.T) {
	for name, noMove := range map[string]bool{"MOVE": false, "COPY and UID EXPUNGE": true} {
		t.Run(name, func(t *testing.T) {
			server, n := realmail.StartDovecot(t, realmail.Options{TLS: true, NoMove: noMove}), 0
			for about, play := range ordinary {
				n++
				t.Run(about, func(t *testing.T) { play(t, atDovecot(t, server, fmt.Sprintf("st-intag%d", n))) })
			}
		})
	}
}

// A mailbox that has lost its index says so: every mail has another number, under
// another UIDVALIDITY, and is the mail it was.
func TestAgainstDovecotRebuilt(t *testing.T) {
	h := atDovecot(t, realmail.StartDovecot(t, realmail.Options{TLS: true}), "st-intag")
	h.deliver(mail(1), evening)
	h.deliver(mail(2), evening.Add(time.Hour))
	b := open(t, h.config)
	before, err := b.Select(t.Context(), postoffice.Inbox)
	if err != nil {
		t.Fatal(err)
	}
	if moved, err := b.Move(t.Context(), []uint32{1}, okand); err != nil || len(moved) != 1 {
		t.Fatalf("Move = %v, %v", moved, err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	h.rebuild(postoffice.Inbox)
	b = open(t, h.config)
	after, err := b.Select(t.Context(), postoffice.Inbox)
	if err != nil || after == before {
		t.Fatalf("UIDVALIDITY %d, then %d; %v", before, after, err)
	}
	items, err := b.List(t.Context())
	if err != nil || len(items) != 1 || items[0].UID != 1 || !items[0].Received.Equal(evening.Add(time.Hour)) {
		t.Errorf("rebuilt: %v, %v; want the second mail under the first number", items, err)
	}
}
