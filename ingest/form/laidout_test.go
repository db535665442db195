package form

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// What is written in the marked cells moves no other value: each is read as the
// answer to what was asked there, in the form or in the list, and so once more when
// the form went back again for what was still wrong.
func TestCorrectionsDoNotMoveWhatStandsBeside(t *testing.T) {
	for _, tt := range []struct {
		name, drawing string
		edits         map[string]string
		want          map[process.Field]string
	}{
		{"a date beside a heading", "ENHETEN\nVCo | Leg. | Chef: | Eva\nLÄKAREN\nNamn: | Anna & Bo\nTill | Anna | | Anställd idag | ?",
			map[string]string{"A2": "Sala vårdcentral", "B3": "2016-05-04", "B4": "Anna Ek", "E5": "Nej"},
			map[process.Field]string{process.FieldCentre: "Sala vårdcentral", process.FieldLicenceDate: "2016-05-04", process.FieldManager: "Eva", process.FieldDoctor: "Anna Ek", process.FieldEmployed: "Nej"}},
		{"over its label", "Leg.datum | 10/9 | Vårdcentral | Läkarens namn\nMöjlig start | 2025-02-03 | Sala | Anställd idag\nChef | Eva | Telefon | 021-12345",
			map[string]string{"B1": "2016-05-04", "C1": "Sala vårdcentral", "E1": "Anna Ek", "D3": "Nej"},
			map[process.Field]string{process.FieldLicenceDate: "2016-05-04", process.FieldDoctor: "Anna Ek", process.FieldCentre: "Sala vårdcentral", process.FieldEmployed: "Nej", process.FieldManager: "Eva"}},
		{"after its label", "Läkarens namn: Anna & Bo\nLeg.datum: 10/9\nVårdcentral: Sala\nMöjlig start: 2025-02-03",
			map[string]string{"A1": "Läkarens namn: Anna Ek", "A2": "2016-05-04"},
			map[process.Field]string{process.FieldLicenceDate: "2016-05-04", process.FieldDoctor: "Anna Ek", process.FieldCentre: "Sala"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			src := drawnFile(t, tt.drawing)
			raw, err := Return(src, d.findings(Read(readBytes(t, src)).Forms, received.Time()), nil)
			if err != nil {
				t.Fatal(err)
			}
			edits := map[string]string{}
			for cell, text := range tt.edits {
				edits["Blad1!"+cell] = text
			}
			fixed := written(t, raw, edits)
			wantFields(t, only(t, readBytes(t, fixed)), tt.want)
			again, err := Return(fixed, d.findings(Read(readBytes(t, fixed)).Forms, received.Time()), nil)
			if err != nil {
				t.Fatal(err)
			}
			wantFields(t, only(t, readBytes(t, again)), tt.want)
		})
	}
}

func wantFields(t *testing.T, f Form, want map[process.Field]string) {
	t.Helper()
	for field, value := range want {
		if all := f.all(field); len(all) != 1 || all[0].Value.String() != value {
			t.Errorf("%s is %+v, want %q", field, all, value)
		}
	}
}

// A cell that is no longer its field's is read where it stands: rows were put in, or
// a tick was set that belongs to the word beside it.
func TestRewrittenFormIsReadAsItStands(t *testing.T) {
	d := newDesk(t)
	const drawing = "Läkarens namn | Anna Ek\nVårdcentral | Sala\nLeg.datum | 10/9\nMöjlig start | kanske\nAnställd idag | Ja | | Nej |"
	src := drawnFile(t, drawing)
	raw, err := Return(src, d.findings(Read(readBytes(t, src)).Forms, received.Time()), nil)
	if err != nil {
		t.Fatal(err)
	}
	f := only(t, readBytes(t, written(t, raw, map[string]string{
		"Blad1!A3": "Handledare", "Blad1!B3": "Eva Ny", "Blad1!A4": "Leg.datum", "Blad1!B4": "2016-05-04",
		"Blad1!E5": "x", "Blad1!A6": "Möjlig start", "Blad1!B6": "2025-02-03",
	})))
	wantFields(t, f, map[process.Field]string{
		process.FieldSupervisor: "Eva Ny", process.FieldLicenceDate: "2016-05-04", process.FieldPossibleStart: "2025-02-03", process.FieldEmployed: "Nej", process.FieldDoctor: "Anna Ek",
	})
}

// A label in whose own cell the answer belongs is to stay there, and the list says so.
func TestLabelStaysWhereItsAnswerIsWritten(t *testing.T) {
	d := newDesk(t)
	raw, answers := sentBack(t, d, "Leg.datum | 10/9 | Vårdcentral | Läkarens namn\nMöjlig start | 2025-02-03 | Sala | Anställd idag\nChef | Eva | Telefon | 021-12345")
	if all := texts(readBytes(t, raw)); !strings.Contains(all, `Låt "Vårdcentral" stå kvar i rutan`) {
		t.Errorf("the list says\n%s", all)
	}
	at, ok := answers["centre=Blad1!C1"]
	if !ok {
		t.Fatalf("not asked: %v", answers)
	}
	fixed := written(t, raw, map[string]string{listSheet + "!" + at.Address(): "Sala vårdcentral"})
	again, err := Return(fixed, d.findings(Read(readBytes(t, fixed)).Forms, received.Time()), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := cellIn(readBytes(t, again), "Blad1", "C1"); got.Text != "Vårdcentral: Sala vårdcentral" {
		t.Errorf("C1 holds %q", got.Text)
	}
}

// The list keeps no cell that shows a personnummer.
func TestListKeepsNoPersonnummer(t *testing.T) {
	d := newDesk(t)
	raw, _ := sentBack(t, d, "Läkarens namn | Anna Ek 19811218-9876 och Bo Al\nVårdcentral | Sala\nPersonnummer | 19811218-9877\nLeg.datum | 10/9\nMöjlig start | kanske")
	kept := 0
	for _, a := range workbook.Answers(readBytes(t, raw)) {
		if strings.Contains(a.Tag, "9876") || strings.Contains(a.Tag, "9877") {
			t.Errorf("a line keeps %s", a.Tag)
		}
		if slices.ContainsFunc(layoutIn([]tag{parseTag(a.Tag)}).cells, func(x was) bool { return x.Field == process.FieldLicenceDate }) {
			kept++
		}
	}
	if kept != 1 {
		t.Errorf("the licence date's cell is kept %d times: the test proves nothing", kept)
	}
}

// What only the list holds of a doctor in order stays there for the other's sake, and
// is still that doctor's when the form comes again.
func TestAnswersOfADoctorInOrderStay(t *testing.T) {
	d := newDesk(t)
	raw, answers := sentBack(t, d, `
	Vårdcentral | Sala | Sala
	Läkarens namn | Anna Ek | Bo Al
	Legitimationsdatum | 2016-05-04 | 10/9
	Möjlig start | 2025-02-03 | 2025-02-03
	Anställd idag | Nej | Nej
	Svensk AT | Ja | Ja`)
	edits := map[string]string{}
	for key, kind := range map[string]string{"kind@Blad1!B2": "Ny ST", "kind@Blad1!C2": "Ny ST"} {
		at, ok := answers[key]
		if !ok {
			t.Fatalf("%s is not asked: %v", key, answers)
		}
		edits[listSheet+"!"+at.Address()] = kind
	}
	for range 2 {
		raw = written(t, raw, edits)
		findings := d.findings(Read(readBytes(t, raw)).Forms, received.Time())
		if len(findings) != 2 || sendsBack(findings[0]) || !sendsBack(findings[1]) {
			t.Fatalf("found %+v", findings)
		}
		again, err := Return(raw, findings, nil)
		if err != nil {
			t.Fatal(err)
		}
		raw, edits = again, nil
	}
}
