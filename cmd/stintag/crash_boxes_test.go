package main

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"stintag/samples/postoffice"
)

// letterbox is a mailbox as its owner and the world outside meet it.
type letterbox interface {
	login() (address, user string)
	deliver(raw []byte, received time.Time) error
	folders() (map[string][]string, error) // the messages' SHA-256, by folder
	settle() error                         // waits until what a killed program asked for is done
	close() error
}

// inProcess is a mailbox of our own server.
type inProcess struct{ *postoffice.Office }

const crashUser = "st-intag@vastmanland.example"

func newInProcess(noMove bool) (letterbox, error) {
	o, err := postoffice.Start(postoffice.Options{User: crashUser, Password: "secret", NoMove: noMove})
	return inProcess{o}, err
}

func (o inProcess) login() (address, user string) { return o.IMAPAddress(), crashUser }

func (o inProcess) deliver(raw []byte, received time.Time) error { return o.Deliver(raw, received) }

// settle has nothing to wait for: no program is killed here while it waits for an answer.
func (o inProcess) settle() error { return nil }

func (o inProcess) close() error { return o.Close() }

func (o inProcess) folders() (map[string][]string, error) {
	all := map[string][]string{}
	for _, folder := range []string{"INBOX", "Hanterat", "Ej läsbart", "Okänd avsändare", "Till handläggare"} {
		raws, err := o.Folder(folder)
		if err != nil && folder == "INBOX" {
			return nil, err // another may not be made yet
		}
		for _, raw := range raws {
			all[folder] = append(all[folder], shaOf(raw))
		}
	}
	return all, nil
}

func shaOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
