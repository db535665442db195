package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// Config is stintag.toml. Every key but region and policy has a default; an
// unknown key or a bad value is refused with file, line and what would be right.
type Config struct {
	Region    string    `toml:"region"`
	Policy    string    `toml:"policy"`
	Master    string    `toml:"master"`
	Ledger    string    `toml:"ledger"`
	Spool     string    `toml:"spool"`
	KeyFile   string    `toml:"key_file"`
	Timezone  zone      `toml:"timezone"`
	Decisions decisions `toml:"decisions"`

	People   People   `toml:"people"`
	IMAP     IMAP     `toml:"imap"`
	Trust    Trust    `toml:"trust"`
	SMTP     SMTP     `toml:"smtp"`
	Send     Send     `toml:"send"`
	Schedule Schedule `toml:"schedule"`
	Watch    Watch    `toml:"watch"`

	dir string // of the file: relative paths start here
}

// People are the addresses and names that no register holds.
type People struct {
	Administrators []address `toml:"administrators"`
	StudyDirectors []address `toml:"study_directors"`
	Delegates      []string  `toml:"delegates"`
	Council        []address `toml:"council"`
	Contact        string    `toml:"contact"`
}

// IMAP is the mailbox.
type IMAP struct {
	Address      hostPort `toml:"address"`
	TLS          tlsMode  `toml:"tls"`
	CAFile       string   `toml:"ca_file"`
	User         string   `toml:"user"`
	PasswordFile string   `toml:"password_file"`
	PasswordEnv  string   `toml:"password_env"`
	OAuth        OAuth    `toml:"oauth"`
	Inbox        string   `toml:"inbox"`
	Handled      string   `toml:"handled"`
	Unreadable   string   `toml:"unreadable"`
	Quarantine   string   `toml:"quarantine"`
	Human        string   `toml:"human"`

	password func() (string, error) // the demo's; else the file's or the environment's
}

// SMTP is the way out.
type SMTP struct {
	Address      hostPort `toml:"address"`
	TLS          tlsMode  `toml:"tls"`
	CAFile       string   `toml:"ca_file"`
	From         address  `toml:"from"`
	User         string   `toml:"user"`
	PasswordFile string   `toml:"password_file"`
	PasswordEnv  string   `toml:"password_env"`
	OAuth        OAuth    `toml:"oauth"`
	Rate         rate     `toml:"rate"`
	Directory    string   `toml:"directory"`
}

// Schedule is when the daemon runs, as cron expressions in Timezone.
type Schedule struct {
	Run     schedule `toml:"run"`
	Nightly schedule `toml:"nightly"`
}

func defaults() Config {
	return Config{
		Master: "master.xlsx", Ledger: "ledger.db", Spool: "spool", KeyFile: "stintag.key",
		Timezone: zone{word{"Europe/Stockholm"}}, Decisions: decisions{word{"confirm"}},
		IMAP: IMAP{TLS: tlsMode{word{"implicit"}}, Inbox: "INBOX", Handled: "Hanterat", Unreadable: "Ej läsbart",
			Quarantine: "Okänd avsändare", Human: "Till handläggare"},
		SMTP:     SMTP{TLS: tlsMode{word{"starttls"}}, Rate: rate{word{"30/min"}}},
		Schedule: Schedule{Run: schedule{word{"*/10 6-20 * * *"}}, Nightly: schedule{word{"30 3 * * *"}}},
		Watch:    watchDefaults(),
	}
}

// LoadConfig reads a configuration. Its errors are for operators, one a line.
func LoadConfig(path string) (Config, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Config{}, fmt.Errorf("%s is not there; make one with: stintag init DIR --region vastmanland", path)
	}
	if err != nil {
		return Config{}, fmt.Errorf("read configuration: %w", err)
	}
	c := defaults()
	d := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return Config{}, configError(path, err)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return Config{}, fmt.Errorf("read configuration: %w", err)
	}
	c.dir = filepath.Dir(abs)
	return c, c.check(path, raw)
}

// configError says file, line and column of what the TOML library refuses.
func configError(path string, err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		var all []error
		for i := range strict.Errors {
			e := &strict.Errors[i]
			row, col := e.Position()
			all = append(all, fmt.Errorf("%s:%d:%d: unknown key %s; the keys are those that stintag init writes", path, row, col, strings.Join(e.Key(), ".")))
		}
		return errors.Join(all...)
	}
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		row, col := decode.Position()
		where := fmt.Sprintf("%s:%d:%d: ", path, row, col)
		if key := strings.Join(decode.Key(), "."); key != "" {
			where += key + ": "
		}
		return errors.New(where + plainly(strings.TrimPrefix(decode.Error(), "toml: ")))
	}
	return fmt.Errorf("%s: %w", path, err)
}

// plainly says what kind of value is wanted where the library speaks of its types.
func plainly(said string) string {
	_, wanted, ofType := strings.Cut(said, " of type ")
	if !strings.HasPrefix(said, "cannot decode TOML ") || !ofType {
		return said
	}
	switch {
	case strings.HasPrefix(said, "cannot decode TOML string into") && strings.HasPrefix(wanted, "main."):
		return "is a section; write its name in brackets on a line of its own, and its keys below"
	case strings.HasPrefix(wanted, "[]"):
		return `is no list; write one like ["…", "…"]`
	case wanted == "bool":
		return "is neither true nor false; write one of them, without quotes"
	case wanted == "int":
		return "is no whole number; write one, without quotes"
	}
	return `is no text; write it in quotes, like "…"`
}

// check tells what no single value can: what is missing, and what does not go together.
func (c *Config) check(path string, raw []byte) error {
	var errs []error
	bad := func(key, format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s:%d: %s: %s", path, lineOf(raw, key), key, fmt.Sprintf(format, args...)))
	}
	if c.Region == "" {
		bad("region", "is missing; write the region's name, like \"Region Västmanland\"")
	}
	if c.Policy == "" {
		bad("policy", "is missing; write a preset, like \"vastmanland\", or a path to a .toml")
	}
	for _, f := range []struct{ key, value, like string }{
		{"master", c.Master, "master.xlsx"}, {"ledger", c.Ledger, "ledger.db"}, {"spool", c.Spool, "spool"}, {"key_file", c.KeyFile, "stintag.key"},
	} {
		if f.value == "" {
			bad(f.key, "is empty; write a name, like %q, or leave the line out", f.like)
		}
	}
	c.IMAP.checkFolders(bad)
	c.SMTP.checkFrom(c.IMAP.User, bad)
	c.Trust.check(bad)
	if strings.HasPrefix(c.Ledger, "postgres://") {
		bad("ledger", "PostgreSQL is not available; write a file name, like \"ledger.db\"")
	}
	c.checkLogin("imap", c.IMAP.OAuth, c.IMAP.User, c.IMAP.PasswordFile, c.IMAP.PasswordEnv, bad)
	c.checkLogin("smtp", c.SMTP.OAuth, c.SMTP.User, c.SMTP.PasswordFile, c.SMTP.PasswordEnv, bad)
	if c.IMAP.TLS.s == "none" && !loopback(c.IMAP.Address) {
		bad("imap.tls", "\"none\" is for loopback only; write \"implicit\" or \"starttls\"")
	}
	if c.SMTP.TLS.s == "none" && c.SMTP.Directory == "" && !loopback(c.SMTP.Address) {
		bad("smtp.tls", "\"none\" is for loopback only; write \"starttls\" or \"implicit\"")
	}
	return errors.Join(errs...)
}

// checkFolders refuses what would leave dealt-with mail where new mail is looked for.
func (c *IMAP) checkFolders(bad func(key, format string, args ...any)) {
	if c.Inbox == "" {
		bad("imap.inbox", "is empty; write the folder that mail comes to, like \"INBOX\"")
	}
	for _, f := range []struct{ key, name, like string }{
		{"imap.handled", c.Handled, "Hanterat"}, {"imap.unreadable", c.Unreadable, "Ej läsbart"},
		{"imap.quarantine", c.Quarantine, "Okänd avsändare"}, {"imap.human", c.Human, "Till handläggare"},
	} {
		if f.name == "" || strings.EqualFold(f.name, c.Inbox) {
			bad(f.key, "%q is no folder to move mail to; write one like %q", f.name, f.like)
		}
	}
}

// checkFrom gives letters a sender where none is named: the mailbox's own address, or
// one of this machine as long as nothing is sent.
func (c *SMTP) checkFrom(user string, bad func(key, format string, args ...any)) {
	switch _, err := mail.ParseAddress(user); {
	case c.From.s != "":
	case err == nil:
		c.From.s = user
	case c.Address.s == "":
		c.From.s = "st-intag@localhost"
	default:
		bad("smtp.from", "is missing; write the address letters come from, like \"ST-intag <st-intag@region.example>\"")
	}
}

// lineOf finds the line of section.key in the file; the section's where the key is
// not there, and 1 where neither is.
func lineOf(raw []byte, key string) int {
	section, name := cutLast(key)
	at, line := "", 1
	for i, l := range strings.Split(string(raw), "\n") {
		l, _, _ = strings.Cut(strings.TrimSpace(l), "#")
		if strings.HasPrefix(l, "[") {
			if at = strings.Trim(l, "[] \t"); at == section {
				line = i + 1
			}
		}
		if k, _, ok := strings.Cut(l, "="); ok && at == section && strings.TrimSpace(k) == name {
			return i + 1
		}
	}
	return line
}

// cutLast parts "imap.oauth.scope" into its section and its name.
func cutLast(key string) (section, name string) {
	dot := strings.LastIndexByte(key, '.')
	return key[:max(dot, 0)], key[dot+1:]
}

func loopback(h hostPort) bool {
	host, _, err := net.SplitHostPort(h.s)
	if err != nil {
		return h.s == ""
	}
	return loopbackHost(host)
}

func loopbackHost(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// path makes a configured path absolute.
func (c *Config) path(p string) string {
	if p == "" || filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(c.dir, p)
}

// location is the region's zone.
func (c *Config) location() *time.Location {
	loc, err := time.LoadLocation(c.Timezone.s)
	if err != nil {
		return time.UTC // the zone was read by zone.UnmarshalText, with time/tzdata built in
	}
	return loc
}
