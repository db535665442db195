// Package templates holds what is not code: the words of the letters, and the
// regions' policies. Both are compiled in, so that one file is all there is to
// install.
package templates
