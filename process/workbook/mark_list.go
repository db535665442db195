package workbook

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

const listName = "Att rätta"

// list adds the sheet of faults as the book's first, and opens the book on it.
func (m *marker) list(marks []Mark, banner []string) error {
	l := &faultList{m: m, name: m.listName()}
	l.looks()
	part := m.pk.free(path.Join(path.Dir(m.book.part), "worksheets/sheetSt%s.xml"))
	err := m.pk.addPart(m.book.part, part, "worksheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml", l.sheet(marks, banner))
	if err != nil {
		return err
	}
	rels, err := m.pk.relations(m.book.part)
	if err != nil {
		return err
	}
	raw, err := m.book.withFirst(l.name, rels[len(rels)-1].id)
	if err != nil {
		return fmt.Errorf("part %s: %w", m.book.part, err)
	}
	m.pk.replace(m.book.part, raw)
	return nil
}

func (m *marker) listName() string {
	name := listName
	for n := 2; slices.ContainsFunc(m.book.sheets, func(s sheetPlace) bool { return strings.EqualFold(s.name, name) }); n++ {
		name = fmt.Sprintf("%s (%d)", listName, n)
	}
	return name
}

// faultList builds the sheet's markup.
type faultList struct {
	m                               *marker
	name                            string
	title, lead, head, where, fault string // styles
	rows, links                     strings.Builder
	number                          int
}

func (l *faultList) looks() {
	st := l.m.styles
	p := st.prefix()
	font := func(inner string) string {
		return st.fonts.add("<" + p + "font>" + strings.ReplaceAll(inner, "<", "<"+p) + "<" + p + `name val="` + fontFamily + `"/><` + p + `family val="2"/></` + p + "font>")
	}
	xf := func(font, fill string) string {
		return st.xfs.add("<" + p + `xf numFmtId="0" fontId="` + font + `" fillId="` + fill + `" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><` +
			p + `alignment vertical="top" wrapText="1"/></` + p + "xf>")
	}
	fill := st.fills.add("<" + p + `fill><` + p + `patternFill patternType="solid"><` + p + `fgColor rgb="FFF2F2F2"/><` + p + `bgColor indexed="64"/></` + p + `patternFill></` + p + `fill>`)
	plain := font(`<sz val="11"/>`)
	l.title = xf(font(`<b/><sz val="16"/>`), "0")
	l.lead = xf(plain, "0")
	l.head = xf(font(`<b/><sz val="11"/>`), fill)
	l.where = xf(font(`<u/><sz val="11"/><color rgb="FF`+linkColour+`"/>`), "0")
	l.fault = l.lead
}

// Widths of the two columns, in characters.
const (
	whereWidth = 30
	faultWidth = 78
)

func (l *faultList) sheet(marks []Mark, banner []string) []byte {
	var merges []string
	for i, line := range append([]string{l.name}, banner...) {
		style, height := l.lead, lineHeight*textLines(line, whereWidth+faultWidth)
		if i == 0 {
			style, height = l.title, 24
		}
		l.row(height, style, line, "", "")
		merges = append(merges, fmt.Sprintf("A%d:B%d", l.number, l.number))
	}
	l.number++ // an empty row
	l.row(18, l.head, "Var", l.head, "Vad som behöver rättas")
	for _, k := range marks {
		l.mark(k)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+
		`<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:B%d"/>`+
		`<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>`+
		`<cols><col min="1" max="1" width="%d" customWidth="1"/><col min="2" max="2" width="%d" customWidth="1"/></cols><sheetData>%s</sheetData>`,
		l.number, whereWidth, faultWidth, l.rows.String())
	fmt.Fprintf(&b, `<mergeCells count="%d">`, len(merges))
	for _, r := range merges {
		fmt.Fprintf(&b, `<mergeCell ref="%s"/>`, r)
	}
	b.WriteString(`</mergeCells>`)
	if l.links.Len() > 0 {
		b.WriteString("<hyperlinks>" + l.links.String() + "</hyperlinks>")
	}
	b.WriteString(`<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/></worksheet>`)
	return []byte(b.String())
}

func (l *faultList) mark(k Mark) {
	where, style := k.Sheet, l.fault
	row, col, ok := ParseAddress(k.Cell)
	linked := ok && slices.ContainsFunc(l.m.book.sheets, func(s sheetPlace) bool { return s.name == k.Sheet })
	if ok {
		where = k.Sheet + "!" + Address(row, col)
	}
	if linked {
		style = l.where
	}
	if where == "" {
		where = "Hela blanketten"
	}
	l.row(lineHeight*max(textLines(k.Comment, faultWidth), textLines(where, whereWidth)), style, where, l.fault, k.Comment)
	if linked {
		fmt.Fprintf(&l.links, `<hyperlink ref="A%d" location="%s" display="%s"/>`, l.number, escapeText(quoteSheet(k.Sheet)+"!"+Address(row, col)), escapeText(where))
	}
}

// row adds one; a second cell without a style is none.
func (l *faultList) row(height int, styleA, a, styleB, b string) {
	l.number++
	cell := func(col, style, text string) string {
		return `<c r="` + col + strconv.Itoa(l.number) + `" s="` + style + `" t="inlineStr"><is><t xml:space="preserve">` + cellMarkup(text) + `</t></is></c>`
	}
	fmt.Fprintf(&l.rows, `<row r="%d" ht="%d" customHeight="1">%s`, l.number, height, cell("A", styleA, a))
	if styleB != "" {
		l.rows.WriteString(cell("B", styleB, b))
	}
	l.rows.WriteString("</row>")
}

// bookEdit copies the workbook part with some tags replaced.
type bookEdit struct {
	*bookPart
	out    []byte
	copied int
}

func (b *bookEdit) tag(e element, tag []byte) {
	b.out = append(b.out, b.raw[b.copied:e.start]...)
	b.out = append(b.out, tag...)
	b.copied = e.end
}

// withFirst is the workbook part with a new first sheet, on which it opens.
func (b *bookPart) withFirst(name, link string) ([]byte, error) {
	edit := &bookEdit{bookPart: b}
	c := &cursor{src: b.raw}
	root, err := c.root("workbook")
	if err != nil {
		return nil, err
	}
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
			entry := "<" + root.prefix() + `sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="` + escapeText(name) + `" sheetId="` + strconv.Itoa(id) + `" r:id="` + link + `"/>`
			edit.tag(e, slicesJoin(b.raw[e.start:e.end], []byte(entry)))
			return err
		case e.is("definedNames"):
			_, err := c.children(e, edit.moveName)
			return err
		}
		return nil
	})
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
