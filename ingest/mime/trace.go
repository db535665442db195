package mime

import (
	"strings"
)

// Step is one field that a server on the way wrote: who handed the mail to whom, or
// what was found out about its sender.
type Step struct {
	Received bool   // else it is an Authentication-Results
	Value    string // on one line; "" where it is longer than such fields are
}

const (
	maxSteps = 100     // the rest stands below them, written earlier
	maxStep  = 8 << 10 // bytes of a field
)

// trace gives a header's Received and Authentication-Results fields in the order
// they stand, the newest first: textproto keeps the order of like fields only, and
// who wrote a field is told by what stands above it.
func trace(head []byte) []Step {
	var steps []Step
	var value strings.Builder
	open := false // value is that of the last step
	done := func() {
		if open && value.Len() <= maxStep {
			steps[len(steps)-1].Value = strings.TrimSpace(value.String())
		}
		open = false
		value.Reset()
	}
	for line := range strings.Lines(string(head)) {
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimLeft(line, " \t") != line {
			if open && value.Len() <= maxStep {
				value.WriteString(" " + strings.TrimSpace(line))
			}
			continue
		}
		done()
		name, rest, _ := strings.Cut(line, ":")
		name = strings.ToLower(strings.TrimRight(name, " \t"))
		if name != "received" && name != "authentication-results" {
			continue
		}
		if len(steps) == maxSteps {
			return steps
		}
		steps, open = append(steps, Step{Received: name == "received"}), true
		value.WriteString(rest)
	}
	done()
	return steps
}
