package master

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"stintag/process"
	"stintag/process/workbook"
)

// mergedWhole applies one merge with its comments, and checks that a second one
// changes nothing.
func mergedWhole(t testing.TB, data []byte, base Base, v View) ([]byte, Base) {
	t.Helper()
	r, err := mergeBytes(data, base, nil, v, "")
	if err != nil {
		t.Fatal(err)
	}
	again, err := mergeBytes(r.data, r.next, nil, v, "")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.data, r.data) {
		t.Error("the merge repeated changed its own result")
	}
	return r.data, r.next
}

// remarks are the comments of a sheet by cell, as another library than ours reads them.
func remarks(t testing.TB, data []byte, sheet string) map[string]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	comments, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, c := range comments {
		text := c.Text
		for _, run := range c.Paragraph {
			text += run.Text
		}
		if c.Author != "ST-intag" || !strings.HasPrefix(text, "ST-intag: ") {
			t.Errorf("%s!%s: not told as ours: %s, %s", sheet, c.Cell, c.Author, text)
		}
		all[c.Cell], _, _ = strings.Cut(strings.TrimPrefix(text, "ST-intag: "), "\n\nProgrammet tar själv bort")
	}
	return all
}

// at is where a case's cell stands in Ärenden.
func at(t testing.TB, data []byte, id, heading string) string {
	t.Helper()
	r := tableRow(t, data, casesTable, headCase, id)
	return workbook.Address(r.number, r.grid.at[heading])
}

func wantRemarks(t testing.TB, data []byte, sheet string, want map[string]string) {
	t.Helper()
	got := remarks(t, data, sheet)
	for cell, text := range want {
		if got[cell] != text {
			t.Errorf("%s!%s says %q, want %q", sheet, cell, got[cell], text)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s has comments on %v", sheet, got)
	}
}

// What the form said stands on the cell as long as a person's word stands in it.
func TestACorrectionTellsWhatTheFormSaid(t *testing.T) {
	const id = "IA-2024-0001"
	v := sampleView()
	data, base := mergedWhole(t, newSample(t), nil, v)
	wantRemarks(t, data, SheetCases, nil)
	own := v.World.Cases[0]
	said := own.Application.LicenceDate.String()
	data = write(t, data, id, headLicence, date(process.D(2012, 2, 3)))
	data = write(t, data, id, headEmployedFrom, date(process.D(2024, 9, 1)))

	v.Inputs = adopted(t, data, base, nil).Cases
	v.World.Cases[0].Application.LicenceDate, v.World.Cases[0].Application.EmploymentDate = process.D(2012, 2, 3), process.D(2024, 9, 1)
	v.Uncorrected = map[string]process.Case{id: own}
	data, base = mergedWhole(t, data, base, v)
	empty := map[string]string{
		at(t, data, id, headEmployedFrom): "Blanketten säger inget om det här. Det som står här är skrivet för hand och gäller. Töm cellen om den ska vara tom.",
	}
	both := map[string]string{
		at(t, data, id, headLicence): "Blanketten säger: " + said + ". Det som står här är skrivet för hand och gäller. Töm cellen för att ta tillbaka blankettens uppgift.",
	}
	for cell, text := range empty {
		both[cell] = text
	}
	wantRemarks(t, data, SheetCases, both)

	data = write(t, data, id, headLicence, workbook.Cell{})
	v.World.Cases[0].Application.LicenceDate = own.Application.LicenceDate
	v.Inputs = adopted(t, data, base, nil).Cases
	data, _ = mergedWhole(t, data, base, v)
	if got := CanonicalText(cellAt(t, data, id, headLicence)); got != said {
		t.Errorf("the emptied cell holds %q, want the form's %s", got, said)
	}
	wantRemarks(t, data, SheetCases, empty)
}

func TestAConflictIsToldOnItsCell(t *testing.T) {
	const id = "IA-2024-0001"
	v := sampleView()
	data, base := mergedWhole(t, newSample(t), nil, v)
	before := v.World.Cases[0].Application.PossibleStart.String()
	data = write(t, data, id, headStart, date(process.D(2025, 9, 1)))
	v.Inputs = adopted(t, data, base, nil).Cases
	newer := v.World.Cases[0]
	newer.Application.PossibleStart = process.D(2025, 10, 1)
	v.World.Cases[0].Application.PossibleStart = process.D(2025, 9, 1)
	v.Uncorrected = map[string]process.Case{id: newer}
	data, base = mergedWhole(t, data, base, v)
	wantRemarks(t, data, SheetCases, map[string]string{
		at(t, data, id, headStart): "Blanketten säger nu: 2025-10-01. Förut: " + before + ". Det som står här är skrivet för hand och gäller. Töm cellen om den nyare uppgiften ska gälla.",
	})
	data = write(t, data, id, headStart, date(process.D(2025, 10, 1))) // settled
	v.World.Cases[0], v.Inputs, v.Uncorrected = newer, nil, nil
	data, _ = mergedWhole(t, data, base, v)
	wantRemarks(t, data, SheetCases, nil)
}

// In columns that are worked out anew, and in the people's own rows, other words are true.
func TestOtherCorrectionsTellTheProgramsValue(t *testing.T) {
	v := sampleView()
	v.World.Cases[1].Manual = true
	data, base := mergedWhole(t, newSample(t), nil, v)
	contact := v.World.Cases[0].ContactDate.String()
	data = write(t, data, "IA-2024-0003", headPlace, number(1))
	data = write(t, data, "IA-2024-0001", headContact, date(process.D(2024, 8, 1)))
	data = write(t, data, "IA-2024-0002", headKind, text("Pre-ST"))
	data = write(t, data, "IA-2024-0004", headCentre, text(v.World.Centres[3].Aliases[0]))
	data = edit(t, data, map[string]workbook.Cell{"Budget!" + budgetTable.letter(headFree) + "2": number(7)})
	data, _ = mergedWhole(t, data, base, v)
	const stands, only = " Det som står här är skrivet för hand och gäller.", " Det som står här är skrivet för hand och får stå, men programmet räknar inte med det."
	const back = " Töm cellen för att ta tillbaka programmets uppgift."
	wantRemarks(t, data, SheetCases, map[string]string{
		at(t, data, "IA-2024-0003", headPlace):   "Programmet säger: 3." + only + back,
		at(t, data, "IA-2024-0001", headContact): "Programmet säger: " + contact + "." + stands + back,
		at(t, data, "IA-2024-0002", headKind):    "Raden sade från början: Ny ST." + stands + " Töm cellen för att ta tillbaka den uppgiften.",
		// an alias names the same health centre
	})
	wantRemarks(t, data, SheetBudget, map[string]string{budgetTable.letter(headFree) + "2": "Programmet säger: 1\u00a0150\u00a0000." + only + back})
}

// D24: no name of a protected doctor stands in a comment, nor a personnummer.
func TestCommentsNameNobodyProtected(t *testing.T) {
	const id = "IA-2024-0007"
	v := sampleView()
	v.World.Cases[6].Application.Protected = true
	v.Judgement.Standings[6].Findings = []process.Finding{{Code: "X", Text: "Rut Rönn har två datum."}}
	data, base := mergedWhole(t, newSample(t), nil, v)
	data = write(t, data, id, headRemarks, text("kollat"))
	data = write(t, data, id, headDoctor, text("R. R."))
	data = edit(t, data, map[string]workbook.Cell{
		"ST-läkare!" + rosterTable.letter(headCentre) + "2":         text("Rut Rönn 19811218-9876"),
		"Vårdcentraler!" + centresTable.letter(headAddresses) + "2": text("811218-9876"),
	})
	data, _ = mergedWhole(t, data, base, v)
	wantRemarks(t, data, SheetCases, map[string]string{
		at(t, data, id, headRemarks): "Programmet säger: " + id + " har två datum. Det som står här är skrivet för hand och får stå, men programmet räknar inte med det. Töm cellen för att ta tillbaka programmets uppgift.",
		at(t, data, id, headDoctor):  "Blanketten säger: " + id + ". Det som står här är skrivet för hand och gäller. Töm cellen för att ta tillbaka blankettens uppgift.",
	})
	for _, sheet := range []string{SheetRoster, SheetCentres} {
		told := remarks(t, data, sheet)
		if len(told) == 0 {
			t.Errorf("%s: the faulty row is not told of", sheet)
		}
		for cell, text := range told {
			if strings.Contains(text, "Rut") || strings.Contains(text, "9876") {
				t.Errorf("%s!%s: %s", sheet, cell, text)
			}
		}
	}
}

// The law of the comments: what a person has written over carries one and nothing
// else does, in whatever order rows and columns stand, and they are written once.
func TestEveryCorrectionCarriesAComment(t *testing.T) {
	t.Parallel()
	start, base0, _ := merged(t, newSample(t), nil, sampleView())
	starts := [][]byte{start, shuffled(t, start, 1), shuffled(t, start, 2)}
	rapid.Check(t, func(rt *rapid.T) {
		v := sampleView()
		data := rapid.SampledFrom(starts).Draw(rt, "order")
		peopleWrite(rt, t, &data)
		v.Inputs = adopted(t, data, base0, nil).Cases
		for i := range v.Judgement.Standings {
			v.Judgement.Standings[i].Place = rapid.IntRange(0, 9).Draw(rt, "place")
		}
		data, base := mergedWhole(t, data, base0, v)
		m, err := plan(data, base, nil, v, nil)
		if err != nil {
			rt.Fatal(err)
		}
		got, want := map[string]bool{}, map[string]bool{}
		for _, n := range m.notes[SheetCases] {
			got[workbook.Address(n.Row, n.Col)] = true
		}
		for id, in := range adopted(t, data, base, nil).Cases {
			for heading := range in.Corrections {
				want[at(t, data, id, heading)] = true
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			rt.Fatalf("comments (-corrected +told):\n%s", d)
		}
	})
}

// In Sidotjänstgöring the program's figures are written over whatever stands there,
// but not over words.
func TestWordsInsteadOfAFigureAreTold(t *testing.T) {
	places := process.RotationPlaces{Clinic: "KK", Provider: "sjukhus", Month: process.D(2025, 6, 1), Places: process.Amount{Value: 3, Said: true}}
	data, err := Fill(newSample(t), Registers{Rotations: []process.RotationPlaces{places}})
	if err != nil {
		t.Fatal(err)
	}
	v := sampleView()
	v.World.Rotations = []process.RotationPlaces{places}
	v.Judgement.Rotations = process.Judge(v.World).Rotations
	data, base := mergedWhole(t, data, nil, v)
	wantRemarks(t, data, SheetRotations, nil)
	spare := rotationsTable.letter(headSpare) + "2"
	data = edit(t, data, map[string]workbook.Cell{SheetRotations + "!" + spare: text("fråga kliniken")})
	data, _ = mergedWhole(t, data, base, v)
	wantRemarks(t, data, SheetRotations, map[string]string{
		spare: "Programmet säger: 3. Det som står här är skrivet för hand och får stå, men programmet räknar inte med det. Töm cellen för att ta tillbaka programmets uppgift.",
	})
}

// A faulty row is told of on the row until it is mended, in the row's first cell of
// ours wherever the columns stand.
func TestAFaultyRowCarriesAComment(t *testing.T) {
	v := sampleView()
	data, base := mergedWhole(t, newSample(t), nil, v)
	addresses := "Vårdcentraler!" + centresTable.letter(headAddresses) + "2"
	faulty := edit(t, data, map[string]workbook.Cell{addresses: {}})
	faulty, next := mergedWhole(t, faulty, base, v)
	got := remarks(t, faulty, SheetCentres)
	if len(got) != 1 {
		t.Fatalf("comments %v, want one", got)
	}
	for cell, text := range got {
		if cell != centresTable.letter(headAddresses)+"2" || !strings.HasPrefix(text, "Almby vårdcentral saknar e-postadress") {
			t.Errorf("%s: %s", cell, text)
		}
	}
	mended := edit(t, faulty, map[string]workbook.Cell{addresses: text("vc1@region.example")})
	mended, _ = mergedWhole(t, mended, next, v)
	wantRemarks(t, mended, SheetCentres, nil)
}

func TestFaultsFindTheirCells(t *testing.T) {
	at := map[string]int{headAddresses: 9, headCentre: 4, headID: 6}
	for _, c := range []struct {
		fault Fault
		want  int
	}{
		{Fault{Heading: headAddresses}, 9}, {Fault{}, 4}, {Fault{Heading: "Borttagen"}, 4},
	} {
		if got := faultColumn(c.fault, at); got != c.want {
			t.Errorf("%q: column %d, want %d", c.fault.Heading, got, c.want)
		}
	}
	if got := faultColumn(Fault{}, nil); got != 0 {
		t.Errorf("without headings: column %d", got)
	}
}

// Where a sheet's comments cannot be followed the rest is written, and people are told.
func TestCommentsThatCannotBeWrittenStopNothing(t *testing.T) {
	v := sampleView()
	data, base := mergedWhole(t, newSample(t), nil, v)
	data = write(t, data, "IA-2024-0003", headPlace, number(1))
	data, base = mergedWhole(t, data, base, v)
	data = write(t, data, "IA-2024-0004", headPlace, number(1))
	data = rezipped(t, data, func(name string, raw []byte) []byte {
		if strings.HasSuffix(name, ".vml") {
			return bytes.TrimSuffix(raw, []byte("</xml>"))
		}
		return raw
	})
	v.Judgement.Standings[0].Status = process.StatusGranted
	data, _ = mergedWhole(t, data, base, v)
	if got := CanonicalText(cellAt(t, data, "IA-2024-0001", headStatus)); got != string(process.StatusGranted) {
		t.Errorf("status %q: the comments stopped the cells", got)
	}
	if r := tableRow(t, data, todoTable, headWhat, "Öppna huvudfilen i Excel och spara den, så att programmet kan skriva kommentarer i bladet Ärenden."); r.number == 0 {
		t.Error("Att göra says nothing of it:", todoText(t, data))
	}
}

// rezipped packs a workbook anew with its parts changed.
func rezipped(t testing.TB, data []byte, change func(name string, raw []byte) []byte) []byte {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		w, err := zw.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(change(f.Name, raw)); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// A comment may be all that a merge changes: then the workbook is written for it.
func TestMergeWritesForACommentAlone(t *testing.T) {
	v := sampleView()
	data, base := mergedWhole(t, newSample(t), nil, v)
	data = write(t, data, "IA-2024-0003", headPlace, number(1))
	path := save(t, data)
	out, next, err := Merge(path, base, nil, v, MergeOptions{Now: v.Run})
	if err != nil || !out.Written {
		t.Fatalf("%+v, %v", out, err)
	}
	if out, _, err = Merge(path, next, nil, v, MergeOptions{Now: v.Run}); err != nil || out.Written {
		t.Errorf("again: %+v, %v", out, err)
	}
}

// What the program reckons out is nobody's to choose: a number written over the order,
// which then changes, may stand, and nothing says that it would hold.
func TestAWrittenOverRankIsNoChoice(t *testing.T) {
	const id = "IA-2024-0003"
	v := sampleView()
	data, base := mergedWhole(t, newSample(t), nil, v)
	data = write(t, data, id, headPlace, number(1))
	data, base = mergedWhole(t, data, base, v)
	v = sampleView()
	for i := range v.Judgement.Standings {
		if v.Judgement.Standings[i].Case == id {
			v.Judgement.Standings[i].Place = 9
		}
	}
	out, _, conflicts := merged(t, data, base, v)
	if want := id + ": i Turordning står ”1”, skrivet för hand, men den nyare uppgiften är ”9”. Det handskrivna får stå, men programmet räknar inte med det. Töm cellen, så står programmets uppgift där igen."; len(conflicts) != 1 || conflicts[0].Text != want {
		t.Errorf("told %v, want %s", conflicts, want)
	}
	if list := todoText(t, out); !strings.Contains(list, "Se efter i bladet Ärenden, rad ") || strings.Contains(list, "Välj vilken") {
		t.Errorf("Att göra:\n%s", list)
	}
}
