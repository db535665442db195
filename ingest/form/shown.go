package form

// Shown is what stands in the cell, as it may be shown to its sender and to
// administrators: a personnummer is masked.
func (w Written) Shown() string { return w.shown() }

// Masked is a text of a form's sender, a sheet's name say, with every personnummer
// in it masked.
func Masked(s string) string { return mask(s) }
