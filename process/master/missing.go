package master

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// MissingHeading says that a sheet, or a heading in its first row, is gone, so
// that its rows cannot be understood.
type MissingHeading struct {
	Sheet   string
	Heading string            // "" where the whole sheet is missing
	More    []*MissingHeading // what else is gone: people mend it all at once
}

func (e *MissingHeading) Error() string {
	var all []string
	for _, one := range e.all() {
		if one.Heading == "" {
			all = append(all, fmt.Sprintf("sheet %s is missing", one.Sheet))
			continue
		}
		all = append(all, fmt.Sprintf("sheet %s: heading %s is missing in row 1", one.Sheet, one.Heading))
	}
	return strings.Join(all, "; ")
}

// Swedish tells an administrator the same.
func (e *MissingHeading) Swedish() string {
	var parts, sheets []string
	headings := map[string][]string{}
	for _, one := range e.all() {
		switch {
		case one.Heading == "":
			parts = append(parts, fmt.Sprintf("bladet %s saknas", one.Sheet))
		case headings[one.Sheet] == nil:
			sheets = append(sheets, one.Sheet)
			fallthrough
		default:
			headings[one.Sheet] = append(headings[one.Sheet], one.Heading)
		}
	}
	for _, sheet := range sheets {
		what := "rubriken"
		if len(headings[sheet]) > 1 {
			what = "rubrikerna"
		}
		parts = append(parts, fmt.Sprintf("%s %s saknas i rad 1 i bladet %s", what, listed(headings[sheet]), sheet))
	}
	return listed(parts)
}

// mend tells what to do about it.
func (e *MissingHeading) mend() string {
	i := slices.IndexFunc(tables, func(t table) bool { return t.sheet == e.Sheet })
	if e.Heading != "" {
		return "Skriv tillbaka det."
	}
	if i < 0 {
		return "Har bladet fått ett annat namn: ge tillbaka det. Är det borttaget: be driften köra stintag restore."
	}
	var headings []string
	for _, c := range tables[i].columns {
		headings = append(headings, c.heading)
	}
	return "Har bladet fått ett annat namn: ge tillbaka det. Är det borttaget: lägg till ett blad som heter " + e.Sheet + ", med rubrikerna " + listed(headings) + " i rad 1."
}

// listed joins words as a sentence does.
func listed(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " och " + words[last]
}

func (e *MissingHeading) all() []*MissingHeading {
	if e == nil {
		return nil
	}
	return append([]*MissingHeading{{Sheet: e.Sheet, Heading: e.Heading}}, e.More...)
}

// and is e with the other beside it; either may be nil.
func (e *MissingHeading) and(other *MissingHeading) *MissingHeading {
	all := append(e.all(), other.all()...)
	if len(all) == 0 {
		return nil
	}
	all[0].More = all[1:]
	return all[0]
}

// allMissing is what is gone in the whole book, where anything is that it cannot be
// read without.
func allMissing(b *book) error {
	var missing *MissingHeading
	for _, t := range required {
		if _, err := t.in(b); err != nil {
			missing = missing.and(missingIn(err))
		}
	}
	if missing == nil {
		return nil
	}
	missing = nil
	for _, t := range tables {
		if _, err := t.in(b); err != nil {
			missing = missing.and(missingIn(err))
		}
	}
	return missing
}

func missingIn(err error) *MissingHeading {
	var missing *MissingHeading
	errors.As(err, &missing)
	return missing
}
