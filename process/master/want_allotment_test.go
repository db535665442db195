package master

import (
	"os"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// allottedView has a policy that allots posts, and one health centre over its
// number.
func allottedView() View {
	v := sampleView()
	v.World.Policy.Allotment = process.Allotment{PerListed: 2400, Funded: 20, Method: process.SainteLague, Fill: true}
	v.World.Policy.Status = "föreslagen"
	v.World.Centres[5].Listed = 2399
	v.Judgement.Allotments = process.Judge(v.World).Allotments
	return v
}

// cellsOf reads a row under some headings.
func cellsOf(r row, headings ...string) string {
	var ss []string
	for _, h := range headings {
		ss = append(ss, r.text(h))
	}
	return strings.Join(ss, " · ")
}

// R-201, D4: Fördelning has every health centre, their sum, and the rule with its
// status; the register has its two columns; the second merge changes nothing.
func TestAllotmentSheet(t *testing.T) {
	v := allottedView()
	data, base, conflicts := merged(t, newSample(t), nil, v)
	if len(conflicts) > 0 {
		t.Error("conflicts without a person:", conflicts)
	}
	if p := os.Getenv("STINTAG_MASTER"); p != "" { // for looking at it
		if err := os.WriteFile(p, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	figures := []string{headListed, headBase, headFilled, headAllotted, headHolders, headVacancy, headTurn}
	for name, want := range map[string]string{
		"Almby vårdcentral":      "4200 · 1 · 1 · 2 · 1 · 1 · ",
		"Havsvikens vårdcentral": "2399 · 0 · 1 · 1 · 1 · 0 · ",
		rowSum:                   "37099 · 12 · 6 · 18 · 8 · 10 · ",
		rowRules:                 " ·  ·  ·  ·  ·  · ",
	} {
		if got := cellsOf(tableRow(t, data, allotmentTable, headCentre, name), figures...); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	const rule = "provlandet 2024-09-10, föreslagen. 1 plats per 2 400 listade, högst 20 finansierade platser (Sainte-Laguë, uddatalsmetoden). Platser som återstår fylls ut, högst en över grunden."
	if got := tableRow(t, data, allotmentTable, headCentre, rowRules).text(headBecause); got != rule {
		t.Errorf("got  %s\nwant %s", got, rule)
	}
	if got := tableRow(t, data, allotmentTable, headCentre, "Almby vårdcentral").text(headBecause); !strings.HasPrefix(got, "4 200 / 2 400 = 1,75: grund 1. En till") {
		t.Error(got)
	}
	if got := cellsOf(tableRow(t, data, centresTable, headID, "VC-06"), headAllotted, headVacancy); got != "1 · 0" {
		t.Errorf("the register has %s", got)
	}
	if changes, _, _, err := Plan(data, base, nil, v); err != nil || len(changes) > 0 {
		t.Errorf("the second merge changes %d cells: %v", len(changes), err)
	}
}

// D4: a health centre over its number shows a negative vacancy, in both sheets.
func TestNegativeVacancyIsShown(t *testing.T) {
	v := allottedView()
	v.World.Policy.Allotment.Funded = 1
	v.Judgement.Allotments = process.Judge(v.World).Allotments
	data, _, _ := merged(t, newSample(t), nil, v)
	if got := tableRow(t, data, allotmentTable, headCentre, "Almby vårdcentral").text(headVacancy); got != "-1" {
		t.Errorf("Fördelning has %s", got)
	}
	if got := tableRow(t, data, centresTable, headID, "VC-01").text(headVacancy); got != "-1" {
		t.Errorf("Vårdcentraler has %s", got)
	}
}

// A policy that allots nothing leaves the sheet empty and clears what another said.
func TestAllotmentGoesWithItsPolicy(t *testing.T) {
	data, base, _ := merged(t, newSample(t), nil, allottedView())
	data, _, conflicts := merged(t, data, base, sampleView())
	if len(conflicts) > 0 {
		t.Error(conflicts)
	}
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	g, err := allotmentTable.in(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range g.rows {
		if !r.blank() {
			t.Errorf("row %d still says %s", r.number, r.text(headCentre))
		}
	}
	if got := cellsOf(tableRow(t, data, centresTable, headID, "VC-06"), headAllotted, headVacancy); got != " · " {
		t.Errorf("the register still has %s", got)
	}
}

// Health centres of one name each keep a row, and none is taken for the sum.
func TestAllotmentTellsNamesApart(t *testing.T) {
	v := allottedView()
	v.World.Centres[0].Name, v.World.Centres[1].Name, v.World.Centres[2].Name = "Viken", "Viken", rowSum
	data, _, _ := merged(t, newSample(t), nil, v)
	for _, name := range []string{"Viken (VC-01)", "Viken (VC-02)", rowSum + " (VC-03)", rowSum} {
		if tableRow(t, data, allotmentTable, headCentre, name).number == 0 {
			t.Errorf("%s has no row", name)
		}
	}
}
