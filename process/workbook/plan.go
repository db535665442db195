package workbook

// Plan describes a new workbook; Write makes it.
type Plan struct {
	Title, Author string // document properties
	Sheets        []SheetPlan
	Names         []NamePlan
	// CustomProperties are written as docProps/custom text properties.
	CustomProperties map[string]string
}

// NamePlan is a defined name for a range of one sheet.
type NamePlan struct {
	Name, Sheet string
	Range       Range
}

// SheetPlan describes one sheet.
type SheetPlan struct {
	Name       string
	Visibility Visibility
	TabColor   string // RRGGBB or ""
	Portrait   bool   // A4; landscape unless set
	OnePage    bool   // fit to one page high as well as wide
	FreezeRows int
	FreezeCols int
	TitleRows  int  // rows repeated on each printed page
	TitleCols  int  // columns repeated on each printed page
	PagesWide  int  // printed on so many pages in width; 0 is one
	Footer     bool // "blad · sida n av m"
	HideGrid   bool
	Protect    bool         // only cells with Style.Unlocked can be changed; no password
	Columns    []ColumnPlan // from column A
	Heights    map[int]float64
	Growing    map[int]float64 // rows that start so high, and grow with what is written in them
	Cells      []CellPlan
	Merges     []Range
	Filter     Range // an autofilter, where set
	Table      *TablePlan
	Lists      []ListPlan
	Prompts    []PromptPlan
	Rules      []RulePlan
	Charts     []ChartPlan
	PrintArea  Range  // whole columns where Row2 is 0
	Start      string // the cell that is chosen when the book is opened; "" the first
}

// ColumnPlan gives a column its width in characters and the style of its empty cells,
// which a patched-in new row takes over.
type ColumnPlan struct {
	Width  float64
	Style  Style
	Hidden bool
}

// CellPlan is one cell: Value is string, float64, int, bool or nil; a date is
// float64 (Serial) with a date format in its style. Formula, where set, wins.
type CellPlan struct {
	Row, Col int
	Value    any
	Formula  string
	Link     string // to a place in the book ("'Ärenden'!A1") or an address
	Style    Style
}

// TablePlan makes the range an Excel table; its first row holds the headings.
type TablePlan struct {
	Name  string
	Range Range
}

// ListPlan is a drop-down over a range: Items, or Source (a range or a name).
type ListPlan struct {
	Range  Range
	Items  []string
	Source string
	Strict bool   // refuse other values; else they are allowed
	Title  string // input help, shown when the cell is chosen
	Help   string
}

// PromptPlan is input help on a range without a drop-down.
type PromptPlan struct {
	Range       Range
	Title, Help string
	Check       CheckPlan // where set, what may be written there
}

// CheckPlan holds what is written within bounds. What is outside is refused with
// Stop; else the writer is asked, and may go on.
type CheckPlan struct {
	Kind        CheckKind
	Min, Max    float64
	Stop        bool
	Title, Text string // what a writer who breaks it is told
}

// CheckKind is what a CheckPlan measures; the zero kind takes anything.
type CheckKind uint8

// What can be measured: the day (as Serial gives it), the number, the length in
// characters.
const (
	CheckNothing CheckKind = iota
	CheckDate
	CheckNumber
	CheckLength
)

// RulePlan colours a range where the formula holds (relative to its first cell), or
// else each of its numbers by where it lies on the scale.
type RulePlan struct {
	Range   Range
	Formula string
	Style   Style
	Scale   *ScalePlan // where set, Formula and Style are not used
}

// ScalePlan goes from one colour over a middle one to the last. What lies outside
// has the colour of the nearest end; text has none.
type ScalePlan struct{ Low, Middle, High ScaleStop }

// ScaleStop is the colour (RRGGBB) of a number.
type ScaleStop struct {
	Value float64
	Color string
}

// ChartPlan draws a chart over cells of a sheet; it lets a little of the last column
// and row be seen, so that charts beside each other are apart.
type ChartPlan struct {
	Kind    ChartKind
	Over    Range
	Title   string
	Alt     string  // what it shows, for who cannot see it
	Least   float64 // where the value axis begins
	Format  string  // of the numbers there
	Upright bool    // the categories are written upwards, for there are many
	Series  []SeriesPlan
}

// ChartKind is how a chart's series are drawn.
type ChartKind uint8

// The kinds.
const (
	LineChart   ChartKind = iota
	ColumnChart           // but series with Line, which are drawn as lines over the columns
)

// SeriesPlan is a row of values of one sheet; Name is the cell that names it. How
// far the ranges reach can be changed later by Edit.Series.
type SeriesPlan struct {
	Sheet                    string
	Name, Categories, Values Range
	Color                    string // RRGGBB
	Line                     bool   // in a ColumnChart: a line all the same
	Dash                     Dash
	Width                    float64 // of the line, in points
	Symbol                   string  // at each value: "circle", "square", "diamond", "triangle"; "" none
}

// Dash tells lines apart that are printed in black and white.
type Dash uint8

// The dashes. NoLine leaves the symbols alone.
const (
	Solid Dash = iota
	Dashed
	Dotted
	DashDotted
	NoLine
)

// Style is how a cell looks. The zero Style is the book's default: Calibri-like 11, black.
type Style struct {
	Bold, Italic, Wrap, Center, Right, Top bool
	Underline                              bool
	Size                                   float64
	Color                                  string // font, RRGGBB
	Fill                                   string // RRGGBB
	Border                                 string // "" none, "thin" all round, "bottom", "box" bold all round
	Format                                 string // number format: "yyyy-mm-dd", "#,##0", "0.0", "@"
	Indent                                 int
	Unlocked                               bool
}

// Mark is one wrong cell of a form that goes back to its sender.
type Mark struct {
	Sheet, Cell string // Cell A1; "" where the form has no such cell: then only the banner tells it
	Comment     string // what is wrong and what would be right
	Replace     string // where set, the cell's value becomes this (a masked personnummer)
	Of          string // whose it is: shown before the comment in the list
	Tag         string // kept with the line, for who reads the list back
	Ask         Ask
}

// Ask is a question that the list of faults lets its reader answer there.
type Ask struct {
	Suggestion string // what would be right, to say yes to; "" asks for the value itself
	Key        string // what the answer is of; "" asks nothing
	Written    string // what the answer replaces; where that was changed, it is not used
	Answer     string // already given
	Choices    string // what can be answered, parted by commas; "" where anything can
	Settled    bool   // nothing is wrong with Answer: it is only carried along
}

// Change sets one cell of an existing workbook. The cell keeps its style; a new
// cell takes its column's. Kind Empty clears the cell.
type Change struct {
	Sheet    string
	Row, Col int
	Value    Cell // Kind, Text, Number are used
}
