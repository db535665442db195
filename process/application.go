package process

// Kind is what an application asks for (Ärendetyp), in the words of the form.
type Kind string

// The kinds of form.md, field 2.
const (
	NewPost              Kind = "Ny ST"
	IntegratedBT         Kind = "ST med integrerad BT"
	Transfer             Kind = "Byte av vårdcentral"
	DoubleSpecialisation Kind = "Dubbelspecialisering"
	ResearchST           Kind = "Forskar-ST"
	PreBTST              Kind = "Pre BT-ST"
	PreST                Kind = "Pre-ST"
	Practice             Kind = "Praktisk tjänstgöring"
	OwnToFunded          Kind = "Egenfinansierad till vårdvalsfinansierad"
	LeaveOfAbsence       Kind = "Uppehåll eller föräldraledighet"
	ChangedDegree        Kind = "Ändrad tjänstgöringsgrad"
	ChangedStart         Kind = "Ändrat startdatum"
	EarlyEnd             Kind = "Avslut i förtid"
	Withdrawal           Kind = "Återkallelse"
)

// Kinds lists every kind in the order the form offers them.
var Kinds = []Kind{
	NewPost, IntegratedBT, Transfer, DoubleSpecialisation, ResearchST,
	PreBTST, PreST, Practice, OwnToFunded, LeaveOfAbsence, ChangedDegree,
	ChangedStart, EarlyEnd, Withdrawal,
}

// Competes says whether the kind asks for a funded post and is ranked.
// A transfer never is; the changes to a running post never are.
func (k Kind) Competes() bool {
	switch k {
	case NewPost, IntegratedBT, DoubleSpecialisation, ResearchST, PreBTST, PreST, Practice, OwnToFunded:
		return true
	}
	return false
}

// Answer is Ja, Nej, or nothing said.
type Answer string

// The answers.
const (
	Unanswered Answer = ""
	Yes        Answer = "Ja"
	No         Answer = "Nej"
)

// EmploymentForm is how the doctor is employed (form.md, field 25).
type EmploymentForm string

// The forms of employment. Only SignedST and StartedST are an ST contract (D2).
const (
	NotOffered       EmploymentForm = "Inte erbjuden"
	Promised         EmploymentForm = "Utlovad eller utlyst"
	SignedST         EmploymentForm = "ST-avtal påskrivet"
	StartedST        EmploymentForm = "Började som ST"
	Locum            EmploymentForm = "Vikariat"
	JuniorDoctor     EmploymentForm = "Underläkare"
	LicensedDoctor   EmploymentForm = "Leg läkare"
	SpecialistInPost EmploymentForm = "Specialist"
)

// EmploymentForms lists them in the order the form offers them.
var EmploymentForms = []EmploymentForm{NotOffered, Promised, SignedST, StartedST, Locum, JuniorDoctor, LicensedDoctor, SpecialistInPost}

// Application is a manager's expression of interest as understood: what the
// form says, with a person's corrections applied. Zero values mean "not said".
type Application struct {
	Kind           Kind
	CentreWritten  string // the health centre in the form's own words
	CentreID       string // its id in the register; "" where the words match none
	Doctor         string // Förnamn Efternamn
	PersonalNumber Personal
	Protected      bool // skyddade personuppgifter (D24)

	CentreCode                   string // HSA-id or the like, as the form writes it
	Manager, ManagerEmail        string // as the form says; letters go by the register (D6)
	ManagerPhone, DoctorEmail    string
	LicenceDate, ExpectedLicence Date
	LicenceAttached              Answer
	SwedishAT                    Answer
	ATEnd                        Date
	BT                           string // Ej aktuell (AT) / Fristående klar / Fristående pågår / Integrerad
	BTCertificate                Date   // the day of the certificate
	Regulation                   string // SOSFS 2015:8 or HSLF-FS 2021:8
	Country                      string // where the doctor took the degree
	Language                     Answer // the region's demand on Swedish is met

	PossibleStart Date
	PlannedEnd    Date
	Degree        float64 // tjänstgöringsgrad as a share, 0.5-1; 0 = not said

	Employed       Answer // "Redan anställd som ST?"
	EmploymentForm EmploymentForm
	EmploymentDate Date
	ContractSigned Answer

	ContactClaimed       Date    // Kontaktdatum as the form claims it
	Credit               float64 // months of earlier service
	CreditFrom, CreditTo Date    // the period they were served in
	CreditSupervised     Answer  // under ST-like forms
	EarlierSpecialty     string

	Supervisor           string
	SupervisorSpecialist Answer // in general practice (F10)
	SupervisorTrained    Answer
	SupervisorUnit       string // where it is another than the applicant's

	// What the form says of its health centre; the registers hold (form.md 34-37).
	Specialists, SpecialistsPercent Amount // head count; their posts together, in per cent
	Trainees, TraineesOwn           Amount // ST doctors today, and those of them whom the centre pays
	Listed                          Amount // listed patients
	OutsideTown                     Answer

	StudyDirector string     // contacted: Ja, a name or a date, as written
	Assessed      Assessment
	OwnPriority   Amount     // the health centre's own order among its applicants, 1 first (D4)

	TransferFrom, TransferReason, TransferCompetence, TransferEffect string

	// A change to a running post: a leave, a changed degree, an early end.
	ChangeFrom, ChangeTo Date
	LeaveKind            string

	Exemption      string
	IUP            Answer
	RotationWishes string
	SPUR           Date
	CVAttached     Answer
	Privacy        Answer // the doctor knows how the particulars are used
	Signature      string
	Comment        string

	// Cells tells where each field stands in the form, and what stands there;
	// a field whose label was found without a value is there too, Written "".
	Cells map[Field]CellRef
	// Unknown holds labels nobody knows, with what stands beside them.
	Unknown []string
}

// Amount is a number in a form; zero may be what it says.
type Amount struct {
	Value float64
	Said  bool
}

// Assessment is who has signed the joint assessment of an applicant, each with
// name and date as written.
type Assessment struct{ Manager, Supervisor, Director string }

// CellRef is a place in a form.
type CellRef struct {
	Sheet, Cell string // Cell is an A1 address
	Written     string // as it stands there, shown back to its sender
}

// Personal is a value that must never reach a log or a letter: it prints as "…"
// in every verb and encoding. Reveal is the only way to it.
type Personal struct{ value string }

// NewPersonal closes s in.
func NewPersonal(s string) Personal { return Personal{s} }

// Reveal gives the value; callers answer for where it goes.
func (p Personal) Reveal() string { return p.value }

// IsZero says whether there is nothing inside.
func (p Personal) IsZero() bool { return p.value == "" }
