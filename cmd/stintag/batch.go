package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"stintag/ingest/trust"
	"stintag/notify"
	"stintag/process"
	"stintag/process/kill"
	"stintag/process/ledger"
	"stintag/process/master"
)

// The details of the five chapters, in their order.

func (b *batch) do(ctx context.Context, f func(*ledger.Tx) error) error {
	return b.ledger.Do(ctx, b.now, f)
}

func (b *batch) progress(step string, done, of int) {
	if b.watch != nil {
		b.watch(step, done, of)
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// readOne reads one mail from the spool and keeps what it holds.
func (b *batch) readOne(ctx context.Context, m ledger.Mail) error {
	if err := b.do(ctx, func(tx *ledger.Tx) error { return tx.Attempt(m.ID) }); err != nil {
		return err
	}
	m.Attempts++
	kill.Point("attempt-committed")
	raw, err := b.raw(m)
	if err != nil {
		return err
	}
	r, err := json.Marshal(readMail(m, raw, b.ownMail()))
	if err != nil {
		return fmt.Errorf("keep reading: %w", err)
	}
	kill.Point("parsed")
	return b.do(ctx, func(tx *ledger.Tx) error { return tx.SetReading(m.ID, r) })
}

// ownMail tells our own letters when they come home.
func (o *office) ownMail() trust.Own {
	return trust.Own{
		Addresses: []string{o.cfg.SMTP.From.bare()},
		IsOurs:    func(id string) bool { return notify.IsOurs(o.key, id) },
	}
}

// ownPeople are the addresses of administrators and study directors.
func (o *office) ownPeople() owners {
	own := owners{}
	for _, list := range [][]address{o.cfg.People.Administrators, o.cfg.People.StudyDirectors, o.cfg.People.Council} {
		for _, a := range list {
			own[strings.ToLower(a.bare())] = true
		}
	}
	return own
}

func (b *batch) bases(ctx context.Context) (base, pending master.Base, err error) {
	if base, err = b.ledger.Base(ctx, ledger.Written); err != nil {
		return nil, nil, err
	}
	pending, err = b.ledger.Base(ctx, ledger.Pending)
	return base, pending, err
}

// keepAdopted records the registers and what people wrote about the cases.
func (b *batch) keepAdopted(ctx context.Context) error {
	registers, err := json.Marshal(b.adopted.Registers)
	if err != nil {
		return fmt.Errorf("keep registers: %w", err)
	}
	cases, err := b.ledger.Cases(ctx)
	if err != nil {
		return err
	}
	return b.do(ctx, func(tx *ledger.Tx) error {
		if err := tx.SetRegister(registerPeople, registers); err != nil {
			return err
		}
		for _, c := range cases {
			in, ok := b.adopted.Cases[c.ID]
			if !ok {
				continue // a deleted row takes nothing back
			}
			cells, err := json.Marshal(in)
			if err != nil {
				return fmt.Errorf("keep input of %s: %w", c.ID, err)
			}
			if err := auditCorrections(tx, c, in); err != nil {
				return err
			}
			if err := tx.SetInput(c.ID, cells); err != nil {
				return err
			}
		}
		return nil
	})
}

// auditCorrections notes which columns people corrected; never their words.
func auditCorrections(tx *ledger.Tx, c ledger.Case, in master.CaseInput) error {
	var before master.CaseInput
	if c.Input != nil {
		if err := json.Unmarshal(c.Input, &before); err != nil {
			return fmt.Errorf("decode input of %s: %w", c.ID, err)
		}
	}
	for _, heading := range sortedKeys(in.Corrections) {
		if before.Corrections[heading] != in.Corrections[heading] {
			if err := tx.Audit("cell corrected", c.ID, heading); err != nil {
				return err
			}
		}
	}
	return nil
}

// manualCase is a row that a person added in Ärenden, and the case it became.
type manualCase struct {
	row    int
	caseID string
	stored []byte
	opens  bool

	contact process.Date
}

// manualCases takes in rows without a case id. A row whose doctor already has a
// case gets that case's id: the run that opened it may have died before the id
// reached the workbook.
func (b *batch) manualCases(s *state) ([]manualCase, error) {
	if b.adopted == nil {
		return nil, nil
	}
	var all []manualCase
	for _, row := range b.adopted.Manual {
		f := manualForm(row)
		stored, err := json.Marshal(f)
		if err != nil {
			return nil, fmt.Errorf("keep row %d: %w", row.Row, err)
		}
		app, _ := f.Interpret(process.DateOf(b.now))
		if hc, _, ok := process.FindCentre(s.world.Centres, app.CentreWritten); ok {
			app.CentreID = hc.ID
		}
		m := manualCase{row: row.Row, stored: stored}
		id, how := process.Match(s.world.Cases, app, b.now, nil)
		if m.caseID = id; how == process.New || how == process.UnknownWithdrawal {
			m.caseID, m.opens = s.newID(b.now.Year()), true
			revision := ledger.Revision{Received: b.now, Form: stored}
			m.contact = process.ContactDate(b.policy, s.world.Cases, app, b.now)
			err = s.put(ledger.Case{ID: m.caseID, Received: b.now, Contact: m.contact, Revisions: []ledger.Revision{revision}})
			if err != nil {
				return nil, err
			}
		}
		all = append(all, m)
	}
	return all, nil
}

// newDecision is a complete decision that the ledger does not have yet.
type newDecision struct {
	c ledger.Case
	d ledger.Decision
}

// decided gives the decisions that people made since the last run. One counts
// when nothing is lacking; a later change is a new decision.
func (s *state) decided(j process.Judgement) []newDecision {
	var all []newDecision
	for i, c := range s.cases {
		in := s.inputs[c.ID].Decision
		if in.Verdict == "" || len(j.Standings[i].DecisionLacks) > 0 {
			continue
		}
		if n := len(c.Decisions); n > 0 && c.Decisions[n-1].Decision == in {
			continue
		}
		all = append(all, newDecision{c, ledger.Decision{
			Decision: in, Number: len(c.Decisions) + 1, Proposed: c.Standing.Outcome, Reasons: c.Standing.Reasons, Policy: s.world.Policy.Label(),
		}})
	}
	return all
}

// owe composes every letter that this judgement causes, fixed as bytes.
func (b *batch) owe(ctx context.Context, s *state, j process.Judgement, settled []settlement, decided []newDecision) ([]ledger.Letter, error) {
	w, err := b.newOwing(ctx, s, j)
	if err != nil {
		return nil, err
	}
	if err := w.answers(settled); err != nil {
		return nil, err
	}
	if err := w.opinions(ctx); err != nil {
		return nil, err
	}
	for _, d := range decided {
		if err := w.decision(ctx, d.c, d.d); err != nil {
			return nil, err
		}
	}
	if err := w.reminders(ctx); err != nil {
		return nil, err
	}
	letters := make([]ledger.Letter, 0, len(w.out))
	for _, o := range w.out {
		l, err := b.fix(o, b.now)
		if err != nil {
			return nil, err
		}
		letters = append(letters, l)
	}
	return letters, nil
}

// commit writes one judgement: all of it, or nothing.
func (b *batch) commit(ctx context.Context, j process.Judgement, settled []settlement, manual []manualCase, decided []newDecision, letters []ledger.Letter) error {
	kill.Point("judged")
	err := b.do(ctx, func(tx *ledger.Tx) error {
		for _, x := range settled {
			if err := b.commitMail(tx, x); err != nil {
				return err
			}
		}
		for _, m := range manual {
			if err := commitManual(tx, m, b.now); err != nil {
				return err
			}
		}
		for _, st := range j.Standings {
			if err := tx.SetStanding(st); err != nil {
				return err
			}
		}
		for _, d := range decided {
			if err := tx.Decide(d.c.ID, d.d); err != nil {
				return err
			}
		}
		for _, l := range letters {
			if _, err := tx.Owe(l); err != nil {
				return err
			}
		}
		return nil
	})
	kill.Point("judgement-committed")
	return err
}

func (b *batch) commitMail(tx *ledger.Tx, x settlement) error {
	if x.place == ledger.Quarantine && x.mail.Place == ledger.Quarantine {
		return nil // still nobody we know
	}
	if x.place == ledger.Quarantine {
		b.person = append(b.person, fmt.Sprintf("mail %d is in quarantine", x.mail.ID))
	}
	for _, it := range x.items {
		revision := ledger.Revision{MailID: x.mail.ID, Part: it.part, Position: it.position, Received: x.mail.Received, Form: it.stored}
		var err error
		switch it.how {
		case process.New:
			err = openCase(tx, it.caseID, x.mail.Received.In(b.now.Location()), it.contact, revision)
		case process.Same:
			if it.earlier {
				received := x.mail.Received.In(b.now.Location())
				err = tx.Since(it.caseID, received, process.DateOf(received))
			}
		case process.Newer:
			err = tx.AddRevision(it.caseID, revision)
		case process.Withdraws:
			err = tx.Withdraw(it.caseID)
		}
		if err != nil {
			return err
		}
		if err := tx.Take(ledger.Taken{MailID: x.mail.ID, Part: it.part, Position: it.position, CaseID: it.caseID, How: it.how}); err != nil {
			return err
		}
	}
	for i, id := range x.about {
		if err := tx.Take(ledger.Taken{MailID: x.mail.ID, Part: -1, Position: i, CaseID: id, How: ledger.About}); err != nil {
			return err
		}
	}
	return tx.Settle(x.mail.ID, x.place, x.why)
}

// openCase opens a case under the id that its letters already carry.
func openCase(tx *ledger.Tx, id string, received time.Time, contact process.Date, r ledger.Revision) error {
	got, err := tx.NewCase(received, contact)
	if err != nil {
		return err
	}
	if got != id {
		return fmt.Errorf("case %s would be opened as %s", id, got)
	}
	return tx.AddRevision(id, r)
}

func commitManual(tx *ledger.Tx, m manualCase, now time.Time) error {
	if !m.opens {
		return nil
	}
	return openCase(tx, m.caseID, now, m.contact, ledger.Revision{Received: now, Form: m.stored})
}

// view is what the ledger says should stand in the workbook.
func (b *batch) view(ctx context.Context, s *state, j process.Judgement) (master.View, error) {
	counts, err := b.counts(ctx)
	if err != nil {
		return master.View{}, err
	}
	v := master.View{World: s.world, Judgement: j, Inputs: s.inputs, Uncorrected: s.uncorrected, Run: b.now, Region: b.cfg.Region, Manual: map[int]string{},
		Counts: []master.CountLine{
			{Label: "Nya brev", Value: counts.New}, {Label: "Behandlade", Value: counts.Handled},
			{Label: "Gick inte att läsa", Value: counts.Unreadable}, {Label: "Okänd avsändare", Value: counts.Quarantine},
			{Label: "Till handläggare", Value: counts.Human},
		}}
	for _, row := range b.adopted.Manual {
		app, _ := manualForm(row).Interpret(process.DateOf(b.now))
		if hc, _, ok := process.FindCentre(s.world.Centres, app.CentreWritten); ok {
			app.CentreID = hc.ID
		}
		if id, how := process.Match(s.world.Cases, app, b.now, nil); how != process.New && id != "" {
			v.Manual[row.Row] = id
		}
	}
	return v, nil
}

// merged records what the merge wrote, or why it waits.
func (b *batch) merged(ctx context.Context, out master.Outcome, next master.Base) error {
	if out.Waits != "" {
		b.waits, b.waitsFor = out.Waits, out.Cause
		return nil
	}
	conflicts, err := b.newConflicts(ctx, out.Conflicts)
	if err != nil {
		return err
	}
	err = b.do(ctx, func(tx *ledger.Tx) error {
		if err := tx.SetRegister(registerConflicts, conflicts); err != nil {
			return err
		}
		if err := tx.SetBase(ledger.Written, next); err != nil {
			return err
		}
		return tx.SetBase(ledger.Pending, nil)
	})
	kill.Point("base-recorded")
	return err
}

// newConflicts tells of conflicts that did not stand at the last merge, and gives
// those that stand now, to be kept.
func (b *batch) newConflicts(ctx context.Context, now []master.Fault) ([]byte, error) {
	raw, err := b.ledger.Register(ctx, registerConflicts)
	if err != nil {
		return nil, err
	}
	var before []string
	if raw != nil {
		if err := json.Unmarshal(raw, &before); err != nil {
			return nil, fmt.Errorf("decode conflicts: %w", err)
		}
	}
	texts, fresh := []string{}, 0
	for _, c := range now {
		texts = append(texts, c.Text)
		if !slices.Contains(before, c.Text) {
			fresh++
		}
	}
	if fresh > 0 {
		b.person = append(b.person, fmt.Sprintf("%d cell(s) where the program and a person say different things (see Att göra)", fresh))
	}
	kept, err := json.Marshal(texts)
	if err != nil {
		return nil, fmt.Errorf("keep conflicts: %w", err)
	}
	return kept, nil
}

// folderOf is the mailbox folder for a place.
func (o *office) folderOf(p ledger.Place) string {
	switch p {
	case ledger.Handled:
		return o.cfg.IMAP.Handled
	case ledger.Unreadable:
		return o.cfg.IMAP.Unreadable
	case ledger.Human:
		return o.cfg.IMAP.Human
	}
	return o.cfg.IMAP.Quarantine
}

// gap keeps the rate of [smtp]; a folder needs none.
func (b *batch) gap() time.Duration {
	if b.cfg.SMTP.Directory != "" || b.dry {
		return 0
	}
	return b.cfg.SMTP.Rate.gap()
}

// since is the moment of the last Dagsrapport.
func (b *batch) since(ctx context.Context) (time.Time, error) {
	letters, err := b.ledger.Letters(ctx)
	if err != nil {
		return time.Time{}, err
	}
	var last time.Time
	for _, l := range letters {
		if slices.Contains(l.Kinds, string(notify.Summary)) && l.Owed.After(last) && l.Owed.Before(b.now) {
			last = l.Owed
		}
	}
	return last, nil
}

// counts sums the mails since the last Dagsrapport: in equals out.
func (b *batch) counts(ctx context.Context) (notify.Counts, error) {
	since, err := b.since(ctx)
	if err != nil {
		return notify.Counts{}, err
	}
	mails, err := b.ledger.SeenSince(ctx, since)
	if err != nil {
		return notify.Counts{}, err
	}
	found, err := b.ledger.FoundSince(ctx, since)
	if err != nil {
		return notify.Counts{}, err
	}
	c := notify.Counts{Found: found + b.run.Found, New: len(mails)}
	for _, m := range mails {
		switch m.Place {
		case ledger.Handled:
			c.Handled++
		case ledger.Unreadable:
			c.Unreadable++
		case ledger.Quarantine:
			c.Quarantine++
		case ledger.Human:
			c.Human++
		}
	}
	return c, nil
}

// report is what the Dagsrapport tells.
func (b *batch) report(ctx context.Context, s *state, j process.Judgement) (notify.Report, error) {
	counts, err := b.counts(ctx)
	if err != nil {
		return notify.Report{}, err
	}
	r := notify.Report{Day: b.now, Counts: counts, World: s.world, Judgement: j, Master: b.waits, EarlyEmployed: map[string]int{}}
	if r.Mails, err = b.mailLines(ctx, s); err != nil {
		return r, err
	}
	for i, c := range s.world.Cases {
		if hc, ok := s.world.Centre(c.Application.CentreID); ok && j.Standings[i].Has(process.CodeEarlyEmployed) {
			r.EarlyEmployed[hc.Name]++
		}
	}
	if b.adopted != nil {
		for _, f := range b.adopted.Faults {
			r.Faults = append(r.Faults, fmt.Sprintf("%s, rad %d: %s", f.Sheet, f.Row, f.Text))
		}
	}
	return r, b.countLetters(ctx, &r)
}

func (b *batch) countLetters(ctx context.Context, r *notify.Report) error {
	since, err := b.since(ctx)
	if err != nil {
		return err
	}
	letters, err := b.ledger.Letters(ctx)
	for _, l := range letters {
		switch l.State {
		case ledger.Sent:
			if l.Sent.After(since) {
				r.LettersSent++
			}
		case ledger.Owed, ledger.Retry, ledger.Trying:
			r.LettersOwed++
		case ledger.Refused, ledger.Bounced:
			r.LettersFailed++
		case ledger.Unknown:
			r.LettersUnknown++
		}
	}
	return err
}

// mailLines tell what came and what became of it, without names.
func (b *batch) mailLines(ctx context.Context, s *state) ([]notify.MailLine, error) {
	since, err := b.since(ctx)
	if err != nil {
		return nil, err
	}
	mails, err := b.ledger.SeenSince(ctx, since)
	if err != nil {
		return nil, err
	}
	taken, err := b.ledger.Taken(ctx)
	if err != nil {
		return nil, err
	}
	var lines []notify.MailLine
	for _, m := range mails {
		r, err := readingOf(m)
		if err != nil {
			return nil, err
		}
		line := notify.MailLine{ID: m.ID, When: m.Received.In(b.now.Location()), From: "okänd avsändare", Place: string(m.Place)}
		for _, x := range taken[m.ID] {
			if x.CaseID != "" && !slices.Contains(line.Cases, x.CaseID) {
				line.Cases = append(line.Cases, x.CaseID)
			}
		}
		if theirs := process.CentresOf(s.world.Centres, r.From); len(theirs) > 0 {
			line.From = theirs[0].Name
		}
		line.What = whatBecame(m, r, taken[m.ID])
		lines = append(lines, line)
	}
	return lines, nil
}

// howTaken says in Swedish what a form was.
var howTaken = map[process.Matched]string{
	process.New:               "ny intresseanmälan",
	process.Newer:             "nyare uppgifter i ett ärende",
	process.Same:              "samma uppgifter som förut",
	process.Withdraws:         "återkallelse",
	process.UnknownWithdrawal: "återkallelse av något som inte finns",
}

// whatBecame says in Swedish what became of a mail.
func whatBecame(m ledger.Mail, r reading, taken []ledger.Taken) string {
	switch {
	case m.Place == ledger.Quarantine && m.Why == whyForeign:
		return "blanketten gäller en annan vårdcentral än avsändarens; ligger kvar och besvaras inte"
	case m.Place == ledger.Quarantine:
		return "avsändaren finns inte i registret; ligger kvar och besvaras inte"
	case m.Place == ledger.Human:
		return "ett brev utan blankett; behöver läsas av en handläggare"
	case m.Place == ledger.Unreadable:
		return "bilagan gick inte att läsa; avsändaren har fått veta hur den skickas om"
	case r.Class != trust.Person:
		return "autosvar eller liknande; behöver inget svar"
	}
	counts := map[process.Matched]int{}
	for _, x := range taken {
		counts[x.How]++
	}
	var parts []string
	for _, how := range []process.Matched{process.New, process.Newer, process.Same, process.Withdraws, process.UnknownWithdrawal} {
		switch n := counts[how]; {
		case n == 1:
			parts = append(parts, howTaken[how])
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d × %s", n, howTaken[how]))
		}
	}
	return strings.Join(parts, ", ")
}
