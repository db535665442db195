package process

import "fmt"

// limitRoom is what a period's limit leaves for new posts. Posts already
// granted in the period count; the excess stays on the list with its place.
type limitRoom struct {
	limit   Limit
	key     string
	today   Date
	policy  string
	granted int    // before anything is proposed
	ahead   int    // given or set aside in the ranking
	words   string // why there is no room, once there is none
}

// newLimitRooms gives one room a limit, in the policy's order.
func newLimitRooms(d *docket) []limiter {
	if len(d.policy.Limits) == 0 {
		return nil
	}
	var rooms []limiter
	granted := d.newPosts()
	for i, l := range d.policy.Limits {
		r := &limitRoom{limit: l, key: fmt.Sprintf("limit.%d", i+1), today: d.today, policy: d.policy.Label()}
		for _, p := range granted {
			if l.ByDecision && l.holds(p.decided) || !l.ByDecision && l.holds(p.start) {
				r.granted++
			}
		}
		rooms = append(rooms, r)
	}
	return rooms
}

// holds says whether a day lies in the limit's period.
func (l Limit) holds(day Date) bool {
	return !day.IsZero() && !day.Before(l.From) && (l.To.IsZero() || !day.After(l.To))
}

// newPost is when a post at the vårdval's cost was granted and began.
type newPost struct{ decided, start Date }

// newPosts are all that have been granted: the roster as it will be, without those
// given up before they began, and the posts that the vårdval takes over from the
// health centres that paid for them.
func (d *docket) newPosts() []newPost {
	all := make([]newPost, 0, len(d.rows))
	taken := map[string]bool{}
	for i := range d.entries {
		e := &d.entries[i]
		if e.s.Status != StatusGranted || e.c.Application.Kind != OwnToFunded {
			continue
		}
		if row := d.find(e); row.is {
			taken[row.row.ID] = row.row.ID != ""
			start := e.c.Application.ChangeFrom
			if start.IsZero() {
				start = e.c.Application.PossibleStart
			}
			all = append(all, newPost{e.decision.Date, start})
		}
	}
	for _, t := range d.rows {
		if t.OwnFunded || taken[t.ID] || t.Status == TraineeLeft && t.Start.After(d.today) {
			continue
		}
		all = append(all, newPost{t.Decided, t.begins(d.today)})
	}
	return all
}

// begins is the row's start; of a post that has not begun, when it can at the
// earliest, also where nobody has said when.
func (t Trainee) begins(today Date) Date {
	if t.Status == TraineeGranted {
		return effectiveStart(t.Start, today)
	}
	return t.Start
}

func (r *limitRoom) name() string {
	from, to := r.limit.From, r.limit.To
	if from == (Date{from.Year, 1, 1}) && to == (Date{from.Year, 12, 31}) {
		return fmt.Sprintf("gränsen för %d", from.Year)
	}
	return "gränsen för " + period(from, to)
}

// concerns says whether a post would be a new one in the period. What is proposed
// today is at the earliest decided today.
func (r *limitRoom) concerns(p post) bool {
	if r.limit.ByDecision {
		return r.limit.holds(r.today)
	}
	return r.limit.holds(p.start)
}

func (r *limitRoom) full() bool { return r.granted+r.ahead >= r.limit.MostNew }

func (r *limitRoom) short(_ *entry, p post) shortage {
	if !r.concerns(p) || !r.full() {
		return shortage{}
	}
	if r.words == "" { // nothing is taken any more
		r.words = r.why()
	}
	return shortage{Key: r.key, Reason: r.words, KeepsPlace: true}
}

func (r *limitRoom) why() string {
	how := "börja"
	if r.limit.ByDecision {
		how = "beviljas"
	}
	most := fmt.Sprintf("Högst %d %s", r.limit.MostNew, newPosts(r.limit.MostNew))
	if r.limit.MostNew == 0 {
		most = "Ingen ny ST"
	}
	why := fmt.Sprintf("%s får %s %s enligt %s: %d är beviljade och %d står före.",
		most, how, period(r.limit.From, r.limit.To), r.policy, r.granted, r.ahead)
	if r.limit.Why != "" {
		why += " " + r.limit.Why
	}
	return why
}

func (r *limitRoom) take(_ *entry, p post) {
	if r.concerns(p) && !r.full() {
		r.ahead++
	}
}

func (r *limitRoom) fresh() limiter {
	again := *r
	again.ahead, again.words = 0, ""
	return &again
}
