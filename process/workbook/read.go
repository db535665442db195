package workbook

import (
	"io"
	"strings"
	"sync"
	"unsafe"
)

// Limits bound what one workbook may cost. They hold while reading, so that a
// workbook is refused at the byte that passes one, whatever its headers claim.
type Limits struct {
	Bytes     int64 // unzipped, all parts together
	Packed    int64 // zipped, the parts that must be unpacked: what takes the time
	PartBytes int64 // unzipped, one part
	Parts     int   // zip entries
	Depth     int   // nested XML elements
	Elements  int   // XML elements that are looked at, all parts together; four times as many are passed over
	Sheets    int
	Rows      int   // the last row that holds a value
	Columns   int   // the last column that holds a value
	Cells     int   // filled cells, all sheets together
	Merges    int   // merged ranges, all sheets together
	Names     int   // defined names
	Strings   int   // shared strings
	Text      int64 // bytes of text, each cell's counted anew; and of shared strings
}

// FormLimits are for forms from outside: within them a workbook takes less than
// 64 MB and 100 ms, and a healthy one of 5,000 rows and 60 columns is inside.
var FormLimits = Limits{
	Bytes: 32 << 20, Packed: 6 << 20, PartBytes: 24 << 20, Parts: 2000, Depth: 64, Elements: 1_000_000, Sheets: 100,
	Rows: 10000, Columns: 256, Cells: 350_000, Merges: 5000, Names: 5000,
	Strings: 350_000, Text: 16 << 20,
}

// MasterLimits are for our own workbook, which may hold 100,000 rows and more.
var MasterLimits = Limits{
	Bytes: 2 << 30, Packed: 1 << 30, PartBytes: 1 << 30, Parts: 10_000, Depth: 64, Elements: 100_000_000, Sheets: 250,
	Rows: 1 << 20, Columns: 1 << 14, Cells: 10_000_000, Merges: 100_000, Names: 100_000,
	Strings: 5_000_000, Text: 1 << 30,
}

// Read reads a workbook. An error is always a *Fault: what cannot be read whole
// is refused, never read in part.
func Read(data []byte, lim Limits) (*Book, error) {
	b, f := read(data, lim)
	if f != nil {
		return nil, f
	}
	return b, nil
}

func read(data []byte, lim Limits) (*Book, *Fault) { return readBy(data, lim, false, nil) }

func readBy(data []byte, lim Limits, thorough bool, visit *visitor) (*Book, *Fault) {
	p, f := openParts(data, lim)
	if f != nil {
		return nil, f
	}
	w := workspaces.Get().(*workspace)
	defer w.put()
	p.inflate = &w.inflate
	w.scan.bound(lim.Depth, lim.Elements)
	r := &reader{workspace: w, parts: p, lim: lim, thorough: thorough, visit: visit}
	main, f := r.mainPart()
	if f != nil {
		return nil, f
	}
	if main == "" || strings.HasSuffix(main, ".bin") {
		return nil, notAWorkbook(data)
	}
	if f := r.book(main); f != nil {
		if f.Code == NotAWorkbook && f.Format == FormatUnknown {
			return nil, notAWorkbook(data)
		}
		return nil, f
	}
	if f := r.rest(); f != nil {
		return nil, f
	}
	book := r.out // by itself, so that it keeps neither the file nor the workspace
	return &book, nil
}

// workspace is what one reading needs and the next can use again.
type workspace struct {
	inflate inflater
	scan    *scanner
	defined []definedName
	shared  []string // strings
	rows    []Row    // of the sheet being read
	cells   []Cell   // of those of its rows that have no others yet
}

var workspaces = sync.Pool{New: func() any { return &workspace{scan: newScanner()} }}

// put gives the workspace back, with nothing of the workbook left in its lists, and
// without what something unusual has made large.
func (w *workspace) put() {
	const most = 1 << 20
	if w.scan.size() > most {
		w.scan = newScanner()
	}
	w.defined, w.shared = emptied(w.defined), emptied(w.shared)
	w.rows, w.cells = emptied(w.rows), emptied(w.cells)
	workspaces.Put(w)
}

func emptied[T any](list []T) []T {
	const most = 1 << 13
	if list = list[:cap(list)]; len(list) > most {
		return nil
	}
	clear(list)
	return list[:0]
}

// reader holds what the parts of one workbook share while they are read.
type reader struct {
	*workspace
	parts *parts
	lim   Limits
	out   Book

	visit    *visitor
	thorough bool // nothing is read the short way; a test compares the two
	date1904 bool
	dates    []bool // by cell style: does its number format show a date
	styled   bool   // a styles part was read
	arena    stringArena

	size             int64 // of the part being read, as its entry says
	filled, merges   int   // cells and ranges so far, in all sheets
	text, sharedText int64
}

// part scans one part from beginning to end; visit gets its root element.
func (r *reader) part(name string, visit func(root []byte) error) *Fault {
	return r.whole(name, func(src io.Reader) error {
		r.scan.reset(name, src)
		return r.scan.children(visit)
	})
}

// whole hands a part to scan and reads it to its end. What it holds is believed
// only when its last byte and its CRC are right: a fault found on the way gives
// way to damage of the part.
func (r *reader) whole(name string, scan func(src io.Reader) error) *Fault {
	src, f := r.parts.open(name)
	if f != nil {
		return f
	}
	r.size = int64(src.size) // openParts saw that it is within the limits
	if src.size >= aheadFrom {
		ahead := readAhead(src)
		err := scan(r.wanted(name, ahead))
		if end := discardAll(ahead); end != nil { // of the whole part
			err = end
		}
		if err != nil {
			return asFault(err, name)
		}
		return nil
	}
	err := scan(r.wanted(name, src))
	f = src.drain(r.scan.buf)
	if f == nil && err != nil {
		f = asFault(err, name)
	}
	return f
}

// rest reads every part that the sheets did not need, so that damage anywhere is
// found, and so that no part is nested deeper than whoever opens the book next
// can stand.
func (r *reader) rest() *Fault {
	for _, name := range r.parts.unread() {
		f := r.whole(name, func(src io.Reader) error {
			if !isXML(name) {
				return nil
			}
			r.scan.reset(name, src)
			return r.scan.skim()
		})
		if f != nil {
			return f
		}
	}
	return nil
}

func isXML(name string) bool {
	for _, ext := range []string{".xml", ".rels", ".vml"} {
		if strings.HasSuffix(name, ext) {
			return true
		}
	}
	return false
}

// stringArena keeps many short strings in few allocations, or in none where they
// need not last.
type stringArena struct {
	b       strings.Builder
	passing bool   // strings hold until forget
	room    []byte // for those
}

// forget takes back the strings that were only passing.
func (a *stringArena) forget() { a.room = a.room[:0] }

func (a *stringArena) add(text []byte) string {
	const block = 4 << 10
	if a.passing && len(text) > 0 {
		if cap(a.room)-len(a.room) < len(text) {
			a.room = make([]byte, 0, max(len(text), 16*block))
		}
		from := len(a.room)
		a.room = append(a.room, text...)
		return unsafe.String(&a.room[from], len(text))
	}
	if len(text) > block/4 {
		return string(text)
	}
	if a.b.Cap()-a.b.Len() < len(text) {
		a.b = strings.Builder{}
		a.b.Grow(block)
	}
	from := a.b.Len()
	a.b.Write(text)
	return a.b.String()[from:]
}
