package process

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

const (
	longestWithAddress = 200 // bytes; what is longer is no name with an address
	mostParts          = 6   // of a name with what is written beside it
	mostAskedOf        = 3   // health centres that a sender is asked to choose between
)

// called is one name of a health centre by the words that tell it from others.
type called struct {
	centre int // index into register.centres
	stem   string
	words  []string // none where the name is figures alone, as an id may be
}

// names are all names of all health centres that have words of their own.
func (r *register) names() []called {
	if r.called != nil {
		return r.called
	}
	r.called = make([]called, 0, 2*len(r.centres))
	for i, c := range r.centres {
		for _, name := range namesOf(c) {
			stem := unitStem(name)
			if stem == "" {
				continue
			}
			n := called{centre: i, stem: stem}
			if strings.IndexFunc(stem, unicode.IsLetter) >= 0 {
				n.words = wordsOfStem(stem)
			}
			r.called = append(r.called, n)
		}
	}
	return r.called
}

// slips are the health centres that a name as carelessly written may be.
func (r *register) slips(key string) []int {
	var hits []int
	for _, n := range r.names() {
		if !slices.Contains(hits, n.centre) && (n.stem == key || near(n.stem, key)) {
			hits = append(hits, n.centre)
		}
	}
	return hits
}

// within finds the health centre whose name stands alone between commas or brackets,
// where what stands beside it only says more of it: an address, who runs it. Anything
// there that may be another unit, known or not, and none is found: a form for another
// health centre than its sender's is held back, so that none is better than a wrong one.
func (r *register) within(written string) (HealthCentre, bool) {
	parts := partsOf(written)
	if len(parts) < 2 || len(parts) > mostParts {
		return HealthCentre{}, false
	}
	var named, bare []int // health centres: sure ones, and by what may be a town
	first, others := "", parts[:0:0]
	for _, part := range parts {
		switch at := r.exactly(part); {
		case len(at) == 0:
			others = append(others, part)
		case saysUnit(part) || fold(part) == fold(r.centres[at[0]].ID):
			named = append(named, at...)
		default:
			bare = append(bare, at...)
			first = cmp.Or(first, part)
		}
	}
	c, _, ok := r.one(named, false)
	if len(named) == 0 {
		c, _, ok = r.one(bare, false)
		ok = ok && leads(first, parts) && !slices.ContainsFunc(others, func(part string) bool { return !ofRegion(part) && !address.MatchString(fold(part)) })
	}
	if !ok || r.rivalled(c, written) || slices.ContainsFunc(others, func(part string) bool { return r.elsewhere(c, part) }) {
		return HealthCentre{}, false
	}
	return c, true
}

// leads says whether nothing but the region stands before a part; the town that an
// address ends with may be named as a health centre is.
func leads(part string, parts []string) bool {
	return !slices.ContainsFunc(parts[:slices.Index(parts, part)], func(before string) bool { return !ofRegion(before) })
}

// partsOf are the parts that commas, brackets, lines and free dashes make of a text.
func partsOf(written string) []string {
	if len(written) > longestWithAddress {
		return nil
	}
	var parts []string
	for _, part := range strings.FieldsFunc(freeDash.Replace(written), func(r rune) bool { return strings.ContainsRune(",;:()[]|\r\n", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

var freeDash = strings.NewReplacer(" - ", ",", " \u2013 ", ",", " \u2014 ", ",")

// exactly are the health centres that have the name, in the strictest way that any has.
func (r *register) exactly(written string) []int {
	for way, as := range waysOfNaming {
		if key := as(written); key != "" {
			if hits := r.by(way)[key]; len(hits) > 0 {
				return hits
			}
		}
	}
	return nil
}

// rivalled says whether a text has all words of another health centre's name, in
// whatever order, that are not all in a name of this one: "Sala, Norra vägen" may be Sala Norra.
func (r *register) rivalled(c HealthCentre, written string) bool {
	var own [][]string
	for _, name := range namesOf(c) {
		own = append(own, wordsOfStem(unitStem(name)))
	}
	return slices.ContainsFunc(r.namedIn(written), func(n called) bool {
		return r.centres[n.centre].ID != c.ID && !slices.ContainsFunc(own, func(words []string) bool { return allIn(n.words, words) })
	})
}

// namedIn are the names whose words all stand in the text.
func (r *register) namedIn(written string) []called {
	if len(written) > longestWithAddress {
		return nil
	}
	words := wordsOfStem(unitStem(written))
	var all []called
	for _, n := range r.names() {
		if len(n.words) > 0 && allIn(n.words, words) {
			all = append(all, n)
		}
	}
	return all
}

// wordsOfStem are the words of a stem, without dots.
func wordsOfStem(stem string) []string {
	return strings.FieldsFunc(plain(stem), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func allIn(words, of []string) bool {
	for _, w := range words {
		if !slices.Contains(of, w) {
			return false
		}
	}
	return true
}

// elsewhere says whether what stands beside a health centre's name may be another unit.
func (r *register) elsewhere(c HealthCentre, part string) bool {
	if unitName(part) == "" || ofRegion(part) {
		return false
	}
	return saysUnit(part) || oneOfSome.MatchString(fold(part)) || elsewhither.MatchString(fold(part)) || slices.ContainsFunc(r.slips(looseStem(part)), func(i int) bool { return r.centres[i].ID != c.ID })
}

// elsewhither are words that take back the name beside them, or lead away from it.
var elsewhither = regexp.MustCompile(`\b(?:nej|inte|till|från)\b`)

// oneOfSome tells health centres with one name apart: Sala 2, Sala Väst.
var oneOfSome = regexp.MustCompile(`^(?:\d{1,2}|i{1,3}|[a-d]|norr|norra|söder|syd|södra|öst|öster|östra|väst|väster|västra|centrum|city)$`)

// unitParts are what words for other kinds of unit have in them, as plain writes them.
var unitParts = []string{"vardcentral", "halsocentral", "mottagning", "lakarhus", "lakargrupp", "sjukhus", "lasarett", "klinik", "filial"}

// saysUnit says whether a text has a word for a kind of unit, with a slip even.
func saysUnit(part string) bool {
	return slices.ContainsFunc(strings.Fields(plain(fold(apart.Replace(part)))), func(word string) bool {
		return unitWords[word] || slipsUnitWord(word) || slices.ContainsFunc(unitParts, func(p string) bool { return strings.Contains(word, p) })
	})
}

func ofRegion(part string) bool { return strings.HasPrefix(fold(part), "region ") && !saysUnit(part) }

// address is a street with its number, a box, or a postcode with its town.
var address = regexp.MustCompile(`^(?:[\p{L}.' -]*(?:gatan?|vägen|väg|torget|torg|gränd(?:en)?|plan(?:en)?|stig(?:en)?|allén?|esplanad(?:en)?) \d+ ?\p{L}?|box \d+|(?:se[- ])?\d{3} ?\d{2} [\p{L} ]+)$`)

// suggest gives the names that an unknown one may mean: those that all stand in it,
// the fullest, else the one that it resembles most.
func (r *register) suggest(written string) []string {
	all := r.namedIn(written)
	var names []string
	for _, n := range all {
		part := slices.ContainsFunc(all, func(m called) bool { return len(m.words) > len(n.words) && allIn(n.words, m.words) })
		if name := r.centres[n.centre].Name; !part && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > mostAskedOf {
		return nil
	}
	if len(names) == 0 {
		if one := suggestCentre(r.centres, written); one != "" {
			return []string{one}
		}
	}
	return names
}
