package workbook

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

func (w *writer) sheet(s *SheetPlan) error {
	steps := []func(*SheetPlan) error{
		w.columns, w.heights, w.cells, w.merges, w.table,
		w.lists, w.prompts, w.colourRules, w.charts,
		w.panes, w.page, w.protect,
	}
	for _, step := range steps {
		if err := step(s); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) columns(s *SheetPlan) error {
	for i, c := range s.Columns {
		letters := ColumnName(i + 1)
		id, err := w.style(c.Style)
		if err != nil {
			return fmt.Errorf("column %s: %w", letters, err)
		}
		if id != 0 {
			if err := w.f.SetColStyle(s.Name, letters, id); err != nil {
				return fmt.Errorf("column %s: %w", letters, err)
			}
		}
		if c.Width > 0 {
			if err := w.f.SetColWidth(s.Name, letters, letters, c.Width); err != nil {
				return fmt.Errorf("column %s: %w", letters, err)
			}
		}
		if c.Hidden {
			if err := w.f.SetColVisible(s.Name, letters, false); err != nil {
				return fmt.Errorf("column %s: %w", letters, err)
			}
		}
	}
	return nil
}

func (w *writer) heights(s *SheetPlan) error {
	for row, h := range s.Heights {
		if err := w.f.SetRowHeight(s.Name, row, h); err != nil {
			return fmt.Errorf("row %d: %w", row, err)
		}
	}
	return nil
}

func (w *writer) cells(s *SheetPlan) error {
	last := Range{1, 1, 1, 1}
	for i := range s.Cells {
		c := &s.Cells[i]
		if err := w.cell(s.Name, c); err != nil {
			return fmt.Errorf("cell %s: %w", Address(c.Row, c.Col), err)
		}
		last.Row2, last.Col2 = max(last.Row2, c.Row), max(last.Col2, c.Col)
	}
	return w.f.SetSheetDimension(s.Name, rangeAddress(last))
}

func (w *writer) cell(sheet string, c *CellPlan) error {
	at := Address(c.Row, c.Col)
	if err := w.value(sheet, at, c); err != nil {
		return err
	}
	if c.Link != "" {
		if err := w.link(sheet, at, c.Link); err != nil {
			return err
		}
	}
	if c.Style == (Style{}) && c.Link == "" {
		return nil // the library gave it its column's
	}
	id, err := w.cellStyle(c)
	if err != nil {
		return err
	}
	return w.f.SetCellStyle(sheet, at, at, id)
}

func (w *writer) value(sheet, at string, c *CellPlan) error {
	if c.Formula != "" {
		return w.f.SetCellFormula(sheet, at, strings.TrimPrefix(c.Formula, "="))
	}
	switch v := c.Value.(type) {
	case nil:
		return w.f.SetCellValue(sheet, at, nil)
	case string:
		if v == "" {
			return w.f.SetCellValue(sheet, at, nil)
		}
		return w.f.SetCellStr(sheet, at, escapeUnderscoreX(cellText(v)))
	case float64:
		return w.f.SetCellFloat(sheet, at, v, -1, 64)
	case int:
		return w.f.SetCellInt(sheet, at, int64(v))
	case bool:
		return w.f.SetCellBool(sheet, at, v)
	default:
		return fmt.Errorf("cannot hold a %T", v)
	}
}

func (w *writer) link(sheet, at, to string) error {
	kind := "Location"
	if strings.Contains(to, "://") || strings.HasPrefix(to, "mailto:") {
		kind = "External"
	}
	return w.f.SetCellHyperLink(sheet, at, strings.TrimPrefix(to, "#"), kind)
}

func (w *writer) merges(s *SheetPlan) error {
	for _, r := range s.Merges {
		if err := w.f.MergeCell(s.Name, Address(r.Row1, r.Col1), Address(r.Row2, r.Col2)); err != nil {
			return fmt.Errorf("merge %s: %w", rangeAddress(r), err)
		}
	}
	return nil
}

// table also sets a filter of its own; a sheet has one or the other.
func (w *writer) table(s *SheetPlan) error {
	if s.Filter != (Range{}) {
		if err := w.f.AutoFilter(s.Name, rangeAddress(s.Filter), nil); err != nil {
			return fmt.Errorf("filter %s: %w", rangeAddress(s.Filter), err)
		}
	}
	if s.Table == nil {
		return nil
	}
	if err := uniqueHeadings(s); err != nil {
		return err
	}
	stripes := false
	err := w.f.AddTable(s.Name, &excelize.Table{
		Range: rangeAddress(s.Table.Range), Name: s.Table.Name,
		StyleName: "TableStyleLight1", ShowRowStripes: &stripes,
	})
	if err != nil {
		return fmt.Errorf("table %s: %w", s.Table.Name, err)
	}
	return nil
}

// uniqueHeadings holds what Excel demands of a table; the library would quietly
// rename a heading that breaks it.
func uniqueHeadings(s *SheetPlan) error {
	r := s.Table.Range
	headings := map[int]string{}
	for _, c := range s.Cells {
		if c.Row == r.Row1 && r.Contains(c.Row, c.Col) {
			headings[c.Col], _ = c.Value.(string)
		}
	}
	seen := map[string]bool{}
	for col := r.Col1; col <= r.Col2; col++ {
		h := strings.ToLower(headings[col])
		if h == "" || seen[h] {
			return fmt.Errorf("table %s: column %s needs a heading of its own", s.Table.Name, ColumnName(col))
		}
		seen[h] = true
	}
	return nil
}

func rangeAddress(r Range) string {
	return Address(r.Row1, r.Col1) + ":" + Address(r.Row2, r.Col2)
}

func absoluteRange(sheet string, r Range) string {
	if r.Row2 == 0 {
		return fmt.Sprintf("%s!$%s:$%s", quoteSheet(sheet), ColumnName(r.Col1), ColumnName(r.Col2))
	}
	from := fmt.Sprintf("%s!$%s$%d", quoteSheet(sheet), ColumnName(r.Col1), r.Row1)
	if r.Row1 == r.Row2 && r.Col1 == r.Col2 {
		return from
	}
	return fmt.Sprintf("%s:$%s$%d", from, ColumnName(r.Col2), r.Row2)
}

func quoteSheet(name string) string {
	return "'" + strings.ReplaceAll(name, "'", "''") + "'"
}

// maxCellText is Excel's limit for one cell, in UTF-16 units.
const maxCellText = 32767

// cellText is s as a cell can hold it: without control characters, and cut with
// an ellipsis that shows where it is longer than a cell can be.
func cellText(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	if len(s) <= maxCellText {
		return s
	}
	units := 0
	for i, r := range s {
		n := utf16.RuneLen(r)
		if units+n > maxCellText-1 {
			if len(s[i:]) == len(string(r)) && units+n == maxCellText {
				return s
			}
			return s[:i] + "…"
		}
		units += n
	}
	return s
}

// oneNewline makes every line end the one that XML keeps.
func oneNewline(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
}

// escapeUnderscoreX keeps text that looks like the format's escape for a
// character (_x0041_) from being read back as that character.
func escapeUnderscoreX(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if isEscape(s[i:]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isEscape(s string) bool {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return false
	}
	for _, ch := range s[2:6] {
		if !strings.ContainsRune("0123456789abcdefABCDEF", ch) {
			return false
		}
	}
	return true
}
