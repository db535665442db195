package notify

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"stintag/process"
)

// What did not happen is told as well: a day without mail looks the same as a day on
// which nobody fetched it.

// oftenBroken is how many runs may die without a person being asked: a machine is
// restarted, a program is told to stop, and the next run finishes what they began.
const oftenBroken = 3

const callOperator = " Säg till den som sköter programmet."

// silences are what ought to have happened and did not.
func silences(r Runs) (texts []string) {
	for _, g := range r.Gaps {
		texts = append(texts, fmt.Sprintf("Ingen körning gjordes mellan %s och %s, fast %s skulle ha gjorts enligt schemat. Mejl som kom då är tagna nu, men fick sina svar så sent.%s",
			clock(g.From), clock(g.To), count(g.Missed, "körning", "körningar"), callOperator))
	}
	if r.Broken >= oftenBroken {
		texts = append(texts, strconv.Itoa(r.Broken)+" körningar avbröts innan de var klara. Det de inte hann har nästa körning gjort eller försökt igen."+callOperator)
	}
	if !r.Deaf.IsZero() {
		in := ""
		if r.DeafRuns > 1 {
			in = fmt.Sprintf(", %d körningar i rad", r.DeafRuns)
		}
		texts = append(texts, "Brevlådan har inte gått att läsa sedan "+clock(r.Deaf)+in+". Mejl som inte är hämtade ligger kvar där. Den som sköter programmet ser felet med stintag check.")
	}
	if len(r.Usual) > 0 {
		texts = append(texts, "Inget nytt mejl sedan förra rapporten. Samma tid de senaste "+strconv.Itoa(len(r.Usual))+" veckorna kom "+
			numbers(r.Usual)+". Skicka ett provmejl till brevlådan och se om det kommer med i nästa rapport.")
	}
	return texts
}

func numbers(ns []int) string {
	var all []string
	for _, n := range ns {
		all = append(all, strconv.Itoa(n))
	}
	return process.Listing(all)
}

func runWords(r Runs) string {
	s := strconv.Itoa(r.Count) + " sedan förra rapporten"
	if r.Broken > 0 {
		s += fmt.Sprintf(", varav %d avbröts", r.Broken)
	}
	if r.Longest > 0 {
		s += fmt.Sprintf("; längst tog den %s: %s", clock(r.LongestBegan), lasted(r.Longest))
	}
	return s
}

// waitWords is what has waited longest, of each sort.
func waitWords(ws []Wait, now time.Time) string {
	var all []string
	for _, w := range ws {
		all = append(all, fmt.Sprintf("%s i %s", safe(w.What), lasted(now.Sub(w.Since))))
	}
	if len(all) == 0 {
		return "inget"
	}
	return strings.Join(all, "; ")
}

// lasted tells a time in the unit that fits it.
func lasted(d time.Duration) string {
	switch {
	case d < time.Second:
		return "under en sekund"
	case d < 2*time.Minute:
		return count(int(d.Seconds()), "sekund", "sekunder")
	case d < 2*time.Hour:
		return count(int(d.Minutes()), "minut", "minuter")
	case d < 48*time.Hour:
		return count(int(d.Hours()), "timme", "timmar")
	}
	return count(int(d.Hours()/24), "dygn", "dygn")
}
