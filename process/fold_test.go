package process_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stintag/process"
)

// foldedSlowly is a name as compared, said in words that need no cleverness.
func foldedSlowly(s string) string {
	if last, first, ok := strings.Cut(s, ","); ok && strings.TrimSpace(first) != "" {
		s = first + " " + last
	}
	s = strings.NewReplacer("a\u030a", "å", "o\u0308", "ö", "e\u0301", "é", "A\u0308", "Ä").Replace(s)
	s = strings.NewReplacer("-", " ", ".", " ", ",", " ", "/", " ", "(", " ", ")", " ", "\u2013", " ", "\u00ad", "").Replace(s)
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

func TestNamesFoldAlikeHoweverTheyAreWritten(t *testing.T) {
	parts := []string{"a", "Ask", "Å", "å", "a\u030a", "e\u0301", "É", "ß", "×", "÷", "ÿ", "Ø", "Ł", "İ", "\xc3", "\xc3A", " ", "  ", "\t", "\u00a0", "\u0085", "-", ",", "\u00ad", "\u2013", "."}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 8).Draw(t, "parts"), "")
		if got, want := process.FoldName(s), foldedSlowly(s); got != want {
			t.Fatalf("%q folds to %q, want %q", s, got, want)
		}
	})
}
