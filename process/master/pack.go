package master

import (
	"slices"
	"strings"
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

// wants says whether a row that shows what is packed has all that is wanted of it.
func (m *merger) wants(packed string, t table, w wantedRow) bool {
	p := m.packed
	p.begin()
	for _, c := range p.order {
		if v, ok := w.cells[c.heading]; ok {
			p.add(c.heading, textAs(c.look, v))
		}
	}
	return p.is(packed)
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
