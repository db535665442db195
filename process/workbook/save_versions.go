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

// KeptVersions is how many old files Save keeps where it is not told otherwise.
const KeptVersions = 30

// keptDays is for how many days more it keeps the one that stood over the night: a
// busy day would else push out all that came before it.
const keptDays = 30

// ErrNoVersion is for a version that is not there.
var ErrNoVersion = errors.New("there is no such version")

// Version is an old file of a workbook, as it stood when it was replaced.
type Version struct {
	Name string // without the workbook's own: 2024-09-10T180000Z
	When time.Time
	Size int64
	file string
}

// Versions are the kept files of the workbook at path, newest first.
func Versions(path string) ([]Version, error) {
	path = linked(path)
	dir := versionsOf(path)
	names, err := versions(path, dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list versions: %w", err)
	}
	base, ext := splitExt(path)
	var all []Version
	for _, name := range slices.Backward(names) {
		v := Version{Name: strings.TrimSuffix(strings.TrimPrefix(name, base+"-"), ext), file: filepath.Join(dir, name)}
		info, err := os.Stat(v.file)
		if err != nil {
			return nil, fmt.Errorf("list versions: %w", err)
		}
		if v.When, err = time.Parse(versionStamp, v.Name[:len(versionStamp)]); err != nil {
			return nil, fmt.Errorf("list versions: %w", err)
		}
		v.Size = info.Size()
		all = append(all, v)
	}
	return all, nil
}

// Read gives the version's bytes where they are whole.
func (v Version) Read() ([]byte, error) {
	data, err := os.ReadFile(v.file)
	if err == nil {
		_, err = Read(data, MasterLimits)
	}
	if err != nil {
		return nil, fmt.Errorf("read version %s: %w", v.Name, err)
	}
	return data, nil
}

// Restore puts a version back in the workbook's place. What stands there is kept
// as a version first, whole or not; nothing is done while someone has it open.
func (v Version) Restore(path string, now time.Time) error {
	data, err := v.Read()
	if err != nil {
		return err
	}
	opt := SaveOptions{Now: now}
	switch present, err := os.ReadFile(path); {
	case err == nil:
		opt.ExpectSHA256 = Hash(present)
	case !errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("restore version %s: %w", v.Name, err)
	}
	if err := Save(path, data, opt); err != nil {
		return fmt.Errorf("restore version %s: %w", v.Name, err)
	}
	return nil
}

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

func dropVersion(path, name string) error {
	if name == "" {
		return nil
	}
	return removeIfThere(filepath.Join(versionsOf(path), name))
}

// dropOldest drops the oldest versions beyond keep; never the one just kept, even
// where a run for an earlier day makes it the oldest by name.
func dropOldest(path, kept string, keep int) error {
	if kept == "" {
		return nil
	}
	days := 0
	if keep <= 0 {
		keep, days = KeptVersions, keptDays
	}
	dir := versionsOf(path)
	all, err := versions(path, dir)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(all, func(name string) bool { return name == kept })
	for _, name := range exceptNights(path, others[:max(0, len(others)-(keep-1))], days) {
		if rmErr := os.Remove(filepath.Join(dir, name)); rmErr != nil {
			err = errors.Join(err, fmt.Errorf("drop an old version: %w", rmErr))
		}
	}
	return err
}

// exceptNights leaves out of the versions, oldest first, the first to be replaced on
// each of the last days that they are from.
func exceptNights(path string, names []string, days int) (rest []string) {
	base, _ := splitExt(path)
	day := func(name string) string { return name[:len(base)+len("-2006-01-02")] }
	for i, name := range slices.Backward(names) {
		if first := i == 0 || day(names[i-1]) != day(name); first && days > 0 {
			days--
			continue
		}
		rest = append(rest, name)
	}
	return rest
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
