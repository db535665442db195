package process

import (
	"fmt"
	"math"
	"strings"
)

const (
	codeShortPlan = "KORT_PLAN"
	codeEndsFirst = "SLUT_FÖRE_START"
	codeEndsLate  = "SLUT_LÅNGT_FRAM"
	codeDegree    = "TJÄNSTGÖRINGSGRAD"
)

const (
	leastDegree = 0.5
	mostDegree  = 1.0
	// longestPlan is in months: 66 at half time are 132, and a year of leave.
	longestPlan = 144
	// looseMonths is how much later a date may be meant that was read of a term, a
	// season or "snarast".
	looseMonths = 6
)

// plan looks at what the form says of the training's course.
func (x *examination) plan() {
	a := x.app
	if a.Degree != 0 && (a.Degree < leastDegree || a.Degree > mostDegree) {
		x.find(codeDegree, Remark, FieldDegree, fmt.Sprintf("Tjänstgöringsgrad %s ligger utanför 50–100 %%. Stämmer den?", percent(a.Degree)), "")
	}
	begin, end := x.begins(), a.PlannedEnd
	if !x.post || begin.IsZero() || end.IsZero() {
		return
	}
	if x.loose(FieldPlannedEnd, end) {
		end = end.AddMonths(looseMonths)
	}
	earliest := x.earliestEnd(begin)
	switch {
	case end.Before(begin):
		x.find(codeEndsFirst, Remark, FieldPlannedEnd,
			fmt.Sprintf("Planerat slut %s ligger före ST:s början %s. Kontrollera årtalet.", a.PlannedEnd, begin), "")
	case !earliest.IsZero() && end.Before(earliest):
		x.find(codeShortPlan, Remark, FieldPlannedEnd, x.shortPlan(begin, earliest), earliest.String())
	case end.After(begin.AddMonths(longestPlan)):
		x.find(codeEndsLate, Remark, FieldPlannedEnd,
			fmt.Sprintf("Planerat slut %s ligger mer än %d år efter ST:s början %s. Stämmer årtalet?", a.PlannedEnd, longestPlan/12, begin), "")
	}
}

// begins is the day from which the training's length is reckoned, zero where
// nobody says: an own-funded ST has begun already.
func (x *examination) begins() Date {
	a := x.app
	if a.Kind != OwnToFunded {
		return a.PossibleStart
	}
	for _, t := range x.w.Roster {
		if t.CentreID == x.centre.ID && FoldName(t.Name) == FoldName(a.Doctor) {
			return t.Start
		}
	}
	if a.EmploymentForm == StartedST {
		return a.EmploymentDate
	}
	return Date{}
}

// earliestEnd is the last day of the shortest training, to the day at any degree
// of service; zero where no rule says, or where what it is reckoned from is in
// doubt already.
func (x *examination) earliestEnd(begin Date) Date {
	a := x.app
	if a.Degree != 0 && (a.Degree < leastDegree || a.Degree > mostDegree) {
		return Date{}
	}
	months := math.Round(x.least()/degree(a.Degree)*1e6) / 1e6
	if months <= 0 {
		return Date{}
	}
	whole, part := math.Modf(months)
	last := begin.AddMonths(int(whole))
	return last.AddDays(int(part*float64(last.DaysUntil(last.AddMonths(1)))) - 1)
}

// least is the shortest time that the training may take for the doctor, in
// months of full time. Where the form names no regulation it is the older one's
// if that is open to the doctor (F3): nobody is held to what they need not choose.
func (x *examination) least() float64 {
	a := *x.app
	if a.Regulation == "" && (a.SwedishAT != No || x.began(btBegan)) && (a.BT == "" || saysAT(a.BT)) && a.Kind != IntegratedBT {
		a.Regulation = rules2015
	}
	return length(&a)
}

func (x *examination) shortPlan(begin, earliest Date) string {
	a := x.app
	what := "ST"
	if a.Kind == DoubleSpecialisation {
		what = "Dubbelspecialisering"
	}
	text := fmt.Sprintf("Planerat slut %s är för tidigt: %s tar minst %s månader på heltid", a.PlannedEnd, what, decimal(x.least()))
	if a.Credit > 0 && a.Kind != DoubleSpecialisation {
		text += " utöver den tillgodoräknade tiden"
	}
	text += fmt.Sprintf(", och med start %s och tjänstgöringsgrad %s blir det tidigast %s.", begin, percent(degree(a.Degree)), earliest)
	switch {
	case a.Kind == DoubleSpecialisation:
		text += fmt.Sprintf(" Vanligen tar den ungefär %d månader.", usualDouble)
	case x.btIs(btDone):
		text += " Ska fristående BT räknas av, skriv den som tillgodoräknad tid."
	}
	return text
}

// length is the least time that the training takes, in months of full time (F1,
// F3, F9), 0 where no rule says.
func length(a *Application) float64 {
	old := strings.Contains(a.Regulation, rules2015)
	switch {
	case a.Kind == PreBTST || a.Kind == PreST || a.Kind == Practice:
		return 0
	case a.Kind == DoubleSpecialisation && old:
		return monthsOld / 2
	case a.Kind == DoubleSpecialisation:
		return monthsNew / 2
	case old:
		return monthsOld - a.Credit
	}
	return monthsNew - a.Credit
}

// The least time of an ST under the two regulations (F1, F3).
const (
	monthsOld = 60.0 // SOSFS 2015:8
	monthsNew = 66.0 // HSLF-FS 2021:8
)

// degree is the share of full time, full where nothing is said.
func degree(d float64) float64 {
	if d <= 0 {
		return 1
	}
	return d
}
