package process

import (
	"cmp"
	"slices"
)

// prices are what a full-time post costs a month, by calendar month and track
// (D16, R-024).
//
// The sheet's Schablon per månad is the ordinary rate of its year, before the
// policy's; then comes the policy's [[compensation]] of the month, then its
// [[budget]] of the year. Where none of them says anything the latest before goes on.
// A track's own rate stands beside them all, and an addition for courses is put to
// both without following the degree of service.
type prices struct {
	first    int // the first month reckoned, as monthNumber has it
	ordinary []rate
	own      map[string][]rate // by folded track
	courses  map[string][]rate // by folded track; "" those of every other
	lowered  Lowered
	kept     map[keptRate][]rate // what a post keeps that began in a month, with LoweredForNew
}

// rate is one month's, with where it came from.
type rate struct {
	perMonth float64
	source   string
	instead  float64 // the policy's, where the sheet's holds instead of another one (D5)
	carried  bool    // nobody has said one for the month: it goes on from one before
}

// fromSheet is the source of what people fill in.
const fromSheet = "huvudfilen"

type keptRate struct {
	track string
	start int
}

func monthNumber(d Date) int { return 12*d.Year + int(d.Month) - 1 }

// monthsAhead is how far prices reach past everything that is dated in the rules.
const monthsAhead = 12 * 15

// newPrices writes the rates out month by month, from before the first that is
// dated until well after the last; beyond both ends they are as at the end.
func newPrices(w World) *prices {
	p := &prices{lowered: w.Policy.LoweredFor, own: map[string][]rate{}, courses: map[string][]rate{}, kept: map[keptRate][]rate{}}
	first, last := monthNumber(w.Today()), monthNumber(w.Today())
	reach := func(days ...Date) {
		for _, d := range days {
			if !d.IsZero() {
				first, last = min(first, monthNumber(d)), max(last, monthNumber(d))
			}
		}
	}
	for _, y := range slices.Concat(w.Policy.Budget, w.Budget) {
		reach(Date{y.Year, 1, 1}, Date{y.Year, 12, 31})
	}
	for _, r := range w.Policy.Rates {
		reach(r.From, r.To)
	}
	p.first = first - 1
	n := last + monthsAhead - p.first
	p.ordinary = p.ordinaryRates(w, n)
	for _, r := range w.Policy.Rates {
		track, of := fold(r.Track), p.courses
		if !r.Course {
			of = p.own
		}
		if _, done := of[track]; !done && (r.Course || track != "") {
			of[track] = p.dated(w.Policy, r.Course, track, n)
		}
	}
	return p
}

// ordinaryRates are those of every track that has none of its own.
func (p *prices) ordinaryRates(w World, n int) []rate {
	rates := p.dated(w.Policy, false, "", n)
	sheet, budget := yearlyRates(w.Budget, fromSheet), yearlyRates(w.Policy.Budget, w.Policy.Name)
	latest := rate{}
	for i := range rates {
		year := (p.first + i) / 12
		switch said, r := rates[i], sheet[year]; {
		case r.perMonth > 0:
			if rates[i] = r; said.perMonth != r.perMonth {
				rates[i].instead = said.perMonth
			}
		case said.perMonth > 0:
		case budget[year].perMonth > 0:
			rates[i] = budget[year]
		default:
			rates[i] = latest
			rates[i].carried = true
		}
		latest = rates[i]
	}
	return rates
}

// yearlyRates are the rates that are said by year.
func yearlyRates(years []BudgetYear, source string) map[int]rate {
	of := map[int]rate{}
	for _, y := range years {
		if y.PerMonth > 0 {
			of[y.Year] = rate{perMonth: y.PerMonth, source: cmp.Or(y.RateSource, source)}
		}
	}
	return of
}

// dated writes out the policy's rates of one kind; where several hold in a month it
// is the one that began last.
func (p *prices) dated(policy *Policy, course bool, track string, n int) []rate {
	rates := make([]rate, n)
	for i := range rates {
		month := p.first + i
		var from Date
		for _, r := range policy.Rates {
			holds := (r.From.IsZero() || monthNumber(r.From) <= month) && (r.To.IsZero() || monthNumber(r.To) >= month)
			if r.Course != course || fold(r.Track) != track || !holds || rates[i].source != "" && r.From.Before(from) {
				continue
			}
			rates[i], from = rate{perMonth: r.PerMonth, source: policy.Name}, r.From
		}
	}
	return rates
}

// post is a month's rate for a post of a track. With LoweredForNew it keeps the
// highest that it has had since it began.
func (p *prices) post(track string, start Date, month int) rate {
	if p.lowered != LoweredForNew {
		return p.plain(track, month)
	}
	key := keptRate{track, p.at(monthNumber(start))}
	kept := p.kept[key]
	if kept == nil {
		highest := rate{}
		kept = make([]rate, len(p.ordinary))
		for i := key.start; i < len(kept); i++ {
			if r := p.plain(track, p.first+i); r.perMonth >= highest.perMonth {
				highest = r
			}
			kept[i] = highest
		}
		p.kept[key] = kept
	}
	return kept[p.at(month)]
}

func (p *prices) at(month int) int { return min(max(0, month-p.first), len(p.ordinary)-1) }

// plain is the rate of a month whoever it is for.
func (p *prices) plain(track string, month int) rate {
	if own := p.own[track]; own != nil && own[p.at(month)].source != "" {
		return own[p.at(month)]
	}
	return p.ordinary[p.at(month)]
}

// course is what a month's courses are paid with.
func (p *prices) course(track string, month int) rate {
	if own := p.courses[track]; own != nil && own[p.at(month)].source != "" {
		return own[p.at(month)]
	}
	if all := p.courses[""]; all != nil {
		return all[p.at(month)]
	}
	return rate{}
}

// Compensation is what the vårdval pays a month for a post of full time, and for its
// courses whatever the degree of service.
type Compensation struct {
	PerMonth, Course float64
	Source           string // "huvudfilen", or the policy's name
	// Carried says that no rate has been set for the month yet, and that the latest
	// before goes on until one is.
	Carried bool
}

// CompensationAt is what a post of a kind is paid from its start; ok is false
// where nobody has said.
func CompensationAt(w World, k Kind, start Date) (c Compensation, ok bool) {
	if start.IsZero() {
		return Compensation{}, false
	}
	p, of, month := newPrices(w), fold(track(k)), monthNumber(start)
	r := p.plain(of, month)
	c = Compensation{r.perMonth, p.course(of, month).perMonth, r.source, r.carried}
	if r.instead > 0 {
		c.Source += ", i stället för regelverkets " + kronor(r.instead)
	}
	return c, r.perMonth > 0
}
