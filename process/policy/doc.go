// Package policy reads a region's rules from TOML: a preset that is compiled
// in, or a file of the region's own. It is strict, since a rule that is silently
// dropped would rank doctors wrongly: a key it does not know, a word that is
// none of those allowed, or rules that contradict each other are refused with
// file, line and column, and with what would be right.
//
// It is the one door to TOML for policies: pelletier/go-toml/v2, the one TOML
// library that says line and column also for what our own types refuse. What the rules mean is package
// process's business.
package policy
