package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Every text of a form goes through clean, fold and squeeze several times over, so
// they copy nothing where there is nothing to change.

// clean is s in NFC, every kind of blank as one space, trimmed.
func clean(s string) string {
	if s != "" && (s[0] <= ' ' || s[len(s)-1] <= ' ') {
		s = strings.Trim(s, " \t\r\n")
	}
	if tidy(s) {
		return s
	}
	if spaced, ok := cleanPlain(s); ok {
		return spaced
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\ufeff' || r == '\u00ad':
			return -1
		case unicode.IsSpace(r) || r == '\u00a0' || r == '\u202f' || r == '\u2009':
			return ' '
		}
		return r
	}, norm.NFC.String(s))
	return strings.Join(strings.Fields(s), " ")
}

// cleanPlain cleans a text of letters that are in NFC whatever stands beside them. It
// gives up on anything else.
func cleanPlain(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	for i, r := range s {
		switch {
		case r == ' ' || r == '\t' || r == '\n' || r == '\v' || r == '\f' || r == '\r' || r == 0xa0:
			b = spaced(b)
			continue
		case !composed(r):
			return "", false
		case r < utf8.RuneSelf:
			b = append(b, byte(r))
			continue
		}
		b = append(b, s[i:i+utf8.RuneLen(r)]...)
	}
	return strings.TrimSuffix(string(b), " "), true
}

// composed says whether a letter or sign is in NFC whatever stands beside it, and no
// blank.
func composed(r rune) bool { return r > ' ' && r < 0x7f || r > 0xa0 && r != 0xad && r <= 0x2ff }

// tidy says whether a text surely is clean: single spaces between words of letters
// that are in NFC whatever stands beside them. Nothing is asked as often, so it looks at
// bytes.
func tidy(s string) bool {
	space := true // as if before the text, so that it may not begin with one
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c > ' ' && c < 0x7f:
			space = false
		case c == ' ':
			if space {
				return false
			}
			space = true
		case c >= 0xC2 && c <= 0xCB && i+1 < len(s): // the letters up to U+02FF
			i++
			if d := s[i]; d < 0x80 || d > 0xBF || c == 0xC2 && (d <= 0xA0 || d == 0xAD) {
				return false
			}
			space = false
		default:
			return false
		}
	}
	return !space || s == ""
}

// fold is s as labels and choices are compared: clean, in lower case, without
// what stands in brackets and without * : ( ) ?.
func fold(s string) string {
	var words, key [128]byte
	if b, _, ok := foldPlain(words[:0], key[:0], s); ok {
		return same(b, s)
	}
	return foldAny(s)
}

// wordsIn is squeeze of fold: the letters and digits of a text, by which texts are the same.
func wordsIn(s string) string {
	var words, key [128]byte
	b, k := words[:0], key[:0]
	if len(s) > len(words) {
		b, k = make([]byte, 0, len(s)), make([]byte, 0, len(s))
	}
	if _, k, ok := foldPlain(b, k, s); ok {
		return same(k, s)
	}
	return squeeze(foldAny(s))
}

// foldAny is fold for whatever letters and signs there are.
func foldAny(s string) string {
	s = strings.ToLower(clean(s))
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune("*:()[]?!", r) {
			return ' '
		}
		return r
	}, unbracketed(s))
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), " .,-–…_")
}

// same is b as a string, without a copy where it says what s says.
func same(b []byte, s string) string {
	if string(b) == s {
		return s
	}
	return string(b)
}

// foldPlain folds what most labels are, ASCII and the letters of Swedish, into b, and
// squeezes it into key; both are empty. It gives up on anything else.
func foldPlain(b, key []byte, s string) (folded, squeezed []byte, ok bool) {
	open, keyed := -1, 0 // where in both the innermost bracket stood
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '%':
			b, key = append(b, c), append(key, c)
		case 'A' <= c && c <= 'Z':
			b, key = append(b, c+'a'-'A'), append(key, c+'a'-'A')
		case c == ' ', c == '*', c == ':', c == '?', c == '!', c == '\t', c == '\n', c == '\r':
			b = spaced(b)
		case c == '(', c == '[':
			b = spaced(b)
			open, keyed = len(b), len(key)
		case c == ')', c == ']':
			if open >= 0 {
				b, key, open = b[:open], key[:keyed], -1
			}
			b = spaced(b)
		case c < ' ', c == 0x7F:
			return nil, nil, false
		case c < utf8.RuneSelf:
			b = append(b, c)
		case c == 0xC3 && i+1 < len(s) && 0x80 <= s[i+1] && s[i+1] <= 0xBF: // À to ÿ
			i++
			d := s[i]
			if d == 0x97 || d == 0xB7 { // × and ÷
				b = append(b, c, d)
				continue
			}
			if d <= 0x9E { // a capital
				d += 0x20
			}
			b, key = append(b, c, d), append(key, c, d)
		default:
			return nil, nil, false
		}
	}
	return unended(b), key, true
}

// unended is a folded text without the signs that end it.
func unended(b []byte) []byte {
	for len(b) > 0 && strings.IndexByte(" .,-_", b[len(b)-1]) >= 0 {
		b = b[:len(b)-1]
	}
	return b
}

// spaced is b ready for its next word.
func spaced(b []byte) []byte {
	if len(b) > 0 && b[len(b)-1] != ' ' {
		b = append(b, ' ')
	}
	return b
}

// unbracketed is s with each innermost pair of brackets and what stands in it
// gone.
func unbracketed(s string) string {
	var b strings.Builder
	from, open := 0, -1
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(', '[':
			open = i
		case ')', ']':
			if open >= 0 {
				b.WriteString(s[from:open])
				b.WriteByte(' ')
				from, open = i+1, -1
			}
		}
	}
	if from == 0 {
		return s
	}
	return b.String() + s[from:]
}

// squeeze keeps letters, digits and % of a folded text, so that "Leg. datum",
// "leg.datum" and "Leg datum" are one, and "E-post" is "Epost".
func squeeze(folded string) string {
	i := 0
	for i < len(folded) && folded[i] < utf8.RuneSelf && kept(rune(folded[i])) {
		i++
	}
	if i == len(folded) {
		return folded
	}
	var buffer [128]byte
	b := append(buffer[:0], folded[:i]...)
	for ; i < len(folded); i++ {
		if c := folded[i]; c < utf8.RuneSelf {
			if kept(rune(c)) {
				b = append(b, c)
			}
			continue
		}
		r, width := utf8.DecodeRuneInString(folded[i:])
		if kept(r) {
			b = append(b, folded[i:i+width]...)
		}
		i += width - 1
	}
	return same(b, folded)
}

func kept(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || r == '%'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func dropped(r rune) bool { return !kept(r) }

func hasDigit(s string) bool {
	for i := range len(s) {
		if isDigit(s[i]) {
			return true
		}
	}
	return false
}
