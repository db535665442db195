package main

import (
	"fmt"
	"net/url"
)

// OAuth is a login by an access token (XOAUTH2) that an application fetches in its
// own name: OAuth 2 client credentials, the way into Microsoft 365.
type OAuth struct {
	TokenURL         tokenURL `toml:"token_url"`
	ClientID         string   `toml:"client_id"`
	ClientSecretFile string   `toml:"client_secret_file"`
	Scope            string   `toml:"scope"`
}

// used says whether anything of the section is filled in; check has seen that
// nothing or everything is.
func (o OAuth) used() bool { return o != OAuth{} }

type tokenURL struct{ word }

// UnmarshalText refuses an address to which the secret would go in the clear.
func (t *tokenURL) UnmarshalText(b []byte) error {
	if len(b) > 0 {
		u, err := url.Parse(string(b))
		if err != nil || u.Hostname() == "" || u.Scheme != "https" && (u.Scheme != "http" || !loopbackHost(u.Hostname())) {
			return fmt.Errorf("%q is no token endpoint; write one like \"https://login.microsoftonline.com/TENANT/oauth2/v2.0/token\" (https; http on loopback only)", b)
		}
	}
	t.s = string(b)
	return nil
}

// checkLogin tells what of a section's login is missing or does not go together.
func (c *Config) checkLogin(section string, o OAuth, user, file, env string, bad func(key, format string, args ...any)) {
	if !o.used() {
		return
	}
	for _, k := range []struct{ key, value, like string }{
		{"token_url", o.TokenURL.s, "https://login.microsoftonline.com/TENANT/oauth2/v2.0/token"},
		{"client_id", o.ClientID, "the Application (client) ID"},
		{"client_secret_file", o.ClientSecretFile, section + ".secret"},
		{"scope", o.Scope, "https://outlook.office365.com/.default"},
	} {
		if k.value == "" {
			bad(section+".oauth."+k.key, "is missing though the section is begun; write %q, or empty the other keys", k.like)
		}
	}
	if user == "" {
		bad(section+".user", "is missing; write the mailbox's address, which the token is used for")
	}
	if file != "" {
		bad(section+".password_file", "with [%s.oauth] there is no password; write \"\"", section)
	}
	if env != "" {
		bad(section+".password_env", "with [%s.oauth] there is no password; write \"\"", section)
	}
}
