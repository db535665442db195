package master

import (
	"net/mail"
	"slices"
	"strings"

	"stintag/process"
)

// reader reads the cells of one register row and notes what it cannot read.
type reader struct {
	row
	a    *Adopted
	name string // of the row, for faults
}

func (r reader) date(heading string) process.Date {
	d, err := dateIn(r.cell(heading))
	if err != nil {
		r.a.fault(r.row, "%s: %s är inget datum som kan läsas. Skriv ÅÅÅÅ-MM-DD.", r.name, heading)
	}
	return d
}

func (r reader) number(heading string) float64 {
	n, _, err := numberIn(r.cell(heading))
	if err != nil {
		r.a.fault(r.row, "%s: %s är inget tal som kan läsas.", r.name, heading)
		return 0
	}
	return n
}

func (r reader) yes(heading string) bool {
	y, err := yesIn(r.cell(heading))
	if err != nil {
		r.a.fault(r.row, "%s: %s ska vara Ja eller Nej.", r.name, heading)
	}
	return y
}

// addresses gives each address once, in small letters: it is compared with those
// of mails, and written to.
func (r reader) addresses(heading string) []string {
	var out []string
	for _, s := range several(r.text(heading), ";,\n") {
		addr, err := mail.ParseAddress(s)
		if err != nil {
			r.a.fault(r.row, "%s: ”%s” är ingen e-postadress.", r.name, s)
			continue
		}
		if a := strings.ToLower(addr.Address); !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

func (a *Adopted) adoptCentres(g *grid) {
	ids, names, rows := rowsOf{}, rowsOf{}, []row{}
	for _, row := range g.rows {
		if row.blank() {
			continue
		}
		name := row.text(headCentre)
		if name == "" {
			a.fault(row, "Raden saknar namn på vårdcentralen; den används inte.")
			continue
		}
		r := reader{row, a, name}
		c := r.centre()
		if a.twice(names, row, name, name) || a.twice(ids, row, c.ID, name+": Id "+c.ID) {
			continue
		}
		names.hold(name, row)
		ids.hold(c.ID, row)
		if len(c.Addresses) == 0 {
			a.fault(row, "%s saknar e-postadress; inga brev kan skickas dit.", name)
		}
		a.Registers.Centres = append(a.Registers.Centres, c)
		rows = append(rows, row)
	}
	a.settleAliases(names, rows)
	for i, r := range rows {
		reader{r, a, a.Registers.Centres[i].Name}.staffing(&a.Registers.Centres[i])
	}
}

// rowsOf tells on which row a word that names one thing stands.
type rowsOf map[string]int

func (r rowsOf) hold(word string, at row) { r[folded(word)] = at.number }

// twice says whether a row above has the word already: then that row counts, and
// this one is left out and told of.
func (a *Adopted) twice(above rowsOf, r row, word, what string) bool {
	first, is := above[folded(word)]
	if is {
		a.fault(r, "%s står på rad %d och %d; den översta gäller.", what, first, r.number)
	}
	return is
}

// settleAliases gives each alias to one health centre, so that what forms write
// is never a guess between two: a name goes before an alias, and the topmost row
// before one below. Only the alias is left out.
func (a *Adopted) settleAliases(names rowsOf, rows []row) {
	aliases := rowsOf{}
	for i, r := range rows {
		c := &a.Registers.Centres[i]
		var kept []string
		for _, alias := range c.Aliases {
			if at, is := names[folded(alias)]; is && at != r.number {
				a.fault(r, "%s: aliaset ”%s” är namnet på rad %d; det gäller den raden.", c.Name, alias, at)
				continue
			}
			if aliases[folded(alias)] != r.number && a.twice(aliases, r, alias, c.Name+": aliaset ”"+alias+"”") {
				continue
			}
			aliases.hold(alias, r)
			kept = append(kept, alias)
		}
		c.Aliases = kept
	}
}

// centreKey names a health centre's row: its id, or its name where it has none.
func centreKey(r row) string {
	if id := r.text(headID); id != "" {
		return id
	}
	return r.text(headCentre)
}

func (r reader) centre() process.HealthCentre {
	c := process.HealthCentre{
		ID: centreKey(r.row), Name: r.name, Aliases: several(r.text(headAlias), ";\n"),
		Manager: r.text(headManager), Addresses: r.addresses(headAddresses),
		StudyDirector: r.text(headDirector),
		Area:          r.text(headArea), Priority: r.yes(headPriority), Operator: r.text(headOperator),
		Listed:             int(r.number(headListed)),
		SpecialistsPercent: r.number(headSpecPercent), Vacant: r.number(headVacant), Retiring: r.number(headRetiring),
	}
	if as := r.addresses(headDirectorMail); len(as) > 0 {
		c.StudyDirectorAddress = as[0]
	}
	return c
}

func (a *Adopted) adoptRoster(g *grid) {
	ids := rowsOf{}
	for _, row := range g.rows {
		if row.blank() {
			continue
		}
		name := row.text(headTrainee)
		if name == "" {
			a.fault(row, "Raden saknar ST-läkarens namn; den används inte.")
			continue
		}
		id := row.text(headID)
		if first, is := ids[folded(id)]; is && id != "" {
			a.fault(row, "%s: Id %s står på rad %d och %d; den översta gäller. Töm cellen Id om raden är en annan ST-läkare.", name, id, first, row.number)
			continue
		}
		ids.hold(id, row)
		a.Registers.Roster = append(a.Registers.Roster, a.trainee(reader{row, a, name}, id))
	}
}

func (a *Adopted) trainee(r reader, id string) process.Trainee {
	t := process.Trainee{
		ID: id, Name: r.name, Start: r.date(headBegins), PlannedEnd: r.date(headEnds),
		Track: r.text(headTrack), Decided: r.date(headDecided), Exemption: r.text(headExemption),
		ExemptionUntil: r.date(headExemptionUntil), Supervisor: r.text(headSupervisor), After: r.text(headAfter),
	}
	degree, err := shareIn(r.cell(headDegree))
	if err != nil {
		a.fault(r.row, "%s: Tjänstgöringsgrad ska vara en del av heltid, till exempel 80 %%.", r.name)
		degree = 0
	}
	t.Degree = degree
	if c, _, ok := process.FindCentre(a.Registers.Centres, r.text(headCentre)); ok {
		t.CentreID = c.ID
	} else {
		a.fault(r.row, "%s: vårdcentralen ”%s” finns inte i bladet Vårdcentraler.", r.name, r.text(headCentre))
	}
	switch folded(r.text(headFunding)) {
	case fundingOwn, "egenfinansierad":
		t.OwnFunded = true
	case "", fundingRegion, "vårdvalsfinansierad":
	default:
		a.fault(r.row, "%s: Finansiering ska vara vårdval eller egen; vårdval används.", r.name)
	}
	t.Status = a.traineeStatus(r)
	return t
}

// traineeStatus reads the status; a row without one is in training or not by its
// dates alone.
func (a *Adopted) traineeStatus(r reader) process.TraineeStatus {
	s := r.text(headStatus)
	for _, known := range process.TraineeStatuses {
		if folded(string(known)) == folded(s) {
			return known
		}
	}
	if s != "" {
		a.fault(r.row, "%s: Status ”%s” finns inte i listan; datumen får avgöra.", r.name, s)
	}
	return process.TraineeActive
}

// fromMaster is the source of a budget value that people filled in (D5).
const fromMaster = "huvudfilen"

func (a *Adopted) adoptBudget(g *grid) {
	seen := map[int]bool{}
	for _, row := range g.rows {
		if row.blank() {
			continue
		}
		year, _, err := numberIn(row.cell(headYear))
		if y := int(year); err != nil || y < 2000 || y > 2100 {
			a.fault(row, "Raden saknar ett år; den används inte.")
			continue
		} else if seen[y] {
			a.fault(row, "År %d står på två rader; den översta gäller.", y)
			continue
		}
		seen[int(year)] = true
		a.Registers.Budget = append(a.Registers.Budget, a.budgetYear(reader{row, a, "År " + shortest(year)}, int(year)))
	}
}

func (a *Adopted) budgetYear(r reader, year int) process.BudgetYear {
	b := process.BudgetYear{Year: year, PerMonth: r.number(headPerMonth), Source: fromMaster}
	if strings.TrimSpace(r.text(headFrame)) == "" {
		return b
	}
	frame, _, err := numberIn(r.cell(headFrame))
	if err != nil {
		a.fault(r.row, "%s: Ram är inget tal som kan läsas.", r.name)
		return b
	}
	b.Frame, b.Decided = frame, true
	return b
}
