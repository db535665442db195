package main

import (
	"errors"
	"fmt"
	"os"

	"stintag/process"
	"stintag/process/master"
	"stintag/process/workbook"
)

type decision = process.Decision

// decide fills in decisions, as a person does who has the master open.
func (w *world) decide(b books) error {
	raw, err := os.ReadFile(w.file("master.xlsx"))
	if err != nil {
		return err
	}
	rows, err := caseRows(raw)
	if err != nil {
		return err
	}
	decisions, open := map[string]process.Decision{}, w.undecided(b, rows)
	for range 1 + w.rng.IntN(2) {
		if len(open) == 0 {
			break
		}
		id := open[w.rng.IntN(len(open))]
		if _, twice := decisions[id]; twice {
			continue
		}
		decisions[id] = process.Decision{Verdict: process.VerdictWait, By: "Karin Lindqvist", Date: process.DateOf(w.now),
			Reason: fmt.Sprintf("Enligt ordningen, %d.", len(w.decided[id])+1)}
	}
	filled, err := master.Decide(raw, decisions)
	if err != nil {
		return err
	}
	for id, d := range decisions {
		w.decided[id] = append(w.decided[id], d)
	}
	if w.disk != nil {
		return w.disk.put("master.xlsx", filled)
	}
	return os.WriteFile(w.file("master.xlsx"), filled, 0o660)
}

// undecided are the cases that somebody may decide on: not of doctors who are taken
// back, also by a mail that nobody has read yet.
func (w *world) undecided(b books, rows map[string]map[string]string) (open []string) {
	leaves := map[string]bool{}
	for n := range w.withdrawn {
		leaves[doctorName(n)] = true
	}
	for _, c := range b.cases {
		if !leaves[rows[c.id]["Läkare"]] && len(w.decided[c.id]) < 2 {
			open = append(open, c.id)
		}
	}
	return open
}

// caseRows reads the cases from the master, as a person would: what stands under
// each heading.
func caseRows(raw []byte) (map[string]map[string]string, error) {
	book, err := workbook.Read(raw, workbook.MasterLimits)
	if err != nil {
		return nil, fmt.Errorf("the master cannot be read: %w", err)
	}
	sheet, ok := book.Sheet(master.SheetCases)
	if !ok {
		return nil, errors.New("the master has no Ärenden")
	}
	headings := map[int]string{}
	for _, c := range sheet.Rows[0].Cells {
		headings[c.Col] = c.Text
	}
	rows := map[string]map[string]string{}
	for _, row := range sheet.Rows[1:] {
		cells := map[string]string{}
		for _, c := range row.Cells {
			cells[headings[c.Col]] = c.Text
		}
		id := cells["Ärende"]
		if id == "" {
			continue
		}
		if rows[id] != nil {
			return nil, fmt.Errorf("case %s stands twice in the master", id)
		}
		rows[id] = cells
	}
	return rows, nil
}
