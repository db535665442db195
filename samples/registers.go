package samples

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
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
	asked    map[string]bool // headings that were read
	err      error
}

func (r *Region) readSheet(name string) (*sheet, error) {
	raw, err := files.ReadFile(path.Join(r.Policy, name))
	if err != nil {
		return nil, fmt.Errorf("sample register: %w", err)
	}
	c := csv.NewReader(bytes.NewReader(raw))
	c.Comma, c.Comment = ';', '#'
	lines, err := c.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("sample register %s: %w", name, err)
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("sample register %s: no headings", name)
	}
	return &sheet{name: name, headings: lines[0], lines: lines[1:], asked: map[string]bool{}}, nil
}

// done is the first fault of the sheet; a column that no field reads is one, since
// a column that is missing is none.
func (s *sheet) done() error {
	for _, h := range s.headings {
		if s.err == nil && !s.asked[h] {
			s.err = fmt.Errorf("sample register %s: nobody reads the column %s", s.name, h)
		}
	}
	return s.err
}

func (r *Region) loadRegisters() error {
	if err := r.loadCentres(); err != nil {
		return err
	}
	if err := r.loadRoster(); err != nil {
		return err
	}
	if err := r.loadBudget(); err != nil {
		return err
	}
	if _, err := fs.Stat(files, path.Join(r.Policy, "rotations.csv")); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := r.loadRotations(); err != nil {
		return err
	}
	return r.loadPlacements()
}

func (r *Region) loadRotations() error {
	s, err := r.readSheet("rotations.csv")
	if err != nil {
		return err
	}
	for _, line := range s.lines {
		l := row{s, line}
		r.Rotations = append(r.Rotations, process.RotationPlaces{
			Clinic: l.text("Klinik"), Provider: l.text("Vårdgivartyp"), Month: l.month("Månad"), Places: l.amount("Platser"),
		})
	}
	return s.done()
}

func (r *Region) loadPlacements() error {
	s, err := r.readSheet("placements.csv")
	if err != nil {
		return err
	}
	for _, line := range s.lines {
		l := row{s, line}
		r.Placements = append(r.Placements, process.Placement{
			Doctor: l.text("ST-läkare"), Clinic: l.text("Klinik"), From: l.date("Från"), To: l.date("Till"),
			Planned: l.date("Enligt IUP från"), Confirmed: l.text("Läge") == "bekräftad",
		})
	}
	return s.done()
}

func (r *Region) loadCentres() error {
	s, err := r.readSheet("centres.csv")
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
			SpecialistsSaid: true, Supervisors: l.amount("Handledare"), Overstaffing: l.text("Överanställning") == string(process.Yes),
			SPUR: l.date("Senaste SPUR"), NamedDoctor: l.amount("Fast läkarkontakt %"), Locums: l.amount("Hyrläkare %"),
			Lending: l.lending(),
		})
	}
	return s.done()
}

// lending is who gets supervision from the row's health centre, in the words of the
// master: "Hede hälsocentral (senior advisor); Bräcke hälsocentral", "2; 1".
func (l row) lending() []process.Lending {
	names, days, onSite := l.several("Lånar ut handledning till"), l.several("Dagar per vecka"), l.text("På plats") == string(process.Yes)
	if names[0] == "" {
		return nil
	}
	var all []process.Lending
	for i, name := range names {
		to, senior := strings.CutSuffix(strings.TrimSpace(name), " (senior advisor)")
		lent := process.Lending{Written: to, SeniorAdvisor: senior, OnSite: onSite}
		if i < len(days) {
			lent.DaysPerWeek = l.parse("Dagar per vecka", strings.TrimSpace(days[i]))
		}
		all = append(all, lent)
	}
	return all
}

func (r *Region) loadRoster() error {
	s, err := r.readSheet("roster.csv")
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
	return s.done()
}

func (r *Region) loadBudget() error {
	s, err := r.readSheet("budget.csv")
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
	return s.done()
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

// text is the cell's; a column that nobody fills in is left out of its file.
func (l row) text(heading string) string {
	l.sheet.asked[heading] = true
	i := slices.Index(l.sheet.headings, heading)
	if i < 0 {
		return ""
	}
	return l.line[i]
}

func (l row) several(heading string) []string {
	return strings.Split(l.text(heading), ";")
}

// number is the cell's number; 0 where it is empty.
func (l row) number(heading string) float64 { return l.amount(heading).Value }

// amount is a number that is said or not: 0 is said.
func (l row) amount(heading string) process.Amount {
	s := l.text(heading)
	if s == "" {
		return process.Amount{}
	}
	return process.Amount{Value: l.parse(heading, s), Said: true}
}

func (l row) parse(heading, s string) float64 {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		l.fail(heading, err)
	}
	return n
}

// month is the first day of a month that is written ÅÅÅÅ-MM.
func (l row) month(heading string) process.Date { return l.day(heading, l.text(heading)+"-01") }

func (l row) date(heading string) process.Date { return l.day(heading, l.text(heading)) }

func (l row) day(heading, s string) process.Date {
	d, err := process.ParseDate(s)
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
