package master

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// padded is the workbook with a part of so many bytes more, that nothing packs.
func padded(t *testing.T, data []byte, by int) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateHeader(&zip.FileHeader{Name: "customXml/film.bin", Method: zip.Store})
	if err == nil {
		_, err = part.Write(make([]byte, by))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What lies beside the master is read as far as it takes to see that it is a copy.
func TestCopiesBesideTheMaster(t *testing.T) {
	data, _, _ := merged(t, newSample(t), nil, sampleView())
	copied := write(t, data, "IA-2024-0001", headNote, text("Ringde."))
	for name, tt := range map[string]struct {
		file  string
		data  []byte
		found bool
	}{
		"a copy":                  {"master (1).xlsx", copied, true},
		"a copy with pictures":    {"master (1).xlsx", padded(t, copied, 1<<20), true},
		"far larger than it":      {"master (1).xlsx", padded(t, copied, 24<<20), false},
		"of another name":         {"Nämnden.xlsx", copied, false},
		"of another name, no zip": {"Nämnden.xlsx", []byte("skräp"), false},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "master.xlsx")
		for file, raw := range map[string][]byte{path: data, filepath.Join(dir, tt.file): tt.data} {
			if err := os.WriteFile(file, raw, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		found, err := Copies(path, data, time.Now().Add(-time.Hour), nil)
		if err != nil || (len(found) == 1) != tt.found {
			t.Errorf("%s: %v, %v", name, found, err)
		}
	}
}
