package master

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/workbook"
)

func TestGrantedCaseGetsARosterRowOnce(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	r := tableRow(t, data, rosterTable, headID, "IA-2024-0008")
	want := map[string]string{
		"ST-läkare": "Sven Sälg", "Vårdcentral": "Björknäs vårdcentral", "Start": "2025-02-01", "Planerat slut": "2030-07-31",
		"Tjänstgöringsgrad": "1", "Finansiering": "vårdval", "Typ av ST": "ST", "Beslutsdatum": "2024-11-12", "Status": "Beviljad ej startad",
	}
	for h, w := range want {
		if got := r.text(h); got != w {
			t.Errorf("%s is %q, want %q", h, got, w)
		}
	}
	data, err := workbook.Patch(data, []workbook.Change{r.grid.set(r.number, headStatus, text("Pågår"))})
	if err != nil {
		t.Fatal(err)
	}
	if changes, _, _, err := Plan(data, base, nil, v); err != nil || len(changes) > 0 {
		t.Errorf("people's columns are written once: %v, %v", changes, err)
	}
}

func TestGrantedTransferIsNoNewPost(t *testing.T) { // D15, R-011
	v := sampleView()
	c := &v.World.Cases[7]
	c.Application.Kind, c.Application.Doctor, c.Application.CentreID = process.Transfer, "Bo Bok", "VC-06"
	v.Judgement.Granted = process.Judge(v.World).Granted
	data, _, _ := merged(t, newSample(t), nil, v)
	if r := tableRow(t, data, rosterTable, headID, c.ID); r.number != 0 {
		t.Error("a transfer made a new row in the roster")
	}
}

// Two runs on one evening tell the same figures: the row that the merge writes for
// a grant, read back, counts as the grant did.
func TestMergingChangesNoFigure(t *testing.T) {
	v := sampleView()
	grants := []process.Kind{process.NewPost, process.DoubleSpecialisation, process.Practice, process.LeaveOfAbsence, process.Transfer}
	for i, kind := range grants {
		c := &v.World.Cases[i]
		c.Application.Kind, c.Application.PossibleStart = kind, process.D(2024, time.Month(9+i), 1) // passed, today's month, to come
		c.Application.Degree = []float64{1, 0.8, 0}[i%3]
		c.Decision = process.Decision{Verdict: process.VerdictGrant, By: "Dora Delegat", Date: process.D(2024, 11, 21), Reason: "Så beslutat."}
	}
	data := newSample(t)
	v.World.Roster = adopted(t, data, nil, nil).Registers.Roster
	before := process.Judge(v.World)
	v.Judgement = before
	data, base, _ := merged(t, data, nil, v)
	v.World.Roster = adopted(t, data, base, nil).Registers.Roster
	after := process.Judge(v.World)
	if n := len(v.World.Roster); n != len(sampleRoster())+4 { // three of the five, and the sample's own
		t.Errorf("%d rows in the roster", n)
	}
	for what, diff := range map[string]string{
		"figures": cmp.Diff(before.Figures, after.Figures), "money": cmp.Diff(before.Money, after.Money),
		"centres": cmp.Diff(before.Centres, after.Centres), "todo": cmp.Diff(before.Todo, after.Todo),
	} {
		if diff != "" {
			t.Errorf("%s (-before +after):\n%s", what, diff)
		}
	}
	if before.Figures.Starting != 3 || before.Figures.GrantedYear != 4 {
		t.Errorf("nothing was granted: %+v", before.Figures)
	}
}

func TestADecisionStaysInTheListWhileItsRowIsHalfChanged(t *testing.T) { // D20
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	c := &v.World.Cases[7]
	c.Decided, c.Earlier = true, c.Decision
	c.Decision.By = ""
	v.Judgement.Standings[7].DecisionLacks = []string{"Beslutad av saknas"}
	data, _, _ = merged(t, data, base, v)
	if r := tableRow(t, data, decisionsTable, headCase, c.ID); r.text(headDecider) != "Dora Delegat" {
		t.Errorf("the list says %q of a decision that holds", r.text(headDecider))
	}
}

func TestRosterRowsThatPeopleAddGetIDs(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	at := "ST-läkare!" + rosterTable.letter(headTrainee)
	data = edit(t, data, map[string]workbook.Cell{at + "12": text("Ylva Yllen"), at + "13": text("Zeth Zink")})
	data, base, _ = merged(t, data, base, v)
	for name, id := range map[string]string{"Ylva Yllen": "ST-0010", "Zeth Zink": "ST-0011"} {
		if got := tableRow(t, data, rosterTable, headTrainee, name).text(headID); got != id {
			t.Errorf("%s got %q, want %s", name, got, id)
		}
	}
	data = removeRow(t, data, rosterTable, headID, "ST-0011")
	data = edit(t, data, map[string]workbook.Cell{at + "14": text("Åke Ås")})
	data, _, _ = merged(t, data, base, v)
	if got := tableRow(t, data, rosterTable, headTrainee, "Åke Ås").text(headID); got != "ST-0012" {
		t.Errorf("got %q: a number that was used must not be given again", got)
	}
}

func TestComputedColumnsOfRegisters(t *testing.T) {
	data, _, _ := merged(t, newSample(t), nil, sampleView())
	centre := tableRow(t, data, centresTable, headID, "VC-02")
	for h, w := range map[string]string{"Antal ST": "2", "Listade per ST": "2785", "Antal dispenser": "1", "Tilldelade platser": "", "Vakans": ""} {
		if got := centre.text(h); got != w {
			t.Errorf("%s is %q, want %q", h, got, w)
		}
	}
	for year, want := range map[string][3]string{"2025": {"66500000", "-500000", "0"}, "2026": {"41200000", "ram ej beslutad", ""}} {
		r := tableRow(t, data, budgetTable, headYear, year)
		if got := [3]string{r.text("Intecknat"), r.text("Fritt"), r.text("Nya ST som ryms")}; got != want {
			t.Errorf("%s: %q, want %q", year, got, want)
		}
	}
}

func TestOverviewFigures(t *testing.T) {
	data, _, _ := merged(t, newSample(t), nil, sampleView())
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := b.Sheet("Översikt")
	want := map[string]float64{"Beviljade i år": 28, "På intresselistan": 4, "Mål": 105, "Nu": 115, "Prognos vid årets slut": 119}
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			if n, ok := want[c.Text]; ok {
				if beside := s.Cell(c.Row, c.Col+1); beside.Kind != workbook.Number || beside.Number != n {
					t.Errorf("beside %s stands %q, want %v", c.Text, beside, n)
				}
				delete(want, c.Text)
			}
		}
	}
	if len(want) > 0 {
		t.Error("missing labels:", want)
	}
	const todo = "3 saker väntar på en människa. Se bladet Att göra."
	if got := s.Cell(rowTodo, colText).Text; got != todo {
		t.Errorf("Översikt says %q, want %q", got, todo)
	}
}

// R-017, D16: the money's block has every year as far as there is room, those that
// have no frame yet too, the past ones giving way; and under it what binds.
func TestOverviewTellsOfYearsWithoutAFrameAndWhatBinds(t *testing.T) {
	v := sampleView()
	v.Judgement.Money = []process.MoneyFigures{{Year: 2023, Decided: true}, {Year: 2024, Decided: true, Frame: 5e6}, {Year: 2026, Decided: true}}
	v.Judgement.LaterMoney = []process.MoneyFigures{{Year: 2025, Committed: 4e6}, {Year: 2027}, {Year: 2028}, {Year: 2029}}
	v.Judgement.Limits = []process.LimitFigures{{Name: "pengarna", Fits: 2, Of: 4, Binds: true}}
	data, _, _ := merged(t, newSample(t), nil, v)
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := b.Sheet("Översikt")
	var got []string
	for i := range moneyYears {
		frame := s.Cell(rowMoney+1+i, colFigure)
		if frame.Text == "" {
			frame.Text = fmt.Sprint(frame.Number)
		}
		got = append(got, fmt.Sprintf("%v %s", s.Cell(rowMoney+1+i, colLabel).Number, frame.Text))
	}
	want := []string{"2024 5e+06", "2025 " + noFrame, "2026 0", "2027 " + noFrame, "2028 " + noFrame}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := s.Cell(rowLimits, colLabel).Text; got != "Pengarna räcker till 2 nya ST, inte till alla som väntar." {
		t.Error(got)
	}
}

// After the first run nothing stands there from before it, also where nobody waits.
func TestNothingIsLeftFromBeforeTheFirstRun(t *testing.T) {
	for name, change := range map[string]func(*View){
		"cases":     func(*View) {},
		"no limits": func(v *View) { v.Judgement.Limits = nil },
		"nobody":    func(v *View) { v.Judgement.Ranking, v.Judgement.Limits, v.Judgement.Todo = nil, nil, nil },
	} {
		v := sampleView()
		change(&v)
		data, _, _ := merged(t, newSample(t), nil, v)
		b, err := workbook.Read(data, workbook.MasterLimits)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := b.Sheet(SheetOverview)
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				if c.Text == notYet {
					t.Errorf("%s: %s still says %q", name, workbook.Address(c.Row, c.Col), c.Text)
				}
			}
		}
	}
}

func TestDecisionsThatWereReplacedStay(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	c := &v.World.Cases[7]
	c.Decision = process.Decision{Verdict: process.VerdictAnnul, By: "Dora Delegat", Date: process.D(2024, 11, 20), Reason: "Läkaren tackade nej."}
	v.Judgement.Standings[7].Status = process.StatusClosed
	data, base, _ = merged(t, data, base, v)
	count := func(verdict string) (n int) {
		for _, r := range tableRow(t, data, decisionsTable, headCase, c.ID).grid.rows {
			if r.text(headCase) == c.ID && r.text(headVerdict) == verdict {
				n++
			}
		}
		return n
	}
	if count("Beviljas") != 1 || count("Upphävs") != 1 {
		t.Errorf("%d Beviljas and %d Upphävs, want one of each", count("Beviljas"), count("Upphävs"))
	}
	c.Decision.Verdict = process.VerdictClose // mistyped the first time, same day
	data, _, _ = merged(t, data, base, v)
	if count("Upphävs") != 0 || count("Avskrivs") != 1 || count("Beviljas") != 1 {
		t.Error("a mistyped decision must not stay")
	}
}

func TestListsMakeRoomForPeople(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	r := tableRow(t, data, todoTable, headCase, "IA-2024-0006")
	if r.number != 3 {
		t.Fatalf("row %d", r.number)
	}
	data = edit(t, data, map[string]workbook.Cell{"Att göra!H3": text("Kalle tar den"), "Att göra!B9": text("Min egen rad")})
	v.Judgement.Todo = slices.Concat([]process.Todo{{Case: "IA-2024-0002", What: "Nytt", Why: "a"}, {Case: "IA-2024-0003", What: "Nytt", Why: "b"}}, v.Judgement.Todo[1:])
	for range 2 {
		data, base, _ = merged(t, data, base, v)
		if r := tableRow(t, data, todoTable, headCase, "IA-2024-0006"); r.number != 3 {
			t.Errorf("the row that someone wrote beside moved to %d", r.number)
		}
		if r := tableRow(t, data, todoTable, headWhat, "Min egen rad"); r.number != 9 {
			t.Errorf("a person's own row is at %d", r.number)
		}
		if r := tableRow(t, data, todoTable, headCase, "IA-2024-0001"); r.number != 0 {
			t.Error("what is done is still in the list")
		}
		for _, id := range []string{"IA-2024-0002", "IA-2024-0003"} {
			if r := tableRow(t, data, todoTable, headCase, id); r.number == 0 {
				t.Errorf("%s is not in the list", id)
			}
		}
	}
}
