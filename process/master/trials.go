package master

import (
	"errors"

	"stintag/process/workbook"
)

// Headings of Prova.
const (
	headSuppose = "Antagande"
	headValue   = "Värde"
	headFollows = "Följd"
)

// trialsList names the rows of Prova by what people wrote in them.
var trialsList = keyedList{table: whatIfTable, by: []string{headSuppose, headValue}}

// adoptTrials reads what people want to try. The sheet gone, or without its
// headings, stops only itself.
func (a *Adopted) adoptTrials(b *workbook.Book) error {
	g, err := whatIfTable.in(b)
	if missing := (*MissingHeading)(nil); errors.As(err, &missing) {
		a.Faults = append(a.Faults, Fault{Sheet: SheetWhatIf, Text: "Inget kan provas: " + missing.Swedish() + ". " + missing.mend()})
		return nil
	}
	if err != nil {
		return err
	}
	for _, r := range g.rows {
		if t := (Trial{What: r.text(headSuppose), Value: r.text(headValue)}); t != (Trial{}) {
			a.Trials = append(a.Trials, t)
		}
	}
	return nil
}

// trials writes what would follow beside what people suppose. Rows are sorted,
// copied and given other values: so the program's words are known wherever they
// stand, and all else in the column is a person's.
func (m *merger) trials() error {
	g, err := m.optional(whatIfTable)
	if g == nil {
		return err
	}
	answers := map[string]string{}
	for _, t := range m.view.Trials {
		answers[t.What+keySeparator+t.Value] = t.Answer
	}
	written := m.everSaid(SheetWhatIf, headFollows)
	for _, r := range g.rows {
		key, now := trialsList.key(r.text), r.text(headFollows)
		want, known := answers[key]
		if blank := r.text(headSuppose)+r.text(headValue) == ""; !known && !blank {
			if written[now] {
				m.note(SheetWhatIf, key, headFollows, now)
			}
			continue
		}
		answer := text(m.view.hide(want))
		if now != "" && !written[now] && now != CanonicalText(answer) || !readable(r.cell(headFollows)) {
			continue
		}
		if CanonicalText(answer) != now {
			m.change(g.set(r.number, headFollows, answer))
		}
		if known {
			m.note(SheetWhatIf, key, headFollows, CanonicalText(answer))
		}
	}
	return nil
}

// everSaid are the program's texts under a heading, whatever their rows.
func (w written) everSaid(sheet, heading string) map[string]bool {
	all := map[string]bool{}
	for _, key := range w.keys(sheet) {
		for _, b := range []Base{w.base, w.pending} {
			if s, ok := b.Text(sheet, key, heading); ok && s != "" {
				all[s] = true
			}
		}
	}
	return all
}
