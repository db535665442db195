package form

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"stintag/ingest/mime"
	"stintag/process"
	"stintag/process/policy"
	"stintag/process/workbook"
	"stintag/samples"
)

// desk judges forms as a run does: against Västmanland's policy and registers.
type desk struct {
	world  process.World
	region samples.Region
}

func newDesk(t testing.TB) desk {
	t.Helper()
	region, err := samples.Named("vastmanland")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := policy.Preset("vastmanland")
	if err != nil {
		t.Fatal(err)
	}
	return desk{process.World{Now: region.FirstEvening, Policy: rules.At(process.DateOf(region.FirstEvening)), Centres: region.Centres, Roster: region.Roster, Budget: region.Budget}, region}
}

// findings are every form's, in the forms' order.
func (d desk) findings(forms []Form, came time.Time) [][]process.Finding {
	var all [][]process.Finding
	for _, f := range forms {
		app, fs := f.Interpret(process.DateOf(came))
		if hc, _, ok := process.FindCentre(d.world.Centres, app.CentreWritten); ok {
			app.CentreID = hc.ID
		}
		all = append(all, process.Examine(d.world, process.Case{
			ID: "IA-2024-0001", Received: came, ContactDate: process.DateOf(came), Application: app, FormFindings: fs,
		}))
	}
	return all
}

// sentForm is a workbook as a manager sent it.
type sentForm struct {
	name string
	raw  []byte
	came time.Time
}

// sentForms are the workbooks of the sample mails and of testdata, and our blank
// form with too little in it.
func (d desk) sentForms(t *testing.T) []sentForm {
	t.Helper()
	var all []sentForm
	for _, m := range d.region.Mails {
		msg, err := mime.Parse(m.Raw)
		if err != nil {
			t.Fatalf("%s: %v", m.File, err)
		}
		for _, p := range msg.Parts {
			if p.Format == workbook.FormatWorkbook {
				all = append(all, sentForm{m.File + "/" + p.Name, p.Bytes, m.Received})
			}
		}
	}
	files, err := filepath.Glob(filepath.Join("testdata", "*.xlsx"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no workbooks in testdata: %v", err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, sentForm{filepath.Base(f), raw, received.Time()})
	}
	for name, values := range map[string]map[process.Field]any{
		"only a name":   {process.FieldDoctor: "Anna Ek"},
		"no licence":    {process.FieldDoctor: "Anna Ek", process.FieldKind: "Ny ST", process.FieldCentre: "Sala vårdcentral", process.FieldPossibleStart: process.D(2025, 2, 3), process.FieldEmployed: false, process.FieldSwedishAT: true},
		"much is wrong": {process.FieldDoctor: "Anna Ek och Bo Al", process.FieldKind: "Vet ej", process.FieldCentre: "Atlantis", process.FieldPossibleStart: "sen", process.FieldEmployed: "kanske", process.FieldSwedishAT: "?", process.FieldLicenceDate: "10/9", process.FieldPersonalNumber: "19811218-9877"},
	} {
		raw, err := Filled("Region Exempel", nil, nil, values)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, sentForm{"blank: " + name, raw, received.Time()})
	}
	for name, drawing := range drawings {
		all = append(all, sentForm{"drawn: " + name, drawnFile(t, drawing), received.Time()})
	}
	return all
}

// drawings are forms of other shapes than those above.
var drawings = map[string]string{
	"a doctor a column": `
	| Läkare 1 | Läkare 2
	Vårdcentral | Sala | Sala
	Läkarens namn | Anna Ek | Bo Al
	Legitimationsdatum | 10/9 | 2019-03-04
	Möjlig start | 2025-02-03 | kanske
	Anställd idag | Nej | Nej
	Svensk AT | Ja | Ja`,
	"a doctor below the other": `
	Vårdcentral | Sala
	Läkarens namn | Anna Ek
	Legitimationsdatum | 10/9
	Möjlig start | 2025-02-03
	Anställd idag | Nej

	Läkarens namn | Bo Al
	Legitimationsdatum | 2018-02-03
	Möjlig start | nästa gång
	Anställd idag | Vet inte`,
	"labels above": `
	Vårdcentral | Läkarens namn | Legitimationsdatum
	Atlantis | Anna Ek | 10/9

	Möjlig start | Anställd idag | Personnummer
	 | Nej | 19811218-9876`,
	"a date twice": `
	Ärendetyp | Ny ST
	Vårdcentral | Sala
	Läkarens namn | Anna Ek
	Legitimationsdatum | 2018-02-03
	Leg.datum | 2019-02-03
	Möjlig start | 2025-02-03
	Anställd idag | Nej
	Svensk AT | Nej`,
	"a table without a column": `
	Läkarens namn | Vårdcentral | Legitimationsdatum | Möjlig start
	Anna Ek | Sala | 2018-02-03 | 2025-02-03
	Bo Al | Sala | 10/9 | 2025-02-03`,
}

func drawnFile(t *testing.T, drawing string) []byte {
	t.Helper()
	plan := workbook.SheetPlan{Name: "Blad1"}
	for _, row := range book(drawing).Sheets[0].Rows {
		for _, c := range row.Cells {
			cell := workbook.CellPlan{Row: c.Row, Col: c.Col, Value: c.String()}
			switch c.Kind {
			case workbook.Number:
				cell.Value = c.Number
			case workbook.Date:
				cell.Value, cell.Style.Format = c.Number, "yyyy-mm-dd"
			case workbook.NoValue:
				cell.Formula = "LEN(A1)"
			}
			plan.Cells = append(plan.Cells, cell)
		}
	}
	raw, err := workbook.Write(workbook.Plan{Sheets: []workbook.SheetPlan{plan}})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// faulty goes through the forms that are sent back, and fails where there are few.
func (d desk) faulty(t *testing.T, check func(t *testing.T, s sentForm, forms []Form, findings [][]process.Finding)) {
	t.Helper()
	n := 0
	for _, s := range d.sentForms(t) {
		book, err := workbook.Read(s.raw, workbook.FormLimits)
		if err != nil {
			continue
		}
		forms := Read(book).Forms
		findings := d.findings(forms, s.came)
		if !slices.ContainsFunc(findings, sendsBack) {
			continue
		}
		n++
		t.Run(s.name, func(t *testing.T) { check(t, s, forms, findings) })
	}
	if n < 16 {
		t.Errorf("only %d forms are sent back", n)
	}
}
