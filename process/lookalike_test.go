package process_test

import (
	"strings"
	"testing"

	"stintag/process"
)

// Two names a letter apart from one health centre may be one doctor ("The same
// doctor"): both cases stand, the later is asked about, and a person looks at both.
func TestNearlyAlikeNamesAreAskedAbout(t *testing.T) {
	erik := nth(1, named("Erik Berg"))
	numbered := func(n string) func(*process.Application) {
		return func(a *process.Application) { a.PersonalNumber = process.NewPersonal(n) }
	}
	for _, tt := range []struct {
		name   string
		a, b   process.Case
		shares string // "" where nobody asks
	}{
		{"the same licence date", erik, nth(2, named("Eric Berg")), "legitimationsdatum"},
		{"the same year of birth", nth(1, named("Erik Berg"), numbered("19811218-9876")),
			nth(2, named("Eric Berg"), licensed(2019, 3, 1), numbered("19811275-2384")), "födelseår"},
		{"another licence date", erik, nth(2, named("Eric Berg"), licensed(2019, 3, 1)), ""},
		{"another health centre", erik, nth(2, named("Eric Berg"), from(sjovik)), ""},
		{"two letters apart", erik, nth(2, named("Erich Bergh")), ""},
		{"the same name, told elsewhere", erik, nth(2, named("Berg, Erik")), ""},
		{"a protected identity is likened to nobody (D24)", erik, nth(2, named("Eric Berg"), func(a *process.Application) { a.Protected = true }), ""},
		{"a leave beside", erik, nth(2, named("Eric Berg"), asking(process.LeaveOfAbsence)), ""},
		{"one that is withdrawn", erik, func() process.Case { c := nth(2, named("Eric Berg")); c.Withdrawn = true; return c }(), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, cases := range [][]process.Case{{tt.a, tt.b}, {tt.b, tt.a}} {
				j := process.Judge(world(cases...))
				told := map[string]string{}
				for _, todo := range j.Todo {
					if strings.HasPrefix(todo.What, "Kan vara samma läkare som ") {
						told[todo.Case] = todo.What + " " + todo.Why
					}
				}
				if tt.shares == "" {
					if len(told) > 0 {
						t.Errorf("told %v", told)
					}
					continue
				}
				if len(told) != 2 || !strings.Contains(told[tt.a.ID], tt.b.ID) || !strings.Contains(told[tt.b.ID], tt.a.ID) || !strings.Contains(told[tt.a.ID], tt.shares) {
					t.Errorf("told %v", told)
				}
				first, _ := j.Standing(tt.a.ID)
				second, _ := j.Standing(tt.b.ID)
				if f, ok := find(second.Findings, "NÄSTAN_SAMMA_NAMN"); !ok || !strings.Contains(f.Text, tt.a.ID) || first.Has("NÄSTAN_SAMMA_NAMN") {
					t.Errorf("the first is remarked on %v, the second %+v", first.Has("NÄSTAN_SAMMA_NAMN"), f)
				}
				if second.Place == 0 || first.Place == 0 {
					t.Error("one of them lost its place: nothing is merged")
				}
			}
		})
	}
}
