package policy

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"stintag/process"
)

// Rules are a region's rules over time: the policy of each day (D5, R-027).
type Rules struct {
	file     string
	places   places
	base     document
	changes  []change  // in the file's order
	versions []version // by From; the first has none
}

// version is the rules from a day until the next version's.
type version struct {
	from    process.Date
	doc     document
	applied []int // the changes laid over the base, in the order they were
	policy  *process.Policy
}

// At is the policy of a day.
func (r *Rules) At(day process.Date) *process.Policy { return r.version(day).policy }

// Dates are the days on which something changes, in order.
func (r *Rules) Dates() []process.Date {
	var days []process.Date
	for _, v := range r.versions[1:] {
		days = append(days, v.from)
	}
	return days
}

func (r *Rules) version(day process.Date) *version {
	i := len(r.versions) - 1
	for i > 0 && day.Before(r.versions[i].from) {
		i--
	}
	return &r.versions[i]
}

// build resolves the document at its beginning and at every day on which a change
// begins or is over.
func (r *Rules) build(doc document) {
	days := []process.Date{{}}
	for _, c := range doc.Changes {
		days = append(days, date(c.From))
		if to := date(c.To); !to.IsZero() {
			days = append(days, to.AddDays(1))
		}
	}
	slices.SortFunc(days, process.Date.Compare)
	for _, day := range slices.Compact(days) {
		v := version{from: day, doc: doc}
		for _, i := range changesOn(doc.Changes, day) {
			lay(reflect.ValueOf(&v.doc.rules).Elem(), reflect.ValueOf(doc.Changes[i].rules), changePath(i), r.places)
			v.applied = append(v.applied, i)
		}
		r.versions = append(r.versions, v)
	}
}

// changesOn are the changes that hold on a day: the earliest first, and as in the
// file where they begin on the same.
func changesOn(all []change, day process.Date) []int {
	var on []int
	for i, c := range all {
		from, to := date(c.From), date(c.To)
		if !day.Before(from) && (to.IsZero() || !day.After(to)) {
			on = append(on, i)
		}
	}
	slices.SortStableFunc(on, func(a, b int) int { return date(all[a].From).Compare(date(all[b].From)) })
	return on
}

// lay puts what a change says over what was: tables key by key, lists whole. What
// the file does not write at the path is not said, whatever its zero value.
func lay(over, change reflect.Value, path string, written places) {
	for i := range over.NumField() {
		key := over.Type().Field(i).Tag.Get("toml")
		at := path + "." + key
		if _, said := written[at]; !said {
			continue
		}
		if isTable(over.Field(i).Type()) {
			lay(over.Field(i), change.Field(i), at, written)
		} else {
			over.Field(i).Set(change.Field(i))
		}
	}
}

// isTable says whether a type is one of the document's tables: a struct whose
// fields are keys, which a word's or a date's are not.
func isTable(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[toml.LocalDate]() {
		return false
	}
	_, keyed := t.Field(0).Tag.Lookup("toml")
	return keyed
}

func changePath(i int) string { return fmt.Sprintf("change[%d]", i) }

// place is where the value that a version has at a path stands, or else the
// nearest table around it. A list is one change's or the base's as a whole.
func (r *Rules) place(v *version, path string) place {
	owner := func(path string) string {
		for _, i := range slices.Backward(v.applied) {
			if at := joined(changePath(i), path); r.has(at) {
				return at
			}
		}
		return path
	}
	if list, rest, found := strings.Cut(path, "["); found {
		for at := owner(list) + "[" + rest; at != ""; at = parent(at) {
			if p, known := r.places[at]; known {
				return p
			}
		}
		return place{}
	}
	for ; path != ""; path = parent(path) {
		if p, known := r.places[owner(path)]; known {
			return p
		}
	}
	return place{}
}

func (r *Rules) has(path string) bool { _, is := r.places[path]; return is }
