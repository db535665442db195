package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"stintag/process"
	"stintag/process/master"
	"stintag/process/workbook"
)

// lastRunChangesNothing runs once more, when nobody has written and nothing has come.
func (w *week) lastRunChangesNothing() {
	before := w.bytes()
	w.now = w.now.Add(10 * time.Minute)
	if status, out := w.command("run"); status != exitDone || !bytes.Equal(before, w.bytes()) {
		w.t.Errorf("the last run ends with %d and changed the master: %v, %s", status, !bytes.Equal(before, w.bytes()), out)
	}
	w.settle("at the end")
}

// id is the number in a doctor's row.
func (w *week) id(doctor string) string {
	w.t.Helper()
	for id, name := range w.column("Läkare") {
		if name == doctor {
			return id
		}
	}
	return ""
}

// evening runs, and holds everything that is to be so after a run.
func (w *week) evening(want int) {
	w.t.Helper()
	before := w.bytes()
	if status, out := w.command("import", filepath.Join(w.dir, "in")); status != exitDone {
		w.t.Fatalf("import: %d, %s", status, out)
	}
	day := w.now.Format("Monday 15:04")
	if status, out := w.command("run"); status != want {
		w.t.Errorf("%s: the run ends with %d, want %d: %s", day, status, want, out)
	}
	w.settle(day)
	w.untouched(day, before)
	w.agrees(day)
}

func (w *week) corrected(want int) {
	w.t.Helper()
	if got := w.corrections(); len(got) != want {
		w.t.Errorf("%s: corrections %v, want %d", w.now.Format("Monday"), got, want)
	}
}

// waits runs while the master cannot be written: it stays as it is, and the mail of
// the day is answered all the same.
func (w *week) waits(says, doctor string) {
	w.t.Helper()
	before := w.bytes()
	if status, out := w.command("import", filepath.Join(w.dir, "in")); status != exitDone {
		w.t.Fatalf("import: %d, %s", status, out)
	}
	status, out := w.command("run")
	_, said := w.command("status")
	if status != exitPerson || !strings.Contains(flat(said), says) || !bytes.Equal(before, w.bytes()) {
		w.t.Errorf("%s: the run ends with %d, status says %q, the master changed: %v\n%s", w.now.Format("Monday"), status, flat(said), !bytes.Equal(before, w.bytes()), out)
	}
	if !slices.ContainsFunc(w.sent(), func(l sentLetter) bool { return l.kinds == "receipt" && strings.Contains(l.text, doctor) }) {
		w.t.Errorf("%s: no receipt for %s", w.now.Format("Monday"), doctor)
	}
}

func (w *week) tells(words ...string) {
	w.t.Helper()
	todo := w.todo()
	for _, s := range words {
		if !strings.Contains(todo, s) {
			w.t.Errorf("%s: Att göra does not say %q:\n%s", w.now.Format("Monday"), s, todo)
		}
	}
}

// untouched compares the master before and after a run: rows stand in their order,
// and every cell that is not the program's is as it was.
func (w *week) untouched(day string, before []byte) {
	w.t.Helper()
	was, err := workbook.Read(before, workbook.MasterLimits)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, s := range was.Sheets {
		own, mixed := ownColumns[s.Name]
		if !mixed && s.Name != "Annas blad" {
			continue
		}
		now, _ := w.sheet(s.Name)
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				heading := s.Cell(1, c.Col).Text
				if c.Kind == workbook.Empty || r.Number > 1 && heading != "" && strings.Contains(own, "|"+heading+"|") && heading != "Ärende" {
					continue
				}
				if got := now.Cell(r.Number, c.Col); got.String() != c.String() || got.Formula != c.Formula {
					w.t.Errorf("%s: %s %s was %q and is %q", day, s.Name, workbook.Address(r.Number, c.Col), c.String(), got.String())
				}
			}
		}
	}
}

// agrees holds Ärenden and Översikt against the ledger: a row a case, and the figures
// those of the judgement.
func (w *week) agrees(day string) {
	w.t.Helper()
	s, j := w.state()
	rows := map[string]int{}
	for _, id := range w.ids() {
		rows[id]++
	}
	column := map[string]map[string]string{}
	for _, h := range []string{"Status", "Turordning", "Förslag", "Läkare", "Legitimationsdatum", "Möjlig start"} {
		column[h] = w.column(h)
	}
	for i, x := range j.Standings {
		resting := x.Status == process.StatusWithdrawn || x.Status == process.StatusClosed
		if n := rows[x.Case]; n != 1 && !(n == 0 && resting) {
			w.t.Errorf("%s: %s has %d rows", day, x.Case, n)
		}
		delete(rows, x.Case)
		turn := ""
		if x.Place > 0 {
			turn = fmt.Sprint(x.Place)
		}
		app := s.world.Cases[i].Application
		for heading, want := range map[string]string{"Status": string(x.Status), "Turordning": turn, "Förslag": string(x.Proposal.Outcome),
			"Läkare": app.Doctor, "Legitimationsdatum": app.LicenceDate.String(), "Möjlig start": app.PossibleStart.String()} {
			if got, there := column[heading][x.Case]; there && got != want {
				w.t.Errorf("%s: %s of %s is %q; the ledger says %q", day, heading, x.Case, got, want)
			}
		}
	}
	if len(rows) > 0 || len(s.cases) != len(j.Standings) {
		w.t.Errorf("%s: rows of no case: %v", day, rows)
	}
	figures := strings.Join(w.rows(master.SheetOverview), "\n")
	for label, n := range map[string]int{"Nu": j.Figures.InTraining, "På intresselistan": j.Figures.Waiting, "Beviljade i år": j.Figures.GrantedYear, "Prognos vid årets slut": j.Figures.YearEnd} {
		if !strings.Contains("|"+strings.ReplaceAll(figures, "\n", "|")+"|", fmt.Sprintf("|%s|%d|", label, n)) {
			w.t.Errorf("%s: Översikt does not say %s %d:\n%s", day, label, n, figures)
		}
	}
}

// ids are the numbers in Ärenden from the top.
func (w *week) ids() (ids []string) {
	s, columns := w.sheet(master.SheetCases)
	for _, r := range s.Rows[1:] {
		if id := s.Cell(r.Number, columns["Ärende"]).Text; id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// gone holds that closed cases' rows, once deleted, stay away.
func (w *week) gone(ids ...string) {
	w.t.Helper()
	for _, id := range ids {
		if slices.Contains(w.ids(), id) {
			w.t.Errorf("%s: the row of %s came back", w.now.Format("Monday"), id)
		}
	}
}

// struck takes rows that are to stay away out of the accounts.
func (w *week) struck(ids ...string) {
	maps.DeleteFunc(w.accounts, func(at entry, _ account) bool { return at.sheet == master.SheetCases && slices.Contains(ids, at.key) })
}

// decisions counts the decision letters of each case.
func (w *week) decisions(want map[string]int) {
	w.t.Helper()
	got := map[string]int{}
	for id := range want {
		got[id] = 0
	}
	for _, l := range w.sent() {
		if strings.Contains(l.kinds, "decision") {
			for id := range want {
				if strings.Contains(l.text, id) {
					got[id]++
				}
			}
		}
	}
	if !maps.Equal(got, want) {
		w.t.Errorf("%s: decision letters %v, want %v", w.now.Format("Monday"), got, want)
	}
}

type sentLetter struct{ id, to, kinds, text string }

func (w *week) sent() (all []sentLetter) {
	w.t.Helper()
	files, err := filepath.Glob(filepath.Join(w.dir, "mail", "*.eml"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, sentLetter{header(raw, "Message-Id"), header(raw, "To"), header(raw, "X-Stintag-Kind"), plainText(w.t, raw)})
	}
	return all
}

// everyLetterOnce holds that nobody has the same letter twice, and that every mail
// was answered.
func (w *week) everyLetterOnce() {
	seen, receipts := map[string]bool{}, 0
	for _, l := range w.sent() {
		if words := l.to + l.kinds + l.text; seen[words] {
			w.t.Errorf("%s has the same letter twice: %s", l.to, l.text)
		} else {
			seen[words] = true
		}
		if strings.Contains(l.kinds, "receipt") {
			receipts++
		}
	}
	if mails := w.mails(); receipts < len(mails) {
		w.t.Errorf("%d receipts for %d mails", receipts, len(mails))
	}
}

// keptAsVersion holds that a file which was replaced lies whole among the versions.
func (w *week) keptAsVersion(data []byte) {
	w.t.Helper()
	versions, err := workbook.Versions(filepath.Join(w.dir, "master.xlsx"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, v := range versions {
		if kept, err := v.Read(); err == nil && bytes.Equal(kept, data) {
			return
		}
	}
	w.t.Errorf("what stood there before it was put back is kept nowhere among %d versions", len(versions))
}
