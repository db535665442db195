package main

import (
	"fmt"
	"slices"

	"stintag/ingest/form"
	"stintag/notify"
	"stintag/process"
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// answers composes the one answer that each mail gets (D22).
func (w *owing) answers(all []settlement) error {
	for _, x := range all {
		if x.answerTo == "" {
			continue
		}
		a, err := w.answer(x)
		if err != nil {
			return fmt.Errorf("answer mail %d: %w", x.mail.ID, err)
		}
		l, err := w.o.house().Answer(a)
		if err != nil {
			return fmt.Errorf("answer mail %d: %w", x.mail.ID, err)
		}
		var warned []string
		for _, n := range a.Items {
			if n.EarlyEmployment {
				warned = append(warned, n.CaseID)
			}
		}
		w.add(l, x.mail.ID, warned...)
	}
	return nil
}

func (w *owing) answer(x settlement) (a notify.Answer, err error) {
	a = notify.Answer{
		Identity: fmt.Sprintf("answer/%d/%s", x.mail.ID, x.answerTo), To: x.answerTo, Manager: x.manager,
		Subject: x.reading.Subject, File: x.reading.File, Received: x.mail.Received.In(w.s.world.Now.Location()),
		InReplyTo: x.reading.MessageID, References: append(slices.Clip(x.reading.References), x.reading.MessageID),
		Unreadable: x.unreadable,
	}
	if x.reading.MessageID == "" {
		a.InReplyTo, a.References = "", nil
	}
	back := map[int]bool{} // parts that go back
	for _, it := range x.items {
		n := w.item(it.caseID)
		n.FormName, n.Row = x.reading.Parts[it.part].Name, it.form.Row
		n.Became = w.became(it, n.Standing)
		if it.how == process.UnknownWithdrawal {
			app, _ := it.form.Interpret(process.DateOf(a.Received))
			n.Doctor = notify.DoctorName(w.o.policy.Letters, "", app)
		}
		n.FromPresent = w.fromPresent(it.caseID, x.theirs)
		if it.how == process.Newer {
			n.Kept = w.kept(it.caseID)
		}
		n.EarlyEmployment = n.Standing.Has(process.CodeEarlyEmployed) && n.Became != notify.Unchanged && n.Became != notify.TakenBack
		w.warned[it.caseID] = w.warned[it.caseID] || n.EarlyEmployment
		back[it.part] = back[it.part] || n.Became == notify.SentBack
		a.Items = append(a.Items, n)
	}
	for _, p := range x.reading.Parts {
		if p.Blank && len(p.Forms) == 0 {
			a.Items = append(a.Items, notify.Item{Became: notify.BlankForm, FormName: p.Name})
		}
	}
	a.Attachments = w.returnedForms(x, back)
	if a.Asked = x.asked; x.asked || wantsForm(x.reading, x.unreadable) {
		blank, err := w.blankFor(x)
		if err != nil {
			return a, err
		}
		a.Blank, a.Attachments = true, append(a.Attachments, blank)
	}
	return a, nil
}

// blankFor is the blank form, with what the register knows of its sender's health
// centre filled in.
func (w *owing) blankFor(x settlement) (notify.Attachment, error) {
	var values map[process.Field]any
	if len(x.theirs) == 1 {
		values = known(x.theirs[0], x.answerTo)
	}
	book, err := form.Filled(w.o.cfg.Region, centreNames(w.s.world.Centres), values)
	return notify.Attachment{Name: "intresseanmalan.xlsx", Type: xlsxType, Bytes: book}, err
}

// known is what the register can fill in of a form.
func known(hc process.HealthCentre, address string) map[process.Field]any {
	values := map[process.Field]any{process.FieldCentre: hc.Name, process.FieldCentreID: hc.ID, process.FieldManagerEmail: address}
	if hc.Manager != "" {
		values[process.FieldManager] = hc.Manager
	}
	if hc.Listed > 0 {
		values[process.FieldListed] = hc.Listed
	}
	if hc.Specialists > 0 {
		values[process.FieldSpecialists] = hc.Specialists
	}
	if hc.SpecialistsPercent > 0 {
		values[process.FieldSpecialistsPercent] = hc.SpecialistsPercent
	}
	return values
}

// kept are the fields in which a person's correction stands against the newest form.
func (w *owing) kept(caseID string) []process.Field {
	c := w.s.world.Cases[w.s.index(caseID)]
	return slices.DeleteFunc(process.Changed(w.s.uncorrected[caseID].Application, c.Application), func(f process.Field) bool {
		_, asserted := c.Asserted[f]
		return !asserted
	})
}

func (w *owing) became(it item, st process.Standing) notify.Became {
	switch {
	case it.how == process.UnknownWithdrawal:
		return notify.NoCase
	case it.how == process.Withdraws:
		return notify.TakenBack
	case st.Status == process.StatusReturned:
		return notify.SentBack
	case it.how == process.Same:
		return notify.Unchanged
	case st.Proposal.Outcome == process.Stopped:
		return notify.StopApplies
	case st.Status == process.StatusStudyDirector:
		return notify.AtDirector
	case it.how == process.Newer:
		return notify.Updated
	}
	if i := w.s.index(it.caseID); i >= 0 && !w.s.world.Cases[i].Application.Kind.Competes() {
		return notify.OtherKind
	}
	return notify.Accepted
}

// returnedForms are the senders' own workbooks with the wrong cells marked. Where
// a workbook cannot be marked, the letter's own list has to do.
func (w *owing) returnedForms(x settlement, back map[int]bool) []notify.Attachment {
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
		findings := make([][]process.Finding, len(x.reading.Parts[part].Forms))
		name := "att-ratta"
		for _, it := range x.items {
			st, _ := w.j.Standing(it.caseID)
			if it.part == part && st.Status == process.StatusReturned {
				findings[it.position] = st.At(process.Returned)
				name += "-" + it.caseID
			}
		}
		marked, err := form.Return(p.Bytes, findings)
		if err != nil {
			w.o.log.Warn("form goes back without its workbook", "mail", x.mail.ID, "part", part, "error", err)
			continue
		}
		files = append(files, notify.Attachment{Name: name + ".xlsx", Type: xlsxType, Bytes: marked})
	}
	return files
}
