package process

import (
	"fmt"
	"io"
	"log/slog"
)

const closed = "…"

// String hides the value.
func (p Personal) String() string { return closed }

// GoString hides the value.
func (p Personal) GoString() string { return closed }

// Format hides the value under every verb.
func (p Personal) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, closed) }

// LogValue hides the value from slog.
func (p Personal) LogValue() slog.Value { return slog.StringValue(closed) }

// MarshalText hides the value from every encoder.
func (p Personal) MarshalText() ([]byte, error) { return []byte(closed), nil }

// Masked is the number with its last four hidden, "19811218-****", or "" where
// there is none; it is the only form that people are shown.
func (p Personal) Masked() string {
	if len(p.value) < 8 {
		return ""
	}
	return p.value[:8] + "-****"
}
