package form

// plainText is the wording of a text that is none of these.
var plainText = wording{folded: "text", key: "text", sought: true, inline: &inlined{}}

// meanings are the squeezed words of everything that is read as more than a value.
var meanings = func() map[string]bool {
	m := map[string]bool{"ja": true, "nej": true}
	for key := range known {
		m[key] = true
	}
	for key := range vague {
		m[key] = true
	}
	for _, words := range []map[string]bool{placeholders, examples, counters} {
		for key := range words {
			m[key] = true
		}
	}
	for key := range headings {
		m[key] = true
	}
	for key := range asides {
		m[key] = true
	}
	return m
}()

// mayMean says whether a text can be more than a value: its letters and digits are
// the words of something. It folds nothing and keeps nothing; a text with brackets, or in
// letters that it does not know, is read in full.
func mayMean(s string) bool {
	const longest, latin = 64, 0xC3 // the longest meaning; what begins å, ä, ö and é
	var key [longest]byte
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case c == '(' || c == '[': // help, which is no part of a label's words
			return true
		case c < 0x80 && !kept(rune(c)):
			continue
		case c == latin && i+1 < len(s) && n+1 < longest:
			i++
			key[n], key[n+1] = c, s[i]|0x20
			n += 2
			continue
		case c >= 0x80:
			return len(s) <= longest
		}
		if n == longest {
			return false
		}
		key[n] = c
		n++
	}
	return n == 0 || meanings[string(key[:n])]
}
