package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// requestToken asks a token endpoint for a token: OAuth 2 client credentials
// (RFC 6749, 4.4), the application's name and secret in the form, as Microsoft's
// endpoint wants them. A redirection is not followed: the secret goes nowhere else.
func requestToken(ctx context.Context, o OAuth, secret string) (grant, error) {
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {o.ClientID}, "client_secret": {secret}, "scope": {o.Scope}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, o.TokenURL.s, strings.NewReader(form.Encode()))
	if err != nil {
		return grant{}, fmt.Errorf("ask for a token: %w", err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "application/json")
	answer, err := tokenClient().Do(request)
	if err != nil {
		return grant{}, fmt.Errorf("ask for a token: %w", err)
	}
	defer func() { _ = answer.Body.Close() }() // it was read, or its fault is told
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil {
		return grant{}, fmt.Errorf("read token: %w", err)
	}
	return readGrant(answer.StatusCode, body)
}

func tokenClient() *http.Client {
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true, ForceAttemptHTTP2: true}
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func readGrant(status int, body []byte) (grant, error) {
	var said struct {
		Token       string      `json:"access_token"`
		Lifetime    json.Number `json:"expires_in"` // some write it as a text
		Code        string      `json:"error"`
		Description string      `json:"error_description"`
	}
	if err := json.Unmarshal(body, &said); err != nil {
		return grant{}, &refusedToken{status: status, description: "and what it says is no JSON"}
	}
	if status != http.StatusOK || said.Code != "" || said.Token == "" {
		return grant{}, &refusedToken{status: status, code: said.Code, description: said.Description}
	}
	seconds, err := said.Lifetime.Int64()
	if err != nil || seconds < 0 || seconds > 1<<31 {
		seconds = 0 // for one login
	}
	return grant{token: said.Token, lifetime: time.Duration(seconds) * time.Second}, nil
}
