package workbook

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"strings"
)

// Who wrote a comment cannot be told by its author alone: LibreOffice forgets
// authors, and who edits a comment leaves its author as it was. So a comment of
// ours says so itself, and ends in a sum over its words: one that a person has
// added a word to is the person's.

const noteEnd = "Programmet tar själv bort den här kommentaren."

var signature = regexp.MustCompile(`^` + markAuthor + `: (.+) ` + regexp.QuoteMeta(noteEnd) + ` \[([0-9a-f]{4})\]$`)

// signed is a text of ours as a comment shows it.
func signed(text string) string {
	text = strings.TrimSpace(oneNewline(cellText(text)))
	return fmt.Sprintf("%s%s\n\n%s [%s]", markLead, text, noteEnd, wordSum(text))
}

// isSigned says whether what a comment says is ours, word for word.
func isSigned(words string) bool {
	m := signature.FindStringSubmatch(words)
	return m != nil && wordSum(m[1]) == m[2]
}

func wordSum(text string) string {
	h := fnv.New32a()
	h.Write([]byte(spoken(text)))
	return fmt.Sprintf("%04x", h.Sum32()>>16)
}

// spoken are the words alone: programs write lines and blanks in their own ways.
func spoken(s string) string { return strings.Join(strings.Fields(s), " ") }

// spokenIn are the words of a comment's texts.
func spokenIn(src []byte, texts []span) string {
	var b strings.Builder
	for _, t := range texts {
		b.Write(unescapeX([]byte(unescape(src[t.from:t.to]))))
	}
	return spoken(b.String())
}
