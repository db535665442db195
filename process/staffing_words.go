package process

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// StaffingLine is one figure of the region, told in Swedish.
type StaffingLine struct {
	Label    string
	Value    Amount
	Decimals int    // always the same for a line; AsWritten: as many as it has
	Words    string // what it is held against, or what to fill in for it to be there
}

// StaffingLines are the region's figures, always as many in the same order.
func (j Judgement) StaffingLines(p *Policy) []StaffingLine {
	r, rule := j.Staffing.Region, p.Indicators
	return []StaffingLine{
		r.perThousand(rule), r.perSpecialist(rule), r.need(rule), r.named(rule), r.leaving(), r.locums(), r.supervisors(rule),
		j.Staffing.lending(), j.Staffing.tracks(), j.early(), j.Staffing.warned(),
	}
}

// AsWritten is the Decimals of a figure that is whole as a rule.
const AsWritten = -1

// fillIn asks for a figure that nobody has filled in.
func (l StaffingLine) fillIn(headings string) StaffingLine {
	l.Words = "Fyll i " + headings + " i bladet Vårdcentraler."
	return l
}

// of tells from how many health centres a figure is, where it is not all.
func (r RegionStaffing) of(said int) string {
	if said == r.Of {
		return ""
	}
	return fmt.Sprintf(" Uppgift från %d av %d vårdcentraler.", said, r.Of)
}

// perEach is the same figure the other way round: 0,53 is 1 887 to each.
func perEach(perThousand float64) string { return whole(int(math.Round(1000 / perThousand))) }

func (r RegionStaffing) perThousand(rule Indicators) StaffingLine {
	l := StaffingLine{Label: "Specialister per 1 000 invånare", Value: r.PerThousand, Decimals: 2}
	if r.ByListed {
		l.Label = "Specialister per 1 000 listade"
	}
	if !r.PerThousand.Said {
		return l.fillIn("Specialister och Listade")
	}
	var against []string
	if v := r.PerThousand.Value; v > 0 {
		against = append(against, fmt.Sprintf("%s per specialist", perEach(v)))
	}
	if n := rule.NationalPerThousand; n > 0 {
		against = append(against, fmt.Sprintf("riket %s (%s)", decimal(n), perEach(n)))
	}
	if n := rule.PerSpecialist; n > 0 {
		against = append(against, fmt.Sprintf("riktvärdet %s är %s", whole(int(n)), decimal(1000/n)))
	}
	l.Words = sentences(against) + r.of(r.SpecialistsOf)
	return l
}

func (r RegionStaffing) perSpecialist(rule Indicators) StaffingLine {
	l := StaffingLine{Label: "Listade per specialist", Value: r.PerSpecialist}
	switch {
	case !r.PerSpecialist.Said:
		return l.fillIn("Specialister och Listade")
	case rule.PerSpecialist > 0:
		l.Words = fmt.Sprintf("Riktvärde %s, varken golv eller tak.", whole(int(rule.PerSpecialist)))
	}
	return l
}

// need is F12: listed − 1 100 · specialists − 550 · ST.
func (r RegionStaffing) need(rule Indicators) StaffingLine {
	l := StaffingLine{Label: "Behov, i listade", Value: r.Need}
	switch {
	case rule.PerSpecialist <= 0:
		l.Words = "Regelverket har inget riktvärde."
	case !r.Need.Said:
		return l.fillIn("Specialister och Listade")
	default:
		l.Words = fmt.Sprintf("Listade − %s · specialister − %s · ST", whole(int(rule.PerSpecialist)), whole(int(rule.PerTrainee)))
		if n := math.Ceil(r.Need.Value / rule.PerSpecialist); n > 0 {
			l.Words += fmt.Sprintf("; motsvarar %s", plural(int(n), "specialist till", "specialister till"))
		}
		l.Words += "." + r.of(r.SpecialistsOf)
	}
	return l
}

func (r RegionStaffing) named(rule Indicators) StaffingLine {
	l := StaffingLine{Label: "Fast läkarkontakt, %", Value: r.NamedDoctor, Decimals: 1}
	if !r.NamedDoctor.Said {
		return l.fillIn("Fast läkarkontakt %")
	}
	if rule.NamedDoctor > 0 {
		l.Words = fmt.Sprintf("Mål minst %s %%", decimal(rule.NamedDoctor))
		switch short := rule.NamedDoctor - r.NamedDoctor.Value; {
		case short > 0:
			l.Words += fmt.Sprintf(", %s under", decimal(math.Max(short, 0.01)))
		default:
			l.Words += ", nått"
		}
		l.Words += fmt.Sprintf("; %s ligger under.", plural(r.NamedBelow, "vårdcentral", "vårdcentraler"))
	}
	l.Words = strings.TrimSpace(l.Words + r.of(r.NamedOf))
	return l
}

// leaving sets the posts that will be empty beside those who become specialists.
func (r RegionStaffing) leaving() StaffingLine {
	l := StaffingLine{Label: "Vakanser och pensioner, 5 år", Value: Amount{r.Vacant + r.Retiring, true}, Decimals: AsWritten}
	l.Words = fmt.Sprintf("%s vakanta, %s går i pension; %s blir klara inom fem år.",
		decimal(r.Vacant), decimal(r.Retiring), plural(r.Outcome.Finishing, "ST-läkare", "ST-läkare"))
	if o := r.Outcome; o.Stayed+o.Left+o.Unknown > 0 {
		l.Words += fmt.Sprintf(" Klara de senaste fem åren: %d kvar, %d lämnade, %d okänt.", o.Stayed, o.Left, o.Unknown)
	}
	return l
}

func (r RegionStaffing) locums() StaffingLine {
	l := StaffingLine{Label: "Hyrläkare, %", Value: r.Locums, Decimals: 1}
	if !r.Locums.Said {
		return l.fillIn("Hyrläkare %")
	}
	l.Words = "Medel, vägt med listade." + r.of(r.LocumsOf)
	return l
}

func (r RegionStaffing) supervisors(rule Indicators) StaffingLine {
	l := StaffingLine{Label: "ST per handledare", Value: r.PerSupervisor, Decimals: 1}
	if !r.PerSupervisor.Said {
		return l.fillIn("Handledare")
	}
	l.Words = "Regelverket säger inget högsta antal."
	if rule.PerSupervisor > 0 {
		l.Words = fmt.Sprintf("Riktvärde högst %s.", decimal(rule.PerSupervisor))
	}
	l.Words += r.of(r.Taught)
	return l
}

// lineRoom is how many letters Words has room for.
const lineRoom = 100

// few joins as many as there is room for, one at least, and counts the rest.
func few(words []string, by string) string {
	s := words[0]
	for i, w := range words[1:] {
		if utf8.RuneCountInString(s+by+w) > lineRoom {
			return fmt.Sprintf("%s och %d till", s, len(words)-1-i)
		}
		s += by + w
	}
	return s
}

func (s Staffing) lending() StaffingLine {
	l := StaffingLine{Label: "Utlånade handledardagar/vecka", Value: Amount{s.Region.Lends, true}, Decimals: AsWritten, Words: "Ingen är inskriven i bladet Vårdcentraler."}
	var all []string
	for _, x := range s.Lent {
		w := x.From + " till " + x.To
		if x.DaysPerWeek > 0 {
			w += " " + decimal(x.DaysPerWeek)
		}
		switch {
		case x.SeniorAdvisor && x.OnSite:
			w += " (senior advisor, på plats)"
		case x.SeniorAdvisor:
			w += " (senior advisor)"
		case x.OnSite:
			w += " (på plats)"
		}
		all = append(all, w)
	}
	if len(all) > 0 {
		l.Words = few(all, ", ") + "."
	}
	return l
}

func (s Staffing) tracks() StaffingLine {
	l := StaffingLine{Label: "I utbildning, efter typ", Value: Amount{float64(s.Region.Trainees), true}}
	var all []string
	for _, t := range s.Tracks {
		all = append(all, fmt.Sprintf("%s %d", cmp.Or(t.Track, "utan uppgift"), t.N))
	}
	if len(all) > 0 {
		l.Words = strings.Join(all, ", ") + "."
	}
	if s.EducationKnown > 0 {
		l.Words += fmt.Sprintf(" Utbildade utomlands: %d av %d där det är känt.", s.Abroad, s.EducationKnown)
	}
	return l
}

// early are the year's early employments, the health centres with most first.
func (j Judgement) early() StaffingLine {
	l := StaffingLine{Label: "Anställda före beslut i år", Value: Amount{Said: true}}
	names := map[string]string{}
	for _, c := range j.Staffing.Centres {
		names[c.CentreID] = c.Centre
	}
	var at []CentreFigures
	for _, c := range j.Centres {
		if c.EarlyThisYear > 0 {
			at = append(at, c)
			l.Value.Value += float64(c.EarlyThisYear)
		}
	}
	slices.SortStableFunc(at, func(a, b CentreFigures) int {
		return cmp.Or(cmp.Compare(b.EarlyThisYear, a.EarlyThisYear), cmp.Compare(names[a.CentreID], names[b.CentreID]))
	})
	var all []string
	for _, c := range at {
		w := fmt.Sprintf("%s %d", names[c.CentreID], c.EarlyThisYear)
		if c.Early > c.EarlyThisYear {
			w += fmt.Sprintf(" (%d genom åren)", c.Early)
		}
		all = append(all, w)
	}
	if len(all) > 0 {
		l.Words = few(all, ", ") + "."
	}
	return l
}

// warningWords name what the warnings of a kind are about.
var warningWords = []struct{ code, words string }{
	{CodeSPUR, "SPUR för gammal"}, {codeUntaught, "utan specialist och handledare"},
	{codeManyTrained, "många ST per handledare"}, {codeExemptionLimited, "dispenser över gränsen"},
}

func (s Staffing) warned() StaffingLine {
	l := StaffingLine{Label: "Att se över", Value: Amount{float64(len(s.Warnings)), true}}
	names := map[string]string{}
	for _, c := range s.Centres {
		names[c.CentreID] = c.Centre
	}
	var kinds []string
	for _, k := range warningWords {
		var at []string
		for _, w := range s.Warnings {
			if w.Code == k.code {
				at = append(at, names[w.CentreID])
			}
		}
		if len(at) > 0 {
			kinds = append(kinds, Upper(k.words)+": "+few(at, ", "))
		}
	}
	if len(kinds) > 0 {
		l.Words = strings.Join(kinds, ". ") + "."
	}
	return l
}

// Watch is what to look over, in a sentence for those who administer; "" where there
// is nothing.
func (s Staffing) Watch() string {
	l := s.warned()
	if l.Words == "" {
		return ""
	}
	return "Att se över hos vårdcentralerna, utan att det hindrar något beslut. " + l.Words
}

// sentences writes parts as one sentence.
func sentences(parts []string) string {
	if len(parts) == 0 {
		return ""
	}
	return Upper(strings.Join(parts, "; ")) + "."
}
