package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
)

const (
	commentsType = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
	shapesType   = "application/vnd.openxmlformats-officedocument.vmlDrawing"
)

// comments puts a comment on each cell: its text in one part, its box in another.
func (m *marker) comments(sheet string, cells []markedCell) error {
	if len(cells) == 0 {
		return nil
	}
	rels, err := m.pk.relations(sheet)
	if err != nil {
		return err
	}
	var texts, shapes string
	threads := false
	for _, r := range rels {
		switch r.kind {
		case "comments":
			texts = r.target
		case "threadedComment":
			threads = true
		}
	}
	if shapes, err = m.shapesOf(sheet, rels); err != nil {
		return err
	}
	if texts == "" {
		texts = m.pk.free(path.Join(path.Dir(m.book.part), "commentsSt%s.xml"))
		bare := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors></authors><commentList></commentList></comments>`
		if err := m.pk.addPart(sheet, texts, "comments", commentsType, []byte(bare)); err != nil {
			return err
		}
	}
	fresh, err := m.commentTexts(texts, cells, threads)
	if err != nil {
		return fmt.Errorf("part %s: %w", texts, err)
	}
	return m.commentShapes(shapes, fresh)
}

// shapesOf is the part that holds the boxes of the sheet's comments; a sheet
// without one gets one.
func (m *marker) shapesOf(sheet string, rels []partLink) (string, error) {
	raw, err := m.pk.read(sheet)
	if err != nil {
		return "", err
	}
	if id := legacyDrawing(raw); id != "" {
		for _, r := range rels {
			if r.id == id && m.pk.has(r.target) {
				return r.target, nil
			}
		}
		return "", errors.New("the boxes of its comments are not in the package")
	}
	part := m.pk.free(path.Join(path.Dir(m.book.part), "drawings/vmlDrawingSt%s.vml"))
	if err := m.pk.addPart(sheet, part, "vmlDrawing", shapesType, []byte(bareShapes)); err != nil {
		return "", err
	}
	made, err := m.pk.relations(sheet)
	if err != nil {
		return "", err
	}
	raw, err = drawComments(raw, made[len(made)-1].id)
	if err != nil {
		return "", err
	}
	m.pk.replace(sheet, raw)
	return part, nil
}

// legacyDrawing is the relation to the sheet's boxes, or "".
func legacyDrawing(raw []byte) (id string) {
	c := &cursor{src: raw}
	root, err := c.root("worksheet")
	if err != nil {
		return ""
	}
	if _, err := c.children(root, func(e element) error {
		if e.is("legacyDrawing") {
			id = relationID(raw[e.start:e.end])
		}
		return nil
	}); err != nil {
		return ""
	}
	return id
}

// commentTexts writes the texts. A cell that has a comment of theirs keeps it,
// with ours below; where theirs is a thread, which Excel shows in its stead, it
// is left alone. It gives the cells whose comment is new.
func (m *marker) commentTexts(part string, cells []markedCell, threads bool) (fresh []markedCell, err error) {
	raw, err := m.pk.read(part)
	if err != nil {
		return nil, err
	}
	t := &commentText{src: raw, cells: map[string]markedCell{}}
	for _, c := range cells {
		t.cells[c.address()] = c
	}
	c := &cursor{src: raw}
	root, err := c.root("comments")
	if err != nil {
		return nil, err
	}
	t.prefix = root.prefix()
	_, err = c.children(root, func(e element) error {
		switch {
		case e.is("authors"):
			return t.author(c, e)
		case e.is("commentList"):
			return t.list(c, e, threads)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(t.out) == 0 {
		return nil, errors.New("no list of comments")
	}
	m.pk.replace(part, append(t.out, raw[t.copied:]...))
	return gathered(t.fresh), nil
}

type commentText struct {
	src    []byte
	prefix string
	cells  map[string]markedCell // still without a comment
	fresh  []markedCell
	number int // the author's
	out    []byte
	copied int
}

// insert puts text at src[at:]; an element that stands alone is opened for it.
func (t *commentText) insert(e, end element, text string) {
	if e.alone {
		t.out = append(t.out, t.src[t.copied:e.start]...)
		t.out = append(t.out, opened(t.src[e.start:e.end])...)
		t.out = append(t.out, text+"</"+string(e.name)+">"...)
		t.copied = e.end
		return
	}
	t.out = append(t.out, t.src[t.copied:end.start]...)
	t.out = append(t.out, text...)
	t.copied = end.start
}

func (t *commentText) author(c *cursor, e element) error {
	n, ours := 0, -1
	end, err := c.children(e, func(a element) error {
		end, err := c.pass(a)
		if err == nil && isAuthor(t.src, a, end) {
			ours = n
		}
		n++
		return err
	})
	if t.number = ours; ours < 0 && err == nil {
		t.number = n
		t.insert(e, end, "<"+t.prefix+"author>"+markAuthor+"</"+t.prefix+"author>")
	}
	return err
}

func (t *commentText) list(c *cursor, e element, threads bool) error {
	end, err := c.children(e, func(cm element) error {
		ref, _ := attribute(t.src[cm.start:cm.end], "ref")
		cell, ok := t.cells[strings.ReplaceAll(ref, "$", "")]
		if !ok {
			return nil
		}
		delete(t.cells, cell.address())
		if threads {
			return nil
		}
		_, err := c.children(cm, func(x element) error {
			if !x.is("text") {
				return nil
			}
			end, err := c.pass(x)
			if err == nil {
				t.insert(x, end, t.run("\n\n"+markLead+cell.comment))
			}
			return err
		})
		return err
	})
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, cell := range t.cells {
		t.fresh = append(t.fresh, cell)
	}
	t.fresh = gathered(t.fresh)
	for _, cell := range t.fresh {
		p := t.prefix
		fmt.Fprintf(&b, `<%scomment ref="%s" authorId="%d"><%stext>%s</%stext></%scomment>`, p, cell.address(), t.number, p, t.run(markLead+cell.comment), p, p)
	}
	t.insert(e, end, b.String())
	return nil
}

func (t *commentText) run(text string) string {
	p := t.prefix
	return "<" + p + "r><" + p + `rPr><` + p + `sz val="10"/><` + p + `color indexed="81"/><` + p + `rFont val="` + fontFamily + `"/><` + p + `family val="2"/></` + p + "rPr><" +
		p + `t xml:space="preserve">` + cellMarkup(text) + "</" + p + "t></" + p + "r>"
}

const (
	// What is put into a part of theirs brings its prefixes along: openpyxl has others.
	shapeSpaces = ` xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"`
	bareShapes  = `<xml` + shapeSpaces + `></xml>`
	shapeType   = `<v:shapetype` + shapeSpaces + ` id="` + shapeTypeID + `" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`
	// An id of our own: theirs may be made for buttons.
	shapeTypeID = "_st_t202"
)

// commentShapes draws the boxes. The part is markup of Microsoft's that need not
// be well-formed, so nothing of it is read but its end.
func (m *marker) commentShapes(part string, cells []markedCell) error {
	raw, err := m.pk.read(part)
	if err != nil {
		return err
	}
	end := bytes.LastIndex(raw, []byte("</xml>"))
	if end < 0 {
		return fmt.Errorf("part %s: no end", part)
	}
	var b strings.Builder
	if !bytes.Contains(raw, []byte(`id="`+shapeTypeID+`"`)) {
		b.WriteString(shapeType)
	}
	id := 90000
	for i, c := range cells {
		for id++; bytes.Contains(raw, fmt.Appendf(nil, "_s%d\"", id)); id++ {
		}
		b.WriteString(shape(id, i+1, c))
	}
	m.pk.replace(part, slicesJoin(raw[:end], []byte(b.String()), raw[end:]))
	return nil
}

// shape is a hidden box right of its cell, as high as its text needs.
func shape(id, z int, c markedCell) string {
	const columns, wide = 4, 44
	rows := 2 + textLines(markLead+c.comment, wide)
	row, col := c.row-1, c.col-1
	return fmt.Sprintf(`<v:shape`+shapeSpaces+` id="_x0000_s%d" type="#%s" style="position:absolute;margin-left:80pt;margin-top:5pt;width:260pt;height:%dpt;z-index:%d;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`+
		`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>`+
		`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 15, %d, 2, %d, 15, %d, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
		id, shapeTypeID, 15*rows, z, col+1, max(0, row-1), col+1+columns, max(0, row-1)+rows, row, col)
}
