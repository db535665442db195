package mailbox

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"
)

const moveBatch = 100

// ErrCannotMove says that the server can neither move mail nor remove single
// mails, so that it must be left where it is.
var ErrCannotMove = errors.New("the IMAP server offers neither MOVE nor UIDPLUS")

// Move moves mail of the selected folder, and says which mail is known to have
// moved. The folder is made where it is missing. Mail is never removed from where
// it is before the server has said that it is safe where it goes; a connection
// lost in between leaves it in both places.
func (b *Box) Move(ctx context.Context, uids []uint32, folder string) (moved []uint32, err error) {
	for some := range slices.Chunk(uids, moveBatch) {
		err := b.within(ctx, "move mail to "+folder, func() error {
			gone, err := b.moveOrCreate(some, folder)
			moved = append(moved, gone...)
			return err
		})
		if err != nil {
			return moved, err
		}
	}
	return moved, nil
}

// moveOrCreate tries first and creates on a refusal: not every server says
// TRYCREATE, and creating what exists is noise in its log.
func (b *Box) moveOrCreate(uids []uint32, folder string) ([]uint32, error) {
	var set imap.UIDSet
	for _, u := range uids {
		set.AddNum(imap.UID(u))
	}
	moved, err := b.moveSet(set, folder)
	if !refused(err) {
		return moved, err
	}
	if b.client.Create(folder, nil).Wait() != nil {
		return moved, err // the folder is not what was wrong
	}
	again, err := b.moveSet(set, folder)
	return append(moved, again...), err
}

func (b *Box) moveSet(set imap.UIDSet, folder string) ([]uint32, error) {
	switch {
	case b.caps.Has(imap.CapMove):
		return b.moveDirectly(set, folder)
	case b.caps.Has(imap.CapUIDPlus):
		return b.copyAndExpunge(set, folder)
	}
	return nil, ErrCannotMove
}

// moveDirectly asks the server. One without COPYUID is asked before and after
// what is there: OK is also the answer for mail that was not.
func (b *Box) moveDirectly(set imap.UIDSet, folder string) ([]uint32, error) {
	var before imap.UIDSet
	var err error
	told := b.caps.Has(imap.CapUIDPlus)
	if !told {
		if before, err = b.present(set); err != nil {
			return nil, err
		}
	}
	data, err := b.client.Move(set, folder).Wait()
	if err != nil {
		return nil, err
	}
	if source, ok := data.SourceUIDs.(imap.UIDSet); ok {
		return numbers(source)
	}
	if told {
		return nil, nil // nothing of the set was there
	}
	after, err := b.present(set)
	if err != nil {
		return nil, err
	}
	was, err := numbers(before)
	return slices.DeleteFunc(was, func(u uint32) bool { return after.Contains(imap.UID(u)) }), err
}

// copyAndExpunge removes exactly what the server says it has copied, so other
// people's deleted mail stays.
func (b *Box) copyAndExpunge(set imap.UIDSet, folder string) ([]uint32, error) {
	data, err := b.client.Copy(set, folder).Wait()
	if err != nil {
		return nil, err
	}
	copied := data.SourceUIDs
	if len(copied) == 0 {
		return nil, nil // nothing of the set was there
	}
	deleted := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}
	if err := b.client.Store(copied, deleted, nil).Close(); err != nil {
		return nil, fmt.Errorf("mark copied mail: %w", err)
	}
	if err := b.client.UIDExpunge(copied).Close(); err != nil {
		return nil, fmt.Errorf("expunge copied mail: %w", err)
	}
	return numbers(copied)
}

func (b *Box) present(set imap.UIDSet) (imap.UIDSet, error) {
	data, err := b.client.UIDSearch(&imap.SearchCriteria{UID: []imap.UIDSet{set}}, nil).Wait()
	if err != nil {
		return nil, fmt.Errorf("look what is there: %w", err)
	}
	var there imap.UIDSet
	there.AddNum(data.AllUIDs()...)
	return there, nil
}

func numbers(set imap.UIDSet) ([]uint32, error) {
	uids, ok := set.Nums()
	if !ok {
		return nil, errors.New("server named an endless set of UIDs")
	}
	all := make([]uint32, len(uids))
	for i, u := range uids {
		all[i] = uint32(u)
	}
	return all, nil
}
