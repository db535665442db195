package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// loginConfig is a configuration with the lines given at its end.
func loginConfig(t *testing.T, lines string) (Config, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "stintag.toml")
	text := "region = \"R\"\npolicy = \"vastmanland\"\n[smtp]\nfrom = \"a@b.example\"\n" + lines
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return LoadConfig(path)
}

func TestOAuthIsWholeOrNotThere(t *testing.T) {
	t.Parallel()
	const whole = `token_url = "https://login.example/t/oauth2/v2.0/token"
client_id = "app"
client_secret_file = "imap.secret"
scope = "https://mail.example/.default"
`
	for about, tt := range map[string]struct{ lines, want string }{
		"whole":         {"[imap]\nuser = \"u\"\n[imap.oauth]\n" + whole, ""},
		"empty":         {"[imap.oauth]\ntoken_url = \"\"\nclient_id = \"\"\n", ""},
		"half":          {"[imap]\nuser = \"u\"\n[imap.oauth] # Microsoft\nclient_id = \"app\"\nscope = \"\"\n", "stintag.toml:9: imap.oauth.scope: is missing"},
		"no key":        {"[imap]\nuser = \"u\"\n[imap.oauth] # Microsoft\nclient_id = \"app\"\n", "stintag.toml:7: imap.oauth.token_url: is missing"},
		"no user":       {"[smtp.oauth]\n" + whole, "smtp.user: is missing"},
		"password too":  {"[imap]\nuser = \"u\"\npassword_file = \"p\"\n[imap.oauth]\n" + whole, "stintag.toml:7: imap.password_file: with [imap.oauth] there is no password"},
		"in the clear":  {"[imap.oauth]\ntoken_url = \"http://login.example/token\"\n", "stintag.toml:6:13: imap.oauth.token_url:"},
		"no address":    {"[imap.oauth]\ntoken_url = \"login.example\"\n", "no token endpoint"},
		"a secret here": {"[imap.oauth]\nclient_secret = \"x\"\n", "unknown key imap.oauth.client_secret"},
	} {
		_, err := loginConfig(t, tt.lines)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", about, err, tt.want)
		}
	}
}

func TestSecretsAreReadWhenWanted(t *testing.T) {
	c, err := loginConfig(t, "")
	if err != nil {
		t.Fatal(err)
	}
	credentials := t.TempDir()
	write := func(dir, name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	late := c.secret("late", "")
	write(c.dir, "late", "hemligt \r\n")
	write(c.dir, "both", "beside")
	write(c.dir, "empty", "\n")
	write(credentials, "both", "systemd's")
	write(credentials, "theirs", "systemd's\n")
	t.Setenv("CREDENTIALS_DIRECTORY", credentials)
	t.Setenv("STINTAG_PASSWORD", "of the environment")
	for about, tt := range map[string]struct {
		secret     func() (string, error)
		want, says string
	}{
		"written after":     {late, "hemligt ", ""},
		"beside the config": {c.secret("both", ""), "beside", ""},
		"systemd's":         {c.secret("theirs", ""), "systemd's", ""},
		"in a path":         {c.secret("sub/theirs", ""), "", "there is no secret file"},
		"absolute":          {c.secret(filepath.Join(credentials, "theirs"), ""), "systemd's", ""},
		"environment":       {c.secret("both", "STINTAG_PASSWORD"), "of the environment", ""},
		"not set":           {c.secret("", "STINTAG_NO_PASSWORD"), "", "STINTAG_NO_PASSWORD is not set"},
		"empty":             {c.secret("empty", ""), "", "is empty"},
		"nowhere":           {c.secret("nowhere", ""), "", filepath.Join(credentials, "nowhere")},
		"none":              {c.secret("", ""), "", ""},
	} {
		got, err := tt.secret()
		if got != tt.want || (err != nil) != (tt.says != "") || err != nil && !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %q, %v; want %q, %q", about, got, err, tt.want, tt.says)
		}
	}
}
