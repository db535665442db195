package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/master"
	"stintag/process/workbook"
)

// While the master is open people read how it stands in a copy beside it, which says on
// each sheet what it is, is read as nothing, and goes when the master is written.
func TestAnOpenMasterHasACopyForReading(t *testing.T) {
	t.Parallel()
	b := newArrival(t)
	b.evening()
	b.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldDoctor: "Ny Nilsson"}))
	path := filepath.Join(b.dir, "master.xlsx")
	reading := filepath.Join(b.dir, "master – ENDAST LÄSNING.xlsx")
	remove := b.file("~$master.xlsx", "\x04Anna")
	if status, out := b.command("import", filepath.Join(b.dir, "in")); status != exitDone {
		t.Fatal(status, out)
	}
	b.command("run")
	if _, err := os.Stat(reading); err == nil {
		t.Error("a copy at once, by day")
	}
	b.now = b.now.Add(3 * time.Hour)
	b.command("run")
	if _, err := os.Stat(reading); err != nil {
		t.Error("no copy after three hours")
	}
	_, report, _ := b.evening()
	if !strings.Contains(report, "Läs så länge i filen master – ENDAST LÄSNING.xlsx.") {
		t.Errorf("the Dagsrapport says nothing of it: %s", report)
	}
	raw, err := os.ReadFile(reading)
	if err != nil {
		t.Fatal(err)
	}
	book, err := workbook.Read(raw, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range book.Sheets {
		var first []string
		for _, c := range s.Rows[0].Cells {
			first = append(first, c.Text)
		}
		if !strings.Contains(strings.Join(first, "|"), "ENDAST LÄSNING – ändra i master.xlsx") {
			t.Errorf("%s does not say what it is: %q", s.Name, first)
		}
	}
	cases, _ := b.state()
	if s, _ := book.Sheet(master.SheetCases); len(s.Rows) != len(cases.cases)+1 {
		t.Errorf("%d rows for %d cases", len(s.Rows)-1, len(cases.cases))
	}
	if info, err := os.Stat(reading); err != nil || info.Mode().Perm()&0o222 != 0 {
		t.Errorf("it can be written: %v, %v", info.Mode(), err)
	}

	whole := b.bytes()
	b.put(raw)
	if status, out := b.command("run"); status != exitPerson || len(b.corrections()) > 0 {
		t.Errorf("in the master's place: %d, %s; corrections %v", status, out, b.corrections())
	}
	if _, says := b.command("status"); !strings.Contains(says, "kopian för läsning") {
		t.Errorf("in the master's place: %s", says)
	}
	b.put(whole)
	b.beside("master (2).xlsx", raw)
	remove()
	b.evening()
	if _, err := os.Stat(reading); err == nil {
		t.Error("the copy is left")
	}
	if strings.Contains(b.todo(), "master (2).xlsx") || len(b.column("Läkare")) != len(cases.cases) {
		t.Errorf("Att göra:\n%s", b.todo())
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
