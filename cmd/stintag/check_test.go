package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stintag/samples/postoffice"
)

// checked runs check on a new folder whose configuration is changed line by line:
// "section.key" to the value. It gives the lines by what they are about.
func checked(t *testing.T, change map[string]string, prepare func(dir string)) (map[string]checkLine, int) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "r")
	if code := Main(t.Context(), []string{"init", dir, "--region", "vastmanland"}, World{Out: &bytes.Buffer{}, Err: os.Stderr, Clock: time.Now}); code != exitDone {
		t.Fatalf("init = %d", code)
	}
	config := filepath.Join(dir, "stintag.toml")
	raw, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	section := ""
	lines := strings.Split(string(raw), "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "[") {
			section = l[1:strings.Index(l, "]")] + "."
		}
		key, _, _ := strings.Cut(l, "=")
		if value, ok := change[section+strings.TrimSpace(key)]; ok {
			lines[i] = fmt.Sprintf("%s = %q", strings.TrimSpace(key), value)
			delete(change, section+strings.TrimSpace(key))
		}
	}
	if len(change) > 0 {
		t.Fatalf("init writes no %v", change)
	}
	if err := os.WriteFile(config, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	if prepare != nil {
		prepare(dir)
	}
	var out, said bytes.Buffer
	code := Main(t.Context(), []string{"-c", config, "check", "--json"}, World{Out: &out, Err: &said, Clock: time.Now})
	var all []checkLine
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatalf("%v in %s%s", err, out.String(), said.String())
	}
	by := map[string]checkLine{}
	for _, l := range all {
		by[l.What] = l
	}
	return by, code
}

func secretFile(t *testing.T, name, text string) func(string) {
	return func(dir string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func postOffice(t *testing.T, opt postoffice.Options) *postoffice.Office {
	t.Helper()
	o, err := postoffice.Start(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Errorf("Close = %v", err)
		}
	})
	return o
}

// ways is a configuration for an office: mailbox and letters both.
func ways(o *postoffice.Office, mode string) map[string]string {
	return map[string]string{
		"imap.address": o.IMAPAddress(), "imap.tls": mode, "imap.user": "st-intag",
		"smtp.address": o.SMTPAddress(), "smtp.tls": mode, "smtp.user": "st-intag", "smtp.password_file": "imap.password",
	}
}

func TestCheckWhereAllIsWell(t *testing.T) {
	t.Parallel()
	o := postOffice(t, postoffice.Options{})
	got, code := checked(t, ways(o, "none"), secretFile(t, "imap.password", "st-intag\n"))
	if code != exitDone {
		t.Errorf("exit %d, want 0: %+v", code, got)
	}
	for _, what := range []string{"configuration", "key", "secret", "ledger", "clock", "spool", "master", "imap", "imap login", "imap inbox", "imap folders", "smtp", "smtp login"} {
		if got[what].Verdict != fine {
			t.Errorf("%s: %+v", what, got[what])
		}
	}
	if got["registers"].Verdict != odd {
		t.Errorf("empty registers: %+v", got["registers"])
	}
	if len(o.Letters()) != 0 {
		t.Error("check sent a letter")
	}
}

// A token opens both doors, as in Microsoft 365; each thing that may be wrong there
// is told from the others.
func TestCheckWithTokens(t *testing.T) {
	t.Parallel()
	e := startEndpoint(t)
	for about, tt := range map[string]struct {
		opt    postoffice.Options
		secret string
		what   string // which line is looked at
		says   string
		code   int
	}{
		"well":          {secret: "s3cret", what: "smtp login", says: "with a token", code: exitDone},
		"wrong secret":  {secret: "other", what: "imap login", says: "do not go together", code: exitUsage},
		"refused":       {opt: postoffice.Options{Token: func(string) bool { return false }}, secret: "s3cret", what: "imap login", says: "Object ID of the Enterprise application", code: exitUsage},
		"refused too":   {opt: postoffice.Options{Token: func(string) bool { return false }}, secret: "s3cret", what: "smtp login", says: "SendAs", code: exitUsage},
		"not connected": {opt: postoffice.Options{NotConnected: true}, secret: "s3cret", what: "imap inbox", says: "FullAccess", code: exitUsage},
	} {
		tt.opt.Mechanisms = []string{postoffice.XOAuth2}
		if tt.opt.Token == nil {
			tt.opt.Token = func(s string) bool { return s == "good" }
		}
		change := ways(postOffice(t, tt.opt), "none")
		change["imap.password_file"], change["smtp.password_file"] = "", ""
		for _, section := range []string{"imap.oauth.", "smtp.oauth."} {
			change[section+"token_url"], change[section+"client_id"] = e.URL, "app"
			change[section+"client_secret_file"], change[section+"scope"] = "mail.secret", "https://mail.example/.default"
		}
		got, code := checked(t, change, secretFile(t, "mail.secret", tt.secret))
		if l := got[tt.what]; code != tt.code || !strings.Contains(l.Words+"; "+l.Mend, tt.says) {
			t.Errorf("%s: exit %d, %+v", about, code, got[tt.what])
		}
	}
}

func TestCheckTellsWaysInApart(t *testing.T) {
	t.Parallel()
	ca := filepath.Join(t.TempDir(), "ca.pem")
	certificate, err := postoffice.Certificate(ca)
	if err != nil {
		t.Fatal(err)
	}
	secure := func(implicit bool) *postoffice.Office {
		return postOffice(t, postoffice.Options{TLS: certificate, Implicit: implicit})
	}
	const closed = "127.0.0.1:1" // a port just closed may be another's already
	for about, tt := range map[string]struct {
		office   *postoffice.Office
		mode     string
		change   map[string]string
		password string
		line     string
		imap     string
		smtp     string
		code     int
	}{
		"trusted":        {office: secure(true), mode: "implicit", change: map[string]string{"imap.ca_file": ca, "smtp.ca_file": ca}, imap: "answers (tls implicit)", smtp: "answers (tls implicit)"},
		"unknown signer": {office: secure(false), mode: "starttls", imap: "imap.ca_file", smtp: "smtp.ca_file", code: exitUsage},
		"no CA file":     {office: secure(true), mode: "implicit", change: map[string]string{"imap.ca_file": "gone.pem", "smtp.ca_file": "gone.pem"}, imap: "imap.ca_file: open", smtp: "smtp.ca_file: open", code: exitUsage},
		"no PEM there":   {office: secure(true), mode: "implicit", change: map[string]string{"imap.ca_file": "form.xlsx", "smtp.ca_file": "form.xlsx"}, imap: "form.xlsx holds no certificate", smtp: "form.xlsx holds no certificate", code: exitUsage},
		"no TLS there":   {office: postOffice(t, postoffice.Options{}), mode: "implicit", imap: "imap.tls = \"starttls\"", smtp: "smtp.tls = \"starttls\"", code: exitUsage},
		"no STARTTLS":    {office: postOffice(t, postoffice.Options{}), mode: "starttls", imap: "imap.tls = \"implicit\"", smtp: "smtp.tls = \"implicit\"", code: exitUsage},
		"nobody there":   {office: postOffice(t, postoffice.Options{}), mode: "none", change: map[string]string{"imap.address": closed, "smtp.address": closed}, imap: "nobody listens", smtp: "nobody listens", code: exitFailed},
		"no such host":   {office: postOffice(t, postoffice.Options{}), mode: "implicit", change: map[string]string{"imap.address": "mail..invalid:993", "smtp.address": "mail..invalid:465"}, imap: "no host named mail..invalid", smtp: "no host named mail..invalid", code: exitUsage}, // no name server is asked, which may be away
		"wrong password": {office: postOffice(t, postoffice.Options{}), mode: "none", password: "fel", line: " login", imap: "check imap.user and its password", smtp: "check smtp.user and its password", code: exitUsage},
	} {
		change := ways(tt.office, tt.mode)
		maps.Copy(change, tt.change)
		if tt.password == "" {
			tt.password = "st-intag"
		}
		got, code := checked(t, change, secretFile(t, "imap.password", tt.password))
		for what, says := range map[string]string{"imap" + tt.line: tt.imap, "smtp" + tt.line: tt.smtp} {
			if l := got[what]; !strings.Contains(l.Words+"; "+l.Mend, says) {
				t.Errorf("%s: %s is %+v, want %q", about, what, l, says)
			}
		}
		if code != tt.code {
			t.Errorf("%s: exit %d, want %d", about, code, tt.code)
		}
	}
}

func TestCheckTellsSilenceAndExpiry(t *testing.T) {
	t.Parallel()
	slow := reachFault(fmt.Errorf("x: %w", os.ErrDeadlineExceeded), "IMAP server", "imap.address")
	if !strings.Contains(slow.wrong, "silent") || slow.config {
		t.Errorf("silence: %+v", slow)
	}
	ca := filepath.Join(t.TempDir(), "ca.pem")
	certificate, err := postoffice.Certificate(ca)
	must(t, err)
	pem, err := os.ReadFile(ca)
	must(t, err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	o := postOffice(t, postoffice.Options{TLS: certificate, Implicit: true})
	later := func() time.Time { return time.Now().AddDate(3, 0, 0) }
	_, err = tls.Dial("tcp", o.IMAPAddress(), &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12, Time: later})
	f := reachFault(err, "IMAP server", "imap.address")
	if !strings.Contains(f.wrong, "holds from") || !strings.Contains(f.mend, "renew") {
		t.Errorf("expired certificate: %+v", f)
	}
	_, err = tls.Dial("tcp", o.IMAPAddress(), &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12, ServerName: "imap.region.example"})
	f = reachFault(err, "IMAP server", "imap.address")
	if !strings.Contains(f.wrong, "is not for imap.region.example but for [localhost 127.0.0.1]") || !strings.Contains(f.mend, "imap.address") {
		t.Errorf("another's certificate: %+v", f)
	}
}

// A login that nothing names a password for is told before a server refuses it.
func TestCheckMissesAPassword(t *testing.T) {
	t.Parallel()
	change := ways(postOffice(t, postoffice.Options{}), "none")
	change["imap.password_file"] = ""
	got, code := checked(t, change, secretFile(t, "imap.password", "st-intag"))
	if l := got["secret"]; code != exitUsage || got["smtp login"].Verdict != fine {
		t.Errorf("exit %d: %+v, %+v", code, l, got["smtp login"])
	}
}

func TestCheckLooksAtWhatLiesHere(t *testing.T) {
	t.Parallel()
	for about, tt := range map[string]struct {
		prepare func(dir string)
		what    string
		verdict string
		says    string
	}{
		"no master":           {func(d string) { must(t, os.Remove(filepath.Join(d, "master.xlsx"))) }, "master", failed, "stintag restore"},
		"master open":         {func(d string) { secretFile(t, ".~lock.master.xlsx#", ",Ada,host,x,y;")(d) }, "master", odd, "Ada has had it open"},
		"master read-only":    {func(d string) { must(t, os.Chmod(filepath.Join(d, "master.xlsx"), 0o444)) }, "master", odd, "read-only"},
		"key for all":         {func(d string) { must(t, os.Chmod(filepath.Join(d, "stintag.key"), 0o644)) }, "key", failed, "chmod 600"},
		"ledger that is none": {secretFile(t, "ledger.db", "this is no ledger, and long enough to be taken for one"), "ledger", failed, "backup"},
		"ledger lost": {func(d string) {
			must(t, os.Mkdir(filepath.Join(d, "spool"), 0o700))
			secretFile(t, filepath.Join("spool", "a.eml"), "x")(d)
		}, "ledger", failed, "the spool keeps 1 mail; put the ledger"},
		"ledger emptied":        {secretFile(t, "ledger.db", ""), "ledger", fine, "is an empty file yet"},
		"people as init has it": {func(string) {}, "people", odd, "stintag init wrote it"},
	} {
		got, code := checked(t, map[string]string{"imap.address": "", "smtp.directory": "mail"}, tt.prepare)
		want := exitDone
		if tt.verdict == failed {
			want = exitUsage
		}
		if about == "ledger that is none" {
			want = exitFailed
		}
		if l := got[tt.what]; l.Verdict != tt.verdict || !strings.Contains(l.Words+"; "+l.Mend, tt.says) || code != want {
			t.Errorf("%s: exit %d, %+v", about, code, l)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
