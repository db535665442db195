package notify

import (
	"regexp"
	"strings"
	"unicode"
)

// Two shapes that a personnummer takes when people write it: the date in one
// piece, and the date with marks inside. Wrong ones are caught as well, since
// neither the date nor the check digit is looked at.
var personnummer = []*regexp.Regexp{
	regexp.MustCompile(`(?:\d{8}|\d{6}) ?[-+–—−]? ?\d{4}`),
	regexp.MustCompile(`(?:\d{4}|\d{2})[-. /]\d{2}[-. /]\d{2} ?[-+–—− ] ?\d{4}`),
}

// safe makes words from outside fit for a letter: no control characters, no
// personnummer with its last four digits (mail is as open as a postcard).
// Everything that somebody outside has written passes through here.
func safe(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u00a0':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
	for _, p := range personnummer {
		s = maskAll(p, s)
	}
	return strings.TrimSpace(s)
}

func safeAll(ss []string) []string {
	var out []string
	for _, s := range ss {
		if s = safe(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// maskAll hides the last four digits of every match that is no part of a longer
// number or date.
func maskAll(p *regexp.Regexp, s string) string {
	var b strings.Builder
	for {
		at := p.FindStringIndex(s)
		if at == nil {
			b.WriteString(s)
			return b.String()
		}
		if !standsAlone(s, at[0], at[1]) {
			b.WriteString(s[:at[0]+1])
			s = s[at[0]+1:]
			continue
		}
		b.WriteString(s[:at[1]-4])
		b.WriteString("****")
		s = s[at[1]:]
	}
}

// standsAlone refuses the middle of a longer run of digits, and two dates side by
// side ("2024-09-10 2024-12-31"), where the four digits are the second one's year.
func standsAlone(s string, from, to int) bool {
	if from > 0 && digit(s[from-1]) {
		return false
	}
	if to == len(s) {
		return true
	}
	date := s[to] == '-' && to+1 < len(s) && digit(s[to+1])
	return !digit(s[to]) && !date
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
