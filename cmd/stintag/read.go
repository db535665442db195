package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"stintag/ingest/form"
	"stintag/ingest/trust"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/workbook"
)

func newRead(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "read FORM.xlsx",
		Short: "Reads one form, or the forms of a mail or a zip, and prints fields and findings; stores nothing",
		Long: `Reads one form and prints its fields and what is wrong in it, as its sender would
be told. A mail (.eml, .msg) is read with all that is attached to it, and a zip with
all forms in it. It stores nothing.
With a configuration, the form is held to its policy and to the register as last
read.

  stintag read ansökan.xlsx
  stintag read mejl.eml`,
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
			return g.printFile(c.OutOrStdout(), filepath.Base(args[0]), raw, w)
		},
	}
}

// errUnreadable ends read on a file that holds no form; what it is was printed.
var errUnreadable = errors.New("no form could be read")

// formRead is one form as read prints it.
type formRead struct {
	File     string        `json:"fil,omitempty"`
	Sheet    string        `json:"blad"`
	Row      int           `json:"rad,omitempty"`
	Fields   []fieldRead   `json:"fält"`
	Unknown  []string      `json:"anteckningar,omitempty"` // labels that nobody knows, and what stands beside an answer
	Findings []findingRead `json:"brister"`
}

type fieldRead struct {
	Cell    string `json:"cell"`
	Label   string `json:"fält"`
	Written string `json:"står"`
	Read    string `json:"läst som,omitempty"` // where that is another thing than what stands there
}

type findingRead struct {
	Level string `json:"nivå"`
	Code  string `json:"kod"`
	Where string `json:"cell,omitempty"`
	Text  string `json:"text"`
}

// printFile prints what a workbook, or every attachment of a mail, says as a form.
func (g *globals) printFile(out io.Writer, name string, raw []byte, w process.World) error {
	r := readMail(ledger.Mail{Source: ledger.FromFile, Name: name}, raw, trust.Own{})
	var all []formRead
	for _, p := range r.Parts {
		for _, f := range p.Forms {
			one := examined(f, w)
			one.File = form.Masked(p.shownName())
			all = append(all, one)
		}
	}
	switch {
	case g.json && len(all) > 0:
		return printJSON(out, all)
	case g.json:
		all = []formRead{}
		return errors.Join(printJSON(out, all), errUnreadable)
	}
	for i, f := range all {
		if i > 0 {
			fmt.Fprintln(out)
		}
		f.print(out)
	}
	printUnread(out, r, w.Policy)
	if len(all) == 0 {
		return errUnreadable
	}
	if w.Policy == nil {
		fmt.Fprintln(out, "Bara om svaren går att läsa är prövat; med -c stintag.toml prövas de mot regelverket och registret.")
	}
	return nil
}

// printUnread tells of what gave no form, as its sender would be told.
func printUnread(out io.Writer, r reading, policy *process.Policy) {
	us := unreadables(r)
	if len(us) == 0 && r.forms() == 0 {
		us = linked(r)
	}
	for _, u := range us {
		fmt.Fprintln(out, strings.TrimSpace(form.Masked(u.Name)+": "+u.What+" "+u.Do))
	}
	for _, p := range r.Parts {
		if p.Blank && len(p.Forms) == 0 {
			fmt.Fprintln(out, strings.TrimPrefix(form.Masked(p.shownName())+": ", ": ")+p.blankWords(policy))
		}
	}
	switch {
	case r.forms() > 0 || len(us) > 0 || r.blank():
	case r.File && len(r.Parts) > 0:
		for _, p := range r.Parts {
			fmt.Fprintln(out, form.Masked(p.shownName())+": "+(&workbook.Fault{Code: workbook.NotAWorkbook, Format: p.Format}).Swedish())
		}
	default:
		fmt.Fprintln(out, "Mejlet har ingen blankett bifogad.")
	}
}

// examined is one form with what its sender would be told.
func examined(f form.Form, w process.World) formRead {
	app, findings := f.Interpret(process.DateOf(w.Now))
	r := formRead{Sheet: form.Masked(f.Sheet), Row: f.Row, Unknown: app.Unknown, Findings: []findingRead{}}
	fields := slices.Clone(f.Fields)
	slices.SortStableFunc(fields, func(a, b form.Written) int { return inReadingOrder(f.Sheet, a.Sheet, a.Cell, b.Sheet, b.Cell) })
	for _, x := range fields {
		if x.Value.Kind != workbook.Empty {
			r.Fields = append(r.Fields, fieldRead{placeIn(f.Sheet, x.Sheet, x.Cell), x.Field.Label(), x.Shown(), readAs(x, app)})
		}
	}
	if w.Policy != nil {
		if hc, _, ok := process.FindCentre(w.Centres, app.CentreWritten); ok {
			app.CentreID = hc.ID
		}
		w.Cases = []process.Case{{ID: ledger.CaseID(w.Now.Year(), 1), Received: w.Now, ContactDate: process.DateOf(w.Now), Application: app, FormFindings: findings}}
		findings = process.Judge(w).Standings[0].Findings
	}
	slices.SortStableFunc(findings, func(a, b process.Finding) int { return inReadingOrder(f.Sheet, a.Sheet, a.Cell, b.Sheet, b.Cell) })
	names := map[process.Level]string{process.Returned: "Måste rättas", process.BeforeDecision: "Behövs inför beslut", process.Remark: "Anmärkning"}
	for _, level := range []process.Level{process.Returned, process.BeforeDecision, process.Remark} {
		for _, x := range findings {
			if x.Level != level {
				continue
			}
			where := ""
			if x.Cell != "" {
				where = form.Masked(x.Sheet) + "!" + x.Cell
			}
			r.Findings = append(r.Findings, findingRead{names[level], x.Code, where, x.Text})
		}
	}
	return r
}

// placeIn is a cell, with its sheet where that is not the form's own.
func placeIn(own, sheet, cell string) string {
	if sheet == own {
		return cell
	}
	return form.Masked(sheet) + "!" + cell
}

// inReadingOrder compares two places: the form's own sheet first, row by row, and
// what has no place last.
func inReadingOrder(own, sheetA, cellA, sheetB, cellB string) int {
	rowA, colA, okA := workbook.ParseAddress(cellA)
	rowB, colB, okB := workbook.ParseAddress(cellB)
	first := func(yes, other bool) int {
		switch {
		case yes == other:
			return 0
		case yes:
			return -1
		}
		return 1
	}
	return cmp.Or(first(okA, okB), first(sheetA == own, sheetB == own), cmp.Compare(sheetA, sheetB), cmp.Compare(rowA, rowB), cmp.Compare(colA, colB))
}

// readAs is the date that a cell was taken for, where it is not written as one.
func readAs(x form.Written, app process.Application) string {
	date := map[process.Field]process.Date{
		process.FieldLicenceDate: app.LicenceDate, process.FieldExpectedLicence: app.ExpectedLicence, process.FieldATEnd: app.ATEnd,
		process.FieldBTCertificate: app.BTCertificate, process.FieldPossibleStart: app.PossibleStart, process.FieldPlannedEnd: app.PlannedEnd,
		process.FieldEmploymentDate: app.EmploymentDate, process.FieldContactDate: app.ContactClaimed, process.FieldSPUR: app.SPUR,
		process.FieldCreditFrom: app.CreditFrom, process.FieldCreditTo: app.CreditTo,
		process.FieldChangeFrom: app.ChangeFrom, process.FieldChangeTo: app.ChangeTo,
	}[x.Field]
	if date.IsZero() || date.String() == x.Shown() || app.Cells[x.Field].Cell != x.Cell {
		return ""
	}
	return date.String()
}

func (r formRead) print(out io.Writer) {
	if r.File != "" {
		fmt.Fprintln(out, r.File)
	}
	fmt.Fprintf(out, "Blad %s", r.Sheet)
	if r.Row > 0 {
		fmt.Fprintf(out, ", rad %d", r.Row)
	}
	fmt.Fprintln(out)
	for _, f := range r.Fields {
		fmt.Fprintf(out, "  %-6s %-34s %s", f.Cell, f.Label, f.Written)
		if f.Read != "" {
			fmt.Fprintf(out, "  (läst som %s)", f.Read)
		}
		fmt.Fprintln(out)
	}
	for _, u := range r.Unknown {
		fmt.Fprintf(out, "  utanför frågorna: %s\n", u)
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
