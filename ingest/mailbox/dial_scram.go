package mailbox

import (
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/secure/precis"
)

const (
	scramSHA256 = "SCRAM-SHA-256"
	// mostRounds bounds what a server can make us reckon; servers ask for some
	// thousands.
	mostRounds = 1_000_000
)

// scram is SCRAM-SHA-256 (RFC 5802, 7677), without channel binding: the server
// never sees the password, and proves that it knew it. go-sasl has none.
type scram struct {
	user, password string

	nonce     string // ours; set beforehand by tests only
	first     string // our first message, without its header
	signature []byte // what the server must sign with
}

// Start implements sasl.Client.
func (s *scram) Start() (string, []byte, error) {
	if s.nonce == "" {
		s.nonce = rand.Text()
	}
	user, err := precis.OpaqueString.String(s.user)
	if err != nil {
		return "", nil, fmt.Errorf("user name: %w", err)
	}
	s.first = "n=" + strings.NewReplacer("=", "=3D", ",", "=2C").Replace(user) + ",r=" + s.nonce
	return scramSHA256, []byte("n,," + s.first), nil
}

// Next implements sasl.Client.
func (s *scram) Next(challenge []byte) ([]byte, error) {
	if s.signature == nil {
		return s.prove(string(challenge))
	}
	signed, ok := strings.CutPrefix(string(challenge), "v=")
	got, err := base64.StdEncoding.DecodeString(signed)
	if !ok || err != nil || !hmac.Equal(got, s.signature) {
		return nil, errors.New("SCRAM: the server does not know the password itself")
	}
	return []byte{}, nil
}

func (s *scram) prove(serverFirst string) ([]byte, error) {
	nonce, salt, rounds, err := s.parameters(serverFirst)
	if err != nil {
		return nil, fmt.Errorf("SCRAM: %w", err)
	}
	password, err := precis.OpaqueString.String(s.password)
	if err != nil {
		return nil, fmt.Errorf("password: %w", err)
	}
	salted, err := pbkdf2.Key(sha256.New, password, salt, rounds, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("SCRAM: %w", err)
	}
	last := "c=biws,r=" + nonce
	all := s.first + "," + serverFirst + "," + last
	client := keyed(salted, "Client Key")
	stored := sha256.Sum256(client)
	proof := keyed(stored[:], all)
	for i := range proof {
		proof[i] ^= client[i]
	}
	s.signature = keyed(keyed(salted, "Server Key"), all)
	return []byte(last + ",p=" + base64.StdEncoding.EncodeToString(proof)), nil
}

// parameters reads r=…,s=…,i=….
func (s *scram) parameters(serverFirst string) (nonce string, salt []byte, rounds int, err error) {
	parts := strings.Split(serverFirst, ",")
	if len(parts) < 3 || !strings.HasPrefix(parts[0], "r="+s.nonce) || !strings.HasPrefix(parts[1], "s=") || !strings.HasPrefix(parts[2], "i=") {
		return "", nil, 0, errors.New("the server's answer is none to our question")
	}
	if salt, err = base64.StdEncoding.DecodeString(parts[1][2:]); err != nil {
		return "", nil, 0, fmt.Errorf("salt: %w", err)
	}
	if rounds, err = strconv.Atoi(parts[2][2:]); err != nil || rounds < 1 || rounds > mostRounds {
		return "", nil, 0, fmt.Errorf("%q rounds", parts[2][2:])
	}
	return parts[0][2:], salt, rounds, nil
}

func keyed(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
