package workbook

import (
	"slices"
	"strings"
)

const (
	listName = "Att rätta"
	// listMark is the defined name of the list's first cell. Programs carry it along
	// when the sheet is renamed or moved.
	listMark = "stintag_att_ratta"
	// The headings of the list, by which it is known where the name was lost.
	listWhere      = "Ruta"
	listFault      = "Vad som är fel, och hur det blir rätt"
	listSuggestion = "Vårt förslag"
	listAnswer     = "Ert svar"
	// titleRows is how far down the headings are sought.
	titleRows = 100
)

// The columns of the list. The last four are hidden: looksColumn holds the places
// of the marked cells, each in the style that its cell had (programs renumber
// styles when they save, and keep looks), the others what a Mark and its Ask say.
const (
	whereColumn = 1 + iota
	faultColumn
	suggestionColumn
	answerColumn
	looksColumn
	keyColumn
	writtenColumn
	tagColumn
	firstLooksColumn = 3 // in lists without answers
)

// IsFaultList says whether the sheet is the list that MarkForm puts first in a
// form. It is nobody's form, whatever its lines speak of.
func IsFaultList(b *Book, s *Sheet) bool {
	named := slices.ContainsFunc(b.Names, func(n Name) bool {
		return strings.EqualFold(n.Name, listMark) && n.Sheet == s.Name
	})
	if named {
		return true
	}
	_, headed := s.listHeadings()
	return headed
}
