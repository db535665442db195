package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stintag/samples/postoffice/realmail"
)

// mutant is a fault put into the program on purpose: the crash test that does not
// find it proves nothing. It is built in by an overlay, so that the program itself
// holds no trace of it, and woken by its name.
type mutant struct {
	name     string
	file     string
	old, new string // old stands there once
	power    bool   // only a power cut shows it
	copying  bool   // only a server that cannot move shows it
}

var mutants = []mutant{
	{name: "moved before the ledger", file: "cmd/stintag/post.go",
		old: "\tmissing, err := box.Fetch(ctx, fresh, func(",
		new: "\tif kill.Mutant(`NAME`) {\n\t\treturn b.movedFirst(ctx, box, validity, fresh)\n\t}\n\tmissing, err := box.Fetch(ctx, fresh, func("},
	{name: "ledger before the spool", file: "cmd/stintag/post.go",
		old: "\tvar head headOf\n",
		new: "\tvar head headOf\n\tif kill.Mutant(`NAME`) {\n\t\treturn b.ledgerFirst(ctx, m, body)\n\t}\n"},
	{name: "counted after it is opened", file: "cmd/stintag/post.go",
		old: "func(tx *ledger.Tx) error { return tx.Attempt(m.ID) })",
		new: "func(tx *ledger.Tx) error {\n\t\tif kill.Mutant(`NAME`) {\n\t\t\treturn nil\n\t\t}\n\t\treturn tx.Attempt(m.ID)\n\t})"},
	{name: "settled in a transaction of its own", file: "cmd/stintag/judge.go",
		old: "\tkill.Point(\"judged\")\n",
		new: "\tkill.Point(\"judged\")\n\tif kill.Mutant(`NAME`) {\n\t\tif err := b.settledFirst(ctx, f); err != nil {\n\t\t\treturn err\n\t\t}\n\t}\n"},
	{name: "letters owed in a transaction of their own", file: "cmd/stintag/judge.go",
		old: "\t\tfor _, l := range f.letters {\n",
		new: "\t\tfor _, l := range f.letters {\n\t\t\tif kill.Mutant(`NAME`) {\n\t\t\t\tbreak\n\t\t\t}\n"},
	{name: "letters owed in a transaction of their own", file: "cmd/stintag/judge.go",
		old: "\tkill.Point(\"judgement-committed\")\n",
		new: "\tkill.Point(\"judgement-committed\")\n\tif err == nil && kill.Mutant(`NAME`) {\n\t\terr = b.owedAfterwards(ctx, f)\n\t}\n"},
	{name: "moved before the letters", file: "cmd/stintag/run.go",
		old: "func (b *batch) notify(ctx context.Context) error {\n",
		new: "func (b *batch) notify(ctx context.Context) error {\n\tif kill.Mutant(`NAME`) {\n\t\tif err := b.inInbox(ctx, b.move); err != nil {\n\t\t\treturn err\n\t\t}\n\t}\n"},
	{name: "base not recorded beforehand", file: "cmd/stintag/merge.go",
		old: "\t\tPending: func(now, coming master.Base) error {\n",
		new: "\t\tPending: func(now, coming master.Base) error {\n\t\t\tif kill.Mutant(`NAME`) {\n\t\t\t\treturn nil\n\t\t\t}\n"},
	{name: "copies not looked for", file: "cmd/stintag/post_move.go", copying: true,
		old: "\tif box.MovesAtOnce() ||",
		new: "\tif kill.Mutant(`NAME`) || box.MovesAtOnce() ||"},
	{name: "sent before the yes", file: "notify/deliver.go",
		old: "\td.Point(\"letter-trying\")\n",
		new: "\tif kill.Mutant(`NAME`) {\n\t\tif err := d.sentAlready(ctx, l.ID); err != nil {\n\t\t\treturn ledger.Owed, \"\", err\n\t\t}\n\t}\n\td.Point(\"letter-trying\")\n"},
	{name: "sent before the yes", file: "notify/deliver.go",
		old: "\tstate, next := d.became(l, out)\n",
		new: "\tstate, next := d.became(l, out)\n\tif kill.Mutant(`NAME`) && state == ledger.Sent {\n\t\treturn state, \"\", nil\n\t}\n"},
	{name: "another Message-ID at each attempt", file: "notify/deliver.go",
		old: "\tout := d.Sender.Send(",
		new: "\tif l.Attempts > 0 && kill.Mutant(`NAME`) {\n\t\tl.MIME = renamed(l.MIME)\n\t}\n\tout := d.Sender.Send("},
	{name: "attempt not noted", file: "notify/deliver.go",
		old: "func(tx *ledger.Tx) error { return tx.Try(l.ID) })",
		new: "func(tx *ledger.Tx) error {\n\t\tif kill.Mutant(`NAME`) {\n\t\t\treturn nil\n\t\t}\n\t\treturn tx.Try(l.ID)\n\t})"},
	{name: "workbook written in place", file: "process/workbook/save.go",
		old: "\t\terr = os.Rename(tmp, path)\n",
		new: "\t\tif err = os.Rename(tmp, path+\".new\"); kill.Mutant(`NAME`) {\n\t\t\terr = inPlace(path, data, opt.Point)\n\t\t} else {\n\t\t\terr = os.Rename(path+\".new\", path)\n\t\t}\n"},
	{name: "audit in a transaction of its own", file: "process/ledger/ledger.go",
		old: "\t\terr = t.writeAudit()\n",
		new: "\t\tif !kill.Mutant(`NAME`) {\n\t\t\terr = t.writeAudit()\n\t\t}\n"},
	{name: "audit in a transaction of its own", file: "process/ledger/ledger.go",
		old: "\t\treturn fmt.Errorf(\"commit: %w\", err)\n\t}\n\treturn nil\n",
		new: "\t\treturn fmt.Errorf(\"commit: %w\", err)\n\t}\n\tif kill.Mutant(`NAME`) {\n\t\treturn l.auditAfterwards(ctx, now, t)\n\t}\n\treturn nil\n"},
	{name: "synchronous off", file: "process/ledger/ledger.go", power: true, old: `"synchronous(full)"`, new: `toldDurability()`},
	{name: "synchronous normal", file: "process/ledger/ledger.go", power: true, old: `"synchronous":  "2"`, new: `"synchronous": saidDurability()`},
	{name: "workbook renamed without being synced", file: "process/workbook/save.go", power: true,
		old: "\tif err := f.Sync(); err != nil {\n",
		new: "\tif kill.Mutant(`NAME`) {\n\t\treturn f.Name(), nil\n\t}\n\tif err := f.Sync(); err != nil {\n"},
	{name: "mail spooled without being synced", file: "ingest/spool/spool.go", power: true,
		old: "\tif err == nil {\n\t\terr = f.Sync()\n", new: "\tif err == nil && !kill.Mutant(`NAME`) {\n\t\terr = f.Sync()\n"},
}

// added are the files that the mutants need besides.
var added = map[string]string{
	"kill.go.txt": "process/kill/mutants.go", "ledger.go.txt": "process/ledger/mutants.go", "workbook.go.txt": "process/workbook/mutants.go",
	"stintag.go.txt": "cmd/stintag/mutants.go", "notify.go.txt": "notify/mutants.go",
}

// mutated are the files with their mutants in them.
func mutated(t *testing.T, root string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, m := range mutants {
		if texts[m.file] == "" {
			texts[m.file] = readText(t, filepath.Join(root, m.file))
		}
		if n := strings.Count(texts[m.file], m.old); n != 1 {
			t.Fatalf("%s: the place for the mutant %q is there %d times; its text has changed", m.file, m.name, n)
		}
		texts[m.file] = strings.Replace(texts[m.file], m.old, strings.ReplaceAll(m.new, "NAME", m.name), 1)
	}
	return texts
}

// infected gives the overlay that builds every mutant into one program.
func infected(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs(repository)
	if err != nil {
		t.Fatal(err)
	}
	dir, replace := t.TempDir(), map[string]string{}
	put := func(file, text string) {
		to := filepath.Join(dir, strings.ReplaceAll(file, "/", "-"))
		if err := os.WriteFile(to, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		replace[filepath.Join(root, file)] = to
	}
	for file, text := range mutated(t, root) {
		if !strings.Contains(text, `"stintag/process/kill"`) {
			text = strings.Replace(text, "import (\n", "import (\n\t\"stintag/process/kill\"\n", 1)
		}
		put(file, text)
	}
	for from, file := range added {
		put(file, readText(t, filepath.Join("testdata", "mutants", from)))
	}
	raw, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	overlay := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(overlay, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return overlay
}

func readText(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// mutantRounds are many more than any mutant needs: each point comes some seventy times,
// and in a hundred tries none has needed more than thirty rounds.
const mutantRounds = 2000

// TestMutantsAreCaught holds the crash test to its purpose.
func TestMutantsAreCaught(t *testing.T) {
	overlay := infected(t) // that every mutant still has its place is always held
	if !*crashMutants {
		t.Skip("dies many times: go test -run TestMutantsAreCaught ./cmd/stintag -crash.mutants")
	}
	binary := buildForCrashes(t, overlay)
	plain, without := dovecotBoxes(t, realmail.Options{}), dovecotBoxes(t, realmail.Options{NoMove: true})
	t.Run("none", func(t *testing.T) { // what wakes no mutant is the program as it is
		c := newCampaign(t, binary)
		c.newBox, c.rounds, c.lasts = plain, 10, 0
		if _, err := c.run(t); err != nil {
			t.Error(err)
		}
	})
	tried := map[string]bool{}
	for _, m := range mutants {
		if tried[m.name] {
			continue
		}
		tried[m.name] = true
		t.Run(m.name, func(t *testing.T) {
			c := newCampaign(t, binary)
			c.mutant, c.newBox, c.rounds, c.lasts = m.name, plain, mutantRounds, 0
			if m.copying {
				c.newBox, c.noMove = without, true
			}
			if m.power {
				c.newDisk = powerDisks(t)
			}
			began := time.Now()
			done, err := c.run(t)
			if err == nil {
				t.Fatalf("seed %d: not caught in %d rounds", c.seed, done.rounds)
			}
			said, _, _ := strings.Cut(err.Error(), "\n")
			t.Logf("caught at round %d, after %s: %s", done.rounds+1, time.Since(began).Round(time.Millisecond), said)
		})
	}
}
