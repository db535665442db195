package master

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

// overviewOf gives the overview's cells by place.
func overviewOf(v View) map[[2]int]workbook.Cell {
	at := map[[2]int]workbook.Cell{}
	for _, c := range overview(v, v.forecast()).cells {
		at[[2]int{c.row, c.col}] = c.value
	}
	return at
}

// column lists what stands in a column from a row, until the first empty cell.
func columnOf(at map[[2]int]workbook.Cell, row, col, count int) (all []string) {
	for i := range count {
		all = append(all, CanonicalText(at[[2]int{row + i, col}]))
	}
	return all
}

// the chart's figures are those of Prognos: what has been, low,
// middle and high, and the corridor as the policy has it. A year that nobody knows
// keeps its place and is a gap, so that no line is drawn through it.
func TestTheChartOfTheForecastIsDrawnFromPrognos(t *testing.T) {
	v := prognosis()
	v.World.Policy.History = append(v.World.Policy.History, process.HistoryYear{Year: 2020, InTraining: process.Amount{Value: 71, Said: true}, Source: "Tidningen"})
	f := v.forecast()
	at := overviewOf(v)
	want := map[string][]string{}
	for _, r := range forecastRows(v, f) {
		if strings.HasPrefix(r[headWhat].Text, "I utbildning i slutet av") {
			var row []string
			for _, h := range []string{headCount, headLow, headCount, headHigh, headFloor, headCeiling} {
				row = append(row, CanonicalText(r[h]))
			}
			if r[headLow].Kind == workbook.Empty {
				row[2] = "" // what has been is no forecast
			} else {
				row[0] = ""
			}
			want[CanonicalText(r[headYear])] = row
		}
	}
	rows := len(chartYears(v, f))
	for i, year := range columnOf(at, rowData, colYears, rows) {
		if year != fmt.Sprint(2020+i) {
			t.Fatalf("row %d is %s", i, year)
		}
		var got []string
		for col := 1; col < yearColumns-1; col++ {
			got = append(got, CanonicalText(at[[2]int{rowData + i, colYears + col}]))
		}
		expected, told := want[year]
		if !told {
			expected = make([]string, yearColumns-2)
		}
		if d := cmp.Diff(expected, got); d != "" {
			t.Errorf("%s (-Prognos +chart):\n%s", year, d)
		}
		delete(want, year)
	}
	if len(want) > 0 {
		t.Error("not in the chart:", want)
	}
	near, last := f.Years[0].InTraining, f.Years[len(f.Years)-1]
	words := fmt.Sprintf("Med väntat intag 2024: %d, inom korridoren 90–110; %d: %d (%d–%d)", near.Mid, last.Year, last.InTraining.Mid, last.InTraining.Low, last.InTraining.High)
	if got := at[[2]int{rowCharts, colBlock}].Text; got != words {
		t.Errorf("over the chart stands %q, want %q", got, words)
	}
	if got := at[[2]int{rowData + 4, colYears + yearColumns - 1}].Number; got != float64(v.Judgement.Figures.Goal) || got == 0 {
		t.Errorf("this year's goal is %v", got)
	}
}

// The health centres stand in order, those without a doctor in training last with
// their zero; one whose listed nobody knows is counted apart, not as zero.
func TestTheHealthCentresInOrder(t *testing.T) {
	v := sampleView()
	v.World.Centres[2].Listed = 0
	v.Judgement.Centres[4].Trainees = 0
	at := overviewOf(v)
	want := []string{"Björknäs 0.3591", "Furulunds 0.2407", "Almby 0.2381", "Havsvikens 0.181", "Granhult 0"}
	var got []string
	for i := range want {
		got = append(got, CanonicalText(at[[2]int{rowData + i, colCentres}])+" "+CanonicalText(at[[2]int{rowData + i, colCentres + 1}]))
		if region := at[[2]int{rowData + i, colCentres + 2}].Number; region != 0.1804 {
			t.Errorf("the region's mean is %v", region)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := at[[2]int{rowCharts, colMonths}].Text; got != "0,18 ST per 1 000 listade; 1 av 5 utan ST, 1 utan uppgift" {
		t.Error(got)
	}
}

func TestOfManyHealthCentresTheEndsAreShown(t *testing.T) {
	for n, want := range map[int]int{1: 1, 40: 40, 41: 41, 200: 41} {
		v := sampleView()
		v.World.Centres, v.Judgement.Centres = nil, nil
		for i := range n {
			id := fmt.Sprintf("VC-%03d", i)
			v.World.Centres = append(v.World.Centres, process.HealthCentre{ID: id, Name: id, Listed: 1000 + 10*i})
			v.Judgement.Centres = append(v.Judgement.Centres, process.CentreFigures{CentreID: id, Trainees: 1})
		}
		shown := shownCentres(v)
		if len(shown) != want {
			t.Errorf("%d health centres: %d rows, want %d", n, len(shown), want)
		}
		if first, last := shown[0].name, shown[len(shown)-1].name; first != "VC-000" || last != fmt.Sprintf("VC-%03d", n-1) {
			t.Errorf("%d health centres: from %s to %s", n, first, last)
		}
		words := overviewOf(v)[[2]int{rowCharts, colMonths}].Text
		if told := strings.Contains(words, fmt.Sprintf("20 högsta, 20 lägsta av %d", n)); told != (n > 40) {
			t.Errorf("%d health centres: %s", n, words)
		}
		for _, s := range chartSeries(v, process.Forecast{}) {
			if s.Col >= colCentres && s.Rows != want {
				t.Errorf("%d health centres: the series has %d rows", n, s.Rows)
			}
		}
	}
}

// the load of a month is its need in per cent of its places. What nobody has
// said is no zero, and a need where there is no place at all is told as that.
func TestTheRotationsByMonth(t *testing.T) {
	v := sampleView()
	month := func(clinic string, ahead, places int, said bool, need int) process.RotationMonth {
		return process.RotationMonth{Clinic: clinic, Provider: "sjukhus", Month: process.D(2024, 11, 1).AddMonths(ahead), Places: places, Said: said, Placed: need}
	}
	v.Judgement.Rotations = []process.RotationMonth{
		month("KK", -1, 2, true, 2), month("KK", 0, 2, true, 1), month("KK", 1, 2, true, 3), month("KK", 11, 3, true, 2), month("KK", 12, 2, true, 2),
		month("Psyk", 0, 0, false, 1), month("Psyk", 1, 0, true, 2), month("Psyk", 2, 0, true, 0),
	}
	at := overviewOf(v)
	line := func(i int) string { return strings.Join(columnLine(at, rowRotation+2+i), " ") }
	for i, want := range []string{"KK, sjukhus 50 150 – – – – – – – – – 67", "Psyk, sjukhus ? +2 – – – – – – – – – –"} {
		if got := line(i); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := strings.Join(columnLine(at, rowRotation+1), " "); got != "Klinik nov dec jan feb mar apr maj jun jul aug sep okt" {
		t.Error(got)
	}
	v.Judgement.Rotations = nil
	for i := range 10 {
		v.Judgement.Rotations = append(v.Judgement.Rotations, month(fmt.Sprintf("Klinik %d", i), 0, 10, true, i))
	}
	at = overviewOf(v)
	if got := columnOf(at, rowRotation+2, colClinic, clinicLines); got[0] != "Klinik 2, sjukhus" || got[7] != "Klinik 9, sjukhus" {
		t.Errorf("of ten clinics these are shown: %q", got)
	}
	if got := at[[2]int{rowRotation + 3 + clinicLines, colClinic}].Text; got != "De 8 hårdast belastade av 10; alla står i bladet Sidotjänstgöring." {
		t.Error(got)
	}
}

func columnLine(at map[[2]int]workbook.Cell, row int) (all []string) {
	for col := colClinic; col <= colPrinted; col++ {
		all = append(all, CanonicalText(at[[2]int{row, col}]))
	}
	return all
}

// The five labels stand once each, and the number alone in the cell beside.
func TestTheFiveLabelsStandOnce(t *testing.T) {
	v := prognosis()
	v.Run = v.World.Now
	labels := map[string]int{labelGranted: 0, labelWaiting: 0, labelGoal: 0, labelNow: 0, labelYearEnd: 0}
	for _, c := range overview(v, v.forecast()).cells {
		if _, is := labels[c.value.Text]; is {
			labels[c.value.Text]++
		}
	}
	for label, n := range labels {
		if n != 1 {
			t.Errorf("%s stands %d times", label, n)
		}
	}
}

// Before the first run nothing is known: no zero says that there is nobody.
func TestANewMasterHasNoZeros(t *testing.T) {
	data, err := New("Region Provlandet", samplePolicy())
	if err != nil {
		t.Fatal(err)
	}
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := b.Sheet(SheetOverview)
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			if c.Kind == workbook.Number {
				t.Errorf("%s is %v", c.Address(), c.Number)
			}
		}
	}
	for i := range 5 {
		if got := s.Cell(rowFigures+i, colFigure).Text; got != "–" {
			t.Errorf("beside %s stands %q", s.Cell(rowFigures+i, colLabel).Text, got)
		}
	}
}

// How long each has waited is counted from the day that the case came in, and is told
// again only when something else is: a day that passes is no reason for a new file.
func TestHowLongTheyHaveWaited(t *testing.T) {
	v := sampleView()
	v.World.Policy = nil // so that there is no forecast, which goes from day to day
	data, base, _ := merged(t, newSample(t), nil, v)
	at := func(data []byte) string {
		b, err := workbook.Read(data, workbook.MasterLimits)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := b.Sheet(SheetOverview)
		return CanonicalText(s.Cell(rowWaiting+2, colFigure)) + " " + CanonicalText(s.Cell(rowWaiting+2, colWaited)) + " " + s.Cell(rowWaiting, colFigure).Text
	}
	if got, want := at(data), "IA-2024-0001 60 4 läkare väntar. Längst: IA-2024-0001, 60 dagar."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	v.World.Now = v.World.Now.Add(24 * time.Hour)
	data, base, _ = merged(t, data, base, v)
	if got := at(data); !strings.HasPrefix(got, "IA-2024-0001 60 ") {
		t.Errorf("a day alone wrote the file: %s", got)
	}
	v.Judgement.Ranking = v.Judgement.Ranking[1:]
	data, _, _ = merged(t, data, base, v)
	if got, want := at(data), "IA-2024-0002 57 3 läkare väntar. Längst: IA-2024-0002, 57 dagar."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The charts reach as far as their figures do after a merge, and again when these are
// fewer.
func TestTheChartsReachAsFarAsTheirFigures(t *testing.T) {
	v := prognosis()
	data := newSample(t)
	for _, n := range []int{6, 2, 60} {
		v.World.Centres = nil
		for i := range n {
			id := fmt.Sprintf("VC-%03d", i)
			v.World.Centres = append(v.World.Centres, process.HealthCentre{ID: id, Name: id, Listed: 5000 + i})
		}
		m, err := plan(data, nil, nil, v, nil)
		if err != nil {
			t.Fatal(err)
		}
		if data, err = workbook.Apply(data, m.edit("")); err != nil {
			t.Fatal(err)
		}
		last := map[string]int{"chart1.xml": rowData + len(chartYears(v, v.forecast())) - 1, "chart2.xml": rowData + min(n, 41) - 1}
		for name, row := range last {
			chart := string(partOf(t, data, "xl/charts/"+name))
			for _, ref := range regexp.MustCompile(`<f>([^<]*:[^<]*)</f>`).FindAllStringSubmatch(chart, -1) {
				if !strings.HasSuffix(ref[1], fmt.Sprintf("$%d", row)) {
					t.Errorf("%d health centres: %s draws %s, want to row %d", n, name, ref[1], row)
				}
			}
		}
	}
}

// A number below zero has a minus sign, as in every text, and no hyphen.
func TestTheOverviewWritesAMinusSign(t *testing.T) {
	v := prognosis()
	v.Judgement.Figures.Leaving = 4
	v.Judgement.Money = []process.MoneyFigures{{Year: 2024, Decided: true, Free: -94}}
	below := 0
	for _, c := range overview(v, v.forecast()).cells {
		if c.value.Kind == workbook.Number && c.value.Number < 0 {
			if below++; !strings.Contains(c.style.Format, `"−"`) {
				t.Errorf("%s: %v is written as %q", workbook.Address(c.row, c.col), c.value.Number, c.style.Format)
			}
		}
	}
	if below < 2 {
		t.Errorf("%d numbers below zero, want two", below)
	}
}
