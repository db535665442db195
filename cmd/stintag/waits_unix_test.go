//go:build unix

package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stintag/process"
)

// child runs the program's own command as a process, behind a few words of shell.
func (b *bureau) child(shell string, args ...string) (status int, out string) {
	b.t.Helper()
	self, err := os.Executable()
	if err != nil {
		b.t.Fatal(err)
	}
	program := filepath.Join(b.t.TempDir(), "stintag") // its name is what makes it the program
	if err := os.Symlink(self, program); err != nil {
		b.t.Fatal(err)
	}
	args = append([]string{"-c", shell + ` exec "$0" "$@"`, program, "-c", filepath.Join(b.dir, "stintag.toml"), "--now", b.now.Format(time.RFC3339)}, args...)
	raw, err := exec.Command("sh", args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		b.t.Fatal(err)
	}
	if exit != nil {
		status = exit.ExitCode()
	}
	return status, string(raw)
}

// noFileOver is a full disk, seen from the program: no file grows past the bytes.
func noFileOver(n int) string { return fmt.Sprintf("ulimit -f %d;", n/512) }

// weighed adds a picture of n bytes to the master.
func weighed(t *testing.T, data []byte, n int) []byte {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range zr.File {
		if err := z.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	picture := make([]byte, n)
	chance := rand.NewChaCha8([32]byte{})
	_, _ = chance.Read(picture)
	w, err := z.Create("xl/media/image99.png")
	if err == nil {
		_, err = w.Write(picture)
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// newArrival is a bureau with a case in its master and a mail that is not read yet.
func newArrival(t *testing.T) *bureau {
	t.Helper()
	b := newBureau(t, twoCentres)
	b.mail("vc.almby@region.example", "Anmälan", complete(nil))
	b.evening()
	b.mail("vc.bjorkby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldDoctor: "Frida Flink",
		process.FieldCentre: "Björkby vårdcentral", process.FieldManagerEmail: "vc.bjorkby@region.example"}))
	if code, out := b.command("import", filepath.Join(b.dir, "in")); code != exitDone {
		t.Fatal(out)
	}
	return b
}

// The disk is full when the master is written: what was there is whole, nothing
// half written is left, and the letters have gone out.
func TestAFullDiskUnderTheMaster(t *testing.T) {
	t.Parallel()
	b := newArrival(t)
	b.put(weighed(t, b.bytes(), 12<<20))
	before := b.bytes()
	status, out := b.child(noFileOver(8<<20), "run", "--nightly")
	if status != exitPerson || !strings.Contains(out, "the master waits") {
		t.Errorf("ends with %d, want %d: %s", status, exitPerson, out)
	}
	if left := b.leftovers(); !bytes.Equal(before, b.bytes()) || len(left) > 0 {
		t.Errorf("the master changed, or this is left: %v", left)
	}
	if _, said := b.command("status"); !strings.Contains(said, "Disken där huvudfilen ligger är full") {
		t.Errorf("status: %s", said)
	}
	if kinds, _ := b.letters("vc.bjorkby@region.example"); len(kinds) != 1 {
		t.Errorf("letters %v, want the receipt", kinds)
	}
	b.now = b.now.AddDate(0, 0, 1)
	b.nextRunFinishes()
}

// The disk is full under the ledger: the run fails and says so, and has changed
// nothing; the next one does its work.
func TestAFullDiskUnderTheLedger(t *testing.T) {
	t.Parallel()
	b := newArrival(t)
	before := b.bytes()
	status, out := b.child(noFileOver(4<<10), "run")
	if status != exitFailed || !strings.Contains(out, "stintag: ") {
		t.Errorf("ends with %d, want %d: %s", status, exitFailed, out)
	}
	if left := b.leftovers(); !bytes.Equal(before, b.bytes()) || len(left) > 0 {
		t.Errorf("the master changed, or this is left: %v", left)
	}
	b.nextRunFinishes()
}

func (b *bureau) nextRunFinishes() {
	b.t.Helper()
	if status, report, _ := b.evening(); status != exitDone || strings.Contains(report, "uppdaterad: ") {
		b.t.Errorf("the next run ends with %d: %s", status, report)
	}
	if got := b.column("Läkare"); len(got) != 2 || len(b.corrections()) > 0 {
		b.t.Errorf("the master holds %v, corrections %v", got, b.corrections())
	}
	if kinds, _ := b.letters("vc.bjorkby@region.example"); len(kinds) != 1 {
		b.t.Errorf("letters %v, want the one receipt", kinds)
	}
}

// The folder may not be written in, though the master may: there is no room for
// the new file, and the old one is not written over.
func TestAFolderThatMayNotBeWrittenIn(t *testing.T) {
	t.Parallel()
	asAnybody := ""
	if os.Geteuid() == 0 { // modes mean nothing to root: its power over them is given up
		if _, err := exec.LookPath("setpriv"); err != nil {
			t.Skip("root, and no setpriv")
		}
		asAnybody = `exec setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-dac_override,-dac_read_search "$0" "$@";`
	}
	b := newArrival(t)
	share := filepath.Join(b.dir, "share")
	path, config := filepath.Join(share, "master.xlsx"), filepath.Join(b.dir, "stintag.toml")
	before := b.bytes()
	raw, err := os.ReadFile(config)
	for _, err := range []error{err, os.Mkdir(share, 0o750), os.Rename(filepath.Join(b.dir, "master.xlsx"), path),
		os.WriteFile(config, bytes.Replace(raw, []byte(`"master.xlsx"`), []byte(`"share/master.xlsx"`), 1), 0o600)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b.mode(share, 0o550)
	t.Cleanup(func() { _ = os.Chmod(share, 0o750) })
	status, out := b.child(asAnybody, "run", "--nightly")
	if status != exitPerson {
		t.Errorf("ends with %d, want %d: %s", status, exitPerson, out)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the master changed, %v", err)
	}
	if _, said := b.command("status"); !strings.Contains(said, "får inte skriva i huvudfilens mapp") {
		t.Errorf("status: %s", said)
	}
	b.mode(share, 0o750)
	b.now = b.now.AddDate(0, 0, 1)
	if status, report, _ := b.evening(); status != exitDone || strings.Contains(report, "uppdaterad: ") {
		t.Errorf("mended, the run ends with %d: %s", status, report)
	}
}
