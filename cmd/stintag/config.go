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
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/robfig/cron/v3"
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
	Schedule Schedule `toml:"schedule"`

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
	Inbox        string   `toml:"inbox"`
	Handled      string   `toml:"handled"`
	Unreadable   string   `toml:"unreadable"`
	Quarantine   string   `toml:"quarantine"`
	Human        string   `toml:"human"`

	password func() (string, error) // the demo's; else the file's or the environment's
}

// Trust says whose word on a sender counts.
type Trust struct {
	AuthservID   registerOnly `toml:"authserv_id"`
	RequireDMARC bool         `toml:"require_dmarc"`
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
	Rate         rate     `toml:"rate"`
	Directory    string   `toml:"directory"`
}

// Schedule is when the daemon runs, as cron expressions in Timezone.
type Schedule struct {
	Run     schedule `toml:"run"`
	Nightly schedule `toml:"nightly"`
}

// The types below read one value each, so that the TOML library can say at which
// line a value is wrong.
type (
	word         struct{ s string }
	zone         struct{ word }
	decisions    struct{ word }
	address      struct{ word }
	hostPort     struct{ word }
	tlsMode      struct{ word }
	rate         struct{ word }
	schedule     struct{ word }
	registerOnly struct{ word }
)

// The library only asks a type what it thinks of a value where the type is a struct.

func (w word) String() string { return w.s }

func (z *zone) UnmarshalText(b []byte) error {
	if _, err := time.LoadLocation(string(b)); err != nil || len(b) == 0 {
		return fmt.Errorf("%q is no time zone; write one like \"Europe/Stockholm\"", b)
	}
	z.s = string(b)
	return nil
}

func (d *decisions) UnmarshalText(b []byte) error {
	switch string(b) {
	case "confirm":
		d.s = string(b)
		return nil
	case "automatic":
		return errors.New(`"automatic" decisions are not available: a person decides; write "confirm"`)
	}
	return fmt.Errorf("%q is not known; write \"confirm\"", b)
}

func (a *address) UnmarshalText(b []byte) error {
	if len(b) > 0 {
		if _, err := mail.ParseAddress(string(b)); err != nil {
			return fmt.Errorf("%q is no mail address; write \"name@region.example\" or \"Name <name@region.example>\"", b)
		}
	}
	a.s = string(b)
	return nil
}

// bare is the address without its display name.
func (a address) bare() string {
	p, err := mail.ParseAddress(a.s)
	if err != nil {
		return a.s
	}
	return p.Address
}

func (h *hostPort) UnmarshalText(b []byte) error {
	if len(b) > 0 {
		if _, _, err := net.SplitHostPort(string(b)); err != nil {
			return fmt.Errorf("%q is not host:port; write one like \"imap.region.example:993\"", b)
		}
	}
	h.s = string(b)
	return nil
}

func (m *tlsMode) UnmarshalText(b []byte) error {
	switch string(b) {
	case "implicit", "starttls", "none":
		m.s = string(b)
		return nil
	}
	return fmt.Errorf("%q is not known; write \"implicit\", \"starttls\" or \"none\" (loopback only)", b)
}

func (r *rate) UnmarshalText(b []byte) error {
	n, ok := strings.CutSuffix(string(b), "/min")
	if v, err := strconv.Atoi(n); !ok || err != nil || v < 1 {
		return fmt.Errorf("%q is no rate; write one like \"30/min\"", b)
	}
	r.s = string(b)
	return nil
}

// gap is the shortest time between two letters.
func (r rate) gap() time.Duration {
	n, err := strconv.Atoi(strings.TrimSuffix(r.s, "/min"))
	if err != nil || n < 1 {
		return 0
	}
	return time.Minute / time.Duration(n)
}

func (s *schedule) UnmarshalText(b []byte) (err error) {
	defer func() { // robfig/cron panics on "TZ=x" without a schedule
		if recover() != nil {
			err = fmt.Errorf("%q is no cron schedule; write five fields like \"30 3 * * *\"", b)
		}
	}()
	if strings.Contains(string(b), "TZ=") {
		return errors.New(`a schedule follows the key timezone; leave TZ= out`)
	}
	parsed, err := cron.ParseStandard(string(b))
	if err != nil {
		return fmt.Errorf("%q is no cron schedule (%w); write five fields like \"30 3 * * *\"", b, err)
	}
	if spec, ok := parsed.(*cron.SpecSchedule); ok && spec.Hour&(1<<2) != 0 && spec.Hour&everyHour == 0 {
		return fmt.Errorf("%q runs between 02:00 and 02:59, an hour that is skipped in March and comes twice in October; choose another hour", b)
	}
	s.s = string(b)
	return nil
}

// everyHour is the bit that robfig/cron sets where the hour is "*".
const everyHour = 1 << 63

func (r *registerOnly) UnmarshalText(b []byte) error {
	if len(b) > 0 {
		return errors.New(`checking Authentication-Results is not available; leave it "" (a sender is who the register knows)`)
	}
	return nil
}

func defaults() Config {
	return Config{
		Master: "master.xlsx", Ledger: "ledger.db", Spool: "spool", KeyFile: "stintag.key",
		Timezone: zone{word{"Europe/Stockholm"}}, Decisions: decisions{word{"confirm"}},
		IMAP: IMAP{TLS: tlsMode{word{"implicit"}}, Inbox: "INBOX", Handled: "Hanterat", Unreadable: "Ej läsbart",
			Quarantine: "Okänd avsändare", Human: "Till handläggare"},
		SMTP:     SMTP{TLS: tlsMode{word{"starttls"}}, Rate: rate{word{"30/min"}}},
		Schedule: Schedule{Run: schedule{word{"*/10 6-20 * * *"}}, Nightly: schedule{word{"30 3 * * *"}}},
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
		return fmt.Errorf("%s:%d:%d: %s: %s", path, row, col, strings.Join(decode.Key(), "."), strings.TrimPrefix(decode.Error(), "toml: "))
	}
	return fmt.Errorf("%s: %w", path, err)
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
	if c.SMTP.From.s == "" {
		bad("smtp.from", "is missing; write the address letters come from, like \"ST-intag <st-intag@region.example>\"")
	}
	if c.Trust.RequireDMARC {
		bad("trust.require_dmarc", "checking DMARC is not available; write false")
	}
	if strings.HasPrefix(c.Ledger, "postgres://") {
		bad("ledger", "PostgreSQL is not available; write a file name, like \"ledger.db\"")
	}
	if c.IMAP.TLS.s == "none" && !loopback(c.IMAP.Address) {
		bad("imap.tls", "\"none\" is for loopback only; write \"implicit\" or \"starttls\"")
	}
	if c.SMTP.TLS.s == "none" && c.SMTP.Directory == "" && !loopback(c.SMTP.Address) {
		bad("smtp.tls", "\"none\" is for loopback only; write \"starttls\" or \"implicit\"")
	}
	return errors.Join(errs...)
}

// lineOf finds the line of section.key in the file; 1 where it is not there.
func lineOf(raw []byte, key string) int {
	section, name, found := strings.Cut(key, ".")
	if !found {
		section, name = "", key
	}
	at := ""
	for i, line := range strings.Split(string(raw), "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			at = strings.Trim(line, "[] ")
		}
		if k, _, ok := strings.Cut(line, "="); ok && at == section && strings.TrimSpace(k) == name {
			return i + 1
		}
	}
	return 1
}

func loopback(h hostPort) bool {
	host, _, err := net.SplitHostPort(h.s)
	if err != nil {
		return h.s == ""
	}
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

// secret gives a function that reads a password when it is needed.
func (c *Config) secret(file, env string) func() (string, error) {
	return func() (string, error) {
		switch {
		case env != "":
			v, ok := os.LookupEnv(env)
			if !ok {
				return "", fmt.Errorf("environment variable %s is not set", env)
			}
			return v, nil
		case file != "":
			b, err := os.ReadFile(c.path(file))
			if err != nil {
				return "", fmt.Errorf("read password: %w", err)
			}
			return strings.TrimRight(string(b), "\r\n"), nil
		}
		return "", nil
	}
}
