package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"stintag/process/master"
)

// step is one thing that a person does to the master: testdata/week says how.
type step struct {
	Do      string            `json:"do"`
	Sheet   string            `json:"sheet"`
	By      string            `json:"by,omitempty"` // the heading that names the row
	Key     string            `json:"key,omitempty"`
	Heading string            `json:"heading,omitempty"`
	Value   string            `json:"value"`
	Before  string            `json:"before,omitempty"`
	Formula string            `json:"formula,omitempty"`
	Values  map[string]string `json:"values,omitempty"`
	Names   map[string]string `json:"names,omitempty"`
	Columns []string          `json:"columns,omitempty"`
	Rows    []string          `json:"rows,omitempty"`

	back string // what is to stand in a cell that is emptied; "" where nothing is
}

// writes is a cell of a case.
func writes(id, heading, value string) step {
	return step{Do: "write", Sheet: master.SheetCases, By: "Ärende", Key: id, Heading: heading, Value: value}
}

// entry is a cell that people wrote in: where it is told by what the row says, since
// rows and columns move.
type entry struct{ sheet, by, key, heading string }

// account is what a person did, and what has to be so ever after.
type account struct {
	who, value string
	holds      func() error // where it is no cell's value
}

// week is a region's master in the hands of two people.
type week struct {
	*bureau
	profile  string // of LibreOffice
	accounts map[entry]account
}

// withPrograms skips where the people's programs are missing.
func withPrograms(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("soffice is not installed: nobody edits the master in LibreOffice")
	}
	if out, err := exec.Command("/usr/bin/python3", "-c", "import uno, openpyxl").CombinedOutput(); err != nil {
		t.Skipf("python3-uno or python3-openpyxl is not installed: %s", out)
	}
}

// anna edits in LibreOffice, bo by a script with openpyxl.
func (w *week) anna(steps ...step) {
	w.t.Helper()
	w.people("Anna", steps, "in_libreoffice.py", w.profile)
}

func (w *week) bo(steps ...step) {
	w.t.Helper()
	w.people("Bo", steps, "in_openpyxl.py")
}

func (w *week) people(who string, steps []step, script string, args ...string) {
	w.t.Helper()
	todo, err := json.Marshal(steps)
	if err != nil {
		w.t.Fatal(err)
	}
	args = append([]string{filepath.Join("testdata", "week", script)}, append(args, filepath.Join(w.dir, "master.xlsx"))...)
	cmd := exec.CommandContext(w.t.Context(), "/usr/bin/python3", args...)
	cmd.Stdin = bytes.NewReader(todo)
	if out, err := cmd.CombinedOutput(); err != nil {
		w.t.Fatalf("%s: %v\n%s", script, err, out)
	}
	for _, s := range steps {
		w.enter(who+" "+w.now.Format("Monday"), s)
	}
}

// enter takes a step into the accounts.
func (w *week) enter(who string, s step) {
	at := entry{s.Sheet, s.By, s.Key, s.Heading}
	switch s.Do {
	case "write":
		w.accounts[at] = account{who: who, value: s.Value}
		if s.Value == "" {
			w.accounts[at] = account{who: who, value: s.back}
		}
	case "append":
		for heading, value := range s.Values {
			w.accounts[entry{s.Sheet, s.By, s.Values[s.By], heading}] = account{who: who, value: value}
		}
	case "column_of_theirs":
		for key, value := range s.Values {
			w.accounts[entry{s.Sheet, s.By, key, s.Heading}] = account{who: who, value: value}
		}
		if s.Formula != "" {
			w.accounts[at] = account{who: who, holds: func() error { return w.calculates(s) }}
		}
	case "delete":
		w.deleted(who, s)
	case "colour", "comment":
		w.accounts[entry{s.Sheet, s.By, s.Key, s.Do + " " + s.Heading}] = account{who: who, holds: func() error { return w.decorated(s) }}
	case "hide":
		w.accounts[entry{sheet: s.Sheet, key: s.Do}] = account{who: who, holds: func() error { return w.hidden(s) }}
	case "filter":
		w.accounts[entry{sheet: s.Sheet, key: s.Do}] = account{who: who, holds: func() error { return w.filters(s) }}
	case "sheet_of_theirs":
		w.accounts[entry{sheet: s.Sheet}] = account{who: who, holds: func() error { return w.sheetStands(s) }}
	}
}

// ownColumns are the program's, in the sheets where people write too.
var ownColumns = map[string]string{
	master.SheetCases: "|Ärende|Inkommen|Vårdcentral|Läkare|Ärendetyp|Legitimationsdatum|Möjlig start|Kontaktdatum|Anställd|Anställningsdatum|Status|" +
		"Turordning|Förslag|Skäl för förslaget|Anmärkningar|Uppgifter saknas|Svar senast|",
	master.SheetRoster:     "|Id|",
	master.SheetLeave:      "",
	master.SheetCentres:    "|Antal ST|Listade per ST|Antal dispenser|Tilldelade platser|Vakans|",
	master.SheetRotations:  "|Behov|Ledigt|",
	master.SheetPlacements: "",
	master.SheetBudget:     "|Intecknat|Fritt|Nya ST som ryms|",
}

// inputColumns are the people's in Ärenden: the ledger keeps what they say, also of a
// row that is deleted.
const inputColumns = "|Diarienummer|Leg. kontrollerad|Studierektors yttrande|Beslut|Beslutad av|Beslutsdatum|Beslutsmotivering|Anteckning|"

// deleted strikes out what goes with a row. A register's row is people's, and all of
// it goes; of a case what stood beside the contract's columns does.
func (w *week) deleted(who string, s step) {
	for at := range w.accounts {
		kept := s.Sheet == master.SheetCases && strings.Contains(inputColumns+ownColumns[s.Sheet], "|"+at.heading+"|")
		if at.sheet == s.Sheet && at.by == s.By && at.key == s.Key && !kept {
			delete(w.accounts, at)
		}
	}
	if s.Sheet != master.SheetCases {
		w.accounts[entry{s.Sheet, s.By, s.Key, "row"}] = account{who: who, holds: func() error {
			if row, _ := w.place(entry{s.Sheet, s.By, s.Key, s.By}); row > 0 {
				return fmt.Errorf("stands on row %d again", row)
			}
			return nil
		}}
	}
}

// settle says of every account whether it holds.
func (w *week) settle(when string) {
	w.t.Helper()
	for at, a := range w.accounts {
		switch row, col := w.place(at); {
		case a.holds != nil:
			if err := a.holds(); err != nil {
				w.t.Errorf("%s: %s, %v: %v", when, a.who, at, err)
			}
		case row == 0 || col == 0:
			w.t.Errorf("%s: %s wrote %q in %v, and the place is gone (row %d, column %d)", when, a.who, a.value, at, row, col)
		default:
			if s, _ := w.sheet(at.sheet); master.CanonicalText(s.Cell(row, col)) != a.value {
				w.t.Errorf("%s: %s wrote %q in %v, and now %q stands there", when, a.who, a.value, at, master.CanonicalText(s.Cell(row, col)))
			}
		}
	}
}

// place finds a cell by what its row says.
func (w *week) place(at entry) (row, col int) {
	w.t.Helper()
	if at.by == "" {
		return 0, 0
	}
	s, columns := w.sheet(at.sheet)
	for _, r := range s.Rows[1:] {
		if master.CanonicalText(s.Cell(r.Number, columns[at.by])) == at.key {
			return r.Number, columns[at.heading]
		}
	}
	return 0, columns[at.heading]
}
