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
// 5,000 doctors 0.2 s. Whether a text can be a date or a number at all is seen before it
// is held to the ways that people write one, so that texts that nobody can read cost no
// more than 0.07 ms a doctor. TestCost measures each in a process of its own, with
// workbook.Read. The dearest, on one core of an AMD EPYC that others use too, all of
// whose findings are kept:
//
//	4,900 doctors, 8 dates each that nobody can read           	 330 ms	36 MB
//	4,900 doctors, a comment of 800 characters each            	 265 ms	19 MB
//	4,900 doctors, a name of 800 characters each               	 265 ms	18 MB
//	4,900 doctors, a credit of 490 commas each                 	 235 ms	17 MB
//	4,900 doctors, a date of 120 characters each               	 207 ms	17 MB
//	5,000 rows of 60 columns, all texts different (healthy)    	 199 ms	43 MB
//	100 sheets of 100 rows of 30, all texts different          	 199 ms	40 MB
//	a table of 5,000 doctors beside 90 sheets of labels        	 197 ms	26 MB
//	a table of 5,000 doctors with 10 columns (healthy)         	 188 ms	31 MB
//	150 comments of 98 kB, all of figures                      	 147 ms	18 MB
//	5,000 merges beside 1,300 rows of 256 cells                	 133 ms	29 MB
//	5,000 rows of 60 columns, all personal numbers             	  91 ms	17 MB
//	4,900 labels that need their headings                      	  40 ms	 4 MB
//
// What keeps it so stands in budget.go and masking_book.go: a workbook with more labels,
// headings, tables, long texts or personal numbers than any list of doctors is refused
// whole (Crowded), and each cell is read to its 4,000th character, of which its sender is
// told. Of labels that nobody knows a form keeps the first hundred.
//
// golang.org/x/text is used to compose accents (NFC): Excel on a Mac writes å as
// two characters, and a label must not be unknown for that.
package form
