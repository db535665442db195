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
	m                                     *marker
	name                                  string
	title, first, lead, head, where       string // styles
	fault, odd, suggestion, answer, plain string
	asks                                  bool // some line has room for an answer
	rows, links, rules                    strings.Builder
	number, checks                        int
}

// styles makes the list's looks. What a person shall see first is red: the title,
// and the cells that lead to the red cells of the form; what shall be filled in is
// yellow, as in the blank form. An answer is text: what is written stays as written.
func (l *faultList) styles() {
	st := l.m.styles
	p := st.prefix()
	mark := func(s string) string { return strings.NewReplacer("</", "</"+p, "<", "<"+p).Replace(s) }
	font := func(inner string) string {
		return st.fonts.add(mark("<font>" + inner + `<name val="` + fontFamily + `"/><family val="2"/></font>`))
	}
	fill := func(colour string) string {
		return st.fills.add(mark(`<fill><patternFill patternType="solid"><fgColor rgb="FF` + colour + `"/><bgColor indexed="64"/></patternFill></fill>`))
	}
	xf := func(font, fill, more string) string {
		return st.xfs.add(mark(`<xf fontId="` + font + `" fillId="` + fill + `" xfId="0" applyFont="1" applyFill="1" applyAlignment="1" ` + more))
	}
	const left = `><alignment horizontal="left" vertical="center" wrapText="1" indent="1"/></xf>`
	const bare = `numFmtId="0" borderId="0"` + left
	l.title = xf(font(`<b/><sz val="18"/><color rgb="FFFFFFFF"/>`), fill("B3261E"), bare)
	l.first = xf(font(`<b/><sz val="12"/>`), "0", bare)
	l.lead = xf(font(`<sz val="11"/>`), "0", bare)
	l.head = xf(font(`<b/><sz val="11"/>`), fill("E7E6E6"), bare)
	l.where = xf(font(`<b/><u/><sz val="11"/>`), fill(markColour), bare)
	l.fault = xf(font(`<sz val="11"/>`), fill("FFF1F1"), bare)
	l.suggestion = xf(font(`<b/><sz val="11"/>`), fill("FFF1F1"), bare)
	l.odd = xf(font(`<b/><sz val="11"/>`), fill(markColour), bare)
	l.plain = xf(font(`<sz val="11"/>`), fill("F2F2F2"), bare)
	l.answer = xf(font(`<sz val="11"/>`), fill("FFF2CC"), `numFmtId="49" borderId="0" applyNumberFormat="1" applyProtection="1">`+
		`<alignment horizontal="left" vertical="center" wrapText="1" indent="1"/><protection locked="0"/></xf>`)
}

// Widths of the columns that show, in characters; the last two only where a line
// has room for an answer.
const (
	whereWidth      = 27
	faultWidth      = 62
	suggestionWidth = 18
	answerWidth     = 22
)

// noCell stands where a mark has no cell in the form.
const noCell = "Ruta saknas i blanketten"

// onlyThere stands where an answer in the list would not do.
const onlyThere = "Rätta i blanketten"

func (l *faultList) sheet(marks []Mark, banner []string) []byte {
	marks = slices.DeleteFunc(slices.Clone(marks), func(k Mark) bool { return k.Comment == "" })
	l.asks = slices.ContainsFunc(marks, func(k Mark) bool { return k.Ask.Key != "" })
	wide, last := whereWidth+faultWidth, "B"
	if l.asks {
		wide, last = wide+suggestionWidth+answerWidth, "D"
	}
	var merges []string
	for i, line := range append([]string{listTitle(marks)}, banner...) {
		style, height := l.lead, 5+lineHeight*textLines(line, wide)
		switch i {
		case 0:
			style, height = l.title, 36
		case 1:
			style, height = l.first, height+5
		}
		l.row(height, listCell{whereColumn, style, line})
		merges = append(merges, fmt.Sprintf("A%d:%s%[1]d", l.number, last))
	}
	l.number++ // an empty row
	heads := []listCell{{whereColumn, l.head, listWhere}, {faultColumn, l.head, listFault}}
	if l.asks {
		heads = append(heads, listCell{suggestionColumn, l.head, listSuggestion}, listCell{answerColumn, l.head, listAnswer})
	}
	l.row(20, heads...)
	for i, k := range marks {
		l.gap()
		l.mark(k, i)
	}
	return []byte(l.markup(merges))
}

// listTitle says how much there is to do.
func listTitle(marks []Mark) string {
	n := 0
	for _, k := range marks {
		if !k.Ask.Settled {
			n++
		}
	}
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
		`<sheetPr><tabColor rgb="FFB3261E"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:%s%d"/>`+
		`<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>`,
		ColumnName(tagColumn), l.number)
	hidden := ` hidden="1"`
	if l.asks {
		hidden = ""
	}
	b.WriteString("<cols>")
	for i, w := range []int{whereWidth, faultWidth, suggestionWidth, answerWidth} {
		more := ""
		if i+1 >= suggestionColumn {
			more = hidden
		}
		fmt.Fprintf(&b, `<col min="%d" max="%[1]d" width="%d"%s customWidth="1"/>`, i+1, w, more)
	}
	fmt.Fprintf(&b, `<col min="%d" max="%d" width="20" hidden="1" customWidth="1"/></cols><sheetData>%s</sheetData>`, looksColumn, tagColumn, l.rows.String())
	fmt.Fprintf(&b, `<mergeCells count="%d">`, len(merges))
	for _, r := range merges {
		fmt.Fprintf(&b, `<mergeCell ref="%s"/>`, r)
	}
	b.WriteString(`</mergeCells>`)
	if l.checks > 0 {
		fmt.Fprintf(&b, `<dataValidations count="%d">%s</dataValidations>`, l.checks, l.rules.String())
	}
	if l.links.Len() > 0 {
		b.WriteString("<hyperlinks>" + l.links.String() + "</hyperlinks>")
	}
	b.WriteString(`<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`)
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
	switch {
	case k.Ask.Settled:
		style = l.plain
	case linked:
		style = l.where
	}
	if where == "" {
		where = noCell
	}
	fault := k.Comment
	if k.Of != "" { // not in the linked cell: LibreOffice breaks no lines there
		fault = k.Of + "\n" + fault
	}
	cells := append([]listCell{{whereColumn, style, where}, {faultColumn, l.fault, fault}}, l.ask(k.Ask)...)
	if i < len(l.m.looks) {
		cells = append(cells, listCell{looksColumn, l.m.looks[i].style, l.m.looks[i].place})
	}
	if k.Ask.Key != "" {
		cells = append(cells, listCell{keyColumn, "", k.Ask.Key}, listCell{writtenColumn, "", k.Ask.Written})
	}
	if k.Tag != "" {
		cells = append(cells, listCell{tagColumn, "", k.Tag})
	}
	lines := max(textLines(fault, faultWidth), textLines(where, whereWidth), textLines(k.Ask.Suggestion, suggestionWidth), textLines(k.Ask.Answer, answerWidth))
	l.row(8+lineHeight*lines, cells...)
	l.help(k.Ask)
	if linked {
		fmt.Fprintf(&l.links, `<hyperlink ref="A%d" location="%s" display="%s"/>`, l.number, escapeText(quoteSheet(k.Sheet)+"!"+Address(row, col)), escapeText(where))
	}
}

// ask is the room for an answer.
func (l *faultList) ask(a Ask) []listCell {
	switch {
	case !l.asks:
		return nil
	case a.Key == "":
		return []listCell{{suggestionColumn, l.fault, ""}, {answerColumn, l.plain, onlyThere}}
	}
	return []listCell{{suggestionColumn, l.suggestion, a.Suggestion}, {answerColumn, l.answer, a.Answer}}
}

// help tells what to write in the answer's cell when it is chosen.
func (l *faultList) help(a Ask) {
	if a.Key == "" {
		return
	}
	say := "Skriv det rätta svaret här, eller rätta i den röda rutan i blanketten."
	switch {
	case a.Suggestion != "":
		say = "Stämmer vårt förslag? Skriv ja. Annars: skriv det rätta svaret här, eller rätta i den röda rutan i blanketten."
	case a.Written == "":
		say = "Skriv svaret här."
	}
	l.checks++
	kind, end := "", "/>"
	if a.Choices != "" && units(a.Choices) <= maxItems {
		kind, end = ` type="list"`, `><formula1>"`+escapeText(a.Choices)+`"</formula1></dataValidation>`
	}
	fmt.Fprintf(&l.rules, `<dataValidation%s allowBlank="1" showInputMessage="1" promptTitle="%s" prompt="%s" sqref="%s"%s`, kind, listAnswer, escapeText(say), Address(l.number, answerColumn), end)
}

// gap parts two lines, so that each red cell is seen as one.
func (l *faultList) gap() {
	l.number++
	fmt.Fprintf(&l.rows, `<row r="%d" ht="3" customHeight="1"/>`, l.number)
}

type listCell struct {
	col         int
	style, text string
}

// row adds one; cells are by rising column.
func (l *faultList) row(height int, cells ...listCell) {
	l.number++
	fmt.Fprintf(&l.rows, `<row r="%d" ht="%d" customHeight="1">`, l.number, min(height, maxHeight))
	for _, c := range cells {
		style := ""
		if c.style != "" {
			style = ` s="` + escapeText(c.style) + `"`
		}
		if c.text == "" {
			fmt.Fprintf(&l.rows, `<c r="%s"%s/>`, Address(l.number, c.col), style)
			continue
		}
		fmt.Fprintf(&l.rows, `<c r="%s"%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, Address(l.number, c.col), style, cellMarkup(c.text))
	}
	l.rows.WriteString("</row>")
}
