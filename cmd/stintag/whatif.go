package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"stintag/process"
	"stintag/process/policy"
)

// whatIf is what a question supposes to be otherwise. Nothing of it is ever written.
type whatIf struct {
	policy string
	sets   []string
}

func (x *whatIf) flags(c *cobra.Command) {
	c.Flags().StringVar(&x.policy, "policy", "", "judge by this policy instead: a preset or a .toml")
	c.Flags().StringArrayVar(&x.sets, "set", nil, "KEY=VALUE, for this answer alone; may be given several times")
	c.Long += "\n\n--set takes " + strings.Join(process.SetKeys(), ", ") + "."
}

// judged is the state as last read, judged now, with what is supposed.
func (g *globals) judged(c *cobra.Command, x whatIf) (*office, *state, process.Judgement, error) {
	o, err := g.open()
	if err != nil {
		return nil, nil, process.Judgement{}, err
	}
	if x.policy != "" {
		if o.rules, err = policy.Load(x.policy, ""); err != nil {
			return nil, nil, process.Judgement{}, usageError{err}
		}
		o.follow(o.clock())
	}
	s, err := o.look(c.Context())
	if err != nil {
		return nil, nil, process.Judgement{}, err
	}
	if s.world, err = x.supposed(s.world); err != nil {
		return nil, nil, process.Judgement{}, err
	}
	return o, s, s.judge(), nil
}

// supposed is the World with what --set says.
func (x whatIf) supposed(w process.World) (process.World, error) {
	for _, set := range x.sets {
		key, value, ok := strings.Cut(set, "=")
		if !ok {
			return w, usageError{fmt.Errorf("--set %q is no KEY=VALUE; there is %s", set, strings.Join(process.SetKeys(), ", "))}
		}
		var err error
		if w, err = process.Set(w, key, value); err != nil {
			return w, usageError{err}
		}
	}
	return w, nil
}

// words tell what is supposed; "" where it is as it is.
func (x whatIf) words(p *process.Policy) string {
	var all []string
	if x.policy != "" {
		all = append(all, fmt.Sprintf("regelverk %s (%s)", p.Label(), p.Status))
	}
	if all = append(all, x.sets...); len(all) == 0 {
		return ""
	}
	return "Antagande: " + strings.Join(all, "; ") + ". Ingenting ändras."
}

// command is a command that supposes the same, for a reader to go on from.
func (x whatIf) command(name string) string {
	words := []string{"stintag", name}
	if x.policy != "" {
		words = append(words, "--policy", process.Quoted(x.policy))
	}
	for _, set := range x.sets {
		words = append(words, "--set", process.Quoted(set))
	}
	return strings.Join(words, " ")
}
