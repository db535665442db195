package ledger

import (
	"errors"
	"fmt"
	"os"
)

// ErrLocked says that a living process holds the ledger's lock.
var ErrLocked = errors.New("another stintag is running on this ledger")

// Lock takes the lock beside the ledger. It dies with the process, so nobody
// ever has to clear it away. Close releases it.
func Lock(ledgerPath string) (*os.File, error) {
	f, err := os.OpenFile(ledgerPath+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	if err := lockFile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
