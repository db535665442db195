package workbook

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

func (w *writer) panes(s *SheetPlan) error {
	if s.FreezeRows == 0 && s.FreezeCols == 0 {
		if s.Start == "" {
			return nil
		}
		return w.f.SetPanes(s.Name, &excelize.Panes{Selection: []excelize.Selection{{SQRef: s.Start, ActiveCell: s.Start}}})
	}
	pane := "bottomRight"
	switch {
	case s.FreezeCols == 0:
		pane = "bottomLeft"
	case s.FreezeRows == 0:
		pane = "topRight"
	}
	at := Address(s.FreezeRows+1, s.FreezeCols+1)
	return w.f.SetPanes(s.Name, &excelize.Panes{
		Freeze: true, XSplit: s.FreezeCols, YSplit: s.FreezeRows, TopLeftCell: at, ActivePane: pane,
		Selection: []excelize.Selection{{SQRef: at, ActiveCell: at, Pane: pane}},
	})
}

// page sets how the sheet looks on screen and on paper (A4, fitted in width).
func (w *writer) page(s *SheetPlan) error {
	const a4 = 9
	paper, orientation, wide, high, fit := a4, "landscape", max(1, s.PagesWide), 0, true
	if s.Portrait {
		orientation = "portrait"
	}
	if s.OnePage {
		high = 1
	}
	err := w.f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high,
	})
	if err != nil {
		return fmt.Errorf("page layout: %w", err)
	}
	props := &excelize.SheetPropsOptions{FitToPage: &fit}
	if s.TabColor != "" {
		opaque := "FF" + s.TabColor
		props.TabColorRGB = &opaque
	}
	if err := w.f.SetSheetProps(s.Name, props); err != nil {
		return fmt.Errorf("sheet properties: %w", err)
	}
	if s.HideGrid {
		show := false
		if err := w.f.SetSheetView(s.Name, 0, &excelize.ViewOptions{ShowGridLines: &show}); err != nil {
			return fmt.Errorf("sheet view: %w", err)
		}
	}
	return w.print(s)
}

func (w *writer) print(s *SheetPlan) error {
	edge, room, line := 0.5, 0.75, 0.3
	if s.OnePage && !s.Footer { // the more paper, the larger the print
		edge, room = 0.4, 0.4
	}
	margins := &excelize.PageLayoutMarginsOptions{Horizontally: &s.OnePage, Left: &edge, Right: &edge, Top: &edge, Bottom: &room, Header: &line, Footer: &line}
	if err := w.f.SetPageMargins(s.Name, margins); err != nil {
		return fmt.Errorf("margins: %w", err)
	}
	if s.Footer {
		err := w.f.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{OddFooter: "&C&A · sida &P av &N"})
		if err != nil {
			return fmt.Errorf("footer: %w", err)
		}
	}
	if s.PrintArea != (Range{}) {
		if err := w.name("_xlnm.Print_Area", s.Name, s.PrintArea, s.Name); err != nil {
			return fmt.Errorf("print area: %w", err)
		}
	}
	var titles []string
	if s.TitleCols > 0 {
		titles = append(titles, fmt.Sprintf("%s!$A:$%s", quoteSheet(s.Name), ColumnName(s.TitleCols)))
	}
	if s.TitleRows > 0 {
		titles = append(titles, fmt.Sprintf("%s!$1:$%d", quoteSheet(s.Name), s.TitleRows))
	}
	if len(titles) > 0 {
		err := w.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s.Name, RefersTo: strings.Join(titles, ",")})
		if err != nil {
			return fmt.Errorf("print titles: %w", err)
		}
	}
	return nil
}

// protect guards against slips, not against people: there is no password.
func (w *writer) protect(s *SheetPlan) error {
	if !s.Protect {
		return nil
	}
	err := w.f.ProtectSheet(s.Name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
		AutoFilter: true, Sort: true,
	})
	if err != nil {
		return fmt.Errorf("protect: %w", err)
	}
	return nil
}
