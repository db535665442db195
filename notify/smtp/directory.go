package smtp

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/mail"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"stintag/process/kill"
)

// directory is a Sender that puts letters in a folder, for trials and the demo.
type directory struct{ dir string }

// Directory gives a Sender that writes each letter to <message-id>.eml in dir. A
// letter has its name only when it is whole and on disk; the same letter again is
// accepted and changes nothing.
func Directory(dir string) Sender { return directory{dir: dir} }

// Close implements Sender.
func (directory) Close() error { return nil }

// Send implements Sender.
func (d directory) Send(ctx context.Context, _, _ string, raw []byte) Outcome {
	if err := ctx.Err(); err != nil {
		return Outcome{Verdict: Retry, Detail: err.Error()}
	}
	id, err := messageID(raw)
	if err != nil {
		return Outcome{Verdict: Refused, Detail: err.Error()}
	}
	name := filepath.Join(d.dir, fileName(id))
	there, err := os.ReadFile(name)
	switch {
	case err == nil && bytes.Equal(there, raw):
		return Outcome{Verdict: Accepted, Detail: "already there"}
	case err == nil:
		return Outcome{Verdict: Refused, Detail: "another letter with the same Message-ID is there"}
	case !errors.Is(err, fs.ErrNotExist):
		return Outcome{Verdict: Retry, Detail: err.Error()}
	}
	if err := write(d.dir, name, raw); err != nil {
		return Outcome{Verdict: Retry, Detail: err.Error()}
	}
	return Outcome{Verdict: Accepted, Detail: "written as " + filepath.Base(name)}
}

func messageID(raw []byte) (string, error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return "", fmt.Errorf("letter cannot be read: %w", err)
	}
	id := strings.Trim(m.Header.Get("Message-Id"), "<> \t")
	if id == "" {
		return "", errors.New("letter has no Message-ID")
	}
	return id, nil
}

// fileName is the id itself where a file may be called so; else what is left of
// it and a hash, so that two ids never share a file.
func fileName(id string) string {
	fit := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', strings.ContainsRune("@.-_+=", r):
			return r
		}
		return '_'
	}, id)
	if fit != id || len(id) > 200 || strings.HasPrefix(id, ".") {
		sum := sha256.Sum256([]byte(id))
		fit = "id-" + fit[:min(len(fit), 100)] + "-" + hex.EncodeToString(sum[:8])
	}
	return fit + ".eml"
}

// write puts raw on disk under name: whole, or not at all.
func write(dir, name string, raw []byte) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := sweep(dir); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".part-*")
	if err != nil {
		return err
	}
	_, err = f.Write(raw)
	kill.Point("letter-tmp-written")
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	kill.Point("letter-renamed")
	return syncDir(dir)
}

// sweep removes what a killed process left half written: who holds the runner's lock
// is the only one who writes.
func sweep(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, ".part-*"))
	for _, name := range left {
		err = errors.Join(err, os.Remove(name))
	}
	return err
}

// syncDir makes a rename durable; Windows has no such call and needs none.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
