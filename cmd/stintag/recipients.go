package main

import (
	"context"
	"slices"
	"strings"

	"stintag/process"
)

// Whom a letter goes to: addresses of the register, never of a form (D6).

// fromPresent says whether a transfer came from the health centre that the doctor
// leaves (D15).
func (w *owing) fromPresent(caseID string, theirs []process.HealthCentre) bool {
	i := w.s.index(caseID)
	if i < 0 || w.s.world.Cases[i].Application.Kind != process.Transfer {
		return false
	}
	present, _, ok := process.FindCentre(w.s.world.Centres, w.s.world.Cases[i].Application.TransferFrom)
	return ok && slices.ContainsFunc(theirs, func(hc process.HealthCentre) bool { return hc.ID == present.ID })
}

type recipient struct{ address, name string }

func (w *owing) studyDirectors(c process.Case) []recipient {
	if hc, ok := w.s.world.Centre(c.Application.CentreID); ok && hc.StudyDirectorAddress != "" {
		return []recipient{{hc.StudyDirectorAddress, hc.StudyDirector}}
	}
	var rs []recipient
	for _, a := range w.o.cfg.People.StudyDirectors {
		rs = append(rs, recipient{address: a.bare()})
	}
	return rs
}

// managers are the registered addresses of a case's health centre (D6), or of its
// sender's where the form names none that the register knows.
func (w *owing) managers(ctx context.Context, c process.Case) ([]recipient, error) {
	hc, ok := w.s.world.Centre(c.Application.CentreID)
	if !ok {
		return w.senders(ctx, c)
	}
	var rs []recipient
	for _, a := range hc.Addresses {
		rs = append(rs, recipient{a, hc.Manager})
	}
	return rs, nil
}

// senders is the registered address that a case's newest form came from.
func (w *owing) senders(ctx context.Context, c process.Case) ([]recipient, error) {
	from, theirs, err := w.sentBy(ctx, c)
	if err != nil || len(theirs) == 0 {
		return nil, err
	}
	return []recipient{{from, theirs[0].Manager}}, nil
}

// sentBy is the address that a case's newest form came from, and whose it is in
// the register.
func (w *owing) sentBy(ctx context.Context, c process.Case) (from string, theirs []process.HealthCentre, err error) {
	revisions := w.s.cases[w.s.index(c.ID)].Revisions
	m, ok, err := w.o.ledger.Mail(ctx, revisions[len(revisions)-1].MailID)
	if err != nil || !ok {
		return "", nil, err // a row that a person wrote has no sender
	}
	r, err := readingOf(m)
	if err != nil {
		return "", nil, err
	}
	from = strings.ToLower(r.From)
	return from, process.CentresOf(w.s.world.Centres, from), nil
}

// withPresent adds the health centre that the doctor leaves, each address once:
// once it is decided, both are told (D15).
func (w *owing) withPresent(c process.Case, to []recipient) []recipient {
	if present, _, ok := process.FindCentre(w.s.world.Centres, c.Application.TransferFrom); ok {
		for _, a := range present.Addresses {
			to = append(to, recipient{a, present.Manager})
		}
	}
	var once []recipient
	for _, r := range to {
		if !slices.ContainsFunc(once, func(o recipient) bool { return strings.EqualFold(o.address, r.address) }) {
			once = append(once, r)
		}
	}
	return once
}
