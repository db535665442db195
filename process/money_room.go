package process

import "fmt"

// moneyRoom is the money as a limiter: every decided year that a post
// touches must have room for it.
type moneyRoom struct {
	p     *purse
	used  []ore // by year: committed, and set aside in the ranking
	posts []int // set aside in the ranking
	// first is the first case that a year had no room for: the year is closed for all
	// behind it, also for who would cost less.
	first  []string
	behind []string // what is told of that
	words  []string // how far each reaches, where that has been told
	keys   []string
}

func newMoneyRoom(d *docket) []limiter {
	if d.money.countsPosts {
		return nil
	}
	return []limiter{(&moneyRoom{p: d.money}).fresh()}
}

func (r *moneyRoom) name() string { return "pengarna" }

func (r *moneyRoom) fresh() limiter {
	n := len(r.p.years)
	again := &moneyRoom{r.p, append(make([]ore, 0, n), r.p.committed...), make([]int, n), make([]string, n), make([]string, n), make([]string, n), make([]string, n)}
	for i, y := range r.p.years {
		again.keys[i] = budgetKey(y.Year)
	}
	return again
}

func (r *moneyRoom) short(e *entry, p post) shortage {
	if reason, is := r.p.frameless(p); is {
		return shortage{Key: budgetKey(p.start.Year), Reason: reason, Passes: true, Year: p.start.Year}
	}
	closed := -1
	for i, y := range r.p.years {
		switch cost := e.costs[i]; {
		case y.Unclear && cost > 0:
			return shortage{Key: r.keys[i], Reason: unclearFrame(y.Year), Passes: true, Year: y.Year}
		case !y.Decided || cost == 0:
		case r.used[i]+cost > inOre(y.Frame):
			return shortage{Key: r.keys[i], Reason: r.reaches(i), Year: y.Year}
		case r.first[i] != "" && closed < 0:
			closed = i
		}
	}
	if closed < 0 {
		return shortage{}
	}
	return shortage{Key: r.keys[closed], Year: r.p.years[closed].Year, Reason: r.behind[closed]}
}

func (r *moneyRoom) take(e *entry, _ post) {
	for i, y := range r.p.years {
		switch cost := e.costs[i]; {
		case cost == 0:
		case y.Decided && (r.first[i] != "" || r.used[i]+cost > inOre(y.Frame)):
			if r.first[i] == "" {
				r.first[i] = e.c.ID
				r.behind[i] = "Pengarna räcker inte till " + e.c.ID + ", som står före i turordningen."
			}
		default:
			r.used[i] += cost
			r.posts[i]++
			r.words[i] = ""
		}
	}
}

// reaches tells how far a year's money reaches.
func (r *moneyRoom) reaches(i int) string {
	year, words := r.p.years[i].Year, &r.words[i]
	switch {
	case *words != "":
	case r.posts[i] == 0:
		*words = fmt.Sprintf("Ramen för %d räcker inte till någon ny ST.", year)
	default:
		*words = fmt.Sprintf("Ramen för %d räcker till %d %s.", year, r.posts[i], newPosts(r.posts[i]))
	}
	return *words
}

func budgetKey(year int) string { return fmt.Sprintf("budget.%d", year) }
