package mailbox

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

const (
	batchMails = 50
	batchBytes = 20 << 20
	// largestLiteral ends the connection rather than read through a body that no
	// mail has: the library would read and throw away all of it.
	largestLiteral = 256 << 20
)

// Item is a mail in the selected folder.
type Item struct {
	UID      uint32
	Size     int64     // as the server says; Exchange is not exact
	Received time.Time // INTERNALDATE
}

// List gives everything in the selected folder by rising UID; flags mean nothing.
func (b *Box) List(ctx context.Context) ([]Item, error) {
	items, err := b.list(ctx, imap.UIDSet{{Start: 1, Stop: 0}})
	if err != nil {
		return nil, err
	}
	return b.whole(ctx, items)
}

// whole asks once more for the mails of which no date came: what a server tells unasked
// of a mail's flags, before it answers, the library takes for the answer.
func (b *Box) whole(ctx context.Context, items []Item) ([]Item, error) {
	var dateless []uint32
	for _, i := range items {
		if i.Received.IsZero() {
			dateless = append(dateless, i.UID)
		}
	}
	if len(dateless) == 0 {
		return items, nil
	}
	again, err := b.list(ctx, setOf(dateless))
	for _, i := range again {
		at := slices.IndexFunc(items, func(o Item) bool { return o.UID == i.UID })
		if at >= 0 {
			items[at] = i
		}
	}
	return items, err
}

func (b *Box) list(ctx context.Context, set imap.UIDSet) ([]Item, error) {
	var items []Item
	err := b.within(ctx, "list mail", func() error {
		cmd := b.client.Fetch(set, &imap.FetchOptions{UID: true, RFC822Size: true, InternalDate: true})
		for m := cmd.Next(); m != nil; m = cmd.Next() {
			if i := readItem(m); i.UID != 0 {
				items = append(items, i)
			}
			b.alive()
		}
		return cmd.Close()
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(items, func(a, b Item) int { return int(int64(a.UID) - int64(b.UID)) })
	return slices.CompactFunc(items, func(a, b Item) bool { return a.UID == b.UID }), nil
}

func readItem(m *imapclient.FetchMessageData) Item {
	var i Item
	for d := m.Next(); d != nil; d = m.Next() {
		switch d := d.(type) {
		case imapclient.FetchItemDataUID:
			i.UID = uint32(d.UID)
		case imapclient.FetchItemDataRFC822Size:
			i.Size = d.Size
		case imapclient.FetchItemDataInternalDate:
			i.Received = d.Time
		}
	}
	return i
}

// Fetch hands each mail's raw bytes to each, in batches. What each leaves unread
// is skipped; its error ends the fetch and the connection. A mail that is there and
// that the server cannot give, or that is larger than any mail with a form, is named
// in missing: it is left where it is. One that a person took meanwhile is not.
func (b *Box) Fetch(ctx context.Context, items []Item, each func(Item, io.Reader) error) (missing []uint32, err error) {
	var large, withheld []uint32
	items = slices.DeleteFunc(slices.Clone(items), func(i Item) bool {
		if i.Size > largestLiteral {
			large = append(large, i.UID)
		}
		return i.Size > largestLiteral
	})
	for len(items) > 0 {
		n := batch(items)
		got, err := b.fetchBatch(ctx, items[:n], each)
		if err != nil {
			return append(large, withheld...), err
		}
		for _, i := range items[:n] {
			if !got[i.UID] {
				withheld = append(withheld, i.UID)
			}
		}
		items = items[n:]
	}
	withheld, err = b.still(ctx, withheld)
	return append(large, withheld...), err
}

// still keeps the mails that are in the folder.
func (b *Box) still(ctx context.Context, uids []uint32) ([]uint32, error) {
	if len(uids) == 0 {
		return nil, nil
	}
	var there imap.UIDSet
	err := b.within(ctx, "look what is there", func() (err error) {
		there, err = b.present(setOf(uids))
		return err
	})
	return slices.DeleteFunc(slices.Clone(uids), func(u uint32) bool { return !there.Contains(imap.UID(u)) }), err
}

// batch is how many of the items to ask for at once, at least one.
func batch(items []Item) int {
	var size int64
	for n, i := range items {
		if size += i.Size; n > 0 && (n == batchMails || size > batchBytes) {
			return n
		}
	}
	return len(items)
}

func (b *Box) fetchBatch(ctx context.Context, items []Item, each func(Item, io.Reader) error) (map[uint32]bool, error) {
	asked := map[uint32]Item{}
	var set imap.UIDSet
	for _, i := range items {
		asked[i.UID] = i
		set.AddNum(imap.UID(i.UID))
	}
	got := map[uint32]bool{}
	err := b.within(ctx, "fetch mail", func() error {
		body := &imap.FetchItemBodySection{Peek: true}
		cmd := b.client.Fetch(set, &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{body}})
		for m := cmd.Next(); m != nil; m = cmd.Next() {
			if err := take(m, asked, got, each, b.alive); err != nil {
				b.giveUp(cmd, err)
				return err
			}
		}
		return cmd.Close()
	})
	return got, err
}

// giveUp ends a FETCH half-way. The rest of the batch may be long, or never come:
// hang up first, then let the library's reader run dry, which ends in an error
// that is no news. After a body cut off the reader ends by itself, and must not be
// helped: the library would read the body again, at the same time as its reader.
func (b *Box) giveUp(cmd *imapclient.FetchCommand, err error) {
	b.broken = true
	b.hangUp()
	if !errors.As(err, new(cutOff)) {
		_ = cmd.Close()
	}
}

// take reads one message of a FETCH and passes it on if it was asked for.
func take(m *imapclient.FetchMessageData, asked map[uint32]Item, got map[uint32]bool, each func(Item, io.Reader) error, alive func()) error {
	var uid uint32
	for d := m.Next(); d != nil; d = m.Next() {
		switch d := d.(type) {
		case imapclient.FetchItemDataUID:
			uid = uint32(d.UID)
		case imapclient.FetchItemDataBodySection:
			item, ok := asked[uid]
			switch {
			case uid == 0:
				return errors.New("server sent a body before saying whose it is")
			case d.Literal == nil || !ok:
				continue
			case d.Literal.Size() > largestLiteral:
				return fmt.Errorf("server announced a mail of %d bytes", d.Literal.Size())
			}
			whole, err := pass(item, d.Literal, each, alive)
			if err != nil {
				return err
			}
			got[uid] = whole
		}
	}
	return nil
}

// pass hands one body on, unless it is only Exchange's word that it has none.
func pass(item Item, literal imap.LiteralReader, each func(Item, io.Reader) error, alive func()) (bool, error) {
	whole := &counted{r: literal, left: literal.Size(), alive: alive}
	r := bufio.NewReaderSize(whole, 4096)
	head, err := r.Peek(4096)
	if err != nil && err != io.EOF {
		return false, err
	}
	if placeholder(head) {
		return false, nil
	}
	if err := each(item, r); err != nil {
		return false, errors.Join(err, whole.cut())
	}
	// What is left is ours to read: a cut-off body must not pass for a whole one.
	if _, err := io.Copy(io.Discard, r); err != nil {
		return false, err
	}
	return true, nil
}

var placeholderSubject = regexp.MustCompile(`(?mi)^Subject:\s*Retrieval using the IMAP4 protocol failed for the following message:`)

// placeholder recognises the mail that Exchange sends in place of one it cannot read.
func placeholder(head []byte) bool {
	if end := bytes.Index(head, []byte("\r\n\r\n")); end >= 0 {
		head = head[:end]
	}
	return placeholderSubject.Match(head)
}

// cutOff is a body that ended too early: the connection was lost under it.
type cutOff struct{ err error }

// Error implements error.
func (c cutOff) Error() string { return "mail cut off: " + c.err.Error() }

// Unwrap gives what the connection said.
func (c cutOff) Unwrap() error { return c.err }

// counted turns the early EOF of a lost connection into an error, and asks no
// more once it has seen an end.
type counted struct {
	r     io.Reader
	left  int64
	err   error
	alive func()
}

// Read implements io.Reader.
func (c *counted) Read(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	if n > 0 {
		c.alive()
	}
	switch {
	case err == nil:
	case c.left <= 0:
		c.err = io.EOF
	case err == io.EOF:
		c.err = cutOff{io.ErrUnexpectedEOF}
	default:
		c.err = cutOff{err}
	}
	return n, c.err
}

// cut is the error of a body cut off, whatever its reader made of it.
func (c *counted) cut() error {
	if errors.As(c.err, new(cutOff)) {
		return c.err
	}
	return nil
}
