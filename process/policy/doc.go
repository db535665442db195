// Package policy reads a region's rules from TOML: a preset that is compiled
// in, or a file of the region's own. It is strict, since a rule that is silently
// dropped would rank doctors wrongly: a key it does not know, a word that is
// none of those allowed, a number that cannot be meant, or rules that contradict
// each other are refused with file, line and column, and with what would be right.
//
// Rules are dated (D5, R-027). What the file says holds from the beginning; each
// [[change]] in it lays other values over them from a day, through a day where it
// says one: tables key by key, lists whole. Every version that results is checked
// when the file is read, so that no fault waits for its day. Rules.At gives the
// rules of a day, Rules.Odd what is strange in them though allowed.
//
// It is the one door to TOML for policies: pelletier/go-toml/v2, the one TOML
// library that says line and column also for what our own types refuse. What the
// rules mean is package process's business.
package policy
