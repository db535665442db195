package process

// Judgement is everything the rules say of a World. It is a pure function's
// answer: the same World gives the same Judgement, whatever order its parts
// come in.
type Judgement struct {
	Standings []Standing // one a case, in the order of World.Cases
	Ranking   []string   // case ids by place
	Decisive  []CriterionCount
	Steps     []Comparison // between each ranked case and the one before it
	Figures   Figures
	Centres   []CentreFigures
	Money     []MoneyFigures
	// LaterMoney are the years from this one on that Money leaves out, for as long as
	// granted posts run: what is promised of years that have no frame yet (D16).
	LaterMoney []MoneyFigures
	// Limits tell how many new posts each thing that limits them has room for.
	Limits []LimitFigures
	Todo   []Todo
	// Granted holds the roster row of each granted case that is a post of its own,
	// in the order of World.Cases, as it is to be written where it is not there
	// yet. All figures count it from the day of the decision.
	Granted []Trainee
	// Leaves holds the leave of each granted case that does not stand in the sheet
	// Uppehåll, in the order of World.Cases.
	Leaves []GrantedLeave
	// Roster is the roster as it will be: its rows as granted changes leave them,
	// and those that granted cases put there, by id. The forecast reckons from it.
	Roster []Trainee
	// Allotments are the posts of each health centre, in the register's order; none
	// where the policy allots no posts.
	Allotments []CentreAllotment
	// Staffing is how the health centres are staffed, beside what is thought good.
	Staffing Staffing
	// Rotations are the clinics' months; none where nobody has said anything of them.
	Rotations []RotationMonth
}

// GrantedLeave is a leave that a case was granted.
type GrantedLeave struct {
	Case string
	Leave
}

// Standing finds one case's.
func (j Judgement) Standing(id string) (Standing, bool) {
	for _, s := range j.Standings {
		if s.Case == id {
			return s, true
		}
	}
	return Standing{}, false
}

// CriterionCount says how often a criterion settled who came first (D3).
type CriterionCount struct {
	Criterion Criterion
	Decided   int
	Of        int
}

// Comparison says which criterion put one case after another.
type Comparison struct {
	Before, After           string // case ids; Before stands first
	By                      int    // index into Policy.Criteria; -1: only the case id told them apart
	BeforeValue, AfterValue string // the values, in Swedish: "2016", "utanför tätort", "1 ST per 3 200 listade"
	// Points are nil but where the policy sums points. Where these differ the values
	// are "72,5 poäng" and "70", and By is the criterion that did most to it.
	Points *PointsApart
}

// Figures are the five of the status letter, and what they are made of
// (R-020…R-022), all counted from the roster and the waiting list. A granted case
// counts as the row that will be written for it, so that writing the row changes
// no figure; that row, and every other with the status Beviljad ej startad, is in
// Starting and not in InTraining until a person sets Pågår, even where its start
// has passed.
type Figures struct {
	Day         Date
	InTraining  int // nu
	GrantedYear int // beviljade i år
	Goal        int // mål; 0 where the policy has none for the year
	Waiting     int // ranked cases: the waiting list
	YearEnd     int // prognos: InTraining - Leaving + Starting + WaitingStarts

	Leaving       int // in training today, and the planned end lies ahead but before the year's
	Starting      int // granted, not started, starting this year
	WaitingStarts int // on the list with a possible start this year, until somebody decides otherwise
	DecidedOnly   int // YearEnd without WaitingStarts
}

// CentreFigures are the computed columns of a health centre's row.
type CentreFigures struct {
	CentreID      string
	Trainees      int     // Antal ST, today
	ListedPerPost float64 // Listade per ST; 0 where there is none
	Exemptions    int     // Antal dispenser
	// Early are its cases in which an ST contract was there before the decision, and
	// EarlyThisYear those that came this year.
	Early, EarlyThisYear int
}

// MoneyFigures are the computed columns of a budget year, in kronor.
type MoneyFigures struct {
	Year      int
	Decided   bool // the year has a frame
	Frame     float64
	PerMonth  float64
	Committed float64 // Intecknat
	Free      float64 // Fritt
	Fits      int     // Nya ST som ryms: whole further posts the free money pays for
	Source    string
}

// Todo is one thing that needs a person.
type Todo struct {
	Case string // "" where it is about no case
	What string // Swedish
	Why  string
}
