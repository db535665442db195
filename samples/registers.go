package samples

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"stintag/process"
)

// row is one line of a register, read by heading; the first bad cell is kept in
// its sheet's err, so that a row's fields read as one statement each.
type row struct {
	sheet *sheet
	line  []string
}

type sheet struct {
	name     string
	headings []string
	lines    [][]string
	err      error
}

func readSheet(name string) (*sheet, error) {
	raw, err := files.ReadFile(path.Join(folder, name))
	if err != nil {
		return nil, fmt.Errorf("sample register: %w", err)
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.Comma, r.Comment = ';', '#'
	lines, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("sample register %s: %w", name, err)
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("sample register %s: no headings", name)
	}
	return &sheet{name: name, headings: lines[0], lines: lines[1:]}, nil
}

func (r *Region) loadRegisters() error {
	if err := r.loadCentres(); err != nil {
		return err
	}
	if err := r.loadRoster(); err != nil {
		return err
	}
	return r.loadBudget()
}

func (r *Region) loadCentres() error {
	s, err := readSheet("centres.csv")
	if err != nil {
		return err
	}
	for _, line := range s.lines {
		l := row{s, line}
		r.Centres = append(r.Centres, process.HealthCentre{
			ID: l.text("Id"), Name: l.text("Vårdcentral"), Aliases: l.several("Alias"),
			Manager: l.text("Verksamhetschef"), Addresses: l.several("E-post"),
			StudyDirector: l.text("Studierektor"), StudyDirectorAddress: l.text("Studierektor e-post"),
			Area: l.text("Område"), Priority: l.text("Prioriterat område") == string(process.Yes),
			Operator: l.text("Driftsform"), Listed: int(l.number("Listade")),
			Specialists: l.number("Specialister"), SpecialistsPercent: l.number("Specialister, summa %"),
			Vacant: l.number("Vakanta specialisttjänster"), Retiring: l.number("Pensionsavgångar 5 år"),
		})
	}
	return s.err
}

func (r *Region) loadRoster() error {
	s, err := readSheet("roster.csv")
	if err != nil {
		return err
	}
	for _, line := range s.lines {
		l := row{s, line}
		r.Roster = append(r.Roster, process.Trainee{
			ID: l.text("Id"), Name: l.text("ST-läkare"), CentreID: r.centreID(l),
			Start: l.date("Start"), PlannedEnd: l.date("Planerat slut"),
			Degree:    l.number("Tjänstgöringsgrad") / 100,
			OwnFunded: l.text("Finansiering") == "egen", Track: l.text("Typ av ST"),
			Decided: l.date("Beslutsdatum"), Exemption: l.text("Dispens"),
			ExemptionUntil: l.date("Dispens till"), Supervisor: l.text("Handledare"),
			Status: process.TraineeStatus(l.text("Status")), After: l.text("Efter ST"),
		})
	}
	return s.err
}

func (r *Region) loadBudget() error {
	s, err := readSheet("budget.csv")
	if err != nil {
		return err
	}
	for _, line := range s.lines {
		l := row{s, line}
		r.Budget = append(r.Budget, process.BudgetYear{
			Year: int(l.number("År")), Frame: l.number("Ram"), Decided: l.text("Ram") != "",
			PerMonth: l.number("Schablon per månad"), Source: "huvudfilen",
		})
	}
	return s.err
}

// centreID is the id of the health centre that the row names.
func (r *Region) centreID(l row) string {
	name := l.text("Vårdcentral")
	i := slices.IndexFunc(r.Centres, func(c process.HealthCentre) bool { return c.Name == name })
	if i < 0 {
		l.fail("Vårdcentral", fmt.Errorf("no health centre %q", name))
		return ""
	}
	return r.Centres[i].ID
}

func (l row) text(heading string) string {
	i := slices.Index(l.sheet.headings, heading)
	if i < 0 {
		l.fail(heading, fmt.Errorf("no such column"))
		return ""
	}
	return l.line[i]
}

func (l row) several(heading string) []string {
	return strings.Split(l.text(heading), ";")
}

// number is the cell's number; 0 where it is empty.
func (l row) number(heading string) float64 {
	s := l.text(heading)
	if s == "" {
		return 0
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		l.fail(heading, err)
	}
	return n
}

func (l row) date(heading string) process.Date {
	d, err := process.ParseDate(l.text(heading))
	if err != nil {
		l.fail(heading, err)
	}
	return d
}

func (l row) fail(heading string, err error) {
	if l.sheet.err == nil {
		l.sheet.err = fmt.Errorf("sample register %s, %s of %s: %w", l.sheet.name, heading, l.line[0], err)
	}
}
