package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stintag/notify"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// What the audit records, in Swedish for those who ask about a case.

// plainWords are the records that always say the same.
var plainWords = map[string]string{
	"case began earlier":    "Ett mejl som kom tidigare visade sig höra hit: ärendet räknas från det",
	"master accepted":       "Huvudfilen godtogs som den var, enligt en person",
	"mail put back":         "Mejl %d lades tillbaka i inkorgen av en person",
	"sealed as found":       "Godtogs som det stod, av den som sköter programmet: någon annan än programmet hade ändrat det",
	"case withdrawn":        "Ärendet återkallat",
	"mail received":         "Mejl %d kom in",
	"mail handled":          "Mejl %d är omhändertaget",
	"mail unreadable":       "Mejl %d gick inte att läsa",
	"mail quarantine":       "Mejl %d lades åt sidan: avsändaren är inte styrkt",
	"mail human":            "Mejl %d lades till handläggare",
	"letter sent":           "Brev %d skickat",
	"letter refused":        "Brev %d togs inte emot av servern",
	"letter retry":          "Brev %d kunde inte lämnas; programmet försöker igen",
	"letter unknown":        "Brev %d lämnades, men svaret gick förlorat: en människa behöver se om det kom fram",
	"letter bounced":        "Brev %d kom tillbaka",
	"letter dropped":        "Brev %d gavs upp",
	"letter owed again":     "Brev %d ska skickas en gång till, enligt en person",
	"address takes no mail": "Adressen i brev %d tar inte emot post",
	"address tried again":   "Adressen i brev %d prövas igen, enligt en person",
	"address forgotten":     "Adressen i brev %d finns inte längre i registret",
}

// machinery are records that tell how, and not what.
var machinery = map[string]bool{
	"letter trying": true, "mail moved": true, "mail found again": true, "cell corrected": true, "correction cleared": true, "sealed at the upgrade": true,
}

// happened tells one record.
func (t *telling) happened(e ledger.Event) (happened, error) {
	h := happened{Row: e.Row, When: e.At.In(t.s.world.Now.Location()), Record: strings.TrimSpace(e.What + " " + e.Detail), detail: machinery[e.What]}
	id, isLetter := e.Of("letter")
	if m, is := e.Of("mail"); is {
		id = m
	}
	if isLetter && slices.Contains(t.letters[id].Kinds, string(notify.Summary)) {
		h.detail = true // it tells of every case
	}
	var err error
	t.passOver(e)
	switch plain, known := plainWords[e.What]; {
	case known && strings.Contains(plain, "%d"):
		h.What = fmt.Sprintf(plain, id)
	case known:
		h.What = plain
	default:
		h.What, err = t.words(e, id)
	}
	if e.What == "letter dropped" && cmp.Or(e.Words, e.Detail) != "" {
		h.What += ": " + cmp.Or(e.Words, e.Detail)
	}
	if h.What == "" {
		h.What, h.detail = h.Record, true
	}
	return h, err
}

// passOver leaves out what another hand put in, and a person accepted: no record tells
// that it was adopted or taken in.
func (t *telling) passOver(e ledger.Event) {
	if e.What != "sealed as found" {
		return
	}
	if n, is := e.Of("decision"); is {
		t.decided = max(t.decided, int(n))
	}
	if n, is := e.Of("revision"); is {
		t.forms = max(t.forms, int(n))
	}
}

// words tells a record with what the ledger knows of it; "" where that is nothing.
func (t *telling) words(e ledger.Event, id int64) (string, error) {
	switch e.What {
	case "case opened":
		return "Ärendet öppnat: inkommet " + t.when(t.c.Received) + ", kontaktdatum " + t.c.Contact.String(), nil
	case "form taken in":
		return t.form()
	case "input adopted":
		words := t.input()
		if e.Detail != "" && words != "" {
			words += ". Godtogs som det stod, av den som sköter programmet"
		}
		return words, nil
	case "case judged":
		return judgedWords(strings.Split(e.Detail, "; ")), nil
	case "decision adopted":
		return t.decision(), nil
	case "decision held":
		return "Beslutet " + e.Detail + " väntar innan det gäller", nil
	case "decision taken back before it took effect":
		return "Beslutet " + e.Detail + " ändrades eller togs tillbaka innan det gällde", nil
	case "decision released":
		return "Beslutet " + e.Detail + " släpptes av en person", nil
	case "letter owed":
		if e.Detail == "not tried after all" {
			return "", nil
		}
		return t.letter(id), nil
	case "sender asked about", "sender not asked about", "sender answered for":
		return t.stranger(e, id), nil
	case "master written":
		return fmt.Sprintf("Huvudfilen skriven med det som hänt (av körning %d)", runOf(e.Detail)), nil
	case "master put back":
		return fmt.Sprintf("En äldre huvudfil lades tillbaka (den som körning %d skrev)", runOf(e.Detail)), nil
	case "master restored":
		return "Huvudfilen byttes mot version " + e.Detail, nil
	}
	return strings.TrimSpace(e.What + " " + e.Detail), nil
}

// stranger tells what was asked about a mail's sender, and what came of it.
func (t *telling) stranger(e ledger.Event, mail int64) string {
	centre, rest, _ := strings.Cut(strings.TrimPrefix(e.Detail, "health centre "), ": ")
	name := centre
	if hc, ok := t.s.world.Centre(centre); ok {
		name = hc.Name
	}
	switch e.What {
	case "sender asked about":
		return fmt.Sprintf("%s fick frågan om avsändaren av mejl %d är deras", name, mail)
	case "sender not asked about":
		return fmt.Sprintf("%s fick inte frågan om avsändaren av mejl %d är deras: %s", name, mail, cmp.Or(whyNotAsked[rest], rest))
	}
	answer, by, _ := strings.Cut(rest, ", by mail ")
	return fmt.Sprintf("%s svarade %s på frågan om avsändaren av mejl %d är deras (mejl %s)", name, cmp.Or(answerWords[answer], answer), mail, by)
}

var answerWords = map[string]string{ledger.AnswerYes: "ja", ledger.AnswerNo: "nej"}

// judgedWords tells where a judgement put the case: status, proposal, policy, as far
// as it has them.
func judgedWords(parts []string) string {
	words := "Bedömt: " + parts[0]
	if len(parts) > 1 {
		words += ", förslag: " + parts[1]
	}
	if len(parts) > 2 {
		words += " (regelverk " + parts[2] + ")"
	}
	return words
}

// form tells of the next form that was taken in, and what it changed.
func (t *telling) form() (string, error) {
	if t.forms >= len(t.c.Revisions) {
		return "En blankett togs in", nil
	}
	r := t.c.Revisions[t.forms]
	t.forms++
	if r.MailID == 0 {
		return "Raden som en person skrev i Ärenden togs in", nil
	}
	words := fmt.Sprintf("Blankett %d togs in, ur mejl %d", r.Number, r.MailID)
	if t.forms < 2 {
		return words, nil
	}
	zone := t.s.world.Now.Location()
	before := t.c.Revisions[t.forms-2]
	was, _, err := understood(before.Form, before.Received.In(zone))
	if err != nil {
		return "", err
	}
	is, _, err := understood(r.Form, r.Received.In(zone))
	if err != nil {
		return "", err
	}
	var changed []string
	for _, f := range process.Changed(was, is) {
		changed = append(changed, f.Label())
	}
	if len(changed) == 0 {
		return words + ". Den säger samma som förut", nil
	}
	return words + ". Den ändrar: " + strings.Join(changed, ", "), nil
}

// input tells what people had changed in the row when it was next read; "" where
// nothing.
func (t *telling) input() string {
	if t.told >= len(t.inputs) {
		return ""
	}
	now, before := t.inputs[t.told].cells, map[string]string{}
	if t.told > 0 {
		before = t.inputs[t.told-1].cells
	}
	t.told++
	var lines []string
	for _, h := range casesColumns {
		was, had := before[h]
		is, has := now[h]
		if h == "Läkare" && t.now.Application.Protected { // D24
			continue
		}
		if was == is && had == has {
			continue
		}
		switch _, corrects := correctable[h]; {
		case (corrects || h == headContact) && !has:
			lines = append(lines, fmt.Sprintf("%s: rättelsen \"%s\" togs bort, och %s", h, was, t.formSays(h)))
		case (corrects || h == headContact) && !had:
			lines = append(lines, fmt.Sprintf("%s rättat till \"%s\"; %s", h, is, t.formSays(h)))
		case was == "":
			lines = append(lines, fmt.Sprintf("%s: \"%s\"", h, is))
		default:
			lines = append(lines, fmt.Sprintf("%s: \"%s\", förut \"%s\"", h, is, was))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return master.WithoutNumbers("Läst i huvudfilen: " + strings.Join(lines, "; "))
}

// decision tells of the next decision.
func (t *telling) decision() string {
	if t.decided >= len(t.c.Decisions) {
		return "Ett beslut togs in"
	}
	d := t.c.Decisions[t.decided]
	t.decided++
	words := fmt.Sprintf("Beslut %d: %s, av %s, daterat %s", d.Number, d.Verdict, d.By, d.Date)
	if d.Reason != "" {
		words += ", med motiveringen \"" + d.Reason + "\""
	}
	if d.Proposed != "" {
		words += fmt.Sprintf(". Programmet hade föreslagit: %s (regelverk %s)", d.Proposed, d.Policy)
	}
	return words
}

// letter tells to whom a letter is to go, and what it is.
func (t *telling) letter(id int64) string {
	l, there := t.letters[id]
	if !there {
		return fmt.Sprintf("Brev %d skrevs", id)
	}
	return fmt.Sprintf("Brev %d (%s) skrevs till %s", id, letterKinds(l.Kinds), l.Recipient)
}

// letterKinds names what a letter is, of its kinds as the ledger has them.
func letterKinds(kinds []string) string {
	var named []notify.Kind
	for _, k := range kinds {
		named = append(named, notify.Kind(strings.TrimSpace(k)))
	}
	return notify.KindNames(named)
}
