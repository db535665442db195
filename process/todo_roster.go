package process

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// rosterTodo tells what a decision leaves to do in the roster, whose cells are
// people's once a row is written.
func (d *docket) rosterTodo(e *entry, add func(what, why string)) {
	row, stands := d.roster[e.c.ID]
	switch kind := e.c.Application.Kind; {
	case e.s.Status != StatusGranted:
		if stands && remains(row, d.today) {
			add("Ta bort läkarens rad i bladet ST-läkare, eller ändra dess Status", "Ärendet är inte längre beviljat, men raden räknas i antal och pengar.")
		}
	case kind == Transfer:
		d.moveTodo(e, add)
	case !kind.Competes():
		d.amendTodo(e, add)
	default:
		if stands && row.Status == TraineeGranted {
			d.newer(e, row, add)
		}
		d.ownFunded(e, add)
	}
}

func (d *docket) moveTodo(e *entry, add func(what, why string)) {
	switch row := d.find(e); {
	case !row.is:
		add(findRow, row.why+d.elsewhere(e))
	case row.row.CentreID != e.centre.ID:
		add("Ändra Vårdcentral på läkarens rad i bladet ST-läkare", "Bytet av vårdcentral är beviljat. "+d.moveWords(e, row.row))
	}
}

// ownFunded tells of a row that goes on costing nobody though it is granted.
func (d *docket) ownFunded(e *entry, add func(what, why string)) {
	if e.c.Application.Kind != OwnToFunded {
		return
	}
	row := d.find(e)
	if row.is && row.row.OwnFunded {
		add("Ändra Finansiering till vårdval på läkarens rad i bladet ST-läkare", "Vårdvalsfinansiering är beviljad för "+rowWords(row.row)+".")
	}
}

// newer tells where a granted case has come to say something else than its row,
// until the doctor has begun: from then on the row tells how it became.
func (d *docket) newer(e *entry, row Trainee, add func(what, why string)) {
	a := e.c.Application
	differs := differences(a, row, FieldPossibleStart, FieldDegree)
	fields := []string{}
	for _, f := range differs {
		fields = append(fields, f.field.Label())
	}
	why := words(differs)
	if e.known && row.CentreID != "" && row.CentreID != e.centre.ID {
		fields = append(fields, FieldCentre.Label())
		why = append(why, "Vårdcentral är "+e.centre.Name+" i ärendet men en annan i ST-läkare")
	}
	if len(fields) > 0 {
		add("Nyare uppgifter i ett beviljat ärende: "+strings.Join(fields, ", "),
			strings.Join(why, "; ")+". Ändra raden i bladet ST-läkare, eller pröva beslutet på nytt.")
	}
}

// difference is a field in which a case and its row say different things.
type difference struct {
	field      Field
	told, held string // by the case, by the row
}

func differences(a Application, row Trainee, fields ...Field) []difference {
	var all []difference
	for _, f := range fields {
		diff := difference{field: f}
		switch f {
		case FieldPossibleStart:
			diff.told, diff.held = a.PossibleStart.String(), row.Start.String()
		case FieldPlannedEnd:
			diff.told, diff.held = a.PlannedEnd.String(), row.PlannedEnd.String()
		case FieldDegree:
			if a.Degree > 0 && math.Abs(a.Degree-degree(row.Degree)) > 0.005 {
				diff.told, diff.held = percent(a.Degree), percent(degree(row.Degree))
			}
		}
		if diff.told != "" && diff.told != diff.held {
			all = append(all, diff)
		}
	}
	return all
}

func words(all []difference) []string {
	var ss []string
	for _, f := range all {
		held := f.held
		if held == "" {
			held = "tomt"
		}
		ss = append(ss, fmt.Sprintf("%s är %s i ärendet men %s i ST-läkare", f.field.Label(), f.told, held))
	}
	return ss
}

// mostNamed are how many rows a thing to do names.
const mostNamed = 10

// startless tells of rows that do not say when the training began, or is to. What
// stands there and is no date is told of where it was read.
func (d *docket) startless() []Todo {
	var rows []Trainee
	for _, t := range d.rows {
		if t.Start.IsZero() && t.StartWritten == "" && (t.Status == TraineeGranted || t.Status == TraineeActive || t.Status == TraineeOnLeave) {
			rows = append(rows, t)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	slices.SortFunc(rows, func(a, b Trainee) int { return cmp.Compare(a.ID, b.ID) })
	why := "Raden " + rowIDs(rows)[0] + " saknar Start. Läkaren räknas inte i antalen."
	if len(rows) > 1 {
		why = "Raderna " + Listing(firstOf(rowIDs(rows))) + " saknar Start. De räknas inte i antalen."
	}
	return []Todo{{"", "Fyll i Start i bladet ST-läkare", why}}
}

// firstOf are the first of many, and how many more there are.
func firstOf(named []string) []string {
	if more := len(named) - mostNamed; more > 0 {
		return append(slices.Clone(named[:mostNamed]), fmt.Sprintf("%d till", more))
	}
	return named
}

// unended tells of rows whose planned end has passed though they say that the doctor
// trains: they are counted until somebody says Klar.
func (d *docket) unended() []Todo {
	var rows []Trainee
	for _, t := range d.rows {
		if t.overdue(d.today) {
			rows = append(rows, t)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	slices.SortFunc(rows, func(a, b Trainee) int { return cmp.Or(a.PlannedEnd.Compare(b.PlannedEnd), cmp.Compare(a.ID, b.ID)) })
	named := overdueRows(rows)
	counted := "Läkaren räknas som pågående tills dess."
	if len(rows) > 1 {
		counted = "De räknas som pågående tills dess."
	}
	return []Todo{{"", "Sätt Status till Klar i bladet ST-läkare, eller ändra Planerat slut", "Planerat slut har passerat: " + Listing(firstOf(named)) + ". " + counted}}
}

// overdueRows names rows by id and planned end; those without an id yet are told
// together, by number.
func overdueRows(rows []Trainee) []string {
	var named []string
	nameless := 0
	for _, t := range rows {
		if t.ID == "" {
			nameless++
			continue
		}
		named = append(named, fmt.Sprintf("%s (%s)", t.ID, t.PlannedEnd))
	}
	if nameless > 0 {
		named = append(named, plural(nameless, "rad utan Id", "rader utan Id"))
	}
	return named
}

// unstarted tells of rows whose start has passed though they say that the doctor
// has not begun: they are not counted as in training. Several are told together, as
// after a round of decisions.
func (d *docket) unstarted() []Todo {
	const what = "Sätt Status till Pågår i bladet ST-läkare när läkaren har börjat"
	rows, statuses := d.unstartedRows()
	switch len(rows) {
	case 0:
		return nil
	case 1:
		t := rows[0]
		why := fmt.Sprintf("Start %s har passerat, men raden säger Beviljad ej startad och räknas inte som pågående. Ändra Start om den är en annan.", t.Start)
		if _, isCase := statuses[t.ID]; !isCase {
			return []Todo{{"", what, "Raden " + t.ID + ": " + why}}
		}
		return []Todo{{t.ID, what, why}}
	}
	slices.SortFunc(rows, func(a, b Trainee) int { return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID)) })
	var named []string
	for _, t := range rows {
		named = append(named, fmt.Sprintf("%s (%s)", t.ID, t.Start))
	}
	return []Todo{{"", what, "Start har passerat: " + Listing(firstOf(named)) + ". Raderna säger Beviljad ej startad och räknas inte som pågående. Ändra Start på dem som börjar en annan dag."}}
}

// unstartedRows are those rows, and the cases' statuses by id where any row asks for
// them. A case that is granted no more is left out: its row is to go.
func (d *docket) unstartedRows() (rows []Trainee, statuses map[string]Status) {
	for _, t := range d.rows {
		if t.Status != TraineeGranted || t.ID == "" || t.Start.IsZero() || t.Start.After(d.today) || !remains(t, d.today) {
			continue
		}
		if statuses == nil {
			statuses = make(map[string]Status, len(d.entries))
			for i := range d.entries {
				statuses[d.entries[i].c.ID] = d.entries[i].s.Status
			}
		}
		if status, isCase := statuses[t.ID]; !isCase || status == StatusGranted {
			rows = append(rows, t)
		}
	}
	return rows, statuses
}
