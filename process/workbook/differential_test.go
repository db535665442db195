package workbook

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The differential tests hold Read to excelize, openpyxl and LibreOffice: what they
// read, Read reads. Each difference must fall under a rule, which says who is right
// and why; a difference under none fails the test, and so does a rule that nothing
// falls under.

// reading is what one program reads in a workbook. A cell's value is a letter and
// what stands there: t text, n number, d date (its serial in the 1900 system), b
// true or false, e error. A formula's has "=" before it, and is "=" alone where it
// has no value.
type reading struct {
	refused string
	sheets  []sheetReading
}

type sheetReading struct {
	name   string
	shown  Visibility
	merges []string
	cells  map[string]string // by address
}

// ourReading is a book in the same words.
func ourReading(b *Book) reading {
	var r reading
	for _, s := range b.Sheets {
		sr := sheetReading{name: s.Name, shown: s.Visibility, cells: map[string]string{}}
		for _, m := range s.Merges {
			sr.merges = append(sr.merges, Address(m.Row1, m.Col1)+":"+Address(m.Row2, m.Col2))
		}
		slices.Sort(sr.merges)
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				sr.cells[c.Address()] = ourValue(c)
			}
		}
		r.sheets = append(r.sheets, sr)
	}
	return r
}

func ourValue(c Cell) string {
	number := strconv.FormatFloat(c.Number, 'g', -1, 64)
	value := map[Kind]string{
		Text: "t" + c.Text, Number: "n" + number, Date: "d" + number, Bool: "b" + number, Error: "e" + c.Text, NoValue: "",
	}[c.Kind]
	if c.Formula {
		return "=" + value
	}
	return value
}

// kindAndNumber takes a value of a number, a date or a truth apart.
func kindAndNumber(value string) (kind string, n float64, ok bool) {
	i := len(value) - len(strings.TrimLeft(value, "=nd"))
	n, err := strconv.ParseFloat(value[i:], 64)
	return value[:i], n, i > 0 && err == nil
}

// sameReadingOf says whether two values are one. Python keeps moments to the
// microsecond, so a date is the same within a tenth of a second.
func sameReadingOf(a, b string) bool {
	if a == b {
		return true
	}
	kind, x, okX := kindAndNumber(a)
	other, y, okY := kindAndNumber(b)
	tolerance := math.Abs(x) * 1e-15
	if strings.HasSuffix(kind, "d") {
		tolerance = 1e-6
	}
	return okX && okY && kind == other && math.Abs(x-y) <= tolerance
}

// difference is one place that two programs read differently.
type difference struct {
	what         string // "book", "sheets", "sheet", "merges", "name", "name of no place", "row", "cell" or "merged cell"
	sheet, place string
	ours, theirs string
	book         string
	witness      string // what a third program reads, where one was asked
}

// between says whether the two are values of these kinds and of numbers that
// compare so.
func (d difference) between(ours, theirs string, compare func(ours, theirs float64) bool) bool {
	kind, x, okX := kindAndNumber(d.ours)
	other, y, okY := kindAndNumber(d.theirs)
	return d.what == "cell" && okX && okY && kind == ours && other == theirs && compare(x, y)
}

func (d difference) in(books ...string) bool {
	return slices.ContainsFunc(books, func(b string) bool { return d.book == differentialFolder+b+".xlsx" })
}

func same(ours, theirs float64) bool { return math.Abs(ours-theirs) < 1e-6 }

// sameInEither says whether two numbers are one serial, theirs counted from the
// 1904 system's first day or not.
func sameInEither(ours, theirs float64) bool {
	return same(ours, theirs) || same(ours+days1904, theirs)
}

// noDate says whether Excel has no date for a serial number.
func noDate(ours, theirs float64) bool {
	return sameInEither(ours, theirs) && (ours < 0 || theirs >= serialEnd)
}

// rule is a class of differences.
type rule struct {
	name  string
	right string // "Read", the other program's name, or "both"
	why   string
	holds func(d difference) bool
}

// rules are one program's, with how often each was met.
type rules struct {
	of  []rule
	met map[string]int
}

func newRules(of []rule) *rules { return &rules{of: of, met: map[string]int{}} }

func (r *rules) judge(t testing.TB, book string, found []difference) {
	t.Helper()
	for _, d := range found {
		d.book = book
		i := slices.IndexFunc(r.of, func(rule rule) bool { return rule.holds(d) })
		if i < 0 {
			t.Errorf("%s: %s %s!%s: we read %q, they read %q, and no rule says who is right", book, d.what, d.sheet, d.place, d.ours, d.theirs)
			continue
		}
		r.met[r.of[i].name]++
	}
}

// allMet fails where a rule stands for nothing.
func (r *rules) allMet(t testing.TB) {
	t.Helper()
	names := map[string]bool{}
	for _, rule := range r.of {
		if r.met[rule.name] == 0 {
			t.Errorf("no workbook meets the rule %q", rule.name)
		}
		if names[rule.name] || rule.why == "" || rule.right == "" {
			t.Errorf("rule %q is there twice or does not say who is right and why", rule.name)
		}
		names[rule.name] = true
		t.Logf("%6d × %s: %s is right: %s", r.met[rule.name], rule.name, rule.right, rule.why)
	}
}

// differences compares two readings, sheet by sheet and cell by cell.
func differences(ours, theirs reading) []difference {
	if ours.refused != "" || theirs.refused != "" {
		if (ours.refused != "") == (theirs.refused != "") {
			return nil
		}
		return []difference{{what: "book", ours: ours.said(), theirs: theirs.said()}}
	}
	var found []difference
	if a, b := ours.names(), theirs.names(); a != b {
		return append(found, difference{what: "sheets", ours: a, theirs: b})
	}
	for i, s := range ours.sheets {
		o := theirs.sheets[i]
		if s.shown != o.shown {
			found = append(found, difference{what: "sheet", sheet: s.name, ours: strconv.Itoa(int(s.shown)), theirs: strconv.Itoa(int(o.shown))})
		}
		if a, b := strings.Join(s.merges, " "), strings.Join(o.merges, " "); a != b {
			found = append(found, difference{what: "merges", sheet: s.name, ours: a, theirs: b})
		}
		for address, value := range s.cells {
			if other := o.cells[address]; !sameReadingOf(value, other) {
				found = append(found, difference{what: "cell", sheet: s.name, place: address, ours: value, theirs: other})
			}
		}
		for address, other := range o.cells {
			if _, both := s.cells[address]; !both && other != "" {
				found = append(found, difference{what: "cell", sheet: s.name, place: address, theirs: other})
			}
		}
	}
	return found
}

// said is what a program says of the whole book.
func (r reading) said() string {
	if r.refused != "" {
		return "refused: " + r.refused
	}
	return "reads " + r.names()
}

func (r reading) names() string {
	var b strings.Builder
	for _, s := range r.sheets {
		b.WriteString(s.name + "\n")
	}
	return b.String()
}
