package mime

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf8"
)

// spoken is what one mail says: its first text and, for want of it, its first page.
type spoken struct{ text, html string }

func (w spoken) read() string {
	if w.text != "" {
		return w.text
	}
	return htmlText(w.html)
}

// tell keeps what an enclosed mail says, where somebody asked.
func (p *parser) tell(w spoken) {
	if p.all {
		p.inner = append(p.inner, w.read())
	}
}

// readable is what of a body is read for people, within the limit of all of them.
func (p *parser) readable(words []byte) []byte {
	words = words[:min(len(words), maxText-p.text)]
	p.text += len(words)
	for n := 0; n < utf8.UTFMax && len(words) > 0 && p.text == maxText && !utf8.Valid(words[len(words)-1:]); n++ {
		words = words[:len(words)-1] // half a letter
	}
	return words
}

var (
	unseen = regexp.MustCompile(`(?is)<(style|script|head)\b.*?</(style|script|head)\s*>|<!--.*?-->`)
	breaks = regexp.MustCompile(`(?i)<(br|/p|/div|/tr|/li|/h[1-6])\b[^>]*>`)
	tags   = regexp.MustCompile(`<[^>]*>`)
	blanks = regexp.MustCompile(`[ \t\x{a0}]*\n\s*`)
)

// htmlText is what an HTML body says, for a person to read; nothing is decided by it.
func htmlText(s string) string {
	s = unseen.ReplaceAllString(s, "")
	s = breaks.ReplaceAllString(strings.ReplaceAll(s, "\n", " "), "\n")
	s = html.UnescapeString(tags.ReplaceAllString(s, ""))
	return strings.TrimSpace(blanks.ReplaceAllString(s, "\n"))
}
