package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stintag/process/master"
)

// beside writes a file in the master's folder.
func (b *bureau) beside(name string, data []byte) {
	b.t.Helper()
	if err := os.WriteFile(filepath.Join(b.dir, name), data, 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// copied is the master as it would be with cells of its first case filled in.
func (b *bureau) copied(values map[string]string) []byte {
	b.t.Helper()
	whole := b.bytes()
	b.write(master.SheetCases, 2, values)
	data := b.bytes()
	b.put(whole)
	return data
}

// A copy that somebody works in is pointed out as long as it says something else than
// the master, and is never read as input.
func TestACopyThatSomebodyWorksInIsPointedOut(t *testing.T) {
	for _, name := range []string{"master (1).xlsx", "master - kopia.xlsx", "Kopia av master.xlsx", "master-DESKTOP-1.xlsx", "master_Anna.xlsx", "Till nämnden.xlsx"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newArrival(t)
			b.evening()
			b.beside(name, b.copied(map[string]string{"Beslut": "Beviljas", "Anteckning": "Ring på måndag", "Turordning": "99"}))
			status, report, _ := b.evening()
			want := "Filen " + name + " i samma mapp är en kopia av huvudfilen som någon verkar arbeta i. Programmet läser bara master.xlsx. " +
				"Något annat står i kopian vid: IA-2024-0001 Beslut, IA-2024-0001 Anteckning. För över"
			if status != exitPerson || !strings.Contains(report, want) {
				t.Errorf("ends with %d; the Dagsrapport does not say %q: %s", status, want, report)
			}
			if !strings.Contains(b.todo(), want) {
				t.Errorf("Att göra: %s", b.todo())
			}
			s, _ := b.state()
			if len(b.corrections()) > 0 || s.inputs["IA-2024-0001"].Note != "" || b.column("Beslut")["IA-2024-0001"] != "" {
				t.Error("the copy was read as input")
			}
			status, report, _ = b.evening()
			if status != exitDone || strings.Count(report, want) != 1 || strings.Count(b.todo(), want) != 1 {
				t.Errorf("the next evening ends with %d, and should tell of it once, as nothing new: %s", status, report)
			}
			b.write(master.SheetCases, 2, map[string]string{"Beslut": "Beviljas", "Anteckning": "Ring på måndag"})
			b.evening()
			if strings.Contains(b.todo(), name) {
				t.Error("what stood in the copy stands in the master, and yet it is pointed out")
			}
		})
	}
}

func TestWhatIsNoCopyInUse(t *testing.T) {
	t.Parallel()
	b := newArrival(t)
	b.evening()
	b.beside("master (1).xlsx", b.bytes())                                                          // as the master is
	b.beside("master - skräp.xlsx", []byte("skräp"))                                                // no workbook
	b.beside("~$master (1).xlsx", []byte("\x04Anna"))                                               // Excel's own
	b.beside("master-om-semester.txt", b.bytes())                                                   // no .xlsx
	b.beside("Möte.xlsx", stored(t, "process", "workbook", "testdata", "read", "libreoffice.xlsx")) // another's
	old := b.copied(map[string]string{"Anteckning": "Gammalt"})
	b.beside("master 2023.xlsx", old) // laid aside before the program last wrote
	day := b.now.AddDate(-1, 0, 0)
	if err := os.Chtimes(filepath.Join(b.dir, "master 2023.xlsx"), day, day); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(b.dir, "master.folder.xlsx"), 0o750); err != nil {
		t.Fatal(err)
	}
	if status, report, _ := b.evening(); status != exitDone || strings.Contains(report, "kopia") || strings.Contains(b.todo(), "kopia") {
		t.Errorf("ends with %d: %s\n%s", status, report, b.todo())
	}
}
