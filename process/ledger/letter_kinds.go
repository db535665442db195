package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Told says what letters have been owed about a case, whatever became of them.
type Told map[string]map[string]bool // by the case's id: the identities' first words and the kinds

// TellsOf gives, by case, the kinds of the letters about it and their identities
// without the address that they end with.
func (l *Ledger) TellsOf(ctx context.Context) (Told, error) {
	all := Told{}
	err := rows(ctx, l.db, `SELECT identity, kinds, cases FROM letter WHERE cases <> ''`, nil, func(r *sql.Rows) error {
		var identity, kinds, cases string
		if err := r.Scan(&identity, &kinds, &cases); err != nil {
			return err
		}
		for _, id := range split(cases) {
			if all[id] == nil {
				all[id] = map[string]bool{}
			}
			for _, k := range split(kinds) {
				all[id][k] = true
			}
			if i := strings.LastIndexByte(identity, '/'); i > 0 {
				all[id][identity[:i]] = true
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what letters tell of: %w", err)
	}
	return all, nil
}
