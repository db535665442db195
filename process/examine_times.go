package process

import "fmt"

const (
	codeContact      = "KONTAKTDATUM_TIDIGARE"
	codeContactLater = "KONTAKTDATUM_FRAMÅT"
	codeFarAhead     = "START_LÅNGT_FRAM"
	codePassed       = "START_PASSERAD"
)

// mostMonthsAhead is how far ahead a possible start is taken without a question.
const mostMonthsAhead = 24

// times looks at when the form came and when the post begins.
func (x *examination) times() {
	x.contact()
	start := x.app.PossibleStart
	if start.IsZero() || !x.app.Kind.Competes() {
		return
	}
	if n := x.policy.NoticeDays; n > 0 && x.received.DaysUntil(start) < n {
		x.find(CodeLateNotice, Remark, FieldPossibleStart,
			fmt.Sprintf("Anmälan kom in mindre än %d dagar före möjlig start %s. Anmäl i god tid innan ni beslutar om anställning.", n, start), "")
	}
	switch {
	case x.told(FieldPossibleStart, Returned):
	case x.decision.Verdict == VerdictGrant && x.app.SaysContract(): // the post is filled
	case x.passed(FieldPossibleStart, start):
		x.find(codePassed, Remark, FieldPossibleStart,
			fmt.Sprintf("Möjlig start %s har passerat. Stämmer datumet fortfarande?", start), "")
	case start.After(x.today.AddMonths(mostMonthsAhead)):
		x.find(codeFarAhead, Remark, FieldPossibleStart,
			fmt.Sprintf("Möjlig start %s ligger mer än %d månader framåt. Stämmer årtalet?", start, mostMonthsAhead), "")
	}
}

// passed says whether the date lies behind us, also as late as it may be meant.
func (x *examination) passed(f Field, d Date) bool {
	if x.loose(f, d) {
		d = d.AddMonths(looseMonths)
	}
	return d.Before(x.today)
}

// contact looks at the contact date that the form claims (R-005, D9): only an
// administrator can make an earlier one count.
func (x *examination) contact() {
	if !x.policy.Queues() && !x.policy.CountsContactDate() {
		return
	}
	switch claimed := x.app.ContactClaimed; {
	case claimed.IsZero() || claimed == x.c.ContactDate:
	case claimed.Before(x.received):
		x.find(codeContact, Remark, FieldContactDate,
			fmt.Sprintf("Kontaktdatum %s är tidigare än när anmälan kom in. %s räknas tills en handläggare har godtagit det tidigare datumet.",
				claimed, x.counted()), "")
	case claimed.After(x.newest):
		x.find(codeContactLater, Remark, FieldContactDate,
			fmt.Sprintf("Kontaktdatum %s ligger efter den dag då blanketten kom in. %s räknas.", claimed, x.counted()), "")
	}
}

func (x *examination) counted() Date {
	if !x.c.ContactDate.IsZero() {
		return x.c.ContactDate
	}
	return x.received
}
