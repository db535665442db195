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

	"stintag/templates"
)

const (
	folder    = "policy"
	extension = ".toml"
)

// Load reads the policy that a configuration names: a preset, or the path of a
// .toml, relative to dir.
func Load(name, dir string) (*Rules, error) {
	if !strings.HasSuffix(name, extension) && !strings.ContainsAny(name, `/\`) {
		return Preset(name)
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	return File(name)
}

// Preset reads a policy that is compiled in.
func Preset(name string) (*Rules, error) {
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
func File(path string) (*Rules, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read policy: %w", err)
	}
	return Parse(path, text)
}

// Parse reads a policy; name is where it came from, for errors.
func Parse(name string, text []byte) (*Rules, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff")) // Windows editors write it
	var doc document
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&doc); err != nil {
		return nil, located(name, text, err)
	}
	r := &Rules{file: name, places: placesIn(text), base: doc, changes: doc.Changes}
	if err := errors.Join(r.checkKeys(), r.checkChanges()); err != nil {
		return nil, err
	}
	r.build(doc)
	if err := r.checkVersions(); err != nil {
		return nil, err
	}
	for i := range r.versions {
		r.versions[i].policy = r.versions[i].doc.policy()
	}
	return r, nil
}
