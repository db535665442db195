package ledger

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"strings"
)

// A seal is an audit record's commitment to what it tells of: an HMAC over a row of
// another table, or over words that stand nowhere else, under a salt that is drawn
// for it alone. Verify finds a row that was changed, added or taken away. Where the
// row and the salt are erased, nothing can be learned from the record any more, and
// the log is whole all the same.

// salted is a salt, and the words sealed where they have no row of their own.
type salted struct {
	id    int64
	salt  []byte
	words string
}

// kind is a table whose rows are sealed; of several records of a row the newest
// counts. Its columns are those that 00001–00005 made: the upgrade seals what an
// older ledger holds.
type kind struct {
	name    string
	table   string
	key     string // SQL: what tells its rows apart, as text
	caseID  string // SQL: the case, '' where there is none
	columns string
}

var kinds = []kind{
	{"mail", "mail", "id", "''", "id, source, sha256, name, size, received_at, seen_at, asserted"},
	{"case", "cases", "id", "id", "id, received_at, contact_date, withdrawn"},
	{"revision", "revision", "case_id || '/' || number", "case_id", "case_id, number, mail_id, part, position, received_at, form"},
	{"input", "input_history", "id", "case_id", "id, case_id, adopted_at, cells"},
	{"decision", "decision", "case_id || '/' || number", "case_id",
		"case_id, number, verdict, decided_by, decided_on, reason, proposed, reasons, private, end_from, end_to, policy, adopted_at"},
	{"letter", "letter", "id", "''", "id, identity, message_id, kinds, recipient, cases, warned, mail_id, mime, owed_at"},
	{"register", "register", "sheet", "''", "sheet, content"},
}

// ofWords begins what a record of words is about.
const ofWords = "words"

// name is what records say they are about: the kind and the row's key.
func name(kind string, key ...any) string {
	s := kind
	for _, k := range key {
		s += fmt.Sprint("/", k)
	}
	return s
}

// seal audits what is said of a row, and commits to it: value is its kind's columns,
// in their order.
func (t *Tx) seal(what, caseID, detail, about string, value ...any) error {
	texts := make([]string, len(value))
	for i, v := range value {
		v, err := driver.DefaultParameterConverter.ConvertValue(v)
		if err != nil {
			return fmt.Errorf("seal %s: %w", about, err)
		}
		texts[i] = stored(v)
	}
	s := salted{salt: newSalt()}
	return t.log(record{what: what, caseID: caseID, detail: detail, about: about, committed: commit(s.salt, texts)}, &s)
}

// sealStored seals a row as the ledger gives it back.
func (t *Tx) sealStored(what, caseID, about string, value []string) error {
	texts := make([]any, len(value))
	for i, v := range value {
		texts[i] = v
	}
	return t.seal(what, caseID, "", about, texts...)
}

// stored is a value as the ledger gives it back in text.
func stored(v driver.Value) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "1"
		}
		return "0"
	case []byte:
		return string(v)
	}
	return fmt.Sprint(v)
}

// sealWords audits what became of a row, and why in words that a person wrote or that
// may quote one: the record commits to them and does not hold them.
func (t *Tx) sealWords(what, about, words string) error {
	s := salted{salt: newSalt(), words: words}
	return t.log(record{what: what, about: ofWords + "/" + about, committed: commit(s.salt, []string{words})}, &s)
}

func newSalt() []byte {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails: crypto/rand ends the program first
	return salt
}

func commit(salt []byte, value []string) string {
	mac := hmac.New(sha256.New, salt)
	mac.Write(encode(value...))
	return hex.EncodeToString(mac.Sum(nil))
}

// each gives every row of the kind: what it is called, its case, its columns.
func (k kind) each(ctx context.Context, q querier, f func(about, caseID string, value []string) error) error {
	n := strings.Count(k.columns, ",") + 1
	err := rows(ctx, q, `SELECT `+k.key+`, `+k.caseID+`, `+k.columns+` FROM `+k.table+` ORDER BY 1`, nil, func(r *sql.Rows) error {
		var key, caseID string
		raw := make([]sql.RawBytes, n)
		into := []any{&key, &caseID}
		for i := range raw {
			into = append(into, &raw[i])
		}
		if err := r.Scan(into...); err != nil {
			return err
		}
		value := make([]string, n)
		for i, b := range raw {
			value[i] = string(b)
		}
		return f(name(k.name, key), caseID, value)
	})
	if err != nil {
		return fmt.Errorf("read %s: %w", k.table, err)
	}
	return nil
}
