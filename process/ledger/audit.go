package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// The audit is a transparency log (RFC 6962, golang.org/x/mod/sumdb/tlog) in the
// table audit: who did what to which case, and when. Its rows are numbered from 1
// without a gap; each is hashed, every column of it, in the transaction that it
// tells of. It names cases by id and never a person: what must be provable and may
// have to be erased stands elsewhere, and the row commits to it (seal).

// record is one row of audit.
type record struct {
	id, at           int64
	what, caseID     string
	detail           string
	about, committed string
}

const recordColumns = `id, at, what, case_id, detail, about, commitment`

// bytes is what is hashed: every column with its length before it, so that no two
// rows give the same.
func (r record) bytes() []byte {
	return encode(fmt.Sprint(r.id), fmt.Sprint(r.at), r.what, r.caseID, r.detail, r.about, r.committed)
}

func encode(columns ...string) []byte {
	var b []byte
	for _, c := range columns {
		b = fmt.Appendf(b, "%d:%s\n", len(c), c)
	}
	return b
}

// edge is the right edge of the tree: the roots of its complete subtrees, the
// largest first. It is all that appending and the root need.
type edge struct {
	size  int64
	roots []tlog.Hash
}

// add appends a record's hash and gives the hashes to be stored for it, in the
// order of their indexes, which follow those stored before.
func (e *edge) add(h tlog.Hash) (stored []tlog.Hash) {
	stored = append(stored, h)
	for n := e.size; n&1 == 1; n >>= 1 { // each completes a subtree
		last := len(e.roots) - 1
		h = tlog.NodeHash(e.roots[last], h)
		e.roots = e.roots[:last]
		stored = append(stored, h)
	}
	e.roots = append(e.roots, h)
	e.size++
	return stored
}

// root is the hash of the whole tree.
func (e *edge) root() tlog.Hash {
	if e.size == 0 {
		h, _ := tlog.TreeHash(0, nil) // reads nothing
		return h
	}
	h := e.roots[len(e.roots)-1]
	for i := len(e.roots) - 2; i >= 0; i-- {
		h = tlog.NodeHash(e.roots[i], h)
	}
	return h
}

// edgeIndexes are the indexes of the stored hashes at the edge of a tree.
func edgeIndexes(size int64) (all []int64) {
	var before int64
	for level := 62; level >= 0; level-- {
		if size&(1<<level) != 0 {
			all = append(all, tlog.StoredHashIndex(level, before>>level))
			before += 1 << level
		}
	}
	return all
}

// sizeOf is the number of records that so many stored hashes are of; whole is false
// where they are of no number of them.
func sizeOf(hashes int64) (size int64, whole bool) {
	if hashes == 0 {
		return 0, true
	}
	level, n := tlog.SplitStoredHashIndex(hashes - 1)
	size = (n + 1) << level
	return size, tlog.StoredHashCount(size) == hashes
}

type querier interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// hashesAt gives stored hashes by their indexes.
func hashesAt(ctx context.Context, q querier, indexes []int64) (map[int64]tlog.Hash, error) {
	if len(indexes) == 0 {
		return nil, nil
	}
	args := make([]any, len(indexes))
	for i, x := range indexes {
		args[i] = x
	}
	found := map[int64]tlog.Hash{}
	err := rows(ctx, q, `SELECT id, hash FROM audit_hash WHERE id IN (?`+strings.Repeat(`, ?`, len(args)-1)+`)`, args, func(r *sql.Rows) error {
		var id int64
		var raw []byte
		if err := r.Scan(&id, &raw); err != nil {
			return err
		}
		if len(raw) == tlog.HashSize {
			found[id] = tlog.Hash(raw)
		}
		return nil
	})
	return found, err
}

// errNotWhole is an audit that cannot be carried on: somebody has changed it.
type errNotWhole struct{ rows, hashes int64 }

func (e errNotWhole) Error() string {
	return fmt.Sprintf("the audit has been changed by another hand (its last row is %d, and its stored hashes are %d): stintag audit verify tells what is wrong, and stintag audit accept carries on with it", e.rows, e.hashes)
}

// edgeNow reads the edge of the audit as it stands.
func edgeNow(ctx context.Context, q querier) (*edge, error) {
	var last, hashes int64
	err := q.QueryRowContext(ctx, `SELECT (SELECT COALESCE(MAX(id), 0) FROM audit), (SELECT COALESCE(MAX(id) + 1, 0) FROM audit_hash)`).Scan(&last, &hashes)
	if err != nil {
		return nil, fmt.Errorf("read audit: %w", err)
	}
	e := &edge{}
	var whole bool
	if e.size, whole = sizeOf(hashes); !whole || e.size != last {
		return nil, errNotWhole{last, hashes}
	}
	indexes := edgeIndexes(e.size)
	found, err := hashesAt(ctx, q, indexes)
	if err != nil {
		return nil, fmt.Errorf("read audit: %w", err)
	}
	for _, x := range indexes {
		h, there := found[x]
		if !there {
			return nil, errNotWhole{last, hashes}
		}
		e.roots = append(e.roots, h)
	}
	return e, nil
}

// auditing is what a transaction adds to the audit: kept until it ends, so that a
// judgement of thousands of cases asks the ledger once and writes in a few strokes.
type auditing struct {
	*edge
	records []record
	hashes  []tlog.Hash
	salts   []salted
}

// atOnce bounds the rows of one statement and what is kept in memory.
const atOnce = 500

// Audit notes who did what to a case.
func (t *Tx) Audit(what, caseID, detail string) error {
	return t.log(record{what: what, caseID: caseID, detail: detail}, nil)
}

func (t *Tx) log(r record, s *salted) error {
	if t.audit == nil {
		e, err := edgeNow(t.ctx, t.tx)
		if err != nil {
			return err
		}
		t.audit = &auditing{edge: e}
	}
	a := t.audit
	r.id, r.at = a.size+1, t.now
	a.records = append(a.records, r)
	a.hashes = append(a.hashes, a.add(tlog.RecordHash(r.bytes()))...)
	if s != nil {
		s.id = r.id
		a.salts = append(a.salts, *s)
	}
	if len(a.records) < atOnce {
		return nil
	}
	return t.writeAudit()
}

// writeAudit writes what the transaction has added so far.
func (t *Tx) writeAudit() error {
	a := t.audit
	if a == nil {
		return nil
	}
	args := make([]any, 0, 7*len(a.records))
	for _, r := range a.records {
		args = append(args, r.id, r.at, r.what, r.caseID, r.detail, r.about, r.committed)
	}
	if err := t.insert("audit", recordColumns, 7, args); err != nil {
		return err
	}
	args = args[:0]
	first := tlog.StoredHashCount(a.size) - int64(len(a.hashes))
	for i, h := range a.hashes {
		args = append(args, first+int64(i), h[:])
	}
	if err := t.insert("audit_hash", "id, hash", 2, args); err != nil {
		return err
	}
	args = args[:0]
	for _, s := range a.salts {
		args = append(args, s.id, s.salt, s.words)
	}
	if err := t.insert("audit_salt", "audit_id, salt, words", 3, args); err != nil {
		return err
	}
	a.records, a.hashes, a.salts = a.records[:0], a.hashes[:0], a.salts[:0]
	return nil
}

// scanRecord reads a row. Another hand may have put in a moment that is no number: it is
// read as one that this program does not write, and never again the same as another.
func scanRecord(r *sql.Rows) (x record, err error) {
	var when any
	if err := r.Scan(&x.id, &when, &x.what, &x.caseID, &x.detail, &x.about, &x.committed); err != nil {
		return x, err
	}
	var isNumber bool
	if x.at, isNumber = when.(int64); !isNumber {
		x.what = fmt.Sprintf("%s at %v", x.what, when)
	}
	return x, nil
}

// insert adds rows of so many columns in one statement.
func (t *Tx) insert(table, columns string, width int, args []any) error {
	if len(args) == 0 {
		return nil
	}
	row := `(?` + strings.Repeat(`, ?`, width-1) + `)`
	return t.exec("audit", `INSERT INTO `+table+` (`+columns+`) VALUES `+row+strings.Repeat(`, `+row, len(args)/width-1), args...)
}

// AuditHead is how far the audit goes: how many rows, and the root over them.
func (l *Ledger) AuditHead(ctx context.Context) (Head, error) {
	e, err := edgeNow(ctx, l.db)
	if err != nil {
		return Head{}, err
	}
	return Head{e.size, [32]byte(e.root())}, nil
}
