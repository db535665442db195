package main

import (
	"slices"
	"strings"

	"stintag/process"
)

// forAPlace are what a place on the list needs where no policy says otherwise (D13).
var forAPlace = []process.Field{
	process.FieldKind, process.FieldCentre, process.FieldDoctor, process.FieldLicenceDate, process.FieldPossibleStart,
	process.FieldEmployed, process.FieldSwedishAT,
}

// lacks are the fields that a form which names nobody would need for a place on the
// list. Whether BT is one, the answer on AT tells.
func (p partReading) lacks(policy *process.Policy) []process.Field {
	need := forAPlace
	if policy != nil {
		need = policy.Required.ForList
	}
	var lacks []process.Field
	for _, f := range need {
		if f != process.FieldBT && !slices.Contains(p.Said, f) {
			lacks = append(lacks, f)
		}
	}
	return lacks
}

// blankWords tells what a form holds in which nothing is filled in of any doctor.
func (p partReading) blankWords(policy *process.Policy) string {
	if len(p.Said) == 0 {
		return "Blanketten är tom."
	}
	s := "I blanketten är bara " + labelled(p.Said) + " ifyllt."
	if lacks := p.lacks(policy); len(lacks) > 0 {
		s += " Det som saknas för en plats på listan: " + labelled(lacks) + "."
	}
	return s
}

func labelled(fs []process.Field) string {
	var labels []string
	for _, f := range fs {
		labels = append(labels, f.Label())
	}
	return strings.Join(labels, ", ")
}
