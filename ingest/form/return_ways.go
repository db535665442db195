package form

import (
	"errors"

	"stintag/process/workbook"
)

// ErrUnkept says that no copy of the workbook could go back that would be read as it is
// meant when it comes again.
var ErrUnkept = errors.New("what is corrected in it would not be read")

// way is how a workbook may go back.
type way struct {
	done []workbook.Change // cells of rows in order that are emptied
	kept string            // the reading that it keeps, packed
}

// sendable is the copy that goes back: the first that will be read as it is meant.
func (r returning) sendable() ([]byte, error) {
	for _, w := range r.ways() {
		out, err := r.made(w)
		if err != nil {
			return nil, err
		}
		if r.keeps(out, w.done) {
			return out, nil
		}
	}
	return nil, ErrUnkept
}

// ways are the ways in which the workbook may go back, the best first: without the rows in
// order, with them where others live on them, and with the reading of each cell kept where
// corrections would have them read in another way. A workbook that came in the last way
// goes so again.
func (r returning) ways() []way {
	var all []way
	if r.as.kept == nil {
		if done := rowsInOrder(r.book, r.forms, r.findings); len(done) > 0 {
			all = append(all, way{done: done})
		}
		all = append(all, way{})
	}
	if k := keptOf(r.book, r.forms); k != "" {
		all = append(all, way{kept: k})
	}
	return all
}
