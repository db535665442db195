package main

import (
	"fmt"
	"regexp"

	"stintag/ingest/trust"
)

// Trust says whose word on a sender counts, beside the register's.
type Trust struct {
	AuthservID   authservID `toml:"authserv_id"`
	RequireDMARC bool       `toml:"require_dmarc"`
}

type authservID struct{ word }

// serverName is an authserv-id as servers write it without quotes.
var serverName = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._-]*$`)

func (a *authservID) UnmarshalText(b []byte) error {
	if len(b) > 0 && !serverName.Match(b) {
		return fmt.Errorf(`%q is no server's name; write the word that its Authentication-Results begin with, like "mx.region.example", or "m365" for Exchange Online, or "" for the register alone`, b)
	}
	a.s = string(b)
	return nil
}

// check tells what does not go together.
func (t Trust) check(bad func(key, format string, args ...any)) {
	if t.RequireDMARC && t.AuthservID.s == "" {
		bad("trust.require_dmarc", "needs to know who checked: name the server in authserv_id, or write false")
	}
}

// witness is whose Authentication-Results count.
func (t Trust) witness() trust.Witness {
	return trust.Witness{ID: t.AuthservID.s, RequireDMARC: t.RequireDMARC}
}
