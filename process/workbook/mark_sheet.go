package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

func (s *sheetPatch) mergedCells(c *cursor, list element) error {
	_, err := c.children(list, func(e element) error {
		ref, _ := attribute(s.src[e.start:e.end], "ref")
		if r, ok := parseRange(ref); ok {
			s.merges = append(s.merges, r)
		}
		return nil
	})
	return err
}

// anchor is the cell that shows what stands at row, col: in a merged range its first.
func (s *sheetPatch) anchor(row, col int) (int, int) {
	for _, r := range s.merges {
		if r.Contains(row, col) {
			return r.Row1, r.Col1
		}
	}
	return row, col
}

// painted is a marked cell. A formula that other cells share cannot be replaced
// by itself and keeps its place.
func (s *sheetPatch) painted(row *rowCells, c Change, e cellEdit) (cellEdit, error) {
	var err error
	if e.place < 0 {
		if e.style, err = s.paint(s.newStyle(row, c.Col)); err != nil {
			return e, err
		}
		e.text, err = s.markup(c.Row, c.Col, e.style, c.Value)
		return e, err
	}
	old := &row.cells[e.place]
	if e.style, err = s.paint(old.style); err != nil {
		return e, err
	}
	tag := s.src[old.tag.start:old.tag.end]
	rest := s.src[old.tag.end:old.end]
	kind, _ := attribute(tag, "t")
	switch {
	case e.filled && kind == "s":
		if err := s.maskShared(rest, c.Value.Text); err != nil {
			return e, fmt.Errorf("cell %s: %w", Address(c.Row, c.Col), err)
		}
	case e.filled && (old.formula == "" || old.formula == "normal"):
		e.text, err = s.markup(c.Row, c.Col, e.style, c.Value)
		return e, err
	}
	e.filled = old.filled
	tag = setAttribute(tag, "r", Address(c.Row, c.Col))
	if e.style != "" {
		tag = setAttribute(tag, "s", e.style)
	}
	e.text = slicesJoin(tag, rest)
	return e, nil
}

// maskShared notes that the shared text which a cell's inner markup names is to
// be replaced.
func (s *sheetPatch) maskShared(inner []byte, text string) error {
	_, after, ok := bytes.Cut(inner, []byte(s.prefix+"v>"))
	number, _, closed := bytes.Cut(after, []byte("<"))
	n, err := strconv.Atoi(string(bytes.TrimSpace(number)))
	if !ok || !closed || err != nil {
		return errors.New("no shared text is named")
	}
	s.masked[n] = text
	return nil
}

// unchoose takes away that a sheet is chosen.
func (m *marker) unchoose(part string) error {
	raw, err := m.pk.read(part)
	if err != nil {
		return err
	}
	c := &cursor{src: raw}
	root, ok, err := c.next()
	if err != nil || !ok {
		return errors.Join(err, checkEncoding(raw))
	}
	var out []byte
	copied := 0
	_, err = c.children(root, func(e element) error {
		if !e.is("sheetViews") {
			return nil
		}
		_, err := c.children(e, func(v element) error {
			tag := raw[v.start:v.end]
			if on, _ := attribute(tag, "tabSelected"); on == "1" || on == "true" {
				out = append(out, raw[copied:v.start]...)
				out = append(out, dropAttribute(tag, "tabSelected")...)
				copied = v.end
			}
			return nil
		})
		return err
	})
	if copied > 0 {
		m.pk.replace(part, append(out, raw[copied:]...))
	}
	return err
}
