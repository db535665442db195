package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"sort"
	"time"

	"stintag/notify"
	"stintag/process"
	"stintag/process/kill"
	"stintag/process/ledger"
	"stintag/process/master"
	"stintag/process/workbook"
)

// A run has five chapters. Each can be repeated: what is done is in the ledger,
// and what is not in the ledger is not done, so a run that dies is finished by
// the next one. The order of writes is the whole safety of it:
//
//	spool (fsync) → ledger → [master, with its base recorded before and after]
//	→ letters → mailbox
//
// A mail is moved only when its place is in the ledger, a letter is sent only
// when it is in the outbox, and both stand there in one transaction with what
// caused them.
type batch struct {
	*office
	now     time.Time
	nightly bool
	watch   func(step string, done, of int) // progress, for people

	run      ledger.Run
	adopted  *master.Adopted // nil where the master could not be read
	identity string          // the ledger's, in the stamps of its masters
	stamp    string          // which of the masters we wrote it is; "" where it does not tell
	manual   []manualCase    // the rows that people added, and what they are
	left     []int64         // mails whose answers could not be written: the next run tries again
	moved    []process.Todo  // columns of people's that seem to have been sorted without the others
	gone     []goneRow       // rows that people took out of the roster
	copies   []master.Copy   // files that somebody works in instead of the master
	waits    string          // Swedish: why the master waits
	waitsFor error           // the same for operators
	deaf     bool            // the mailbox could not be read
	mute     bool            // nobody answered there before the inbox was open
	trouble  []error         // what went wrong without ending the run
	person   []string        // what is new and needs a person
	letters  notify.Delivered
	verified *ledger.Verified // the record, of a night; nil: not looked at yet
}

// Batch is one run: the same for the command, the daemon and the demo. It returns
// errPerson where something new needs a person, and errStopped where ctx told it to
// stop before its end.
func (o *office) Batch(ctx context.Context, nightly bool, watch func(string, int, int)) (*batch, error) {
	b := &batch{office: o, now: o.clock(), nightly: nightly, watch: watch}
	o.follow(b.now)
	whole := context.WithoutCancel(ctx)
	if err := b.begin(whole); err != nil {
		return b, err
	}
	kill.Point("run-begun")
	for _, chapter := range []struct {
		name string
		tell func(context.Context) error
		ctx  context.Context // one that waits for servers is left between two mails or letters, the others are finished
	}{
		{"receive", b.receive, ctx}, {"adopt", b.adopt, whole}, {"judge", b.judge, whole}, {"merge", b.merge, whole}, {"notify", b.notify, ctx},
	} {
		o.log.Debug("chapter", "chapter", chapter.name, "run", b.run.ID)
		o.course.enter(chapter.name)
		err := chapter.tell(chapter.ctx)
		switch {
		case ctx.Err() != nil:
			return b, errors.Join(errStopped, err)
		case err != nil:
			return b, fmt.Errorf("%s: %w", chapter.name, err)
		}
	}
	return b, b.end(whole)
}

// receive brings mail into the spool and the ledger, and keeps what its forms say
// as written. It needs no register and judges nothing; the mailbox is only read.
func (b *batch) receive(ctx context.Context) error {
	if b.cfg.IMAP.Address.s != "" {
		if err := b.inInbox(ctx, b.fetch); err != nil {
			b.deaf = ctx.Err() == nil // told to stop, we heard nothing of the mailbox
			b.mailboxFailed(err)
		}
	}
	kill.Point("fetched")
	return b.readAll(ctx)
}

// adopt reads the master as people left it. A person's cell wins, and is recorded
// with what it was.
func (b *batch) adopt(ctx context.Context) error {
	path := b.cfg.path(b.cfg.Master)
	raw, err := os.ReadFile(path)
	b.stamp = workbook.StampOf(raw)
	base, pending, failed := b.bases(ctx)
	if failed == nil {
		b.identity, failed = b.identify(ctx)
	}
	if failed != nil {
		return failed
	}
	if err == nil && master.IsReadingCopy(raw) {
		err = master.ErrReadingCopy
	}
	if err == nil {
		b.adopted, err = master.Adopt(raw, base, pending)
	}
	if err != nil {
		b.waits, b.waitsFor = master.UnreadWords(path, err, b.now)+" Till dess gäller den senast lästa.", err
		b.log.Warn("the master could not be read; the one last read holds", "error", err)
		return nil
	}
	if err := b.findCopies(ctx, path, raw); err != nil {
		return err
	}
	if doubt, err := b.doubt(ctx); err != nil {
		return err
	} else if doubt != "" && b.accepts {
		if err := b.do(ctx, func(tx *ledger.Tx) error { return tx.Audit("master accepted", "", b.stamp) }); err != nil {
			return err
		}
	} else if doubt != "" {
		b.adopted, b.waits, b.waitsFor = nil, doubt+" Till dess gäller den senast lästa.", errDoubted
		b.log.Warn("the master is not believed; the one last read holds", "error", errDoubted)
		return nil
	}
	if err := b.noteGoneRows(ctx); err != nil { // before they are the registers last adopted
		return err
	}
	err = b.keepAdopted(ctx)
	kill.Point("adopted")
	return errors.Join(err, b.tellFaults(ctx))
}

// judge says where everything stands, from the ledger and the registers alone,
// and commits in one transaction what follows: places, cases, decisions, letters.
// A mail whose answer cannot be written is left as it came, for the next run, and
// the others are judged as if it had not come: a case is never opened untold.
func (b *batch) judge(ctx context.Context) error {
	for {
		f, err := b.consider(ctx)
		switch {
		case err != nil:
			return errors.Join(err, errors.Join(b.trouble...))
		case len(f.unwritten) == 0:
			return b.commit(ctx, f)
		}
		for _, id := range f.unwritten {
			b.trouble = append(b.trouble, fmt.Errorf("mail %d waits for the next run: its answer cannot be written", id))
		}
		b.left = append(b.left, f.unwritten...)
	}
}

// merge brings the ledger into the master workbook, replaced whole and at once. It
// takes nothing from this run but its clock, its counts and which rows people added.
func (b *batch) merge(ctx context.Context) error {
	if b.adopted == nil {
		return nil
	}
	s, err := b.load(ctx, b.now)
	if err != nil {
		return err
	}
	view, err := b.view(ctx, s, s.judge())
	if err != nil {
		return err
	}
	base, pending, err := b.bases(ctx)
	if err != nil {
		return err
	}
	out, next, err := master.Merge(b.cfg.path(b.cfg.Master), base, pending, view, b.mergeOptions(ctx))
	if err != nil {
		return err
	}
	return b.merged(ctx, out, next)
}

// notify hands over every letter owed, also earlier runs', then moves the mail
// that is dealt with: the mailbox is acted on last.
func (b *batch) notify(ctx context.Context) error {
	if err := b.deliver(ctx); err != nil {
		return err
	}
	if b.nightly { // last, so that it tells of the letters too
		if err := errors.Join(b.verifyRecord(ctx), b.oweReport(ctx)); err != nil {
			return err
		}
		kill.Point("report-owed")
		if err := b.deliver(ctx); err != nil {
			return err
		}
	}
	if b.cfg.IMAP.Address.s == "" || b.dry {
		return nil
	}
	b.moveMail(ctx)
	return nil
}

// deliver hands the letters owed to the server, one after the other.
func (b *batch) deliver(ctx context.Context) error {
	only, err := b.letThrough(ctx)
	if err != nil {
		return err
	}
	out, err := notify.Deliver(ctx, notify.Delivery{
		Ledger: b.ledger, Sender: b.letterSender(), From: b.cfg.SMTP.From.bare(), Now: b.now, Gap: b.gap(),
		Watch: func(done, of int) { b.progress("Skickar brev", done, of) }, Point: kill.Point, Only: only,
	})
	b.letters.Sent += out.Sent
	b.letters.Retry += out.Retry
	b.letters.Refused += out.Refused
	b.letters.Unknown += out.Unknown
	if out.Stopped != "" {
		b.trouble = append(b.trouble, fmt.Errorf("no letter can be sent, and all stay owed: %s", out.Stopped))
	}
	if out.Refused > 0 {
		b.person = append(b.person, fmt.Sprintf("%d letter(s) that the server refused for good", out.Refused))
	}
	if out.Unknown > 0 {
		b.person = append(b.person, fmt.Sprintf("%d letter(s) whose fate is unknown", out.Unknown))
	}
	return err
}

// begin notes the run's start.
func (b *batch) begin(ctx context.Context) error {
	return b.do(ctx, func(tx *ledger.Tx) (err error) {
		b.run.ID, err = tx.Begin(b.nightly)
		b.course.begin(b.run.ID)
		return err
	})
}

// end notes what the run did.
func (b *batch) end(ctx context.Context) error {
	b.run.Outcome, b.run.MasterWaits = "done", b.waits
	last, _, err := b.ledger.LastRun(ctx)
	if err != nil {
		return err
	}
	if b.waits != "" && b.waits != last.MasterWaits { // new: not told of by the run before
		b.person = append(b.person, fmt.Sprintf("the master waits: %v", cmp.Or(b.waitsFor, errors.New(b.waits))))
	}
	if len(b.trouble) > 0 {
		b.run.Outcome = "trouble"
	}
	deaf, err := b.deafness(ctx)
	if err != nil {
		return err
	}
	err = b.ledger.Do(ctx, b.clock(), func(tx *ledger.Tx) error { return errors.Join(keepDeafness(tx, deaf), tx.End(b.run)) })
	if err != nil {
		return err
	}
	kill.Point("run-ended")
	b.log.Info("run done", "run", b.run.ID, "found", b.run.Found, "new", b.run.New, "sent", b.letters.Sent,
		"retry", b.letters.Retry, "refused", b.letters.Refused, "unknown", b.letters.Unknown)
	for _, p := range b.person {
		b.log.Warn("needs a person", "what", p)
	}
	switch {
	case len(b.person) > 0:
		for _, err := range b.trouble {
			b.log.Error("trouble", "error", err)
		}
		return errPerson
	case len(b.trouble) > 0:
		return errors.Join(b.trouble...)
	}
	return nil
}

func (b *batch) do(ctx context.Context, f func(*ledger.Tx) error) error {
	return b.ledger.Do(ctx, b.now, f)
}

func (b *batch) progress(step string, done, of int) {
	b.course.move()
	if b.watch != nil {
		b.watch(step, done, of)
	}
}

// gap keeps the rate of [smtp]; a folder needs none.
func (b *batch) gap() time.Duration {
	if b.cfg.SMTP.Directory != "" || b.dry {
		return 0
	}
	return b.cfg.SMTP.Rate.gap()
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
