package workbook

import (
	"strconv"
	"strings"
)

type definedName struct {
	name, refersTo string
	scope          int // the index of its sheet, -1 where it is the book's
}

func (r *reader) nameList() error {
	return r.scan.children(func(el []byte) error {
		if string(el) != "definedName" {
			return nil
		}
		n := definedName{scope: -1}
		if id := r.scan.attr("localSheetId"); id != nil {
			scope, err := strconv.Atoi(string(id))
			if err != nil {
				return r.scan.fault(BadReference, "a name's sheet is no number")
			}
			n.scope = scope
		}
		var err error
		if n.name, err = r.attribute("name"); err != nil {
			return err
		}
		r.scan.text = r.scan.text[:0]
		if err := r.scan.collected(); err != nil {
			return err
		}
		n.refersTo = r.arena.add(r.scan.text)
		if len(r.defined) >= r.lim.Names {
			return r.scan.fault(TooLarge, "more than %d defined names", r.lim.Names)
		}
		r.defined = append(r.defined, n)
		return nil
	})
}

// names keeps those that point to one place on one sheet; Excel's own (print
// areas, filters), formulas, constants and whole columns say nothing of a form.
func (r *reader) names(sheets []sheetEntry) {
	r.out.Names = make([]Name, 0, len(r.defined))
	for _, n := range r.defined {
		if strings.HasPrefix(n.name, "_xlnm.") {
			continue
		}
		sheet, ref, ok := splitReference(n.refersTo)
		if !ok {
			continue
		}
		rng, ok := parseRange(ref)
		if !ok {
			continue
		}
		if sheet == "" && n.scope >= 0 && n.scope < len(sheets) {
			sheet = sheets[n.scope].name
		}
		if s, ok := r.sheetFold(sheet); ok {
			r.out.Names = append(r.out.Names, Name{Name: n.name, Sheet: s, Range: rng})
		}
	}
}

// sheetFold finds the sheet's name as it is written; Excel compares without case.
func (r *reader) sheetFold(name string) (string, bool) {
	for _, s := range r.out.Sheets {
		if strings.EqualFold(s.Name, name) {
			return s.Name, true
		}
	}
	return "", false
}

// splitReference takes 'It”s mine'!$A$1 apart.
func splitReference(s string) (sheet, ref string, ok bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "=")
	i := strings.LastIndexByte(s, '!')
	if i < 0 {
		return "", s, true
	}
	sheet, ref = s[:i], s[i+1:]
	if strings.HasPrefix(sheet, "'") {
		inner, closed := strings.CutSuffix(sheet[1:], "'")
		plain := strings.ReplaceAll(inner, "''", "")
		return strings.ReplaceAll(inner, "''", "'"), ref, closed && !strings.Contains(plain, "'")
	}
	return sheet, ref, !strings.ContainsAny(sheet, "'!,()")
}
