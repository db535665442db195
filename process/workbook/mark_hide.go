package workbook

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Hide hides figures wherever the workbook holds a text: comments, headers, input
// help, links, properties, the names of sheets and what refers to them. find gives,
// for each thing to hide in a text, the places of its bytes. Each becomes a sign of
// its own length, so that nothing moves; the zip stays sound. Numbers are no texts:
// they are left.
func Hide(src []byte, find func(text string) [][]int) (out []byte, err error) {
	defer recoverInto("hide in workbook", &err)
	pk, err := openPackage(src)
	if err != nil {
		return nil, fmt.Errorf("hide in workbook: %w", err)
	}
	book, err := openBook(pk)
	if err != nil {
		return nil, fmt.Errorf("hide in workbook: %w", err)
	}
	h := &hider{find: find}
	h.named(book)
	for _, f := range pk.zip.File {
		if !holdsText(f.Name) || pk.dropped[f] {
			continue
		}
		raw, err := pk.read(f.Name)
		if err != nil {
			return nil, fmt.Errorf("hide in workbook: %w", err)
		}
		if hidden := h.part(raw); hidden != nil {
			pk.replace(f.Name, hidden)
		}
	}
	if len(pk.replaced) == 0 {
		return src, nil
	}
	return pk.bytes()
}

// holdsText says whether a part may hold what a person has written.
func holdsText(name string) bool {
	switch path.Ext(partKey(name)) {
	case ".xml", ".rels", ".vml":
	default:
		return false
	}
	base := path.Base(partKey(name))
	return base != "styles.xml" && base != "calcchain.xml" && base != "[content_types].xml" && !strings.HasPrefix(base, "theme")
}

// hider hides in one part after the other.
type hider struct {
	find  func(text string) [][]int
	signs map[string]byte // what hides the figures that a sheet's name holds
	raw   []byte
	out   []byte // nil until something is hidden
	run   []byte // the text at hand, and where each byte of it stands
	at    []int
	quote bool // the text is a formula
}

// nameSigns stand in a sheet's name, where * may not; two names that differ must
// still do so.
const nameSigns = "xyzwvutsrqponmlkjihgfedcba"

func (h *hider) named(book *bookPart) {
	h.signs = map[string]byte{}
	for _, s := range book.sheets {
		for _, places := range h.find(s.name) {
			key := figures([]byte(s.name), places)
			if _, is := h.signs[key]; !is {
				h.signs[key] = nameSigns[len(h.signs)%len(nameSigns)]
			}
		}
	}
}

func figures(text []byte, places []int) string {
	var b []byte
	for _, i := range places {
		b = append(b, text[i])
	}
	return string(b)
}

// inText are the elements that part a text without ending it: its runs and looks.
var inText = []string{"t", "r", "rPr", "rFont", "sz", "color", "b", "i", "u", "family", "scheme", "charset", "vertAlign", "solidFill", "srgbClr", "latin", "ea", "cs", "font"}

// ofFormula are the elements that hold a formula, of which only what stands in
// quotes is text.
var ofFormula = []string{"f", "formula", "formula1", "formula2", "definedName"}

// part is the part with its texts hidden, nil where there is nothing to hide.
func (h *hider) part(raw []byte) []byte {
	if !utf8.Valid(raw) {
		return nil
	}
	h.raw, h.out = raw, nil
	for i := 0; i < len(raw); {
		if raw[i] != '<' {
			h.run, h.at = append(h.run, raw[i]), append(h.at, i)
			i++
			continue
		}
		i = h.tag(i)
	}
	h.flush()
	return h.out
}

// tag reads the tag that begins at from, and gives where it ends.
func (h *hider) tag(from int) int {
	rest := h.raw[from:]
	if bytes.HasPrefix(rest, []byte("<![CDATA[")) {
		return from + len("<![CDATA[")
	}
	name := strings.TrimLeft(string(rest[:min(len(rest), 40)]), "</")
	if n := strings.IndexAny(name, " \t\r\n/>"); n >= 0 {
		name = name[:n]
	}
	name = name[strings.LastIndexByte(name, ':')+1:]
	if !slices.Contains(inText, name) {
		h.flush()
		h.quote = slices.Contains(ofFormula, name)
	}
	for i := from + 1; i < len(h.raw); i++ {
		switch c := h.raw[i]; c {
		case '>':
			return i + 1
		case '"', '\'':
			end := bytes.IndexByte(h.raw[i+1:], c)
			if end < 0 {
				return len(h.raw)
			}
			h.value(i+1, i+1+end)
			i += 1 + end
		}
	}
	return len(h.raw)
}

// value hides in the value of an attribute, where %20 is a sign like another. A
// value in braces is an id.
func (h *hider) value(from, to int) {
	text := bytes.Clone(h.raw[from:to])
	if len(text) == 0 || text[0] == '{' {
		return
	}
	for i := 0; i+2 < len(text); i++ {
		if text[i] == '%' {
			copy(text[i:i+3], "---")
		}
	}
	h.hide(text, func(i int) int { return from + i }, false)
}

func (h *hider) flush() {
	if len(h.run) > 0 {
		at := h.at
		h.hide(h.run, func(i int) int { return at[i] }, h.quote)
	}
	h.run, h.at = h.run[:0], h.at[:0]
}

// hide hides in a text whose byte i stands at place(i) of the part.
func (h *hider) hide(text []byte, place func(i int) int, formula bool) {
	all := h.find(string(text))
	if len(all) == 0 {
		return
	}
	if _, err := strconv.ParseFloat(strings.TrimSpace(string(text)), 64); err == nil {
		return
	}
	for _, places := range all {
		sign, named := h.signs[figures(text, places)]
		if !named {
			sign = '*'
		}
		if formula && !named && !quoted(string(text[:places[0]])) {
			continue
		}
		if h.out == nil {
			h.out = bytes.Clone(h.raw)
		}
		for _, i := range places {
			h.out[place(i)] = sign
		}
	}
}

// quoted says whether what follows the text stands in quotes.
func quoted(before string) bool {
	before = strings.NewReplacer("&quot;", `"`, "&apos;", `'`, "&#34;", `"`, "&#39;", `'`).Replace(before)
	return strings.Count(before, `"`)%2 == 1 || strings.Count(before, `'`)%2 == 1
}
