package workbook

import "io"

// Walk reads a workbook as Read does, but hands the rows of some sheets on one by
// one instead of keeping them: the book is told of each sheet, by its name and
// visibility, before its rows, and a function that visit gives gets them, by rising
// number. A row's cells, and the texts in them, hold only until the function returns:
// what is kept of them must be cloned.
//
// What was handed on is true only when Walk has returned without an error: a part
// is known to be whole only at its end. Where a program wrote a sheet's rows out of
// order visit is called for the sheet anew, and what came before holds no more.
func Walk(data []byte, lim Limits, visit func(Sheet) func(Row)) (*Book, error) {
	return walk(data, lim, &visitor{rows: visit})
}

func walk(data []byte, lim Limits, visit *visitor) (*Book, error) {
	b, f := readBy(data, lim, false, visit)
	if f != nil {
		return nil, f
	}
	return b, nil
}

// visitor gets the rows that are not kept.
type visitor struct {
	rows    func(Sheet) func(Row)
	carried Carried // of these rows nobody asks
}

// wanted is a part as it is scanned.
func (r *reader) wanted(name string, src io.Reader) io.Reader {
	if r.visit == nil {
		return src
	}
	return r.visit.carried.without(r.parts, name, src)
}

// outOfOrder stops the handing on of rows.
var outOfOrder = &Fault{Code: Damaged, Detail: "rows out of order"}

// visited reads a sheet, and hands its rows on where somebody wants them.
func (r *reader) visited(name string, head Sheet) (Sheet, *Fault) {
	var each func(Row)
	if r.visit != nil {
		each = r.visit.rows(head)
	}
	filled, merges, text, left, most := r.filled, r.merges, r.text, r.parts.left, r.scan.most
	s, f := r.sheet(name, head, each)
	if f != outOfOrder {
		return s, f
	}
	r.filled, r.merges, r.text, r.parts.left, r.scan.most = filled, merges, text, left, most
	if s, f = r.sheet(name, head, nil); f != nil {
		return s, f
	}
	each = r.visit.rows(head)
	for _, row := range s.Rows {
		each(row)
	}
	s.Rows = nil
	return s, nil
}
