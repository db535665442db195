package main

import (
	"stintag/ingest/form"
	"stintag/notify"
	"stintag/process"
)

// returnedForms are the senders' own workbooks with the wrong cells marked. Where
// a workbook cannot be marked, the letter's own list has to do.
func (w *owing) returnedForms(x settlement, found []inForm, back map[int]bool) []notify.Attachment {
	var files []notify.Attachment
	for part := range x.reading.Parts {
		if !back[part] {
			continue
		}
		raw, err := w.o.raw(x.mail)
		if err != nil {
			w.o.log.Error("form goes back without its workbook", "mail", x.mail.ID, "part", part, "error", err)
			continue
		}
		p, err := attachment(x.mail, raw, part)
		if err != nil {
			w.o.log.Error("form goes back without its workbook", "mail", x.mail.ID, "part", part, "error", err)
			continue
		}
		name, findings, cases := w.toCorrect(x, found, part)
		if name == "" {
			continue
		}
		marked, err := form.Return(p.Bytes, findings, cases)
		if err != nil {
			w.o.log.Warn("form goes back without its workbook", "mail", x.mail.ID, "part", part, "error", err)
			continue
		}
		files = append(files, notify.Attachment{Name: name, Type: xlsxType, Bytes: marked})
	}
	return files
}

// toCorrect is what sends the forms of one part back, form by form, and the name that
// the part goes back under; "" where nothing in it does.
func (w *owing) toCorrect(x settlement, found []inForm, part int) (name string, findings [][]process.Finding, cases []string) {
	findings = make([][]process.Finding, len(x.reading.Parts[part].Forms))
	cases = make([]string, len(findings))
	for i, it := range x.items {
		st, _ := w.j.Standing(it.caseID)
		if it.part != part || st.Status != process.StatusReturned || !found[i].here {
			continue
		}
		st.Findings = found[i].findings
		findings[it.position], cases[it.position] = st.At(process.Returned), it.caseID
		name += "-" + it.caseID
	}
	if name == "" {
		return "", nil, nil
	}
	return "att-ratta" + name + ".xlsx", findings, cases
}
