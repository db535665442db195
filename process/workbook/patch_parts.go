package workbook

import (
	"archive/zip"
	"errors"
	"fmt"
	"path"
	"strings"
)

const (
	typesPart        = "[Content_Types].xml"
	relationshipType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	emptyRels        = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>`
)

// free is a part name that is not taken; pattern has one %s for a number.
func (pk *packageFile) free(pattern string) string {
	name := fmt.Sprintf(pattern, "")
	for n := 2; pk.has(name); n++ {
		name = fmt.Sprintf(pattern, fmt.Sprint(n))
	}
	return name
}

// add puts a new part last in the package.
func (pk *packageFile) add(part string, b []byte) {
	f := &zip.File{FileHeader: zip.FileHeader{Name: part}}
	pk.files[partKey(part)] = f
	pk.extra = append(pk.extra, f)
	pk.replaced[f] = b
}

// addPart adds a part that from refers to, with its content type.
func (pk *packageFile) addPart(from, part, kind, contentType string, b []byte) error {
	pk.add(part, b)
	if _, err := pk.link(from, part, kind); err != nil {
		return err
	}
	return pk.insertLast(typesPart, "Types", func(prefix string) string {
		return "<" + prefix + `Override PartName="/` + escapeText(part) + `" ContentType="` + contentType + `"/>`
	})
}

// link adds a relation and gives its id.
func (pk *packageFile) link(from, to, kind string) (id string, err error) {
	rels, err := pk.relations(from)
	if err != nil {
		return "", err
	}
	taken := map[string]bool{}
	for _, r := range rels {
		taken[r.id] = true
	}
	n := len(rels) + 1
	for id = fmt.Sprintf("rIdSt%d", n); taken[id]; id = fmt.Sprintf("rIdSt%d", n) {
		n++
	}
	name := relsOf(from)
	if !pk.has(name) {
		pk.add(name, []byte(emptyRels))
	}
	err = pk.insertLast(name, "Relationships", func(prefix string) string {
		return "<" + prefix + `Relationship Id="` + id + `" Type="` + relationshipType + kind + `" Target="/` + escapeText(to) + `"/>`
	})
	return id, err
}

// insertLast puts markup at the end of a part's root.
func (pk *packageFile) insertLast(part, root string, markup func(prefix string) string) error {
	raw, err := pk.read(part)
	if err != nil {
		return err
	}
	c := &cursor{src: raw}
	r, err := c.root(root)
	if err != nil {
		return fmt.Errorf("part %s: %w", part, err)
	}
	text := []byte(markup(r.prefix()))
	if r.alone {
		pk.replace(part, slicesJoin(raw[:r.start], opened(raw[r.start:r.end]), text, []byte("</"+string(r.name)+">"), raw[r.end:]))
		return nil
	}
	end, err := c.children(r, func(element) error { return nil })
	if err != nil {
		return fmt.Errorf("part %s: %w", part, err)
	}
	pk.replace(part, slicesJoin(raw[:end.start], text, raw[end.start:]))
	return nil
}

// unlink drops the relations of a part that the test names, and gives their targets.
func (pk *packageFile) unlink(from string, test func(partLink) bool) (targets []string, err error) {
	rels, err := pk.relations(from)
	if err != nil || len(rels) == 0 {
		return nil, err
	}
	name := relsOf(from)
	raw, err := pk.read(name)
	if err != nil {
		return nil, err
	}
	var out []byte
	copied := 0
	for _, r := range rels {
		if test(r) {
			out = append(out, raw[copied:r.tag.start]...)
			copied = r.end
			targets = append(targets, r.target)
		}
	}
	if copied > 0 {
		pk.replace(name, append(out, raw[copied:]...))
	}
	return targets, nil
}

// remove drops a part, its content type, and what it alone refers to.
func (pk *packageFile) remove(part string) error {
	if !pk.has(part) {
		return nil
	}
	inner, err := pk.relations(part)
	if err != nil {
		return err
	}
	pk.drop(part)
	if pk.has(relsOf(part)) {
		pk.drop(relsOf(part))
	}
	for _, r := range inner {
		if err := pk.remove(r.target); err != nil {
			return err
		}
	}
	return pk.editTypes(func(of, _ string) (string, bool) { return "", partKey(of) != partKey(part) })
}

// editTypes goes through the parts' own content types: edit gives a new one ("":
// as it is), or says that the line goes.
func (pk *packageFile) editTypes(edit func(part, contentType string) (changed string, keep bool)) error {
	raw, err := pk.read(typesPart)
	if err != nil {
		return err
	}
	c := &cursor{src: raw}
	root, err := c.root("Types")
	if err != nil {
		return fmt.Errorf("part %s: %w", typesPart, err)
	}
	var out []byte
	copied := 0
	_, err = c.children(root, func(e element) error {
		tag := raw[e.start:e.end]
		of, ok := attribute(tag, "PartName")
		if !ok {
			return nil
		}
		kind, _ := attribute(tag, "ContentType")
		changed, keep := edit(of, kind)
		end, err := c.pass(e)
		if err != nil || keep && changed == "" {
			return err
		}
		out = append(out, raw[copied:e.start]...)
		copied = end.end
		if keep {
			out = append(out, setAttribute(tag, "ContentType", changed)...)
			out = append(out, raw[e.end:end.end]...)
		}
		return nil
	})
	if copied > 0 {
		pk.replace(typesPart, append(out, raw[copied:]...))
	}
	return err
}

// withoutMacros makes of a workbook with macros, or of a template, a plain
// workbook. Sheets of the old macro language cannot be taken out.
func (b *bookPart) withoutMacros() error {
	for _, r := range b.rels {
		if strings.Contains(strings.ToLower(r.kind), "macrosheet") {
			return errors.New("the workbook has sheets of macros")
		}
	}
	gone, err := b.pk.unlink(b.part, func(r partLink) bool { return r.kind == "vbaProject" })
	if err != nil {
		return err
	}
	for _, part := range gone {
		if err := b.pk.remove(part); err != nil {
			return err
		}
	}
	return b.pk.editTypes(func(of, kind string) (string, bool) {
		if partKey(of) != partKey(b.part) || path.Base(kind) == plainBook {
			return "", true
		}
		return "application/" + plainBook, true
	})
}

const plainBook = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
