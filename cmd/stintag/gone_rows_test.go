package main

import (
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/master"
)

// A doctor's row that is deleted frees money: what people do in their register stands,
// and is told in Att göra and the Dagsrapport for a week, or until the row is back.
func TestARowTakenOutOfTheRosterIsTold(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.run()
	for _, doctor := range []string{"Doris Duktig", "Elis Envis", "Frida Flink", "Gun Glad"} {
		status := string(process.TraineeActive)
		if doctor == "Gun Glad" {
			status = string(process.TraineeDone)
		}
		b.write(master.SheetRoster, 0, map[string]string{"ST-läkare": doctor, "Vårdcentral": "Almby vårdcentral", "Start": "2023-09-01", "Status": status})
		b.run()
	}
	b.evening()
	deleted := func(row int) (was map[string]string) {
		s, columns := b.sheet(master.SheetRoster)
		was, empty := map[string]string{}, map[string]string{}
		for heading, col := range columns {
			if text := master.CanonicalText(s.Cell(row, col)); text != "" {
				was[heading], empty[heading] = text, ""
			}
		}
		b.write(master.SheetRoster, row, empty)
		return was
	}
	doris := deleted(2)
	deleted(3)
	deleted(5) // who is done cost nothing
	status, report, _ := b.evening()
	if want := "ST-0001 och ST-0002 finns inte längre där, så raderna räknas inte och pengarna räknas som fria."; status != exitDone || !strings.Contains(report, want) || !strings.Contains(b.todo(), want) {
		t.Errorf("%d; the Dagsrapport:\n%s\nAtt göra:\n%s", status, report, b.todo())
	}
	b.write(master.SheetRoster, 2, doris)
	b.evening()
	if got := b.todo(); !strings.Contains(got, "ST-0002 finns inte längre där, så raden räknas inte") || strings.Contains(got, "ST-0001") {
		t.Errorf("with one back, Att göra:\n%s", got)
	}
	b.now = b.now.AddDate(0, 0, 6)
	if b.evening(); strings.Contains(b.todo(), "finns inte längre där") {
		t.Errorf("after a week, Att göra:\n%s", b.todo())
	}
	if s, _ := b.sheet(master.SheetRoster); master.CanonicalText(s.Cell(3, 1)) != "" {
		t.Error("the program put a row back")
	}
}
