package trust

import (
	"strings"
	"testing"

	"stintag/ingest/mime"
)

var own = Own{
	Addresses: []string{"st-intag@region.example"},
	IsOurs:    func(id string) bool { return strings.HasSuffix(id, ".mac@region.example>") },
}

func mail(t *testing.T, lines ...string) *mime.Message {
	t.Helper()
	m, err := mime.Parse([]byte("To: st-intag@region.example\r\n" + strings.Join(lines, "\r\n") + "\r\n\r\nHej\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestClassify(t *testing.T) {
	const from = "From: chef@vardcentral.example"
	many := strings.TrimSuffix(strings.Repeat("Received: from a by b\r\n", mostHops+1), "\r\n")
	tests := []struct {
		about string
		lines []string
		want  Class
	}{
		{"an ordinary mail", []string{from, "Subject: Ansökan"}, Person},
		{"an answer to our letter", []string{from, "In-Reply-To: <1.mac@region.example>", "References: <1.mac@region.example>"}, Person},
		{"Auto-Submitted: no", []string{from, "Auto-Submitted: no"}, Person},
		{"Auto-Submitted: NO with a comment", []string{from, "Auto-Submitted: NO (typed)"}, Person},
		{"only a wish for no automatic answers", []string{from, "X-Auto-Response-Suppress: All"}, Person},
		{"a person's answer to an automatic one", []string{from, "Subject: Sv: Autosvar: semester"}, Person},
		{"a full return path", []string{from, "Return-Path: <chef@vardcentral.example>"}, Person},

		{"auto-replied", []string{from, "Auto-Submitted: auto-replied"}, AutoReply},
		{"auto-generated with a parameter", []string{from, "Auto-Submitted: Auto-Generated; owner-email=\"x@y.example\""}, AutoReply},
		{"auto-notified", []string{from, "Auto-Submitted: auto-notified"}, AutoReply},
		{"no return path", []string{from, "Return-Path: < >"}, AutoReply},
		{"Precedence: auto_reply", []string{from, "Precedence: auto_reply"}, AutoReply},
		{"X-Autoreply", []string{from, "X-Autoreply: yes"}, AutoReply},
		{"Swedish subject", []string{from, "Subject: =?utf-8?Q?Autosvar=3A_=C3=A5ter_i_augusti?="}, AutoReply},
		{"Outlook's subject", []string{from, "Subject: Automatiskt svar: Bekräftelse"}, AutoReply},
		{"read receipt", []string{from, "Content-Type: multipart/report; report-type=disposition-notification; boundary=x"}, AutoReply},

		{"a complaint", []string{from, "Content-Type: multipart/report; report-type=feedback-report; boundary=x"}, AutoReply},
		{"two words on it, the second of a machine", []string{from, "Auto-Submitted: no", "Auto-Submitted: auto-replied"}, AutoReply},
		{"X-Loop", []string{from, "X-Loop: a@b.example"}, AutoReply},

		{"mailer-daemon", []string{"From: MAILER-DAEMON@mx.example", "Subject: Undelivered"}, Bounce},
		{"postmaster, auto-replied", []string{"From: postmaster@mx.example", "Auto-Submitted: auto-replied"}, Bounce},
		{"report without content", []string{from, "Content-Type: multipart/report; report-type=delivery-status; boundary=x"}, Bounce},
		{"X-Failed-Recipients", []string{from, "X-Failed-Recipients: a@b.example"}, Bounce},

		{"List-Id", []string{from, "List-Id: <chefer.region.example>"}, List},
		{"List-Unsubscribe", []string{from, "List-Unsubscribe: <mailto:x@y.example>"}, List},
		{"a second Precedence", []string{from, "Precedence: normal", "Precedence: list"}, List},
		{"Mailing-List", []string{from, "Mailing-List: contact x@y.example"}, List},
		{"Precedence: bulk", []string{from, "Precedence: bulk"}, List},

		{"our Message-ID", []string{from, "Message-ID: <1.mac@region.example>"}, OwnLetter},
		{"our address", []string{"From: ST <ST-intag@Region.example>"}, OwnLetter},
		{"our mark", []string{from, "X-Stintag-Kind: receipt"}, OwnLetter},
		{"our letter, bounced by a rule that rewrites", []string{from, "X-Stintag-Kind: receipt", "Auto-Submitted: auto-replied"}, OwnLetter},
		{"round and round", []string{from, many}, OwnLetter},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			v := Classify(mail(t, tt.lines...), own)
			if v.Class != tt.want {
				t.Errorf("%s (%s), want %s", v.Class, v.Why, tt.want)
			}
			if v.Why == "" || strings.Contains(v.Why, "@") {
				t.Errorf("why %q: want a reason without addresses", v.Why)
			}
		})
	}
}

func report(t *testing.T, action, returned string) *mime.Message {
	t.Helper()
	m, err := mime.Parse([]byte("From: postmaster@mx.example\r\nSubject: Report\r\n" +
		"Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n" +
		"--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nAction: " + action + "\r\nStatus: 5.1.1\r\n" +
		"--r\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: " + returned + "\r\nSubject: x\r\n\r\nHej\r\n--r--\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestBounceTellsWhichLetterAndWhetherItFailed(t *testing.T) {
	tests := []struct {
		action, returned, about string
		failed                  bool
	}{
		{"failed", "<7.mac@region.example>", "<7.mac@region.example>", true},
		{"delayed", "<7.mac@region.example>", "<7.mac@region.example>", false},
		{"delivered", "<7.mac@region.example>", "<7.mac@region.example>", false},
		{"failed", "<forged@evil.example>", "", true},
	}
	for _, tt := range tests {
		v := Classify(report(t, tt.action, tt.returned), own)
		if v.Class != Bounce || v.About != tt.about || v.Failed != tt.failed {
			t.Errorf("%s of %s: %+v", tt.action, tt.returned, v)
		}
	}
}

func TestAutoReplyTellsWhichLetter(t *testing.T) {
	m := mail(t, "From: chef@vardcentral.example", "Auto-Submitted: auto-replied", "References: <x@y.example> <9.mac@region.example>")
	if v := Classify(m, own); v.About != "<9.mac@region.example>" {
		t.Errorf("about %q", v.About)
	}
}

// A letter that came back suppresses its address only where the address is at fault.
func TestWhatABounceSaysOfTheAddress(t *testing.T) {
	for status, gone := range map[string]bool{
		"5.1.1": true, "5.1.2": true, "5.1.10": true, "5.2.1": true, "5.7.1": true, "5.0.0": true, "": true,
		"5.2.2": false, "4.2.2": false, "4.4.1": false, "4.4.7": false, "5.2.3": false, "5.3.4": false, "5.4.7": false,
	} {
		if Gone(status) != gone {
			t.Errorf("%q: gone is %v", status, !gone)
		}
	}
}

func TestBounceTellsWhy(t *testing.T) {
	returned := func(extra string) *mime.Message {
		m, err := mime.Parse([]byte("From: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\nIn-Reply-To: <7.mac@region.example>\r\n" + extra))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for about, tt := range map[string]struct{ mail, status, recipient string }{
		"a report": {"Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\n\r\nSorry, 5.1.1.\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\n" +
			"Reporting-MTA: dns; mx.example\r\n\r\nOriginal-Recipient: rfc822;a@b.example\r\nFinal-Recipient: RFC822; <Chef@Vardcentral.example>\r\nAction: failed\r\nStatus: 5.2.2 (full)\r\n--r--\r\n", "5.2.2", "chef@vardcentral.example"},
		"a report to X.400": {"Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\n" +
			"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: x400; C=SE\r\nAction: failed\r\nStatus: 4.4.7\r\n--r--\r\n", "4.4.7", ""},
		"words":                  {"\r\nHi. This is the qmail-send program.\r\n<a@b.example>:\r\n552 #5.2.2 The mailbox is full, see 10.1.2.3\r\n", "5.2.2", ""},
		"words in brackets":      {"\r\nDelivery failed (5.1.1): no such user.\r\n", "5.1.1", ""},
		"words without a code":   {"\r\nVersion 4.2.2.1 of 2024-5.1.1-rc says sorry.\r\n", "", ""},
		"a code at the very end": {"\r\nThe server said 4.2.2", "4.2.2", ""},
	} {
		v := Classify(returned(tt.mail), own)
		if !v.Failed || v.Class != Bounce || v.Status != tt.status || v.Recipient != tt.recipient {
			t.Errorf("%s: %+v, want %q of %q", about, v, tt.status, tt.recipient)
		}
	}
}
