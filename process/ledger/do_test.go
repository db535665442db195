package ledger

import (
	"context"
	"testing"
	"time"
)

// The daemon lives on after a panic, and so must its ledger: a transaction left open
// would hold every later run for ever.
func TestAPanicInATransactionTakesItBack(t *testing.T) {
	l, _ := open(t)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic is swallowed")
			}
		}()
		_ = l.Do(t.Context(), time.Now(), func(tx *Tx) error {
			if err := tx.SetRegister("half", []byte("x")); err != nil {
				t.Error(err)
			}
			panic("a fault of ours")
		})
	}()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := l.Do(ctx, time.Now(), func(tx *Tx) error { return tx.Audit("after", "", "") }); err != nil {
		t.Fatalf("the next transaction: %v", err)
	}
	if half, err := l.Register(t.Context(), "half"); err != nil || half != nil {
		t.Errorf("half of what panicked is kept: %q, %v", half, err)
	}
}
