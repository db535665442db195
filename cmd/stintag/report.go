package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"stintag/ingest/trust"
	"stintag/notify"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// The Dagsrapport: what came, what became of it, and what is owed.

// oweReport puts the Dagsrapport in the outbox, once a local date.
func (b *batch) oweReport(ctx context.Context) error {
	s, err := b.load(ctx, b.now)
	if err != nil {
		return err
	}
	report, err := b.report(ctx, s, s.judge())
	if err != nil {
		return err
	}
	letters := b.monthly(report.Judgement)
	for _, a := range b.cfg.People.Administrators {
		report.To = a.bare()
		report.Identity = "summary/" + process.DateOf(b.now).String() + "/" + report.To
		l, err := b.house().Report(report)
		if err != nil {
			return err
		}
		letter, err := b.fix(owed{letter: l}, b.now)
		if err != nil {
			return err
		}
		letters = append(letters, letter)
	}
	return b.do(ctx, func(tx *ledger.Tx) error { // all or none: the next one tells what came since this one
		for _, l := range letters {
			if _, err := tx.Owe(l); err != nil {
				return err
			}
		}
		return nil
	})
}

// monthly are the council's figures: once a month, since the identity of
// one already owed is not owed again. One that cannot be written is tried again by
// the next Dagsrapport, which never waits for it.
func (b *batch) monthly(j process.Judgement) []ledger.Letter {
	var letters []ledger.Letter
	for i, a := range b.cfg.People.Council {
		letter, err := b.figures(j, a.bare())
		if err != nil { // its words may quote the letter
			b.trouble = append(b.trouble, fmt.Errorf("the month's figures cannot be written to address %d of council", i+1))
			continue
		}
		letters = append(letters, letter)
	}
	return letters
}

func (b *batch) figures(j process.Judgement, to string) (ledger.Letter, error) {
	l, err := b.house().Figures(notify.Overview{
		Identity: "figures/" + b.now.Format("2006-01") + "/" + to, To: to, Day: b.now, Judgement: j,
	})
	if err != nil {
		return ledger.Letter{}, err
	}
	return b.fix(owed{letter: l}, b.now)
}

// since is the moment of the last Dagsrapport.
func (b *batch) since(ctx context.Context) (time.Time, error) {
	return b.ledger.LastOwed(ctx, string(notify.Summary), b.now)
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
		case ledger.Unjudged:
			c.Left++
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
func (b *batch) report(ctx context.Context, s *state, j process.Judgement) (r notify.Report, err error) {
	j.Todo = append(j.Todo, b.ownTodo()...)
	r = notify.Report{Day: b.now, World: s.world, Judgement: j, EarlyEmployed: map[string]int{}, Faults: b.registerFaults()}
	if r.Since, err = b.since(ctx); err != nil {
		return r, err
	}
	if r.Counts, err = b.counts(ctx); err != nil {
		return r, err
	}
	if r.Master, err = b.waitsSince(ctx); err != nil {
		return r, err
	}
	if r.Mails, r.Forms, err = b.mailLines(ctx, s); err != nil {
		return r, err
	}
	for _, c := range j.Centres {
		if hc, ok := s.world.Centre(c.CentreID); ok && c.EarlyThisYear > 0 {
			r.EarlyEmployed[hc.Name] += c.EarlyThisYear
		}
	}
	if err := b.countLetters(ctx, s, &r); err != nil {
		return r, err
	}
	if r.Runs, err = b.runsSince(ctx, r); err != nil {
		return r, err
	}
	if r.Waits, err = b.longestWaits(ctx, s, j); err != nil {
		return r, err
	}
	r.Forecast = process.Project(s.world, j, false)
	r.Checkpoint, err = b.checkpoint(ctx)
	return r, err
}

// registerFaults are the register rows that need a person's hand.
func (b *batch) registerFaults() (texts []string) {
	if b.adopted == nil {
		return nil
	}
	for _, f := range b.adopted.Faults {
		text := f.Text
		if f.Sheet == master.SheetLeave { // it may quote when somebody is away
			text = "raden behöver rättas, se Att göra"
		}
		where := f.Sheet
		if f.Row > 0 {
			where += fmt.Sprintf(", rad %d", f.Row)
		}
		texts = append(texts, where+": "+text)
	}
	return texts
}

// mailLines tell what came and what became of it, without names.
func (b *batch) mailLines(ctx context.Context, s *state) (lines []notify.MailLine, forms map[process.Matched]int, err error) {
	since, err := b.since(ctx)
	if err != nil {
		return nil, nil, err
	}
	mails, err := b.ledger.SeenSince(ctx, since)
	if err != nil {
		return nil, nil, err
	}
	late, err := b.ledger.LateSince(ctx, since)
	if err != nil {
		return nil, nil, err
	}
	late = slices.DeleteFunc(late, func(m ledger.Mail) bool { return m.Place == ledger.Quarantine }) // it waits as it did
	taken, err := b.ledger.Taken(ctx)
	if err != nil {
		return nil, nil, err
	}
	forms = map[process.Matched]int{}
	strangers, _ := s.strangersTold()
	for _, m := range slices.Concat(late, mails) {
		r, err := readingOf(m)
		if err != nil {
			return nil, nil, err
		}
		line := notify.MailLine{ID: m.ID, When: m.Received.In(b.now.Location()), From: "okänd avsändare", Place: string(m.Place)}
		for _, x := range taken[m.ID] {
			forms[x.How]++
			if x.CaseID != "" && !slices.Contains(line.Cases, x.CaseID) {
				line.Cases = append(line.Cases, x.CaseID)
			}
		}
		if theirs := process.CentresOf(s.world.Centres, r.From); len(theirs) > 0 {
			line.From = theirs[0].Name
		}
		line.What = whatBecame(m, r, taken[m.ID])
		line.Unanswered, line.Told = unanswered(m), tellsOf(strangers, m, r.From)
		if !m.Seen.After(since) {
			line.What = strings.TrimPrefix(line.What+", ur ett mejl som hade väntat", ", ")
		}
		lines = append(lines, line)
	}
	return lines, forms, nil
}

// howTaken says in Swedish what a form was.
var howTaken = map[process.Matched]string{
	process.New:               "ny intresseanmälan",
	process.Newer:             "nyare uppgifter i ett ärende",
	process.Same:              "samma uppgifter som förut",
	process.Withdraws:         "återkallelse",
	process.UnknownWithdrawal: "återkallelse av något som inte finns",
	process.UnclearWithdrawal: "återkallelse som passar på flera ärenden; avsändaren är tillfrågad om vilket",
}

// becameFor says in Swedish what became of a mail for a reason of its own.
var becameFor = map[string]string{
	whyForeign:                 "blanketten gäller en annan vårdcentral än avsändarens; ligger kvar och besvaras inte",
	whyNoSender:                "avsändaren är inte en enda; ligger kvar och besvaras inte",
	whySaid + ledger.AnswerYes: "svar på vår fråga om en avsändare: ja",
	whySaid + ledger.AnswerNo:  "svar på vår fråga om en avsändare: nej",
	whyUnsure:                  "svar på vår fråga om en avsändare: ja, men det går inte att styrka att svaret är vårdcentralens; se Att göra",
	whyUnsaid:                  "svar på vår fråga om en avsändare, varken ja eller nej; behöver läsas av en handläggare",
	whySeveral:                 "en återkallelse som passar på flera ärenden; behöver läsas av en handläggare",
	whyCapped:                  "gick inte att läsa; avsändaren har redan fått så många svar som en adress får, så det är inte besvarat",
	whyAskedMuch:               "bad om blanketten; avsändaren har redan fått så många svar som en adress får, så det är inte besvarat",
	whyLinked:                  "en länk i stället för en bilaga; avsändaren har fått veta hur blanketten skickas",
	whyAsked:                   "bad om blanketten och har fått den",
}

// whatBecame says in Swedish what became of a mail.
func whatBecame(m ledger.Mail, r reading, taken []ledger.Taken) string {
	if words := becameFor[m.Why]; words != "" && m.Place != ledger.Unjudged {
		return words
	}
	switch {
	case m.Place == ledger.Unjudged:
		return "svaret gick inte att skriva, så mejlet är inte taget; nästa körning försöker igen"
	case m.Place == ledger.Quarantine && strings.HasPrefix(m.Why, whyUnproven):
		return "det går inte att styrka att avsändaren är den registrerade; ligger kvar och besvaras inte"
	case m.Place == ledger.Quarantine:
		return "avsändaren finns inte i registret; ligger kvar och besvaras inte"
	case m.Place == ledger.Human && r.forms() > 0:
		return "en blankett som inte är besvarad; behöver läsas av en handläggare"
	case m.Place == ledger.Human:
		return "ett brev utan blankett; behöver läsas av en handläggare"
	case m.Place == ledger.Unreadable:
		return "bilagan gick inte att läsa; avsändaren har fått veta hur den skickas om"
	case r.Class != trust.Person:
		return "autosvar eller liknande; behöver inget svar"
	}
	return formsTaken(taken)
}

// formsTaken says what the forms of a mail were.
func formsTaken(taken []ledger.Taken) string {
	counts := map[process.Matched]int{}
	for _, x := range taken {
		counts[x.How]++
	}
	var parts []string
	for _, how := range []process.Matched{process.New, process.Newer, process.Same, process.Withdraws, process.UnknownWithdrawal, process.UnclearWithdrawal} {
		switch n := counts[how]; {
		case n == 1:
			parts = append(parts, howTaken[how])
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d × %s", n, howTaken[how]))
		}
	}
	return strings.Join(parts, ", ")
}
