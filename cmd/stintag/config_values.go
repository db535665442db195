package main

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// The types below read one value each, so that the TOML library can say at which
// line a value is wrong.
type (
	word      struct{ s string }
	zone      struct{ word }
	decisions struct{ word }
	address   struct{ word }
	hostPort  struct{ word }
	tlsMode   struct{ word }
	rate      struct{ word }
	schedule  struct{ word }
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
		_, port, err := net.SplitHostPort(string(b))
		if n, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || n == 0 {
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
	if neverComes(parsed) {
		return fmt.Errorf("%q never comes: no month has such a day; write another", b)
	}
	s.s = string(b)
	return nil
}

// everyHour is the bit that robfig/cron sets where the hour is "*".
const everyHour = 1 << 63
