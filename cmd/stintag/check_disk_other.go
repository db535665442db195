//go:build !linux && !darwin

package main

// diskFree is not known here.
func diskFree(string) (free uint64, known bool, err error) { return 0, false, nil }
