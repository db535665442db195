package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"stintag/process/kill"
	"stintag/process/ledger"
)

// writeMetrics replaces the file that a Prometheus text collector reads; going is a
// run that takes too long. A file that cannot be written is only logged, and its age
// tells the collector.
func (o *office) writeMetrics(ctx context.Context, going position) {
	if o.cfg.Watch.Metrics == "" {
		return
	}
	var text bytes.Buffer
	err := o.metrics(ctx, &text, going)
	if err == nil {
		err = replaceFile(o.cfg.path(o.cfg.Watch.Metrics), text.Bytes())
	}
	if err != nil {
		o.log.Warn("the metrics could not be written", "error", err)
	}
}

// replaceFile puts a new file in the place of the old one at once: its reader never
// sees half of it. It may be read by others, as a collector runs as somebody else.
func replaceFile(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	kill.Point("metrics-tmp-written")
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return dropAbandoned(path)
}

// dropAbandoned removes what runs that died left half written beside the file: nobody
// takes an hour over a few lines.
func dropAbandoned(path string) error {
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"-*"))
	for _, name := range left {
		if info, gone := os.Stat(name); gone == nil && time.Since(info.ModTime()) > time.Hour {
			err = errors.Join(err, os.Remove(name))
		}
	}
	return err
}

// metrics asks the ledger for its pulse, through the run's own where it is open.
func (o *office) metrics(ctx context.Context, out io.Writer, going position) (err error) {
	l := o.ledger
	if l == nil {
		if l, err = ledger.OpenReadOnly(ctx, o.cfg.path(o.cfg.Ledger)); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, l.Close()) }()
	}
	p, err := l.Pulse(ctx, o.clock())
	if err != nil {
		return err
	}
	h, err := l.History(ctx, o.clock())
	if err != nil {
		return err
	}
	last, _, err := l.LastRun(ctx)
	if err != nil {
		return err
	}
	var since time.Time
	if last.MasterWaits != "" {
		if since, _, err = l.Waiting(ctx); err != nil {
			return err
		}
	}
	if going.Run != 0 {
		h.Run.Failed-- // it has no end yet
	}
	e := exposition{out: out}
	e.runs(last, h, p, going)
	e.waiting(o.clock(), since, p)
	return e.err
}

// exposition writes metrics in the format of Prometheus' text collectors. A moment
// that never was is 0.
type exposition struct {
	out io.Writer
	err error
}

func (e *exposition) runs(last ledger.Run, h ledger.History, p ledger.Pulse, going position) {
	e.family("build_info", "This program.", sample{`{version="` + version() + `"}`, 1})
	e.family("run_last_start_timestamp_seconds", "When the newest run that came to its end began.", moment(last.Started))
	e.family("run_last_end_timestamp_seconds", "When it ended.", moment(last.Finished))
	e.family("run_last_duration_seconds", "How long it took.", sample{"", last.Finished.Sub(last.Started).Seconds()})
	e.family("run_last_trouble", "1 where it could not do all it should, such as reach the mailbox.", flag(last.Outcome == "trouble"))
	e.family("run_last_success_timestamp_seconds", "When a run last ended without trouble.", moment(p.LastSuccess))
	e.family("run_last_nightly_timestamp_seconds", "When a nightly run last ended.", moment(p.LastNightly))
	e.family("run_failed_in_a_row", "Runs since then that came to no end.", count(h.Run.Failed))
	e.family("run_last_mails_found", "Mails in the mailbox at the last run.", count(last.Found))
	e.family("run_last_mails_new", "Those of them that it had not seen.", count(last.New))
	e.family("run_stuck", "1 where a run takes longer than [watch] stuck.", flag(going.Run != 0))
	if going.Run != 0 {
		in := `{chapter="` + going.Chapter + `"}`
		e.family("run_stuck_since_timestamp_seconds", "When the run that takes too long last got a step on, by its chapter.",
			sample{in, moment(going.Moved).value})
	}
}

func (e *exposition) waiting(now, masterWaits time.Time, p ledger.Pulse) {
	e.family("mails", "Mails by place; without one: not judged yet.", tally("place", p.Mails)...)
	e.family("letters", "Letters by state.", tally("state", p.Letters)...)
	e.family("oldest_mail_waiting_seconds", "How long the oldest mail without a place has waited.", age(now, p.OldestMail))
	e.family("oldest_letter_waiting_seconds", "How long the oldest letter that is due has waited.", age(now, p.OldestLetter))
	e.family("master_waits_since_timestamp_seconds", "Since when the master could not be written; 0: it could.", moment(masterWaits))
	e.family("ledger_bytes", "Size of the ledger.", sample{"", float64(p.Bytes)})
}

type sample struct {
	labels string
	value  float64
}

func (e *exposition) family(name, help string, samples ...sample) {
	if e.err != nil {
		return
	}
	if _, e.err = fmt.Fprintf(e.out, "# HELP stintag_%s %s\n# TYPE stintag_%s gauge\n", name, help, name); e.err != nil {
		return
	}
	for _, s := range samples {
		if _, err := fmt.Fprintf(e.out, "stintag_%s%s %.15g\n", name, s.labels, s.value); err != nil {
			e.err = err
			return
		}
	}
}

func count(n int) sample { return sample{"", float64(n)} }

func flag(on bool) sample {
	if on {
		return sample{"", 1}
	}
	return sample{}
}

func moment(t time.Time) sample {
	if t.IsZero() {
		return sample{}
	}
	return sample{"", float64(t.UnixMilli()) / 1000}
}

func age(now, since time.Time) sample {
	if since.IsZero() {
		return sample{}
	}
	return sample{"", now.Sub(since).Seconds()}
}

func tally(label string, counts map[string]int) []sample {
	var all []sample
	for _, k := range sortedKeys(counts) {
		all = append(all, sample{fmt.Sprintf("{%s=%q}", label, k), float64(counts[k])})
	}
	return all
}
