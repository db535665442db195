package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// secret gives a function that reads a password when it is needed: a secret that
// is changed takes effect at the next login, and none lies in memory before.
func (c *Config) secret(file, env string) func() (string, error) {
	return func() (string, error) {
		switch {
		case env != "":
			v := os.Getenv(env)
			if v == "" {
				return "", &fault{wrong: "environment variable " + env + " is not set, or empty", mend: "set it for the user that stintag runs as", config: true}
			}
			return v, nil
		case file != "":
			return c.secretIn(file)
		}
		return "", nil
	}
}

func (c *Config) secretIn(file string) (string, error) {
	path, err := c.secretPath(file)
	if err != nil {
		return "", err
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", &fault{wrong: fmt.Sprintf("read secret: %v", err), mend: "let this user read it", config: true, err: err}
	}
	s := strings.TrimRight(string(b), "\r\n")
	if s == "" {
		return "", &fault{wrong: "secret file " + path + " is empty", mend: "write the secret there", config: true}
	}
	return s, nil
}

// secretPath finds the file that holds a secret: beside the configuration, or else
// among the credentials that systemd hands a service (LoadCredential=NAME:…).
func (c *Config) secretPath(file string) (string, error) {
	path := c.path(file)
	_, err := os.Stat(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return path, nil // reading it tells what is wrong with it
	}
	wanted := path
	if dir := os.Getenv("CREDENTIALS_DIRECTORY"); dir != "" && file == filepath.Base(file) {
		path = filepath.Join(dir, file)
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
		wanted += " or " + path
	}
	return "", &fault{wrong: "there is no secret file " + wanted, mend: "write the secret there (chmod 600)", config: true, err: fs.ErrNotExist}
}
