package workbook

import "fmt"

// Edit is all that one merge does to an existing workbook.
type Edit struct {
	Changes []Change
	// Notes are, by sheet, every comment that the program wants there: one that it
	// made and that is not among them goes. People's own comments stay as they are,
	// and a cell that has one of theirs gets none of ours. A sheet that is not named
	// keeps what it has.
	Notes map[string][]Note
	// Series say how far the columns reach that charts draw.
	Series []Series
	// Stamp, where set, is kept in the workbook under a hidden name, whoever saves it
	// next: StampOf reads it.
	Stamp string
	// KeepFormulas refuses a cell that holds an ordinary formula, or that a merged cell
	// hides: they are a person's. Without it such a cell gives way.
	KeepFormulas bool
}

// Note is a comment of the program's on one cell.
type Note struct {
	Row, Col int
	Text     string
}

// Series makes every chart series that begins in the cell so many rows long. Rows
// is 1 at least.
type Series struct {
	Sheet    string
	Row, Col int
	Rows     int
}

// Apply makes the edit in the workbook src and gives the new bytes, as Patch does.
// Where nothing differs from what stands there it gives src itself; a new Stamp
// alone is no reason for a new file.
func Apply(src []byte, e Edit) ([]byte, error) {
	out, _, err := ApplyCarrying(src, e)
	return out, err
}

// ApplyCarrying also tells what SaveOptions.Carried wants to know of the new bytes.
func ApplyCarrying(src []byte, e Edit) ([]byte, Carried, error) {
	pk, err := openPackage(src)
	if err != nil {
		return nil, Carried{}, fmt.Errorf("edit workbook: %w", err)
	}
	out, carried, err := pk.apply(src, e)
	if err != nil {
		return nil, Carried{}, fmt.Errorf("edit workbook: %w", err)
	}
	return out, carried, nil
}
