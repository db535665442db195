package process

import (
	"fmt"
	"strconv"
	"strings"
)

// limiter is one thing that new posts are limited by: the money, the
// rotation places, a period's limit, a health centre's allotted places. Each is
// asked case by case in the order that posts are given out.
type limiter interface {
	// name is what it is called in the summary, in the definite form and without a
	// capital: "pengarna", "randningsplatserna".
	name() string
	// short tells what a case's post does not fit in, full or closed; the zero
	// shortage where it fits, or where this limiter has nothing to do with it.
	short(e *entry, p post) shortage
	// take sets the post's part aside. It is called also where the post does not fit,
	// here or elsewhere: what it lacks room in is then closed for everybody behind who
	// needs the same, and the rest is set aside as if granted, so that nobody takes
	// what a case before them needs.
	take(e *entry, p post)
	// fresh is the limiter as it was before anything was taken.
	fresh() limiter
}

// shortage is what stands in a post's way.
type shortage struct {
	Key    string // what Set changes to make room: "budget.2025", "rotation.KK", "limit.1", "funded"
	Reason string // Swedish, one sentence
	// Passes says that the case asks for nothing that another could have: its year has
	// no frame yet, or its own health centre's places are taken. It waits, sets nothing
	// aside and holds up nobody.
	Passes bool
	// KeepsPlace says that people are to read that the case keeps its place.
	KeepsPlace bool
	Year       int // the year whose money it is; 0 for all else
}

// frameless says whether the year has no frame yet.
func (s shortage) frameless() bool { return s.Passes && s.Year != 0 }

// LimitFigures tell how far one limiter reaches.
type LimitFigures struct {
	Name  string // "pengarna"
	Fits  int    // how many of those who wait would have a post, were it alone
	Of    int    // who waits: the ranked, without those whom a person keeps on the list
	Binds bool   // it does not reach all, and no other reaches less far
	Years []int  // of money: the years whose frames did not reach
}

// LimitWords is one sentence of how many of those who wait there is room for and
// what binds; "" where nobody waits.
func (j Judgement) LimitWords() string {
	var reach, binding []string
	for i, l := range j.Limits {
		switch {
		case l.Of == 0:
			return ""
		case i == 0:
			reach = append(reach, Upper(l.Name)+" räcker "+l.reach()+" "+newPosts(l.Fits))
		default:
			reach = append(reach, l.Name+" "+l.reach())
		}
		if l.Binds {
			binding = append(binding, l.Name)
		}
	}
	if len(reach) == 0 {
		return ""
	}
	if len(binding) == 0 {
		return "Alla på intresselistan ryms: " + j.enough() + "."
	}
	switch l := j.Limits[0]; {
	case len(reach) > 1:
		return strings.Join(reach, ", ") + ": " + Listing(binding) + " begränsar."
	case l.Fits == 0:
		return reach[0] + l.inYears() + "."
	default:
		return reach[0] + ", inte till alla som väntar" + l.inYears() + "."
	}
}

// inYears names the years whose frames bind: another's may have room.
func (l LimitFigures) inYears() string {
	switch len(l.Years) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf(": ramen för %d begränsar", l.Years[0])
	}
	var years []string
	for _, y := range l.Years {
		years = append(years, strconv.Itoa(y))
	}
	return ": ramarna för " + Listing(years) + " begränsar"
}

// enough names the limiters, each of which has room for everybody.
func (j Judgement) enough() string {
	var names []string
	for _, l := range j.Limits {
		names = append(names, l.Name)
	}
	return Listing(names) + " räcker"
}

func (l LimitFigures) reach() string {
	if l.Fits == 0 {
		return "inte till någon"
	}
	return fmt.Sprintf("till %d", l.Fits)
}

func newPosts(n int) string {
	if n <= 1 {
		return "ny ST"
	}
	return "nya ST"
}
