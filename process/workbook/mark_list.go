package workbook

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// list adds the sheet of faults as the book's first, and opens the book on it.
func (m *marker) list(marks []Mark, banner []string) error {
	l := &faultList{m: m, name: m.listName()}
	l.styles()
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

// listName is free: a sheet of theirs may have it.
func (m *marker) listName() string {
	name := listName
	for n := 2; slices.ContainsFunc(m.book.sheets, func(s sheetPlace) bool { return strings.EqualFold(s.name, name) }); n++ {
		name = fmt.Sprintf("%s (%d)", listName, n)
	}
	return name
}

// faultList builds the sheet's markup.
type faultList struct {
	m                                           *marker
	name                                        string
	title, first, lead, head, where, fault, odd string // styles
	rows, links                                 strings.Builder
	number                                      int
}

// styles makes the list's looks. What a person shall see first is red: the title,
// and the cells that lead to the red cells of the form.
func (l *faultList) styles() {
	st := l.m.styles
	p := st.prefix()
	font := func(inner string) string {
		return st.fonts.add("<" + p + "font>" + strings.ReplaceAll(inner, "<", "<"+p) + "<" + p + `name val="` + fontFamily + `"/><` + p + `family val="2"/></` + p + "font>")
	}
	fill := func(colour string) string {
		return st.fills.add("<" + p + `fill><` + p + `patternFill patternType="solid"><` + p + `fgColor rgb="FF` + colour + `"/><` + p + `bgColor indexed="64"/></` + p + `patternFill></` + p + `fill>`)
	}
	xf := func(font, fill string) string {
		return st.xfs.add("<" + p + `xf numFmtId="0" fontId="` + font + `" fillId="` + fill + `" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><` +
			p + `alignment horizontal="left" vertical="center" wrapText="1" indent="1"/></` + p + "xf>")
	}
	l.title = xf(font(`<b/><sz val="18"/><color rgb="FFFFFFFF"/>`), fill("B3261E"))
	l.first = xf(font(`<b/><sz val="12"/>`), "0")
	l.lead = xf(font(`<sz val="11"/>`), "0")
	l.head = xf(font(`<b/><sz val="11"/>`), fill("E7E6E6"))
	l.where = xf(font(`<b/><u/><sz val="11"/>`), fill(markColour))
	l.fault = xf(font(`<sz val="11"/>`), fill("FFF1F1"))
	l.odd = xf(font(`<b/><sz val="11"/>`), fill(markColour))
}

// Widths of the two columns that show, in characters.
const (
	whereWidth = 30
	faultWidth = 78
)

// noCell stands where a mark has no cell in the form.
const noCell = "Ruta saknas i blanketten"

func (l *faultList) sheet(marks []Mark, banner []string) []byte {
	marks = slices.DeleteFunc(slices.Clone(marks), func(k Mark) bool { return k.Comment == "" })
	var merges []string
	for i, line := range append([]string{listTitle(len(marks))}, banner...) {
		style, height := l.lead, 5+lineHeight*textLines(line, whereWidth+faultWidth)
		switch i {
		case 0:
			style, height = l.title, 36
		case 1:
			style, height = l.first, height+5
		}
		l.row(height, listCell{style, line})
		merges = append(merges, fmt.Sprintf("A%d:B%d", l.number, l.number))
	}
	l.number++ // an empty row
	l.row(20, listCell{l.head, listWhere}, listCell{l.head, listFault})
	for i, k := range marks {
		l.gap()
		l.mark(k, i)
	}
	return []byte(l.markup(merges))
}

// listTitle says how much there is to do.
func listTitle(n int) string {
	switch n {
	case 0:
		return listName
	case 1:
		return listName + ": en uppgift"
	}
	return fmt.Sprintf("%s: %d uppgifter", listName, n)
}

func (l *faultList) markup(merges []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+
		`<sheetPr><tabColor rgb="FFB3261E"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:C%d"/>`+
		`<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>`+
		`<cols><col min="1" max="1" width="%d" customWidth="1"/><col min="2" max="2" width="%d" customWidth="1"/><col min="%d" max="%[4]d" width="20" hidden="1" customWidth="1"/></cols><sheetData>%[5]s</sheetData>`,
		l.number, whereWidth, faultWidth, looksColumn, l.rows.String())
	fmt.Fprintf(&b, `<mergeCells count="%d">`, len(merges))
	for _, r := range merges {
		fmt.Fprintf(&b, `<mergeCell ref="%s"/>`, r)
	}
	b.WriteString(`</mergeCells>`)
	if l.links.Len() > 0 {
		b.WriteString("<hyperlinks>" + l.links.String() + "</hyperlinks>")
	}
	b.WriteString(`<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/></worksheet>`)
	return b.String()
}

// mark is the i-th line. There are at least as many lines as marked cells, so
// each line also holds the look of one.
func (l *faultList) mark(k Mark, i int) {
	where, style := k.Sheet, l.odd
	row, col, ok := ParseAddress(k.Cell)
	linked := ok && slices.ContainsFunc(l.m.book.sheets, func(s sheetPlace) bool { return s.name == k.Sheet })
	if ok {
		where = k.Sheet + "!" + Address(row, col)
	}
	if linked {
		style = l.where
	}
	if where == "" {
		where = noCell
	}
	cells := []listCell{{style, where}, {l.fault, k.Comment}}
	if i < len(l.m.looks) {
		cells = append(cells, listCell{l.m.looks[i].style, l.m.looks[i].place})
	}
	l.row(8+lineHeight*max(textLines(k.Comment, faultWidth), textLines(where, whereWidth)), cells...)
	if linked {
		fmt.Fprintf(&l.links, `<hyperlink ref="A%d" location="%s" display="%s"/>`, l.number, escapeText(quoteSheet(k.Sheet)+"!"+Address(row, col)), escapeText(where))
	}
}

// gap parts two lines, so that each red cell is seen as one.
func (l *faultList) gap() {
	l.number++
	fmt.Fprintf(&l.rows, `<row r="%d" ht="3" customHeight="1"/>`, l.number)
}

type listCell struct{ style, text string }

// row adds one, with cells from column A.
func (l *faultList) row(height int, cells ...listCell) {
	l.number++
	fmt.Fprintf(&l.rows, `<row r="%d" ht="%d" customHeight="1">`, l.number, min(height, maxHeight))
	for i, c := range cells {
		style := ""
		if c.style != "" {
			style = ` s="` + escapeText(c.style) + `"`
		}
		fmt.Fprintf(&l.rows, `<c r="%s"%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, Address(l.number, i+1), style, cellMarkup(c.text))
	}
	l.rows.WriteString("</row>")
}
