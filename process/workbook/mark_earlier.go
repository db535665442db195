package workbook

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// earlier is what an earlier MarkForm left in a book that has come back.
type earlier struct {
	pk     *packageFile
	book   *bookPart
	list   []int // the places of our lists among the sheets
	styles *stylePart
	red    []bool            // of the styles: whether they are red by us
	looks  map[string]string // the styles that marked cells had, by place
}

// unmarked is the book without our list, our red and our comments. A red cell
// gets back the fill that it had; one that nothing is known of (it was moved, or
// copied, or the list is gone) is left without a fill. All else of its look is
// as it is now: who writes a date in a plain cell is given a date's format by
// Excel, and without that it would be a number. A book that we never marked is
// given back as it is.
func unmarked(src []byte) ([]byte, error) {
	book, err := Read(src, FormLimits)
	if err != nil {
		return nil, err
	}
	e := &earlier{looks: map[string]string{}}
	if e.pk, err = openPackage(src); err != nil {
		return nil, err
	}
	if e.book, err = openBook(e.pk); err != nil {
		return nil, err
	}
	if err := e.findRed(); err != nil {
		return nil, err
	}
	if err := e.findLists(book); err != nil {
		return nil, err
	}
	if err := e.sheets(); err != nil {
		return nil, err
	}
	if err := e.dropLists(); err != nil {
		return nil, err
	}
	if len(e.pk.replaced) == 0 {
		return src, nil
	}
	if e.styles != nil {
		e.styles.save()
	}
	return e.pk.bytes()
}

// findRed notes which of the book's styles have our shade.
func (e *earlier) findRed() (err error) {
	if !e.book.hasStyles() {
		return nil
	}
	if e.styles, err = e.book.styles(); err != nil {
		return err
	}
	e.red = make([]bool, len(e.styles.xfs.items))
	for i, xf := range e.styles.xfs.items {
		n, err := e.styles.fillOf(xf)
		if err != nil {
			return err
		}
		e.red[i] = n < len(e.styles.fills.items) && bytes.Contains(bytes.ToUpper(e.styles.fills.items[n]), []byte(`FF`+markColour+`"`))
	}
	return nil
}

// fillOf is the number of a style's fill.
func (st *stylePart) fillOf(xf []byte) (int, error) {
	tag, err := tagAt(xf, 0)
	if err != nil {
		return 0, err
	}
	return count(xf[:tag.end], "fillId", 0)
}

// findLists finds our lists and reads the looks they keep.
func (e *earlier) findLists(book *Book) error {
	for i, place := range e.book.sheets {
		s, ok := book.Sheet(place.name)
		if !ok || !IsFaultList(book, s) {
			continue
		}
		e.list = append(e.list, i)
		part, kind := e.book.partOf(i)
		if kind != "worksheet" {
			continue
		}
		places := map[string]string{}
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if (c.Col == looksColumn || c.Col == firstLooksColumn) && strings.Contains(c.Text, "!") {
					places[c.Address()] = c.Text
				}
			}
		}
		err := e.eachCell(part, func(_ *sheetPatch, row int, c cellPlace) error {
			if place, ok := places[Address(row, c.col)]; ok {
				e.looks[place] = c.style
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("sheet %s: %w", place.name, err)
		}
	}
	return nil
}

// eachCell visits the cells of a sheet in order.
func (e *earlier) eachCell(part string, visit func(s *sheetPatch, row int, c cellPlace) error) error {
	raw, err := e.pk.read(part)
	if err != nil {
		return err
	}
	s := &sheetPatch{src: raw}
	if err := s.frame(); err != nil {
		return err
	}
	var row rowCells
	c := &cursor{src: raw, at: s.data.end}
	_, err = c.children(s.data, func(el element) error {
		if !el.is("row") {
			return nil
		}
		if err := s.scanRow(c, el, row.number, &row); err != nil {
			return err
		}
		for _, cell := range row.cells {
			if err := visit(s, row.number, cell); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && s.copied > 0 {
		e.pk.replace(part, append(s.out, raw[s.copied:]...))
	}
	return err
}

// sheets takes our red and our comments off every sheet but our lists.
func (e *earlier) sheets() error {
	for i, place := range e.book.sheets {
		part, kind := e.book.partOf(i)
		if kind != "worksheet" || !e.pk.has(part) || slices.Contains(e.list, i) {
			continue
		}
		if slices.Contains(e.red, true) {
			if err := e.bleach(place.name, part); err != nil {
				return fmt.Errorf("sheet %s: %w", place.name, err)
			}
		}
		if err := e.uncomment(part); err != nil {
			return fmt.Errorf("sheet %s: %w", place.name, err)
		}
	}
	return nil
}

func (e *earlier) bleach(name, part string) error {
	return e.eachCell(part, func(s *sheetPatch, row int, c cellPlace) error {
		if c.style == "" || !e.red[e.styles.index(c.style)] {
			return nil
		}
		style, err := e.before(name+"!"+Address(row, c.col), c.style)
		if err == nil {
			s.edit(c.tag.start, c.tag.end, setAttribute(s.src[c.tag.start:c.tag.end], "s", style))
		}
		return err
	})
}

// before is the style without our red: with the fill that stood at the place, else
// with none, which is every book's first fill; and locked where it was.
func (e *earlier) before(place, style string) (string, error) {
	fill, edit, key := 0, func(item []byte) ([]byte, error) { return item, nil }, "bleached"
	if was, ok := e.looks[place]; ok && !e.red[e.styles.index(was)] {
		var err error
		if fill, err = e.styles.fillOf(e.styles.xfs.items[e.styles.index(was)]); err != nil {
			return "", err
		}
		locked, err := e.styles.locks(was)
		if err != nil {
			return "", err
		}
		still, err := e.styles.locks(style)
		if err != nil {
			return "", err
		}
		if locked && !still {
			edit, key = func(item []byte) ([]byte, error) { return withLock(item, "1") }, "bleached, locked"
		}
	}
	return e.styles.remade(style, fmt.Sprint(key, fill), edit, "fillId", fmt.Sprint(fill), "applyFill", "1")
}

// dropLists takes our lists out of the book, and every name of ours, also one
// whose sheet a person has deleted: the next list brings its own.
func (e *earlier) dropLists() error {
	raw, err := e.book.without(e.list)
	if err != nil {
		return fmt.Errorf("part %s: %w", e.book.part, err)
	}
	if !bytes.Equal(raw, e.book.raw) {
		e.pk.replace(e.book.part, raw)
	}
	if len(e.list) == 0 {
		return nil
	}
	gone, err := e.pk.unlink(e.book.part, func(r partLink) bool {
		return slices.ContainsFunc(e.list, func(i int) bool { return e.book.sheets[i].link == r.id })
	})
	if err != nil {
		return err
	}
	for _, part := range gone {
		if err := e.pk.remove(part); err != nil {
			return err
		}
	}
	return nil
}
