package postoffice

import (
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
)

const scramRounds = 4096

// scramServer is the server's side of SCRAM-SHA-256 (RFC 5802), written from the
// side that checks: from the stored key, never from the proof it expects.
type scramServer struct {
	office  *Office
	in      func() error
	refusal error

	first, question, nonce string
	salted                 []byte
	passed                 bool
}

func (s *scramServer) Next(answer []byte) (challenge []byte, done bool, err error) {
	switch {
	case answer == nil:
		return []byte{}, false, nil
	case s.passed:
		return nil, true, s.in()
	case s.question == "":
		return s.ask(string(answer))
	}
	return s.check(string(answer))
}

func (s *scramServer) ask(first string) ([]byte, bool, error) {
	bare, ok := strings.CutPrefix(first, "n,,")
	name, nonce, both := strings.Cut(strings.TrimPrefix(bare, "n="), ",r=")
	if !ok || !both || strings.NewReplacer("=2C", ",", "=3D", "=").Replace(name) != s.office.opt.User {
		return nil, false, s.refusal
	}
	salt := []byte(rand.Text())
	salted, err := pbkdf2.Key(sha256.New, s.office.opt.Password, salt, scramRounds, sha256.Size)
	if err != nil {
		return nil, false, err
	}
	s.first, s.salted, s.nonce = bare, salted, nonce+rand.Text()
	s.question = fmt.Sprintf("r=%s,s=%s,i=%d", s.nonce, base64.StdEncoding.EncodeToString(salt), scramRounds)
	return []byte(s.question), false, nil
}

func (s *scramServer) check(last string) ([]byte, bool, error) {
	unproven, proof, _ := strings.Cut(last, ",p=")
	sent, err := base64.StdEncoding.DecodeString(proof)
	all := s.first + "," + s.question + "," + unproven
	stored := sha256.Sum256(mac(s.salted, "Client Key"))
	client := mac(stored[:], all)
	if err != nil || len(sent) != len(client) || unproven != "c=biws,r="+s.nonce {
		return nil, false, s.refusal
	}
	for i := range client {
		client[i] ^= sent[i]
	}
	if got := sha256.Sum256(client); !hmac.Equal(got[:], stored[:]) {
		return nil, false, s.refusal
	}
	s.passed = true
	return []byte("v=" + base64.StdEncoding.EncodeToString(mac(mac(s.salted, "Server Key"), all))), false, nil
}

func mac(key []byte, text string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(text))
	return m.Sum(nil)
}
