package mime

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// shares are the places where people share files, and how the addresses begin
// there that lead to a file: the same hosts serve meetings and home pages too. A
// name that begins with a dot stands for every host beneath it.
var shares = []struct {
	host  string
	paths []string // none: every address
}{
	{"1drv.ms", nil},
	{"onedrive.live.com", nil},
	{".sharepoint.com", []string{"/:", "/personal/", "*/_layouts/", "*documents/", "*dokument/", "*.xlsx", "*.xls", "*guestaccess.aspx"}},
	{"drive.google.com", nil},
	{"docs.google.com", []string{"/spreadsheets/", "/document/", "/file/", "/uc"}},
	{"dropbox.com", []string{"/s/", "/sh/", "/scl/", "/l/", "/t/"}},
	{"box.com", []string{"/s/", "/file/", "/shared/"}},
	{"icloud.com", []string{"/iclouddrive", "/numbers", "/attachment"}},
	{"wetransfer.com", []string{"/downloads/"}},
	{"we.tl", nil},
	{"teams.microsoft.com", []string{"/l/file/", "/_#/files"}},
	{"filesender.sunet.se", nil},
	{"sprend.com", nil},
}

var address = regexp.MustCompile(`(?i)https?://[^\s<>"'()\[\]{}|\x60]+`)

// links notes the hosts of links to shared files in what a mail's sender wrote:
// what is quoted beneath a reply counts for nothing, what is forwarded does.
func (p *parser) links(text string, forwards bool) {
	if !forwards {
		text = withoutHistory(text)
	}
	for _, a := range address.FindAllString(text, -1) {
		host := sharedHost(a)
		if host != "" && len(p.message.Links) < maxLinks && !slices.Contains(p.message.Links, host) {
			p.message.Links = append(p.message.Links, host)
		}
	}
}

// sharedHost is the host of a link to a shared file; "" of any other.
func sharedHost(link string) string {
	u := unwrapped(link)
	if u == nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	path := strings.ToLower(u.Path)
	if u.Fragment != "" {
		path += "#" + strings.ToLower(u.Fragment)
	}
	for _, s := range shares {
		if host != strings.TrimPrefix(s.host, ".") && !strings.HasSuffix(host, "."+strings.TrimPrefix(s.host, ".")) {
			continue
		}
		if s.paths == nil || slices.ContainsFunc(s.paths, func(p string) bool { return leads(path, p) }) {
			return host
		}
	}
	return ""
}

// leads says whether a path begins with the pattern, or holds it where that has a
// star before it.
func leads(path, pattern string) bool {
	if inner, ok := strings.CutPrefix(pattern, "*"); ok {
		return strings.Contains(path, inner)
	}
	return strings.HasPrefix(path, pattern)
}

// unwrapped parses a link, and takes off what guards of mail put around it. They
// may stand around each other.
func unwrapped(link string) *url.URL {
	const guards = 3
	for range guards + 1 {
		u, err := url.Parse(link)
		if err != nil {
			return nil
		}
		host := strings.ToLower(u.Hostname())
		switch {
		case strings.HasSuffix(host, ".safelinks.protection.outlook.com"):
			link = u.Query().Get("url")
		case host == "urldefense.proofpoint.com" && strings.HasPrefix(u.Path, "/v2/"):
			link = unescape(strings.NewReplacer("-", "%", "_", "/").Replace(u.Query().Get("u")))
		case host == "urldefense.proofpoint.com":
			link = u.Query().Get("u")
		case strings.HasPrefix(host, "urldefense.") && strings.Contains(link, "/v3/__"):
			_, link, _ = strings.Cut(link, "/v3/__")
			link, _, _ = strings.Cut(link, "__;")
			link = oneSlash.ReplaceAllString(link, "$1//$2")
		default:
			return u
		}
	}
	return nil
}

// oneSlash tells an address that a guard took a slash from.
var oneSlash = regexp.MustCompile(`(?i)^(https?:)/([^/])`)

// isForward says whether a subject is that of a forwarded mail, in the languages
// that our senders' programs speak.
func isForward(subject string) bool {
	return forwarded.MatchString(subject)
}

var (
	forwarded = regexp.MustCompile(`(?i)^\s*(vb|fw|fwd|vidarebefordrat)\s*:`)

	// history begins what a reply repeats: a line drawn, or the other mail's header.
	history   = regexp.MustCompile(`(?im)^[ \t>*]*(-{2,} ?(original message|ursprungligt meddelande|ursprungsmeddelande|originalmeddelande)|(från|from|fra|von)[*]?:[^\n]*\n+[ \t>*]*(skickat|sent|sendt|date|datum|gesendet|till|to)[*]?:|(den|on|le|am) [^\n]*(\n[^\n]+)? (skrev|wrote|schrieb)\b[^\n]*:)`)
	quotation = regexp.MustCompile(`(?m)^[ \t]*>.*$`)

	// quoted begins in HTML what a reply repeats.
	quoted = regexp.MustCompile(`(?i)<div[^>]*(class="?gmail_quote|id="?(divRplyFwdMsg|appendonsend|mail-editor-reference-message-container))|<blockquote[^>]*type="?cite|class="?moz-cite-prefix`)
	hrefs  = regexp.MustCompile(`(?i)<a\b[^>]*?\bhref\s*=\s*("[^"]*"|'[^']*')`)
)

func withoutHistory(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if at := history.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	return quotation.ReplaceAllString(text, "")
}

// linkText is what an HTML body says, with the addresses of its links before
// their words.
func linkText(s string, forwards bool) string {
	if at := quoted.FindStringIndex(s); at != nil && !forwards {
		s = s[:at[0]]
	}
	var b strings.Builder
	done := 0
	for _, m := range hrefs.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(s[done:m[0]] + " " + strings.Trim(s[m[2]:m[3]], `"'`) + " ")
		done = m[0]
	}
	b.WriteString(s[done:])
	return htmlText(b.String())
}
