package workbook

import "strings"

// block is the rows of a table or filter that took in new ones.
type block struct {
	ref   Range
	first int // its first row of data
	last  int // its last row from now on
}

func (s *sheetPatch) blocksGrown() []block {
	var bs []block
	for _, t := range s.tables {
		if t.grew() {
			bs = append(bs, block{t.ref, t.ref.Row1 + t.headings, t.last()})
		}
	}
	if s.filter != nil && s.filter.grew() {
		bs = append(bs, block{s.filter.ref, s.filter.ref.Row1 + 1, s.filter.last()})
	}
	return bs
}

// stretch lets the validations and conditional formats of whole columns follow a
// table or filter down, as they do when somebody types under it. They all stand
// after the rows, those that are newer than the format in the list of extensions.
func (s *sheetPatch) stretch() error {
	blocks := s.blocksGrown()
	if len(blocks) == 0 {
		return nil
	}
	c := &cursor{src: s.src, at: s.after}
	for {
		e, ok, err := c.next()
		if err != nil || !ok {
			return err
		}
		if e.closes || !e.is("conditionalFormatting") && !e.is("dataValidation") {
			continue
		}
		if from, to, ok := attributeAt(s.src[e.start:e.end], "sqref"); ok {
			s.stretchRanges(e.start+from, e.start+to, blocks)
		}
		_, err = c.children(e, func(inner element) error {
			if !inner.is("sqref") {
				return nil
			}
			end, err := c.pass(inner)
			if err == nil && !inner.alone {
				s.stretchRanges(inner.end, end.start, blocks)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
}

func (s *sheetPatch) stretchRanges(from, to int, blocks []block) {
	refs := strings.Fields(string(s.src[from:to]))
	changed := false
	for i, ref := range refs {
		r, ok := parseRange(ref)
		for _, b := range blocks {
			across := r.Col1 <= b.ref.Col2 && b.ref.Col1 <= r.Col2
			if ok && across && b.ref.Row1 <= r.Row1 && r.Row1 <= b.first && r.Row2 == b.ref.Row2 {
				r.Row2 = b.last
				refs[i], changed = rangeAddress(r), true
			}
		}
	}
	if changed {
		s.edit(from, to, []byte(strings.Join(refs, " ")))
	}
}
