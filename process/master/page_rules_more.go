package master

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"stintag/process"
)

// span is a period in words: "från 2025-01-01 till och med 2025-12-31"; "" for ever.
func span(from, to process.Date) string {
	var ss []string
	if !from.IsZero() {
		ss = append(ss, "från "+from.String())
	}
	if !to.IsZero() {
		ss = append(ss, "till och med "+to.String())
	}
	return strings.Join(ss, " ")
}

// spaced joins what is there with blanks.
func spaced(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// posts are the rules of how many new posts there can be.
func (w *words) posts(p *process.Policy) {
	for _, l := range p.Limits {
		counted := "nya ST som börjar"
		if l.ByDecision {
			counted = "nya ST som beviljas"
		}
		w.say("Begränsning", sentence(spaced("Högst", strconv.Itoa(l.MostNew), counted, span(l.From, l.To)))+" "+
			spaced("De som inte ryms står kvar på intresselistan.", l.Why))
	}
	w.say("Fördelning", p.Allotment.Words())
	if p.Allotment.On() {
		w.say("", "Vårdcentraler med fler än sitt antal behåller sina läkare, och vakansen blir negativ. Ja i kolumnen Överanställning tillåter fler.")
	}
	for _, r := range p.Rotations {
		w.say("Sidotjänstgöring", rotationWords(r))
	}
	if len(p.Rotations) > 0 {
		w.say("", "En ifylld månad i bladet Sidotjänstgöring går före.")
	}
	w.say("Planen för en ST", planWords(p.Plan))
	w.say("Dispenser", p.Exemptions.Words())
	w.gap()
}

func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

func rotationWords(r process.RotationRule) string {
	s := r.Clinic
	if r.Provider != "" {
		s += " (" + r.Provider + ")"
	}
	if r.Places.Said {
		s += ": " + swedish(r.Places.Value) + " platser i månaden " + span(r.From, r.To)
	} else {
		s += ": antalet platser är inte sagt"
	}
	s = strings.TrimSpace(s)
	if r.Months > 0 {
		s += fmt.Sprintf("; varje läkare behöver %d månader", r.Months)
	}
	return s + "."
}

func planWords(p process.PlanRule) string {
	var ss []string
	if p.FirstMonths > 0 || p.LastMonths > 0 {
		ss = append(ss, fmt.Sprintf("De första %d och de sista %d månaderna är helst på vårdcentralen.", p.FirstMonths, p.LastMonths))
	}
	if p.SummerFrom > 0 && p.SummerTo > 0 {
		ss = append(ss, fmt.Sprintf("Sommar är %s till %s.", monthNames[p.SummerFrom-1], monthNames[p.SummerTo-1]))
	}
	if len(ss) == 0 {
		return "Regelverket säger inget."
	}
	return strings.Join(ss, " ")
}

var monthNames = [...]string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}

// rates are what a post costs.
func (w *words) rates(p *process.Policy) {
	for _, r := range p.Rates {
		what := "för en tjänst på heltid"
		switch {
		case r.Course && r.Track != "":
			what = "för kurser, " + r.Track
		case r.Course:
			what = "för kurser"
		case r.Track != "":
			what = "för en tjänst på heltid, " + r.Track
		}
		w.say("Ersättning", sentence(spaced(swedish(r.PerMonth), "kr per månad", what, span(r.From, r.To))))
	}
	if len(p.Rates) > 0 {
		lowered := "Sänks ersättningen gäller det alla."
		if p.LoweredFor == process.LoweredForNew {
			lowered = "Sänks ersättningen gäller det bara nya; en pågående tjänst behåller den högsta den har haft."
		}
		w.say("", lowered)
	}
}

// quality is what a health centre is held against; all but the first refuse nobody
// anything (D10).
func (w *words) quality(p *process.Policy) {
	if s := p.Supervision; s.Specialists > 0 || s.Percent > 0 {
		w.say("Specialister på plats", fmt.Sprintf("Minst %s specialister i allmänmedicin på vårdcentralen, tillsammans minst %s %%, inför beslut. Registret går före blanketten.", swedish(s.Specialists), swedish(s.Percent)))
	}
	w.say("Ingen specialist på plats", "Då behövs en namngiven handledare på en annan enhet inför beslut. Enheten bör stå som utlånande i bladet Vårdcentraler.")
	i := p.Indicators
	var ss []string
	add := func(is bool, format string, n float64) {
		if is {
			ss = append(ss, fmt.Sprintf(format, swedish(n)))
		}
	}
	add(i.PerSpecialist > 0, "%s listade per specialist", i.PerSpecialist)
	add(i.PerTrainee > 0, "%s listade per ST-läkare", i.PerTrainee)
	add(i.NamedDoctor > 0, "minst %s %% med namngiven fast läkarkontakt", i.NamedDoctor)
	add(i.NationalPerThousand > 0, "riket har %s specialister per 1 000 invånare", i.NationalPerThousand)
	add(i.Population > 0, "regionen har %s invånare", float64(i.Population))
	add(i.PerSupervisor > 0, "högst %s ST-läkare på varje handledare", i.PerSupervisor)
	if len(ss) > 0 {
		w.say("Jämförelsetal", strings.Join(ss, "; ")+". De visas i Översikt och hindrar inget beslut.")
	}
	w.gap()
}

// future is what the years to come are held against.
func (w *words) future(p *process.Policy) {
	for _, y := range p.Corridor {
		s := fmt.Sprintf("%d–%d ST-läkare i utbildning vid årets slut.", y.Low, y.High)
		if y.Scenario {
			s += " Ett scenario, inget beslut."
		}
		w.say("Korridor "+strconv.Itoa(y.Year), s)
	}
	for _, y := range p.Intake {
		w.say("Intag "+strconv.Itoa(y.Year), intakeWords(y))
	}
	if r := p.Projection; r.MeanMonths > 0 {
		s := fmt.Sprintf("En ST tar i verkligheten %s år (%s–%s)", swedish(r.MeanMonths/12), swedish(r.LowMonths/12), swedish(r.HighMonths/12))
		if r.DropOut > 0 {
			s += fmt.Sprintf("; %s %% om året slutar i förtid", swedish(r.DropOut*100))
		}
		if r.LateStart > 0 {
			s += fmt.Sprintf("; en beviljad börjar i medeltal %s månader sent", swedish(r.LateStart))
		}
		w.say("Prognosen räknar med", s+". Se bladet Prognos.")
	}
}

func intakeWords(y process.IntakeYear) string {
	s := fmt.Sprintf("%d nya ST", y.Number)
	if y.Open {
		s = "Antalet är inte sagt; medeltalet ur bladet ST-läkare används"
	}
	if y.BTSaid {
		s += fmt.Sprintf("; %s %% av dem med BT enligt HSLF-FS 2021:8", swedish(y.BTShare*100))
	}
	return s + "."
}

// people are who answers for what, and what letters say.
func (w *words) people(p *process.Policy) {
	for _, c := range p.Contacts {
		who := c.Role
		switch {
		case c.StudyDirector:
			who += " (vårdcentralens egen, ur bladet Vårdcentraler)"
		case c.Address != "":
			who += ", " + c.Address
		}
		var about []string
		for _, t := range c.Topics {
			about = append(about, t.Words())
		}
		w.say("Svarar för", sentence(who+": "+strings.Join(about, ", ")))
	}
	w.say("Breven", letterWords(p.Letters))
}

func letterWords(l process.LetterRules) string {
	s := "Läkaren nämns med namn."
	if l.Name == "initials" {
		s = "Läkaren nämns med initialer."
	}
	if l.ShowPlace {
		return s + " Platsen på listan står i brevet, som preliminär."
	}
	return s + " Platsen på listan står inte i brevet."
}

// targetBy is when a target is to be reached, "" where nobody has said.
func targetBy(t process.Target) string {
	if t.By.IsZero() {
		return ""
	}
	if t.By.Month == time.December && t.By.Day == 31 {
		return " vid slutet av " + strconv.Itoa(t.By.Year)
	}
	return " till " + t.By.String()
}
