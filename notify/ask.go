package notify

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"stintag/process"
)

// Stranger asks a health centre whether mail that came in its name is its own. It
// tells who wrote, when, and how many forms came: nothing of what they say, and
// nothing of any doctor (D7).
type Stranger struct {
	Identity string
	To       string
	Manager  string
	Centre   string
	Address  string // the sender's, whole: its reader is to know it, or not
	Unproven bool   // the address is the reader's own, and the mail may be another's
	Mails    []StrangersMail
}

// StrangersMail is one mail that was laid aside.
type StrangersMail struct {
	Received time.Time // in the region's zone
	Forms    int
	Files    []string // the names they came under
}

type strangerView struct {
	Address, Centre string
	Mails           []string
	Unproven        bool
}

const mostStrangersMails = 5

// AskRegister composes the question.
func (h House) AskRegister(s Stranger) (Letter, error) {
	v := strangerView{Address: safe(s.Address), Centre: safe(s.Centre), Unproven: s.Unproven}
	for _, m := range s.Mails[:min(len(s.Mails), mostStrangersMails)] {
		v.Mails = append(v.Mails, clock(m.Received)+", "+m.holds(s.Centre))
	}
	if more := len(s.Mails) - mostStrangersMails; more > 0 {
		v.Mails = append(v.Mails, fmt.Sprintf("och %d till", more))
	}
	mail := pick(len(s.Mails), "Ett mejl", "Flera mejl")
	title := "Är det er adress?"
	p := page{
		Hello: hello(s.Manager), Tone: act, Body: v,
		Lead:   mail + " om ST vid " + v.Centre + " har kommit från en adress som inte finns i vårt register.",
		Action: "Svara ja eller nej på det här mejlet, så vet vi om " + pick(len(s.Mails), "det", "de") + " är från er.",
	}
	if s.Unproven {
		title = "Är det ni som har skrivit?"
		p.Lead = mail + " har kommit med er adress som avsändare, men det går inte att styrka att " + pick(len(s.Mails), "det", "de") + " är från er."
	}
	p.Title = title
	return h.render(Letter{Identity: s.Identity, Kinds: []Kind{AskRegister}, To: s.To, Subject: title + " (" + v.Centre + ")"}, askTemplate, p)
}

// holds says how many forms a mail has, and under which names where those name
// nobody.
func (m StrangersMail) holds(centre string) string {
	if m.Forms == 0 {
		return "utan blankett"
	}
	var names []string
	for _, f := range m.Files {
		if plainName(f, centre) && !slices.Contains(names, f) {
			names = append(names, safe(f))
		}
	}
	what := count(m.Forms, "blankett", "blanketter")
	if len(names) > 0 {
		what += " (" + process.Listing(names) + ")"
	}
	return what
}

// plainWords are those that forms' file names are made of. A name with any other word
// may name a doctor.
var plainWords = strings.Fields(`intresseanmalan intresseanmälan anmalan anmälan ansokan ansökan blankett blanketter form st bt at av om for för till
	och vc vardcentral vårdcentral vardcentralen vårdcentralen halsocentral hälsocentral kopia copy ny nya ht vt rev version slutlig
	januari februari mars april maj juni juli augusti september oktober november december xlsx xls xlsm`)

// plainName says whether a file's name says no more than a form's or its health
// centre's: no word that could be a person's.
func plainName(file, centre string) bool {
	words := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) })
	}
	known := append(words(centre), plainWords...)
	return !slices.ContainsFunc(words(file), func(w string) bool { return !slices.Contains(known, w) })
}

var anyAddress = regexp.MustCompile(`[^\s<>()"]+@[^\s<>()",;]*[\p{L}\p{N}]`)

// withoutAddress leaves out who wrote, where mail tells of what stands in the master.
func withoutAddress(s string) string {
	return anyAddress.ReplaceAllLiteralString(s, "en adress som står i Att göra")
}
