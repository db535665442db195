package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/master"
)

// decidedRows is a bureau with five cases, of which the first three are decided on
// three days and have a letter each.
func decidedRows(t *testing.T) *bureau {
	b := newBureau(t, twoCentres)
	for i, doctor := range []string{"Anna Alm", "Bo Bok", "Cia Ceder", "Dan Druva", "Eva Ek"} {
		b.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldDoctor: doctor, process.FieldLicenceDate: process.D(2015+i, 3, 1)}))
	}
	b.run()
	for i, v := range []process.Verdict{process.VerdictWait, process.VerdictGrant, process.VerdictDecline} {
		b.write(master.SheetCases, 2+i, decisionOf(v, i+1))
	}
	b.run()
	return b
}

func decisionOf(v process.Verdict, day int) map[string]string {
	return map[string]string{"Beslut": string(v), "Beslutad av": "Dag Delegat", "Beslutsdatum": fmt.Sprintf("2024-09-%02d", day), "Beslutsmotivering": fmt.Sprintf("Skäl %d.", day)}
}

var noDecision = map[string]string{"Beslut": "", "Beslutad av": "", "Beslutsdatum": "", "Beslutsmotivering": ""}

// A column of people's that is sorted without the others puts decisions beside other
// doctors: they are not taken in until somebody says that it is meant.
func TestDecisionsThatMovedBetweenRowsAreNotTakenIn(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		slip map[int]map[string]string // by row
		says string
	}{
		"the verdicts alone": {map[int]map[string]string{2: {"Beslut": "Avslås"}, 3: {"Beslut": "Beviljas"}, 4: {"Beslut": "Kvar på intresselistan"}}, "Beslut ser ut"},
		"two verdicts":       {map[int]map[string]string{2: {"Beslut": "Beviljas"}, 3: {"Beslut": "Kvar på intresselistan"}}, "Beslut ser ut"},
		"whole decisions": {map[int]map[string]string{2: noDecision, 3: noDecision,
			5: decisionOf(process.VerdictWait, 1), 6: decisionOf(process.VerdictGrant, 2)}, "Beslut, Beslutad av, Beslutsdatum och Beslutsmotivering ser ut"},
		"a new one among them": {map[int]map[string]string{2: decisionOf(process.VerdictGrant, 2), 3: decisionOf(process.VerdictWait, 1), 5: decisionOf(process.VerdictGrant, 9)}, "Beslut, Beslutsdatum och Beslutsmotivering ser ut"},
	} {
		t.Run(name, func(t *testing.T) {
			b := decidedRows(t)
			before := takenDecisions(b)
			b.write(master.SheetCases, 6, map[string]string{"Anteckning": "Ringde."})
			for row, cells := range tt.slip {
				b.write(master.SheetCases, row, cells)
			}
			status, report, _ := b.evening()
			if after := takenDecisions(b); !maps.Equal(after, before) {
				t.Errorf("taken in: %v, before %v", after, before)
			}
			if !strings.Contains(b.todo(), tt.says) || !strings.Contains(report, tt.says) || status != exitPerson {
				t.Errorf("status %d; Att göra:\n%s\nDagsrapport:\n%s", status, b.todo(), report)
			}
			if s, _ := b.state(); s.inputs["IA-2024-0005"].Note != "Ringde." {
				t.Error("a note of the same day was not taken in")
			}
			if status, out := b.command("run"); status != exitDone {
				t.Errorf("told anew: %d\n%s", status, out)
			}
			b.command("run", "--accept-master")
			if after := takenDecisions(b); maps.Equal(after, before) || strings.Contains(b.todo(), "ser ut att ha flyttats") {
				t.Errorf("accepted, and not taken in: %v\n%s", after, b.todo())
			}
			b.command("run")
			if strings.Contains(b.todo(), "ser ut att ha flyttats") {
				t.Errorf("accepted, and told again:\n%s", b.todo())
			}
		})
	}
}

// Decisions that were filled down over rows that a filter hides date those anew that
// are made long since: no letter replaces them before somebody says that it is meant.
func TestDecisionsThatWereFilledDownAreNotMadeAnew(t *testing.T) {
	t.Parallel()
	b := decidedRows(t)
	for row := 2; row <= 4; row++ {
		b.write(master.SheetCases, row, decisionOf(process.VerdictGrant, 4))
	}
	b.run()
	before, letters := takenDecisions(b), len(b.outbox())
	for row := 2; row <= 5; row++ {
		b.write(master.SheetCases, row, map[string]string{"Beslut": "Beviljas", "Beslutad av": "Dag Delegat", "Beslutsdatum": "2024-09-09"})
	}
	status, _, _ := b.evening()
	after := takenDecisions(b)
	if new, is := after["IA-2024-0004"]; !is || !strings.Contains(new, "2024-09-09") {
		t.Errorf("the one new decision is not taken in: %v", after)
	}
	delete(after, "IA-2024-0004")
	const says = "IA-2024-0001, IA-2024-0002 och IA-2024-0003 är redan beslutade, och har fått nya beslutsdatum på samma gång"
	if !maps.Equal(after, before) || status != exitPerson || !strings.Contains(b.todo(), says) {
		t.Errorf("status %d; taken in %v, before %v; Att göra:\n%s", status, after, before, b.todo())
	}
	if n := len(b.outbox()); n > letters+2 { // the new decision and the Dagsrapport
		t.Errorf("%d letters more", n-letters)
	}
	b.write(master.SheetCases, 2, map[string]string{"Beslutsdatum": "2024-09-04"})
	b.write(master.SheetCases, 3, map[string]string{"Beslutsdatum": "2024-09-04"})
	b.run() // one is put right on purpose, and is taken in
	if after := takenDecisions(b); !strings.Contains(after["IA-2024-0003"], "2024-09-09") || strings.Contains(b.todo(), "på samma gång") {
		t.Errorf("%v\n%s", after, b.todo())
	}
}

func takenDecisions(b *bureau) map[string]string {
	b.t.Helper()
	s, _ := b.state()
	all := map[string]string{}
	for id, in := range s.inputs {
		d := in.Decision
		if d == (process.Decision{}) {
			continue
		}
		all[id] = strings.Join([]string{string(d.Verdict), d.By, decidedText(d), d.Reason}, "|")
	}
	return all
}

// What two people do in a day is taken in.
func TestOrdinaryWorkInPeoplesColumnsIsTakenIn(t *testing.T) {
	t.Parallel()
	b := decidedRows(t)
	for row, note := range map[int]string{2: "Ringde.", 3: "Mejlade."} {
		b.write(master.SheetCases, row, map[string]string{"Anteckning": note, "Leg. kontrollerad": "Ja"})
	}
	b.run()
	for _, day := range []map[int]map[string]string{
		{2: {"Anteckning": "Mejlade."}, 3: {"Anteckning": "Ringde."}}, // two notes change places
		{2: {"Leg. kontrollerad": ""}, 4: {"Leg. kontrollerad": "Ja"}, 5: {"Leg. kontrollerad": "Ja"}, 6: {"Leg. kontrollerad": "Ja"}},
		{4: noDecision, 5: decisionOf(process.VerdictDecline, 3)},                                                              // a decision that stood on the wrong row
		{2: decisionOf(process.VerdictGrant, 8), 4: decisionOf(process.VerdictWait, 8), 6: decisionOf(process.VerdictWait, 8)}, // the next meeting
		{2: {"Beslutad av": "Dag Delegat, chef"}, 3: {"Beslutad av": "Dag Delegat, chef"}, 5: {"Beslutad av": "Dag Delegat, chef"}},
	} {
		for row, cells := range day {
			b.write(master.SheetCases, row, cells)
		}
		b.run()
		if todo := b.todo(); strings.Contains(todo, "ser ut att ha flyttats") {
			t.Errorf("%v:\n%s", day, todo)
		}
	}
}

// A row that was copied to write another doctor in gives nobody the first one's
// decision when its number is taken out.
func TestACopiedRowBringsNoDecision(t *testing.T) {
	t.Parallel()
	b := decidedRows(t)
	s, columns := b.sheet(master.SheetCases)
	copied := map[string]string{}
	for heading, col := range columns {
		if c := s.Cell(3, col); heading != "" {
			copied[heading] = master.CanonicalText(c)
		}
	}
	copied["Läkare"] = "Ny Nilsson"
	b.write(master.SheetCases, 7, copied)
	b.run()
	if n := len(b.cases()); n != 5 || !strings.Contains(b.todo(), "Ärende IA-2024-0002 står på rad 3 och 7. Rad 3 är ärendets") {
		t.Errorf("%d cases\n%s", n, b.todo())
	}
	b.write(master.SheetCases, 7, map[string]string{"Ärende": ""})
	b.run()
	if n := len(b.cases()); n != 5 || !strings.Contains(b.todo(), "töm Beslut, Beslutad av och Beslutsdatum") {
		t.Errorf("%d cases\n%s", n, b.todo())
	}
	b.write(master.SheetCases, 7, noDecision)
	b.run()
	b.run()
	if got := b.statusOf("IA-2024-0006"); got == process.StatusGranted || b.column("Läkare")["IA-2024-0006"] != "Ny Nilsson" || b.column("Status")["IA-2024-0006"] != string(got) {
		t.Errorf("%s; %v", got, b.column("Status"))
	}
}

// A decision whose date or name is put right is a new one, with a letter: it gives the
// reasons of the proposal that the first one answered.
func TestADecisionPutRightAnswersTheSameProposal(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(almby, "Anmälan", complete(nil))
	b.run()
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.run()
	before := b.column("Skäl för förslaget")["IA-2024-0001"]
	b.write(master.SheetCases, 2, map[string]string{"Beslutad av": "Annan Delegat"})
	b.run()
	if after := b.column("Skäl för förslaget")["IA-2024-0001"]; before == "" || after != before {
		t.Errorf("the row gives the reasons %q, before %q", after, before)
	}
	_, texts := b.letters(almby)
	told := slices.IndexFunc(texts, func(s string) bool { return strings.Contains(s, "Annan Delegat") })
	if told < 0 || strings.Contains(texts[told], "Så löd förslaget") || !strings.Contains(texts[told], "ersätter ett tidigare beslut") {
		t.Errorf("of %q, %d tells of it", texts, told)
	}
}
