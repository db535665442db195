package process

import "slices"

// btMonths is within how long BT must be certifiable in an integrated training (F5).
const btMonths = 24

// btTrack is the folded track of a training with BT in it.
const btTrack = "bt-st"

// windows are when a doctor can be away from the health centre: after the first
// months there and before the last; all of the training where that leaves
// less than the clinics need, for it is only a wish. One with BT in the training is
// first sought room for in its first two years, which do not wait for the first
// months at the health centre (F5).
func (d *docket) windows(into []run, h *hospital, start, end Date, track string, needs []int) []run {
	if start.IsZero() {
		start = d.today
	}
	now := monthNumber(d.today) + 1
	if start.After(d.today) {
		now = wholeFrom(start)
	}
	all := run{max(now, wholeFrom(start)), now + monthsAhead}
	if !end.IsZero() {
		all.to = wholeTo(end)
	}
	least := 0
	for _, i := range needs {
		least += h.wards[i].needs
	}
	away := run{max(all.from, wholeFrom(start.AddMonths(d.policy.Plan.FirstMonths))), all.to}
	if !end.IsZero() {
		away.to = wholeTo(end.AddDays(1).AddMonths(-d.policy.Plan.LastMonths).AddDays(-1))
	}
	if away.length() < least {
		away = all
	}
	if track == btTrack {
		if bt := (run{all.from, min(all.to, wholeTo(start.AddMonths(btMonths).AddDays(-1)))}); bt.length() > 0 {
			into = append(into, bt)
		}
	}
	return append(into, away)
}

// wholeFrom is the first month that has begun on no day before this one.
func wholeFrom(d Date) int {
	if d.Day > 1 {
		return monthNumber(d) + 1
	}
	return monthNumber(d)
}

// wholeTo is the last month that has ended by this day.
func wholeTo(d Date) int {
	if d.AddDays(1).Month == d.Month {
		return monthNumber(d) - 1
	}
	return monthNumber(d)
}

// within keeps the clinics whose months there is time for at all.
func (h *hospital) within(needs []int, windows []run) []int {
	longest := 0
	for _, w := range windows {
		longest = max(longest, w.length())
	}
	return slices.DeleteFunc(needs, func(i int) bool { return h.wards[i].needs > longest })
}
