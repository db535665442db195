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

// keepOld keeps the file at path as a version, and drops the oldest beyond Keep.
func keepOld(path string, opt SaveOptions) error {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	dir := filepath.Join(filepath.Dir(path), versionsFolder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := addVersion(path, dir, opt.Now); err != nil {
		return fmt.Errorf("keep the old file: %w", err)
	}
	if err := syncFolder(dir); err != nil {
		return err
	}
	return dropOldest(path, dir, opt.Keep)
}

// addVersion links where it can, which costs nothing and cannot be half done.
// A second save within the second gets a number.
func addVersion(path, dir string, now time.Time) error {
	base, ext := splitExt(path)
	stamp := base + "-" + now.UTC().Format(versionStamp)
	for n := 1; ; n++ {
		name := filepath.Join(dir, stamp+ext)
		if n > 1 {
			name = filepath.Join(dir, fmt.Sprintf("%s-%d%s", stamp, n, ext))
		}
		err := os.Link(path, name)
		if err != nil && !errors.Is(err, os.ErrExist) {
			err = copyFile(path, name)
		}
		if !errors.Is(err, os.ErrExist) {
			return err
		}
	}
}

func dropOldest(path, dir string, keep int) error {
	if keep <= 0 {
		keep = defaultKeep
	}
	versions, err := versions(path, dir)
	if err != nil {
		return err
	}
	for len(versions) > keep {
		if err := os.Remove(filepath.Join(dir, versions[0])); err != nil {
			return fmt.Errorf("drop an old version: %w", err)
		}
		versions = versions[1:]
	}
	return nil
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
