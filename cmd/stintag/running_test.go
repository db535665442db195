package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
	"stintag/process/workbook"
	"stintag/templates"
)

const almby = "vc.almby@region.example"

// fill writes register rows into the master, as an administrator would.
func (b *bureau) fill(r master.Registers) {
	b.t.Helper()
	b.change(func(data []byte) ([]byte, error) { return master.Fill(data, r) })
}

func (b *bureau) change(how func([]byte) ([]byte, error)) {
	b.t.Helper()
	path := filepath.Join(b.dir, "master.xlsx")
	data, err := os.ReadFile(path)
	if err == nil {
		data, err = how(data)
	}
	if err == nil {
		err = os.WriteFile(path, data, 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// rows gives the rows of a sheet of the master, cells joined.
func (b *bureau) rows(name string) []string {
	b.t.Helper()
	data, err := os.ReadFile(filepath.Join(b.dir, "master.xlsx"))
	if err != nil {
		b.t.Fatal(err)
	}
	book, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		b.t.Fatal(err)
	}
	s, _ := book.Sheet(name)
	var rows []string
	for _, r := range s.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, master.CanonicalText(c))
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	return rows
}

func (b *bureau) says(sheet string, words ...string) bool {
	b.t.Helper()
	return slices.ContainsFunc(b.rows(sheet), func(row string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(row, w) })
	})
}

// gro is a running post at Almby.
var gro = process.Trainee{
	ID: "ST-0012", Name: "Gro Gran", CentreID: "A", Start: process.D(2022, 12, 1), PlannedEnd: process.D(2028, 5, 31), Degree: 1,
	Track: "ST", Decided: process.D(2022, 10, 1), Status: process.TraineeActive,
}

// groForm is a form about the post.
func groForm(k process.Kind, changes map[process.Field]any) map[process.Field]any {
	v := map[process.Field]any{
		process.FieldKind: k, process.FieldCentre: "Almby vårdcentral", process.FieldDoctor: "Gro Gran", process.FieldManager: "Ada Alm",
	}
	for f, x := range changes {
		v[f] = x
	}
	return v
}

func period(from, to process.Date) map[process.Field]any {
	return map[process.Field]any{process.FieldChangeFrom: from, process.FieldChangeTo: to, process.FieldLeaveKind: "Föräldraledighet"}
}

var spring = period(process.D(2025, 3, 1), process.D(2025, 8, 31))

// D15: a leave is proposed on its row, decided by a person, written in Uppehåll by
// the program, and told in Att göra until the roster has its planned end.
func TestALeaveFromFormToRoster(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.fill(master.Registers{Roster: []process.Trainee{gro}, Leaves: []process.Leave{{Doctor: "Gro Gran", From: process.D(2023, 6, 1), To: process.D(2023, 7, 31), Kind: "Annat"}}})
	b.mail(almby, "Föräldraledighet", groForm(process.LeaveOfAbsence, spring))
	b.run()
	const change = "Uppehåll 2025-03-01–2025-08-31 för raden ST-0012: planerat slut flyttas från 2028-05-31 till 2028-11-30."
	if !b.says(master.SheetCases, "IA-2024-0001", "Klar för beslut", "Beviljas", change) {
		t.Errorf("Ärenden says %q", b.rows(master.SheetCases))
	}
	if !b.says(master.SheetTodo, "IA-2024-0001", "Fatta beslut", change) {
		t.Errorf("Att göra says %q", b.rows(master.SheetTodo))
	}
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.run()
	if rows := b.rows(master.SheetLeave); len(rows) != 3 || !strings.HasPrefix(rows[2], "Gro Gran|2025-03-01|2025-08-31|Föräldraledighet") {
		t.Errorf("Uppehåll says %q", rows)
	}
	const carry = "Raden ST-0012: Planerat slut ska vara 2028-11-30, nu 2028-05-31."
	for range 2 { // the leave that stands now does not move the end once more
		if !b.says(master.SheetTodo, "IA-2024-0001", carry) {
			t.Errorf("Att göra says %q", b.rows(master.SheetTodo))
		}
		b.run()
	}
	moved := gro
	moved.PlannedEnd = process.D(2028, 11, 30)
	b.fill(master.Registers{Centres: twoCentres, Roster: []process.Trainee{moved}})
	b.run()
	if b.says(master.SheetTodo, "IA-2024-0001") || len(b.rows(master.SheetLeave)) != 3 {
		t.Errorf("done, and Att göra says %q", b.rows(master.SheetTodo))
	}
}

// The other changes: what Att göra asks for goes when the roster says it.
func TestChangesToARunningPostGoToTheRoster(t *testing.T) { // D15, F1
	t.Parallel()
	for _, tt := range []struct {
		name  string
		form  map[process.Field]any
		want  string
		row   func(*process.Trainee)
		moved func(*process.Trainee)
	}{
		{"degree", groForm(process.ChangedDegree, map[process.Field]any{process.FieldDegree: 0.8, process.FieldChangeFrom: process.D(2025, 3, 1)}),
			"Tjänstgöringsgrad 100 % → 80 % från 2025-03-01 för raden ST-0012: planerat slut flyttas från 2028-05-31 till 2029-03-31.",
			func(*process.Trainee) {}, func(p *process.Trainee) { p.Degree, p.PlannedEnd = 0.8, process.D(2029, 3, 31) }},
		{"start", groForm(process.ChangedStart, map[process.Field]any{process.FieldPossibleStart: process.D(2025, 4, 1)}),
			"Start 2025-01-15 → 2025-04-01 för raden ST-0012: planerat slut flyttas från 2030-07-14 till 2030-09-30.",
			func(p *process.Trainee) {
				p.Start, p.PlannedEnd, p.Status = process.D(2025, 1, 15), process.D(2030, 7, 14), process.TraineeGranted
			}, func(p *process.Trainee) { p.Start, p.PlannedEnd = process.D(2025, 4, 1), process.D(2030, 9, 30) }},
		{"early end", groForm(process.EarlyEnd, map[process.Field]any{process.FieldChangeFrom: process.D(2025, 6, 30)}),
			"Avslut i förtid 2025-06-30 för raden ST-0012 (planerat slut 2028-05-31): platsen blir ledig och 300 000 kr intecknat frigörs.",
			func(*process.Trainee) {}, func(p *process.Trainee) { p.PlannedEnd = process.D(2025, 6, 30) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, row := newBureau(t, twoCentres), gro
			tt.row(&row)
			b.fill(master.Registers{Centres: twoCentres, Roster: []process.Trainee{row}})
			b.mail(almby, "Ändring", tt.form)
			b.run()
			if !b.says(master.SheetTodo, "IA-2024-0001", "Fatta beslut", tt.want) || !b.says(master.SheetCases, "IA-2024-0001", "Beviljas", tt.want) {
				t.Errorf("Ärenden says %q\nAtt göra %q", b.rows(master.SheetCases)[1:], b.rows(master.SheetTodo)[1:])
			}
			b.decide("IA-2024-0001", process.VerdictGrant)
			b.run()
			if !b.says(master.SheetTodo, "IA-2024-0001", "För in ändringen", "Raden ST-0012") {
				t.Errorf("Att göra says %q", b.rows(master.SheetTodo)[1:])
			}
			tt.moved(&row)
			b.fill(master.Registers{Centres: twoCentres, Roster: []process.Trainee{row}})
			b.run()
			if b.says(master.SheetTodo, "IA-2024-0001") {
				t.Errorf("done, and Att göra says %q", b.rows(master.SheetTodo)[1:])
			}
		})
	}
}

// D9: leaves on other days are two cases, the same again is one, and a corrected
// period in a reply continues its own; beside an open application it is a case of
// its own.
func TestLeavesAndApplicationsAreCasesOfTheirOwn(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.fill(master.Registers{Roster: []process.Trainee{gro}})
	b.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldDoctor: "Gro Gran"}))
	b.run()
	b.mail(almby, "SV: [IA-2024-0001] Bekräftelse", groForm(process.LeaveOfAbsence, spring))
	b.run()
	b.mail(almby, "Ledighet igen", groForm(process.LeaveOfAbsence, spring))
	b.mail(almby, "Nästa ledighet", groForm(process.LeaveOfAbsence, period(process.D(2026, 9, 1), process.D(2026, 12, 31))))
	b.run()
	b.mail(almby, "SV: [IA-2024-0003] Bekräftelse", groForm(process.LeaveOfAbsence, period(process.D(2027, 1, 1), process.D(2027, 4, 30))))
	b.run()
	s, _ := b.state()
	var got []string
	for i, c := range s.cases {
		a := s.world.Cases[i].Application
		got = append(got, strings.Join([]string{c.ID, string(a.Kind), a.ChangeFrom.String(), a.ChangeTo.String()}, " "))
	}
	want := []string{
		"IA-2024-0001 Ny ST  ",
		"IA-2024-0002 Uppehåll eller föräldraledighet 2025-03-01 2025-08-31",
		"IA-2024-0003 Uppehåll eller föräldraledighet 2027-01-01 2027-04-30",
	}
	if !slices.Equal(got, want) || len(s.cases[1].Revisions) != 1 || len(s.cases[2].Revisions) != 2 {
		t.Errorf("cases %q", got)
	}
}

// D9: what is sent again, in whatever shape, continues its own case with the first
// contact date; a withdrawal loses it.
func TestResubmissionsKeepTheirCaseAndContactDate(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	first := process.DateOf(b.now)
	b.mail(almby, "Anmälan", complete(map[process.Field]any{process.FieldLicenceDate: "10/9", process.FieldDoctor: "Doris Dugtig"}))
	b.run()
	if s, j := b.state(); j.Standings[0].Status != process.StatusReturned || len(s.cases) != 1 {
		t.Fatalf("%+v", j.Standings)
	}
	b.mail(almby, "Rättad blankett", complete(map[process.Field]any{process.FieldDoctor: "Doris Dugtig"})) // a new mail, the date filled in
	b.run()
	b.mail(almby, "Namnet blev fel", complete(nil)) // a slip in the name put right
	b.run()
	b.mail(almby, "SV: [IA-2024-0001] Bekräftelse", complete(map[process.Field]any{process.FieldLicenceDate: process.D(2020, 4, 1)}))
	b.run()
	s, j := b.state()
	if len(s.cases) != 1 || len(s.cases[0].Revisions) != 4 || s.cases[0].Contact != first || j.Standings[0].Place != 1 {
		t.Fatalf("%d cases, %d forms, contact date %s, %+v", len(s.cases), len(s.cases[0].Revisions), s.cases[0].Contact, j.Standings[0].Status)
	}
	b.mail(almby, "Återkallelse", groForm(process.Withdrawal, map[process.Field]any{process.FieldDoctor: "Doris Duktig"}))
	b.run()
	again := process.DateOf(b.now)
	b.mail(almby, "Anmälan igen", complete(map[process.Field]any{process.FieldLicenceDate: process.D(2020, 4, 1)}))
	b.run()
	s, j = b.state()
	if len(s.cases) != 2 || j.Standings[0].Status != process.StatusWithdrawn || s.cases[1].Contact != again || s.cases[1].ID != "IA-2024-0002" {
		t.Errorf("after the withdrawal: %d cases, %+v", len(s.cases), j.Standings)
	}
}

// D9: the contact date follows the doctor to another health centre, or stays with
// the first, as the policy says.
func TestAContactDateFollowsAsThePolicySays(t *testing.T) {
	t.Parallel()
	for follows, kept := range map[string]bool{"doctor": true, "clinic": false} {
		b := newBureau(t, twoCentres)
		first := process.DateOf(b.now)
		b.mail(almby, "Anmälan", complete(nil))
		b.run()
		b.usePolicy("contact_date_follows", follows)
		second := process.DateOf(b.now)
		b.mail("vc.bjorkby@region.example", "Anmälan", complete(map[process.Field]any{process.FieldCentre: "Björkby vårdcentral"}))
		b.run()
		want := second
		if kept {
			want = first
		}
		if s, _ := b.state(); len(s.cases) != 2 || s.cases[1].Contact != want {
			t.Errorf("%s: %+v, want the contact date %s", follows, s.cases, want)
		}
	}
}

// D9, D1: who takes back what is granted is heard by a person; nothing of it goes
// by itself.
func TestAWithdrawalOfAGrantedCaseGoesToAPerson(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.mail(almby, "Anmälan", complete(nil))
	b.run()
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.run()
	b.mail(almby, "Återkallelse", groForm(process.Withdrawal, map[process.Field]any{process.FieldDoctor: "Doris Duktig"}))
	b.run()
	if !b.says(master.SheetTodo, "IA-2024-0001", "Ta ställning till återkallelsen") || !b.says(master.SheetRoster, "IA-2024-0001", "Doris Duktig") {
		t.Errorf("Att göra says %q\nST-läkare %q", b.rows(master.SheetTodo)[1:], b.rows(master.SheetRoster)[1:])
	}
}

// D15: a transfer waits for the study director, and names its row.
func TestATransferGoesByTheStudyDirector(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.fill(master.Registers{Roster: []process.Trainee{gro}, Centres: twoCentres})
	b.mail("vc.bjorkby@region.example", "Byte", groForm(process.Transfer, map[process.Field]any{
		process.FieldCentre: "Björkby vårdcentral", process.FieldTransferFrom: "Almby vårdcentral",
	}))
	b.run()
	const move = "Raden ST-0012 i bladet ST-läkare flyttas från Almby vårdcentral till Björkby vårdcentral."
	if !b.says(master.SheetCases, "IA-2024-0001", "Hos studierektor") || !b.says(master.SheetTodo, "Invänta studierektorns yttrande", move) {
		t.Errorf("Ärenden says %q\nAtt göra %q", b.rows(master.SheetCases)[1:], b.rows(master.SheetTodo)[1:])
	}
	if kinds, _ := b.letters(almby); len(kinds) > 0 {
		t.Errorf("the present employer was told: %v", kinds)
	}
}

// usePolicy lays one key over the preset's policy file.
func (b *bureau) usePolicy(key, value string) {
	b.t.Helper()
	preset, err := templates.Policies.ReadFile("policy/vastmanland.toml")
	if err != nil {
		b.t.Fatal(err)
	}
	lines := slices.DeleteFunc(strings.Split(string(preset), "\n"), func(l string) bool { return strings.HasPrefix(l, key) })
	text := key + " = \"" + value + "\"\n" + strings.Join(lines, "\n")
	if err := os.WriteFile(filepath.Join(b.dir, "policy.toml"), []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
	config := filepath.Join(b.dir, "stintag.toml")
	raw, err := os.ReadFile(config)
	if err == nil {
		err = os.WriteFile(config, []byte(strings.Replace(string(raw), `"vastmanland"`, `"policy.toml"`, 1)), 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// Leaves never stand in a letter: neither in the manager's decision nor in the
// Dagsrapport: mail is open as a postcard.
func TestNoLetterTellsOfALeave(t *testing.T) { // D7
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.fill(master.Registers{Roster: []process.Trainee{gro}})
	b.mail(almby, "Ändring", groForm(process.LeaveOfAbsence, spring))
	b.run()
	b.decide("IA-2024-0001", process.VerdictGrant)
	b.run()
	for _, to := range []string{almby, "handlaggare@region.example"} {
		kinds, texts := b.letters(to)
		if len(kinds) == 0 {
			t.Errorf("no letter to %s", to)
		}
		for _, text := range texts {
			if strings.Contains(text, "2025-03-01") || strings.Contains(text, "2025-08-31") || strings.Contains(text, "öräldraledig") {
				t.Errorf("a letter to %s tells of the leave:\n%s", to, text)
			}
		}
	}
}

// D9: to take back a post that is running, and has no case, is a person's to hear.
func TestAWithdrawalOfARunningPostGoesToAPerson(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.fill(master.Registers{Roster: []process.Trainee{gro}})
	b.mail(almby, "Återkallelse", groForm(process.Withdrawal, nil))
	b.run()
	if ms := b.mails(); len(ms) != 1 || ms[0].Place != ledger.Human {
		t.Errorf("mails %+v", ms)
	}
	if kinds, _ := b.letters(almby); len(kinds) > 0 {
		t.Errorf("a machine answered: %v", kinds)
	}
}
