// Package kill names the points between any two writes to different places, so
// that a crash test can die at each of them. Without the build tag killpoints a
// point is nothing; with it, STINTAG_KILL=name:n ends the process with SIGKILL
// the n-th time the point is reached.
package kill
