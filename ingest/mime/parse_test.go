package mime

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stintag/process/workbook"
)

// form is a zip that has a workbook's parts; what is in them is another package's.
func form(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(w, "<%s/>", strings.Repeat("x", 40))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// packed is base64 in lines, as mailers write it.
func packed(b []byte) string {
	s := base64.StdEncoding.EncodeToString(b)
	var lines []string
	for ; len(s) > 76; s = s[76:] {
		lines = append(lines, s[:76])
	}
	return strings.Join(append(lines, s), "\r\n") + "\r\n"
}

const top = "Received: from mx.region.example by in.region.example; Mon, 2 Mar 2026 08:15:30 +0100\r\n" +
	"Received: from klinik.example by mx.region.example; Mon, 2 Mar 2026 08:15:20 +0100\r\n" +
	"From: =?iso-8859-1?Q?=C5sa_Ek?= <Asa.Ek@Vardcentral.Example>\r\n" +
	"To: st-intag@region.example\r\n" +
	"Subject: =?utf-8?B?QW5zw7ZrYW4=?=\r\n" +
	"Date: Mon, 2 Mar 2026 08:15:00 +0100\r\n" +
	"Message-ID: <m1@vardcentral.example>\r\n" +
	"In-Reply-To: <a0@region.example>\r\n" +
	"References: <a0@region.example>\r\n <a1@region.example>\r\n" +
	"MIME-Version: 1.0\r\n"

const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// withPart is an ordinary mail with one attachment, whose header is given.
func withPart(header, body string) []byte {
	return []byte(top + "Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\nThis is MIME.\r\n" +
		"--b1\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nH=E4r kommer blanketten.\r\n" +
		"--b1\r\n" + header + "\r\n\r\n" + body + "--b1--\r\n")
}

func parse(t *testing.T, raw []byte) *Message {
	t.Helper()
	m, err := Parse(raw)
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	return m
}

func TestHeaderAndText(t *testing.T) {
	m := parse(t, withPart("Content-Type: "+sheetType+"; name=a.xlsx\r\nContent-Transfer-Encoding: base64", packed(form(t))))
	want := Message{
		MessageID: "<m1@vardcentral.example>", InReplyTo: "<a0@region.example>",
		From: "asa.ek@vardcentral.example", FromName: "Åsa Ek", Froms: 1, Subject: "Ansökan",
		Text: "Här kommer blanketten.",
	}
	if m.MessageID != want.MessageID || m.InReplyTo != want.InReplyTo || m.From != want.From ||
		m.FromName != want.FromName || m.Froms != want.Froms || m.Subject != want.Subject || m.Text != want.Text {
		t.Errorf("got %+v\nwant %+v", m, want)
	}
	if len(m.References) != 2 || m.References[1] != "<a1@region.example>" {
		t.Errorf("references %v", m.References)
	}
	cet := time.FixedZone("", 3600)
	if !m.Date.Equal(time.Date(2026, 3, 2, 8, 15, 0, 0, cet)) || !m.TopReceived.Equal(time.Date(2026, 3, 2, 8, 15, 30, 0, cet)) {
		t.Errorf("date %v, received %v", m.Date, m.TopReceived)
	}
}

// TestAwkwardAttachments: the mails that make other parsers lose a name or a
// form. In each the form comes out whole, unless it says that it is damaged.
func TestAwkwardAttachments(t *testing.T) {
	whole := form(t)
	b64 := "\r\nContent-Transfer-Encoding: base64"
	disposition := func(d string) string {
		return "Content-Type: application/octet-stream" + b64 + "\r\nContent-Disposition: attachment; " + d
	}
	junk := packed(whole)
	junk = junk[:90] + "!#~" + junk[90:]
	tests := []struct {
		about, header, body, name string
		damaged                   bool
	}{
		{"plain name", disposition(`filename="ans.xlsx"`), packed(whole), "ans.xlsx", false},
		{"RFC 2231 UTF-8", disposition(`filename*=UTF-8''ans%C3%B6kan.xlsx`), packed(whole), "ansökan.xlsx", false},
		{"RFC 2231 latin-1", disposition(`filename*=iso-8859-1''ans%F6kan.xlsx`), packed(whole), "ansökan.xlsx", false},
		{"RFC 2231 latin-1 continued", disposition("filename*0*=iso-8859-1'sv'ans%F6;\r\n filename*1*=kan%20V%E4st;\r\n filename*2=.xlsx"), packed(whole), "ansökan Väst.xlsx", false},
		{"RFC 2047 in quotes", disposition(`filename="=?utf-8?Q?ans=C3=B6kan.xlsx?="`), packed(whole), "ansökan.xlsx", false},
		{"RFC 2047 in two words", disposition("filename=\"=?iso-8859-1?Q?ans=F6?=\r\n =?iso-8859-1?Q?kan.xlsx?=\""), packed(whole), "ansökan.xlsx", false},
		{"raw UTF-8", disposition(`filename="ansökan.xlsx"`), packed(whole), "ansökan.xlsx", false},
		{"raw latin-1", disposition("filename=\"ans\xf6kan.xlsx\""), packed(whole), "ansökan.xlsx", false},
		{"NFD", disposition("filename=\"anso\u0308kan.xlsx\""), packed(whole), "ansökan.xlsx", false},
		{"spaces without quotes", disposition(`filename=ansokan for Eva.xlsx`), packed(whole), "ansokan for Eva.xlsx", false},
		{"the same parameter twice", disposition(`filename="a.xlsx"; filename="b.xlsx"`), packed(whole), "a.xlsx", false},
		{"a quote never closed", disposition(`filename="a.xlsx`), packed(whole), "a.xlsx", false},
		{"a Windows path", disposition(`filename="C:\Users\eva\a.xlsx"`), packed(whole), "a.xlsx", false},
		{"a path upwards", disposition(`filename="../../etc/a.xlsx"`), packed(whole), "a.xlsx", false},
		{"controls and turned writing", disposition("filename*=utf-8''a%0D%0Ab%00%E2%80%AEc.xlsx"), packed(whole), "a bc.xlsx", false},
		{"name in the type only", "Content-Type: " + sheetType + "; name=\"a.xlsx\"" + b64, packed(whole), "a.xlsx", false},
		{"no name at all", "Content-Type: " + sheetType + b64, packed(whole), "", false},
		{"inline, as Apple Mail", "Content-Type: " + sheetType + b64 + "\r\nContent-Disposition: inline; filename=a.xlsx", packed(whole), "a.xlsx", false},
		{"declared as text", "Content-Type: text/plain" + b64, packed(whole), "", false},
		{"declared as a picture", "Content-Type: image/png; name=a.png" + b64, packed(whole), "a.png", false},
		{"banner inside the part's header", "*** EXTERNT MEJL ***\r\n" + disposition(`filename="a.xlsx"`), packed(whole), "a.xlsx", false},
		{"banner before the part's header", "*** EXTERNT MEJL ***\r\n\r\n" + disposition(`filename="a.xlsx"`), packed(whole), "a.xlsx", false},
		{"junk line inside the part's header", disposition(`filename="a.xlsx"`) + "\r\nAVG scanned this mail", packed(whole), "a.xlsx", false},
		{"base64 with spaces", disposition(`filename="a.xlsx"`), strings.ReplaceAll(packed(whole), "\r\n", " \t\r\n"), "a.xlsx", false},
		{"base64 in one long line", disposition(`filename="a.xlsx"`), base64.StdEncoding.EncodeToString(whole) + "\r\n", "a.xlsx", false},
		{"base64 with junk", disposition(`filename="a.xlsx"`), junk, "a.xlsx", true},
		{"unknown transfer encoding", "Content-Type: " + sheetType + "; name=a.xlsx\r\nContent-Transfer-Encoding: x-none", string(whole) + "\r\n", "a.xlsx", true},
		{"binary", "Content-Type: " + sheetType + "; name=a.xlsx\r\nContent-Transfer-Encoding: binary", string(whole) + "\r\n", "a.xlsx", false},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			m := parse(t, withPart(tt.header, tt.body))
			if len(m.Parts) != 1 {
				t.Fatalf("%d parts, want 1", len(m.Parts))
			}
			p := m.Parts[0]
			if p.Name != tt.name || p.Damaged != tt.damaged || p.Format != workbook.FormatWorkbook || !bytes.Equal(p.Bytes, whole) {
				t.Errorf("name %q, damaged %v, %v, whole %v; want %q, %v", p.Name, p.Damaged, p.Format, bytes.Equal(p.Bytes, whole), tt.name, tt.damaged)
			}
			if m.Text != "Här kommer blanketten." {
				t.Errorf("text %q", m.Text)
			}
		})
	}
}

func TestCutOffMailIsDamagedNotEmpty(t *testing.T) {
	whole := form(t)
	mail := withPart("Content-Type: "+sheetType+"; name=a.xlsx\r\nContent-Transfer-Encoding: base64", packed(whole))
	for about, raw := range map[string][]byte{
		"no closing boundary":     bytes.TrimSuffix(mail, []byte("--b1--\r\n")),
		"cut inside the base64":   mail[:len(mail)-100],
		"cut within four letters": mail[:len(mail)-103],
	} {
		m := parse(t, raw)
		if len(m.Parts) != 1 || !m.Parts[0].Damaged || m.Parts[0].Name != "a.xlsx" {
			t.Errorf("%s: parts %+v, want one damaged a.xlsx", about, m.Parts)
			continue
		}
		if got := m.Parts[0].Bytes; len(got) == 0 || !bytes.HasPrefix(whole, got) {
			t.Errorf("%s: %d bytes that are no beginning of the form", about, len(got))
		}
	}
}

func TestForwardedFormsAreFoundThreeDeep(t *testing.T) {
	inner := withPart("Content-Type: "+sheetType+"; name=a.xlsx\r\nContent-Transfer-Encoding: base64", packed(form(t)))
	wrap := func(header, body string) []byte { return withPart(header, body) }
	plainWrap := func(raw []byte) []byte {
		return wrap("Content-Type: message/rfc822", strings.ReplaceAll(string(raw), "b1", "b"+fmt.Sprint(len(raw)))+"\r\n")
	}
	tests := []struct {
		about string
		raw   []byte
		kind  string
	}{
		{"once", plainWrap(inner), sheetType},
		{"in base64, as Exchange", wrap("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64", packed(inner)), sheetType},
		{"as a file", wrap("Content-Type: application/octet-stream; name=\"VB ansökan.eml\"\r\nContent-Transfer-Encoding: base64", packed(inner)), sheetType},
		{"three deep", plainWrap(plainWrap(plainWrap(inner))), sheetType},
		{"four deep", plainWrap(plainWrap(plainWrap(plainWrap(inner)))), "message/rfc822"},
	}
	for _, tt := range tests {
		m := parse(t, tt.raw)
		if len(m.Parts) != 1 || m.Parts[0].Type != tt.kind {
			t.Errorf("%s: parts %v", tt.about, m.Parts)
		}
		if m.Text != "Här kommer blanketten." || m.From != "asa.ek@vardcentral.example" {
			t.Errorf("%s: text %q from %q: the outer mail's count", tt.about, m.Text, m.From)
		}
		if len(m.Enclosed) == 0 || m.Enclosed[0] != "<m1@vardcentral.example>" {
			t.Errorf("%s: enclosed %v", tt.about, m.Enclosed)
		}
	}
}

// A mail that somebody forwarded as an attachment is searched for what it says too; a
// form's reader hears the outermost alone.
func TestWhatEnclosedMailSaysCanBeAskedFor(t *testing.T) {
	page := "From: a@x.example\r\nSubject: Dagsrapport\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<p>F\xf6rsta<br>raden</p>\r\n"
	both := "From: a@x.example\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain\r\n\r\nEtt\r\n" +
		"--i\r\nContent-Type: message/rfc822\r\n\r\n" + page + "\r\n--i--\r\n"
	outer := func(kind, inner string) string {
		return top + "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\nSe nedan\r\n--o\r\nContent-Type: " + kind + "\r\n\r\n" + inner + "\r\n--o--\r\n"
	}
	for about, tt := range map[string]struct {
		raw  string
		want []string
	}{
		"nothing enclosed":  {top + "\r\nHej\r\n", []string{"Hej\n"}},
		"a mail":            {outer("message/rfc822", page), []string{"Se nedan", "Första\nraden"}},
		"a file":            {outer("application/octet-stream; name=rapport.eml", page), []string{"Se nedan", "Första\nraden"}},
		"a mail in another": {outer("message/rfc822", both), []string{"Se nedan", "Första\nraden", "Ett"}},
	} {
		got, err := Said([]byte(tt.raw))
		if err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, %v; want %q", about, got, err, tt.want)
		}
		if m := parse(t, []byte(tt.raw)); m.Text != tt.want[0] {
			t.Errorf("%s: the mail itself says %q", about, m.Text)
		}
	}
	if _, err := Said([]byte("\x00\x01")); !errors.Is(err, ErrNoMail) {
		t.Errorf("no mail: %v", err)
	}
}

func TestAlternativeBodyIsNoPart(t *testing.T) {
	m := parse(t, []byte(top+"Content-Type: multipart/alternative; boundary=x\r\n\r\n"+
		"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHej\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Hej</p>\r\n--x--\r\n"))
	if len(m.Parts) != 0 || m.Text != "Hej" {
		t.Errorf("parts %v, text %q", m.Parts, m.Text)
	}
}

func TestHTMLOnlyMailHasText(t *testing.T) {
	m := parse(t, []byte(top+"Content-Type: text/html; charset=windows-1252\r\n\r\n"+
		"<html><head><style>p{color:red}</style></head><body><p>H\xe4r &amp; nu</p>\r\n<p>V\xe4nligen</p></body></html>"))
	if m.Text != "Här & nu\nVänligen" || len(m.Parts) != 0 {
		t.Errorf("text %q, parts %v", m.Text, m.Parts)
	}
}

func TestMailThatIsOnlyAWorkbook(t *testing.T) {
	m := parse(t, []byte(top+"Content-Type: "+sheetType+"; name=a.xlsx\r\nContent-Transfer-Encoding: base64\r\n\r\n"+packed(form(t))))
	if len(m.Parts) != 1 || m.Parts[0].Format != workbook.FormatWorkbook || m.Text != "" {
		t.Errorf("parts %v, text %q", m.Parts, m.Text)
	}
}

func TestTextAttachmentsAreNotRewritten(t *testing.T) {
	m := parse(t, withPart("Content-Type: text/csv; charset=iso-8859-1; name=lista.csv", "L\xe4kare;V\xe5rdcentral\r\n"))
	if len(m.Parts) != 1 || string(m.Parts[0].Bytes) != "L\xe4kare;V\xe5rdcentral" {
		t.Errorf("parts %v", m.Parts)
	}
}

func TestBounceNamesTheLetterItReturns(t *testing.T) {
	m := parse(t, []byte(strings.Replace(top, "Asa.Ek@Vardcentral.Example", "MAILER-DAEMON@mx.example", 1)+
		"Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n"+
		"--r\r\nContent-Type: text/plain\r\n\r\nSorry\r\n"+
		"--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; x@y.example\r\nAction: Failed\r\nStatus: 5.1.1 (no such user)\r\n"+
		"--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <letter@region.example>\r\nSubject: x\r\n--r--\r\n"))
	if m.Delivery != (Delivery{"failed", "5.1.1", "x@y.example"}) || len(m.Enclosed) != 1 || m.Enclosed[0] != "<letter@region.example>" || len(m.Parts) != 0 {
		t.Errorf("delivery %v, enclosed %v, parts %v", m.Delivery, m.Enclosed, m.Parts)
	}
}

func TestFrom(t *testing.T) {
	tests := []struct {
		header, from string
		froms        int
	}{
		{"From: chef@vc.example", "chef@vc.example", 1},
		{"From: \"chef@vc.example\" <evil@x.example>", "evil@x.example", 1},
		{"From: a@x.example, b@x.example", "a@x.example", 2},
		{"From: a@x.example\r\nFrom: b@x.example", "a@x.example", 2},
		{"From: a@x.example\r\nfrom: b@x.example", "a@x.example", 2},
		{"From: VC <a@x.example> <b@x.example>", "a@x.example", 2},
		{"From: Chef: a@x.example, b@x.example;", "a@x.example", 2},
		{"From: Ek, Eva <eva@x.example>", "eva@x.example", 1},
		{"From: undisclosed:;", "", 0},
		{"From: \xc5sa <asa@x.example>", "asa@x.example", 1},
		{"From:", "", 0},
		{"From: eva@x\x19.example", "eva@x.example", 2},
		{"From: <e\u200bva@x.example>", "eva@x.example", 2},
	}
	for _, tt := range tests {
		m := parse(t, []byte(tt.header+"\r\nSubject: x\r\n\r\n"))
		if m.From != tt.from || m.Froms != tt.froms {
			t.Errorf("%q: from %q of %d, want %q of %d", tt.header, m.From, m.Froms, tt.from, tt.froms)
		}
	}
}

func TestBannerInTheMailsOwnHeader(t *testing.T) {
	raw := withPart("Content-Type: "+sheetType+"; name=a.xlsx\r\nContent-Transfer-Encoding: base64", packed(form(t)))
	m := parse(t, append([]byte("X-Gate: 1\r\n[EXTERN AVSÄNDARE]\r\n"), raw...))
	if m.From != "asa.ek@vardcentral.example" || len(m.Parts) != 1 || m.Parts[0].Format != workbook.FormatWorkbook {
		t.Errorf("from %q, parts %v", m.From, m.Parts)
	}
}

func TestForgottenBoundaryIsFound(t *testing.T) {
	raw := withPart("Content-Type: "+sheetType+"; name=a.xlsx\r\nContent-Transfer-Encoding: base64", packed(form(t)))
	m := parse(t, bytes.Replace(raw, []byte("; boundary=\"b1\""), nil, 1))
	if len(m.Parts) != 1 || m.Parts[0].Name != "a.xlsx" || m.Parts[0].Damaged {
		t.Errorf("parts %+v", m.Parts)
	}
}

func TestLineEndsOfUnix(t *testing.T) {
	raw := withPart("Content-Type: "+sheetType+"; name=a.xlsx\r\nContent-Transfer-Encoding: base64", packed(form(t)))
	m := parse(t, bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")))
	if len(m.Parts) != 1 || m.Parts[0].Damaged || m.Parts[0].Format != workbook.FormatWorkbook {
		t.Errorf("parts %+v", m.Parts)
	}
}

func TestNoMail(t *testing.T) {
	for about, raw := range map[string][]byte{
		"nothing": nil, "a workbook": form(t), "prose": []byte("Hej!\r\n\r\nJag är ingen mejl: nej."), "only junk": bytes.Repeat([]byte{0}, 1000),
	} {
		if _, err := Parse(raw); !errors.Is(err, ErrNoMail) {
			t.Errorf("%s: %v, want ErrNoMail", about, err)
		}
	}
}
