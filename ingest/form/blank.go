package form

import (
	"fmt"
	"time"
	"unicode/utf8"

	"stintag/process"
	"stintag/process/workbook"
)

// Version is the blank form's, written in its very hidden sheet.
const Version = "1"

const (
	formSheet   = "Intresseanmälan"
	hiddenSheet = "stintag"
	namePrefix  = "f_"
)

// The columns of the blank form: two pairs of label and value.
const (
	leftLabel = iota + 1
	leftValue
	gap
	rightLabel
	rightValue
)

// The look of the blank form.
var (
	titleStyle  = workbook.Style{Bold: true, Size: 18, Color: "FFFFFF", Fill: "1F4E5F", Indent: 1}
	regionStyle = workbook.Style{Size: 11, Color: "DCE9EE", Fill: "1F4E5F", Indent: 1, Top: true}
	guideStyle  = workbook.Style{Size: 11, Color: "333333", Wrap: true, Top: true, Indent: 1}
	groupStyle  = workbook.Style{Bold: true, Size: 11, Color: "1F4E5F", Fill: "DCE9EE", Indent: 1}
	labelStyle  = workbook.Style{Size: 11, Wrap: true, Indent: 1}
	valueStyle  = workbook.Style{Size: 11, Wrap: true, Border: "thin", Fill: "FFFFFF", Indent: 1, Unlocked: true}
	footStyle   = workbook.Style{Size: 10, Italic: true, Color: "666666", Wrap: true, Top: true, Indent: 1}
)

const guide = "Så gör ni: fyll i rutorna, spara filen och bifoga den i ett mejl från vårdcentralens adress " +
	"till regionens ST-intag. En läkare per blankett; flera blanketter får ligga i samma mejl. " +
	"Skriv datum som ÅÅÅÅ-MM-DD. Mejl är öppet som ett vykort: lämna personnumret tomt när ni mejlar blanketten."

const (
	legend = "* (gul ruta) behövs för en plats på intresselistan    ** behövs inför beslut"
	// legendUnqueued is for a region where nobody queues.
	legendUnqueued = "* (gul ruta) behövs för att anmälan ska kunna prövas    ** behövs inför beslut"
	// await stands in the form where the rules ask a health centre to wait with hiring.
	await = "    Invänta godkännandebeslut om vårdvalsfinansiering innan eventuell anställning."
)

// Blank makes the blank form of a policy; centres fill the drop-down of health
// centres. It has a box for everything that the policy asks for, and marks what
// it requires. Without a policy it is the form that every region's begins with.
func Blank(region string, centres []string, policy *process.Policy) ([]byte, error) {
	return Filled(region, centres, policy, nil)
}

// Filled makes the blank form with values in it: string, number, bool (Ja or
// Nej), process.Date or workbook.Value, by field. What the policy's form has no
// box for is left out.
func Filled(region string, centres []string, policy *process.Policy, values map[process.Field]any) ([]byte, error) {
	b := blank{policy: policy, values: values, row: 1}
	b.sheet = workbook.SheetPlan{
		Name: formSheet, TabColor: "1F4E5F", Portrait: true, OnePage: true, HideGrid: true, Protect: true,
		Columns: []workbook.ColumnPlan{{Width: 27}, {Width: 25}, {Width: 1.5}, {Width: 28}, {Width: 25}},
		Heights: map[int]float64{}, Growing: map[int]float64{},
	}
	b.head(region)
	for _, g := range layoutOf(policy) {
		b.group(g, centres)
	}
	b.space()
	b.full(legendOf(policy), footStyle, 28)
	b.sheet.Start = workbook.Address(b.names[0].Range.Row1, b.names[0].Range.Col1)
	b.sheet.PrintArea = workbook.Range{Row1: 1, Col1: 1, Row2: b.row - 1, Col2: rightValue}
	if b.err != nil {
		return nil, b.err
	}
	out, err := workbook.Write(workbook.Plan{
		Title:  "Intresseanmälan för ST i allmänmedicin",
		Author: region,
		Sheets: []workbook.SheetPlan{b.sheet, hidden(centres)},
		Names:  append(b.names, hiddenNames(centres)...),
	})
	if err != nil {
		return nil, fmt.Errorf("make form: %w", err)
	}
	return out, nil
}

// blank collects the form's sheet from the top down; row is the next free one.
type blank struct {
	policy *process.Policy
	sheet  workbook.SheetPlan
	names  []workbook.NamePlan
	values map[process.Field]any
	row    int
	err    error
}

func (b *blank) head(region string) {
	b.full("Intresseanmälan för ST i allmänmedicin", titleStyle, 30)
	b.full(region, regionStyle, 20)
	b.space()
	b.full(guide, guideStyle, 44)
}

// full writes one text over the form's whole width.
func (b *blank) full(text string, style workbook.Style, height float64) {
	for col := leftLabel; col <= rightValue; col++ {
		cell := workbook.CellPlan{Row: b.row, Col: col, Style: style}
		if col == leftLabel {
			cell.Value = text
		}
		b.sheet.Cells = append(b.sheet.Cells, cell)
	}
	b.sheet.Merges = append(b.sheet.Merges, workbook.Range{Row1: b.row, Col1: leftLabel, Row2: b.row, Col2: rightValue})
	b.sheet.Heights[b.row] = height
	b.row++
}

func (b *blank) space() {
	b.sheet.Heights[b.row] = 5
	b.row++
}

func (b *blank) group(g group, centres []string) {
	b.space()
	b.full(g.heading, groupStyle, 18)
	for _, l := range g.lines {
		if l.wide && l.height > 0 { // nothing grows with a merged cell
			b.sheet.Heights[b.row] = l.height
		} else {
			b.sheet.Growing[b.row] = max(l.height, oneLine)
		}
		b.field(l.left, leftLabel, l.wide, centres)
		if l.right != "" {
			b.field(l.right, rightLabel, false, centres)
		}
		b.row++
	}
}

// field writes one label with its value cell, the cell's name and its help.
func (b *blank) field(f process.Field, col int, wide bool, centres []string) {
	s := *specOf(f) // of which a policy has its own
	s.need = needOf(b.policy, f)
	style := valueStyle
	style.Format = s.format()
	if f == process.FieldSpecialistsPercent { // its label says per cent: 250 is written as 250
		style.Format = "General"
	}
	style.Top = wide && f == process.FieldComment
	if s.need == forList {
		style.Fill = "FFF8E1"
	}
	value, err := cellValue(b.values[f])
	if err != nil {
		b.err = fmt.Errorf("fill field %s: %w", f, err)
	}
	b.sheet.Cells = append(b.sheet.Cells,
		workbook.CellPlan{Row: b.row, Col: col, Value: f.Label() + s.mark(), Style: labelStyle},
		workbook.CellPlan{Row: b.row, Col: col + 1, Value: value, Style: style})
	area := one(b.row, col+1)
	if wide {
		for c := col + 2; c <= rightValue; c++ {
			b.sheet.Cells = append(b.sheet.Cells, workbook.CellPlan{Row: b.row, Col: c, Style: style})
		}
		area.Col2 = rightValue
		b.sheet.Merges = append(b.sheet.Merges, area)
	}
	b.names = append(b.names, workbook.NamePlan{
		Name: namePrefix + string(f), Sheet: formSheet, Range: one(b.row, col+1),
	})
	b.help(f, s, area, centres)
}

func (b *blank) help(f process.Field, s spec, area workbook.Range, centres []string) {
	list := workbook.ListPlan{Range: area, Items: s.choices(), Strict: true, Title: helpTitle(f), Help: s.help}
	switch {
	case f == process.FieldKind: // longer than a drop-down can hold in itself
		list.Items, list.Source = nil, kindsName
	case f == process.FieldCentre && len(centres) > 0:
		list.Source, list.Strict = centresName, false
	}
	if list.Source != "" || len(list.Items) > 0 {
		b.sheet.Lists = append(b.sheet.Lists, list)
		return
	}
	b.sheet.Prompts = append(b.sheet.Prompts, workbook.PromptPlan{Range: area, Title: helpTitle(f), Help: s.help, Check: s.check(f)})
}

// helpTitle is the field's label where Excel's 32 characters hold it.
func helpTitle(f process.Field) string {
	if l := f.Label(); utf8.RuneCountInString(l) <= 32 {
		return l
	}
	return "Om rutan"
}

func one(row, col int) workbook.Range {
	return workbook.Range{Row1: row, Col1: col, Row2: row, Col2: col}
}

// cellValue is v as workbook.Write takes it.
func cellValue(v any) (any, error) {
	switch v := v.(type) {
	case nil, string, int, float64:
		return v, nil
	case bool:
		if v {
			return string(process.Yes), nil
		}
		return string(process.No), nil
	case process.Date:
		if v.IsZero() {
			return nil, nil
		}
		return workbook.Serial(v.Year, time.Month(v.Month), v.Day), nil
	case process.Kind:
		return string(v), nil
	case process.Answer:
		return string(v), nil
	case process.EmploymentForm:
		return string(v), nil
	}
	return nil, fmt.Errorf("a %T cannot stand in a cell", v)
}
