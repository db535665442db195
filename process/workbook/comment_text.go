package workbook

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// write writes the texts. A cell that has a comment of theirs keeps it, with ours
// below; where theirs is a thread, which Excel shows in its stead, it is left
// alone. It gives the comments that are new, in the order of their cells.
func (p *commentParts) write(notes []Note) (fresh []Note, err error) {
	raw, err := p.pk.read(p.texts)
	if err != nil {
		return nil, err
	}
	t := &commentText{src: raw, notes: map[[2]int]Note{}, threads: len(p.threads) > 0}
	for _, n := range notes {
		t.notes[n.cell()] = n
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
			return t.list(c, e)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(t.out) == 0 {
		return nil, errors.New("no list of comments")
	}
	p.pk.replace(p.texts, append(t.out, raw[t.copied:]...))
	return t.fresh, nil
}

func (n Note) cell() [2]int { return [2]int{n.Row, n.Col} }

func sortNotes(notes []Note) {
	slices.SortFunc(notes, func(a, b Note) int { return cmp.Or(a.Row-b.Row, a.Col-b.Col) })
}

type commentText struct {
	src     []byte
	prefix  string
	notes   map[[2]int]Note // those that are not written yet
	threads bool
	fresh   []Note
	number  int // the author's
	out     []byte
	copied  int
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

func (t *commentText) list(c *cursor, e element) error {
	end, err := c.children(e, func(cm element) error {
		cell, _ := commentCell(t.src[cm.start:cm.end])
		note, ok := t.notes[cell]
		if !ok {
			return nil
		}
		delete(t.notes, cell)
		if t.threads {
			return nil
		}
		_, err := c.children(cm, func(x element) error {
			if !x.is("text") {
				return nil
			}
			end, err := c.pass(x)
			if err == nil {
				t.insert(x, end, t.run("\n\n"+note.Text))
			}
			return err
		})
		return err
	})
	if err != nil {
		return err
	}
	for _, n := range t.notes {
		t.fresh = append(t.fresh, n)
	}
	sortNotes(t.fresh)
	var b strings.Builder
	for _, n := range t.fresh {
		p := t.prefix
		fmt.Fprintf(&b, `<%scomment ref="%s" authorId="%d"><%stext>%s</%stext></%scomment>`, p, Address(n.Row, n.Col), t.number, p, t.run(n.Text), p, p)
	}
	t.insert(e, end, b.String())
	return nil
}

// commentCell is the cell that a comment's tag names.
func commentCell(tag []byte) (cell [2]int, ok bool) {
	ref, _ := attribute(tag, "ref")
	row, col, ok := ParseAddress(strings.ReplaceAll(ref, "$", ""))
	return [2]int{row, col}, ok
}

func (t *commentText) run(text string) string {
	p := t.prefix
	return "<" + p + "r><" + p + `rPr><` + p + `sz val="10"/><` + p + `color indexed="81"/><` + p + `rFont val="` + fontFamily + `"/><` + p + `family val="2"/></` + p + "rPr><" +
		p + `t xml:space="preserve">` + cellMarkup(text) + "</" + p + "t></" + p + "r>"
}

// span is a piece of a part.
type span struct{ from, to int }

// textsIn are the texts that the comment is made up of.
func textsIn(c *cursor, e element) (texts []span, end element, err error) {
	if end, err = c.pass(e); err != nil {
		return nil, end, err
	}
	in := &cursor{src: c.src[:end.end], at: e.end}
	for {
		t, ok, err := in.next()
		if err != nil || !ok {
			return texts, end, err
		}
		if t.is("t") && !t.closes && !t.alone {
			closing, err := in.pass(t)
			if err != nil {
				return nil, end, err
			}
			texts = append(texts, span{t.end, closing.start})
		}
	}
}
