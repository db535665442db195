// Package smtp builds the bytes of a letter, hands one letter at a time to a
// server, and says truthfully what became of it: the one door to go-mail
// (wneessen's, mandated; kept, and without dependencies of its own).
//
// go-mail's own Send returns an error for a letter already accepted, calls a lost
// final answer permanent, and builds other bytes at each attempt. So letters are
// built once, stored, and sent as they are stored through its SMTP client, whose
// every step we see. The promise: never lost, never of different content; the one
// gap SMTP leaves, the answer to the final dot, is told as Unknown.
//
// One recipient a letter: with two, one refusal stops both.
package smtp

import "context"

// Verdict is what became of a letter.
type Verdict string

// The verdicts.
const (
	Accepted Verdict = "accepted" // the server has it
	Refused  Verdict = "refused"  // the server will never take it (5xx)
	Retry    Verdict = "retry"    // not handed over: safe to repeat
	Unknown  Verdict = "unknown"  // handed over, the answer lost: a person decides
)

// Outcome is the verdict on one attempt.
type Outcome struct {
	Verdict Verdict
	Code    int    // the server's; 0 where it said nothing
	Detail  string // the server's words, or ours in English
	// Ours says that the fault is in our configuration or our right to send, not in
	// the letter, whose verdict is Retry: no other letter has better luck before a
	// person mends it.
	Ours bool
}

// Sender hands over letters. It is for one goroutine.
type Sender interface {
	// Send hands raw, byte for byte, to be taken from one address to one other.
	// An end of ctx ends every wait.
	Send(ctx context.Context, from, to string, raw []byte) Outcome
	Close() error
}
