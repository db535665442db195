package main

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"stintag/process/ledger"
)

// An administrator saves the Dagsrapport as the mail program at hand does: the
// checkpoint is found in each.
func TestACheckpointIsFoundInWhateverAMailWasSavedAs(t *testing.T) {
	n, err := ledger.NewNotary([]byte("0123456789abcdef"), "Region Västmanland")
	if err != nil {
		t.Fatal(err)
	}
	signed, err := n.Sign(ledger.Head{Size: 7, Root: [32]byte{1}})
	if err != nil {
		t.Fatal(err)
	}
	page := `<!DOCTYPE html><html lang="sv"><body><p>Hej!</p><p>` + strings.ReplaceAll(signed, "\n", "<br>\n") + "</p></body></html>"
	wide := []byte("\xff\xfe")
	for _, unit := range utf16.Encode([]rune("Hej!\r\n" + strings.ReplaceAll(signed, "\n", "\r\n"))) {
		wide = binary.LittleEndian.AppendUint16(wide, unit)
	}
	for name, saved := range map[string]string{
		"a mail":                "From: a@x.example\r\nSubject: Dagsrapport\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + signed,
		"a mail that is a page": "From: a@x.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page,
		"a mail forwarded in another": "From: b@x.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nFör kännedom.\r\n" +
			"--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@x.example\r\nSubject: Dagsrapport\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + signed + "\r\n--x--\r\n",
		"a page":          page,
		"text":            "Hej!\n" + signed,
		"text as Unicode": string(wide),
		"Outlook's .msg":  "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 504) + string(wide[2:]),
	} {
		got, err := n.Checkpoints(textIn([]byte(saved)))
		if err != nil || len(got) != 1 || got[0].Size != 7 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
