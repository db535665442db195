// Package workbook reads, makes, patches and saves .xlsx workbooks.
//
// Reading untrusted workbooks is what this product exists for, so the reader is
// our own: one pass over zip and XML that checks CRCs and limits as it goes, and
// refuses what libraries lose silently (a flipped byte, a cut-off sheet, a wrong
// shared-string index, a lying size). It uses the standard library only.
//
// # What one form may cost
//
// Within FormLimits, whatever a file holds, Read takes about 100 ms of one core and
// 30 MB beside the file itself at most; the bounds that tests hold it to are 64 MB
// and, since machines differ, one second. TestReadAttacks and TestReadCost measure
// each file in a process of its own. The dearest, on one core of an AMD EPYC:
//
//	5,000 rows of 60 columns, no two texts equal (healthy)	 99 ms	29 MB
//	10,000 rows of 30 columns in the wrong order          	 87 ms	17 MB
//	6 MB packed so that every byte is a code of its own   	 82 ms	 1 MB
//	350,000 cells, then one too many                      	 71 ms	17 MB
//	4 million elements where nothing is read              	 79 ms	 1 MB
//	5,000 rows of 60 columns, all formulas (healthy)      	 59 ms	15 MB
//	5,000 rows of 60 columns, numbers and texts (healthy) 	 43 ms	15 MB
//	a form of 50 fields, 19 kB (healthy)                  	0.35 ms	 1 MB
//
// What a bomb declares is refused before a byte of it is unpacked, and what lies
// about its size when it passes it: 2 GB of zeros take less than a millisecond.
//
// New workbooks (the blank form, the master of init) are made with
// xuri/excelize/v2, mandated and the best kept writer in Go; write*.go are its
// only door. v2.11.1 asks for a pseudo-version of xuri/efp that is not served, so
// go.mod replaces it by efp v0.0.2, with which excelize's own suite passes.
//
// An existing workbook, the master or a form that goes back to its sender, is only
// ever patched, part by part: what we do not change stays byte for byte. excelize
// would weaken its protection, and cannot comment a sheet with form controls.
//
// The parts that are rewritten are packed with klauspost/compress/flate, at its level
// 5: of 127 MB of rows it makes 13.9 MB in 0.42 s of one core, where compress/flate
// makes 12.0 MB in 1.3 to 1.9 s or, at its fastest, 16.2 MB in 0.40 s. It is plain Go,
// used widely and well kept, and gives back to compress/flate what that can use.
// patch*.go are its only door: what it packs is unpacked by our own inflater before a
// file is replaced, and nothing from outside is unpacked with it.
package workbook
