package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"stintag/ingest/trust"
	"stintag/notify"
	"stintag/process"
	"stintag/process/ledger"
)

// A stranger who writes in a health centre's name, and mail that cannot be proven to
// be a registered sender's, is laid aside and never answered. The health centre is
// asked once, at the address that the register has; its yes lets in the mail that it
// was asked about, and no other.

// How much a health centre is asked, whoever writes in its name: a stranger with many
// addresses must not make us fill anybody's mailbox.
const (
	askedADay      = 3  // letters to a health centre
	askedOpen      = 5  // letters that it has not answered
	askedADayInAll = 20 // letters to all of them
	askedOfLate    = 14 * 24 * time.Hour
)

// Why a health centre is not asked.
const (
	unaskedMany    = "its forms name several health centres"
	unaskedOdd     = "its address is none that can be shown"
	unaskedNowhere = "the register has no address that takes mail"
	unaskedDay     = "enough is asked today"
	unaskedOpen    = "the health centre has not answered what it was asked before"
)

// question is a sender to ask a health centre about.
type question struct {
	ledger.Asked
	centre process.HealthCentre
	to     string
	known  bool      // the ledger has it so
	newest time.Time // when the newest of its mails was first seen
	mails  []notify.StrangersMail
}

// question notes that a mail's sender is to be asked about, unless that was done.
func (s *state) question(x *settlement, from string, hc process.HealthCentre, named int, unproven bool) {
	if slices.ContainsFunc(s.asked, func(a ledger.Asked) bool { return a.Address == from && a.CentreID == hc.ID && a.Letter != "" }) {
		return
	}
	i := slices.IndexFunc(s.questions, func(q *question) bool { return q.Address == from && q.CentreID == hc.ID })
	if i < 0 {
		i = len(s.questions)
		q := &question{Asked: ledger.Asked{Address: from, CentreID: hc.ID, Unproven: unproven}, centre: hc}
		s.questions = append(s.questions, q)
	}
	q := s.questions[i]
	q.MailID = max(q.MailID, x.mail.ID)
	if x.mail.Seen.After(q.newest) {
		q.newest = x.mail.Seen
	}
	if named > 1 { // it waits for the register: a yes is about one health centre
		if len(q.mails) == 0 {
			q.Why = unaskedMany
		}
		return
	}
	q.Why = ""
	m := notify.StrangersMail{Received: x.mail.Received.In(s.world.Now.Location()), Forms: x.reading.forms()}
	for _, p := range x.reading.Parts {
		if len(p.Forms) > 0 {
			m.Files = append(m.Files, p.Name)
		}
	}
	q.mails = append(q.mails, m)
}

// showable are addresses as people have them.
var showable = regexp.MustCompile(`^[\p{L}\p{N}.!#$%&'*+/=?^_{|}~-]{1,64}@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$`)

// limitQuestions settles which of the questions are asked now, in the order their
// mails came, and to whom.
func (s *state) limitQuestions() {
	s.questions = slices.DeleteFunc(s.questions, func(q *question) bool { return s.world.Now.Sub(q.newest) > askedOfLate })
	today, open, inAll := map[string]int{}, map[string]int{}, 0
	for _, a := range s.asked {
		if a.Letter == "" {
			continue
		}
		if s.world.Now.Sub(a.At) < 24*time.Hour {
			today[a.CentreID]++
			inAll++
		}
		if a.Answer == "" && !s.inRegister(a) && s.world.Now.Sub(a.At) < tellsUnanswered {
			open[a.CentreID]++
		}
	}
	for _, q := range s.questions {
		q.to = s.askedAt(q)
		switch {
		case q.Why != "":
		case !showable.MatchString(q.Address) || len(q.Address) > 120:
			q.Why = unaskedOdd
		case q.to == "":
			q.Why = unaskedNowhere
		case open[q.CentreID] >= askedOpen:
			q.Why = unaskedOpen
		case today[q.CentreID] >= askedADay || inAll >= askedADayInAll:
			q.Why = unaskedDay
		default:
			q.Letter = fmt.Sprintf("ask/%s/%s/%s", q.CentreID, q.Address, q.to)
			today[q.CentreID]++
			open[q.CentreID]++
			inAll++
		}
		q.known = slices.ContainsFunc(s.asked, func(a ledger.Asked) bool {
			return a.Address == q.Address && a.CentreID == q.CentreID && a.MailID == q.MailID && a.Letter == q.Letter && a.Why == q.Why
		})
	}
}

// askedAt is the registered address that a question goes to: the sender's own where
// the mail claims to be from it, else the first that takes mail.
func (s *state) askedAt(q *question) string {
	for _, a := range q.centre.Addresses {
		a = strings.ToLower(a)
		if _, deaf := s.deaf[a]; !deaf && (!q.Unproven || a == q.Address) {
			return a
		}
	}
	return ""
}

// inRegister says whether a stranger's address has been added to the register.
func (s *state) inRegister(a ledger.Asked) bool {
	return !a.Unproven && owns(process.CentresOf(s.world.Centres, a.Address), a.CentreID)
}

// testimony is what a registered address answered of a sender.
type testimony struct {
	asked  ledger.Asked
	answer string // "" where it is for a person to read
	again  bool   // the same was said before
	unsure bool   // a yes that nothing proves, where every sender must be proven
}

func (d *testimony) place() ledger.Place {
	if d.answer == "" {
		return ledger.Human
	}
	return ledger.Handled
}

func (d *testimony) why() string {
	switch {
	case d.unsure:
		return whyUnsure
	case d.answer == "":
		return whyUnsaid
	}
	return whySaid + d.answer
}

// hear takes a health centre's word on a sender from a mail that answers our letter.
// Whoever answers it has read it: only a machine, and one whom the witness refutes, is
// not heard. A second word that takes the first back is for a person, and so is a yes
// that nothing proves where every sender must be proven: the question may have been
// passed on. A no needs no proof, for it lets nothing in.
func (s *state) hear(x *settlement) {
	r := x.reading
	if r.Class != trust.Person || r.Froms != 1 || r.Answer == "" {
		return
	}
	for _, id := range r.answers() {
		i := slices.IndexFunc(s.asked, func(a ledger.Asked) bool { return a.MessageID != "" && a.MessageID == id })
		if i < 0 {
			continue
		}
		a, proof := &s.asked[i], s.proofOf(x)
		if proof.Refuted || !owns(process.CentresOf(s.world.Centres, r.From), a.CentreID) {
			return
		}
		x.said = &testimony{asked: *a}
		switch answer := map[trust.Answer]string{trust.Yes: ledger.AnswerYes, trust.No: ledger.AnswerNo}[r.Answer]; {
		case answer == "":
		case a.Answer == "" && answer == ledger.AnswerYes && s.witness.RequireDMARC && !proof.Believed:
			if x.said.unsure, x.said.again = true, s.isUnsure(*a); !x.said.again {
				s.unsure[unsureKey(*a)] = s.world.Now
			}
		case a.Answer == "":
			x.said.answer, a.Answer, a.Answered = answer, answer, s.world.Now
		case a.Answer == answer:
			x.said.answer, x.said.again = answer, true
		}
		return
	}
}

// questions composes the letters that ask.
func (w *owing) questions(all []*question) error {
	for _, q := range all {
		if q.Letter == "" {
			continue
		}
		l, err := w.o.house().AskRegister(notify.Stranger{
			Identity: q.Letter, To: q.to, Manager: q.centre.Manager, Centre: q.centre.Name, Address: q.Address, Unproven: q.Unproven, Mails: q.mails,
		})
		if err != nil {
			return fmt.Errorf("ask about the sender of mail %d: %w", q.MailID, err)
		}
		w.add(l, 0)
	}
	return nil
}

// commitAsked records what is asked with the letters that ask it, and what was
// answered.
func (b *batch) commitAsked(tx *ledger.Tx, f followed) error {
	for _, q := range f.questions {
		written := slices.ContainsFunc(f.letters, func(l ledger.Letter) bool { return l.Identity == q.Letter })
		if q.known || q.Letter != "" && !written {
			continue
		}
		if err := tx.Ask(q.Asked); err != nil {
			return err
		}
	}
	if err := keepUnsure(tx, f.unsure); err != nil {
		return err
	}
	for _, x := range f.settled {
		if x.said != nil && x.said.unsure && !x.said.again {
			b.person = append(b.person, fmt.Sprintf("mail %d says yes to our question about the sender of mail %d, and is not proven: see Att göra in the master", x.mail.ID, x.said.asked.MailID))
		}
		if x.said == nil || x.said.answer == "" || x.said.again {
			continue
		}
		if err := tx.Answer(x.said.asked, x.said.answer, x.mail.ID); err != nil {
			return err
		}
		if x.said.answer == ledger.AnswerNo {
			b.person = append(b.person, fmt.Sprintf("a health centre says that mail %d is not its own: see Att göra in the master", x.said.asked.MailID))
		}
	}
	return nil
}
