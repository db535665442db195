package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// A record that is not whole is carried on where a person accepts what was found. The
// tree stays the one it was: every stored hash of a row is kept, so that what was
// signed over it before still proves itself; only those that are missing are made of
// what stands there. The row that accepts says over which rows, with which root, and
// what was found: it is hashed as all others are, and no later Verify calls the record
// whole. A fault of which something is still to be seen is told as accepted only while
// it is just the one that was found then.

// accepted is what the row records; detail holds it as JSON. It names no person: why
// it was accepted is sealed words.
type accepted struct {
	Root   string   `json:"root"` // over all rows before it
	Faults []string `json:"faults"`
	More   int      `json:"more,omitempty"`
	Stay   []string `json:"stay,omitempty"` // the prints of what will be found again
	Rest   string   `json:"rest,omitempty"` // one print of those beyond mostStaying
}

// whatAccepted is what the row says that it is.
const whatAccepted = "audit accepted"

// mostStaying bounds a row's length where another hand changed everything.
const mostStaying = 500

// Acceptance is a person's word that the record is carried on with its faults.
type Acceptance struct {
	Row    int64 // its own; the rows before it are accepted
	At     time.Time
	Faults []string // that were found then
	More   int
	Why    string // "" where it is erased
	Told   bool   // a Dagsrapport was owed since
}

// acceptance is one as it is read back.
type acceptance struct {
	Acceptance
	stay map[string]bool
	rest string
}

// ErrNothingToAccept says that nothing is found that was not accepted before.
var ErrNothingToAccept = errors.New("nothing is found in the audit that was not accepted before")

// print tells a fault from all others, and from itself with something else found.
func (f fault) print() string { return printOf(f.text, f.found) }

func printOf(parts ...string) string {
	sum := sha256.Sum256(encode(parts...))
	return base64.RawStdEncoding.EncodeToString(sum[:12])
}

// accepts takes a row at its word that is what was written, before it is in the tree.
func (v *verifying) accepts(x record) {
	if x.what != whatAccepted {
		return
	}
	var d accepted
	if err := json.Unmarshal([]byte(x.detail), &d); err != nil {
		v.stays("", "row %d accepts faults that it does not tell", x.id)
		return
	}
	if d.Root != v.tree.root().String() {
		v.stays("", "the rows before row %d are not those that it accepts", x.id)
	}
	a := acceptance{Acceptance{Row: x.id, At: at(x.at), Faults: d.Faults, More: d.More}, map[string]bool{}, d.Rest}
	for _, p := range d.Stay {
		a.stay[p] = true
	}
	v.accepted = append(v.accepted, a)
}

// part parts the faults that the newest acceptance knows from those left.
func (v *verifying) part() (left, known []fault) {
	if len(v.accepted) == 0 {
		return v.faults, nil
	}
	a := v.accepted[len(v.accepted)-1]
	for _, f := range v.faults {
		if f.stays && a.stay[f.print()] {
			known = append(known, f)
		} else {
			left = append(left, f)
		}
	}
	if a.rest != "" && a.rest == restOf(left) {
		return nil, v.faults
	}
	return left, known
}

// restOf is one print of many faults.
func restOf(faults []fault) string {
	prints := make([]string, len(faults))
	for i, f := range faults {
		prints[i] = f.print()
	}
	return printOf(prints...)
}

// AcceptAudit accepts what Verify finds, for a person's reason, and mends what keeps
// the log from being carried on. It is the first thing that a transaction does.
func (t *Tx) AcceptAudit(why string) (a Acceptance, err error) {
	found, err := t.verified()
	if err != nil {
		return a, err
	}
	if faults, _ := found.part(); len(faults) == 0 {
		return a, ErrNothingToAccept
	}
	if err := t.mendHashes(found); err != nil {
		return a, err
	}
	mended, err := t.verified()
	if err != nil {
		return a, err
	}
	d := accepted{Root: tlog.Hash(mended.out.Root).String(), Faults: []string{}}
	d.tell(found, mended)
	d.keep(mended.faults)
	detail, err := json.Marshal(d)
	if err != nil {
		return a, fmt.Errorf("accept audit: %w", err)
	}
	a = Acceptance{Row: mended.out.Size + 1, At: at(t.now), Faults: d.Faults, More: d.More, Why: why}
	s := salted{salt: newSalt(), words: why}
	row := record{what: whatAccepted, detail: string(detail), about: name(ofWords, "audit", a.Row), committed: commit(s.salt, []string{why})}
	if err := errors.Join(t.log(row, &s), t.sealFound(mended.unsealed), t.adoptFound(mended.inputs), t.writeAudit()); err != nil {
		return a, err
	}
	return a, t.acceptedWhole()
}

func (t *Tx) verified() (*verifying, error) {
	v := newVerifying(t.ctx, t.tx, func() {})
	if err := v.all(); err != nil {
		return nil, fmt.Errorf("verify audit: %w", err)
	}
	return v, nil
}

// acceptedWhole refuses an acceptance that leaves something: nothing of it is written.
func (t *Tx) acceptedWhole() error {
	v, err := t.verified()
	if err == nil && len(v.out.Faults) > 0 {
		err = fmt.Errorf("accept audit: what is found cannot be carried on, and only an untouched copy of the ledger helps: %s", strings.Join(v.out.Faults, "; "))
	}
	return err
}

// tell names what was found, and after it what is seen only where the hashes before it
// are there again.
func (d *accepted) tell(found, mended *verifying) {
	before := map[fault]bool{}
	for _, v := range []*verifying{found, mended} {
		faults, _ := v.part()
		for _, f := range faults {
			if (v == found || f.stays) && !before[f] {
				d.Faults, d.More = told(d.Faults, d.More, f.text)
			}
			before[f] = true
		}
	}
}

// keep remembers the faults that will be found again.
func (d *accepted) keep(faults []fault) {
	faults = slices.DeleteFunc(slices.Clone(faults), func(f fault) bool { return !f.stays })
	n := min(len(faults), mostStaying)
	for _, f := range faults[:n] {
		d.Stay = append(d.Stay, f.print())
	}
	if len(faults) > n {
		d.Rest = restOf(faults[n:])
	}
}

// mendHashes stores the hashes that are missing or wrong, up to the last row, and goes
// on from there. Rows far outside are kept, where they are in nobody's way. A row that
// is gone with its hash has none but zeros.
func (t *Tx) mendHashes(v *verifying) error {
	if err := t.exec("accept audit", `UPDATE audit SET id = -id WHERE id > ?`, v.ends); err != nil {
		return err
	}
	for v.tree.size < v.ends {
		if err := v.page(min(v.tree.size+page, v.ends)); err != nil {
			return fmt.Errorf("accept audit: %w", err)
		}
	}
	if err := t.exec("accept audit", `DELETE FROM audit_hash WHERE id < 0 OR id >= ?`, tlog.StoredHashCount(v.ends)); err != nil {
		return err
	}
	for _, x := range slices.Sorted(maps.Keys(v.hashes)) {
		h := v.hashes[x]
		if err := t.exec("accept audit", `INSERT INTO audit_hash (id, hash) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET hash = excluded.hash`, x, h[:]); err != nil {
			return err
		}
	}
	t.audit = &auditing{edge: &v.tree}
	return nil
}

// sealFound seals rows of other tables as they stand: changed once more, they are found.
func (t *Tx) sealFound(abouts map[string]bool) error {
	if len(abouts) == 0 {
		return nil
	}
	for _, k := range kinds {
		err := k.each(t.ctx, t.tx, func(about, caseID string, value []string) error {
			if !abouts[about] {
				return nil
			}
			return t.sealStored("sealed as found", caseID, about, value)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// adoptFound takes what stands as people's words about cases for what they wrote.
func (t *Tx) adoptFound(cases []string) error {
	for _, id := range cases {
		var cells []byte
		// Another hand may have written text where we write bytes: these are never the same.
		if err := t.tx.QueryRowContext(t.ctx, `UPDATE input SET cells = CAST(cells AS BLOB) WHERE case_id = ? RETURNING cells`, id).Scan(&cells); err != nil {
			return fmt.Errorf("adopt input as found: %w", err)
		}
		if err := t.keepInput(id, "as found", cells); err != nil {
			return err
		}
	}
	return nil
}

// LastAcceptance gives the newest acceptance of the audit, without its words; ok is
// false where there is none. It takes the row at its word: Verify does not.
func (l *Ledger) LastAcceptance(ctx context.Context) (a Acceptance, ok bool, err error) {
	var when int64
	var detail string
	err = l.db.QueryRowContext(ctx, `SELECT id, at, detail FROM audit WHERE what = ? ORDER BY id DESC LIMIT 1`, whatAccepted).Scan(&a.Row, &when, &detail)
	if errors.Is(err, sql.ErrNoRows) {
		return a, false, nil
	}
	var d accepted
	if err == nil {
		err = json.Unmarshal([]byte(detail), &d)
	}
	if err != nil {
		return a, false, fmt.Errorf("read acceptance: %w", err)
	}
	a.At, a.Faults, a.More = at(when), d.Faults, d.More
	return a, true, nil
}
