package process

import (
	"fmt"
	"strings"
)

// mostMonths is how many months one line names.
const mostMonths = 6

// rotationTodo tells what of the rotations needs a person. Doctors go by the id of
// their row.
func (d *docket) rotationTodo() []Todo {
	h := d.hospitalOf()
	if h == nil {
		return nil
	}
	todo := append(h.overfull(monthNumber(d.today)), d.offPlan(h)...)
	todo = append(todo, d.atTheEnds(h)...)
	return append(append(todo, d.twoAtOnce(h)...), d.unknownStays(h)...)
}

// overfull tells of months in which more need a clinic than it has places.
func (h *hospital) overfull(from int) []Todo {
	var todo []Todo
	for _, w := range h.wards {
		var over []int
		for i := max(0, from-h.first); i < len(w.months); i++ {
			m := &w.months[i]
			if places, said := m.places(); said && m.need() > places {
				over = append(over, i)
			}
		}
		if len(over) == 0 {
			continue
		}
		var parts []string
		for _, i := range over[:min(len(over), mostMonths)] {
			m := &w.months[i]
			places, _ := m.places()
			parts = append(parts, fmt.Sprintf("%s: %d behöver en plats och %s (%s)", monthWords(h.first+i), m.need(), exist(places), m.source()))
		}
		why := strings.Join(parts, "; ") + "."
		if n := len(over) - mostMonths; n > 0 {
			why += " Likaså i " + plural(n, "månad", "månader") + " till."
		}
		from := monthWords(h.first + over[0])
		if len(over) == 1 { // said of the month already
			why = strings.TrimPrefix(why, from+": ")
		}
		todo = append(todo, Todo{"", fmt.Sprintf("Randningsplatserna på %s räcker inte från %s", w.clinic, from), why})
	}
	return todo
}

func exist(places int) string {
	if places == 0 {
		return "ingen finns"
	}
	return fmt.Sprintf("%d finns", places)
}

// offPlan tells, a clinic at a time, of placements that do not begin in the month of
// the individual plan.
func (d *docket) offPlan(h *hospital) []Todo {
	off := map[*ward][]string{}
	for _, s := range h.stays {
		n := monthNumber(s.p.From) - monthNumber(s.p.Planned)
		if s.p.Planned.IsZero() || n == 0 || s.p.To.Before(d.today) {
			continue
		}
		when := plural(n, "månad", "månader") + " senare"
		if n < 0 {
			when = plural(-n, "månad", "månader") + " tidigare"
		}
		w := h.ward(s.clinic)
		off[w] = append(off[w], fmt.Sprintf("%s börjar %s, %s än %s", Upper(s.words()), s.p.From, when, monthWords(monthNumber(s.p.Planned))))
	}
	var todo []Todo
	for _, w := range h.wards {
		if list := off[w]; len(list) > 0 {
			todo = append(todo, Todo{"", "Placeringar på " + w.clinic + " följer inte IUP", strings.Join(list, "; ") + "."})
		}
	}
	return todo
}

// words names a placement's doctor without the name.
func (s stay) words() string {
	if s.known && s.doctor.ID != "" {
		return s.doctor.ID
	}
	return "en läkare utan Id"
}

// atTheEnds tells of placements in the first or the last months of a training, which
// should be at the health centre. It is a wish and no fault.
func (d *docket) atTheEnds(h *hospital) []Todo {
	var first, last []string
	for _, s := range h.stays {
		if !s.known || s.p.To.Before(d.today) {
			continue
		}
		what := fmt.Sprintf("%s på %s %s", s.words(), s.p.Clinic, period(s.p.From, s.p.To))
		if n := d.policy.Plan.FirstMonths; n > 0 && !s.doctor.Start.IsZero() && fold(s.doctor.Track) != btTrack && s.p.From.Before(s.doctor.Start.AddMonths(n)) {
			first = append(first, what)
		}
		end := s.doctor.PlannedEnd
		if n := d.policy.Plan.LastMonths; n > 0 && !end.IsZero() && !s.p.To.Before(end.AddDays(1).AddMonths(-n)) {
			last = append(last, what)
		}
	}
	var todo []Todo
	for _, l := range []struct {
		list   []string
		months int
		which  string
	}{{first, d.policy.Plan.FirstMonths, "första"}, {last, d.policy.Plan.LastMonths, "sista"}} {
		if len(l.list) > 0 {
			todo = append(todo, Todo{"", fmt.Sprintf("Placeringar under de %s %d månaderna, som helst är på vårdcentralen", l.which, l.months), strings.Join(l.list, "; ") + "."})
		}
	}
	return todo
}

// twoAtOnce tells of a doctor who is placed in two places on one day.
func (d *docket) twoAtOnce(h *hospital) []Todo {
	var todo []Todo
	for i, a := range h.stays {
		for _, b := range h.stays[i+1:] {
			if b.who != a.who || b.p.From.After(a.p.To) { // they come by doctor and first day
				break
			}
			if b.p.To.Before(d.today) || a.p.To.Before(d.today) {
				continue
			}
			todo = append(todo, Todo{"", "Rätta placeringar som överlappar i bladet Placeringar", fmt.Sprintf("%s står på %s %s och på %s %s.",
				Upper(a.words()), a.p.Clinic, period(a.p.From, a.p.To), b.p.Clinic, period(b.p.From, b.p.To))})
		}
	}
	return todo
}

// unknownStays tells of placements of nobody, and at clinics that neither policy nor
// sheet names where they name any.
func (d *docket) unknownStays(h *hospital) []Todo {
	var todo []Todo
	naming := false
	for _, w := range h.wards {
		naming = naming || w.named
	}
	for _, s := range h.stays {
		if s.p.To.Before(d.today) {
			continue
		}
		if !s.known {
			todo = append(todo, Todo{"", "Rätta ST-läkaren på en rad i bladet Placeringar", fmt.Sprintf("Läkaren på %s %s finns inte i bladet ST-läkare, eller finns där flera gånger. Skriv radens Id.", s.p.Clinic, period(s.p.From, s.p.To))})
		}
		if naming && !h.ward(s.clinic).named {
			todo = append(todo, Todo{"", fmt.Sprintf("Kontrollera kliniken %s i bladet Placeringar", s.p.Clinic), "Den finns varken i regelverket eller i bladet Sidotjänstgöring. Stavas den som där?"})
		}
	}
	return todo
}
