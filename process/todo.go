package process

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// todo lists what needs a person, by case. It names doctors by case id alone.
func (d *docket) todo() []Todo {
	var todo []Todo
	for i := range d.entries {
		todo = append(todo, d.todoOf(&d.entries[i])...)
	}
	todo = append(todo, d.unstarted()...)
	todo = append(todo, d.unended()...)
	todo = append(todo, d.startless()...)
	todo = append(todo, d.unfunded()...)
	todo = append(todo, d.unemployed()...)
	todo = append(todo, d.unlisted()...)
	todo = append(todo, d.unallotted()...)
	todo = append(todo, d.crowded()...)
	todo = append(todo, d.rotationTodo()...)
	todo = append(todo, d.alike()...)
	todo = append(todo, d.lookalikeTodo()...)
	todo = append(todo, d.oneNumber()...)
	todo = append(todo, d.oneRow()...)
	slices.SortFunc(todo, func(a, b Todo) int {
		return cmp.Or(cmp.Compare(a.Case, b.Case), cmp.Compare(a.What, b.What), cmp.Compare(a.Why, b.Why))
	})
	return slices.Compact(todo)
}

func (d *docket) todoOf(e *entry) []Todo {
	var todo []Todo
	add := func(what, why string) { todo = append(todo, Todo{e.c.ID, what, why}) }
	d.decidedTodo(e, add)
	if e.open() {
		d.openTodo(e, add)
	}
	return todo
}

// decidedTodo asks for what a decision needs, begun or made.
func (d *docket) decidedTodo(e *entry, add func(what, why string)) {
	if len(e.s.DecisionLacks) > 0 && (e.s.Status != StatusWithdrawn || e.c.revived()) {
		why := strings.Join(e.s.DecisionLacks, "; ")
		if e.verdict != "" {
			why += fmt.Sprintf(". Tills dess gäller %s, beslutat %s.", e.verdict, e.decision.Date)
		}
		add("Gör klart beslutet", why)
	}
	if e.c.DecisionCleared && e.verdict != "" {
		add("Beslutet är tömt i huvudfilen men gäller ännu", "Skriv Upphävs för att ta tillbaka det.")
	}
	d.rosterTodo(e, add)
	d.denied(e, add)
	if e.c.Withdrawn && e.verdict == VerdictGrant {
		add("Ta ställning till återkallelsen", "Ärendet återkallades sedan det beviljats.")
	}
	if e.unchecked() {
		add("Kontrollera legitimationen", "Leg. kontrollerad är inte ifylld.")
	}
}

// openTodo asks for what a case needs that is not settled.
func (d *docket) openTodo(e *entry, add func(what, why string)) {
	begun := len(e.s.DecisionLacks) > 0
	switch e.s.Status {
	case StatusReturned:
		d.unproposedTodo(e, begun, add)
	case StatusReady:
		if e.unproposed() {
			d.unproposedTodo(e, begun, add)
		} else if !begun {
			add("Fatta beslut", e.why())
		}
		if row := d.find(e); e.c.Application.Kind == Transfer && !row.is {
			add(findRow, row.why+d.elsewhere(e))
		}
	case StatusStudyDirector:
		d.directorTodo(e, add)
	case StatusWaiting:
		d.ownFundedTodo(e, begun, add)
	}
	if rows := d.runningRows(e); len(rows) > 0 {
		add("Jämför med läkarens rad i bladet ST-läkare",
			fmt.Sprintf("Samma namn finns redan i ST-läkare, %s: %s. Är det samma läkare ger en ny plats två rader.", d.placesOf(rows), Listing(rowIDs(rows))))
	}
	if e.s.Has(codeContact) {
		add("Pröva kontaktdatumet", fmt.Sprintf("Blanketten anger %s. Skriv det i Kontaktdatum om det godtas.", e.c.Application.ContactClaimed))
	}
	if e.c.Application.Protected {
		add("Hantera ärendet för hand", "Läkaren har skyddade personuppgifter.")
	}
}

// unchecked says whether a post is granted, or proposed to be, to a doctor whose
// licence nobody has looked up.
func (e *entry) unchecked() bool {
	granting := e.s.Status == StatusGranted || e.s.Status == StatusReady && e.s.Proposal.Outcome == Grant
	return granting && e.c.Application.Kind.Competes() && e.c.LicenceChecked == ""
}

// unproposedTodo asks for what keeps a change to a running post, or one from own
// funding that the roster has already, from being proposed.
func (d *docket) unproposedTodo(e *entry, begun bool, add func(what, why string)) {
	if !e.unproposed() || begun || e.verdict == VerdictWait {
		return
	}
	row := d.find(e)
	switch why := strings.Join(e.s.Proposal.Reasons, " "); {
	case !row.is:
		add(findRow, row.why+d.elsewhere(e))
	case e.c.Application.Kind == OwnToFunded:
		add("Pröva om ärendet ska avskrivas", why)
	case e.s.Status == StatusReturned:
		add("Komplettera ärendet inför beslut", Upper(rowWords(row.row))+". "+why)
	default:
		add("Pröva ändringen", why)
	}
}

// ownFundedTodo asks for the row of an own-funded doctor who has a place.
func (d *docket) ownFundedTodo(e *entry, begun bool, add func(what, why string)) {
	if e.c.Application.Kind != OwnToFunded || begun || e.verdict == VerdictWait {
		return
	}
	if row := d.find(e); !row.is {
		add(findRow, row.why+d.elsewhere(e))
	}
}

func (d *docket) directorTodo(e *entry, add func(what, why string)) {
	why := "Byte av vårdcentral prövas av studierektorn först."
	row := d.find(e)
	if row.is {
		why += " " + d.moveWords(e, row.row)
	} else {
		add(findRow, row.why+d.elsewhere(e))
	}
	add("Invänta studierektorns yttrande", why)
}

// why is the proposal, with what only the administrator needs to know.
func (e *entry) why() string {
	reasons := e.s.Proposal.Reasons
	if !e.c.Application.Kind.changes() {
		return "Förslag: " + string(e.s.Proposal.Outcome) + ". " + strings.Join(reasons, " ")
	}
	return "Förslag: " + string(e.s.Proposal.Outcome) + ". " + reasons[0] + " För in ändringen i bladet ST-läkare när den är beviljad."
}

// unfunded tells, once a year, which frames and rates the ranked cases lack.
func (d *docket) unfunded() []Todo {
	waiting := map[string]int{}
	for i := range d.entries {
		e := &d.entries[i]
		if !e.ranked || e.verdict == VerdictWait {
			continue
		}
		if reason, is := d.money.frameless(e.post); is {
			waiting[strings.TrimSuffix(reason, ".")]++
		}
	}
	var todo []Todo
	for what, n := range waiting {
		todo = append(todo, Todo{"", what, fmt.Sprintf("%d på intresselistan väntar på det. Fyll i bladet Budget.", n)})
	}
	return todo
}

// unlisted tells which health centres keep the spread from being reckoned per
// listed patient.
func (d *docket) unlisted() []Todo {
	if d.perListed || !slices.ContainsFunc(d.policy.Criteria, func(c Criterion) bool { return c.By == BySpread && c.Per != "count" }) {
		return nil
	}
	why := "Tills det är ifyllt jämförs alla vårdcentraler i antal ST, inte per listad."
	if d.policy.Ranking.ByPoints {
		why = "Tills det är ifyllt får vårdcentralen inga poäng för fördelningen."
	}
	var todo []Todo
	for i := range d.entries {
		if e := &d.entries[i]; e.ranked && e.centre.Listed <= 0 {
			todo = append(todo, Todo{"", "Listade saknas för " + e.centre.Name, why})
		}
	}
	return todo
}

// alike finds open cases that may be about one doctor. Numbers that differ keep
// two doctors apart until a person says otherwise.
func (d *docket) alike() []Todo {
	var todo []Todo
	names := d.kindred().names
	for name := range names.shared() {
		var group []*entry
		for i := range names.of(name) {
			if e := &d.entries[i]; e.open() {
				group = append(group, e)
			}
		}
		slices.SortFunc(group, func(a, b *entry) int { return cmp.Compare(a.c.ID, b.c.ID) })
		for i, a := range group {
			for _, b := range group[i+1:] {
				if why := resemblance(a, b); why != "" {
					todo = append(todo, Todo{b.c.ID, "Jämför med " + a.c.ID, why})
					break
				}
			}
		}
	}
	return append(todo, d.renamed()...)
}

// renamed finds open cases whose doctor has the name that another's form gave before a
// person corrected it there: the sender may not know of the correction.
func (d *docket) renamed() []Todo {
	var todo []Todo
	names := d.kindred().names
	for i := range d.entries {
		a := &d.entries[i]
		if a.c.Asserted[FieldDoctor] == "" || !a.open() || !a.known {
			continue
		}
		said := FoldName(a.c.Application.Cells[FieldDoctor].Written)
		if said == "" || said == FoldName(a.c.Application.Doctor) {
			continue
		}
		for k := range names.of(said) {
			b := &d.entries[k]
			apart := a.number != "" && b.number != "" && a.number != b.number
			if b.open() && b.known && b.centre.ID == a.centre.ID && !apart && !a.c.Application.Kind.changes() && !b.c.Application.Kind.changes() {
				first, last := min(a.c.ID, b.c.ID), max(a.c.ID, b.c.ID)
				todo = append(todo, Todo{last, "Jämför med " + first, "Samma namn från samma vårdcentral, före rättelsen i " + a.c.ID + ": är det samma läkare?"})
			}
		}
	}
	return todo
}

func resemblance(a, b *entry) string {
	x, y, n, m := &a.c.Application, &b.c.Application, a.number, b.number
	sameDate := !x.LicenceDate.IsZero() && x.LicenceDate == y.LicenceDate
	switch {
	case n != "" && m != "" && n != m && sameDate:
		return "Samma namn och legitimationsdatum men två personnummer."
	case x.Kind != y.Kind && (x.Kind.changes() || y.Kind.changes()): // one doctor may have several matters
		return ""
	case sameDoctor(folded(x), folded(y)):
		return "Samma läkare i två öppna ärenden."
	case n != "" && m != "" && n != m:
		return ""
	case a.known && b.known && a.centre.ID == b.centre.ID:
		return "Samma namn från samma vårdcentral: är det samma läkare?"
	}
	return ""
}
