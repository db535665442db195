package workbook

import (
	"bytes"
	"fmt"
	"strings"
)

const chartType = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"

// charts makes the charts' series as long as the edit says, whoever drew or saved
// them. A program keeps with a chart the values that it last drew: where these no
// longer hold they go, so that nobody is shown old figures.
func (p *patcher) charts(e Edit) error {
	if len(e.Series) == 0 {
		return nil
	}
	parts, err := p.pk.ofType(chartType)
	if err != nil {
		return err
	}
	r := newReach(e)
	for _, part := range parts {
		raw, err := p.pk.read(part)
		if err != nil {
			return err
		}
		out, err := r.chart(raw)
		if err != nil {
			return fmt.Errorf("part %s: %w", part, err)
		}
		if out != nil {
			p.pk.replace(part, out)
		}
	}
	return nil
}

// ofType lists the parts that are said to be of a content type.
func (pk *packageFile) ofType(contentType string) (parts []string, err error) {
	err = pk.editTypes(func(of, kind string) (string, bool) {
		if strings.EqualFold(kind, contentType) && pk.has(of) {
			parts = append(parts, of)
		}
		return "", true
	})
	return parts, err
}

// reach is how far series go, and which cells change under them.
type reach struct {
	rows    map[place]int
	changed map[column][]int
}

// place is a cell, and column a column, of a sheet; names are in lower case.
type place struct {
	sheet    string
	row, col int
}

type column struct {
	sheet string
	col   int
}

func newReach(e Edit) reach {
	r := reach{map[place]int{}, map[column][]int{}}
	for _, s := range e.Series {
		r.rows[place{strings.ToLower(s.Sheet), s.Row, s.Col}] = max(1, s.Rows)
	}
	for _, c := range e.Changes {
		at := column{strings.ToLower(c.Sheet), c.Col}
		r.changed[at] = append(r.changed[at], c.Row)
	}
	return r
}

// chart gives the part with its references set, or nil where nothing changes.
func (r reach) chart(raw []byte) ([]byte, error) {
	c := &cursor{src: raw}
	if _, err := c.root("chartSpace"); err != nil {
		return nil, err
	}
	var out []byte
	copied, stale := 0, false
	for {
		e, more, err := c.next()
		if err != nil {
			return nil, err
		}
		switch {
		case !more && copied == 0:
			return nil, nil
		case !more:
			return append(out, raw[copied:]...), nil
		case e.closes || e.alone:
		case e.is("f"):
			end, err := c.pass(e)
			if err != nil {
				return nil, err
			}
			ref, changed, old := r.reference(raw[e.end:end.start])
			if stale = old; changed {
				out = append(append(out, raw[copied:e.end]...), ref...)
				copied = end.start
			}
		case stale && (e.is("numCache") || e.is("strCache")):
			end, err := c.pass(e)
			if err != nil {
				return nil, err
			}
			out = append(out, raw[copied:e.start]...)
			copied, stale = end.end, false
		}
	}
}

// reference sets how far a reference goes. Changed says that it goes elsewhere now,
// and stale that what was drawn of it holds no more.
func (r reach) reference(ref []byte) (set []byte, changed, stale bool) {
	bang := bytes.LastIndexByte(ref, '!')
	if bang < 0 {
		return nil, false, false
	}
	sheet := strings.TrimSpace(unescape(ref[:bang]))
	if len(sheet) > 1 && sheet[0] == '\'' && sheet[len(sheet)-1] == '\'' {
		sheet = strings.ReplaceAll(sheet[1:len(sheet)-1], "''", "'")
	}
	sheet = strings.ToLower(sheet)
	from, to, _ := strings.Cut(strings.TrimSpace(string(ref[bang+1:])), ":")
	row, col, ok := ParseAddress(from)
	rows, known := r.rows[place{sheet, row, col}]
	if !ok || !known {
		return nil, false, false
	}
	last := row
	if to != "" {
		toRow, toCol, ok := ParseAddress(to)
		if !ok || toCol != col {
			return nil, false, false
		}
		last = toRow
	}
	set = fmt.Appendf(bytes.Clone(ref[:bang+1]), "$%s$%d", ColumnName(col), row)
	if rows > 1 {
		set = fmt.Appendf(set, ":$%s$%d", ColumnName(col), row+rows-1)
	}
	changed = last != row+rows-1
	return set, changed, changed || r.changes(column{sheet, col}, row, last)
}

func (r reach) changes(at column, from, to int) bool {
	for _, row := range r.changed[at] {
		if from <= row && row <= to {
			return true
		}
	}
	return false
}
