package main

import (
	"strings"

	"stintag/ingest/trust"
	"stintag/process"
	"stintag/process/ledger"
)

// Who a mail's sender is: the register says whose an address is, the witness of
// [trust] whether the mail is that address's, and where neither does, the health
// centre itself is asked.

// sender is whose a mail is, or where it is put because nobody knows.
type sender struct {
	place    ledger.Place // not Unjudged: it ends there
	why      string
	centres  []process.HealthCentre
	answerTo string // an address of the register, for ever (D6)
}

func (s *state) senderOf(x *settlement, from string, theirs []process.HealthCentre, own owners) sender {
	var proof trust.Proof
	if len(theirs) > 0 || own[from] { // a stranger's proves nothing to anybody, and most of what waits is theirs
		proof = s.proofOf(x)
	}
	switch {
	case x.reading.Froms != 1:
		return sender{place: ledger.Quarantine, why: whyNoSender}
	case len(theirs) == 0 && own[from] && proof.Believed:
		return sender{place: ledger.Human, why: "from one of our own people"}
	case len(theirs) > 0 && (proof.Believed || x.said != nil && x.reading.forms() == 0): // who answers our letter has read it
		return sender{centres: theirs, answerTo: from}
	}
	hc, named := s.centreNamed(x.reading, theirs)
	if a, ok := s.vouched(x, from, hc.ID); named == 1 && ok {
		if len(theirs) > 0 {
			return sender{centres: theirs, answerTo: from, why: whyVouched}
		}
		return sender{centres: []process.HealthCentre{hc}, answerTo: registered(hc, a.Recipient), why: whyVouched}
	}
	if named > 0 && !own[from] {
		s.question(x, from, hc, named, len(theirs) > 0)
	}
	if len(theirs) == 0 && !own[from] {
		return sender{place: ledger.Quarantine, why: whyUnknown}
	}
	return sender{place: ledger.Quarantine, why: whyUnproven + proof.Why}
}

// proofOf is what the witness says of a mail. Whoever imports a file and names its
// sender answers for it.
func (s *state) proofOf(x *settlement) trust.Proof {
	if x.mail.Asserted != "" {
		return trust.Proof{Believed: true, Why: "its sender was named by whoever imported it"}
	}
	return trust.Prove(x.reading.Evidence, strings.ToLower(x.reading.From), s.witness)
}

// centreNamed is the health centre in whose name a mail comes, and how many its forms
// name: the one that its forms name or, where its sender claims to be registered and
// they name none, the sender's first.
func (s *state) centreNamed(r reading, theirs []process.HealthCentre) (hc process.HealthCentre, named int) {
	seen := map[string]bool{}
	for _, p := range r.Parts {
		for _, f := range p.Forms {
			app, _ := f.Interpret(process.Date{})
			c, _, ok := process.FindCentre(s.world.Centres, app.CentreWritten)
			if !ok || r.aside(f) || seen[c.ID] || len(theirs) > 0 && !owns(theirs, c.ID) {
				continue
			}
			seen[c.ID] = true
			if named++; named == 1 {
				hc = c
			}
		}
	}
	if named == 0 && len(theirs) > 0 {
		return theirs[0], 1
	}
	if len(theirs) > 0 { // all of them the address's own: it is asked once
		named = 1
	}
	return hc, named
}

// vouched finds the yes that lets a mail in: one about its sender and its health
// centre, given to a letter that told of it. One that nothing proves counts once a person
// has put the address into the register.
func (s *state) vouched(x *settlement, from, centreID string) (ledger.Asked, bool) {
	for _, a := range s.asked {
		if a.Address != from || a.CentreID != centreID || x.mail.ID > a.MailID {
			continue
		}
		if a.Answer == ledger.AnswerYes || a.Answer == "" && s.isUnsure(a) && s.inRegister(a) {
			return a, true
		}
	}
	return ledger.Asked{}, false
}

// registered is the address that a health centre is answered at: the one that was
// asked, where the register still has it.
func registered(hc process.HealthCentre, asked string) string {
	for _, a := range hc.Addresses {
		if strings.EqualFold(a, asked) {
			return asked
		}
	}
	if len(hc.Addresses) == 0 {
		return ""
	}
	return strings.ToLower(hc.Addresses[0])
}
