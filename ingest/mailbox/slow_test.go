package mailbox

import (
	"context"
	"errors"
	"net"
	"testing"
	"testing/synctest"
	"time"
)

// A slow line goes on giving, and gets through; one that falls silent does not, nor
// one that gives a little for ever.
func TestASlowLineIsNoSilentServer(t *testing.T) {
	for name, tt := range map[string]struct {
		gap     time.Duration
		gaps    int
		through bool
	}{"slow": {time.Minute, 10, true}, "silent": {3 * time.Minute, 10, false}, "for ever": {time.Minute, 61, false}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				here, there := net.Pipe()
				defer there.Close()
				b := &Box{conn: here, timeout: 2 * time.Minute}
				err := b.within(context.Background(), "fetch", func() error {
					for range tt.gaps { // longer in all than the timeout
						time.Sleep(tt.gap)
						b.alive()
					}
					return nil
				})
				if through := err == nil; through != tt.through {
					t.Errorf("error %v", err)
				}
				if !tt.through && !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("error %v, want the deadline's", err)
				}
			})
		})
	}
}
