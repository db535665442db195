package smtp

import (
	"bufio"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
)

// faulty is an SMTP server that fails where it is told to. Answers says what it
// answers to a command ("MAIL", "DATA", "." for the end of a message, "" for the
// greeting); an answer of "drop" closes the connection, "hang" says nothing more.
type faulty struct {
	listener net.Listener
	serving  sync.WaitGroup

	mu          sync.Mutex
	answers     map[string]string
	dropInBody  int    // close after so many bytes of a message
	onHang      func() // called as it falls silent
	connections int
	accepted    []string // messages answered with 250, or dropped after the dot
	open        []net.Conn
}

func startFaulty(t *testing.T, answers map[string]string) *faulty {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := &faulty{listener: l, answers: answers}
	f.serving.Go(f.serve)
	t.Cleanup(f.end)
	return f
}

// end hangs up on everybody, and waits until nobody is served any more.
func (f *faulty) end() {
	_ = f.listener.Close()
	f.mu.Lock()
	for _, c := range f.open {
		_ = c.Close()
	}
	f.mu.Unlock()
	f.serving.Wait()
}

// whenSilent has do called as the server falls silent.
func (f *faulty) whenSilent(do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.onHang = do
}

func (f *faulty) set(command, answer string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answers[command] = answer
}

func (f *faulty) answer(command, usual string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if a, ok := f.answers[command]; ok {
		return a
	}
	return usual
}

func (f *faulty) serve() {
	for {
		c, err := f.listener.Accept()
		if err != nil {
			return
		}
		f.mu.Lock()
		f.connections++
		f.open = append(f.open, c)
		f.mu.Unlock()
		f.serving.Go(func() { f.talk(c) })
	}
}

// say writes an answer and reports whether the talk goes on.
func (f *faulty) say(c net.Conn, answer string) bool {
	switch answer {
	case "drop":
		_ = c.Close()
		return false
	case "hang":
		f.mu.Lock()
		do := f.onHang
		f.mu.Unlock()
		if do != nil {
			do()
		}
		_, _ = io.Copy(io.Discard, c)
		return false
	}
	_, err := io.WriteString(c, answer+"\r\n")
	return err == nil
}

func (f *faulty) talk(c net.Conn) {
	defer c.Close()
	r := bufio.NewReader(c)
	if !f.say(c, f.answer("", "220 faulty.example")) {
		return
	}
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		command, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		usual := "250 OK"
		if command == "DATA" {
			usual = "354 Go ahead"
		}
		answer := f.answer(command, usual)
		if !f.say(c, answer) {
			return
		}
		if command == "DATA" && strings.HasPrefix(answer, "354") && !f.message(c, r) {
			return
		}
	}
}

// message reads to the dot and answers it.
func (f *faulty) message(c net.Conn, r *bufio.Reader) bool {
	var m strings.Builder
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		m.WriteString(strings.TrimPrefix(line, "."))
		f.mu.Lock()
		limit := f.dropInBody
		f.mu.Unlock()
		if limit > 0 && m.Len() > limit {
			return false
		}
	}
	answer := f.answer(".", "250 2.0.0 queued as 4711")
	if answer[0] == '2' || answer == "drop" || answer == "hang" {
		f.mu.Lock()
		f.accepted = append(f.accepted, m.String())
		f.mu.Unlock()
	}
	return f.say(c, answer)
}

func (f *faulty) count() (connections, accepted int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.connections, len(f.accepted)
}
