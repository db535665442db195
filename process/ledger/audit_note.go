package ledger

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Head is how far an audit goes: how many rows, and the root over them.
type Head struct {
	Size int64
	Root [32]byte
}

// Checkpoint is a head that the office has signed. Whoever keeps one can prove later
// that the log still begins with the same rows.
type Checkpoint struct {
	Head
	Origin string
}

// Notary signs checkpoints, and knows those it signed. A checkpoint is a signed note
// as transparency logs write it: origin, size and root, each on a line, and the
// signature (https://c2sp.org/tlog-checkpoint).
type Notary struct {
	origin string
	key    ed25519.PrivateKey
	public ed25519.PublicKey
}

const originPrefix = "stintag/"

// NewNotary makes the notary of a region whose secret is in key_file. The signing key
// is derived from it, so that one file is all there is to keep.
func NewNotary(secret []byte, region string) (*Notary, error) {
	seed, err := hkdf.Key(sha256.New, secret, nil, "stintag audit checkpoint Ed25519", ed25519.SeedSize)
	if err != nil {
		return nil, fmt.Errorf("derive signing key: %w", err)
	}
	key := ed25519.NewKeyFromSeed(seed)
	return &Notary{originPrefix + slug(region), key, key.Public().(ed25519.PublicKey)}, nil
}

// NewVerifier makes a notary that only verifies, from the key that a handover paper
// holds: it needs no secret.
func NewVerifier(key string) (*Notary, error) {
	bad := fmt.Errorf("%q is no verifier key; it looks like stintag/region+1a2b3c4d+A…, as stintag audit key prints it", key)
	if _, err := note.NewVerifier(key); err != nil {
		return nil, bad
	}
	name, rest, _ := strings.Cut(key, "+")
	_, b64, _ := strings.Cut(rest, "+")
	raw, err := base64.StdEncoding.DecodeString(b64)
	if err != nil || len(raw) != 1+ed25519.PublicKeySize {
		return nil, bad
	}
	return &Notary{origin: name, public: raw[1:]}, nil
}

// slug writes a region's name without what a key's name may not hold.
func slug(region string) string {
	s := strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e").Replace(strings.ToLower(region))
	return strings.Trim(notInSlug.ReplaceAllString(s, "-"), "-")
}

var notInSlug = regexp.MustCompile(`[^a-z0-9]+`)

// Key is the verifier key: what an auditor needs, and no secret.
func (n *Notary) Key() (string, error) { return note.NewEd25519VerifierKey(n.origin, n.public) }

// Sign gives the signed text of a head.
func (n *Notary) Sign(h Head) (string, error) {
	key, err := n.Key()
	if err != nil {
		return "", fmt.Errorf("sign checkpoint: %w", err)
	}
	hash, _, _ := strings.Cut(strings.TrimPrefix(key, n.origin+"+"), "+")
	seed := append([]byte{1}, n.key.Seed()...) // 1 is Ed25519
	signer, err := note.NewSigner("PRIVATE+KEY+" + n.origin + "+" + hash + "+" + base64.StdEncoding.EncodeToString(seed))
	if err != nil {
		return "", fmt.Errorf("sign checkpoint: %w", err)
	}
	text, err := note.Sign(&note.Note{Text: fmt.Sprintf("%s\n%d\n%s\n", n.origin, h.Size, tlog.Hash(h.Root))}, signer)
	if err != nil {
		return "", fmt.Errorf("sign checkpoint: %w", err)
	}
	return string(text), nil
}

// What is wrong with a checkpoint.
var (
	ErrNoCheckpoint = errors.New("no checkpoint stands in it: four lines, of which the first begins with stintag/")
	ErrForeignKey   = errors.New("its signature is another key's")
	ErrForged       = errors.New("its signature does not fit its text: it was changed")
)

// checkpointText finds a checkpoint in a text however it was copied: quoted, indented,
// with blank lines and breaks that a mail program put in, and with what a character set
// without the dash made of it. It only finds: the signature says what is true.
var checkpointText = regexp.MustCompile(strings.ReplaceAll(
	`(stintag/[a-z0-9-]+)GAP+(\d{1,18})GAP+([A-Za-z0-9+/]{43}=)GAP+[^A-Za-z0-9+/=\s]{1,3}GAP+(stintag/[a-z0-9-]+)GAP+((?:[A-Za-z0-9+/]GAP*){90,91}=?)`,
	"GAP", `[\s>\x{a0}]`))

// Checkpoints gives the checkpoints that stand in a text, all of them signed by this
// notary's key.
func (n *Notary) Checkpoints(text string) ([]Checkpoint, error) {
	found := checkpointText.FindAllStringSubmatch(text, -1)
	if len(found) == 0 {
		return nil, ErrNoCheckpoint
	}
	var all []Checkpoint
	for _, f := range found {
		signature := unbroken.Replace(f[5])
		c, err := n.open(f[1], f[2], f[3], f[4], signature)
		if err != nil {
			return nil, fmt.Errorf("the checkpoint over %s rows: %w", f[2], err)
		}
		all = append(all, c)
	}
	return all, nil
}

var unbroken = strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "", ">", "", "\u00a0", "")

// open checks a signature. The name is the text's own: a region may have changed its
// name since; the key is ours.
func (n *Notary) open(origin, size, root, name, signature string) (c Checkpoint, err error) {
	key, err := note.NewEd25519VerifierKey(name, n.public)
	if err != nil {
		return c, ErrForeignKey
	}
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return c, ErrForeignKey
	}
	raw, err := base64.StdEncoding.DecodeString(signature)
	if err != nil || len(raw) < 4 {
		return c, ErrForged
	}
	if binary.BigEndian.Uint32(raw) != verifier.KeyHash() {
		return c, ErrForeignKey
	}
	if origin != name || !verifier.Verify([]byte(origin+"\n"+size+"\n"+root+"\n"), raw[4:]) {
		return c, ErrForged
	}
	c.Origin = origin
	if c.Size, err = strconv.ParseInt(size, 10, 64); err != nil {
		return c, ErrForged
	}
	h, err := tlog.ParseHash(root)
	c.Root = [32]byte(h)
	return c, err
}
