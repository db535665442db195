package master

import (
	"fmt"
	"slices"
	"strings"

	"stintag/process"
)

// region tells who decides and who there is, what runs for some years, and what
// happens after a grant.
func (w *words) region(p *process.Policy) {
	w.row++
	if p.Owner != "" {
		w.say("Ansvarig", p.Owner)
	}
	if len(p.Roles) > 0 {
		w.say("Roller", strings.Join(p.Roles, ", "))
	}
	for _, x := range p.Programmes {
		w.say("Satsning", fmt.Sprintf("%s, %d–%d", x.Name, x.From, x.To))
	}
	if p.SPUR.Years > 0 {
		w.say("Extern granskning", reviewWords(p.SPUR))
	}
	if o := offerWords(p.Offer); o != "" {
		w.say("När en plats är beviljad", o)
	}
}

func reviewWords(r process.SPURRule) string {
	s := "SPUR eller liknande minst " + r.Every()
	switch r.Payer {
	case "region":
		return s + "; regionen beställer och betalar."
	case "centre":
		return s + "; vårdcentralen beställer och betalar."
	}
	return s + "."
}

func offerWords(o process.Offer) string {
	var s string
	if !o.AnswerWithin.IsZero() {
		s = fmt.Sprintf("Vårdcentralen bekräftar anställningen inom %s; annars får den en påminnelse. ", o.AnswerWithin)
	}
	if !o.EmployWithin.IsZero() {
		s += fmt.Sprintf("Läkaren är anställd inom %s; annars föreslås att platsen går till nästa i turordningen. ", o.EmployWithin)
	}
	if s == "" {
		return ""
	}
	return s + "Ingenting tas tillbaka utan att en människa beslutar det."
}

// inWordsOf says things as the region does: a health centre by its own word (the
// sheets and headings keep theirs), and no list where nobody waits on one (R-204,
//
func (w *words) inWordsOf(p *process.Policy, below int) {
	if p == nil {
		return
	}
	var pairs []string
	if slices.ContainsFunc(p.Roles, func(r string) bool { return strings.Contains(r, "hälsocentral") }) {
		pairs = append(pairs, "vårdcentral", "hälsocentral")
	}
	if !p.Queues() {
		pairs = append(pairs, "För en plats på listan", "För att rangordnas", "står kvar på intresselistan", "väntar", "Platsen på listan", "Platsen i turordningen")
	}
	local := strings.NewReplacer(pairs...)
	for i := range w.cells {
		if c := &w.cells[i]; c.row > below {
			c.value.Text = local.Replace(c.value.Text)
		}
	}
}
