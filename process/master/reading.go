package master

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stintag/process/workbook"
)

// While the master is open or write-protected, people read how it stands in a copy
// beside it. Nobody is to work in that one: it is write-protected and says so on each
// sheet, and it is read as neither a master nor a copy of one.

// readingStamp is what it carries in the place of a run's.
const readingStamp = "reading"

const readingMark = "ENDAST LÄSNING – ändra i "

// ErrReadingCopy is for a reading copy that stands in the master's place.
var ErrReadingCopy = errors.New("the file is the copy for reading, not the master")

// ReadingCopy is where the copy for reading of the master at path lies.
func ReadingCopy(path string) string {
	ext := filepath.Ext(path)
	return strings.TrimSuffix(path, ext) + " – ENDAST LÄSNING" + ext
}

// IsReadingCopy says whether the workbook is a copy for reading, under whatever name.
func IsReadingCopy(data []byte) bool { return workbook.StampOf(data) == readingStamp }

// WriteReadingCopy puts unwritten, the master at path as it would be, beside it.
func WriteReadingCopy(path string, unwritten []byte) error {
	marked, err := forReading(unwritten, filepath.Base(path))
	if err != nil {
		return fmt.Errorf("mark the copy for reading: %w", err)
	}
	to := ReadingCopy(path)
	f, err := os.CreateTemp(filepath.Dir(to), ".st-"+filepath.Base(path)+"-*.tmp") // the next write of the master clears one that is left
	if err != nil {
		return fmt.Errorf("write the copy for reading: %w", err)
	}
	_, err = f.Write(marked)
	if err = errors.Join(err, f.Chmod(readingMode(path)), f.Close()); err == nil {
		err = os.Rename(f.Name(), to)
	}
	if err != nil {
		return fmt.Errorf("write the copy for reading: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

// readingMode lets those read who may read the master, and nobody write.
func readingMode(path string) os.FileMode {
	mode := os.FileMode(0o640)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	return mode &^ 0o222
}

// RemoveReadingCopy takes it away, where there is one.
func RemoveReadingCopy(path string) error {
	if err := os.Remove(ReadingCopy(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the copy for reading: %w", err)
	}
	return nil
}

// forReading marks each sheet in its first row: before what a page's title says, and
// to the right of a table's headings.
func forReading(data []byte, name string) ([]byte, error) {
	b, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		return nil, err
	}
	mark := readingMark + name
	edit := workbook.Edit{Stamp: readingStamp}
	for _, s := range b.Sheets {
		col, words := 1, mark
		switch title := CanonicalText(s.Cell(1, 1)); {
		case !isPage(s.Name):
			col = besideHeadings(s)
		case title != "":
			words += " · " + title
		}
		edit.Changes = append(edit.Changes, workbook.Change{Sheet: s.Name, Row: 1, Col: col, Value: text(words)})
	}
	return workbook.Apply(data, edit)
}

// isPage says whether the sheet is one of the program's without a table.
func isPage(sheet string) bool {
	return slices.Contains(order, sheet) && !slices.ContainsFunc(tables, func(t table) bool { return t.sheet == sheet })
}

// besideHeadings is the first column that is free in the first row, and all the way to
// the right of it.
func besideHeadings(s workbook.Sheet) int {
	col := 1
	if len(s.Rows) > 0 && s.Rows[0].Number == 1 {
		for _, c := range s.Rows[0].Cells {
			if c.Kind != workbook.Empty {
				col = max(col, c.Col+1)
			}
		}
	}
	return col
}
