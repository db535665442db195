package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/master"
)

// A faulty row is told of in Att göra and in the Dagsrapport, by sheet and row, and
// stops only what depends on it: a health centre without an address gets no letters,
// and its cases keep their places; everything else goes on.
func TestFaultyRegisterRowsStopOnlyWhatDependsOnThem(t *testing.T) {
	t.Parallel()
	b := newBureau(t, append(slices.Clone(twoCentres), process.HealthCentre{ID: "C", Name: "Ceders vårdcentral", Addresses: []string{"vc.ceder@region.example"}, Listed: 7000}))
	b.fill(master.Registers{Roster: []process.Trainee{gro, {ID: "ST-0013", Name: "Hans Hassel", CentreID: "B", Start: process.D(2023, 1, 1), PlannedEnd: process.D(2028, 6, 30), Degree: 1, Status: process.TraineeActive}}})
	b.mail(almby, "Anmälan", complete(nil))
	b.run()
	before, _ := b.state()
	b.write(master.SheetCentres, 2, map[string]string{"E-post": "vc.almby(at)region.example"})
	b.write(master.SheetCentres, 4, map[string]string{"Id": "B"})
	b.write(master.SheetRoster, 2, map[string]string{"Vårdcentral": "Zinkgruvan", "Planerat slut": "2021-01-01"})
	b.write(master.SheetRoster, 3, map[string]string{"Id": "ST-0012"})
	b.write(master.SheetLeave, 2, map[string]string{"ST-läkare": "Ingen Alls", "Från": "2024-10-01"})
	b.write(master.SheetRotations, 2, map[string]string{"Klinik": "KK", "Månad": "midsommar", "Platser": "2"})
	b.write(master.SheetBudget, 2, map[string]string{"Ram": "mycket"})
	b.mail("vc.bjorkby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldCentre: "Björkby vårdcentral", process.FieldDoctor: "Bodil Bok"}))
	b.run()
	_, reports := b.letters("handlaggare@region.example")
	report := strings.Join(strings.Fields(strings.Join(reports, " ")), " ")
	for _, fault := range []struct{ where, text string }{
		{"Vårdcentraler, rad 2", "Almby vårdcentral: ”vc.almby(at)region.example” i E-post är ingen e-postadress"},
		{"Vårdcentraler, rad 2", "Almby vårdcentral saknar e-postadress"},
		{"Vårdcentraler, rad 4", "Ceders vårdcentral: Id B står på rad 3 och 4"},
		{"ST-läkare, rad 2", "Vårdcentral är ”Zinkgruvan”, som inte finns i bladet Vårdcentraler."},
		{"ST-läkare, rad 2", "Planerat slut är 2021-01-01, före Start 2022-12-01."},
		{"ST-läkare, rad 3", "Id ST-0012 står på rad 2 och 3; den översta gäller."},
		{"Uppehåll, rad 2", "ST-läkaren på raden finns inte i bladet ST-läkare"},
		{"Sidotjänstgöring, rad 2", "Månad kan inte läsas; raden används inte."},
		{"Budget, rad 2", "Ram är ”mycket”, som inte kan läsas som ett belopp."},
	} {
		if !b.says(master.SheetTodo, "Rätta bladet "+fault.where+".", fault.text) {
			t.Errorf("Att göra does not tell of %s: %s\n%s", fault.where, fault.text, b.todo())
		}
		told := fault.text
		if strings.HasPrefix(fault.where, master.SheetLeave) {
			told = "raden behöver rättas, se Att göra" // never in a letter
		}
		if !strings.Contains(report, fault.where+": ") || !strings.Contains(report, strings.Join(strings.Fields(told), " ")) {
			t.Errorf("the Dagsrapport does not tell of %s: %s", fault.where, told)
		}
	}
	after, j := b.state()
	if p, _ := j.Standing("IA-2024-0001"); p.Place == 0 || len(after.cases) != len(before.cases)+1 {
		t.Errorf("the case of a health centre without an address: %+v", p)
	}
	if kinds, _ := b.letters("vc.bjorkby@region.example"); !slices.Equal(kinds, []string{"receipt"}) {
		t.Errorf("another health centre's letters: %v", kinds)
	}
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.run()
	if !strings.Contains(b.todo(), "Beslutet kan inte skickas till Almby vårdcentral") {
		t.Errorf("nobody is told that the decision waits:\n%s", b.todo())
	}
}

// figures are Nu in Översikt, and Antal ST at Almby and Björkby in Vårdcentraler.
func (b *bureau) figures() string {
	b.t.Helper()
	s, at := b.sheet(master.SheetCentres)
	overview, _ := b.sheet(master.SheetOverview)
	now := "?"
	for _, r := range overview.Rows {
		for i, c := range r.Cells {
			if c.Text == "Nu" && i+1 < len(r.Cells) {
				now = master.CanonicalText(r.Cells[i+1])
			}
		}
	}
	return fmt.Sprintf("nu %s, Almby %s, Björkby %s", now, master.CanonicalText(s.Cell(2, at["Antal ST"])), master.CanonicalText(s.Cell(3, at["Antal ST"])))
}

// A granted decision puts the doctor into the roster, once; from then on the row is
// people's, and what they write there moves the figures at the next run: a start, a
// transfer, a leave, a completion, one who leaves.
func TestTheRosterMovesTheFigures(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.fill(master.Registers{Roster: []process.Trainee{gro}})
	b.mail(almby, "Anmälan", complete(nil))
	b.run()
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.run()
	row := func() []string {
		var all []string
		for _, r := range b.rows(master.SheetRoster) {
			if strings.HasPrefix(r, "IA-2024-0001|") {
				all = append(all, r)
			}
		}
		return all
	}
	if rows := row(); len(rows) != 1 || !strings.Contains(rows[0], "Doris Duktig|Almby vårdcentral|2024-11-01") || !strings.Contains(rows[0], "Beviljad ej startad") {
		t.Fatalf("the roster says %q", rows)
	}
	for _, step := range []struct {
		what    string
		sheet   string
		row     int
		cells   map[string]string
		figures string
	}{
		{"granted and not begun", "", 0, nil, "nu 1, Almby 1, Björkby 0"},
		{"has begun", master.SheetRoster, 3, map[string]string{"Status": "Pågår", "Start": "2024-09-01"}, "nu 2, Almby 2, Björkby 0"},
		{"moves", master.SheetRoster, 3, map[string]string{"Vårdcentral": "Björkby vårdcentral"}, "nu 2, Almby 1, Björkby 1"},
		{"on leave, and still in training", master.SheetRoster, 3, map[string]string{"Status": "Uppehåll"}, "nu 2, Almby 1, Björkby 1"},
		{"the leave's days", master.SheetLeave, 2, map[string]string{"ST-läkare": "Doris Duktig", "Från": "2024-09-10", "Till": "2025-03-31"}, "nu 2, Almby 1, Björkby 1"},
		{"leaves early", master.SheetRoster, 3, map[string]string{"Status": "Avslutad i förtid", "Planerat slut": "2024-09-10"}, "nu 1, Almby 1, Björkby 0"},
		{"the other is done", master.SheetRoster, 2, map[string]string{"Status": "Klar", "Planerat slut": "2024-09-11"}, "nu 0, Almby 0, Björkby 0"},
	} {
		if step.sheet != "" {
			b.write(step.sheet, step.row, step.cells)
			b.run()
		}
		if got := b.figures(); got != step.figures {
			t.Errorf("%s: %s, want %s", step.what, got, step.figures)
		}
		if rows := row(); len(rows) != 1 {
			t.Errorf("%s: the roster says %q", step.what, rows)
		}
	}
	if !strings.Contains(row()[0], "Avslutad i förtid") || !strings.Contains(row()[0], "Björkby vårdcentral") {
		t.Errorf("what people wrote is gone: %q", row())
	}
}
