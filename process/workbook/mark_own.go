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
	listWhere = "Ruta"
	listFault = "Vad som är fel, och hur det blir rätt"
	// looksColumn holds, hidden, the places of the marked cells, each in the style
	// that its cell had: programs renumber styles when they save, and keep looks.
	looksColumn = 3
)

// IsFaultList says whether the sheet is the list that MarkForm puts first in a
// form. It is nobody's form, whatever its lines speak of.
func IsFaultList(b *Book, s *Sheet) bool {
	named := slices.ContainsFunc(b.Names, func(n Name) bool {
		return strings.EqualFold(n.Name, listMark) && n.Sheet == s.Name
	})
	return named || hasListHeadings(s)
}

func hasListHeadings(s *Sheet) bool {
	titled := false
	for _, row := range s.Rows {
		for i, c := range row.Cells {
			text := strings.TrimSpace(c.Text)
			titled = titled || strings.HasPrefix(text, listName)
			if titled && text == listFault && i > 0 && strings.TrimSpace(row.Cells[i-1].Text) == listWhere {
				return true
			}
		}
	}
	return false
}
