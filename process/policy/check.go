package policy

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"stintag/process"
)

// checker finds what cannot be meant in one version of the rules.
type checker struct {
	rules   *Rules
	version *version
	faults  []fault
}

type fault struct {
	at   place
	text string
}

// bad notes a fault at a path: "stop[0].to".
func (c *checker) bad(path, format string, args ...any) {
	c.faults = append(c.faults, fault{c.rules.place(c.version, path), fmt.Sprintf(format, args...)})
}

// checkVersions refuses rules that cannot be meant, whichever day they would hold
// from: a fault is told when the file is read, and once.
func (r *Rules) checkVersions() error {
	var wrong []error
	told := map[fault]bool{}
	for i := range r.versions {
		v := &r.versions[i]
		c := checker{rules: r, version: v}
		c.check(v.doc)
		slices.SortStableFunc(c.faults, func(a, b fault) int {
			return cmp.Or(cmp.Compare(a.at.line, b.at.line), cmp.Compare(a.at.column, b.at.column), cmp.Compare(a.text, b.text))
		})
		for _, f := range c.faults {
			if told[f] {
				continue
			}
			told[f] = true
			wrong = append(wrong, r.refuse(f.at, v.from, f.text))
		}
	}
	return errors.Join(wrong...)
}

// refuse names the file, the place where there is one, and from when it is wrong.
func (r *Rules) refuse(at place, from process.Date, text string) error {
	where := r.file
	if at != (place{}) {
		where = fmt.Sprintf("%s:%d:%d", r.file, at.line, at.column)
	}
	if !from.IsZero() {
		text += fmt.Sprintf(" (in what holds from %s)", from)
	}
	return fmt.Errorf("policy %s: %s", where, text)
}

// checkKeys refuses what the decoder takes and a change would not know for the
// same: a key in capitals, and one row of a list written as a table.
func (r *Rules) checkKeys() error {
	var wrong []error
	for _, path := range slices.Sorted(maps.Keys(r.places)) {
		at := r.places[path]
		if lower := strings.ToLower(path); lower != path {
			wrong = append(wrong, r.refuse(at, process.Date{}, fmt.Sprintf("unknown key %q; is %q meant?", path, lower)))
		}
		if i := strings.LastIndex(path, "."); i > 0 && listKeys[path[strings.LastIndex(path[:i], ".")+1:i]] {
			header := rowNumber.ReplaceAllString(path[:i], "")
			wrong = append(wrong, r.refuse(r.places[path[:i]], process.Date{}, fmt.Sprintf("there can be several; write [[%s]]", header)))
		}
	}
	return errors.Join(slices.CompactFunc(wrong, func(a, b error) bool { return a.Error() == b.Error() })...)
}

var rowNumber = regexp.MustCompile(`\[\d+\]`)

// listKeys are the keys whose values are lists of tables.
var listKeys = func() map[string]bool {
	lists := map[string]bool{}
	for f := range keysOf(reflect.TypeFor[document]()) {
		if f.Type.Kind() == reflect.Slice && isTable(f.Type.Elem()) {
			lists[f.Tag.Get("toml")] = true
		}
	}
	return lists
}()

// checkChanges refuses a change that says no day it begins, or ends before it.
func (r *Rules) checkChanges() error {
	var wrong []error
	bad := func(path, text string) {
		wrong = append(wrong, r.refuse(r.place(&version{}, path), process.Date{}, text))
	}
	for i, c := range r.changes {
		from, to := date(c.From), date(c.To)
		switch {
		case from.IsZero():
			bad(changePath(i)+".from", "change "+fmt.Sprint(i+1)+": from is missing; write the first day it holds, like from = 2026-01-01")
		case !to.IsZero() && to.Before(from):
			bad(changePath(i)+".to", fmt.Sprintf("change %d: to %s lies before from %s", i+1, to, from))
		}
	}
	return errors.Join(wrong...)
}

func (c *checker) check(d document) {
	if d.Name == "" {
		c.bad("name", "name is missing; write one like name = \"vastmanland\"")
	}
	if d.Version == "" {
		c.bad("version", "version is missing: it stands under every proposal")
	}
	c.criteria(d)
	c.stops(d)
	c.money(d)
	c.rotations(d)
	c.years(d)
	c.projection(d)
	c.required(d)
	c.contacts(d)
	c.numbers(d)
}
