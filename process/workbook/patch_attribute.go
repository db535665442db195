package workbook

import (
	"bytes"
	"strconv"
	"strings"
)

// attributeAt finds an attribute's value in a tag; name is with its prefix.
func attributeAt(tag []byte, name string) (from, to int, ok bool) {
	i := 1
	for i < len(tag) && !isSpace(tag[i]) && tag[i] != '>' {
		i++
	}
	for i < len(tag) {
		for i < len(tag) && isSpace(tag[i]) {
			i++
		}
		start := i
		for i < len(tag) && tag[i] != '=' && tag[i] != '>' && !isSpace(tag[i]) {
			i++
		}
		found := string(tag[start:i]) == name
		for i < len(tag) && tag[i] != '"' && tag[i] != '\'' {
			if tag[i] == '>' {
				return 0, 0, false
			}
			i++
		}
		if i >= len(tag) {
			return 0, 0, false
		}
		end := bytes.IndexByte(tag[i+1:], tag[i])
		if end < 0 {
			return 0, 0, false
		}
		if found {
			return i + 1, i + 1 + end, true
		}
		i += end + 2
	}
	return 0, 0, false
}

// attribute is an attribute's value in a tag, unescaped.
func attribute(tag []byte, name string) (string, bool) {
	from, to, ok := attributeAt(tag, name)
	if !ok {
		return "", false
	}
	return unescape(tag[from:to]), true
}

// setAttribute is the tag with the attribute set.
func setAttribute(tag []byte, name, value string) []byte {
	value = escapeText(value)
	if from, to, ok := attributeAt(tag, name); ok {
		return slicesJoin(tag[:from], []byte(value), tag[to:])
	}
	at := len(tag) - 1
	if tag[at-1] == '/' {
		at--
	}
	return slicesJoin(bytes.TrimRight(tag[:at], " \t\r\n"), []byte(` `+name+`="`+value+`"`), tag[at:])
}

// dropAttribute is the tag without the attribute.
func dropAttribute(tag []byte, name string) []byte {
	from, to, ok := attributeAt(tag, name)
	if !ok {
		return tag
	}
	start := bytes.LastIndex(tag[:from], []byte(name))
	for start > 0 && isSpace(tag[start-1]) {
		start--
	}
	return slicesJoin(tag[:start], tag[to+1:])
}

func slicesJoin(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func escapeText(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// unescape reads the entities of XML; what is none stays as it stands.
func unescape(b []byte) string {
	s := string(b)
	if !strings.Contains(s, "&") {
		return s
	}
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(s, "&")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		name, after, closed := strings.Cut(rest, ";")
		r, ok := entity(name)
		if !closed || !ok {
			out.WriteByte('&')
			s = rest
			continue
		}
		out.WriteRune(r)
		s = after
	}
}

func entity(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if !strings.HasPrefix(name, "#") {
		return 0, false
	}
	digits, base := name[1:], 10
	if strings.HasPrefix(digits, "x") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseInt(digits, base, 32)
	return rune(n), err == nil
}
