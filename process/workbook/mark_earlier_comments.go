package workbook

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
)

// uncomment takes away our comments of a sheet, and our words below comments of
// theirs. Parts that hold nothing then are left out.
func (e *earlier) uncomment(sheet string) error {
	rels, err := e.pk.relations(sheet)
	if err != nil {
		return err
	}
	for _, r := range rels {
		if r.kind != "comments" || !e.pk.has(r.target) {
			continue
		}
		o := &ourComments{}
		if o.src, err = e.pk.read(r.target); err != nil {
			return err
		}
		if err := o.scan(); err != nil {
			return fmt.Errorf("part %s: %w", r.target, err)
		}
		if o.copied == 0 {
			continue
		}
		e.pk.replace(r.target, append(o.out, o.src[o.copied:]...))
		if err := e.unshape(sheet, rels, o.gone); err != nil {
			return err
		}
		if o.left == 0 {
			if err := e.unlink(sheet, r.id); err != nil {
				return err
			}
		}
	}
	return nil
}

// unlink drops one relation of a part, and what it leads to.
func (e *earlier) unlink(from, id string) error {
	gone, err := e.pk.unlink(from, func(r partLink) bool { return r.id == id })
	for i := 0; i < len(gone) && err == nil; i++ {
		err = e.pk.remove(gone[i])
	}
	return err
}

// ourComments goes through a part of comments.
type ourComments struct {
	src    []byte
	ours   map[string]bool // authors' numbers
	gone   map[[2]int]bool // the cells that lost their comment
	left   int             // comments that stay
	out    []byte
	copied int
}

func (o *ourComments) cut(from, to int) {
	o.out = append(o.out, o.src[o.copied:from]...)
	o.copied = to
}

func (o *ourComments) scan() error {
	o.ours, o.gone = map[string]bool{}, map[[2]int]bool{}
	c := &cursor{src: o.src}
	root, err := c.root("comments")
	if err != nil {
		return err
	}
	_, err = c.children(root, func(e element) error {
		switch {
		case e.is("authors"):
			return o.authors(c, e)
		case e.is("commentList"):
			_, err := c.children(e, func(cm element) error { return o.comment(c, cm) })
			return err
		}
		return nil
	})
	return err
}

func (o *ourComments) authors(c *cursor, list element) error {
	n := 0
	_, err := c.children(list, func(a element) error {
		end, err := c.pass(a)
		o.ours[strconv.Itoa(n)] = err == nil && isAuthor(o.src, a, end)
		n++
		return err
	})
	return err
}

// isAuthor says whether the author is us.
func isAuthor(src []byte, e, end element) bool {
	return !e.alone && unescape(bytes.TrimSpace(src[e.end:end.start])) == markAuthor
}

const newline = `(?:\r\n|\n|\r|&#10;|&#13;|&#x[aAdD];|_x000[aAdD]_)`

var (
	// ourWords is where they begin. Who wrote a comment cannot be told by its author
	// alone: LibreOffice forgets authors.
	ourWords = regexp.MustCompile(`(?:^\s*|` + newline + `\s*)+` + markLead)
	trailing = regexp.MustCompile(`(?:` + newline + `|\s)+$`)
)

// comment cuts ours, or what is ours of one of theirs.
func (o *ourComments) comment(c *cursor, e element) error {
	texts, end, err := textsIn(c, e)
	if err != nil {
		return err
	}
	tag := o.src[e.start:e.end]
	author, _ := attribute(tag, "authorId")
	first, at := o.begin(texts)
	switch {
	case o.ours[author] || first == 0 && at == texts[0].from:
		if cell, ok := commentCell(tag); ok {
			o.gone[cell] = true
		}
		o.cut(e.start, end.end)
		return nil
	case first < len(texts):
		o.shorten(texts, first, at)
	}
	o.left++
	return nil
}

// begin finds the text, and the place in the part, where our words begin.
func (o *ourComments) begin(texts []span) (first, at int) {
	for i, t := range texts {
		if found := ourWords.FindIndex(o.src[t.from:t.to]); found != nil {
			return i, t.from + found[0]
		}
	}
	return len(texts), 0
}

// shorten ends the comment where our words begin, with the empty line before them.
func (o *ourComments) shorten(texts []span, first, at int) {
	if first > 0 && at == texts[first].from {
		before := texts[first-1]
		if tail := trailing.FindIndex(o.src[before.from:before.to]); tail != nil {
			o.cut(before.from+tail[0], before.to)
		}
	}
	o.cut(at, texts[first].to)
	for _, t := range texts[first+1:] {
		o.cut(t.from, t.to)
	}
}

// unshape takes away the boxes of comments that are gone; a sheet that is left
// with no box no longer names any.
func (e *earlier) unshape(sheet string, rels []partLink, gone map[[2]int]bool) error {
	raw, err := e.pk.read(sheet)
	if err != nil {
		return err
	}
	id, err := legacyDrawing(raw)
	if err != nil {
		return err
	}
	for _, r := range rels {
		if id == "" || r.id != id || !e.pk.has(r.target) {
			continue
		}
		shapes, err := e.pk.read(r.target)
		if err != nil {
			return err
		}
		rest, left, err := withoutNotes(shapes, gone)
		if err != nil {
			return fmt.Errorf("part %s: %w", r.target, err)
		}
		if left > 0 {
			e.pk.replace(r.target, rest)
			continue
		}
		if raw, err = withoutLegacyDrawing(raw); err != nil {
			return err
		}
		e.pk.replace(sheet, raw)
		if err := e.unlink(sheet, id); err != nil {
			return err
		}
	}
	return nil
}

func withoutLegacyDrawing(raw []byte) ([]byte, error) {
	c := &cursor{src: raw}
	root, err := c.root("worksheet")
	if err != nil {
		return nil, err
	}
	from, to := 0, 0
	_, err = c.children(root, func(e element) error {
		if !e.is("legacyDrawing") {
			return nil
		}
		end, err := c.pass(e)
		from, to = e.start, end.end
		return err
	})
	return slicesJoin(raw[:from], raw[to:]), err
}
