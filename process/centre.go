package process

import (
	"slices"
	"strings"
)

// unitWords are what people put before or after a health centre's own name, as
// plain writes them.
var unitWords = map[string]bool{
	"vardcentral": true, "vardcentralen": true, "vardcentraler": true, "vc": true, "vardc": true,
	"huslakarmottagning": true, "huslakarmottagningen": true, "huslakarna": true,
	"halsocentral": true, "halsocentralen": true, "hc": true, "familjelakarmottagning": true, "familjelakarmottagningen": true,
}

// FindCentre finds the health centre that somebody wrote, by id, name or alias.
// A slip of the pen is forgiven where only one health centre is that near, and so is
// an address beside the name: exact is then false. Where two fit alike, none is found; a register is never
// guessed at. Two rows with one id are one health centre, and the first counts.
func FindCentre(centres []HealthCentre, written string) (c HealthCentre, exact, ok bool) {
	return (&register{centres: centres}).find(written)
}

// register finds health centres by name; each way of comparing names is gone
// through once, when it is first needed.
type register struct {
	centres []HealthCentre
	named   [len(waysOfNaming)]map[string][]int // indexes into centres
	called  []called
}

// waysOfNaming are how names are compared, the strictest first.
var waysOfNaming = [...]func(string) string{fold, unitName, unitStem}

func (r *register) find(written string) (c HealthCentre, exact, ok bool) {
	if fold(written) == "" {
		return HealthCentre{}, false, false
	}
	if hits := r.exactly(written); len(hits) > 0 {
		return r.one(hits, true)
	}
	if key := looseStem(written); key != "" {
		if hits := r.slips(key); len(hits) > 0 {
			return r.one(hits, false)
		}
	}
	c, ok = r.within(written)
	return c, false, ok
}

// by are the health centres by their names as compared in one of the ways.
func (r *register) by(way int) map[string][]int {
	if r.named[way] != nil {
		return r.named[way]
	}
	named := map[string][]int{}
	for i, c := range r.centres {
		for _, name := range namesOf(c) {
			if key := waysOfNaming[way](name); key != "" && !slices.Contains(named[key], i) {
				named[key] = append(named[key], i)
			}
		}
	}
	r.named[way] = named
	return named
}

// one is the health centre that all hits are, if they are.
func (r *register) one(hits []int, exact bool) (HealthCentre, bool, bool) {
	if len(hits) == 0 || slices.ContainsFunc(hits, func(i int) bool { return r.centres[i].ID != r.centres[hits[0]].ID }) {
		return HealthCentre{}, false, false
	}
	return r.centres[hits[0]], exact, true
}

func namesOf(c HealthCentre) []string {
	return append([]string{c.ID, c.Name}, c.Aliases...)
}

// unitName is the name without the words that say what kind of unit it is.
func unitName(s string) string {
	var kept []string
	for _, word := range strings.Fields(fold(apart.Replace(s))) {
		if !unitWords[plain(word)] {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

// unitStem is unitName without the genitive: Köpings vårdcentral is Köping.
func unitStem(s string) string {
	words := strings.Fields(unitName(s))
	for i, word := range words {
		if len(word) > 3 {
			words[i] = strings.TrimSuffix(word, "s")
		}
	}
	return strings.Join(words, " ")
}

// looseStem is unitStem of a name as carelessly written: with a slip in the words
// for the kind of unit, or with the region after it.
func looseStem(s string) string {
	if before, rest, ok := strings.Cut(s, ","); ok && strings.HasPrefix(fold(rest), "region") {
		s = before
	}
	var kept []string
	for _, word := range strings.Fields(unitStem(s)) {
		if !slipsUnitWord(plain(word)) {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

func slipsUnitWord(word string) bool {
	for w := range unitWords {
		if len(w) >= longUnitWord && distance(w, word, 1) <= 1 {
			return true
		}
	}
	return false
}

// longUnitWord is in letters; a slip in a shorter word may be a name.
const longUnitWord = 10

// near says whether one is a slip of the other: one letter in short names, two
// in long ones. Dots and rings left out, however many, are one slip. Figures tell units apart (Sala 1, Sala 2) and are no slips.
func near(a, b string) bool {
	if digits(a) != digits(b) {
		return false
	}
	limit := 0
	switch n := min(len([]rune(a)), len([]rune(b))); {
	case n >= 8:
		limit = 2
	case n >= 4:
		limit = 1
	}
	return limit > 0 && (distance(a, b, limit) <= limit || distance(plain(a), plain(b), limit) < limit)
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// suggestCentre is the name that an unknown one resembles most, "" where none
// or several do: it shares a word of its own with it, or is a third off at most.
func suggestCentre(centres []HealthCentre, written string) string {
	key := looseStem(written)
	limit := len([]rune(key)) / 3
	best, at, alone := "", limit+1, true
	for _, c := range centres {
		d := limit + 1
		for _, name := range namesOf(c) {
			stem := unitStem(name)
			d = min(d, distance(stem, key, limit), 1+distance(plain(stem), plain(key), limit))
			if sharesWord(stem, key) {
				d = min(d, limit)
			}
		}
		switch {
		case d > limit:
		case d < at:
			best, at, alone = c.Name, d, true
		case d == at && c.Name != best:
			alone = false
		}
	}
	if !alone {
		return ""
	}
	return best
}

func sharesWord(a, b string) bool {
	for _, x := range strings.Fields(a) {
		for _, y := range strings.Fields(b) {
			if x == y && len(x) > 3 {
				return true
			}
		}
	}
	return false
}

// CentresOf gives the health centres that an address may write for.
func CentresOf(centres []HealthCentre, address string) []HealthCentre {
	address = strings.ToLower(strings.TrimSpace(address))
	if address == "" {
		return nil
	}
	var hits []HealthCentre
	for _, c := range centres {
		for _, a := range c.Addresses {
			if strings.ToLower(strings.TrimSpace(a)) == address {
				hits = append(hits, c)
				break
			}
		}
	}
	return hits
}
