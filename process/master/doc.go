// Package master is the people's workbook: it makes a new one for init, adopts
// what people wrote in it, and merges what the ledger says into it.
//
// The merge is three-way. The ledger remembers what the program last wrote (the
// base). A cell that differs from the base was changed by a person: in a person's
// column it is input, in the program's column a correction, and either way it is
// never overwritten. Rows are found by key and columns by heading, never by
// position; the program never moves a row.
package master
