package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lmittmann/tint"
	"github.com/mattn/go-isatty"
)

// The operators' log: what the program did, told by ids, never by a person's name,
// address or number. Three things keep it so. Errors and messages are written without
// what people wrote (a test plays rounds with a known person and searches all output).
// The keys are a closed set, which a test holds the source to. And a handler, as a
// backstop, drops other keys and hides what looks like a number or an address in
// whatever comes through.

// logKeys are all keys of the log, and what each holds. Machines read them: a key is
// never given another meaning.
var logKeys = map[string]string{
	"run":      "a run's number",
	"chapter":  "receive, adopt, judge, merge or notify",
	"mail":     "a mail's number in the ledger",
	"part":     "which part of the mail, from 0",
	"found":    "mails in the mailbox",
	"new":      "mails not seen before",
	"sent":     "letters handed over",
	"retry":    "letters to be tried again",
	"refused":  "letters that the server will never take",
	"unknown":  "letters whose fate is unknown",
	"what":     "what needs a person, in words",
	"error":    "what went wrong, in words",
	"again":    "when it is tried again",
	"began":    "when a run began",
	"since":    "since when nothing has moved",
	"least":    "the least that would do",
	"schedule": "when runs are due",
	"nightly":  "when nightly runs are due",
	keyDropped: "keys that were left out, since the log has no such",
}

const keyDropped = "dropped"

// log is the operators' log: colour on a terminal, JSON for machines.
func (g *globals) log() (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(g.logLevel)); err != nil {
		return nil, usageError{fmt.Errorf("--log-level %q is not known; write debug, info, warn or error", g.logLevel)}
	}
	switch g.logFormat {
	case "json":
		return slog.New(closed{slog.NewJSONHandler(g.w.Err, &slog.HandlerOptions{Level: level})}), nil
	case "text":
		f, ok := g.w.Err.(*os.File)
		colour := ok && isatty.IsTerminal(f.Fd()) && os.Getenv("NO_COLOR") == ""
		return slog.New(closed{tint.NewTextHandler(g.w.Err, &tint.Options{Level: level, TimeFormat: time.TimeOnly, NoColor: !colour})}), nil
	}
	return nil, usageError{fmt.Errorf("--log-format %q is not known; write text or json", g.logFormat)}
}

// closed lets through what the log may hold. What it drops it says, so that a fault of
// ours is seen without costing a run.
type closed struct{ next slog.Handler }

// Enabled asks the handler behind.
func (h closed) Enabled(ctx context.Context, l slog.Level) bool { return h.next.Enabled(ctx, l) }

// Handle writes a record without what may not be in it.
func (h closed) Handle(ctx context.Context, r slog.Record) error {
	out := slog.NewRecord(r.Time, r.Level, redact(r.Message), r.PC)
	var all []slog.Attr
	r.Attrs(func(a slog.Attr) bool { all = append(all, a); return true })
	out.AddAttrs(allowed(all)...)
	return h.next.Handle(ctx, out)
}

// WithAttrs keeps those that the log may hold.
func (h closed) WithAttrs(as []slog.Attr) slog.Handler { return closed{h.next.WithAttrs(allowed(as))} }

// WithGroup opens none: a key within one would be another key.
func (h closed) WithGroup(string) slog.Handler { return h }

func allowed(as []slog.Attr) (kept []slog.Attr) {
	var dropped []string
	for _, a := range as {
		if _, is := logKeys[a.Key]; is {
			kept = append(kept, slog.Attr{Key: a.Key, Value: harmless(a.Value)})
		} else if a.Key != "" {
			dropped = append(dropped, redact(a.Key))
		}
	}
	if len(dropped) > 0 {
		slices.Sort(dropped)
		kept = append(kept, slog.String(keyDropped, strings.Join(dropped, " ")))
	}
	return kept
}

// harmless is a value as the log may hold it. What is no word, number, moment or error
// is not opened: nobody can say what lies in it.
func harmless(v slog.Value) slog.Value {
	switch v = v.Resolve(); v.Kind() {
	case slog.KindString:
		return slog.StringValue(redact(v.String()))
	case slog.KindBool, slog.KindDuration, slog.KindTime:
		return v
	case slog.KindInt64, slog.KindUint64, slog.KindFloat64:
		if s := v.String(); redact(s) != s {
			return slog.StringValue(hidden)
		}
		return v
	case slog.KindAny:
		if err, is := v.Any().(error); is {
			return slog.StringValue(redact(err.Error()))
		}
	case slog.KindGroup, slog.KindLogValuer:
	}
	return slog.StringValue(hidden)
}

const hidden = "…"

var (
	// A mail address keeps its domain, as in stintag outbox.
	mailAddress = regexp.MustCompile(`[\p{L}\p{N}._%+'/=~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`)
	// A Message-ID of ours looks like one, and tells which letter it is.
	ownLocal = regexp.MustCompile(`^[0-9a-f]{24}\.[0-9a-f]{24}$`)
	// Digits that may be a personnummer or samordningsnummer, as people write them.
	personDigits = regexp.MustCompile(`(?:\d{2})?\d{2}[-. /]?\d{2}[-. /]?\d{2} ?[-+–—−]? ?\d{4}`)
)

// redact hides mail addresses and personal numbers in words: the backstop for words
// that others wrote, such as a server's.
func redact(s string) string {
	s = mailAddress.ReplaceAllStringFunc(s, func(address string) string {
		at := strings.LastIndexByte(address, '@')
		if ownLocal.MatchString(address[:at]) {
			return address
		}
		return hidden + address[at:]
	})
	var b strings.Builder
	done := 0
	for from := 0; ; {
		at := personDigits.FindStringIndex(s[from:])
		if at == nil {
			return b.String() + s[done:]
		}
		if at[0], at[1] = at[0]+from, at[1]+from; !personal(s, at[0], at[1]) {
			from = at[0] + 1
			continue
		}
		b.WriteString(s[done:at[0]] + hidden)
		done, from = at[1], at[1]
	}
}

// personal says whether the digits from from to to are all there are, and have a month
// and a day where a personal number has them: a moment or a count is none.
func personal(s string, from, to int) bool {
	if from > 0 && isDigit(s[from-1]) || to < len(s) && isDigit(s[to]) || inHash(s, from) {
		return false
	}
	if to+1 < len(s) && s[to] == '-' && isDigit(s[to+1]) {
		return false // two dates side by side
	}
	var digits []byte
	for _, c := range []byte(s[from:to]) {
		if isDigit(c) {
			digits = append(digits, c)
		}
	}
	if len(digits) != 10 && len(digits) != 12 {
		return false
	}
	date := string(digits[len(digits)-8 : len(digits)-4]) // MMDD
	month, errMonth := strconv.Atoi(date[:2])
	day, errDay := strconv.Atoi(date[2:])
	if errMonth != nil || errDay != nil {
		return false
	}
	day %= 60 // a samordningsnummer's is 60 more
	return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// inHash says whether a place lies within a hash's hexadecimal digits.
func inHash(s string, at int) bool {
	hex := func(c byte) bool { return isDigit(c) || 'a' <= c && c <= 'f' }
	from, to := at, at
	for from > 0 && hex(s[from-1]) {
		from--
	}
	for to < len(s) && hex(s[to]) {
		to++
	}
	return to-from >= 24
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// unnamed is a fault without the name of the file it is about, where people name the
// files.
func unnamed(err error) error {
	if at, is := errors.AsType[*fs.PathError](err); is {
		return fmt.Errorf("%s: %w", at.Op, at.Err)
	}
	return err
}
