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

func newForecast(g *globals) *cobra.Command {
	var x whatIf
	var interpolate bool
	c := &cobra.Command{
		Use:   "forecast",
		Short: "Corridor, completions, intake needed",
		Long: `Prints year by year how many doctors will be in training and become specialists,
each as low, expected and high, against the policy's corridor; the intake that the
corridor and the target of completions need; supervisors; and who finishes within
a year. With another policy, or with one thing set to something else, it tells how
it would be, and changes nothing.

  stintag forecast
  stintag forecast --interpolate
  stintag forecast --set intake.2025=150 --set intake.2026=150
  stintag forecast --policy förslag.toml`,
		RunE: func(c *cobra.Command, _ []string) error {
			_, s, j, err := g.judged(c, x)
			if err != nil {
				return err
			}
			return g.tellForecast(c.OutOrStdout(), s.world.Policy, process.Project(s.world, j, interpolate))
		},
	}
	x.flags(c)
	c.Flags().BoolVar(&interpolate, "interpolate", false, "draw the corridor on straight lines through years that the policy gives none")
	return c
}

func (g *globals) tellForecast(out io.Writer, p *process.Policy, f process.Forecast) error {
	if g.json {
		return printJSON(out, forecastReportOf(p, f))
	}
	printForecast(out, p, f)
	return nil
}

func printForecast(out io.Writer, p *process.Policy, f process.Forecast) {
	fmt.Fprintf(out, "Prognos %s enligt %s (%s)\n\n", f.Day, p.Label(), p.Status)
	printHistory(out, f.History)
	printYears(out, f)
	printNeed(out, f)
	for _, words := range f.Goal.Words(f) {
		fmt.Fprintln(out, words)
	}
	if f.Goal.Target > 0 {
		fmt.Fprintln(out)
	}
	printSupervision(out, f)
	fmt.Fprintln(out, "Så räknas det")
	for _, words := range f.Words() {
		fmt.Fprintln(out, "  "+words)
	}
	for _, words := range f.Notes {
		fmt.Fprintln(out, "  Att tänka på: "+words)
	}
	printFinishing(out, f.Finishing)
}

// wrapped keeps a column of words narrow and the columns of numbers to the right.
func wrapped(t table.Writer, words int, numbers ...int) {
	cs := []table.ColumnConfig{{Number: words, WidthMax: 50, WidthMaxEnforcer: text.WrapSoft}}
	for _, n := range numbers {
		cs = append(cs, table.ColumnConfig{Number: n, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	t.SetColumnConfigs(cs)
}

func printHistory(out io.Writer, all []process.History) {
	if len(all) == 0 {
		return
	}
	t := newTable("Slutet av", "I utbildning", "Förändring", "Klara under året", "Korridor", "Källa")
	wrapped(t, 6, 2, 3, 4)
	for _, h := range all {
		corridor := ""
		if h.HasCorridor {
			corridor = fmt.Sprintf("%s: %s", h.Corridor.Words(), h.Position)
		}
		t.AppendRow(table.Row{h.Year, said(h.InTraining), h.ChangeWords(), said(h.Finished), corridor, h.Source})
	}
	fmt.Fprintf(out, "Så har det varit\n%s\n\n", t.Render())
}

func said(a process.Amount) string {
	if !a.Said {
		return ""
	}
	return fmt.Sprintf("%.0f", a.Value)
}

func printYears(out io.Writer, f process.Forecast) {
	t := newTable("Slutet av", "I utbildning", "Korridor", "Läge", "Börjar", "Klara", "Avbryter", fmt.Sprintf("Klara, snitt %d år", f.Basis.RunningYears))
	wrapped(t, 4, 2, 5, 6, 7, 8)
	for _, y := range f.Years {
		corridor, running := "", ""
		if y.HasCorridor {
			corridor = y.Corridor.Words()
		}
		if y.Running.Mid >= 0 {
			running = y.Running.String()
		}
		t.AppendRow(table.Row{y.Year, y.InTraining, corridor, y.PositionWords(), y.Starts, y.Completions, y.DropOuts, running})
	}
	fmt.Fprintf(out, "Så väntas det bli: det väntade, och inom parentes lågt och högt. %d räknas från %s.\n%s\n", f.Day.Year, f.Day, t.Render())
	for _, words := range intakeLines(f.Years) {
		fmt.Fprintln(out, words)
	}
	fmt.Fprintln(out)
}

// intakeLines tell each year's intake and where it comes from, years that say the
// same together.
func intakeLines(years []process.ForecastYear) []string {
	var lines []string
	for from := 0; from < len(years); {
		to := from
		for to+1 < len(years) && years[to+1].IntakeWords() == years[from].IntakeWords() && years[to+1].BTShare == years[from].BTShare {
			to++
		}
		span := fmt.Sprint(years[from].Year)
		if to > from {
			span = fmt.Sprintf("%d–%d", years[from].Year, years[to].Year)
		}
		line := span + ": " + years[from].IntakeWords()
		if share := years[from].BTShare; share < 1 {
			line += fmt.Sprintf(" Med BT: %.0f %%.", 100*share)
		}
		lines = append(lines, line)
		from = to + 1
	}
	return lines
}

func printNeed(out io.Writer, f process.Forecast) {
	if len(f.Needed) == 0 {
		return
	}
	b := f.Basis
	t := newTable("År", "Korridor i slutet", "Minst", "Till mitten", "Högst", "Redan kända", fmt.Sprintf("Till mitten om ST tar %s–%s år", inYears(b.HighMonths), inYears(b.LowMonths)))
	wrapped(t, 2, 3, 4, 5, 6, 7)
	for _, n := range f.Needed {
		t.AppendRow(table.Row{n.Span(), n.Corridor.Words(), n.Intake.Low, n.Intake.Mid, n.Intake.High, n.Known, fmt.Sprintf("%d–%d", n.Middle.Low, n.Middle.High)})
	}
	fmt.Fprintf(out, "Nya ST om året som behövs för att hålla korridoren\n%s\n\n", t.Render())
}

func inYears(months float64) string { return decimals(months / 12) }

// decimals writes a number with one decimal at most, and a comma.
func decimals(v float64) string {
	return strings.Replace(strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0"), ".", ",", 1)
}

func printSupervision(out io.Writer, f process.Forecast) {
	fmt.Fprintln(out, "Handledare\n"+f.Supervision.Words())
	if len(f.Supervision.Needed) > 0 {
		t := newTable("Slutet av", "Behövs", "Finns", "Fattas")
		wrapped(t, 4, 2, 3, 4)
		for i, need := range f.Supervision.Needed {
			lacks := ""
			if n := f.Supervision.Shortage(i); n > 0 {
				lacks = fmt.Sprint(n)
			}
			t.AppendRow(table.Row{f.Years[i].Year, need, f.Supervision.Available, lacks})
		}
		fmt.Fprintln(out, t.Render())
	}
	fmt.Fprintln(out)
}

// printFinishing comes last: it is long.
func printFinishing(out io.Writer, all []process.Finishing) {
	if len(all) == 0 {
		return
	}
	t := newTable("Vårdcentral", "Inom 6 månader", "Inom 12 månader", "Vakanta specialisttjänster", "Pensionsavgångar 5 år")
	t.Style().Format.Footer = text.FormatDefault
	who := newTable("Planerat slut", "ST-läkare", "Vårdcentral")
	wrapped(t, 1, 2, 3, 4, 5)
	six, twelve := 0, 0
	for _, c := range all {
		six, twelve = six+c.Within6(), twelve+len(c.Doctors)
		t.AppendRow(table.Row{c.Centre, c.Within6(), len(c.Doctors), decimals(c.Vacant), decimals(c.Retiring)})
		for _, d := range c.Doctors {
			end := d.End.String()
			if d.Late {
				end += ", har passerat"
			}
			who.AppendRow(table.Row{end, d.Name, c.Centre})
		}
	}
	t.AppendFooter(table.Row{"Summa", six, twelve})
	who.SortBy([]table.SortBy{{Number: 1}, {Number: 3}, {Number: 2}})
	fmt.Fprintf(out, "\nBlir klara enligt planerat slut\n%s\n\n%s\n", t.Render(), who.Render())
}
