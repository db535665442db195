package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"stintag/ingest/form"
	"stintag/ingest/mime"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
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
			if err := writeNew(args[0], blank); err != nil {
				return err
			}
			fmt.Fprintln(c.OutOrStdout(), "made", args[0])
			return nil
		},
	}
}

// writeNew writes a workbook to a file that is not there yet.
func writeNew(path string, data []byte) error {
	if filepath.Ext(path) != ".xlsx" {
		return usageError{fmt.Errorf("%s is no name for a workbook; end it with .xlsx", path)}
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usageError{fmt.Errorf("%s is there already; name another file", path)}
	}
	if err != nil {
		return fmt.Errorf("write form: %w", err)
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
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
		return o.firstLook()
	}
	if err := o.viewStores(ctx); err != nil {
		return nil, errors.Join(err, o.close())
	}
	s, err := o.load(ctx, o.clock())
	if errors.Is(err, errNoRegisters) {
		s, err = o.firstLook()
	}
	return s, errors.Join(err, o.close())
}

// firstLook reads the registers from the master itself: no run has adopted them.
func (o *office) firstLook() (*state, error) {
	raw, err := os.ReadFile(o.cfg.path(o.cfg.Master))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoRegisters, err)
	}
	a, err := master.Adopt(raw, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("read master: %w", err)
	}
	return o.newState(a.Registers, o.clock()), nil
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
			return g.printForms(c.OutOrStdout(), raw, w)
		},
	}
}

// errUnreadable ends read on a file that holds no form; what it is was printed.
var errUnreadable = errors.New("no form could be read")

// formRead is one form as read prints it.
type formRead struct {
	Sheet    string        `json:"blad"`
	Row      int           `json:"rad,omitempty"`
	Fields   []fieldRead   `json:"fält"`
	Unknown  []string      `json:"okända etiketter,omitempty"`
	Findings []findingRead `json:"brister"`
}

type fieldRead struct {
	Cell    string `json:"cell"`
	Label   string `json:"fält"`
	Written string `json:"står"`
}

type findingRead struct {
	Level string `json:"nivå"`
	Code  string `json:"kod"`
	Where string `json:"cell,omitempty"`
	Text  string `json:"text"`
}

func (g *globals) printForms(out io.Writer, raw []byte, w process.World) error {
	p := readPart(mime.Part{Bytes: raw, Format: workbook.Sniff(raw)})
	if len(p.Forms) == 0 {
		what, do := whyUnreadable(p, false)
		switch {
		case p.Blank:
			what = "Blanketten är tom."
		case what == "":
			what = "Filen är ingen arbetsbok."
		}
		fmt.Fprintln(out, what, do)
		return errUnreadable
	}
	var all []formRead
	for _, f := range p.Forms {
		all = append(all, examined(f, w))
	}
	if g.json {
		return printJSON(out, all)
	}
	for i, f := range all {
		if i > 0 {
			fmt.Fprintln(out)
		}
		f.print(out)
	}
	if w.Policy == nil {
		fmt.Fprintln(out, "Bara om svaren går att läsa är prövat; med -c stintag.toml prövas de mot regelverket och registret.")
	}
	return nil
}

// examined is one form with what its sender would be told.
func examined(f form.Form, w process.World) formRead {
	app, findings := f.Interpret(process.DateOf(w.Now))
	r := formRead{Sheet: f.Sheet, Row: f.Row, Unknown: app.Unknown, Findings: []findingRead{}}
	for _, x := range f.Fields {
		if x.Value.Kind != workbook.Empty {
			r.Fields = append(r.Fields, fieldRead{x.Cell, x.Field.Label(), app.Cells[x.Field].Written})
		}
	}
	if w.Policy != nil {
		if hc, _, ok := process.FindCentre(w.Centres, app.CentreWritten); ok {
			app.CentreID = hc.ID
		}
		w.Cases = []process.Case{{ID: ledger.CaseID(w.Now.Year(), 1), Received: w.Now, ContactDate: process.DateOf(w.Now), Application: app, FormFindings: findings}}
		findings = process.Judge(w).Standings[0].Findings
	}
	names := map[process.Level]string{process.Returned: "Måste rättas", process.BeforeDecision: "Behövs inför beslut", process.Remark: "Anmärkning"}
	for _, level := range []process.Level{process.Returned, process.BeforeDecision, process.Remark} {
		for _, x := range findings {
			if x.Level != level {
				continue
			}
			where := ""
			if x.Cell != "" {
				where = x.Sheet + "!" + x.Cell
			}
			r.Findings = append(r.Findings, findingRead{names[level], x.Code, where, x.Text})
		}
	}
	return r
}

func (r formRead) print(out io.Writer) {
	fmt.Fprintf(out, "Blad %s", r.Sheet)
	if r.Row > 0 {
		fmt.Fprintf(out, ", rad %d", r.Row)
	}
	fmt.Fprintln(out)
	for _, f := range r.Fields {
		fmt.Fprintf(out, "  %-6s %-34s %s\n", f.Cell, f.Label, f.Written)
	}
	for _, u := range r.Unknown {
		fmt.Fprintf(out, "  okänd etikett: %s\n", u)
	}
	if len(r.Findings) == 0 {
		fmt.Fprintln(out, "Inget att anmärka.")
	}
	for _, f := range r.Findings {
		fmt.Fprintf(out, "%s: ", f.Level)
		if f.Where != "" {
			fmt.Fprintf(out, "%s: ", f.Where)
		}
		fmt.Fprintln(out, f.Text)
	}
}

// nowIn is a moment in the region's zone, shown as people write it.
func nowIn(t time.Time) string { return t.Format("2006-01-02 15.04") }
