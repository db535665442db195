package mime

import (
	"reflect"
	"strings"
	"testing"
)

// The order tells who wrote a field, so it is kept, whatever else stands between and
// however the fields are folded and spelt.
func TestTraceKeepsTheOrderOfTheFields(t *testing.T) {
	m := parse(t, []byte("Return-Path: <a@b.example>\r\n"+
		"Received: from in by box;\r\n\tMon, 2 Mar 2026 08:15:30 +0100\r\n"+
		"AUTHENTICATION-RESULTS : mx.example;\r\n dmarc=pass\r\n"+
		"Subject: x\r\n Received: folded into the subject\r\n"+
		"a gateway's banner\r\n indented: under it\r\n"+
		"received: from out by in\r\n"+
		"Authentication-Results: forged; "+strings.Repeat("x", maxStep)+"\r\n"+
		"From: a@b.example\r\n\r\nAuthentication-Results: in the body\r\n"))
	want := []Step{
		{Received: true, Value: "from in by box; Mon, 2 Mar 2026 08:15:30 +0100"},
		{Value: "mx.example; dmarc=pass"},
		{Received: true, Value: "from out by in"},
		{},
	}
	if !reflect.DeepEqual(m.Trace, want) {
		t.Errorf("got %+v\nwant %+v", m.Trace, want)
	}
}

func TestTraceIsBounded(t *testing.T) {
	m := parse(t, []byte(strings.Repeat("Received: from x\r\n", 3*maxSteps)+"From: a@b.example\r\n\r\n"))
	if len(m.Trace) != maxSteps {
		t.Errorf("%d steps", len(m.Trace))
	}
}

// An empty From beside a filled one is one too many: servers differ in which they read.
func TestEveryFromHeaderCounts(t *testing.T) {
	for header, want := range map[string]int{
		"From: a@b.example\r\n":                         1,
		"From: a@b.example\r\nFrom:\r\n":                2,
		"From:\r\nFrom: a@b.example\r\n":                2,
		"From: a@b.example\r\nFROM: c@d.example\r\n":    2,
		"From: a@b.example, c@d.example\r\n":            2,
		"From: Chefer: a@b.example, c@d.example;\r\n":   2,
		"From: a@b.example <c@d.example>\r\n":           2,
		"From: undisclosed-recipients:;\r\n":            0,
		"Reply-To: evil@e.example\r\nFrom: a@b.example": 1,
	} {
		m := parse(t, []byte("To: x@y.example\r\n"+strings.TrimSuffix(header, "\r\n")+"\r\n\r\nHej\r\n"))
		if m.Froms != want {
			t.Errorf("%q: %d, want %d", header, m.Froms, want)
		}
		if strings.Contains(m.From, "evil") {
			t.Errorf("%q: from %q", header, m.From)
		}
	}
}
