package master

import (
	"strings"

	"stintag/process"
)

func (v View) cases() map[string]process.Case {
	m := make(map[string]process.Case, len(v.World.Cases))
	for _, c := range v.World.Cases {
		m[c.ID] = c
	}
	return m
}

func (v View) standings() map[string]process.Standing {
	m := make(map[string]process.Standing, len(v.Judgement.Standings))
	for _, s := range v.Judgement.Standings {
		m[s.Case] = s
	}
	return m
}

// doctor is how the case's doctor is named: a protected identity is the case id
// alone (D24).
func doctor(c process.Case) string {
	if c.Application.Protected {
		return c.ID
	}
	return c.Application.Doctor
}

// hide takes every protected doctor's name out of a text, wherever it came from.
func (v View) hide(s string) string {
	for _, c := range v.World.Cases {
		if name := strings.TrimSpace(c.Application.Doctor); c.Application.Protected && name != "" {
			s = strings.ReplaceAll(s, name, c.ID)
		}
	}
	return s
}

// centreName is the register's name of the application's health centre, or the
// form's words where the register has none.
func (v View) centreName(a process.Application) string {
	if c, ok := v.World.Centre(a.CentreID); ok {
		return c.Name
	}
	return a.CentreWritten
}
