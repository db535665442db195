package main

import "runtime/debug"

// memoryGoal keeps the process under half a gigabyte with a master of a hundred
// thousand cases, of which some 350 MB are in use at once: left to itself, the
// collector of garbage lets as much again pile up. It is no bound: who needs more gets
// it, and pays in time, at most twice as much.
const memoryGoal = 460 << 20

// boundMemory sets the goal where GOMEMLIMIT, as the environment has it, says nothing.
func boundMemory(said string) {
	if said == "" {
		debug.SetMemoryLimit(memoryGoal)
	}
}
