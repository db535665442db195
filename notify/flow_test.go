package notify

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stintag/templates"
)

func TestFlowWrapsBlocks(t *testing.T) {
	long := strings.Repeat("ord ", 30)
	got, err := flow("  \x1ep" + long + "\x1e.\n \x1ehRubrik\x1e. \x1ei" + long + "\x1e. \x1eikort\x1e.\x1efEtt\x1fvärde\x1e.\x1e1\x1enförst\x1e.\x1ensedan\x1e.")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n\nRubrik\n------\n- ord", "\n  ord", "\n- kort\n\nEtt              värde\n\n1. först\n2. sedan\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	for _, line := range strings.Split(got, "\n") {
		if utf8.RuneCountInString(line) > width {
			t.Errorf("line too long: %q", line)
		}
	}
}

func TestFlowRefusesTextThatWouldBeLost(t *testing.T) {
	for _, s := range []string{"lös text\x1epok\x1e.", "\x1epok\x1e. lös text", "\x1e?okänt\x1e."} {
		if got, err := flow(s); err == nil {
			t.Errorf("flow(%q) = %q without an error", s, got)
		}
	}
}

func TestColumnsFitTheWidth(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("skäl ", 20))
	got := columns([][]string{{"\x1dPlats", "Ärende", "Skäl"}, {"\x1d1", "IA-2024-0001", long}, {"\x1d12", "IA-2024-0002", "kort"}})
	lines := strings.Split(got, "\n")
	for _, line := range lines {
		if utf8.RuneCountInString(line) > width {
			t.Errorf("line too long: %q", line)
		}
	}
	if !strings.HasPrefix(lines[2], "    1  IA-2024-0001  skäl") {
		t.Errorf("numbers stand to the right, words to the left: %q", lines[2])
	}
	if n := strings.Count(got, "skäl"); n != 20 {
		t.Errorf("%d of 20 words are left", n)
	}
}

func TestNumbersAreSwedish(t *testing.T) {
	for want, got := range map[string]string{
		"1" + nbsp + "234,5":               number(1234.5, 1),
		"0":                                number(0, 0),
		"999":                              number(999, 0),
		"12" + nbsp + "345" + nbsp + "678": number(12345678, 0),
		"−1" + nbsp + "200":                number(-1200, 0),
		"0,0":                              number(-0.01, 1),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Every file in letters is used, and every letter has its file.
func TestEveryTemplateFileIsUsed(t *testing.T) {
	files, err := fs.Glob(templates.Letters, "letters/*")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"letters/base.html.tmpl", "letters/base.txt.tmpl"}
	for _, n := range templateNames {
		want = append(want, "letters/"+n+".tmpl")
	}
	slices.Sort(want)
	if !slices.Equal(files, want) {
		t.Errorf("files %v, want %v", files, want)
	}
}
