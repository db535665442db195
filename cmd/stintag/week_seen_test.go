package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"

	"stintag/process/master"
)

// opened is the master as another library than ours sees it.
func (w *week) opened(look func(f *excelize.File) error) error {
	f, err := excelize.OpenFile(filepath.Join(w.dir, "master.xlsx"))
	if err != nil {
		return err
	}
	return errors.Join(look(f), f.Close())
}

func (w *week) name(at entry) string {
	row, col := w.place(at)
	name, err := excelize.CoordinatesToCellName(max(col, 1), max(row, 1))
	if err != nil {
		w.t.Fatal(err)
	}
	return name
}

func (w *week) decorated(s step) error {
	at := w.name(entry{s.Sheet, s.By, s.Key, s.Heading})
	if s.Do == "comment" {
		if got := w.comments(s.Sheet)[at]; !strings.Contains(got, s.Value) {
			return fmt.Errorf("the comment on %s says %q, want %q", at, got, s.Value)
		}
		return nil
	}
	return w.opened(func(f *excelize.File) error {
		id, err := f.GetCellStyle(s.Sheet, at)
		if err != nil {
			return err
		}
		style, err := f.GetStyle(id)
		if err != nil {
			return err
		}
		if len(style.Fill.Color) == 0 || !strings.HasSuffix(strings.ToUpper(style.Fill.Color[0]), s.Value) {
			return fmt.Errorf("%s is coloured %v, want %s", at, style.Fill.Color, s.Value)
		}
		return nil
	})
}

// calculates says whether a formula of theirs stands in the first and the last row
// that it was filled into, and still points at its own row's cells.
func (w *week) calculates(s step) error {
	return w.opened(func(f *excelize.File) error {
		for _, key := range s.Rows {
			row, _ := w.place(entry{s.Sheet, s.By, key, s.Heading})
			want := s.Formula[1:]
			_, columns := w.sheet(s.Sheet)
			for heading, col := range columns {
				letter, err := excelize.ColumnNumberToName(col)
				if err != nil {
					return err
				}
				want = strings.ReplaceAll(want, "{"+heading+"}", letter)
			}
			want = strings.ReplaceAll(want, "{row}", fmt.Sprint(row))
			if got, err := f.GetCellFormula(s.Sheet, w.name(entry{s.Sheet, s.By, key, s.Heading})); err != nil {
				return err
			} else if got != want {
				return fmt.Errorf("the formula of %s is %q, want %q", key, got, want)
			}
		}
		return nil
	})
}

func (w *week) hidden(s step) error {
	return w.opened(func(f *excelize.File) error {
		for _, heading := range s.Columns {
			_, columns := w.sheet(s.Sheet)
			letter, err := excelize.ColumnNumberToName(columns[heading])
			if err != nil {
				return err
			}
			if shown, err := f.GetColVisible(s.Sheet, letter); err != nil {
				return err
			} else if shown {
				return fmt.Errorf("the column %s is shown", heading)
			}
		}
		for _, key := range s.Rows {
			row, _ := w.place(entry{s.Sheet, "Ärende", key, "Ärende"})
			if shown, err := f.GetRowVisible(s.Sheet, row); err != nil {
				return err
			} else if shown {
				return fmt.Errorf("row %d of %s is shown", row, key)
			}
		}
		return nil
	})
}

// filters says whether the filter is on the column still.
func (w *week) filters(s step) error {
	z, err := zip.OpenReader(filepath.Join(w.dir, "master.xlsx"))
	if err != nil {
		return err
	}
	defer z.Close()
	_, columns := w.sheet(s.Sheet)
	want := fmt.Sprintf(`<filterColumn colId="%d"`, columns[s.Heading]-1)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return err
		}
		part, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if at := bytes.Index(part, []byte(want)); at >= 0 && bytes.Contains(part[at:], []byte(s.Value)) {
			return nil
		}
	}
	return fmt.Errorf("no filter on %s", s.Heading)
}

func (w *week) sheetStands(s step) error {
	return w.opened(func(f *excelize.File) error {
		for at, formula := range s.Values {
			if got, err := f.GetCellFormula(s.Sheet, at); err != nil {
				return err
			} else if got == "" {
				return fmt.Errorf("%s has no formula, it was %s", at, formula)
			}
		}
		names := map[string]string{}
		for _, n := range f.GetDefinedName() {
			names[n.Name] = n.RefersTo
		}
		for name := range s.Names {
			if !strings.Contains(names[name], master.SheetCases) {
				return fmt.Errorf("the name %s refers to %q", name, names[name])
			}
		}
		return nil
	})
}
