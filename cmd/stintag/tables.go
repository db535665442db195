package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"stintag/process"
	"stintag/process/policy"
)

func newRank(g *globals) *cobra.Command {
	var policyFile string
	c := &cobra.Command{
		Use:   "rank",
		Short: "The list, with reasons",
		Long: `Prints who stands where and why, from the registers and cases as last read. With
another policy it tells how they would stand under it, and changes nothing.

  stintag rank
  stintag rank --policy förslag.toml`,
		RunE: func(c *cobra.Command, _ []string) error {
			_, s, j, err := g.judged(c, policyFile)
			if err != nil {
				return err
			}
			lines := rankLines(s, j)
			if g.json {
				return printJSON(c.OutOrStdout(), lines)
			}
			printRank(c.OutOrStdout(), lines)
			return nil
		},
	}
	c.Flags().StringVar(&policyFile, "policy", "", "judge by this policy instead: a preset or a .toml")
	return c
}

func newExplain(g *globals) *cobra.Command {
	var policyFile string
	c := &cobra.Command{
		Use:   "explain CASE",
		Short: "Why one case stands where it does",
		Long: `Prints place and total, which criterion decided against the case just above and
just below, every criterion's value, the proposal and what binds.

  stintag explain IA-2024-0007`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			_, s, j, err := g.judged(c, policyFile)
			if err != nil {
				return err
			}
			e, ok := process.Explain(s.world, j, args[0])
			if !ok {
				return usageError{fmt.Errorf("there is no case %s; stintag rank lists them", args[0])}
			}
			if g.json {
				return printJSON(c.OutOrStdout(), map[string]any{"ärende": e.Case, "rader": e.Lines})
			}
			for _, l := range e.Lines {
				fmt.Fprintln(c.OutOrStdout(), l)
			}
			return nil
		},
	}
	c.Flags().StringVar(&policyFile, "policy", "", "judge by this policy instead: a preset or a .toml")
	return c
}

// judged is the state as last read, judged now.
func (g *globals) judged(c *cobra.Command, policyFile string) (*office, *state, process.Judgement, error) {
	o, err := g.open()
	if err != nil {
		return nil, nil, process.Judgement{}, err
	}
	if policyFile != "" {
		if o.rules, err = policy.Load(policyFile, ""); err != nil {
			return nil, nil, process.Judgement{}, usageError{err}
		}
		o.follow(o.clock())
	}
	s, err := o.look(c.Context())
	if err != nil {
		return nil, nil, process.Judgement{}, err
	}
	return o, s, s.judge(), nil
}

// rankLine is one case of the list.
type rankLine struct {
	Place    int      `json:"turordning,omitempty"`
	Case     string   `json:"ärende"`
	Doctor   string   `json:"läkare"`
	Centre   string   `json:"vårdcentral"`
	Start    string   `json:"möjlig start"`
	Status   string   `json:"status"`
	Proposal string   `json:"förslag"`
	Reasons  []string `json:"skäl"`
	Behind   string   `json:"efter föregående på grund av,omitempty"`
}

// rankLines lists the ranked cases by place, then the others by id.
func rankLines(s *state, j process.Judgement) []rankLine {
	behind := map[string]string{}
	for _, st := range j.Steps {
		behind[st.After] = stepText(s.world.Policy, st)
	}
	byCase := map[string]rankLine{}
	var ids []string
	ids = append(ids, j.Ranking...)
	for i, c := range s.world.Cases {
		st := j.Standings[i]
		l := rankLine{Place: st.Place, Case: c.ID, Doctor: c.Application.Doctor, Centre: c.Application.CentreWritten,
			Start: c.Application.PossibleStart.String(), Status: string(st.Status), Proposal: string(st.Proposal.Outcome),
			Reasons: st.Proposal.Reasons, Behind: behind[c.ID]}
		if hc, ok := s.world.Centre(c.Application.CentreID); ok {
			l.Centre = hc.Name
		}
		if c.Application.Protected {
			l.Doctor = c.ID
		}
		byCase[c.ID] = l
		if st.Place == 0 {
			ids = append(ids, c.ID)
		}
	}
	lines := make([]rankLine, 0, len(ids))
	for _, id := range ids {
		lines = append(lines, byCase[id])
	}
	return lines
}

// stepText says what put a case behind the one before it.
func stepText(p *process.Policy, st process.Comparison) string {
	if st.By < 0 {
		return "ärendenummer (alla kriterier lika)"
	}
	return fmt.Sprintf("%s: %s mot %s", p.Criteria[st.By].Label, st.AfterValue, st.BeforeValue)
}

func printRank(out io.Writer, lines []rankLine) {
	t := newTable("Plats", "Ärende", "Läkare", "Vårdcentral", "Möjlig start", "Förslag eller status", "Efter föregående på grund av")
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 1, Align: text.AlignRight}, {Number: 7, WidthMax: 42, WidthMaxEnforcer: text.WrapSoft}})
	for _, l := range lines {
		place, stands := "", l.Status
		if l.Place > 0 {
			place, stands = strconv.Itoa(l.Place), l.Proposal
		}
		t.AppendRow(table.Row{place, l.Case, l.Doctor, l.Centre, l.Start, stands, l.Behind})
	}
	fmt.Fprintln(out, t.Render())
}

func newTable(headings ...any) table.Writer {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.Style().Options.SeparateRows = false
	t.AppendHeader(table.Row(headings))
	return t
}

func printJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// kronor is an amount as Swedes write it.
func kronor(v float64) string {
	s := strconv.FormatFloat(v, 'f', 0, 64)
	var parts []string
	for neg := strings.HasPrefix(s, "-"); ; {
		if len(s) <= 3 || neg && len(s) <= 4 {
			parts = append([]string{s}, parts...)
			break
		}
		parts = append([]string{s[len(s)-3:]}, parts...)
		s = s[:len(s)-3]
	}
	return strings.Join(parts, " ") + " kr"
}
