package main

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/master"
	"stintag/process/workbook"
)

// put puts a file in the master's place, as a person would.
func (b *bureau) put(data []byte) {
	b.t.Helper()
	if err := os.WriteFile(filepath.Join(b.dir, "master.xlsx"), data, 0o600); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bureau) bytes() []byte {
	b.t.Helper()
	data, err := os.ReadFile(filepath.Join(b.dir, "master.xlsx"))
	if err != nil {
		b.t.Fatal(err)
	}
	return data
}

// corrections are what the ledger has of people's corrections, by case and heading.
func (b *bureau) corrections() map[string]string {
	b.t.Helper()
	s, _ := b.state()
	all := map[string]string{}
	for id, in := range s.inputs {
		for heading, text := range in.Corrections {
			all[id+" "+heading] = text
		}
	}
	return all
}

// column is what stands in a column of Ärenden, by case.
func (b *bureau) column(heading string) map[string]string {
	b.t.Helper()
	s, columns := b.sheet(master.SheetCases)
	all := map[string]string{}
	for _, r := range s.Rows[1:] {
		if id := s.Cell(r.Number, columns["Ärende"]).Text; id != "" {
			all[id] = s.Cell(r.Number, columns[heading]).String()
		}
	}
	return all
}

// evenings plays five evenings in which nearly everything in the master moves, and
// gives it as each of them left it.
func (b *bureau) evenings() (masters [][]byte) {
	b.t.Helper()
	for i, doctor := range []string{"Doris Duktig", "Elis Envis", "Frida Flink", "Gun Glad", "Harry Hurtig"} {
		centre, from := "Almby vårdcentral", "vc.almby@region.example"
		if i%2 == 1 {
			centre, from = "Björkby vårdcentral", "vc.bjorkby@region.example"
		}
		b.mail(from, "Anmälan", complete(map[process.Field]any{process.FieldDoctor: doctor, process.FieldCentre: centre,
			process.FieldManagerEmail: from, process.FieldLicenceDate: process.D(2020-i, 3, 1)}))
		b.run()
		masters = append(masters, b.bytes())
	}
	return masters
}

// An older master that is put back is known by its stamp: what the program had
// written in it is nobody's correction, and is brought up to date.
func TestAnOlderMasterPutBackIsKnown(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	masters := b.evenings()
	places, status := b.column("Turordning"), b.column("Status")
	for _, i := range []int{1, 0, 3, 1} {
		b.put(masters[i])
		if batch := b.run(); len(batch.person) > 0 {
			t.Errorf("master %d put back: %v", i, batch.person)
		}
		if got := b.corrections(); len(got) > 0 {
			t.Errorf("master %d put back: corrections %v", i, got)
		}
		if diff := cmp.Diff(places, b.column("Turordning")) + cmp.Diff(status, b.column("Status")); diff != "" {
			t.Errorf("master %d put back: not up to date (-want +got):\n%s", i, diff)
		}
		before := b.bytes()
		if b.run(); workbook.StampOf(before) == workbook.StampOf(masters[i]) {
			t.Errorf("master %d put back: written under its old stamp", i)
		}
		if got := b.corrections(); len(got) > 0 || !cmp.Equal(places, b.column("Turordning")) {
			t.Errorf("master %d, the run after: corrections %v", i, got)
		}
	}
}

// The same file without its stamp is taken for the newest, which it is not: this is
// what the stamp is for.
func TestWithoutAStampAnOlderMasterLooksCorrected(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	masters := b.evenings()
	b.put(stampedAs(t, masters[1], "no stamp of ours"))
	b.run()
	if len(b.corrections()) == 0 {
		t.Error("no corrections: the tests of the stamp prove nothing")
	}
}

func stampedAs(t *testing.T, data []byte, stamp string) []byte {
	t.Helper()
	out, err := workbook.Apply(data, workbook.Edit{Stamp: stamp, Changes: []workbook.Change{
		{Sheet: master.SheetInstructions, Row: 300, Col: 1, Value: workbook.Cell{Kind: workbook.Text, Text: "x"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What people write in an older master that is put back is theirs, and nothing else.
func TestWhatPeopleWriteInAnOlderMasterCounts(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	masters := b.evenings()
	b.put(masters[2])
	b.write(master.SheetCases, 2, map[string]string{"Anteckning": "Ring på måndag", "Möjlig start": "2025-02-01"})
	b.run()
	want := map[string]string{"IA-2024-0001 Möjlig start": "2025-02-01"}
	for range 2 {
		if diff := cmp.Diff(want, b.corrections()); diff != "" {
			t.Errorf("corrections (-want +got):\n%s", diff)
		}
		if got := b.column("Anteckning")["IA-2024-0001"]; got != "Ring på måndag" {
			t.Errorf("the note is %q", got)
		}
		if got := len(b.column("Status")); got != 5 {
			t.Errorf("%d cases stand in the master, want the 5 there are", got)
		}
		b.run()
	}
}

// The older master is put back while the newest cannot have been recorded: the run
// that wrote it died between the rename and its note.
func TestAnOlderMasterAfterADeadRun(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	masters := b.evenings()
	want := b.column("Turordning")
	for i, data := range [][]byte{masters[1], masters[4]} {
		b.deadAfterRename()
		b.put(data)
		b.run()
		if got := b.corrections(); len(got) > 0 {
			t.Errorf("%d: corrections %v", i, got)
		}
		got := b.column("Turordning")
		maps.DeleteFunc(got, func(id string, _ string) bool { _, known := want[id]; return !known })
		if len(got) != len(want) {
			t.Errorf("%d: places %v", i, got)
		}
	}
}

// deadAfterRename plays a run that replaces the master and dies before it notes so.
func (b *bureau) deadAfterRename() {
	b.t.Helper()
	b.mail("vc.almby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldDoctor: "Ines Ivrig", process.FieldLicenceDate: process.D(2010, 1, b.sent)}))
	o := b.office()
	release, err := o.lockedStores(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	files, err := importable([]string{filepath.Join(b.dir, "in")})
	if err == nil {
		err = o.importFiles(b.t.Context(), files, "")
	}
	if err != nil {
		b.t.Fatal(err)
	}
	run := &batch{office: o, now: o.clock()}
	for _, step := range []func() error{
		func() error { return run.begin(b.t.Context()) }, func() error { return run.receive(b.t.Context()) },
		func() error { return run.adopt(b.t.Context()) }, func() error { return run.judge(b.t.Context()) },
		func() error { return run.mergeUnrecorded(b.t.Context()) },
	} {
		if err := step(); err != nil {
			b.t.Fatal(err)
		}
	}
	release()
	b.now = b.now.AddDate(0, 0, 1)
}

// mergeUnrecorded is merge without its last step.
func (b *batch) mergeUnrecorded(ctx context.Context) error {
	s, err := b.load(ctx, b.now)
	if err != nil {
		return err
	}
	view, err := b.view(ctx, s, s.judge())
	if err != nil {
		return err
	}
	base, pending, err := b.bases(ctx)
	if err != nil {
		return err
	}
	out, _, err := master.Merge(b.cfg.path(b.cfg.Master), base, pending, view, b.mergeOptions(ctx))
	if err == nil && !out.Written {
		err = errors.New("the master was not written")
	}
	return err
}

// What a dead run wrote may be put back after an older master was: it is known too.
func TestTheMasterOfADeadRunPutBackLater(t *testing.T) {
	t.Parallel()
	for name, older := range map[string]int{"after the one before it": 4, "after one long before it": 1} {
		t.Run(name, func(t *testing.T) {
			b := newBureau(t, twoCentres)
			masters := b.evenings()
			b.deadAfterRename()
			dead := b.bytes()
			b.put(masters[older])
			b.run()
			want := b.column("Turordning")
			for _, data := range [][]byte{dead, masters[4], dead, masters[2]} {
				b.put(data)
				b.run()
				if got := b.corrections(); len(got) > 0 {
					t.Errorf("corrections %v", got)
				}
				if diff := cmp.Diff(want, b.column("Turordning")); diff != "" {
					t.Errorf("not up to date (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// Where the master is gone nothing of it is kept, and restore says nothing else.
func TestRestoringAGoneMasterPromisesNothing(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.evenings()
	if status, out := b.command("restore", "latest"); status != exitDone || !strings.Contains(out, "What stood there is kept") {
		t.Errorf("over a master: %d, %s", status, out)
	}
	b.remove(filepath.Join(b.dir, "master.xlsx"))
	if status, out := b.command("restore", "latest"); status != exitDone || strings.Contains(out, "is kept") {
		t.Errorf("where none is: %d, %s", status, out)
	}
}
