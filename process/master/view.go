package master

import (
	"slices"
	"strings"

	"stintag/process"
)

// known finds cases, and where they stand, by id.
type known struct {
	cases     []process.Case
	standings []process.Standing
	at, stand map[string]int32
	centres   map[string]string // names by id
}

func (v View) known() known {
	if v.index != nil {
		return *v.index
	}
	k := known{cases: v.World.Cases, standings: v.Judgement.Standings, at: make(map[string]int32, len(v.World.Cases)), centres: map[string]string{}}
	for _, c := range slices.Backward(v.World.Centres) { // of two with an id the first counts
		k.centres[c.ID] = c.Name
	}
	alike := len(k.standings) == len(k.cases)
	for i := range k.cases {
		k.at[k.cases[i].ID] = int32(i)
		alike = alike && k.standings[i].Case == k.cases[i].ID
	}
	if k.stand = k.at; !alike { // else they stand in one order
		k.stand = make(map[string]int32, len(k.standings))
		for i := range k.standings {
			k.stand[k.standings[i].Case] = int32(i)
		}
	}
	return k
}

func (k known) of(id string) (process.Case, bool) {
	if i, ok := k.at[id]; ok {
		return k.cases[i], true
	}
	return process.Case{}, false
}

func (k known) has(id string) bool {
	_, ok := k.at[id]
	return ok
}

func (k known) standing(id string) (process.Standing, bool) {
	i, ok := k.stand[id]
	if !ok {
		return process.Standing{}, false
	}
	return k.standings[i], true
}

// standingOf is standing for who only looks: a standing is large.
func (k known) standingOf(id string) *process.Standing {
	if i, ok := k.stand[id]; ok {
		return &k.standings[i]
	}
	return &process.Standing{}
}

// doctor is how the case's doctor is named: a protected identity is the case id
// alone (D24).
func doctor(c *process.Case) string {
	if c.Application.Protected {
		return c.ID
	}
	return c.Application.Doctor
}

// hide takes every protected doctor's name out of a text, wherever it came from.
func (v *View) hide(s string) string {
	if v.hidden == nil {
		v.hidden = v.hiding()
	}
	return v.hidden.Replace(s)
}

// hiding puts case ids in the place of protected doctors' names.
func (v View) hiding() *strings.Replacer {
	var pairs []string
	for i := range v.World.Cases {
		c := &v.World.Cases[i]
		if name := strings.TrimSpace(c.Application.Doctor); c.Application.Protected && name != "" {
			pairs = append(pairs, name, c.ID)
		}
	}
	return strings.NewReplacer(pairs...)
}

// centreName is the register's name of the application's health centre, or the
// form's words where the register has none.
func (v *View) centreName(a *process.Application) string {
	if v.index != nil {
		if name, ok := v.index.centres[a.CentreID]; ok {
			return name
		}
	} else if c, ok := v.World.Centre(a.CentreID); ok {
		return c.Name
	}
	return a.CentreWritten
}
