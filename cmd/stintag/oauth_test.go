package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// tokenEndpoint is one on loopback that knows a single application.
type tokenEndpoint struct {
	*httptest.Server
	asked  int
	status int    // 0: as the request deserves
	body   string //
	silent bool
}

func startEndpoint(t *testing.T) *tokenEndpoint {
	t.Helper()
	e := &tokenEndpoint{}
	done := make(chan struct{})
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e.asked++
		w.Header().Set("Content-Type", "application/json")
		switch {
		case e.silent:
			select {
			case <-r.Context().Done():
			case <-done:
			}
		case e.status != 0:
			w.WriteHeader(e.status)
			_, _ = w.Write([]byte(e.body))
		case r.Method != http.MethodPost || r.PostFormValue("grant_type") != "client_credentials" || r.PostFormValue("client_id") != "app" ||
			r.PostFormValue("client_secret") != "s3cret" || r.PostFormValue("scope") != "https://mail.example/.default":
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"error":"invalid_client"}`))
		default:
			_, _ = w.Write([]byte(`{"token_type":"Bearer","expires_in":3599,"access_token":"good"}`))
		}
	}))
	t.Cleanup(func() { close(done); e.Close() })
	return e
}

func (e *tokenEndpoint) tokens(now *time.Time) *tokens {
	return &tokens{section: "imap.oauth", now: func() time.Time { return *now },
		oauth:  OAuth{TokenURL: tokenURL{word{e.URL}}, ClientID: "app", Scope: "https://mail.example/.default"},
		secret: func() (string, error) { return "s3cret", nil }}
}

func TestTokenIsKeptAndRenewed(t *testing.T) {
	t.Parallel()
	e := startEndpoint(t)
	now := time.Now()
	k := e.tokens(&now)
	for _, step := range []struct {
		after time.Duration
		asked int
	}{{0, 1}, {50 * time.Minute, 1}, {6 * time.Minute, 2}, {time.Hour, 3}} {
		now = now.Add(step.after)
		if token, err := k.accessToken(t.Context()); token != "good" || err != nil || e.asked != step.asked {
			t.Errorf("after %v: %q, %v, asked %d times, want %d", step.after, token, err, e.asked, step.asked)
		}
	}
	e.status, e.body = http.StatusOK, `{"access_token":"good"}` // says nothing of its life: for one login
	now = now.Add(time.Hour)
	for range 2 {
		if _, err := k.accessToken(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if e.asked != 5 {
		t.Errorf("a token of unknown life was kept: asked %d times", e.asked)
	}
}

func TestEachTokenFaultHasItsOwnWords(t *testing.T) {
	t.Parallel()
	said := func(number, code string) string {
		return `{"error":"` + code + `","error_description":"` + number + `: something. Trace ID: 1 Correlation ID: 2"}`
	}
	for about, tt := range map[string]struct {
		status      int
		body        string
		wrong, mend string
		config      bool
	}{
		"expired":     {401, said("AADSTS7000222", "invalid_client"), "secret has expired", "make a new one", true},
		"wrong":       {401, said("AADSTS7000215", "invalid_client"), "secret is wrong", "Value, not its Secret ID", true},
		"unknown app": {400, said("AADSTS700016", "unauthorized_client"), "no application with this client_id", "App registration", true},
		"no tenant":   {400, said("AADSTS90002", "invalid_request"), "no such tenant", "token_url", true},
		"scope":       {400, said("AADSTS1002012", "invalid_scope"), "scope is not one for applications", ".default", true},
		"other scope": {400, `{"error":"invalid_scope"}`, "scope is not valid", ".default", true},
		"not Entra":   {401, `{"error":"invalid_client"}`, "do not go together", "client_id", true},
		"busy":        {503, `{"error":"temporarily_unavailable"}`, "503", "next run", false},
		"a web page":  {200, "<html>", "cannot parse", "token_url", true},
		"no token":    {200, "{}", "200", "token_url", true},
		"elsewhere":   {302, "{}", "302", "token_url", true},
	} {
		e := startEndpoint(t)
		e.status, e.body = tt.status, tt.body
		now := time.Now()
		_, err := e.tokens(&now).accessToken(t.Context())
		var f *fault
		if !errors.As(err, &f) {
			t.Errorf("%s: %v is no fault", about, err)
			continue
		}
		if !strings.Contains(f.wrong, tt.wrong) || !strings.Contains(f.mend, tt.mend) || f.config != tt.config || strings.Contains(f.Error(), "Trace ID") {
			t.Errorf("%s: %q; %q; configuration %v", about, f.wrong, f.mend, f.config)
		}
	}
}

func TestTokenEndpointThatCannotBeReached(t *testing.T) {
	t.Parallel()
	now := time.Now()
	e := startEndpoint(t)
	e.silent = true
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := e.tokens(&now).accessToken(ctx); err == nil || !strings.Contains(err.Error(), "token endpoint is silent") {
		t.Errorf("silent: %v", err)
	}
	k := e.tokens(&now)
	k.oauth.TokenURL.s = "http://127.0.0.1:1" // a port just closed may be another's already
	if _, err := k.accessToken(t.Context()); err == nil || !strings.Contains(err.Error(), "nobody listens") || !strings.Contains(err.Error(), "imap.oauth.token_url") {
		t.Errorf("gone: %v", err)
	}
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	k.oauth.TokenURL.s = secure.URL
	if _, err := k.accessToken(t.Context()); err == nil || !strings.Contains(err.Error(), "signed by nobody") {
		t.Errorf("unknown authority: %v", err)
	}
	k.secret = func() (string, error) { return "", errors.New("no secret") }
	if _, err := k.accessToken(t.Context()); err == nil || !strings.Contains(err.Error(), "imap.oauth.client_secret_file: no secret") {
		t.Errorf("no secret: %v", err)
	}
}
