package process

import "strings"

// composed turns the decomposed letters of Mac and of some mail programs into
// the single ones, so that the same name folds alike.
var composed = strings.NewReplacer(
	"a\u030a", "å", "a\u0308", "ä", "o\u0308", "ö", "e\u0301", "é", "u\u0308", "ü",
	"A\u030a", "Å", "A\u0308", "Ä", "O\u0308", "Ö", "E\u0301", "É", "U\u0308", "Ü",
)

// fold is s in lower case with composed letters and single ordinary spaces.
func fold(s string) string {
	if folded, ok := foldLatin(s); ok {
		return folded
	}
	return strings.Join(strings.Fields(strings.ToLower(composed.Replace(s))), " ")
}

// foldLatin is fold for text of single letters up to ÿ, in one pass and without an
// allocation where there is nothing to fold: names are folded many times for each
// case. ok is false for all other text.
func foldLatin(s string) (folded string, ok bool) {
	clean := true // as it is to be, so far
	var b []byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ' || '\t' <= c && c <= '\r':
			first := i == 0 || s[i-1] == ' ' || '\t' <= s[i-1] && s[i-1] <= '\r'
			if clean && c == ' ' && !first && i < len(s)-1 {
				continue
			}
			b, clean = begun(b, s, i, clean), false
			if len(b) > 0 && b[len(b)-1] != ' ' {
				b = append(b, ' ')
			}
			continue
		case c == 0xc3 && i+1 < len(s):
			i++
			low := s[i]
			if low < 0x80 || low > 0xbf {
				return "", false
			}
			if low <= 0x9e && low != 0x97 {
				b, clean = begun(b, s, i-1, clean), false
				low += 0x20
			}
			if !clean {
				b = append(b, c, low)
			}
			continue
		case c >= 0x80:
			return "", false
		case 'A' <= c && c <= 'Z':
			b, clean = begun(b, s, i, clean), false
			c += 'a' - 'A'
		}
		if !clean {
			b = append(b, c)
		}
	}
	if clean {
		return s, true
	}
	return strings.TrimSuffix(string(b), " "), true
}

// begun is what has been folded so far: the first n bytes, where nothing needed it
// until now.
func begun(b []byte, s string, n int, clean bool) []byte {
	if !clean {
		return b
	}
	return append(make([]byte, 0, len(s)), s[:n]...)
}

var undotted = strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e", "ü", "u")

// plain is folded text without rings, dots and accents, as somebody writes it who
// has no such letters.
func plain(s string) string { return undotted.Replace(s) }

// apart turns punctuation that people put between words into spaces.
var apart = strings.NewReplacer("-", " ", "\u2010", " ", "\u2011", " ", "\u2013", " ", "\u2014", " ",
	".", " ", ",", " ", "/", " ", "(", " ", ")", " ", "\u00ad", "")

// FoldName is a person's name as compared: "Efternamn, Förnamn" is turned
// round, and case, spaces and hyphens do not count.
func FoldName(s string) string {
	if last, first, ok := strings.Cut(s, ","); ok && strings.TrimSpace(first) != "" {
		s = first + " " + last
	}
	if strings.ContainsAny(s, "-.,/()\u00ad\u2010\u2011\u2013\u2014") {
		s = apart.Replace(s)
	}
	return fold(s)
}

// distance is the number of letters to change, add, drop or swap with their
// neighbour to make b of a, or limit+1 where it is more than limit.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], limit+1)
}
