// Command stintag takes over the night shift of a Swedish region's intake of
// doctors to specialist training in general practice (ST i allmänmedicin): it
// pulls applications from a mailbox, judges and ranks them under the region's
// published rules, merges them into the master workbook that people decide in,
// and writes to the managers. run.go tells the story; the rest is detail.
//
// It is built on spf13/cobra (commands, help and completion in one well-kept
// box), log/slog with lmittmann/tint (colour on a terminal, JSON for machines),
// robfig/cron/v3 (the region's schedules), pelletier/go-toml/v2 (strict, with line
// and column), jedib0t/go-pretty/v6 (tables with å in them), vbauerster/mpb/v8 and
// mattn/go-isatty (progress that is silent unless a person watches).
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // the region's zone is known on every machine

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"stintag/process/ledger"
)

func main() {
	boundMemory(os.Getenv("GOMEMLIMIT"))
	signal.Ignore(syscall.SIGPIPE) // who reads no further (| head) does not leave a command half done: see output
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // who asks twice does not want to wait: the next run finishes what this one began
	code := Main(ctx, os.Args[1:], World{Out: os.Stdout, Err: os.Stderr, Clock: time.Now, Terminal: isatty.IsTerminal(os.Stdout.Fd()), Called: called(os.Args[0])})
	stop()
	os.Exit(code)
}

// World is what the program is given: nothing else comes in.
type World struct {
	Out, Err io.Writer
	Clock    func() time.Time
	Terminal bool   // Out is a person's terminal
	Called   string // what calls the program again; "": its name
	// Patience is how long a mail server may be silent; 0: as long as each deserves.
	Patience time.Duration
}

// called is what its user typed: go run keeps the program where nobody finds it again.
func called(arg string) string {
	if strings.Contains(filepath.ToSlash(arg), "/go-build") {
		return "go run ./cmd/stintag"
	}
	return arg
}

// Exit statuses.
const (
	exitDone   = 0 // done; cases that await a decision are normal
	exitFailed = 1
	exitUsage  = 2 // usage or configuration
	exitPerson = 3 // done, but something new needs a person
	exitLocked = 4 // a living process holds the lock
)

// errPerson ends a command that did its work and found something new that needs
// a person: quarantine, an unknown letter, a master that could not be written.
var errPerson = errors.New("something new needs a person")

// usageError is a fault in the command line or the configuration.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// Main runs one command and gives its exit status.
func Main(ctx context.Context, args []string, w World) int {
	out := &output{to: w.Out}
	w.Out = out
	root := newRoot(w)
	root.SetArgs(args)
	root.SetOut(w.Out)
	root.SetErr(w.Err)
	err := root.ExecuteContext(ctx)
	switch {
	case err != nil:
	case root.Flags().NArg() > 0: // help was asked for a command that is none
		err = usageError{unknownCommand(root.Flags().Arg(0))}
	default:
		err = out.fault()
	}
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errPerson):
		return exitPerson
	case errors.Is(err, errUnreadable), errors.Is(err, errTampered):
		return exitFailed
	case errors.As(err, &usage): // it quotes what its reader wrote
		fmt.Fprintln(w.Err, "stintag:", err)
		return exitUsage
	}
	fmt.Fprintln(w.Err, "stintag:", redact(err.Error())) // where nobody watches it ends in the journal
	if errors.Is(err, ledger.ErrLocked) {
		return exitLocked
	}
	return exitFailed
}

// globals are the flags every command has.
type globals struct {
	config    string
	now       string
	logLevel  string
	logFormat string
	json      bool
	w         World
}

const exitHelp = `
Exit status: 0 done; 1 failed; 2 usage or configuration; 3 done, but something
new needs a person; 4 a living process holds the lock.`

func newRoot(w World) *cobra.Command {
	g := &globals{w: w}
	root := &cobra.Command{
		Use:   "stintag",
		Short: "Takes in, ranks and answers applications for ST posts in general practice",
		Long: `stintag pulls intresseanmälan workbooks from a mailbox, judges and ranks them under
a region's published rules, merges them into the master workbook, where a person
decides, and mails receipts, corrections, reminders and decisions.

Start with: stintag demo`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	f := root.PersistentFlags()
	f.StringVarP(&g.config, "config", "c", "stintag.toml", "the configuration")
	f.StringVar(&g.now, "now", "", "the clock, for replays (RFC 3339)")
	f.StringVar(&g.logLevel, "log-level", "info", "debug, info, warn or error")
	f.StringVar(&g.logFormat, "log-format", "text", "text or json")
	f.BoolVar(&g.json, "json", false, "print tables as JSON")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		if c == root && c.Flags().NArg() > 0 { // its flags are not ours to know
			err = unknownCommand(c.Flags().Arg(0))
		}
		return usageError{err}
	})
	root.PersistentPreRunE = func(*cobra.Command, []string) error { return g.checkFlags() }
	root.AddCommand(
		newDemo(g), newInit(g), newRun(g), newServe(g), newImport(g), newForm(g), newRead(g),
		newRank(g), newExplain(g), newForecast(g), newAllot(g), newStatus(g), newCheck(g), newPolicy(g), newRestore(g), newOutbox(g), newAudit(g),
	)
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	furnish(root)
	return root
}

// furnish gives every command its exit statuses, and a wrong word its own: cobra
// answers an unknown command, or one that only holds others, with its help and 0.
func furnish(root *cobra.Command) {
	root.Long += "\n" + exitHelp
	for _, c := range root.Commands() {
		c.Long = strings.TrimRight(c.Long, "\n") + "\n" + exitHelp
		if c.Name() == "help" {
			continue
		}
		if c.Args == nil {
			c.Args = cobra.NoArgs
		}
		if c.Name() == "completion" { // our own have seen to theirs
			for _, shell := range c.Commands() {
				shell.Args = usageArgs(shell)
			}
		}
		if !c.Runnable() { // one that only holds others
			c.RunE = showHelp
		}
		c.Args = orUsage(c.Args)
	}
	root.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usageError{unknownCommand(args[0])}
		}
		return nil
	}
	root.RunE = showHelp
	help := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		if c != root || root.Flags().NArg() == 0 {
			help(c, args)
		}
	})
}

func showHelp(c *cobra.Command, _ []string) error { return c.Help() }

func unknownCommand(name string) error {
	return fmt.Errorf("unknown command %q; see: stintag --help", name)
}

// checkFlags refuses a flag's value also where the command has no use for it.
func (g *globals) checkFlags() error {
	if _, err := g.clock(); err != nil {
		return err
	}
	_, err := g.log()
	return err
}

// orUsage makes a fault in a command's arguments one of usage, and shows how it is used.
func orUsage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return usageError{fmt.Errorf("%w\n\n%s", err, c.UsageString())}
		}
		return nil
	}
}

// clock is the world's, unless --now sets it.
func (g *globals) clock() (func() time.Time, error) {
	if g.now == "" {
		return g.w.Clock, nil
	}
	t, err := time.Parse(time.RFC3339, g.now)
	if err != nil {
		return nil, usageError{fmt.Errorf("--now %q is no RFC 3339 time; write one like 2024-09-10T20:00:00+02:00", g.now)}
	}
	return func() time.Time { return t }, nil
}

// open reads the configuration and gives what a command works with.
func (g *globals) open() (*office, error) {
	cfg, err := LoadConfig(g.config)
	if err != nil {
		return nil, usageError{err}
	}
	clock, err := g.clock()
	if err != nil {
		return nil, err
	}
	log, err := g.log()
	if err != nil {
		return nil, err
	}
	o, err := newOffice(cfg, clock, log, g.w.Out)
	if err == nil {
		o.patience = g.w.Patience
	}
	return o, err
}
