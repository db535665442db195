package process

import (
	"slices"
	"unicode/utf8"
)

const codeNearlyNamed = "NÄSTAN_SAMMA_NAMN"

// lookalike is another open case whose doctor may be the same, by a slip in the
// name: both are kept, and a person is asked.
type lookalike struct {
	*entry
	shares string // what they share beside the health centre, in Swedish
}

// lookalikes are the open cases of one health centre whose doctors' names are one
// letter apart, and whose licence date or year of birth is the same. A protected
// identity is likened to nobody: that would tell the name (D24).
func (d *docket) lookalikes() map[*entry][]lookalike {
	k := d.kindred()
	if k.alike != nil {
		return k.alike
	}
	k.alike = map[*entry][]lookalike{}
	licensed := newGrouping[likeness](len(d.entries))
	born := newGrouping[likeness](len(d.entries))
	for i := range d.entries {
		e := &d.entries[i]
		a := &e.c.Application
		if !e.known || a.Protected || a.Kind.changes() || !e.open() || e.name == "" {
			continue
		}
		if !a.LicenceDate.IsZero() {
			licensed.file(likeness{e.centre, dayNumber(a.LicenceDate)}, i)
		}
		if e.number != "" {
			born.file(likeness{e.centre, 10*int(e.number[0]) + int(e.number[1])}, i)
		}
	}
	d.pairUp(licensed, "legitimationsdatum")
	d.pairUp(born, "födelseår")
	return k.alike
}

// likeness is what two cases share that may be one doctor's.
type likeness struct {
	centre *HealthCentre // as the entries have it, one for each id
	of     int           // the day of the licence, or the year of birth
}

// pairUp notes those of each group whose names are one letter apart.
func (d *docket) pairUp(groups grouping[likeness], shares string) {
	for of := range groups.shared() {
		for i := range groups.of(of) {
			for j := range groups.of(of) {
				if i < j && oneLetterApart(d.entries[i].name, d.entries[j].name) {
					d.kin.pair(&d.entries[i], &d.entries[j], shares)
				}
			}
		}
	}
}

// pair notes two cases as alike. What they share may be two things, of which the
// licence date is told.
func (k *kin) pair(a, b *entry, shares string) {
	for _, p := range [][2]*entry{{a, b}, {b, a}} {
		at := slices.IndexFunc(k.alike[p[0]], func(l lookalike) bool { return l.entry == p[1] })
		switch {
		case at < 0:
			k.alike[p[0]] = append(k.alike[p[0]], lookalike{p[1], shares})
		case shares > k.alike[p[0]][at].shares:
			k.alike[p[0]][at].shares = shares
		}
	}
}

func oneLetterApart(a, b string) bool {
	apart := utf8.RuneCountInString(a) - utf8.RuneCountInString(b)
	return a != b && apart >= -1 && apart <= 1 && distance(a, b, 1) == 1
}

// open says whether the case is neither withdrawn nor decided for good.
func (e *entry) open() bool {
	switch e.s.Status {
	case StatusWithdrawn, StatusDeclined, StatusClosed, StatusGranted:
		return false
	}
	return true
}

// likeEarlier are the cases that e's doctor may have and that came before it.
func (d *docket) likeEarlier(e *entry) []string {
	var ids []string
	for _, l := range d.lookalikes()[e] {
		if later(e.c, l.c) {
			ids = append(ids, l.c.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// lookalikeTodo asks of both whether they are one.
func (d *docket) lookalikeTodo() []Todo {
	var todo []Todo
	for e, like := range d.lookalikes() {
		for _, l := range like {
			todo = append(todo, Todo{e.c.ID, "Kan vara samma läkare som " + l.c.ID,
				"Nästan samma namn från samma vårdcentral, och samma " + l.shares + ". Är det samma läkare, avskriv det ena ärendet."})
		}
	}
	return todo
}
