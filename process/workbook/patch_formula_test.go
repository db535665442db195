package workbook

import "testing"

func TestFillsDown(t *testing.T) {
	for formula, want := range map[string]bool{
		"tblArenden[[#This Row],[Läkare]]":                         true,
		`tblArenden[[#This Row],[Läkare]]&" (A1)"`:                 true,
		"SUM(tblArenden[Listade])/SUM(A:A)":                        true,
		"LOG10(100)+1.5E3+Regler!$B$4":                             true,
		"VLOOKUP(tblArenden[[#This Row],[Id]],Blad2!$A$1:C$9,2,0)": true,
		"'Blad A1'!$A$1":                                           true,
		"$1:$3":                                                    true,
		"tbl[[#This Row],['[A1'] och '']]":                         true,
		"TODAY()-Dag_1":                                            true,
		"A2":                                                       false,
		"$A2+1":                                                    false,
		"SUM(A$1:A2)":                                              false,
		"'Blad ''x'''!B7":                                          false,
		"[1]Blad1!A1":                                              false,
		"2:2":                                                      false,
		"a2*2":                                                     false,
		"A2#":                                                      false,
		`"utan slut`:                                               false,
		"tbl[öppen":                                                false,
	} {
		if got := fillsDown(formula); got != want {
			t.Errorf("%s fills down: %v, want %v", formula, got, want)
		}
	}
}
