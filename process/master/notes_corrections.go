package master

import (
	"strconv"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// teller is who says something else than what a person has written.
type teller struct {
	says   string
	newer  string // where it says something else than when it was written over
	stands string // what the person's words are good for
	back   string // what comes back when the cell is emptied
}

var (
	theForm    = teller{"Blanketten säger", "Blanketten säger nu", "gäller", "blankettens uppgift"}
	theRow     = teller{"Raden sade från början", "", "gäller", "den uppgiften"}
	theProgram = teller{"Programmet säger", "Programmet säger nu", "gäller", "programmets uppgift"}
	theFigures = teller{"Programmet säger", "", "får stå, men programmet räknar inte med det", "programmets uppgift"}
)

// tellerOf tells who says what would stand in a program's column.
func tellerOf(sheet, heading string, w wantedRow) teller {
	switch {
	case reckoned(sheet, heading):
		return theFigures
	case heading == headContact:
		return theProgram
	case w.byHand:
		return theRow
	}
	return theForm
}

// reckoned says whether what stands under a program's heading is reckoned out: a
// person's words there may stand, and nothing comes of them.
func reckoned(sheet, heading string) bool {
	return sheet != SheetCases || !asserted[heading] || heading == headReceived
}

// remarkCorrection tells, on a cell that a person wrote over, what would stand
// there otherwise, and what would have when it was written over.
func (m *merger) remarkCorrection(r row, w wantedRow, c column, now, before string) {
	sheet, have := r.grid.table.sheet, r.text(c.heading)
	cell := r.grid.set(r.number, c.heading, workbook.Cell{})
	if have == now || !readable(r.cell(c.heading)) || c.heading == headCentre && m.names(have, now) || m.bars(cell) {
		return
	}
	who := tellerOf(sheet, c.heading, w)
	changed := now != before && who.newer != ""
	var words []string
	if changed {
		words = append(words, saying(who.newer, c.look, now), "Förut: "+quoted(c.look, before)+".")
	} else {
		words = append(words, saying(who.says, c.look, now))
	}
	words = append(words, "Det som står här är skrivet för hand och "+who.stands+".")
	switch {
	case now == "":
		words = append(words, "Töm cellen om den ska vara tom.")
	case changed:
		words = append(words, "Töm cellen om den nyare uppgiften ska gälla.")
	default:
		words = append(words, "Töm cellen för att ta tillbaka "+who.back+".")
	}
	m.remark(sheet, cell.Row, cell.Col, strings.Join(words, " "))
}

// unused says why a person's words in a cell cannot be used; "" where they can.
func (m *merger) unused(r row, w wantedRow, c column) string {
	switch {
	case r.grid.table.sheet != SheetCases || !asserted[c.heading]:
		return ""
	case !readable(r.cell(c.heading)):
		return noValue(c.heading)
	}
	return m.view.Unread[w.key][c.heading]
}

// remarkUnused tells, on the cell and in Att göra, what is wrong and what holds until
// it is mended.
func (m *merger) remarkUnused(r row, w wantedRow, c column, own, why string) {
	until := "Tills dess saknas uppgiften."
	if own != "" {
		until = "Tills dess gäller " + tellerOf(r.grid.table.sheet, c.heading, w).back + ": " + quoted(c.look, own) + "."
	}
	words := WithoutNumbers(why + " " + until)
	cell := r.grid.set(r.number, c.heading, workbook.Cell{})
	m.remark(cell.Sheet, cell.Row, cell.Col, words)
	m.follow(w.key, "Rätta bladet "+cell.Sheet+rowWords(cell.Row)+".", words)
}

// names says whether what a person wrote names the health centre, by an alias, say.
func (m *merger) names(written, centre string) bool {
	c, _, ok := process.FindCentre(m.view.World.Centres, written)
	return ok && c.Name == centre
}

func saying(who string, l look, s string) string {
	if s == "" {
		return who + " inget om det här."
	}
	return who + ": " + quoted(l, s) + "."
}

// longestQuote bounds what a comment repeats of a value.
const longestQuote = 300

// quoted is a canonical text as people write it, on one line.
func quoted(l look, s string) string {
	s = strings.TrimRight(strings.Join(strings.Fields(s), " "), ".")
	switch l {
	case lookCount, lookPlace, lookMoney, lookDecimal:
		if n, err := strconv.ParseFloat(s, 64); err == nil {
			return swedish(n)
		}
	}
	if r := []rune(s); len(r) > longestQuote {
		s = strings.TrimSpace(string(r[:longestQuote-1])) + "…"
	}
	if s == "" {
		return "inget"
	}
	return s
}
