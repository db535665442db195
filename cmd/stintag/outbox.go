package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"stintag/process/kill"
	"stintag/process/ledger"
)

func newOutbox(g *globals) *cobra.Command {
	c := &cobra.Command{
		Use:   "outbox [list|show N|retry N|drop N|release]",
		Short: "The letters, and settling those whose fate is unknown",
		Long: `Lists the letters that are not on their way by themselves, shows one, and settles it.

A letter is owed, trying, sent, refused (the server will never take it), retry (the
server said later; it is tried again by itself, for some five days), unknown (handed
over, the answer lost), bounced (a delivery report says it did not arrive) or dropped.
One that is unknown waits for you: ask the recipient, or the server's log for its
Message-ID, whether it arrived; then retry it, which sends the same bytes again, or
drop it.

Decisions beyond the policy's most_decisions_per_run, and all letters when a day
causes more than 3 a mail + 50, wait for: stintag outbox release.

  stintag outbox                           those that need a look
  stintag outbox list --all                every letter
  stintag outbox show 17                   to whom, why, and the letter itself
  stintag outbox retry 17
  stintag outbox drop 17 --why "phoned her"
  stintag outbox release`,
		RunE: func(c *cobra.Command, _ []string) error { return g.listOutbox(c, false) },
	}
	c.AddCommand(newOutboxList(g), newOutboxShow(g), newOutboxRetry(g), newOutboxDrop(g), newOutboxRelease(g))
	for _, sub := range c.Commands() {
		sub.Long += "\n" + exitHelp
		sub.Args = usageArgs(sub)
	}
	return c
}

// usageArgs makes a wrong number of arguments a fault of usage.
func usageArgs(c *cobra.Command) cobra.PositionalArgs {
	check := c.Args
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return usageError{fmt.Errorf("%w\n\n%s", err, c.UsageString())}
		}
		return nil
	}
}

func newOutboxList(g *globals) *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:   "list",
		Short: "Letters by state: number, kind, cases and the recipient's domain",
		Long: `Lists the letters that are owed, being retried, refused, unknown or bounced. Of the
recipient only the domain is told; show tells the address.

  stintag outbox list --all`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return g.listOutbox(c, all) },
	}
	c.Flags().BoolVar(&all, "all", false, "also those sent and dropped")
	return c
}

func newOutboxShow(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "show N",
		Short: "One letter: to whom, what became of it, and its text as sent",
		Long: `Shows one letter whole. It holds what its recipient may read: personal data.

  stintag outbox show 17`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return g.withLetter(c, args[0], func(o *office, l ledger.Letter) error {
				if g.json {
					return printJSON(o.out, o.letterLine(l, true))
				}
				o.showLetter(l)
				return nil
			})
		},
	}
}

func newOutboxRetry(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "retry N",
		Short: "Owe a letter once more: the next run sends the same bytes",
		Long: `Makes a letter that is unknown, refused, bounced, dropped or being retried owed again.
The next run hands over the same bytes, with the same Message-ID. Its address is taken
to take mail again.

  stintag outbox retry 17`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return g.settleLetter(c, args[0], func(l ledger.Letter) (string, func(*ledger.Tx) error) {
				switch l.State {
				case ledger.Sent:
					return "is sent: the server has it", nil
				case ledger.Owed, ledger.Trying:
					if !l.Suppressed {
						return "is owed already: the next run sends it", nil
					}
				}
				return "is owed: the next run sends it", func(tx *ledger.Tx) error { return tx.Restore(l.ID) }
			})
		},
	}
}

func newOutboxDrop(g *globals) *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:   "drop N --why TEXT",
		Short: "Give a letter up, for a reason that is kept",
		Long: `Gives up a letter that is not sent. It stays in the ledger with its reason, which
should name nobody; nothing is composed in its place.

  stintag outbox drop 17 --why "told by phone"`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if strings.TrimSpace(why) == "" {
				return usageError{errors.New("--why is missing: say why the letter is given up, like --why \"told by phone\"")}
			}
			return g.settleLetter(c, args[0], func(l ledger.Letter) (string, func(*ledger.Tx) error) {
				switch l.State {
				case ledger.Sent:
					return "is sent, and cannot be called back", nil
				case ledger.Dropped:
					return "is dropped already", nil
				}
				return "is dropped", func(tx *ledger.Tx) error { return tx.Drop(l.ID, why) }
			})
		},
	}
	c.Flags().StringVar(&why, "why", "", "the reason; it is kept in the audit")
	return c
}

func newOutboxRelease(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "release",
		Short: "Let go what was stopped: decisions beyond the cap, and letters",
		Long: `Says, for a person who has looked, that the decisions beyond most_decisions_per_run
are meant, and that the letters that stopped the sending may go. It holds for those
that wait now; the next run lets them go.

  stintag outbox release`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o, done, err := g.ownStores(c.Context())
			if err != nil {
				return err
			}
			defer done()
			return o.release(c.Context())
		},
	}
}

// release says a person's word.
func (o *office) release(ctx context.Context) error {
	waits, err := o.heldDecisions(ctx)
	if err != nil {
		return err
	}
	x, err := o.breaker(ctx)
	if err != nil {
		return err
	}
	n := 0
	err = o.ledger.Do(ctx, o.clock(), func(tx *ledger.Tx) error {
		for _, id := range sortedKeys(waits) {
			if h := waits[id]; h.Over && !h.Released {
				h.Released = true
				waits[id], n = h, n+1
				if err := tx.Audit("decision released", id, string(h.Decision.Verdict)); err != nil {
					return err
				}
			}
		}
		if err := keepWaiting(tx, waits); err != nil {
			return err
		}
		if x.Tripped.IsZero() {
			return nil
		}
		if err := tx.Audit("sending released", "", fmt.Sprintf("%d letters for %d mails", x.Letters, x.Mails)); err != nil {
			return err
		}
		return keepBreaker(tx, breaker{Released: o.clock()})
	})
	if err != nil {
		return err
	}
	if x.Tripped.IsZero() && n == 0 {
		fmt.Fprintln(o.out, "nothing is stopped")
		return nil
	}
	fmt.Fprintf(o.out, "released: %d decision(s)", n)
	if !x.Tripped.IsZero() {
		fmt.Fprintf(o.out, "; the sending of letters, stopped since %s", nowIn(x.Tripped.In(o.clock().Location())))
	}
	fmt.Fprintln(o.out, "; the next run lets them go")
	return nil
}

// ownStores opens what a command that changes the ledger needs, under the lock.
func (g *globals) ownStores(ctx context.Context) (*office, func(), error) {
	o, err := g.open()
	if err != nil {
		return nil, nil, err
	}
	if _, err := os.Stat(o.cfg.path(o.cfg.Ledger)); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, errNoLedger
	}
	done, err := o.lockedStores(ctx)
	return o, done, err
}

func letterNumber(arg string) (int64, error) {
	n, err := strconv.ParseInt(arg, 10, 64)
	if err != nil || n < 1 {
		return 0, usageError{fmt.Errorf("%q is no letter's number; see: stintag outbox list", arg)}
	}
	return n, nil
}

// find gives the letter with a number.
func (o *office) find(ctx context.Context, n int64) (ledger.Letter, error) {
	l, there, err := o.ledger.Letter(ctx, n)
	if err == nil && !there {
		err = usageError{fmt.Errorf("there is no letter %d; see: stintag outbox list --all", n)}
	}
	return l, err
}

// withLetter looks at one letter.
func (g *globals) withLetter(c *cobra.Command, arg string, look func(*office, ledger.Letter) error) (err error) {
	n, err := letterNumber(arg)
	if err != nil {
		return err
	}
	o, err := g.open()
	if err != nil {
		return err
	}
	if err := o.viewStores(c.Context()); err != nil {
		return errors.Join(err, o.close())
	}
	defer func() { err = errors.Join(err, o.close()) }()
	l, err := o.find(c.Context(), n)
	if err != nil {
		return err
	}
	return look(o, l)
}

// settleLetter does what is to be done to one letter, and says what it is then. A
// letter to which nothing is to be done is a fault of usage.
func (g *globals) settleLetter(c *cobra.Command, arg string, how func(ledger.Letter) (string, func(*ledger.Tx) error)) error {
	n, err := letterNumber(arg)
	if err != nil {
		return err
	}
	o, done, err := g.ownStores(c.Context())
	if err != nil {
		return err
	}
	defer done()
	l, err := o.find(c.Context(), n)
	if err != nil {
		return err
	}
	says, do := how(l)
	if do == nil {
		return usageError{fmt.Errorf("letter %d %s", n, says)}
	}
	if err := o.ledger.Do(c.Context(), o.clock(), do); err != nil {
		return err
	}
	kill.Point("letter-settled")
	fmt.Fprintf(o.out, "letter %d %s\n", n, says)
	return nil
}
