package main

import (
	"runtime/debug"
	"testing"
)

// The operator's own limit counts; without one there is the goal.
func TestBoundMemory(t *testing.T) {
	const theirs = 1 << 40
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(theirs))
	boundMemory("1TiB")
	if got := debug.SetMemoryLimit(-1); got != theirs {
		t.Errorf("the operator's limit became %d", got)
	}
	boundMemory("")
	if got := debug.SetMemoryLimit(-1); got != memoryGoal {
		t.Errorf("the limit is %d", got)
	}
}
