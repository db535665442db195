package process_test

import (
	"slices"
	"testing"
	"time"

	"stintag/process"
)

func withNumber(n string) func(*process.Application) {
	return func(a *process.Application) { a.PersonalNumber = process.NewPersonal(n) }
}

func named(name string) func(*process.Application) {
	return func(a *process.Application) { a.Doctor = name }
}

// Two of Skatteverket's published test numbers.
const (
	number1 = "19811218-9876"
	number2 = "19900118-9811"
)

func TestSameDoctor(t *testing.T) {
	for _, tt := range []struct {
		name string
		a, b process.Application
		want bool
	}{
		{"name and licence date", form(), form(), true},
		{"name turned round", form(named("Åsa-Lena Öberg")), form(named("öberg,  Åsa Lena")), true},
		{"another licence date", form(), form(licensed(2021, 3, 1)), false},
		{"another name", form(), form(named("Bo Ask")), false},
		{"same number, new surname", form(withNumber(number1)), form(withNumber("8112189876"), named("Alva Björk")), true},
		{"two valid numbers", form(withNumber(number1)), form(withNumber(number2)), false},
		{"one number is wrong", form(withNumber(number1)), form(withNumber("19811218-9877")), true},
		{"one number is masked", form(withNumber(number1)), form(withNumber("19811218-****")), true},
		{"no licence date on either", form(func(a *process.Application) { a.LicenceDate = process.Date{} }),
			form(func(a *process.Application) { a.LicenceDate = process.Date{} }), false},
		{"no name", form(named("")), form(named("")), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := process.SameDoctor(tt.a, tt.b); got != tt.want {
				t.Errorf("SameDoctor = %v", got)
			}
			if got := process.SameDoctor(tt.b, tt.a); got != tt.want {
				t.Errorf("SameDoctor the other way = %v", got)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	noLicence := func(a *process.Application) { a.LicenceDate = process.Date{} }
	awaiting := func(a *process.Application) {
		a.LicenceDate, a.ExpectedLicence = process.Date{}, process.D(2024, 12, 1)
	}
	one := nth(1, named("Alva Ask"))
	withdrawnOne, declinedOne, grantedOne := one, decided(one, process.VerdictDecline, process.D(2024, 9, 5), "x"), decided(one, process.VerdictGrant, process.D(2024, 9, 5), "")
	withdrawnOne.Withdrawn = true
	renewed, begunLater := one, nth(2, named("Alva Ask"))
	renewed.Newest, begunLater.Received = at(2024, 9, 20), at(2024, 9, 20)
	october := at(2024, 10, 1)
	for _, tt := range []struct {
		name  string
		cases []process.Case
		app   process.Application
		when  time.Time
		hint  []string
		id    string
		how   process.Matched
	}{
		{"a first form", nil, form(), october, nil, "", process.New},
		{"the same form again", []process.Case{one}, form(), october, nil, one.ID, process.Same},
		{"another start", []process.Case{one}, form(starting(2025, 2, 1)), october, nil, one.ID, process.Newer},
		{"an older form that comes late", []process.Case{one}, form(starting(2025, 2, 1)), at(2024, 8, 1), nil, one.ID, process.Same},
		{"one sent before the newest, let in after it", []process.Case{renewed}, form(starting(2025, 2, 1)), at(2024, 9, 15), nil, one.ID, process.Same},
		{"one sent after the newest", []process.Case{renewed}, form(starting(2025, 2, 1)), october, nil, one.ID, process.Newer},
		{"another doctor", []process.Case{one}, form(named("Bo Bok")), october, nil, "", process.New},
		{"another doctor in an answer about the case", []process.Case{one}, form(named("Bo Bok")), october, []string{one.ID}, "", process.New},
		{"nor one whose name is like it", []process.Case{one}, form(named("Alma Ask"), licensed(2019, 1, 1)), october, []string{one.ID}, "", process.New},
		{"a misspelt name in an answer", []process.Case{one}, form(named("Alvva Ask")), october, []string{one.ID}, one.ID, process.Newer},
		{"a sent-back form gets its licence date", []process.Case{nth(1, named("Alva Ask"), noLicence)}, form(), october, nil, "IA-2024-0001", process.Newer},
		{"licence awaited, now there", []process.Case{nth(1, named("Alva Ask"), awaiting)}, form(), october, nil, "IA-2024-0001", process.Newer},
		{"a licence date in the future is put right", []process.Case{nth(1, named("Alva Ask"), licensed(2042, 1, 1))}, form(), october, nil, "IA-2024-0001", process.Newer},
		{"two good licence dates may be two doctors", []process.Case{one}, form(licensed(2019, 1, 1)), october, nil, "", process.New},
		{"unless the mail names the case", []process.Case{one}, form(licensed(2019, 1, 1)), october, []string{one.ID}, one.ID, process.Newer},
		{"the missing name comes in an answer", []process.Case{nth(1, named(""))}, form(), october, []string{"IA-2024-0001"}, "IA-2024-0001", process.Newer},
		{"the same doctor from another health centre", []process.Case{one}, form(from(sjovik)), october, nil, "", process.New},
		{"who names another's case does not get it", []process.Case{one}, form(from(sjovik)), october, []string{one.ID}, "", process.New},
		{"an unknown health centre takes over nothing", []process.Case{one}, form(from(process.HealthCentre{Name: "Tallen"})), october, nil, "", process.New},
		{"the health centre was unknown before", []process.Case{nth(1, named("Alva Ask"), from(process.HealthCentre{Name: "Tallen"}))}, form(), october, nil, "IA-2024-0001", process.Newer},
		{"a withdrawn case swallows nothing", []process.Case{withdrawnOne}, form(), october, nil, "", process.New},
		{"nor does a declined one", []process.Case{declinedOne}, form(), october, []string{one.ID}, "", process.New},
		{"the granted form again", []process.Case{grantedOne}, form(), october, nil, one.ID, process.Same},
		{"a granted doctor's leave", []process.Case{grantedOne}, form(asking(process.LeaveOfAbsence)), october, []string{one.ID}, "", process.New},
		{"a transfer beside an open case", []process.Case{one}, form(asking(process.Transfer)), october, nil, "", process.New},
		{"another kind of post corrects", []process.Case{one}, form(asking(process.IntegratedBT)), october, nil, one.ID, process.Newer},
		{"a withdrawal", []process.Case{one}, process.Application{Kind: process.Withdrawal, Doctor: "Ask, Alva", CentreID: tallbacken.ID}, october, nil, one.ID, process.Withdraws},
		{"a withdrawal again", []process.Case{withdrawnOne}, process.Application{Kind: process.Withdrawal, Doctor: "Ask, Alva", CentreID: tallbacken.ID}, october, nil, one.ID, process.Same},
		{"a withdrawal of nothing", nil, form(asking(process.Withdrawal)), october, nil, "", process.UnknownWithdrawal},
		{"a withdrawal from elsewhere", []process.Case{one}, form(asking(process.Withdrawal), from(sjovik)), october, nil, "", process.UnknownWithdrawal},
		{"a withdrawal that fits two", []process.Case{one, nth(2, named("Alva Ask"))}, form(asking(process.Withdrawal)), october, nil, "", process.UnclearWithdrawal},
		{"a withdrawal sent before the case began", []process.Case{one}, form(asking(process.Withdrawal)), at(2024, 9, 1), []string{one.ID}, "", process.UnknownWithdrawal},
		{"and before the case was withdrawn anyway", []process.Case{withdrawnOne}, form(asking(process.Withdrawal)), at(2024, 9, 1), nil, "", process.UnknownWithdrawal},
		{"a withdrawal that fits two, one begun later", []process.Case{one, begunLater}, form(asking(process.Withdrawal)), at(2024, 9, 15), nil, one.ID, process.Withdraws},
		{"and names one of them", []process.Case{one, nth(2, named("Alva Ask"))}, form(asking(process.Withdrawal)), october, []string{"IA-2024-0002"}, "IA-2024-0002", process.Withdraws},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cases := slices.Clone(tt.cases)
			for range 2 {
				id, how := process.NewIndex(cases).Match(tt.app, tt.when, process.Hint{Mail: tt.hint})
				if id != tt.id || how != tt.how {
					t.Errorf("Match = %q, %s; want %q, %s", id, how, tt.id, tt.how)
				}
				slices.Reverse(cases)
			}
		})
	}
}

func TestMatchBelievesACorrection(t *testing.T) {
	c := nth(1, named("Alva Ask"))
	cell := process.CellRef{Sheet: "Blad1", Cell: "C9", Written: "2024-11-01"}
	c.Application.Cells = map[process.Field]process.CellRef{process.FieldPossibleStart: cell}
	c.Application.PossibleStart = process.D(2025, 1, 15) // as an administrator has it
	c.Asserted = map[process.Field]string{process.FieldPossibleStart: "2025-01-15"}
	again := form(func(a *process.Application) {
		a.Cells = map[process.Field]process.CellRef{process.FieldPossibleStart: cell}
	})
	if _, how := process.NewIndex([]process.Case{c}).Match(again, at(2024, 10, 1), process.Hint{}); how != process.Same {
		t.Errorf("the form that was corrected comes again as %s", how)
	}
	again.PossibleStart, again.Cells[process.FieldPossibleStart] = process.D(2025, 3, 1), process.CellRef{Written: "2025-03-01"}
	if _, how := process.NewIndex([]process.Case{c}).Match(again, at(2024, 10, 1), process.Hint{}); how != process.Newer {
		t.Errorf("a form that says something new is %s", how)
	}
}

func TestContactDateFollows(t *testing.T) { // D9
	early := nth(1, named("Alva Ask"))
	early.ContactDate = process.D(2024, 5, 1)
	gone := early
	gone.Withdrawn = true
	later := at(2024, 10, 1)
	for _, tt := range []struct {
		name, follows string
		c             process.Case
		app           process.Application
		want          process.Date
	}{
		{"the doctor to another health centre", "doctor", early, form(from(sjovik)), process.D(2024, 5, 1)},
		{"the clinic: lost on a change", "clinic", early, form(from(sjovik)), process.D(2024, 10, 1)},
		{"the clinic: kept at the same", "clinic", early, form(), process.D(2024, 5, 1)},
		{"a withdrawal loses it", "doctor", gone, form(), process.D(2024, 10, 1)},
		{"a grant has used it", "doctor", decided(early, process.VerdictGrant, process.D(2024, 6, 1), ""), form(), process.D(2024, 10, 1)},
		{"another doctor has none", "doctor", early, form(named("Bo Bok")), process.D(2024, 10, 1)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := rules()
			p.ContactDateFollows = tt.follows
			if got := process.NewIndex([]process.Case{tt.c}).ContactDate(p, tt.app, later); got != tt.want {
				t.Errorf("ContactDate = %s, want %s", got, tt.want)
			}
		})
	}
}

func TestChangedNamesTheFields(t *testing.T) {
	if got := process.Changed(form(withNumber(number1)), form(withNumber("19811218-****"), named("Ask, Alva"))); len(got) != 0 {
		t.Errorf("a masked number and a turned name are changes: %v", got)
	}
	got := process.Changed(form(), form(starting(2025, 1, 1), from(sjovik), withNumber(number1), func(a *process.Application) {
		a.Cells = map[process.Field]process.CellRef{process.FieldSPUR: {Written: "2023"}, process.FieldVersion: {Written: "2"}}
	}))
	want := []process.Field{process.FieldCentre, process.FieldPersonalNumber, process.FieldPossibleStart, process.FieldSPUR}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("Changed = %v, want %v", got, want)
	}
}

// What form.md says goes back comes again in many shapes: each continues its own
// case, and what is another matter opens one (D9).
func TestACorrectedFormContinuesItsOwnCase(t *testing.T) {
	later := at(2024, 10, 1)
	one := nth(1, named("Alva Ask"))
	mended := one // an administrator put right the name and the licence date
	mended.Application.Cells = map[process.Field]process.CellRef{
		process.FieldDoctor: {Written: "Alva Aska"}, process.FieldLicenceDate: {Written: "2019-03-01"},
	}
	mended.Asserted = map[process.Field]string{process.FieldDoctor: "Alva Ask", process.FieldLicenceDate: "2020-03-01"}
	asBefore := form(named("Alva Aska"), licensed(2019, 3, 1), starting(2025, 2, 1), func(a *process.Application) { a.Cells = mended.Application.Cells })
	undated := func(a *process.Application) { a.LicenceDate = process.Date{} }
	nameless := func(n int) process.Case { return nth(n, named(""), licensed(2018, 5, n)) }
	table := []process.Case{nameless(1), nameless(2), nth(3, named("Bo Bok")), nth(4, named("Cilla Cembra")), nth(5, named("Dan Dun"))}
	all := []string{"IA-2024-0001", "IA-2024-0002", "IA-2024-0003", "IA-2024-0004", "IA-2024-0005"}
	leave := nth(1, named("Alva Ask"), asking(process.LeaveOfAbsence), parental)
	grantedLeave := decided(leave, process.VerdictGrant, process.D(2024, 9, 5), "")
	autumn := days(process.D(2026, 9, 1), process.D(2026, 12, 31))
	longer := days(march1, process.D(2025, 12, 31))
	degree := nth(1, named("Alva Ask"), asking(process.ChangedDegree), todegree(0.8, march1))
	grantedDegree := decided(degree, process.VerdictGrant, process.D(2024, 9, 5), "")
	for _, tt := range []struct {
		name  string
		cases []process.Case
		app   process.Application
		hint  []string
		id    string
		how   process.Matched
	}{
		{"in a reply", []process.Case{one}, form(starting(2025, 2, 1)), []string{one.ID}, one.ID, process.Newer},
		{"in a new mail, with nothing that names the case", []process.Case{one}, form(starting(2025, 2, 1)), nil, one.ID, process.Newer},
		{"from a sender who does not know of our corrections", []process.Case{mended}, asBefore, nil, one.ID, process.Newer},
		{"a slip in the name put right", []process.Case{nth(1, named("Alva Svenson"))}, form(named("Alva Svensson")), nil, one.ID, process.Newer},
		{"a name like it with another licence date", []process.Case{nth(1, named("Alva Svenson"))}, form(named("Alva Svensson"), licensed(2021, 1, 1)), nil, "", process.New},
		{"a name like it from another health centre", []process.Case{nth(1, named("Alva Svenson"))}, form(named("Alva Svensson"), from(sjovik)), nil, "", process.New},
		{"a name like it and another number", []process.Case{nth(1, named("Alva Svenson"), withNumber(number1))}, form(named("Alva Svensson"), withNumber(number2)), nil, "", process.New},
		{"two words unlike", []process.Case{nth(1, named("Alvva Aska"))}, form(), nil, "", process.New},
		{"a withdrawal forgives no slip", []process.Case{nth(1, named("Alva Svenson"))}, form(asking(process.Withdrawal), named("Alva Svensson")), nil, "", process.UnknownWithdrawal},
		{"one of five rows alone", table, form(named("Cilla Cembra"), starting(2025, 2, 1)), nil, "IA-2024-0004", process.Newer},
		{"one of five rows in a reply about all", table, form(named("Cilla Cembra"), starting(2025, 2, 1)), all, "IA-2024-0004", process.Newer},
		{"the row that lacked its name, told by the licence date", table, form(named("Eva En"), licensed(2018, 5, 2)), all, "IA-2024-0002", process.Newer},
		{"two rows without name or date are not guessed between", []process.Case{nth(1, named(""), undated), nth(2, named(""), undated)}, form(), all[:2], "", process.New},
		{"a leave beside an open application", []process.Case{one}, form(asking(process.LeaveOfAbsence), parental), nil, "", process.New},
		{"also in a reply", []process.Case{one}, form(asking(process.LeaveOfAbsence), parental), []string{one.ID}, "", process.New},
		{"an application beside an open leave", []process.Case{leave}, form(), nil, "", process.New},
		{"the same leave again", []process.Case{leave}, form(asking(process.LeaveOfAbsence), parental), nil, one.ID, process.Same},
		{"and once it is granted", []process.Case{grantedLeave}, form(asking(process.LeaveOfAbsence), parental), nil, one.ID, process.Same},
		{"a leave on other days", []process.Case{leave}, form(asking(process.LeaveOfAbsence), autumn), nil, "", process.New},
		{"other days in a reply put the leave right", []process.Case{leave}, form(asking(process.LeaveOfAbsence), autumn), []string{one.ID}, one.ID, process.Newer},
		{"a longer leave, begun the same day", []process.Case{leave}, form(asking(process.LeaveOfAbsence), longer), nil, one.ID, process.Newer},
		{"and once the first is granted", []process.Case{grantedLeave}, form(asking(process.LeaveOfAbsence), longer), nil, "", process.New},
		{"a leave without days that gets them", []process.Case{nth(1, named("Alva Ask"), asking(process.LeaveOfAbsence))}, form(asking(process.LeaveOfAbsence), parental), nil, one.ID, process.Newer},
		{"another degree while the first is open", []process.Case{degree}, form(asking(process.ChangedDegree), todegree(0.6, march1)), nil, one.ID, process.Newer},
		{"another degree once the first is granted", []process.Case{grantedDegree}, form(asking(process.ChangedDegree), todegree(0.6, march1)), nil, "", process.New},
		{"the granted degree again", []process.Case{grantedDegree}, form(asking(process.ChangedDegree), todegree(0.8, march1)), nil, one.ID, process.Same},
		{"a leave beside an open change of degree", []process.Case{degree}, form(asking(process.LeaveOfAbsence), parental), nil, "", process.New},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cases := slices.Clone(tt.cases)
			for range 2 {
				id, how := process.NewIndex(cases).Match(tt.app, later, process.Hint{Mail: tt.hint})
				if id != tt.id || how != tt.how {
					t.Errorf("Match = %q, %s; want %q, %s", id, how, tt.id, tt.how)
				}
				slices.Reverse(cases)
			}
		})
	}
}

// Two rows of one mail are never taken for one doctor, however like their names.
func TestRowsOfOneMailAreNoSlipsOfEachOther(t *testing.T) { // D22
	first := nth(1, named("Anna Berg"))
	if id, how := process.NewIndex([]process.Case{first}).Match(form(named("Anna Borg")), first.Received, process.Hint{}); how != process.New {
		t.Errorf("Match = %q, %s", id, how)
	}
}
