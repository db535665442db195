package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// outbox gives the letters of the ledger, by identity.
func (b *bureau) outbox() map[string]ledger.Letter {
	b.t.Helper()
	o := b.office()
	if err := o.openStores(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	defer o.close()
	letters, err := o.ledger.Letters(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	all := map[string]ledger.Letter{}
	for _, l := range letters {
		all[l.Identity] = l
	}
	return all
}

// sentTo counts the letters that went to an address.
func (b *bureau) sentTo(address string) (n int) {
	for _, l := range b.outbox() {
		if l.Recipient == address && l.State == ledger.Sent {
			n++
		}
	}
	return n
}

// owe puts letters in the outbox that nothing came in for.
func (b *bureau) owe(kind string, n int) {
	b.t.Helper()
	o := b.office()
	if err := o.openStores(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	defer o.close()
	err := o.ledger.Do(b.t.Context(), b.now, func(tx *ledger.Tx) error {
		for i := range n {
			id := fmt.Sprintf("%s/%s/%d", kind, b.now.Format("0102150405"), i)
			_, err := tx.Owe(ledger.Letter{Identity: id, MessageID: "<" + id + "@x>", Kinds: []string{kind}, Recipient: "chef@almby.example",
				MIME: []byte("Message-Id: <" + strings.ReplaceAll(id, "/", ".") + "@x.example>\r\nTo: chef@almby.example\r\nX-Stintag-Kind: " + kind + "\r\n\r\nHej\r\n"), NotBefore: b.now})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// A day that causes more than three letters a mail and fifty stops the sending, until a
// person lets it go. The Dagsrapport goes all the same, and tells of it.
func TestTheBreakerStopsTheSending(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil)) // one mail and its one answer
	b.owe("placement", 3+50)
	batch := b.runAt("2024-09-10 20:00")
	sent := b.sentTo("chef@almby.example")
	receipts, _ := b.letters("vc.almby@region.example")
	reports, texts := b.letters("handlaggare@region.example")
	if sent != 0 || len(receipts) != 0 || !slices.Equal(reports, []string{"summary"}) {
		t.Fatalf("sent %d letters, %d receipts, reports %v; want the Dagsrapport alone", sent, len(receipts), reports)
	}
	if !slices.ContainsFunc(batch.person, func(p string) bool {
		return strings.HasPrefix(p, "sending is stopped: 54 letters owed in a day for 1 mails")
	}) {
		t.Errorf("operators are told %v", batch.person)
	}
	if !strings.Contains(texts[0], "Breven är stoppade sedan 2024-09-10 20.00") {
		t.Errorf("the Dagsrapport does not tell of it:\n%s", texts[0])
	}
	b.owe("decision", 1)
	if batch := b.runAt("2024-09-12 20:00"); len(batch.person) != 0 || batch.letters.Sent != 1 {
		t.Errorf("the next run sends %d letters and tells %v; want the Dagsrapport alone, and nothing twice", batch.letters.Sent, batch.person)
	}
	if !b.says(master.SheetTodo, "Breven är stoppade sedan 2024-09-10 20.00") {
		t.Errorf("Att göra:\n%s", b.todo())
	}
	if _, out := b.command("status"); !strings.Contains(out, "Sending is stopped since 2024-09-10 20.00: 54 letters for 1 mails") {
		t.Errorf("status:\n%s", out)
	}
	if status, out := b.command("outbox", "release"); status != exitDone || !strings.Contains(out, "the sending of letters") {
		t.Fatalf("release: %d, %s", status, out)
	}
	b.runAt("2024-09-12 20:10")
	if sent := b.sentTo("chef@almby.example"); sent != 3+50+1 {
		t.Errorf("%d letters after the release, want all", sent)
	}
	if _, out := b.command("outbox", "release"); !strings.Contains(out, "nothing is stopped") {
		t.Errorf("release once more: %s", out)
	}
}

// What people decided, and the Dagsrapport, count for nothing; nor do letters up to
// three a mail and fifty.
func TestWhatTheBreakerLetsBe(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	b.owe("placement", 3+50-1) // and the answer
	b.owe("decision", 100)
	b.runAt("2024-09-10 20:00")
	if sent := b.sentTo("chef@almby.example"); sent != 3+50-1+100 {
		t.Errorf("%d letters sent, want all", sent)
	}
}

// An address gets five answers an hour and twenty a day to mails that held nothing to
// read. The mail beyond has its place; forms are answered without bounds.
func TestAnswersToMailWithoutAFormAreCapped(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	pdf := func() {
		b.raw("vc.almby@region.example", "Anmälan", "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: application/pdf; name=f.pdf\r\n"+
			"Content-Disposition: attachment; filename=f.pdf\r\n\r\n%PDF-1.4 "+fmt.Sprint(b.sent)+"\r\n--x--\r\n")
	}
	for range 7 {
		pdf()
	}
	for i := range 7 {
		b.mail("vc.almby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldDoctor: fmt.Sprintf("Doris Duktig %c", 'A'+i)}))
	}
	b.run()
	count := func() (answers, capped int) {
		for _, m := range b.mails() {
			if m.Place == ledger.Unreadable {
				answers++
			}
			if m.Why == whyCapped {
				capped++
			}
		}
		return answers - capped, capped
	}
	kinds, _ := b.letters("vc.almby@region.example")
	if answered, capped := count(); answered != 5 || capped != 2 || len(kinds) != 5+7 {
		t.Fatalf("%d answered, %d not, %d letters; want 5, 2, 12", answered, capped, len(kinds))
	}
	_, texts := b.letters("handlaggare@region.example")
	if n := strings.Count(texts[0], "har redan fått så många svar"); n != 2 {
		t.Errorf("the Dagsrapport tells of %d unanswered mails, want 2:\n%s", n, texts[0])
	}
	// Two hours on, there is room again, to twenty in a day.
	b.now = b.now.AddDate(0, 0, -1)
	for range 4 {
		b.now = b.now.Add(2 * 3600e9)
		for range 5 {
			pdf()
		}
		at := b.now
		b.run()
		b.now = at
	}
	if answered, capped := count(); answered != 20 || capped != 7 {
		t.Errorf("%d answered, %d not in a day; want 20 and 7", answered, capped)
	}
}

// bounced lets a delivery report come for a letter.
func (b *bureau) bounced(l ledger.Letter) {
	b.raw("MAILER-DAEMON@mx.example", "Undelivered", "Return-Path: <>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n"+
		"--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n"+
		"--r\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: "+l.MessageID+"\r\nSubject: x\r\n\r\nHej\r\n--r--\r\n")
}

// A delivery report is tied to its letter, and no more letters go to its address until
// the register has another: the decision it would not take is told there.
func TestAnAddressThatTakesNoMailIsMended(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	b.run()
	for id, l := range b.outbox() {
		if strings.HasPrefix(id, "answer/") {
			b.bounced(l)
		}
	}
	batch := b.run()
	if !slices.ContainsFunc(batch.person, func(p string) bool { return strings.HasSuffix(p, "came back") }) {
		t.Errorf("operators are told %v", batch.person)
	}
	if !b.says(master.SheetTodo, "Rätta e-postadressen till Almby vårdcentral") {
		t.Errorf("Att göra:\n%s", b.todo())
	}
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.run()
	b.run()
	held := b.outbox()["decision/IA-2024-0001/1/vc.almby@region.example"]
	if b.decisionLetters() != 0 || held.State != ledger.Owed || !held.Suppressed {
		t.Fatalf("%d letters to an address that takes no mail; %+v", b.decisionLetters(), held)
	}
	b.write(master.SheetCentres, 2, map[string]string{"E-post": ""})
	b.run()
	b.write(master.SheetCentres, 2, map[string]string{"E-post": "ny.chef@region.example"})
	b.run()
	b.run()
	if kinds, _ := b.letters("ny.chef@region.example"); !slices.Equal(kinds, []string{"decision"}) {
		t.Errorf("letters to the new address: %v, want the decision once", kinds)
	}
	if old := b.outbox()["decision/IA-2024-0001/1/vc.almby@region.example"]; old.State != ledger.Dropped || b.decisionLetters() != 0 {
		t.Errorf("the letter to the old address: %s, %d sent", old.State, b.decisionLetters())
	}
	if b.says(master.SheetTodo, "Rätta e-postadressen") {
		t.Errorf("Att göra still asks:\n%s", b.todo())
	}
}

// Or until an operator tries again: the address is taken to take mail, and the same
// letter goes once more.
func TestAnOperatorTriesABouncedLetterAgain(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	b.run()
	var letter ledger.Letter
	for id, l := range b.outbox() {
		if strings.HasPrefix(id, "answer/") {
			letter = l
			b.bounced(l)
		}
	}
	b.run()
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.run()
	if status, out := b.command("outbox", "retry", fmt.Sprint(letter.ID)); status != exitDone {
		t.Fatalf("retry: %d, %s", status, out)
	}
	b.run()
	if again := b.outbox()[letter.Identity]; again.State != ledger.Sent || b.decisionLetters() != 1 {
		t.Errorf("the letter is %s, and %d decisions went; want both gone", again.State, b.decisionLetters())
	}
}
