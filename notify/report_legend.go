package notify

import (
	"slices"

	"github.com/wcharczuk/go-chart/v2"
)

// shape is a series that draws itself.
type shape struct{}

func (shape) GetName() string           { return "" }
func (shape) GetYAxis() chart.YAxisType { return chart.YAxisPrimary }
func (shape) GetStyle() chart.Style     { return chart.Style{} }
func (shape) Validate() error           { return nil }

// corridorBoxes show the corridor of each year that has one, as a box: between two
// year-ends there is none.
type corridorBoxes struct {
	shape
	all []corridorBox
}

// Render draws them behind the lines. A corridor of a point or two is still seen.
func (s corridorBoxes) Render(r chart.Renderer, at chart.Box, xs, ys chart.Range, _ chart.Style) {
	for _, b := range s.all {
		box := chart.Box{
			Left: at.Left + xs.Translate(b.year-0.36), Right: at.Left + xs.Translate(b.year+0.36),
			Top: at.Bottom - ys.Translate(b.high), Bottom: at.Bottom - ys.Translate(b.low),
		}
		if box.Bottom-box.Top < 6 {
			box.Top, box.Bottom = box.Top-3, box.Bottom+3
		}
		chart.Draw.Box(r, box, corridorStyle(b.scenario))
	}
}

// goalMarks show each goal as a diamond at its year's end.
type goalMarks struct {
	shape
	all []dot
}

// Render draws them over the lines.
func (s goalMarks) Render(r chart.Renderer, at chart.Box, xs, ys chart.Range, _ chart.Style) {
	for _, g := range s.all {
		diamond(r, at.Left+xs.Translate(g.x), at.Bottom-ys.Translate(g.y))
	}
}

func diamond(r chart.Renderer, x, y int) {
	const half = 13
	goalStyle().GetFillAndStrokeOptions().WriteToRenderer(r)
	defer r.ResetStyle()
	r.MoveTo(x, y-half)
	r.LineTo(x+half, y)
	r.LineTo(x, y+half)
	r.LineTo(x-half, y)
	r.Close()
	r.FillStroke()
}

// legend names what is in the picture, above it, each with a sample of itself.
func legend(d figure) chart.Renderable {
	type entry struct {
		label  string
		sample func(r chart.Renderer, x, y int)
	}
	entries := []entry{{"har varit", lineSample(pastStyle())}, {"väntat", lineSample(midStyle())}, {"lågt och högt", lineSample(rangeStyle())}}
	if len(d.past) < 2 {
		entries = entries[1:]
	}
	if len(d.boxes) > 0 {
		label := "korridor"
		if slices.ContainsFunc(d.boxes, func(b corridorBox) bool { return b.scenario }) {
			label = "korridor, scenario streckat"
		}
		entries = append(entries, entry{label, boxSample})
	}
	if len(d.goals) > 0 {
		entries = append(entries, entry{"mål", func(r chart.Renderer, x, y int) { diamond(r, x+sampleWide/2, y) }})
	}
	return func(r chart.Renderer, at chart.Box, usual chart.Style) {
		words := chart.Style{FontSize: 8.5, FontColor: ink, Font: usual.Font}
		chart.Draw.Text(r, "ST-läkare i utbildning vid årets slut", at.Left, 42, chart.Style{FontSize: 12, FontColor: deep, Font: usual.Font})
		x := at.Left
		for _, e := range entries {
			e.sample(r, x, 80)
			x += sampleWide + 10
			chart.Draw.Text(r, e.label, x, 89, words)
			x += chart.Draw.MeasureText(r, e.label, words).Width() + 18
		}
	}
}

const sampleWide = 44

func lineSample(s chart.Style) func(chart.Renderer, int, int) {
	return func(r chart.Renderer, x, y int) {
		s.GetStrokeOptions().WriteToRenderer(r)
		r.MoveTo(x, y)
		r.LineTo(x+sampleWide, y)
		r.Stroke()
		if s.DotWidth > 0 {
			s.GetDotOptions().WriteDrawingOptionsToRenderer(r)
			r.Circle(s.DotWidth, x+sampleWide/2, y)
			r.FillStroke()
		}
		r.ResetStyle()
	}
}

func boxSample(r chart.Renderer, x, y int) {
	chart.Draw.Box(r, chart.Box{Left: x, Right: x + sampleWide, Top: y - 11, Bottom: y + 11}, corridorStyle(false))
}
