package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"stintag/process"
	"stintag/process/policy"
)

func newPolicy(g *globals) *cobra.Command {
	c := &cobra.Command{
		Use:   "policy",
		Short: "Looks a region's rules over",
		Long: `Reads a region's rules. A policy of your own is a copied preset:

  stintag policy show vastmanland > egen.toml
  stintag policy check egen.toml`,
	}
	c.AddCommand(newPolicyCheck(g), newPolicyShow())
	for _, sub := range c.Commands() {
		sub.Long += "\n" + exitHelp
		sub.Args = func(c *cobra.Command, args []string) error {
			if err := cobra.ExactArgs(1)(c, args); err != nil {
				return usageError{fmt.Errorf("%w\n\n%s", err, c.UsageString())}
			}
			return nil
		}
	}
	return c
}

func newPolicyCheck(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE|PRESET",
		Short: "Tells what is odd in a policy, though allowed",
		Long: `Reads a policy, every dated version of it, and tells what is strange though it is
allowed: a plan that decreases, a stop that is over, a criterion that never decides.
Odd is no failure; a policy that cannot be read is refused with file, line and column.

  stintag policy check vastmanland
  stintag policy check egen.toml`,
		RunE: func(c *cobra.Command, args []string) error {
			rules, err := policy.Load(args[0], "")
			if err != nil {
				return usageError{err}
			}
			clock, err := g.clock()
			if err != nil {
				return err
			}
			lines := oddLines(args[0], rules.Odd(process.DateOf(clock())))
			if g.json {
				return printJSON(c.OutOrStdout(), lines)
			}
			for _, l := range lines {
				fmt.Fprintln(c.OutOrStdout(), l)
			}
			if len(lines) == 0 {
				fmt.Fprintln(c.OutOrStdout(), "Inget märkligt.")
			}
			return nil
		},
	}
}

func newPolicyShow() *cobra.Command {
	return &cobra.Command{
		Use:   "show PRESET",
		Short: "Prints a preset as written, to start a policy of your own from",
		Long: `Prints a preset with its comments: every value, and where it comes from.

  stintag policy show jamtland-harjedalen > egen.toml`,
		RunE: func(c *cobra.Command, args []string) error {
			text, err := policy.PresetText(args[0])
			if err != nil {
				return usageError{err}
			}
			_, err = c.OutOrStdout().Write(text)
			return err
		},
	}
}

// oddLine is one thing that is odd, and where.
type oddLine struct {
	File string       `json:"fil"`
	Line int          `json:"rad,omitempty"`
	From process.Date `json:"gäller från,omitzero"`
	Text string       `json:"text"`
}

// String is FILE:LINE: what is odd.
func (l oddLine) String() string {
	where, text := l.File, l.Text
	if l.Line > 0 {
		where = fmt.Sprintf("%s:%d", l.File, l.Line)
	}
	if !l.From.IsZero() {
		text = fmt.Sprintf("Från %s: %s", l.From, text)
	}
	return where + ": " + text
}

func oddLines(name string, odd []policy.Oddity) []oddLine {
	if !strings.HasSuffix(name, ".toml") {
		name += ".toml"
	}
	lines := []oddLine{}
	for _, o := range odd {
		lines = append(lines, oddLine{name, o.Line, o.From, o.Text})
	}
	return lines
}
