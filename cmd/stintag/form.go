package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"stintag/ingest/form"
	"stintag/ingest/mime"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/workbook"
)

func newForm(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "form OUT.xlsx",
		Short: "Makes the blank form, with the region's health centres",
		Long: `Makes the blank form, with the health centres of the register as last read.

  stintag form blankett.xlsx`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o, err := g.open()
			if err != nil {
				return err
			}
			centres, err := o.centres(c.Context())
			if err != nil {
				return err
			}
			blank, err := form.Blank(o.cfg.Region, centreNames(centres))
			if err != nil {
				return err
			}
			if err := os.WriteFile(args[0], blank, 0o644); err != nil {
				return fmt.Errorf("write form: %w", err)
			}
			fmt.Fprintln(c.OutOrStdout(), "made", args[0])
			return nil
		},
	}
}

// centres are the health centres as last adopted; none before the first run.
func (o *office) centres(ctx context.Context) ([]process.HealthCentre, error) {
	s, err := o.look(ctx)
	if errors.Is(err, errNoRegisters) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.world.Centres, nil
}

// look reads the state and closes the ledger again; it makes no ledger where
// there is none.
func (o *office) look(ctx context.Context) (*state, error) {
	if _, err := os.Stat(o.cfg.path(o.cfg.Ledger)); err != nil {
		return nil, errNoRegisters
	}
	if err := o.openStores(ctx); err != nil {
		return nil, errors.Join(err, o.close())
	}
	s, err := o.load(ctx, o.clock())
	return s, errors.Join(err, o.close())
}

func newRead(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "read FORM.xlsx",
		Short: "Reads one form and prints fields and findings; stores nothing",
		Long: `Reads one form and prints its fields and what is wrong in it, as its sender would
be told. It stores nothing. With a configuration, the form is held to its policy and
to the register as last read.

  stintag read ansökan.xlsx`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			raw, err := os.ReadFile(args[0])
			if err != nil {
				return usageError{err}
			}
			clock, err := g.clock()
			if err != nil {
				return err
			}
			w := process.World{Now: clock()}
			if o, err := g.open(); err == nil {
				w.Policy, w.Now = o.policy, o.clock()
				if s, err := o.look(c.Context()); err == nil {
					s.world.Cases, s.world.Now = nil, w.Now
					w = s.world
				} else if !errors.Is(err, errNoRegisters) {
					return err
				}
			} else if _, statErr := os.Stat(g.config); statErr == nil {
				return err
			}
			return printForm(c.OutOrStdout(), raw, w)
		},
	}
}

func printForm(out io.Writer, raw []byte, w process.World) error {
	p := readPart(mime.Part{Bytes: raw, Format: workbook.Sniff(raw)})
	if p.Fault != "" || p.Format != workbook.FormatWorkbook {
		what, do := whyUnreadable(p, false)
		if what == "" {
			what = "Filen är ingen arbetsbok."
		}
		fmt.Fprintln(out, what, do)
		return nil
	}
	if len(p.Forms) == 0 {
		what, do := whyUnreadable(p, false)
		fmt.Fprintln(out, what, do)
		return nil
	}
	for i, f := range p.Forms {
		if i > 0 {
			fmt.Fprintln(out)
		}
		printOne(out, f, w)
	}
	return nil
}

// printOne prints one form as its sender would be told of it.
func printOne(out io.Writer, f form.Form, w process.World) {
	fmt.Fprintf(out, "Blad %s", f.Sheet)
	if f.Row > 0 {
		fmt.Fprintf(out, ", rad %d", f.Row)
	}
	fmt.Fprintln(out)
	app, findings := f.Interpret(process.DateOf(w.Now))
	for _, x := range f.Fields {
		if x.Value.Kind == workbook.Empty {
			continue
		}
		fmt.Fprintf(out, "  %-6s %-34s %s\n", x.Cell, x.Field.Label(), app.Cells[x.Field].Written)
	}
	for _, u := range app.Unknown {
		fmt.Fprintf(out, "  okänd etikett: %s\n", u)
	}
	if w.Policy != nil {
		if hc, _, ok := process.FindCentre(w.Centres, app.CentreWritten); ok {
			app.CentreID = hc.ID
		}
		c := process.Case{ID: ledger.CaseID(w.Now.Year(), 1), Received: w.Now, ContactDate: process.DateOf(w.Now), Application: app, FormFindings: findings}
		w.Cases = []process.Case{c}
		findings = process.Judge(w).Standings[0].Findings
	}
	printFindings(out, findings)
	if w.Policy == nil {
		fmt.Fprintln(out, "Bara om svaren går att läsa är prövat; med -c stintag.toml prövas de mot regelverket och registret.")
	}
}

func printFindings(out io.Writer, findings []process.Finding) {
	if len(findings) == 0 {
		fmt.Fprintln(out, "Inget att anmärka.")
	}
	names := map[process.Level]string{process.Returned: "Måste rättas", process.BeforeDecision: "Behövs inför beslut", process.Remark: "Anmärkning"}
	for _, level := range []process.Level{process.Returned, process.BeforeDecision, process.Remark} {
		for _, f := range findings {
			if f.Level != level {
				continue
			}
			where := ""
			if f.Cell != "" {
				where = f.Sheet + "!" + f.Cell + ": "
			}
			fmt.Fprintf(out, "%s: %s%s\n", names[level], where, f.Text)
		}
	}
}

// nowIn is a moment in the region's zone, shown as people write it.
func nowIn(t time.Time) string { return t.Format("2006-01-02 15.04") }
