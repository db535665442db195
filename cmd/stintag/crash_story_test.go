package main

import (
	"fmt"
	"os"
	"strings"
)

// What is told of a world in which something did not hold, so that whoever reads it
// need not make it happen again.

// keep copies the folder of a world that failed, where no fault was put into it.
func (c campaign) keep(w *world) error {
	if c.mutant != "" {
		return nil
	}
	kept, err := os.MkdirTemp("", "stintag-crash-")
	if err != nil {
		return err
	}
	w.course = append(w.course, "its folder is kept: "+kept)
	return os.CopyFS(kept, os.DirFS(w.under))
}

// story is what was run, what the ledger holds, what the mail servers hold, and the
// end of what the program said since the world was last found whole.
func (w *world) story() string {
	var s strings.Builder
	fmt.Fprintln(&s, strings.Join(w.course, "\n"))
	b, err := readBooks(w.file("ledger.db"))
	if err != nil {
		fmt.Fprintln(&s, "ledger:", err)
	}
	yeses := w.yeses()
	_, unheard := w.post.taken()
	for _, m := range b.mails {
		fmt.Fprintf(&s, "mail %d, a %s: place %q, moved to %q, %d attempts, read %v\n", m.id, w.sent[m.sha].kind.name, m.place, m.movedTo, m.attempts, m.read)
	}
	for _, l := range b.letters {
		fmt.Fprintf(&s, "letter %d of mail %d (%s): %s; taken %d times, %d yeses unheard, %d not noted\n",
			l.id, l.mailID, l.kinds, l.state, yeses[l.messageID], unheard[l.messageID], w.repeats[l.messageID])
	}
	fmt.Fprintf(&s, "mishaps: %v; decisions that wait: %s\n%s", w.post.planned(), b.held, tail(w.log.String()))
	return s.String()
}
