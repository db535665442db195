package ledger

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

func notary(t *testing.T, secret, region string) *Notary {
	t.Helper()
	n, err := NewNotary([]byte(secret), region)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func signed(t *testing.T, n *Notary, h Head) string {
	t.Helper()
	text, err := n.Sign(h)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A checkpoint is a signed note that any reader of such notes opens.
func TestACheckpointIsASignedNote(t *testing.T) {
	n := notary(t, "0123456789abcdef", "Region Jämtland Härjedalen")
	text := signed(t, n, Head{Size: 7, Root: [32]byte{1, 2}})
	key, err := n.Key()
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(key)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := note.Open([]byte(text), note.VerifierList(v))
	if err != nil || opened.Text != "stintag/region-jamtland-harjedalen\n7\nAQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" {
		t.Errorf("opened as %+v, %v", opened, err)
	}
	if again := signed(t, n, Head{Size: 7, Root: [32]byte{1, 2}}); again != text {
		t.Error("the same head signed twice is two texts")
	}
}

// It is found however it was copied out of a mail, and by the public key alone.
func TestACheckpointIsFoundHoweverItWasCopied(t *testing.T) {
	n := notary(t, "0123456789abcdef", "Region Västmanland")
	text := signed(t, n, Head{Size: 7, Root: [32]byte{1}})
	key, err := n.Key()
	if err != nil {
		t.Fatal(err)
	}
	public, err := NewVerifier(key)
	if err != nil {
		t.Fatal(err)
	}
	last := strings.LastIndex(text, " ")
	for name, copied := range map[string]string{
		"as it is":           text,
		"with text around":   "Dagsrapport\n\nHej!\n\n" + text + "\nMed vänlig hälsning\nX",
		"with CRLF":          strings.ReplaceAll(text, "\n", "\r\n"),
		"without blank line": strings.ReplaceAll(text, "\n\n", "\n"),
		"double-spaced":      strings.ReplaceAll(text, "\n", "\n\n"),
		"quoted":             "> " + strings.ReplaceAll(text, "\n", "\n> "),
		"indented":           "    " + strings.ReplaceAll(text, "\n", "\n    "),
		"signature wrapped":  text[:last] + "\n" + text[last+1:last+40] + "\n" + text[last+40:],
		"on one line":        strings.ReplaceAll(text, "\n", " "),
		"with hard spaces":   strings.ReplaceAll(text, " ", "\u00a0"),
		"double-spaced hard": strings.ReplaceAll(text, "\n", "\n\u00a0\n"),
		"in Windows-1252":    strings.ReplaceAll(text, "—", "\x97"),
		"without the dash":   strings.ReplaceAll(text, "—", "?"),
		"two hyphens":        strings.ReplaceAll(text, "—", "--"),
	} {
		for _, who := range []*Notary{n, public} {
			got, err := who.Checkpoints(copied)
			if err != nil || len(got) != 1 || got[0].Head != (Head{7, [32]byte{1}}) {
				t.Errorf("%s: %+v, %v", name, got, err)
			}
		}
	}
	two, err := n.Checkpoints(text + "\n" + signed(t, n, Head{Size: 9}))
	if err != nil || len(two) != 2 || two[1].Size != 9 {
		t.Errorf("two in one file: %+v, %v", two, err)
	}
	renamed := notary(t, "0123456789abcdef", "Region Mälardalen")
	if got, err := renamed.Checkpoints(text); err != nil || len(got) != 1 {
		t.Errorf("after the region changed its name: %+v, %v", got, err)
	}
}

func TestAForgedCheckpointIsRefused(t *testing.T) {
	n := notary(t, "0123456789abcdef", "Region Västmanland")
	text := signed(t, n, Head{Size: 7, Root: [32]byte{1}})
	for name, x := range map[string]struct {
		text string
		want error
	}{
		"nothing in it":       {"Dagsrapport", ErrNoCheckpoint},
		"half of it":          {text[:100], ErrNoCheckpoint},
		"another size":        {strings.Replace(text, "\n7\n", "\n8\n", 1), ErrForged},
		"another root":        {strings.Replace(text, "\nAQ", "\nAB", 1), ErrForged},
		"another origin":      {strings.Replace(text, "stintag/region-v", "stintag/region-w", 1), ErrForged},
		"another key":         {signed(t, notary(t, "fedcba9876543210", "Region Västmanland"), Head{Size: 7}), ErrForeignKey},
		"another key's name":  {strings.ReplaceAll(text, "stintag/region-v", "stintag/region-w"), ErrForeignKey},
		"one good, one wrong": {text + "\n" + strings.Replace(text, "\n7\n", "\n8\n", 1), ErrForged},
	} {
		if got, err := n.Checkpoints(x.text); !errors.Is(err, x.want) {
			t.Errorf("%s: %+v, %v; want %v", name, got, err, x.want)
		}
	}
	for _, key := range []string{"", "stintag/x", "stintag/x+00000000+AAAA", "PRIVATE+KEY+stintag/x+1+A"} {
		if _, err := NewVerifier(key); err == nil {
			t.Errorf("%q is taken for a key", key)
		}
	}
}
