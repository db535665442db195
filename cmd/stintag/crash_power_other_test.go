//go:build !linux

package main

import "testing"

func newPowerDisk(t testing.TB) durable {
	t.Helper()
	t.Skip("a power cut needs FUSE on Linux")
	return nil
}
