package postoffice_test

import (
	"net/smtp"
	"testing"
	"time"

	"go.uber.org/goleak"

	"stintag/samples/postoffice"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(patient{m}) }

// patient gives the last goroutines the time to end, however slow the machine is.
type patient struct{ *testing.M }

func (p patient) Run() int {
	status := p.M.Run()
	for end := time.Now().Add(30 * time.Second); goleak.Find() != nil && time.Now().Before(end); {
	}
	return status
}

func start(t *testing.T, opt postoffice.Options) *postoffice.Office {
	t.Helper()
	o, err := postoffice.Start(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Errorf("Close = %v", err)
		}
	})
	return o
}

func TestDeliveredMailIsInItsFolder(t *testing.T) {
	o := start(t, postoffice.Options{})
	if mails, err := o.Folder(postoffice.Inbox); err != nil || len(mails) != 0 {
		t.Errorf("empty inbox: %q, %v", mails, err)
	}
	for _, raw := range []string{"Subject: ett\r\n\r\n", "Subject: två\r\n\r\n\xe5"} {
		if err := o.Deliver([]byte(raw), time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	mails, err := o.Folder(postoffice.Inbox)
	if err != nil || len(mails) != 2 || string(mails[1]) != "Subject: två\r\n\r\n\xe5" {
		t.Errorf("inbox: %q, %v", mails, err)
	}
	if _, err := o.Folder("Hanterat"); err == nil {
		t.Error("a folder that is not there gave no error")
	}
}

func TestLettersComeInOrderAndAreTold(t *testing.T) {
	var told []string
	o := start(t, postoffice.Options{OnLetter: func(l postoffice.Letter) { told = append(told, l.To) }})
	for _, to := range []string{"a@vardcentral.example", "b@vardcentral.example"} {
		if err := smtp.SendMail(o.SMTPAddress(), nil, "st-intag@region.example", []string{to}, []byte("Subject: x\r\n\r\nHej\r\n")); err != nil {
			t.Fatal(err)
		}
	}
	letters := o.Letters()
	if len(letters) != 2 || letters[0].To != "a@vardcentral.example" || string(letters[1].Raw) != "Subject: x\r\n\r\nHej\r\n" {
		t.Errorf("letters %q", letters)
	}
	if len(told) != 2 || told[1] != "b@vardcentral.example" {
		t.Errorf("told of %v", told)
	}
}

// An office closed before its servers have begun to serve closes all the same.
func TestCloseAtOnce(t *testing.T) {
	for range 200 {
		o, err := postoffice.Start(postoffice.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := o.Close(); err != nil {
			t.Fatalf("Close = %v", err)
		}
	}
}
