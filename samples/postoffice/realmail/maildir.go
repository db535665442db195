package realmail

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"stintag/samples/postoffice"
)

// Maildir is one user's mailbox at Dovecot, as whoever delivers into it and looks at
// its files sees it: neither can change what the user is told.
type Maildir struct {
	User   string
	server *Dovecot
	root   string
	count  int
	hashes map[string]string // by file: a message's never change
}

// Mailbox makes the mailbox of a user that nobody was before.
func (d *Dovecot) Mailbox(user string) (*Maildir, error) {
	home := filepath.Join(d.dir, "home", user)
	m := &Maildir{User: user, server: d, root: filepath.Join(home, "Maildir"), hashes: map[string]string{}}
	for _, dir := range []string{home, m.root, filepath.Join(m.root, "cur"), filepath.Join(m.root, "new"), filepath.Join(m.root, "tmp")} {
		if err := d.makeOwned(dir); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Remove removes the mailbox with all that is in it.
func (m *Maildir) Remove() error { return os.RemoveAll(filepath.Dir(m.root)) }

// Settle waits until nobody is served in the mailbox.
func (m *Maildir) Settle() error { return m.server.Settle(m.User) }

var flagLetters = map[string]string{`\Flagged`: "F", `\Seen`: "S", `\Deleted`: "T"}

// Deliver does what a delivery agent does; mail with flags is mail that somebody has
// seen.
func (m *Maildir) Deliver(raw []byte, received time.Time, flags ...string) error {
	m.count++
	name := fmt.Sprintf("%d.M1P1.host", 1_700_000_000+m.count) // numbers follow the names
	tmp, to := filepath.Join(m.root, "tmp", name), filepath.Join(m.root, "new", name)
	if len(flags) > 0 {
		to = filepath.Join(m.root, "cur", name+":2,")
		for _, f := range flags {
			to += flagLetters[f]
		}
	}
	return errors.Join(os.WriteFile(tmp, raw, 0o600), m.server.account.Own(tmp), os.Chtimes(tmp, received, received), os.Rename(tmp, to))
}

// Folders gives the messages' SHA-256, by folder.
func (m *Maildir) Folders() (map[string][]string, error) {
	all := map[string][]string{}
	for folder, dir := range map[string]string{
		postoffice.Inbox: "", "Hanterat": ".Hanterat", "Ej läsbart": ".Ej l&AOQ-sbart",
		"Okänd avsändare": ".Ok&AOQ-nd avs&AOQ-ndare", "Till handläggare": ".Till handl&AOQ-ggare",
	} {
		for _, sub := range []string{"new", "cur"} {
			if err := m.folder(filepath.Join(m.root, dir, sub), func(sha string) { all[folder] = append(all[folder], sha) }); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func (m *Maildir) folder(dir string, found func(sha string)) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if m.hashes[name] == "" {
			raw, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(raw)
			m.hashes[name] = hex.EncodeToString(sum[:])
		}
		found(m.hashes[name])
	}
	return err
}

// Rebuild takes the index from a folder, and has it begin anew under the next
// UIDVALIDITY: Dovecot's own choice is the second of the clock, which may be the same.
func (m *Maildir) Rebuild(folder string) error {
	dir := m.root
	if folder != postoffice.Inbox {
		dir = filepath.Join(dir, "."+folder)
	}
	list := filepath.Join(dir, "dovecot-uidlist")
	old, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	var version, validity int
	if _, err := fmt.Sscanf(string(old), "%d V%d", &version, &validity); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(dir, "dovecot*"))
	for _, f := range files {
		err = errors.Join(err, os.RemoveAll(f))
	}
	return errors.Join(err, os.WriteFile(list, fmt.Appendf(nil, "%d V%d N1\n", version, validity+1), 0o600), m.server.account.Own(list))
}
