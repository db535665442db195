package process

import (
	"fmt"
	"strings"
	"time"
)

// SendRule says how slowly decisions take effect (D20): no letter can be called
// back. Its zero value lets them at once.
type SendRule struct {
	Hold  time.Duration // how long a complete decision stands unchanged first
	Hours OfficeHours   // when decisions take effect
	Most  int           // decisions a run, beyond which a person must say go; 0 sets no bound
}

// OfficeHours are the hours of some days of the week, in the region's zone. The zero
// value is always.
type OfficeHours struct {
	Days     [7]bool       // by time.Weekday
	From, To time.Duration // since midnight; To is outside
}

// Always says that there is no hour outside.
func (h OfficeHours) Always() bool { return h == OfficeHours{} }

// Next is the first moment from t on that lies within the hours.
func (h OfficeHours) Next(t time.Time) time.Time {
	if h.Always() {
		return t
	}
	for days := range 8 {
		y, m, d := t.Date()
		opens, closes := clockOn(y, m, d+days, h.From, t.Location()), clockOn(y, m, d+days, h.To, t.Location())
		if !h.Days[opens.Weekday()] || !t.Before(closes) {
			continue
		}
		if t.Before(opens) {
			return opens
		}
		return t
	}
	return t // unreachable: some day is within the hours
}

// Open says whether t lies within the hours.
func (h OfficeHours) Open(t time.Time) bool { return h.Next(t).Equal(t) }

// clockOn is what the clock shows on a day, also where that day is not 24 hours long.
func clockOn(y int, m time.Month, d int, since time.Duration, zone *time.Location) time.Time {
	return time.Date(y, m, d, int(since/time.Hour), int(since%time.Hour/time.Minute), 0, 0, zone)
}

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ParseOfficeHours reads "mon-fri 08:00-16:00", or "always".
func ParseOfficeHours(s string) (OfficeHours, error) {
	bad := fmt.Errorf("%q are no office hours; write them like \"mon-fri 08:00-16:00\", or \"always\"", s)
	if s == "always" {
		return OfficeHours{}, nil
	}
	days, hours, found := strings.Cut(s, " ")
	from, to, ranged := strings.Cut(hours, "-")
	if !found || !ranged {
		return OfficeHours{}, bad
	}
	var h OfficeHours
	var ok1, ok2 bool
	h.From, ok1 = clockTime(from)
	h.To, ok2 = clockTime(to)
	first, last, several := strings.Cut(days, "-")
	if !several {
		last = first
	}
	begin, end := weekday(first), weekday(last)
	if !ok1 || !ok2 || h.To <= h.From || begin < 0 || end < 0 {
		return OfficeHours{}, bad
	}
	for d := begin; ; d = (d + 1) % 7 {
		h.Days[d] = true
		if d == end {
			return h, nil
		}
	}
}

func weekday(s string) int {
	for i, w := range weekdays {
		if w == s {
			return i
		}
	}
	return -1
}

// clockTime reads "08:00"; "24:00" is the day's end.
func clockTime(s string) (time.Duration, bool) {
	if s == "24:00" {
		return 24 * time.Hour, true
	}
	t, err := time.Parse("15:04", s)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, err == nil
}

// mostHold bounds how long a decision may be held: longer than that, a region means
// another date of decision.
const mostHold = 14 * 24 * time.Hour

// ParseHold reads how long a decision is held: "1h", "90m", "0m".
func ParseHold(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 || d > mostHold {
		return 0, fmt.Errorf("%q is no time to hold a decision; write one like \"1h\" or \"90m\", \"0m\" for none, at most \"336h\"", s)
	}
	return d, nil
}
