package form

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
	_, is := meanings[string(key[:n])]
	return n == 0 || is
}
