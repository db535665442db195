package workbook

import (
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf16"
)

// Lock is the lock file of a program that has a workbook open, or that left it
// behind when it died: nothing in the file tells the two apart.
type Lock struct {
	File  string    // the lock file's name
	Who   string    // as far as it tells
	Since time.Time // when it was written
}

// LockOf finds the lock of the workbook at path. A file that is open through a
// cloud service leaves none.
func LockOf(path string) (Lock, bool) {
	dir, name := filepath.Split(linked(path))
	for _, l := range append([]lockFile{{".~lock." + name + "#", libreOfficeUser}}, excelLocks(name)...) {
		file := filepath.Join(dir, l.name)
		b, err := os.ReadFile(file)
		if os.IsNotExist(err) {
			continue // any other fault: there is one, though it cannot be read
		}
		lock := Lock{File: l.name, Who: l.user(b)}
		if info, err := os.Stat(file); err == nil {
			lock.Since = info.ModTime()
		}
		return lock, true
	}
	return Lock{}, false
}

// LockedBy says whether someone has the workbook at path open, and who.
func LockedBy(path string) (who string, locked bool) {
	lock, locked := LockOf(path)
	return lock.Who, locked
}

type lockFile struct {
	name string
	user func([]byte) string
}

// excelLocks are the names of Excel's lock file: ~$ before the name, and as Word
// does with long names, over its first two characters.
func excelLocks(name string) []lockFile {
	locks := []lockFile{{"~$" + name, excelUser}}
	if runes := []rune(name); len(runes) > 2 {
		locks = append(locks, lockFile{"~$" + string(runes[2:]), excelUser})
	}
	return locks
}

// libreOfficeUser reads ",user,host,22.11.2026 04:44,file:///profile;".
func libreOfficeUser(b []byte) string {
	fields := strings.Split(string(b), ",")
	for _, f := range fields[:min(2, len(fields))] {
		if f = strings.TrimSpace(f); f != "" {
			return f
		}
	}
	return ""
}

// excelUser reads the user's name: its length in a byte and the name in the
// system's charset, padded; then its length in two bytes and the name in UTF-16.
func excelUser(b []byte) string {
	const narrow, wide = 1, 57
	if n := nameLength(b, wide-2); n > 0 && len(b) >= wide+2*n {
		units := make([]uint16, n)
		for i := range units {
			units[i] = uint16(b[wide+2*i]) | uint16(b[wide+2*i+1])<<8
		}
		return strings.TrimSpace(string(utf16.Decode(units)))
	}
	if n := nameLength(b, narrow-1); n > 0 && len(b) >= narrow+n {
		return strings.ToValidUTF8(strings.TrimSpace(string(b[narrow:narrow+n])), "?")
	}
	return ""
}

func nameLength(b []byte, at int) int {
	if at >= len(b) {
		return 0
	}
	return int(b[at])
}
