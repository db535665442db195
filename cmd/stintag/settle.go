package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"stintag/ingest/form"
	"stintag/ingest/trust"
	"stintag/notify"
	"stintag/process"
	"stintag/process/ledger"
)

// settlement is what one mail becomes: its one place, the cases it opens or
// changes, and whom it is answered to.
type settlement struct {
	mail       ledger.Mail
	reading    reading
	place      ledger.Place
	why        string // English
	items      []item
	unreadable []notify.Unreadable
	persons    string     // why it is for a person to settle, forms and all; "" where it is not
	asked      bool       // it asks for the blank form
	said       *testimony // what it says of a sender that we asked about
	about      []string   // the cases that a mail without a form is about (D21)
	answerTo   string     // a registered address; "" where nobody is answered
	manager    string
	theirs     []process.HealthCentre // the sender's, where the register knows one
}

// item is what one form in a mail becomes.
type item struct {
	caseID   string
	how      process.Matched
	part     int
	position int
	form     form.Form
	stored   []byte
	contact  process.Date // of a new case (D9)
	earlier  bool         // it came before the case began: the case's dates count from it
	moved    bool         // it says the same in other cells: the case goes by this one
	fits     []string     // the sender's own cases that a withdrawal fits alike
}

// settle says what each mail becomes and takes their cases into the state. It
// depends on the state and the mails alone, and writes nothing.
func (s *state) settle(mails []ledger.Mail, own owners) ([]settlement, error) {
	all := make([]settlement, len(mails))
	for i, m := range mails {
		r, err := readingOf(m)
		if err != nil {
			return nil, err
		}
		all[i] = settlement{mail: m, reading: r}
		s.hear(&all[i]) // before the mails that it may let in, which came earlier
	}
	for i := range all {
		if err := s.settleOne(&all[i], own); err != nil {
			return nil, fmt.Errorf("mail %d: %w", all[i].mail.ID, err)
		}
	}
	s.limitQuestions()
	return all, nil
}

// Why mails end where they do, where something else depends on it.
const (
	whyUnknown  = "sender is not in the register"
	whyNoSender = "From does not name one sender"
	whyUnproven = "sender is not proven: " // and why
	whyVouched  = "the health centre says it is its own: "
	whySaid     = "answers our question about a sender: " // yes or no
	whyUnsure   = "answers our question about a sender: yes, and is not proven"
	whyUnsaid   = "answers our question about a sender, neither yes nor no"
	whyForeign  = "form is for another health centre than its sender's"
	whyAsked    = "asked for the blank form"
	whyLinked   = "links to a shared file instead of holding it"
	whySeveral  = "a withdrawal that fits several cases" // which of them is its sender's to say
	whyRunning  = "a withdrawal of a running post"       // what ends a training under way is no machine's to settle
)

// owners are the addresses of our own people, who may write and are no managers.
type owners map[string]bool

// settleOne says what one mail is: whose it is, before anything in it counts.
func (s *state) settleOne(x *settlement, own owners) error {
	r := x.reading
	from := strings.ToLower(r.From)
	theirs := process.CentresOf(s.world.Centres, from)
	if r.Class != trust.Person && r.Class != "" {
		x.place, x.why = ledger.Handled, "needs nothing: "+r.ClassWhy
		if r.Class != trust.OwnLetter && len(theirs) > 0 && r.forms() > 0 {
			x.place, x.why = ledger.Human, "a machine sent it for a registered sender, and it holds a form: "+r.ClassWhy
		}
		return nil
	}
	sender := s.senderOf(x, from, theirs, own)
	if x.place = sender.place; x.place != ledger.Unjudged {
		x.why = sender.why
		return nil
	}
	theirs = sender.centres
	if other := s.foreignCentre(r, theirs); other {
		x.place, x.why = ledger.Quarantine, whyForeign
		return nil
	}
	x.answerTo, x.manager, x.theirs = sender.answerTo, theirs[0].Manager, theirs
	x.unreadable = unreadables(r)
	if err := s.takeForms(x); err != nil {
		return err
	}
	s.place(x, sender.why)
	return nil
}

// place says where a known sender's mail goes by what it holds; because says why its
// sender is believed, where that took more than the register.
func (s *state) place(x *settlement, because string) {
	r := x.reading
	switch {
	case x.persons != "":
		x.place, x.why = ledger.Human, x.persons
		if len(x.items) == 0 && len(x.unreadable) == 0 {
			x.answerTo = ""
		}
	case len(x.items) > 0:
		x.place, x.why = ledger.Handled, because+fmt.Sprintf("%d form(s) taken in", len(x.items))
	case len(x.unreadable) > 0 || r.blank():
		x.place, x.why = ledger.Unreadable, "nothing could be read"
	case x.said != nil:
		x.place, x.why, x.answerTo = x.said.place(), x.said.why(), ""
	case r.Asks:
		x.place, x.why, x.asked = ledger.Handled, whyAsked, true
	case len(r.Links) > 0:
		x.place, x.why, x.unreadable = ledger.Unreadable, whyLinked, linked(r)
	default:
		x.place, x.why, x.answerTo = ledger.Human, "a registered sender wrote without a form", ""
		x.about = s.known(s.named(r), x.theirs)
	}
}

// foreignCentre says whether a form names a known health centre that is not its
// sender's. A transfer may name the sender's as the one the doctor leaves.
func (s *state) foreignCentre(r reading, theirs []process.HealthCentre) bool {
	mine := func(written string) (mine, known bool) {
		hc, _, ok := process.FindCentre(s.world.Centres, written)
		if !ok {
			return false, false
		}
		for _, t := range theirs {
			if t.ID == hc.ID {
				return true, true
			}
		}
		return false, true
	}
	for _, p := range r.Parts {
		for _, f := range p.Forms {
			if r.aside(f) {
				continue
			}
			app, _ := f.Interpret(process.Date{})
			ok, known := mine(app.CentreWritten)
			if !known || ok {
				continue
			}
			if from, _ := mine(app.TransferFrom); app.Kind == process.Transfer && from {
				continue
			}
			return true
		}
	}
	return false
}

// take puts one form's case into the state as it will be.
func (s *state) take(it *item, m ledger.Mail) error {
	received := m.Received.In(s.world.Now.Location())
	revision := ledger.Revision{MailID: m.ID, Part: it.part, Position: it.position, Received: m.Received, Form: it.stored}
	switch it.how {
	case process.New:
		it.caseID = s.newID(received.Year())
		return s.put(ledger.Case{ID: it.caseID, Received: m.Received, Contact: it.contact, Revisions: []ledger.Revision{revision}})
	case process.Same:
		c := s.cases[s.index(it.caseID)]
		if m.Received.Before(c.Received) { // out of quarantine: the first arrival counts (D9)
			c.Received = m.Received
			if d := process.DateOf(received); d.Before(c.Contact) {
				c.Contact = d
			}
			it.earlier = true
			return s.put(c)
		}
		if it.moved {
			c.Revisions = append(c.Revisions[:len(c.Revisions):len(c.Revisions)], revision)
			return s.put(c)
		}
	case process.Newer:
		c := s.cases[s.index(it.caseID)]
		c.Revisions = append(c.Revisions[:len(c.Revisions):len(c.Revisions)], revision)
		return s.put(c)
	case process.Withdraws:
		c := s.cases[s.index(it.caseID)]
		c.Withdrawn = true
		return s.put(c)
	}
	return nil
}

var caseIDPattern = regexp.MustCompile(`IA-\d{4}-\d{4,}`)

// named are the cases that a mail's subject names, and those that the letters of
// ours which it answers are about.
func (s *state) named(r reading) []string {
	ids := caseIDPattern.FindAllString(r.Subject, -1)
	for _, ref := range append(slices.Clip(r.References), r.InReplyTo) {
		ids = append(ids, s.letters[ref]...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// known keeps the ids of cases that are the sender's own.
func (s *state) known(ids []string, theirs []process.HealthCentre) []string {
	return slices.DeleteFunc(ids, func(id string) bool {
		i := s.index(id)
		return i < 0 || !owns(theirs, s.world.Cases[i].Application.CentreID)
	})
}
