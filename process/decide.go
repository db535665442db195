package process

import (
	"slices"
	"strings"
)

// complete says whether a decision has a verdict, a decider and a date. It knows
// no clock and no proposal: whether the decision counts today is lacks' to say.
func (d Decision) complete() bool {
	return slices.Contains(Verdicts, d.Verdict) && d.By != "" && !d.Date.IsZero()
}

// settled is the verdict of a complete decision; "" where there is none such, or
// it only takes an earlier one back.
func (d Decision) settled() Verdict {
	if !d.complete() || d.Verdict == VerdictAnnul {
		return ""
	}
	return d.Verdict
}

// settled is what the case is decided to be, as far as the case alone can tell.
func (c *Case) settled() Verdict {
	if c.Decision.complete() {
		return c.Decision.settled()
	}
	return c.Earlier.settled()
}

// lacks says what a decision that somebody has begun still needs before it
// counts; nothing where nobody has begun or nothing is missing. known says
// whether the register has the case's health centre. A decision that the ledger
// already holds lacks nothing any more.
func lacks(c *Case, w *World, known bool) []string {
	d := c.Decision
	if d == (Decision{}) || d == c.Earlier {
		return nil
	}
	missing := append(lacksVerdict(c, known), lacksDecider(&d, w)...)
	missing = append(missing, lacksDate(c, w)...)
	switch {
	case c.outdated():
		missing = append(missing, "Beslutsmotivering hör till det förra beslutet ("+string(c.Earlier.Verdict)+"): skriv en ny, eller töm den om ingen behövs")
	case d.Reason != "" || !departs(c):
	case d.Verdict == VerdictClose:
		missing = append(missing, "Beslutsmotivering saknas: skriv varför ärendet avskrivs")
	default:
		missing = append(missing, "Beslutsmotivering saknas: beslutet avviker från förslaget ("+proposedWords(c.Proposed)+")")
	}
	return missing
}

// revived says whether somebody has begun to give a withdrawn case a place.
func (c *Case) revived() bool {
	v := c.Decision.Verdict
	return c.Withdrawn && (v == VerdictGrant || v == VerdictWait) && v != c.Earlier.Verdict
}

// outdated says whether the decision is another than the one in force, with that
// one's reason left beside it: a letter would give it as the reason for the opposite.
func (c *Case) outdated() bool {
	d := c.Decision
	return c.Decided && d.Reason != "" && d.Reason == c.Earlier.Reason && d.Verdict != c.Earlier.Verdict && d.Verdict != VerdictAnnul
}

// verdictWords are the words that Beslut may be.
func verdictWords() string {
	words := make([]string, len(Verdicts))
	for i, v := range Verdicts {
		words[i] = string(v)
	}
	return either(words)
}

// meant is the verdict that a word which is none comes near; "" where it comes near
// none. It is asked about and never taken: "Avslag" in a hurry is nobody's decision.
func (v Verdict) meant() Verdict {
	written := fold(string(v))
	for _, is := range Verdicts {
		word := fold(string(is))
		begins := len(written) >= meantLetters && !strings.Contains(written, " ") && strings.HasPrefix(word, written[:meantLetters])
		if begins || distance(written, word, 2) <= 2 {
			return is
		}
	}
	return ""
}

// meantLetters tell the verdicts apart, and have no letter outside ASCII.
const meantLetters = 4

// Unread are the words of a decision that say nothing where they stand, in Beslut or
// Beslutsdatum. What is merely not filled in yet is no such.
func (d Decision) Unread() (words []string) {
	if d.Verdict != "" && !slices.Contains(Verdicts, d.Verdict) {
		words = append(words, "Beslut "+quote(string(d.Verdict)))
	}
	if d.Date.IsZero() && d.DateWritten != "" {
		words = append(words, "Beslutsdatum "+quote(d.DateWritten))
	}
	return words
}

func lacksVerdict(c *Case, known bool) []string {
	switch v := c.Decision.Verdict; {
	case v == "":
		return []string{"Beslut saknas: välj i listan"}
	case !slices.Contains(Verdicts, v):
		words := "Beslut ska vara " + verdictWords() + ", inte " + quote(string(v))
		if near := v.meant(); near != "" {
			words += " (menade du " + string(near) + "?)"
		}
		return []string{words}
	case c.revived():
		return []string{"Ärendet är återkallat och kan inte få beslutet " + string(v) + ": töm beslutet. Vill vårdcentralen ändå, kan den skicka en ny anmälan"}
	case v == VerdictAnnul && !c.Decided:
		return []string{"Det finns inget beslut att upphäva"}
	case (v == VerdictGrant || v == VerdictWait) && !known:
		return []string{"Vårdcentralen finns inte i registret: rätta Vårdcentral först"}
	}
	return nil
}

func lacksDecider(d *Decision, w *World) []string {
	switch {
	case d.By == "":
		return []string{"Beslutad av saknas"}
	case !delegate(w.Delegates, d.By):
		return []string{"Beslutad av ska vara en av delegaterna, inte " + quote(d.By)}
	}
	return nil
}

func lacksDate(c *Case, w *World) []string {
	switch d, came := c.Decision, c.came(w); {
	case d.Date.IsZero() && d.DateWritten != "":
		return []string{"Beslutsdatum " + quote(d.DateWritten) + " går inte att läsa: skriv ÅÅÅÅ-MM-DD"}
	case d.Date.IsZero():
		return []string{"Beslutsdatum saknas"}
	case d.Date.After(w.Today()):
		return []string{"Beslutsdatum " + d.Date.String() + " ligger framåt i tiden"}
	case d.Date.Before(came) && c.Manual:
		return []string{"Beslutsdatum " + d.Date.String() + " ligger före det att ärendet kom in " + came.String() + ": rätta datumet, eller skriv ett tidigare Kontaktdatum"}
	case d.Date.Before(came):
		return []string{"Beslutsdatum " + d.Date.String() + " ligger före det att ärendet kom in " + came.String()}
	}
	return nil
}

// came is the day before which nobody can have decided the case. One that a
// person wrote in the master may be older than its row there: its contact date
// tells.
func (c *Case) came(w *World) Date {
	day := DateOf(c.Received.In(w.Now.Location()))
	if c.Manual && !c.ContactDate.IsZero() && c.ContactDate.Before(day) {
		return c.ContactDate
	}
	return day
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

// departs says whether the decision is another than the one proposed; to close a
// case is never proposed, and to annul is no answer to a proposal.
func departs(c *Case) bool {
	switch c.Decision.Verdict {
	case VerdictGrant:
		return c.Proposed != Grant
	case VerdictWait:
		return c.Proposed != Wait && c.Proposed != ""
	case VerdictDecline:
		return c.Proposed != Stopped && c.Proposed != Decline
	case VerdictClose:
		return true
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
