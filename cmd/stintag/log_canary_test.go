package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// The canary is one invented person with all that may betray a person. Its number is one
// that Skatteverket has published for tests.
const (
	canaryDoctor  = "Kanarie Fågelsång"
	canaryNumber  = "19811218-9876"
	canaryManager = "Kanariechef Guldström"
	canaryAddress = "kanarie.guldstrom@region.example"
	canaryUnknown = "kanarie.okand@hemma.example"
	canaryFile    = "ST Kanarie Fågelsång.xlsx"
	canarySubject = "Ny ST: Kanarie Fågelsång 19811218-9876"
)

// canaries are what must stand nowhere that operators' machines keep.
var canaries = []string{"kanarie", "fågelsång", "f\u00e5gels", "guldstr", "19811218", "811218", "9876-", "sjukskriven"}

// cage collects everything that the program says besides its letters and the master.
type cage struct {
	*bureau
	format string
	said   bytes.Buffer    // the log and all else on stderr
	out    bytes.Buffer    // what operators' commands print
	all    strings.Builder // both, of all commands
	mu     sync.Mutex
	heard  []string // by the dead man's switch
}

func newCage(t *testing.T, format string) *cage {
	t.Helper()
	centres := slices.Clone(twoCentres)
	centres[0].Manager, centres[0].Addresses = canaryManager, []string{canaryAddress}
	c := &cage{bureau: newBureau(t, centres), format: format}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.heard = append(c.heard, fmt.Sprintf("%s %s %v %s", r.Method, r.URL, r.Header, body))
	}))
	t.Cleanup(s.Close)
	c.configure(`ping    = ""`, `ping    = "`+s.URL+`"`, `metrics = ""`, `metrics = "stintag.prom"`)
	return c
}

// does runs a command as an operator's machine would, and looks for the canary.
func (c *cage) does(args ...string) int {
	c.t.Helper()
	args = append([]string{"-c", filepath.Join(c.dir, "stintag.toml"), "--now", c.now.Format(time.RFC3339), "--log-level", "debug", "--log-format", c.format}, args...)
	status := Main(c.t.Context(), args, World{Out: &c.out, Err: &c.said, Clock: func() time.Time { return c.now }})
	c.search(strings.Join(args[8:], " "))
	return status
}

func (c *cage) search(after string) {
	c.t.Helper()
	metrics, err := os.ReadFile(filepath.Join(c.dir, "stintag.prom"))
	if err != nil && !os.IsNotExist(err) {
		c.t.Fatal(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for where, text := range map[string]string{"stderr": c.said.String(), "stdout": c.out.String(), "metrics": string(metrics), "the ping": strings.Join(c.heard, "\n")} {
		for line := range strings.Lines(text) {
			for _, secret := range canaries {
				if strings.Contains(strings.ToLower(line), secret) {
					c.t.Errorf("after %q, %s tells of %q: %s", after, where, secret, line)
				}
			}
		}
	}
	c.all.WriteString(c.said.String() + c.out.String())
	c.said.Reset()
	c.out.Reset()
}

// evening imports what has come and runs, and then asks as an operator does.
func (c *cage) evening() {
	c.t.Helper()
	c.does("import", filepath.Join(c.dir, "in"))
	c.does("run", "--nightly")
	c.does("status")
	c.does("--json", "status")
	c.does("outbox", "list", "--all")
	c.does("--json", "outbox", "list", "--all")
	c.now = c.now.AddDate(0, 0, 1)
}

// post writes a mail of the canary's, with a file.
func (c *cage) post(from string, file []byte, headers ...string) {
	c.t.Helper()
	from = mime.QEncoding.Encode("utf-8", canaryManager) + " <" + from + ">"
	name := mime.QEncoding.Encode("utf-8", canaryFile)
	c.mailBook(mime.QEncoding.Encode("utf-8", canarySubject), `"`+name+`"`, file, headers...)
	path := filepath.Join(c.dir, "in", fmt.Sprintf("%02d.eml", c.sent))
	raw, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, bytes.Replace(raw, []byte("From: "+almby), []byte("From: "+from), 1), 0o600)
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

// No name, number, address, file name, subject or word of a person's is in the log, on
// stderr or stdout, in the metrics or in the ping, in whatever goes well or wrong with
// them (reliability: personal data).
func TestTheCanarySingsNowhere(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"text", "json"} {
		t.Run(format, func(t *testing.T) {
			c := newCage(t, format)
			c.comes()
			c.evening()
			c.isDecided()
			c.evening()
			c.goesWrong()
			c.isRefused()
			for _, told := range []string{"run done", "is in quarantine", "came back", "cannot be used as they stand", "the master could not be read",
				"seems to work in", "refused for good", "region.example"} {
				if !strings.Contains(c.all.String(), told) {
					t.Errorf("nothing tells that something %q: it was not tried", told)
				}
			}
		})
	}
}

// comes is mail of every sort.
func (c *cage) comes() {
	doctor := map[process.Field]any{process.FieldDoctor: canaryDoctor, process.FieldPersonalNumber: canaryNumber, process.FieldManager: canaryManager,
		process.FieldManagerEmail: canaryAddress, process.FieldSupervisor: "Kanarie Guldström", process.FieldComment: "Har varit sjukskriven."}
	with := func(more map[process.Field]any) map[process.Field]any {
		all := map[process.Field]any{}
		for _, m := range []map[process.Field]any{doctor, more} {
			for f, x := range m {
				all[f] = x
			}
		}
		return all
	}
	whole := filled(c.t, doctor)
	c.post(canaryAddress, whole)
	c.post(canaryAddress, filled(c.t, with(map[process.Field]any{process.FieldLicenceDate: "i våras, fråga Kanarie", process.FieldDoctor: "Kanarie Fågelsång den andra"})))
	c.post(canaryAddress, filled(c.t, with(map[process.Field]any{process.FieldKind: process.Withdrawal, process.FieldDoctor: "Kanarie Ingenstans"})))
	c.post(canaryAddress, filled(c.t, with(map[process.Field]any{process.FieldKind: "kanariefågel"})))
	c.post(canaryAddress, whole[:len(whole)/2])
	c.post(canaryAddress, []byte("%PDF-1.7 Kanarie Fågelsång"))
	c.post(canaryAddress, []byte("PK\x03\x04 Kanarie"))
	c.post(canaryUnknown, whole)
	c.post("vc.bjorkby@region.example", whole)
	c.post(canaryAddress, whole, "Auto-Submitted: auto-replied")
	c.raw(canaryAddress, "Sv: Kanarie", "Content-Type: text/plain; charset=utf-8\r\n\r\nKanarie Fågelsång 19811218-9876 är sjukskriven.\r\n")
	if err := os.WriteFile(filepath.Join(c.dir, "in", canaryFile), whole, 0o600); err != nil {
		c.t.Fatal(err)
	}
}

// isDecided is a person's decision, and cells that nobody can use.
func (c *cage) isDecided() {
	c.decide("IA-2024-0001", process.VerdictGrant)
	c.write(master.SheetCases, 3, map[string]string{"Legitimationsdatum": "fråga Kanarie", "Beslutad av": canaryManager, "Anteckning": "Kanarie är sjukskriven"})
	c.write(master.SheetCentres, 3, map[string]string{"Listade": "fråga Kanarie", "E-post": "kanarie"})
	c.post(canaryAddress, filled(c.t, map[process.Field]any{process.FieldDoctor: canaryDoctor, process.FieldKind: process.Withdrawal}))
	for _, l := range c.outbox() {
		if l.State == ledger.Sent && l.Recipient == canaryAddress {
			c.bounced(l)
			break
		}
	}
}

// goesWrong is what machines and people do to files.
func (c *cage) goesWrong() {
	whole := c.bytes()
	c.beside("~$master.xlsx", append([]byte{17}, "Kanarie Guldström"...))
	c.evening()
	if err := os.Remove(filepath.Join(c.dir, "~$master.xlsx")); err != nil {
		c.t.Fatal(err)
	}
	c.put([]byte("Kanarie"))
	c.evening()
	c.put(whole)
	c.beside("master (Kanarie Fågelsångs dator).xlsx", c.copied(map[string]string{"Anteckning": "Kanarie är sjukskriven"}))
	c.evening()
}

// isRefused is a mail server that quotes what it gets.
func (c *cage) isRefused() {
	server := talkative(c.t)
	c.configure(`directory     = "mail"`, `directory     = ""`, `"smtp.region.example:587"`, `"`+server+`"`, `"starttls"`, `"none"`)
	c.post(canaryAddress, filled(c.t, map[process.Field]any{process.FieldDoctor: "Kanarie Sista"}))
	c.evening()
}

// talkative is an SMTP server that refuses with all that it was told.
func talkative(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go refuse(conn)
		}
	}()
	return l.Addr().String()
}

func refuse(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	say := func(line string) { _, _ = io.WriteString(conn, line+"\r\n") }
	say("220 mx.example")
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		switch verb, _, _ := strings.Cut(strings.ToUpper(lines.Text()), " "); verb {
		case "RCPT":
			say("550 5.1.1 " + lines.Text() + ": Kanarie Guldström has left")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}
