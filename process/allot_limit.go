package process

import "fmt"

// allotLimit holds new posts to the places that the policy allots: at each health
// centre to its own vacancy, so that nobody queues between health centres,
// and in all to the funded number, which those who are more than their
// health centre's number, or at none that is known, count against too. A health
// centre that may overstaff has the funded number alone over it.
type allotLimit struct {
	funded int // 0: no cap
	held   int // posts in all
	all    []CentreAllotment
	of     map[string]CentreAllotment
	free   map[string]int // by health centre
	left   int            // of the funded number
}

// newAllotLimit is the limiter; ok is false where the policy allots nothing.
func (d *docket) newAllotLimit() (l limiter, ok bool) {
	all := d.allotments()
	if all == nil {
		return nil, false
	}
	held := 0
	for _, n := range d.holders() {
		held += n
	}
	return (&allotLimit{funded: d.policy.Allotment.Funded, held: held, all: all}).fresh(), true
}

func (l *allotLimit) name() string { return "de tilldelade platserna" }

func (l *allotLimit) fresh() limiter {
	n := &allotLimit{funded: l.funded, held: l.held, all: l.all, of: map[string]CentreAllotment{}, free: map[string]int{}, left: l.funded - l.held}
	for _, a := range l.all {
		n.of[a.CentreID], n.free[a.CentreID] = a, a.Vacancy
	}
	return n
}

func (l *allotLimit) short(e *entry, _ post) shortage {
	a, known := l.of[e.centre.ID]
	switch {
	case !known:
		return shortage{Key: "listed." + e.centre.ID, Reason: "Vårdcentralen finns inte i bladet Vårdcentraler och har därför inga tilldelade platser.", Passes: true}
	case l.free[a.CentreID] <= 0 && !a.Overstaffing:
		return shortage{Key: "listed." + a.CentreID, Reason: l.full(e.centre.Name, a), Passes: true}
	case l.funded > 0 && l.left <= 0:
		return shortage{Key: "funded", Reason: l.taken()}
	}
	return shortage{}
}

// taken says what takes the funded number; the sheet Fördelning does not tell of those
// at no health centre that is known.
func (l *allotLimit) taken() string {
	elsewhere := l.held
	for _, a := range l.all {
		elsewhere -= a.Counted
	}
	s := fmt.Sprintf("Alla %s finansierade platser i regionen är tagna (regelverket)", whole(l.funded))
	if elsewhere > 0 {
		s += fmt.Sprintf(", %d av dem på rader i ST-läkare vars vårdcentral inte finns i bladet Vårdcentraler", elsewhere)
	}
	return s + "."
}

// full says what fills a health centre's places.
func (l *allotLimit) full(name string, a CentreAllotment) string {
	places := plural(a.Allotted, "tilldelad plats", "tilldelade platser")
	proposed := a.Vacancy - l.free[a.CentreID]
	switch {
	case a.Allotted == 0:
		return fmt.Sprintf("%s har ingen tilldelad plats för %s listade (bladet Fördelning).", name, whole(a.Listed))
	case proposed > 0 && a.Vacancy > 0:
		return fmt.Sprintf("%s har %s, %d ST-läkare och %s tidigare i ordningen: ingen plats är ledig (bladet Fördelning).",
			name, places, a.Counted, plural(proposed, "anmälan", "anmälningar"))
	}
	return fmt.Sprintf("%s har %s och %d ST-läkare: ingen plats är ledig (bladet Fördelning).", name, places, a.Counted)
}

func (l *allotLimit) take(e *entry, _ post) {
	l.free[e.centre.ID]--
	l.left--
}
