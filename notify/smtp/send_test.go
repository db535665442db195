package smtp

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"stintag/samples/postoffice"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(patient{m}) }

// patient gives the last goroutines the time to end, however slow the machine is.
type patient struct{ *testing.M }

func (p patient) Run() int {
	status := p.M.Run()
	for end := time.Now().Add(30 * time.Second); goleak.Find() != nil && time.Now().Before(end); {
	}
	return status
}

const (
	sender    = "ST-intag <st-intag@region.example>"
	recipient = "chef@vardcentral.example"
)

var letter = []byte("From: st-intag@region.example\r\nMessage-ID: <a1@region.example>\r\n\r\n" +
	"Hej!\r\n.en punkt först på raden\r\n..\r\növer och ut\r\n")

func dialFaulty(t *testing.T, f *faulty, timeout time.Duration) Sender {
	t.Helper()
	s := Dial(Config{Address: f.listener.Addr().String(), TLS: "none", Timeout: timeout})
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestVerdicts holds every fault against what the server then has.
func TestVerdicts(t *testing.T) {
	tests := []struct {
		name    string
		answers map[string]string
		want    Verdict
		code    int
		has     int // letters the server has taken
	}{
		{"all well", nil, Accepted, 250, 1},
		{"greeting 554", map[string]string{"": "554 5.3.2 not now"}, Retry, 554, 0},
		{"greeting dropped", map[string]string{"": "drop"}, Retry, 0, 0},
		{"EHLO and HELO 421", map[string]string{"EHLO": "421 busy", "HELO": "421 busy"}, Retry, 421, 0},
		{"MAIL 452", map[string]string{"MAIL": "452 4.3.1 full"}, Retry, 452, 0},
		{"MAIL 553", map[string]string{"MAIL": "553 5.1.7 bad sender"}, Refused, 553, 0},
		{"MAIL 550 no right to send", map[string]string{"MAIL": "550 5.7.60 SendAs denied"}, Retry, 550, 0},
		{"MAIL 530 login wanted", map[string]string{"MAIL": "530 5.7.0 log in"}, Retry, 530, 0},
		{"RCPT 450", map[string]string{"RCPT": "450 4.2.0 greylisted"}, Retry, 450, 0},
		{"RCPT 550", map[string]string{"RCPT": "550 5.1.1 no such user"}, Refused, 550, 0},
		{"RCPT 550 5.7.1", map[string]string{"RCPT": "550 5.7.1 not wanted there"}, Refused, 550, 0},
		{"RCPT dropped", map[string]string{"RCPT": "drop"}, Retry, 0, 0},
		{"DATA 451", map[string]string{"DATA": "451 4.3.0 try later"}, Retry, 451, 0},
		{"DATA 554", map[string]string{"DATA": "554 5.5.1 no"}, Refused, 554, 0},
		{"final 451", map[string]string{".": "451 4.3.0 disk"}, Retry, 451, 0},
		{"final 552", map[string]string{".": "552 5.3.4 too big"}, Refused, 552, 0},
		{"final garbled", map[string]string{".": "2many letters"}, Unknown, 0, 1},
		{"taken, then dropped", map[string]string{".": "drop"}, Unknown, 0, 1},
		{"taken, then silent", map[string]string{".": "hang"}, Unknown, 0, 1},
		{"MAIL silent", map[string]string{"MAIL": "hang"}, Retry, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.answers == nil {
				tt.answers = map[string]string{}
			}
			f, o := sent(t, tt.answers, strings.Contains(tt.name, "silent"))
			if o.Verdict != tt.want || o.Code != tt.code {
				t.Errorf("Send = %+v, want %s %d", o, tt.want, tt.code)
			}
			if _, has := f.count(); has != tt.has {
				t.Errorf("the server has %d letters, want %d", has, tt.has)
			}
		})
	}
}

// sent is what becomes of the letter at a server. Where the server falls silent the wait
// is short; where it was so short that a slow machine had not got there, it is longer.
func sent(t *testing.T, answers map[string]string, silent bool) (*faulty, Outcome) {
	t.Helper()
	const enough = time.Minute
	timeout := enough
	if silent {
		timeout = 20 * time.Millisecond
	}
	for {
		f, fellSilent := startFaulty(t, answers), false
		f.whenSilent(func() { fellSilent = true })
		o := dialFaulty(t, f, timeout).Send(t.Context(), sender, recipient, letter)
		if f.end(); fellSilent == silent || timeout >= enough {
			return f, o
		}
		timeout *= 4
	}
}

func TestDropInTheBodyIsNeverTakenForAccepted(t *testing.T) {
	f := startFaulty(t, map[string]string{})
	f.dropInBody = 1000
	big := append([]byte("Subject: stort\r\n\r\n"), []byte(strings.Repeat("x\r\n", 2_000_000))...)
	o := dialFaulty(t, f, time.Minute).Send(t.Context(), sender, recipient, big)
	if o.Verdict != Retry && o.Verdict != Unknown {
		t.Errorf("Send = %+v, want retry, or unknown where the dot may have left", o)
	}
	if _, has := f.count(); has != 0 {
		t.Errorf("the server has %d letters", has)
	}
}

// A refused RSET or a connection lost after the 250 takes nothing back: go-mail's
// own Send calls such a letter failed, which would send it twice.
func TestTrouble250LaterIsStillAccepted(t *testing.T) {
	f := startFaulty(t, map[string]string{"RSET": "drop", "NOOP": "drop", "QUIT": "drop"})
	s := dialFaulty(t, f, time.Minute)
	for range 2 {
		if o := s.Send(t.Context(), sender, recipient, letter); o.Verdict != Accepted || !strings.Contains(o.Detail, "4711") {
			t.Fatalf("Send = %+v, want accepted with the server's words", o)
		}
	}
	if connections, has := f.count(); connections != 1 || has != 2 {
		t.Errorf("%d letters over %d connections, want 2 over 1", has, connections)
	}
}

func TestKeptConnectionThatDiedIsReplaced(t *testing.T) {
	f := startFaulty(t, map[string]string{})
	s := dialFaulty(t, f, time.Minute)
	if o := s.Send(t.Context(), sender, recipient, letter); o.Verdict != Accepted {
		t.Fatalf("first: %+v", o)
	}
	f.mu.Lock()
	_ = f.open[0].Close() // an idle timeout at the server, a firewall
	f.mu.Unlock()
	if o := s.Send(t.Context(), sender, recipient, letter); o.Verdict != Accepted {
		t.Errorf("second: %+v, want accepted over a new connection", o)
	}
	if connections, has := f.count(); connections != 2 || has != 2 {
		t.Errorf("%d letters over %d connections, want 2 over 2", has, connections)
	}
}

func TestRedialAfterARefusal(t *testing.T) {
	f := startFaulty(t, map[string]string{"RCPT": "550 5.1.1 no such user"})
	s := dialFaulty(t, f, time.Minute)
	if o := s.Send(t.Context(), sender, recipient, letter); o.Verdict != Refused {
		t.Fatalf("first: %+v", o)
	}
	f.set("RCPT", "250 OK")
	if o := s.Send(t.Context(), sender, recipient, letter); o.Verdict != Accepted {
		t.Errorf("second: %+v", o)
	}
}

func TestEndOfContextEndsTheWait(t *testing.T) {
	for _, tt := range []struct {
		silentAt string
		want     Verdict
	}{{"", Retry}, {"RCPT", Retry}, {".", Unknown}} {
		f := startFaulty(t, map[string]string{tt.silentAt: "hang"})
		ctx, cancel := context.WithCancel(t.Context())
		f.whenSilent(cancel)
		o := dialFaulty(t, f, time.Hour).Send(ctx, sender, recipient, letter)
		cancel()
		if o.Verdict != tt.want {
			t.Errorf("silent at %q: %+v, want %s", tt.silentAt, o, tt.want)
		}
	}
}

func TestNobodyListens(t *testing.T) {
	s := Dial(Config{Address: "127.0.0.1:1", TLS: "none"}) // a port just closed may be another's already
	if o := s.Send(t.Context(), sender, recipient, letter); o.Verdict != Retry || o.Detail == "" {
		t.Errorf("Send = %+v, want retry and a reason", o)
	}
	if err := s.Close(); err != nil {
		t.Errorf("Close = %v", err)
	}
}

func TestAddressesThatSmuggleAreRefused(t *testing.T) {
	f := startFaulty(t, map[string]string{})
	s := dialFaulty(t, f, time.Minute)
	for _, to := range []string{"a@b.example\r\nRSET", `"x> NOTIFY=NEVER <y"@b.example`, "two words@b.example", "a@b.example, c@d.example", "nonsense"} {
		if o := s.Send(t.Context(), sender, to, letter); o.Verdict != Refused || o.Code != 0 {
			t.Errorf("to %q: %+v, want refused before anyone is asked", to, o)
		}
	}
	if connections, _ := f.count(); connections != 0 {
		t.Errorf("%d connections made", connections)
	}
}

func TestBytesArriveAsTheyWere(t *testing.T) {
	o, err := postoffice.Start(postoffice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = o.Close() }()
	c := Config{Address: o.SMTPAddress(), TLS: "none", User: "st-intag", Password: func() (string, error) { return "st-intag", nil }}
	s := Dial(c)
	for range 3 {
		if outcome := s.Send(t.Context(), sender, recipient, letter); outcome.Verdict != Accepted {
			t.Fatalf("Send = %+v", outcome)
		}
	}
	if err := s.Close(); err != nil {
		t.Errorf("Close = %v", err)
	}
	got := o.Letters()
	if len(got) != 3 {
		t.Fatalf("%d letters came, want 3", len(got))
	}
	for _, l := range got {
		if l.From != "st-intag@region.example" || l.To != recipient || string(l.Raw) != string(letter) {
			t.Errorf("came from %q to %q as %q", l.From, l.To, l.Raw)
		}
	}
	if err := Check(t.Context(), c); err != nil {
		t.Errorf("Check = %v", err)
	}
}

func TestLoginTroubleBurnsNoLetter(t *testing.T) {
	o, err := postoffice.Start(postoffice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = o.Close() }()
	lost := errors.New("no such credential")
	for name, password := range map[string]func() (string, error){
		"wrong":   func() (string, error) { return "fel", nil },
		"missing": func() (string, error) { return "", lost },
	} {
		c := Config{Address: o.SMTPAddress(), TLS: "none", User: "st-intag", Password: password}
		s := Dial(c)
		if outcome := s.Send(t.Context(), sender, recipient, letter); outcome.Verdict != Retry {
			t.Errorf("%s password: %+v, want retry", name, outcome)
		}
		if err := s.Close(); err != nil {
			t.Errorf("Close = %v", err)
		}
		if err := Check(t.Context(), c); err == nil {
			t.Errorf("%s password: Check gave no error", name)
		}
	}
}

func TestNoLettersInTheClearOverANetwork(t *testing.T) {
	for _, c := range []Config{
		{Address: "smtp.region.example:25", TLS: "none"},
		{Address: "192.0.2.7:25", TLS: "none"},
		{Address: "127.0.0.1:25", TLS: "sometimes"},
	} {
		if err := Check(t.Context(), c); err == nil || !strings.Contains(err.Error(), "TLS") {
			t.Errorf("Check(%+v) = %v, want a word about TLS", c, err)
		}
	}
}

func TestTLS(t *testing.T) {
	ca := filepath.Join(t.TempDir(), "ca.pem")
	cert, err := postoffice.Certificate(ca)
	if err != nil {
		t.Fatal(err)
	}
	password := func() (string, error) { return "st-intag", nil }
	for _, way := range []string{"implicit", "starttls"} {
		o, err := postoffice.Start(postoffice.Options{TLS: cert, Implicit: way == "implicit"})
		if err != nil {
			t.Fatal(err)
		}
		c := Config{Address: o.SMTPAddress(), TLS: way, CAFile: ca, User: "st-intag", Password: password}
		s := Dial(c)
		if outcome := s.Send(t.Context(), sender, recipient, letter); outcome.Verdict != Accepted {
			t.Errorf("%s: %+v", way, outcome)
		}
		if err := s.Close(); err != nil {
			t.Errorf("%s: Close = %v", way, err)
		}
		c.CAFile = ""
		if err := Check(t.Context(), c); err == nil {
			t.Errorf("%s: a certificate nobody vouches for was trusted", way)
		}
		if n := len(o.Letters()); n != 1 {
			t.Errorf("%s: %d letters, want 1", way, n)
		}
		if err := o.Close(); err != nil {
			t.Errorf("%s: %v", way, err)
		}
	}
}

func TestNoStartTLSMeansNoLetterAndNoPassword(t *testing.T) {
	f := startFaulty(t, map[string]string{"STARTTLS": "502 5.5.1 unknown command"})
	asked := false
	s := Dial(Config{Address: f.listener.Addr().String(), TLS: "starttls", User: "u",
		Password: func() (string, error) { asked = true; return "secret", nil }})
	if o := s.Send(t.Context(), sender, recipient, letter); o.Verdict != Retry {
		t.Errorf("Send = %+v, want retry", o)
	}
	if _, has := f.count(); has != 0 || asked {
		t.Errorf("the server has %d letters; password read: %v", has, asked)
	}
}

func TestConnectionIsRenewedAfterManyLetters(t *testing.T) {
	f := startFaulty(t, map[string]string{})
	s := dialFaulty(t, f, time.Minute)
	for n := range lettersPerConnection + 1 {
		if o := s.Send(t.Context(), sender, recipient, letter); o.Verdict != Accepted {
			t.Fatalf("letter %d: %+v", n, o)
		}
	}
	if connections, has := f.count(); connections != 2 || has != lettersPerConnection+1 {
		t.Errorf("%d letters over %d connections", has, connections)
	}
}

func TestBusyServerMidWay(t *testing.T) {
	f := startFaulty(t, map[string]string{})
	s := dialFaulty(t, f, time.Minute)
	if o := s.Send(t.Context(), sender, recipient, letter); o.Verdict != Accepted {
		t.Fatalf("first: %+v", o)
	}
	f.set("MAIL", "421 4.3.2 shutting down")
	if o := s.Send(t.Context(), sender, recipient, letter); o.Verdict != Retry || o.Code != 421 {
		t.Errorf("while it is busy: %+v", o)
	}
	f.set("MAIL", "250 OK")
	if o := s.Send(t.Context(), sender, recipient, letter); o.Verdict != Accepted {
		t.Errorf("after: %+v", o)
	}
}
