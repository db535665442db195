package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/master"
)

// command runs the program's own command in the bureau's folder.
func (b *bureau) command(args ...string) (status int, out string) {
	b.t.Helper()
	var w bytes.Buffer
	args = append([]string{"-c", filepath.Join(b.dir, "stintag.toml"), "--now", b.now.Format(time.RFC3339), "--log-level", "error"}, args...)
	status = Main(b.t.Context(), args, World{Out: &w, Err: &w, Clock: func() time.Time { return b.now }})
	return status, w.String()
}

// evening imports what has come and runs with the Dagsrapport, a day after the last
// one, and gives the exit status, the Dagsrapport and what status says.
func (b *bureau) evening() (status int, report, says string) {
	b.t.Helper()
	if code, out := b.command("import", filepath.Join(b.dir, "in")); code != exitDone {
		b.t.Fatalf("import: %d, %s", code, out)
	}
	status, out := b.command("run", "--nightly")
	if status != exitDone && status != exitPerson {
		b.t.Fatalf("run: %d, %s", status, out)
	}
	_, said := b.command("status")
	day := process.DateOf(b.now).String()
	b.now = b.now.AddDate(0, 0, 1)
	files, err := filepath.Glob(filepath.Join(b.dir, "mail", "*.eml"))
	if err != nil {
		b.t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			b.t.Fatal(err)
		}
		if header(raw, "X-Stintag-Kind") == "summary" && strings.Contains(string(raw), "Dagsrapport "+day) {
			report = flat(plainText(b.t, raw))
		}
	}
	return status, report, flat(said)
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// folders lists what lies in the master's folder and among its versions.
func (b *bureau) leftovers() (names []string) {
	b.t.Helper()
	for _, dir := range []string{b.dir, filepath.Join(b.dir, ".versions")} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			b.t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), ".tmp") {
				names = append(names, e.Name())
			}
		}
	}
	return names
}

func (b *bureau) file(name, content string) func() {
	b.t.Helper()
	path := filepath.Join(b.dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		b.t.Fatal(err)
	}
	return func() { b.remove(path) }
}

func (b *bureau) remove(path string) {
	b.t.Helper()
	if err := os.Remove(path); err != nil {
		b.t.Fatal(err)
	}
}

// replaced puts something else in the master's place; mended, the master is back.
func (b *bureau) replaced(with []byte) func() {
	whole := b.bytes()
	b.put(with)
	return func() { b.put(whole) }
}

// restored is replaced, mended by the command.
func (b *bureau) restored(with []byte) func() {
	b.put(with)
	return func() {
		b.t.Helper()
		if code, out := b.command("restore", "latest"); code != exitDone {
			b.t.Fatalf("restore: %d, %s", code, out)
		}
	}
}

func flipped(data []byte) []byte {
	data = bytes.Clone(data)
	at := bytes.Index(data, []byte("xl/worksheets/sheet2.xml")) + 200
	data[at] ^= 0x40
	return data
}

// stored is a file of another package's tests.
func stored(t *testing.T, path ...string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(append([]string{"..", ".."}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Whatever has become of the master: the file that is there stays as it is, the run
// goes on and its letters go out, the Dagsrapport and status say what it is and for
// how long, and the run after it is mended writes everything.
func TestAMasterThatCannotBeWrittenWaits(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(b *bureau) (mend func())
		says  string
	}{
		{"open in LibreOffice", func(b *bureau) func() { return b.file(".~lock.master.xlsx#", ",Anna,dator,10.09.2024 08:12,;") }, "är öppen i Excel eller LibreOffice"},
		{"open in Excel", func(b *bureau) func() { return b.file("~$master.xlsx", "\x04Anna") }, "är öppen i Excel eller LibreOffice"},
		{"read-only", func(b *bureau) func() {
			path := filepath.Join(b.dir, "master.xlsx")
			b.mode(path, 0o444)
			return func() { b.mode(path, 0o640) }
		}, "är skrivskyddad"},
		{"a flipped byte", func(b *bureau) func() { return b.restored(flipped(b.bytes())) }, "är skadad. Lägg tillbaka en hel huvudfil, eller be driften köra stintag restore latest"},
		{"cut off", func(b *bureau) func() { return b.restored(b.bytes()[:20000]) }, "är skadad"},
		{"empty", func(b *bureau) func() { return b.restored(nil) }, "är tom"},
		{"gone", func(b *bureau) func() {
			mend := b.restored(nil)
			b.remove(filepath.Join(b.dir, "master.xlsx"))
			return mend
		}, "finns inte där den ska"},
		{"gone, and put back by hand", func(b *bureau) func() {
			mend := b.replaced(nil)
			b.remove(filepath.Join(b.dir, "master.xlsx"))
			return mend
		}, "finns inte där den ska"},
		{"saved as .xls", func(b *bureau) func() {
			return b.replaced(stored(b.t, "process", "workbook", "testdata", "read", "libreoffice.xls"))
		}, "i ett annat av Excels format än .xlsx"},
		{"given a password", func(b *bureau) func() {
			return b.replaced(stored(b.t, "ingest", "form", "testdata", "corpus", "fault_encrypted.xlsx"))
		}, "skyddad med lösenord"},
		{"saved as .ods", func(b *bureau) func() {
			return b.replaced(stored(b.t, "process", "workbook", "testdata", "read", "libreoffice.ods"))
		}, "OpenDocument-format"},
		{"a heading renamed", func(b *bureau) func() {
			b.rename(master.SheetCases, "Läkare", "Doktor")
			return func() { b.rename(master.SheetCases, "Doktor", "Läkare") }
		}, "rubriken Läkare"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBureau(t, twoCentres)
			for _, doctor := range []string{"Doris Duktig", "Elis Envis"} {
				b.mail("vc.almby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldDoctor: doctor}))
				if status, _, _ := b.evening(); status != exitDone {
					t.Fatalf("a calm evening ends with %d", status)
				}
			}
			b.mail("vc.bjorkby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldDoctor: "Frida Flink",
				process.FieldCentre: "Björkby vårdcentral", process.FieldManagerEmail: "vc.bjorkby@region.example"}))
			mend := tt.spoil(b)
			b.waiting(tt.says)
			mend()
			b.caughtUp()
		})
	}
}

// waiting holds what two evenings with a master that cannot be written are like.
func (b *bureau) waiting(says string) {
	b.t.Helper()
	path := filepath.Join(b.dir, "master.xlsx")
	before, gone := os.ReadFile(path)
	first := b.now
	for n, want := range []int{exitPerson, exitDone} { // it is new once
		status, report, said := b.evening()
		if status != want {
			b.t.Errorf("evening %d ends with %d, want %d", n+1, status, want)
		}
		if !strings.Contains(report, says) || !strings.Contains(said, says) {
			b.t.Errorf("evening %d does not say %q.\nDagsrapport: %s\nstatus: %s", n+1, says, report, said)
		}
		if strings.Contains(report+said, "Anna") {
			b.t.Error("the Dagsrapport or status names who has the file open")
		}
		if since := "sedan körningen " + first.Format("2006-01-02 kl. 15.04") + ", 2 körningar i rad"; strings.Contains(report, since) != (n == 1) {
			b.t.Errorf("evening %d; that it has waited %q: %s", n+1, since, report)
		}
		if since := "since the run of " + first.Format("2006-01-02 15.04"); !strings.Contains(said, since) {
			b.t.Errorf("evening %d; status does not say %q: %s", n+1, since, said)
		}
		if after, err := os.ReadFile(path); !bytes.Equal(before, after) || (gone == nil) != (err == nil) {
			b.t.Errorf("evening %d changed the file, %v", n+1, err)
		}
		if left := b.leftovers(); len(left) > 0 {
			b.t.Errorf("evening %d left %v behind", n+1, left)
		}
	}
	if kinds, _ := b.letters("vc.bjorkby@region.example"); len(kinds) != 1 || kinds[0] != "receipt" {
		b.t.Errorf("letters %v; want the receipt, whatever the master does", kinds)
	}
}

// caughtUp holds what the evening after is like.
func (b *bureau) caughtUp() {
	b.t.Helper()
	status, report, said := b.evening()
	if status != exitDone || strings.Contains(report, "uppdaterad: ") || strings.Contains(said, "has waited") {
		b.t.Errorf("mended, the run ends with %d.\nDagsrapport: %s\nstatus: %s", status, report, said)
	}
	s, j := b.state()
	if got := b.column("Läkare"); len(got) != 3 || got["IA-2024-0003"] != "Frida Flink" || len(s.cases) != 3 {
		b.t.Errorf("mended, the master holds %v", got)
	}
	for id, stands := range b.column("Status") {
		if x, ok := j.Standing(id); !ok || string(x.Status) != stands {
			b.t.Errorf("%s stands as %q, want %q", id, stands, x.Status)
		}
	}
	if got := b.corrections(); len(got) > 0 {
		b.t.Errorf("mended, these are taken for people's corrections: %v", got)
	}
}

func (b *bureau) mode(path string, mode os.FileMode) {
	b.t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		b.t.Fatal(err)
	}
}

// A lock file may be left behind. The program never passes it by; when it is older
// than a day people are told which it is, once more.
func TestAnOldLockIsNamed(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	mend := b.file("~$master.xlsx", "\x04Anna")
	lock, opened := filepath.Join(b.dir, "~$master.xlsx"), b.now.Add(-20*time.Hour)
	if err := os.Chtimes(lock, opened, opened); err != nil {
		t.Fatal(err)
	}
	const hint = "öppen sedan 2024-09-10 kl. 00.00. Har ingen den öppen är låsfilen ~$master.xlsx kvar"
	for n, want := range []int{exitPerson, exitPerson, exitDone} {
		status, report, said := b.evening()
		if status != want || strings.Contains(report, hint) != (n > 0) || strings.Contains(said, hint) != (n > 0) {
			t.Errorf("evening %d ends with %d, want %d.\nDagsrapport: %s\nstatus: %s", n+1, status, want, report, said)
		}
	}
	mend()
	if status, _, _ := b.evening(); status != exitDone {
		t.Errorf("unlocked, the run ends with %d", status)
	}
}

// Somebody saves the master between the moment the run reads it and the moment it
// would write it: the save stands, and the next run takes it in and writes.
func TestAMasterSavedWhileTheRunWorks(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	b.run()
	b.mail("vc.almby@region.example", "Ny start", complete(map[process.Field]any{process.FieldPossibleStart: process.D(2025, 1, 7)}))
	if code, out := b.command("import", filepath.Join(b.dir, "in")); code != exitDone {
		t.Fatal(out)
	}
	o := b.office()
	release, err := o.lockedStores(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	run := &batch{office: o, now: o.clock(), nightly: true}
	for _, err := range []error{run.begin(t.Context()), run.receive(t.Context()), run.adopt(t.Context()), run.judge(t.Context())} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b.write(master.SheetCases, 2, map[string]string{"Anteckning": "Ring på måndag"})
	saved := b.bytes()
	for _, err := range []error{run.merge(t.Context()), run.notify(t.Context())} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := run.end(t.Context()); err == nil || run.waits == "" || !bytes.Equal(saved, b.bytes()) {
		t.Errorf("ended with %v, waits %q; what was saved must stand", err, run.waits)
	}
	release()
	b.run()
	if note, start := b.column("Anteckning"), b.column("Möjlig start"); note["IA-2024-0001"] != "Ring på måndag" || start["IA-2024-0001"] != "2025-01-07" {
		t.Errorf("the next run left the note %q, the start %q", note, start)
	}
	if kinds, _ := b.letters("vc.almby@region.example"); len(kinds) != 2 {
		t.Errorf("letters %v, want a receipt for each mail", kinds)
	}
}
