package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"stintag/process"
	"stintag/process/policy"
)

func newCheck(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Tells what would keep a run from its work, and how to mend it",
		Long: `Tries everything that a run needs, one line each: the configuration and the people
in it, the policy, the key, the ledger, the spool, the disk, the clock, the master and its registers, the way
into the mailbox up to its inbox and folders, and the login where letters are handed
in. It sends no letter and takes no mail; a mail folder that is missing is made, as
the first mail for it would do.

Each line is ok, odd (a run works, but look) or fail, with what is wrong and how to
mend it. The exit status is 0 where nothing fails, 2 where a fault is in stintag.toml
or in what it names (a secret, a right, a file), 1 where it is elsewhere.

  stintag check
  stintag check --json`,
		RunE: func(c *cobra.Command, _ []string) error {
			k, err := g.check(c.Context())
			if err != nil {
				return err
			}
			if g.json {
				err = printJSON(c.OutOrStdout(), k.lines)
			} else {
				k.print(c.OutOrStdout())
			}
			return errors.Join(err, k.verdict())
		},
	}
}

// The verdicts of a line.
const (
	fine   = "ok"
	odd    = "odd"
	failed = "fail"
)

// checkLine is what one thing is like.
type checkLine struct {
	What    string `json:"what"`
	Verdict string `json:"verdict"`
	Words   string `json:"words"`
	Mend    string `json:"mend,omitempty"`
	Config  bool   `json:"configuration,omitempty"` // the fault is in stintag.toml or in what it names
}

// checker collects the lines.
type checker struct {
	cfg   Config
	now   time.Time
	lines []checkLine
}

func (k *checker) ok(what, format string, args ...any) {
	k.lines = append(k.lines, checkLine{What: what, Verdict: fine, Words: fmt.Sprintf(format, args...)})
}

func (k *checker) odd(what, words, mend string) {
	k.lines = append(k.lines, checkLine{What: what, Verdict: odd, Words: words, Mend: mend})
}

func (k *checker) fail(what string, f *fault) {
	k.lines = append(k.lines, checkLine{What: what, Verdict: failed, Words: f.wrong, Mend: f.mend, Config: f.config})
}

// check goes from what is nearest to what is farthest; only a configuration that
// cannot be read ends it early.
func (g *globals) check(ctx context.Context) (*checker, error) {
	clock, err := g.clock()
	if err != nil {
		return nil, err
	}
	k := &checker{now: clock()}
	if k.cfg, err = LoadConfig(g.config); err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			k.fail("configuration", &fault{wrong: line, config: true})
		}
		return k, nil
	}
	k.now = k.now.In(k.cfg.location())
	k.ok("configuration", "%s is read", g.config)
	k.people()
	k.policy()
	k.key()
	k.secrets()
	k.stores(ctx)
	k.disk()
	k.master(ctx)
	k.trust(ctx)
	k.mailbox(ctx)
	k.letters(ctx)
	return k, nil
}

func (k *checker) policy() {
	rules, err := policy.Load(k.cfg.Policy, k.cfg.dir)
	if err != nil {
		k.fail("policy", &fault{wrong: unbroken(err), mend: "see policy in stintag.toml", config: true})
		return
	}
	p := rules.At(dateOf(k.now))
	if n := len(rules.Odd(dateOf(k.now))); n > 0 {
		k.odd("policy", fmt.Sprintf("%s, with %s allowed and yet strange", p.Label(), counted(n, "thing that is", "things that are")), "read them with: stintag policy check "+k.policyName())
		return
	}
	k.ok("policy", "%s", p.Label())
}

// policyName names the policy as any folder's command line takes it.
func (k *checker) policyName() string {
	if strings.HasSuffix(k.cfg.Policy, ".toml") {
		return process.Quoted(k.cfg.path(k.cfg.Policy))
	}
	return k.cfg.Policy
}

func (k *checker) key() {
	if _, err := readKey(k.cfg.path(k.cfg.KeyFile)); err != nil {
		wrong, mend, _ := strings.Cut(unbroken(err), "; ")
		k.fail("key", &fault{wrong: wrong, mend: mend, config: true})
		return
	}
	k.ok("key", "%s is there, for its owner only", k.cfg.KeyFile)
}

// placeholder is where the addresses of a new stintag.toml are.
const placeholder = "region.example"

// people looks for what a new stintag.toml says until somebody fills it in, and for
// what may be empty and then leaves somebody without a word.
func (k *checker) people() {
	p := k.cfg.People
	all := []string{p.Contact, k.cfg.SMTP.From.s}
	for _, a := range slices.Concat(p.Administrators, p.StudyDirectors, p.Council) {
		all = append(all, a.s)
	}
	switch {
	case slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, "@"+placeholder) }):
		k.odd("people", "an address ends in "+placeholder+": stintag init wrote it", "write your own under [people], and in smtp.from")
	case len(p.Administrators) == 0:
		k.odd("people", "people.administrators is empty: nobody gets the Dagsrapport", "write at least one address")
	case strings.TrimSpace(p.Contact) == "":
		k.odd("people", "people.contact is empty: the letters end without a name to ask", "write a name, a phone number and an address")
	default:
		k.ok("people", "the Dagsrapport goes to %s", counted(len(p.Administrators), "address", "addresses"))
	}
}

// counted is a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		many = one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// print gives each line on one line.
func (k *checker) print(out io.Writer) {
	for _, l := range k.lines {
		words := l.Words
		if l.Mend != "" {
			words += "; " + l.Mend
		}
		fmt.Fprintf(out, "%-4s  %-13s  %s\n", l.Verdict, l.What, words)
	}
}

// verdict is the exit status, and a last line.
func (k *checker) verdict() error {
	fails, inConfig := 0, false
	for _, l := range k.lines {
		if l.Verdict == failed {
			fails++
			inConfig = inConfig || l.Config
		}
	}
	if fails == 0 {
		return nil
	}
	err := fmt.Errorf("check: %d of %d fail", fails, len(k.lines))
	if inConfig {
		return usageError{err}
	}
	return err
}

// unbroken is an error on a line of its own.
func unbroken(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }
