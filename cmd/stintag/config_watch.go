package main

import (
	"fmt"
	"net/url"
	"time"

	"github.com/robfig/cron/v3"
)

// Watch is how an operator's own monitoring sees that we work.
type Watch struct {
	Ping    webAddress `toml:"ping"`
	Metrics string     `toml:"metrics"`
	Stuck   span       `toml:"stuck"`
}

type (
	webAddress struct{ word }
	span       struct{ word }
)

func (a *webAddress) UnmarshalText(b []byte) error {
	if len(b) > 0 {
		u, err := url.Parse(string(b))
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return fmt.Errorf("%q is no web address; write one like \"https://ping.region.example/3f2a\"", b)
		}
	}
	a.s = string(b)
	return nil
}

func (s *span) UnmarshalText(b []byte) error {
	if d, err := time.ParseDuration(string(b)); err != nil || d < time.Minute {
		return fmt.Errorf("%q is no time of at least a minute; write one like \"30m\" or \"2h\"", b)
	}
	s.s = string(b)
	return nil
}

func (s span) duration() time.Duration {
	d, err := time.ParseDuration(s.s)
	if err != nil {
		return defaultStuck
	}
	return d
}

const defaultStuck = 30 * time.Minute

func watchDefaults() Watch { return Watch{Stuck: span{word{defaultStuck.String()}}} }

// neverComes says that a schedule that parses has no day, like the 31st of February:
// robfig/cron would wait for it without a word.
func neverComes(s cron.Schedule) bool {
	return s.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero()
}
