package master

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// says is what the base has of a case.
func says(b Base, id, heading string) string {
	t, _ := b.Text(SheetCases, id, heading)
	return t
}

// A packed row is what encoding/json makes of the map, byte for byte: ledgers from
// before hold that, and a row that is as it was must be the same string.
func TestPackedRowsAreJSON(t *testing.T) {
	texts := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zåäö "\\\n<>&\t`+"\x7f\u2028"+`]{0,12}`), rapid.Just("\xff\xe2"))
	rapid.Check(t, func(rt *rapid.T) {
		row := rapid.MapOf(texts, texts).Draw(rt, "row")
		want, err := json.Marshal(row)
		if err != nil {
			rt.Fatal(err)
		}
		packed := PackRow(row)
		if packed != string(want) {
			rt.Fatalf("packed %s, want %s", packed, want)
		}
		var back map[string]string
		if err := json.Unmarshal(want, &back); err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(back, maps.Collect(fieldsOfRow(packed))); diff != "" {
			rt.Fatal(diff)
		}
		for h, t := range back {
			if got, ok := packedText(packed, h); !ok || got != t {
				rt.Fatalf("%q is %q, %v; want %q", h, got, ok, t)
			}
		}
	})
}

// A row says what it is packed from, and nothing else.
func TestPackedRowsAreCompared(t *testing.T) {
	texts := rapid.OneOf(rapid.StringMatching(`[a"\\\n<]{0,4}`), rapid.String())
	rapid.Check(t, func(rt *rapid.T) {
		a, b, c, d := texts.Draw(rt, "a"), texts.Draw(rt, "b"), texts.Draw(rt, "c"), texts.Draw(rt, "d")
		packed := PackRow(map[string]string{"x": a, "y": b})
		said := maps.Collect(fieldsOfRow(packed))
		left := packedMatch(packed)
		got := left.next("x", c) && left.next("y", d) && left.whole()
		if want := said["x"] == c && said["y"] == d; got != want {
			rt.Fatalf("%s says %q and %q: %v", packed, c, d, got)
		}
		left = packedMatch(packed)
		if !left.next("x", said["x"]) || !left.next("y", said["y"]) || !left.whole() {
			rt.Fatalf("%s is not what it is packed from", packed)
		}
	})
}

// What is cut off or is no row at all ends the reading of it, no more.
func TestRowsThatAreNone(t *testing.T) {
	whole := PackRow(map[string]string{"a": "b\\", "c": "d"})
	for n := range len(whole) {
		for h, text := range fieldsOfRow(whole[:n]) {
			if h != "a" && h != "c" || text != "b\\" && text != "d" {
				t.Errorf("%s gives %q: %q", whole[:n], h, text)
			}
		}
	}
	for _, s := range []string{"null", "[]", `{"a":1}`, `{"a"`, `{"a":"b" `} {
		if got, ok := packedText(s, "c"); ok {
			t.Errorf("%s gives %q", s, got)
		}
	}
}

func TestRowsThatAreAlikeAreShared(t *testing.T) {
	b := Base{}
	b.note("s", "k", "h", "t")
	var p rowPacker
	p.begin()
	p.add("h", "t")
	if row := p.row(b["s"]["k"]); unsafe.StringData(row) != unsafe.StringData(b["s"]["k"]) {
		t.Errorf("packed %s anew", row)
	}
	b.note("s", "l", "h", "u")
	if got := b.but(Base{"s": {"k": b["s"]["k"]}}); !cmp.Equal(got, Base{"s": {"l": `{"h":"u"}`}}) {
		t.Errorf("other rows: %v", got)
	}
}

// The short way for texts that are plain already says of none that it is when it is
// not.
func TestPlainTextsAreLeftAlone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[aå .\n\tA\x{30A}\x{A0}\x{7F}\x{85}\x{C3}\x{E9}]{0,8}`)).Draw(rt, "text")
		lines := strings.Split(blanks.Replace(norm.NFC.String(strings.Map(holdable, strings.ToValidUTF8(s, "\uFFFD")))), "\n")
		for i, l := range lines {
			lines[i] = strings.Join(strings.Fields(l), " ")
		}
		if want := strings.TrimSpace(strings.Join(lines, "\n")); isPlain(s) && want != s || plain(s) != want {
			rt.Fatalf("%q is %q", s, want)
		}
	})
	for _, s := range []string{"", "Åsa Öberg", "Förslag: Beviljas.\n\nPlats 1 av 12."} {
		if !isPlain(s) {
			t.Errorf("%q takes the long way", s)
		}
	}
}
