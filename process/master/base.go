package master

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Base is what the program last wrote: by sheet and key one packed row, a JSON
// object of the headings and their texts, headings rising. Bases share the rows
// that are alike in them, so a row is never changed in place, and equal rows are
// equal strings.
type Base map[string]map[string]string

// Text is what stands under the heading of a row, and whether the row has it.
func (b Base) Text(sheet, key, heading string) (string, bool) {
	return packedText(b[sheet][key], heading)
}

// Row is a row by heading; nil where there is none.
func (b Base) Row(sheet, key string) map[string]string {
	packed, ok := b[sheet][key]
	if !ok {
		return nil
	}
	row := map[string]string{}
	for h, t := range fieldsOfRow(packed) {
		row[h] = t
	}
	return row
}

// Set replaces a row.
func (b Base) Set(sheet, key, packed string) {
	if b[sheet] == nil {
		b[sheet] = map[string]string{}
	}
	b[sheet][key] = packed
}

// note changes what stands under one heading of a row.
func (b Base) note(sheet, key, heading, text string) {
	row := b.Row(sheet, key)
	if row == nil {
		row = map[string]string{}
	}
	row[heading] = text
	b.Set(sheet, key, PackRow(row))
}

// PackRow packs a row.
func PackRow(row map[string]string) string {
	var p rowPacker
	p.begin()
	for _, h := range slices.Sorted(maps.Keys(row)) {
		p.add(h, row[h])
	}
	return p.row("")
}

// but gives the rows of b that another base lacks or has otherwise.
func (b Base) but(other Base) Base {
	more := Base{}
	for sheet, rows := range b {
		has := other[sheet]
		for key, packed := range rows {
			if old, ok := has[key]; !ok || old != packed {
				more.Set(sheet, key, packed)
			}
		}
	}
	return more
}

// rowPacker packs one row after another; headings come in rising order.
type rowPacker struct{ buf []byte }

func (p *rowPacker) begin() { p.buf = append(p.buf[:0], '{') }

func (p *rowPacker) add(heading, text string) {
	if len(p.buf) > 1 {
		p.buf = append(p.buf, ',')
	}
	p.buf = appendQuoted(p.buf, heading)
	p.buf = append(p.buf, ':')
	p.buf = appendQuoted(p.buf, text)
}

// is says whether what was added makes the row.
func (p *rowPacker) is(row string) bool {
	n := len(p.buf)
	return len(row) == n+1 && row[:n] == string(p.buf) && row[n] == '}'
}

// row gives the row. It is old itself where the two are equal: then the bases
// share it.
func (p *rowPacker) row(old string) string {
	if p.is(old) {
		return old
	}
	return string(p.buf) + "}"
}

// appendQuoted writes s as encoding/json does.
func appendQuoted(to []byte, s string) []byte {
	if !plainlyQuoted(s) {
		quoted, err := json.Marshal(s)
		if err != nil {
			panic(err) // a string can always be encoded
		}
		return append(to, quoted...)
	}
	to = append(to, '"')
	for {
		i := strings.IndexAny(s, "\n\"")
		if i < 0 {
			return append(append(to, s...), '"')
		}
		to = append(to, s[:i]...)
		if s[i] == '\n' {
			to = append(to, `\n`...)
		} else {
			to = append(to, `\"`...)
		}
		s = s[i+1:]
	}
}

// plainlyQuoted says whether encoding/json escapes nothing in s but line breaks and
// quotes.
func plainlyQuoted(s string) bool {
	for i := range len(s) {
		if quotedOtherwise[s[i]] {
			return false
		}
	}
	return utf8.ValidString(s)
}

// quotedOtherwise also holds the first byte of the line separators.
var quotedOtherwise = func() (is [256]bool) {
	for ch := range byte(' ') {
		is[ch] = ch != '\n'
	}
	for _, ch := range []byte{'\\', '<', '>', '&', 0x7f, 0xe2} {
		is[ch] = true
	}
	return is
}()

// packedText finds a heading in a packed row.
func packedText(packed, heading string) (string, bool) {
	for h, t := range fieldsOfRow(packed) {
		if h == heading {
			return t, true
		}
	}
	return "", false
}

// fieldsOfRow gives the headings and texts of a packed row. It ends where the row
// is none.
func fieldsOfRow(packed string) func(yield func(heading, text string) bool) {
	return func(yield func(heading, text string) bool) {
		if !strings.HasPrefix(packed, "{") {
			return
		}
		rest := packed[1:]
		for {
			heading, after, ok := quotedText(rest)
			if !ok || !strings.HasPrefix(after, ":") {
				return
			}
			var text string
			if text, rest, ok = quotedText(after[1:]); !ok || !yield(heading, text) || !strings.HasPrefix(rest, ",") {
				return
			}
			rest = rest[1:]
		}
	}
}

// quotedText reads the JSON string that s begins with. One without escapes is a
// part of s.
func quotedText(s string) (text, after string, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		return "", "", false
	}
	for i := 1; ; {
		n := strings.IndexByte(s[i:], '"')
		if n < 0 {
			return "", "", false
		}
		i += n
		if escaped := strings.IndexByte(s[1:i], '\\') >= 0; !escaped {
			return s[1:i], s[i+1:], true
		}
		slashes := 0
		for s[i-1-slashes] == '\\' {
			slashes++
		}
		if i++; slashes%2 == 0 {
			text, ok = unquoted(s[:i])
			return text, s[i:], ok
		}
	}
}

// unquoted is what a JSON string says.
func unquoted(quoted string) (text string, ok bool) {
	b := make([]byte, 0, len(quoted))
	rest := quoted[1 : len(quoted)-1]
	for {
		i := strings.IndexByte(rest, '\\')
		if i < 0 {
			return string(append(b, rest...)), true
		}
		b = append(b, rest[:i]...)
		switch rest[i+1] {
		case 'n':
			b = append(b, '\n')
		case '"':
			b = append(b, '"')
		default:
			err := json.Unmarshal([]byte(quoted), &text)
			return text, err == nil
		}
		rest = rest[i+2:]
	}
}
