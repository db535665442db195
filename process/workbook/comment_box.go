package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

const (
	// What is put into a part of theirs brings its prefixes along: openpyxl has others.
	shapeSpaces = ` xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"`
	bareShapes  = `<xml` + shapeSpaces + `></xml>`
	shapeType   = `<v:shapetype` + shapeSpaces + ` id="` + shapeTypeID + `" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`
	// An id of our own: theirs may be made for buttons.
	shapeTypeID = "_st_t202"
)

// draw draws the boxes. The part is markup of Microsoft's that need not be
// well-formed, so nothing of it is read but its end.
func (p *commentParts) draw(part string, notes []Note) error {
	raw, err := p.pk.read(part)
	if err != nil {
		return err
	}
	end := bytes.LastIndex(raw, []byte("</xml>"))
	if end < 0 {
		return fmt.Errorf("part %s: no end", part)
	}
	r, err := p.measured(notes)
	if err != nil {
		return fmt.Errorf("part %s: %w", p.sheet, err)
	}
	var b strings.Builder
	if !bytes.Contains(raw, []byte(`id="`+shapeTypeID+`"`)) {
		b.WriteString(shapeType)
	}
	id := 90000
	for i, n := range notes {
		for id++; bytes.Contains(raw, fmt.Appendf(nil, "_s%d\"", id)); id++ {
		}
		b.WriteString(r.shape(id, i+1, n))
	}
	p.pk.replace(part, slicesJoin(raw[:end], []byte(b.String()), raw[end:]))
	return nil
}

// measured is the sheet's ruler as far as the boxes reach.
func (p *commentParts) measured(notes []Note) (r *ruler, err error) {
	last := 0
	for _, n := range notes {
		last = max(last, n.Row)
	}
	in, err := p.pk.open(p.sheet)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	return measured(in, last+boxReach)
}

// A box takes so many characters a line, and so many points in width.
const (
	boxChars = 44
	boxWidth = 260
)

// shape is a hidden box right of its cell, as high as its text needs.
func (r *ruler) shape(id, z int, n Note) string {
	height := lineHeight * (2 + textLines(n.Text, boxChars))
	return fmt.Sprintf(`<v:shape`+shapeSpaces+` id="_x0000_s%d" type="#%s" style="position:absolute;margin-left:80pt;margin-top:5pt;width:%dpt;height:%dpt;z-index:%d;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`+
		`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>`+
		`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
		id, shapeTypeID, boxWidth, height, z, r.anchor(n.Row, n.Col, boxWidth, height), n.Row-1, n.Col-1)
}

// withoutNotes is a part of boxes without those of the given cells, and how many
// shapes it still holds. The markup need not be well-formed, so only the tags
// are followed, not their nesting.
func withoutNotes(src []byte, gone map[[2]int]bool) (rest []byte, left int, err error) {
	c := &cursor{src: src}
	copied, start := 0, -1
	note := false
	cell := [2]int{}
	for {
		t, ok, err := c.next()
		if err != nil {
			return nil, 0, err
		}
		if !ok {
			return append(rest, src[copied:]...), left, nil
		}
		switch {
		case t.is("shape") && !t.closes && !t.alone:
			start, note, cell = t.start, false, [2]int{}
		case t.is("shape") && start >= 0:
			if note && gone[cell] {
				rest = append(rest, src[copied:start]...)
				copied = t.end
			} else {
				left++
			}
			start = -1
		case t.is("shape"), t.is("group"), t.is("rect"):
			left++
		case t.is("ClientData") && !t.closes:
			kind, _ := attribute(src[t.start:t.end], "ObjectType")
			note = kind == "Note"
		case t.is("Row") && !t.closes:
			cell[0] = 1 + numberAt(src[t.end:])
		case t.is("Column") && !t.closes:
			cell[1] = 1 + numberAt(src[t.end:])
		}
	}
}

// numberAt is the number that the text up to the next tag holds, -1 where none.
func numberAt(src []byte) int {
	text, _, _ := bytes.Cut(src, []byte("<"))
	n, err := strconv.Atoi(string(bytes.TrimSpace(text)))
	if err != nil {
		return -1
	}
	return n
}
