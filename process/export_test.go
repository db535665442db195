package process

// Apportion shares out seats among claims as an allotment does, for the figures and
// the laws that hold of any apportionment.
func Apportion(m Method, seats int, claims []Claim) []int {
	by := odds
	if m == LargestRemainder {
		total := 0
		for _, c := range claims {
			total += max(0, c.Weight)
		}
		by = shortfalls(seats, total)
	}
	t := newTally(claims, by)
	t.give(seats)
	return t.given
}

// SameDoctor says whether two forms are about one doctor.
func SameDoctor(a, b Application) bool { return sameDoctor(folded(&a), folded(&b)) }
