package notify

import (
	"bytes"
	"fmt"
	"image/png"
	"strings"
	"testing"

	"github.com/wcharczuk/go-chart/v2"

	"stintag/process"
)

// The forecast as a picture: inline, with the same in words and figures in both parts,
// the same bytes each time, and an axis that begins at zero.
func TestReportShowsTheForecast(t *testing.T) {
	l := tell(t, report())
	if len(l.Inlines) != 1 || l.Inlines[0].Name != pictureName || l.Inlines[0].Type != "image/png" {
		t.Fatalf("%d pictures", len(l.Inlines))
	}
	if again := tell(t, report()); !bytes.Equal(again.Inlines[0].Bytes, l.Inlines[0].Bytes) {
		t.Error("the same forecast gives another picture")
	}
	both(t, l, "Väntat vid slutet av 2024: 119, mellan 118 och 120. Väntat vid slutet av 2034: 116, mellan 85 och 157.")
	for _, y := range report().Forecast.Years {
		if want := fmt.Sprintf("%d %d %d–%d", y.Year, y.InTraining.Mid, y.InTraining.Low, y.InTraining.High); !strings.Contains(collapse(l.Text), want) {
			t.Errorf("the text part lacks %q", want)
		}
	}
	both(t, l, "110–125: inom; mål 105")
	if !strings.Contains(l.HTML, `alt="Diagram över ST-läkare`) {
		t.Error("the picture has no words for those who see none")
	}
	img, err := png.Decode(bytes.NewReader(l.Inlines[0].Bytes))
	if err != nil || img.Bounds().Dx() != pictureWide || img.Bounds().Dy() != pictureTall {
		t.Errorf("%v, %v", img.Bounds(), err)
	}
	if ticks := countTicks(890); ticks[0].Value != 0 || ticks[0].Label != "0" {
		t.Errorf("the axis begins at %v", ticks[0])
	}

	r := report()
	r.Forecast = process.Forecast{}
	if l := tell(t, r); len(l.Inlines) > 0 || strings.Contains(l.HTML, "<img") {
		t.Error("a picture of no forecast")
	}
	if l := tell(t, quietReport()); len(l.Inlines) > 0 {
		t.Error("a picture on a quiet day")
	}
}

// a corridor stands at its year's end, a scenario is marked as one, and
// what has been, is expected and is wanted have different marks and dashes: the letter
// is printed in black and white.
func TestThePictureTellsLinesApartWithoutColour(t *testing.T) {
	d := drawn(report())
	if len(d.past) != 5 || len(d.mid) != 12 || len(d.boxes) != 5 || len(d.goals) != 1 {
		t.Errorf("%d past, %d expected, %d corridors, %d goals", len(d.past), len(d.mid), len(d.boxes), len(d.goals))
	}
	if !d.boxes[4].scenario || d.boxes[0].scenario {
		t.Error("the scenario is not marked")
	}
	if d.mid[0] != d.past[len(d.past)-1] {
		t.Error("what is expected does not begin where what has been ends")
	}
	dashes := map[string]bool{}
	for _, s := range []chart.Style{pastStyle(), midStyle(), rangeStyle()} {
		dashes[fmt.Sprint(s.StrokeDashArray)] = true
	}
	if len(dashes) != 3 {
		t.Errorf("%d kinds of line look alike", 3-len(dashes)+1)
	}
}
