package ledger

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// page is how many rows are read at a time: rows and hashes are read in turn, on one
// connection.
const page = 2000

// beyond is how far from all others a number may lie: one that lies farther is nobody's
// fault of a disk, and would have us read for years.
const beyond = 10_000

// rows holds every row to its stored hashes.
func (v *verifying) rows() error {
	v.out.roots[0] = v.tree.root()
	var last, hashes, salts int64
	err := v.tx.QueryRowContext(v.ctx, `SELECT
		(SELECT COALESCE(MAX(id), 0) FROM audit WHERE id <= ?1 + 2 * (SELECT COUNT(*) FROM audit)),
		(SELECT COALESCE(MAX(id) + 1, 0) FROM audit_hash WHERE id <= ?1 + 2 * (SELECT COUNT(*) FROM audit_hash)),
		(SELECT COALESCE(MAX(audit_id), 0) FROM audit_salt WHERE audit_id <= ?1 + 2 * (SELECT COUNT(*) FROM audit))`, beyond).Scan(&last, &hashes, &salts)
	if err != nil {
		return err
	}
	size, whole := sizeOf(hashes)
	v.ends = max(last, size)
	if !whole {
		v.fault("the stored hashes end in the middle of row %d", size+1)
		v.ends = max(v.ends, size+1)
		for !whole {
			hashes--
			size, whole = sizeOf(hashes)
		}
	}
	if salts > v.ends { // whose numbers are taken: the log goes on behind them
		v.fault("rows %s are gone from the end, and their salts are left", span(v.ends+1, salts))
		v.ends = salts
	}
	for v.tree.size < size {
		if err := v.page(min(v.tree.size+page, size)); err != nil {
			return err
		}
	}
	v.out.Head = Head{v.tree.size, [32]byte(v.tree.root())}
	return errors.Join(v.unhashed(size, last), v.outside())
}

// unhashed tells of rows behind the last that has a hash.
func (v *verifying) unhashed(size, last int64) error {
	if last <= size {
		return nil
	}
	v.fault("rows %s stand in the audit without a stored hash: another hand wrote them, or took the hashes away", span(size+1, last))
	return rows(v.ctx, v.tx, `SELECT `+recordColumns+` FROM audit WHERE id > ? AND id <= ? ORDER BY id`, []any{size, last}, func(r *sql.Rows) error {
		x, err := scanRecord(r)
		v.note(x) // what they commit to is held to them all the same
		return err
	})
}

// outside tells of rows and hashes that bear numbers which this program never gives.
func (v *verifying) outside() error {
	err := rows(v.ctx, v.tx, `SELECT `+recordColumns+` FROM audit WHERE id < 1 OR id > ? ORDER BY id`, []any{v.ends}, func(r *sql.Rows) error {
		x, err := scanRecord(r)
		v.stays(string(x.bytes()), "row %d stands outside the audit: it was not written by this program", x.id)
		return err
	})
	if err != nil {
		return err
	}
	var strays int64
	err = v.tx.QueryRowContext(v.ctx, `SELECT COUNT(*) FROM audit_hash WHERE id < 0 OR id > ?1 + 2 * (SELECT COUNT(*) FROM audit_hash)`, beyond).Scan(&strays)
	if strays > 0 {
		v.fault("%d stored hash(es) are of no row: they were not written by this program", strays)
	}
	return err
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
	v.moved()
	return nil
}

// row holds one row to the hashes stored for it. Where the two differ the tree goes on
// with the stored one, so that one changed row is told once.
func (v *verifying) row(n int64, x record, there bool, hashes map[int64]tlog.Hash) {
	at := tlog.StoredHashCount(n - 1)
	leaf, known := hashes[at]
	switch own := tlog.RecordHash(x.bytes()); {
	case !there:
		v.stays("", "row %d is missing", n)
	case !known:
		v.fault("row %d: its stored hash is missing", n)
		leaf = own
	case own != leaf:
		v.stays(string(x.bytes()), "row %d is not what was written", n)
	default:
		v.accepts(x)
	}
	if there {
		v.note(x)
	}
	broken := false
	for i, h := range v.tree.add(leaf) {
		if stored, is := hashes[at+int64(i)]; !is || stored != h {
			v.hashes[at+int64(i)] = h
			broken = broken || i > 0
		}
	}
	if broken && !v.broken {
		v.fault("row %d: the stored hashes over it and rows before it do not fit them", n)
		v.broken = true
	}
	if _, asked := v.out.roots[n]; asked {
		v.out.roots[n] = v.tree.root()
	}
}

// note keeps what a row commits to, and what it says that something became.
func (v *verifying) note(x record) {
	if x.what == "letter owed" && x.detail == "summary" {
		v.summary = x.id
	}
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
