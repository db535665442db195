package notify

import (
	"regexp"
	"slices"

	"stintag/process"
)

type opinionView struct {
	Item    itemView
	From    string
	Start   string
	Reason  string
	Gained  string
	Effect  string
	Unnamed bool
}

const unsaid = "står inte i anmälan"

// Opinion asks a study director for a word about a transfer. The
// present employer learns nothing from us before that word or the decision (D15).
func (h House) Opinion(o Opinion) (Letter, error) {
	const title = "Begäran om yttrande: byte av vårdcentral"
	v := opinionView{
		Item: h.item(o.Item), Unnamed: unnamed(o.Item), Start: orNone(o.Start, unsaid),
		From: orUnsaid(o.From), Reason: orUnsaid(o.Reason), Gained: orUnsaid(o.Competence), Effect: orUnsaid(o.Effect),
	}
	l := Letter{
		Identity: o.Identity, Kinds: []Kind{StudyDirector}, To: o.To, Cases: caseIDs(o.Item),
		Subject: subject(caseIDs(o.Item), title),
	}
	return h.render(l, opinionTemplate, page{
		Title: title, Hello: hello(o.Name), Tone: act,
		Lead:   "En ST-läkare vill byta vårdcentral" + toCentre(o.Item) + ", och ärendet väntar på ditt yttrande.",
		Action: "Svara på det här mejlet med vad du kommer fram till.", Body: v,
	})
}

// What a study director wrote is for those who decide. The words follow a colon
// in the core's reasons; they may hold anything, line breaks and quotes as well.
var (
	directorSays   = regexp.MustCompile(`(?s)Studierektorn .*`)
	rosterRow      = regexp.MustCompile(` för raden [^\s:,]*[^\s:,.]`) // of a sheet that its reader does not have
	directorsWords = regexp.MustCompile(`(?s)(Studierektorn [^:."]*):.*`)
	anotherCase    = regexp.MustCompile(`\bIA-\d{4}-\d{4,}\b`) // a reason names no case but others'
	masterSheet    = regexp.MustCompile(` \(bladet [^()]*\)`)
	ownPlace       = regexp.MustCompile(`\bPlats \d+( i (vårdcentralens )?turordning(en)?)?`)
)

// reasons are a proposal's, as a manager may read them: of a study director's
// opinion no more than that there is one, nothing of when somebody is away, no other
// case (D7), no sheet that its reader does not have, and no place where the policy hides it (D23).
func (h House) reasons(p process.Proposal) []string {
	var rs []string
	for _, r := range public(p) {
		r = anotherCase.ReplaceAllLiteralString(r, "en annan anmälan")
		if !h.policy().Letters.ShowPlace {
			r = ownPlace.ReplaceAllLiteralString(r, "Anmälan")
		}
		r = masterSheet.ReplaceAllLiteralString(r, "")
		if r = rosterRow.ReplaceAllLiteralString(r, ""); r != "" {
			rs = append(rs, directorSays.ReplaceAllLiteralString(r, "Studierektorn har yttrat sig."))
		}
	}
	return sentences(rs)
}

// public are the reasons that a letter may give.
func public(p process.Proposal) []string {
	return slices.DeleteFunc(slices.Clone(p.Reasons), func(r string) bool { return slices.Contains(p.Private, r) })
}

// withoutOpinion keeps what the study director thinks, for administrators, and
// drops the words: they stand in the master, and mail is open.
func withoutOpinion(s string) string { return directorsWords.ReplaceAllString(s, "$1.") }

func orUnsaid(s string) string {
	if s = safe(s); s == "" {
		return unsaid
	}
	return s
}

func toCentre(i Item) string {
	if c := safe(i.Centre); c != "" {
		return " till " + c
	}
	return ""
}
