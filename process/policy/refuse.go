package policy

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// located puts file, line and column before what the decoder says, and what would
// be right after it.
func located(name string, text []byte, err error) error {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) {
		var all []error
		for i := range unknown.Errors {
			e := &unknown.Errors[i]
			line, column := e.Position()
			all = append(all, fmt.Errorf("policy %s:%d:%d: unknown key %q%s", name, line, column, strings.Join(e.Key(), "."), suggest(e.Key())))
		}
		return errors.Join(all...)
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, column := wrong.Position()
		if m := mismatch.FindStringSubmatch(wrong.Error()); m != nil {
			return fmt.Errorf("policy %s:%d:%d: %s is %s; write %s", name, line, column, strings.Join(wrong.Key(), "."), article(m[1]), meant(m[2], wrong.Key()))
		}
		return fmt.Errorf("policy %s:%d:%d: %w", name, line, column, err)
	}
	if at, found := placeOfBare(text, err); found {
		return fmt.Errorf("policy %s:%d:%d: %w", name, at.line, at.column, err)
	}
	return fmt.Errorf("policy %s: %w", name, err)
}

// placeOfBare finds the number or truth value that a word's own type refused: the
// decoder says where only of what stands in quotes. The error begins with it.
func placeOfBare(text []byte, err error) (place, bool) {
	quoted, _ := strconv.QuotedPrefix(err.Error())
	refused, _ := strconv.Unquote(quoted)
	for _, b := range bareIn(text) {
		key := strings.Split(rowNumber.ReplaceAllString(b.path, ""), ".")
		if b.text == refused && reflect.PointerTo(typeOf(key)).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
			return b.at, true
		}
	}
	return place{}, false
}

// mismatch is how the decoder says that a value is of another kind than its key.
var mismatch = regexp.MustCompile(`cannot (?:decode|store) (?:TOML |an? )?(.+?) in(?:to)?(?: struct field .+ of type)? (?:a )?([^ ]+)$`)

func article(kind string) string {
	if strings.ContainsRune("aeio", rune(kind[0])) {
		return "an " + kind
	}
	return "a " + kind
}

// meant tells how a value of a Go type is written.
func meant(goType string, key toml.Key) string {
	switch strings.TrimPrefix(goType, "*") {
	case "int", "uint64":
		return "a whole number, like 12"
	case "float64":
		return "a number, like 12 or 0.5"
	case "bool":
		return "true or false"
	case "toml.LocalDate":
		return "a date without quotes, like 2026-01-31"
	case "struct":
		return "single brackets: [" + strings.Join(key, ".") + "]"
	}
	if strings.HasPrefix(goType, "[]") {
		return "a list in brackets, or a header in [[ and ]] where its parts have names"
	}
	if t, ok := tables()[goType]; ok {
		return "a table: [" + t + "] on a line of its own"
	}
	return "a text in quotes"
}

// tables are the names of the document's tables by their Go types.
func tables() map[string]string {
	named := map[string]string{}
	for f := range keysOf(reflect.TypeFor[rules]()) {
		if isTable(f.Type) {
			named[f.Type.String()] = f.Tag.Get("toml")
		}
	}
	return named
}

// typeOf is the Go type of a key's value, of one row where it is a list.
func typeOf(key []string) reflect.Type {
	t := reflect.TypeFor[document]()
	for _, part := range key {
		for f := range keysOf(t) {
			if f.Tag.Get("toml") == part {
				t = f.Type
				break
			}
		}
		if t.Kind() == reflect.Slice {
			t = t.Elem()
		}
	}
	return t
}

// suggest gives the keys that would have been known where an unknown one stands,
// the likeliest alone where it is plainly that.
func suggest(key []string) string {
	var known []string
	for f := range keysOf(typeOf(key[:len(key)-1])) {
		known = append(known, f.Tag.Get("toml"))
	}
	last := strings.ToLower(key[len(key)-1])
	for _, k := range known {
		if distance(last, k) <= 1+len(k)/4 {
			return fmt.Sprintf("; is %q meant?", k)
		}
	}
	slices.Sort(known)
	return "; the keys here are " + strings.Join(known, ", ")
}

// keysOf gives the keyed fields of a struct, those it embeds among them.
func keysOf(t reflect.Type) func(yield func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		if t.Kind() != reflect.Struct {
			return
		}
		for _, f := range reflect.VisibleFields(t) {
			if f.Tag.Get("toml") != "" && !yield(f) {
				return
			}
		}
	}
}

// distance is how many letters must be put in, taken out or changed (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
