package mailbox

import (
	"context"
	"regexp"

	"github.com/emersion/go-imap/v2"
)

// Wanted is what is known of a mail that lies in a folder we do not read.
type Wanted struct {
	UIDValidity, UID uint32 // what the server said it became; zero where it did not
	MessageID        string
	Size             int64 // as a server said
}

// mostFound ends a search that finds too much: no mail is like so many others.
const mostFound = 20

// searchable are the Message-IDs that every server can be asked for.
var searchable = regexp.MustCompile(`^[!#-\[\]-~]{3,250}$`)

// Searchable says whether a mail can be looked for by its Message-ID.
func Searchable(messageID string) bool { return searchable.MatchString(messageID) }

// Find gives the mails of the selected folder that may be the one wanted, likeliest
// first: the caller compares what they hold. A folder that was rebuilt since is
// searched by Message-ID, and by size where there is none.
func (b *Box) Find(ctx context.Context, uidValidity uint32, w Wanted) (found []Item, err error) {
	uids, err := b.search(ctx, uidValidity, w)
	if err != nil || len(uids) == 0 {
		return nil, err
	}
	return b.list(ctx, setOf(uids))
}

func (b *Box) search(ctx context.Context, uidValidity uint32, w Wanted) (uids []imap.UID, err error) {
	if w.UID != 0 && w.UIDValidity == uidValidity {
		there, err := b.still(ctx, []uint32{w.UID})
		if err != nil || len(there) > 0 {
			return []imap.UID{imap.UID(w.UID)}[:len(there)], err
		}
	}
	like := &imap.SearchCriteria{Larger: w.Size - 1, Smaller: w.Size + 1}
	if Searchable(w.MessageID) {
		like = &imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: "Message-ID", Value: w.MessageID}}}
	} else if w.Size < 2 {
		return nil, nil
	}
	err = b.within(ctx, "search mail", func() error {
		data, err := b.client.UIDSearch(like, nil).Wait()
		if err == nil {
			uids = data.AllUIDs()
		}
		return err
	})
	return uids[:min(len(uids), mostFound)], err
}
