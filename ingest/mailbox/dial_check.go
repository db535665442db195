package mailbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/emersion/go-imap/v2"
)

// Report is what Check found where there is a way in.
type Report struct {
	Mails   uint32           // in the inbox
	Moves   bool             // the server can move mail safely
	Made    []string         // folders that were missing, and are made
	Missing map[string]error // folders that are missing and cannot be made
}

// Check goes all the way in: it connects, logs in and opens the inbox, for some
// servers take a login and then have no mailbox for it. A folder that is missing
// is made, as the first mail for it would do: only so can one know that it can.
func Check(ctx context.Context, c Config, inbox string, folders []string) (r Report, err error) {
	b, err := Dial(ctx, c)
	if err != nil {
		return Report{}, err
	}
	defer func() { // what was asked is answered: a goodbye that fails is no news
		_ = b.Close()
	}()
	r.Moves = b.Moves()
	err = b.within(ctx, string(Selecting), func() error {
		data, err := b.client.Select(inbox, &imap.SelectOptions{ReadOnly: true}).Wait()
		if refusal := (*imap.Error)(nil); errors.As(err, &refusal) {
			return told(refusal, fmt.Errorf("%s is refused", inbox))
		}
		if err == nil {
			r.Mails = data.NumMessages
		}
		return err
	})
	if err != nil {
		return r, &DialError{Selecting, bare(err)}
	}
	return r, b.checkFolders(ctx, folders, &r)
}

func (b *Box) checkFolders(ctx context.Context, folders []string, r *Report) error {
	r.Missing = map[string]error{}
	return b.within(ctx, "look at the folders", func() error {
		for _, name := range folders {
			_, err := b.client.Status(name, &imap.StatusOptions{NumMessages: true}).Wait()
			if err == nil {
				continue
			}
			if !refused(err) {
				return err
			}
			switch err := b.client.Create(name, nil).Wait(); {
			case err == nil:
				r.Made = append(r.Made, name)
			case refused(err):
				r.Missing[name] = err
			default:
				return err
			}
		}
		return nil
	})
}
