package workbook

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// refs lists a chart's references, and how many values it keeps of what it last drew.
func refs(t *testing.T, book []byte) (all []string, kept int) {
	t.Helper()
	pk, err := openPackage(book)
	if err != nil {
		t.Fatal(err)
	}
	parts, err := pk.ofType(chartType)
	if err != nil || len(parts) != 2 {
		t.Fatalf("chart parts %v, %v", parts, err)
	}
	for _, name := range parts {
		raw, err := pk.read(name)
		if err != nil {
			t.Fatal(err)
		}
		c := &cursor{src: raw}
		for {
			e, more, err := c.next()
			if err != nil {
				t.Fatal(err)
			}
			if !more {
				break
			}
			switch {
			case e.closes || e.alone:
			case e.is("v"):
				kept++
			case e.is("f"):
				end, err := c.pass(e)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, strings.NewReplacer("$", "", "'", "").Replace(unescape(raw[e.end:end.start])))
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all), kept
}

func longer(rows int) []Series {
	var all []Series
	for col := 1; col <= 6; col++ {
		all = append(all, Series{Sheet: "Översikt", Row: 21, Col: col, Rows: rows})
	}
	return all
}

// charted gives the sample as three programs save it; testdata/charts/README.md tells
// how.
func charted(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{"excelize": write(t, chartedPlan())}
	for _, program := range []string{"openpyxl", "libreoffice"} {
		raw, err := os.ReadFile(filepath.Join("testdata", "charts", program+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		all[program] = raw
	}
	return all
}

func TestSeriesGrowAndShrinkWhoeverSavedThem(t *testing.T) {
	for program, src := range charted(t) {
		t.Run(program, func(t *testing.T) {
			before, _ := refs(t, src)
			for last, rows := range map[string]int{":X25": 5, ":X22": 2, "": 1} {
				out, err := Apply(src, Edit{Series: longer(rows)})
				if err != nil {
					t.Fatal(err)
				}
				var want []string
				for _, ref := range before {
					if from, _, isRange := strings.Cut(ref, ":"); isRange {
						col := strings.TrimSuffix(strings.TrimPrefix(from, "Översikt!"), "21")
						ref = from + strings.ReplaceAll(last, "X", col)
					}
					want = append(want, ref)
				}
				got, _ := refs(t, out)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%d rows (-want +got):\n%s", rows, diff)
				}
				again, err := Apply(out, Edit{Series: longer(rows)})
				if err != nil || !bytes.Equal(again, out) {
					t.Errorf("%d rows again: changed, %v", rows, err)
				}
				open(t, out)
			}
		})
	}
}

func TestSeriesThatReachAlreadyChangeNothing(t *testing.T) {
	for program, src := range charted(t) {
		out, err := Apply(src, Edit{Series: longer(3)})
		if err != nil || !bytes.Equal(out, src) {
			t.Errorf("%s: the file changed, %v", program, err)
		}
	}
}

// What a program keeps of the values it drew goes with them, and only then: a chart
// whose cells did not change keeps its own, as do the names of the series.
func TestOldValuesGoWithTheCells(t *testing.T) {
	src := charted(t)["libreoffice"]
	_, all := refs(t, src)
	for what, tt := range map[string]struct {
		edit Edit
		gone int
	}{
		"a cell of the first series":    {Edit{Series: longer(3), Changes: []Change{{Sheet: "Översikt", Row: 22, Col: 2, Value: Cell{Kind: Number, Number: 5}}}}, 3},
		"a cell of the categories":      {Edit{Series: longer(3), Changes: []Change{{Sheet: "Översikt", Row: 21, Col: 1, Value: Cell{Kind: Number, Number: 5}}}}, 6},
		"a cell below all series":       {Edit{Series: longer(3), Changes: []Change{{Sheet: "Översikt", Row: 30, Col: 2, Value: Cell{Kind: Number, Number: 5}}}}, 0},
		"all series one row longer":     {Edit{Series: longer(4)}, 24},
		"a cell, and no series is said": {Edit{Changes: []Change{{Sheet: "Översikt", Row: 22, Col: 2, Value: Cell{Kind: Number, Number: 5}}}}, 0},
	} {
		out, err := Apply(src, tt.edit)
		if err != nil {
			t.Fatal(err)
		}
		if _, kept := refs(t, out); all-kept != tt.gone {
			t.Errorf("%s: %d of %d values are gone, want %d", what, all-kept, all, tt.gone)
		}
	}
}

// References are found however they are written; those that begin elsewhere, of other
// sheets or over several columns are people's own, and stay byte by byte.
func TestReferences(t *testing.T) {
	r := newReach(Edit{Series: []Series{{Sheet: "Åsa's blad", Row: 6, Col: 30, Rows: 4}, {Sheet: "Ö", Row: 6, Col: 30, Rows: 1}}})
	for ref, want := range map[string]string{
		"'Åsa''s blad'!$AD$6:$AD$30":       "'Åsa''s blad'!$AD$6:$AD$9",
		"&#39;Åsa''s blad&#39;!AD6":        "&#39;Åsa''s blad&#39;!$AD$6:$AD$9",
		"'åsa&apos;&apos;s blad'!$AD6:AD7": "'åsa&apos;&apos;s blad'!$AD$6:$AD$9",
		"Ö!$AD$6:$AD$9":                    "Ö!$AD$6",
		"'Åsa''s blad'!$AD$6:$AD$9":        "",
		"Ö!$AD$6:$AD$6":                    "",
		"'Åsa''s blad'!$AD$5:$AD$30":       "",
		"'Åsa''s blad'!$AD$6:$AE$30":       "",
		"Annat!$AD$6:$AD$30":               "",
		"tblÄrenden[Antal]":                "",
		"'Åsa''s blad'!#REF!":              "",
		"":                                 "",
	} {
		set, changed, _ := r.reference([]byte(ref))
		if changed != (want != "") || changed && string(set) != want {
			t.Errorf("%s: %q, %v; want %q", ref, set, changed, want)
		}
	}
}
