package mime

import (
	"bytes"
	"strings"
)

// cutUU cuts the files out of words that hold them in the manner of before MIME,
// begin to end. One without an end is not whole.
func cutUU(words []byte) (left []byte, files []file) {
	const begin = "begin "
	if !bytes.Contains(words, []byte(begin)) {
		return words, nil
	}
	for len(words) > 0 && len(files) <= maxParts { // one more than a mail may have
		line, rest := cutLine(words)
		name, ok := beginsUU(line, rest)
		if !ok {
			left, words = append(left, line...), rest
			continue
		}
		var f file
		f, words = fileUU(rest)
		f.name = name
		files = append(files, f)
	}
	return left, files
}

// cutLine cuts after the first line.
func cutLine(b []byte) (line, rest []byte) {
	next := lineAfter(b, 0)
	return b[:next], b[next:]
}

// fileUU reads lines to the one that says end; one that is none stays for people.
func fileUU(lines []byte) (f file, rest []byte) {
	for len(lines) > 0 {
		line, rest := cutLine(lines)
		line = bytes.TrimRight(line, "\r\n")
		if string(bytes.TrimSpace(line)) == "end" {
			f.whole = true
			return f, rest
		}
		data, ok := appendUU(f.data, line)
		if !ok {
			break
		}
		f.data, lines = data, rest
	}
	return f, lines
}

// beginsUU tells the line that begins a file: a mode, a name, and beneath it a
// line as long as it says.
func beginsUU(line, rest []byte) (name string, ok bool) {
	after, found := bytes.CutPrefix(line, []byte("begin "))
	mode, title, spaced := bytes.Cut(after, []byte(" "))
	if !found || !spaced || len(mode) < 3 || len(mode) > 4 || strings.Trim(string(mode), "01234567") != "" {
		return "", false
	}
	next, _ := cutLine(rest)
	_, ok = appendUU(nil, bytes.TrimRight(next, "\r\n"))
	return toUTF8("", string(bytes.TrimSpace(title))), ok && len(next) > 0
}

// appendUU decodes one line; mailers cut the blanks off its end.
func appendUU(data, line []byte) ([]byte, bool) {
	if len(line) == 0 {
		return data, true // as good as a line of none
	}
	size := int(line[0]-' ') & 0x3f
	line = line[1:]
	if full := (size + 2) / 3 * 4; len(line) > full+1 || size > 45 { // some write a sum after each line
		return data, false
	}
	for i := 0; size > 0; i += 4 {
		var bits uint32
		for j := range 4 {
			c := byte(' ')
			if i+j < len(line) {
				c = line[i+j]
			}
			if c < ' ' || c > '`' {
				return data, false
			}
			bits = bits<<6 | uint32(c-' ')&0x3f
		}
		for j := range min(size, 3) {
			data = append(data, byte(bits>>(16-8*j)))
		}
		size -= min(size, 3)
	}
	return data, true
}
