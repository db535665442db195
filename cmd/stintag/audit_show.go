package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

func newAuditShow(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "show CASE",
		Short: "A case's story, and why each of its cells is as it is",
		Long: `Tells, in Swedish, what came when, what people corrected and what the form had said,
who decided what and why, which letters went, and where each cell of the case's row in
Ärenden comes from. The words come from the ledger; the audit holds no names.

  stintag audit show IA-2024-0007`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) (err error) {
			o, err := g.open()
			if err != nil {
				return err
			}
			if err := o.viewStores(c.Context()); err != nil {
				return errors.Join(err, o.close())
			}
			defer func() { err = errors.Join(err, o.close()) }()
			told, err := o.caseStory(c.Context(), strings.ToUpper(strings.TrimSpace(args[0])))
			if err != nil {
				return err
			}
			if g.json {
				return printJSON(o.out, told)
			}
			told.print(o.out)
			return nil
		},
	}
}

// story is a case as audit show tells it.
type story struct {
	Case   string     `json:"ärende"`
	Doctor string     `json:"läkare"`
	Centre string     `json:"vårdcentral"`
	Status string     `json:"status"`
	Events []happened `json:"händelser"`
	Cells  []cellWhy  `json:"celler"`
}

// happened is one row of the audit.
type happened struct {
	Row    int64     `json:"rad"`
	When   time.Time `json:"när"`
	What   string    `json:"vad"`
	Record string    `json:"post"` // as it was recorded
	detail bool      // the machinery's, which no person asks for
}

// cellWhy is one cell of the case's row in Ärenden, and where it comes from.
type cellWhy struct {
	Heading string `json:"kolumn"`
	Stands  string `json:"står"`
	Why     string `json:"varför"`
}

// telling is what a story is told from.
type telling struct {
	o       *office
	s       *state
	c       ledger.Case
	now     process.Case // as it stands
	stands  process.Standing
	written map[string]string // what the program last wrote in Ärenden
	inputs  []adoptedCells
	letters map[int64]ledger.Letter
	told    int // how many of inputs, revisions and decisions are told of
	forms   int
	decided int
}

// adoptedCells is what people had written, by heading, from a moment on.
type adoptedCells struct {
	when  time.Time
	cells map[string]string
}

func (o *office) caseStory(ctx context.Context, id string) (story, error) {
	s, err := o.load(ctx, o.clock())
	if err != nil {
		return story{}, err
	}
	i := s.index(id)
	if i < 0 {
		return story{}, usageError{fmt.Errorf("there is no case %s; stintag rank lists them", id)}
	}
	j := s.judge()
	t := &telling{o: o, s: s, c: s.cases[i], now: s.world.Cases[i], stands: j.Standings[i], letters: map[int64]ledger.Letter{}}
	if err := t.read(ctx); err != nil {
		return story{}, err
	}
	events, err := o.ledger.Events(ctx, id)
	if err != nil {
		return story{}, err
	}
	x := story{Case: id, Doctor: t.now.Application.Doctor, Centre: t.now.Application.CentreWritten, Status: string(t.stands.Status)}
	if hc, ok := s.world.Centre(t.now.Application.CentreID); ok {
		x.Centre = hc.Name
	}
	if t.now.Application.Protected { // D24: also here, as in the master
		x.Doctor = id
	}
	if x.Events, err = t.all(events); err != nil {
		return story{}, err
	}
	x.Cells = t.cells()
	return x, nil
}

// all tells the events in their order. A master holds every case: one is told of
// where something has happened to this case since the one before.
func (t *telling) all(events []ledger.Event) ([]happened, error) {
	told := []happened{}
	since := false
	for _, e := range events {
		master := strings.HasPrefix(e.What, "master ")
		if master && !since {
			continue
		}
		since = !master
		h, err := t.happened(e)
		if err != nil {
			return nil, err
		}
		told = append(told, h)
	}
	return told, nil
}

// read fetches what people wrote, what stands in the master and the letters.
func (t *telling) read(ctx context.Context) error {
	base, err := t.o.ledger.Base(ctx, ledger.Written)
	if err != nil {
		return err
	}
	t.written = master.Base(base).Row(master.SheetCases, t.c.ID)
	inputs, err := t.o.ledger.Inputs(ctx, t.c.ID)
	if err != nil {
		return err
	}
	for _, in := range inputs {
		var ci master.CaseInput
		if err := json.Unmarshal(in.Cells, &ci); err != nil {
			return fmt.Errorf("decode input of %s: %w", t.c.ID, err)
		}
		t.inputs = append(t.inputs, adoptedCells{in.Adopted, typedCells(ci)})
	}
	letters, err := t.o.ledger.Letters(ctx)
	for _, l := range letters {
		t.letters[l.ID] = l
	}
	return err
}

func (t *telling) when(at time.Time) string { return nowIn(at.In(t.s.world.Now.Location())) }

func (x story) print(out io.Writer) {
	fmt.Fprintf(out, "%s  %s, %s: %s\n\n", x.Case, x.Doctor, x.Centre, x.Status)
	t := newTable("När", "Vad", "Rad")
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 2, WidthMax: 96, WidthMaxEnforcer: text.WrapSoft}, {Number: 3, Align: text.AlignRight}})
	for _, e := range x.Events {
		if !e.detail {
			t.AppendRow(table.Row{nowIn(e.When), e.What, e.Row})
		}
	}
	fmt.Fprintln(out, t.Render())
	t = newTable("Kolumn", "Står", "Varför")
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 2, WidthMax: 40, WidthMaxEnforcer: text.WrapSoft}, {Number: 3, WidthMax: 64, WidthMaxEnforcer: text.WrapSoft}})
	for _, c := range x.Cells {
		t.AppendRow(table.Row{c.Heading, c.Stands, c.Why})
	}
	fmt.Fprintln(out, t.Render())
	fmt.Fprintln(out, "Rad är radens nummer i loggen. Att loggen är hel visar: stintag audit verify")
}
