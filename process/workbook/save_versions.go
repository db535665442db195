package workbook

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

const versionsFolder = ".versions"

// versionStamp sorts as it counts.
const versionStamp = "2006-01-02T150405Z"

// keepOld keeps the file at path as a version, and gives the version's name; ""
// where there is no file yet.
func keepOld(path string, now time.Time) (kept string, err error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return "", nil
	} else if err != nil {
		return "", err
	}
	dir := versionsOf(path)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", err
	}
	if kept, err = addVersion(path, dir, now); err != nil {
		return "", fmt.Errorf("keep the old file: %w", err)
	}
	return kept, syncFolder(dir)
}

func versionsOf(path string) string { return filepath.Join(filepath.Dir(path), versionsFolder) }

// addVersion links where it can, which costs nothing and cannot be half done.
// A second save within the second gets a number.
func addVersion(path, dir string, now time.Time) (name string, err error) {
	base, ext := splitExt(path)
	stamp := base + "-" + now.UTC().Format(versionStamp)
	for n := 1; ; n++ {
		name = stamp + ext
		if n > 1 {
			name = fmt.Sprintf("%s-%d%s", stamp, n, ext)
		}
		err = os.Link(path, filepath.Join(dir, name))
		if err != nil && !errors.Is(err, os.ErrExist) {
			err = copyFile(path, filepath.Join(dir, name))
		}
		if !errors.Is(err, os.ErrExist) {
			return name, err
		}
	}
}

// dropOldest drops the oldest versions beyond keep; never the one just kept, even
// where a run for an earlier day makes it the oldest by name.
func dropOldest(path, kept string, keep int) error {
	if kept == "" {
		return nil
	}
	if keep <= 0 {
		keep = defaultKeep
	}
	dir := versionsOf(path)
	all, err := versions(path, dir)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(all, func(name string) bool { return name == kept })
	for _, name := range others[:max(0, len(others)-(keep-1))] {
		if rmErr := os.Remove(filepath.Join(dir, name)); rmErr != nil {
			err = errors.Join(err, fmt.Errorf("drop an old version: %w", rmErr))
		}
	}
	return err
}

var stampPattern = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{6}Z(-\d+)?$`)

// versions are the kept files of the workbook at path, oldest first; the folder
// may hold other workbooks' and people's own files.
func versions(path, dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	base, ext := splitExt(path)
	var names []string
	for _, e := range entries {
		stamp, ok := strings.CutPrefix(strings.TrimSuffix(e.Name(), ext), base+"-")
		if ok && strings.HasSuffix(e.Name(), ext) && stampPattern.MatchString(stamp) {
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		a, b = strings.TrimSuffix(a, ext), strings.TrimSuffix(b, ext)
		const numbered = len(versionStamp) + 1
		if n := len(base) + numbered; a[:n] == b[:n] && len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	return names, nil
}

func splitExt(path string) (base, ext string) {
	base = filepath.Base(path)
	ext = filepath.Ext(base)
	return strings.TrimSuffix(base, ext), ext
}
