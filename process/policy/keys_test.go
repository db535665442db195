package policy

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// The README's table of keys is the document's: every key that is read stands in it,
// beside its table.
func TestTheReadmeNamesEveryKey(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(readme), "\n## Regelverk\n")
	if !found {
		t.Fatal("no section Regelverk")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	told, table := map[string]bool{}, ""
	for line := range strings.SplitSeq(section, "\n") {
		cells := strings.Split(line, "|")
		if len(cells) < 3 {
			continue
		}
		table = ""
		for _, word := range regexp.MustCompile("`[^`]+`").FindAllString(cells[1], -1) {
			word = strings.Trim(word, "`")
			if name := strings.Trim(word, "[]"); name != word {
				table = name + "."
				told[name] = true
				continue
			}
			told[table+word] = true
		}
	}
	for f := range keysOf(reflect.TypeFor[rules]()) {
		key, in := f.Tag.Get("toml"), f.Type
		if in.Kind() == reflect.Slice {
			in = in.Elem()
		}
		if !told[key] {
			t.Errorf("%s is not in the README", key)
		}
		delete(told, key)
		if !isTable(in) {
			continue
		}
		for k := range keysOf(in) {
			if path := key + "." + k.Tag.Get("toml"); !told[path] {
				t.Errorf("%s is not in the README", path)
			} else {
				delete(told, path)
			}
		}
	}
	delete(told, "name")
	for key := range told {
		t.Errorf("the README names %s, which no policy can hold", key)
	}
}
