package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Verified is what Verify found.
type Verified struct {
	Head
	Faults   []string     // each a clear word in English, of what nobody has accepted
	More     int          // faults beyond those
	Accepted []Acceptance // what people have accepted, oldest first
	Known    []string     // what of it is still found
	KnownToo int          // and how much beyond those
	Seals    int          // commitments whose rows are as they were
	Erased   int          // commitments whose rows and salts are erased, as retention wants
	roots    map[int64]tlog.Hash
}

// Whole says that nothing was ever found. A record that was accepted with faults is
// never whole again.
func (v Verified) Whole() bool { return len(v.Faults) == 0 && len(v.Accepted) == 0 }

// mostFaults are told one by one: somebody who changes a table changes all of it.
const mostFaults = 20

func (v *Verified) fault(format string, args ...any) {
	v.Faults, v.More = told(v.Faults, v.More, fmt.Sprintf(format, args...))
}

func told(faults []string, more int, text string) ([]string, int) {
	if len(faults) < mostFaults {
		return append(faults, text), more
	}
	return faults, more + 1
}

// fault is something that is not as the audit says.
type fault struct {
	text  string
	stays bool   // accepted, it is found again each time, until it is put right
	found string // of one that stays: what stands there, where that can change once more
}

// verifying goes through the audit once, in one snapshot of the ledger.
type verifying struct {
	ctx      context.Context
	tx       *sql.Tx
	moved    func() // a step is done
	out      *Verified
	faults   []fault
	tree     edge
	ends     int64             // the number of the last row, or of the last stored hash if that is higher
	sealed   map[string]record // by what they are about; of rows that change, the newest
	words    []record
	became   map[string]record // the newest record that says what became of a letter or a mail
	broken   bool              // a hash over several rows was wrong: those over it are too
	accepted []acceptance
	summary  int64 // the row of the newest Dagsrapport

	// What accepting the faults would mend.
	hashes   map[int64]tlog.Hash // stored hashes that are missing or wrong, as they should be
	unsealed map[string]bool     // rows of other tables that want a seal of what stands there
	inputs   []string            // cases about which people are said to have written something else
}

func (v *verifying) fault(format string, args ...any) {
	v.faults = append(v.faults, fault{text: fmt.Sprintf(format, args...)})
}

func (v *verifying) stays(found, format string, args ...any) {
	v.faults = append(v.faults, fault{fmt.Sprintf(format, args...), true, found})
}

// Verify hashes every row of the audit anew, holds it to the stored hashes, and the
// rows of other tables to what the audit has committed to, and the whole to the
// checkpoints.
func (l *Ledger) Verify(ctx context.Context, checkpoints ...Checkpoint) (Verified, error) {
	return l.VerifyWatched(ctx, func() {}, checkpoints...)
}

// VerifyWatched is Verify, and tells with each step that it moves on. It reads a
// snapshot: who writes meanwhile does not wait for it.
func (l *Ledger) VerifyWatched(ctx context.Context, moved func(), checkpoints ...Checkpoint) (out Verified, err error) {
	tx, err := l.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // which is no immediate one
	if err != nil {
		return out, fmt.Errorf("verify audit: %w", err)
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }()
	v := newVerifying(ctx, tx, moved)
	for _, c := range checkpoints {
		v.out.roots[c.Size] = tlog.Hash{}
	}
	if err := v.all(); err != nil {
		return out, fmt.Errorf("verify audit: %w", err)
	}
	for _, c := range checkpoints {
		v.out.holdTo(c)
	}
	return *v.out, nil
}

func newVerifying(ctx context.Context, tx *sql.Tx, moved func()) *verifying {
	return &verifying{ctx: ctx, tx: tx, moved: moved, out: &Verified{roots: map[int64]tlog.Hash{}},
		sealed: map[string]record{}, became: map[string]record{}, hashes: map[int64]tlog.Hash{}, unsealed: map[string]bool{}}
}

func (v *verifying) all() error {
	if err := errors.Join(v.rows(), v.seals(), v.states(), v.input()); err != nil {
		return err
	}
	left, known := v.part()
	for _, f := range left {
		v.out.fault("%s", f.text)
	}
	for _, f := range known {
		v.out.Known, v.out.KnownToo = told(v.out.Known, v.out.KnownToo, f.text)
	}
	for _, a := range v.accepted {
		a.Told = v.summary > a.Row
		v.out.Accepted = append(v.out.Accepted, a.Acceptance)
	}
	return nil
}

// holdTo compares a checkpoint with the audit as it was at that size.
func (v *Verified) holdTo(c Checkpoint) {
	accepted := ""
	for _, a := range v.Accepted {
		if a.Row > c.Size {
			accepted = fmt.Sprintf("; they were accepted with faults by row %d", a.Row)
			break
		}
	}
	switch root := v.roots[c.Size]; {
	case c.Size > v.Size:
		v.fault("the checkpoint is newer than the ledger: it tells of %d rows, and the ledger holds %d; rows are missing at the end, or an older copy of the ledger was put back", c.Size, v.Size)
	case [32]byte(root) != c.Root:
		v.fault("the first %d rows are not those that the checkpoint was signed over: the log was rewritten, or it is another ledger's%s", c.Size, accepted)
	}
}
