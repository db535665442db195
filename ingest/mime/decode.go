package mime

import (
	"bytes"
	"encoding/base64"
	"html"
	"io"
	"mime/quotedprintable"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// decode undoes a transfer encoding. Damaged says that something was there that
// should not be, or not there that should; what could be decoded is given.
func decode(transferEncoding string, body []byte) (data []byte, damaged bool) {
	name, _ := parameters(transferEncoding)
	switch name {
	case "base64":
		return decodeBase64(body)
	case "quoted-printable":
		data, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
		return data, err != nil
	case "", "7bit", "8bit", "binary", "7-bit", "8-bit":
		return body, false
	}
	return body, true
}

// decodeBase64 takes white space anywhere. Where there is more amiss it decodes
// what is left of the alphabet up to the padding.
func decodeBase64(body []byte) ([]byte, bool) {
	packed := bytes.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n", r) {
			return -1
		}
		return r
	}, body)
	data := make([]byte, base64.StdEncoding.DecodedLen(len(packed)))
	n, err := base64.StdEncoding.Decode(data, packed)
	if err == nil {
		return data[:n], false
	}
	packed, _, _ = bytes.Cut(packed, []byte("="))
	packed = bytes.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '+' || r == '/') {
			return r
		}
		return -1
	}, packed)
	if len(packed)%4 == 1 { // six bits that belong to a byte cut off
		packed = packed[:len(packed)-1]
	}
	data = make([]byte, base64.RawStdEncoding.DecodedLen(len(packed)))
	n, _ = base64.RawStdEncoding.Decode(data, packed) // only the alphabet is left: what it gives is all there is
	return data[:n], true
}

// toUTF8 gives the bytes of s in the named charset as UTF-8. Without a charset,
// or with a wrong one, what is not UTF-8 is taken for Windows' Western letters.
func toUTF8(charset, s string) string {
	if e := charsetOf(charset); e != nil {
		if out, err := e.NewDecoder().String(s); err == nil {
			return strings.ToValidUTF8(out, "\uFFFD")
		}
	}
	if utf8.ValidString(s) {
		return s
	}
	out, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	return out
}

// charsetOf is nil for UTF-8 and for what nobody knows.
func charsetOf(name string) encoding.Encoding {
	e, err := htmlindex.Get(strings.TrimSpace(name))
	if err != nil {
		return nil
	}
	if canonical, err := htmlindex.Name(e); err != nil || canonical == "utf-8" {
		return nil
	}
	return e
}

// charsetReader serves mime.WordDecoder.
func charsetReader(charset string, r io.Reader) (io.Reader, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return strings.NewReader(toUTF8(charset, string(b))), nil
}

var (
	unseen = regexp.MustCompile(`(?is)<(style|script|head)\b.*?</(style|script|head)\s*>|<!--.*?-->`)
	breaks = regexp.MustCompile(`(?i)<(br|/p|/div|/tr|/li|/h[1-6])\b[^>]*>`)
	tags   = regexp.MustCompile(`<[^>]*>`)
	blanks = regexp.MustCompile(`[ \t\x{a0}]*\n\s*`)
)

// htmlText is what an HTML body says, for a person to read; nothing is decided by it.
func htmlText(s string) string {
	s = unseen.ReplaceAllString(s, "")
	s = breaks.ReplaceAllString(strings.ReplaceAll(s, "\n", " "), "\n")
	s = html.UnescapeString(tags.ReplaceAllString(s, ""))
	return strings.TrimSpace(blanks.ReplaceAllString(s, "\n"))
}
