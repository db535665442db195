package master

import (
	"fmt"
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

// fault is told of one cell of the row, after what stands there.
func (r reader) fault(heading, format string, args ...any) {
	r.a.faultAt(r.row, heading, "%s: %s %s", r.name, heading, fmt.Sprintf(format, args...))
}

// stands is what the cell says, for a fault to repeat.
func (r reader) stands(heading string) string {
	if !readable(r.cell(heading)) {
		return "är en formel utan värde"
	}
	s := []rune(r.text(heading))
	if len(s) > 40 {
		s = append(s[:39], '…')
	}
	return "är ”" + string(s) + "”"
}

func (r reader) date(heading string) process.Date {
	d, err := dateIn(r.cell(heading))
	if err != nil {
		r.fault(heading, "%s, som inte kan läsas som ett datum. Skriv ÅÅÅÅ-MM-DD.", r.stands(heading))
	}
	return d
}

// number reads a number from 0.
func (r reader) number(heading string) float64 {
	n, _, err := numberIn(r.cell(heading))
	switch {
	case err != nil:
		r.fault(heading, "%s, som inte kan läsas som ett tal. Skriv bara siffror.", r.stands(heading))
		return 0
	case n < 0:
		r.fault(heading, "%s, som är mindre än 0. Det räknas inte.", r.stands(heading))
		return 0
	}
	return n
}

func (r reader) yes(heading string) bool {
	y, err := yesIn(r.cell(heading))
	if err != nil {
		r.fault(heading, "%s och ska vara Ja eller Nej. Nej gäller så länge.", r.stands(heading))
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
			r.a.faultAt(r.row, heading, "%s: ”%s” i %s är ingen e-postadress och används inte. Skriv namn@region.se, med semikolon mellan flera.", r.name, s, heading)
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
		if name == "" || !readable(row.cell(headCentre)) {
			a.faultAt(row, headCentre, "Raden saknar namn på vårdcentralen; den används inte.")
			continue
		}
		r := reader{row, a, name}
		c := r.centre()
		if a.twice(names, row, headCentre, name, name) {
			continue
		}
		if first, is := ids[folded(c.ID)]; is { // a row that was copied, and then named
			a.faultAt(row, headID, "%s: Id %s står på rad %d och %d; den översta behåller det, och den här får sitt namn i stället.", name, c.ID, first, row.number)
			c.ID = name
		}
		names.hold(name, row)
		ids.hold(c.ID, row)
		if len(c.Addresses) == 0 {
			a.faultAt(row, headAddresses, "%s saknar e-postadress: mejl därifrån känns inte igen, och inga brev kan skickas dit. Ärendena rangordnas ändå.", name)
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
func (a *Adopted) twice(above rowsOf, r row, heading, word, what string) bool {
	first, is := above[folded(word)]
	if is {
		a.faultAt(r, heading, "%s står på rad %d och %d; den översta gäller.", what, first, r.number)
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
				a.faultAt(r, headAlias, "%s: aliaset ”%s” är namnet på rad %d; det gäller den raden.", c.Name, alias, at)
				continue
			}
			if aliases[folded(alias)] != r.number && a.twice(aliases, r, headAlias, alias, c.Name+": aliaset ”"+alias+"”") {
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
