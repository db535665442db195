package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// tokens are the access tokens of one login: fetched when a connection wants one,
// kept for the next connection, renewed before they expire. For one goroutine.
type tokens struct {
	section string // of the configuration: imap.oauth or smtp.oauth
	oauth   OAuth
	secret  func() (string, error)
	now     func() time.Time // the machine's: a token does not expire by --now

	token   string
	expires time.Time
}

const (
	// renewBefore is how long a token must still hold: a login takes time, and
	// clocks differ.
	renewBefore = 5 * time.Minute
	// endpointPatience bounds the whole talk with the token endpoint.
	endpointPatience = 30 * time.Second
)

// accessToken gives a token that holds for a while yet.
func (t *tokens) accessToken(ctx context.Context) (string, error) {
	if t.token != "" && t.now().Add(renewBefore).Before(t.expires) {
		return t.token, nil
	}
	secret, err := t.secret()
	if err != nil {
		return "", fmt.Errorf("%s.client_secret_file: %w", t.section, err)
	}
	ctx, cancel := context.WithTimeout(ctx, endpointPatience)
	defer cancel()
	granted, err := requestToken(ctx, t.oauth, secret)
	if err != nil {
		return "", tokenFault(err, t.section)
	}
	t.token, t.expires = granted.token, t.now().Add(granted.lifetime)
	return t.token, nil
}

// grant is what a token endpoint gave.
type grant struct {
	token    string
	lifetime time.Duration // 0 where it did not say: for one login
}

// refusedToken is a token endpoint's no, or an answer that is none.
type refusedToken struct {
	status            int
	code, description string
}

func (r *refusedToken) Error() string {
	words, _, _ := strings.Cut(r.description, "\n")
	words, _, _ = strings.Cut(words, " Trace ID:")
	return strings.TrimSpace(fmt.Sprintf("the token endpoint says %d %s %s", r.status, r.code, strings.TrimSpace(words)))
}

// entra are the faults that Microsoft's token endpoint tells by number.
var entra = []struct{ number, wrong, mend string }{
	{"AADSTS7000222", "the client secret has expired",
		"make a new one in Entra (App registrations, Certificates & secrets) and write its value to client_secret_file"},
	{"AADSTS7000215", "the client secret is wrong",
		"write the secret's Value, not its Secret ID, to client_secret_file; where the value is lost, make a new one in Entra"},
	{"AADSTS700016", "the tenant knows no application with this client_id",
		"write the Application (client) ID of the App registration, and its own tenant in token_url"},
	{"AADSTS7000112", "the application is disabled in Entra", "let an Entra administrator enable it under Enterprise applications"},
	{"AADSTS90002", "there is no such tenant", "write the Directory (tenant) ID in token_url"},
	{"AADSTS900023", "there is no such tenant", "write the Directory (tenant) ID in token_url"},
	{"AADSTS53003", "a conditional access policy blocks the application", "let an Entra administrator exempt it, or this machine's address"},
	{"AADSTS1002012", "the scope is not one for applications", "write scope = \"https://outlook.office365.com/.default\""},
	{"AADSTS70011", "the scope is not valid", "write scope = \"https://outlook.office365.com/.default\""},
	{"AADSTS500011", "the tenant does not know what the scope asks for", "write scope = \"https://outlook.office365.com/.default\""},
}

// oauthCodes are the faults that every token endpoint tells by word (RFC 6749).
var oauthCodes = map[string]struct{ wrong, mend string }{
	"invalid_scope":          {"the scope is not valid", "write the scope that the mail system asks for; Microsoft 365: \"https://outlook.office365.com/.default\""},
	"invalid_client":         {"client_id and secret do not go together, or the secret has expired", "check client_id and client_secret_file"},
	"unauthorized_client":    {"the application may not fetch tokens in its own name", "let the token endpoint's administrator allow client credentials for it"},
	"unsupported_grant_type": {"the endpoint gives no tokens for client credentials", "check token_url"},
	"access_denied":          {"the endpoint denies the application a token", "let the token endpoint's administrator grant it"},
}

// tokenFault says what is wrong with a token request, and how to mend it.
func tokenFault(err error, section string) error {
	var no *refusedToken
	if !errors.As(err, &no) {
		return reachFault(err, "token endpoint", section+".token_url")
	}
	f := &fault{wrong: no.Error(), mend: "check token_url: it must be the tenant's .../oauth2/v2.0/token", config: true, err: err}
	for _, e := range entra {
		if strings.Contains(no.description, e.number+":") || strings.HasSuffix(no.description, e.number) {
			f.wrong, f.mend = e.wrong+" ("+e.number+")", e.mend
			return f
		}
	}
	if w, ok := oauthCodes[no.code]; ok {
		f.wrong, f.mend = w.wrong+": "+no.Error(), w.mend
		return f
	}
	if no.status == 429 || no.status >= 500 || no.code == "temporarily_unavailable" {
		f.mend, f.config = "nothing here: the next run tries again", false
	}
	return f
}
