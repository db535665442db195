package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"stintag/process"
)

func newRank(g *globals) *cobra.Command {
	var x whatIf
	var other string
	c := &cobra.Command{
		Use:   "rank",
		Short: "The list, with reasons",
		Long: `Prints who stands where and why, from the registers and cases as last read. With
another policy, or with one thing set to something else, it tells how they would
stand, and changes nothing. --compare tells how each would move under a policy.

  stintag rank
  stintag rank --set budget.2025=5000000
  stintag rank --policy förslag.toml
  stintag rank --compare förslag.toml`,
		RunE: func(c *cobra.Command, _ []string) error {
			o, s, j, err := g.judged(c, x)
			if err != nil {
				return err
			}
			if other != "" {
				return g.tellComparison(c.OutOrStdout(), o, s, j, other, x)
			}
			lines := rankLines(s, j)
			if g.json {
				return printJSON(c.OutOrStdout(), lines)
			}
			printSupposed(c.OutOrStdout(), x, s)
			printRank(c.OutOrStdout(), lines)
			fmt.Fprintf(c.OutOrStdout(), "Regelverk: %s (%s). %s\n", s.world.Policy.Label(), s.world.Policy.Status, j.LimitWords())
			return nil
		},
	}
	x.flags(c)
	c.Flags().StringVar(&other, "compare", "", "tell how places and proposals move under this policy: a preset or a .toml")
	return c
}

func (g *globals) tellComparison(out io.Writer, o *office, s *state, j process.Judgement, other string, x whatIf) error {
	c, err := o.compared(s, j, other, x)
	if err != nil {
		return err
	}
	if g.json {
		return printJSON(out, c)
	}
	printSupposed(out, x, s)
	c.print(out)
	return nil
}

func printSupposed(out io.Writer, x whatIf, s *state) {
	if words := x.words(s.world.Policy); words != "" {
		fmt.Fprintln(out, words)
	}
}

func newExplain(g *globals) *cobra.Command {
	var x whatIf
	c := &cobra.Command{
		Use:   "explain CASE",
		Short: "Why one case stands where it does",
		Long: `Prints place and total, which criterion decided against the case just above and
just below, every criterion's value, the proposal, what binds, and the smallest
changes that would have given the case a post: each with the line that tries it.

  stintag explain IA-2024-0007
  stintag explain IA-2024-0007 --set budget.2025=5000000`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			_, s, j, err := g.judged(c, x)
			if err != nil {
				return err
			}
			e, ok := process.Explain(s.world, j, args[0])
			if !ok {
				return usageError{fmt.Errorf("there is no case %s; stintag rank lists them", args[0])}
			}
			if g.json {
				return printJSON(c.OutOrStdout(), explained(e, x))
			}
			printSupposed(c.OutOrStdout(), x, s)
			for _, l := range slices.Concat(e.Lines, e.Remedies.Lines(x.command("rank"))) {
				fmt.Fprintln(c.OutOrStdout(), l)
			}
			return nil
		},
	}
	x.flags(c)
	return c
}

// explanation is what explain prints as JSON.
type explanation struct {
	Case       string       `json:"ärende"`
	Lines      []string     `json:"rader"`
	Remedies   []remedyLine `json:"vad som skulle ändra det"`
	Why        string       `json:"varför inget söks"`
	Missing    []string     `json:"uppgifter som saknas"`
	Judgements int          `json:"bedömningar"`
	Stopped    bool         `json:"avbruten"`
}

type remedyLine struct {
	Words   string       `json:"text"`
	Changes []changeLine `json:"ändringar"`
	Command string       `json:"kommando"`
}

type changeLine struct {
	Key   string `json:"nyckel"`
	Value string `json:"värde"`
}

func explained(e process.Explanation, x whatIf) explanation {
	r := e.Remedies
	v := explanation{Case: e.Case, Lines: e.Lines, Remedies: []remedyLine{}, Why: r.Why, Missing: append([]string{}, r.Missing...), Judgements: r.Judgements, Stopped: r.Stopped}
	for _, f := range r.Found {
		l := remedyLine{Words: f.Words(), Command: x.command("rank") + " " + f.Settings()}
		for _, c := range f.Changes {
			l.Changes = append(l.Changes, changeLine{c.Key, c.Value})
		}
		v.Remedies = append(v.Remedies, l)
	}
	return v
}

// rankLine is one case of the list.
type rankLine struct {
	Place    int      `json:"turordning,omitempty"`
	Of       int      `json:"av,omitempty"`
	Case     string   `json:"ärende"`
	Doctor   string   `json:"läkare"`
	Centre   string   `json:"vårdcentral"`
	Start    string   `json:"möjlig start"`
	Status   string   `json:"status"`
	Proposal string   `json:"förslag"`
	Reasons  []string `json:"skäl"`
	Behind   string   `json:"efter föregående på grund av,omitempty"`
}

// rankLines lists the ranked cases by place, by health centre where they compete
// there, and then the others by id.
func rankLines(s *state, j process.Judgement) []rankLine {
	behind := map[string]string{}
	for _, st := range j.Steps {
		behind[st.After] = stepText(s.world.Policy, st)
	}
	byCase := map[string]rankLine{}
	var ids []string
	ids = append(ids, s.world.ReadingOrder(j)...)
	for i, c := range s.world.Cases {
		st := j.Standings[i]
		l := rankLine{Place: st.Place, Of: st.Of, Case: c.ID, Doctor: c.Application.Doctor, Centre: c.Application.CentreWritten,
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
	if points := st.PointsWords(p); points != "" && !st.Points.Same() {
		return points
	}
	return fmt.Sprintf("%s: %s mot %s", p.Criteria[st.By].Label, st.AfterValue, st.BeforeValue)
}

func printRank(out io.Writer, lines []rankLine) {
	t := newTable("Plats", "Ärende", "Läkare", "Vårdcentral", "Möjlig start", "Förslag eller status", "Efter föregående på grund av")
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 1, Align: text.AlignRight}, {Number: 7, WidthMax: 42, WidthMaxEnforcer: text.WrapSoft}})
	for _, l := range lines {
		place, stands := "", l.Status
		if l.Place > 0 {
			place, stands = strconv.Itoa(l.Place)+" av "+strconv.Itoa(l.Of), l.Proposal
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
