//go:build unix && !race

package form

import (
	"fmt"
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// costlyBook is a workbook made to be dear; forms is how many forms it is read as.
type costlyBook struct {
	name   string
	sheets func() []workbook.Sheet
	forms  int
}

func costly() []costlyBook {
	one := func(name string, forms, rows, cols int, text func(r, c int) string) costlyBook {
		return costlyBook{name, func() []workbook.Sheet { return []workbook.Sheet{filledSheet(rows, cols, text)} }, forms}
	}
	lines := func(name string, forms int, more func() [][2]string) costlyBook {
		return costlyBook{name, func() []workbook.Sheet {
			rows := append([][2]string{{"Ärendetyp", "Ny ST"}, {"Läkarens namn", "Anna Ek"}, {"Vårdcentral", "Sala"}, {"Legitimationsdatum", "2016-05-04"}, {"Möjlig start", "2025-01-01"}}, more()...)
			return []workbook.Sheet{filledSheet(len(rows), 2, func(r, c int) string { return rows[r-1][c-1] })}
		}, forms}
	}
	times := func(n int, label, value string) func() [][2]string {
		return func() [][2]string {
			var rows [][2]string
			for range n {
				rows = append(rows, [2]string{label, value})
			}
			return rows
		}
	}
	// tableAnd is a table of applicants with what stands below it.
	tableAnd := func(last int, below func(r, c int) string) func(r, c int) string {
		return func(r, c int) string {
			switch {
			case r == 1:
				return []string{"Läkare", "Vårdcentral", "Leg.datum"}[c-1]
			case r <= last:
				return []string{fmt.Sprint("Anna Ek ", r), "Sala", "2016-05-04"}[c-1]
			case r <= last+5 || c == 3:
				return ""
			}
			return below(r, c)
		}
	}
	tableOf := func(name string, forms, rows int, label, value string) costlyBook {
		return one(name, forms, rows, 4, func(r, c int) string {
			if r == 1 {
				return []string{"Läkare", "Vårdcentral", "Leg.datum", label}[c-1]
			}
			return []string{fmt.Sprint("Anna Ek ", r), "Sala", "2016-05-04", value}[c-1]
		})
	}
	var fields []string
	for f := range catalogue {
		fields = append(fields, f.Label())
	}
	slices.Sort(fields)
	return []costlyBook{
		one("5,000 rows of 60 columns, all personal numbers", 0, 5000, 60, func(r, c int) string { return fmt.Sprintf("%03d 19 81 12 18 98 76", (r*60+c)%1000) }),
		one("a text of 32,000 characters of numbers in each of 400 rows", 0, 400, 1, func(r, c int) string { return fmt.Sprint(r) + strings.Repeat(", 811218-9876", 2500) }),
		one("healthy: a table of 5,000 doctors, 10 columns", 4999, 5000, 10, func(r, c int) string {
			if r == 1 {
				return []string{"Läkare", "Vårdcentral", "Leg.datum", "Möjlig start", "Redan anställd", "Kommentar", "Handledare", "AT svensk", "Ärendetyp", "Tjänstgöringsgrad"}[c-1]
			}
			return []string{fmt.Sprintf("Anna Ek %d", r), "Sala vårdcentral", "2016-05-04", "2025-01-13", "Nej", fmt.Sprintf("Kan börja %d", r), "Hans Vis", "Ja", "Ny ST", "100 %"}[c-1]
		}),
		one("healthy: 5,000 rows of 60 columns, all texts different", 0, 5000, 60, func(r, c int) string { return fmt.Sprintf("Läkare nr %d, Åkerby", r*60+c) }),

		one("10,000 rows of 35 columns of one name", 0, 10_000, 35, func(r, c int) string { return fmt.Sprintf("Anna Ek %d", r) }),
		one("4,900 labels Namn in a column", 0, 4900, 2, func(r, c int) string { return []string{"Namn", "Anna Ek"}[c-1] }),
		one("4,900 labels Datum in a column", 0, 4900, 2, func(r, c int) string { return []string{"Datum", "2024-01-01"}[c-1] }),
		one("labels Namn under headings, 200 rows of 250", 0, 200, 250, func(r, c int) string {
			if c > 240 {
				return "Namn"
			}
			return "Anställning"
		}),
		one("a label Namn after 250 headings, 1,300 rows", 0, 1300, 253, func(r, c int) string {
			if c > 250 {
				return "Namn"
			}
			return "Anställning"
		}),
		one("1,300 rows of a doctor a column", 0, 1300, 250, func(r, c int) string {
			switch {
			case c == 1 && r <= 1298:
				return "Läkare"
			case c == 1:
				return "Möjlig start"
			case r <= 1298:
				return "Anna Ek"
			}
			return "2025-01-01"
		}),
		one("255 doctors beside each other, 1,000 labels", 0, 1000, 256, func(r, c int) string {
			switch {
			case c == 1:
				return fields[r%len(fields)]
			case r == 1 || fields[r%len(fields)] == process.FieldDoctor.Label():
				return "Anna Ek"
			}
			return "2025-01-01"
		}),
		{"5,000 tall merges beside two rows", func() []workbook.Sheet {
			s := filledSheet(10_000, 2, func(r, c int) string {
				if r > 1 && r < 10_000 {
					return ""
				}
				return []string{"Läkare", "Anna Ek"}[c-1]
			})
			for i := range 5000 {
				s.Merges = append(s.Merges, workbook.Range{Row1: 2, Col1: 1000 + i, Row2: 9999, Col2: 1000 + i})
			}
			return []workbook.Sheet{s}
		}, 0},
		{"5,000 merges beside 1,300 rows of 256", func() []workbook.Sheet {
			s := filledSheet(1300, 256, func(r, c int) string { return "Namn på den sökande" })
			for i := range 5000 {
				s.Merges = append(s.Merges, workbook.Range{Row1: 1 + i%65*20, Col1: 300 + 2*i, Row2: 20 + i%65*20, Col2: 301 + 2*i})
			}
			return []workbook.Sheet{s}
		}, 0},
		lines("a credit of 1 år, 6,400 times", 1, times(1, "Tillgodoräknad tid (mån)", strings.Repeat("1 år ", 6400))),
		lines("a credit of commas", 1, times(1, "Tillgodoräknad tid (mån)", "12 "+strings.Repeat("a,", 16_000))),
		lines("a credit of 490 commas", 1, times(1, "Tillgodoräknad tid (mån)", "12 "+strings.Repeat("a,", 240))),
		lines("500 texts of 32,000 characters", 1, times(500, "Kommentar", strings.Repeat("1 ", 16_000))),
		lines("4,900 labels with a slip", 1, func() [][2]string {
			var rows [][2]string
			for i := range 4900 {
				rows = append(rows, [2]string{"Legitimatonsdatum", fmt.Sprint(2000+i%20, "-05-04")})
			}
			return rows
		}),
		lines("4,900 labels with a slip and no value", 1, func() [][2]string {
			var rows [][2]string
			for range 4900 {
				rows = append(rows, [2]string{"Legitimatonsdatum", ""}, [2]string{"", ""})
			}
			return rows
		}),
		lines("the same date 4,900 times", 1, times(4900, "Legitimationsdatum", "2016-05-04")),
		tableOf("a comment of 98 kB in each of 150 rows", 149, 150, "Kommentar", strings.Repeat("1 ", 49_000)),
		one("a comment of 800 characters of its own in each of 4,900 rows", 4899, 4900, 4, func(r, c int) string {
			if r == 1 {
				return []string{"Läkare", "Vårdcentral", "Leg.datum", "Kommentar"}[c-1]
			}
			return []string{fmt.Sprint("Anna Ek ", r), "Sala", "2016-05-04", fmt.Sprint(r%10, " ", r/10%10, " ", r/100%10, " ", r/1000) + strings.Repeat(" 1", 396)}[c-1]
		}),
		tableOf("a comment of 800 characters in each of 4,900 rows", 4899, 4900, "Kommentar", strings.Repeat("1 ", 400)),
		tableOf("a comment of 3,000 characters in each of 4,900 rows", 0, 4900, "Kommentar", strings.Repeat("1 ", 1500)),
		tableOf("a doctor's name of 800 characters in each of 4,900 rows", 4899, 4900, "Läkarens namn", strings.Repeat("Ek ", 266)),
		tableOf("a credit of 490 commas in each of 4,900 rows", 4899, 4900, "Tillgodoräknad tid (mån)", "12 "+strings.Repeat("a,", 240)),
		tableOf("a date of 120 characters in each of 4,900 rows", 4899, 4900, "Möjlig start", strings.Repeat("1/1 ", 30)),
		one("a table with 4,900 lines that nobody knows below it", 3999, 9000, 3, tableAnd(4000, func(r, c int) string {
			if r < 4100 {
				return []string{"Handledare", "Eva Ny"}[c-1]
			}
			return []string{fmt.Sprint("Konstig fråga ", r), "svar här"}[c-1]
		})),
		one("a table with 4,900 labels below it", 3999, 8905, 3, tableAnd(4000, func(r, c int) string { return []string{"Handledare", fmt.Sprintf("Eva Ny %d", r)}[c-1] })),
		one("a table with lines below it that have labels of the same words", 2, 5000, 3, tableAnd(4900, func(r, c int) string { return []string{fields[r%len(fields)], "2024-01-01"}[c-1] })),
		one("a table of 250 columns of labels", 0, 1390, 250, func(r, c int) string {
			switch {
			case r == 1 && c == 1:
				return "Läkare"
			case r == 1:
				return fields[c%len(fields)]
			}
			return "Anna Ek"
		}),
		one("a table of 250 columns of labels, 5,000 rows", 0, 5000, 250, func(r, c int) string {
			switch {
			case r == 1 && c == 1:
				return "Läkare"
			case r == 1:
				return fields[c%len(fields)]
			case c <= 2:
				return "Anna Ek"
			}
			return ""
		}),
		one("a band of 250 columns of labels, 1,300 rows", 0, 1300, 250, func(r, c int) string {
			if r == 1 {
				return process.FieldSupervisor.Label()
			}
			return "Eva Ny"
		}),
		one("10,000 rows of 30 labels with their values in the same cell", 1, 10_000, 30, func(r, c int) string {
			return []string{"E-post: anna.ek@region.example", "Namn: Anna Ek", "Datum: 2024-01-01", "Legitimationsdatum: 2016-05-04", "Vårdcentral: Sala", "Läkare: Bo Al"}[(r+c)%6]
		}),
		one("dates of 100 characters that nobody can read, in 4,900 rows of 10", 4899, 4900, 12, func(r, c int) string {
			if r == 1 {
				return append([]string{"Läkare", "Vårdcentral"}, "Leg.datum", "Möjlig start", "Planerat slut", "Anställningsdatum", "Väntad legitimation", "SPUR", "Tillgodoräknad tid från", "Kommentar", "Handledare", "AT svensk")[c-1]
			}
			if c <= 2 {
				return fmt.Sprint("Anna Ek ", r)
			}
			return "1/13 " + strings.Repeat("x ", 10) + fmt.Sprint(r*c)
		}),
		{"a table and 90 sheets of labels", func() []workbook.Sheet {
			all := []workbook.Sheet{filledSheet(5000, 3, tableAnd(5000, nil))}
			for range 90 {
				all = append(all, filledSheet(40, 2, func(r, c int) string {
					if c == 2 {
						return "2024-01-01"
					}
					return []string{"Handledare", "Möjlig start", "Planerat slut", "Kommentar", "Föreskrift", "Utbildningsland", "IUP finns"}[r%7]
				}))
			}
			return all
		}, 4999},
		one("a table of 5,000 rows of one name at as many health centres", 4999, 5000, 3, func(r, c int) string {
			if r == 1 {
				return []string{"Läkare", "Vårdcentral", "Leg.datum"}[c-1]
			}
			return []string{"Anna Ek", fmt.Sprint("Sala ", r), "2016-05-04"}[c-1]
		}),
		{"100 sheets of 16 doctors", func() []workbook.Sheet {
			var all []workbook.Sheet
			for n := range 100 {
				all = append(all, filledSheet(48, 2, func(r, c int) string {
					if c == 2 {
						return []string{"Anna Ek " + fmt.Sprint(n, r), "2016-05-04", "Sala"}[r%3]
					}
					return []string{"Läkare", "Legitimationsdatum", "Vårdcentral"}[r%3]
				}))
			}
			return all
		}, 1600},
		{"100 sheets of 100 rows of 30, all texts different", func() []workbook.Sheet {
			var all []workbook.Sheet
			for n := range 100 {
				all = append(all, filledSheet(100, 30, func(r, c int) string { return fmt.Sprintf("Läkare nr %d, Åkerby", n*3000+r*30+c) }))
			}
			return all
		}, 0},
	}
}
