package form

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// turnedRound is a form that would be read in another way once a wrong number is taken
// away: what stands beside it would be the number.
const turnedRound = `
	Ärendetyp | Ny ST
	Vårdcentral | Sala vårdcentral
	Läkarens namn | Anna Ek
	Personnummer | 811218-987 | 10/9
	Legitimationsdatum |
	Möjlig start | 2025-02-03
	Anställd idag | Nej
	Svensk AT | Ja`

func returnedTurning(t *testing.T, d desk) []byte {
	t.Helper()
	src := drawnFile(t, turnedRound)
	raw, err := Return(src, d.findings(Read(readBytes(t, src)).Forms, received.Time()), []string{"IA-2024-0007"})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// keptIn is the reading that a returned workbook keeps.
func keptIn(t *testing.T, raw []byte) *keptForms {
	t.Helper()
	for _, a := range workbook.Answers(readBytes(t, raw)) {
		if k := unpacked(parseTag(a.Tag).Kept); k != nil {
			return k
		}
	}
	return nil
}

// What corrections would have read in another way goes back with its reading, which holds
// as long as nothing else is changed.
func TestReturnedFormThatCorrectionsTurnKeepsItsReading(t *testing.T) {
	d := newDesk(t)
	raw := returnedTurning(t, d)
	if keptIn(t, raw) == nil {
		t.Fatal("no reading is kept: the form proves nothing")
	}
	for _, tt := range []struct {
		what  string
		edits map[string]string
		date  string
		kept  bool
	}{
		{"unchanged", nil, "", true},
		{"corrected", map[string]string{"Blad1!B4": "", "Blad1!B5": "2016-05-04"}, "2016-05-04", true},
		{"a label rewritten", map[string]string{"Blad1!A5": "Handledare", "Blad1!B5": "Vera Vis"}, "", false},
		{"a label put in", map[string]string{"Blad1!A10": "Handledare"}, "", false},
	} {
		t.Run(tt.what, func(t *testing.T) {
			book := readBytes(t, written(t, raw, tt.edits))
			if _, ok := keptIn(t, raw).read(book); ok != tt.kept {
				t.Errorf("read as kept %v, want %v", ok, tt.kept)
			}
			if !tt.kept {
				return
			}
			f := only(t, book)
			if v, _ := f.value(process.FieldLicenceDate); v.Text != tt.date || f.Case != "IA-2024-0007" {
				t.Errorf("licence date %q, case %q", v.Text, f.Case)
			}
			if v, filled := f.value(process.FieldPersonalNumber); filled != (tt.edits == nil) {
				t.Errorf("personnummer %q", v.Text)
			}
		})
	}
}

// Most forms are read anew as they come: their senders may put in rows and labels.
func TestMostReturnedFormsKeepNoReading(t *testing.T) {
	d, all, kept := newDesk(t), 0, []string(nil)
	d.faulty(t, func(t *testing.T, s sentForm, _ []Form, findings [][]process.Finding) {
		raw, err := Return(s.raw, findings, nil)
		if err != nil {
			t.Fatal(err)
		}
		if all++; keptIn(t, raw) != nil {
			kept = append(kept, s.name)
		}
	})
	if len(kept)*20 > all {
		t.Errorf("%d of %d keep their reading: %v", len(kept), all, kept)
	}
}

// A workbook whose copy would not be read as it was does not go back.
func TestFormThatWouldNotBeReadDoesNotGoBack(t *testing.T) {
	d := newDesk(t)
	src := drawnFile(t, turnedRound)
	book := readBytes(t, src)
	read, as := readWhole(book)
	r := returning{src: src, sent: book, book: book, forms: read.Forms, findings: d.findings(read.Forms, received.Time()), as: as}
	out, err := r.made(way{})
	if err != nil {
		t.Fatal(err)
	}
	if r.keeps(out, nil) {
		t.Error("without its reading the form is said to be read when corrected")
	}
	r.forms = slices.Clone(r.forms)
	r.forms[0].Fields = slices.Clone(r.forms[0].Fields)
	r.forms[0].Fields[0].Label = "19811218-9876" // nor may it be kept then
	if _, err := r.sendable(); !errors.Is(err, ErrUnkept) {
		t.Errorf("what is read in another way: %v", err)
	}
}

// A list whose kept reading is damaged, too long, or no reading, keeps none.
func TestKeptReadingIsBounded(t *testing.T) {
	pack := func(plain string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write([]byte(plain)); errors.Join(err, z.Close()) != nil {
			t.Fatal(err)
		}
		return base64.RawStdEncoding.EncodeToString(b.Bytes())
	}
	const form = `{"Sheet":"Blad1","Fields":[{"Field":"doctor","Label":"Läkare","Cell":"B1"}]}`
	if unpacked(pack(`{"forms":[`+form+`]}`)) == nil {
		t.Error("a sound one is not read")
	}
	for name, s := range map[string]string{
		"none":            "",
		"not packed":      "abc",
		"no JSON":         pack("Läkare"),
		"no form":         pack(`{"forms":[]}`),
		"cut off":         pack(`{"forms":[` + form + `]}`)[:40],
		"a bomb":          pack(`{"rest":"` + strings.Repeat("a", mostUnpacked) + `","forms":[` + form + `]}`),
		"too many fields": pack(`{"forms":[` + strings.Repeat(form+",", mostKeptFields) + form + `]}`),
		"too long":        strings.Repeat("a", mostKept+1),
	} {
		if k := unpacked(s); k != nil {
			t.Errorf("%s: kept %d forms", name, len(k.Forms))
		}
	}
}
