package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"stintag/process"
)

func newAllot(g *globals) *cobra.Command {
	var x whatIf
	c := &cobra.Command{
		Use:   "allot",
		Short: "Posts per health centre",
		Long: `Prints how many posts each health centre has where the policy allots posts by
listed patients: the base, what is filled out under the funded number, who holds
them, the vacancy, and where it stands in line for a further post. With another
policy, or with one thing set to something else, it tells how they would be
allotted, and changes nothing.

  stintag allot
  stintag allot --policy förslag.toml
  stintag allot --set funded=650`,
		RunE: func(c *cobra.Command, _ []string) error {
			_, s, j, err := g.judged(c, x)
			if err != nil {
				return err
			}
			a := allotmentOf(s.world, j)
			if g.json {
				return printJSON(c.OutOrStdout(), a)
			}
			a.print(c.OutOrStdout())
			return nil
		},
	}
	x.flags(c)
	return c
}

// allotmentReport is the allotment as it is printed.
type allotmentReport struct {
	Policy  string          `json:"regelverk"`
	Status  string          `json:"läge"`
	Rule    string          `json:"regel"`
	Allots  bool            `json:"fördelar platser"`
	Centres []allotmentLine `json:"vårdcentraler"`
	Sum     allotmentLine   `json:"summa"`
}

type allotmentLine struct {
	ID       string `json:"id,omitempty"`
	Centre   string `json:"vårdcentral,omitempty"`
	Listed   int    `json:"listade"`
	Base     int    `json:"grund"`
	Filled   int    `json:"utfyllnad"`
	Allotted int    `json:"tilldelade platser"`
	Counted  int    `json:"ST-läkare"`
	Vacancy  int    `json:"vakans"`
	Next     int    `json:"tur för nästa plats,omitempty"`
	Why      string `json:"varför,omitempty"`
}

func allotmentOf(w process.World, j process.Judgement) allotmentReport {
	r := allotmentReport{
		Policy: w.Policy.Label(), Status: w.Policy.Status, Rule: w.Policy.Allotment.Words(), Allots: w.Policy.Allotment.On(),
		Centres: []allotmentLine{}, Sum: allotmentLineOf("", process.SumAllotments(j.Allotments)),
	}
	names := map[string]string{}
	for _, c := range w.Centres {
		names[c.ID] = c.Name
	}
	for _, a := range j.Allotments {
		r.Centres = append(r.Centres, allotmentLineOf(names[a.CentreID], a))
	}
	return r
}

func allotmentLineOf(name string, a process.CentreAllotment) allotmentLine {
	return allotmentLine{
		ID: a.CentreID, Centre: name, Listed: a.Listed, Base: a.Base, Filled: a.Filled, Allotted: a.Allotted,
		Counted: a.Counted, Vacancy: a.Vacancy, Next: a.Next, Why: a.Why,
	}
}

func (r allotmentReport) print(out io.Writer) {
	if !r.Allots {
		fmt.Fprintf(out, "Regelverket %s fördelar inga platser.\n", r.Policy)
		return
	}
	fmt.Fprintf(out, "Regelverk: %s (%s)\n%s\n", r.Policy, r.Status, r.Rule)
	t := newTable("Vårdcentral", "Listade", "Grund", "Utfyllnad", "Platser", "ST-läkare", "Vakans", "Tur", "Varför")
	configs := []table.ColumnConfig{{Number: 9, WidthMax: 72, WidthMaxEnforcer: text.WrapSoft}}
	for n := 2; n <= 8; n++ {
		configs = append(configs, table.ColumnConfig{Number: n, Align: text.AlignRight, AlignFooter: text.AlignRight})
	}
	t.SetColumnConfigs(configs)
	t.Style().Format.Footer = text.FormatDefault
	for _, l := range r.Centres {
		t.AppendRow(l.row(l.Centre))
	}
	t.AppendFooter(r.Sum.row("Summa"))
	fmt.Fprintln(out, t.Render())
}

func (l allotmentLine) row(name string) table.Row {
	next := ""
	if l.Next > 0 {
		next = grouped(l.Next)
	}
	return table.Row{name, grouped(l.Listed), l.Base, l.Filled, l.Allotted, l.Counted, l.Vacancy, next, l.Why}
}

// grouped writes a number as Swedes do, in groups of three.
func grouped(n int) string { return strings.TrimSuffix(kronor(float64(n)), " kr") }
