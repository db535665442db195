// Package mailbox reads mail by IMAP and moves it when told: the one door to
// go-imap (emersion's v2, mandated and the only maintained Go client; beta).
//
// House rules, each from a loss or a hang that was measured:
//   - The library has no command timeout: every wait here is bounded by a context
//     that closes our own net.Conn. Never abort by the client's Close, which
//     waits for a reader that may wait for us.
//   - The library's MOVE fallback loses mail: MOVE is used only where the server
//     offers it, else COPY, wait, STORE, and UID EXPUNGE of what COPYUID names.
//   - A literal cut off by a lost connection ends in a plain EOF: bytes are counted.
//   - FETCH asks for UID, RFC822.SIZE, INTERNALDATE and BODY.PEEK[] only: an
//     ENVELOPE that does not parse ends the connection for every mail.
//   - OK does not mean done: what was asked for and what came are compared.
//   - A UID means a mail only while the server says of it what it said before, and
//     only within one SELECT: who acts on one lists first.
//   - A server that throttles, or hangs up, may say why in a BYE, which the library
//     keeps to itself: it is overheard.
//   - Flags mean nothing: people read, flag and unflag mail as they like.
package mailbox
