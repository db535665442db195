package process_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"stintag/process"
)

const unlimited = 1 << 40

// claims are of the weights, unbounded, with ids in order.
func claims(weights ...int) []process.Claim {
	var cs []process.Claim
	for i, w := range weights {
		cs = append(cs, process.Claim{ID: fmt.Sprintf("C%03d", i), Weight: w, Most: unlimited})
	}
	return cs
}

// The worked example of six parties: with one seat more, largest remainder takes
// one from two of them (the Alabama paradox) and Sainte-Laguë from nobody.
// https://www.liquisearch.com/largest_remainder_method/technical_evaluation_and_paradoxes
func TestSixPartiesAndOneSeatMore(t *testing.T) {
	for _, tt := range []struct {
		method process.Method
		seats  int
		want   []int
	}{
		{process.LargestRemainder, 25, []int{7, 7, 4, 3, 3, 1}},
		{process.LargestRemainder, 26, []int{8, 8, 5, 2, 2, 1}},
		{process.SainteLague, 25, []int{8, 8, 4, 2, 2, 1}},
		{process.SainteLague, 26, []int{8, 8, 5, 2, 2, 1}},
	} {
		if got := process.Apportion(tt.method, tt.seats, claims(1500, 1500, 900, 500, 500, 200)); !slices.Equal(got, tt.want) {
			t.Errorf("%s, %d seats: %v, want %v", tt.method, tt.seats, got, tt.want)
		}
	}
}

// Valmyndigheten's fixed seats of constituencies (fasta valkretsmandat) in the
// general election of 2010, by largest remainder on those entitled to vote: every
// table with its whole sum in the source.
// http://www.val.se/val/val2010/statistik/L/lan/{01,08,12,20}/fastamandat.html
// http://www.val.se/val/val2010/statistik/K/kommun/01/80/fastamandat.html
func TestFixedSeatsOfSwedishConstituencies2010(t *testing.T) {
	for _, tt := range []struct {
		name     string
		entitled []int
		sum      int
		seats    []int
		of       int
	}{
		{
			"Stockholms läns landsting",
			[]int{128812, 100669, 112144, 107267, 103931, 103970, 140518, 147498, 156724, 173109, 130519, 144143}, 1549304,
			[]int{11, 9, 10, 9, 9, 9, 12, 13, 14, 15, 11, 12}, 134,
		},
		{
			"Kalmar läns landsting",
			[]int{29418, 23552, 36110, 28986, 49868, 19849}, 187783,
			[]int{9, 8, 12, 9, 16, 6}, 60,
		},
		{
			"Skåne läns landsting",
			[]int{206072, 137033, 214128, 231331, 101152, 75164}, 964880,
			[]int{29, 19, 30, 32, 14, 10}, 134,
		},
		{
			"Dalarnas läns landsting",
			[]int{43794, 37565, 38613, 29309, 42865, 27648}, 219794,
			[]int{15, 13, 13, 10, 14, 9}, 74,
		},
		{
			"Stockholms kommun",
			[]int{128812, 100669, 112144, 107267, 103931, 103970}, 656793,
			[]int{20, 15, 17, 17, 16, 16}, 101,
		},
	} {
		if got := total(tt.entitled); got != tt.sum {
			t.Fatalf("%s: %d entitled, the source has %d", tt.name, got, tt.sum)
		}
		if got := process.Apportion(process.LargestRemainder, tt.of, claims(tt.entitled...)); !slices.Equal(got, tt.seats) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.seats)
		}
	}
}

func total(ns []int) int {
	sum := 0
	for _, n := range ns {
		sum += n
	}
	return sum
}

// Bounds hold, and who stands alike is told apart by weight and then by id.
func TestBoundsAndTies(t *testing.T) {
	bounded := func(least, most int, id string, weight int) process.Claim {
		return process.Claim{ID: id, Weight: weight, Least: least, Most: most}
	}
	for _, tt := range []struct {
		name   string
		seats  int
		claims []process.Claim
		want   []int // by both methods
	}{
		{"the floor is had without weight", 3, []process.Claim{bounded(1, 5, "A", 0), bounded(0, 5, "B", 100)}, []int{1, 2}},
		{"the ceiling leaves the rest to others", 6, []process.Claim{bounded(0, 2, "A", 900), bounded(0, 9, "B", 100)}, []int{2, 4}},
		{"what nobody may have is not given", 9, []process.Claim{bounded(0, 2, "A", 900), bounded(0, 3, "B", 100)}, []int{2, 3}},
		{"alike: the smaller id", 1, []process.Claim{bounded(0, 1, "B", 100), bounded(0, 1, "A", 100)}, []int{0, 1}},
		{"floors beyond the seats stand", 1, []process.Claim{bounded(2, 4, "A", 1), bounded(1, 4, "B", 1)}, []int{2, 1}},
		{"no claims", 4, nil, []int{}},
		{"no weight at all", 4, []process.Claim{bounded(0, 4, "A", 0)}, []int{0}},
	} {
		for _, m := range []process.Method{process.SainteLague, process.LargestRemainder} {
			if got := process.Apportion(m, tt.seats, tt.claims); !slices.Equal(got, tt.want) {
				t.Errorf("%s by %s: %v, want %v", tt.name, m, got, tt.want)
			}
		}
	}
	// 300 / 3 and 100 / 1 stand alike for the second seat.
	if got := process.Apportion(process.SainteLague, 2, claims(100, 300)); !slices.Equal(got, []int{0, 2}) {
		t.Errorf("alike: %v, want both to the heavier", got)
	}
}

func anyClaims(t *rapid.T) []process.Claim {
	return claims(rapid.SliceOfN(rapid.IntRange(1, 30000), 1, 12).Draw(t, "weights")...)
}

// House monotonicity: with one seat more, nobody has fewer by Sainte-Laguë.
func TestSainteLagueIsHouseMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs, seats := anyClaims(t), rapid.IntRange(0, 120).Draw(t, "seats")
		before, after := process.Apportion(process.SainteLague, seats, cs), process.Apportion(process.SainteLague, seats+1, cs)
		for i := range cs {
			if after[i] < before[i] {
				t.Fatalf("%v of %d seats, %v of %d", before, seats, after, seats+1)
			}
		}
		if total(before) != seats || total(after) != seats+1 {
			t.Fatalf("%v and %v are not %d and %d", before, after, seats, seats+1)
		}
	})
}

// The quota rule: by largest remainder nobody is a whole seat from its quota.
func TestLargestRemainderKeepsQuota(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs, seats := anyClaims(t), rapid.IntRange(0, 120).Draw(t, "seats")
		weights := 0
		for _, c := range cs {
			weights += c.Weight
		}
		got := process.Apportion(process.LargestRemainder, seats, cs)
		for i, c := range cs {
			if low := c.Weight * seats / weights; got[i] < low || got[i]*weights >= c.Weight*seats+weights {
				t.Fatalf("%d of %d seats on %d of %d: a whole seat from the quota", got[i], seats, c.Weight, weights)
			}
		}
		if total(got) != seats {
			t.Fatalf("%v is not %d seats", got, seats)
		}
	})
}

// No population paradox by Sainte-Laguë: of two, the one that grew by the greater
// part does not lose a seat while the other wins one.
func TestSainteLagueHasNoPopulationParadox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		was, seats := anyClaims(t), rapid.IntRange(0, 120).Draw(t, "seats")
		is := slices.Clone(was)
		for i := range is {
			is[i].Weight = max(1, was[i].Weight+rapid.IntRange(-1000, 1000).Draw(t, "growth"))
		}
		before, after := process.Apportion(process.SainteLague, seats, was), process.Apportion(process.SainteLague, seats, is)
		for i := range was {
			for k := range was {
				grewMore := is[i].Weight*was[k].Weight > is[k].Weight*was[i].Weight
				if grewMore && after[i] < before[i] && after[k] > before[k] {
					t.Fatalf("%d grew more than %d and lost a seat to it: %v to %v", i, k, before, after)
				}
			}
		}
	})
}

// Largest remainder has that paradox: what holds Sainte-Laguë above can fail.
func TestLargestRemainderHasTheAlabamaParadox(t *testing.T) {
	cs := claims(1500, 1500, 900, 500, 500, 200)
	before, after := process.Apportion(process.LargestRemainder, 25, cs), process.Apportion(process.LargestRemainder, 26, cs)
	if after[3] >= before[3] {
		t.Errorf("%v then %v: nobody lost", before, after)
	}
}

// Sainte-Laguë is the divisor method it says: some divisor rounds every weight to
// what it got. Bounds keep to it too: what is bounded is the rounded weight, held
// within its bounds.
func TestSainteLagueRoundsByOneDivisor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs, seats := anyClaims(t), rapid.IntRange(1, 120).Draw(t, "seats")
		for i := range cs {
			cs[i].Least = rapid.IntRange(0, 3).Draw(t, "least")
			cs[i].Most = cs[i].Least + rapid.IntRange(0, 40).Draw(t, "above")
		}
		got := process.Apportion(process.SainteLague, seats, cs)
		var lowest, highest *big.Rat // of the last seat had, and of the next to have
		for i, c := range cs {
			if got[i] < c.Least || got[i] > c.Most {
				t.Fatalf("%d seats within %d-%d", got[i], c.Least, c.Most)
			}
			if got[i] > c.Least {
				if q := big.NewRat(int64(c.Weight), int64(2*got[i]-1)); lowest == nil || q.Cmp(lowest) < 0 {
					lowest = q
				}
			}
			if got[i] < c.Most {
				if q := big.NewRat(int64(c.Weight), int64(2*got[i]+1)); highest == nil || q.Cmp(highest) > 0 {
					highest = q
				}
			}
		}
		if lowest != nil && highest != nil && lowest.Cmp(highest) < 0 {
			t.Fatalf("%v: the last seat had %s, and somebody waits with %s", got, lowest, highest)
		}
	})
}

// The order of the claims changes nothing.
func TestApportionWhateverTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs, seats := anyClaims(t), rapid.IntRange(0, 60).Draw(t, "seats")
		m := rapid.SampledFrom([]process.Method{process.SainteLague, process.LargestRemainder}).Draw(t, "method")
		want := map[string]int{}
		for i, n := range process.Apportion(m, seats, cs) {
			want[cs[i].ID] = n
		}
		shuffled := slices.Clone(cs)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		for i, n := range process.Apportion(m, seats, shuffled) {
			if n != want[shuffled[i].ID] {
				t.Fatalf("%s has %d, and %d in another order", shuffled[i].ID, n, want[shuffled[i].ID])
			}
		}
	})
}
