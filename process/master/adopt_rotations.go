package master

import (
	"errors"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// Headings of Sidotjänstgöring and Placeringar. Från and Till are also Uppehåll's.
const (
	headClinic   = "Klinik"
	headProvider = "Vårdgivartyp"
	headMonth    = "Månad"
	headPlaces   = "Platser"
	headNeed     = "Behov"
	headSpare    = "Ledigt"
	headPlanned  = "Enligt IUP från"
	headState    = "Läge"
)

// What Vårdgivartyp and Läge hold.
const (
	statePreliminary = "preliminär"
	stateConfirmed   = "bekräftad"
)

var providers = []string{"sjukhus", "Regionhälsan", "privat"}

// adoptRotations reads the places by clinic and month, and who is placed where. A
// sheet gone, or a row that cannot be used, stops only itself.
func (a *Adopted) adoptRotations(b *workbook.Book) error {
	for _, s := range []struct {
		table table
		what  string
		adopt func(*grid)
	}{
		{rotationsTable, "Randningsplatserna", a.adoptPlaces},
		{placementsTable, "Placeringarna", a.adoptPlacements},
	} {
		g, err := s.table.in(b)
		if missing := (*MissingHeading)(nil); errors.As(err, &missing) {
			a.Faults = append(a.Faults, Fault{Sheet: s.table.sheet, Text: s.what + " kan inte läsas: " + missing.Swedish() + ". " + missing.mend()})
			continue
		}
		if err != nil {
			return err
		}
		s.adopt(g)
	}
	return nil
}

func (a *Adopted) adoptPlaces(g *grid) {
	above := rowsOf{}
	for _, row := range g.rows {
		if placesBlank(row) {
			continue
		}
		p, ok := a.places(row)
		if !ok || a.twice(above, row, headMonth, rotationKey(p), p.Clinic+" "+monthText(p.Month)) {
			continue
		}
		above.hold(rotationKey(p), row)
		a.Registers.Rotations = append(a.Registers.Rotations, p)
	}
}

// placesBlank says whether people have written nothing: the program's own figures
// may stand there yet.
func placesBlank(r row) bool {
	return r.text(headClinic)+r.text(headProvider)+r.text(headMonth)+r.text(headPlaces) == ""
}

// rotationKey names a row of Sidotjänstgöring.
func rotationKey(p process.RotationPlaces) string {
	return strings.Join([]string{folded(p.Clinic), folded(p.Provider), monthText(p.Month)}, keySeparator)
}

func monthText(d process.Date) string { return strings.TrimSuffix(d.String(), "-01") }

// places reads one row. One whose Platser is empty is a row that is being written.
func (a *Adopted) places(r row) (p process.RotationPlaces, ok bool) {
	month, err := monthIn(r.cell(headMonth))
	p = process.RotationPlaces{Clinic: r.text(headClinic), Provider: provider(r.text(headProvider)), Month: month}
	switch {
	case p.Clinic == "":
		a.faultAt(r, headClinic, "Raden saknar Klinik; den används inte.")
		return p, false
	case err != nil:
		a.faultAt(r, headMonth, "Månad kan inte läsas; raden används inte. Skriv ÅÅÅÅ-MM.")
		return p, false
	case month.IsZero():
		a.faultAt(r, headMonth, "Raden saknar Månad; den används inte. Skriv ÅÅÅÅ-MM.")
		return p, false
	}
	if p.Provider != "" && !slices.Contains(providers, p.Provider) {
		a.faultAt(r, headProvider, "Vårdgivartyp ska vara sjukhus, Regionhälsan eller privat. Platserna räknas ändå.")
	}
	if r.text(headPlaces) == "" {
		return p, true
	}
	n, percent, err := numberIn(r.cell(headPlaces))
	if err != nil || percent || n < 0 || n > mostPlaces || n != math.Trunc(n) {
		a.faultAt(r, headPlaces, "Platser är inget helt antal; raden används inte. Skriv till exempel 4, eller 0 där det inte finns någon plats.")
		return p, false
	}
	p.Places = process.Amount{Value: n, Said: true}
	return p, true
}

// mostPlaces is more than any clinic has in a month: what is above was meant for
// another cell.
const mostPlaces = 1000

// provider writes Vårdgivartyp as the list does.
func provider(written string) string {
	for _, p := range providers {
		if folded(p) == folded(written) {
			return p
		}
	}
	return written
}

var (
	yearMonth = regexp.MustCompile(`^(\d{4})[-/. ]?(\d{1,2})$`)
	monthYear = regexp.MustCompile(`^(\p{L}{3,})\.?[ -](\d{4})$`)
)

// monthIn reads a month: ÅÅÅÅ-MM, "juni 2025", or any date in it, which is what
// spreadsheets make of a month.
func monthIn(c workbook.Cell) (process.Date, error) {
	s := strings.ToLower(CanonicalText(c))
	if c.Kind == workbook.Text || c.Kind == workbook.Number && len(s) == len("200601") {
		if m := yearMonth.FindStringSubmatch(s); m != nil {
			return civil(m[1], m[2], "1")
		}
		if m := monthYear.FindStringSubmatch(s); m != nil {
			for i, name := range months {
				if strings.HasPrefix(m[1], name) {
					return civil(m[2], strconv.Itoa(i+1), "1")
				}
			}
		}
	}
	d, err := dateIn(c)
	if err != nil || d.IsZero() {
		return process.Date{}, err
	}
	return process.Date{Year: d.Year, Month: d.Month, Day: 1}, nil
}

func (a *Adopted) adoptPlacements(g *grid) {
	for _, row := range g.rows {
		if row.blank() {
			continue
		}
		if p, ok := a.placement(row); ok {
			a.Registers.Placements = append(a.Registers.Placements, p)
		}
	}
}

// placement reads one row. Its faults are told in the Dagsrapport, and name no doctor.
func (a *Adopted) placement(r row) (p process.Placement, ok bool) {
	p = process.Placement{Doctor: r.text(headTrainee), Clinic: r.text(headClinic)}
	var errFrom, errTo error
	p.From, errFrom = dateIn(r.cell(headFrom))
	p.To, errTo = dateIn(r.cell(headTo))
	_, unknown := a.rosterRow(p.Doctor)
	switch {
	case p.Doctor == "":
		a.faultAt(r, headTrainee, "Raden saknar ST-läkare; den används inte.")
	case p.Clinic == "":
		a.faultAt(r, headClinic, "Raden saknar Klinik; den används inte.")
	case unknown != "":
		a.faultAt(r, headTrainee, "%s", unknown)
	case errFrom != nil || p.From.IsZero():
		a.faultAt(r, headFrom, "Från saknas eller är inget datum som kan läsas; raden används inte. Skriv ÅÅÅÅ-MM-DD.")
	case errTo != nil || p.To.IsZero():
		a.faultAt(r, headTo, "Till saknas eller är inget datum som kan läsas; raden används inte. Skriv ÅÅÅÅ-MM-DD.")
	case p.To.Before(p.From):
		a.faultAt(r, headTo, "Till ligger före Från; raden används inte. Rätta datumen.")
	default:
		a.placementRest(r, &p)
		return p, true
	}
	return p, false
}

// placementRest reads what a placement can do without.
func (a *Adopted) placementRest(r row, p *process.Placement) {
	planned, err := monthIn(r.cell(headPlanned))
	if day, e := dateIn(r.cell(headPlanned)); e == nil {
		planned = day
	}
	if err != nil {
		a.faultAt(r, headPlanned, "Enligt IUP från är inget datum som kan läsas. Skriv ÅÅÅÅ-MM-DD; resten av raden används.")
	}
	p.Planned = planned
	switch folded(r.text(headState)) {
	case stateConfirmed:
		p.Confirmed = true
	case "", statePreliminary:
	default:
		a.faultAt(r, headState, "Läge ska vara preliminär eller bekräftad; raden räknas som preliminär.")
	}
}
