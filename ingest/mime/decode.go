package mime

import (
	"bytes"
	"encoding/base64"
)

// officeMagic begins the files that forms are, and the same in base64.
var officeMagic = []struct{ raw, base64 string }{{"PK\x03\x04", "UEsDB"}, {cfbMagic, "0M8R4KGx"}}

// decode undoes a transfer encoding. Damaged says that something was there that
// should not be, or not there that should; what could be decoded is given. Where
// the encoding told is plainly not the one used, the content decides.
func decode(transferEncoding string, body []byte) (data []byte, damaged bool) {
	name, _ := parameters(transferEncoding)
	for _, magic := range officeMagic {
		switch {
		case (name == "base64" || name == "quoted-printable") && bytes.HasPrefix(body, []byte(magic.raw)):
			return body, true
		case name != "base64" && bytes.HasPrefix(body, []byte(magic.base64)):
			data, _ := decodeBase64(body)
			return data, true
		}
	}
	switch name {
	case "base64":
		return decodeBase64(body)
	case "quoted-printable":
		return decodeQuoted(body)
	case "x-uuencode", "uuencode", "x-uue", "uue":
		if _, files := cutUU(body); len(files) == 1 {
			return files[0].data, !files[0].whole
		}
		return body, true
	case "", "7bit", "8bit", "binary", "7-bit", "8-bit":
		return body, false
	}
	return body, true
}

// decodeBase64 takes white space anywhere. Where there is more amiss it passes
// over the lines that gateways write, takes of the others what is of the alphabet,
// and begins anew after each padding.
func decodeBase64(body []byte) ([]byte, bool) {
	data := make([]byte, base64.StdEncoding.DecodedLen(len(body)))
	if n, err := base64.StdEncoding.Decode(data, body); err == nil { // it passes over line ends itself
		return data[:n], false
	}
	packed := make([]byte, 0, len(body))
	for _, b := range body {
		if !isBlank(b) {
			packed = append(packed, b)
		}
	}
	if n, err := base64.StdEncoding.Decode(data, packed); err == nil {
		return data[:n], false
	}
	return mendBase64(data[:0], packed[:0], body), true
}

// mendBase64 decodes into data what is left of a body, by way of packed.
func mendBase64(data, packed, body []byte) []byte {
	flush := func() {
		if len(packed)%4 == 1 { // six bits that belong to a byte cut off
			packed = packed[:len(packed)-1]
		}
		data, _ = base64.RawStdEncoding.AppendDecode(data, packed) // only the alphabet is left: what it gives is all there is
		packed = packed[:0]
	}
	for line := range bytes.Lines(body) {
		if isBanner(line) {
			continue
		}
		for _, b := range line {
			switch {
			case isBase64(b):
				packed = append(packed, b)
			case b == '=':
				flush()
			}
		}
	}
	flush()
	return data
}

// isBanner tells a line of words among lines of base64: blanks in it, and either
// signs or a count of letters that no line of base64 has; or a word in brackets.
func isBanner(line []byte) bool {
	letters, blanks, signs := 0, 0, 0
	for _, b := range bytes.TrimSpace(line) {
		switch {
		case isBase64(b), b == '=':
			letters++
		case isBlank(b):
			blanks++
		default:
			signs++
		}
	}
	odd := letters%4 != 0
	return blanks > 0 && (signs > 0 || odd) || signs > 0 && odd
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

func isBase64(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '+' || b == '/'
}

// decodeQuoted reads quoted-printable (RFC 2045, 6.7). What is no escape is taken
// as it stands.
func decodeQuoted(body []byte) (data []byte, damaged bool) {
	data = make([]byte, 0, len(body))
	for line := range bytes.Lines(body) {
		text := bytes.TrimRight(line, " \t\r\n")
		end := lineEnd(line)
		if bytes.HasSuffix(text, []byte("=")) {
			text, end = text[:len(text)-1], nil
		}
		for i := 0; i < len(text); i++ {
			b := text[i]
			if b == '=' {
				high, low := hexDigit(text, i+1), hexDigit(text, i+2)
				if high >= 0 && low >= 0 {
					data = append(data, byte(high<<4|low))
					i += 2
					continue
				}
				damaged = true
			}
			damaged = damaged || b < ' ' && b != '\t'
			data = append(data, b)
		}
		data = append(data, end...)
	}
	return data, damaged
}

func lineEnd(line []byte) []byte {
	switch {
	case bytes.HasSuffix(line, []byte("\r\n")):
		return line[len(line)-2:]
	case bytes.HasSuffix(line, []byte("\n")):
		return line[len(line)-1:]
	}
	return nil
}

// hexDigit is the value of a digit; -1 of anything else.
func hexDigit(b []byte, i int) int {
	if i >= len(b) {
		return -1
	}
	switch c := b[i]; {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
