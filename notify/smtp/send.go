package smtp

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/mail"
	"net/textproto"
	"strings"
	"unicode"

	gosmtp "github.com/wneessen/go-mail/smtp"
)

// Send implements Sender.
func (s *server) Send(ctx context.Context, from, to string, raw []byte) Outcome {
	sender, err := envelope(from)
	if err != nil {
		return Outcome{Verdict: Refused, Detail: err.Error()}
	}
	recipient, err := envelope(to)
	if err != nil {
		return Outcome{Verdict: Refused, Detail: err.Error()}
	}
	reused := s.client != nil
	outcome, begun := s.attempt(ctx, sender, recipient, raw)
	// A connection kept from the letter before may have died since, or been told
	// to go (421). Nothing of this letter was said, so a fresh one may try.
	if reused && !begun && outcome.Verdict == Retry && ctx.Err() == nil {
		outcome, _ = s.attempt(ctx, sender, recipient, raw)
	}
	return outcome
}

// attempt hands the letter over once; begun says that the server had taken MAIL.
func (s *server) attempt(ctx context.Context, from, to string, raw []byte) (o Outcome, begun bool) {
	o, begun = s.transaction(ctx, from, to, raw)
	if s.taken++; o.Verdict != Accepted || s.taken >= lettersPerConnection {
		s.drop()
	}
	return o, begun
}

func (s *server) transaction(ctx context.Context, from, to string, raw []byte) (o Outcome, begun bool) {
	if err := s.connect(ctx); err != nil {
		return noWayIn(err), false
	}
	defer s.watch(ctx)()
	if err := s.greet(ctx, from); err != nil {
		return noWayIn(err), false
	}
	if err := s.step(func() error { return s.client.Mail(bracketed(from)) }); err != nil {
		return rejected("MAIL", err), false
	}
	if err := s.step(func() error { return s.client.Rcpt(bracketed(to)) }); err != nil {
		return rejected("RCPT", err), true
	}
	return s.data(raw), true
}

// data hands over the message. Until its final dot is on its way no server can
// have accepted it; after that, only the answer tells.
func (s *server) data(raw []byte) Outcome {
	var body io.WriteCloser
	err := s.step(func() (err error) { body, err = s.client.Data(); return err })
	if err != nil {
		return rejected("DATA", err)
	}
	err = s.step(func() error {
		if _, err := body.Write(raw); err != nil {
			return err
		}
		return s.client.Text.W.Flush()
	})
	if err != nil {
		return notHandedOver("send message", err)
	}
	err = s.stepOf(finalAnswer, body.Close)
	answer := ""
	if told, ok := body.(*gosmtp.DataCloser); ok {
		answer = told.ServerResponse()
	}
	return final(answer, err)
}

// final reads the answer to the dot.
func final(answer string, err error) Outcome {
	if err == nil {
		return Outcome{Verdict: Accepted, Code: 250, Detail: answer}
	}
	var said *textproto.Error
	if !errors.As(err, &said) {
		return Outcome{Verdict: Unknown, Detail: "the answer to the message was lost: " + err.Error()}
	}
	o := Outcome{Code: said.Code, Detail: said.Msg}
	switch said.Code / 100 {
	case 2:
		o.Verdict = Accepted
	case 4:
		o.Verdict = Retry
	case 5:
		o.Verdict = Refused
	default:
		o.Verdict = Unknown
	}
	return o
}

// rejected reads a refusal before the message was sent. What the server holds
// against us, not against the letter, is no verdict on the letter.
func rejected(step string, err error) Outcome {
	o := notHandedOver(step, err)
	if o.Ours = againstUs(step, o); o.Code/100 == 5 && !o.Ours {
		o.Verdict = Refused
	}
	return o
}

// againstUs says whether a refusal is about our login or our right to send: a
// fault in the configuration, that would else burn every letter owed.
func againstUs(step string, o Outcome) bool {
	switch o.Code {
	case 503, 530, 534, 535, 538:
		return true
	}
	return step == "MAIL" && strings.HasPrefix(o.Detail, "5.7.")
}

// noWayIn reads what kept us from a connection that takes letters: no verdict on
// any letter, and where it is a fault of ours, none has better luck.
func noWayIn(err error) Outcome {
	o := notHandedOver("connect", err)
	o.Ours = errors.Is(err, ErrLogin) || errors.Is(err, ErrNoLogin) || errors.Is(err, ErrNoStartTLS)
	if at := (*DialError)(nil); errors.As(err, &at) {
		o.Detail = err.Error()
		// A name, a certificate, a secret: as wrong for the next letter as for this.
		var noSuchName *net.DNSError
		var untrusted *tls.CertificateVerificationError
		secret := at.Step == LoggingIn && o.Code == 0 && !lost(err)
		o.Ours = o.Ours || secret || errors.As(err, &noSuchName) && noSuchName.IsNotFound || errors.As(err, &untrusted)
	}
	return o
}

// lost says whether the connection broke, or was too slow, under what we asked.
func lost(err error) bool {
	var broken net.Error
	return errors.As(err, &broken) || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}

func notHandedOver(step string, err error) Outcome {
	var said *textproto.Error
	if errors.As(err, &said) {
		return Outcome{Verdict: Retry, Code: said.Code, Detail: said.Msg}
	}
	return Outcome{Verdict: Retry, Detail: step + ": " + err.Error()}
}

// envelope is the bare address of s; "" is the null sender. What could smuggle
// a parameter or a command into the dialogue is refused.
func envelope(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	a, err := mail.ParseAddress(s)
	if err != nil {
		return "", fmt.Errorf("not an address to send to or from: %w", err)
	}
	unfit := func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) || strings.ContainsRune("<>", r) }
	if strings.ContainsFunc(a.Address, unfit) {
		return "", errors.New("not an address to send to or from: it holds a space or a bracket")
	}
	return a.Address, nil
}

func bracketed(address string) string { return "<" + address + ">" }
