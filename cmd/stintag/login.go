package main

import (
	"cmp"
	"context"
	"time"

	"stintag/ingest/mailbox"
	"stintag/notify/smtp"
)

// How we log in: to the mailbox, and where letters are handed in.

func (o *office) mailboxConfig() mailbox.Config {
	c := o.cfg.IMAP
	m := mailbox.Config{Address: c.Address.s, TLS: c.TLS.s, CAFile: o.cfg.path(c.CAFile), User: c.User,
		Password: c.password, Timeout: cmp.Or(o.patience, 2*time.Minute)}
	if m.Password == nil {
		m.Password = o.cfg.secret(c.PasswordFile, c.PasswordEnv)
	}
	m.Token = o.cfg.token(&o.imapTokens, "imap.oauth", c.OAuth)
	return m
}

func (o *office) smtpConfig() smtp.Config {
	c := o.cfg.SMTP
	return smtp.Config{Address: c.Address.s, TLS: c.TLS.s, CAFile: o.cfg.path(c.CAFile), User: c.User,
		Password: o.cfg.secret(c.PasswordFile, c.PasswordEnv), Token: o.cfg.token(&o.smtpTokens, "smtp.oauth", c.OAuth), Timeout: cmp.Or(o.patience, 10*time.Minute)}
}

// token gives what fetches tokens, kept in the place given; nil where a password is used.
func (c *Config) token(kept **tokens, section string, o OAuth) func(context.Context) (string, error) {
	if !o.used() {
		return nil
	}
	if *kept == nil {
		*kept = &tokens{section: section, oauth: o, secret: c.secret(o.ClientSecretFile, ""), now: time.Now}
	}
	return (*kept).accessToken
}
