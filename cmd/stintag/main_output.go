package main

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"syscall"
)

// output is where a command prints. A reader who has had enough (| head) ends the
// printing and not the work; what could not be written otherwise (a full disk) is
// kept, for a command whose answer was lost has failed.
type output struct {
	to io.Writer

	mu   sync.Mutex
	gone bool
	err  error
}

// Write hands on, as long as anybody reads.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.gone {
		return len(p), nil
	}
	n, err := o.to.Write(p)
	switch {
	case errors.Is(err, syscall.EPIPE):
		o.gone = true
		return len(p), nil
	case err != nil && o.err == nil:
		o.err = err
	}
	return n, err
}

// fault is the first that was met.
func (o *output) fault() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err != nil {
		return fmt.Errorf("write output: %w", o.err)
	}
	return nil
}
