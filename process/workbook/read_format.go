package workbook

import "strings"

// showsDate says whether a number format shows a date: an unquoted year, month or
// day in its first section. Hours, minutes and seconds alone are a time of day or
// a duration. Files hold formats in US letters whatever Excel shows, ÅÅÅÅ as yyyy.
func showsDate(code string) bool {
	letters := formatLetters(strings.ToLower(code))
	if strings.ContainsAny(letters, "yde") {
		return true
	}
	for i := 0; i < len(letters); i++ {
		if letters[i] != 'm' {
			continue
		}
		end := i
		for end < len(letters) && letters[end] == 'm' {
			end++
		}
		minutes := end-i <= 2 && (i > 0 && letters[i-1] == 'h' || end < len(letters) && letters[end] == 's')
		if !minutes {
			return true
		}
		i = end - 1
	}
	return false
}

// formatLetters gives the letters of the first section that stand for parts of a
// date, in order, each run of others left out.
func formatLetters(code string) string {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return b.String()
		case '"':
			i = closing(code, i, '"')
		case '[': // a colour, a condition, a locale, or elapsed hours
			end := closing(code, i, ']')
			if strings.Trim(code[i:min(end+1, len(code))], "[hms]") == "" {
				b.WriteByte('h')
			}
			i = end
		case '\\', '_', '*':
			i++
		case 'e':
			if i+1 < len(code) && (code[i+1] == '+' || code[i+1] == '-') {
				continue // an exponent
			}
			b.WriteByte(c)
		case 'y', 'm', 'd', 'h', 's':
			b.WriteByte(c)
		default:
			i += wordAt(code[i:])
		}
	}
	return b.String()
}

// wordAt is the length, less one, of a whole word that the code begins with.
func wordAt(code string) int {
	for _, w := range []string{"general", "am/pm", "a/p"} {
		if strings.HasPrefix(code, w) {
			return len(w) - 1
		}
	}
	return 0
}

// closing is where the next end stands after i, or the end of s.
func closing(s string, i int, end byte) int {
	if n := strings.IndexByte(s[i+1:], end); n >= 0 {
		return i + 1 + n
	}
	return len(s)
}
