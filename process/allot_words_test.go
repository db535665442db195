package process_test

import (
	"slices"
	"testing"

	"stintag/process"
)

func TestAllotmentSaysWhy(t *testing.T) {
	largest := process.Allotment{PerListed: 2400, Funded: 10, Method: process.LargestRemainder, Fill: true}
	with := func(a process.Allotment, funded int, fill bool) process.Allotment {
		a.Funded, a.Fill = funded, fill
		return a
	}
	for _, tt := range []struct {
		name   string
		rule   process.Allotment
		listed []int
		turn   []int
		why    string // of the first
	}{
		{"filled", vgr, []int{11800, 2399}, []int{0, 0}, "11 800 / 2 400 = 4,91: grund 4. En till, som nummer 2 av 646 som återstod: jämförelsetal 11 800 / 9 = 1 311,11."},
		{"not reached", with(vgr, 5, true), []int{11800, 2399, 1300}, []int{1, 0, 2}, "11 800 / 2 400 = 4,91: grund 4. Det som återstod (1) räckte inte hit: jämförelsetal 11 800 / 9 = 1 311,11, nummer 1 i tur."},
		{"no more to have", vgr, []int{4800}, []int{0}, "4 800 / 2 400 = 2,00: grund 2. Antalet delas jämnt, så fler platser kan det inte bli."},
		{"not filled", with(vgr, 650, false), []int{4801}, []int{0}, "4 801 / 2 400 = 2,00: grund 2. Regelverket fyller inte ut platser som återstår."},
		{"no cap", with(vgr, 0, true), []int{4801}, []int{0}, "4 801 / 2 400 = 2,00: grund 2."},
		{"fraction", largest, []int{11800}, []int{0}, "11 800 / 2 400 = 4,91: grund 4. En till, som nummer 1 av 6 som återstod: rest 2 200 av 2 400."},
		{"shortage", with(vgr, 5, true), []int{11800, 7200}, []int{1, 2}, "11 800 / 2 400 = 4,91: grund 4. Grunderna, 7, är fler än de finansierade, 5: 3 platser hit. Nästa: jämförelsetal 11 800 / 7 = 1 685,71, nummer 1 i tur."},
		{"shortage by remainders", with(largest, 5, true), []int{11800, 7200}, []int{1, 2}, "11 800 / 2 400 = 4,91: grund 4. Grunderna, 7, är fler än de finansierade, 5: 3 platser hit. Nästa: kvot 11 800 × 5 / 19 000 = 3,10, nummer 1 i tur."},
		{"all of it in a shortage", with(vgr, 4, true), []int{2400, 12000}, []int{0, 1}, "2 400 / 2 400 = 1,00: grund 1. Hela grunden ryms i de finansierade platserna."},
		{"nobody listed", vgr, []int{0}, []int{0}, "Antal listade saknas i bladet Vårdcentraler, så inga platser kan fördelas hit."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := allotting(tt.rule, tt.listed...)
			if got := column(w, next); !slices.Equal(got, tt.turn) {
				t.Errorf("in line %v, want %v", got, tt.turn)
			}
			if got := process.Judge(w).Allotments[0].Why; got != tt.why {
				t.Errorf("got  %s\nwant %s", got, tt.why)
			}
		})
	}
}

func TestAllotmentRuleInWords(t *testing.T) {
	for _, tt := range []struct {
		rule process.Allotment
		want string
	}{
		{vgr, "1 plats per 2 400 listade, högst 650 finansierade platser (Sainte-Laguë, uddatalsmetoden). Platser som återstår fylls ut, högst en över grunden."},
		{process.Allotment{PerListed: 2400, Funded: 650, Method: process.LargestRemainder}, "1 plats per 2 400 listade, högst 650 finansierade platser (största rest). Platser som återstår fylls inte ut."},
		{process.Allotment{PerListed: 1500}, "1 plats per 1 500 listade, utan tak."},
		{process.Allotment{}, "Regelverket fördelar inga platser."},
	} {
		if got := tt.rule.Words(); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}
