package form

import "slices"

// cutsDate says whether the have digits from the i-th run to the j-th take a part of a
// date that stands there whole. A number's own birth date is no part of it.
func (f *figures) cutsDate(s string, i, j, have int) bool {
	for k := max(0, i-2); k <= j && k+2 < len(f.runs); k++ {
		if (k != i || have != 12) && f.dateAt(s, k) {
			return true
		}
	}
	return false
}

// dateAt says whether the k-th run begins a date, 2025-02-03 or 3/2/2025, that no more
// figures go on with: in 1981-12-18-9876 and 81-12-08-2012 none stands.
func (f *figures) dateAt(s string, k int) bool {
	sign, ok := f.dateShaped(s, k)
	if !ok {
		return false
	}
	before := k > 0 && s[f.runs[k-1].to:f.runs[k].from] == sign
	after := k+3 < len(f.runs) && s[f.runs[k+2].to:f.runs[k+3].from] == sign
	return (!before || f.sameShape(s, k-3, sign)) && (!after || f.sameShape(s, k+3, sign))
}

// sameShape says whether the k-th run begins the other date of a period that is written
// with one sign, 2025-01-01-2025-12-31.
func (f *figures) sameShape(s string, k int, sign string) bool {
	if k < 0 || f.runs[k].to-f.runs[k].from != 4 {
		return false
	}
	other, ok := f.dateShaped(s, k)
	return ok && other == sign
}

// dateSigns are the signs between the parts of a date.
var dateSigns = []string{"-", "/", "."}

// dateShaped says whether three runs are a day that exists, with one sign between them.
func (f *figures) dateShaped(s string, k int) (sign string, ok bool) {
	if k+2 >= len(f.runs) {
		return "", false
	}
	a, b, c := f.runs[k], f.runs[k+1], f.runs[k+2]
	sign = s[a.to:b.from]
	if s[b.to:c.from] != sign || !slices.Contains(dateSigns, sign) || b.to-b.from > 2 {
		return "", false
	}
	year, d := a, c
	if c.to-c.from == 4 {
		year, d = c, a
	}
	if year.to-year.from != 4 || d.to-d.from > 2 {
		return "", false
	}
	at := day(inFigures(s[year.from:year.to]), inFigures(s[b.from:b.to]), inFigures(s[d.from:d.to]))
	return sign, at.exact == exact
}
