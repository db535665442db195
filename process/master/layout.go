package master

import (
	"slices"

	"stintag/process/workbook"
)

// The sheets, in the order in which they stand in the workbook.
const (
	SheetOverview     = "Översikt"
	SheetCases        = "Ärenden"
	SheetRoster       = "ST-läkare"
	SheetLeave        = "Uppehåll"
	SheetCentres      = "Vårdcentraler"
	SheetDecisions    = "Delegationsbeslut"
	SheetTodo         = "Att göra"
	SheetAllotment    = "Fördelning"
	SheetRotations    = "Sidotjänstgöring"
	SheetPlacements   = "Placeringar"
	SheetBudget       = "Budget"
	SheetForecast     = "Prognos"
	SheetRules        = "Regler"
	SheetWhatIf       = "Prova"
	SheetInstructions = "Läs mig"
)

// lastListRow is how far down drop-downs, help and colours reach.
const lastListRow = 2000

// lastTallRow is how far down rows are given their height.
const lastTallRow = 1000

// look is how a column's values are written and read.
type look int

const (
	lookText look = iota
	lookLong      // wrapped text
	lookDate
	lookCount
	lookPlace // a number that stands by itself
	lookMoney
	lookDecimal
	lookPercent // a share of 1, shown as per cent
	lookTyped   // whatever people type, as they type it
)

// number says whether the column's values are numbers.
func (l look) number() bool {
	switch l {
	case lookCount, lookPlace, lookMoney, lookDecimal, lookPercent:
		return true
	}
	return false
}

// column is one column of a table sheet. A people's column is written by the
// program only when it makes the row.
type column struct {
	heading string
	people  bool
	width   float64
	look    look
	choices []string
	source  string // of the choices, where they stand in another sheet
	strict  bool
	help    string
}

// table is a sheet whose first row holds headings.
type table struct {
	sheet   string
	name    string // of the Excel table
	tab     string
	columns []column
	frozen  int     // columns that stay in sight
	wide    int     // pages in width; 0 is one
	note    string  // a line of help beside the headings
	key     string  // heading of the column that names a row; "" where rows have no name
	links   bool    // a column of links stands beside
	height  float64 // of each row, where no column wraps its text: else rows fit what is written in them
}

// wraps says whether a column breaks its texts into lines.
func (t table) wraps() bool {
	return slices.ContainsFunc(t.columns, func(c column) bool { return c.look == lookLong })
}

func (t table) find(heading string) (column, bool) {
	i := slices.IndexFunc(t.columns, func(c column) bool { return c.heading == heading })
	if i < 0 {
		return column{}, false
	}
	return t.columns[i], true
}

// letter is the heading's column in a new workbook.
func (t table) letter(heading string) string {
	return workbook.ColumnName(1 + slices.IndexFunc(t.columns, func(c column) bool { return c.heading == heading }))
}

// own makes the program's columns, people's the people's.
func own(heading string, width float64, l look, help string) column {
	return column{heading: heading, width: width, look: l, help: help}
}

func people(heading string, width float64, l look, help string) column {
	return column{heading: heading, people: true, width: width, look: l, help: help}
}

func (c column) choose(items ...string) column {
	c.choices, c.strict = items, true
	return c
}

func (c column) suggest(source string) column {
	c.source = source
	return c
}
