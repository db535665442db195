package master

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"stintag/process/workbook"
)

// Copy is a file beside the master that somebody seems to work in instead: a copy
// with something of people's that stands otherwise in the master. It is never read
// as input.
type Copy struct {
	File    string
	Differs []string // Swedish: where, not what
}

// mostDiffering is how many places a copy is told to differ in.
const mostDiffering = 8

// Words tell an administrator of the copy.
func (c Copy) Words(master string) string {
	where := strings.Join(c.Differs[:min(mostDiffering, len(c.Differs))], ", ")
	if more := len(c.Differs) - mostDiffering; more > 0 {
		where += fmt.Sprintf(" och på %d ställen till", more)
	}
	return fmt.Sprintf("Filen %s i samma mapp är en kopia av huvudfilen som någon verkar arbeta i. Programmet läser bara %s. Något annat står i kopian vid: %s. För över det som ska gälla, och flytta eller ta bort kopian.",
		c.File, master, where)
}

// Copies finds the copies beside the master at path, whose bytes are data: those
// that were saved after since, when the program last wrote the master, and those
// that are known already. A file that cannot be read as a master is none.
func Copies(path string, data []byte, since time.Time, known []string) ([]Copy, error) {
	if file, err := filepath.EvalSymlinks(path); err == nil {
		path = file
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil, fmt.Errorf("look for copies of the master: %w", err)
	}
	var master *peoplesCells
	var found []Copy
	for _, e := range entries {
		name := e.Name()
		if !mayBeCopy(path, name) {
			continue
		}
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || !info.ModTime().After(since) && !slices.Contains(known, name) || info.Size() > mostBytes(len(data)) {
			continue // gone again, a folder, older than what the program wrote, or far larger
		}
		theirs := copyAt(path, name)
		if theirs == nil {
			continue
		}
		if master == nil {
			if master, err = peoplesCellsOf(data); err != nil {
				return nil, fmt.Errorf("look for copies of the master: %w", err)
			}
		}
		if places := theirs.besides(master); len(places) > 0 {
			found = append(found, Copy{File: name, Differs: places})
		}
	}
	return found, nil
}

// mostBytes is how large a copy of a master of so many bytes may be: another program
// may have packed it worse, and people may have put pictures in it.
func mostBytes(master int) int64 { return 8*int64(master) + 16<<20 }

// mayBeCopy passes over the master itself, what programs keep for themselves, and
// what is no workbook.
func mayBeCopy(path, name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return name != filepath.Base(path) && name != filepath.Base(ReadingCopy(path)) && (ext == ".xlsx" || ext == ".xlsm") && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "~$")
}

// copyAt reads a file that has the master's name in its own ("master (1).xlsx",
// "Kopia av master.xlsx", "master-DESKTOP-1.xlsx"), or our stamp; nil where it is
// no master.
func copyAt(path, name string) *peoplesCells {
	file := filepath.Join(filepath.Dir(path), name)
	own := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	if !strings.Contains(folded(name), folded(own)) && !stamped(file) {
		return nil
	}
	data, err := os.ReadFile(file)
	if err != nil || IsReadingCopy(data) {
		return nil
	}
	cells, err := peoplesCellsOf(data)
	if err != nil {
		return nil
	}
	return cells
}

// longestHead bounds what is read of a file to see whether it is one of ours.
const longestHead = 1 << 20

// stamped says whether a file may carry our stamp: people keep all sorts of workbooks
// beside the master, and of the others no more is read than that.
func stamped(file string) bool {
	z, err := zip.OpenReader(file)
	if err != nil {
		return false
	}
	defer func() { _ = z.Close() }() // read only
	for _, part := range z.File {
		if !strings.EqualFold(part.Name, "xl/workbook.xml") {
			continue
		}
		r, err := part.Open()
		if err != nil {
			return false
		}
		defer func() { _ = r.Close() }()
		head, err := io.ReadAll(io.LimitReader(r, longestHead))
		return err == nil && workbook.MayBeStamped(head)
	}
	return false
}

// peoplesCells is what stands in the people's columns: of the cases by id and
// heading, of every other sheet row by row.
type peoplesCells struct {
	cases map[string]map[string]string
	rows  map[string]map[string]bool
}

func peoplesCellsOf(data []byte) (*peoplesCells, error) {
	b, err := open(data, written{})
	if err != nil {
		return nil, err
	}
	p := &peoplesCells{cases: map[string]map[string]string{}, rows: map[string]map[string]bool{}}
	for _, t := range tables {
		g, err := t.in(b)
		if err != nil && t.sheet == SheetCases {
			return nil, err
		}
		if err != nil {
			continue // a copy without the sheet says nothing of it
		}
		for _, r := range g.rows {
			p.add(t, r)
		}
	}
	return p, nil
}

func (p *peoplesCells) add(t table, r row) {
	id, cells := "", map[string]string{}
	if t.sheet == SheetCases {
		id = r.text(headCase)
	}
	for _, c := range t.columns {
		unnamed := t.sheet == SheetCases && id == "" // then all of it is people's
		if s := r.text(c.heading); s != "" && (c.people || unnamed) {
			cells[c.heading] = s
		}
	}
	if id != "" {
		p.cases[id] = cells
		return
	}
	if len(cells) == 0 {
		return
	}
	if p.rows[t.sheet] == nil {
		p.rows[t.sheet] = map[string]bool{}
	}
	p.rows[t.sheet][PackRow(cells)] = true
}

// besides are the places where something stands that the master has otherwise. What
// the copy lacks altogether is no place: cases have come since it was made.
func (p *peoplesCells) besides(master *peoplesCells) (places []string) {
	for _, id := range slices.Sorted(maps.Keys(p.cases)) {
		for _, c := range casesTable.columns {
			if c.people && p.cases[id][c.heading] != master.cases[id][c.heading] {
				places = append(places, id+" "+c.heading)
			}
		}
	}
	for _, t := range tables {
		for row := range p.rows[t.sheet] {
			if master.rows[t.sheet][row] {
				continue
			}
			if t.sheet == SheetCases {
				places = append(places, "en rad utan ärende i Ärenden")
			} else {
				places = append(places, "bladet "+t.sheet)
			}
			break
		}
	}
	return places
}
