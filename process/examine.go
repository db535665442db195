package process

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// firstLicenceYear: a licence older than this is a slip of the pen.
const firstLicenceYear = 1960

// Other codes of the findings made here.
const (
	codeNearCentre   = "LIK_VÅRDCENTRAL"
	codeFuture       = "LEGITIMATION_FRAMÅT"
	codeTooOld       = "LEGITIMATION_FÖR_GAMMAL"
	codeTooYoung     = "LEGITIMATION_FÖR_UNG"
	codeBeforeLic    = "START_FÖRE_LEGITIMATION"
	codeBT           = "BT_SAKNAS"
	codeOldRules     = "GAMMAL_FÖRESKRIFT"
	codeWrongRules   = "FEL_FÖRESKRIFT"
	codeContact      = "KONTAKTDATUM_TIDIGARE"
	codeShortPlan    = "KORT_PLAN"
	codeEndsFirst    = "SLUT_FÖRE_START"
	codeFarAhead     = "START_LÅNGT_FRAM"
	codePassed       = "START_PASSERAD"
	codeDegree       = "TJÄNSTGÖRINGSGRAD"
	codeSelfTeaching = "EGEN_HANDLEDARE"
)

// examination is one case under the eyes of the rules.
type examination struct {
	w        World
	policy   *Policy
	today    Date
	received Date
	c        Case
	app      Application
	centre   HealthCentre
	known    bool     // the register has the health centre
	exact    bool     // and by a name of its own
	decision Decision // in force
	funded   bool     // the roster has the doctor here, paid by the vårdval: nothing is early
	found    []Finding
}

// Examine gives every finding in a case: those of reading its form, then those
// of the rules, in the same order each time.
func Examine(w World, c Case) []Finding {
	return newDocket(w).examine(c)
}

func (d *docket) examine(c Case) []Finding {
	centre, exact, known := d.centreOf(c.Application)
	x := &examination{
		w: d.w, policy: d.policy, today: d.today, c: c, app: c.Application,
		received: DateOf(c.Received.In(d.w.Now.Location())),
		centre:   centre, exact: exact, known: known, decision: inForce(c, d.w, known),
		funded: known && d.fundedHere[person{FoldName(c.Application.Doctor), centre.ID}],
	}
	for _, f := range c.FormFindings {
		x.found = append(x.found, x.eased(f))
	}
	x.missing()
	x.unit()
	x.licence()
	x.training()
	x.times()
	x.plan()
	x.employment()
	return x.found
}

// eased lowers what reading the form found where the form does not compete for
// a post: only what tells who and where sends such a form back (D15).
func (x *examination) eased(f Finding) Finding {
	if f.Level == Returned && !x.app.Kind.Competes() && x.app.Kind != "" && !names[f.Field] {
		f.Level = BeforeDecision
	}
	return f
}

// find adds a finding at the field's place in the form, once for each code and
// field. A person's correction is shown instead of what the form says.
func (x *examination) find(code string, level Level, field Field, text, suggestion string) {
	for _, f := range x.found {
		if f.Code == code && f.Field == field {
			return
		}
	}
	ref, there := x.app.Cells[field]
	if !there && field == FieldDoctor {
		ref = x.app.Cells[FieldFirstName]
	}
	if v, corrected := x.c.Asserted[field]; corrected {
		ref.Written = v
	}
	x.found = append(x.found, x.eased(Finding{
		Code: code, Level: level, Field: field, Sheet: ref.Sheet, Cell: ref.Cell, Written: ref.Written,
		Text: text, Suggestion: suggestion,
	}))
}

func (x *examination) unit() {
	written := x.app.CentreWritten
	switch {
	case written == "" && !x.known: // no place on the list without a health centre, whatever the policy requires
		x.find(CodeMissing, Returned, FieldCentre, ask[FieldCentre], "")
	case written == "":
	case !x.known:
		text, near := fmt.Sprintf("Vårdcentralen %s finns inte i registret.", quote(written)), suggestCentre(x.w.Centres, written)
		if near != "" {
			text += " Menade ni " + near + "?"
		}
		text += " Välj vårdcentral i listan, eller skriv namnet så som regionen skriver det."
		x.find(CodeUnknownCentre, Returned, FieldCentre, text, near)
	case !x.exact:
		x.find(codeNearCentre, Remark, FieldCentre,
			fmt.Sprintf("%s är läst som %s. Säg till om det är fel.", quote(written), x.centre.Name), x.centre.Name)
	}
}

func (x *examination) licence() {
	lic, start := x.app.LicenceDate, x.app.PossibleStart
	if lic.IsZero() {
		if exp := x.app.ExpectedLicence; !exp.IsZero() && !start.IsZero() && start.Before(exp) {
			x.find(codeBeforeLic, Remark, FieldPossibleStart,
				fmt.Sprintf("Möjlig start %s ligger före väntad legitimation %s. ST kan börja först efter legitimationen.", start, exp), "")
		}
		return
	}
	switch birth := birthYear(x.app); {
	case lic.After(x.today):
		x.find(codeFuture, Returned, FieldLicenceDate,
			fmt.Sprintf("Legitimationsdatum %s ligger framåt i tiden. Är det väntad legitimation, skriv datumet där i stället.", lic), "")
	case lic.Year < firstLicenceYear:
		x.find(codeTooOld, Returned, FieldLicenceDate,
			fmt.Sprintf("Legitimationsdatum %s ligger före %d. Kontrollera årtalet.", lic, firstLicenceYear), "")
	case birth > 0 && lic.Year < birth+22:
		x.find(codeTooYoung, Returned, FieldLicenceDate,
			fmt.Sprintf("Legitimationsdatum %s passar inte ihop med personnumret: läkaren var då under 22 år. Kontrollera båda.", lic), "")
	}
	monthOnly := start.Day == 1 && start.Year == lic.Year && start.Month == lic.Month // a month is read as its first day
	if !start.IsZero() && start.Before(lic) && !monthOnly {
		x.find(codeBeforeLic, Returned, FieldPossibleStart,
			fmt.Sprintf("Möjlig start %s ligger före legitimationsdatum %s. ST kan börja först efter legitimationen.", start, lic), "")
	}
}

// birthYear is read from a 12-digit number, 0 where there is none.
func birthYear(a Application) int {
	n := number(a)
	if len(n) != 12 || validNumber(a) == "" {
		return 0
	}
	year, err := strconv.Atoi(n[:4])
	if err != nil {
		return 0
	}
	return year
}

// oldRulesOpen is the day from which a doctor without Swedish AT no longer may
// begin under SOSFS 2015:8 (F3).
var oldRulesOpen = Date{2021, 7, 1}

const (
	btNotNeeded = "ej aktuell" // Ej aktuell (AT)
	rules2008   = "2008:17"
	rules2015   = "2015:8"
)

// training looks at BT and at the regulation (R-101, F1-F4).
func (x *examination) training() {
	a := x.app
	switch {
	case strings.Contains(a.Regulation, rules2008):
		x.find(codeOldRules, Returned, FieldRegulation,
			"SOSFS 2008:17 gäller inte längre. Välj HSLF-FS 2021:8, eller SOSFS 2015:8 för den som har gjort svensk AT.", "HSLF-FS 2021:8")
	case strings.Contains(a.Regulation, rules2015) && a.SwedishAT == No && !x.beganBefore(oldRulesOpen):
		x.find(codeWrongRules, Returned, FieldRegulation,
			"SOSFS 2015:8 gäller bara den som har gjort svensk AT, eller påbörjade ST före 2021-07-01. Annars gäller HSLF-FS 2021:8.", "HSLF-FS 2021:8")
	case strings.Contains(a.Regulation, rules2015) && a.SwedishAT == Unanswered && !saysAT(a.BT) && !x.beganBefore(oldRulesOpen):
		x.find(codeWrongRules, BeforeDecision, FieldRegulation,
			"SOSFS 2015:8 gäller den som har gjort svensk AT, eller påbörjade ST före 2021-07-01. Svara på Svensk AT.", "")
	}
	if x.needsBT() && (a.BT == "" || saysAT(a.BT)) {
		x.find(codeBT, Returned, FieldBT,
			"Läkaren har inte svensk AT, och då ingår BT. Ange om BT är fristående och klar, fristående och pågår, eller integreras i ST.", "")
	}
}

// needsBT says whether the form must tell how BT is done: F1, F2. Who has begun
// under the older regulation or already is a specialist needs none, and the
// posts before BT come before it.
func (x *examination) needsBT() bool {
	switch x.app.Kind {
	case DoubleSpecialisation, IntegratedBT, PreBTST, PreST, Practice:
		return false
	}
	return x.app.Kind.Competes() && x.app.SwedishAT == No && !strings.Contains(x.app.Regulation, rules2015)
}

func saysAT(bt string) bool { return strings.HasPrefix(fold(bt), btNotNeeded) }

func (x *examination) beganBefore(d Date) bool {
	s := x.app.PossibleStart
	return !s.IsZero() && s.Before(d)
}

// times looks at when the form came and when the post begins.
func (x *examination) times() {
	claimed, start := x.app.ContactClaimed, x.app.PossibleStart
	if !claimed.IsZero() && claimed.Before(x.received) && x.c.ContactDate != claimed {
		x.find(codeContact, Remark, FieldContactDate,
			fmt.Sprintf("Kontaktdatum %s är tidigare än när anmälan kom in. %s räknas tills en handläggare har godtagit det tidigare datumet.",
				claimed, x.counted()), "")
	}
	if start.IsZero() || !x.app.Kind.Competes() {
		return
	}
	if n := x.policy.NoticeDays; n > 0 && x.received.DaysUntil(start) < n {
		x.find(CodeLateNotice, Remark, FieldPossibleStart,
			fmt.Sprintf("Anmälan kom in mindre än %d dagar före möjlig start %s. Anmäl i god tid innan ni beslutar om anställning.", n, start), "")
	}
	switch {
	case x.told(FieldPossibleStart, Returned):
	case start.Before(x.today):
		x.find(codePassed, Remark, FieldPossibleStart,
			fmt.Sprintf("Möjlig start %s har passerat. Stämmer datumet fortfarande?", start), "")
	case start.After(x.today.AddMonths(24)):
		x.find(codeFarAhead, Remark, FieldPossibleStart,
			fmt.Sprintf("Möjlig start %s ligger mer än 24 månader framåt. Stämmer årtalet?", start), "")
	}
}

func (x *examination) counted() Date {
	if !x.c.ContactDate.IsZero() {
		return x.c.ContactDate
	}
	return x.received
}

// plan looks at what the form says of the training's course.
func (x *examination) plan() {
	a := x.app
	if a.Degree != 0 && (a.Degree < 0.5 || a.Degree > 1) {
		x.find(codeDegree, Remark, FieldDegree, fmt.Sprintf("Tjänstgöringsgrad %s ligger utanför 50–100 %%.", percent(a.Degree)), "")
	}
	if s := FoldName(a.Supervisor); s != "" && s == FoldName(a.Doctor) {
		x.find(codeSelfTeaching, Remark, FieldSupervisor, "Handledaren har samma namn som läkaren. Kontrollera namnet.", "")
	}
	if a.PlannedEnd.IsZero() || a.PossibleStart.IsZero() || !a.Kind.Competes() {
		return
	}
	if a.PlannedEnd.Before(a.PossibleStart) {
		x.find(codeEndsFirst, Remark, FieldPlannedEnd,
			fmt.Sprintf("Planerat slut %s ligger före möjlig start %s.", a.PlannedEnd, a.PossibleStart), "")
		return
	}
	months := shortest(a)
	if months > 0 && a.PlannedEnd.Before(a.PossibleStart.AddMonths(months).AddDays(-1)) {
		x.find(codeShortPlan, Remark, FieldPlannedEnd,
			fmt.Sprintf("Planerat slut %s är tidigare än %d månader efter start, som föreskriften ger vid den tjänstgöringsgraden.", a.PlannedEnd, months), "")
	}
}

// shortest is the fewest whole months that the training can take at its degree
// of service, 0 where no rule says.
func shortest(a Application) int {
	return max(0, int(math.Floor(length(a)/degree(a.Degree)+1e-9)))
}

// length is the least time that the training takes, in months of full time (F1,
// F3, F9), 0 where no rule says.
func length(a Application) float64 {
	old := strings.Contains(a.Regulation, rules2015)
	switch {
	case a.Kind == PreBTST || a.Kind == PreST || a.Kind == Practice:
		return 0
	case a.Kind == DoubleSpecialisation && old:
		return 30
	case a.Kind == DoubleSpecialisation:
		return 33
	case old:
		return 60 - a.Credit
	}
	return 66 - a.Credit
}

// degree is the share of full time, full where nothing is said.
func degree(d float64) float64 {
	if d <= 0 {
		return 1
	}
	return d
}
