package form

import "unicode/utf8"

// plainText is the wording of a text that is none of these, longText of one that is
// too long to be a label, and noText of what is no text.
var (
	plainText = wording{folded: "text", key: "text", sought: true, inline: &inlined{}}
	longText  = wording{sought: true, inline: &inlined{}}
	noText    = wording{sought: true, inline: &inlined{}}
)

// meaning is what words say by themselves, wherever they stand.
type meaning struct {
	label     label // the zero label where labels is false
	labels    bool
	heads     bool // the words of a group heading
	about     owner
	aside     asideKind
	untouched bool // the words of a box that nobody has touched
}

// meanings are the squeezed words of everything that is read as more than a value, so
// that a text is looked up once.
var meanings = func() map[string]meaning {
	all := map[string]meaning{"ja": {}, "nej": {}}
	add := func(key string, say func(*meaning)) {
		m := all[key]
		say(&m)
		all[key] = m
	}
	for key, f := range known {
		add(key, func(m *meaning) { m.label, m.labels = label{field: f}, true })
	}
	for key, v := range vague {
		add(key, func(m *meaning) { m.label, m.labels = label{vague: v}, true })
	}
	for key := range placeholders {
		add(key, func(m *meaning) { m.untouched = true })
	}
	for key, whose := range headings {
		add(key, func(m *meaning) { m.heads, m.about = true, whose })
	}
	for key, kind := range asides {
		add(key, func(m *meaning) { m.aside = kind })
	}
	for _, words := range []map[string]bool{examples, counters} {
		for key := range words {
			add(key, func(*meaning) {})
		}
	}
	return all
}()

// mayMean says whether a text can be more than a value: its letters and digits are
// the words of something. It folds nothing and keeps nothing; a text with brackets, or in
// letters that it does not know, is read in full.
func mayMean(s string) bool {
	var key [longestMeaning]byte
	n := 0
	for i := 0; i < len(s); i++ {
		c := sorts[s[i]]
		switch c {
		case sortSign:
			continue
		case sortBracket: // help, which is no part of a label's words
			return true
		case sortLatin:
			if i+1 < len(s) && n+1 < len(key) {
				i++
				key[n], key[n+1] = s[i-1], s[i]|0x20
				n += 2
				continue
			}
			return len(s) <= longestMeaning
		case sortOther:
			return len(s) <= longestMeaning
		}
		if n == len(key) {
			return false
		}
		key[n] = c
		n++
	}
	if n == 0 {
		return true
	}
	if !looks[look(key[:n])] {
		return false
	}
	_, is := meanings[string(key[:n])]
	return is
}

// longestMeaning is as long as any of the meanings' words, in bytes.
const longestMeaning = 64

// The sorts of bytes that are no letter or digit in ASCII.
const (
	sortSign = iota
	sortBracket
	sortLatin // what begins å, ä, ö and é
	sortOther
)

// sorts has each byte's: a letter in lower case, a digit, or one of those.
var sorts = func() (all [256]byte) {
	for i := range all {
		switch c := byte(i); {
		case 'A' <= c && c <= 'Z':
			all[i] = c + 'a' - 'A'
		case c == '(' || c == '[':
			all[i] = sortBracket
		case c == 0xC3:
			all[i] = sortLatin
		case c >= utf8.RuneSelf:
			all[i] = sortOther
		case kept(rune(c)):
			all[i] = c
		}
	}
	return all
}()

// looks are what the meanings' words look like at a glance.
var looks = func() (all [1 << 13]bool) {
	for key := range meanings {
		if key != "" {
			all[look([]byte(key))] = true
		}
	}
	return all
}()

// look is a text's length, and its first, middle and last letters.
func look(key []byte) int {
	n := len(key)
	return (n*67 + int(key[0])*5 + int(key[n/2])*131 + int(key[n-1])*29 + int(key[n/3])*17) & (1<<13 - 1)
}
