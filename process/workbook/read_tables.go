package workbook

import (
	"slices"
	"strconv"
	"unicode/utf8"
)

// styleTable notes which cell styles show a date.
func (r *reader) styleTable([]byte) error {
	r.styled = true
	formats := map[int]bool{}
	return r.scan.children(func(el []byte) error {
		switch string(el) {
		case "numFmts":
			return r.formatList(formats)
		case "cellXfs":
			return r.scan.children(func(el []byte) error {
				if string(el) != "xf" {
					return nil
				}
				if len(r.dates) >= mostStyles {
					return r.scan.fault(TooLarge, "more than %d cell styles", mostStyles)
				}
				id, _ := strconv.Atoi(string(r.scan.attr("numFmtId"))) // none: General
				date, own := formats[id]
				r.dates = append(r.dates, date || !own && builtinDate(id))
				return nil
			})
		}
		return r.scan.pass()
	})
}

// mostStyles is a little more than Excel itself takes, of cell styles; of number
// formats it takes some hundreds.
const mostStyles, mostFormats = 1 << 16, 1 << 14

func (r *reader) formatList(formats map[int]bool) error {
	return r.scan.children(func(el []byte) error {
		if string(el) != "numFmt" {
			return nil
		}
		if len(formats) >= mostFormats {
			return r.scan.fault(TooLarge, "more than %d number formats", mostFormats)
		}
		id, err := strconv.Atoi(string(r.scan.attr("numFmtId")))
		if err != nil {
			return r.scan.fault(BadReference, "a number format without a number")
		}
		code, err := r.scan.unescaped(r.scan.attr("formatCode"))
		formats[id] = showsDate(string(code))
		return err
	})
}

// builtinDate says whether the format that Excel has under the number shows a
// date; 18-21 and 45-47 are times of day. 27-36 and 50-58 are East Asian dates.
func builtinDate(id int) bool {
	switch {
	case 14 <= id && id <= 17, id == 22, 27 <= id && id <= 36, 50 <= id && id <= 58:
		return true
	}
	return false
}

// stringTable reads the shared strings.
func (r *reader) stringTable([]byte) error {
	return r.scan.childrenBut(r.plainStrings, func(el []byte) error {
		if string(el) != "si" {
			return nil
		}
		if err := r.richText(); err != nil {
			return err
		}
		return r.addShared(r.scan.text, anyMark)
	})
}

// addShared adds a string of which the marks may be seen.
func (r *reader) addShared(text []byte, seen uint8) error {
	if len(r.shared) >= r.lim.Strings {
		return r.scan.fault(TooLarge, "more than %d shared strings", r.lim.Strings)
	}
	if r.sharedText += int64(len(text)); r.sharedText > r.lim.Text {
		return r.scan.fault(TooLarge, "more than %d bytes of shared strings", r.lim.Text)
	}
	if n := len(r.shared); n == cap(r.shared) && n >= manyStrings {
		r.shared = slices.Grow(r.shared, r.moreStrings())
	}
	s, err := r.textOf(text, seen)
	r.shared = append(r.shared, s)
	return err
}

// manyStrings are so many that it is worth telling from them how many there will be.
const manyStrings = 1024

// moreStrings is how many strings are to come, if those that were read say how long the
// others are: a list that grows a little at a time is copied over and over.
func (r *reader) moreStrings() int {
	n, read := int64(len(r.shared)), r.scan.base+int64(r.scan.pos)
	all := min(r.size*n/max(1, read)*17/16, int64(r.lim.Strings)) // the first numbers are shorter
	return int(max(all, n*5/4) - n)
}

// richText gathers the text of the <si> or <is> just opened in scan.text: its
// runs joined, without the phonetic guide.
func (r *reader) richText() error {
	s := r.scan
	s.text = s.text[:0]
	return s.children(func(el []byte) error {
		switch string(el) {
		case "t":
			return s.collected()
		case "r":
			return s.children(func(el []byte) error {
				if string(el) == "t" {
					return s.collected()
				}
				return nil
			})
		}
		return nil
	})
}

// textOf keeps a collected text of which the marks may be seen, Excel's own escapes
// decoded.
func (r *reader) textOf(text []byte, seen uint8) (string, error) {
	if seen&multibyte != 0 && !utf8.Valid(text) {
		return "", r.scan.fault(Damaged, "a text that is not UTF-8")
	}
	if seen&underscore != 0 {
		text = unescapeX(text)
	}
	return r.arena.add(text), nil
}
