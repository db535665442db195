package main

import (
	"database/sql"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/master"
)

// sql asks or changes the ledger by another hand than the program's.
func (b *bureau) sql(query string) (lines []string) {
	b.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(b.dir, "ledger.db"))
	if err != nil {
		b.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		b.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			b.t.Fatal(err)
		}
		lines = append(lines, line)
	}
	if err := rows.Err(); err != nil {
		b.t.Fatal(err)
	}
	return lines
}

// caseOfTwoForms is a case that is corrected, decided, sent again and put right again.
func caseOfTwoForms(t *testing.T) *bureau {
	t.Helper()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	b.run()
	b.write(master.SheetCases, 2, map[string]string{"Möjlig start": "2025-02-01", "Anteckning": "Doris ringde"})
	b.run()
	b.mail("vc.almby@region.example", "Anmälan igen", complete(map[process.Field]any{process.FieldSupervisor: "Hedda Handledare"}))
	b.run()
	b.write(master.SheetCases, 2, map[string]string{"Möjlig start": "", "Anteckning": "Doris ringde igen"})
	b.run()
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.run()
	return b
}

// A case's story tells in their order what came, what people wrote over and took
// back, what a newer form changed, and who decided.
func TestACasesStory(t *testing.T) {
	t.Parallel()
	b := caseOfTwoForms(t)
	var told story
	status, out := b.command("--json", "audit", "show", "IA-2024-0001")
	if err := json.Unmarshal([]byte(out), &told); err != nil || status != exitDone {
		t.Fatal(status, err, out)
	}
	var all []string
	for _, e := range told.Events {
		all = append(all, e.What)
	}
	for _, c := range told.Cells {
		all = append(all, c.Heading+": "+c.Stands+": "+c.Why)
	}
	flat := strings.Join(all, "\n")
	at := 0
	for _, want := range []string{
		"Mejl 1 kom in", "Ärendet öppnat", "Blankett 1 togs in, ur mejl 1", "Bedömt: Klar för beslut, förslag: Beviljas",
		"Brev 1 (bekräftelse) skrevs till vc.almby@region.example", "Huvudfilen skriven med det som hänt (av körning 2)",
		`Läst i huvudfilen: Möjlig start rättat till "2025-02-01"; blanketten säger "2024-11-01"`, `Anteckning: "Doris ringde"`,
		"Mejl 2 kom in", "Blankett 2 togs in, ur mejl 2. Den ändrar: ",
		`Möjlig start: rättelsen "2025-02-01" togs bort, och blanketten säger "2024-11-01"`, `Anteckning: "Doris ringde igen", förut "Doris ringde"`,
		`Beslut: "Beviljas"`, `Beslut 1: Beviljas, av Dag Delegat, daterat 2024-09-14, med motiveringen "Enligt ordningen."`, "(beslut) skrevs till vc.almby@region.example",
		`Möjlig start: 2024-11-01: Blanketten säger "2024-11-01"`, `Beslutad av: Dag Delegat: Skrivet av en person, läst 2024-09-14`,
		"Anteckning: Doris ringde igen: Skrivet av en person, läst 2024-09-13",
	} {
		i := strings.Index(flat[at:], want)
		if i < 0 {
			t.Errorf("after %q the story does not say %q:\n%s", flat[max(0, at-60):at], want, flat)
			continue
		}
		at += i
	}
	if told.Doctor != "Doris Duktig" || told.Status != "Beviljad" || told.Centre != "Almby vårdcentral" {
		t.Errorf("it is told of %s, %s: %s", told.Doctor, told.Centre, told.Status)
	}
	if _, out := b.command("audit", "show", "IA-2024-0001"); strings.Contains(out, "Dagsrapport") || !strings.Contains(out, "IA-2024-0001  Doris Duktig, Almby vårdcentral: Beviljad") {
		t.Errorf("for people:\n%s", out)
	}
}

// Nothing that anybody typed, sent or is called stands in the audit.
func TestTheRecordOfARunNamesNobody(t *testing.T) {
	t.Parallel()
	b := caseOfTwoForms(t)
	rows := b.sql(`SELECT id || '|' || at || '|' || what || '|' || case_id || '|' || detail || '|' || about || '|' || commitment FROM audit`)
	if len(rows) < 50 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, row := range rows {
		for _, name := range []string{"Doris", "Duktig", "Dag ", "Delegat", "Ada", "Alm", "Hans", "Hedda", "@", "ringde", "ordningen", "klinik"} {
			if strings.Contains(strings.ReplaceAll(row, "IA-2024", ""), name) {
				t.Errorf("a row holds %q: %s", name, row)
			}
		}
	}
}

// What another hand changed is told the next night, to operators and administrators,
// and the night goes on.
func TestTheNightTellsOfTampering(t *testing.T) {
	t.Parallel()
	b := caseOfTwoForms(t)
	b.sql(`UPDATE decision SET decided_by = 'Eva Ny'`)
	status, report, _ := b.evening()
	if status != exitPerson || !strings.Contains(report, "loggen är ändrad") {
		t.Errorf("status %d, the Dagsrapport:\n%s", status, report)
	}
	if _, out := b.command("audit", "verify"); !strings.Contains(out, "fault: decision/IA-2024-0001/1 is not what row") {
		t.Error(out)
	}
	b.sql(`UPDATE decision SET decided_by = 'Dag Delegat'`)
	if _, report, _ := b.evening(); strings.Contains(report, "loggen är ändrad") {
		t.Error("put right, it is told again")
	}
}

// What a person accepts is told in one Dagsrapport, and in the case's story; the nights
// after go on as ever.
func TestTheNightTellsOnceOfAnAcceptance(t *testing.T) {
	t.Parallel()
	b := caseOfTwoForms(t)
	b.sql(`UPDATE decision SET decided_by = 'Eva Ny'`)
	b.sql(`INSERT INTO decision SELECT case_id, 2, verdict, 'Eva Ny', decided_on, reason, proposed, reasons, policy, adopted_at, end_from, end_to, private FROM decision`)
	if status, out := b.command("audit", "accept", "--why", "disken byttes"); status != exitDone {
		t.Fatalf("status %d: %s", status, out)
	}
	status, report, _ := b.evening()
	if status != exitDone || !strings.Contains(report, "loggen är godtagen med fel") || strings.Contains(report, "loggen är ändrad") {
		t.Errorf("status %d, the Dagsrapport:\n%s", status, report)
	}
	if status, report, _ := b.evening(); status != exitDone || strings.Contains(report, "loggen är") {
		t.Errorf("status %d, the next Dagsrapport:\n%s", status, report)
	}
	_, out := b.command("audit", "show", "IA-2024-0001")
	if n := strings.Count(out, "Godtogs som det stod"); n != 2 {
		t.Errorf("the story tells %d times of what was accepted:\n%s", n, out)
	}
}

// Where a name is protected (D24) the story says no more than the master.
func TestTheStoryOfAProtectedDoctor(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldProtected: process.Yes}))
	b.run()
	b.write(master.SheetCases, 2, map[string]string{"Läkare": "Doris D"})
	b.run()
	if _, out := b.command("audit", "show", "IA-2024-0001"); strings.Contains(out, "Doris") || !strings.Contains(out, "IA-2024-0001  IA-2024-0001,") {
		t.Error(out)
	}
}
