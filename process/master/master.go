package master

import (
	"strings"
	"time"

	"stintag/process"
)

// Registers are the people's sheets as adopted.
type Registers struct {
	Centres []process.HealthCentre
	Roster  []process.Trainee
	Leaves  []process.Leave
	Budget  []process.BudgetYear
	// Rotations and Placements are those of Sidotjänstgöring and Placeringar.
	Rotations  []process.RotationPlaces
	Placements []process.Placement
}

// CaseInput is what people wrote about one case in Ärenden.
type CaseInput struct {
	ID             string
	Journal        string // Diarienummer
	LicenceChecked string
	Opinion        string           // Studierektors yttrande
	Decision       process.Decision // as filled in, complete or not
	Note           string
	// Corrections holds, by heading, what a person wrote over the program's value.
	Corrections map[string]string
}

// ManualRow is a row that a person added in Ärenden without a case id. Doctor and
// health centre stand there both: a row with one of them is being written still.
type ManualRow struct {
	Row    int
	Values map[string]string // by heading
}

// Fault is a row of a register that cannot be used as it stands. It stops only
// what depends on it.
type Fault struct {
	Sheet   string
	Row     int
	Heading string // of the very cell, where it is one
	Case    string // the case it is about, if it is one
	Text    string // Swedish
}

// Adopted is the master as people left it.
type Adopted struct {
	Registers Registers
	Cases     map[string]CaseInput
	Manual    []ManualRow
	Faults    []Fault
	Contested map[string]bool // cases on several rows, of which none was read
	Asked     string          // the case that the yellow cell of Regler asks about; "" where it is empty
	Trials    []Trial         // the rows of Prova, without their answers
	SHA256    string          // of the file's bytes

	centreIDs   map[string]string // by what people write for the health centre
	rosterIDs   map[string]int    // of rosterRows, once it is asked
	rosterNames map[string][]int
}

// View is what the ledger says should stand in the workbook.
type View struct {
	World     process.World
	Judgement process.Judgement
	Inputs    map[string]CaseInput // as adopted; what people wrote, for rows that must come back
	Manual    map[int]string       // row in Ärenden -> the case id its manual row was given
	Run       time.Time
	Region    string
	Counts    []CountLine // what came, for Översikt
	Answer    []Passage   // what Regler says of the case asked about; none where nobody asks
	Trials    []Trial     // the rows of Prova with their answers
	// Uncorrected holds the cases as their newest forms alone say them, for those
	// whose corrections World.Cases has taken in: it tells when a newer form says
	// something else than it did when a person corrected it. A case that is not
	// here raises no such conflict.
	Uncorrected map[string]process.Case
	// Unread tells, by case and heading, why what a person wrote there cannot be used.
	Unread map[string]map[string]string

	hidden *strings.Replacer // of hide, once it is known
	index  *known            // of known, likewise
	// reckoned is the forecast, which a merge reckons while it reads.
	reckoned func() process.Forecast
}

// Trial is one row of Prova: what is supposed, and what would follow.
type Trial struct{ What, Value, Answer string }

// Passage is a caption and its words.
type Passage struct{ Caption, Text string }

// CountLine is one figure with its Swedish label.
type CountLine struct {
	Label string
	Value int
}

// Outcome says what a merge did.
type Outcome struct {
	Written   bool
	Changed   int    // cells
	Waits     string // Swedish: why the workbook could not be written; "" where it was, or needed nothing
	Cause     error  // what lies behind Waits, for the operator's log; nil only where Waits is ""
	Untidy    error  // written, but old versions or leftovers could not be cleared away
	Conflicts []Fault
	Unwritten []byte // what the workbook would be, where somebody has it open or it is protected
	// Todo is how many things stand in Att göra: the judgement's, and those that
	// only the workbook tells of. It is 0 where the workbook could not be read.
	Todo int
}

// MergeOptions are a merge's.
type MergeOptions struct {
	Now     time.Time
	Adopted string // SHA-256 of the file as adopted; where it has changed since, the merge waits. "": not checked
	// Pending records two bases before the workbook is replaced: now, which is true
	// of it as it stands and holds from here, and coming, the rows that may soon hold
	// otherwise. Both in one transaction: coming takes the place of a pending base
	// that now has taken in.
	Pending func(now, coming Base) error
	// Stamp is what the workbook carries where this merge writes it; the ledger finds
	// its base by it, should it come back one day.
	Stamp string
	Point func(string) // named points between writes, for the crash test
}
