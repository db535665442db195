package form

import (
	"slices"

	"stintag/process"
	"stintag/process/workbook"
)

// Read finds the forms of a workbook, as written. It judges nothing; a form in
// which nobody has filled anything in is nobody's. A personnummer is read in its own
// field and beside the doctor's name; everywhere else a text is what the mask leaves of
// it, so that a copy that went back masked reads as the form did.
func Read(b *workbook.Book) Reading {
	r, _ := readWhole(b)
	return r
}

// readWhole is Read, and says how the workbook was laid out.
func readWhole(b *workbook.Book) (Reading, laying) {
	returned := false
	for i := range b.Sheets {
		returned = returned || workbook.IsFaultList(b, &b.Sheets[i])
	}
	if !returned {
		return readBook(b, replies{})
	}
	b, said := answered(b)
	return readBook(b, said)
}

// readBook finds the forms of a workbook; said is what the lists of one that we sent
// back say.
func readBook(sent *workbook.Book, said replies) (Reading, laying) {
	b, few := asReturned(sent)
	if !few {
		return Reading{Crowded: true}, laying{}
	}
	r, reversed, as := laidOut(b, layoutIn(said.tags))
	if len(said.tags) > 0 {
		said.tags[0].still = as.kept != nil
	}
	if r.Crowded {
		return r, as
	}
	if b != sent {
		r.reveal(sent)
	}
	r.take(said)
	if r.WrongForm = wrongForm(as.of(b), r.Forms); r.WrongForm != "" {
		r.Forms = nil
	}
	if said.unput {
		return r, as
	}
	found := r.Forms
	r.Forms = slices.DeleteFunc(slices.Clone(found), Form.blank)
	if r.Blank = len(found) > 0 && len(r.Forms) == 0 && !reversed; r.Blank {
		r.Said = ofUnits(found)
	}
	return r, as
}

// readSheets finds the forms of all sheets, of which some may have gone back; reversed
// says that values stand left of their labels.
func readSheets(b *workbook.Book, went laying) (r Reading, reversed bool, tables []readTable) {
	version, used := versionOf(b), &budget{words: make(map[string]*wording, fewTexts), emptied: went.emptied, went: went.tables}
	for i := range b.Sheets {
		s := &b.Sheets[i]
		if s.Visibility != workbook.Visible || workbook.IsFaultList(b, s) {
			continue
		}
		found := seen(s, readSheet(s, b.Names, used))
		for i := range found {
			f := &found[i]
			f.Version = version
			if v := f.all(process.FieldVersion); version == "" && len(v) > 0 {
				f.Version = v[0].Value.String()
			}
		}
		if len(r.Forms) == 0 {
			r.Forms = found
		} else {
			r.Forms = append(r.Forms, found...)
		}
	}
	if used.spent() { // a part of it is not read as if it were the whole
		return Reading{Crowded: true}, false, nil
	}
	r.Forms = gather(r.Forms, went.anchors)
	return r, used.reversed, used.tabled
}

// fewTexts are about as many as a form and its help have.
const fewTexts = 256

// versionOf is the version of our blank form, from its hidden sheet: very hidden
// as we make it, hidden once LibreOffice has saved it.
func versionOf(b *workbook.Book) string {
	s, ok := b.Sheet(hiddenSheet)
	if !ok || s.Visibility == workbook.Visible {
		return ""
	}
	for _, n := range b.Names {
		if n.Name == namePrefix+string(process.FieldVersion) && n.Sheet == hiddenSheet {
			return clean(s.Cell(n.Range.Row1, n.Range.Col1).String())
		}
	}
	return clean(s.Cell(1, 2).String())
}

// readSheet reads one sheet: names first, then tables, then labels.
func readSheet(s *workbook.Sheet, names []workbook.Name, used *budget) []Form {
	g := newGrid(s, used)
	if used.spent() {
		return nil
	}
	named := g.named(names)
	var tables, bands []*table
	if len(named) == 0 {
		if cols := g.doctorColumns(); len(cols) > 0 {
			return g.columnForms(cols)
		}
		if tables, bands = g.sortTables(); used.spent() {
			return nil
		}
		for _, t := range append(tables, bands...) {
			g.takeRows(t)
		}
	}
	hits := g.pairs(append(tables, bands...))
	var odd []hit
	for _, t := range bands {
		for _, row := range t.rows {
			known, unknown := g.rowHits(t, row)
			hits, odd = append(hits, known...), append(odd, unknown...)
		}
	}
	hits = g.inline(hits, append(tables, bands...))
	unknown := append(odd, g.unknown(append(tables, bands...))...)
	second, notes := g.beside(hits, append(tables, bands...))
	if used.spent() {
		return nil
	}
	hits, unknown = append(hits, second...), append(append(unknown, notes...), g.crowded(append(tables, bands...))...)
	if len(tables) > 0 {
		return g.tableForms(tables, hits, unknown)
	}
	hits = override(named, hits)
	var forms []Form
	for _, part := range split(hits) {
		used.reversed = used.reversed || g.reversed(part)
		part, hidden := g.seenFirst(part)
		forms = append(forms, g.form(0, part, nil, append(unknown[:len(unknown):len(unknown)], hidden...)))
	}
	return forms
}

// reversed says whether values stand left of their labels, or above them where nothing
// stands below, where nobody reads them: the form is not blank for that.
func (g *grid) reversed(hits []hit) bool {
	const enough = 3
	n := 0
	for _, h := range hits {
		s := specOf(h.Field)
		if !h.Value.Empty() || s.holds == asText {
			continue
		}
		left, over := pos{h.label.row, h.label.col - 1}, g.anchor(pos{h.label.row - 1, h.label.col})
		if slices.ContainsFunc([]pos{left, over}, func(p pos) bool { return g.filled(p) && !g.isLabel(p) && !g.isTaken(p) && s.takes(g.value(p)) }) {
			n++
		}
	}
	return n >= enough
}

// sortTables parts the heading rows with values below into tables, where each
// row is a form, and bands, which are a part of one form. A table below a form
// that already names its doctor lists other people, and belongs to no form.
func (g *grid) sortTables() (tables, bands []*table) {
	all := g.tables()
	named, others := g.outside(all)
	for _, t := range all {
		switch {
		case t.isTable(len(all), others) && !named:
			tables = append(tables, t)
		case t.named() && (named || t.lists() && t.size() >= 2):
			// kept out of the form: its doctors are not the applicant
			bands = append(bands, &table{row: t.row, over: t.over, last: t.last})
		default:
			bands = append(bands, t)
		}
	}
	return tables, bands
}

// outside tells whether, outside the tables, a doctor is named, and whether any
// labels with values stand at all.
func (g *grid) outside(tables []*table) (doctorNamed, any bool) {
	for p, l := range g.allLabels() {
		if inTables(tables, p.row) || g.headsTable(tables, p) || g.choiceHere(p) {
			continue
		}
		if b := g.below(p); !g.hasRight(p) && (!g.filled(b) || g.isLabel(b) || g.isHeading(b) || g.isHeading(p)) {
			continue
		}
		any = any || !ofUnit(l.field)
		doctorNamed = doctorNamed || l.field == process.FieldDoctor || l.field == process.FieldLastName
	}
	return doctorNamed, any
}

func inTables(tables []*table, row int) bool {
	for _, t := range tables {
		if t.covers(row) {
			return true
		}
	}
	return false
}

// tableForms makes a form of each row; what stands beside the tables is said of
// every row that does not say otherwise. A workbook whose rows and columns come to
// more values than any list of doctors has holds no form.
func (g *grid) tableForms(tables []*table, shared, unknown []hit) []Form {
	rows := 0
	for _, t := range tables {
		rows += len(t.rows)
	}
	forms := make([]Form, 0, rows)
	shared = fewOfEach(shared)
	for _, t := range tables {
		var also []hit
		for _, h := range shared {
			if !t.has(h.Field) {
				also = append(also, h)
			}
		}
		if g.used.written += len(t.rows) * len(also); g.used.spent() {
			return nil
		}
		for _, row := range t.rows {
			known, odd := g.rowHits(t, row)
			if g.used.unknown += len(unknown); g.used.unknown <= mostShared {
				odd = append(odd, unknown...)
			}
			forms = append(forms, g.form(row, known, also, odd))
		}
	}
	return forms
}

// fewOfEach leaves one value of each field that is said of every row, and the
// second where it differs: that they do is told, however many they are.
func fewOfEach(hits []hit) []hit {
	type seen struct {
		value Value
		two   bool
	}
	first := map[process.Field]seen{}
	var few []hit
	for _, h := range hits {
		s, is := first[h.Field]
		if is && (s.two || s.value == h.Value) {
			continue
		}
		few = append(few, h)
		if is {
			first[h.Field] = seen{two: true}
		} else {
			first[h.Field] = seen{value: h.Value}
		}
	}
	return few
}

func (g *grid) form(row int, hits, also, unknown []hit) Form {
	f := Form{Sheet: g.sheet.Name, Row: row, Fields: make([]Written, 0, len(hits)+len(also))}
	for _, hs := range [...][]hit{hits, also} {
		for i := range hs {
			f.Fields = append(f.Fields, hs[i].Written)
		}
	}
	for _, h := range unknown[:min(len(unknown), mostUnknown)] {
		f.Unknown = append(f.Unknown, h.Written)
	}
	return f
}
