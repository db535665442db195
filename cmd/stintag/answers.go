package main

import (
	"fmt"
	"slices"

	"stintag/ingest/form"
	"stintag/notify"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// answers composes the one answer that each mail gets (D22), and gives the mails
// whose answers cannot be. Why is told without the error's words, which may quote
// the letter.
func (w *owing) answers(all []settlement) (unwritten []int64) {
	for _, x := range all {
		if x.answerTo == "" {
			continue
		}
		a, err := w.answer(x)
		if err != nil {
			unwritten = append(unwritten, x.mail.ID)
			continue
		}
		l, err := w.o.house().Answer(a)
		if err != nil {
			unwritten = append(unwritten, x.mail.ID)
			continue
		}
		var warned []string
		for _, n := range a.Items {
			if n.EarlyEmployment {
				warned = append(warned, n.CaseID)
			}
		}
		w.add(l, x.mail.ID, warned...)
	}
	return unwritten
}

func (w *owing) answer(x settlement) (a notify.Answer, err error) {
	a = w.headed(x)
	found := make([]inForm, len(x.items))
	for i, it := range x.items {
		if found[i], err = w.findingsIn(it, x); err != nil {
			return a, err
		}
	}
	back, hidden := map[int]bool{}, map[int]bool{} // parts that go back, and those that would show a name (D24)
	for i, it := range x.items {
		if saidOtherwise(it, x.items[i+1:]) {
			continue // the later one is told of, with what both say
		}
		n := w.answered(it, x, found[i].findings)
		w.warned[it.caseID] = w.warned[it.caseID] || n.EarlyEmployment
		back[it.part] = back[it.part] || n.Became == notify.SentBack
		hidden[it.part] = hidden[it.part] || w.protected(it.caseID)
		a.Items = append(a.Items, n)
	}
	for _, p := range x.reading.Parts {
		if p.Blank && len(p.Forms) == 0 {
			a.Items = append(a.Items, notify.Item{Became: notify.BlankForm, FormName: p.Name, Filled: p.Said, Lacks: p.lacks(w.o.policy)})
		}
	}
	for part := range back {
		if back[part] && hidden[part] {
			back[part], a.Withheld = false, true
		}
	}
	a.Attachments = w.returnedForms(x, found, back)
	if a.Asked = x.asked; x.asked || wantsForm(x.reading, x.unreadable) {
		blank, err := w.blankFor(x)
		if err != nil {
			return a, err
		}
		a.Blank, a.Attachments = true, append(a.Attachments, blank)
	}
	return a, nil
}

// headed is the answer to a mail before anything is told in it.
func (w *owing) headed(x settlement) notify.Answer {
	a := notify.Answer{
		Identity: answerIdentity(x), To: x.answerTo, Manager: x.manager,
		Subject: x.reading.Subject, File: x.reading.File, Received: x.mail.Received.In(w.s.world.Now.Location()),
		Unreadable: x.unreadable,
	}
	if id := x.reading.MessageID; id != "" {
		a.InReplyTo, a.References = id, append(slices.Clip(x.reading.References), id)
	}
	return a
}

// answered is one form's case as its sender is told of it.
func (w *owing) answered(it item, x settlement, findings []process.Finding) notify.Item {
	n := w.item(it.caseID)
	n.Standing.Findings = findings
	n.FormName, n.Row = x.reading.Parts[it.part].Name, it.form.Row
	n.Became = w.became(it, n.Standing)
	if it.how == process.UnknownWithdrawal || it.how == process.UnclearWithdrawal {
		app, _ := it.form.Interpret(process.DateOf(x.mail.Received.In(w.s.world.Now.Location())))
		n.Doctor = notify.DoctorName(w.o.policy.Letters, "", app)
	}
	for _, id := range it.fits {
		n.Fits = append(n.Fits, w.item(id))
	}
	n.FromPresent = w.fromPresent(it.caseID, x.theirs)
	if it.how == process.Newer {
		n.Kept = w.kept(it.caseID)
	}
	n.EarlyEmployment = n.Standing.Has(process.CodeEarlyEmployed) && n.Became != notify.Unchanged && n.Became != notify.TakenBack
	return n
}

// answerIdentity makes each mail answered once; one that a person had read again, and
// that holds a form now, was not answered as such.
func answerIdentity(x settlement) string {
	if x.mail.Again > 0 && len(x.items) > 0 {
		return fmt.Sprintf("answer/%d.%d/%s", x.mail.ID, x.mail.Again, x.answerTo)
	}
	return fmt.Sprintf("answer/%d/%s", x.mail.ID, x.answerTo)
}

// saidOtherwise says whether a later form of the mail says otherwise of the same case.
func saidOtherwise(it item, later []item) bool {
	return slices.ContainsFunc(later, func(l item) bool {
		return l.caseID == it.caseID && l.how == process.Newer && it.how != process.Withdraws
	})
}

// protected says whether the case's doctor is to be named nowhere in mail (D24).
func (w *owing) protected(caseID string) bool {
	i := w.s.index(caseID)
	return i >= 0 && w.s.world.Cases[i].Application.Protected
}

// inForm is what is found in a form's case, told of the form itself: the case may
// go by another, in which the same stands in other cells.
type inForm struct {
	findings []process.Finding
	here     bool // what sends the case back stands in the form
}

func (w *owing) findingsIn(it item, x settlement) (inForm, error) {
	st, _ := w.j.Standing(it.caseID)
	i := w.s.index(it.caseID)
	here, err := w.s.standsAs(it.caseID, it.form)
	if err != nil || here || i < 0 || len(st.At(process.Returned)) == 0 {
		return inForm{w.suggestOwn(st.Findings, x.theirs), here}, err
	}
	alone := *w.s // without the other cases, which the rules of one form do not ask for
	alone.inputs, alone.uncorrected, alone.world.Cases = map[string]master.CaseInput{}, map[string]process.Case{}, nil
	c := w.s.cases[i]
	c.Revisions = []ledger.Revision{{MailID: x.mail.ID, Part: it.part, Position: it.position, Received: x.mail.Received, Form: it.stored}}
	pc, err := alone.understand(c)
	if err != nil {
		return inForm{}, err
	}
	mine := process.Standing{Findings: process.Examine(alone.world, pc)}
	if len(mine.At(process.Returned)) == 0 {
		return inForm{w.suggestOwn(st.Findings, x.theirs), false}, nil
	}
	return inForm{w.suggestOwn(mine.Findings, x.theirs), true}, nil
}

// suggestOwn puts the sender's own health centre in the place of another that an
// unknown name is like: whoever says yes to that would write for somebody else.
func (w *owing) suggestOwn(findings []process.Finding, theirs []process.HealthCentre) []process.Finding {
	own := slices.Clone(findings)
	for i, f := range own {
		if f.Code == process.CodeUnknownCentre {
			own[i] = process.SuggestOwn(f, theirs)
		}
	}
	return own
}

// blankFor is the blank form, with what the register knows of its sender's health
// centre filled in.
func (w *owing) blankFor(x settlement) (notify.Attachment, error) {
	var values map[process.Field]any
	if len(x.theirs) == 1 {
		values = known(x.theirs[0], x.answerTo)
	}
	book, err := form.Filled(w.o.cfg.Region, centreNames(w.s.world.Centres), w.o.policy, values)
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
	case it.how == process.UnclearWithdrawal:
		return notify.WhichCase
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
