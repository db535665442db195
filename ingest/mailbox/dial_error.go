package mailbox

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
)

// Step is what Dial or Check was at when it failed.
type Step string

// The steps.
const (
	Connecting Step = "connect to IMAP server"
	Securing   Step = "TLS with IMAP server"
	Greeting   Step = "wait for the IMAP server's greeting"
	LoggingIn  Step = "log in to IMAP server"
	Asking     Step = "ask for capabilities"
	Selecting  Step = "open the inbox"
)

// DialError says at which step there is no way in.
type DialError struct {
	Step Step
	Err  error
}

func (e *DialError) Error() string { return string(e.Step) + ": " + e.Err.Error() }

func (e *DialError) Unwrap() error { return e.Err }

// bare is the error without the words that within puts before it: the step says more.
func bare(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}

var (
	// ErrLogin says that the server was reached and refused the login.
	ErrLogin = errors.New("login refused")
	// ErrNoLogin says that the server offers no login that we know.
	ErrNoLogin = errors.New("the IMAP server offers no login we know")
	// ErrNoStartTLS says that the server does not go over to TLS.
	ErrNoStartTLS = errors.New("the IMAP server offers no STARTTLS")
	// ErrNotConnected is Exchange's word for a login that is right for a mailbox
	// that is not there or that the login has no right to.
	ErrNotConnected = errors.New("authenticated but not connected to a mailbox")
	// ErrNoFolder says that a folder is not there.
	ErrNoFolder = errors.New("the folder is not there")
	// ErrFull says that the account has no room for what was to be done.
	ErrFull = errors.New("the mailbox is full")
)

// BusyError says that the server wants to be left alone for a while.
type BusyError struct {
	After time.Duration // as it says; 0 where it does not
	Words string
}

func (e *BusyError) Error() string { return "the IMAP server asks us to come back later: " + e.Words }

// meant is what an error of an exchange means where it is a refusal, or the end of
// a connection that the server has taken leave of.
func (b *Box) meant(err error) error {
	refusal := (*imap.Error)(nil)
	switch {
	case errors.As(err, &refusal):
		return told(refusal, err)
	case refused(err), b.words == nil:
		return err
	}
	words, said := b.words.bye()
	if !said {
		return err
	}
	if after, ok := busy(words); ok {
		return &BusyError{After: after, Words: words}
	}
	return fmt.Errorf("the server says goodbye: %s: %w", words, err)
}

// told is what the server's refusal says, as an error that a caller can act on;
// other is what it is where it is nothing special.
func told(refusal *imap.Error, other error) error {
	words := strings.TrimSpace(refusal.Text)
	if strings.Contains(strings.ToLower(words), "authenticated but not connected") {
		return fmt.Errorf("%w: %s", ErrNotConnected, words)
	}
	if after, ok := busy(words); ok || slices.Contains(busyCodes, refusal.Code) {
		return &BusyError{After: after, Words: words}
	}
	if refusal.Code == imap.ResponseCodeOverQuota || strings.Contains(strings.ToLower(words), "quota") {
		return fmt.Errorf("%w: %s", ErrFull, words)
	}
	if errors.Is(other, error(refusal)) {
		return other // its words are in it
	}
	return fmt.Errorf("%w: %s", other, words)
}

var busyCodes = []imap.ResponseCode{imap.ResponseCodeUnavailable, imap.ResponseCodeInUse, imap.ResponseCodeLimit}

var (
	busyWords = regexp.MustCompile(`(?i)throttled|too many (simultaneous )?(connections|logins)|maximum number of connections|server is busy|unavailable`)
	backoff   = regexp.MustCompile(`(?i)suggested backoff time: *(\d{1,9}) *milliseconds`)
)

// busy reads what servers say when they throttle.
func busy(words string) (after time.Duration, ok bool) {
	if m := backoff.FindStringSubmatch(words); m != nil {
		ms, err := strconv.Atoi(m[1])
		if err == nil {
			return time.Duration(ms) * time.Millisecond, true
		}
	}
	return 0, busyWords.MatchString(words)
}
