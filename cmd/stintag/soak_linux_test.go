package main

import (
	"os"
	"syscall"
)

// peakOf is how much memory a process needed at most.
func peakOf(p *os.ProcessState) int64 {
	if u, ok := p.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss << 10
	}
	return 0
}
