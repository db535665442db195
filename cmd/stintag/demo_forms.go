package main

import (
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"stintag/ingest/form"
	"stintag/process"
	"stintag/process/policy"
	"stintag/samples"
)

// generate gives n invented applications instead of the sample mails: each a blank
// form rightly filled, mailed by a health centre of the sample region. The same n
// gives the same mails.
func generate(r samples.Region, n int) ([]samples.Mail, error) {
	rules, err := policy.Preset(r.Policy)
	if err != nil {
		return nil, err
	}
	names := centreNames(r.Centres)
	evening := process.DateOf(r.FirstEvening)
	day := rules.At(evening)
	opens := process.D(evening.Year, evening.Month, 1).AddMonths(1) // when the first can begin
	assessed := " " + evening.AddDays(-14).String()
	mails := make([]samples.Mail, n)
	for i := range mails {
		hc := r.Centres[i%len(r.Centres)]
		received := r.FirstEvening.Add(-time.Duration(n-i) * time.Minute)
		book, err := form.Filled(r.Name, names, day, map[process.Field]any{
			process.FieldKind: process.NewPost, process.FieldCentre: hc.Name, process.FieldManager: hc.Manager,
			process.FieldManagerEmail: hc.Addresses[0], process.FieldDoctor: fmt.Sprintf("Påhittad Läkare %s", inLetters(i)),
			process.FieldLicenceDate: opens.AddMonths(-153).AddDays(i * 37 % 4000), process.FieldPossibleStart: opens.AddDays(i * 11 % 400),
			process.FieldSwedishAT: process.Yes, process.FieldEmployed: process.No, process.FieldEmploymentForm: process.NotOffered,
			process.FieldSupervisor: "Påhittad Handledare", process.FieldSupervisorSpecialist: process.Yes, process.FieldSupervisorTrained: process.Yes,
			process.FieldAssessedManager: hc.Manager + assessed, process.FieldAssessedSupervisor: "Påhittad Handledare" + assessed, process.FieldAssessedDirector: "Påhittad Studierektor" + assessed,
			process.FieldOwnPriority: i/len(r.Centres) + 1,
		})
		if err != nil {
			return nil, fmt.Errorf("fill form %d: %w", i+1, err)
		}
		mails[i] = samples.Mail{File: fmt.Sprintf("%05d.eml", i+1), Evening: 1, Received: received, From: hc.Addresses[0],
			Raw: formMail(hc.Addresses[0], r.Address, fmt.Sprintf("<%d@generated.example>", i+1), received, book)}
	}
	return mails, nil
}

// inLetters is a number as a surname that nobody bears: 0 is Aaaa, 27 is Aabb.
func inLetters(n int) string {
	b := []byte("Aaaa")
	for i := len(b) - 1; n > 0 && i > 0; i-- {
		b[i] = byte('a' + n%26)
		n /= 26
	}
	return string(b)
}

// formMail is a mail with a workbook attached, as a plain mail program writes it.
func formMail(from, to, id string, when time.Time, book []byte) []byte {
	var m strings.Builder
	fmt.Fprintf(&m, "From: %s\r\nTo: %s\r\nSubject: Anmalan\r\nDate: %s\r\nMessage-ID: %s\r\nMIME-Version: 1.0\r\n", from, to, when.Format(time.RFC1123Z), id)
	m.WriteString("Content-Type: multipart/mixed; boundary=\"del\"\r\n\r\n--del\r\nContent-Type: text/plain\r\n\r\nSe bilagan.\r\n--del\r\n" +
		"Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\r\n" +
		"Content-Disposition: attachment; filename=\"anmalan.xlsx\"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	const line = 57 // bytes: 76 characters of base64
	for len(book) > 0 {
		n := min(line, len(book))
		m.WriteString(base64.StdEncoding.EncodeToString(book[:n]) + "\r\n")
		book = book[n:]
	}
	m.WriteString("--del--\r\n")
	return []byte(m.String())
}

// decisionsFor takes every proposal to grant, as a delegate in a hurry would.
func decisionsFor(s *state, j process.Judgement, on process.Date) []samples.Decision {
	var all []samples.Decision
	for i, c := range s.world.Cases {
		if j.Standings[i].Proposal.Outcome == process.Grant {
			all = append(all, samples.Decision{Doctor: c.Application.Doctor, Verdict: process.VerdictGrant, By: "Karin Lindqvist", Date: on})
		}
	}
	return all
}
