package master

import (
	"fmt"
	"slices"
	"strings"

	"stintag/process"
)

// Decide fills in decisions by case id, as a delegate would in the workbook: who
// grants a post has looked the licence up.
func Decide(data []byte, decisions map[string]process.Decision) ([]byte, error) {
	b, err := open(data, written{})
	if err != nil {
		return nil, err
	}
	f := &filler{book: b}
	g, err := casesTable.in(b)
	if err != nil {
		return nil, fmt.Errorf("decide: %w", err)
	}
	left := len(decisions)
	for _, r := range g.rows {
		d, ok := decisions[r.text(headCase)]
		if !ok {
			continue
		}
		left--
		f.changes = append(f.changes,
			g.set(r.number, headVerdict, text(string(d.Verdict))), g.set(r.number, headDecider, text(d.By)),
			g.set(r.number, headDecided, date(d.Date)), g.set(r.number, headWhy, text(d.Reason)))
		if d.Verdict == process.VerdictGrant && r.text(headChecked) == "" {
			f.changes = append(f.changes, g.set(r.number, headChecked, text(checkedWords(d))))
		}
	}
	if left != 0 {
		return nil, fmt.Errorf("decide: %d of %d cases have no row in %s", left, len(decisions), SheetCases)
	}
	return patched(data, f.changes)
}

// checkedWords are what is written in Leg. kontrollerad: when, and who.
func checkedWords(d process.Decision) string {
	who, _, _ := strings.Cut(d.By, " ")
	return strings.Join(slices.DeleteFunc([]string{d.Date.String(), who}, func(s string) bool { return s == "" }), ", ")
}
