package mailbox

import (
	"net"
	"regexp"
	"strings"
	"sync"
	"time"
)

// lastWords keeps the end of what a server says: before it hangs up it may say why,
// and the library does not pass that on. Under STARTTLS nothing can be read here.
type lastWords struct {
	net.Conn

	mu  sync.Mutex // the library's reader writes, the caller asks
	end []byte
}

const keptWords = 1024

// of is the connection, overheard.
func (w *lastWords) of(c net.Conn) net.Conn {
	w.Conn = c
	return w
}

// Read implements net.Conn.
func (w *lastWords) Read(p []byte) (int, error) {
	n, err := w.Conn.Read(p)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.end = append(w.end, p[max(0, n-keptWords):n]...)
	w.end = append(w.end[:0], w.end[max(0, len(w.end)-keptWords):]...)
	return n, err
}

// goodbye is the last thing said, or the last but one: a mail may quote such words.
var goodbye = regexp.MustCompile(`(?i)(?:^|\r\n)\* BYE ([^\r\n]{1,400})(?:\r\n(?:[^\r\n]*\r\n)?)?$`)

// bye is what the server took its leave with.
func (w *lastWords) bye() (words string, said bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	m := goodbye.FindSubmatch(w.end)
	if m == nil {
		return "", false
	}
	return strings.TrimSpace(string(m[1])), true
}

// tellEvery is how seldom those who watch are told that an exchange goes on.
const tellEvery = 10 * time.Second

func (b *Box) tellAlive() {
	if b.watch == nil || time.Since(b.told) < tellEvery {
		return
	}
	b.told = time.Now()
	b.watch()
}
