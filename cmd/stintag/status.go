package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"stintag/process"
	"stintag/process/ledger"
)

func newStatus(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "What is received, awaiting, owed, stuck",
		Long: `Prints the region's five figures, what became of the mail, which letters are owed
or stuck, and the last run.

  stintag status`,
		RunE: func(c *cobra.Command, _ []string) error {
			o, s, j, err := g.judged(c, whatIf{})
			if err != nil {
				return err
			}
			st, err := o.status(c.Context(), s, j)
			if err != nil {
				return err
			}
			if g.json {
				return printJSON(c.OutOrStdout(), st)
			}
			st.print(c.OutOrStdout())
			return nil
		},
	}
}

// status is what an operator wants to know.
type status struct {
	Day         string         `json:"day"`
	GrantedYear int            `json:"granted_this_year"`
	Waiting     int            `json:"waiting_list"`
	Goal        int            `json:"goal"`
	InTraining  int            `json:"in_training"`
	YearEnd     int            `json:"forecast_year_end"`
	Mails       map[string]int `json:"mails"`
	Cases       map[string]int `json:"cases"`
	Letters     map[string]int `json:"letters"`
	NeedsPerson int            `json:"needs_person"`
	LastRun     string         `json:"last_run"`
	Trouble     bool           `json:"last_run_had_trouble,omitempty"`
	MasterWaits string         `json:"master_waits,omitempty"`
	WaitsSince  string         `json:"master_waits_since,omitempty"`
	WaitingRuns int            `json:"master_waiting_runs,omitempty"`
	withheld
	recorded
	planned
}

func (o *office) status(ctx context.Context, s *state, j process.Judgement) (st status, err error) {
	f := j.Figures
	st = status{Day: f.Day.String(), GrantedYear: f.GrantedYear, Waiting: f.Waiting, Goal: f.Goal, InTraining: f.InTraining, YearEnd: f.YearEnd,
		Mails: map[string]int{}, Cases: map[string]int{}, Letters: map[string]int{}, NeedsPerson: len(j.Todo)}
	if _, err := os.Stat(o.cfg.path(o.cfg.Ledger)); errors.Is(err, fs.ErrNotExist) {
		return st, nil // no run yet, and status makes no ledger
	}
	if err := o.viewStores(ctx); err != nil {
		return st, errors.Join(err, o.close())
	}
	defer func() { err = errors.Join(err, o.close()) }()
	if err := o.count(ctx, &st); err != nil {
		return st, err
	}
	if standing, err := o.ledger.Register(ctx, registerTodo); err != nil {
		return st, err
	} else if n, err := strconv.Atoi(string(standing)); err == nil { // with what only the workbook tells of
		st.NeedsPerson = n
	}
	for _, x := range j.Standings {
		st.Cases[string(x.Status)]++
	}
	if st.withheld, err = o.withheld(ctx, s); err != nil {
		return st, err
	}
	if st.recorded, err = o.recorded(ctx); err != nil {
		return st, err
	}
	if st.planned, err = o.planned(ctx, s.world.Now); err != nil {
		return st, err
	}
	run, ok, err := o.ledger.LastRun(ctx)
	if ok {
		st.Trouble = run.Outcome == "trouble"
		st.LastRun, st.MasterWaits = nowIn(run.Started.In(s.world.Now.Location())), run.MasterWaits
	}
	if err != nil || st.MasterWaits == "" {
		return st, err
	}
	since, runs, err := o.ledger.Waiting(ctx)
	st.WaitsSince, st.WaitingRuns = nowIn(since.In(s.world.Now.Location())), runs
	return st, err
}

// count counts the ledger's mails by place and its letters by state.
func (o *office) count(ctx context.Context, st *status) error {
	mails, err := o.ledger.AllMail(ctx)
	if err != nil {
		return err
	}
	for _, m := range mails {
		place := string(m.Place)
		if m.Place == ledger.Unjudged {
			place = "not judged yet"
		}
		st.Mails[place]++
	}
	letters, err := o.ledger.Letters(ctx)
	if err != nil {
		return err
	}
	for _, l := range letters {
		st.Letters[string(l.State)]++
	}
	return nil
}

func (st status) print(out io.Writer) {
	fmt.Fprintf(out, "On %s:\n", st.Day)
	goal := strconv.Itoa(st.Goal)
	if st.Goal == 0 {
		goal = "–" // the policy has none for this year
	}
	for _, l := range []struct {
		label string
		value any
	}{
		{"granted this year (beviljade i år)", st.GrantedYear},
		{"on the waiting list (på intresselistan)", st.Waiting},
		{"goal at year end (mål)", goal},
		{"in training now (nu)", st.InTraining},
		{"forecast at year end (prognos)", st.YearEnd},
	} {
		fmt.Fprintf(out, "  %-42s %5v\n", l.label, l.value)
	}
	for _, part := range []struct {
		title  string
		counts map[string]int
	}{{"Mails", st.Mails}, {"Cases", st.Cases}, {"Letters", st.Letters}} {
		fmt.Fprintf(out, "%s:\n", part.title)
		for _, k := range sortedKeys(part.counts) {
			fmt.Fprintf(out, "  %-42s %5d\n", k, part.counts[k])
		}
	}
	fmt.Fprintf(out, "Needs a person: %d (see Att göra in the master)\n", st.NeedsPerson)
	st.withheld.print(out)
	st.recorded.print(out)
	trouble := ""
	if st.Trouble {
		trouble = ", which could not do all it should; its log tells what, and so does: stintag check"
	}
	fmt.Fprintf(out, "Last run: %s%s\n", cmp.Or(st.LastRun, "none yet"), trouble)
	st.planned.print(out)
	if st.MasterWaits != "" {
		fmt.Fprintf(out, "The master has waited since the run of %s (%d in a row): %s\n", st.WaitsSince, st.WaitingRuns, st.MasterWaits)
	}
}
