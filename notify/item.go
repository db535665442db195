package notify

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"stintag/process"
)

// itemView is one doctor's block in a letter.
type itemView struct {
	Heading string
	Word    string // what became of it, in a word or two
	Tone    string
	Became  Became

	CaseID  string
	About   string
	Centre  string
	Row     string
	Contact string
	Status  string
	Place   string // "" where hidden

	Faults  []findingView // what a place on the list needs
	Needed  []findingView // what a decision needs
	Kept    []findingView // what a person's word decides, whatever the newer form says
	Remarks []findingView
	Reasons []string
	Fits    []string // the cases that a withdrawal fits

	Unfilled  string // what a form that names nobody says
	Brief     string // the facts in one line, where several doctors share a letter
	Early     bool
	EarlyText string // the finding's own sentence
	Unnamed   bool   // the doctor goes by the case id
	Licence   bool   // awaits licence

	Stands  bool // a decision stands, whatever the newer form says
	OffList bool // the case has no place on the list to lose
	NoQueue bool // nobody stands on a list
	Hired   bool // the newer form says that a granted doctor is employed

	FromPresent bool // the letter goes to the health centre that the doctor leaves
}

// findingView is a finding as a letter lists it: where it is, and the sentence.
type findingView struct {
	Where, Text string
	Cell        bool // Where is a cell
}

var becameWords = map[Became]string{
	Accepted: "Mottagen", SentBack: "Behöver rättas", Unchanged: "Redan mottagen",
	Updated: "Uppdaterad", TakenBack: "Återkallad", AtDirector: "Hos studierektor",
	StopApplies: "Berörs av ett stopp", NoCase: "Inget ärende hittat", OtherKind: "Noterad",
	BlankForm: "Tom blankett", WhichCase: "Vilket ärende?",
}

func (h House) item(i Item) itemView {
	s := i.Standing
	v := itemView{
		Heading: heading(i), Word: becameWords[i.Became], Tone: calm, Became: i.Became,
		CaseID: safe(i.CaseID), About: kindWords(i), Centre: safe(i.Centre),
		Contact: h.contactDate(i), Status: h.statusWords(i), Place: h.place(i), NoQueue: !h.policy().Queues(),
		Early: i.EarlyEmployment, Unnamed: unnamed(i), FromPresent: i.FromPresent, Kept: kept(i),
		Licence: s.Status == process.StatusAwaitsLicence,
	}
	v.Stands, v.OffList = stands(i), offList(i)
	for _, f := range i.Fits {
		v.Fits = append(v.Fits, h.fitting(f))
	}
	if i.Row > 0 {
		v.Row = strconv.Itoa(i.Row)
	}
	switch i.Became {
	case SentBack, NoCase, WhichCase, BlankForm:
		v.Tone = act
	}
	if i.Became == BlankForm {
		v.Unfilled = unfilled(i)
		if len(i.Filled) > 0 {
			v.Word = "Läkaren saknas"
		}
	}
	v.Faults = findings(i, s.At(process.Returned))
	v.Needed = findings(i, s.At(process.BeforeDecision))
	early, remarks := earlyRemark(i)
	v.EarlyText = sentence(safe(early.Text))
	v.Remarks = findings(i, worthTelling(remarks))
	switch {
	case v.Stands:
		v.Word, v.Kept, v.Needed = "Beslutet står fast", nil, nil
		if v.Hired = hired(i); v.Hired {
			v.Word = "Anställningen är bekräftad"
		}
	case i.Became == TakenBack: // nothing is asked of who has left
		v.Needed, v.Remarks = nil, nil
	case i.Became == StopApplies: // one answer: the stop, and nothing else to mend (D14)
		v.Reasons, v.Status = h.reasons(s.Proposal), ""
		v.Needed, v.Remarks = nil, nil
	}
	return v
}

// ofRunning says that the form asks for a change to a running post.
func ofRunning(i Item) bool {
	return i.Became == OtherKind || i.Kind != "" && i.Kind != process.Transfer && i.Kind != process.Withdrawal && !i.Kind.Competes()
}

// offList says that the case has no place on the list, now or later.
func offList(i Item) bool { return i.Kind == process.Transfer || ofRunning(i) }

// fitting names a case to its own health centre by what tells it from another.
func (h House) fitting(i Item) string {
	s := i.CaseID
	if k := kindWords(i); k != "" {
		s += ": " + k
	}
	if h.contactDate(i) == "" && !i.Contact.IsZero() {
		return s
	}
	return s + ", kontaktdatum " + orNone(i.Contact, "saknas")
}

// stands says that newer details came for a case that is decided: they change no
// decision, and an administrator reads them.
func stands(i Item) bool {
	switch i.Standing.Status {
	case process.StatusGranted, process.StatusDeclined, process.StatusClosed:
		return i.Became == Updated
	}
	return false
}

// hired says that the newer form confirms the employment in a granted post: then
// nothing is early any more (D2).
func hired(i Item) bool { return stands(i) && i.Standing.Offer.ByForm }

// earlyRemark takes the remark about employment out of the others, where the
// letter has a paragraph about employment anyway.
func earlyRemark(i Item) (early process.Finding, rest []process.Finding) {
	for _, f := range i.Standing.At(process.Remark) {
		about := f.Code == process.CodeEarlyEmployed || i.EarlyEmployment && f.Field == process.FieldEmploymentForm
		if about && early.Text == "" {
			early = f
			continue
		}
		rest = append(rest, f)
	}
	return early, rest
}

func heading(i Item) string {
	if d := safe(i.Doctor); d != "" {
		return d
	}
	switch i.Became {
	case NoCase, WhichCase:
		return "Återkallelsen"
	case BlankForm:
		return cmp.Or(safe(i.FormName), "Blanketten")
	}
	return safe(i.CaseID)
}

// kept tells its sender that what the newer form says does not hold. What does
// hold is not told: a person may have had it from somebody else.
func kept(i Item) []findingView {
	var vs []findingView
	for _, f := range i.Kept {
		vs = append(vs, findingView{Where: f.Label(), Text: "uppgiften har rättats av en handläggare, och det gäller tills vidare. Hör av er om det är fel."})
	}
	return vs
}

// unnamed says that the doctor goes by the case id, as one with a protected
// identity does (D24): then nothing may be quoted that could hold the name.
func unnamed(i Item) bool { return i.Doctor == "" || i.Doctor == i.CaseID }

// kindWords names what is asked for. Why somebody is away is no letter's matter.
func kindWords(i Item) string {
	if i.Kind == process.LeaveOfAbsence {
		return "Ändring av en pågående ST"
	}
	return safe(string(i.Kind))
}

// statusWords hides the difference between waiting and ready, which would tell
// the proposal before there is a decision; what is never ranked has no list.
func (h House) statusWords(i Item) string {
	switch s := i.Standing.Status; {
	case s == process.StatusReceived:
		return ""
	case (s == process.StatusReady || s == process.StatusWaiting) && (!i.Kind.Competes() || i.Standing.Place == 0):
		return ""
	case (s == process.StatusReady || s == process.StatusWaiting) && !h.policy().Queues():
		return "Väntar på beslut"
	case s == process.StatusReady:
		return string(process.StatusWaiting)
	default:
		return string(s)
	}
}

// contactDate is told where it counts for something: in a queue, or as a criterion.
func (h House) contactDate(i Item) string {
	if p := h.policy(); !p.Queues() && !p.CountsContactDate() {
		return ""
	}
	return i.Contact.String()
}

func (h House) place(i Item) string {
	if !h.policy().Letters.ShowPlace || i.Of <= 0 || i.Standing.Place <= 0 {
		return ""
	}
	return place(i.Standing.Place, i.Of)
}

// worthTelling leaves out what only administrators need: a remark is told where
// it is about something its sender wrote in a cell, asks something (D2), or is
// about time.
func worthTelling(fs []process.Finding) []process.Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f process.Finding) bool {
		quotes := f.Cell != "" && f.Written != ""
		if f.Code == process.CodeSPUR { // a letter of its own tells it, at most once a year (D10)
			return true
		}
		return !quotes && f.Code != process.CodeLateNotice && f.Code != process.CodeVaguer && !strings.Contains(f.Text, "?")
	})
}

func findings(i Item, fs []process.Finding) []findingView {
	var vs []findingView
	for _, f := range fs {
		vs = append(vs, findingView{Where: where(f), Text: findingText(i, f), Cell: f.Cell != ""})
	}
	return vs
}

// where is the finding's cell, or the field's name where it has none and the
// sentence does not name the field itself. A no-break space keeps the address on
// one line.
func where(f process.Finding) string {
	at := f.Field.Label()
	switch first, _, _ := strings.Cut(at, " "); {
	case f.Cell != "" && f.Sheet != "":
		at = safe(f.Sheet) + "!" + f.Cell
	case f.Cell != "":
		at = f.Cell
	case strings.HasPrefix(f.Text, first), strings.HasPrefix(f.Text, "Svar saknas på"):
		return ""
	}
	return strings.ReplaceAll(at, " ", nbsp)
}

var namingFields = []process.Field{
	process.FieldDoctor, process.FieldFirstName, process.FieldLastName,
	process.FieldDoctorEmail, process.FieldPersonalNumber,
}

// awayFields say when and why somebody is away, which no letter tells.
var awayFields = []process.Field{process.FieldChangeFrom, process.FieldChangeTo, process.FieldLeaveKind}

func findingText(i Item, f process.Finding) string {
	if i.Kind == process.LeaveOfAbsence && f.Code != process.CodeVaguer && f.Written != "" && slices.Contains(awayFields, f.Field) {
		return f.Field.Label() + " behöver ses över, se cellen i er blankett."
	}
	if unnamed(i) && !i.NoName && f.Written != "" && slices.Contains(namingFields, f.Field) {
		return f.Field.Label() + " behöver rättas, se cellen i er blankett."
	}
	text := sentence(safe(f.Text))
	if sug := safe(f.Suggestion); sug != "" && !strings.Contains(text, sug) {
		text += " Förslag: " + sug
		text = sentence(text)
	}
	return text
}
