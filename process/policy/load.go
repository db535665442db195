package policy

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"stintag/process"
	"stintag/templates"
)

const (
	folder    = "policy"
	extension = ".toml"
)

// Load reads the policy that a configuration names: a preset, or the path of a
// .toml, relative to dir.
func Load(name, dir string) (*process.Policy, error) {
	if !strings.HasSuffix(name, extension) && !strings.ContainsAny(name, `/\`) {
		return Preset(name)
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	return File(name)
}

// Preset reads a policy that is compiled in.
func Preset(name string) (*process.Policy, error) {
	text, err := PresetText(name)
	if err != nil {
		return nil, err
	}
	return Parse(name+extension, text)
}

// PresetText is a preset as written, comments and all, for a region to start from.
func PresetText(name string) ([]byte, error) {
	if !slices.Contains(Presets(), name) {
		return nil, fmt.Errorf("policy %q is no preset (%s); a policy of your own is a path that ends in .toml",
			name, strings.Join(Presets(), ", "))
	}
	text, err := templates.Policies.ReadFile(folder + "/" + name + extension)
	if err != nil {
		return nil, fmt.Errorf("read preset policy %s: %w", name, err)
	}
	return text, nil
}

// Presets names the policies that are compiled in.
func Presets() []string {
	entries, err := templates.Policies.ReadDir(folder)
	if err != nil {
		panic(err) // the folder is compiled in
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), extension))
	}
	return names
}

// File reads a policy from a file.
func File(path string) (*process.Policy, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read policy: %w", err)
	}
	return Parse(path, text)
}

// Parse reads a policy; name is where it came from, for errors.
func Parse(name string, text []byte) (*process.Policy, error) {
	var doc document
	d := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		return nil, located(name, err)
	}
	if err := doc.checkNumbers(name, text); err != nil {
		return nil, err
	}
	p := doc.policy()
	if err := errors.Join(check(p), checkOrders(doc)); err != nil {
		return nil, fmt.Errorf("policy %s: %w", name, err)
	}
	return p, nil
}

// located puts file, line and column before what the decoder says.
func located(name string, err error) error {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) {
		var all []error
		for i := range unknown.Errors {
			e := &unknown.Errors[i]
			line, column := e.Position()
			all = append(all, fmt.Errorf("policy %s:%d:%d: unknown key %q", name, line, column, strings.Join(e.Key(), ".")))
		}
		return errors.Join(all...)
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, column := wrong.Position()
		return fmt.Errorf("policy %s:%d:%d: %w", name, line, column, err)
	}
	return fmt.Errorf("policy %s: %w", name, err)
}
