package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"stintag/process"
)

// Case is one case as the ledger keeps it: who sent what when, and what people
// wrote. What it means is judged anew each run.
type Case struct {
	ID        string
	Received  time.Time
	Contact   process.Date
	Withdrawn bool
	Revisions []Revision
	Input     []byte // JSON of what people wrote in the master; nil where nothing
	Decisions []Decision
	Standing  Standing // at the last judgement
}

// Revision is one form sent for a case.
type Revision struct {
	Number   int
	MailID   int64 // 0: a row that a person wrote in the master
	Part     int   // which attachment
	Position int   // which form in it
	Received time.Time
	Form     []byte // JSON: the fields as written
}

// Decision is a person's complete decision, with the proposal it answered.
type Decision struct {
	process.Decision
	Number   int
	Proposed process.Outcome
	Reasons  []string // the proposal's
	Private  []string
	Move     process.EndMove
	Policy   string
	Adopted  time.Time
}

// Proposal is the one that the decision answered.
func (d Decision) Proposal() process.Proposal {
	return process.Proposal{Outcome: d.Proposed, Reasons: d.Reasons, Policy: d.Policy, Private: d.Private, Move: d.Move}
}

// Standing is what the last judgement said, as far as later runs need it.
type Standing struct {
	Judged  time.Time
	Status  process.Status
	Place   int
	Outcome process.Outcome
	Reasons []string
	Private []string
	Move    process.EndMove
}

// NewCase opens a case and gives its id, IA-<year>-<number>; numbers are given
// once and never again.
func (t *Tx) NewCase(received time.Time, contact process.Date) (string, error) {
	year := received.Year()
	var n int
	if err := t.tx.QueryRowContext(t.ctx, `SELECT COALESCE(MAX(number), 0) + 1 FROM cases WHERE year = ?`, year).Scan(&n); err != nil {
		return "", fmt.Errorf("number case: %w", err)
	}
	id := CaseID(year, n)
	err := t.exec("open case", `INSERT INTO cases (id, year, number, received_at, contact_date) VALUES (?, ?, ?, ?, ?)`,
		id, year, n, ms(received), contact.String())
	if err != nil {
		return "", err
	}
	return id, t.seal("case opened", id, began(received, contact), name("case", id), id, ms(received), contact.String(), 0)
}

// CaseID is the id of the year's n-th case.
func CaseID(year, n int) string { return fmt.Sprintf("IA-%d-%04d", year, n) }

// began says when a case is taken to have begun.
func began(received time.Time, contact process.Date) string {
	return fmt.Sprintf("received %s, contact date %s", received.UTC().Format(time.RFC3339), contact)
}

// Since moves a case's beginning back to an arrival that came before it was opened.
func (t *Tx) Since(caseID string, received time.Time, contact process.Date) error {
	return t.changeCase("case began earlier", caseID, began(received, contact), `received_at = ?,
		contact_date = CASE WHEN contact_date < ? THEN contact_date ELSE ? END`, ms(received), contact.String(), contact.String())
}

// changeCase changes a case's row, and seals it as it is then.
func (t *Tx) changeCase(what, caseID, detail, set string, args ...any) error {
	var received, withdrawn int64
	var contact string
	err := t.tx.QueryRowContext(t.ctx, `UPDATE cases SET `+set+` WHERE id = ? RETURNING received_at, contact_date, withdrawn`, append(args, caseID)...).
		Scan(&received, &contact, &withdrawn)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return t.seal(what, caseID, detail, name("case", caseID), caseID, received, contact, withdrawn)
}

// AddRevision adds what was sent to a case.
func (t *Tx) AddRevision(caseID string, r Revision) error {
	mail := sql.NullInt64{Int64: r.MailID, Valid: r.MailID != 0}
	var number int
	err := t.tx.QueryRowContext(t.ctx, `INSERT INTO revision (case_id, number, mail_id, part, position, received_at, form)
		VALUES (?, (SELECT COALESCE(MAX(number), 0) + 1 FROM revision WHERE case_id = ?), ?, ?, ?, ?, ?) RETURNING number`,
		caseID, caseID, mail, r.Part, r.Position, ms(r.Received), r.Form).Scan(&number)
	if err != nil {
		return fmt.Errorf("add revision: %w", err)
	}
	return t.seal("form taken in", caseID, fmt.Sprintf("mail %d, part %d", r.MailID, r.Part), name("revision", caseID, number),
		caseID, number, mail, r.Part, r.Position, ms(r.Received), r.Form)
}

// Withdraw notes that the manager took the case back.
func (t *Tx) Withdraw(caseID string) error {
	return t.changeCase("case withdrawn", caseID, "", `withdrawn = 1`)
}

// SetInput keeps what people wrote about a case, and what it was before; unchanged
// input is not written.
func (t *Tx) SetInput(caseID string, cells []byte) error {
	res, err := t.tx.ExecContext(t.ctx, `INSERT INTO input (case_id, adopted_at, cells) VALUES (?, ?, ?)
		ON CONFLICT (case_id) DO UPDATE SET cells = excluded.cells, adopted_at = excluded.adopted_at
		WHERE input.cells <> excluded.cells`, caseID, t.now, cells)
	if err != nil {
		return fmt.Errorf("keep input: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return t.keepInput(caseID, "", cells)
}

// keepInput adds to what people ever wrote about a case.
func (t *Tx) keepInput(caseID, detail string, cells []byte) error {
	var id int64
	err := t.tx.QueryRowContext(t.ctx, `INSERT INTO input_history (case_id, adopted_at, cells) VALUES (?, ?, ?) RETURNING id`, caseID, t.now, cells).Scan(&id)
	if err != nil {
		return fmt.Errorf("keep input's history: %w", err)
	}
	return t.seal("input adopted", caseID, detail, name("input", id), id, caseID, t.now, cells)
}

// Decide records a complete decision. It takes effect with this transaction.
func (t *Tx) Decide(caseID string, d Decision) error {
	reasons, err := json.Marshal(d.Reasons)
	if err != nil {
		return fmt.Errorf("record decision: %w", err)
	}
	private, err := json.Marshal(d.Private)
	if err != nil {
		return fmt.Errorf("record decision: %w", err)
	}
	var number int
	row := []any{d.Verdict, d.By, d.Date.String(), d.Reason, d.Proposed, reasons, private, d.Move.From.String(), d.Move.To.String(), d.Policy, t.now}
	err = t.tx.QueryRowContext(t.ctx, `INSERT INTO decision
		(case_id, number, verdict, decided_by, decided_on, reason, proposed, reasons, private, end_from, end_to, policy, adopted_at)
		VALUES (?, (SELECT COALESCE(MAX(number), 0) + 1 FROM decision WHERE case_id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`,
		append([]any{caseID, caseID}, row...)...).Scan(&number)
	if err != nil {
		return fmt.Errorf("record decision: %w", err)
	}
	return t.seal("decision adopted", caseID, string(d.Verdict), name("decision", caseID, number), append([]any{caseID, number}, row...)...)
}

// Cases gives every case with all that was sent and written, by id.
func (l *Ledger) Cases(ctx context.Context) ([]Case, error) {
	cs, err := l.caseRows(ctx)
	if err != nil {
		return nil, err
	}
	at := make(map[string]int, len(cs))
	for i, c := range cs {
		at[c.ID] = i
	}
	if err := errors.Join(l.addRevisions(ctx, cs, at), l.addDecisions(ctx, cs, at)); err != nil {
		return nil, err
	}
	return cs, nil
}

func (l *Ledger) caseRows(ctx context.Context) ([]Case, error) {
	var cs []Case
	err := rows(ctx, l.db, `SELECT c.id, c.received_at, c.contact_date, c.withdrawn, i.cells,
		COALESCE(s.judged_at, 0), COALESCE(s.status, ''), COALESCE(s.place, 0), COALESCE(s.outcome, ''), COALESCE(s.reasons, 'null'),
		COALESCE(s.private, 'null'), COALESCE(s.end_from, ''), COALESCE(s.end_to, '')
		FROM cases c LEFT JOIN input i ON i.case_id = c.id LEFT JOIN standing s ON s.case_id = c.id ORDER BY c.year, c.number`, nil,
		func(r *sql.Rows) error {
			var c Case
			var received, judged int64
			var contact, reasons, private, from, to string
			err := r.Scan(&c.ID, &received, &contact, &c.Withdrawn, &c.Input, &judged, &c.Standing.Status, &c.Standing.Place, &c.Standing.Outcome, &reasons,
				&private, &from, &to)
			if err != nil {
				return err
			}
			c.Received, c.Standing.Judged = at(received), at(judged)
			if c.Contact, err = process.ParseDate(contact); err != nil {
				return err
			}
			if c.Standing.Move, err = endMove(from, to); err != nil {
				return err
			}
			cs = append(cs, c)
			s := &cs[len(cs)-1].Standing
			return errors.Join(json.Unmarshal([]byte(reasons), &s.Reasons), json.Unmarshal([]byte(private), &s.Private))
		})
	if err != nil {
		return nil, fmt.Errorf("read cases: %w", err)
	}
	return cs, nil
}

func (l *Ledger) addRevisions(ctx context.Context, cs []Case, where map[string]int) error {
	err := rows(ctx, l.db, `SELECT case_id, number, COALESCE(mail_id, 0), part, position, received_at, form FROM revision ORDER BY case_id, number`, nil,
		func(r *sql.Rows) error {
			var id string
			var v Revision
			var received int64
			if err := r.Scan(&id, &v.Number, &v.MailID, &v.Part, &v.Position, &received, &v.Form); err != nil {
				return err
			}
			v.Received = at(received)
			cs[where[id]].Revisions = append(cs[where[id]].Revisions, v)
			return nil
		})
	if err != nil {
		return fmt.Errorf("read revisions: %w", err)
	}
	return nil
}

func (l *Ledger) addDecisions(ctx context.Context, cs []Case, where map[string]int) error {
	err := rows(ctx, l.db, `SELECT case_id, number, verdict, decided_by, decided_on, reason, proposed, reasons, private, end_from, end_to, policy, adopted_at FROM decision ORDER BY case_id, number`, nil,
		func(r *sql.Rows) error {
			var id, on, reasons, private, from, to string
			var d Decision
			var adopted int64
			err := r.Scan(&id, &d.Number, &d.Verdict, &d.By, &on, &d.Reason, &d.Proposed, &reasons, &private, &from, &to, &d.Policy, &adopted)
			if err != nil {
				return err
			}
			d.Adopted = at(adopted)
			if d.Date, err = process.ParseDate(on); err != nil {
				return err
			}
			if d.Move, err = endMove(from, to); err != nil {
				return err
			}
			if err := errors.Join(json.Unmarshal([]byte(reasons), &d.Reasons), json.Unmarshal([]byte(private), &d.Private)); err != nil {
				return err
			}
			cs[where[id]].Decisions = append(cs[where[id]].Decisions, d)
			return nil
		})
	if err != nil {
		return fmt.Errorf("read decisions: %w", err)
	}
	return nil
}

// endMove is a stored one; "" is none.
func endMove(from, to string) (m process.EndMove, err error) {
	if from == "" || to == "" {
		return m, nil
	}
	if m.From, err = process.ParseDate(from); err == nil {
		m.To, err = process.ParseDate(to)
	}
	return m, err
}
