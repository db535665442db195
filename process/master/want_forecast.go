package master

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// forecastRows is the sheet Prognos: first what this year's forecast is made of
// then the years, each of a kind below the other so that a chart can be
// made of them.
func forecastRows(v View, f process.Forecast) []listRow {
	rs := compositionRows(v.Judgement.Figures)
	if f.Day.IsZero() {
		return rs
	}
	rs = append(rs, noteRows(f)...)
	rs = append(rs, stockRows(f)...)
	rs = append(rs, completionRows(f)...)
	rs = append(rs, needRows(f)...)
	rs = append(rs, goalRows(f)...)
	rs = append(rs, supervisionRows(f)...)
	rs = append(rs, rotationRows(v.Judgement)...)
	rs = append(rs, finishingRows(f)...)
	return append(rs, basisRows(f)...)
}

// forecast is what Prognos tells and the overview draws: one reckoning for both.
func (v View) forecast() process.Forecast {
	if v.reckoned != nil {
		return v.reckoned()
	}
	if v.World.Policy == nil || v.World.Now.IsZero() {
		return process.Forecast{}
	}
	return process.Project(v.World, v.Judgement, false)
}

func compositionRows(f process.Figures) []listRow {
	var rs []listRow
	for _, l := range composition(f) {
		rs = append(rs, listRow{headWhat: text(l.label), headCount: number(float64(l.value)), headExplains: text(l.because)})
	}
	return rs
}

// stockRows are the year-ends that have been and those to come.
func stockRows(f process.Forecast) []listRow {
	var rs []listRow
	for _, h := range pastYears(f) {
		r := yearRow("I utbildning i slutet av %d", h.Year)
		r[headCount], r[headExplains] = number(h.InTraining.Value), text(h.Words())
		if h.HasCorridor {
			r.corridor(h.Corridor, string(h.Position))
		}
		rs = append(rs, r)
	}
	for _, y := range f.Years {
		r := rangeRow("I utbildning i slutet av %d", y.Year, y.InTraining, y.Words())
		if y.HasCorridor {
			r.corridor(y.Corridor, y.PositionWords())
		}
		rs = append(rs, r)
	}
	return rs
}

// pastYears are the year-ends that have been, by year, as published, or else as the
// roster shows them.
func pastYears(f process.Forecast) []process.History {
	published := map[int]bool{}
	for _, h := range f.History {
		published[h.Year] = published[h.Year] || !h.Roster
	}
	past := slices.DeleteFunc(slices.Clone(f.History), func(h process.History) bool {
		return !h.InTraining.Said || h.Roster && published[h.Year] || h.Year >= f.Day.Year
	})
	slices.SortStableFunc(past, func(a, b process.History) int { return cmp.Compare(a.Year, b.Year) })
	return past
}

func completionRows(f process.Forecast) []listRow {
	var rs []listRow
	for i, y := range f.Years {
		words := y.RunningWords(f.Basis)
		if words != "" {
			words += "."
		}
		if i == 0 {
			words = "Från i dag. " + words
		}
		rs = append(rs, rangeRow("Klara specialister %d", y.Year, y.Completions, words))
	}
	return rs
}

func needRows(f process.Forecast) []listRow {
	var rs []listRow
	for _, n := range f.Needed {
		r := rangeRow("", n.To, n.Intake, n.Words(f.Basis))
		r[headWhat] = text("Nya ST om året som behövs " + n.Span())
		r.corridor(n.Corridor, "")
		rs = append(rs, r)
	}
	return rs
}

func goalRows(f process.Forecast) []listRow {
	g := f.Goal
	words := g.Words(f)
	if len(words) == 0 {
		return nil
	}
	reached := listRow{headWhat: text(fmt.Sprintf("Första året med %d klara", g.Target)), headExplains: text(words[0])}
	if g.FirstYear > 0 {
		reached[headCount] = number(float64(g.FirstYear))
	}
	constant := listRow{headWhat: text(fmt.Sprintf("Minsta jämna intag för %d klara", g.Target)), headExplains: text(words[1])}
	ends := intakeEnds(g)
	for heading, c := range map[string]process.ConstantIntake{headLow: ends[0], headCount: g.Constant, headHigh: ends[1]} {
		if c.FirstYear > 0 {
			constant[heading] = number(float64(c.Intake))
		}
	}
	return []listRow{reached, constant}
}

// intakeEnds are the least and the largest of the three intakes where all reach the
// goal: the longer training does not always ask for the larger one, since a roster's
// large year counts for some lengths alone.
func intakeEnds(g process.CompletionGoal) [2]process.ConstantIntake {
	three := []process.ConstantIntake{g.IfShort, g.Constant, g.IfLong}
	if slices.ContainsFunc(three, func(c process.ConstantIntake) bool { return c.FirstYear == 0 }) {
		return [2]process.ConstantIntake{g.IfShort, g.IfLong}
	}
	byIntake := func(a, b process.ConstantIntake) int { return cmp.Compare(a.Intake, b.Intake) }
	return [2]process.ConstantIntake{slices.MinFunc(three, byIntake), slices.MaxFunc(three, byIntake)}
}

func supervisionRows(f process.Forecast) []listRow {
	s := f.Supervision
	rs := []listRow{{headWhat: text("Handledare som finns"), headCount: number(float64(s.Available)), headExplains: text(s.Words())}}
	for i, need := range s.Needed {
		words := "De som finns räcker."
		if n := s.Shortage(i); n > 0 {
			words = fmt.Sprintf("%d fler än de som finns.", n)
		}
		rs = append(rs, rangeRow("Handledare som behövs i slutet av %d", f.Years[i].Year, need, words))
	}
	return rs
}

// finishingRows are the health centres, then the doctors, soonest first.
func finishingRows(f process.Forecast) []listRow {
	type leaving struct {
		process.FinishingDoctor
		centre string
	}
	var rs []listRow
	var doctors []leaving
	for _, c := range f.Finishing {
		rs = append(rs, listRow{
			headWhat: text("Klara inom 12 månader: " + c.Centre), headCount: number(float64(len(c.Doctors))), headExplains: text(c.Words()),
		})
		for _, d := range c.Doctors {
			doctors = append(doctors, leaving{d, c.Centre})
		}
	}
	slices.SortStableFunc(doctors, func(a, b leaving) int { return a.End.Compare(b.End) })
	for _, d := range doctors {
		what, words := fmt.Sprintf("Planerat slut %s: %s", d.End, d.Name), d.centre+"."
		if d.ID != "" && d.ID != d.Name {
			what += " (" + d.ID + ")"
		}
		if d.Late {
			words += " Planerat slut har passerat."
		}
		rs = append(rs, listRow{headWhat: text(what), headExplains: text(words)})
	}
	return rs
}

func basisRows(f process.Forecast) []listRow {
	var rs []listRow
	for i, words := range f.Words() {
		rs = append(rs, listRow{headWhat: text(fmt.Sprintf("Så räknas det (%d)", i+1)), headExplains: text(today(f, words))})
	}
	return rs
}

// today takes the date out of a text: a sheet that says the same as yesterday is not
// written again for its sake.
func today(f process.Forecast, words string) string {
	if rest, dated := strings.CutPrefix(words, f.Day.String()); dated {
		return "I dag" + rest
	}
	return words
}

// noteRows stand near the top: they tell what to put right.
func noteRows(f process.Forecast) []listRow {
	var rs []listRow
	for i, words := range f.Notes {
		rs = append(rs, listRow{headWhat: text(fmt.Sprintf("Att tänka på (%d)", i+1)), headExplains: text(words)})
	}
	return rs
}

func yearRow(what string, year int) listRow {
	return listRow{headWhat: text(fmt.Sprintf(what, year)), headYear: number(float64(year))}
}

func rangeRow(what string, year int, r process.Range, words string) listRow {
	row := listRow{headYear: number(float64(year)), headLow: number(float64(r.Low)), headCount: number(float64(r.Mid)), headHigh: number(float64(r.High)), headExplains: text(words)}
	if what != "" {
		row[headWhat] = text(fmt.Sprintf(what, year))
	}
	return row
}

// corridor sets a row against a corridor; what is no decision says so.
func (r listRow) corridor(c process.Corridor, position string) {
	r[headFloor], r[headCeiling] = number(float64(c.Low)), number(float64(c.High))
	switch {
	case c.Scenario && position != "":
		position += ", scenario"
	case c.Scenario:
		position = "scenario"
	}
	if position != "" {
		r[headPosition] = workbook.Cell{Kind: workbook.Text, Text: position}
	}
}
