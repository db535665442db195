package smtp

import (
	"fmt"
	"strings"
	"unicode"
)

const (
	subjectHeader = "Subject: "
	longestLine   = 76 // of a header that holds encoded words, without CRLF
	longestWord   = 75 // of an encoded word
	wordOpens     = "=?utf-8?q?"
	wordCloses    = "?="
)

// longestPlain is how long a word may be that is written as it is: it must fit
// behind the header's name, since some readers keep the space of a first line
// that is folded at once.
const longestPlain = longestLine - len(subjectHeader)

// subjectValue is a subject as it stands in the header: folded at spaces, words
// in ASCII as they are, and the others as encoded words (RFC 2047). go-mail
// encodes a subject as a whole, and folds it right after the colon.
func subjectValue(s string) string {
	l := folded{col: len(subjectHeader), fresh: true}
	words := strings.Fields(strings.Map(noControl, strings.ToValidUTF8(s, "\uFFFD")))
	for len(words) > 0 {
		if plain(words[0]) {
			l.plain(words[0])
			words = words[1:]
			continue
		}
		n := 1
		for n < len(words) && !plain(words[n]) {
			n++
		}
		l.encoded(strings.Join(words[:n], " "))
		words = words[n:]
	}
	return l.String()
}

func noControl(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}

// plain refuses what a reader could take for an encoded word, too.
func plain(word string) bool {
	return len(word) <= longestPlain && !strings.Contains(word, "=?") &&
		!strings.ContainsFunc(word, func(r rune) bool { return r <= ' ' || r > '~' })
}

// folded is a header's value in the making. col is the length of its last line;
// fresh says that nothing of the value stands on that line.
type folded struct {
	strings.Builder
	col   int
	fresh bool
}

func (l *folded) fold() {
	l.WriteString("\r\n ")
	l.col, l.fresh = 1, true
}

// put writes a word, after the space that ends what stands before it.
func (l *folded) put(word string) {
	if !l.fresh {
		l.WriteByte(' ')
		l.col++
	}
	l.WriteString(word)
	l.col, l.fresh = l.col+len(word), false
}

func (l *folded) room() int {
	if l.fresh {
		return longestLine - l.col
	}
	return longestLine - l.col - 1
}

func (l *folded) plain(word string) {
	if len(word) > l.room() {
		l.fold()
	}
	l.put(word)
}

// encoded writes a run of words. Readers drop the space between two encoded
// words, so the spaces of the run are inside them. The run is parted at spaces,
// and within a word only where a line is too short for the word.
func (l *folded) encoded(run string) {
	for run != "" {
		n := fitting(run, min(l.room(), longestWord)-len(wordOpens)-len(wordCloses))
		if n < len(run) {
			if at := strings.LastIndexByte(run[:n], ' '); at >= 0 {
				n = at + 1
			} else if !l.fresh {
				l.fold()
				continue
			}
		}
		l.put(wordOpens + q(run[:n]) + wordCloses)
		run = run[n:]
	}
}

// fitting is how many bytes of s, in whole characters, take at most room bytes.
func fitting(s string, room int) int {
	for at, r := range s {
		if room -= len(q(string(r))); room < 0 {
			return at
		}
	}
	return len(s)
}

func q(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case c == ' ':
			b.WriteByte('_')
		case c < ' ' || c > '~' || strings.IndexByte("=?_", c) >= 0:
			fmt.Fprintf(&b, "=%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
