package workbook

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

const (
	markAuthor = "ST-intag" // of the comments
	markLead   = markAuthor + ": "
	// markColour is red, with black text still easy to read on it, and a shade that
	// no palette offers: a cell that has it was marked by us.
	markColour = "FF7B81"
)

// MarkForm gives the sender's own workbook back with its faults shown: each
// marked cell is red and carries a comment, and a first sheet, on which the book
// opens, lists them under the banner's lines. A mark without a comment only
// replaces the value. What an earlier MarkForm left in the book is taken away
// first, whatever program has saved the book since: red is what is wrong now.
//
// It is made by splicing, as Patch is, and for the same reason: everything else
// of theirs stays byte for byte, protection and form controls too. Macros are
// left out. A shared text that a Replace takes the place of is replaced wherever
// it stands: a number that is masked in one cell must not stand in another.
func MarkForm(src []byte, marks []Mark, banner []string) (out []byte, err error) {
	defer recoverInto("mark form", &err)
	plain, err := unmarked(src)
	if err == nil {
		out, err = markForm(plain, marks, banner)
	}
	if err != nil {
		return nil, fmt.Errorf("mark form: %w", err)
	}
	return out, nil
}

func markForm(src []byte, marks []Mark, banner []string) ([]byte, error) {
	pk, err := openPackage(src)
	if err != nil {
		return nil, err
	}
	m := &marker{pk: pk}
	if m.book, err = openBook(pk); err != nil {
		return nil, err
	}
	if m.styles, err = m.book.styles(); err != nil {
		return nil, err
	}
	if err := m.sheets(marks); err != nil {
		return nil, err
	}
	if err := m.list(marks, banner); err != nil {
		return nil, err
	}
	m.styles.save()
	if err := m.book.withoutMacros(); err != nil {
		return nil, err
	}
	return pk.bytes()
}

type marker struct {
	pk     *packageFile
	book   *bookPart
	styles *stylePart
	red    string   // the fill's number
	locked bool     // the sheet at hand is protected
	looks  []look   // of the cells before they were marked
	was    []string // the styles that paint met on the sheet at hand, in order
}

// look is the style of a cell that was marked.
type look struct{ place, style string }

// markedCell is what all marks on one cell come to.
type markedCell struct {
	row, col int
	comment  string
	replace  string
}

func (c markedCell) address() string { return Address(c.row, c.col) }

// sheets marks the cells, sheet by sheet. No sheet but the list stays chosen: a
// book in which two are would change both when one is written in.
func (m *marker) sheets(marks []Mark) error {
	for i, place := range m.book.sheets {
		part, kind := m.book.partOf(i)
		if part == "" || !m.pk.has(part) {
			continue
		}
		cells := cellsOf(marks, place.name, m.listName())
		if kind == "worksheet" && len(cells) > 0 {
			if err := m.sheet(place.name, part, cells); err != nil {
				return fmt.Errorf("sheet %s: %w", place.name, err)
			}
		}
		if err := m.unchoose(part); err != nil {
			return fmt.Errorf("sheet %s: %w", place.name, err)
		}
	}
	return nil
}

// sayYes is what a comment adds where the list holds a suggestion.
const sayYes = " Stämmer förslaget räcker det att skriva ja i bladet %s."

// cellsOf gathers the marks on a sheet by cell, in order.
func cellsOf(marks []Mark, sheet, list string) []markedCell {
	var cells []markedCell
	for _, k := range marks {
		row, col, ok := ParseAddress(k.Cell)
		if !ok || k.Sheet != sheet {
			continue
		}
		if k.Ask.Suggestion != "" {
			k.Comment += fmt.Sprintf(sayYes, list)
		}
		cells = append(cells, markedCell{row: row, col: col, comment: k.Comment, replace: k.Replace})
	}
	return gathered(cells)
}

func gathered(cells []markedCell) []markedCell {
	slices.SortStableFunc(cells, func(a, b markedCell) int {
		if a.row != b.row {
			return a.row - b.row
		}
		return a.col - b.col
	})
	var out []markedCell
	for _, c := range cells {
		if n := len(out) - 1; n >= 0 && out[n].row == c.row && out[n].col == c.col {
			out[n].comment = strings.TrimSpace(out[n].comment + "\n" + c.comment)
			if c.replace != "" {
				out[n].replace = c.replace
			}
			continue
		}
		out = append(out, c)
	}
	return out
}

// sheet replaces what is to be replaced without a word, then marks the rest.
func (m *marker) sheet(name, part string, cells []markedCell) error {
	var told, silent []markedCell
	for _, c := range cells {
		if c.comment == "" {
			silent = append(silent, c)
		} else {
			told = append(told, c)
		}
	}
	same := func(style string) (string, error) { return style, nil }
	if _, err := m.cells(part, silent, same); err != nil {
		return err
	}
	m.was = nil
	told, err := m.cells(part, told, m.paint)
	if err != nil {
		return err
	}
	for i, style := range m.was {
		m.looks = append(m.looks, look{name + "!" + told[i].address(), style})
	}
	return m.comments(part, told)
}

// cells gives each cell the style that paint makes of its own, and its new value
// where it has one. It gives the cells back as they stand: of a merged range, the
// first.
func (m *marker) cells(part string, cells []markedCell, paint func(string) (string, error)) ([]markedCell, error) {
	if len(cells) == 0 {
		return nil, nil
	}
	raw, err := m.pk.read(part)
	if err != nil {
		return nil, err
	}
	if m.locked, err = protected(raw); err != nil {
		return nil, err
	}
	s := &sheetPatch{src: raw, paint: paint, masked: map[int]string{}}
	if err := s.frame(); err != nil {
		return nil, err
	}
	for i := range cells {
		cells[i].row, cells[i].col = s.anchor(cells[i].row, cells[i].col)
	}
	cells = gathered(cells)
	for _, c := range cells {
		s.changes = append(s.changes, Change{Row: c.row, Col: c.col, Value: Cell{Kind: Text, Text: c.replace}})
	}
	if err := s.rows(); err != nil {
		return nil, err
	}
	m.pk.replace(part, append(s.out, s.src[s.copied:]...))
	return cells, m.mask(s.masked)
}

// paint gives a style's red twin. Who is asked to correct a cell can do so: on a
// protected sheet the twin is unlocked.
func (m *marker) paint(style string) (string, error) {
	m.was = append(m.was, style)
	if m.red == "" {
		p := m.styles.prefix()
		m.red = m.styles.fills.add("<" + p + `fill><` + p + `patternFill patternType="solid"><` + p + `fgColor rgb="FF` + markColour +
			`"/><` + p + `bgColor indexed="64"/></` + p + `patternFill></` + p + `fill>`)
	}
	if m.locked {
		unlock := func(item []byte) ([]byte, error) { return withLock(item, "0") }
		return m.styles.remade(style, "red, unlocked", unlock, "fillId", m.red, "applyFill", "1")
	}
	return m.styles.variant(style, "fillId", m.red, "applyFill", "1")
}

// mask replaces shared texts, by their places in the list.
func (m *marker) mask(texts map[int]string) error {
	if len(texts) == 0 {
		return nil
	}
	for _, r := range m.book.rels {
		if r.kind == "sharedStrings" {
			return m.maskIn(r.target, texts)
		}
	}
	return errors.New("the shared texts are not in the package")
}

func (m *marker) maskIn(part string, texts map[int]string) error {
	raw, err := m.pk.read(part)
	if err != nil {
		return err
	}
	c := &cursor{src: raw}
	root, err := c.root("sst")
	if err != nil {
		return fmt.Errorf("part %s: %w", part, err)
	}
	var out []byte
	n, copied := -1, 0
	_, err = c.children(root, func(e element) error {
		n++
		text, ok := texts[n]
		if !ok {
			return nil
		}
		end, err := c.pass(e)
		p := e.prefix()
		out = append(out, raw[copied:e.start]...)
		out = append(out, "<"+p+"si><"+p+`t xml:space="preserve">`+cellMarkup(text)+"</"+p+"t></"+p+"si>"...)
		copied = end.end
		return err
	})
	m.pk.replace(part, append(out, raw[copied:]...))
	return err
}
