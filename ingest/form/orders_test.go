package form

import (
	"fmt"
	"slices"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stintag/process"
	"stintag/process/workbook"
)

// answer is one field as a form asks for it and as it is filled in. Some values
// are labels too, in other places.
type answer struct {
	field  process.Field
	labels []string
	values []string
}

var asked = []answer{
	{process.FieldDoctor, []string{"Läkarens namn", "Läkare", "Namn på läkaren"}, []string{"Anna Ek", "Ek, Anna", "Bo"}},
	{process.FieldLicenceDate, []string{"Legitimationsdatum *", "Leg.datum (ÅÅÅÅ-MM-DD)"}, []string{"#2016-05-04", "10 sept 2019", "10/9"}},
	{process.FieldCentre, []string{"Vårdcentral", "Hälsocentral:", "Enhet"}, []string{"Sala vårdcentral", "Sala"}},
	{process.FieldKind, []string{"Ärendetyp", "Avser"}, []string{"Ny ST", "Byte av vårdcentral", "Pre-ST"}},
	{process.FieldPossibleStart, []string{"Möjlig start ST", "Startdatum"}, []string{"#2025-01-13", "HT 2025", "snarast"}},
	{process.FieldSwedishAT, []string{"Svensk AT", "AT gjord"}, []string{"Ja", "nej"}},
	{process.FieldEmployed, []string{"Redan anställd som ST?", "Nuvarande anställning"}, []string{"Nej", "Ja, 2024-09-02"}},
	{process.FieldEmploymentForm, []string{"Anställningsform"}, []string{"Leg läkare", "Vikariat", "ST-läkare"}},
	{process.FieldRegulation, []string{"Föreskrift"}, []string{"ST2015", "SOSFS 2015:8"}},
	{process.FieldBT, []string{"BT"}, []string{"Integrerad", "Ej aktuellt"}},
	{process.FieldDegree, []string{"Tjänstgöringsgrad"}, []string{"80 %", "0.8"}},
	{process.FieldSupervisor, []string{"Huvudhandledare"}, []string{"Hans Vis"}},
	{process.FieldManager, []string{"Enhetschef"}, []string{"Eva Chef"}},
	{process.FieldManagerPhone, []string{"Telefon chef"}, []string{"021-12345"}},
}

// filling is a form's fields in an order of their own, each with one label and
// one value: what stands first and alone in the first four is in every form.
type filling struct {
	field        process.Field
	label, value string
}

func anyFilling(t *rapid.T) []filling {
	var fs []filling
	for i, a := range asked {
		if i >= 4 && !rapid.Bool().Draw(t, "asked") {
			continue
		}
		f := filling{a.field, rapid.SampledFrom(a.labels).Draw(t, "label"), rapid.SampledFrom(a.values).Draw(t, "value")}
		if i >= 4 && rapid.IntRange(0, 4).Draw(t, "left empty") == 4 {
			f.value = ""
		}
		fs = append(fs, f)
	}
	return rapid.Permutation(fs).Draw(t, "order")
}

// sheetOf is a book of one sheet with the texts where they are put.
func sheetOf(cells map[pos]string) *workbook.Book {
	var ps []pos
	for p, text := range cells {
		if text != "" {
			ps = append(ps, p)
		}
	}
	sort.Slice(ps, func(i, j int) bool {
		return ps[i].row < ps[j].row || ps[i].row == ps[j].row && ps[i].col < ps[j].col
	})
	s := workbook.Sheet{Name: "Blad1"}
	for _, p := range ps {
		c, _ := drawn(cells[p], p.row, p.col)
		if n := len(s.Rows); n == 0 || s.Rows[n-1].Number != p.row {
			s.Rows = append(s.Rows, workbook.Row{Number: p.row})
		}
		row := &s.Rows[len(s.Rows)-1]
		row.Cells = append(row.Cells, c)
	}
	return &workbook.Book{Sheets: []workbook.Sheet{s}}
}

// drawing is the sheet, for a test that fails.
func drawing(b *workbook.Book) string {
	out := ""
	for _, row := range b.Sheets[0].Rows {
		for _, c := range row.Cells {
			out += fmt.Sprintf("%s=%s  ", c.Address(), c.String())
		}
		out += "\n"
	}
	return out
}

func wanted(fs []filling) map[process.Field]string {
	m := map[process.Field]string{}
	for _, f := range fs {
		if f.value == "" || f.field == "" {
			continue
		}
		c, _ := drawn(f.value, 1, 1)
		v := Value{Kind: c.Kind, Text: c.Text, Number: c.Number}
		if m[f.field] = v.Text; v.Kind != workbook.Text {
			m[f.field] = interpretable(v)
		}
	}
	return m
}

// Bands of labels that repeat no field are one form, in whatever order the fields
// are asked for, in one to three columns of pairs, with the label left of its
// value or above it.
func TestOneFormInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fs := anyFilling(t)
		columns := rapid.IntRange(1, 3).Draw(t, "columns")
		above := rapid.Bool().Draw(t, "above")
		blank := rapid.IntRange(0, 2).Draw(t, "blank rows")
		apart := rapid.IntRange(0, 2).Draw(t, "blank columns")
		row, col := rapid.IntRange(1, 6).Draw(t, "row"), rapid.IntRange(1, 4).Draw(t, "col")
		cells := map[pos]string{}
		if !slices.ContainsFunc(fs, func(f filling) bool { return f.value == "" }) && rapid.Bool().Draw(t, "a label nobody knows") {
			fs = slices.Insert(fs, rapid.IntRange(0, len(fs)).Draw(t, "where"), filling{"", "Favoritfärg", "blå"})
		}
		for i, f := range fs {
			at := pos{row + i/columns*(1+blank), col + i%columns*(2+apart)}
			value := pos{at.row, at.col + 1}
			if above {
				at = pos{row + i/columns*(2+blank), col + i%columns*(1+apart)}
				value = pos{at.row + 1, at.col}
			}
			cells[at], cells[value] = f.label, f.value
		}
		b := sheetOf(cells)
		r := Read(b)
		if len(r.Forms) != 1 {
			t.Fatalf("%d forms %+v of\n%s", len(r.Forms), r, drawing(b))
		}
		if d := cmp.Diff(wanted(fs), values(r.Forms[0])); d != "" {
			t.Fatalf("fields (-want +got):\n%sof\n%s", d, drawing(b))
		}
		if u := r.Forms[0].Unknown; len(u) > 1 || len(u) == 1 && (u[0].Label != "Favoritfärg" || u[0].Value.Text != "blå") {
			t.Fatalf("unknown %+v of\n%s", u, drawing(b))
		}
	})
}

var applicants = []string{"Anna Ek", "Bo Al", "Cia Lind", "Dag Ö", "Eli Ros"}

// A table gives a form for each row, with an empty column or without, with a blank
// row below its headings or none, below the unit's own band or not.
func TestTableOfAnyApplicants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fs := anyFilling(t)
		n := rapid.IntRange(1, len(applicants)).Draw(t, "applicants")
		first := 2 + rapid.IntRange(0, 2).Draw(t, "blank rows")
		skip := rapid.IntRange(0, len(fs)).Draw(t, "empty column")
		emptied := rapid.IntRange(0, len(fs)).Draw(t, "column not filled in")
		cells := map[pos]string{}
		want := make([]map[process.Field]string, n)
		for k := range n {
			var row []filling
			for i, f := range fs {
				col := i + 1
				if i >= skip {
					col++
				}
				cells[pos{1, col}] = f.label
				if f.field == process.FieldDoctor {
					f.value = applicants[k]
				} else if i == emptied {
					continue
				}
				cells[pos{first + k, col}] = f.value
				row = append(row, f)
			}
			want[k] = wanted(row)
		}
		b := sheetOf(cells)
		var got []map[process.Field]string
		for _, f := range Read(b).Forms {
			got = append(got, values(f))
			if f.Row == 0 {
				t.Fatalf("no table:\n%s", drawing(b))
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("forms (-want +got):\n%sof\n%s", d, drawing(b))
		}
	})
}
