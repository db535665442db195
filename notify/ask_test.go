package notify

import (
	"testing"
	"time"
)

func stranger() Stranger {
	return Stranger{
		Identity: "ask/A/ny.chef@ekbacken.example/chef@ekbacken.example", To: "chef@ekbacken.example", Manager: "Karin Lind",
		Centre: "Vårdcentralen Ekbacken", Address: "ny.chef@ekbacken.example",
		Mails: []StrangersMail{
			{Received: time.Date(2024, 9, 10, 14, 5, 0, 0, time.UTC), Forms: 1, Files: []string{"Intresseanmälan ST Ekbacken 2024.xlsx"}},
			{Received: time.Date(2024, 9, 11, 8, 30, 0, 0, time.UTC), Forms: 2, Files: []string{"Anna Berg.xlsx", "anmalan.xlsx"}},
		},
	}
}

func unproven() Stranger {
	s := stranger()
	s.Address, s.Unproven, s.Mails = s.To, true, s.Mails[:1]
	s.Mails[0].Forms, s.Mails[0].Files = 0, nil
	return s
}

// D7: the question names the sender and no doctor, whatever the files are called.
func TestTheQuestionNamesNoDoctor(t *testing.T) {
	l, err := house().AskRegister(stranger())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"ny.chef@ekbacken.example", "2024-09-10 kl. 14.05, 1 blankett (Intresseanmälan ST Ekbacken 2024.xlsx)", "2 blanketter (anmalan.xlsx)"} {
		both(t, l, want)
	}
	neither(t, l, "Anna")
	neither(t, l, "Berg")
}

func TestPlainName(t *testing.T) {
	for file, plain := range map[string]bool{
		"form.xlsx": true, "Intresseanmälan.xlsx": true, "ANMÄLAN_ST_2024-09 (2).xlsx": true, "Anmälan Ekbacken.xlsx": true, "": true,
		"Anna Berg.xlsx": false, "anmalan-anna.xlsx": false, "Anmälan A Berg.xlsx": false, "Anmälan Skogsbacken.xlsx": false,
	} {
		if plainName(file, "Vårdcentralen Ekbacken") != plain {
			t.Errorf("%q: plain is %v", file, !plain)
		}
	}
}

// A mailbox full of strangers' mail makes a short letter.
func TestTheQuestionIsShort(t *testing.T) {
	s := stranger()
	for len(s.Mails) < 40 {
		s.Mails = append(s.Mails, s.Mails[0])
	}
	l, err := house().AskRegister(s)
	if err != nil {
		t.Fatal(err)
	}
	both(t, l, "och 35 till")
}
