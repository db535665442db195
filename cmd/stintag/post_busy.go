package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"regexp"
	"slices"
	"time"

	"stintag/ingest/mailbox"
	"stintag/process/ledger"
)

// registerBusy is the register that holds until when the mailbox is left alone.
const registerBusy = "mailbox"

// longestAlone bounds what a server may ask: the next evening's run looks again.
const longestAlone = 6 * time.Hour

type leaveAlone struct {
	Until time.Time
	Words string // the server's
}

// leftAlone says that the server has asked to be left alone for longer than this.
func (b *batch) leftAlone(ctx context.Context) error {
	raw, err := b.ledger.Register(ctx, registerBusy)
	if err != nil || raw == nil {
		return err
	}
	var l leaveAlone
	if err := json.Unmarshal(raw, &l); err != nil {
		return fmt.Errorf("decode %s: %w", registerBusy, err)
	}
	if left := l.Until.Sub(b.clock()); left > 0 && left <= longestAlone {
		return fmt.Errorf("left alone until %s: %w", l.Until.In(b.now.Location()).Format("15.04"), &mailbox.BusyError{Words: l.Words})
	}
	return nil
}

// remember keeps until when a server that throttles asks to be left alone.
func (b *batch) remember(ctx context.Context, failed error) error {
	var busy *mailbox.BusyError
	if !errors.As(failed, &busy) || busy.After <= 0 {
		return failed
	}
	raw, err := json.Marshal(leaveAlone{Until: b.clock().Add(min(busy.After, longestAlone)), Words: busy.Words})
	if err != nil {
		return errors.Join(failed, fmt.Errorf("keep %s: %w", registerBusy, err))
	}
	return errors.Join(failed, b.do(context.WithoutCancel(ctx), func(tx *ledger.Tx) error { return tx.SetRegister(registerBusy, raw) }))
}

// silent says whether an error is that nobody answered in time.
func silent(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// moveMail moves what is dealt with, unless the mailbox was waited for in vain when this
// run was to read it: the next run moves it too, and waiting twice would only make this
// one longer. Whatever ended at once is tried again, and so is a server that fell silent
// after it had opened the inbox: one that hangs over a single mail must not keep all
// others from being moved for ever.
func (b *batch) moveMail(ctx context.Context) {
	if b.mute {
		b.log.Warn("no mail is moved by this run: the mailbox did not answer; the next run moves it")
		return
	}
	if err := b.inInbox(ctx, b.move); err != nil {
		b.mailboxFailed(err)
	}
}

// ownPort is our end of a connection: another each time, and no news to anyone.
var ownPort = regexp.MustCompile(`\S+:\d+->`)

// mailboxFailed tells what is wrong with the mailbox. What was wrong when it was read is
// told once where it is wrong still when mail is to be moved, and that it is to be left
// alone too.
func (b *batch) mailboxFailed(err error) {
	failed := fmt.Errorf("mailbox: %w", err)
	var busy *mailbox.BusyError
	alone := errors.As(err, &busy)
	words := func(e error) string { return ownPort.ReplaceAllString(e.Error(), "") }
	if slices.ContainsFunc(b.trouble, func(e error) bool { return words(e) == words(failed) || alone && errors.As(e, &busy) }) {
		return
	}
	b.trouble = append(b.trouble, failed)
}

// headOf keeps the beginning of what is written to it.
type headOf struct{ b []byte }

const keptHead = 256 << 10

// Write implements io.Writer.
func (h *headOf) Write(p []byte) (int, error) {
	h.b = append(h.b, p[:min(len(p), keptHead-len(h.b))]...)
	return len(p), nil
}

var (
	endOfHead   = regexp.MustCompile(`\r?\n\r?\n`)
	messageIDIn = regexp.MustCompile(`(?mi)^Message-ID:(?:[ \t]|\r?\n[ \t])*(\S+)[ \t]*\r?$`)
)

// messageID is the mail's; "" where it has none, or several, or one that no server
// could be asked for.
func (h *headOf) messageID() string {
	head := h.b
	if end := endOfHead.FindIndex(head); end != nil {
		head = head[:end[0]+1]
	}
	ids := messageIDIn.FindAllSubmatch(head, 2)
	if len(ids) != 1 || !mailbox.Searchable(string(ids[0][1])) {
		return ""
	}
	return string(ids[0][1])
}
