package workbook

import "github.com/xuri/excelize/v2"

// fontFamily stands in every style: without it LibreOffice falls back to a serif face.
const fontFamily = "Calibri"

const linkColour = "0563C1"

func (w *writer) style(s Style) (int, error) { return w.register(s, s.look()) }

// cellStyle is the cell's; a link that has no colour of its own looks like one.
func (w *writer) cellStyle(c *CellPlan) (int, error) {
	if c.Link == "" || c.Style.Color != "" {
		return w.style(c.Style)
	}
	s := c.Style
	s.Color = linkColour
	look := s.look()
	look.Font.Underline = "single"
	return w.f.NewStyle(look)
}

func (w *writer) register(s Style, look *excelize.Style) (int, error) {
	if id, ok := w.styles[s]; ok {
		return id, nil
	}
	id, err := w.f.NewStyle(look)
	if err == nil {
		w.styles[s] = id
	}
	return id, err
}

func (s Style) look() *excelize.Style {
	size := s.Size
	if size == 0 {
		size = 11
	}
	look := &excelize.Style{
		Font:       &excelize.Font{Family: fontFamily, Size: size, Bold: s.Bold, Italic: s.Italic, Color: s.Color},
		Fill:       s.fill(),
		Border:     s.border(),
		Alignment:  &excelize.Alignment{WrapText: s.Wrap, Indent: s.Indent, Horizontal: s.horizontal()},
		Protection: &excelize.Protection{Locked: !s.Unlocked},
	}
	if s.Underline {
		look.Font.Underline = "single"
	}
	if s.Top {
		look.Alignment.Vertical = "top"
	} else if s.Wrap {
		look.Alignment.Vertical = "center"
	}
	if s.Format != "" {
		format := s.Format
		look.CustomNumFmt = &format
	}
	return look
}

func (s Style) horizontal() string {
	switch {
	case s.Center:
		return "center"
	case s.Right:
		return "right"
	case s.Indent > 0:
		return "left"
	}
	return ""
}

func (s Style) fill() excelize.Fill {
	if s.Fill == "" {
		return excelize.Fill{}
	}
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{s.Fill}}
}

func (s Style) border() []excelize.Border {
	const thin, medium = 1, 2
	colour, width := "BFBFBF", thin
	var sides []string
	switch s.Border {
	case "box":
		colour, width = "000000", medium
		sides = []string{"left", "right", "top", "bottom"}
	case "thin":
		sides = []string{"left", "right", "top", "bottom"}
	case "bottom":
		sides = []string{"bottom"}
	}
	var bs []excelize.Border
	for _, side := range sides {
		bs = append(bs, excelize.Border{Type: side, Color: colour, Style: width})
	}
	return bs
}

// rule is the look of a conditional format: only what it changes, never the
// family or size, which Excel does not let a rule set.
func (w *writer) rule(s Style) (int, error) {
	if id, ok := w.rules[s]; ok {
		return id, nil
	}
	look := &excelize.Style{Fill: s.fill(), Border: s.border()}
	if s.Bold || s.Italic || s.Color != "" {
		look.Font = &excelize.Font{Bold: s.Bold, Italic: s.Italic, Color: s.Color}
	}
	id, err := w.f.NewConditionalStyle(look)
	if err == nil {
		w.rules[s] = id
	}
	return id, err
}
