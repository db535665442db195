package main

import (
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/ledger"
)

// An answer that cannot be written holds up nobody: its mail waits, the others are
// answered, and the Dagsrapport says so with the sums agreeing. The next run tries
// again.
func TestAnAnswerThatCannotBeWrittenWaitsAlone(t *testing.T) {
	t.Parallel()
	const odd = `"vc bjorkby"@region.example` // an address that mail comes from, and that no letter can be written to
	centres := slices.Clone(twoCentres)
	centres[1].Addresses = []string{odd}
	b := newBureau(t, centres)
	b.mail(odd, "Anmälan", complete(map[process.Field]any{process.FieldCentre: "Björkby vårdcentral", process.FieldDoctor: "Frans Femma"}))
	b.mail(almby, "Anmälan", complete(nil))
	trouble := b.troubled(t)
	if !strings.Contains(trouble, "mail 1 waits for the next run") || strings.Contains(trouble, "bjorkby") {
		t.Errorf("the run says %q", trouble)
	}
	ms := b.mails()
	if ms[0].Place != ledger.Unjudged || ms[1].Place != ledger.Handled {
		t.Fatalf("the mails ended in %q and %q", ms[0].Place, ms[1].Place)
	}
	if cases := b.cases(); len(cases) != 1 || cases[0].Application.Doctor != "Doris Duktig" {
		t.Fatalf("cases %+v; want the one whose sender is told of it", cases)
	}
	if kinds, _ := b.letters(almby); !slices.Equal(kinds, []string{"receipt"}) {
		t.Errorf("the other sender got %v", kinds)
	}
	_, reports := b.letters("handlaggare@region.example")
	if report := oneLine(reports...); !strings.Contains(report, "Läs mejl 1") || !strings.Contains(report, "och 1 prövas igen, stämmer") {
		t.Errorf("the Dagsrapport says\n%s", reports[0])
	}

	b.now = b.now.AddDate(0, 0, 1)
	b.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldDoctor: "Sven Sexa"}))
	if trouble := b.troubled(t); !strings.Contains(trouble, "mail 1 waits for the next run") {
		t.Errorf("it was not tried again: %q", trouble)
	}
	if cases := b.cases(); len(cases) != 2 || cases[1].ID != "IA-2024-0002" {
		t.Errorf("cases %+v; want the two that are told of, numbered on", cases)
	}
}

// troubled plays a batch that must end in trouble, and gives its words.
func (b *bureau) troubled(t *testing.T) string {
	t.Helper()
	o := b.office()
	var said strings.Builder
	o.log = slog.New(slog.NewTextHandler(&said, nil))
	release, err := o.lockedStores(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	files, err := importable([]string{filepath.Join(b.dir, "in")})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.importFiles(t.Context(), files, ""); err != nil {
		t.Fatal(err)
	}
	_, err = o.Batch(t.Context(), true, nil)
	if err == nil {
		t.Fatal("the run saw no trouble")
	}
	if errors.Is(err, errPerson) {
		return said.String()
	}
	return err.Error() + said.String()
}
