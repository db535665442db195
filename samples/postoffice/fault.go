package postoffice

import (
	"fmt"
	"net"
	"sync"
	"time"
)

// Deed is what goes wrong on a line.
type Deed string

// The deeds. Each strikes one direction or both and lasts until the connection ends.
const (
	Cut     Deed = "cut"     // the connection is reset
	Silence Deed = "silence" // the line is up, and what the server says comes no more
	Deaf    Deed = "deaf"    // the line is up, and what the client says comes no more
	Dead    Deed = "dead"    // both: a line half open
	Garbage Deed = "garbage" // Words come instead of what the server says next
	Insert  Deed = "insert"  // Words come before what the server says next
	Dribble Deed = "dribble" // what the server says comes byte by byte, Pause apart
	Delay   Deed = "delay"   // what the server says comes Pause late
)

// Fault is what a line does, and when.
type Fault struct {
	Deed Deed
	// At is what the client says when it strikes, "UID FETCH" or "\r\n.\r\n"; it strikes
	// once that has gone through, or, with Before, instead of letting it through. With
	// an empty At it strikes as the connection is made.
	At     string
	Before bool
	// Bytes is how much the server may still say; what the deed is to the server's words
	// begins after that.
	Bytes int
	Words string        // of Garbage and Insert
	Pause time.Duration // of Dribble and Delay
	// Times is how many connections it strikes; 0: all.
	Times int
}

// Line is a line to a server that faults can be put on: a proxy on loopback.
type Line struct {
	target string
	listen net.Listener
	work   sync.WaitGroup
	over   chan struct{}
	end    sync.Once

	mu     sync.Mutex
	fault  Fault
	struck int
	open   map[net.Conn]bool
}

// NewLine begins a line to a server at host:port; Close it. It is a sound one until
// it is given a fault.
func NewLine(target string) (*Line, error) {
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("open a port for the line: %w", err)
	}
	l := &Line{target: target, listen: listen, over: make(chan struct{}), open: map[net.Conn]bool{}}
	l.work.Go(l.serve)
	return l, nil
}

// Address is where the line begins.
func (l *Line) Address() string { return l.listen.Addr().String() }

// Break puts a fault on the connections to come; the zero fault makes them sound.
func (l *Line) Break(f Fault) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fault, l.struck = f, 0
}

// Struck is how often the present fault has struck.
func (l *Line) Struck() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.struck
}

// Close ends the line and every connection on it.
func (l *Line) Close() (err error) {
	l.end.Do(func() { err = l.close() })
	return err
}

func (l *Line) close() error {
	close(l.over)
	err := l.listen.Close()
	l.mu.Lock()
	for c := range l.open {
		_ = c.Close() // whoever reads from it hears of it
	}
	l.mu.Unlock()
	l.work.Wait()
	return err
}

func (l *Line) serve() {
	for {
		client, err := l.listen.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", l.target)
		if err != nil {
			_ = client.Close() // nobody is there: that is what the client sees too
			continue
		}
		l.carry(client, server)
	}
}

func (l *Line) carry(client, server net.Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.over:
		_, _ = client.Close(), server.Close()
		return
	default:
	}
	l.open[client], l.open[server] = true, true
	c := &call{line: l, client: client, server: server, fault: l.fault}
	if c.fault.At == "" && c.fault.Deed != "" {
		c.pulled = l.strikes(c.fault)
	}
	l.work.Go(c.hear)
	l.work.Go(c.say)
}

// strikes counts a fault's blow, the line's lock held; false where it has struck enough.
func (l *Line) strikes(f Fault) bool {
	if f.Times > 0 && l.struck >= f.Times {
		return false
	}
	l.struck++
	return true
}
