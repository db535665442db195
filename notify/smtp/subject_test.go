package smtp

import (
	"bytes"
	"mime"
	"net/mail"
	"os/exec"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// header are the lines of the subject as they go out.
func header(t *testing.T, subject string) []string {
	t.Helper()
	d := draft()
	d.Subject = subject
	raw, err := Build(d)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.SplitSeq(string(raw), "\r\n") {
		switch {
		case strings.HasPrefix(line, subjectHeader), len(lines) > 0 && strings.HasPrefix(line, " "):
			lines = append(lines, line)
		case len(lines) > 0:
			return lines
		}
	}
	t.Fatalf("no subject in\n%s", raw)
	return nil
}

func TestSubjectBeginsOnTheFirstLine(t *testing.T) {
	for subject, want := range map[string][]string{
		"Dagsrapport 2024-09-10": {"Subject: Dagsrapport 2024-09-10"},
		"[IA-2024-0001] Bekräftelse: intresseanmälan för ST": {
			"Subject: [IA-2024-0001] =?utf-8?q?Bekr=C3=A4ftelse:_intresseanm=C3=A4lan_?=",
			" =?utf-8?q?f=C3=B6r?= ST",
		},
		"Återkallelse: vi hittade inget ärende": {
			"Subject: =?utf-8?q?=C3=85terkallelse:?= vi hittade inget",
			" =?utf-8?q?=C3=A4rende?=",
		},
		strings.Repeat("lång", 15): {
			"Subject: =?utf-8?q?l=C3=A5ngl=C3=A5ngl=C3=A5ngl=C3=A5ngl=C3=A5ngl=C3=A5ngl?=",
			" =?utf-8?q?=C3=A5ngl=C3=A5ngl=C3=A5ngl=C3=A5ngl=C3=A5ngl=C3=A5ngl=C3=A5ngl?=",
			" =?utf-8?q?=C3=A5ngl=C3=A5ng?=",
		},
		"a long subject in ASCII is folded at its spaces, none of which is lost on the way": {
			"Subject: a long subject in ASCII is folded at its spaces, none of which is",
			" lost on the way",
		},
		"=?utf-8?q?forged?= (a_b)": {"Subject: =?utf-8?q?=3D=3Futf-8=3Fq=3Fforged=3F=3D?= (a_b)"},
		"Sv: hej\r\nBcc: x\x00\ty": {"Subject: Sv: hej Bcc: x y"},
	} {
		if got := header(t, subject); strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%q is written\n%s\nwant\n%s", subject, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// Whatever a subject holds, it stays one header of short ASCII lines and is read
// back as it was, but for white space and control characters.
func TestSubjectIsReadBackAsItWas(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		subject := rapid.OneOf(rapid.String(), rapid.StringMatching(`([ -~åäöÅ😀]{0,30} ?){0,6}`)).Draw(rt, "subject")
		value := subjectValue(subject)
		for n, line := range strings.Split(subjectHeader+value, "\r\n") {
			if len(line) > longestLine || strings.ContainsAny(line, "\r\n") || n > 0 && (len(line) < 2 || line[0] != ' ' || line[1] == ' ') {
				rt.Fatalf("line %d is %q", n, line)
			}
			for word := range strings.FieldsSeq(line) {
				if strings.HasPrefix(word, wordOpens) && len(word) > longestWord {
					rt.Fatalf("an encoded word of %d bytes", len(word))
				}
			}
		}
		m, err := mail.ReadMessage(strings.NewReader(subjectHeader + value + "\r\n\r\n"))
		if err != nil {
			rt.Fatal(err)
		}
		got, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if want := strings.Join(strings.Fields(strings.Map(noControl, strings.ToValidUTF8(subject, "\uFFFD"))), " "); err != nil || got != want {
			rt.Fatalf("read back as %q, want %q: %v", got, want, err)
		}
	})
}

// A second reader, which is stricter about encoded words than Go's.
func TestSubjectInPython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to read with")
	}
	const read = `import email, email.policy, sys
sys.stdout.buffer.write(email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)["Subject"].encode())`
	for _, subject := range []string{
		"[IA-2024-0001 m.fl.] Bekräftelse, begäran om komplettering och påminnelse: intresseanmälningar för ST",
		"Återkallelse: vi hittade inget ärende", "=?utf-8?q?forged?= å =?x", strings.Repeat("lång", 40) + " kort " + strings.Repeat("x", 200),
		"a long subject in ASCII is folded at its spaces, none of which is lost on the way to its reader",
	} {
		cmd := exec.Command(python, "-c", read)
		cmd.Stdin = bytes.NewReader([]byte(strings.Join(header(t, subject), "\r\n") + "\r\n\r\n"))
		got, err := cmd.Output()
		if err != nil || string(got) != subject {
			t.Errorf("Python reads %q, want %q: %v", got, subject, err)
		}
	}
}
