package postoffice

import (
	"bytes"
	"net"
	"sync"
	"time"
)

// call is one connection on a line.
type call struct {
	line           *Line
	client, server net.Conn
	fault          Fault

	mu     sync.Mutex
	pulled bool // the fault has struck
	past   int  // bytes of the server's since
	said   bool // Words were said
}

func (c *call) end() {
	_, _ = c.client.Close(), c.server.Close()
	c.line.mu.Lock()
	delete(c.line.open, c.client)
	delete(c.line.open, c.server)
	c.line.mu.Unlock()
}

// hear carries what the client says, and watches for the fault's moment.
func (c *call) hear() {
	defer c.end()
	var tail []byte
	buffer := make([]byte, 32<<10)
	for {
		n, err := c.client.Read(buffer)
		if err != nil {
			return
		}
		deaf, words := c.deaf(), buffer[:n]
		if at := c.due(tail, words); at >= 0 {
			if c.fault.Before {
				words = words[:max(0, at-len(c.fault.At))]
			}
			c.pull()
			if c.fault.Before && c.fault.Deed == Cut {
				_, _ = c.server.Write(words) // the line is cut now, whether they came or not
				reset(c.client)
				return
			}
		}
		tail = append(tail, words...)
		tail = tail[max(0, len(tail)-len(c.fault.At)):]
		if deaf {
			continue
		}
		if _, err := c.server.Write(words); err != nil {
			return
		}
	}
}

// due says where in the client's words the fault's moment ends; -1 where it is not there.
func (c *call) due(tail, words []byte) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pulled || c.fault.At == "" || c.fault.Deed == "" {
		return -1
	}
	i := bytes.Index(append(bytes.Clone(tail), words...), []byte(c.fault.At))
	if i < 0 {
		return -1
	}
	return max(0, i+len(c.fault.At)-len(tail))
}

func (c *call) pull() {
	c.line.mu.Lock()
	strikes := c.line.strikes(c.fault)
	c.line.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pulled = strikes; !strikes {
		c.fault = Fault{}
	}
}

func (c *call) deaf() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pulled && (c.fault.Deed == Deaf || c.fault.Deed == Dead)
}

// say carries what the server says, until the fault has its way with it.
func (c *call) say() {
	defer c.end()
	buffer := make([]byte, 32<<10)
	for {
		n, err := c.server.Read(buffer)
		if err != nil {
			return
		}
		sound, spoilt := c.part(buffer[:n])
		if _, err := c.client.Write(sound); err != nil {
			return
		}
		if spoilt != nil && !c.spoil(spoilt) {
			return
		}
	}
}

// part parts the server's words into those that come through and those that the
// fault is for: none where it has not struck.
func (c *call) part(words []byte) (sound, spoilt []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.pulled {
		return words, nil
	}
	left := min(max(0, c.fault.Bytes-c.past), len(words))
	c.past += len(words)
	return words[:left], words[left:]
}

// spoil does the deed to the server's words; false ends the connection.
func (c *call) spoil(words []byte) bool {
	if len(words) == 0 {
		return true
	}
	var err error
	switch c.fault.Deed {
	case Cut:
		reset(c.client)
		return false
	case Silence, Dead:
	case Garbage, Insert:
		if !c.said {
			c.said = true
			_, err = c.client.Write([]byte(c.fault.Words))
		}
		if err == nil && c.fault.Deed == Insert {
			_, err = c.client.Write(words)
		}
	case Dribble:
		for i := 0; i < len(words) && err == nil; i++ {
			if !c.rest() {
				return false
			}
			_, err = c.client.Write(words[i : i+1])
		}
	case Delay:
		if !c.rest() {
			return false
		}
		_, err = c.client.Write(words)
	default:
		_, err = c.client.Write(words)
	}
	return err == nil
}

// rest waits for the fault's pause; false where the line ends meanwhile.
func (c *call) rest() bool {
	t := time.NewTimer(c.fault.Pause)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-c.line.over:
		return false
	}
}

// reset closes a connection as a machine does that has lost it.
func reset(c net.Conn) {
	if t, is := c.(*net.TCPConn); is {
		_ = t.SetLinger(0) // else it is closed the ordinary way, which also ends it
	}
	_ = c.Close()
}
