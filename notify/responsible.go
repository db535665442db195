package notify

import (
	"slices"
	"strings"

	"stintag/process"
)

// responsible tells who answers for a letter's topics at a health centre, a
// sentence for each; "" where the policy names nobody. The letter's own contact
// stands beside it.
func (h House) responsible(at process.HealthCentre, topics ...process.Topic) string {
	var who []string
	about := map[string][]string{}
	for _, t := range topics {
		r, named := h.policy().ContactFor(t, at)
		if !named {
			continue
		}
		s := safe(r.String())
		if !slices.Contains(who, s) {
			who = append(who, s)
		}
		about[s] = append(about[s], t.Words())
	}
	var out []string
	for _, s := range who {
		out = append(out, "För frågor om "+process.Listing(about[s])+" svarar "+s+".")
	}
	return strings.Join(out, " ")
}
