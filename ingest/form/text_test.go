package form

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// The words that clean and fold are defined by, slow and plain.

func plainClean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("\u200b\u200c\u200d\ufeff\u00ad", r):
			return -1
		case unicode.IsSpace(r) || strings.ContainsRune("\u00a0\u202f\u2009", r):
			return ' '
		}
		return r
	}, norm.NFC.String(s))
	return strings.Join(strings.Fields(s), " ")
}

var plainBrackets = regexp.MustCompile(`[(\[][^()\[\]]*[)\]]`)

func plainFold(s string) string {
	s = plainBrackets.ReplaceAllString(strings.ToLower(plainClean(s)), " ")
	s = regexp.MustCompile(`[*:()\[\]?!]`).ReplaceAllString(s, " ")
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), " .,-–…_")
}

// What is fast says the same as what is plain, of every text.
func TestFoldAsItIsDefined(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "Å", "a\u030a", "\u030a", " ", "  ", "\u00a0", "\t", "\n", "(", ")", "[", "]", "(x)", "*", ":", "?", "!", ".", "…", "_",
		"Namn", "é", "\u00ad", "\u200b", "\ufeff", "ﬁ", "\xff", "İ", "\u0345", "–", "%", "7", "\u2009", "Ω", "\u212b"})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "")
		if got, want := clean(s), plainClean(s); got != want {
			t.Fatalf("clean(%q) = %q, want %q", s, got, want)
		}
		if got, want := fold(s), plainFold(s); got != want {
			t.Fatalf("fold(%q) = %q, want %q", s, got, want)
		}
		if f, k, ok := foldPlain(nil, nil, s); ok && (string(f) != fold(s) || string(k) != squeeze(fold(s))) {
			t.Fatalf("foldPlain(%q) = %q, %q", s, f, k)
		}
	})
}
