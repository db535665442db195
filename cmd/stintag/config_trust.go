package main

import (
	"fmt"
	"regexp"
	"strings"

	"stintag/ingest/trust"
)

// Trust says whose word on a sender counts, beside the register's.
type Trust struct {
	AuthservID   authservID `toml:"authserv_id"`
	ReceivedBy   []mailHost `toml:"received_by"`
	RequireDMARC bool       `toml:"require_dmarc"`
}

type (
	authservID struct{ word }
	mailHost   struct{ word }
)

// serverName is an authserv-id as servers write it without quotes.
var serverName = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._-]*$`)

func (a *authservID) UnmarshalText(b []byte) error {
	if len(b) > 0 && !serverName.Match(b) {
		return fmt.Errorf(`%q is no server's name; write the word that its Authentication-Results begin with, like "mx.region.example", or "m365" for Exchange Online, or "" for the register alone`, b)
	}
	a.s = string(b)
	return nil
}

func (h *mailHost) UnmarshalText(b []byte) error {
	if !serverName.Match(b) {
		return fmt.Errorf(`%q is no server's name; write the word after "by" in the Received that your border writes, like "mx.region.example"`, b)
	}
	h.s = string(b)
	return nil
}

// check tells what does not go together.
func (t Trust) check(bad func(key, format string, args ...any)) {
	if t.RequireDMARC && t.AuthservID.s == "" {
		bad("trust.require_dmarc", "needs to know who checked: name the server in authserv_id, or write false")
	}
	switch {
	case len(t.ReceivedBy) == 0:
	case t.AuthservID.s == "":
		bad("trust.received_by", "says where the word of the server in authserv_id may stand: name it there, or write []")
	case strings.EqualFold(t.AuthservID.s, trust.Exchange):
		bad("trust.received_by", "is not asked of Exchange Online, whose border is known by its own name; write []")
	}
}

// witness is whose Authentication-Results count.
func (t Trust) witness() trust.Witness {
	w := trust.Witness{ID: t.AuthservID.s, RequireDMARC: t.RequireDMARC}
	for _, h := range t.ReceivedBy {
		w.ReceivedBy = append(w.ReceivedBy, h.s)
	}
	return w
}
