package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Verified is what Verify found.
type Verified struct {
	Head
	Faults []string // each a clear word in English; none where the audit is whole
	More   int      // faults beyond those
	Seals  int      // commitments whose rows are as they were
	Erased int      // commitments whose rows and salts are erased, as retention wants
	roots  map[int64]tlog.Hash
}

// mostFaults are told one by one: somebody who changes a table changes all of it.
const mostFaults = 20

func (v *Verified) fault(format string, args ...any) {
	if len(v.Faults) < mostFaults {
		v.Faults = append(v.Faults, fmt.Sprintf(format, args...))
	} else {
		v.More++
	}
}

// verifying goes through the audit once, in one snapshot of the ledger.
type verifying struct {
	ctx    context.Context
	tx     *sql.Tx
	out    *Verified
	tree   edge
	sealed map[string]record // by what they are about; of rows that change, the newest
	words  []record
	became map[string]record // the newest record that says what became of a letter or a mail
	broken bool              // a hash over several rows was wrong: those over it are too
}

// Verify hashes every row of the audit anew, holds it to the stored hashes, and the
// rows of other tables to what the audit has committed to, and the whole to the
// checkpoints.
func (l *Ledger) Verify(ctx context.Context, checkpoints ...Checkpoint) (out Verified, err error) {
	tx, err := l.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return out, fmt.Errorf("verify audit: %w", err)
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }()
	out.roots = map[int64]tlog.Hash{}
	for _, c := range checkpoints {
		out.roots[c.Size] = tlog.Hash{}
	}
	v := &verifying{ctx: ctx, tx: tx, out: &out, sealed: map[string]record{}, became: map[string]record{}}
	if err := errors.Join(v.rows(), v.seals(), v.states(), v.input()); err != nil {
		return out, fmt.Errorf("verify audit: %w", err)
	}
	for _, c := range checkpoints {
		out.holdTo(c)
	}
	return out, nil
}

// holdTo compares a checkpoint with the audit as it was at that size.
func (v *Verified) holdTo(c Checkpoint) {
	switch root := v.roots[c.Size]; {
	case c.Size > v.Size:
		v.fault("the checkpoint is newer than the ledger: it tells of %d rows, and the ledger holds %d; rows are missing at the end, or an older copy of the ledger was put back", c.Size, v.Size)
	case [32]byte(root) != c.Root:
		v.fault("the first %d rows are not those that the checkpoint was signed over: the log was rewritten, or it is another ledger's", c.Size)
	}
}

// page is how many rows are read at a time: rows and hashes are read in turn, on one
// connection.
const page = 2000

// rows holds every row to its stored hashes.
func (v *verifying) rows() error {
	v.out.roots[0] = v.tree.root()
	var last, hashes int64
	err := v.tx.QueryRowContext(v.ctx, `SELECT (SELECT COALESCE(MAX(id), 0) FROM audit), (SELECT COALESCE(MAX(id) + 1, 0) FROM audit_hash)`).Scan(&last, &hashes)
	if err != nil {
		return err
	}
	size, whole := sizeOf(hashes)
	if !whole {
		v.out.fault("the stored hashes end in the middle of row %d", size+1)
		for !whole {
			hashes--
			size, whole = sizeOf(hashes)
		}
	}
	for v.tree.size < size {
		if err := v.page(min(v.tree.size+page, size)); err != nil {
			return err
		}
	}
	v.out.Head = Head{v.tree.size, [32]byte(v.tree.root())}
	if last <= size {
		return nil
	}
	v.out.fault("rows %s stand in the audit without a stored hash: they were not written by this program", span(size+1, last))
	return rows(v.ctx, v.tx, `SELECT `+recordColumns+` FROM audit WHERE id > ? ORDER BY id`, []any{size}, func(r *sql.Rows) error {
		x, err := scanRecord(r)
		v.note(x) // what they commit to is held to them all the same
		return err
	})
}

func span(from, to int64) string {
	if from == to {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d to %d", from, to)
}

// page holds the rows up to one to their hashes.
func (v *verifying) page(to int64) error {
	from := v.tree.size
	there := map[int64]record{}
	err := rows(v.ctx, v.tx, `SELECT `+recordColumns+` FROM audit WHERE id > ? AND id <= ?`, []any{from, to}, func(r *sql.Rows) error {
		x, err := scanRecord(r)
		there[x.id] = x
		return err
	})
	if err != nil {
		return err
	}
	hashes := map[int64]tlog.Hash{}
	err = rows(v.ctx, v.tx, `SELECT id, hash FROM audit_hash WHERE id >= ? AND id < ?`, []any{tlog.StoredHashCount(from), tlog.StoredHashCount(to)}, func(r *sql.Rows) error {
		var id int64
		var raw []byte
		err := r.Scan(&id, &raw)
		if len(raw) == tlog.HashSize {
			hashes[id] = tlog.Hash(raw)
		}
		return err
	})
	if err != nil {
		return err
	}
	for n := from + 1; n <= to; n++ {
		x, is := there[n]
		v.row(n, x, is, hashes)
	}
	return nil
}

// row holds one row to the hashes stored for it. Where the two differ the tree goes on
// with the stored one, so that one changed row is told once.
func (v *verifying) row(n int64, x record, there bool, hashes map[int64]tlog.Hash) {
	at := tlog.StoredHashCount(n - 1)
	leaf, known := hashes[at]
	switch own := tlog.RecordHash(x.bytes()); {
	case !there:
		v.out.fault("row %d is missing", n)
	case !known:
		v.out.fault("row %d: its stored hash is missing", n)
		leaf = own
	case own != leaf:
		v.out.fault("row %d is not what was written", n)
	}
	if there {
		v.note(x)
	}
	broken := false
	for i, h := range v.tree.add(leaf) {
		if i > 0 && hashes[at+int64(i)] != h {
			broken = true
		}
	}
	if broken && !v.broken {
		v.out.fault("row %d: the stored hashes over it and rows before it do not fit them", n)
		v.broken = true
	}
	if _, asked := v.out.roots[n]; asked {
		v.out.roots[n] = v.tree.root()
	}
}

// note keeps what a row commits to, and what it says that something became.
func (v *verifying) note(x record) {
	if x.became() != "" {
		v.became[strings.TrimPrefix(x.about, ofWords+"/")] = x
	}
	switch {
	case x.committed == "":
	case strings.HasPrefix(x.about, ofWords+"/"):
		v.words = append(v.words, x)
	default:
		v.sealed[x.about] = x
	}
}

// seals holds the rows of other tables to what the audit commits to.
func (v *verifying) seals() error {
	salts, err := v.salts()
	if err != nil {
		return err
	}
	for _, x := range v.words {
		s, there := salts[x.id]
		v.held(x, s, there, []string{s.words})
	}
	for _, k := range kinds {
		err := k.each(v.ctx, v.tx, func(about, _ string, value []string) error {
			x, there := v.sealed[about]
			if !there {
				v.out.fault("%s stands in the ledger, and the audit does not know of it", about)
				return nil
			}
			delete(v.sealed, about)
			s, kept := salts[x.id]
			if !kept {
				v.out.fault("%s stands in the ledger, and its salt is gone: it cannot be held to row %d", about, x.id)
				return nil
			}
			v.held(x, s, true, value)
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, about := range slices.Sorted(maps.Keys(v.sealed)) {
		if x := v.sealed[about]; salts[x.id].salt != nil {
			v.out.fault("%s is gone, and row %d tells of it", about, x.id)
		} else {
			v.out.Erased++
		}
	}
	return nil
}

// held holds a value to the commitment in a row.
func (v *verifying) held(x record, s salted, there bool, value []string) {
	switch {
	case !there:
		v.out.Erased++
	case commit(s.salt, value) != x.committed:
		v.out.fault("%s is not what row %d commits to", strings.TrimPrefix(x.about, ofWords+"/"), x.id)
	default:
		v.out.Seals++
	}
}

func (v *verifying) salts() (map[int64]salted, error) {
	all := map[int64]salted{}
	err := rows(v.ctx, v.tx, `SELECT audit_id, salt, words FROM audit_salt`, nil, func(r *sql.Rows) error {
		var s salted
		err := r.Scan(&s.id, &s.salt, &s.words)
		all[s.id] = s
		return err
	})
	return all, err
}

// states holds where letters and mails are to the newest record that says so. Those
// that an older ledger brought along have none before something more became of them.
func (v *verifying) states() error {
	for _, q := range []string{`SELECT 'letter/' || id, state FROM letter ORDER BY id`, `SELECT 'mail/' || id, place FROM mail ORDER BY id`} {
		err := rows(v.ctx, v.tx, q, nil, func(r *sql.Rows) error {
			var about, is string
			err := r.Scan(&about, &is)
			if x, known := v.became[about]; known && x.became() != cmp.Or(is, unplaced) {
				v.out.fault("%s is %s, and row %d says %s", about, cmp.Or(is, unplaced), x.id, x.became())
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// unplaced is a mail that has no place yet, or none any more.
const unplaced = "put back"

// became is the state or the place that a record gives a letter or a mail; "" where it
// gives none.
func (r record) became() string {
	what, about, _ := strings.Cut(r.what, " ")
	switch {
	case what == "letter" && about == "owed again":
		return string(Owed)
	case what == "letter", what == "mail" && about != "received" && about != "moved":
		return about
	}
	return ""
}

// input holds what counts as people's input to the newest of what they ever wrote,
// which is sealed.
func (v *verifying) input() error {
	return rows(v.ctx, v.tx, `SELECT case_id FROM input i WHERE cells IS NOT
		(SELECT cells FROM input_history h WHERE h.case_id = i.case_id ORDER BY id DESC LIMIT 1) ORDER BY case_id`, nil, func(r *sql.Rows) error {
		var id string
		err := r.Scan(&id)
		v.out.fault("what people wrote about %s is not what was last adopted", id)
		return err
	})
}
