package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"stintag/process"
	"stintag/process/master"
	"stintag/process/workbook"
	"stintag/samples"
)

// TestMain lets the scripts run the program as a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"stintag": main})
}

// TestScripts are the commands as their users meet them.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"sample-mails":     writeSampleMails,
			"fill-region":      fillRegion,
			"decide":           decideIn,
			"exits":            exits,
			"hash-folder":      hashFolder,
			"named-by-explain": namedByExplain,
			"dagsrapport":      copyReport,
			"correct":          correctIn,
			"tamper":           tamperWith,
		},
		RequireExplicitExec: true,
	})
}

// writeSampleMails DIR EVENING writes the evening's sample mails as files.
func writeSampleMails(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sample-mails DIR EVENING")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	r, err := samples.Named("vastmanland")
	ts.Check(err)
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o750))
	for _, m := range r.Evening(n) {
		ts.Check(os.WriteFile(filepath.Join(dir, m.File), m.Raw, 0o600))
	}
}

// fillRegion DIR fills the registers of the master that init made.
func fillRegion(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: fill-region DIR")
	}
	r, err := samples.Named("vastmanland")
	ts.Check(err)
	rewriteMaster(ts, args[0], func(raw []byte) ([]byte, error) {
		return master.Fill(raw, master.Registers{Centres: r.Centres, Roster: r.Roster, Budget: r.Budget})
	})
}

// decideIn DIR CASE VERDICT fills in a decision as a delegate would.
func decideIn(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: decide DIR CASE VERDICT…")
	}
	d := process.Decision{Verdict: process.Verdict(strings.Join(args[2:], " ")), By: "Karin Lindqvist", Date: process.D(2024, 9, 11), Reason: "Enligt ordningen."}
	rewriteMaster(ts, args[0], func(raw []byte) ([]byte, error) {
		return master.Decide(raw, map[string]process.Decision{args[1]: d})
	})
}

func rewriteMaster(ts *testscript.TestScript, dir string, change func([]byte) ([]byte, error)) {
	path := filepath.Join(ts.MkAbs(dir), "master.xlsx")
	raw, err := os.ReadFile(path)
	ts.Check(err)
	changed, err := change(raw)
	ts.Check(err)
	ts.Check(workbook.Save(path, changed, workbook.SaveOptions{ExpectSHA256: workbook.Hash(raw), Now: time.Now()}))
}

// exits STATUS COMMAND… runs a command and holds it to its exit status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(fmt.Sprint(err), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}
