package mime

import (
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

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
