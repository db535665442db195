// Package trust says what kind of sender a mail has, and so whether it may be
// answered: a person, or a machine that would answer back (RFC 3834); and whether the
// mail is its From's, as far as our own border knows (RFC 8601). Who the person is,
// the register says; that is the core's.
package trust

import (
	"net/textproto"
	"regexp"
	"slices"
	"strings"

	"stintag/ingest/mime"
	"stintag/process/workbook"
)

// Class is what kind of sender a mail has. Only a Person's mail is read for
// forms and answered.
type Class string

// The classes.
const (
	Person    Class = "person"
	AutoReply Class = "auto-reply" // out of office, read receipt, and what else machines write
	Bounce    Class = "bounce"     // a delivery report
	List      Class = "list"       // sent to many
	OwnLetter Class = "own"        // our own letter, or our own address, came back
)

// mostHops is how many servers a mail may have passed before it is taken for one
// that goes round.
const mostHops = 50

// Verdict is the class and why, in words without personal data.
type Verdict struct {
	Class Class
	Why   string
	// About names a letter of ours that a Bounce or an AutoReply is about, by its
	// Message-ID with < >; "" where the mail does not say.
	About string
	// Failed says that a Bounce tells of a letter that will not arrive; else it
	// only tells of a delay or an arrival.
	Failed bool
	// Status is why, as RFC 3463 has it; "" where the mail does not say.
	Status string
	// Recipient is whose mailbox did not take the letter; "" where the mail does not say.
	Recipient string
}

// Gone says whether a bounce's address takes no mail. A full mailbox, too large a
// letter and what a server calls temporary keep one letter away, and not the next; of
// what does not say why, the worst is thought.
func Gone(status string) bool {
	switch {
	case strings.HasPrefix(status, "4."):
		return false
	case status == "5.2.2", status == "5.2.3", status == "5.3.4", status == "5.3.1", status == "5.4.7":
		return false
	}
	return true
}

// Own is what we recognise ourselves by.
type Own struct {
	Addresses []string                    // ours: what they send is never answered
	IsOurs    func(messageID string) bool // whether our key made the id (with < >)
}

// Classify judges a mail by what it says of itself. What a machine says wins over
// what it carries: a form in an automatic answer is nobody's application.
func Classify(m *mime.Message, own Own) Verdict {
	for _, judge := range []func(*mime.Message, Own) Verdict{ours, bounce, auto, list} {
		if v := judge(m, own); v.Class != "" {
			if v.Class == Bounce || v.Class == AutoReply {
				v.About = about(m, own)
			}
			if v.Failed {
				v.Status, v.Recipient = status(m), m.Delivery.Recipient
			}
			return v
		}
	}
	return Verdict{Class: Person, Why: "no sign of a machine"}
}

func ours(m *mime.Message, own Own) Verdict {
	switch {
	case own.IsOurs != nil && m.MessageID != "" && own.IsOurs(m.MessageID):
		return Verdict{Class: OwnLetter, Why: "its Message-ID is one of ours"}
	case isOneOf(m.From, own.Addresses):
		return Verdict{Class: OwnLetter, Why: "it comes from our own address"}
	case m.Header.Get("X-Stintag-Kind") != "":
		return Verdict{Class: OwnLetter, Why: "it bears the mark of our letters"}
	case len(m.Header["Received"]) > mostHops:
		return Verdict{Class: OwnLetter, Why: "it has passed too many servers: a loop"}
	}
	return Verdict{}
}

func bounce(m *mime.Message, _ Own) Verdict {
	kind := strings.ToLower(m.Header.Get("Content-Type"))
	report := strings.HasPrefix(kind, "multipart/report")
	v := Verdict{Class: Bounce}
	switch {
	case report && strings.Contains(kind, "disposition-notification"):
		return Verdict{Class: AutoReply, Why: "a read receipt"}
	case m.Delivery.Action != "":
		v.Why = "a delivery report: " + m.Delivery.Action
		v.Failed = m.Delivery.Action == "failed"
	case report && strings.Contains(kind, "delivery-status"):
		v.Why, v.Failed = "a delivery report that does not say what happened", true
	case report:
		return Verdict{Class: AutoReply, Why: "a report by a machine"}
	case m.Header.Get("X-Failed-Recipients") != "":
		v.Why, v.Failed = "X-Failed-Recipients", true
	case postmaster(m.From):
		v.Why, v.Failed = "it comes from a mail server", !strings.Contains(strings.ToLower(m.Subject), "delay")
	case slices.Contains(trimmed(m.Header["Return-Path"]), "<>") && len(m.Enclosed) > 0:
		v.Why, v.Failed = "it has no return path and encloses a mail", true
	default:
		return Verdict{}
	}
	return v
}

// saysStatus finds the code that servers write into words meant for people.
var saysStatus = regexp.MustCompile(`(?:^|[\s#(<\[:])([245]\.[0-9]{1,3}\.[0-9]{1,3})(?:[\s)>\];,:]|\.?$)`)

// status is why a letter came back: by the report, or else by what its words quote.
func status(m *mime.Message) string {
	if m.Delivery.Action != "" {
		return m.Delivery.Status
	}
	if found := saysStatus.FindStringSubmatch(m.Text); found != nil {
		return found[1]
	}
	return ""
}

func postmaster(address string) bool {
	local, _, _ := strings.Cut(address, "@")
	switch local {
	case "mailer-daemon", "postmaster", "mail-daemon":
		return true
	}
	return false
}

// autoSubjects begin the answers of machines that say nothing of themselves in
// the header. A person's answer to such an answer begins with Sv: or Re:.
var autoSubjects = []string{"autosvar", "automatiskt svar", "automatic reply", "autoreply", "auto-reply", "auto reply", "out of office", "frånvarobesked", "frånvaromeddelande"}

func auto(m *mime.Message, _ Own) Verdict {
	h := m.Header
	byMachine := func(value string) bool { s := token(value); return s != "" && s != "no" }
	switch {
	case slices.ContainsFunc(h["Auto-Submitted"], byMachine):
		return Verdict{Class: AutoReply, Why: "Auto-Submitted"}
	case slices.Contains(trimmed(h["Return-Path"]), "<>"):
		return Verdict{Class: AutoReply, Why: "it has no return path"}
	case token(h.Get("Precedence")) == "auto_reply":
		return Verdict{Class: AutoReply, Why: "Precedence: auto_reply"}
	case present(h, "X-Autoreply", "X-Auto-Reply", "X-Autorespond", "X-Autoresponse", "X-Mail-Autoreply", "X-Autogenerated", "X-Loop"):
		return Verdict{Class: AutoReply, Why: "X-Autoreply"}
	}
	subject := strings.ToLower(m.Subject)
	for _, s := range autoSubjects {
		if strings.HasPrefix(subject, s) && !carriesWorkbook(m) {
			return Verdict{Class: AutoReply, Why: "its subject is that of an automatic answer"}
		}
	}
	return Verdict{}
}

// carriesWorkbook guards a guess by the subject alone: machines attach no forms.
func carriesWorkbook(m *mime.Message) bool {
	return slices.ContainsFunc(m.Parts, func(p mime.Part) bool {
		return p.Format == workbook.FormatWorkbook || p.Format == workbook.FormatOldExcel || p.Format == workbook.FormatDamaged
	})
}

func list(m *mime.Message, _ Own) Verdict {
	if slices.ContainsFunc(m.Header["Precedence"], func(value string) bool { return slices.Contains([]string{"bulk", "list", "junk"}, token(value)) }) {
		return Verdict{Class: List, Why: "Precedence"}
	}
	if present(m.Header, "List-Id", "List-Post", "List-Unsubscribe", "List-Help", "List-Owner", "List-Subscribe", "List-Archive", "Mailing-List") {
		return Verdict{Class: List, Why: "it comes from a mailing list"}
	}
	return Verdict{}
}

// about finds the letter of ours that a mail refers to.
func about(m *mime.Message, own Own) string {
	if own.IsOurs == nil {
		return ""
	}
	for _, ids := range [][]string{m.Enclosed, {m.InReplyTo}, m.References} {
		for _, id := range slices.Backward(ids) {
			if id != "" && own.IsOurs(id) {
				return id
			}
		}
	}
	return ""
}

// token is a header's first word, without parameters and comments.
func token(s string) string {
	s, _, _ = strings.Cut(s, ";")
	s, _, _ = strings.Cut(s, "(")
	return strings.ToLower(strings.TrimSpace(s))
}

func trimmed(values []string) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = strings.Join(strings.Fields(v), "")
	}
	return all
}

func present(h textproto.MIMEHeader, keys ...string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return len(h[textproto.CanonicalMIMEHeaderKey(k)]) > 0 })
}

func isOneOf(address string, all []string) bool {
	return address != "" && slices.ContainsFunc(all, func(a string) bool { return strings.EqualFold(a, address) })
}
