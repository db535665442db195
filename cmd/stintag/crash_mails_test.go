package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"stintag/ingest/form"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/policy"
	"stintag/samples"
)

// canary stands in mails and forms, and must never stand in a log. It is one of
// the tax agency's published test numbers.
const canary = "19811218-9876"

// mailKind is a kind of mail that a round puts into the mailbox.
type mailKind struct {
	name  string
	place ledger.Place
	of    string // "": of a doctor who has not applied yet; "applied": of one who has
	ends  bool   // it takes the case back
	often int
}

var mailKinds = []mailKind{
	{name: "application", place: ledger.Handled, often: 8},
	{name: "again", place: ledger.Handled, of: "applied", often: 1},
	{name: "changed", place: ledger.Handled, of: "applied", often: 2},
	{name: "withdrawal", place: ledger.Handled, of: "applied", ends: true, often: 1},
	{name: "stranger", place: ledger.Quarantine, often: 1},
	{name: "words", place: ledger.Human, often: 1},
	{name: "broken", place: ledger.Unreadable, often: 1},
	{name: "away", place: ledger.Handled, often: 1},
}

func anyKind(rng *rand.Rand) mailKind {
	sum := 0
	for _, k := range mailKinds {
		sum += k.often
	}
	k := 0
	for n := rng.IntN(sum) - mailKinds[k].often; n >= 0; n -= mailKinds[k].often {
		k++
	}
	return mailKinds[k]
}

// author writes the mails of a small region. Forms are filled once and shared.
type author struct {
	region samples.Region
	policy *process.Policy

	mu    sync.Mutex
	forms map[string][]byte
}

func newAuthor() (*author, error) {
	region, err := samples.Named("vastmanland")
	if err != nil {
		return nil, err
	}
	rules, err := policy.Preset("vastmanland")
	if err != nil {
		return nil, err
	}
	region.Centres, region.Roster = region.Centres[:4], nil
	return &author{region: region, policy: rules.At(process.DateOf(region.FirstEvening)), forms: map[string][]byte{}}, nil
}

func (a *author) centre(doctor int) process.HealthCentre {
	return a.region.Centres[doctor%len(a.region.Centres)]
}

func doctorName(n int) string { return "Påhittad Läkare " + inLetters(n) }

// form is a doctor's form; what a kind of mail says otherwise is said in it.
func (a *author) form(kind string, doctor int) ([]byte, error) {
	if kind == "again" || kind == "stranger" {
		kind = "application"
	}
	key := fmt.Sprintf("%s %d", kind, doctor)
	a.mu.Lock()
	defer a.mu.Unlock()
	if book, ok := a.forms[key]; ok {
		return book, nil
	}
	hc := a.centre(doctor)
	opens := process.D(2024, 10, 1)
	assessed := " 2024-08-27"
	values := map[process.Field]any{
		process.FieldKind: process.NewPost, process.FieldCentre: hc.Name, process.FieldManager: hc.Manager,
		process.FieldManagerEmail: hc.Addresses[0], process.FieldDoctor: doctorName(doctor),
		process.FieldLicenceDate: opens.AddMonths(-153).AddDays(doctor * 37 % 4000), process.FieldPossibleStart: opens.AddDays(doctor * 11 % 400),
		process.FieldSwedishAT: process.Yes, process.FieldEmployed: process.No, process.FieldEmploymentForm: process.NotOffered,
		process.FieldSupervisor: "Påhittad Handledare", process.FieldSupervisorSpecialist: process.Yes, process.FieldSupervisorTrained: process.Yes,
		process.FieldAssessedManager: hc.Manager + assessed, process.FieldAssessedSupervisor: "Påhittad Handledare" + assessed, process.FieldAssessedDirector: "Påhittad Studierektor" + assessed,
		process.FieldComment: "Ring " + canary,
	}
	switch kind {
	case "changed":
		values[process.FieldPossibleStart] = opens.AddDays(doctor*11%400 + 20)
	case "withdrawal":
		values[process.FieldKind] = process.Withdrawal
	}
	book, err := form.Filled(a.region.Name, centreNames(a.region.Centres), a.policy, values)
	if err != nil {
		return nil, fmt.Errorf("fill form: %w", err)
	}
	a.forms[key] = book
	return book, nil
}

// mail writes the n-th mail of a world.
func (a *author) mail(kind string, doctor, n int, when time.Time) ([]byte, error) {
	id := fmt.Sprintf("<%d@generated.example>", n)
	from := a.centre(doctor).Addresses[0]
	switch kind {
	case "words":
		return plainMail(from, a.region.Address, id, when, "", "Hej! När kommer beskedet? Ring "+canary), nil
	case "away":
		return plainMail(from, a.region.Address, id, when, "Auto-Submitted: auto-replied\r\n", "Jag är på semester."), nil
	case "broken":
		return formMail(from, a.region.Address, id, when, []byte("PK\x03\x04 ingen arbetsbok "+canary)), nil
	case "stranger":
		from = fmt.Sprintf("okand-%d@fraemmande.example", n)
	}
	book, err := a.form(kind, doctor)
	if err != nil {
		return nil, err
	}
	raw := formMail(from, a.region.Address, id, when, book)
	return []byte(strings.Replace(string(raw), "Se bilagan.", "Se bilagan. "+canary, 1)), nil
}

func plainMail(from, to, id string, when time.Time, extra, text string) []byte {
	return fmt.Appendf(nil, "From: %s\r\nTo: %s\r\nSubject: Hej %s\r\nDate: %s\r\nMessage-ID: %s\r\n%sMIME-Version: 1.0\r\n"+
		"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%s\r\n", from, to, canary, when.Format(time.RFC1123Z), id, extra, text)
}
