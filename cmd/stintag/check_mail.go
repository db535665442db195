package main

import (
	"context"
	"errors"
	"fmt"
	"net/textproto"
	"strings"
	"time"

	"stintag/ingest/mailbox"
	"stintag/notify/smtp"
)

// checkPatience is how long a server may be silent before check gives it up.
const checkPatience = 20 * time.Second

// mailbox goes all the way to the inbox and its folders, and tells where the way ends.
func (k *checker) mailbox(ctx context.Context) {
	c := k.cfg.IMAP
	if c.Address.s == "" {
		k.ok("imap", "no mailbox: only what is imported")
		return
	}
	if f := caFault(k.cfg.path(c.CAFile), "imap.ca_file"); f != nil {
		k.fail("imap", f)
		return
	}
	o := &office{cfg: k.cfg}
	m := o.mailboxConfig()
	m.Timeout = checkPatience
	folders := []string{c.Handled, c.Unreadable, c.Quarantine, c.Human}
	report, err := mailbox.Check(ctx, m, c.Inbox, folders)
	steps := []struct {
		step mailbox.Step
		what string
		ok   string
	}{
		{mailbox.Connecting, "imap", ""},
		{mailbox.Securing, "imap", ""},
		{mailbox.Greeting, "imap", fmt.Sprintf("%s answers (tls %s)", c.Address, c.TLS)},
		{mailbox.LoggingIn, "imap login", "in as " + c.User + k.cfg.by(c.OAuth)},
		{mailbox.Asking, "imap login", ""},
		{mailbox.Selecting, "imap inbox", ""},
	}
	at := (*mailbox.DialError)(nil)
	stopped := errors.As(err, &at)
	for _, s := range steps {
		if stopped && s.step == at.Step {
			k.fail(s.what, k.imapFault(err, at.Step))
			return
		}
		if s.ok != "" && (err == nil || stopped) {
			k.ok(s.what, "%s", s.ok)
		}
	}
	if err != nil {
		k.fail("imap", k.imapFault(err, ""))
		return
	}
	k.ok("imap inbox", "%s opens, with %d mails", c.Inbox, report.Mails)
	k.folders(report, folders)
}

// by names the way in where it is no password.
func (*Config) by(o OAuth) string {
	if o.used() {
		return " with a token (XOAUTH2)"
	}
	return ""
}

func (k *checker) folders(r mailbox.Report, all []string) {
	const what = "imap folders"
	if !r.Moves {
		k.odd(what, "the server offers neither MOVE nor UIDPLUS: mail that is dealt with stays in the inbox", "nothing is lost; ask the mail administrator for UIDPLUS")
		return
	}
	for _, name := range all {
		if err, missing := r.Missing[name]; missing {
			k.fail(what, &fault{wrong: fmt.Sprintf("%q is missing and cannot be made: %v", name, err), mend: "make it in the mailbox, or name another under [imap]", config: true})
			return
		}
	}
	if len(r.Made) > 0 {
		k.ok(what, "made %s", strings.Join(r.Made, ", "))
		return
	}
	k.ok(what, "%s are there", strings.Join(all, ", "))
}

// imapFault tells apart what keeps us from the inbox.
func (k *checker) imapFault(err error, at mailbox.Step) *fault {
	c := k.cfg.IMAP
	var known *fault
	var busy *mailbox.BusyError
	f := &fault{wrong: unbroken(bareOf(err)), config: true, err: err}
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &busy):
		f.config, f.mend = false, "nothing here: the next run tries again; if it stays so, run less often ([schedule] run)"
		if busy.After > 0 {
			f.wrong = fmt.Sprintf("the server throttles us for %v more: %s", busy.After, busy.Words)
		}
	case errors.Is(err, mailbox.ErrNotConnected):
		f.mend = "imap.user must be the address of a mailbox that this login may open: in Exchange Online give it FullAccess with Add-MailboxPermission (it may take an hour)"
	case errors.Is(err, mailbox.ErrLogin) && c.OAuth.used():
		f.wrong = "the token is good and the mailbox refuses it: " + f.wrong
		f.mend = "check imap.user, IMAP.AccessAsApp with admin consent, New-ServicePrincipal with the Object ID of the Enterprise application, FullAccess with Add-MailboxPermission, and that IMAP is on for the mailbox"
	case errors.Is(err, mailbox.ErrLogin):
		f.mend = "check imap.user and its password; Exchange Online takes no passwords: fill in [imap.oauth]"
	case errors.Is(err, mailbox.ErrNoLogin):
		f.mend = "ask the mail administrator for PLAIN over TLS, or fill in [imap.oauth]"
	case errors.Is(err, mailbox.ErrNoStartTLS):
		f.mend = "write imap.tls = \"implicit\" and the port for it (993)"
	case at == mailbox.Selecting:
		f.mend = "check the name in imap.inbox"
	default:
		return reachFault(err, "IMAP server", "imap.address")
	}
	return f
}

// bareOf leaves out the step: the line's name says it.
func bareOf(err error) error {
	var in *mailbox.DialError
	var out *smtp.DialError
	switch {
	case errors.As(err, &in):
		return in.Err
	case errors.As(err, &out):
		return out.Err
	}
	return err
}

// letters goes as far as the login where letters are handed in, and sends none.
func (k *checker) letters(ctx context.Context) {
	c := k.cfg.SMTP
	if c.Directory != "" {
		k.letterFolder(k.cfg.path(c.Directory))
		return
	}
	if c.Address.s == "" {
		k.fail("smtp", &fault{wrong: "there is no way out for letters", mend: "write smtp.address, or smtp.directory", config: true})
		return
	}
	if f := caFault(k.cfg.path(c.CAFile), "smtp.ca_file"); f != nil {
		k.fail("smtp", f)
		return
	}
	o := &office{cfg: k.cfg}
	s := o.smtpConfig()
	s.Timeout = checkPatience
	ctx, cancel := context.WithTimeout(ctx, 6*checkPatience)
	defer cancel()
	err := smtp.Check(ctx, s)
	reached := fmt.Sprintf("%s answers (tls %s)", c.Address, c.TLS)
	at := (*smtp.DialError)(nil)
	switch {
	case err == nil && c.User == "":
		k.ok("smtp", "%s; letters go without a login", reached)
	case err == nil:
		k.ok("smtp", "%s", reached)
		k.ok("smtp login", "in as %s%s; no letter was sent", c.User, k.cfg.by(c.OAuth))
	case errors.As(err, &at) && at.Step == smtp.LoggingIn:
		k.ok("smtp", "%s", reached)
		k.fail("smtp login", k.smtpFault(err))
	default:
		k.fail("smtp", k.smtpFault(err))
	}
}

func (k *checker) letterFolder(dir string) {
	if notThere(dir) != nil {
		dir = k.cfg.dir // the first letter makes it there
	}
	if err := writable(dir); err != nil {
		k.fail("smtp", &fault{wrong: "letters cannot be written: " + err.Error(), mend: "see smtp.directory", config: true})
		return
	}
	k.odd("smtp", "letters are written to "+k.cfg.SMTP.Directory+" and never sent", "empty smtp.directory when they shall be sent")
}

// smtpFault tells apart what keeps us from handing in letters.
func (k *checker) smtpFault(err error) *fault {
	c := k.cfg.SMTP
	var known *fault
	var said *textproto.Error
	f := &fault{wrong: unbroken(bareOf(err)), config: true, err: err}
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, smtp.ErrLogin) && strings.Contains(err.Error(), "SmtpClientAuthentication"):
		f.wrong = "SMTP AUTH is switched off in Exchange Online: " + f.wrong
		f.mend = "Set-CASMailbox the mailbox -SmtpClientAuthenticationDisabled $false (and Set-TransportConfig, where it is off for the tenant)"
	case errors.Is(err, smtp.ErrLogin) && c.OAuth.used():
		f.wrong = "the token is good and the server refuses it: " + f.wrong
		f.mend = "check smtp.user, SMTP.SendAsApp with admin consent, New-ServicePrincipal with the Object ID of the Enterprise application, and FullAccess and SendAs for the mailbox"
	case errors.Is(err, smtp.ErrLogin):
		f.mend = "check smtp.user and its password; for Exchange Online fill in [smtp.oauth]"
	case errors.Is(err, smtp.ErrNoLogin):
		f.mend = "write smtp.user = \"\" where this server wants no login; else ask the mail administrator which it takes"
	case errors.Is(err, smtp.ErrNoStartTLS):
		f.mend = "write smtp.tls = \"implicit\" and the port for it (465)"
	case errors.As(err, &said):
		f.config, f.mend = false, "nothing here: the next run tries again; if it stays so, ask whoever runs the server"
	default:
		return reachFault(err, "SMTP server", "smtp.address")
	}
	return f
}
