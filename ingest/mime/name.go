package mime

import (
	"cmp"
	"net/textproto"
	"strconv"
	"strings"
)

const longestName = 120 // runes

// parameters reads a value with parameters, "type/kind; key=value". It takes what
// mailers write: spaces and non-ASCII without quotes, quotes never closed, keys
// twice (the first counts). Keys keep their RFC 2231 stars.
func parameters(s string) (value string, params map[string]string) {
	value, s, _ = strings.Cut(s, ";")
	value = strings.TrimSpace(value)
	if bare, key, spaced := strings.Cut(value, " "); spaced && strings.Contains(key, "=") { // the semicolon was forgotten
		value, s = bare, key+";"+s
	}
	params = map[string]string{}
	for s != "" {
		var key, val string
		eq := strings.IndexAny(s, "=;")
		if eq < 0 {
			break
		}
		key = strings.ToLower(strings.TrimSpace(s[:eq]))
		if s[eq] == ';' { // a key without a value
			s = s[eq+1:]
			continue
		}
		val, s = parameterValue(strings.TrimLeft(s[eq+1:], " \t\r\n"))
		if _, twice := params[key]; !twice && key != "" {
			params[key] = val
		}
	}
	return strings.ToLower(strings.TrimSpace(value)), params
}

// parameterValue reads one value and gives what follows its semicolon.
func parameterValue(s string) (val, rest string) {
	if !strings.HasPrefix(s, `"`) {
		val, rest, _ = strings.Cut(s, ";")
		return strings.TrimSpace(val), rest
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			_, rest, _ = strings.Cut(s[i:], ";")
			return b.String(), rest
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++ // any other backslash is Windows', not an escape
		}
		b.WriteByte(s[i])
	}
	return b.String(), ""
}

// fileName is the part's name for people: never a path, never to be trusted.
func fileName(h textproto.MIMEHeader) string {
	_, disposition := parameters(h.Get("Content-Disposition"))
	_, kind := parameters(h.Get("Content-Type"))
	return baseName(cmp.Or(parameter(disposition, "filename"), parameter(kind, "name")))
}

// baseName is what may be shown of a name.
func baseName(name string) string {
	name = visible(name)
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.TrimLeft(name, ". ")
	if runes := []rune(name); len(runes) > longestName {
		const end = 20 // keeps the ending
		name = string(runes[:longestName-end-1]) + "…" + string(runes[len(runes)-end:])
	}
	return name
}

// parameter decodes a parameter in whichever of the ways it is written: RFC 2231
// in any charset (the libraries know UTF-8 only and lose the rest), continued
// over several keys, RFC 2047 inside quotes as Outlook does, or raw bytes.
func parameter(params map[string]string, key string) string {
	if v, ok := params[key+"*"]; ok {
		charset, encoded := extended(v)
		return toUTF8(charset, unescape(encoded))
	}
	var b strings.Builder
	charset := ""
	for n := range maxParts {
		k := key + "*" + strconv.Itoa(n)
		if v, ok := params[k+"*"]; ok {
			if n == 0 {
				charset, v = extended(v)
			}
			b.WriteString(unescape(v))
			continue
		}
		v, ok := params[k]
		if !ok {
			break
		}
		b.WriteString(v)
	}
	if b.Len() > 0 {
		return toUTF8(charset, b.String())
	}
	return plain(params[key])
}

// extended splits charset'language'text.
func extended(v string) (charset, encoded string) {
	charset, rest, ok := strings.Cut(v, "'")
	if !ok {
		return "", v
	}
	_, encoded, ok = strings.Cut(rest, "'")
	if !ok {
		return "", v
	}
	return charset, encoded
}

// unescape decodes %XX and leaves a per cent sign that is none alone.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(n))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
