package main

import (
	"fmt"
	"slices"
	"time"

	"stintag/process"
	"stintag/process/master"
)

// Why each cell of a case's row in Ärenden is as it is.

// typedCells are the cells that people filled in, by heading.
func typedCells(in master.CaseInput) map[string]string {
	on := in.Decision.Date.String()
	if on == "" {
		on = in.Decision.DateWritten
	}
	cells := map[string]string{
		"Diarienummer": in.Journal, "Leg. kontrollerad": in.LicenceChecked, "Studierektors yttrande": in.Opinion, "Anteckning": in.Note,
		"Beslut": string(in.Decision.Verdict), "Beslutad av": in.Decision.By, "Beslutsdatum": on, "Beslutsmotivering": in.Decision.Reason,
	}
	for heading, value := range in.Corrections {
		cells[heading] = value
	}
	for heading, value := range cells {
		if _, corrected := in.Corrections[heading]; value == "" && !corrected {
			delete(cells, heading)
		}
	}
	return cells
}

// casesColumns are the headings of Ärenden, in their order.
var casesColumns = []string{"Diarienummer", "Inkommen", "Vårdcentral", "Läkare", "Ärendetyp", "Legitimationsdatum", "Möjlig start", headContact,
	"Anställd", "Anställningsdatum", "Status", "Turordning", "Förslag", "Skäl för förslaget", "Anmärkningar", "Uppgifter saknas", "Leg. kontrollerad",
	"Studierektors yttrande", "Beslut", "Beslutad av", "Beslutsdatum", "Beslutsmotivering", "Svar senast", "Anteckning"}

// filledByPeople are those that people fill in.
var filledByPeople = []string{"Diarienummer", "Leg. kontrollerad", "Studierektors yttrande", "Beslut", "Beslutad av", "Beslutsdatum", "Beslutsmotivering", "Anteckning"}

// cells tells of each cell what stands there and why.
func (t *telling) cells() []cellWhy {
	var all []cellWhy
	var now map[string]string
	if n := len(t.inputs); n > 0 {
		now = t.inputs[n-1].cells
	}
	for _, h := range casesColumns {
		value, typed := now[h]
		c := cellWhy{Heading: h, Stands: value}
		switch {
		case slices.Contains(filledByPeople, h) && !typed:
			c.Why = "Tom. Fylls i av er."
		case slices.Contains(filledByPeople, h):
			c.Why = "Skrivet av en person, läst " + t.when(t.since(h)) + "."
		case typed:
			c.Why = t.correctedWhy(h)
		default:
			c.Stands, c.Why = t.written[h], t.programsWhy(h)
		}
		if h == "Läkare" && t.now.Application.Protected { // D24
			c.Stands = t.c.ID
		}
		all = append(all, c)
	}
	return all
}

// since is when people's word under a heading was first read as it stands.
func (t *telling) since(heading string) (when time.Time) {
	last := ""
	for i, in := range t.inputs {
		if v := in.cells[heading]; i == 0 || v != last {
			when, last = in.when, v
		}
	}
	return when
}

func (t *telling) correctedWhy(heading string) string {
	why := "Rättat av en person, läst " + t.when(t.since(heading)) + ". " + process.Upper(t.formSays(heading)) + "."
	if bad := t.s.unusable[t.c.ID][heading]; bad != "" {
		why += " Det som står går inte att använda: " + bad
	}
	return why
}

// formSays tells what the newest form says under a corrected heading.
func (t *telling) formSays(heading string) string {
	field, ok := correctable[heading]
	if !ok {
		if heading == headContact {
			return "första dagen något kom in är " + t.c.Contact.String()
		}
		return "programmet räknar annars ut det"
	}
	app := t.now.Application
	if own, is := t.s.uncorrected[t.c.ID]; is {
		app = own.Application
	}
	return t.saysIn(app, field)
}

// saysIn tells what a form says in a field, and where.
func (t *telling) saysIn(app process.Application, field process.Field) string {
	who := "blanketten"
	if t.now.Manual {
		who = "raden som en person skrev"
	}
	at, there := app.Cells[field]
	if !there || at.Written == "" {
		return who + " säger inget"
	}
	if field == process.FieldDoctor && t.now.Application.Protected { // D24
		return who + " säger ett namn som är skyddat"
	}
	says := fmt.Sprintf("%s säger \"%s\"", who, master.WithoutNumbers(at.Written))
	if at.Cell != "" {
		says += " i " + at.Cell
	}
	return says
}

// programsWhy tells where a cell comes from that nobody has corrected.
func (t *telling) programsWhy(heading string) string {
	if t.written == nil {
		return "Inte skrivet i huvudfilen än."
	}
	if field, ok := correctable[heading]; ok {
		n := t.c.Revisions[len(t.c.Revisions)-1]
		where := fmt.Sprintf(" (mejl %d, %s)", n.MailID, t.when(n.Received))
		if n.MailID == 0 {
			where = " (" + t.when(n.Received) + ")"
		}
		return process.Upper(t.saysIn(t.now.Application, field)) + where + "."
	}
	policy := t.s.world.Policy.Label()
	switch heading {
	case "Inkommen":
		return "Dagen då ärendets första mejl kom in."
	case headContact:
		return "Räknat av programmet: första dagen något kom in, enligt regelverk " + policy + "."
	}
	if d := t.stands.Proposal; (heading == "Förslag" || heading == "Skäl för förslaget") && len(t.c.Decisions) > 0 && d.Policy != "" {
		return "Det förslag som beslutet svarade på, räknat under regelverk " + d.Policy + "."
	}
	return "Räknat av programmet under regelverk " + policy + ", oförändrat sedan " + t.when(t.c.Standing.Judged) + "."
}
