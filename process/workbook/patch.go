package workbook

import (
	"fmt"
	"slices"
)

// Patch sets the given cells of an existing workbook and gives the new bytes.
//
// Only the parts that must change are rewritten, and those by splicing: every
// other zip entry is carried over as it is compressed, every other byte of a
// changed sheet stays. What cannot be done so is refused before anything is
// written, cell by cell as a *RefusedError where cells are the reason. Without
// changes it gives src itself.
func Patch(src []byte, changes []Change) ([]byte, error) {
	out, err := patch(src, changes)
	if err != nil {
		return nil, fmt.Errorf("patch workbook: %w", err)
	}
	return out, nil
}

func patch(src []byte, changes []Change) ([]byte, error) {
	if len(changes) == 0 {
		return src, nil
	}
	pk, err := openPackage(src)
	if err != nil {
		return nil, err
	}
	out, _, err := pk.apply(src, Edit{Changes: changes})
	return out, err
}

// apply makes the edit in the package, of which src are the bytes.
func (pk *packageFile) apply(src []byte, e Edit) (_ []byte, c Carried, err error) {
	p := &patcher{pk: pk, stamp: e.Stamp, keepFormulas: e.KeepFormulas}
	if p.book, err = openBook(pk); err != nil {
		return nil, c, err
	}
	if err := p.sheets(e.Changes); err != nil {
		return nil, c, err
	}
	if err := p.notes(e.Notes); err != nil {
		return nil, c, err
	}
	if err := p.charts(e); err != nil {
		return nil, c, err
	}
	if len(pk.replaced) == 0 {
		return src, c, nil
	}
	if err := p.finish(); err != nil {
		return nil, c, err
	}
	out, err := pk.bytes()
	return out, p.carried(), err
}

type patcher struct {
	pk           *packageFile
	book         *bookPart
	refused      []Refused
	styles       *stylePart      // opened when first needed
	filtersGrown map[int]growing // by the sheet's place in the book
	formulaGone  bool            // so the calculation chain no longer holds
	stamp        string
	keepFormulas bool
}

func (p *patcher) sheets(changes []Change) error {
	bySheet := map[string][]Change{}
	for _, c := range changes {
		bySheet[c.Sheet] = append(bySheet[c.Sheet], c)
	}
	names := make([]string, 0, len(bySheet))
	for n := range bySheet {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		if err := p.sheet(n, bySheet[n]); err != nil {
			return fmt.Errorf("sheet %s: %w", n, err)
		}
	}
	if len(p.refused) > 0 {
		return &RefusedError{Cells: p.refused}
	}
	return nil
}

func (p *patcher) sheet(name string, changes []Change) error {
	if err := sortChanges(changes); err != nil {
		return err
	}
	index, part, err := p.book.sheet(name)
	if err != nil {
		return err
	}
	s, err := p.patched(part, name, changes)
	if err != nil {
		return err
	}
	p.refused = append(p.refused, s.refused...)
	p.formulaGone = p.formulaGone || s.formulaGone
	if !s.changed {
		return nil
	}
	if s.thin != nil {
		p.pk.splicePart(part, &splicedPart{thin: s.thin}, s.splices)
	} else {
		p.pk.replace(part, s.out)
	}
	if s.filter != nil && s.filter.grew() {
		if p.filtersGrown == nil {
			p.filtersGrown = map[int]growing{}
		}
		p.filtersGrown[index] = s.filter.growing
	}
	for _, t := range s.tables {
		if t.grew() {
			p.pk.replace(t.part, t.grown())
		}
	}
	return nil
}

// patched patches a sheet part, a big one without unpacking it whole.
func (p *patcher) patched(part, name string, changes []Change) (*sheetPatch, error) {
	styles, err := p.stylesFor(changes)
	if err != nil {
		return nil, err
	}
	below := maxRow + 1
	for {
		tables, err := openTables(p.pk, part)
		if err != nil {
			return nil, err
		}
		for _, t := range tables {
			below = min(below, t.ref.Row2)
		}
		s := &sheetPatch{name: name, date1904: p.book.date1904, changes: changes, styles: styles, tables: tables, keepFormulas: p.keepFormulas}
		if s.thin, err = p.pk.thinned(part, rowsOf(changes), below); err != nil {
			return nil, err
		}
		if s.thin != nil {
			s.src = s.thin.src
		} else if s.src, err = p.pk.read(part); err != nil {
			return nil, err
		}
		if err := s.run(); err != nil {
			return nil, err
		}
		// The sheet's own filter stands after the rows, and takes in those below it.
		if s.thin == nil || s.filter == nil || s.filter.ref.Row2 >= min(below, s.thin.last) {
			return s, nil
		}
		below = s.filter.ref.Row2
	}
}

func rowsOf(changes []Change) []int {
	rows := make([]int, len(changes))
	for i, c := range changes {
		rows[i] = c.Row
	}
	return rows
}

// stylesFor opens the styles where the changes have to do with them: a date must
// show as one, a long text wants room. Only for a date are styles made.
func (p *patcher) stylesFor(changes []Change) (*stylePart, error) {
	needed := slices.ContainsFunc(changes, func(c Change) bool {
		return c.Value.Kind == Date || c.Value.Kind == Text && p.book.hasStyles()
	})
	var err error
	if needed && p.styles == nil {
		p.styles, err = p.book.styles()
	}
	return p.styles, err
}

// finish does what the workbook as a whole needs after its cells have changed.
func (p *patcher) finish() error {
	raw := p.book.recalculated()
	raw, err := growFilterNames(raw, p.filtersGrown)
	if err != nil {
		return err
	}
	if p.stamp != "" {
		if raw, err = stamped(raw, p.stamp); err != nil {
			return fmt.Errorf("part %s: %w", p.book.part, err)
		}
	}
	p.pk.replace(p.book.part, raw)
	if p.styles != nil {
		p.styles.save()
	}
	if !p.formulaGone {
		return nil
	}
	return p.book.dropCalcChain()
}

func sortChanges(changes []Change) error {
	slices.SortStableFunc(changes, func(a, b Change) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Col - b.Col
	})
	for i, c := range changes {
		if c.Row < 1 || c.Row > maxRow || c.Col < 1 || c.Col > maxColumn {
			return fmt.Errorf("no cell at row %d, column %d", c.Row, c.Col)
		}
		if i > 0 && changes[i-1].Row == c.Row && changes[i-1].Col == c.Col {
			return fmt.Errorf("cell %s is changed twice", Address(c.Row, c.Col))
		}
	}
	return nil
}

// The size of a sheet in Open XML.
const (
	maxRow    = 1048576
	maxColumn = 16384
)
