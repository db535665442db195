package process

import "time"

// HealthCentre is one row of the register Vårdcentraler, kept by people.
type HealthCentre struct {
	ID, Name  string
	Aliases   []string
	Manager   string
	Addresses []string // every address that may write and is written to (D6)

	StudyDirector        string
	StudyDirectorAddress string

	Area     string
	Priority bool   // prioriterat område; Västmanland: utanför Västerås tätort
	Operator string // driftsform

	Listed             int     // listed patients
	Specialists        float64 // head count
	SpecialistsPercent float64 // their posts together, in per cent
	Vacant             float64
	Retiring           float64 // within five years

	SpecialistsSaid bool   // Specialists is filled in: 0 is then none at all
	Supervisors     Amount // handledare
	Lending         []Lending
	Overstaffing    bool   // may have more than its number (R-404, D18)
	SPUR            Date   // the last review from outside
	NamedDoctor     Amount // per cent of the listed with a named doctor
	Locums          Amount // per cent hyrläkare
}

// Lending is supervision that a health centre lends to another (D18, R-404).
type Lending struct {
	To            string // id; "" where the register does not have it
	Written       string // as the register names it
	DaysPerWeek   float64
	OnSite        bool
	SeniorAdvisor bool
}

// Placement is one row of the sheet Placeringar: a doctor's rotation at a clinic.
type Placement struct {
	Doctor    string // as the sheet ST-läkare names the doctor, or the row's id
	Clinic    string
	From, To  Date // inclusive
	Planned   Date // when it was to begin by the individual plan; zero: not said
	Confirmed bool // Läge; else preliminary
}

// RotationPlaces is one row of the sheet Sidotjänstgöring.
type RotationPlaces struct {
	Clinic, Provider string // Provider is sjukhus, Regionhälsan or privat
	Month            Date   // its first day
	Places           Amount
}

// TraineeStatus is a row's Status in the roster.
type TraineeStatus string

// The statuses of the roster.
const (
	TraineeGranted TraineeStatus = "Beviljad ej startad"
	TraineeActive  TraineeStatus = "Pågår"
	TraineeOnLeave TraineeStatus = "Uppehåll"
	TraineeDone    TraineeStatus = "Klar"
	TraineeLeft    TraineeStatus = "Avslutad i förtid"
)

// TraineeStatuses lists them in the drop-down's order.
var TraineeStatuses = []TraineeStatus{TraineeGranted, TraineeActive, TraineeOnLeave, TraineeDone, TraineeLeft}

// Trainee is one row of the roster ST-läkare.
type Trainee struct {
	ID             string
	Name           string
	CentreID       string
	Start          Date
	StartWritten   string // what stands in Start where it is no date
	PlannedEnd     Date
	Degree         float64 // share of full time, 1 = 100 %
	OwnFunded      bool    // Finansiering: egen; else vårdval
	Track          string  // Typ av ST
	Decided        Date    // Beslutsdatum
	Exemption      string
	ExemptionUntil Date
	Supervisor     string
	Status         TraineeStatus
	After          string // Efter ST
}

// In says whether the doctor is in training on the day by what is planned: started,
// not ended. A row that says Beviljad ej startad has not started whatever its Start,
// which is only when the doctor may: who really begins, and when, is for people to
// write.
func (t Trainee) In(day Date) bool {
	switch t.Status {
	case TraineeDone, TraineeLeft, TraineeGranted:
		return false
	}
	if t.Start.IsZero() || t.Start.After(day) {
		return false
	}
	return t.PlannedEnd.IsZero() || !t.PlannedEnd.Before(day)
}

// Trains says whether the doctor is in training today: by plan, or past its end for
// as long as people leave Pågår or Uppehåll on the row. Who really is done is for
// them to write, as who has begun is.
func (t Trainee) Trains(today Date) bool { return t.In(today) || t.overdue(today) }

// overdue says whether the planned end has passed and nobody has written Klar.
func (t Trainee) overdue(today Date) bool {
	running := t.Status == TraineeActive || t.Status == TraineeOnLeave
	return running && !t.Start.IsZero() && !t.Start.After(today) && !t.PlannedEnd.IsZero() && t.PlannedEnd.Before(today)
}

// Leave is one row of the sheet Uppehåll. It is never told in letters.
type Leave struct {
	Doctor   string // as the sheet ST-läkare names the doctor
	From, To Date   // inclusive; a zero To has no end yet
	Kind     string
}

// BudgetYear is one row of the sheet Budget, in kronor.
type BudgetYear struct {
	Year     int
	Frame    float64 // Ram; meaningful only where Decided
	Decided  bool    // the frame is filled in
	Unclear  bool    // something stands there for a frame that cannot be read: it may be any
	PerMonth float64 // Schablon per månad for a full-time post; 0 = not filled in
	Source   string  // "huvudfilen" or the policy's name: which one was used (D5)
	// RateSource is where PerMonth comes from, where that is not the sheet.
	RateSource string
}

// World is everything a judgement looks at.
type World struct {
	Now     time.Time // the run's clock; its zone is the region's
	Policy  *Policy
	Centres []HealthCentre
	Roster  []Trainee
	Leaves  []Leave
	Budget  []BudgetYear // the sheet's, where filled in
	// Rotations are the clinics' places and Placements who is where, of the sheets.
	Rotations  []RotationPlaces
	Placements []Placement
	Cases      []Case
	// Offers are the rules of granted posts by the day they hold from, in order; none:
	// the policy's own hold for every decision.
	Offers []OfferRule
	// Delegates are the names that may stand in Beslutad av (D20); empty: any.
	Delegates []string
}

// Today is the run's date.
func (w World) Today() Date { return DateOf(w.Now) }

// Centre finds a health centre by id.
func (w World) Centre(id string) (HealthCentre, bool) {
	for _, c := range w.Centres {
		if c.ID == id {
			return c, true
		}
	}
	return HealthCentre{}, false
}
