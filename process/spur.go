package process

import "fmt"

const codeSPURAhead = "SPUR_FRAMÅT"

// Overdue says whether a review has become too old on a day: it counts for so many
// years, that day included. A review that nobody has told of is not known
// to be old.
func (r SPURRule) Overdue(last, day Date) bool {
	return r.Years > 0 && !last.IsZero() && last.AddMonths(12*r.Years).Before(day)
}

// spur is a warning and never a refusal (D10): at the decision, or today. The
// register's date goes before the form's.
func (x *examination) spur() {
	last, written := x.app.SPUR, "Senaste SPUR-granskning %s"
	if last.After(x.newest) {
		x.find(codeSPURAhead, Remark, FieldSPUR,
			fmt.Sprintf("Senaste SPUR-granskning %s ligger framåt i tiden. Skriv dagen för den senaste som är gjord.", last), "")
		last = Date{}
	}
	ask := ""
	if r := x.centre.SPUR; x.known && !r.IsZero() {
		written = "Senaste SPUR-granskning enligt regionens register, %s,"
		if last.After(r) {
			written += fmt.Sprintf(" inte %s som i blanketten,", last)
			ask = "Hör av er om registret behöver ändras."
		}
		last = r
	}
	day := x.today
	if !x.decision.Date.IsZero() {
		day = x.decision.Date
	}
	if !x.policy.SPUR.Overdue(last, day) {
		return
	}
	text := fmt.Sprintf(written+" är mer än %s gammal. En extern granskning bör göras minst %s.", last, x.policy.SPUR.Age(), x.policy.SPUR.Every())
	if ask == "" {
		x.find(CodeSPUR, Remark, FieldSPUR, text, "")
		return
	}
	x.ask(CodeSPUR, Remark, FieldSPUR, text, ask, "")
}

// reviewsTold are the newest reviews that forms tell of, by health centre.
func (d *docket) reviewsTold() map[string]Date {
	newest := map[string]Date{}
	for i := range d.entries {
		e := &d.entries[i]
		if last := e.c.Application.SPUR; e.known && last.After(newest[e.centre.ID]) && !last.After(d.today) {
			newest[e.centre.ID] = last
		}
	}
	return newest
}

// ReviewsDue are the health centres with doctors in training whose last review has
// become old on a day, by name.
func (s Staffing) ReviewsDue(rule SPURRule, day Date) []CentreStaffing {
	var due []CentreStaffing
	for _, c := range s.Centres {
		if c.Trainees > 0 && rule.Overdue(c.Reviewed, day) {
			due = append(due, c)
		}
	}
	return due
}

// Age is how old a review may be, in words: "fem år".
func (r SPURRule) Age() string {
	if r.Years < len(cardinals) {
		return cardinals[r.Years] + " år"
	}
	return fmt.Sprintf("%d år", r.Years)
}

// Every is how often there is to be a review, in words: "vart femte år".
func (r SPURRule) Every() string {
	switch {
	case r.Years == 1:
		return "varje år"
	case r.Years == 2:
		return "vartannat år"
	case r.Years < len(ordinals):
		return "vart " + ordinals[r.Years] + " år"
	}
	return fmt.Sprintf("vart %d:e år", r.Years)
}

var (
	cardinals = []string{"noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"}
	ordinals  = []string{"", "", "", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde"}
)
