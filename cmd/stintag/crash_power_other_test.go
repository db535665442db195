//go:build !linux

package main

import "testing"

func powerDisks(t testing.TB) func() (durable, error) {
	t.Helper()
	t.Skip("a power cut needs FUSE on Linux")
	return nil
}
