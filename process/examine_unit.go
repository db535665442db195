package process

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

const (
	codeNearCentre   = "LIK_VÅRDCENTRAL"
	codeCentreCode   = "ENHETS_ID"
	codeOperator     = "DRIFTSFORM"
	codeManager      = "ANNAN_CHEF"
	codeManagerEmail = "ANNAN_E-POST"
	codeTrainees     = "ANTAL_ST"
	codeListed       = "ANTAL_LISTADE"
	codeOutsideTown  = "UTANFÖR_TÄTORT"
	listedDeviation  = 10 // per cent that a listed count may differ from the register's
	shortestSlipName = 6  // letters that a name has before a slip in it is forgiven
)

func (x *examination) unit() {
	written := x.app.CentreWritten
	switch {
	case written == "" && !x.known && x.told(FieldCentre, Returned):
	case written == "" && !x.known: // no place on the list without a health centre, whatever the policy requires
		x.find(CodeMissing, Returned, FieldCentre, ask[FieldCentre], x.coded().Name)
	case written == "":
	case !x.known:
		near := x.d.register.suggest(written)
		if coded := x.coded().Name; coded != "" && (len(near) == 0 || slices.Contains(near, coded)) {
			near = []string{coded}
		}
		x.ask(CodeUnknownCentre, Returned, FieldCentre,
			fmt.Sprintf("Vårdcentralen %s finns inte i registret.", quote(written)), askCentre(near), only(near))
	case !x.exact:
		x.ask(codeNearCentre, Remark, FieldCentre,
			fmt.Sprintf("%s är läst som %s.", quote(written), x.centre.Name), "Säg till om det är fel.", x.centre.Name)
	}
}

// register compares what the form says of its health centre with the register
// and the roster. These hold; a difference is remarked on, since it may be the
// register that is old.
func (x *examination) register() {
	if !x.known || x.app.Kind == Withdrawal {
		return
	}
	x.centreCode()
	if x.app.Kind != Transfer { // there it may be the present employer's manager who writes
		x.manager()
	}
	x.place()
	if x.post {
		x.trainees()
	}
	listed, register := x.app.Listed, float64(x.centre.Listed)
	if diff := listed.Value - register; listed.Said && register > 0 && max(diff, -diff)*100 > register*listedDeviation {
		x.ask(codeListed, Remark, FieldListed,
			fmt.Sprintf("Antal listade är %s i blanketten men %s i regionens register, och registret gäller.",
				whole(int(math.Round(listed.Value))), whole(x.centre.Listed)), "Hör av er om registret behöver ändras.", "")
	}
}

// centreCode holds the unit id against the names that the register has for the
// health centre, its id among them.
func (x *examination) centreCode() {
	if !says(x.app.CentreCode) {
		return
	}
	code := codeWord(x.app.CentreCode)
	if ofHSA(code) != ofHSA(codeWord(x.centre.ID)) && x.coded().ID == "" || slices.ContainsFunc(namesOf(*x.centre), func(n string) bool { return codeWord(n) == code }) {
		return
	}
	text := fmt.Sprintf("Enhets-id %s är inte det som registret har för %s, som är %s. Vårdcentralens namn gäller.",
		quote(x.app.CentreCode), x.centre.Name, x.centre.ID)
	if c := x.coded(); c.ID != "" {
		text = fmt.Sprintf("Enhets-id %s är %s i registret, men anmälan gäller %s. Stämmer vårdcentralen?", quote(x.app.CentreCode), c.Name, x.centre.Name)
	}
	x.find(codeCentreCode, Remark, FieldCentreID, text, x.centre.ID)
}

// ofHSA says whether a unit id is one of the national register's (SE and figures):
// such an id and a register's own say nothing of each other.
func ofHSA(code string) bool {
	return len(code) > 4 && strings.HasPrefix(code, "se") && digits(code[2:4]) == code[2:4]
}

// coded is the health centre whose id the form gives, none where there is no such.
func (x *examination) coded() HealthCentre {
	for _, c := range x.w.Centres {
		if code := codeWord(x.app.CentreCode); code != "" && codeWord(c.ID) == code {
			return c
		}
	}
	return HealthCentre{}
}

// codeWord is a unit id as compared.
func codeWord(s string) string {
	return strings.ReplaceAll(fold(apart.Replace(s)), " ", "")
}

func (x *examination) manager() {
	if m := x.app.Manager; says(m) && x.centre.Manager != "" && !sameName(m, x.centre.Manager) {
		x.ask(codeManager, Remark, FieldManager,
			fmt.Sprintf("Verksamhetschef är %s i blanketten men %s i regionens register.", quote(m), x.centre.Manager), "Hör av er om registret behöver ändras.", "")
	}
	email := fold(x.app.ManagerEmail)
	if !strings.Contains(email, "@") || len(x.centre.Addresses) == 0 || x.told(FieldManagerEmail, Remark) {
		return
	}
	if !slices.ContainsFunc(x.centre.Addresses, func(a string) bool { return a != "" && strings.Contains(email, fold(a)) }) {
		x.ask(codeManagerEmail, Remark, FieldManagerEmail,
			fmt.Sprintf("E-post chef %s står inte i regionens register för %s.", quote(x.app.ManagerEmail), x.centre.Name),
			"Svar går till adresserna i registret; hör av er om adressen ska läggas till.", "")
	}
}

// sameName says whether two ways of writing a name may be one person's: one has
// every word of the other, initials and a slip forgiven. Titles are words too.
func sameName(a, b string) bool {
	if a == b {
		return true
	}
	x, y := strings.Fields(plain(FoldName(a))), strings.Fields(plain(FoldName(b)))
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, word := range x {
		if !slices.ContainsFunc(y, func(other string) bool { return sameWord(word, other) }) {
			return false
		}
	}
	return true
}

func sameWord(a, b string) bool {
	switch {
	case a == b, len(a) == 1 && strings.HasPrefix(b, a), len(b) == 1 && strings.HasPrefix(a, b):
		return true
	}
	return min(len(a), len(b)) >= shortestSlipName && distance(a, b, 1) <= 1
}

// place compares what only the register may say: who runs the health centre, and
// whether it lies in the area that the policy puts first.
func (x *examination) place() {
	const holds = " Registrets uppgift gäller."
	written, register := operator(x.app.Cells[FieldOperator].Written), operator(x.centre.Operator)
	if written != "" && register != "" && written != register {
		x.find(codeOperator, Remark, FieldOperator,
			fmt.Sprintf("Driftsform är %s i blanketten men %s i regionens register.", quote(x.app.Cells[FieldOperator].Written), x.centre.Operator)+holds, "")
	}
	asked := slices.ContainsFunc(x.policy.Criteria, func(c Criterion) bool { return c.By == ByPriorityArea })
	if said := x.app.OutsideTown; asked && said != Unanswered && (said == Yes) != x.centre.Priority {
		x.find(codeOutsideTown, Remark, FieldOutsideTown,
			fmt.Sprintf("Utanför tätort är %s i blanketten men %s i regionens register.", said, yes(x.centre.Priority))+holds, "")
	}
}

// operator is who runs a health centre, "" where the words may mean either.
func operator(s string) string {
	s = fold(s)
	private := strings.Contains(s, "privat") || strings.HasSuffix(s, " ab")
	public := strings.Contains(s, "region") || strings.Contains(s, "offentlig") || strings.Contains(s, "landsting")
	switch {
	case private == public:
		return ""
	case private:
		return "privat"
	}
	return "offentlig"
}

// trainees holds the health centre's own count against the roster. Whether those
// on leave, not yet begun or just finished are counted nobody says, so that any
// count between is taken; an empty roster is no count.
func (x *examination) trainees() {
	if len(x.w.Roster) == 0 {
		return
	}
	compare := func(said Amount, field Field, own bool) {
		if !said.Said {
			return
		}
		low, high := x.headCount(own)
		if said.Value >= float64(low) && said.Value <= float64(high) {
			return
		}
		has := fmt.Sprint(low)
		if high != low {
			has = fmt.Sprintf("%d–%d", low, high)
		}
		x.ask(codeTrainees, Remark, field,
			fmt.Sprintf("%s är %s i blanketten men %s i regionens lista över ST-läkare.", field.Label(), decimal(said.Value), has), "Hör av er om listan behöver ändras.", "")
	}
	compare(x.app.Trainees, FieldTrainees, false)
	compare(x.app.TraineesOwn, FieldTraineesOwn, true)
}

// headCount is the fewest and the most ST doctors that the roster lets the health
// centre have had on the day of its form.
func (x *examination) headCount(own bool) (low, high int) {
	for _, i := range x.d.rowsOf(x.centre.ID) {
		t := &x.w.Roster[i]
		if own && !t.OwnFunded {
			continue
		}
		gone := t.Status == TraineeDone || t.Status == TraineeLeft
		if t.PlannedEnd.IsZero() && gone || !t.PlannedEnd.IsZero() && t.PlannedEnd.Before(x.newest) {
			continue
		}
		high++
		if t.Status == TraineeActive && !t.Start.IsZero() && !t.Start.After(x.newest) {
			low++
		}
	}
	return low, high
}

// rowsOf are the roster's rows of a health centre, as indexes.
func (d *docket) rowsOf(centre string) []int {
	if d.atCentre == nil {
		d.atCentre = map[string][]int{}
		for i := range d.w.Roster {
			id := d.w.Roster[i].CentreID
			d.atCentre[id] = append(d.atCentre[id], i)
		}
	}
	return d.atCentre[centre]
}
