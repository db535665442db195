package workbook

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
)

// stylePart is the book's styles, to which looks can be added; those that are
// there stay, with their numbers.
type stylePart struct {
	pk    *packageFile
	part  string
	raw   []byte
	fonts styleList
	fills styleList
	xfs   styleList
	dates []bool // of xfs as they were: whether they show a date
	made  map[string]string
}

// styleList is a list of the part that entries can be added to.
type styleList struct {
	tag, end element
	items    [][]byte // as they were
	added    [][]byte
}

// add is the entry's number; one that is there is used again, so that a book which
// goes to and fro does not grow.
func (l *styleList) add(item string) string {
	same := func(b []byte) bool { return string(b) == item }
	if i := slices.IndexFunc(l.items, same); i >= 0 {
		return strconv.Itoa(i)
	}
	if i := slices.IndexFunc(l.added, same); i >= 0 {
		return strconv.Itoa(len(l.items) + i)
	}
	l.added = append(l.added, []byte(item))
	return strconv.Itoa(len(l.items) + len(l.added) - 1)
}

const bareStyles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` +
	`<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
	`<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
	`<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`

func (b *bookPart) hasStyles() bool {
	return slices.ContainsFunc(b.rels, func(r partLink) bool { return r.kind == "styles" })
}

// styles opens the book's styles; a book that has none gets some.
func (b *bookPart) styles() (*stylePart, error) {
	st := &stylePart{pk: b.pk, made: map[string]string{}}
	for _, r := range b.rels {
		if r.kind == "styles" {
			st.part = r.target
		}
	}
	if st.part == "" {
		st.part = b.pk.free(path.Join(path.Dir(b.part), "styles%s.xml"))
		if err := b.pk.addPart(b.part, st.part, "styles", "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml", []byte(bareStyles)); err != nil {
			return nil, err
		}
	}
	var err error
	if st.raw, err = b.pk.read(st.part); err != nil {
		return nil, err
	}
	if err := st.scan(); err != nil {
		return nil, fmt.Errorf("part %s: %w", st.part, err)
	}
	return st, nil
}

func (st *stylePart) scan() error {
	c := &cursor{src: st.raw}
	root, err := c.root("styleSheet")
	if err != nil {
		return err
	}
	formats := map[int]bool{}
	_, err = c.children(root, func(e element) error {
		switch {
		case e.is("numFmts"):
			return st.scanFormats(c, e, formats)
		case e.is("fonts"):
			return st.fonts.scan(c, e)
		case e.is("fills"):
			return st.fills.scan(c, e)
		case e.is("cellXfs"):
			return st.xfs.scan(c, e)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(st.fonts.items) == 0 || len(st.fills.items) == 0 || len(st.xfs.items) == 0 {
		return errors.New("styles without fonts, fills or cell formats")
	}
	for _, xf := range st.xfs.items {
		e, err := tagAt(xf, 0)
		if err != nil {
			return err
		}
		id, err := count(xf[:e.end], "numFmtId", 0)
		if err != nil {
			return err
		}
		date, own := formats[id]
		st.dates = append(st.dates, date || !own && builtinDate(id))
	}
	return nil
}

func (st *stylePart) scanFormats(c *cursor, list element, formats map[int]bool) error {
	_, err := c.children(list, func(e element) error {
		tag := st.raw[e.start:e.end]
		id, err := count(tag, "numFmtId", 0)
		code, _ := attribute(tag, "formatCode")
		formats[id] = showsDate(code)
		return err
	})
	return err
}

func (l *styleList) scan(c *cursor, list element) (err error) {
	l.tag = list
	l.end, err = c.children(list, func(e element) error {
		end, err := c.pass(e)
		l.items = append(l.items, c.src[e.start:end.end])
		return err
	})
	return err
}

// variant is the number of a style like the given one but for some attributes.
func (st *stylePart) variant(style string, attributes ...string) (string, error) {
	return st.remade(style, fmt.Sprint(attributes), func(item []byte) ([]byte, error) { return item, nil }, attributes...)
}

// remade is the number of a style like the given one but for an edit, which key
// names, and some attributes.
func (st *stylePart) remade(style, key string, edit func(item []byte) ([]byte, error), attributes ...string) (string, error) {
	key = style + " " + key
	if made, ok := st.made[key]; ok {
		return made, nil
	}
	item, err := edit(st.xfs.items[st.index(style)])
	if err != nil {
		return "", err
	}
	e, err := tagAt(item, 0)
	if err != nil {
		return "", err
	}
	tag := item[:e.end]
	for i := 0; i+1 < len(attributes); i += 2 {
		tag = setAttribute(tag, attributes[i], attributes[i+1])
	}
	made := st.xfs.add(string(slicesJoin(tag, item[e.end:])))
	st.made[key] = made
	return made, nil
}

// index is a style's place; what is no style looks like the first.
func (st *stylePart) index(style string) int {
	n, err := strconv.Atoi(style)
	if err != nil || n < 0 || n >= len(st.xfs.items) {
		return 0
	}
	return n
}

// systemDate is the built-in format that shows a date in the reader's own way.
const systemDate = "14"

// dated is a style that shows a date: the first of the given ones that does,
// else one like the first of them.
func (st *stylePart) dated(styles ...string) (string, error) {
	for _, s := range styles {
		if s != "" && st.dates[st.index(s)] {
			return s, nil
		}
	}
	return st.variant(styles[0], "numFmtId", systemDate, "applyNumberFormat", "1")
}

// save puts the part back, where anything was added.
func (st *stylePart) save() {
	var out []byte
	copied := 0
	for _, l := range []*styleList{&st.fonts, &st.fills, &st.xfs} {
		if len(l.added) == 0 {
			continue
		}
		out = append(out, st.raw[copied:l.tag.start]...)
		out = append(out, setAttribute(st.raw[l.tag.start:l.tag.end], "count", strconv.Itoa(len(l.items)+len(l.added)))...)
		out = append(out, st.raw[l.tag.end:l.end.start]...)
		for _, item := range l.added {
			out = append(out, item...)
		}
		copied = l.end.start
	}
	if copied > 0 {
		st.pk.replace(st.part, append(out, st.raw[copied:]...))
	}
}

// prefix is that of the part's elements.
func (st *stylePart) prefix() string { return st.xfs.tag.prefix() }
