package main

import (
	"fmt"

	"stintag/process"
)

// Send says otherwise than the policy how slowly decisions take effect (D20).
type Send struct {
	Hold          holdTime    `toml:"hold"`
	Hours         officeHours `toml:"hours"`
	MostDecisions mostOfARun  `toml:"most_decisions_per_run"`
}

type (
	holdTime    struct{ word }
	officeHours struct{ word }
	mostOfARun  struct{ n int }
)

func (h *holdTime) UnmarshalText(b []byte) error {
	if h.s = string(b); h.s == "" {
		return nil
	}
	_, err := process.ParseHold(h.s)
	return err
}

func (h *officeHours) UnmarshalText(b []byte) error {
	if h.s = string(b); h.s == "" {
		return nil
	}
	_, err := process.ParseOfficeHours(h.s)
	return err
}

func (m *mostOfARun) UnmarshalText(b []byte) error {
	if _, err := fmt.Sscanf(string(b), "%d", &m.n); err != nil || m.n < 0 || fmt.Sprint(m.n) != string(b) {
		return fmt.Errorf("%q is no number of decisions; write one like 40, or 0 for the policy's", b)
	}
	return nil
}

// over gives the policy's rule with what the configuration says instead.
func (s Send) over(rule process.SendRule) process.SendRule {
	if hold, err := process.ParseHold(s.Hold.s); err == nil {
		rule.Hold = hold
	}
	if hours, err := process.ParseOfficeHours(s.Hours.s); err == nil {
		rule.Hours = hours
	}
	if s.MostDecisions.n > 0 {
		rule.Most = s.MostDecisions.n
	}
	return rule
}
