package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
	"stintag/samples"
)

// A week in a region: forms come, the program runs in the evenings, and between the
// runs two people work in the master as people do. Whatever they did stands in it
// after every run, or is told of; every letter goes once; and when nothing more comes
// the master is left as it is.
func TestAWeekOfTwoPeople(t *testing.T) {
	withPrograms(t)
	t.Parallel()
	region, err := samples.Named("vastmanland")
	if err != nil {
		t.Fatal(err)
	}
	b := newBureau(t, region.Centres)
	b.fill(master.Registers{Centres: region.Centres, Roster: region.Roster, Budget: region.Budget})
	w := &week{bureau: b, profile: filepath.Join(t.TempDir(), "profile"), accounts: map[entry]account{}}
	for _, day := range []struct {
		date process.Date
		play func()
	}{
		{process.D(2024, 9, 16), func() { w.monday(region) }},
		{process.D(2024, 9, 17), func() { w.tuesday(region) }},
		{process.D(2024, 9, 18), w.wednesday},
		{process.D(2024, 9, 19), w.thursday},
		{process.D(2024, 9, 20), w.friday},
	} {
		w.now = time.Date(day.date.Year, day.date.Month, day.date.Day, 20, 0, 0, 0, time.FixedZone("CEST", 7200))
		if day.play(); t.Failed() {
			t.Fatalf("after %s", w.now.Format("Monday"))
		}
	}
	if n := len(w.accounts); n < 49 {
		t.Errorf("%d edits are accounted for; the others were struck out", n)
	}
	w.everyLetterOnce()
	w.lastRunChangesNothing()
}

// monday: five applications and the region's samples that need nothing of anybody.
func (w *week) monday(region samples.Region) {
	w.applies("Doris Duktig", "Sala", nil)
	w.applies("Elis Envis", "Väsby", nil)
	w.applies("Frida Flink", "Fagersta", nil)
	w.applies("Gun Glad", "Köpings", nil)
	w.applies("Harry Hurtig", "Arboga", nil)
	w.samples(region, 0, 3)
	w.evening(exitDone)
}

// tuesday: input, corrections, registers, rows of their own, half a row, half a
// decision; and a newer form that says something else than a correction.
func (w *week) tuesday(region samples.Region) {
	doris, elis, frida, gun := w.id("Doris Duktig"), w.id("Elis Envis"), w.id("Frida Flink"), w.id("Gun Glad")
	busy, resting := region.Roster[5], region.Roster[6]
	w.anna(
		writes(doris, "Diarienummer", "4711"), writes(doris, "Anteckning", "Ring på måndag"),
		writes(elis, "Legitimationsdatum", "2011-11-11"), writes(frida, "Möjlig start", "2025-03-01"),
		step{Do: "column_of_theirs", Sheet: master.SheetCases, By: "Ärende", Heading: "Ringt?", Before: "Ärendetyp", Values: map[string]string{doris: "ja, två gånger", gun: "nej"}},
		step{Do: "append", Sheet: master.SheetCentres, By: "Vårdcentral", Values: map[string]string{"Vårdcentral": "Nya Hamnens vårdcentral", "Id": "VM-301", "Verksamhetschef": "Nina Hamn",
			"E-post": "nina@hamnen.example", "Listade": "5100", "Prioriterat område": "Nej"}},
		step{Do: "write", Sheet: master.SheetCentres, By: "Vårdcentral", Key: "Väsby vårdcentral", Heading: "E-post", Value: "ny.chef@vasby.example"},
		step{Do: "colour", Sheet: master.SheetCases, By: "Ärende", Key: doris, Heading: "Läkare", Value: "FFEB9C"},
		step{Do: "comment", Sheet: master.SheetCases, By: "Ärende", Key: elis, Heading: "Läkare", Value: "Ringde om legitimationen"},
	)
	w.bo(
		writes(doris, "Leg. kontrollerad", "2024-09-17, Kim"), writes(gun, "Studierektors yttrande", "Tillstyrks"), writes(doris, "Beslut", "Beviljas"),
		step{Do: "write", Sheet: master.SheetRoster, By: "ST-läkare", Key: busy.Name, Heading: "Planerat slut", Value: "2029-03-31"},
		step{Do: "append", Sheet: master.SheetLeave, By: "ST-läkare", Values: map[string]string{"ST-läkare": resting.Name, "Från": "2024-10-01", "Till": "2025-03-31", "Typ": "Föräldraledighet"}},
		step{Do: "append", Sheet: master.SheetLeave, By: "ST-läkare", Values: map[string]string{"ST-läkare": "Ingen Alls", "Från": "2024-10-01"}},
		step{Do: "append", Sheet: master.SheetCases, By: "Läkare", Values: map[string]string{"Läkare": "Hanna Handskriven", "Vårdcentral": "Virsbo vårdcentral", "Ärendetyp": "Ny ST",
			"Legitimationsdatum": "2019-05-01", "Möjlig start": "2024-12-01", "Anställd": "Nej", "Anteckning": "Skickade brev"}},
		step{Do: "append", Sheet: master.SheetCases, By: "Vårdcentral", Values: map[string]string{"Vårdcentral": "Skultuna vårdcentral"}},
		step{Do: "column_of_theirs", Sheet: master.SheetCentres, By: "Vårdcentral", Heading: "Besökt", Values: map[string]string{"Sala vårdcentral": "2024-05-03", "Arboga vårdcentral": "i höst"}},
		step{Do: "comment", Sheet: master.SheetRoster, By: "ST-läkare", Key: busy.Name, Heading: "ST-läkare", Value: "Ny plan kommer"},
		step{Do: "colour", Sheet: master.SheetRoster, By: "ST-läkare", Key: busy.Name, Heading: "Planerat slut", Value: "C6EFCE"},
	)
	w.applies("Frida Flink", "Fagersta", map[process.Field]any{process.FieldPossibleStart: process.D(2025, 2, 1)})
	w.mail("nina@hamnen.example", "Anmälan", w.form("Ines Ivrig", "Nya Hamnens vårdcentral", nil))
	w.mail("ny.chef@vasby.example", "Anmälan", w.form("Kalle Kvick", "Väsby vårdcentral", nil))
	w.samples(region, 3, 5)
	w.evening(exitPerson)
	w.tells(
		frida+": i Möjlig start står ”2025-03-01”, skrivet för hand, men den nyare uppgiften är ”2025-02-01”. Det handskrivna gäller.",
		doris+" | ", "Raden saknar Läkare: fyll i både Läkare och Vårdcentral", "Rätta bladet Uppehåll",
	)
	if said := fmt.Sprint(w.comments(master.SheetCases)); !strings.Contains(said, "Blanketten säger nu: 2025-02-01. Förut: 2024-11-01.") {
		w.t.Errorf("no comment says what the newer form says: %s", said)
	}
	w.decisions(map[string]int{doris: 0})
}

// wednesday: the sheet is turned about, a correction is taken back, the half decision
// and the half row are filled in. In the evening somebody has the master open.
func (w *week) wednesday() {
	doris, elis, gun, kalle, ines := w.id("Doris Duktig"), w.id("Elis Envis"), w.id("Gun Glad"), w.id("Kalle Kvick"), w.id("Ines Ivrig")
	w.anna(
		step{Do: "write", Sheet: master.SheetCases, By: "Vårdcentral", Key: "Skultuna vårdcentral", Heading: "Läkare", Value: "Pia Pratsam"},
		step{Do: "move", Sheet: master.SheetCases, Heading: "Status", Before: "Vårdcentral"},
		step{Do: "column_of_theirs", Sheet: master.SheetCases, By: "Ärende", Heading: "Dagar kvar", Formula: "={Möjlig start}{row}-{Kontaktdatum}{row}", Rows: []string{doris, ines}},
		step{Do: "sort", Sheet: master.SheetCases, Heading: "Läkare"},
		step{Do: "filter", Sheet: master.SheetCases, Heading: "Ärendetyp", Value: "Ny ST"},
		step{Do: "hide", Sheet: master.SheetCases, By: "Ärende", Columns: []string{"Anmärkningar"}, Rows: []string{ines}},
	)
	taken := writes(elis, "Legitimationsdatum", "")
	taken.back = "2020-03-01"
	w.bo(
		taken, writes(gun, "Kontaktdatum", "2024-06-01"), writes(doris, "Beslutad av", "Dag Delegat"), writes(doris, "Beslutsdatum", "2024-09-18"), writes(doris, "Beslutsmotivering", "Enligt ordningen."),
		writes(kalle, "Beslut", "Avskrivs"), writes(kalle, "Beslutad av", "Dag Delegat"), writes(kalle, "Beslutsdatum", "2024-09-18"), writes(kalle, "Beslutsmotivering", "Dubblett."),
		step{Do: "write", Sheet: master.SheetBudget, By: "År", Key: "2025", Heading: "Ram", Value: "78000000"},
		step{Do: "write", Sheet: master.SheetLeave, By: "ST-läkare", Key: "Ingen Alls", Heading: "Från", Value: ""},
		step{Do: "write", Sheet: master.SheetLeave, By: "ST-läkare", Key: "Ingen Alls", Heading: "ST-läkare", Value: ""},
	)
	delete(w.accounts, entry{master.SheetLeave, "ST-läkare", "Ingen Alls", "ST-läkare"})
	delete(w.accounts, entry{master.SheetLeave, "ST-läkare", "Ingen Alls", "Från"})
	w.mail(w.address("Arboga"), "Återkallelse", map[process.Field]any{process.FieldKind: process.Withdrawal, process.FieldCentre: "Arboga vårdcentral",
		process.FieldDoctor: "Harry Hurtig", process.FieldManager: "Eva-Lena Torstensson"})
	w.applies("Lova Lugn", "Kolsva", nil)
	unlock := w.file(".~lock.master.xlsx#", ",Anna,dator,18.09.2024 19:50,;")
	w.waits("är öppen i Excel eller LibreOffice", "Lova Lugn")
	unlock()
	w.now = w.now.Add(time.Hour)
	w.evening(exitDone)
	w.decisions(map[string]int{doris: 1, kalle: 1})
	w.corrected(2) // Frida's and Gun's
}

// thursday: a heading is renamed, rows are deleted, a sheet of their own comes, the
// decision is changed. A copy lies beside the master.
func (w *week) thursday() {
	doris, frida, gun, harry, kalle := w.id("Doris Duktig"), w.id("Frida Flink"), w.id("Gun Glad"), w.id("Harry Hurtig"), w.id("Kalle Kvick")
	row := func(id string) step { return step{Do: "delete", Sheet: master.SheetCases, By: "Ärende", Key: id} }
	w.anna(
		row(gun), row(harry), row(kalle),
		step{Do: "rename", Sheet: master.SheetCases, Heading: "Läkare", Value: "Doktor"},
		step{Do: "sheet_of_theirs", Sheet: "Annas blad", Names: map[string]string{"Mina_ärenden": "$Ärenden.$A$2:$A$200", "Doris_rad": "$Ärenden.$A$2:$Y$2"},
			Values: map[string]string{"A1": "=COUNTA(Mina_ärenden)", "A2": "=SUM($Vårdcentraler.K2:K40)", "A3": `=VLOOKUP("` + doris + `";$Ärenden.A2:Y100;3;0)`}},
	)
	w.struck(kalle, harry)
	w.bo(
		writes(doris, "Beslut", "Kvar på intresselistan"), writes(doris, "Beslutsdatum", "2024-09-19"), writes(doris, "Beslutsmotivering", "Pengarna räcker inte."),
	)
	w.applies("Mona Modig", "Arboga", nil)
	w.waits("rubriken Läkare", "Mona Modig")
	settled := writes(frida, "Möjlig start", "")
	settled.back = "2025-02-01"
	w.bo(step{Do: "rename", Sheet: master.SheetCases, Heading: "Doktor", Value: "Läkare"}, settled)
	w.beside("master (1).xlsx", w.copied(map[string]string{"Anteckning": "Skrivet i kopian"}))
	w.now = w.now.Add(time.Hour)
	w.evening(exitPerson)
	w.tells("Filen master (1).xlsx i samma mapp är en kopia av huvudfilen som någon verkar arbeta i.")
	w.decisions(map[string]int{doris: 2, kalle: 1})
	w.corrected(1) // Gun's, whose row was deleted
	w.gone(harry, kalle)
	if s, _ := w.state(); s.inputs[kalle].Decision.Reason != "Dubblett." {
		w.t.Errorf("the ledger has lost what stood in a row that was deleted: %+v", s.inputs[kalle])
	}
	if w.id("Gun Glad") != gun {
		w.t.Error("Gun's row did not come back")
	}
}

// friday: what Anna wrote goes with the version that is put back in its place, and is
// kept with the one that stood there; Bo's words in the older one count.
func (w *week) friday() {
	frida, elis, gun := w.id("Frida Flink"), w.id("Elis Envis"), w.id("Gun Glad")
	accounts := maps.Clone(w.accounts)
	w.anna(writes(elis, "Anteckning", "Skrivet före återställningen"), writes(gun, "Möjlig start", "2025-05-05"))
	lost := w.bytes()
	w.accounts = accounts
	if status, out := w.command("restore", "latest"); status != exitDone {
		w.t.Fatalf("restore: %d, %s", status, out)
	}
	w.keptAsVersion(lost)
	w.remove(filepath.Join(w.dir, "master (1).xlsx"))
	w.bo(
		writes(frida, "Beslut", "Avslås"), writes(frida, "Beslutad av", "Dag Delegat"), writes(frida, "Beslutsdatum", "2024-09-20"),
		writes(frida, "Beslutsmotivering", "Uppgifterna stämmer inte."), writes(elis, "Anteckning", "Skrivet efter återställningen"),
	)
	w.applies("Nora Nästa", "Norbergs", nil)
	w.evening(exitDone)
	w.corrected(1) // Gun's, whose row was deleted
	w.decisions(map[string]int{w.id("Doris Duktig"): 2, frida: 1})
	for _, doctor := range []string{"Gun Glad", "Mona Modig", "Nora Nästa", "Hanna Handskriven", "Pia Pratsam"} {
		if w.id(doctor) == "" {
			w.t.Errorf("%s has no row", doctor)
		}
	}
}

func (w *week) address(centre string) string { return w.centre(centre).Addresses[0] }

func (w *week) centre(name string) process.HealthCentre {
	w.t.Helper()
	region, err := samples.Named("vastmanland")
	if err != nil {
		w.t.Fatal(err)
	}
	i := slices.IndexFunc(region.Centres, func(hc process.HealthCentre) bool { return hc.Name == name+" vårdcentral" })
	return region.Centres[i]
}

func (w *week) form(doctor, centre string, changes map[process.Field]any) map[process.Field]any {
	v := complete(map[process.Field]any{process.FieldDoctor: doctor, process.FieldCentre: centre, process.FieldManager: nil, process.FieldManagerEmail: nil})
	maps.Copy(v, changes)
	return v
}

func (w *week) applies(doctor, centre string, changes map[process.Field]any) {
	w.mail(w.address(centre), "Anmälan", w.form(doctor, centre+" vårdcentral", changes))
}

// samples puts some of the region's mails in, of those that are taken in at once.
func (w *week) samples(region samples.Region, from, to int) {
	w.t.Helper()
	mails := slices.DeleteFunc(slices.Clone(region.Mails), func(m samples.Mail) bool {
		return m.Evening != 1 || m.Place != string(ledger.Handled) || len(m.Cases) != 1 || m.Cases[0].Became != "accepted"
	})
	for _, m := range mails[from:to] {
		if err := os.WriteFile(filepath.Join(w.dir, "in", m.File), m.Raw, 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
}
