package process_test

import (
	"strings"
	"testing"

	"stintag/process"
)

func unlicensed(a *process.Application) { a.LicenceDate = process.Date{} }

// D9: one number filled down a column, or copied from another form, makes nobody
// another's doctor: another name with another licence is a case of its own.
func TestANumberAloneTakesOverNoCase(t *testing.T) {
	owner := nth(1, named("Sam Ordning"), licensed(2018, 1, 1), withNumber(number1))
	for _, tt := range []struct {
		name string
		app  process.Application
		hint process.Hint
		how  process.Matched
	}{
		{"another name and licence", form(named("Kop Tre"), licensed(2014, 1, 1), withNumber(number1)), process.Hint{}, process.New},
		{"nor in a reply", form(named("Kop Tre"), licensed(2014, 1, 1), withNumber(number1)), process.Hint{Mail: []string{owner.ID}}, process.New},
		{"nor in the form that was sent back", form(named("Kop Tre"), licensed(2014, 1, 1), withNumber(number1)), process.Hint{Form: owner.ID}, process.New},
		{"another name, no licence", form(named("Kop Tre"), unlicensed, withNumber(number1)), process.Hint{}, process.New},
		{"a shared name and another licence", form(named("Sam Tre"), licensed(2014, 1, 1), withNumber(number1)), process.Hint{}, process.New},
		{"a slip in the name and another licence", form(named("Sam Ordnin"), licensed(2014, 1, 1), withNumber(number1)), process.Hint{}, process.Newer},
		{"a new surname, the same licence", form(named("Sam Borg"), licensed(2018, 1, 1), withNumber(number1)), process.Hint{}, process.Newer},
		{"a name left out, another licence", form(named(""), licensed(2014, 1, 1), withNumber(number1)), process.Hint{}, process.Newer},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, how := process.NewIndex([]process.Case{owner}).Match(tt.app, at(2024, 10, 1), tt.hint); how != tt.how {
				t.Errorf("Match = %s, want %s", how, tt.how)
			}
		})
	}
	early := owner
	early.ContactDate = process.D(2024, 1, 1)
	other := form(named("Kop Tre"), licensed(2014, 1, 1), withNumber(number1))
	if d := process.NewIndex([]process.Case{early}).ContactDate(rules(), other, at(2024, 10, 1)); d != process.D(2024, 10, 1) {
		t.Errorf("the stranger has the contact date %s", d)
	}
	j := process.Judge(world(owner, nth(2, named("Kop Tre"), licensed(2014, 1, 1), withNumber(number1))))
	for i, other := range []string{"IA-2024-0002", "IA-2024-0001"} {
		found := false
		for _, todo := range j.Todo {
			found = found || todo.Case == j.Standings[i].Case && todo.What == "Kontrollera personnumret" && strings.Contains(todo.Why, other)
		}
		if !found || !j.Standings[i].Has("SAMMA_PERSONNUMMER") || j.Standings[i].Place == 0 {
			t.Errorf("%+v, %v", j.Standings[i], j.Todo)
		}
	}
}

// The form that we sent back knows its case whatever name is corrected in it, but
// belongs to nobody else who is written in it.
func TestAFormThatWasSentBackKnowsItsCase(t *testing.T) {
	two := nth(1, named("Anna Alm och Bo Bok"))
	none := nth(1, named(""), unlicensed)
	for _, tt := range []struct {
		name string
		c    process.Case
		app  process.Application
		how  process.Matched
	}{
		{"one of two names", two, form(named("Anna Alm")), process.Newer},
		{"the name that was missing", none, form(named("Anna Alm")), process.Newer},
		{"another licence date", two, form(named("Bo Bok"), licensed(2012, 1, 1)), process.New},
		{"another health centre", two, form(named("Anna Alm"), from(sjovik)), process.New},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, how := process.NewIndex([]process.Case{tt.c}).Match(tt.app, at(2024, 10, 1), process.Hint{Form: tt.c.ID}); how != tt.how {
				t.Errorf("Match = %s, want %s", how, tt.how)
			}
			if _, how := process.NewIndex([]process.Case{two}).Match(form(named("Anna Alm")), at(2024, 10, 1), process.Hint{}); how != process.New {
				t.Errorf("without the case id: %s", how)
			}
		})
	}
}

// D13: a number that was found wrong and is emptied, as the letter asks, is news; a
// masked one is unchanged.
func TestAWrongNumberThatIsEmptiedIsNews(t *testing.T) {
	standing := func(written string) func(*process.Application) {
		return func(a *process.Application) {
			a.Cells = map[process.Field]process.CellRef{process.FieldPersonalNumber: {Written: written}}
		}
	}
	wrong := nth(1, named("Alva Ask"), standing("19811218-****"))
	wrong.FormFindings = []process.Finding{{Code: "FEL", Level: process.Returned, Field: process.FieldPersonalNumber}}
	young := nth(1, named("Alva Ask"), standing("19811218-****"), withNumber(number1), licensed(2001, 1, 1))
	right := nth(1, named("Alva Ask"), standing("19811218-****"), withNumber(number1))
	for _, tt := range []struct {
		name    string
		c       process.Case
		written string
		how     process.Matched
	}{
		{"wrong and emptied", wrong, "", process.Newer},
		{"wrong and masked", wrong, "19811218-****", process.Same},
		{"does not fit the licence, and emptied", young, "", process.Newer},
		{"does not fit the licence, and masked", young, "19811218-****", process.Same},
		{"right, and left out", right, "", process.Same},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, how := process.NewIndex([]process.Case{tt.c}).Match(form(standing(tt.written), licensedAs(tt.c)), at(2024, 10, 1), process.Hint{}); how != tt.how {
				t.Errorf("Match = %s, want %s", how, tt.how)
			}
		})
	}
}

func licensedAs(c process.Case) func(*process.Application) {
	return func(a *process.Application) { a.LicenceDate = c.Application.LicenceDate }
}

func TestAWithdrawalThatFitsTwoNamesBoth(t *testing.T) {
	cases := []process.Case{nth(2, named("Siv Samma"), licensed(2015, 1, 1)), nth(1, named("Siv Samma"))}
	back := form(asking(process.Withdrawal), named("Siv Samma"), unlicensed)
	if ids := process.NewIndex(cases).TakenBack(back, at(2024, 10, 1), process.Hint{}); strings.Join(ids, " ") != "IA-2024-0001 IA-2024-0002" {
		t.Errorf("fits %v", ids)
	}
	if ids := process.NewIndex(cases[:1]).TakenBack(back, at(2024, 10, 1), process.Hint{}); ids != nil {
		t.Errorf("one case is several: %v", ids)
	}
	if ids := process.NewIndex(cases).TakenBack(back, at(2024, 10, 1), process.Hint{Mail: []string{"IA-2024-0002"}}); ids != nil {
		t.Errorf("the mail names one, and yet %v", ids)
	}
}

// D9: a form that was sent back and is filled in again for another doctor is that
// doctor's own; a corrected name keeps a word, or takes the place of none.
func TestAReturnedFormUsedAgainIsAnotherDoctors(t *testing.T) {
	back := nth(1, named("Svar Femman"), unlicensed)
	nameless := nth(1, named(""), unlicensed)
	for _, tt := range []struct {
		name string
		c    process.Case
		app  process.Application
		how  process.Matched
	}{
		{"another doctor", back, form(named("Helt Nyanna"), licensed(2011, 1, 1)), process.New},
		{"a new surname", back, form(named("Svar Gift"), licensed(2011, 1, 1)), process.Newer},
		{"the name filled in", nameless, form(named("Helt Nyanna"), licensed(2011, 1, 1)), process.Newer},
	} {
		if _, how := process.NewIndex([]process.Case{tt.c}).Match(tt.app, at(2024, 10, 1), process.Hint{Form: tt.c.ID}); how != tt.how {
			t.Errorf("%s: Match = %s, want %s", tt.name, how, tt.how)
		}
	}
}
