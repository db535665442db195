package ledger

import (
	"testing"
	"time"
)

// Each sender is asked about once, the first answer holds, and who could not be asked
// about may be later.
func TestASenderIsAskedAboutOnce(t *testing.T) {
	l, _ := open(t)
	now := time.Date(2024, 9, 10, 20, 0, 0, 0, time.UTC)
	day := func(n int, f func(*Tx) error) {
		t.Helper()
		if err := l.Do(t.Context(), now.AddDate(0, 0, n), f); err != nil {
			t.Fatal(err)
		}
	}
	var first, second int64
	day(0, func(tx *Tx) (err error) {
		if first, _, err = tx.Arrive(Mail{Source: FromFile, SHA256: "a", Received: now}); err != nil {
			return err
		}
		second, _, err = tx.Arrive(Mail{Source: FromFile, SHA256: "b", Received: now})
		return err
	})
	ask := func(mail int64, letter, why string) func(*Tx) error {
		return func(tx *Tx) error {
			if letter != "" {
				if _, err := tx.Owe(Letter{Identity: letter, MessageID: "<" + letter + ">", Recipient: "chef@almby.example", Kinds: []string{"ask-register"}, MIME: []byte("x")}); err != nil {
					return err
				}
			}
			return tx.Ask(Asked{Address: "ny@almby.example", CentreID: "A", MailID: mail, Letter: letter, Why: why})
		}
	}
	one := func() Asked {
		t.Helper()
		all, err := l.Asked(t.Context())
		if err != nil || len(all) != 1 {
			t.Fatalf("%+v, %v", all, err)
		}
		return all[0]
	}
	day(1, ask(first, "", "too many"))
	if a := one(); a.Letter != "" || a.Why != "too many" || a.MessageID != "" {
		t.Errorf("not asked: %+v", a)
	}
	day(2, func(tx *Tx) error { return tx.Answer(sender("A"), AnswerYes, second) })
	if a := one(); a.Answer != "" {
		t.Errorf("what nobody asked was answered: %+v", a)
	}
	day(3, ask(first, "ask/1", ""))
	day(4, ask(second, "ask/2", ""))
	if a := one(); a.Letter != "ask/1" || a.MailID != first || a.MessageID != "<ask/1>" || a.Recipient != "chef@almby.example" || !a.At.Equal(now.AddDate(0, 0, 3)) {
		t.Errorf("asked twice, or otherwise: %+v", a)
	}
	day(5, func(tx *Tx) error { return tx.Answer(sender("A"), AnswerNo, second) })
	day(6, func(tx *Tx) error { return tx.Answer(sender("A"), AnswerYes, second) })
	if a := one(); a.Answer != AnswerNo || !a.Answered.Equal(now.AddDate(0, 0, 5)) {
		t.Errorf("the first answer does not hold: %+v", a)
	}
}

func sender(centre string) Asked { return Asked{Address: "ny@almby.example", CentreID: centre} }
