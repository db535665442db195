package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"stintag/ingest/form"
	"stintag/ingest/mime"
	"stintag/ingest/trust"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
	"stintag/process/workbook"
)

// reading is what could be read from one mail. It judges nothing and needs no
// register; it is kept in the ledger as it is, and judged anew each run.
type reading struct {
	From       string
	Froms      int // addresses in From; anything but one proves nobody
	Subject    string
	MessageID  string
	InReplyTo  string
	References []string
	Class      trust.Class
	ClassWhy   string
	About      string         // the letter of ours that a delivery report is about
	Failed     bool           // and that it will not arrive
	Status     string         `json:",omitempty"` // why not, as RFC 3463 has it
	Recipient  string         `json:",omitempty"` // and whose mailbox it was that did not take it
	Evidence   trust.Evidence `json:",omitempty"` // what servers found out about its sender
	Answer     trust.Answer   `json:",omitempty"` // of an answer to a letter of ours: what it begins with
	Fault      string         // Swedish: the mail itself could not be read
	File       bool           // a workbook that came without a mail around it
	Links      []string       `json:",omitempty"` // hosts of shared files that it links to
	Asks       bool           `json:",omitempty"` // it asks for the blank form, and says nothing else
	Parts      []partReading
}

// partReading is what could be read from one attachment.
type partReading struct {
	Name      string
	Archive   string `json:",omitempty"` // the zip archive it lay in
	Format    workbook.Format
	Size      int
	Damaged   bool            // the mail broke it on its way, and it cannot be read
	Fault     string          // Swedish: a workbook that cannot be read, and why
	WrongForm string          // Swedish name of a form for something else
	Blank     bool            // a form in which nothing is filled in of any doctor
	Said      []process.Field `json:",omitempty"` // of a blank form: what is filled in of its health centre
	Crowded   bool            `json:",omitempty"` // it holds more than forms do, and was not read
	Forms     []form.Form
}

// answers are the letters that the mail says it answers, the nearest first.
func (r reading) answers() []string {
	ids := slices.Clone(r.References)
	slices.Reverse(ids)
	if r.InReplyTo != "" {
		ids = append([]string{r.InReplyTo}, ids...)
	}
	return ids
}

// forms is how many forms the mail holds.
func (r reading) forms() int {
	n := 0
	for _, p := range r.Parts {
		n += len(p.Forms)
	}
	return n
}

// blank says whether the mail holds a form in which nothing is filled in.
func (r reading) blank() bool {
	return slices.ContainsFunc(r.Parts, func(p partReading) bool { return p.Blank && len(p.Forms) == 0 })
}

// tooManyAttempts is how often a mail may be begun and not finished before it is
// set aside: a mail that kills its reader must not do so for ever.
const tooManyAttempts = 5

// readMail reads one mail's bytes. Whatever they hold, it gives an answer.
func readMail(m ledger.Mail, raw []byte, own trust.Own) (r reading) {
	defer func() {
		if p := recover(); p != nil {
			r = reading{From: m.Asserted, Froms: 1, Fault: "Brevet gick inte att läsa."}
		}
	}()
	if m.Attempts > tooManyAttempts {
		return reading{From: m.Asserted, Froms: 1, Fault: "Brevet gick inte att läsa trots flera försök."}
	}
	if m.Source == ledger.FromFile && !looksLikeMail(raw) {
		return readFile(m, raw)
	}
	msg, err := mime.Parse(raw)
	if msg == nil {
		return reading{From: m.Asserted, Froms: 1, Fault: "Brevet är skadat och gick inte att läsa."}
	}
	r = readMessage(m, msg, own)
	if err != nil {
		r.Fault = overLimit(err)
	}
	return r
}

// readFile reads a file that came without a mail around it: a workbook, or what holds
// some, a zip or a mail saved by Outlook.
func readFile(m ledger.Mail, raw []byte) reading {
	r := reading{From: m.Asserted, Froms: 1, Subject: m.Name, File: true, Class: trust.Person}
	msg, err := mime.Open(m.Name, raw)
	if err != nil {
		r.Fault = "Filen innehåller fler eller större delar än en fil med blanketter brukar ha, och har inte lästs."
	}
	r.Links = msg.Links
	for _, p := range msg.Parts {
		r.Parts = append(r.Parts, readPart(p))
	}
	return r
}

// overLimit tells a mail's sender which limit it is over.
func overLimit(err error) string {
	var l *mime.Limit
	if errors.As(err, &l) && l.What == "bytes" {
		return fmt.Sprintf("Mejlet är större än %d MB och har inte lästs.", l.Most>>20)
	}
	return "Mejlet har fler eller större delar än ett mejl med blanketter brukar ha, och har inte lästs."
}

func readMessage(m ledger.Mail, msg *mime.Message, own trust.Own) reading {
	v := trust.Classify(msg, own)
	r := reading{From: msg.From, Froms: msg.Froms, Subject: msg.Subject, MessageID: msg.MessageID, InReplyTo: msg.InReplyTo,
		References: msg.References, Class: v.Class, ClassWhy: v.Why, About: v.About, Failed: v.Failed, Status: v.Status, Recipient: v.Recipient,
		Evidence: trust.EvidenceOf(msg.Trace),
		Links:    msg.Links, Asks: form.Asked(msg.Subject, msg.Text)}
	if m.Asserted != "" {
		r.From, r.Froms = m.Asserted, 1
	}
	if slices.ContainsFunc(r.answers(), own.IsOurs) {
		r.Answer = trust.AnswerIn(msg.Text)
	}
	for _, p := range msg.Parts {
		r.Parts = append(r.Parts, readPart(p))
	}
	return r
}

// looksLikeMail says whether an imported file begins with a header that tells of a
// mail, or with the line that mailboxes part their mails with.
func looksLikeMail(raw []byte) bool {
	if bytes.HasPrefix(raw, []byte("From ")) {
		return true
	}
	line, _, _ := bytes.Cut(raw[:min(len(raw), 1000)], []byte("\n"))
	name, _, ok := bytes.Cut(line, []byte(":"))
	return ok && len(name) > 0 && !bytes.ContainsAny(name, " \t<>\x00") && mime.IsMail(raw)
}

func readPart(p mime.Part) partReading {
	r := partReading{Name: p.Name, Archive: p.Archive, Format: p.Format, Size: len(p.Bytes), Damaged: p.Damaged}
	if p.Format != workbook.FormatWorkbook {
		return r
	}
	book, err := workbook.Read(p.Bytes, workbook.FormLimits)
	if err != nil {
		r.Fault = "Arbetsboken gick inte att läsa."
		var fault *workbook.Fault
		if errors.As(err, &fault) {
			r.Fault = fault.Swedish()
		}
		return r
	}
	r.Damaged = false // its checksums hold: it came whole
	got := form.Read(book)
	r.Forms, r.WrongForm, r.Blank, r.Said, r.Crowded = got.Forms, got.WrongForm, got.Blank, got.Said, got.Crowded
	return r
}

// attachment gives back the bytes of a mail's n-th part, as readMail numbered them.
func attachment(m ledger.Mail, raw []byte, n int) (mime.Part, error) {
	msg, err := (*mime.Message)(nil), error(nil)
	if m.Source == ledger.FromFile && !looksLikeMail(raw) {
		msg, err = mime.Open(m.Name, raw)
	} else {
		msg, err = mime.Parse(raw)
	}
	if err != nil {
		return mime.Part{}, fmt.Errorf("read mail %d again: %w", m.ID, err)
	}
	if n >= len(msg.Parts) {
		return mime.Part{}, fmt.Errorf("mail %d has no part %d", m.ID, n)
	}
	return msg.Parts[n], nil
}

// readingOf decodes what the ledger keeps of a mail.
func readingOf(m ledger.Mail) (reading, error) {
	var r reading
	if err := json.Unmarshal(m.Reading, &r); err != nil {
		return r, fmt.Errorf("decode reading of mail %d: %w", m.ID, err)
	}
	return r, nil
}

// understood is a stored form as understood on the day it came.
func understood(stored []byte, received time.Time) (process.Application, []process.Finding, error) {
	var f form.Form
	if err := json.Unmarshal(stored, &f); err != nil {
		return process.Application{}, nil, fmt.Errorf("decode form: %w", err)
	}
	app, findings := f.Interpret(process.DateOf(received))
	return app, findings, nil
}

// writtenText is a field as a person wrote it in the master, in words.
func writtenText(f process.Field, label, text string) form.Written {
	return form.Written{Field: f, Label: label, Sheet: master.SheetCases, Value: form.Value{Kind: workbook.Text, Text: text}}
}
