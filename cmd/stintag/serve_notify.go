package main

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"time"
)

// supervisor is systemd, where it started us: each word to it is one datagram
// (sd_notify(3)). A nil supervisor is nobody.
type supervisor struct {
	conn     net.Conn
	watchdog time.Duration // how long it lets us be silent; 0: for ever
}

// findSupervisor reads who started us from the environment.
func findSupervisor(env func(string) string) (*supervisor, error) {
	socket := env("NOTIFY_SOCKET")
	if socket == "" {
		return nil, nil
	}
	conn, err := net.Dial("unixgram", socket)
	if err != nil {
		return nil, fmt.Errorf("reach NOTIFY_SOCKET: %w", err)
	}
	s := &supervisor{conn: conn}
	if pid := env("WATCHDOG_PID"); pid == "" || pid == strconv.Itoa(os.Getpid()) {
		if us, err := strconv.ParseInt(env("WATCHDOG_USEC"), 10, 64); err == nil {
			s.watchdog = time.Duration(us) * time.Microsecond
		}
	}
	return s, nil
}

// tell hands over lines like READY=1. A supervisor that has gone away is no reason
// to stop working.
func (s *supervisor) tell(lines ...string) {
	if s != nil {
		_, _ = s.conn.Write([]byte(strings.Join(lines, "\n")))
	}
}

// feed is called where work is done and nowhere else: a goroutine that feeds by the
// clock would hide a run that hangs.
func (s *supervisor) feed() {
	if s != nil && s.watchdog > 0 {
		s.tell("WATCHDOG=1")
	}
}

func (s *supervisor) close() error {
	if s == nil {
		return nil
	}
	return s.conn.Close()
}
