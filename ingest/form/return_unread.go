package form

import (
	"fmt"
	"strings"

	"stintag/process"
)

// unreadHere points at a label that nobody could read, which may ask for the field
// that the form seems to lack.
const unreadHere = " Rubriken %q (ruta %s) kunde vi inte läsa. Menar den detta: svara till höger, eller skriv %s som rubrik."

// unread is a label nobody knows, of which some part reads as the field's.
func (f Form) unread(field process.Field) (Written, bool) {
	for _, w := range f.Unknown {
		parts := strings.FieldsFunc(w.Label, func(r rune) bool { return strings.ContainsRune("/|()[],;", r) })
		for _, p := range parts {
			part := read(p)
			if l, ok := part.labelOf(); ok && l.field == field {
				return w, true
			}
		}
	}
	return Written{}, false
}

// lacking says how to answer what the form has no cell for.
func (f Form) lacking(field process.Field) string {
	if w, ok := f.unread(field); ok {
		return fmt.Sprintf(unreadHere, mask(w.Label), w.Cell, field.Label())
	}
	return answerHere
}
