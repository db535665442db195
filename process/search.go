package process

import (
	"slices"
	"strings"
)

// The search for what would give a case a post turns one thing at a time in the
// World, and looks at the answer: it knows no rule, so that none can be forgotten.
//
// What is turned up or down in steps (a frame by 1 000 kr, places, limits and posts
// by one) is first turned as far as it goes, all that the case lacks together, and
// then each back in turn by bisection. So nothing found can be one step smaller with
// the rest of it as found. A start is moved to the first of a month, the nearest that
// does; a queue is shortened by one case, the nearest that does, or by the nearest
// ones, of which each is needed.

// mostJudgements bounds the search for one case. Where many cases are judged each
// time it is stopped sooner, after mostJudged cases in all but fewestJudgements at
// the least.
const (
	mostJudgements   = 250
	fewestJudgements = 40
	mostJudged       = 2_000_000
)

// Change is one thing that is otherwise in a what-if run.
type Change struct {
	Key, Value string // as Set takes them
	Words      string // Swedish: "ramen för 2025 höjs från 4 200 000 kr till 4 350 000 kr"
	Short      string // as a reason has it: "50 000 kr mer i ramen för 2025"; "" where none has
}

// Remedy is what would give a case a post: its changes together, none of them to
// be left out.
type Remedy struct{ Changes []Change }

// Remedies are what a search found.
type Remedies struct {
	Found []Remedy // each does by itself
	// Why tells why there is nothing to search for, or what no change mends; Swedish.
	Why string
	// Missing are the particulars that a decision needs besides, in Swedish.
	Missing    []string
	Judgements int  // how many the search took
	Stopped    bool // it came to its bound before it had tried all
}

// Search finds the smallest changes that would give a case a post, each verified by
// a judgement; ok is false where there is no such case.
func Search(w World, id string) (r Remedies, ok bool) {
	i := slices.IndexFunc(w.Cases, func(c Case) bool { return c.ID == id })
	if i < 0 {
		return Remedies{}, false
	}
	s := &search{w: w, left: min(mostJudgements, max(fewestJudgements, mostJudged/len(w.Cases)))}
	bound := s.left
	s.judge = func(w World) outlook {
		d, order := consider(w)
		return outlook{d, &d.entries[i], order}
	}
	now := s.judge(w)
	r.Why, r.Missing = settledAlready(now.e), labelled(now.e.s.At(BeforeDecision))
	if r.Why == "" {
		r.Found = slices.Concat(s.room(now), s.otherStart(now), s.shorterQueue(now))
	}
	r.Judgements, r.Stopped = bound-max(0, s.left), s.left < 0
	return r, true
}

// search is one case's.
type search struct {
	w     World
	judge func(World) outlook
	left  int // judgements; below 0 it has been stopped
}

// outlook is a case in a judged World, with the order that posts are given out in.
type outlook struct {
	d     *docket
	e     *entry
	order []*entry
}

// lackingParticulars begins the reason of a case that has its place kept.
const lackingParticulars = "Uppgifter saknas inför beslut: "

// seated says whether the case is proposed a post, or has one kept until its
// particulars are there.
func (e *entry) seated() bool {
	if !e.ranked || !e.fits() {
		return false
	}
	p := e.s.Proposal
	return p.Outcome == Grant || len(p.Reasons) > 0 && strings.HasPrefix(p.Reasons[0], lackingParticulars)
}

// look judges a World while there are judgements left.
func (s *search) look(w World) outlook {
	if s.left--; s.left < 0 {
		return outlook{e: &entry{s: &Standing{}}}
	}
	return s.judge(w)
}

// settledAlready says why there is nothing to search for; "" where there is.
func settledAlready(e *entry) string {
	switch {
	case e.s.Status == StatusGranted || e.s.Status == StatusDeclined || e.s.Status == StatusClosed || e.s.Status == StatusWithdrawn:
		return "Ärendet är avgjort."
	case e.seated() && e.s.Proposal.Outcome == Grant:
		return "Ärendet föreslås redan beviljas."
	case e.seated():
		return "Platsen hålls undan. Det som fattas är uppgifter."
	case e.s.Proposal.Outcome == Stopped:
		return ""
	case e.verdict == VerdictWait:
		return "En person har beslutat att ärendet står kvar. Bara ett nytt beslut ändrar det."
	case e.ranked && !e.lacksRoom() && len(e.short) == 0:
		return "Pengar och platser räcker. Det som fattas står i förslaget."
	case e.ranked:
		return ""
	case e.s.Status == StatusReturned:
		return "Ärendet rangordnas när det här är kompletterat: " + strings.ReplaceAll(Listing(labelled(e.s.At(Returned))), "?", "") + "."
	case e.s.Status == StatusAwaitsLicence:
		return "Ärendet rangordnas när läkaren är legitimerad."
	}
	return "Ärendet konkurrerar inte om någon plats."
}

// mostTurned bounds how many things a combination turns.
const mostTurned = 6

// room turns up what the case lacks room in. Where a health centre's own places are
// taken, the region's number or the listed patients a post may do it as well.
func (s *search) room(now outlook) (found []Remedy) {
	if len(now.e.short) == 0 {
		return nil
	}
	key, find := now.e.short[0].Key, s.combine
	if now.e.short[0].frameless() && !now.d.money.priced(now.e.post) {
		find = s.priced
	}
	if r, ok := find(now, key); ok {
		found = append(found, r)
	}
	for _, near := range neighbours(key) {
		k, ok := newKnob(s.w, now, near)
		if !ok {
			continue
		}
		if r, ok := s.alone(k); ok {
			found = append(found, r)
		}
	}
	return found
}

// alone turns one knob by ever more, and back by bisection: what is the region's may
// help a health centre at some steps and not at others.
func (s *search) alone(k knob) (Remedy, bool) {
	for step, no := 1, 0; step <= k.most && s.left > 0; no, step = step, 2*step {
		if !s.look(k.turned(s.w, step)).e.seated() {
			continue
		}
		for step-no > 1 {
			if n := no + (step-no)/2; s.look(k.turned(s.w, n)).e.seated() {
				step = n
			} else {
				no = n
			}
		}
		return Remedy{[]Change{k.change(step)}}, s.left >= 0
	}
	return Remedy{}, false
}

// combine turns key, and all else that the case then turns out to lack, as far as it
// goes; then each back in turn as far as the case keeps its post.
func (s *search) combine(now outlook, key string) (Remedy, bool) {
	w, all := s.w, []knob(nil)
	for at := now; !at.e.seated(); {
		k, ok := newKnob(s.w, now, key)
		if !ok || len(all) == mostTurned {
			return Remedy{}, false
		}
		all = append(all, k)
		if w = k.turned(w, k.most); w.Policy == nil {
			return Remedy{}, false
		}
		if at = s.look(w); at.e.seated() {
			break
		}
		next := slices.IndexFunc(at.e.short, func(l shortage) bool {
			return !slices.ContainsFunc(all, func(k knob) bool { return k.key == l.Key })
		})
		if next < 0 {
			return Remedy{}, false
		}
		key = at.e.short[next].Key
	}
	return s.shrink(all)
}

// shrink turns each knob back by bisection while the others stay, and again until
// no one of them can be turned back a single step: what one health centre is given
// another may lose, so the last can make room for the first to be less.
func (s *search) shrink(all []knob) (r Remedy, ok bool) {
	at := make([]int, len(all))
	for i, k := range all {
		at[i] = k.most
	}
	does := func(i, step int) bool {
		w := s.w
		for j, k := range all {
			if j == i && step > 0 {
				w = k.turned(w, step)
			} else if j != i && at[j] > 0 {
				w = k.turned(w, at[j])
			}
		}
		return s.look(w).e.seated()
	}
	for pass, again := 1, true; again; pass++ {
		again = false
		for i := range all {
			if at[i] > 0 && (pass == 1 || does(i, at[i]-1)) {
				at[i] = leastStep(all[i].guess, at[i], len(all) == 1, func(step int) bool { return does(i, step) })
				again = len(all) > 1
			}
		}
	}
	for i, k := range all {
		if at[i] > 0 {
			r.Changes = append(r.Changes, k.change(at[i]))
		}
	}
	return r, s.left >= 0
}

// leastStep is a step that does while the one before it does not, at the most yes, which
// does: found from a guess by doubling, and then by bisection. needed says that 0
// does not.
func leastStep(guess, yes int, needed bool, does func(step int) bool) int {
	if !needed && does(0) {
		return 0
	}
	no := 0
	for guess > 0 && guess < yes && !does(guess) {
		no, guess = guess, 2*guess
	}
	if guess > 0 && guess < yes {
		yes = guess
	}
	for yes-no > 1 {
		if step := no + (yes-no)/2; does(step) {
			yes = step
		} else {
			no = step
		}
	}
	return yes
}
