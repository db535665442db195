package main

import (
	"fmt"
	"io"
	"strconv"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"stintag/process"
	"stintag/process/policy"
)

// comparison is how cases would stand under another policy.
type comparison struct {
	Policy string      `json:"regelverk"`
	Other  string      `json:"jämfört med"`
	Alike  bool        `json:"platserna räknas lika"` // places in one queue, or in each health centre, under both
	Moves  []moveLine  `json:"rader"`
	Sums   compareSums `json:"summor"`
}

// moveLine is one case; a place of 0 is none.
type moveLine struct {
	Case   string `json:"ärende"`
	Doctor string `json:"läkare"`
	Centre string `json:"vårdcentral"`
	Now    int    `json:"plats nu"`
	Then   int    `json:"plats då"`
	Move   int    `json:"flytt"` // places up; below zero is down
	Before string `json:"förslag nu"`
	After  string `json:"förslag då"`
	Change string `json:"ändring,omitempty"` // "nytt förslag", "tappar förslag"
}

type compareSums struct {
	Proposed     int `json:"föreslås nu"`
	ProposedThen int `json:"föreslås då"`
	New          int `json:"nya förslag"`
	Lost         int `json:"tappade förslag"`
	Up           int `json:"flyttar upp"`
	Down         int `json:"flyttar ner"`
	Same         int `json:"samma plats"`
	Gained       int `json:"får en plats"`
	Dropped      int `json:"mister sin plats"`
}

// compared judges the same state by another policy. What --set says holds for both.
func (o *office) compared(s *state, j process.Judgement, file string, x whatIf) (comparison, error) {
	rules, err := policy.Load(file, "")
	if err != nil {
		return comparison{}, usageError{err}
	}
	other := *s
	other.world.Policy = rules.At(s.world.Today())
	if other.world, err = x.supposed(other.world); err != nil {
		return comparison{}, err
	}
	now, then := rankLines(s, j), map[string]rankLine{}
	for _, l := range rankLines(&other, other.judge()) {
		then[l.Case] = l
	}
	c := comparison{
		Policy: s.world.Policy.Label(), Other: other.world.Policy.Label(), Moves: []moveLine{},
		Alike: s.world.Policy.Ranking.WithinCentre == other.world.Policy.Ranking.WithinCentre,
	}
	for _, l := range now {
		if t := then[l.Case]; l.Place > 0 || t.Place > 0 {
			c.add(l, t)
		}
	}
	return c, nil
}

func (c *comparison) add(now, then rankLine) {
	m := moveLine{Case: now.Case, Doctor: now.Doctor, Centre: now.Centre, Now: now.Place, Then: then.Place, Before: outcome(now), After: outcome(then)}
	s := &c.Sums
	switch {
	case m.Then == 0:
		s.Dropped++
	case m.Now == 0:
		s.Gained++
	case c.Alike:
		m.Move = m.Now - m.Then
		switch {
		case m.Move > 0:
			s.Up++
		case m.Move < 0:
			s.Down++
		default:
			s.Same++
		}
	}
	before, after := now.Proposal == string(process.Grant), then.Proposal == string(process.Grant)
	if before {
		s.Proposed++
	}
	if after {
		s.ProposedThen++
	}
	switch {
	case after && !before:
		m.Change = "nytt förslag"
		s.New++
	case before && !after:
		m.Change = "tappar förslag"
		s.Lost++
	}
	c.Moves = append(c.Moves, m)
}

// outcome is the proposal of a ranked case, else where it stands.
func outcome(l rankLine) string {
	if l.Place > 0 {
		return l.Proposal
	}
	return l.Status
}

func (c comparison) print(out io.Writer) {
	t := newTable("Plats nu", "Plats då", "Flytt", "Ärende", "Läkare", "Vårdcentral", "Förslag nu", "Förslag då", "Ändring")
	right := table.ColumnConfig{Align: text.AlignRight}
	configs := make([]table.ColumnConfig, 3)
	for i := range configs {
		configs[i] = right
		configs[i].Number = i + 1
	}
	t.SetColumnConfigs(configs)
	for _, m := range c.Moves {
		t.AppendRow(table.Row{placed(m.Now), placed(m.Then), c.moved(m), m.Case, m.Doctor, m.Centre, m.Before, m.After, m.Change})
	}
	fmt.Fprintf(out, "Nu: %s. Då: %s. Ingenting ändras.\n%s\n", c.Policy, c.Other, t.Render())
	s := c.Sums
	fmt.Fprintf(out, "Föreslås beviljas: %d nu, %d då (%d nya, %d tappade).\n", s.Proposed, s.ProposedThen, s.New, s.Lost)
	if c.Alike {
		fmt.Fprintf(out, "%d flyttar upp, %d flyttar ner, %d har samma plats.", s.Up, s.Down, s.Same)
	} else {
		fmt.Fprint(out, "Platserna kan inte jämföras: det ena regelverket har en turordning för alla, det andra en för varje vårdcentral.")
	}
	if s.Gained+s.Dropped > 0 {
		fmt.Fprintf(out, " %d får en plats, %d mister sin.", s.Gained, s.Dropped)
	}
	fmt.Fprintln(out)
}

func placed(n int) string {
	if n == 0 {
		return "–"
	}
	return strconv.Itoa(n)
}

// moved writes +3 for three places up and −2 for two down.
func (c comparison) moved(m moveLine) string {
	switch {
	case m.Now == 0:
		return "ny"
	case m.Then == 0:
		return "ut"
	case !c.Alike:
		return ""
	case m.Move > 0:
		return fmt.Sprintf("+%d", m.Move)
	case m.Move < 0:
		return fmt.Sprintf("−%d", -m.Move)
	}
	return "0"
}
