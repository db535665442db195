package workbook

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// drawnText is text as people write it, and as it comes.
func drawnText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"Åsa Öberg", "0123", "1e5", "TRUE", "=1+1", " indragen ", "två\nrader", "a\u030a", "a\u00a0b", "<&>\"'", "😀", "]]>", "2024-09-10", "#N/A", "_x_", "\tflik"}),
		rapid.StringMatching(`[a-zåäö0-9 .,:;<>&"'_\-]{1,20}`),
	)
}

// drawnBook is a workbook that excelize makes of what chance draws.
func drawnBook(t *rapid.T) []byte {
	f := excelize.NewFile()
	defer f.Close()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	if rapid.Bool().Draw(t, "1904") {
		yes := true
		check(f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	}
	styles, err := formStyles(f)
	check(err)
	for i := range rapid.IntRange(1, 3).Draw(t, "sheets") {
		name := fmt.Sprintf("Blad %d's", i)
		_, err := f.NewSheet(name)
		check(err)
		for range rapid.IntRange(0, 25).Draw(t, "cells") {
			check(drawnCell(t, f, name, styles))
		}
		if rapid.Bool().Draw(t, "merged") {
			check(f.MergeCell(name, "B2", Address(2+rapid.IntRange(0, 3).Draw(t, "down"), 3)))
		}
		if i > 0 && rapid.Bool().Draw(t, "hidden") {
			check(f.SetSheetVisible(name, false, rapid.Bool().Draw(t, "very")))
		}
		check(f.SetRowVisible(name, 3, rapid.Bool().Draw(t, "row")))
		check(f.SetDefinedName(&excelize.DefinedName{Name: "n_" + strconv.Itoa(i), RefersTo: fmt.Sprintf("'Blad %d''s'!$B$2:$C$3", i)}))
	}
	check(f.DeleteSheet("Sheet1"))
	var out bytes.Buffer
	_, err = f.WriteTo(&out)
	check(err)
	return out.Bytes()
}

// formStyles are styles of number formats that forms have.
func formStyles(f *excelize.File) ([]int, error) {
	styles := []int{0}
	add := func(style excelize.Style) error {
		id, err := f.NewStyle(&style)
		styles = append(styles, id)
		return err
	}
	for _, code := range []string{"yyyy-mm-dd", "d mmmm yyyy hh:mm", "hh:mm", "[h]:mm", "0%", "@", `0 "dagar"`, `#,##0.00 "kr";[Red]-0`, "mmm/yy"} {
		if err := add(excelize.Style{CustomNumFmt: &code}); err != nil {
			return nil, err
		}
	}
	for _, builtin := range []int{14, 22, 20, 46} {
		if err := add(excelize.Style{NumFmt: builtin}); err != nil {
			return nil, err
		}
	}
	return styles, nil
}

func drawnCell(t *rapid.T, f *excelize.File, sheet string, styles []int) error {
	at := Address(rapid.IntRange(1, 12).Draw(t, "row"), rapid.IntRange(1, 6).Draw(t, "column"))
	if err := f.SetCellStyle(sheet, at, at, rapid.SampledFrom(styles).Draw(t, "style")); err != nil {
		return err
	}
	switch rapid.IntRange(0, 8).Draw(t, "kind") {
	case 0:
		return f.SetCellStr(sheet, at, drawnText().Draw(t, "text"))
	case 1:
		return f.SetCellInt(sheet, at, rapid.Int64Range(-1e12, 1e12).Draw(t, "whole"))
	case 2:
		return f.SetCellFloat(sheet, at, rapid.Float64Range(-1e6, 1e6).Draw(t, "number"), -1, 64)
	case 3:
		return f.SetCellFloat(sheet, at, float64(rapid.IntRange(0, 60000).Draw(t, "day"))+rapid.SampledFrom([]float64{0, 0.25, 0.75}).Draw(t, "clock"), -1, 64)
	case 4:
		return f.SetCellBool(sheet, at, rapid.Bool().Draw(t, "truth"))
	case 5:
		return f.SetCellFormula(sheet, at, "1+1")
	case 6:
		return f.SetCellRichText(sheet, at, []excelize.RichTextRun{{Text: drawnText().Draw(t, "run")}, {Text: drawnText().Draw(t, "bold"), Font: &excelize.Font{Bold: true}}})
	case 7:
		return f.SetCellDefault(sheet, at, drawnText().Draw(t, "as it is"))
	}
	return f.SetCellValue(sheet, at, nil)
}

// written is text as XML, each character in one of the ways XML has.
func written(t *rapid.T, text string) string {
	var b strings.Builder
	for _, r := range text {
		switch way := rapid.IntRange(0, 5).Draw(t, "way"); {
		case way == 0:
			fmt.Fprintf(&b, "&#%d;", r)
		case way == 1:
			fmt.Fprintf(&b, "&#x%X;", r)
		case way == 2:
			fmt.Fprintf(&b, "<![CDATA[%c]]>", r)
		case r == '<' || r == '&' || r == '>':
			b.WriteString(map[rune]string{'<': "&lt;", '&': "&amp;", '>': "&gt;"}[r])
		case way == 3:
			fmt.Fprintf(&b, "%c<!-- %d -->", r, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// drawnRawCell draws the XML of a cell, without its name and address.
func drawnRawCell(t *rapid.T) (attrs []string, content, value string) {
	text := rapid.StringMatching(`[a-zåäö0-9<>&"'.:]{1,8}`).Draw(t, "text")
	n := rapid.IntRange(0, 99999).Draw(t, "number")
	number := written(t, strconv.Itoa(n))
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		return []string{`t="inlineStr"`}, `<is><t xml:space="preserve">` + written(t, text) + `</t></is>`, "t" + text
	case 1:
		return []string{`t="inlineStr"`}, `<is><r><rPr><b/></rPr><t>` + written(t, text) + `</t></r><r><t>` + written(t, text) + `</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is>`, "t" + text + text
	case 2:
		return []string{`t="s"`}, "<v>1</v>", "tfet text"
	case 3:
		return []string{`t="str"`}, `<f>1</f><v>` + written(t, "x"+text) + `</v>`, "=tx" + text
	case 4:
		return []string{`t="b"`}, `<v>` + strconv.Itoa(n%2) + `</v>`, "b" + strconv.Itoa(n%2)
	case 5:
		return []string{`t="e"`}, `<v>#N/A</v>`, "e#N/A"
	case 6:
		return []string{`s="1"`}, `<v>` + number + `</v>`, "d" + strconv.Itoa(n)
	case 7:
		return []string{`s="3"`, `t="n"`}, `<f t="array" ref="A1">2</f><v>` + number + `</v>`, "=n" + strconv.Itoa(n)
	case 8:
		return []string{`s="2"`}, "", ""
	}
	return nil, `<v>` + number + `</v>`, "n" + strconv.Itoa(n)
}

// countedCells is what a drawn book is called where a row without a number has a
// cell without an address after a gap.
const countedCells = "drawn by hand, with a cell counted from a gap"

// drawnRows draws rows of cells, with what stands where.
func drawnRows(t *rapid.T, prefix string) (xml string, cells map[string]string, counted bool) {
	var b strings.Builder
	cells = map[string]string{}
	row := 0
	for range rapid.IntRange(1, 5).Draw(t, "rows") {
		row++
		open, numbered := "<row", rapid.Bool().Draw(t, "numbered")
		if numbered {
			row += rapid.IntRange(0, 2).Draw(t, "gap")
			open += fmt.Sprintf(` r="%d" spans="1:9"`, row)
		}
		b.WriteString(open + ">")
		col, gap := 0, 0
		for range rapid.IntRange(0, 5).Draw(t, "in row") {
			col++
			attrs, content, value := drawnRawCell(t)
			if rapid.Bool().Draw(t, "addressed") {
				gap += rapid.IntRange(0, 2).Draw(t, "gap")
				attrs = append(attrs, fmt.Sprintf(`r="%s"`, Address(row, col+gap)))
			} else if gap > 0 && !numbered {
				counted = true
			}
			if value != "" {
				cells[Address(row, col+gap)] = value
			}
			start := "<c " + strings.Join(rapid.Permutation(attrs).Draw(t, "order"), "\n ")
			if content == "" && rapid.Bool().Draw(t, "short") {
				b.WriteString(start + "/>")
				continue
			}
			b.WriteString(start + ">" + content + "</c>\n")
		}
		b.WriteString("</row>")
	}
	xml = b.String()
	if prefix != "" {
		xml = withPrefix(xml, prefix)
	}
	return xml, cells, counted
}

var tagOrMarkup = regexp.MustCompile(`<!--.*?-->|<!\[CDATA\[.*?\]\]>|</?`)

// withPrefix gives every element of the XML a prefix.
func withPrefix(xml, prefix string) string {
	return tagOrMarkup.ReplaceAllStringFunc(xml, func(s string) string {
		if s == "<" || s == "</" {
			return s + prefix + ":"
		}
		return s
	})
}

var makeSpecimens = flag.Bool("differential.make", false, "write the workbooks that excelize makes in testdata/differential/excelize")

// The workbooks that excelize makes for openpyxl and LibreOffice to read are drawn
// like those of TestReadHeldToExcelize, and kept.
func TestExcelizeSpecimens(t *testing.T) {
	const specimens = 6
	for seed := range specimens {
		path := filepath.Join("testdata", "differential", "excelize", fmt.Sprintf("drawn-%d.xlsx", seed+1))
		if *makeSpecimens {
			if err := os.WriteFile(path, rapid.Custom(drawnBook).Example(seed), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if cells := len(mustRead(t, data).Sheets[0].Rows); cells == 0 && len(mustRead(t, data).Sheets) == 1 {
			t.Errorf("%s has nothing to read", path)
		}
	}
}

func checkDrawnByExcelize(t *testing.T, held *rules) {
	rapid.Check(t, func(rt *rapid.T) {
		data := drawnBook(rt)
		b, err := Read(data, FormLimits)
		if err != nil {
			rt.Fatal(err)
		}
		held.judge(asTB{t, rt}, "drawn", excelizeDifferences(t, data, b))
	})
}

// asTB is a test whose failures rapid can shrink.
type asTB struct {
	testing.TB
	rt *rapid.T
}

func (t asTB) Errorf(format string, args ...any) { t.rt.Errorf(format, args...) }

// What is drawn is its own third opinion: the cells are known before they are read.
func checkDrawnByHand(t *testing.T, held *rules) {
	rapid.Check(t, func(rt *rapid.T) {
		prefix := rapid.SampledFrom([]string{"", "x"}).Draw(rt, "prefix")
		rows, cells, counted := drawnRows(rt, prefix)
		book := bookOf(rows)
		if prefix != "" {
			plain := bookOf("")[sheetPart]
			whole := strings.Replace(withPrefix(plain, prefix), `xmlns="`, `xmlns:`+prefix+`="`, 1)
			book[sheetPart] = strings.Replace(whole, "</"+prefix+":sheetData>", rows+"</"+prefix+":sheetData>", 1)
		}
		data := book.zip(t)
		b, err := Read(data, FormLimits)
		if err != nil {
			rt.Fatal(err)
		}
		drawn := reading{sheets: []sheetReading{{name: "A", cells: cells}}}
		for _, d := range differences(ourReading(b), drawn) {
			rt.Errorf("%s: read as %q, drawn as %q in %s", d.place, d.ours, d.theirs, book[sheetPart])
		}
		name := "drawn by hand"
		if counted {
			name = countedCells
		}
		held.judge(asTB{t, rt}, name, excelizeDifferences(t, data, b))
	})
}
