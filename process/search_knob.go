package process

import (
	"fmt"
	"strconv"
	"strings"
)

// knob is one thing that the search turns in steps: 0 as it is, most as far as it
// can be of use.
type knob struct {
	key   string
	value func(step int) int // as Set takes it
	most  int
	guess int // where the search begins, in steps; 0: it does not know
	words func(step int) (long, short string)
}

// frameStep is what a frame is searched in.
const frameStep = 1000

// neighbours are the keys to try besides the one that a case lacks room in: what may
// reach its health centre from the region.
func neighbours(key string) []string {
	if strings.HasPrefix(key, "listed.") {
		return []string{"funded", "per_listed"}
	}
	return nil
}

// turned is w with the knob so many steps up; a World without policy where it
// cannot be turned.
func (k knob) turned(w World, step int) World {
	changed, err := Set(w, k.key, strconv.Itoa(k.value(step)))
	if err != nil {
		return World{}
	}
	return changed
}

func (k knob) change(step int) Change {
	long, short := k.words(step)
	return Change{Key: k.key, Value: strconv.Itoa(k.value(step)), Words: long, Short: short}
}

// newKnob is the knob of a key; ok is false where the key cannot be turned in steps.
func newKnob(w World, now outlook, key string) (k knob, ok bool) {
	head, of, _ := strings.Cut(key, ".")
	all := len(w.Roster) + len(w.Cases) + 1 // more posts than anybody can need
	switch head {
	case "budget":
		return frameKnob(now, key, of)
	case "limit":
		n, err := strconv.Atoi(of)
		if err != nil || n < 1 || n > len(w.Policy.Limits) {
			return k, false
		}
		l := w.Policy.Limits[n-1]
		k = upward(key, l.MostNew, all, "gränsen för nya ST "+period(l.From, l.To))
		return k.shortly(func(n int) string {
			return plural(n, "plats", "platser") + " till inom gränsen " + period(l.From, l.To)
		}), true
	case "funded":
		if w.Policy.Allotment.Funded == 0 {
			return k, false
		}
		k = upward(key, w.Policy.Allotment.Funded, all, "antalet finansierade platser")
		return k.shortly(func(n int) string { return plural(n, "finansierad plats", "finansierade platser") + " till" }), true
	case "per_listed":
		return perListedKnob(w, key), w.Policy.Allotment.PerListed > 1
	case "listed":
		c, known := now.d.centres[of]
		most := w.Policy.Allotment.PerListed * all
		k = upward(key, c.Listed, most, "antalet listade på "+c.Name)
		return k.shortly(func(n int) string { return whole(n) + " fler listade på " + c.Name }), known && w.Policy.Allotment.On() && c.Listed+most <= mostCounted
	case "rotation":
		return rotationKnob(w, key, of)
	}
	return k, false
}

// upward is a number that is turned up one by one.
func upward(key string, from, most int, what string) knob {
	return knob{key: key, most: most, value: func(n int) int { return from + n }, words: func(n int) (string, string) {
		return fmt.Sprintf("%s höjs från %s till %s", what, whole(from), whole(from+n)), ""
	}}
}

// shortly is the knob with what a reason says of so many steps.
func (k knob) shortly(short func(step int) string) knob {
	words := k.words
	k.words = func(n int) (string, string) {
		long, _ := words(n)
		return long, short(n)
	}
	return k
}

func perListedKnob(w World, key string) knob {
	from := w.Policy.Allotment.PerListed
	return knob{key: key, most: max(0, from-1), value: func(n int) int { return from - n }, words: func(n int) (string, string) {
		return fmt.Sprintf("antalet listade per plats sänks från %s till %s", whole(from), whole(from-n)),
			fmt.Sprintf("en plats per %s listade", whole(from-n))
	}}
}

// frameKnob turns a year's frame up to what everybody ranked would cost.
func frameKnob(now outlook, key, of string) (k knob, ok bool) {
	year, err := strconv.Atoi(of)
	if err != nil {
		return k, false
	}
	frame, decided, need := 0.0, false, ore(0)
	for _, y := range now.d.money.years {
		if y.Year == year {
			frame, decided = y.Frame, y.Decided
		}
	}
	for _, of := range now.d.promised() {
		need += now.d.money.cost(year, of)
	}
	for _, e := range now.order {
		need += now.d.money.cost(year, e.post)
	}
	if need == 0 { // no rate: no frame can be held against it
		return k, false
	}
	from := int(frame) / frameStep
	k = knob{
		key: key, most: max(0, int(need.kronor())/frameStep+1-from), value: func(n int) int { return frameStep * (from + n) },
		guess: int(now.d.money.cost(year, now.e.post).kronor())/frameStep + 1,
	}
	k.words = func(n int) (string, string) {
		to := float64(k.value(n))
		if !decided {
			return fmt.Sprintf("en ram för %d beslutas på %s", year, kronor(to)), fmt.Sprintf("en ram för %d på %s", year, kronor(to))
		}
		return fmt.Sprintf("ramen för %d höjs från %s till %s (%s mer)", year, kronor(frame), kronor(to), kronor(to-frame)),
			fmt.Sprintf("%s mer i ramen för %d", kronor(to-frame), year)
	}
	return k, k.most > 0
}

// exampleRate is what a month of full time is taken to cost where nobody has said: no
// frame can be held against posts without a price. The words call it an example, and
// tell the frame in months too, which hold with any other rate.
const exampleRate = 50000

// priced is what a case needs whose year has no rate.
func (s *search) priced(now outlook, _ string) (r Remedy, ok bool) {
	year := now.e.post.start.Year
	rate := Change{Key: fmt.Sprintf("schablon.%d", year), Value: strconv.Itoa(exampleRate), Words: fmt.Sprintf(
		"schablonen för %d fastställs, till exempel till %s i månaden (%s om året för en läkare på heltid)", year, kronor(exampleRate), kronor(12*exampleRate))}
	w, err := Set(s.w, rate.Key, rate.Value)
	if err != nil {
		return Remedy{}, false
	}
	then := search{w: w, judge: s.judge, left: s.left}
	at := then.look(w)
	if ok = at.e.seated(); !ok && len(at.e.short) > 0 {
		r, ok = then.combine(at, at.e.short[0].Key)
	}
	s.left = then.left
	for i := range r.Changes {
		c := &r.Changes[i]
		of, isFrame := strings.CutPrefix(c.Key, "budget.")
		frame, err := strconv.ParseFloat(c.Value, 64)
		if of, no := strconv.Atoi(of); isFrame && err == nil && no == nil && at.d.money.rate(of, s.w.Today()).perMonth == exampleRate {
			c.Words = inBrackets(c.Words, "kostnaden för "+decimal(frame/exampleRate)+" heltidsmånader")
		}
	}
	return Remedy{append([]Change{rate}, r.Changes...)}, ok && s.left >= 0
}

// inBrackets adds a note to words, inside the brackets that end them.
func inBrackets(words, note string) string {
	if before, ends := strings.CutSuffix(words, ")"); ends {
		return before + "; " + note + ")"
	}
	return words + " (" + note + ")"
}

// rotationKnob gives a clinic as many places in all months, from the fewest that it
// has in any: that is what a what-if of the clinic sets.
func rotationKnob(w World, key, of string) (k knob, ok bool) {
	clinic, known := clinicOf(w, of)
	least, most, said := placesAt(w, clinic)
	if !known || !said {
		return k, false
	}
	k = upward(key, least, len(w.Roster)+len(w.Cases)+1, "")
	k.words = func(n int) (string, string) {
		to := plural(least+n, "plats", "platser")
		if least < most {
			return fmt.Sprintf("%s får %s alla månader (i dag mellan %d och %d)", clinic, to, least, most), to + " på " + clinic + " alla månader"
		}
		return fmt.Sprintf("platserna på %s höjs från %d till %d", clinic, most, least+n), plural(n, "plats", "platser") + " till på " + clinic
	}
	return k, true
}

// placesAt are the fewest and the most places that a clinic has in the months that
// sheet or policy has a number for.
func placesAt(w World, clinic string) (least, most int, said bool) {
	sheet, policy := map[Date]float64{}, map[Date]float64{}
	for _, r := range w.Rotations {
		if fold(r.Clinic) == fold(clinic) && r.Places.Said {
			sheet[r.Month] += r.Places.Value
		}
	}
	for _, r := range w.Policy.Rotations {
		if fold(r.Clinic) == fold(clinic) && r.Places.Said {
			policy[r.From] += r.Places.Value
		}
	}
	for _, months := range []map[Date]float64{sheet, policy} {
		for _, n := range months {
			if !said {
				least, most, said = int(n), int(n), true
			}
			least, most = min(least, int(n)), max(most, int(n))
		}
	}
	return least, most, said
}
