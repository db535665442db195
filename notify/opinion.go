package notify

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
