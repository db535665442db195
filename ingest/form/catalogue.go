package form

import (
	"maps"
	"slices"
	"strings"

	"stintag/process"
)

// holds is what a field's value is.
type holds uint8

const (
	asText holds = iota
	asDate
	asAnswer
	asChoice
	asNumber
	asPercent
	asPersonal
	asEmail
)

// need is how the blank form marks a field (D13). A region's form follows its
// policy; the catalogue's marks are the form's that has none.
type need uint8

const (
	optional need = iota
	forDecision
	forList
)

// owner is whom a label speaks of, for labels that fit several fields.
type owner uint8

const (
	nobody owner = iota
	manager
	doctor
	supervisor
	director
	signer
)

// spec is everything the form knows of one field but its label.
type spec struct {
	holds    holds
	need     need
	whose    owner
	values   []choice
	help     string
	note     string // in brackets after the blank form's label
	synonyms []string
}

// specOf is what the form knows of a field.
func specOf(f process.Field) *spec {
	if s := specs[f]; s != nil {
		return s
	}
	return &spec{}
}

// specs are the catalogue's, which nothing changes.
var specs = func() map[process.Field]*spec {
	all := make(map[process.Field]*spec, len(catalogue))
	for f, s := range catalogue {
		all[f] = &s
	}
	return all
}()

// mark is what the blank form writes after the label.
func (s spec) mark() string {
	mark := [...]string{optional: "", forDecision: " **", forList: " *"}[s.need]
	if s.note != "" {
		mark += " (" + s.note + ")"
	}
	return mark
}

// format is the number format of the field's cell in the blank form.
func (s spec) format() string {
	switch s.holds {
	case asDate:
		return "yyyy-mm-dd"
	case asPercent:
		return "0%"
	case asNumber:
		return "General"
	}
	return "@"
}

// choices are the drop-down's.
func (s spec) choices() []string {
	if s.holds == asAnswer {
		return []string{string(process.Yes), string(process.No)}
	}
	var vs []string
	for _, c := range s.values {
		if !c.old && len(c.of) == 0 {
			vs = append(vs, c.value)
		}
	}
	return vs
}

// catalogue holds every field that a form can have; a field's own label
// (process.Field.Label) is always one of its labels, and no label is two fields'.
var catalogue = func() map[process.Field]spec {
	all := map[process.Field]spec{}
	for _, part := range []map[process.Field]spec{unitFields, doctorFields, trainingFields} {
		maps.Copy(all, part)
	}
	for _, wordings := range []map[process.Field][]string{questions, inEnglish} {
		for f, labels := range wordings {
			s := all[f]
			s.synonyms = slices.Concat(s.synonyms, labels)
			all[f] = s
		}
	}
	for f, s := range all {
		s.synonyms = slices.Concat(s.synonyms, inOtherWords(append([]string{f.Label()}, s.synonyms...)))
		all[f] = s
	}
	return all
}()

// ourWords are what some regions call what the form calls by other names, each after
// the form's own.
var ourWords = []*strings.Replacer{
	strings.NewReplacer("Vårdcentral", "Hälsocentral", "vårdcentral", "hälsocentral"),
	strings.NewReplacer("Antal specialister i allmänmedicin", "Antal distriktsläkare", "specialist i allmänmedicin", "distriktsläkare"),
}

// inOtherWords gives the labels as those regions write them.
func inOtherWords(labels []string) []string {
	var others []string
	for _, r := range ourWords {
		for _, l := range labels {
			if other := r.Replace(l); other != l && !slices.Contains(labels, other) {
				others = append(others, other)
			}
		}
	}
	return others
}
