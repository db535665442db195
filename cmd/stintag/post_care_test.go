package main

import (
	"bytes"
	"encoding/base64"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/samples/postoffice"
)

// A mail that kills its reader is set aside after a few runs, and holds up no other.
func TestAPoisonMailIsSetAsideAndHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	p := newPosted(t, postoffice.Options{})
	p.mail(almby, "Giftig", complete(nil))
	p.mail(almby, "Frisk", complete(map[process.Field]any{process.FieldDoctor: "Elis Envis"}))
	p.deliver()
	p.played(func(b *batch) {
		if err := b.inInbox(t.Context(), b.fetch); err != nil {
			t.Fatal(err)
		}
		for range tooManyAttempts { // so often its reader died
			if err := b.do(t.Context(), func(tx *ledger.Tx) error { return tx.Attempt(1) }); err != nil {
				t.Fatal(err)
			}
		}
	})
	p.calmly()
	if o := p.outcome(); o.Cases != 1 || len(o.Folders["Hanterat"]) != 1 || len(o.Folders[postoffice.Inbox]) != 0 {
		t.Errorf("%+v", o)
	}
	if m := p.mails()[0]; m.Place == ledger.Unjudged || m.Place == ledger.Handled {
		t.Errorf("the poison mail is %q", m.Place)
	}
}

// Where a mail asks for its answer to go is nobody's word: it goes to the address that
// the register has.
func TestNoAnswerFollowsAReplyTo(t *testing.T) {
	t.Parallel()
	p := newPosted(t, postoffice.Options{})
	p.mail(almby, "Anmälan", complete(nil), "Reply-To: <lurad@annan.example>", "Return-Path: <lurad@annan.example>", "Sender: lurad@annan.example")
	p.deliver()
	p.calmly()
	letters := p.office.Letters()
	if len(letters) == 0 {
		t.Fatal("no letter")
	}
	for _, l := range letters {
		if l.To != almby || bytes.Contains(l.Raw, []byte("annan.example")) {
			t.Errorf("a letter goes to %s:\n%s", l.To, l.Raw)
		}
	}
}

// Mail waits as long as the program was away: its age is no reason to pass it over.
func TestMailOfAnyAgeIsTaken(t *testing.T) {
	t.Parallel()
	p := newPosted(t, postoffice.Options{})
	for n, age := range []time.Duration{0, 4 * 24 * time.Hour, 400 * 24 * time.Hour} {
		p.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldDoctor: []string{"Doris Duktig", "Elis Envis", "Frida Flink"}[n]}))
		if err := p.office.DeliverTo(postoffice.Inbox, p.raw(n+1), p.now.Add(-age), `\Seen`, `\Answered`); err != nil {
			t.Fatal(err)
		}
		p.arrived++
	}
	p.calmly()
	if o := p.outcome(); o.Cases != 3 || len(o.Folders["Hanterat"]) != 3 {
		t.Errorf("%+v", o)
	}
}

// A mail that the server gives no date, or one that cannot be, came when its header says:
// the year 1970 would put it before everybody's.
func TestAMailWithoutADateIsNotFirstInTheQueue(t *testing.T) {
	t.Parallel()
	p := newPosted(t, postoffice.Options{})
	p.mail(almby, "Anmälan", complete(nil))
	if err := p.office.DeliverTo(postoffice.Inbox, p.raw(1), time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	p.arrived++
	p.calmly()
	ms := p.mails()
	if len(ms) != 1 || ms[0].Received.Year() != p.now.Year() {
		t.Errorf("%+v", ms)
	}
	if o := p.outcome(); o.Cases != 1 || len(o.Folders["Hanterat"]) != 1 {
		t.Errorf("%+v", o)
	}
}

// A line that ends a header in what a mail says of itself ends none in our letters.
func TestNoHeaderOfOursIsAStrangers(t *testing.T) {
	t.Parallel()
	p := newPosted(t, postoffice.Options{})
	p.mail(almby, "=?utf-8?Q?Hej=0D=0ABcc:_lurad@annan.example?=", complete(nil), "References: <a@b>\r\n\tBcc: <lurad@annan.example>",
		"In-Reply-To: =?utf-8?Q?<x@y>=0D=0ABcc:_lurad@annan.example?=")
	p.deliver()
	p.calmly()
	letters := p.office.Letters()
	if len(letters) == 0 {
		t.Fatal("no letter")
	}
	for _, l := range letters {
		head, _, _ := bytes.Cut(l.Raw, []byte("\r\n\r\n"))
		for line := range bytes.Lines(head) {
			if bytes.HasPrefix(bytes.ToLower(line), []byte("bcc:")) {
				t.Errorf("a header that a mail wrote:\n%s", head)
			}
		}
	}
}

// No password stands in any log, however talkative, nor in what a refusal says.
func TestNoSecretIsLogged(t *testing.T) {
	const secret = "hemligt-9f3c1"
	for about, password := range map[string]string{"right": secret, "wrong": "annat"} {
		t.Run(about, func(t *testing.T) {
			t.Parallel()
			p := newPosted(t, postoffice.Options{Password: password})
			p.keep("imap.password", secret)
			p.fourMails()
			var w bytes.Buffer
			args := []string{"-c", filepath.Join(p.dir, "stintag.toml"), "--log-level", "debug", "run", "--nightly"}
			now := p.now
			Main(t.Context(), args, World{Out: &w, Err: &w, Clock: func() time.Time { return now }, Patience: p.patience})
			said := w.String()
			for _, form := range []string{secret, base64.StdEncoding.EncodeToString([]byte("\x00st-intag\x00" + secret)), base64.StdEncoding.EncodeToString([]byte(secret))} {
				if strings.Contains(said, form) {
					t.Errorf("the log has the secret: %s", said)
				}
			}
			if about == "wrong" && !strings.Contains(said, "login refused") {
				t.Errorf("the login was not refused: %s", said)
			}
		})
	}
}

// A mail is answered once. One that a person had read again gets the answer to its form
// if it had none before, and is not told twice that nothing could be read.
func TestAMailReadAgainIsAnsweredForItsFormAlone(t *testing.T) {
	t.Parallel()
	identity := func(again, forms int) string {
		return answerIdentity(settlement{mail: ledger.Mail{ID: 7, Again: again}, items: make([]item, forms), answerTo: almby})
	}
	if identity(0, 0) != identity(0, 2) || identity(0, 0) != identity(1, 0) {
		t.Error("a mail has two answers though nothing is new")
	}
	if identity(1, 1) == identity(0, 1) || identity(2, 1) == identity(1, 1) {
		t.Error("a form found when its mail was read again is answered by the letter that found none")
	}
}
