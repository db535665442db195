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
// From its bytes to its findings a form of 50 fields takes 0.83 ms, 2.2 times what it
// takes to unzip its parts by the standard library and look at each byte once:
// the best of three runs of BenchmarkForm on one core. Whatever the workbook's reader
// lets through, Read and Interpret take less than 64 MB beside the file, and a healthy
// table of 5,000 doctors 0.1 s. Whether a text can be a date, a number, an answer or a
// personal number at all is seen before it is held to the ways that people write one, so
// that texts that nobody can read cost no more than 0.04 ms a doctor. TestCost measures
// each in a process of its own, with workbook.Read. The dearest, on one core of an AMD EPYC
// that many others use too, all of whose findings are kept, the best of three:
//
//	4,900 doctors, 8 dates each that nobody can read           	 156 ms	38 MB
//	100 sheets of 100 rows of 30, all texts different          	 134 ms	37 MB
//	5,000 rows of 60 columns, all texts different (healthy)    	 132 ms	40 MB
//	4,900 doctors, a comment of 800 characters of their own    	 117 ms	20 MB
//	a table of 5,000 doctors beside 90 sheets of labels        	 104 ms	30 MB
//	4,900 doctors, a name of 800 characters each               	 102 ms	22 MB
//	a table of 5,000 doctors with 10 columns (healthy)         	  93 ms	22 MB
//	250 columns of labels over 1,300 rows                      	  91 ms	31 MB
//	5,000 merges beside 1,300 rows of 256 cells                	  91 ms	30 MB
//	10,000 rows of 30 labels and their values in one cell each 	  89 ms	28 MB
//	1,300 rows of a doctor a column                            	  88 ms	33 MB
//	10,000 rows of 35 columns of one name                      	  85 ms	33 MB
//	4,900 doctors, a credit of 490 commas each                 	  84 ms	16 MB
//	4,900 doctors, a date of 120 characters each               	  83 ms	16 MB
//	150 comments of 98 kB, all of figures                      	  80 ms	13 MB
//	4,900 doctors, a comment of 800 characters each            	  79 ms	15 MB
//	5,000 rows of 60 columns, all personal numbers             	  68 ms	18 MB
//
// Of what wide sheets of texts of their own cost more than half is workbook.Read; of what
// tables cost half is Interpret, some 9 µs a doctor.
//
// What keeps it so stands in budget.go and masking_book.go: a workbook with more labels,
// headings, tables, long texts or personal numbers than any list of doctors is refused
// whole (Crowded), and each cell is read to its 4,000th character, of which its sender is
// told. Of labels that nobody knows a form keeps the first hundred.
//
// # What goes back
//
// Return tries its copy before it gives it out: sent again unchanged it must be read as it
// was, and with what it asks for written in it, in its list and in its cells, as it was with
// that. A workbook that would not be is sent with its reading kept in the list, which holds
// as long as nothing else is changed in it; one for which that is not enough does not go
// back. That takes some three more readings, of tables of more than 300 doctors one.
//
// golang.org/x/text is used to compose accents (NFC): Excel on a Mac writes å as
// two characters, and a label must not be unknown for that.
package form
