package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/master"
)

// the manager is answered, the study director is asked, the administrators
// have the Dagsrapport, and the council has figures, once a month and of nobody.
func TestEachRoleHasItsLetters(t *testing.T) {
	t.Parallel()
	const council = "vardvalsradet@region.example"
	b := newBureau(t, twoCentres)
	b.council(t, council)
	b.mail(almby, "Byte", complete(map[process.Field]any{
		process.FieldKind: process.Transfer, process.FieldTransferFrom: "Björkby vårdcentral",
	}))
	b.run()
	b.run()
	for _, tt := range []struct {
		to    string
		kinds []string
	}{
		{almby, []string{"receipt"}},
		{"vc.bjorkby@region.example", nil},
		{"studierektor@region.example", []string{"study-director"}},
		{"handlaggare@region.example", []string{"summary", "summary"}},
		{council, []string{"information"}},
	} {
		if kinds, _ := b.letters(tt.to); !slices.Equal(kinds, tt.kinds) {
			t.Errorf("%s has %v, want %v", tt.to, kinds, tt.kinds)
		}
	}
	_, texts := b.letters(council)
	for _, word := range []string{"IA-2024", "Doris", "Almby", "Björkby"} {
		if strings.Contains(texts[0], word) {
			t.Errorf("the council is told of %s:\n%s", word, texts[0])
		}
	}
	if !strings.Contains(texts[0], "Beviljade i år") || !strings.Contains(texts[0], "Mål vid årets slut") {
		t.Errorf("the council is told no figures:\n%s", texts[0])
	}
	b.at(process.D(2024, 10, 1))
	if kinds, _ := b.letters(council); len(kinds) != 2 {
		t.Errorf("the next month: %v", kinds)
	}
}

// each manager is told of its own doctors who soon are specialists, once a
// half-year, where the region has a goal for new specialists.
func TestManagersAreToldWhoFinishes(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	doctor := func(id, name, centre string, end process.Date) process.Trainee {
		return process.Trainee{ID: id, Name: name, CentreID: centre, Start: process.D(2019, 4, 1), PlannedEnd: end, Degree: 1, Track: "ST", Status: process.TraineeActive}
	}
	b.fill(master.Registers{Centres: twoCentres, Roster: []process.Trainee{
		doctor("ST-01", "Sara Snart", "A", process.D(2025, 2, 28)), doctor("ST-02", "Nora Nästa", "A", process.D(2025, 8, 31)),
		doctor("ST-03", "Fia Fjärran", "A", process.D(2027, 1, 31)), doctor("ST-04", "Bo Bortre", "B", process.D(2025, 3, 1)),
	}})
	b.run()
	if kinds, _ := b.letters(almby); len(kinds) > 0 {
		t.Fatalf("without a goal: %v", kinds)
	}
	path := filepath.Join(b.dir, "stintag.toml")
	cfg, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.Replace(cfg, []byte(`"vastmanland"`), []byte(`"stockholm"`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	b.run()
	b.run()
	kinds, texts := b.inTime(almby)
	if !slices.Equal(kinds, []string{"information"}) {
		t.Fatalf("letters %v", kinds)
	}
	for word, told := range map[string]bool{"Sara Snart 2025-02-28 inom 6 månader": true, "Nora Nästa 2025-08-31 inom 12 månader": true, "Fjärran": false, "Bortre": false, "varav 1 inom 6": true} {
		if strings.Contains(texts[0], word) != told {
			t.Errorf("%q told: %v\n%s", word, !told, texts[0])
		}
	}
	b.at(process.D(2025, 1, 2))
	if kinds, _ := b.letters(almby); len(kinds) != 2 {
		t.Errorf("the next half-year: %v", kinds)
	}
}

// what stands how is had as JSON, by a program that hands it on.
func TestTheStatusReportIsExported(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(almby, "Anmälan", complete(nil))
	b.run()
	for command, keys := range map[string][]string{
		"status":   {"day", "granted_this_year", "waiting_list", "goal", "in_training", "forecast_year_end", "mails", "cases", "letters"},
		"forecast": {"regelverk", "dag", "år", "intag som behövs", "blir klara", "att tänka på"},
		"allot":    {"regelverk", "läge", "vårdcentraler", "summa"},
	} {
		var out, trouble bytes.Buffer
		code := Main(t.Context(), []string{"-c", filepath.Join(b.dir, "stintag.toml"), "--json", command},
			World{Out: &out, Err: &trouble, Clock: func() time.Time { return b.now }})
		var report map[string]any
		if err := json.Unmarshal(out.Bytes(), &report); err != nil || code != 0 {
			t.Errorf("%s: exit status %d, %v, %s", command, code, err, trouble.String())
			continue
		}
		for _, k := range keys {
			if _, there := report[k]; !there {
				t.Errorf("%s has no %q: %s", command, k, out.String())
			}
		}
		if command == "status" && (report["waiting_list"] != 1.0 || report["goal"] != 105.0) {
			t.Errorf("status: %s", out.String())
		}
	}
}

// council writes the council's addresses into the configuration.
func (b *bureau) council(t *testing.T, addresses ...string) {
	t.Helper()
	path := filepath.Join(b.dir, "stintag.toml")
	cfg, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(cfg), "\n")
	i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "council") })
	lines[i] = `council = ['` + strings.Join(addresses, `', '`) + `']`
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
}

// figures that cannot be written to one of the council hold up neither the
// others' nor the Dagsrapport.
func TestFiguresThatCannotBeWrittenWaitAlone(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.council(t, `"vard rad"@region.example`, "vardvalsradet@region.example")
	if trouble := b.troubled(t); !strings.Contains(trouble, "address 1 of council") || strings.Contains(trouble, "vard rad") {
		t.Errorf("the run says %q", trouble)
	}
	for to, want := range map[string]string{"vardvalsradet@region.example": "information", "handlaggare@region.example": "summary"} {
		if kinds, _ := b.letters(to); !slices.Equal(kinds, []string{want}) {
			t.Errorf("%s has %v, want %s", to, kinds, want)
		}
	}
}
