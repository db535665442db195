package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"stintag/notify"
	"stintag/notify/smtp"
	"stintag/process"
	"stintag/process/ledger"
)

// owing collects the letters a judgement causes. Composing writes nothing; the
// letters go into the outbox in the transaction of what caused them.
type owing struct {
	o      *office
	s      *state
	j      process.Judgement
	warned map[string]bool // cases whose manager was reminded to await the decision
	told   map[string]bool // letter identities that were owed before
	lost   map[string]bool // those of letters that did not and will not arrive
	out    []owed
}

// owed is a composed letter and the mail it answers.
type owed struct {
	letter notify.Letter
	mailID int64
	warned []string // the cases whose manager it reminds
}

func (o *office) newOwing(ctx context.Context, s *state, j process.Judgement) (*owing, error) {
	w := &owing{o: o, s: s, j: j, warned: map[string]bool{}, told: map[string]bool{}, lost: map[string]bool{}}
	letters, err := o.ledger.Letters(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range letters {
		w.told[l.Identity], w.lost[l.Identity] = true, l.Lost()
		for _, c := range l.Warned {
			w.warned[c] = true
		}
	}
	return w, nil
}

// add keeps a letter unless it was owed before.
func (w *owing) add(l notify.Letter, mailID int64, warned ...string) {
	if !w.told[l.Identity] {
		w.told[l.Identity] = true
		w.out = append(w.out, owed{l, mailID, warned})
	}
}

// item is a case as letters tell it.
func (w *owing) item(caseID string) notify.Item {
	i := w.s.index(caseID)
	if i < 0 {
		return notify.Item{CaseID: caseID}
	}
	c := w.s.world.Cases[i]
	st, _ := w.j.Standing(caseID)
	centre := c.Application.CentreWritten
	if hc, ok := w.s.world.Centre(c.Application.CentreID); ok {
		centre = hc.Name
	}
	n := notify.Item{CaseID: caseID, Doctor: notify.DoctorName(w.o.policy.Letters, caseID, c.Application),
		NoName: c.Application.Doctor == "" && !c.Application.Protected && w.o.policy.Letters.Name != "initials",
		Kind:   c.Application.Kind, Centre: centre, Contact: c.ContactDate, Standing: st}
	if w.o.policy.Letters.ShowPlace && st.Place > 0 {
		n.Of = st.Of
	}
	return n
}

// opinions asks each transfer's study director for a word, once.
func (w *owing) opinions(ctx context.Context) error {
	for i, c := range w.s.world.Cases {
		st := w.j.Standings[i]
		if st.Status != process.StatusStudyDirector {
			continue
		}
		app, item := c.Application, w.item(c.ID)
		_, theirs, err := w.sentBy(ctx, c)
		if err != nil {
			return err
		}
		item.FromPresent = w.fromPresent(c.ID, theirs)
		for _, to := range w.studyDirectors(c) {
			l, err := w.o.house().Opinion(notify.Opinion{
				Identity: "opinion/" + c.ID + "/" + to.address, To: to.address, Name: to.name, Item: item,
				From: app.TransferFrom, Reason: app.TransferReason, Competence: app.TransferCompetence, Effect: app.TransferEffect,
				Start: app.PossibleStart,
			})
			if err != nil {
				return fmt.Errorf("ask about %s: %w", c.ID, err)
			}
			w.add(l, 0)
		}
	}
	return nil
}

// reminders tells the managers of doctors employed before a decision where no
// answer of this run does; once a case.
func (w *owing) reminders(ctx context.Context) error {
	for i, c := range w.s.world.Cases {
		if w.warned[c.ID] || c.Withdrawn || !w.j.Standings[i].Has(process.CodeEarlyEmployed) {
			continue
		}
		managers, err := w.managers(ctx, c)
		if err != nil {
			return err
		}
		for _, to := range managers {
			l, err := w.o.house().Reminder(notify.Reminder{
				Identity: "warning/" + c.ID + "/" + to.address, To: to.address, Manager: to.name, Items: []notify.Item{w.item(c.ID)},
			})
			if err != nil {
				return fmt.Errorf("remind about %s: %w", c.ID, err)
			}
			w.add(l, 0, c.ID)
		}
	}
	return nil
}

// decisions tells the newest decision of each case, where it was not told yet: a
// decision taken while the health centre had no address goes out when it has one.
func (w *owing) decisions(ctx context.Context, fresh []newDecision) error {
	newest := map[string]ledger.Decision{}
	for _, c := range w.s.cases {
		if n := len(c.Decisions); n > 0 {
			newest[c.ID] = c.Decisions[n-1]
		}
	}
	for _, d := range fresh {
		newest[d.c.ID] = d.d
	}
	told, lost := map[string]bool{}, map[string]bool{}
	for identity := range w.told {
		if parts := strings.Split(identity, "/"); parts[0] == "decision" && len(parts) > 2 {
			told[parts[1]+"/"+parts[2]] = true
			lost[parts[1]+"/"+parts[2]] = lost[parts[1]+"/"+parts[2]] || w.lost[identity]
		}
	}
	for _, c := range w.s.cases {
		d, ok := newest[c.ID]
		number := fmt.Sprintf("%s/%d", c.ID, d.Number)
		if !ok || told[number] && !lost[number] { // one that did not arrive is told to addresses that came since
			continue
		}
		if err := w.decision(ctx, c, d); err != nil {
			return err
		}
	}
	return nil
}

// decision tells every address of the health centre what a person decided.
func (w *owing) decision(ctx context.Context, c ledger.Case, d ledger.Decision) error {
	pc := w.s.world.Cases[w.s.index(c.ID)]
	item := w.item(c.ID)
	item.Standing.Proposal = d.Proposal()
	managers, err := w.managers(ctx, pc)
	if err != nil {
		return err
	}
	if pc.Application.Kind == process.Transfer { // its sender may be the health centre that the doctor leaves
		senders, err := w.senders(ctx, pc)
		if err != nil {
			return err
		}
		managers = w.withPresent(pc, append(managers, senders...))
	}
	for _, to := range managers {
		item.FromPresent = w.fromPresent(c.ID, process.CentresOf(w.s.world.Centres, to.address))
		l, err := w.o.house().Decision(notify.Decided{
			Identity: fmt.Sprintf("decision/%s/%d/%s", c.ID, d.Number, to.address), To: to.address, Manager: to.name,
			Item: item, Decision: d.Decision, Replaces: d.Number > 1,
			Start: pc.Application.PossibleStart, PerMonth: w.perMonth(pc.Application), At: w.at(pc),
		})
		if err != nil {
			return fmt.Errorf("tell decision on %s: %w", c.ID, err)
		}
		w.add(l, 0)
	}
	return nil
}

// at is the case's health centre; an empty one where the register has none.
func (w *owing) at(c process.Case) process.HealthCentre {
	hc, _ := w.s.world.Centre(c.Application.CentreID)
	return hc
}

// perMonth is the rate of the month that a post begins in, 0 where none is
// known.
func (w *owing) perMonth(a process.Application) float64 {
	c, _ := process.CompensationAt(w.s.world, a.Kind, a.PossibleStart)
	return c.PerMonth
}

// fix renders a letter into the bytes, Message-ID and Date it keeps for ever.
func (o *office) fix(l owed, now time.Time) (ledger.Letter, error) {
	from := o.cfg.SMTP.From.bare()
	domain := from[strings.LastIndexByte(from, '@')+1:]
	id := notify.MessageID(o.key, l.letter.Identity, domain)
	kinds := make([]string, len(l.letter.Kinds))
	for i, k := range l.letter.Kinds {
		kinds[i] = string(k)
	}
	draft := smtp.Draft{
		From: o.cfg.SMTP.From.s, To: l.letter.To, Subject: l.letter.Subject, Text: l.letter.Text, HTML: l.letter.HTML,
		MessageID: id, Date: now, InReplyTo: l.letter.InReplyTo, References: l.letter.References, Kinds: kinds, Answers: l.letter.Answers,
	}
	for _, a := range l.letter.Attachments {
		draft.Attachments = append(draft.Attachments, smtp.File{Name: a.Name, Type: a.Type, Bytes: a.Bytes})
	}
	for _, p := range l.letter.Inlines {
		draft.Inlines = append(draft.Inlines, smtp.File{Name: p.Name, Type: p.Type, Bytes: p.Bytes})
	}
	raw, err := smtp.Build(draft)
	if err != nil {
		return ledger.Letter{}, fmt.Errorf("render letter: %w", err)
	}
	return ledger.Letter{Identity: l.letter.Identity, MessageID: id, Kinds: kinds, Recipient: l.letter.To,
		Cases: l.letter.Cases, Warned: l.warned, MailID: l.mailID, MIME: raw, NotBefore: now}, nil
}
