package process

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// However the cases lie, the index finds for a form what going through them all
// would find.
func TestTheIndexFindsWhatAScanFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var cases []Case
		for i := range rapid.IntRange(0, 12).Draw(t, "cases") {
			cases = append(cases, drawnCase(t, i))
		}
		x := NewIndex(cases)
		if len(cases) > 0 { // one has changed since it was first put in
			i := rapid.IntRange(0, len(cases)-1).Draw(t, "changed")
			changed := drawnCase(t, i)
			cases[i] = changed
			x.Put(changed)
		}
		app, hint := drawnForm(t), Hint{}
		if rapid.Bool().Draw(t, "hinted") {
			hint.Mail = []string{"IA-2024-0001", "IA-2024-0003"}
		}
		received := time.Date(2024, 9, 10, 9, 0, 0, 0, time.UTC)
		form := folded(&app)
		want := map[string]grade{}
		for _, c := range cases {
			if g := fit(&known{c, folded(&c.Application)}, form, received, hint); g > 0 {
				want[c.ID] = g
			}
		}
		for _, i := range x.candidates(form, hint) {
			c := &x.all[i]
			if g := fit(c, form, received, hint); g > 0 && want[c.ID] != g {
				t.Fatalf("%s fits by %d, by itself by %d", c.ID, g, want[c.ID])
			}
			delete(want, c.ID)
		}
		if len(want) > 0 {
			t.Fatalf("the index does not hold %v against the form", want)
		}
	})
}

func drawnForm(t *rapid.T) Application {
	a := Application{
		Kind:        rapid.SampledFrom([]Kind{NewPost, OwnToFunded, LeaveOfAbsence, Withdrawal, ""}).Draw(t, "kind"),
		Doctor:      rapid.SampledFrom([]string{"", "Alva Ask", "Ask, Alva", "Alva Asl", "Bo Berg", "Bo Bergh"}).Draw(t, "doctor"),
		LicenceDate: rapid.SampledFrom([]Date{{}, D(2020, 3, 1), D(2021, 3, 1)}).Draw(t, "licence"),
		CentreID:    rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "centre"),
		Cells: map[Field]CellRef{
			FieldDoctor:      {Written: rapid.SampledFrom([]string{"", "Alva", "Bo"}).Draw(t, "doctor as written")},
			FieldLicenceDate: {Written: rapid.SampledFrom([]string{"", "1/3"}).Draw(t, "licence as written")},
			FieldCentre:      {Written: rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "centre as written")},
		},
	}
	a.PersonalNumber = NewPersonal(rapid.SampledFrom([]string{"", "19811218-9876", "8112189876", "701063-2391"}).Draw(t, "number"))
	return a
}

func drawnCase(t *rapid.T, i int) Case {
	c := Case{ID: fmt.Sprintf("IA-2024-%04d", i+1), Received: time.Date(2024, 9, 2, 9, 0, 0, 0, time.UTC), Application: drawnForm(t)}
	for _, f := range tellsApart {
		if rapid.Bool().Draw(t, "corrected") {
			if c.Asserted == nil {
				c.Asserted = map[Field]string{}
			}
			c.Asserted[f] = "x"
		}
	}
	return c
}

// BenchmarkIndex settles a mail of 500 applicants among 5,000 cases.
func BenchmarkIndex(b *testing.B) {
	doctor := func(i int) Application {
		return Application{Kind: NewPost, CentreID: fmt.Sprintf("VC-%02d", i%40), Doctor: fmt.Sprintf("Förnamn%d Efternamn%d", i, i*7),
			LicenceDate: D(2018, 1, 1).AddDays(i % 1000), PossibleStart: D(2024, 11, 1), Cells: map[Field]CellRef{}}
	}
	var cases []Case
	for i := range 5000 {
		cases = append(cases, Case{ID: fmt.Sprintf("IA-2024-%05d", i), Received: time.Date(2024, 9, 2, 9, 0, 0, 0, time.UTC), Application: doctor(i)})
	}
	received := time.Date(2024, 9, 10, 9, 0, 0, 0, time.UTC)
	policy := &Policy{}
	for b.Loop() {
		x := NewIndex(cases)
		for i := range 500 {
			app := doctor(4800 + i)
			if _, how := x.Match(app, received, Hint{}); (how == New) != (i >= 200) {
				b.Fatalf("applicant %d is %s", i, how)
			}
			x.ContactDate(policy, app, received)
			x.Put(Case{ID: fmt.Sprintf("IA-2024-%05d", 4800+i), Received: received, Application: app})
		}
	}
}
