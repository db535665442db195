package master

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"stintag/process/workbook"
)

// Merge brings the workbook at path up to date, replaced whole and at once. The
// returned base holds from now on: where the merge waits it is true of the file as
// it was read, and what was recorded as pending may or may not stand there.
//
// A workbook that is open, changed meanwhile, damaged or gone is no error: the run
// goes on, and the next merge writes what this one could not.
func Merge(path string, base, pending Base, v View, opt MergeOptions) (Outcome, Base, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Outcome{Waits: UnreadWords(path, err, opt.Now), Cause: err}, base, nil
	}
	hash := workbook.Hash(data)
	if opt.Adopted != "" && opt.Adopted != hash {
		return Outcome{Waits: changedWords, Cause: workbook.ErrChanged}, base, nil
	}
	merged, err := mergeBytes(data, base, pending, v, opt.Stamp)
	if err != nil {
		return Outcome{Waits: damagedWords(err), Cause: err}, base, nil
	}
	out := Outcome{Conflicts: merged.conflicts, Todo: merged.todo}
	if !merged.differs {
		return out, merged.next, nil
	}
	if waits, cause := hindrance(path, opt.Now); waits != "" { // only now: a file that needs nothing may well be open all day
		return Outcome{Waits: waits, Cause: cause, Unwritten: merged.data}, base, nil
	}
	if opt.Pending != nil {
		if err := opt.Pending(merged.now, merged.next.but(merged.now)); err != nil {
			return Outcome{}, base, fmt.Errorf("merge: record coming base: %w", err)
		}
	}
	if opt.Point != nil {
		opt.Point("base-pending")
	}
	err = workbook.Save(path, merged.data, workbook.SaveOptions{ExpectSHA256: hash, Now: opt.Now, Rows: merged.keys.rows, Holds: merged.keys.holds, Carried: merged.carried, Point: opt.Point})
	switch {
	case errors.Is(err, workbook.ErrUntidy):
		out.Untidy = err
	case err != nil:
		out.Waits, out.Cause = unsavedWords(path, err, opt.Now), err
		return out, merged.now, nil
	}
	out.Written, out.Changed = true, merged.changed
	return out, merged.next, nil
}

// hindrance says why the workbook at path may not be written, where that shows beforehand.
func hindrance(path string, now time.Time) (waits string, cause error) {
	if lock, locked := workbook.LockOf(path); locked { // who has it open is not for the ledger
		return openWords(lock, now), fmt.Errorf("%w (lock file %s)", workbook.ErrLocked, lock.File)
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o222 == 0 {
		return readOnlyWords, workbook.ErrReadOnly
	}
	return "", nil
}

type result struct {
	data      []byte
	now, next Base
	conflicts []Fault
	changed   int
	differs   bool // data is not what it was: comments or charts may be all that differs
	todo      int
	keys      *keyCheck
	carried   workbook.Carried // of data: needs not be read back
}

// result is what comes of the plan, but for the bytes.
func (m *merger) result() result {
	return result{now: m.now, next: m.next, conflicts: m.conflicts, changed: len(m.changes), todo: len(m.view.Judgement.Todo), keys: m.keyCheck()}
}

// mergeBytes plans and patches. A cell that cannot be changed (a part of an array
// formula, say) is left as a person's, and the rest is planned again without it.
func mergeBytes(data []byte, base, pending Base, v View, stamp string) (result, error) {
	var barred []workbook.Refused
	for {
		m, err := plan(data, base, pending, v, barred)
		if err != nil {
			return result{}, err
		}
		merged, edit := m.result(), m.edit(stamp) // from here on nothing holds what was read of the workbook
		out, carried, err := workbook.ApplyCarrying(data, edit)
		var refused *workbook.RefusedError
		var unnoted *workbook.NotesError
		switch {
		case err == nil:
			merged.data, merged.differs, merged.carried = out, !bytes.Equal(out, data), carried
			merged.keys.leave(carried)
			return merged, nil
		case errors.As(err, &refused) && !slices.ContainsFunc(refused.Cells, func(r workbook.Refused) bool { return slices.Contains(barred, r) }):
			barred = append(barred, refused.Cells...)
		case errors.As(err, &unnoted) && !slices.Contains(barred, withoutComments(unnoted)):
			barred = append(barred, withoutComments(unnoted))
		default:
			return result{}, err
		}
	}
}
