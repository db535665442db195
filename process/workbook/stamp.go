package workbook

import (
	"bytes"
	"errors"
	"strings"
)

// stampName is the hidden defined name that holds the stamp. Excel, LibreOffice
// and openpyxl all write names back when they save; properties some of them drop.
const stampName = "stintag.version"

// StampOf reads the stamp that Apply set; "" where the workbook has none, or where
// it cannot be read.
func StampOf(data []byte) string {
	pk, err := openPackage(data)
	if err != nil {
		return ""
	}
	b, err := openBook(pk)
	if err != nil {
		return ""
	}
	at, err := findStamp(b.raw)
	if err != nil || at.text.to == 0 {
		return ""
	}
	return stampIn(b.raw[at.text.from:at.text.to])
}

// MayBeStamped says whether the workbook part holds the name of a stamp: a quick look,
// before a whole file is read for its sake.
func MayBeStamped(part []byte) bool { return bytes.Contains(part, []byte(stampName)) }

// stampIn is the constant of a name's formula: "17-1725991200", with = before it
// where a program writes one.
func stampIn(formula []byte) string {
	s := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(unescape(formula)), "="))
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return ""
	}
	return strings.ReplaceAll(s[1:len(s)-1], `""`, `"`)
}

// stampPlace says where the stamp stands in a workbook part, or where it would go.
type stampPlace struct {
	name  span    // the whole element; its second is 0 where there is none
	text  span    // what stands in it
	list  int     // before the list's end tag; 0 where there is no list
	alone element // an empty list
	after int     // where a list would go
}

func findStamp(raw []byte) (at stampPlace, err error) {
	c := &cursor{src: raw}
	root, err := c.root("workbook")
	if err != nil {
		return at, err
	}
	_, err = c.children(root, func(e element) error {
		switch {
		case e.is("sheets"), e.is("functionGroups"), e.is("externalReferences"):
			end, err := c.pass(e)
			at.after = end.end
			return err
		case e.is("definedNames") && e.alone:
			at.alone = e
		case e.is("definedNames"):
			return at.names(c, e)
		}
		return nil
	})
	if err == nil && at.after == 0 {
		err = errors.New("no <sheets>")
	}
	return at, err
}

func (at *stampPlace) names(c *cursor, list element) error {
	end, err := c.children(list, func(n element) error {
		if name, _ := attribute(c.src[n.start:n.end], "name"); !strings.EqualFold(name, stampName) {
			return nil
		}
		end, err := c.pass(n)
		at.name, at.text = span{n.start, end.end}, span{n.end, max(end.start, n.end)}
		return err
	})
	at.list = end.start
	return err
}

// stamped is the workbook part with the stamp in place of the one it had.
func stamped(raw []byte, stamp string) ([]byte, error) {
	at, err := findStamp(raw)
	if err != nil {
		return nil, err
	}
	root, _, err := (&cursor{src: raw}).next()
	if err != nil {
		return nil, err
	}
	p := root.prefix()
	name := []byte("<" + p + `definedName name="` + stampName + `" hidden="1">` +
		escapeText(`"`+strings.ReplaceAll(stamp, `"`, `""`)+`"`) + "</" + p + "definedName>")
	switch {
	case at.name.to > 0:
		return slicesJoin(raw[:at.name.from], name, raw[at.name.to:]), nil
	case at.list > 0:
		return slicesJoin(raw[:at.list], name, raw[at.list:]), nil
	}
	list := slicesJoin([]byte("<"+p+"definedNames>"), name, []byte("</"+p+"definedNames>"))
	if at.alone.end > 0 {
		return slicesJoin(raw[:at.alone.start], list, raw[at.alone.end:]), nil
	}
	return slicesJoin(raw[:at.after], list, raw[at.after:]), nil
}
