package notify

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// MessageID is a letter's, for ever the same for the same key and identity. It
// says nothing about anybody, and only the holder of the key can make one.
func MessageID(key []byte, identity, domain string) string {
	name := tag(key, "letter", identity)
	return "<" + name + "." + tag(key, "id", name) + "@" + domain + ">"
}

// IsOurs says whether a Message-ID was made with the key: our own letter has
// come home.
func IsOurs(key []byte, messageID string) bool {
	local, _, ok := strings.Cut(strings.TrimPrefix(messageID, "<"), "@")
	if !ok {
		return false
	}
	name, mac, ok := strings.Cut(local, ".")
	return ok && hmac.Equal([]byte(mac), []byte(tag(key, "id", name)))
}

func tag(key []byte, use, s string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(use + "\x00" + s))
	return hex.EncodeToString(h.Sum(nil)[:12])
}
