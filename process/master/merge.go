package master

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"stintag/process/workbook"
)

// Merge brings the workbook at path up to date, replaced whole and at once. The
// returned base holds from now on: where the merge waits it is true of the file as
// it was read, and what was recorded as pending may or may not stand there.
//
// A workbook that is open, changed meanwhile, damaged or gone is no error: the run
// goes on, and the next merge writes what this one could not.
func Merge(path string, base, pending Base, v View, opt MergeOptions) (Outcome, Base, error) {
	if _, locked := workbook.LockedBy(path); locked { // who has it open is not for the ledger
		return Outcome{Waits: openWords, Cause: workbook.ErrLocked}, base, nil
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o222 == 0 {
		return Outcome{Waits: readOnlyWords, Cause: errReadOnly}, base, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Outcome{Waits: unreadableWords(err), Cause: err}, base, nil
	}
	hash := workbook.Hash(data)
	if opt.Adopted != "" && opt.Adopted != hash {
		return Outcome{Waits: changedWords, Cause: workbook.ErrChanged}, base, nil
	}
	merged, err := mergeBytes(data, base, pending, v)
	if err != nil {
		return Outcome{Waits: damagedWords(err), Cause: err}, base, nil
	}
	out := Outcome{Conflicts: merged.conflicts, Todo: merged.todo}
	if merged.changed == 0 {
		return out, merged.next, nil
	}
	if opt.Pending != nil {
		if err := opt.Pending(merged.now, merged.next); err != nil {
			return Outcome{}, base, fmt.Errorf("merge: record coming base: %w", err)
		}
	}
	if opt.Point != nil {
		opt.Point("base-pending")
	}
	err = workbook.Save(path, merged.data, workbook.SaveOptions{ExpectSHA256: hash, Now: opt.Now, Point: opt.Point})
	switch {
	case errors.Is(err, workbook.ErrUntidy):
		out.Untidy = err
	case err != nil:
		out.Waits, out.Cause = unsavedWords(err), err
		return out, merged.now, nil
	}
	out.Written, out.Changed = true, merged.changed
	return out, merged.next, nil
}

type result struct {
	data      []byte
	now, next Base
	conflicts []Fault
	changed   int
	todo      int
}

// mergeBytes plans and patches. A cell that cannot be changed (a part of an array
// formula, say) is left as a person's, and the rest is planned again without it.
func mergeBytes(data []byte, base, pending Base, v View) (result, error) {
	var barred []workbook.Refused
	for {
		m, err := plan(data, base, pending, v, barred)
		if err != nil {
			return result{}, err
		}
		out, err := workbook.Patch(data, m.changes)
		var refused *workbook.RefusedError
		switch {
		case err == nil:
			return result{out, m.now, m.next, m.conflicts, len(m.changes), len(m.view.Judgement.Todo)}, nil
		case errors.As(err, &refused) && !slices.ContainsFunc(refused.Cells, func(r workbook.Refused) bool { return slices.Contains(barred, r) }):
			barred = append(barred, refused.Cells...)
		default:
			return result{}, err
		}
	}
}

var errReadOnly = errors.New("the file is read-only")

const (
	openWords     = "Huvudfilen är öppen i Excel eller LibreOffice. Den skrivs när den är stängd."
	changedWords  = "Huvudfilen ändrades medan programmet arbetade. Den skrivs nästa gång."
	readOnlyWords = "Huvudfilen är skrivskyddad. Den skrivs när skyddet är borta."
)

func unreadableWords(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "Huvudfilen finns inte där den ska. Lägg tillbaka den."
	case errors.Is(err, fs.ErrPermission):
		return "Programmet får inte läsa huvudfilen. Den skrivs när det får det."
	}
	return "Huvudfilen gick inte att läsa. Programmet försöker igen."
}

func damagedWords(err error) string {
	var missing *MissingHeading
	if errors.As(err, &missing) {
		return "Huvudfilen kan inte skrivas: " + missing.Swedish() + ". Skriv tillbaka det, så skrivs filen nästa gång."
	}
	return "Huvudfilen är skadad och kan inte skrivas. Lägg tillbaka den senaste som är hel; de tidigare versionerna ligger i mappen .versions, och det som skiljer dem från den senaste läses som om ni hade skrivit det."
}

func unsavedWords(err error) string {
	switch {
	case errors.Is(err, workbook.ErrLocked):
		return openWords
	case errors.Is(err, workbook.ErrChanged):
		return changedWords
	case errors.Is(err, fs.ErrPermission):
		return "Programmet får inte skriva huvudfilen. Den skrivs när det får det."
	}
	return "Huvudfilen gick inte att skriva. Programmet försöker igen."
}
