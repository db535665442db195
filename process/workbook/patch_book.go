package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// bookPart is the workbook part with what a patch needs to know of it.
type bookPart struct {
	pk       *packageFile
	part     string
	raw      []byte
	rels     []partLink
	sheets   []sheetPlace
	date1904 bool
	calcPr   element // of the tag; end 0 where there is none
	calcAt   int     // where one would go
}

type sheetPlace struct{ name, link string }

func openBook(pk *packageFile) (*bookPart, error) {
	top, err := pk.relations("")
	if err != nil {
		return nil, err
	}
	b := &bookPart{pk: pk}
	for _, r := range top {
		if r.kind == "officeDocument" {
			b.part = r.target
		}
	}
	if b.part == "" {
		return nil, errors.New("the package names no workbook")
	}
	if b.raw, err = pk.read(b.part); err != nil {
		return nil, err
	}
	if b.rels, err = pk.relations(b.part); err != nil {
		return nil, err
	}
	if err := b.scan(); err != nil {
		return nil, fmt.Errorf("part %s: %w", b.part, err)
	}
	return b, nil
}

func (b *bookPart) scan() error {
	c := &cursor{src: b.raw}
	root, err := c.root("workbook")
	if err != nil {
		return err
	}
	_, err = c.children(root, func(e element) error {
		switch {
		case e.is("workbookPr"):
			on, _ := attribute(b.raw[e.start:e.end], "date1904")
			b.date1904 = on == "1" || on == "true"
		case e.is("calcPr"):
			b.calcPr = e
		case e.is("sheets"):
			b.calcAt, err = b.scanSheets(c, e)
			return err
		case e.is("functionGroups"), e.is("externalReferences"), e.is("definedNames"):
			end, err := c.pass(e)
			b.calcAt = end.end
			return err
		}
		return nil
	})
	if err == nil && b.calcAt == 0 {
		err = errors.New("no <sheets>")
	}
	return err
}

func (b *bookPart) scanSheets(c *cursor, sheets element) (end int, err error) {
	e, err := c.children(sheets, func(e element) error {
		tag := b.raw[e.start:e.end]
		name, _ := attribute(tag, "name")
		b.sheets = append(b.sheets, sheetPlace{name: name, link: relationID(tag)})
		return nil
	})
	return e.end, err
}

// relationID is the tag's r:id, whatever the prefix is called.
func relationID(tag []byte) string {
	i := bytes.Index(tag, []byte(":id="))
	if i < 0 {
		return ""
	}
	start := i
	for start > 0 && !isSpace(tag[start-1]) {
		start--
	}
	id, _ := attribute(tag, string(tag[start:i+len(":id")]))
	return id
}

// sheet finds a sheet's place in the book and its part.
func (b *bookPart) sheet(name string) (index int, part string, err error) {
	for i, s := range b.sheets {
		if s.name != name {
			continue
		}
		part, kind := b.partOf(i)
		switch kind {
		case "worksheet":
			return i, part, nil
		case "":
			return 0, "", errors.New("its part is not in the package")
		}
		return 0, "", fmt.Errorf("is a %s, not a worksheet", kind)
	}
	return 0, "", errors.New("no such sheet")
}

// partOf is the part of the book's i-th sheet and what kind of sheet it is.
func (b *bookPart) partOf(i int) (part, kind string) {
	for _, r := range b.rels {
		if r.id == b.sheets[i].link {
			return r.target, r.kind
		}
	}
	return "", ""
}

// recalculated is the part with the order to compute every formula at the next
// opening: what we changed may be what they count.
func (b *bookPart) recalculated() []byte {
	if b.calcPr.end == 0 {
		root, _, _ := (&cursor{src: b.raw}).next()
		return slicesJoin(b.raw[:b.calcAt], []byte("<"+root.prefix()+`calcPr fullCalcOnLoad="1"/>`), b.raw[b.calcAt:])
	}
	tag := setAttribute(b.raw[b.calcPr.start:b.calcPr.end], "fullCalcOnLoad", "1")
	return slicesJoin(b.raw[:b.calcPr.start], tag, b.raw[b.calcPr.end:])
}

// dropCalcChain removes the list of formula cells: with a formula less it would
// be damage in Excel's eyes; Excel makes a new one.
func (b *bookPart) dropCalcChain() error {
	gone, err := b.pk.unlink(b.part, func(r partLink) bool { return r.kind == "calcChain" })
	if err != nil {
		return err
	}
	for _, part := range gone {
		if err := b.pk.remove(part); err != nil {
			return err
		}
	}
	return nil
}

// growFilterNames moves the hidden name that goes with a sheet's filter along
// with it. Keys of grown are sheets' places in the book.
func growFilterNames(raw []byte, grown map[int]growing) ([]byte, error) {
	if len(grown) == 0 {
		return raw, nil
	}
	c := &cursor{src: raw}
	root, err := c.root("workbook")
	if err != nil {
		return nil, err
	}
	byIndex := map[string]growing{}
	for i, g := range grown {
		byIndex[strconv.Itoa(i)] = g
	}
	var out []byte
	copied := 0
	_, err = c.children(root, func(e element) error {
		if !e.is("definedNames") {
			return nil
		}
		_, err := c.children(e, func(n element) error {
			tag := raw[n.start:n.end]
			name, _ := attribute(tag, "name")
			local, _ := attribute(tag, "localSheetId")
			g, ok := byIndex[local]
			if !ok || name != "_xlnm._FilterDatabase" {
				return nil
			}
			end, err := c.pass(n)
			if err != nil {
				return err
			}
			text := string(raw[n.end:end.start])
			if before, ok := strings.CutSuffix(text, "$"+strconv.Itoa(g.ref.Row2)); ok {
				out = append(out, raw[copied:n.end]...)
				out = append(out, before+"$"+strconv.Itoa(g.last())...)
				copied = end.start
			}
			return nil
		})
		return err
	})
	return append(out, raw[copied:]...), err
}
