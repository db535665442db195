package ledger

import (
	"cmp"
	"database/sql"
	"maps"
	"slices"
	"strings"
)

// seals holds the rows of other tables to what the audit commits to.
func (v *verifying) seals() error {
	salts, err := v.salts()
	if err != nil {
		return err
	}
	for _, x := range v.words {
		v.heldWords(x, salts)
	}
	for i := range v.accepted {
		v.accepted[i].Why = salts[v.accepted[i].Row].words
	}
	n := 0
	for _, k := range kinds {
		err := k.each(v.ctx, v.tx, func(about, _ string, value []string) error {
			if n++; n%page == 0 {
				v.moved()
			}
			v.held(about, value, salts)
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, about := range slices.Sorted(maps.Keys(v.sealed)) {
		if x := v.sealed[about]; salts[x.id].salt != nil {
			v.stays("", "%s is gone, and row %d tells of it", about, x.id)
		} else {
			v.out.Erased++
		}
	}
	v.moved()
	return nil
}

// held holds a row of another table to the newest record of it.
func (v *verifying) held(about string, value []string, salts map[int64]salted) {
	x, known := v.sealed[about]
	delete(v.sealed, about)
	s, kept := salts[x.id]
	switch {
	case !known:
		v.fault("%s stands in the ledger, and the audit does not know of it", about)
	case !kept:
		v.fault("%s stands in the ledger, and its salt is gone: it cannot be held to row %d", about, x.id)
	case commit(s.salt, value) != x.committed:
		v.fault("%s is not what row %d commits to", about, x.id)
	default:
		v.out.Seals++
		return
	}
	v.unsealed[about] = true
}

// heldWords holds words to the record of them: they have no row of their own.
func (v *verifying) heldWords(x record, salts map[int64]salted) {
	s, there := salts[x.id]
	switch now := commit(s.salt, []string{s.words}); {
	case !there:
		v.out.Erased++
	case now != x.committed:
		v.stays(now, "%s is not what row %d commits to", strings.TrimPrefix(x.about, ofWords+"/"), x.id)
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
				v.stays("", "%s is %s, and row %d says %s", about, cmp.Or(is, unplaced), x.id, x.became())
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
		v.fault("what people wrote about %s is not what was last adopted", id)
		v.inputs = append(v.inputs, id)
		return err
	})
}
