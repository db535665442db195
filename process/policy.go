package process

import "slices"

// Policy is a region's published rules, read from a file by process/policy.
type Policy struct {
	Name    string // vastmanland
	Title   string // Region Västmanland, vårdvalsfinansiering av ST i allmänmedicin
	Source  string
	Version string
	Status  string // "beslutad" or "föreslagen" (D4)

	Criteria   []Criterion // in order; the first that differs decides
	Employment EarlyEmployment
	Stops      []Stop
	Budget     []BudgetYear // dated frames; the sheet wins where filled in (D5)
	Targets    []Target
	Required   Required
	Rounds     []Date // the next decision dates, told in letters (D23)
	Owner      string // the board that decides, for letters and sheets; "" where the policy does not say

	Ranking    Ranking
	Rates      []Rate  // [[compensation]]; the sheet's rate for a year wins over the ordinary one (D5)
	LoweredFor Lowered // whom a lowered rate is for (D16)
	Limits     []Limit
	Rotations  []RotationRule
	Plan       PlanRule
	Exemptions ExemptionRule
	Allotment  Allotment
	Corridor   []CorridorYear
	History    []HistoryYear
	Intake     []IntakeYear
	Programmes []Programme
	Projection Projection
	Indicators Indicators
	SPUR       SPURRule
	Offer      Offer
	Contacts   []Contact
	Roles      []string // who there is in the region's training, for the sheet Regler

	NoticeDays int // planned start sooner than this after arrival is late; 0 = off
	// Supervision is what a health centre must have for an ST doctor (F10); zero
	// values ask for nothing.
	Supervision Supervision

	Letters LetterRules
	Send    SendRule // D20
	// ContactDateFollows is "doctor" or "clinic" (D9).
	ContactDateFollows string
}

// Label is the policy's name and version, as it stands under every proposal.
func (p *Policy) Label() string { return p.Name + " " + p.Version }

// Queues says whether applicants wait in one order over the region: a health centre
// that chooses among its own has no list for them to stand on.
func (p *Policy) Queues() bool { return !p.Ranking.WithinCentre }

// CountsContactDate says whether the contact date tells applicants apart.
func (p *Policy) CountsContactDate() bool {
	return slices.ContainsFunc(p.Criteria, func(c Criterion) bool { return c.By == ByContactDate })
}

// CriterionKind is what a criterion looks at.
type CriterionKind string

// The criteria of R-001…R-005.
const (
	ByLicenceDate   CriterionKind = "licence_date"
	ByPriorityArea  CriterionKind = "priority_area"
	ByPossibleStart CriterionKind = "possible_start"
	BySpread        CriterionKind = "spread"
	ByContactDate   CriterionKind = "contact_date"
	// ByOwnPriority is the health centre's own order among its applicants (D4).
	ByOwnPriority CriterionKind = "own_priority"
)

// Criterion is one step of the ranking (D3).
type Criterion struct {
	By         CriterionKind
	Descending bool   // latest, or most, first; the default is earliest, fewest, priority first
	Coarse     string // "", "month" or "year": how exactly dates are compared
	Per        string // spread only: "listed" (ST per listed patient) or "count"
	Label      string // the region's own words, for reasons

	// Points are what the criterion gives at most, where the ranking is by points:
	// all of them at Best and none at Worst, in a straight line between, whichever
	// of the two is greater. Dates give points by the day (or as coarsely as they
	// are compared), the spread by ST per 10 000 listed or by count, a health
	// centre's own order by its number; a priority area gives all or none.
	Points                float64
	BestDate, WorstDate   Date
	BestValue, WorstValue float64
}

// EarlyEmployment is what an ST contract before the decision means (D2).
type EarlyEmployment string

// The switch's values.
const (
	EarlyWarn    EarlyEmployment = "warn"
	EarlyRequire EarlyEmployment = "require"
	EarlyNeutral EarlyEmployment = "neutral"
)

// Stop is a dated stop for some kinds: a possible start within it is not taken.
type Stop struct {
	Kinds    []Kind
	From, To Date // inclusive; a zero To has no end
	Why      string
}

// Target is a number to reach.
type Target struct {
	What  string // "st": doctors in training; "completions": new specialists a year
	By    Date   // zero where the source gives no day
	Value float64
}

// Supervision is the least number of specialists at the health centre, and the
// least sum of their posts in per cent.
type Supervision struct{ Specialists, Percent float64 }

// Required names the fields of the two levels (D13).
type Required struct {
	ForList     []Field
	ForDecision []Field
}

// LetterRules say how letters name a doctor and a place.
type LetterRules struct {
	Name      string // "full" or "initials" (D7)
	ShowPlace bool   // D23
}
