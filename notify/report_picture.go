package notify

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"strconv"

	"github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"

	"stintag/process"
)

// The picture is drawn twice as large as it is shown, so that it is sharp on every
// screen and on paper. Its kinds of line differ in their dashes and marks, never in
// their colour alone: it is printed in black and white.
const (
	pictureWide = 1088
	pictureTall = 640
	pictureDPI  = 184
)

var (
	ink      = drawing.ColorFromHex("1c2226")
	deep     = drawing.ColorFromHex("1d4556")
	grey     = drawing.ColorFromHex("8a949a")
	pale     = drawing.ColorFromHex("d9dfe2")
	amber    = drawing.ColorFromHex("b35c00")
	hairline = drawing.ColorFromHex("e4e8ea")
)

// picture draws the forecast: what has been, what is expected and how wrong that may
// be, the corridor and the goals. The same forecast gives the same bytes.
func picture(r Report) ([]byte, error) {
	d := drawn(r)
	if len(d.mid) < 2 {
		return nil, nil
	}
	c := chart.Chart{
		Width: pictureWide, Height: pictureTall, DPI: pictureDPI,
		Background: chart.Style{Padding: chart.Box{Top: 120, Left: 20, Right: 45, Bottom: 24}, FillColor: drawing.ColorWhite},
		XAxis:      chart.XAxis{Style: axisStyle(), Ticks: yearTicks(d), Range: &chart.ContinuousRange{Min: d.from, Max: d.to}},
		YAxis: chart.YAxis{AxisType: chart.YAxisSecondary, Style: axisStyle(), Ticks: countTicks(d.most),
			Range: &chart.ContinuousRange{Min: 0, Max: d.most}, GridMajorStyle: gridStyle(), GridMinorStyle: gridStyle()},
		Series: []chart.Series{corridorBoxes{all: d.boxes}, line(d.low, rangeStyle()), line(d.high, rangeStyle())},
	}
	for _, known := range unbroken(d.past) {
		c.Series = append(c.Series, line(known, pastStyle()))
	}
	c.Series = append(c.Series, line(d.mid, midStyle()), goalMarks{all: d.goals})
	c.Elements = []chart.Renderable{legend(d)}
	var b bytes.Buffer
	var canvas canvas
	err := c.Render(chart.PNG, &canvas)
	if err == nil {
		err = png.Encode(&b, fewColours(canvas.RGBA))
	}
	if err != nil {
		return nil, fmt.Errorf("draw the forecast: %w", err)
	}
	return b.Bytes(), nil
}

// canvas takes the picture as it is drawn, before it is written as a file.
type canvas struct{ *image.RGBA }

// SetRGBA is how go-chart hands a picture over.
func (c *canvas) SetRGBA(drawn *image.RGBA) { c.RGBA = drawn }

// Write is for those who take a picture as a file.
func (c *canvas) Write([]byte) (int, error) { return 0, errors.ErrUnsupported }

// fewColours is the picture with a palette: a byte a point in place of four, and little
// more than a third of the file. Its seven colours and what lies between them at the
// edges of lines are told apart in steps of a thirty-second, which no eye sees there; a
// picture with more colours than a palette holds stays as it is.
func fewColours(m *image.RGBA) image.Image {
	p := image.NewPaletted(m.Bounds(), nil)
	known := map[[3]uint8]uint8{}
	var last [3]uint8
	var at uint8
	for i := range p.Pix {
		c := [3]uint8{m.Pix[4*i] >> 3, m.Pix[4*i+1] >> 3, m.Pix[4*i+2] >> 3}
		if i == 0 || c != last {
			n, is := known[c]
			if !is {
				if len(p.Palette) == 256 {
					return m
				}
				n = uint8(len(p.Palette))
				known[c] = n
				p.Palette = append(p.Palette, color.RGBA{m.Pix[4*i], m.Pix[4*i+1], m.Pix[4*i+2], 255})
			}
			last, at = c, n
		}
		p.Pix[i] = at
	}
	return p
}

func axisStyle() chart.Style {
	return chart.Style{FontSize: 10, FontColor: ink, StrokeColor: grey, StrokeWidth: 2}
}
func gridStyle() chart.Style { return chart.Style{StrokeColor: hairline, StrokeWidth: 2} }
func pastStyle() chart.Style {
	return chart.Style{StrokeColor: ink, StrokeWidth: 5, DotColor: ink, DotWidth: 6}
}
func midStyle() chart.Style {
	return chart.Style{StrokeColor: deep, StrokeWidth: 5, StrokeDashArray: []float64{18, 10}, DotColor: deep, DotWidth: 6}
}
func rangeStyle() chart.Style {
	return chart.Style{StrokeColor: deep, StrokeWidth: 3, StrokeDashArray: []float64{3, 7}}
}
func corridorStyle(scenario bool) chart.Style {
	s := chart.Style{FillColor: pale, StrokeColor: grey, StrokeWidth: 2}
	if scenario {
		s.StrokeDashArray = []float64{6, 5}
	}
	return s
}
func goalStyle() chart.Style {
	return chart.Style{FillColor: drawing.ColorWhite, StrokeColor: amber, StrokeWidth: 4}
}

type dot struct{ x, y float64 }

// figure is what is drawn. A year's end stands at its year, a day before it.
type figure struct {
	past, mid, low, high []dot
	boxes                []corridorBox
	goals                []dot
	from, to, most       float64
}

type corridorBox struct {
	year, low, high float64
	scenario        bool
}

func drawn(r Report) figure {
	f, d := r.Forecast, figure{}
	for _, h := range pastYears(f) {
		d.past = append(d.past, dot{float64(h.Year), h.InTraining.Value})
		if h.HasCorridor {
			d.box(h.Corridor)
		}
	}
	today := dot{float64(f.Day.Year) - float64(f.Day.DaysUntil(process.D(f.Day.Year, 12, 31)))/365, float64(f.Basis.InTraining)}
	d.past = append(d.past, today)
	d.mid, d.low, d.high = []dot{today}, []dot{today}, []dot{today}
	for _, y := range f.Years {
		x := float64(y.Year)
		d.mid = append(d.mid, dot{x, float64(y.InTraining.Mid)})
		d.low = append(d.low, dot{x, float64(y.InTraining.Low)})
		d.high = append(d.high, dot{x, float64(y.InTraining.High)})
		if y.HasCorridor {
			d.box(y.Corridor)
		}
	}
	d.from, d.to = math.Floor(d.past[0].x), d.mid[len(d.mid)-1].x
	if d.past[0].x > d.from { // nothing has been: it begins with the year before today
		d.from = math.Min(d.from, float64(f.Day.Year-1))
	}
	goals := goals(r)
	for year := int(d.from); year <= int(d.to); year++ {
		if g, is := goals[year]; is {
			d.goals = append(d.goals, dot{float64(year), g})
		}
	}
	d.from, d.to = d.from-0.5, d.to+0.5
	d.most = roof(d)
	return d
}

func (d *figure) box(c process.Corridor) {
	d.boxes = append(d.boxes, corridorBox{float64(c.Year), float64(c.Low), float64(c.High), c.Scenario})
}

// roof is a round number above everything.
func roof(d figure) float64 {
	most := 1.0
	for _, ds := range [][]dot{d.past, d.mid, d.high, d.goals} {
		for _, x := range ds {
			most = math.Max(most, x.y)
		}
	}
	for _, b := range d.boxes {
		most = math.Max(most, b.high)
	}
	step := countStep(most)
	return step * math.Ceil(most/step)
}

// countStep is the distance between two marks of the axis: 1, 2 or 5 with zeros.
func countStep(most float64) float64 {
	for unit := 1.0; ; unit *= 10 {
		for _, n := range []float64{1, 2, 5} {
			if most/(n*unit) <= 6 {
				return n * unit
			}
		}
	}
}

// countTicks begin at zero: an axis that begins elsewhere makes much of little.
func countTicks(most float64) (ticks []chart.Tick) {
	for v := 0.0; v <= most; v += countStep(most) {
		ticks = append(ticks, chart.Tick{Value: v, Label: number(v, 0)})
	}
	return ticks
}

// yearTicks name so many years as there is room for; the ends hold the axis.
func yearTicks(d figure) []chart.Tick {
	ticks := []chart.Tick{{Value: d.from}}
	first, last := int(math.Ceil(d.from)), int(math.Floor(d.to))
	every := (last-first)/14 + 1
	for year := first; year <= last; year++ {
		label := ""
		if (last-year)%every == 0 {
			label = strconv.Itoa(year)
		}
		ticks = append(ticks, chart.Tick{Value: float64(year), Label: label})
	}
	return append(ticks, chart.Tick{Value: d.to})
}

// unbroken parts the years that have been where one between them is not known: no line
// tells what nobody knows.
func unbroken(ds []dot) (parts [][]dot) {
	from := 0
	for i := range ds {
		if i+1 == len(ds) || ds[i+1].x-ds[i].x > 1 {
			parts = append(parts, ds[from:i+1])
			from = i + 1
		}
	}
	return parts
}

func line(ds []dot, s chart.Style) chart.Series {
	l := chart.ContinuousSeries{Style: s}
	for _, d := range ds {
		l.XValues, l.YValues = append(l.XValues, d.x), append(l.YValues, d.y)
	}
	return l
}
