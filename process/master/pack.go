package master

import (
	"slices"
	"strings"

	"stintag/process/workbook"
)

// packing gathers what the base is to hold of one row at a time.
type packing struct {
	rowPacker
	sheet string
	key   string
	order []column // the table's, by rising heading
	texts map[string]string
}

func packedOrder(t table) []column {
	return slices.SortedFunc(slices.Values(t.columns), func(a, b column) int { return strings.Compare(a.heading, b.heading) })
}

// shows says whether nobody has touched a row, and it says already what is wanted
// of it: then it is as it was in the base that is coming too.
func (r row) shows(order []column, texts cellTexts, want func(heading string) workbook.Cell) bool {
	if r.as == "" {
		return false
	}
	left := packedMatch(r.as)
	for _, c := range order {
		if !left.next(c.heading, texts.textAs(c.look, want(c.heading))) {
			return false
		}
	}
	return left.whole()
}

// cellTexts is textAs for many cells: it remembers how dates are written, of which
// there are few.
type cellTexts map[float64]string

func (t cellTexts) textAs(l look, c workbook.Cell) string {
	if l != lookDate || c.Kind != workbook.Date {
		return textAs(l, c)
	}
	s, ok := t[c.Number]
	if !ok {
		s = textAs(l, c)
		t[c.Number] = s
	}
	return s
}

// packedMatch compares what follows in a packed row.
type packedMatch string

// next says whether the heading comes next, with the text.
func (p *packedMatch) next(heading, text string) bool {
	return p.quoted(heading, "{,") && p.quoted(text, ":")
}

// whole says whether nothing follows.
func (p *packedMatch) whole() bool { return *p == "}" }

// quoted says whether a string follows, after one of the marks. What needs no
// escape stands there as it is; only of what differs is it asked what it says.
func (p *packedMatch) quoted(text, marks string) bool {
	s := string(*p)
	if s == "" || strings.IndexByte(marks, s[0]) < 0 {
		return false
	}
	s = s[1:]
	if n := len(text); len(s) > n+1 && s[0] == '"' && s[n+1] == '"' && s[1:n+1] == text && !escapes(text) {
		*p = packedMatch(s[n+2:])
		return true
	}
	rest, ok := saysQuoted(s, text)
	*p = packedMatch(rest)
	return ok
}

// escapes says whether a text holds quotes or what escapes them.
func escapes(text string) bool {
	const short = 32 // to look at each letter is then faster
	if len(text) > short {
		return strings.IndexByte(text, '\\') >= 0 || strings.IndexByte(text, '"') >= 0
	}
	for i := range len(text) {
		if text[i] == '\\' || text[i] == '"' {
			return true
		}
	}
	return false
}

// saysQuoted says whether s begins with a JSON string of the text, and gives what
// comes after it.
func saysQuoted(s, text string) (rest string, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		return "", false
	}
	from := 0 // so much of the text was found
	for i := 1; i < len(s); i++ {
		switch ch := s[i]; {
		case ch == '"':
			return s[i+1:], from == len(text)
		case from == len(text):
			return "", false
		case ch != '\\':
			if ch != text[from] {
				return "", false
			}
		case i+1 < len(s) && s[i+1] == 'n' && text[from] == '\n', i+1 < len(s) && s[i+1] == '"' && text[from] == '"':
			i++
		default:
			said, rest, ok := quotedText(s)
			return rest, ok && said == text
		}
		from++
	}
	return "", false
}

// pack begins a row: what is noted of it is gathered until record.
func (m *merger) pack(key string) {
	m.packed.key, m.packed.texts = key, map[string]string{}
}

// record puts the row into the base that is coming, as the string that a base has
// it as already, where one does.
func (m *merger) record() {
	p := m.packed
	p.begin()
	for _, c := range p.order {
		if t, ok := p.texts[c.heading]; ok {
			p.add(c.heading, t)
		}
	}
	if len(p.texts) > 0 {
		m.next.Set(p.sheet, p.key, p.row(m.base[p.sheet][p.key]))
	}
	p.key = ""
}
