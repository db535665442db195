package master

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"stintag/process"
)

// words is a page of two columns that grows downwards.
type words struct {
	page
	row int
}

func (w *words) say(caption, s string) {
	w.row++
	if caption != "" {
		w.put(w.row, 1, text(caption), labelStyle)
	}
	if s != "" {
		w.put(w.row, 2, text(s), wrapStyle)
	}
}

// gap leaves a row empty, one and no more.
func (w *words) gap() {
	if len(w.cells) > 0 && w.cells[len(w.cells)-1].row == w.row {
		w.row++
	}
}

// rules is the policy in words.
func rules(v View) page {
	w := &words{page: page{sheet: SheetRules}, row: 1}
	w.put(1, 1, text("Regelverket i ord"), titleStyle)
	w.say("", "Programmet föreslår efter de här reglerna; en människa beslutar. Bladet skrivs av programmet, utom den gula rutan. Reglerna ändras i regelverkets fil.")
	w.ask(v)
	p := v.World.Policy
	if p == nil {
		return w.page
	}
	w.say("Regelverk", p.Title)
	w.say("Namn och version", p.Label())
	w.say("Läge", p.Status)
	w.say("Källa", p.Source)
	w.gap()
	w.ranking(p)
	w.criteria(p, v.Judgement.Decisive)
	w.say("Anställd före beslut", employmentWords(p.Employment))
	if p.NoticeDays > 0 {
		w.say("I god tid", fmt.Sprintf("Möjlig start tidigare än %d dagar efter att anmälan kom in ger en anmärkning.", p.NoticeDays))
	}
	if slices.ContainsFunc(p.Criteria, func(c process.Criterion) bool { return c.By == process.ByContactDate }) {
		w.say("Kontaktdatum", followsWords(p.ContactDateFollows))
	}
	w.gap()
	w.stops(p.Stops)
	w.say("För en plats på listan", fieldWords(p.Required.ForList))
	w.say("Inför beslut", fieldWords(p.Required.ForDecision))
	w.gap()
	w.posts(p)
	w.quality(p)
	for _, b := range p.Budget {
		w.say("Ram "+strconv.Itoa(b.Year), frameWords(b))
	}
	w.rates(p)
	if len(p.Rounds) > 0 {
		w.say("Beslutstillfällen", joined(p.Rounds))
	}
	w.gap()
	for _, t := range p.Targets {
		w.say("Mål", fmt.Sprintf("%s%s: %s", targetWords(t.What), targetBy(t), swedish(t.Value)))
	}
	w.future(p)
	w.gap()
	w.people(p)
	w.region(p)
	w.inWordsOf(p, rulesRow)
	return w.page
}

// ranking says how the criteria put cases in order, and who competes with whom.
func (w *words) ranking(p *process.Policy) {
	s := "Kriterierna prövas i den här ordningen. Det första som skiljer två ärenden åt avgör."
	if p.Ranking.ByPoints {
		s = "Varje kriterium ger poäng, och summan avgör. Vid lika summa avgör kriterierna i den här ordningen."
	}
	if p.Ranking.WithinCentre {
		s += " Sökande jämförs bara inom sin vårdcentral; det finns ingen kö mellan vårdcentraler."
	}
	w.say("Rangordning", s)
}

// criteria are told with how often each settled who came first (D3).
func (w *words) criteria(p *process.Policy, decisive []process.CriterionCount) {
	for i, c := range p.Criteria {
		s := c.Label
		if s == "" {
			s = string(c.By)
		}
		s += " – " + directionWords(c)
		if p.Ranking.ByPoints {
			s += "; " + pointWords(c)
		}
		w.say("Kriterium "+strconv.Itoa(i+1), s)
		if i < len(decisive) {
			w.put(w.row, 3, text(fmt.Sprintf("Avgjorde %d av %d jämförelser.", decisive[i].Decided, decisive[i].Of)), asideTop)
		}
	}
	w.say("Vad som avgjorde", decisiveWords(p, decisive))
	w.row++
}

// decisiveWords tell how often each criterion decided, and how often none did.
func decisiveWords(p *process.Policy, decisive []process.CriterionCount) string {
	if len(decisive) == 0 || decisive[0].Of == 0 {
		return "Inget har jämförts: färre än två ärenden rangordnas."
	}
	of, rest := decisive[0].Of, decisive[0].Of
	var parts []string
	for i, d := range decisive {
		if rest -= d.Decided; d.Decided > 0 && i < len(p.Criteria) {
			parts = append(parts, fmt.Sprintf("kriterium %d i %d", i+1, d.Decided))
		}
	}
	if rest > 0 {
		parts = append(parts, fmt.Sprintf("ärendenumret i %d, där allt annat var lika", rest))
	}
	compared := "Varje ärende i turordningen har jämförts med det närmast före: " + strconv.Itoa(of) + " jämförelser"
	if of == 1 {
		compared = strings.TrimSuffix(compared, "r")
	}
	return compared + ". Det som avgjorde var " + strings.Join(parts, ", ") + "."
}

func directionWords(c process.Criterion) string {
	var s string
	switch c.By {
	case process.ByPriorityArea:
		s = "prioriterat område först"
	case process.BySpread:
		s = "färst ST-läkare först"
		if c.Per == "listed" {
			s = "färst ST-läkare per listad först"
		}
	case process.ByOwnPriority:
		s = "lägst nummer först"
	default:
		s = "tidigast först"
	}
	if c.Descending {
		s = map[string]string{"tidigast först": "senast först", "prioriterat område först": "prioriterat område sist", "lägst nummer först": "högst nummer först"}[s]
		if s == "" {
			s = "flest ST-läkare först"
		}
	}
	switch c.Coarse {
	case "year":
		s += "; bara året jämförs"
	case "month":
		s += "; bara år och månad jämförs"
	}
	return s
}

// pointWords tell where a criterion gives all its points, and where none.
func pointWords(c process.Criterion) string {
	s := "högst " + swedish(c.Points) + " poäng"
	best, worst := swedish(c.BestValue), swedish(c.WorstValue)
	switch c.By {
	case process.ByPriorityArea:
		return s
	case process.ByLicenceDate, process.ByPossibleStart, process.ByContactDate:
		best, worst = c.BestDate.String(), c.WorstDate.String()
	}
	return s + ", alla vid " + best + " och inga vid " + worst
}

func employmentWords(e process.EarlyEmployment) string {
	switch e {
	case process.EarlyWarn:
		return "Den som har ST-avtal på vårdcentralen före beslutet får en vänlig påminnelse om att invänta beslut."
	case process.EarlyRequire:
		return "Läkaren ska vara anställd på vårdcentralen innan finansiering kan beviljas."
	case process.EarlyNeutral:
		return "Anställning före beslut påverkar inget."
	}
	return "–"
}

func followsWords(f string) string {
	if f == "clinic" {
		return "Vid byte av vårdcentral börjar kontaktdatumet om."
	}
	return "Kontaktdatumet följer läkaren också till en annan vårdcentral."
}

func (w *words) stops(stops []process.Stop) {
	for _, s := range stops {
		var kinds []string
		for _, k := range s.Kinds {
			kinds = append(kinds, string(k))
		}
		when := "från " + s.From.String()
		if !s.To.IsZero() {
			when += " till och med " + s.To.String()
		}
		w.say("Stopp", strings.TrimSpace(fmt.Sprintf("%s med möjlig start %s. %s", strings.Join(kinds, ", "), when, s.Why)))
	}
	if len(stops) == 0 {
		w.say("Stopp", "Inga.")
	}
	w.row++
}

func fieldWords(fs []process.Field) string {
	var ls []string
	for _, f := range fs {
		l := f.Label()
		if l == "" {
			l = string(f)
		}
		ls = append(ls, l)
	}
	if len(ls) == 0 {
		return "Inget särskilt."
	}
	return strings.Join(ls, ", ")
}

func targetWords(what string) string {
	switch what {
	case "st":
		return "ST-läkare i utbildning"
	case "completions":
		return "Nya specialister om året"
	}
	return what
}

func frameWords(b process.BudgetYear) string {
	var s string
	if b.Decided {
		s = swedish(b.Frame) + " kr"
	} else {
		s = noFrame
	}
	if b.PerMonth > 0 {
		s += "; schablon " + swedish(b.PerMonth) + " kr per månad"
	}
	return s + ". En ifylld cell i bladet Budget går före."
}

func joined(ds []process.Date) string {
	var ss []string
	for _, d := range ds {
		ss = append(ss, d.String())
	}
	return strings.Join(ss, ", ")
}

// swedish writes a number with blanks between thousands and a decimal comma.
func swedish(n float64) string {
	s := shortest(n)
	whole, frac, _ := strings.Cut(s, ".")
	sign := ""
	if t, ok := strings.CutPrefix(whole, "-"); ok {
		sign, whole = "-", t
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "\u00a0" + whole[i:]
	}
	if frac != "" {
		frac = "," + frac
	}
	return sign + whole + frac
}
