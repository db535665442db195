package workbook

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Answered is a line of the list of faults as it comes back.
type Answered struct {
	Key, Suggestion, Written string // as in Ask
	Tag                      string // as in Mark
	Cell                     Cell   // the answer
}

// Given says whether the line's reader has answered.
func (a Answered) Given() bool {
	return a.Key != "" && a.Cell.Kind != Empty && !(a.Cell.Kind == Text && strings.TrimSpace(a.Cell.Text) == "")
}

// mostAnswers is how many lines of a list are gone through. No form has so many
// faults.
const mostAnswers = 2000

// Answers are the lines of the lists that MarkForm put first in a book, in their
// order: those that ask something, and those with a tag.
func Answers(b *Book) []Answered {
	var all []Answered
	for i := range b.Sheets {
		s := &b.Sheets[i]
		if s.Visibility == Visible && IsFaultList(b, s) {
			all = append(all, s.answers()...)
		}
	}
	return all
}

func (s *Sheet) answers() []Answered {
	head, ok := s.listHeadings()
	if !ok {
		return nil
	}
	var all []Answered
	for _, row := range s.Rows {
		if row.Number <= head || len(all) == mostAnswers {
			continue
		}
		var a Answered
		for _, c := range row.Cells {
			switch c.Col {
			case suggestionColumn:
				a.Suggestion = c.String()
			case answerColumn:
				a.Cell = c
			case keyColumn:
				a.Key = c.Text
			case writtenColumn:
				a.Written = c.Text
			case tagColumn:
				a.Tag = c.Text
			}
		}
		if a.Key != "" || a.Tag != "" {
			all = append(all, a)
		}
	}
	return all
}

// listHeadings is the row of the list's headings.
func (s *Sheet) listHeadings() (row int, ok bool) {
	titled := false
	for _, row := range s.Rows[:min(len(s.Rows), titleRows)] {
		for i := range row.Cells {
			text := row.Cells[i].Text
			if !titled && (text == "" || ' ' < text[0] && text[0] < utf8.RuneSelf && text[0] != listName[0]) {
				continue // soon seen of most texts
			}
			text = strings.TrimSpace(text)
			titled = titled || strings.HasPrefix(text, listName)
			if titled && text == listFault && i > 0 && strings.TrimSpace(row.Cells[i-1].Text) == listWhere {
				return row.Number, true
			}
		}
	}
	return 0, false
}

// With is the book with other cells in a sheet, sorted as a book's are; b itself
// stays as it is.
func (b *Book) With(sheet string, cells ...Cell) *Book {
	at := slices.IndexFunc(b.Sheets, func(s Sheet) bool { return s.Name == sheet })
	if at < 0 {
		return b
	}
	made := *b
	made.Sheets = slices.Clone(b.Sheets)
	s := &made.Sheets[at]
	s.Rows = slices.Clone(s.Rows)
	for _, c := range cells {
		i, found := slices.BinarySearchFunc(s.Rows, c.Row, func(r Row, n int) int { return r.Number - n })
		if !found {
			s.Rows = slices.Insert(s.Rows, i, Row{Number: c.Row})
		}
		row := &s.Rows[i]
		row.Cells = slices.Clone(row.Cells)
		if j, found := slices.BinarySearchFunc(row.Cells, c.Col, func(x Cell, n int) int { return x.Col - n }); found {
			row.Cells[j] = c
		} else {
			row.Cells = slices.Insert(row.Cells, j, c)
		}
	}
	return &made
}
