package policy

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"stintag/process"
)

// Oddity is something that is allowed and yet strange: told to whoever writes the
// rules, in Swedish, and never in the way of a run.
type Oddity struct {
	Line int          // in the file; 0 where it stands nowhere
	From process.Date // of the version it is in; zero where that one holds today
	Text string
}

// odd gathers what is strange in one version, on a day.
type odd struct {
	rules   *Rules
	version *version
	today   process.Date
	found   []Oddity
}

func (o *odd) say(path, format string, args ...any) {
	line := 0
	if path != "" {
		line = o.rules.place(o.version, path).line
	}
	o.found = append(o.found, Oddity{Line: line, Text: fmt.Sprintf(format, args...)})
}

// Odd tells what is strange in the rules as they are today and will be, by line.
// What only former versions held is nobody's business any more.
func (r *Rules) Odd(today process.Date) []Oddity {
	var all []Oddity
	told := map[Oddity]bool{}
	add := func(found []Oddity, from process.Date) {
		for _, f := range found {
			if !told[f] {
				told[f] = true
				f.From = from
				all = append(all, f)
			}
		}
	}
	now := r.version(today)
	for i := range r.versions {
		v := &r.versions[i]
		o := odd{rules: r, version: v, today: today}
		switch {
		case v == now:
			o.look()
			add(o.found, process.Date{})
		case v.from.After(today):
			o.look()
			add(o.found, v.from)
		}
	}
	o := odd{rules: r, version: &version{}, today: today}
	o.changes()
	add(o.found, process.Date{})
	slices.SortStableFunc(all, func(a, b Oddity) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Text, b.Text)) })
	return all
}

func (o *odd) look() {
	p := o.version.policy
	if p.Status == "föreslagen" {
		path := ""
		if o.version.doc.Status.word != "" {
			path = "status"
		}
		o.say(path, `Regelverket %s är föreslaget, inte beslutat: det står så under varje förslag. Skriv status = "beslutad" när beslutet finns.`, p.Label())
	}
	o.ranking(p)
	o.periods(p)
	o.rates(p)
	o.allotment(p)
	o.corridor(p)
	o.targets(p)
	o.intake(p)
	o.contacts(p)
	o.offer(p)
}

// offer tells of an answer that is due after the employment it is about.
func (o *odd) offer(p *process.Policy) {
	answer, employ := p.Offer.AnswerWithin, p.Offer.EmployWithin
	if !answer.IsZero() && !employ.IsZero() && answer.After(o.today).After(employ.After(o.today)) {
		o.say("offer.answer_within", "Svaret ska komma inom %s, men anställningen vara klar redan inom %s: påminnelsen kommer då för sent.", answer, employ)
	}
}

// ranking tells of criteria that decide nothing, or not what they seem to (D3).
func (o *odd) ranking(p *process.Policy) {
	for i, c := range p.Criteria {
		at := row("criterion", i)
		if c.By == process.ByLicenceDate && c.Coarse == "" && !p.Ranking.ByPoints && i < len(p.Criteria)-1 {
			o.say(at, "Legitimationsdatum jämförs på dagen och står före andra kriterier: två läkare har sällan samma dag, så kriterierna efter avgör nästan aldrig. coarse = \"year\" jämför åren.")
		}
		if c.By == process.ByOwnPriority && !p.Ranking.WithinCentre {
			o.say(at, "Vårdcentralens egen prioritering jämförs i hela regionen: en vårdcentrals etta är lika mycket värd som en annans. within = \"centre\" jämför bara inom vårdcentralen.")
		}
		if p.Ranking.ByPoints && c.Points == 0 {
			o.say(at, "Rangordningen är efter poäng, men kriterium %d ger inga: det avgör bara vid lika poäng.", i+1)
		}
		if d := o.version.doc.Criteria[i]; !p.Ranking.ByPoints && (d.Points != 0 || d.Best != nil || d.Worst != nil) {
			o.say(at, "Kriterium %d har poäng, men rangordningen är inte efter poäng: de räknas inte. [ranking] method = \"points\" räknar dem.", i+1)
		}
	}
	if p.Allotment.On() && !p.Ranking.WithinCentre {
		o.say("ranking.within", "Platserna tilldelas per vårdcentral, men sökande rangordnas i hela regionen: en kö mellan vårdcentraler finns kvar. [ranking] within = \"centre\" tar bort den.")
	}
}

// periods tells of what is over.
func (o *odd) periods(p *process.Policy) {
	for i, s := range p.Stops {
		if !s.To.IsZero() && s.To.Before(o.today) {
			o.say(row("stop", i), "Stoppet för %s slutade %s: det gäller bara start till och med den dagen.", kinds(s.Kinds), s.To)
		}
	}
	for i, l := range p.Limits {
		if !l.To.IsZero() && l.To.Before(o.today) {
			o.say(row("limit", i), "Begränsningen av nya ST (högst %d) slutade %s.", l.MostNew, l.To)
		}
	}
	if n := len(p.Rounds); n > 0 && slices.MaxFunc(p.Rounds, process.Date.Compare).Before(o.today) {
		o.say("rounds.dates", "Alla beslutsdagar har passerat: breven kan inte säga när nästa beslut fattas.")
	}
	if p.Projection.Until != 0 && p.Projection.Until < o.today.Year {
		o.say("projection.until", "Prognosen slutar %d, som har passerat.", p.Projection.Until)
	}
}

func kinds(ks []process.Kind) string {
	return strings.Join(each(ks, func(k process.Kind) string { return string(k) }), ", ")
}

// contacts tells which topics nobody answers for, where the policy names anyone.
func (o *odd) contacts(p *process.Policy) {
	if len(p.Contacts) == 0 {
		return
	}
	var nobodys []string
	for _, t := range process.Topics {
		if !slices.ContainsFunc(p.Contacts, func(c process.Contact) bool { return slices.Contains(c.Topics, t) }) {
			nobodys = append(nobodys, string(t))
		}
	}
	if len(nobodys) > 0 {
		o.say("contact", "Ingen [[contact]] svarar för %s: där står konfigurationens kontakt.", strings.Join(nobodys, ", "))
	}
}

// changes tells of a change that changes nothing, whose values bear the version
// of those before, or that another on the same day overrules.
func (o *odd) changes() {
	r := o.rules
	for i := range r.changes {
		changed, named := false, false
		for v := range r.versions {
			if !slices.Contains(r.versions[v].applied, i) {
				continue
			}
			without := r.without(v, i)
			with := *r.versions[v].policy
			if reflect.DeepEqual(with, without) {
				continue
			}
			changed = true
			named = named || with.Version != without.Version
		}
		at := changePath(i)
		switch {
		case !changed:
			o.say(at, "Ändringen från %s ändrar inget: allt den säger gäller redan.", date(r.changes[i].From))
		case !named:
			o.say(at, "Ändringen från %s har ingen egen version: förslag före och efter bär samma. Skriv version i ändringen.", date(r.changes[i].From))
		}
		o.overruled(i)
	}
}

// without is a version's policy as it would be without one of its changes.
func (r *Rules) without(v, change int) process.Policy {
	doc := r.base
	for _, i := range r.versions[v].applied {
		if i != change {
			lay(reflect.ValueOf(&doc.rules).Elem(), reflect.ValueOf(r.changes[i].rules), changePath(i), r.places)
		}
	}
	return *doc.policy()
}

// overruled tells of a value that a later change on the same day says anew.
func (o *odd) overruled(i int) {
	r := o.rules
	for j := i + 1; j < len(r.changes); j++ {
		if r.changes[i].From != r.changes[j].From {
			continue
		}
		for f := range keysOf(reflect.TypeFor[rules]()) {
			key := f.Tag.Get("toml")
			for _, k := range keysSaid(f.Type, key) {
				if r.has(changePath(i)+"."+k) && r.has(changePath(j)+"."+k) {
					o.say(changePath(j)+"."+k, "Två ändringar från %s säger %s: den här gäller, den på rad %d gör det inte.",
						date(r.changes[i].From), k, r.places[changePath(i)+"."+k].line)
				}
			}
		}
	}
}

// keysSaid are a table's keys, or the key itself where it is a value or a list.
func keysSaid(t reflect.Type, key string) []string {
	if !isTable(t) {
		return []string{key}
	}
	var keys []string
	for f := range keysOf(t) {
		keys = append(keys, key+"."+f.Tag.Get("toml"))
	}
	return keys
}
