package ledger

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"stintag/process"
)

// SetStanding keeps where a case stands.
func (t *Tx) SetStanding(s process.Standing) error {
	reasons, err := json.Marshal(s.Proposal.Reasons)
	if err != nil {
		return fmt.Errorf("keep standing: %w", err)
	}
	private, err := json.Marshal(s.Proposal.Private)
	if err != nil {
		return fmt.Errorf("keep standing: %w", err)
	}
	move := s.Proposal.Move
	if err := t.auditStanding(s); err != nil {
		return err
	}
	return t.exec("keep standing", `INSERT INTO standing (case_id, judged_at, status, place, outcome, reasons, private, end_from, end_to)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (case_id) DO UPDATE SET judged_at = excluded.judged_at, status = excluded.status,
		place = excluded.place, outcome = excluded.outcome, reasons = excluded.reasons,
		private = excluded.private, end_from = excluded.end_from, end_to = excluded.end_to
		WHERE standing.status <> excluded.status OR standing.place <> excluded.place
		OR standing.outcome <> excluded.outcome OR standing.reasons <> excluded.reasons OR standing.private <> excluded.private
		OR standing.end_from <> excluded.end_from OR standing.end_to <> excluded.end_to`,
		s.Case, t.now, s.Status, s.Place, s.Proposal.Outcome, reasons, private, move.From.String(), move.To.String())
}

// auditStanding notes that a case has another status or proposal than before. Its
// place moves with every case that comes, and is no event of its own.
func (t *Tx) auditStanding(s process.Standing) error {
	if t.stood == nil {
		t.stood = map[string][2]string{}
		err := rows(t.ctx, t.tx, `SELECT case_id, status, outcome FROM standing`, nil, func(r *sql.Rows) error {
			var id string
			var stood [2]string
			err := r.Scan(&id, &stood[0], &stood[1])
			t.stood[id] = stood
			return err
		})
		if err != nil {
			return fmt.Errorf("read standings: %w", err)
		}
	}
	now := [2]string{string(s.Status), string(s.Proposal.Outcome)}
	if t.stood[s.Case] == now {
		return nil
	}
	t.stood[s.Case] = now
	return t.Audit("case judged", s.Case, strings.Join(slices.DeleteFunc([]string{now[0], now[1], s.Proposal.Policy}, func(x string) bool { return x == "" }), "; "))
}
