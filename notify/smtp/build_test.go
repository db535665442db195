package smtp

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"
)

func draft() Draft {
	return Draft{
		From: sender, To: "Åsa Ek <asa.ek@vardcentral.example>", Subject: "[IA-2026-0007] Bekräftelse",
		Text: "Hej!\n.Punkt först\nHälsningar", HTML: "<p>Hej!</p>",
		MessageID: "<1.mac@region.example>", Date: time.Date(2026, 3, 2, 9, 0, 0, 0, time.FixedZone("", 3600)),
		InReplyTo: "<m1@vardcentral.example>", References: []string{"<m0@vardcentral.example>", "<m1@vardcentral.example>"},
		Kinds: []string{"receipt", "warning"}, Answers: true,
		Attachments: []File{{Name: "ansökan Åre.xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Bytes: []byte("PK\x03\x04\r\n\n\x00")}},
	}
}

func built(t *testing.T, d Draft) *mail.Message {
	t.Helper()
	raw, err := Build(d)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(raw, []byte("\n")); n != bytes.Count(raw, []byte("\r\n")) {
		t.Errorf("a line does not end in CRLF:\n%s", raw)
	}
	for line := range strings.Lines(string(raw)) {
		if len(line) > 1000 {
			t.Errorf("a line of %d bytes", len(line))
		}
		if strings.ContainsFunc(line, func(r rune) bool { return r > 126 }) {
			t.Errorf("not ASCII on the wire: %q", line)
		}
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

type piece struct {
	kind, name string
	body       []byte
}

// pieces takes a body apart with the standard library, as a strict reader would.
func pieces(t *testing.T, contentType, encoding string, body io.Reader) []piece {
	t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		switch encoding {
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, body)
		case "quoted-printable":
			body = quotedprintable.NewReader(body)
		}
		b, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		return []piece{{kind: kind, name: params["name"], body: b}}
	}
	var all []piece
	r := multipart.NewReader(body, params["boundary"])
	for {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, pieces(t, p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p)...)
	}
}

func TestBuildHeaders(t *testing.T) {
	m := built(t, draft())
	want := map[string]string{
		"Message-Id": "<1.mac@region.example>", "In-Reply-To": "<m1@vardcentral.example>",
		"References": "<m0@vardcentral.example> <m1@vardcentral.example>",
		"Date":       "Mon, 02 Mar 2026 09:00:00 +0100", "Content-Language": "sv", "X-Stintag-Kind": "receipt,warning",
		"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", "User-Agent": "", "X-Mailer": "",
	}
	for key, value := range want {
		if got := m.Header.Get(key); got != value {
			t.Errorf("%s: %q, want %q", key, got, value)
		}
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "[IA-2026-0007] Bekräftelse" {
		t.Errorf("subject %q, %v", subject, err)
	}
	for key, value := range map[string]string{"From": "ST-intag", "To": "Åsa Ek"} {
		if list, err := m.Header.AddressList(key); err != nil || len(list) != 1 || list[0].Name != value {
			t.Errorf("%s: %v, %v", key, list, err)
		}
	}
	d := draft()
	d.Answers = false
	if got := built(t, d).Header.Get("Auto-Submitted"); got != "auto-generated" {
		t.Errorf("Auto-Submitted: %q", got)
	}
}

func TestBuildBody(t *testing.T) {
	d := draft()
	d.Inlines = []File{{Name: "diagram.png", Type: "image/png", Bytes: []byte("\x89PNG")}}
	m := built(t, d)
	got := pieces(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
	want := []piece{
		{"text/plain", "", []byte("Hej!\r\n.Punkt först\r\nHälsningar")},
		{"text/html", "", []byte("<p>Hej!</p>")},
		{"image/png", "diagram.png", []byte("\x89PNG")},
		{d.Attachments[0].Type, "ansokan Are.xlsx", d.Attachments[0].Bytes},
	}
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestBuildPlainTextOnly(t *testing.T) {
	d := draft()
	d.HTML, d.Attachments = "", nil
	m := built(t, d)
	got := pieces(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
	if len(got) != 1 || got[0].kind != "text/plain" {
		t.Errorf("pieces %q", got)
	}
}

// What comes from a stranger's mail must not write headers of ours.
func TestBuildLetsNothingIn(t *testing.T) {
	d := draft()
	d.Subject = "Sv: hej\r\nBcc: evil@x.example\r\n\r\nbrödtext"
	d.InReplyTo = "<m1@x.example>\r\nBcc: evil@x.example"
	d.References = []string{"<ok@x.example>", "<two words@x.example>", "<å@x.example>", "nonsense\r\nBcc: e@x.example"}
	m := built(t, d)
	if m.Header.Get("Bcc") != "" || m.Header.Get("In-Reply-To") != "" || m.Header.Get("References") != "<ok@x.example>" {
		t.Errorf("headers %v", m.Header)
	}
}

func TestBuildKeepsFirstAndLastReferences(t *testing.T) {
	d := draft()
	d.References = nil
	for n := range 400 {
		d.References = append(d.References, fmt.Sprintf("<%0200d@vardcentral.example>", n))
	}
	ids := strings.Fields(built(t, d).Header.Get("References"))
	if len(ids) != 11 || ids[0] != d.References[0] || ids[1] != d.References[390] || ids[10] != d.References[399] {
		t.Errorf("references %v", ids)
	}
}

func TestBuildRefusesHalfALetter(t *testing.T) {
	for about, spoil := range map[string]func(*Draft){
		"no Message-ID":       func(d *Draft) { d.MessageID = "" },
		"spoilt Message-ID":   func(d *Draft) { d.MessageID = "<a b@region.example>" },
		"no date":             func(d *Draft) { d.Date = time.Time{} },
		"no recipient":        func(d *Draft) { d.To = "" },
		"two recipients":      func(d *Draft) { d.To = "a@x.example, b@x.example" },
		"a recipient smuggle": func(d *Draft) { d.To = "a@x.example\r\nBcc: b@x.example" },
	} {
		d := draft()
		spoil(&d)
		if raw, err := Build(d); err == nil {
			t.Errorf("%s: built\n%s", about, raw)
		}
	}
}
