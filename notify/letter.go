package notify

import (
	"cmp"
	"slices"
	"time"

	"stintag/process"
)

// Kind is what a letter is, as its header X-Stintag-Kind says.
type Kind string

// The kinds of letters.
const (
	Receipt       Kind = "receipt"        // Bekräftelse
	Returned      Kind = "returned"       // Begäran om komplettering
	Warning       Kind = "warning"        // Påminnelse: invänta beslut
	DecisionMade  Kind = "decision"       // Beslut
	Information   Kind = "information"    // Information: figures, and doctors who soon finish
	Reminded      Kind = "reminder"       // Påminnelse: bekräfta anställningen, eller dags för extern granskning
	StudyDirector Kind = "study-director" // Begäran om yttrande
	Placement     Kind = "placement"      // Sommarplacering
	Summary       Kind = "summary"        // Dagsrapport
	WrongForm     Kind = "wrong-form"     // the form is about something else
	AskRegister   Kind = "ask-register"   // Fråga: är det er adress?
)

var kindNames = map[Kind]string{
	Receipt:       "bekräftelse",
	Returned:      "begäran om komplettering",
	Warning:       "påminnelse om att invänta beslut",
	DecisionMade:  "beslut",
	Information:   "information",
	Reminded:      "påminnelse",
	StudyDirector: "begäran om yttrande",
	Placement:     "besked om sommarplacering",
	Summary:       "Dagsrapport",
	WrongForm:     "besked om fel blankett",
	AskRegister:   "fråga om en avsändare",
}

// KindNames names what one letter is, to people: "bekräftelse och beslut".
func KindNames(kinds []Kind) string {
	var names []string
	for _, k := range kinds {
		names = append(names, cmp.Or(kindNames[k], string(k)))
	}
	return process.Listing(slices.Compact(names))
}

// Letter is one letter to one recipient, composed but not yet fixed as bytes.
type Letter struct {
	// Identity names what the letter is about, for ever the same for the same
	// cause and recipient; a second letter with it is never owed.
	Identity    string
	Kinds       []Kind
	To          string   // one address, from the register or the configuration (D6)
	Cases       []string // the cases it is about
	Subject     string
	Text        string
	HTML        string
	Attachments []Attachment
	Inlines     []Attachment // pictures that the HTML shows, as cid:Name
	InReplyTo   string       // Message-ID of the mail it answers, with < >; "" where it answers none
	References  []string
	Answers     bool // Auto-Submitted: auto-replied rather than auto-generated
}

// Attachment is a file in a letter. Name is ASCII.
type Attachment struct {
	Name  string
	Type  string // media type
	Bytes []byte
}

// House is who signs: the region and the contact under every letter.
type House struct {
	Region  string
	Contact string // name, phone, address
	Policy  *process.Policy
}

// Became is what one applicant's form became.
type Became string

// What a form can become.
const (
	Accepted    Became = "accepted"       // has a place on the list, or awaits licence
	SentBack    Became = "returned"       // a place on the list needs something
	Unchanged   Became = "unchanged"      // the same form again
	Updated     Became = "updated"        // a newer form for the same case, taken in
	TakenBack   Became = "withdrawn"      // Återkallelse
	AtDirector  Became = "study-director" // a transfer
	StopApplies Became = "stopped"        // a dated stop (D14): one answer
	NoCase      Became = "no-case"        // a withdrawal of a case we do not have
	WhichCase   Became = "which-case"     // a withdrawal that fits several cases: its sender is asked which
	OtherKind   Became = "other"          // leave, changed degree and the like: noted, an administrator goes on
	BlankForm   Became = "blank"          // a form in which nothing is filled in: no case, and its sender fills it in
)

// Item is what one form in an incoming mail became, for the letter back.
type Item struct {
	CaseID          string
	Doctor          string // as the policy lets letters name the doctor
	NoName          bool   // no name could be read in the form: what stands there may be quoted
	Kind            process.Kind
	Centre          string
	Became          Became
	Contact         process.Date // contact date in the queue
	Standing        process.Standing
	Of              int             // how many are ranked; 0 hides the place
	EarlyEmployment bool            // the reminder belongs in this letter
	FromPresent     bool            // the letter goes to the health centre that the doctor leaves (D15)
	Kept            []process.Field // where a person's word stands against the newer form
	FormName        string          // the attachment it came in
	Filled, Lacks   []process.Field // of a form that names nobody: what is filled in of its health centre, and what a place on the list lacks
	Row             int             // in a table: the row; 0 otherwise
	Fits            []Item          // the cases, all its recipient's own, that a withdrawal fits
}

// Unreadable is an attachment that gave no form, and what its sender can do.
type Unreadable struct {
	Name      string // the attachment's file name, as shown
	What      string // Swedish: what it is and why it cannot be read
	Do        string // Swedish: what to do
	WrongForm bool   // it was read, and is a form for something else
	NoForm    bool   // it was read, and holds no form
	Link      bool   // a link to a shared file, where the file itself was wanted
	Document  bool   // no workbook: the Excel form that is attached is to be filled in instead
}

// Answer is everything that one incoming mail gets back to one recipient (D22).
type Answer struct {
	Identity    string
	To          string
	Manager     string    // the recipient's name in the register, may be ""
	Subject     string    // of the incoming mail
	File        bool      // it came as a file, and Subject is its name
	Received    time.Time // in the region's zone
	InReplyTo   string    // "" where a file was imported
	References  []string
	Items       []Item
	Unreadable  []Unreadable
	Asked       bool         // it asked for the blank form
	Blank       bool         // the last attachment is the blank form, for this health centre
	Attachments []Attachment // the returned forms
	Withheld    bool         // a form that is asked back is not among them, since it names a protected doctor (D24)
}

// Decided is a person's decision to be told.
type Decided struct {
	Identity   string
	To         string
	Manager    string
	Item       Item
	Decision   process.Decision
	Replaces   bool         // an earlier decision in the case was already told
	Start      process.Date // possible start, for the rate below
	PerMonth   float64      // kronor a month valid at Start; 0 where none is known
	At         process.HealthCentre
	InReplyTo  string
	References []string
}

// Opinion asks a study director for a word about a transfer.
type Opinion struct {
	Identity                         string
	To                               string
	Name                             string // the study director's
	Item                             Item
	From, Reason, Competence, Effect string // as the form says
	Start                            process.Date
}

// Reminder is the early-employment reminder on its own, when it is found after
// the receipt went out.
type Reminder struct {
	Identity string
	To       string
	Manager  string
	Items    []Item
}
