package mailbox_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"stintag/ingest/mailbox"
	"stintag/samples/postoffice"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(patient{m}) }

// patient gives the last goroutines the time to end, however slow the machine is.
type patient struct{ *testing.M }

func (p patient) Run() int {
	status := p.M.Run()
	for end := time.Now().Add(30 * time.Second); goleak.Find() != nil && time.Now().Before(end); {
	}
	return status
}

var evening = time.Date(2026, 3, 2, 18, 30, 0, 0, time.UTC)

func mail(n int) []byte {
	return fmt.Appendf(nil, "From: vc%d@vardcentral.example\r\nSubject: Ansökan %d\r\n\r\nHej %d\r\n", n, n, n)
}

func office(t *testing.T, opt postoffice.Options, mails int) *postoffice.Office {
	t.Helper()
	o, err := postoffice.Start(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Close() })
	for n := 1; n <= mails; n++ {
		if err := o.Deliver(mail(n), evening.Add(time.Duration(n)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func config(o *postoffice.Office) mailbox.Config {
	return mailbox.Config{
		Address: o.IMAPAddress(), TLS: "none", User: "st-intag",
		Password: func() (string, error) { return "st-intag", nil },
		Timeout:  time.Minute,
	}
}

// inbox dials and selects the inbox.
func inbox(t *testing.T, o *postoffice.Office) *mailbox.Box {
	t.Helper()
	b, err := mailbox.Dial(t.Context(), config(o))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	if _, err := b.Select(t.Context(), postoffice.Inbox); err != nil {
		t.Fatal(err)
	}
	return b
}

func uidsOf(moved []mailbox.Moved) (uids []uint32) {
	for _, m := range moved {
		uids = append(uids, m.UID)
	}
	return uids
}

func folder(t *testing.T, o *postoffice.Office, name string) [][]byte {
	t.Helper()
	mails, err := o.Folder(name)
	if err != nil {
		t.Fatal(err)
	}
	return mails
}

func TestListOfAnEmptyFolder(t *testing.T) {
	items, err := inbox(t, office(t, postoffice.Options{}, 0)).List(t.Context())
	if err != nil || len(items) != 0 {
		t.Errorf("List = %v, %v", items, err)
	}
}

func TestFetchSkipsWhatIsLeftUnread(t *testing.T) {
	o := office(t, postoffice.Options{}, 0)
	for range 3 {
		if err := o.Deliver(bytes.Repeat([]byte("Subject: long\r\n"), 10_000), evening); err != nil {
			t.Fatal(err)
		}
	}
	b := inbox(t, o)
	items, err := b.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	missing, err := b.Fetch(t.Context(), items, func(mailbox.Item, io.Reader) error { seen++; return nil })
	if err != nil || len(missing) != 0 || seen != 3 {
		t.Errorf("Fetch saw %d, missing %v, %v", seen, missing, err)
	}
	if _, err := b.List(t.Context()); err != nil {
		t.Errorf("the connection should be as good as before: %v", err)
	}
}

func TestFetchStopsAtTheCallersError(t *testing.T) {
	b := inbox(t, office(t, postoffice.Options{}, 10))
	items, err := b.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	if _, err := b.Fetch(t.Context(), items, func(mailbox.Item, io.Reader) error { return full }); !errors.Is(err, full) {
		t.Errorf("Fetch = %v, want the caller's error", err)
	}
	if err := b.Close(); err != nil {
		t.Errorf("Close = %v", err)
	}
}

func TestExchangePlaceholderIsMissing(t *testing.T) {
	o := office(t, postoffice.Options{}, 1)
	placeholder := "From: Microsoft Exchange Server\r\n" +
		"Subject: Retrieval using the IMAP4 protocol failed for the following message: 2\r\n\r\nThe server couldn't retrieve it.\r\n"
	about := "Subject: Fel i inkorgen\r\n\r\nSubject: Retrieval using the IMAP4 protocol failed for the following message: 2\r\n"
	for _, raw := range []string{placeholder, about} {
		if err := o.Deliver([]byte(raw), evening); err != nil {
			t.Fatal(err)
		}
	}
	b := inbox(t, o)
	items, err := b.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []uint32
	missing, err := b.Fetch(t.Context(), items, func(i mailbox.Item, _ io.Reader) error { got = append(got, i.UID); return nil })
	if err != nil || !slices.Equal(missing, []uint32{2}) || !slices.Equal(got, []uint32{1, 3}) {
		t.Errorf("got %v, missing %v, %v; want the placeholder missing, the mail about one not", got, missing, err)
	}
}

func TestMoveThatIsRefusedLosesNothing(t *testing.T) {
	for _, noMove := range []bool{false, true} {
		o := office(t, postoffice.Options{NoMove: noMove}, 3)
		b := inbox(t, o)
		// Into itself: refused, and creating the folder is no remedy.
		moved, err := b.Move(t.Context(), []uint32{1, 2, 3}, postoffice.Inbox)
		if err == nil || len(moved) != 0 {
			t.Errorf("Move = %v, %v; want a refusal", moved, err)
		}
		if left := folder(t, o, postoffice.Inbox); len(left) != 3 {
			t.Errorf("the inbox holds %d mails, want all 3", len(left))
		}
	}
}

func TestMoveWithoutAnySafeWayLeavesMailInPlace(t *testing.T) {
	o := office(t, postoffice.Options{NoMove: true, NoUIDPlus: true}, 2)
	b := inbox(t, o)
	if moved, err := b.Move(t.Context(), []uint32{1}, "Hanterat"); !errors.Is(err, mailbox.ErrCannotMove) || len(moved) != 0 {
		t.Errorf("Move = %v, %v; want ErrCannotMove", moved, err)
	}
	if left := folder(t, o, postoffice.Inbox); len(left) != 2 {
		t.Errorf("the inbox holds %d mails, want 2", len(left))
	}
}

func TestSelectTellsTwoServersApart(t *testing.T) {
	var seen []uint32
	for range 2 {
		o := office(t, postoffice.Options{}, 1)
		b, err := mailbox.Dial(t.Context(), config(o))
		if err != nil {
			t.Fatal(err)
		}
		v, err := b.Select(t.Context(), postoffice.Inbox)
		if err != nil {
			t.Fatal(err)
		}
		seen = append(seen, v)
		if err := b.Close(); err != nil {
			t.Errorf("Close = %v", err)
		}
	}
	if seen[0] == 0 || seen[0] == seen[1] {
		t.Errorf("UIDVALIDITY %v, want two different ones", seen)
	}
}

func TestDialTellsARefusedLogin(t *testing.T) {
	c := config(office(t, postoffice.Options{}, 0))
	c.Password = func() (string, error) { return "fel", nil }
	if _, err := mailbox.Dial(t.Context(), c); !errors.Is(err, mailbox.ErrLogin) {
		t.Errorf("Dial = %v, want ErrLogin", err)
	}
	lost := errors.New("no such credential")
	c.Password = func() (string, error) { return "", lost }
	if _, err := mailbox.Dial(t.Context(), c); !errors.Is(err, lost) {
		t.Errorf("Dial = %v, want the password's error", err)
	}
}

func TestDialRefusesClearTextOverANetwork(t *testing.T) {
	for _, c := range []mailbox.Config{
		{Address: "imap.region.example:143", TLS: "none"},
		{Address: "192.0.2.7:143", TLS: "none"},
		{Address: "127.0.0.1:143", TLS: "maybe"},
	} {
		if _, err := mailbox.Dial(t.Context(), c); err == nil || !strings.Contains(err.Error(), "TLS") {
			t.Errorf("Dial(%s, TLS %s) = %v, want a word about TLS", c.Address, c.TLS, err)
		}
	}
}
