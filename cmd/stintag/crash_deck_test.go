package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"time"
)

// death is how a run ends before its end.
type death struct {
	point string // name:n
	after time.Duration
}

func (d death) String() string {
	switch {
	case d.point != "":
		return d.point
	case d.after != 0:
		return d.after.String()
	}
	return "none"
}

// deck deals the deaths: every point as often as every other. All workers have the
// same order, and each begins elsewhere in it.
type deck struct {
	rng, shuffle   *rand.Rand
	from           int
	noMove, random bool
	left           []killPoint
}

// onceARun are the points that a run meets once.
var onceARun = regexp.MustCompile(`^(run|master|base|judge|report|metrics)|^(fetched|adopted)$`)

func (d *deck) next(w *world) death {
	if d.random {
		return death{after: time.Duration(d.rng.Int64N(int64(w.usual)*11/10)) + time.Millisecond}
	}
	wants := []meeting{always}
	if d.noMove {
		wants = append(wants, copying)
	}
	if len(w.sent) == 0 {
		wants = append(wants, fresh)
	}
	for {
		if len(d.left) == 0 {
			all := slices.Clone(points)
			d.shuffle.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			d.left = slices.Concat(all[d.from:], all[:d.from])
		}
		p := d.left[len(d.left)-1]
		d.left = d.left[:len(d.left)-1]
		if slices.Contains(wants, p.met) {
			nth := 1
			if !onceARun.MatchString(p.name) {
				nth += max(0, d.rng.IntN(6)-3)
			}
			return death{point: fmt.Sprintf("%s:%d", p.name, nth)}
		}
	}
}
