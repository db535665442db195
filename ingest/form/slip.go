package form

import (
	"slices"
	"strings"
	"unicode/utf8"

	"stintag/process"
)

// nearly finds the one field that has a label within one edit in one word of six
// letters or more; two such fields are none.
func nearly(key, folded string) (process.Field, bool) {
	n := strings.Count(folded, " ") + 1
	if n >= len(spelled) || !mayHoldSlip(folded) {
		return "", false
	}
	var words []string
	var field process.Field
	for length := max(0, len(folded)-utf8.UTFMax); length <= len(folded)+utf8.UTFMax && length < len(spelled[n]); length++ {
		like := spelled[n][length]
		for i := range like {
			k := &like[i]
			if k.first != folded[0] && k.last != folded[len(folded)-1] || !resemble(folded, k.folded) || field == k.field {
				continue
			}
			if words == nil {
				words = strings.Fields(folded)
			}
			if !oneSlip(words, k.words) {
				continue
			}
			if field != "" {
				return "", false
			}
			field = k.field
		}
	}
	return field, field != ""
}

// mayHoldSlip says whether a text has a word as long as one of six letters that lost one.
func mayHoldSlip(folded string) bool {
	const shortest = 5
	n := 0
	for i := range len(folded) {
		if n++; folded[i] == ' ' {
			n = 0
		} else if n == shortest {
			return true
		}
	}
	return false
}

// resemble says whether one slip may lie between two texts: all but a few bytes
// of them, in one place, are the same, the first or the last among them. It only rules
// out; oneSlip decides.
func resemble(a, b string) bool {
	const slip = 6 // bytes: two neighbours of up to three each
	short := min(len(a), len(b))
	if short > 0 && a[0] != b[0] && a[len(a)-1] != b[len(b)-1] {
		return false
	}
	if max(len(a), len(b))-short > slip {
		return false
	}
	i := 0
	for i < short && a[i] == b[i] {
		i++
	}
	j := 0
	for j < short-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	return max(len(a), len(b))-i-j <= slip
}

// spelled are the labels that a slip can hide in, by their number of words and, as a
// slip is of one letter, by their bytes.
var spelled = func() (all [][][]spelling) {
	add := func(s string, f process.Field) {
		folded := fold(s)
		words := strings.Fields(folded)
		if !slices.ContainsFunc(words, func(w string) bool { return utf8.RuneCountInString(w) >= 6 }) {
			return
		}
		for len(all) <= len(words) {
			all = append(all, nil)
		}
		long := &all[len(words)]
		for len(*long) <= len(folded) {
			*long = append(*long, nil)
		}
		(*long)[len(folded)] = append((*long)[len(folded)], spelling{folded[0], folded[len(folded)-1], folded, words, f})
	}
	for f, s := range catalogue {
		add(f.Label(), f)
		for _, word := range s.synonyms {
			add(word, f)
		}
	}
	return all
}()

type spelling struct {
	first, last byte // of folded: the one or the other stays in a text with a slip
	folded      string
	words       []string
	field       process.Field
}

// oneSlip says whether the words are equal but for one edit in one long word.
func oneSlip(written, right []string) bool {
	if len(written) != len(right) {
		return false
	}
	slips := 0
	for i := range right {
		if written[i] == right[i] {
			continue
		}
		if slips++; slips > 1 || len([]rune(right[i])) < 6 || !samePrefix(written[i], right[i]) || !oneEdit([]rune(written[i]), []rune(right[i])) {
			return false
		}
	}
	return slips == 1
}

// samePrefix says whether two words that both begin with a short word and a hyphen
// begin alike: AT-läkare is no slip for ST-läkare.
func samePrefix(a, b string) bool {
	before, _, hyphened := strings.Cut(a, "-")
	begin, _, also := strings.Cut(b, "-")
	return !hyphened || !also || before == begin || utf8.RuneCountInString(begin) >= 6
}

// oneEdit says whether a becomes b by one letter changed, added, dropped, or two
// neighbours swapped.
func oneEdit(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	same := func(x, y []rune) bool { return string(x) == string(y) }
	switch len(b) - len(a) {
	case 0:
		if i == len(a) {
			return false
		}
		return same(a[i+1:], b[i+1:]) ||
			i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && same(a[i+2:], b[i+2:])
	case 1:
		return same(a[i:], b[i+1:])
	}
	return false
}
