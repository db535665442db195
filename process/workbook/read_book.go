package workbook

import (
	"path"
	"slices"
	"strings"
)

// relation is one relationship of a part.
type relation struct {
	id     string
	kind   string // the last word of its type, in lower case: worksheet, styles
	target string
}

// mainPart is the workbook's own part, found through the package's relationships;
// "" where the package has none.
func (r *reader) mainPart() (string, *Fault) {
	rels, f := r.relations("")
	if f != nil {
		return "", f
	}
	for _, rel := range rels {
		if rel.kind != "officedocument" {
			continue
		}
		name, found := r.parts.resolve("", rel.target)
		if !found {
			return "", missing(name)
		}
		return name, nil
	}
	return "", nil
}

// relations reads the relationships of a part; none where it has no such part.
func (r *reader) relations(of string) ([]relation, *Fault) {
	dir, base := path.Split(of)
	name := dir + "_rels/" + base + ".rels"
	if !r.parts.has(name) {
		return nil, nil
	}
	var rels []relation
	f := r.part(name, func(root []byte) error {
		return r.scan.children(func(el []byte) error {
			if string(el) != "Relationship" || string(r.scan.attr("TargetMode")) == "External" {
				return nil
			}
			if len(rels) >= r.lim.Parts {
				return r.scan.fault(TooLarge, "more than %d relationships", r.lim.Parts)
			}
			id, err := r.attribute("Id")
			if err != nil {
				return err
			}
			target, err := r.attribute("Target")
			if err != nil {
				return err
			}
			kind := path.Base(string(r.scan.attr("Type")))
			rels = append(rels, relation{id: id, kind: strings.ToLower(kind), target: target})
			return nil
		})
	})
	return rels, f
}

// sheetEntry is a sheet as the workbook part lists it.
type sheetEntry struct {
	name       string
	visibility Visibility
	id         string // of its relationship
}

// book reads the workbook part and all it leads to.
func (r *reader) book(main string) *Fault {
	var sheets []sheetEntry
	f := r.part(main, func(root []byte) error {
		if string(root) != "workbook" {
			return &Fault{Code: NotAWorkbook, Part: main}
		}
		return r.scan.children(func(el []byte) error {
			switch string(el) {
			case "workbookPr":
				r.date1904 = isTrue(r.scan.attr("date1904"))
			case "sheets":
				return r.sheetList(&sheets)
			case "definedNames":
				return r.nameList()
			}
			return r.scan.pass()
		})
	})
	if f != nil {
		return f
	}
	rels, f := r.relations(main)
	if f != nil {
		return f
	}
	if f := r.tables(main, rels); f != nil {
		return f
	}
	if f := r.sheets(main, rels, sheets); f != nil {
		return f
	}
	r.names(sheets)
	return nil
}

func (r *reader) sheetList(sheets *[]sheetEntry) error {
	return r.scan.children(func(el []byte) error {
		if string(el) != "sheet" {
			return nil
		}
		if len(*sheets) >= r.lim.Sheets {
			return r.scan.fault(TooLarge, "more than %d sheets", r.lim.Sheets)
		}
		var e sheetEntry
		switch string(r.scan.attr("state")) {
		case "hidden":
			e.visibility = Hidden
		case "veryHidden":
			e.visibility = VeryHidden
		}
		for _, a := range r.scan.attrs { // r:id, whatever the prefix
			if strings.HasSuffix(string(r.scan.attrName(a)), ":id") {
				e.id = string(r.scan.attrValue(a))
			}
		}
		var err error
		e.name, err = r.attribute("name")
		*sheets = append(*sheets, e)
		return err
	})
}

// tables reads what the sheets' cells refer to: the styles and the shared strings.
func (r *reader) tables(main string, rels []relation) *Fault {
	for _, table := range []struct {
		kind string
		read func(root []byte) error
	}{{"styles", r.styleTable}, {"sharedstrings", r.stringTable}} {
		i := slices.IndexFunc(rels, func(rel relation) bool { return rel.kind == table.kind })
		if i < 0 {
			continue
		}
		name, found := r.parts.resolve(main, rels[i].target)
		if !found && table.kind == "sharedstrings" {
			continue // some programs name the part though no cell needs it
		}
		if f := r.part(name, table.read); f != nil {
			return f
		}
	}
	return nil
}

func (r *reader) sheets(main string, rels []relation, entries []sheetEntry) *Fault {
	for _, e := range entries {
		i := slices.IndexFunc(rels, func(rel relation) bool { return rel.id == e.id })
		if i < 0 {
			return &Fault{Code: BadReference, Part: main, Detail: "a sheet without a part"}
		}
		if rels[i].kind != "worksheet" {
			continue // a chart or a dialog fills the sheet
		}
		name, _ := r.parts.resolve(main, rels[i].target)
		s, f := r.visited(name, Sheet{Name: e.name, Visibility: e.visibility})
		if f != nil {
			f.Sheet = e.name
			return f
		}
		r.out.Sheets = append(r.out.Sheets, s)
	}
	if len(r.out.Sheets) == 0 {
		return &Fault{Code: Damaged, Part: main, Detail: "no worksheet"}
	}
	return nil
}

// attribute keeps the attribute's value, with its entities decoded.
func (r *reader) attribute(name string) (string, error) {
	value, err := r.scan.unescaped(r.scan.attr(name))
	return r.arena.add(value), err
}

func isTrue(b []byte) bool { return string(b) == "1" || string(b) == "true" }
