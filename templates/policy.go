package templates

import "embed"

// Policies are the preset regional policies, policy/NAME.toml.
//
//go:embed policy/*.toml
var Policies embed.FS
