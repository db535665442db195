package master

import "fmt"

// TornRows says that the rows of Ärenden are no longer each about one case: some
// columns were sorted without the others. Read so, every doctor would be another's.
type TornRows struct {
	Heading string // a column that does not go with the rest
	Row     int    // the first row that shows it
}

func (e *TornRows) Error() string {
	return fmt.Sprintf("sheet %s: column %s shows other rows' values from row %d on", SheetCases, e.Heading, e.Row)
}

// Swedish tells an administrator the same.
func (e *TornRows) Swedish() string {
	return fmt.Sprintf("i bladet %s hör raderna inte ihop längre. Från rad %d står det som hör till andra ärenden i kolumnen %s, som om några kolumner har sorterats utan de andra. Ångra sorteringen, eller be driften köra stintag restore",
		SheetCases, e.Row, e.Heading)
}

// What people correct is now and then another row's value, by chance. So many
// different ones in a column, or in so many columns, are none.
const (
	tornValues  = 3
	tornColumns = 3
)

// torn finds columns in which rows show what the program wrote in other rows.
func torn(g *grid, w written) error {
	var changed []row // by people, in some column
	for _, r := range g.rows {
		if r.as == "" && w.knows(g.table.sheet, r.text(g.table.key)) {
			changed = append(changed, r)
		}
	}
	var first *TornRows
	columns := 0
	for _, c := range g.table.columns {
		if c.people || c.heading == g.table.key {
			continue
		}
		row, values := astray(changed, w, c)
		if values < 2 {
			continue
		}
		if columns++; first == nil {
			first = &TornRows{c.heading, row}
		}
		if values >= tornValues || columns >= tornColumns {
			return first
		}
	}
	return nil
}

// astray counts the different values of a column that rows have changed with each
// other, where most of what was changed in it is that. Row is the first of them.
func astray(rows []row, w written, c column) (row, values int) {
	var shown []string
	lost := map[string]int{}
	for _, r := range rows {
		id, now := r.text(r.grid.table.key), r.text(c.heading)
		was, ok := w.says(r.grid.table.sheet, id, c.heading)
		if !ok || now == "" || r.cell(c.heading).Formula || w.own(r.grid.table.sheet, id, c.heading, now) {
			continue
		}
		if shown = append(shown, now); row == 0 {
			row = r.number
		}
		lost[was]++
	}
	found, different := 0, map[string]bool{}
	for _, s := range shown {
		if lost[s] > 0 {
			lost[s]--
			found++
			different[s] = true
		}
	}
	if 2*found <= len(shown) {
		return row, 0
	}
	return row, len(different)
}
