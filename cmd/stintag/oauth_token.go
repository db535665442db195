package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// requestToken asks a token endpoint for a token: OAuth 2 client credentials
// (RFC 6749, 4.4), the application's name and secret in the form, as Microsoft's
// endpoint wants them. A redirection is not followed: the secret goes nowhere else.
func requestToken(ctx context.Context, o OAuth, secret string) (grant, error) {
	c := clientcredentials.Config{TokenURL: o.TokenURL.s, ClientID: o.ClientID, ClientSecret: secret, Scopes: []string{o.Scope}, AuthStyle: oauth2.AuthStyleInParams}
	t, err := c.Token(context.WithValue(ctx, oauth2.HTTPClient, tokenClient()))
	var no *oauth2.RetrieveError
	switch {
	case errors.As(err, &no):
		return grant{}, &refusedToken{status: no.Response.StatusCode, code: no.ErrorCode, description: no.ErrorDescription}
	case err != nil && strings.HasPrefix(err.Error(), "oauth2: "):
		return grant{}, &refusedToken{status: http.StatusOK, description: err.Error()}
	case err != nil:
		return grant{}, fmt.Errorf("ask for a token: %w", err)
	}
	g := grant{token: t.AccessToken}
	if !t.Expiry.IsZero() {
		g.lifetime = time.Until(t.Expiry)
	}
	return g, nil
}

func tokenClient() *http.Client {
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true, ForceAttemptHTTP2: true}
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
