package process

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
	NoticeDays int    // planned start sooner than this after arrival is late; 0 = off
	// Supervision is what a health centre must have for an ST doctor (F10); zero
	// values ask for nothing.
	Supervision Supervision

	Letters LetterRules
	// ContactDateFollows is "doctor" or "clinic" (D9).
	ContactDateFollows string
}

// Label is the policy's name and version, as it stands under every proposal.
func (p *Policy) Label() string { return p.Name + " " + p.Version }

// CriterionKind is what a criterion looks at.
type CriterionKind string

// The criteria of R-001…R-005.
const (
	ByLicenceDate   CriterionKind = "licence_date"
	ByPriorityArea  CriterionKind = "priority_area"
	ByPossibleStart CriterionKind = "possible_start"
	BySpread        CriterionKind = "spread"
	ByContactDate   CriterionKind = "contact_date"
)

// Criterion is one step of the ranking (D3).
type Criterion struct {
	By         CriterionKind
	Descending bool   // latest, or most, first; the default is earliest, fewest, priority first
	Coarse     string // "", "month" or "year": how exactly dates are compared
	Per        string // spread only: "listed" (ST per listed patient) or "count"
	Label      string // the region's own words, for reasons
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
	What  string // "st": doctors in training
	By    Date
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
