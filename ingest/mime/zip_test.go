package mime

import (
	"archive/zip"
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"stintag/process/workbook"
)

// zipOf is a zip of one file.
func zipOf(t testing.TB, name string, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A file by itself is taken apart as one that is attached to a mail.
func TestAFileByItselfIsOpenedAsInAMail(t *testing.T) {
	for name, raw := range map[string][]byte{
		"a.xlsx": form(t), "a.zip": zipOf(t, "b.xlsx", form(t)), "b.zip": zipOf(t, "a.zip", zipOf(t, "b.xlsx", form(t))),
		"mejl.eml": withPart("Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64", packed(zipOf(t, "b.xlsx", form(t)))),
		"p.zip":    zipOf(t, "a.pdf", []byte("%PDF-1.7")), "a.7z": []byte("7z\xBC\xAF\x27\x1C"), "tom.xlsx": nil,
	} {
		attached := parse(t, withPart("Content-Type: application/octet-stream; name="+name+"\r\nContent-Transfer-Encoding: base64", packed(raw)))
		alone, err := Open("mapp/"+name, raw)
		if err != nil {
			t.Fatal(err)
		}
		for i := range attached.Parts {
			attached.Parts[i].Type = "" // a file by itself is declared as nothing
		}
		for i := range alone.Parts {
			alone.Parts[i].Type = ""
		}
		if diff := cmp.Diff(attached.Parts, alone.Parts, cmpopts.EquateEmpty()); diff != "" || len(alone.Parts) == 0 {
			t.Errorf("%s: as in a mail -, alone + %s", name, diff)
		}
	}
}

func TestNamesInZips(t *testing.T) {
	for raw, want := range map[string]string{
		"anmälan.xlsx":          "anmälan.xlsx",
		"anm\x84lan.xlsx":       "anmälan.xlsx", // 437 and 850
		"\x8fker \x99rn.xlsx":   "Åker Örn.xlsx",
		"anm\xe4lan f\xf6r Cia": "anmälan för Cia", // Windows 1252
		"\xe4\x84.xlsx":         "õä.xlsx",
	} {
		if got := entryName(&zip.File{FileHeader: zip.FileHeader{Name: raw}}); got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
}

func TestWhatIsNoFileOfASender(t *testing.T) {
	for name, want := range map[string]bool{
		"a.xlsx": true, "Blanketter/a.xlsx": true, `Blanketter\a.xlsx`: true, "..a.xlsx": true,
		"Blanketter/": false, "../a.xlsx": false, `x\..\..\a.xlsx`: false, "/a.xlsx": false, `\a.xlsx`: false, "C:/a.xlsx": false,
		"__MACOSX/a.xlsx": false, "Blanketter/._a.xlsx": false, "": false,
	} {
		if isFile(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}

// TestLockedFilesBesideForms: a form under a password is told of beside one that
// is not.
func TestLockedFilesBesideForms(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"a.xlsx", "b.xlsx"} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(form(t)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	raw := b.Bytes()
	at := bytes.LastIndex(raw, []byte("PK\x01\x02"))
	raw[at+8] |= 1
	m := parse(t, withPart("Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64", packed(raw)))
	if len(m.Parts) != 2 || m.Parts[0].Format != workbook.FormatWorkbook || m.Parts[1].Format != workbook.FormatEncrypted ||
		m.Parts[1].Name != "b.xlsx" || m.Parts[1].Archive != "a.zip" {
		t.Errorf("parts %+v", m.Parts)
	}
}

// TestAnArchiveWithoutANameHasOne: where a form lay must be told of.
func TestAnArchiveWithoutANameHasOne(t *testing.T) {
	m := parse(t, withPart("Content-Type: application/zip\r\nContent-Transfer-Encoding: base64", packed(zipOf(t, "a.xlsx", form(t)))))
	if len(m.Parts) != 1 || m.Parts[0].Archive != "zip-arkiv" || m.Parts[0].Name != "a.xlsx" {
		t.Errorf("parts %+v", m.Parts)
	}
}
