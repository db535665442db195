package process

import (
	"bytes"
	"strings"
)

// composed turns the decomposed letters of Mac and of some mail programs into
// the single ones, so that the same name folds alike.
var composed = strings.NewReplacer(
	"a\u030a", "å", "a\u0308", "ä", "o\u0308", "ö", "e\u0301", "é", "u\u0308", "ü",
	"A\u030a", "Å", "A\u0308", "Ä", "O\u0308", "Ö", "E\u0301", "É", "U\u0308", "Ü",
)

// fold is s in lower case with composed letters and single ordinary spaces.
func fold(s string) string {
	if folded, ok := foldLatin(s, &asText); ok {
		return folded
	}
	return strings.Join(strings.Fields(strings.ToLower(composed.Replace(s))), " ")
}

// foldings tell what an ASCII character is folded to; 0 for the bytes of all others.
type foldings [256]byte

// asText folds text, and asName takes what apart does for a space too.
var asText, asName = foldingsOf(""), foldingsOf("-.,/()")

func foldingsOf(spaces string) (to foldings) {
	for c := byte(1); c < 0x80; c++ {
		switch {
		case c == ' ' || '\t' <= c && c <= '\r' || strings.IndexByte(spaces, c) >= 0:
			to[c] = ' '
		case 'A' <= c && c <= 'Z':
			to[c] = c + 'a' - 'A'
		default:
			to[c] = c
		}
	}
	return to
}

// foldLatin is fold for text of single letters up to ÿ, in one pass and without an
// allocation where there is nothing to fold: names are folded many times for each
// case. ok is false for all other text.
func foldLatin(s string, to *foldings) (folded string, ok bool) {
	var room [64]byte
	b := room[:0]
	for i := 0; i < len(s); i++ {
		switch c := to[s[i]]; {
		case c == 0:
			i++
			if s[i-1] != 0xc3 || i == len(s) || s[i] < 0x80 || s[i] > 0xbf {
				return "", false
			}
			low := s[i]
			if low <= 0x9e && low != 0x97 {
				low += 0x20
			}
			b = append(b, 0xc3, low)
		case c != ' ' || len(b) > 0 && b[len(b)-1] != ' ':
			b = append(b, c)
		}
	}
	if b = bytes.TrimSuffix(b, []byte(" ")); string(b) == s {
		return s, true
	}
	return string(b), true
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
	if folded, ok := foldLatin(s, &asName); ok {
		return folded
	}
	return fold(apart.Replace(s))
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
