package form

import (
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// fieldNamed is the field that one of our blank form's names is of.
func fieldNamed(n *workbook.Name) (process.Field, bool) {
	field, ours := strings.CutPrefix(n.Name, namePrefix)
	_, known := catalogue[process.Field(field)]
	return process.Field(field), ours && known
}

// fewestNames makes a form ours; fewer are somebody else's names.
const fewestNames = 3

// named reads the cells that our defined names point at. A name beside another
// field's label has slipped (rows were inserted by a program that moves no
// names) and is not believed.
func (g *grid) named(names []workbook.Name) []hit {
	var hits []hit
	for i := range names {
		n := &names[i]
		if n.Sheet != g.sheet.Name {
			continue
		}
		field, ok := fieldNamed(n)
		if !ok {
			continue
		}
		at := g.anchor(pos{n.Range.Row1, n.Range.Col1})
		labelAt, ok := g.labelLeft(at)
		if l := g.label(labelAt); !ok || l.field != "" && l.field != field || g.isLabelOf(at, field) {
			continue
		}
		if hits == nil {
			hits = make([]hit, 0, len(names)-i)
		}
		hits = append(hits, hit{labelAt, at, g.written(field, labelAt, at)})
	}
	if len(hits) < fewestNames {
		return nil
	}
	for _, h := range hits {
		g.take(h.at)
	}
	return hits
}

// isLabelOf says whether the cell itself holds a label; the words of a choice
// (ST2015) are a value where the field offers them.
func (g *grid) isLabelOf(p pos, f process.Field) bool {
	l, ok := g.labelAt(p)
	return ok && l.field != f && !g.answers(label{field: f}, l, p)
}

// labelLeft is the text right beside p, to its left.
func (g *grid) labelLeft(p pos) (pos, bool) {
	if p.col == 1 {
		return pos{}, false
	}
	at := g.anchor(pos{p.row, p.col - 1})
	return at, g.cell(at).Kind == workbook.Text
}

// override puts what labels say under what names say: a name's value stands, and
// a label's is used where the name's cell is empty or there is no name.
func override(named, labelled []hit) []hit {
	if len(named) == 0 {
		return labelled
	}
	at, hits := make(map[process.Field]int, len(named)), named
	for i, h := range named {
		at[h.Field] = i
	}
	for _, h := range labelled {
		i, ok := at[h.Field]
		switch {
		case !ok:
			hits = append(hits, h)
		case hits[i].Value.Empty() && !h.Value.Empty():
			hits[i] = h
		}
	}
	return hits
}
