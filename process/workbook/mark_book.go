package workbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// bookEdit copies the workbook part with some tags replaced.
type bookEdit struct {
	*bookPart
	out    []byte
	copied int
}

func (b *bookEdit) tag(e element, tag []byte) {
	b.cut(e.start, e.end)
	b.out = append(b.out, tag...)
}

func (b *bookEdit) cut(from, to int) {
	b.out = append(b.out, b.raw[b.copied:from]...)
	b.copied = to
}

// withFirst is the workbook part with a new first sheet, on which it opens, and
// our name on the sheet's first cell.
func (b *bookPart) withFirst(name, link string) ([]byte, error) {
	edit := &bookEdit{bookPart: b}
	c := &cursor{src: b.raw}
	root, err := c.root("workbook")
	if err != nil {
		return nil, err
	}
	p := root.prefix()
	mark := "<" + p + `definedName name="` + listMark + `" hidden="1">` + escapeText(quoteSheet(name)+"!$A$1") + "</" + p + "definedName>"
	named := false
	_, err = c.children(root, func(e element) error {
		switch {
		case e.is("bookViews"):
			_, err := c.children(e, func(v element) error {
				edit.tag(v, setAttribute(dropAttribute(b.raw[v.start:v.end], "firstSheet"), "activeTab", "0"))
				return nil
			})
			return err
		case e.is("sheets"):
			id, err := b.freeSheetID(c, e)
			entry := "<" + p + `sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="` + escapeText(name) + `" sheetId="` + strconv.Itoa(id) + `" r:id="` + link + `"/>`
			edit.tag(e, slicesJoin(b.raw[e.start:e.end], []byte(entry)))
			return err
		case e.is("definedNames") && !e.alone:
			named = true
			edit.tag(e, slicesJoin(b.raw[e.start:e.end], []byte(mark)))
			_, err := c.children(e, edit.moveName)
			return err
		}
		return nil
	})
	if err == nil && !named {
		edit.cut(b.calcAt, b.calcAt)
		edit.out = append(edit.out, "<"+p+"definedNames>"+mark+"</"+p+"definedNames>"...)
	}
	return append(edit.out, b.raw[edit.copied:]...), err
}

// moveName moves a name that belongs to a sheet along with it: it knows the sheet
// by its place.
func (b *bookEdit) moveName(n element) error {
	tag := b.raw[n.start:n.end]
	local, ok := attribute(tag, "localSheetId")
	if !ok {
		return nil
	}
	place, err := strconv.Atoi(local)
	if err != nil {
		return fmt.Errorf("a name belongs to sheet %q", local)
	}
	b.tag(n, setAttribute(tag, "localSheetId", strconv.Itoa(place+1)))
	return nil
}

func (b *bookPart) freeSheetID(c *cursor, sheets element) (int, error) {
	id := 1
	_, err := c.children(sheets, func(e element) error {
		n, err := count(b.raw[e.start:e.end], "sheetId", 0)
		id = max(id, n+1)
		return err
	})
	return id, err
}

// without is the workbook part without the sheets at the given places, without
// the names that belong to them, and without any of our names.
func (b *bookPart) without(gone []int) ([]byte, error) {
	edit := &bookEdit{bookPart: b}
	c := &cursor{src: b.raw}
	root, err := c.root("workbook")
	if err != nil {
		return nil, err
	}
	_, err = c.children(root, func(e element) error {
		switch {
		case e.is("sheets"):
			n := -1
			_, err := c.children(e, func(s element) error {
				n++
				return edit.dropIf(slices.Contains(gone, n), c, s)
			})
			return err
		case e.is("definedNames"):
			return edit.keepNames(c, e, gone)
		}
		return nil
	})
	return append(edit.out, b.raw[edit.copied:]...), err
}

func (b *bookEdit) dropIf(drop bool, c *cursor, e element) error {
	if !drop {
		return nil
	}
	end, err := c.pass(e)
	b.cut(e.start, end.end)
	return err
}

// keepNames drops the names that go with the sheets; a list of names that is left
// empty would be damage in Excel's eyes, so it goes too.
func (b *bookEdit) keepNames(c *cursor, list element, gone []int) error {
	trial := &bookEdit{bookPart: b.bookPart, copied: list.end}
	kept := 0
	end, err := c.children(list, func(n element) error {
		tag := b.raw[n.start:n.end]
		name, _ := attribute(tag, "name")
		local, isLocal := attribute(tag, "localSheetId")
		place, err := strconv.Atoi(local)
		if isLocal && err != nil {
			return fmt.Errorf("a name belongs to sheet %q", local)
		}
		if strings.EqualFold(name, listMark) || isLocal && slices.Contains(gone, place) {
			return trial.dropIf(true, c, n)
		}
		kept++
		if before := countBelow(gone, place); isLocal && before > 0 {
			trial.tag(n, setAttribute(tag, "localSheetId", strconv.Itoa(place-before)))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if kept == 0 {
		b.cut(list.start, end.end)
		return nil
	}
	trial.cut(end.start, end.start)
	b.cut(list.end, end.start)
	b.out = append(b.out, trial.out...)
	return nil
}

func countBelow(places []int, limit int) int {
	n := 0
	for _, p := range places {
		if p < limit {
			n++
		}
	}
	return n
}
