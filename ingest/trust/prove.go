package trust

import (
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"stintag/ingest/mime"
)

// Exchange is the name under which Exchange Online is meant, whose
// Authentication-Results bear no server's name.
const Exchange = "m365"

// Witness is whose Authentication-Results count.
type Witness struct {
	// ID is the authserv-id of our own border, or Exchange; "" where none counts, and
	// a sender is who the register knows.
	ID string
	// ReceivedBy are the hosts of our own border as its Received fields name them. Where
	// any is named, no field counts that lay below another server's Received when the
	// mail reached the border.
	ReceivedBy []string
	// RequireDMARC asks for a proof from every sender; else a sender is believed until
	// the witness says otherwise.
	RequireDMARC bool
}

// Proof is what the witness says of a mail's From.
type Proof struct {
	Believed bool
	Refuted  bool   // the witness says that the From is not its sender's
	Why      string // English, without personal data
}

// Evidence is what of a mail's header a witness may stand in: kept with the reading,
// so that a mended configuration judges waiting mail anew.
type Evidence []Hop

// Hop is one field: an Authentication-Results, or the hosts of a Received.
type Hop struct {
	Results  string `json:",omitempty"`
	Unread   bool   `json:",omitempty"` // an Authentication-Results longer than any that a server writes
	From, By string `json:",omitempty"`
}

const mostHopsKept = 60

// EvidenceOf picks the fields out of a mail's trace; of one without any
// Authentication-Results there is nothing to keep.
func EvidenceOf(trace []mime.Step) Evidence {
	var e Evidence
	told := false
	for _, s := range trace[:min(len(trace), mostHopsKept)] {
		if s.Received {
			from, by := hosts(s.Value)
			e = append(e, Hop{From: from, By: by})
			continue
		}
		e = append(e, Hop{Results: s.Value, Unread: s.Value == ""})
		told = true
	}
	if !told {
		return nil
	}
	return e
}

// hosts are the names after "from" and "by" of a Received, without what comments say.
func hosts(received string) (from, by string) {
	s := scanner{rest: received}
	for s.err == nil && s.rest != "" && !s.is(';') {
		switch w := strings.ToLower(s.word("")); {
		case w == "from" && from == "":
			from = hostName(s.word(""))
		case w == "by" && by == "":
			by = hostName(s.word(""))
		}
	}
	return from, by
}

func hostName(s string) string { return strings.ToLower(strings.TrimSuffix(s, ".")) }

// Prove says what the witness says of a mail from an address.
func Prove(e Evidence, from string, w Witness) Proof {
	if w.ID == "" {
		return Proof{Believed: true, Why: "the register alone counts"}
	}
	fields := e.borders(w)
	if len(fields) == 0 {
		return Proof{Believed: !w.RequireDMARC, Why: "no Authentication-Results of the server that counts"}
	}
	var found []finding
	for _, f := range fields {
		r, err := parse(f.Results)
		if err != nil || f.Unread {
			return Proof{Refuted: true, Why: "its Authentication-Results cannot be read"}
		}
		if known(r.version) {
			found = append(found, r.found...)
		}
	}
	return weigh(found, from, w)
}

func known(version string) bool { return version == "" || version == "1" }

// borders are the fields that our border wrote. A server writes on top of what it
// receives, so what stands highest is newest, and what the sender wrote stands below.
func (e Evidence) borders(w Witness) []Hop {
	if strings.EqualFold(w.ID, Exchange) {
		return e.exchanges()
	}
	var own []Hop
	for _, h := range e.since(w.ReceivedBy) {
		switch {
		case h.isResults() && h.names(w.ID):
			own = append(own, h)
		case !h.isResults() && len(own) > 0:
			return own // below it stands what an earlier server, or the sender, wrote
		}
	}
	return own
}

// since is what stands above the first Received below our border's own: all else came
// in with the mail. The topmost that names the border is its own; one further down may
// be anybody's, and so may one below a Received that does not say whose it is. Fields
// right below it are kept, for there filters write theirs.
func (e Evidence) since(hosts []string) Evidence {
	if len(hosts) == 0 {
		return e
	}
	ours := func(h Hop) bool {
		return slices.ContainsFunc(hosts, func(host string) bool { return hostName(host) == h.By })
	}
	at := slices.IndexFunc(e, func(h Hop) bool { return !h.isResults() && (h.By == "" || ours(h)) })
	if at < 0 || !ours(e[at]) {
		return nil
	}
	below := slices.IndexFunc(e[at+1:], func(h Hop) bool { return !h.isResults() })
	if below < 0 {
		return e
	}
	return e[:at+1+below]
}

func (h Hop) isResults() bool { return h.Results != "" || h.Unread }

// names says whether a field is the server's. One that cannot be read may be.
func (h Hop) names(id string) bool {
	r, err := parse(h.Results)
	return h.Unread || r.id == strings.ToLower(id) || err != nil && r.id == ""
}

// exchanges is the topmost field, where Exchange Online wrote it: above the Received
// of its border, which tells of a server outside. What that server calls itself is
// its own word, so the border is known by its own name too.
func (e Evidence) exchanges() []Hop {
	for _, h := range e {
		if h.isResults() {
			if r, err := parse(h.Results); err == nil && r.id != "" {
				return nil // some other server's
			}
			return []Hop{h}
		}
		inside := microsoft(h.From) && microsoft(h.By) && !strings.HasSuffix(h.By, ".mail.protection.outlook.com")
		if !inside {
			return nil
		}
	}
	return nil
}

func microsoft(host string) bool {
	return strings.HasSuffix(host, ".outlook.com") || strings.HasSuffix(host, ".outlook.office365.com")
}

// The results of DMARC, the worst first. What is not known is no pass.
const (
	failed = iota
	unclear
	passed
)

func grade(f finding) int {
	switch {
	case f.result == "fail":
		return failed
	case f.result == "pass" && known(f.version):
		return passed
	}
	return unclear
}

// weigh takes the worst word where a method is told of twice, and believes a pass
// only where it is about the domain that From shows.
func weigh(found []finding, from string, w Witness) Proof {
	worst, told := passed, false
	domain := ascii(from[strings.LastIndexByte(from, '@')+1:])
	about := false
	for _, f := range found {
		if f.method == "compauth" && f.result == "fail" && strings.EqualFold(w.ID, Exchange) {
			return Proof{Refuted: true, Why: "compauth=fail"}
		}
		if f.method != "dmarc" {
			continue
		}
		told, worst = true, min(worst, grade(f))
		for _, p := range f.properties {
			if p.name != "header.from" {
				continue
			}
			if of := ascii(p.value[strings.LastIndexByte(p.value, '@')+1:]); of != domain {
				return Proof{Refuted: true, Why: "DMARC was checked for another domain than From shows"}
			}
			about = true
		}
	}
	switch {
	case told && worst == failed:
		return Proof{Refuted: true, Why: "dmarc=fail"}
	case told && worst == passed && about && domain != "":
		return Proof{Believed: true, Why: "dmarc=pass"}
	case !told:
		return Proof{Believed: !w.RequireDMARC, Why: "DMARC was not checked"}
	}
	return Proof{Believed: !w.RequireDMARC, Why: "DMARC did not pass"}
}

// ascii is a domain as the DNS has it, so that one written in letters and in xn--
// are the same; "" where it is none.
func ascii(domain string) string {
	domain = strings.TrimSuffix(strings.Trim(domain, "<> "), ".")
	if a, err := idna.Lookup.ToASCII(domain); err == nil {
		return strings.ToLower(a)
	}
	if slices.ContainsFunc([]byte(domain), func(c byte) bool { return c >= 0x80 }) {
		return ""
	}
	return strings.ToLower(domain)
}

// Heard says whether a mail bears the witness's word at all, good or bad.
func (w Witness) Heard(e Evidence) bool { return w.ID != "" && len(e.borders(w)) > 0 }
