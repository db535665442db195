package process

import (
	"slices"
	"strings"
)

// settled is the verdict of a decision that has a verdict, a decider and a date;
// "" where there is none such. It knows no clock and no proposal: whether the
// decision counts today is lacks' to say.
func (d Decision) settled() Verdict {
	if !slices.Contains(Verdicts, d.Verdict) || d.By == "" || d.Date.IsZero() || d.Verdict == VerdictAnnul {
		return ""
	}
	return d.Verdict
}

// lacks says what a decision that somebody has begun still needs before it
// counts; nothing where nobody has begun or nothing is missing.
func lacks(c Case, w World) []string {
	d := c.Decision
	if d == (Decision{}) {
		return nil
	}
	var missing []string
	switch {
	case d.Verdict == "":
		missing = append(missing, "Beslut saknas: välj i listan")
	case !slices.Contains(Verdicts, d.Verdict):
		missing = append(missing, "Beslut ska vara ett av orden i listan, inte "+quote(string(d.Verdict)))
	}
	if d.By == "" {
		missing = append(missing, "Beslutad av saknas")
	} else if !delegate(w.Delegates, d.By) {
		missing = append(missing, "Beslutad av ska vara en av delegaterna, inte "+quote(d.By))
	}
	switch {
	case d.Date.IsZero():
		missing = append(missing, "Beslutsdatum saknas")
	case d.Date.After(w.Today()):
		missing = append(missing, "Beslutsdatum "+d.Date.String()+" ligger framåt i tiden")
	}
	if d.Reason == "" && departs(c) {
		missing = append(missing, "Beslutsmotivering saknas: beslutet avviker från förslaget ("+proposedWords(c.Proposed)+")")
	}
	return missing
}

// delegate says whether a name may stand in Beslutad av (D20); with no list any may.
// A title after the name, "Karin Lindqvist, verksamhetschef", is no other person.
func delegate(delegates []string, by string) bool {
	if len(delegates) == 0 {
		return true
	}
	for _, d := range delegates {
		rest, ok := strings.CutPrefix(strings.ToLower(by), strings.ToLower(d))
		if ok && (rest == "" || rest[0] == ',' || rest[0] == ' ') {
			return true
		}
	}
	return false
}

// verdict is the one in force today, "" where the case is undecided.
func verdict(c Case, w World) Verdict {
	if len(lacks(c, w)) > 0 {
		return ""
	}
	return c.Decision.settled()
}

// departs says whether the decision is another than the one proposed. To annul
// is no answer to a proposal, and a change to a running post has none.
func departs(c Case) bool {
	if !c.Application.Kind.Competes() && c.Application.Kind != Transfer && c.Proposed == "" {
		return false
	}
	switch c.Decision.Verdict {
	case VerdictGrant:
		return c.Proposed != Grant
	case VerdictWait:
		return c.Proposed != Wait && c.Proposed != ""
	case VerdictDecline:
		return c.Proposed != Stopped && c.Proposed != Decline
	case VerdictClose:
		return c.Proposed != ""
	}
	return false
}

func proposedWords(o Outcome) string {
	if o == "" {
		return "inget förslag"
	}
	return string(o)
}

func quote(s string) string { return `"` + s + `"` }
