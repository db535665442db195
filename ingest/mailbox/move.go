package mailbox

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"

	"stintag/process/kill"
)

const moveBatch = 100

// ErrCannotMove says that the server can neither move mail nor remove single
// mails, so that it must be left where it is.
var ErrCannotMove = errors.New("the IMAP server offers neither MOVE nor UIDPLUS")

// Moved is a mail known to have moved: what it was, and what it is in its folder;
// zero where the server does not say.
type Moved struct {
	UID                 uint32
	UIDValidity, NewUID uint32
}

// Moves says whether the server can move mail safely.
func (b *Box) Moves() bool { return b.caps.Has(imap.CapMove) || b.caps.Has(imap.CapUIDPlus) }

// MovesAtOnce says whether mail is never in two folders while it is moved. Where it
// may be, one that was on its way when a connection was lost may have been copied.
func (b *Box) MovesAtOnce() bool { return b.caps.Has(imap.CapMove) }

// Move moves mail of the selected folder, and says which mail is known to have
// moved. The folder is made where it is missing. Mail is never removed from where
// it is before the server has said that it is safe where it goes; a connection
// lost in between leaves it in both places.
func (b *Box) Move(ctx context.Context, uids []uint32, folder string) (moved []Moved, err error) {
	for some := range slices.Chunk(uids, moveBatch) {
		err := b.within(ctx, "move mail to "+folder, func() error {
			gone, err := b.moveOrCreate(setOf(some), folder)
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
func (b *Box) moveOrCreate(set imap.UIDSet, folder string) ([]Moved, error) {
	moved, err := b.moveSet(set, folder)
	if !refused(err) || errors.Is(b.meant(err), ErrFull) || errors.As(b.meant(err), new(*BusyError)) {
		return moved, err
	}
	if b.client.Create(folder, nil).Wait() != nil {
		return moved, err // the folder is not what was wrong
	}
	kill.Point("folder-made")
	again, err := b.moveSet(set, folder)
	return append(moved, again...), err
}

func (b *Box) moveSet(set imap.UIDSet, folder string) ([]Moved, error) {
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
func (b *Box) moveDirectly(set imap.UIDSet, folder string) ([]Moved, error) {
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
		became, _ := data.DestUIDs.(imap.UIDSet) // nil: the server does not say
		return pairs(source, data.UIDValidity, became)
	}
	if told {
		return nil, nil // nothing of the set was there
	}
	after, err := b.present(set)
	if err != nil {
		return nil, err
	}
	was, err := pairs(before, 0, nil)
	return slices.DeleteFunc(was, func(m Moved) bool { return after.Contains(imap.UID(m.UID)) }), err
}

// copyAndExpunge removes exactly what the server says it has copied, so other
// people's deleted mail stays.
func (b *Box) copyAndExpunge(set imap.UIDSet, folder string) ([]Moved, error) {
	data, err := b.client.Copy(set, folder).Wait()
	if err != nil {
		return nil, err
	}
	copied := data.SourceUIDs
	if len(copied) == 0 {
		return nil, nil // nothing of the set was there
	}
	kill.Point("copied")
	if err := b.expunge(copied); err != nil {
		return nil, err
	}
	return pairs(copied, data.UIDValidity, data.DestUIDs)
}

func (b *Box) expunge(set imap.UIDSet) error {
	deleted := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}
	if err := b.client.Store(set, deleted, nil).Close(); err != nil {
		return fmt.Errorf("mark copied mail: %w", err)
	}
	kill.Point("copied-marked")
	if err := b.client.UIDExpunge(set).Close(); err != nil {
		return fmt.Errorf("expunge copied mail: %w", err)
	}
	return nil
}

// Remove removes mails of the selected folder that are known to lie in another one.
func (b *Box) Remove(ctx context.Context, uids []uint32) error {
	if !b.caps.Has(imap.CapUIDPlus) {
		return ErrCannotMove
	}
	return b.within(ctx, "remove copied mail", func() error { return b.expunge(setOf(uids)) })
}

func (b *Box) present(set imap.UIDSet) (imap.UIDSet, error) {
	data, err := b.client.UIDSearch(&imap.SearchCriteria{UID: []imap.UIDSet{set}}, nil).Wait()
	if err != nil {
		return nil, fmt.Errorf("look what is there: %w", err)
	}
	return setOf(data.AllUIDs()), nil
}

func setOf[N ~uint32](uids []N) (set imap.UIDSet) {
	for _, u := range uids {
		set.AddNum(imap.UID(u))
	}
	return set
}

// pairs puts beside each mail what it became. A server names both in the order of
// the copying; sets that do not go together say nothing.
func pairs(was imap.UIDSet, uidValidity uint32, became imap.UIDSet) ([]Moved, error) {
	uids, ok := was.Nums()
	if !ok {
		return nil, errors.New("server named an endless set of UIDs")
	}
	all := make([]Moved, len(uids))
	for i, u := range uids {
		all[i].UID = uint32(u)
	}
	if is, ok := became.Nums(); ok && len(is) == len(all) {
		for i, u := range is {
			all[i].UIDValidity, all[i].NewUID = uidValidity, uint32(u)
		}
	}
	return all, nil
}
