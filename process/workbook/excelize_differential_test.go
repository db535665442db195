package workbook

import (
	"bytes"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

var excelizeRules = []rule{
	{"serial of the 1904 system", "Read", "excelize gives the number as it stands in the file, four years and a day early for who does not ask for the system",
		func(d difference) bool {
			return d.between("d", "d", func(x, y float64) bool { return math.Abs(x-y-days1904) < 1e-6 }) ||
				d.between("=d", "=d", func(x, y float64) bool { return math.Abs(x-y-days1904) < 1e-6 })
		}},
	{"value of a merged range in each of its cells", "Read", "excelize gives it so by GetCellValue and not by GetRows; it stands in the first cell, and a form that repeated it would answer questions nobody answered",
		func(d difference) bool { return d.what == "merged cell" }},
	{"name of no single place", "Read", "a constant, a formula, a whole column or a print area leads to no answer",
		func(d difference) bool { return d.what == "name of no place" }},
	{"date in ISO form", "Read", "a cell of kind d holds a date; excelize gives its text",
		func(d difference) bool {
			serial, ok := isoSerial(strings.TrimPrefix(d.theirs, "t"))
			return ok && d.ours == ourValue(Cell{Kind: Date, Number: serial})
		}},
	{"escape in a text that is no string of the table", "Read", "_x000D_ is a character in every text (ST_Xstring); excelize decodes it in the table of strings alone",
		func(d difference) bool { return d.theirs != d.ours && string(unescapeX([]byte(d.theirs))) == d.ours }},
	{"date format on a number that is no date", "Read", "Excel shows ####; a personnummer in a cell made for a date is still its number",
		func(d difference) bool { return d.between("n", "d", noDate) }},
	{"formula whose result is the empty text", "both", "nothing stands in the cell; that it is a formula's nothing is of no use to a form",
		func(d difference) bool { return d.what == "cell" && d.ours == "" && d.theirs == "=" }},
	{"number with blanks around it", "Read", "XML Schema takes the blanks away from a double",
		func(d difference) bool {
			text, isText := strings.CutPrefix(d.theirs, "t")
			n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			return isText && err == nil && text != strings.TrimSpace(text) && d.ours == ourValue(Cell{Kind: Number, Number: n})
		}},
	{"parts that stand elsewhere than in xl/", "Read", "the relationships say where; excelize looks for strings and styles in xl/ alone, and gives no string and no date, without an error",
		func(d difference) bool {
			return d.in("shapes/absolute-targets") && (d.theirs == "" || d.between("d", "n", same))
		}},
	{"cell without an address after a gap, in a row without a number", "Read", "the next cell is the next column; excelize counts from the row's first, and lays it over another cell, without an error",
		func(d difference) bool {
			return d.what == "cell" && (d.book == countedCells || d.in("shapes/no-addresses"))
		}},
	{"value inside an extension of the cell", "Read", "what stands in another namespace, deeper down, is not the cell's; excelize takes the last v there is",
		func(d difference) bool { return d.in("shapes/cells") && d.ours == "n5" && d.theirs == "n9" }},
	{"part names in another case", "Read", "part names are equal whatever their case (OPC); excelize loses the sheet without an error",
		func(d difference) bool {
			return d.theirs == "" && d.what == "cell" && d.in("shapes/part-names-in-other-case")
		}},
	{"hidden rows and columns of a sheet that is lost", "Read", "what excelize does not find it calls hidden",
		func(d difference) bool {
			return (d.what == "row" || d.what == "column") && d.in("shapes/part-names-in-other-case")
		}},
	{"UTF-16", "Read", "XML may be UTF-16; excelize refuses",
		func(d difference) bool {
			return d.what == "book" && strings.HasPrefix(d.theirs, "refused") && d.in("shapes/utf-16")
		}},
}

// excelizeBook is a workbook as excelize gives it, raw values only.
func excelizeBook(data []byte) (*excelize.File, error) {
	return excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: 64 << 20, UnzipXMLSizeLimit: 32 << 20})
}

// excelizeReading is what excelize reads, its errors passed over where GetRows
// passes over them.
func excelizeReading(data []byte) reading {
	f, err := excelizeBook(data)
	if err != nil {
		return reading{refused: err.Error()}
	}
	defer f.Close()
	var r reading
	for _, name := range f.GetSheetList() {
		r.sheets = append(r.sheets, excelizeSheet(f, name))
	}
	return r
}

func excelizeSheet(f *excelize.File, name string) sheetReading {
	s := sheetReading{name: name, cells: map[string]string{}}
	if visible, err := f.GetSheetVisible(name); err != nil || !visible {
		s.shown = Hidden
	}
	rows, err := f.GetRows(name) // first, since what it gives may change once the sheet was opened otherwise
	if err != nil {
		rows = nil
	}
	merges, err := f.GetMergeCells(name)
	if err != nil {
		merges = nil
	}
	for _, m := range merges {
		s.merges = append(s.merges, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	slices.Sort(s.merges)
	for i, row := range rows {
		for j, raw := range row {
			if value := excelizeValue(f, name, Address(i+1, j+1), raw); value != "" {
				s.cells[Address(i+1, j+1)] = value
			}
		}
	}
	return s
}

func excelizeValue(f *excelize.File, sheet, address, raw string) string {
	formula, err := f.GetCellFormula(sheet, address)
	prefix := ""
	if err == nil && formula != "" {
		prefix = "="
	}
	if raw == "" {
		return prefix
	}
	kind, err := f.GetCellType(sheet, address)
	if err != nil {
		return prefix + "t" + raw
	}
	switch kind {
	case excelize.CellTypeBool:
		return prefix + "b" + raw
	case excelize.CellTypeError:
		return prefix + "e" + raw
	case excelize.CellTypeUnset, excelize.CellTypeNumber:
		if _, err := strconv.ParseFloat(raw, 64); err != nil {
			break
		}
		if excelizeDate(f, sheet, address) {
			return prefix + "d" + raw
		}
		return prefix + "n" + raw
	}
	return prefix + "t" + raw
}

var (
	formatNoise   = regexp.MustCompile(`"[^"]*"|\\.|[_*].|\[[^\]]*\]|;.*|(?i)general|am/pm|e[+-]`)
	formatElapsed = regexp.MustCompile(`\[[hms]+\]`)
	formatClock   = regexp.MustCompile(`h+[^a-z]*m{1,2}|m{1,2}[^a-z]*s`)
)

// excelizeDate judges by the format that excelize gives the cell, in a way of its
// own: what is quoted and what is a clock left out, a y, m or d is a date.
func excelizeDate(f *excelize.File, sheet, address string) bool {
	id, err := f.GetCellStyle(sheet, address)
	if err != nil {
		return false
	}
	style, err := f.GetStyle(id)
	if err != nil {
		return false
	}
	if style.CustomNumFmt == nil {
		return slices.Contains([]int{14, 15, 16, 17, 22}, style.NumFmt) || style.NumFmt >= 27 && style.NumFmt <= 36 || style.NumFmt >= 50 && style.NumFmt <= 58
	}
	letters := formatElapsed.ReplaceAllString(strings.ToLower(*style.CustomNumFmt), "h")
	letters = formatNoise.ReplaceAllString(letters, "")
	return strings.ContainsAny(formatClock.ReplaceAllString(letters, ""), "ymd")
}

var onePlace = regexp.MustCompile(`^('(?:[^']|'')+'|[^'!,()\[\]]+)!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)$`)

// nameDifferences compares the defined names: ours all, theirs of one place.
func nameDifferences(f *excelize.File, b *Book) []difference {
	ours, theirs := map[string]bool{}, map[string]bool{} // theirs: whether it is of one place
	for _, n := range b.Names {
		ref := Address(n.Range.Row1, n.Range.Col1)
		if n.Range.Row1 != n.Range.Row2 || n.Range.Col1 != n.Range.Col2 {
			ref += ":" + Address(n.Range.Row2, n.Range.Col2)
		}
		ours[n.Name+"="+n.Sheet+"!"+ref] = true
	}
	for _, n := range f.GetDefinedName() {
		place, isOne := placeOf(n.RefersTo)
		theirs[n.Name+"="+place] = isOne && !strings.HasPrefix(n.Name, "_xlnm.")
	}
	var found []difference
	for n := range ours {
		if _, both := theirs[n]; !both {
			found = append(found, difference{what: "name", ours: n})
		}
	}
	for n, isOne := range theirs {
		switch {
		case ours[n]:
		case isOne:
			found = append(found, difference{what: "name", theirs: n})
		default:
			found = append(found, difference{what: "name of no place", theirs: n})
		}
	}
	return found
}

// placeOf is the sheet and the cells that a reference leads to, as Name has them;
// false where it leads to no single place.
func placeOf(reference string) (string, bool) {
	m := onePlace.FindStringSubmatch(reference)
	if m == nil {
		return reference, false
	}
	sheet := m[1]
	if strings.HasPrefix(sheet, "'") {
		sheet = strings.ReplaceAll(sheet[1:len(sheet)-1], "''", "'")
	}
	ref := strings.ReplaceAll(m[2], "$", "")
	if from, to, found := strings.Cut(ref, ":"); found && from == to {
		ref = from
	}
	return sheet + "!" + ref, true
}

// mergeDifferences asks excelize for single cells of merged ranges, which it does
// not answer as GetRows does; it asks for no more than a form has.
func mergeDifferences(f *excelize.File, b *Book) []difference {
	var found []difference
	props, err := f.GetWorkbookProps()
	date1904 := err == nil && props.Date1904 != nil && *props.Date1904
	for _, s := range b.Sheets {
		for _, m := range s.Merges[:min(len(s.Merges), 50)] {
			row, col := m.Row1, m.Col1+1
			if m.Col1 == m.Col2 {
				row, col = m.Row1+1, m.Col1
			}
			c := s.Cell(row, col)
			value, err := f.GetCellValue(s.Name, c.Address())
			ours, what := rawValue(c, false), "merged cell"
			if anchor := rawValue(s.Cell(m.Row1, m.Col1), date1904); !sameValue(anchor, value) {
				what = "cell that is merged"
			}
			if err != nil || !sameValue(ours, value) {
				found = append(found, difference{what: what, sheet: s.Name, place: c.Address(), ours: ours, theirs: value})
			}
		}
	}
	return found
}

// rowDifferences compares which rows are hidden.
func rowDifferences(f *excelize.File, b *Book) []difference {
	var found []difference
	for _, s := range b.Sheets {
		for _, r := range s.Rows {
			visible, err := f.GetRowVisible(s.Name, r.Number)
			if err != nil || visible == r.Hidden {
				found = append(found, difference{what: "row", sheet: s.Name, place: strconv.Itoa(r.Number), ours: strconv.FormatBool(r.Hidden), theirs: strconv.FormatBool(!visible)})
			}
		}
	}
	return found
}

// columnDifferences compares which columns are hidden, as far as cells are filled.
func columnDifferences(f *excelize.File, b *Book) []difference {
	var found []difference
	for _, s := range b.Sheets {
		last := 0
		for _, r := range s.Rows {
			last = max(last, r.Cells[len(r.Cells)-1].Col)
		}
		for col := 1; col <= last; col++ {
			visible, err := f.GetColVisible(s.Name, ColumnName(col))
			if hidden := s.HidesColumn(col); err != nil || visible == hidden {
				found = append(found, difference{what: "column", sheet: s.Name, place: ColumnName(col), ours: strconv.FormatBool(hidden), theirs: strconv.FormatBool(!visible)})
			}
		}
	}
	return found
}

// excelizeDifferences are all between our book and excelize's.
func excelizeDifferences(t testing.TB, data []byte, b *Book) []difference {
	t.Helper()
	ours := ourReading(b)
	for i := range ours.sheets {
		ours.sheets[i].shown = min(ours.sheets[i].shown, Hidden) // excelize tells visible from not
	}
	found := differences(ours, excelizeReading(data))
	f, err := excelizeBook(data)
	if err != nil {
		return found
	}
	defer f.Close()
	found = append(found, nameDifferences(f, b)...)
	found = append(found, mergeDifferences(f, b)...)
	found = append(found, columnDifferences(f, b)...)
	return append(found, rowDifferences(f, b)...)
}

// What excelize reads, Read reads, in every workbook there is and in those that
// excelize and chance make.
func TestReadHeldToExcelize(t *testing.T) {
	held := newRules(excelizeRules)
	books, samples, refused := readable(t)
	for _, s := range samples {
		if f := refused[s.path]; f == nil {
			held.judge(t, s.path, excelizeDifferences(t, s.data, books[s.path]))
		} else if _, err := excelizeBook(s.data); f.Code == NotAWorkbook && err == nil {
			t.Errorf("%s: no workbook to us (%v), one to excelize", s.path, f)
		}
	}
	t.Run("drawn with excelize", func(t *testing.T) { checkDrawnByExcelize(t, held) })
	t.Run("drawn by hand", func(t *testing.T) { checkDrawnByHand(t, held) })
	held.allMet(t)
}
