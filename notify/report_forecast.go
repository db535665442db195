package notify

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"stintag/process"
)

type forecastView struct {
	Picture string // the name of the picture; "" where there is none
	Alt     string // what it shows, for those who see none
	Rows    []forecastRow
	Goals   bool // some row has a goal or a corridor
	Words   string
}

type forecastRow struct{ Year, In, Range, Goal, Done string }

// pictureName is the forecast's picture in the letter; the HTML shows it as cid:.
const pictureName = "prognos.png"

// shownPast are how many past years the table tells; the picture has them all.
const shownPast = 3

// forecast is the forecast in figures: everything that the picture shows.
func forecast(r Report) forecastView {
	f := r.Forecast
	if len(f.Years) == 0 {
		return forecastView{}
	}
	v := forecastView{Alt: alt(r), Words: "Det väntade är mittentalet. Lågt och högt är vad en dragning av tio hamnar under och över. " + twoForecasts(r)}
	past := pastYears(f)
	for _, h := range past[max(0, len(past)-shownPast):] {
		row := forecastRow{Year: strconv.Itoa(h.Year), In: number(h.InTraining.Value, 0), Range: "har varit", Goal: corridorWords(h.HasCorridor, h.Corridor, h.Position)}
		if h.Finished.Said {
			row.Done = number(h.Finished.Value, 0)
		}
		v.Rows = append(v.Rows, row)
	}
	by := goals(r)
	for _, y := range f.Years {
		row := forecastRow{
			Year: strconv.Itoa(y.Year), In: strconv.Itoa(y.InTraining.Mid), Range: spread(y.InTraining),
			Goal: corridorWords(y.HasCorridor, y.Corridor, y.Position), Done: strconv.Itoa(y.Completions.Mid),
		}
		if g, is := by[y.Year]; is {
			row.Goal = strings.TrimPrefix(row.Goal+"; mål "+number(g, 0), "; ")
		}
		v.Rows = append(v.Rows, row)
	}
	v.Goals = slices.ContainsFunc(v.Rows, func(x forecastRow) bool { return x.Goal != "" })
	return v
}

// twoForecasts tells why the year's end may have two figures in one letter.
func twoForecasts(r Report) string {
	if y := r.Forecast.Years[0]; y.InTraining.Mid != r.Judgement.Figures.YearEnd {
		return fmt.Sprintf("För %d står här %d men ovan %d: här räknas också väntade nya ST, och att en ST i verkligheten tar längre tid än planen.",
			y.Year, y.InTraining.Mid, r.Judgement.Figures.YearEnd)
	}
	return ""
}

func spread(x process.Range) string {
	if x.Low == x.High {
		return "–"
	}
	return fmt.Sprintf("%d–%d", x.Low, x.High)
}

func corridorWords(has bool, c process.Corridor, at process.Position) string {
	if !has {
		return ""
	}
	return fmt.Sprintf("%s: %s", c.Words(), at)
}

// pastYears are the year-ends that have been: those published, or else what the
// roster shows.
func pastYears(f process.Forecast) []process.History {
	var published, shown []process.History
	for _, h := range f.History {
		switch {
		case !h.InTraining.Said:
		case h.Roster:
			shown = append(shown, h)
		default:
			published = append(published, h)
		}
	}
	all := published
	if len(all) == 0 {
		all = shown
	}
	slices.SortStableFunc(all, func(a, b process.History) int { return cmp.Compare(a.Year, b.Year) })
	return slices.CompactFunc(all, func(a, b process.History) bool { return a.Year == b.Year })
}

// goals are the policy's of doctors in training at a year's end; one that has no day
// is this year's.
func goals(r Report) map[int]float64 {
	by := map[int]float64{}
	if p := r.World.Policy; p != nil {
		for _, t := range p.Targets {
			if t.What == "st" && !t.By.IsZero() {
				by[t.By.Year] = t.Value
			}
		}
	}
	if n := r.Judgement.Figures.Goal; n > 0 {
		by[r.Forecast.Day.Year] = float64(n)
	}
	return by
}

// alt is the picture in words: where it begins, where it ends, and what stands in it.
func alt(r Report) string {
	f := r.Forecast
	first, last := f.Years[0], f.Years[len(f.Years)-1]
	s := fmt.Sprintf("Diagram över ST-läkare i utbildning. I dag %d. Väntat vid slutet av %d: %s. Väntat vid slutet av %d: %s.",
		f.Basis.InTraining, first.Year, within(first.InTraining), last.Year, within(last.InTraining))
	if past := pastYears(f); len(past) > 0 {
		s += fmt.Sprintf(" Historiken börjar %d.", past[0].Year)
	}
	return s + " Talen står i tabellen."
}

func within(x process.Range) string {
	if x.Low == x.High {
		return strconv.Itoa(x.Mid)
	}
	return fmt.Sprintf("%d, mellan %d och %d", x.Mid, x.Low, x.High)
}
