package main

import (
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/master"
)

// many are so many health centres that a slip shows.
func many(n int) []process.HealthCentre {
	var all []process.HealthCentre
	for i := range n {
		name := string(rune('A' + i))
		all = append(all, process.HealthCentre{ID: name, Name: name + "by vårdcentral", Addresses: []string{"vc." + strings.ToLower(name) + "by@region.example"}, Listed: 5000})
	}
	return all
}

// A master that reads well and is wrong as a whole is not believed: nothing is taken
// from it, people are told why, and it holds once somebody says that it is meant.
func TestAMasterThatIsWrongAsAWholeWaits(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		slip func(b *bureau)
		says string
	}{
		"most of a register is gone": {func(b *bureau) {
			for row := 2; row <= 8; row++ {
				b.write(master.SheetCentres, row, map[string]string{"Vårdcentral": "", "Id": "", "E-post": "", "Listade": "", "Prioriterat område": ""})
			}
		}, "Bladet Vårdcentraler hade 8 rader; nu går 1 att använda."},
		"the addresses stand on each other's rows": {func(b *bureau) {
			for row := 2; row <= 5; row++ {
				b.write(master.SheetCentres, row, map[string]string{"E-post": many(8)[row-1].Addresses[0]})
			}
		}, "4 vårdcentraler har fått en e-postadress som var en annan vårdcentrals."},
		"the names were sorted without the rest": {func(b *bureau) {
			for row := 2; row <= 6; row++ {
				b.write(master.SheetCentres, row, map[string]string{"Vårdcentral": many(8)[(row-1)%5].Name})
			}
		}, "I kolumnen Vårdcentral i bladet Vårdcentraler har 5 rader fått det som förut stod på andra rader."},
		"another installation's": {func(b *bureau) {
			other := newBureau(b.t, many(2))
			other.mail("vc.aby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldCentre: "Aby vårdcentral"}))
			other.run()
			b.put(other.bytes())
		}, "Huvudfilen är skriven av en annan installation av stintag"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBureau(t, many(8))
			b.mail("vc.aby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldCentre: "Aby vårdcentral"}))
			b.run()
			before, _ := b.state()
			tt.slip(b)
			status, out := b.command("run")
			if _, says := b.command("status"); status != 3 || !strings.Contains(says, tt.says) {
				t.Errorf("status %d\n%s\n%s", status, out, says)
			}
			if after, j := b.state(); len(after.world.Centres) != len(before.world.Centres) || j.Standings[0].Place != 1 {
				t.Errorf("it was taken in: %d health centres, place %d", len(after.world.Centres), j.Standings[0].Place)
			}
			if status, out = b.command("run", "--accept-master"); strings.Contains(out, tt.says) {
				t.Errorf("status %d: accepted, and waits\n%s", status, out)
			}
			if _, says := b.command("status"); strings.Contains(says, tt.says) {
				t.Errorf("accepted, and waits\n%s", says)
			}
		})
	}
}

// What nobody was asked for is for the administrator to settle: it stands in Att göra.
func TestWhatNobodyWasAskedForStandsInTodo(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.write(master.SheetCases, 2, map[string]string{"Läkare": "Anna Ek", "Vårdcentral": "Almby vårdcentral"})
	b.run()
	if todo := b.todo(); !strings.Contains(todo, "Komplettera ärendet") || !strings.Contains(todo, "Ingen är tillfrågad.") || !strings.Contains(todo, "Möjlig start") {
		t.Errorf("a row written by hand:\n%s", todo)
	}
	asked := newBureau(t, twoCentres)
	asked.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldPossibleStart: ""}))
	asked.run()
	if kinds, _ := asked.letters(almby); !strings.Contains(strings.Join(kinds, " "), "returned") {
		t.Fatalf("the manager was not asked: %v", kinds)
	}
	if todo := asked.todo(); strings.Contains(todo, "Ingen är tillfrågad.") {
		t.Errorf("the manager was asked:\n%s", todo)
	}
}

// A licence that was awaited has come when somebody writes its date.
func TestALicenceThatHasComeTakesThePlaceOfTheAwaitedOne(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(almby, "Anmälan", complete(map[process.Field]any{
		process.FieldLicenceDate: "", process.FieldExpectedLicence: "2024-12-20", process.FieldPossibleStart: "2025-02-01",
	}))
	b.run()
	if _, j := b.state(); j.Standings[0].Status != process.StatusAwaitsLicence {
		t.Fatalf("before: %s", j.Standings[0].Status)
	}
	b.write(master.SheetCases, 2, map[string]string{"Legitimationsdatum": "2024-09-01"})
	b.run()
	if _, j := b.state(); j.Standings[0].Place != 1 {
		t.Errorf("%s, place %d: %v", j.Standings[0].Status, j.Standings[0].Place, j.Standings[0].Findings)
	}
}
