package process

// Level is what a finding does to the application (D13).
type Level int

// The levels, mildest first.
const (
	Remark         Level = iota // a note; shown to administrators, nothing waits for it
	BeforeDecision              // keeps its place on the list; must be there before a decision
	Returned                    // a place on the list needs it: the form goes back
)

// Finding is one fault in a form, told to its sender: where it is, what stands
// there, what is wrong and what would be right, in one Swedish sentence.
type Finding struct {
	Code       string // SAKNAS, DATUM_UTAN_ÅR, ANSTÄLLD_FÖRE_BESLUT, …
	Level      Level
	Field      Field
	Sheet      string // "" where the form has no such cell
	Cell       string // A1
	Written    string // what stands there; never a personnummer unmasked
	Text       string // the sentence
	Suggestion string // what would be right, ready to write in the cell; "" where nobody can know
	// Note is the sentence for the administrator, where Text asks its sender to say
	// something; "" where Text will do.
	Note string
}

// Asking adds to what a finding says what is asked of the form's sender alone.
func (f Finding) Asking(ask string) Finding {
	f.Note = f.Text
	f.Text += " " + ask
	return f
}

// ForAdministrator is the finding as the master tells it.
func (f Finding) ForAdministrator() string {
	if f.Note != "" {
		return f.Note
	}
	return f.Text
}

// Codes of findings that something else depends on; the rest are spelled where
// they are found.
const (
	CodeMissing       = "SAKNAS"
	CodeYearMissing   = "DATUM_UTAN_ÅR"
	CodeUnknownCentre = "OKÄND_VÅRDCENTRAL"
	CodeEarlyEmployed = "ANSTÄLLD_FÖRE_BESLUT"
	CodeLateNotice    = "SEN_ANMÄLAN"
	CodeSPUR          = "SPUR_FÖRFALLEN"
	CodeConflict      = "TVÅ_VÄRDEN"
	CodeVaguer        = "MINDRE_ÄN_FÖRUT" // a newer form no longer says what an earlier one did
)
