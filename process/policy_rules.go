package process

import "time"

// Ranking says how the criteria put cases in order, and who competes with whom.
type Ranking struct {
	ByPoints bool // the sum of points decides; the criteria in order break ties
	// WithinCentre lets applicants compete for the places of their own health
	// centre alone, with no queue between health centres: Place is then
	// counted within the health centre.
	WithinCentre bool
}

// Rate is what one post costs a month in kronor, from a month through another:
// the ordinary compensation of full-time service, or one of a track's own, or an
// addition for courses that does not follow the degree of service (D16, R-213).
type Rate struct {
	Course   bool
	Track    string // Typ av ST; "" is every track that has no rate of its own
	From, To Date   // inclusive; zero has no end
	PerMonth float64
}

// Lowered says whose rate falls when the rate does (D16).
type Lowered string

// The values of Lowered.
const (
	LoweredForAll Lowered = "all"
	LoweredForNew Lowered = "new" // a running post keeps the highest rate it has had
)

// Limit is the most new posts in a period.
type Limit struct {
	From, To   Date // inclusive; a zero To has no end
	MostNew    int
	ByDecision bool // posts decided in the period; else those that start in it
	Why        string
}

// RotationRule is a clinic's places, and what each doctor needs there (R-015,
// What a region has not decided is not guessed.
type RotationRule struct {
	Clinic, Provider string
	Places           Amount // a month; the sheet Sidotjänstgöring wins month by month
	From, To         Date   // when Places hold; inclusive, zero has no end
	Months           int    // what each doctor needs there; 0: not said, so only what is placed counts
}

// PlanRule is how a training should lie in time.
type PlanRule struct {
	FirstMonths, LastMonths int // at the health centre, first and last; 0 = no wish
	SummerFrom, SummerTo    time.Month
}

// ExemptionRule limits new exemptions (R-013, D17). A zero From is off.
type ExemptionRule struct {
	From             Date
	Most             int  // a health centre may have so many before a new one is limited
	PriorityAreaFree bool // a health centre in a priority area may have more
}

// Method is how posts that remain after the base are apportioned (D4).
type Method string

// The methods.
const (
	SainteLague      Method = "sainte-lague"
	LargestRemainder Method = "largest-remainder"
)

// Allotment gives each health centre its number of posts by listed patients
// (R-201…R-203). A zero PerListed is off.
//
// Funded posts are the money too, for as long as neither sheet nor policy has a frame
// in kronor for any year: no post then waits for one. From the first frame on, money
// is reckoned beside the posts, and a year without a frame has none.
type Allotment struct {
	PerListed int // listed patients a post
	Funded    int // posts in all; 0: no cap
	Method    Method
	Fill      bool // posts that remain up to Funded are given out (D4)
}

// On says whether the policy allots posts.
func (a Allotment) On() bool { return a.PerListed > 0 }

// CorridorYear is how many doctors should be in training at a year's end, both
// ends included. A scenario is no decision.
type CorridorYear struct {
	Year, Low, High int
	Scenario        bool
}

// HistoryYear is a published figure from before the roster's rows.
type HistoryYear struct {
	Year       int
	InTraining Amount // at the year's end
	Finished   Amount
	Source     string
}

// IntakeYear is how many begin in a year, as planned.
type IntakeYear struct {
	Year   int
	Number int
	// BTShare is the share of them who train under HSLF-FS 2021:8 with BT, 0-1
	// the rest have done AT and train under SOSFS 2015:8 (F1, F3).
	BTShare float64
	BTSaid  bool // BTShare is said; else that of the year before goes on
	Open    bool // Number is not said: the mean of what the roster shows stands for it
}

// Programme is something that runs for some years.
type Programme struct {
	Name     string
	From, To int // years, inclusive
	Source   string
}

// Projection is what the forecast reckons with (D12). Zero values take the
// defaults of the forecast.
type Projection struct {
	MeanMonths, LowMonths, HighMonths float64 // the real time in an ordinary ST, in months
	DropOut                           float64 // share of those in training who leave unfinished in a year
	LateStart                         float64 // months that a granted post begins late, in the mean
	Until                             int     // the last year
	Draws                             int
	Seed                              uint64
	RunningYears                      int // of the running mean of completions
}

// Indicators are the figures that health centres are held against; never a
// demand (D10, F12).
type Indicators struct {
	PerSpecialist, PerTrainee float64 // listed patients each can have: 1 100 and 550
	NamedDoctor               float64 // per cent of the listed who should have a named doctor
	NationalPerThousand       float64 // specialists per 1 000 inhabitants in the country
	Population                int     // inhabitants; 0: the listed stand for them
	PerSupervisor             float64 // doctors in training each supervisor can have; 0: not said
}

// SPURRule is how often a health centre is to be reviewed from outside.
type SPURRule struct {
	Years int    // 0: not asked for
	Payer string // who orders and pays: "centre" or "region"
}

// Period is a time in months and days, as policies write it: "3 månader".
type Period struct{ Months, Days int }

// IsZero says whether there is no such period.
func (p Period) IsZero() bool { return p == Period{} }

// After is the day so long after another.
func (p Period) After(d Date) Date { return d.AddMonths(p.Months).AddDays(p.Days) }

// Offer says how soon a granted post is to be answered and filled. Nothing is
// withdrawn without a person.
type Offer struct{ AnswerWithin, EmployWithin Period }

// Topic is what a question or a letter is about.
type Topic string

// The topics.
const (
	TopicAllotment    Topic = "allotment"
	TopicAgreement    Topic = "agreement"
	TopicDeviation    Topic = "deviation"
	TopicCompensation Topic = "compensation"
	TopicQuality      Topic = "quality"
	TopicRotation     Topic = "rotation"
)

// Topics lists them.
var Topics = []Topic{TopicAllotment, TopicAgreement, TopicDeviation, TopicCompensation, TopicQuality, TopicRotation}

// Contact is who answers for some topics.
type Contact struct {
	Topics []Topic
	Role   string // "Koncernkontoret"
	// StudyDirector stands for the health centre's own, from the register; Address
	// is then empty.
	StudyDirector bool
	Address       string // "" where the policy names none: the configuration's contact
}
