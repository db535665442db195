// Package form knows the intresseanmälan: it makes the blank form, reads the
// forms that managers really send, and sends faulty ones back marked.
//
// Reading has two steps that meet only in Form. Read finds the fields of a
// workbook as written, with their cells; it needs no register, no clock and no
// policy, so its answer is stored when mail is received. Interpret turns a Form
// into an Application with findings; it is repeated whenever the rules change.
//
// What a field is called, what it holds and what it accepts stands in one place,
// the catalogue; labels, drop-downs and readings all come from it.
//
// golang.org/x/text is used to compose accents (NFC): Excel on a Mac writes å as
// two characters, and a label must not be unknown for that.
package form
