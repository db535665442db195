package master

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"stintag/process/workbook"
)

// unfit says whether a workbook is one that is read but never changed.
func unfit(err error) bool { return unfitWords(err) != "" }

// unfitWords tell people how to make such a workbook one that can be changed; ""
// where that is not what is wrong.
func unfitWords(err error) string {
	const again = " Öppna den, välj Spara som och Excel-arbetsbok (.xlsx), med samma namn i samma mapp."
	switch {
	case errors.Is(err, workbook.ErrStrict):
		return "Huvudfilen är sparad som Strict Open XML-kalkylblad. Programmet läser det, men skriver inte i det." + again
	case errors.Is(err, workbook.ErrSigned):
		return "Huvudfilen är digitalt signerad, och signaturen går sönder om programmet skriver i den. Ta bort signaturen (Arkiv, Info, Visa signaturer), så skrivs filen nästa gång."
	case errors.Is(err, workbook.ErrEncoding):
		return "Huvudfilen är sparad av ett program som skriver med andra tecken än Excel. Programmet läser den, men skriver inte i den." + again
	}
	return ""
}

// withoutTotals takes a table's totals out of the book: they are no row of it.
func withoutTotals(b *workbook.Book, t workbook.Table) {
	s, ok := b.Sheet(t.Sheet)
	if !ok || t.Totals == 0 {
		return
	}
	totals := t.Range
	totals.Row1 = totals.Row2 - t.Totals + 1
	for i := range s.Rows {
		s.Rows[i].Cells = slices.DeleteFunc(s.Rows[i].Cells, func(c workbook.Cell) bool { return totals.Contains(c.Row, c.Col) })
	}
}

// bar keeps clear of the cells that Apply refused, and tells people what stands
// in the way there: one line a sheet for each kind of hindrance.
func (m *merger) bar(refused []workbook.Refused) {
	type hindrance struct {
		sheet string
		kind  workbook.RefusedKind
	}
	cells, order := map[hindrance][]string{}, []hindrance{}
	for _, r := range refused {
		h := hindrance{r.Sheet, r.Kind}
		m.barred[r.Sheet+"!"+r.Cell] = true
		m.closed[r.Sheet] = m.closed[r.Sheet] || r.Kind >= workbook.ByTotals
		if r.Kind <= workbook.ByHeading && m.passesBy(r) {
			continue
		}
		if cells[h] == nil {
			order = append(order, h)
		}
		cells[h] = append(cells[h], r.Cell)
	}
	for _, h := range order {
		what, why := hindranceWords(h.sheet, h.kind, cells[h])
		m.follow("", what, why)
	}
}

func hindranceWords(sheet string, kind workbook.RefusedKind, cells []string) (what, why string) {
	const rows = " Raderna skrivs så snart det är gjort."
	switch kind {
	case workbook.ByNotes:
		return fmt.Sprintf("Öppna huvudfilen i Excel och spara den, så att programmet kan skriva kommentarer i bladet %s.", sheet),
			"Det som bladets kommentarer ligger i går inte att läsa. Allt annat är skrivet."
	case workbook.ByTotals:
		return fmt.Sprintf("Ta bort summaraden i tabellen i bladet %s (Tabelldesign, Summarad).", sheet),
			"Nya rader ska stå sist i tabellen, och under en summarad får de inte plats." + rows + " Sätt sedan gärna dit summaraden igen."
	case workbook.ByQuery:
		return fmt.Sprintf("Koppla loss tabellen i bladet %s från frågan som fyller den (Tabelldesign, Ta bort länk).", sheet),
			"Nya rader ska stå sist i tabellen, och frågan skulle skriva över dem." + rows
	case workbook.ByTables:
		return fmt.Sprintf("Flytta tabellen som står under programmets i bladet %s.", sheet),
			"Nya rader ska stå sist i programmets tabell, och där tar den andra vid." + rows
	}
	return fmt.Sprintf("Gör %s i bladet %s fri för programmet.", cellWords(cells), sheet), barredWhy(kind)
}

func barredWhy(kind workbook.RefusedKind) string {
	switch kind {
	case workbook.ByMerge:
		return "Programmet skriver inte där, för det som skrivs under en sammanslagen cell syns inte. Dela upp cellen."
	case workbook.ByHeading:
		return "Programmet skriver inte där, för cellen är rubrik i en tabell. Flytta tabellen."
	}
	return "Där står en formel, och programmet skriver aldrig över en formel. Skriv värdet i stället, eller flytta formeln till en egen kolumn."
}

// cellWords names a few cells.
func cellWords(cells []string) string {
	const few = 5
	switch n := len(cells); {
	case n == 1:
		return "cellen " + cells[0]
	case n > few:
		return fmt.Sprintf("cellerna %s och %d till", strings.Join(cells[:few], ", "), n-few)
	}
	last := len(cells) - 1
	return "cellerna " + strings.Join(cells[:last], ", ") + " och " + cells[last]
}

// passesBy says whether the cell's row is an empty one: a new row goes below it.
func (m *merger) passesBy(r workbook.Refused) bool {
	number, _, _ := workbook.ParseAddress(r.Cell)
	if r.Sheet == SheetCases { // its rows are in the grid alone
		return !slices.ContainsFunc(m.book.cases.rows, func(there row) bool { return there.number == number })
	}
	s, ok := m.book.Sheet(r.Sheet)
	return ok && !slices.ContainsFunc(s.Rows, func(there workbook.Row) bool { return there.Number == number && len(there.Cells) > 0 })
}

// barsRow says whether a new row cannot be written whole there.
func (m *merger) barsRow(g *grid, number int) bool {
	for col := range g.ours {
		if m.barred[g.table.sheet+"!"+workbook.Address(number, col)] {
			return true
		}
	}
	return false
}

// outside tells of cases and doctors that stand under their table with a gap
// between, so that it does not sort and filter them.
func (m *merger) outside() error {
	for _, t := range m.tables {
		i := slices.IndexFunc(tables, func(ours table) bool { return ours.name == t.Name && ours.sheet == t.Sheet && ours.key != "" })
		if i < 0 || m.closed[t.Sheet] {
			continue
		}
		g, err := tables[i].in(m.book)
		if err != nil {
			return err
		}
		below := map[int]bool{} // rows under the table that have a name
		for _, r := range g.rows {
			if r.number <= t.Range.Row2 {
				continue
			}
			_, below[r.number] = m.next[t.Sheet][r.text(g.table.key)]
		}
		for _, c := range m.changes {
			if c.Sheet == t.Sheet && c.Col == g.at[g.table.key] && c.Row > t.Range.Row2 {
				below[c.Row] = true
			}
		}
		filled := maps.Clone(below)
		for _, r := range g.rows {
			if r.number > t.Range.Row2 {
				filled[r.number] = !r.blank()
			}
		}
		next := t.Range.Row2 + 1
		for ; filled[next]; next++ { // these it takes in
		}
		last := 0
		for row, is := range below {
			if is && row > next {
				last = max(last, row)
			}
		}
		if last > 0 {
			m.follow("", fmt.Sprintf("Utöka tabellen i bladet %s till och med rad %d (Tabelldesign, Ändra storlek på tabell).", t.Sheet, last),
				"Rader som hör dit står under den med ett tomrum emellan, så de kommer inte med när tabellen sorteras eller filtreras.")
		}
	}
	return nil
}

// unfilled tells of the rows where a person's calculated column stays empty, since
// its formula means something else in each row and is not the program's to rewrite.
func (m *merger) unfilled() error {
	for _, t := range m.tables {
		s, ok := m.book.Sheet(t.Sheet)
		for _, gap := range t.Unfilled {
			rows := slices.Clone(gap.Rows)
			for _, c := range m.changes {
				if c.Sheet == t.Sheet && c.Row > t.Range.Row2 && !slices.Contains(rows, c.Row) {
					rows = append(rows, c.Row)
				}
			}
			if ok && len(rows) > 0 {
				m.follow("", fmt.Sprintf("Dra ned formeln i kolumnen %s i bladet %s till och med rad %d.", CanonicalText(s.Cell(t.Range.Row1, gap.Col)), t.Sheet, slices.Max(rows)),
					"Formeln pekar på enskilda celler, så programmet kan inte föra den vidare till nya rader. En formel med [@Rubrik] följer med av sig själv.")
			}
		}
	}
	return nil
}
