package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"stintag/ingest/form"
	"stintag/process"
)

// taking is the forms of one mail on their way into their cases. Two rows of one
// mail are two applicants, and two forms that say different things of one are
// asked back: which of them counts is not told by the order they are attached in.
type taking struct {
	s        *state
	x        *settlement
	received time.Time
	mail     []string // the case ids that the mail names
	taken    map[string]taken
}

// taken is what a mail did to a case.
type taken struct {
	before process.Case // without what the mail says
	app    process.Application
	form   form.Form
	part   int
}

// takeForms opens or changes the case of each form in the mail.
func (s *state) takeForms(x *settlement) error {
	t := taking{s: s, x: x, received: x.mail.Received.In(s.world.Now.Location()), taken: map[string]taken{}}
	t.mail = s.believed(s.named(x.reading), x.theirs)
	for part, p := range x.reading.Parts {
		for position, f := range p.Forms {
			if x.reading.aside(f) {
				continue
			}
			if err := t.take(item{part: part, position: position, form: f}); err != nil {
				return err
			}
		}
	}
	return nil
}

// aside says whether a form of the mail is a row of a table that is no application:
// it has no column for what is asked for, the licence or the start, and another
// form of the mail says one of them. A list of the staff comes that way.
func (r reading) aside(f form.Form) bool {
	asks := func(f form.Form, filled bool) bool {
		return slices.ContainsFunc(f.Fields, func(w form.Written) bool {
			switch w.Field {
			case process.FieldKind, process.FieldLicenceDate, process.FieldExpectedLicence, process.FieldPossibleStart:
				return !filled || !w.Value.Empty()
			}
			return false
		})
	}
	if f.Row == 0 || asks(f, false) {
		return false
	}
	return slices.ContainsFunc(r.Parts, func(p partReading) bool {
		return slices.ContainsFunc(p.Forms, func(f form.Form) bool { return asks(f, true) })
	})
}

func (t *taking) take(it item) error {
	app := t.understand(it.form)
	hint := process.Hint{Mail: t.mail}
	if ids := t.s.believed([]string{it.form.Case}, t.x.theirs); len(ids) > 0 {
		hint.Form = ids[0]
	}
	it.caseID, it.how = t.s.indexed().Match(app, t.received, hint)
	if t.personal(&it, app, hint) {
		return nil
	}
	if err := t.besides(&it, app, hint); err != nil {
		return err
	}
	it.contact = t.s.indexed().ContactDate(t.s.world.Policy, app, t.received)
	var err error
	if it.stored, err = json.Marshal(it.form); err != nil {
		return fmt.Errorf("keep form: %w", err)
	}
	if it.moved, err = t.movedIn(it); err != nil {
		return err
	}
	mine := taken{app: app, form: it.form, part: it.part}
	if earlier, again := t.taken[it.caseID]; again {
		mine.before = earlier.before
	} else if i := t.s.index(it.caseID); i >= 0 {
		mine.before = t.s.world.Cases[i]
	}
	if err := t.s.take(&it, t.x.mail); err != nil {
		return err
	}
	if it.how == process.New || it.how == process.Newer || it.how == process.Same {
		t.taken[it.caseID] = mine
	}
	t.x.items = append(t.x.items, it)
	return nil
}

func (t *taking) understand(f form.Form) process.Application {
	app, _ := f.Interpret(process.DateOf(t.received))
	if hc, _, ok := process.FindCentre(t.s.world.Centres, app.CentreWritten); ok {
		app.CentreID = hc.ID
	}
	return app
}

// personal says whether a withdrawal without a case of its own is a person's: what
// it takes back is running, or is one of several that its sender may be told
// nothing of. Of those that are the sender's own, the sender is asked.
func (t *taking) personal(it *item, app process.Application, hint process.Hint) bool {
	switch it.how {
	case process.UnclearWithdrawal:
		ids := t.s.indexed().TakenBack(app, t.received, hint)
		for _, id := range ids {
			if !slices.Contains(t.x.about, id) {
				t.x.about = append(t.x.about, id)
			}
		}
		if it.fits = t.s.known(ids, t.x.theirs); len(it.fits) > 0 {
			return false
		}
		t.x.persons = whySeveral
		return true
	case process.UnknownWithdrawal:
		if process.Running(t.s.world, app) {
			t.x.persons = whyRunning
			return true
		}
	}
	return false
}

// besides looks at a form whose case another form of the mail already belongs to.
// Under another name it is another doctor, whatever its number; a copy of what the
// case said before the mail came is old; and what ranks a doctor in two ways is put
// beside each other, so that the form says it twice.
func (t *taking) besides(it *item, app process.Application, hint process.Hint) error {
	for {
		earlier, again := t.taken[it.caseID]
		if !again || it.how != process.Newer && it.how != process.Same {
			return nil
		}
		name := process.FoldName(app.Doctor)
		if name == "" || name != process.FoldName(earlier.app.Doctor) {
			it.caseID, it.how = t.s.indexed().MatchExcept(app, t.received, hint, func(id string) bool {
				_, mine := t.taken[id]
				return mine
			})
			continue
		}
		old := earlier.before.ID != "" && len(process.Changed(earlier.before.Application, app)) == 0
		switch {
		case it.how == process.Same:
		case old:
			it.how = process.Same
		case earlier.before.ID == "" || len(process.Changed(earlier.before.Application, earlier.app)) > 0:
			it.form = both(earlier, it.form, t.x.reading.Parts[earlier.part].shownName(), process.Changed(earlier.app, app))
		}
		return nil
	}
}

// both is the later form with what an earlier one of its mail says otherwise, where
// it ranks.
func both(earlier taken, f form.Form, file string, changed []process.Field) form.Form {
	var fields []form.Written
	for _, w := range earlier.form.Fields {
		if !slices.Contains(changed, w.Field) || w.Value.Empty() {
			continue
		}
		switch w.Field {
		case process.FieldKind, process.FieldLicenceDate, process.FieldExpectedLicence, process.FieldPossibleStart, process.FieldSwedishAT,
			process.FieldBT, process.FieldEmployed, process.FieldEmploymentDate, process.FieldDegree, process.FieldChangeFrom, process.FieldChangeTo:
			w.Sheet = file
			fields = append(fields, w)
		}
	}
	f.Fields = append(fields, f.Fields...)
	return f
}

// movedIn says whether a form says what its case does, but in other cells or other
// words: what is found in the case is then told of this one.
func (t *taking) movedIn(it item) (bool, error) {
	i := t.s.index(it.caseID)
	if it.how != process.Same || i < 0 || t.s.cases[i].Withdrawn {
		return false, nil
	}
	if _, again := t.taken[it.caseID]; again || t.received.Before(t.s.world.Cases[i].Newest) {
		return false, nil
	}
	stands, err := t.s.standsAs(it.caseID, it.form)
	return !stands, err
}

// standsAs says whether a form stands cell for cell as the one that a case goes by,
// with the same answers left over.
func (s *state) standsAs(caseID string, f form.Form) (bool, error) {
	i := s.index(caseID)
	if i < 0 || len(s.cases[i].Revisions) == 0 {
		return false, nil
	}
	revisions := s.cases[i].Revisions
	var newest form.Form
	if err := json.Unmarshal(revisions[len(revisions)-1].Form, &newest); err != nil {
		return false, fmt.Errorf("decode form of %s: %w", caseID, err)
	}
	return slices.Equal(newest.Fields, f.Fields) && slices.Equal(newest.Unused, f.Unused), nil
}

// believed keeps the ids of cases that a sender can have been told of: those of
// the sender's health centres, of none that is known, and transfers from them.
func (s *state) believed(ids []string, theirs []process.HealthCentre) []string {
	return slices.DeleteFunc(ids, func(id string) bool {
		i := s.index(id)
		if i < 0 {
			return true
		}
		a := s.world.Cases[i].Application
		_, known := s.world.Centre(a.CentreID)
		if from, _, ok := process.FindCentre(s.world.Centres, a.TransferFrom); ok && a.Kind == process.Transfer && owns(theirs, from.ID) {
			return false
		}
		return known && !owns(theirs, a.CentreID)
	})
}

func owns(theirs []process.HealthCentre, id string) bool {
	return slices.ContainsFunc(theirs, func(hc process.HealthCentre) bool { return hc.ID == id })
}
