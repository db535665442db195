package workbook

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
)

// NotesError says that the comments of a sheet could not be brought up to date.
// Nothing was written; the same edit without that sheet's Notes will do.
type NotesError struct {
	Sheet string
	Err   error
}

func (e *NotesError) Error() string { return "comments of sheet " + e.Sheet + ": " + e.Err.Error() }

func (e *NotesError) Unwrap() error { return e.Err }

// notes makes ours the comments that are wanted. Only what a comment's coming or
// going changes is read: of a sheet without comments that wants none, its list of
// parts.
func (p *patcher) notes(bySheet map[string][]Note) error {
	for _, name := range slices.Sorted(maps.Keys(bySheet)) {
		if err := p.sheetNotes(name, bySheet[name]); err != nil {
			return &NotesError{name, err}
		}
	}
	return nil
}

func (p *patcher) sheetNotes(name string, notes []Note) error {
	_, part, err := p.book.sheet(name)
	if err != nil {
		return err
	}
	parts, err := commentsOf(p.pk, p.book.part, part)
	if err != nil || parts.texts == "" && len(notes) == 0 {
		return err
	}
	n := &noteEdit{commentParts: parts, wanted: map[[2]int]Note{}, taken: map[[2]int]bool{}}
	if err := n.want(notes); err != nil {
		return err
	}
	if err := n.compare(); err != nil {
		return err
	}
	if err := n.cut(); err != nil {
		return err
	}
	var fresh []Note
	for cell, note := range n.wanted {
		if !n.taken[cell] {
			fresh = append(fresh, note)
		}
	}
	return n.add(fresh)
}

// noteEdit is what becomes of a sheet's comments.
type noteEdit struct {
	*commentParts
	wanted map[[2]int]Note
	taken  map[[2]int]bool // cells whose comment stays: a person's, or ours as it is wanted
	gone   []placedComment
	raw    []byte // of the texts
}

// placedComment is a comment as it stands in its part.
type placedComment struct {
	cell [2]int
	span
	text string
	ours bool
}

func (n *noteEdit) want(notes []Note) error {
	for _, note := range notes {
		cell := note.cell()
		if note.Row < 1 || note.Row > maxRow || note.Col < 1 || note.Col > maxColumn {
			return fmt.Errorf("no cell at row %d, column %d", note.Row, note.Col)
		}
		if _, twice := n.wanted[cell]; twice {
			return fmt.Errorf("two comments on cell %s", Address(note.Row, note.Col))
		}
		note.Text = signed(note.Text)
		n.wanted[cell] = note
	}
	return nil
}

// compare holds what stands there against what is wanted. People's come first:
// a cell that has one of theirs wants none of ours.
func (n *noteEdit) compare() error {
	all, err := n.placed()
	if err != nil {
		return err
	}
	for _, c := range all {
		if !c.ours {
			n.taken[c.cell] = true
		}
	}
	if err := n.answered(); err != nil {
		return err
	}
	for _, c := range all {
		switch want, is := n.wanted[c.cell]; {
		case !c.ours:
		case is && !n.taken[c.cell] && spoken(want.Text) == c.text:
			n.taken[c.cell] = true
		default:
			n.gone = append(n.gone, c)
		}
	}
	return nil
}

// placed are all comments of the sheet.
func (n *noteEdit) placed() (all []placedComment, err error) {
	if n.texts == "" {
		return nil, nil
	}
	if n.raw, err = n.pk.read(n.texts); err != nil {
		return nil, err
	}
	c := &cursor{src: n.raw}
	root, err := c.root("comments")
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", n.texts, err)
	}
	_, err = c.children(root, func(e element) error {
		if !e.is("commentList") {
			return nil
		}
		_, err := c.children(e, func(cm element) error {
			texts, end, err := textsIn(c, cm)
			cell, _ := commentCell(n.raw[cm.start:cm.end])
			at := placedComment{cell: cell, span: span{cm.start, end.end}, text: spokenIn(n.raw, texts)}
			at.ours = isSigned(at.text)
			all = append(all, at)
			return err
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", n.texts, err)
	}
	return all, nil
}

// answered notes the cells that have a thread of people's.
func (n *noteEdit) answered() error {
	for _, part := range n.threads {
		raw, err := n.pk.read(part)
		if err != nil {
			return err
		}
		c := &cursor{src: raw}
		root, err := c.root("ThreadedComments")
		if err == nil {
			_, err = c.children(root, func(e element) error {
				if cell, ok := commentCell(raw[e.start:e.end]); ok {
					n.taken[cell] = true
				}
				return nil
			})
		}
		if err != nil {
			return fmt.Errorf("part %s: %w", part, err)
		}
	}
	return nil
}

// cut takes away those of ours that are gone, and their boxes. Parts that hold
// nothing then stay: to take the link to them out of a big sheet would cost as
// much as a change of its cells.
func (n *noteEdit) cut() error {
	if len(n.gone) == 0 {
		return nil
	}
	var out []byte
	copied, cells := 0, map[[2]int]bool{}
	for _, c := range n.gone {
		out = append(out, n.raw[copied:c.from]...)
		copied = c.to
		cells[c.cell] = !n.taken[c.cell]
	}
	n.pk.replace(n.texts, append(out, n.raw[copied:]...))
	for _, part := range n.drawings() {
		raw, err := n.pk.read(part)
		if err != nil {
			return err
		}
		rest, _, err := withoutNotes(raw, cells)
		if err != nil {
			return fmt.Errorf("part %s: %w", part, err)
		}
		if !bytes.Equal(rest, raw) {
			n.pk.replace(part, rest)
		}
	}
	return nil
}

// drawings are all parts of boxes that the sheet has a relation to.
func (n *noteEdit) drawings() (parts []string) {
	for _, r := range n.rels {
		if r.kind == "vmlDrawing" && n.pk.has(r.target) {
			parts = append(parts, r.target)
		}
	}
	return parts
}
