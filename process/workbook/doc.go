// Package workbook reads, makes, patches and saves .xlsx workbooks.
//
// Reading untrusted workbooks is what this product exists for, so the reader is
// our own: one pass over zip and XML that checks CRCs and limits as it goes, and
// refuses what libraries lose silently (a flipped byte, a cut-off sheet, a wrong
// shared-string index). It uses the standard library only.
//
// New workbooks (the blank form, the master of init) are made with
// xuri/excelize/v2, mandated and the best kept writer in Go; write*.go are its
// only door. v2.11.1 asks for a pseudo-version of xuri/efp that is not served, so
// go.mod replaces it by efp v0.0.2, with which excelize's own suite passes.
//
// An existing workbook, the master or a form that goes back to its sender, is only
// ever patched, part by part: what we do not change stays byte for byte. excelize
// would weaken its protection, and cannot comment a sheet with form controls.
package workbook
