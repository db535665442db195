package process

import "time"

// Status is where a case stands, in the words of the master workbook.
type Status string

// The statuses of the master.
const (
	StatusReceived      Status = "Inkommen" // never after a whole run
	StatusReturned      Status = "Komplettering begärd"
	StatusStudyDirector Status = "Hos studierektor"
	StatusAwaitsLicence Status = "Väntar på legitimation"
	StatusWaiting       Status = "På intresselistan"
	StatusReady         Status = "Klar för beslut"
	StatusGranted       Status = "Beviljad"
	StatusDeclined      Status = "Avslagen"
	StatusWithdrawn     Status = "Återkallad"
	StatusClosed        Status = "Avskriven"
)

// Verdict is what a person may write in the cell Beslut.
type Verdict string

// The verdicts of the drop-down.
const (
	VerdictGrant   Verdict = "Beviljas"
	VerdictWait    Verdict = "Kvar på intresselistan"
	VerdictDecline Verdict = "Avslås"
	VerdictClose   Verdict = "Avskrivs"
	VerdictAnnul   Verdict = "Upphävs"
)

// Verdicts lists them in the drop-down's order.
var Verdicts = []Verdict{VerdictGrant, VerdictWait, VerdictDecline, VerdictClose, VerdictAnnul}

// Decision is a person's, as filled in in the master. It counts when Complete.
type Decision struct {
	Verdict Verdict
	By      string
	Date    Date
	Reason  string
	// DateWritten is what stands in Beslutsdatum where it is no date; "" in a
	// complete decision.
	DateWritten string
}

// Case is one application's life: what it says now, since when, and what people
// have decided.
type Case struct {
	ID           string    // IA-2024-0007
	Received     time.Time // the first arrival of anything in the case
	Newest       time.Time // the arrival of the form that the case goes by; zero means Received
	ContactDate  Date      // counts in the queue (D9); an administrator's word wins
	Application  Application
	FormFindings []Finding        // from reading the form; a corrected cell's are gone
	Asserted     map[Field]string // corrections: what a person wrote in the master instead, for explanations

	StudyDirectorOpinion string
	LicenceChecked       string
	Decision             Decision // as it stands in the master now, complete or not
	// Decided says that the ledger holds a complete decision of the case, and
	// Earlier is the last of them. It was complete on its day, and is in force until
	// a complete one replaces it: no half-filled row, no change of the register or
	// of the delegates undoes it.
	Decided bool
	Earlier Decision
	// DecisionCleared says that the master's Beslut is empty though the ledger has a
	// decision; Decision is then the ledger's.
	DecisionCleared bool
	// Proposed is the outcome that the master showed when the person decided, from
	// the ledger: a decision is held against it and not against a later proposal,
	// which would already reckon with the money the decision took.
	Proposed Outcome
	// ProposedMove is that proposal's, from the ledger: it tells what a granted change
	// was to move on its doctor's row, when the row itself no longer does.
	ProposedMove EndMove
	Withdrawn    bool // the manager took it back
	// ContractSaid is when the latest form came that told of a signed ST contract; zero
	// where none did.
	ContractSaid time.Time
	// Manual is a case that a person wrote in the master: what the master has no
	// column for is theirs to know, and is only remarked on.
	Manual bool
}

// Outcome is what the program proposes.
type Outcome string

// The outcomes; every proposal's text begins with one of them.
const (
	Grant   Outcome = "Beviljas"
	Wait    Outcome = "Kvar på intresselistan"
	Decline Outcome = "Avslås"
	Stopped Outcome = "Stopp"
)

// Proposal is the program's, with its reasons (D1). It is never called a decision.
type Proposal struct {
	Outcome Outcome
	Reasons []string // Swedish sentences, the one that binds first
	Policy  string   // name and version of the policy that gave it
	// Private are those of the reasons that tell when somebody is away, or what sets the
	// case apart from another: they are for the master, and never stand in a letter.
	Private []string
	Move    EndMove // what a change makes of its doctor's planned end
}

// EndMove is a planned end that a change moves; zero where it moves none.
type EndMove struct{ From, To Date }

// Standing is where one case stands after a judgement.
type Standing struct {
	Case     string
	Status   Status
	Place    int       // from 1 over all ranked cases; 0 where the case is not ranked
	Of       int       // how many are ranked with it: all, or those of its health centre
	Proposal Proposal  // Outcome "" where there is nothing to propose
	Findings []Finding // all: of the form and of the rules
	// DecisionLacks says what a half-filled decision still needs, in Swedish.
	DecisionLacks []string
	Offer         Offered // of a granted post of its own
}

// InForce is the decision that c goes by: as it stands in the master where it
// counts, else the earlier one.
func (s Standing) InForce(c Case) Decision {
	return *c.inForce(s.DecisionLacks)
}

// inForce is InForce where it is known what the decision still lacks.
func (c *Case) inForce(lacking []string) *Decision {
	if c.Decision == (Decision{}) || len(lacking) > 0 {
		return &c.Earlier
	}
	return &c.Decision
}

// At gives the findings of one level, in the order they were found.
func (s Standing) At(l Level) []Finding {
	var fs []Finding
	for _, f := range s.Findings {
		if f.Level == l {
			fs = append(fs, f)
		}
	}
	return fs
}

// Has says whether a finding with the code stands.
func (s Standing) Has(code string) bool {
	for _, f := range s.Findings {
		if f.Code == code {
			return true
		}
	}
	return false
}
