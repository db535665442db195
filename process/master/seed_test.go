package master

import "flag"

// What is drawn is the same in every run, so that no test fails by luck; -rapid.seed=0
// lets chance draw, to look for what nobody has thought of.
func init() {
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == "0" {
		if err := seed.Value.Set("1"); err != nil {
			panic(err)
		}
	}
}
