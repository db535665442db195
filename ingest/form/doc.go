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
// # What one form may cost
//
// From its bytes to its findings a form of 50 fields takes 0.87 ms, 2.4 times what it
// takes to unzip its parts and look at each byte once. Whatever the workbook's reader lets
// through, Read and Interpret take less than 64 MB beside the file, and a healthy table of
// 5,000 doctors 0.2 s. Only texts that are made to be dear take longer, 0.1 to 0.2 ms a
// doctor: a date or a number that nobody can read is tried in every way that people write
// one. TestCost measures each in a process of its own, with workbook.Read. The dearest, on
// one core of an AMD EPYC that others use too, all of whose findings are kept:
//
//	4,900 doctors, 8 dates each that nobody can read           	1069 ms	49 MB
//	4,900 doctors, a date of 120 characters each               	 677 ms	23 MB
//	4,900 doctors, a credit of 490 commas each                 	 646 ms	25 MB
//	4,900 doctors, a comment of 800 characters each            	 307 ms	23 MB
//	4,900 doctors, a name of 800 characters each               	 266 ms	25 MB
//	a table of 5,000 doctors with 10 columns (healthy)         	 215 ms	44 MB
//	5,000 rows of 60 columns, all texts different (healthy)    	 178 ms	44 MB
//	100 sheets of 100 rows of 30, all texts different          	 174 ms	45 MB
//	500,000 characters of digits in 149 comments               	 128 ms	17 MB
//	5,000 merges beside 1,300 rows of 256 cells                	 118 ms	31 MB
//	4,900 labels that need their headings                      	  40 ms	 4 MB
//
// What keeps it so stands in budget.go: a workbook with more labels, headings, tables
// or long texts than any list of doctors is refused whole (Crowded), and each cell is read to its
// 4,000th character, of which its sender is told. Of labels that nobody knows a form
// keeps the first hundred.
//
// golang.org/x/text is used to compose accents (NFC): Excel on a Mac writes å as
// two characters, and a label must not be unknown for that.
package form
