package workbook

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Write makes a new workbook. The same plan always gives the same bytes.
//
// Text is always written as text: what looks like a formula or a number stays
// what was typed. Formulas come without values and are computed when the book
// is opened.
func Write(p Plan) (out []byte, err error) {
	defer recoverInto("write workbook", &err)
	if len(p.Sheets) == 0 {
		return nil, fmt.Errorf("write workbook: no sheets")
	}
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	w := &writer{f: f, styles: map[Style]int{{}: 0}, rules: map[Style]int{}}
	if err := w.book(p); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	out, err = fitted(buf.Bytes(), p.Sheets)
	if err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	return out, nil
}

func fitted(src []byte, sheets []SheetPlan) ([]byte, error) {
	pk, err := openPackage(src)
	if err != nil {
		return nil, err
	}
	book, err := openBook(pk)
	if err != nil {
		return nil, err
	}
	for i := range sheets {
		_, part, err := book.sheet(sheets[i].Name)
		if err != nil {
			return nil, err
		}
		raw, err := pk.read(part)
		if err != nil {
			return nil, err
		}
		if raw, err = fitRows(raw, &sheets[i]); err != nil {
			return nil, fmt.Errorf("sheet %s: %w", sheets[i].Name, err)
		}
		pk.replace(part, raw)
	}
	return pk.bytes()
}

// recoverInto turns a panic of the library into an error: this is its door.
func recoverInto(operation string, err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%s: %v", operation, r)
	}
}

type writer struct {
	f      *excelize.File
	styles map[Style]int // each look once, however many cells have it
	rules  map[Style]int
}

func (w *writer) book(p Plan) error {
	if err := w.f.SetDefaultFont(fontFamily); err != nil {
		return err
	}
	if err := w.sheetNames(p.Sheets); err != nil {
		return err
	}
	for i := range p.Sheets {
		if err := w.sheet(&p.Sheets[i]); err != nil {
			return fmt.Errorf("sheet %s: %w", p.Sheets[i].Name, err)
		}
	}
	for _, n := range p.Names {
		if err := w.name(n.Name, n.Sheet, n.Range, ""); err != nil {
			return fmt.Errorf("name %s: %w", n.Name, err)
		}
	}
	if err := w.properties(p); err != nil {
		return err
	}
	if err := w.visibility(p.Sheets); err != nil {
		return err
	}
	recalculate := true
	return w.f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &recalculate})
}

func (w *writer) sheetNames(sheets []SheetPlan) error {
	if err := w.f.SetSheetName("Sheet1", sheets[0].Name); err != nil {
		return fmt.Errorf("sheet %s: %w", sheets[0].Name, err)
	}
	seen := map[string]bool{strings.ToLower(sheets[0].Name): true}
	for _, s := range sheets[1:] {
		if key := strings.ToLower(s.Name); seen[key] {
			return fmt.Errorf("sheet %s: name is taken", s.Name)
		} else {
			seen[key] = true
		}
		if _, err := w.f.NewSheet(s.Name); err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
		}
	}
	return nil
}

// visibility comes last: the sheet that is open cannot be hidden.
func (w *writer) visibility(sheets []SheetPlan) error {
	first := slices.IndexFunc(sheets, func(s SheetPlan) bool { return s.Visibility == Visible })
	if first < 0 {
		return fmt.Errorf("no visible sheet")
	}
	w.f.SetActiveSheet(first)
	for _, s := range sheets {
		if s.Visibility == Visible {
			continue
		}
		if err := w.f.SetSheetVisible(s.Name, false, s.Visibility == VeryHidden); err != nil {
			return fmt.Errorf("hide sheet %s: %w", s.Name, err)
		}
	}
	return nil
}

func (w *writer) properties(p Plan) error {
	err := w.f.SetDocProps(&excelize.DocProperties{Title: p.Title, Creator: p.Author, LastModifiedBy: p.Author, Language: "sv-SE"})
	if err != nil {
		return fmt.Errorf("document properties: %w", err)
	}
	names := make([]string, 0, len(p.CustomProperties))
	for n := range p.CustomProperties {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		if err := w.f.SetCustomProps(excelize.CustomProperty{Name: n, Value: p.CustomProperties[n]}); err != nil {
			return fmt.Errorf("property %s: %w", n, err)
		}
	}
	return nil
}

// name defines a name for a range; scope "" is the whole book.
func (w *writer) name(name, sheet string, r Range, scope string) error {
	return w.f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: absoluteRange(sheet, r), Scope: scope})
}
