package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"stintag/process/ledger"
)

// registerUnsure is the register that holds which senders a yes was said of that nothing
// proves, and when it was first.
const registerUnsure = "unproven answers"

func unsureKey(a ledger.Asked) string { return a.CentreID + "/" + a.Address }

func (s *state) isUnsure(a ledger.Asked) bool { return !s.unsure[unsureKey(a)].IsZero() }

func (o *office) unsureAnswers(ctx context.Context) (map[string]time.Time, error) {
	unsure := map[string]time.Time{}
	raw, err := o.ledger.Register(ctx, registerUnsure)
	if err != nil || raw == nil {
		return unsure, err
	}
	if err := json.Unmarshal(raw, &unsure); err != nil {
		return nil, fmt.Errorf("decode %s: %w", registerUnsure, err)
	}
	return unsure, nil
}

func keepUnsure(tx *ledger.Tx, unsure map[string]time.Time) error {
	if len(unsure) == 0 {
		return nil
	}
	raw, err := json.Marshal(unsure)
	if err != nil {
		return fmt.Errorf("keep %s: %w", registerUnsure, err)
	}
	return tx.SetRegister(registerUnsure, raw)
}
