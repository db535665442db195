package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"stintag/ingest/trust"
	"stintag/process/ledger"
)

// How much mail tells whether the witness of [trust] is heard.
const (
	heardIn   = 30 * 24 * time.Hour
	fewToHear = 5 // mails that say nothing yet
)

// trust tells whether the mail of late bears the word of the server that is named: a
// name that no mail bears proves nobody, and with require_dmarc lays all aside.
func (k *checker) trust(ctx context.Context) {
	const what = "trust"
	w := k.cfg.Trust.witness()
	if w.ID == "" {
		k.ok(what, "a sender is who the register knows; nobody's word on it counts (authserv_id)")
		return
	}
	heard, below, of, err := k.heard(ctx, w)
	switch {
	case err != nil:
		k.odd(what, fmt.Sprintf("%s counts; whether mail bears its word cannot be seen: %v", w.ID, err), "see the line of the ledger")
	case below > 0 && heard == 0 && of >= fewToHear:
		k.odd(what, fmt.Sprintf("none of the last %d mails bears Authentication-Results of %s where received_by lets them count; %d do elsewhere", of, w.ID, below),
			"open a mail's header and write in received_by the name after \"by\" in the Received that stands next to them")
	case heard == 0 && of >= fewToHear:
		k.odd(what, fmt.Sprintf("none of the last %d mails bears Authentication-Results of %s", of, w.ID),
			"open a mail's header and write the name that they begin with in authserv_id; \"m365\" where Exchange Online writes them")
	default:
		k.ok(what, "%d of the last %d mails bear Authentication-Results of %s", heard, of, w.ID)
	}
}

// heard counts the mails of late that came through the mailbox from people, those of
// them that bear the witness's word, and those that bear it where it does not count.
func (k *checker) heard(ctx context.Context, w trust.Witness) (heard, below, of int, err error) {
	path := k.cfg.path(k.cfg.Ledger)
	if errors.Is(notThere(path), fs.ErrNotExist) {
		return 0, 0, 0, nil
	}
	l, err := ledger.OpenReadOnly(ctx, path)
	if err != nil {
		return 0, 0, 0, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	mails, err := l.SeenSince(ctx, k.now.Add(-heardIn))
	if err != nil {
		return 0, 0, 0, err
	}
	for _, m := range mails {
		if m.Asserted != "" || m.Reading == nil {
			continue
		}
		r, err := readingOf(m)
		if err != nil {
			return 0, 0, 0, err
		}
		if r.Class != trust.Person || r.File {
			continue
		}
		of++
		switch anywhere := (trust.Witness{ID: w.ID}); {
		case w.Heard(r.Evidence):
			heard++
		case anywhere.Heard(r.Evidence):
			below++
		}
	}
	return heard, below, of, nil
}
