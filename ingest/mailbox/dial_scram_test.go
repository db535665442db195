package mailbox

import (
	"strings"
	"testing"
)

// The example of RFC 7677, section 3.
func TestScramAsTheStandardHasIt(t *testing.T) {
	s := &scram{user: "user", password: "pencil", nonce: "rOprNGfwEbeRWgbNEkqO"}
	if _, first, err := s.Start(); err != nil || string(first) != "n,,n=user,r=rOprNGfwEbeRWgbNEkqO" {
		t.Errorf("Start = %q, %v", first, err)
	}
	const question = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
	const want = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
	if proof, err := s.Next([]byte(question)); err != nil || string(proof) != want {
		t.Errorf("proof = %q, %v; want %q", proof, err, want)
	}
	if _, err := s.Next([]byte("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")); err != nil {
		t.Errorf("the server's signature is refused: %v", err)
	}
	if _, err := s.Next([]byte("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")); err == nil {
		t.Error("a server that does not know the password is believed")
	}
}

func TestScramRefusesWhatIsNoAnswer(t *testing.T) {
	for _, question := range []string{
		"", "r=other,s=QQ==,i=4096", "r=mine1,s=QQ==", "r=mine1,s=?,i=4096", "r=mine1,s=QQ==,i=0", "r=mine1,s=QQ==,i=2000000000", "m=x,r=mine1,s=QQ==,i=1",
	} {
		s := &scram{user: "a=b,c", password: "x", nonce: "mine"}
		if _, first, err := s.Start(); err != nil || !strings.Contains(string(first), "n=a=3Db=2Cc,") {
			t.Fatalf("Start = %q, %v", first, err)
		}
		if answer, err := s.Next([]byte(question)); err == nil {
			t.Errorf("%q is answered with %q", question, answer)
		}
	}
}
