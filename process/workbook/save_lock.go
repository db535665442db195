package workbook

import (
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

// LockedBy says whether someone has the workbook at path open, and who, as far
// as the lock files of LibreOffice and Excel tell. A file that is open through a
// cloud service leaves no lock file.
func LockedBy(path string) (who string, locked bool) {
	dir, name := filepath.Split(path)
	if b, err := os.ReadFile(filepath.Join(dir, ".~lock."+name+"#")); !os.IsNotExist(err) {
		return libreOfficeUser(b), true
	}
	for _, lock := range excelLocks(name) {
		if b, err := os.ReadFile(filepath.Join(dir, lock)); !os.IsNotExist(err) {
			return excelUser(b), true
		}
	}
	return "", false
}

// excelLocks are the names of Excel's lock file: ~$ before the name, and as Word
// does with long names, over its first two characters.
func excelLocks(name string) []string {
	locks := []string{"~$" + name}
	if runes := []rune(name); len(runes) > 2 {
		locks = append(locks, "~$"+string(runes[2:]))
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
