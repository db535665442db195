package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"stintag/process"
	"stintag/process/ledger"
)

func newAuditAccept(g *globals) *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:   "accept --why TEXT",
		Short: "Carries on with a record that is not whole, and keeps naming its faults",
		Long: `A record whose end is damaged is not carried on: runs fail. Look first what happened,
with stintag audit verify, and at a copy of the ledger from before: putting that back
is better where nothing has happened since. Where there is none, accept tells what is
found, and then writes a row of its own in the audit: over which rows it accepts, with
which root, and what was found. From that row on the log is carried on; the stored
hashes of the rows before it are kept, so that a checkpoint of them still proves what it
did. What another hand changed counts from then on as it stands; look at each case that
is named.

It does not make the record whole. Each later verify names the faults and ends with
status 3, the next Dagsrapport tells that the record was accepted, and whatever is
changed after that is a fault as ever.

The reason is kept in the ledger and should name nobody; the audit holds only a
commitment to it. Who accepted is not recorded.

  stintag audit verify
  stintag audit accept --why "the disk was replaced, see the log book of 12 May"

Status 2: nothing is found, or --why is missing; nothing is changed then.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return g.acceptAudit(c, why) },
	}
	c.Flags().StringVar(&why, "why", "", "what happened, without names")
	return c
}

func (g *globals) acceptAudit(c *cobra.Command, why string) error {
	o, done, err := g.ownStores(c.Context())
	if err != nil {
		return err
	}
	defer done()
	found, err := o.ledger.Verify(c.Context())
	if err != nil {
		return err
	}
	if !g.json {
		printFaults(o.out, "fault", found.Faults, found.More)
	}
	switch {
	case found.Whole():
		return usageError{errors.New("the audit is whole: there is nothing to accept")}
	case len(found.Faults) == 0:
		return usageError{errors.New("what is found was accepted before, and there is nothing more to accept: stintag audit verify tells it")}
	case strings.TrimSpace(why) == "":
		return usageError{errors.New("--why is missing: say what happened, like --why \"the disk was replaced\"; nothing is accepted")}
	}
	var a ledger.Acceptance
	err = o.ledger.Do(c.Context(), o.clock(), func(tx *ledger.Tx) (err error) {
		a, err = tx.AcceptAudit(why)
		return err
	})
	if err != nil {
		return err
	}
	if g.json {
		return printJSON(o.out, o.acceptance(a))
	}
	fmt.Fprintf(o.out, "Accepted. The log is carried on from row %d; stintag audit verify names what was found each time.\n", a.Row)
	return nil
}

// acceptance is one as verify prints it.
type acceptance struct {
	Row    int64    `json:"row"`
	On     string   `json:"on"`
	Why    string   `json:"why,omitempty"`
	Faults []string `json:"faults"`
	More   int      `json:"more_faults,omitempty"`
}

func (o *office) acceptance(a ledger.Acceptance) acceptance {
	return acceptance{Row: a.Row, On: a.At.In(o.clock().Location()).Format("2006-01-02"), Why: a.Why, Faults: a.Faults, More: a.More}
}

// printAccepted tells what was found and accepted, and what of it is still found that
// the acceptance does not name.
func (v verdict) printAccepted(out io.Writer) {
	still := slices.Clone(v.Still)
	for _, a := range v.Accepted {
		printFaults(out, fmt.Sprintf("accepted on %s by row %d", a.On, a.Row), a.Faults, a.More)
		if a.Why != "" {
			fmt.Fprintf(out, "  because: %s\n", a.Why)
		}
		still = slices.DeleteFunc(still, func(f string) bool { return slices.Contains(a.Faults, f) })
	}
	printFaults(out, "accepted, and still found", still, v.StillMore)
}

func printFaults(out io.Writer, title string, faults []string, more int) {
	for _, f := range faults {
		fmt.Fprintf(out, "%s: %s\n", title, f)
	}
	if more > 0 {
		fmt.Fprintf(out, "%s: and %d more\n", title, more)
	}
}

// verifyRecord holds the record to itself each night: what another hand changed is
// told while people remember, and that a person accepted it is told once.
func (b *batch) verifyRecord(ctx context.Context) error {
	found, err := b.ledger.VerifyWatched(ctx, b.course.move)
	if err != nil {
		return err
	}
	b.verified = &found
	if n := len(found.Faults) + found.More; n > 0 {
		b.person = append(b.person, fmt.Sprintf("the audit is not whole: %d fault(s); see stintag audit verify", n))
	}
	return nil
}

// checkpoint is the audit as it stands, signed: for the Dagsrapport, word for word.
// Where the record was just looked at it is over the rows themselves: a stored hash
// over several of them may be what is wrong.
func (b *batch) checkpoint(ctx context.Context) (string, error) {
	n, err := b.notary()
	if err != nil {
		return "", err
	}
	head, err := b.ledger.AuditHead(ctx)
	if err != nil {
		return "", err
	}
	if v := b.verified; v != nil && v.Size == head.Size {
		head = v.Head
	}
	return n.Sign(head)
}

// recordTodo tells those who read the Dagsrapport.
func (b *batch) recordTodo() (todo []process.Todo) {
	if b.verified == nil {
		return nil
	}
	if len(b.verified.Faults) > 0 {
		todo = append(todo, process.Todo{What: "Säg till den som sköter programmet: loggen är ändrad",
			Why: "Något i programmets register är ändrat av någon annan än programmet. Beslut och ärenden kan vara ändrade. stintag audit verify visar vad."})
	}
	for _, a := range b.verified.Accepted {
		if !a.Told {
			todo = append(todo, process.Todo{What: "Fråga den som sköter programmet vad som hände: loggen är godtagen med fel",
				Why: "Loggen var skadad eller ändrad av någon annan än programmet, och den som sköter programmet godtog den " + b.acceptance(a).On +
					" som den var. Beslut och ärenden kan vara ändrade. stintag audit verify visar vad. Det här sägs bara den här gången."})
		}
	}
	return todo
}

// recorded is what status tells of the record.
type recorded struct {
	Accepted string `json:"audit_accepted_with_faults,omitempty"` // when
}

func (o *office) recorded(ctx context.Context) (r recorded, err error) {
	a, is, err := o.ledger.LastAcceptance(ctx)
	if is {
		r.Accepted = o.acceptance(a).On
	}
	return r, err
}

func (r recorded) print(out io.Writer) {
	if r.Accepted != "" {
		fmt.Fprintf(out, "The audit was accepted with faults on %s; it tells which: stintag audit verify\n", r.Accepted)
	}
}
