package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"stintag/process/master"
)

// world is one installation: a folder, a mailbox, a mail server to send through, and
// what the world outside did, which is what the checks go by.
type world struct {
	binary  string
	mutant  string
	author  *author
	rng     *rand.Rand
	dir     string  // as the program sees it
	under   string  // where its files are looked at: dir, but for a power cut
	disk    durable // nil where no power is cut
	box     letterbox
	post    *receiver
	letters string // the folder that letters are written to, where they are not sent
	now     time.Time

	sent      map[string]sentMail // by SHA-256
	doctors   int                 // how many have applied
	settled   int                 // how many of them before this round
	withdrawn map[int]bool
	decided   map[string][]decision // by case, as people wrote them
	repeats   map[string]int        // by Message-ID: yeses that the ledger cannot know of
	compared  int                   // letters whose bytes were compared
	log       bytes.Buffer
	course    []string      // each command that was run, and how it ended
	usual     time.Duration // how long a run takes
	peak      int64         // bytes that the last run needed at most
	collects  bool          // its memory is what is looked at
	last      books         // as the last round left them
	before    score         // what was counted then
	score     score         // of this round
}

type sentMail struct {
	kind     mailKind
	doctor   int
	imported bool // not mailed: a file
	rehoused bool // the ledger need not know where it went
}

// master is the workbook's path, under whichever folder.
func (w *world) file(name string) string { return filepath.Join(w.under, name) }

// found makes the folder as init does, and fills in the registers.
func (w *world) found() error {
	s := starterFor("vastmanland", w.author.policy)
	s.atOnce()
	if w.rng.IntN(3) == 0 {
		s.Hold = "45m"
	}
	s.From, s.Rate = crashUser, "6000000/min"
	s.Administrators = "handlaggare@vastmanland.example"
	s.IMAPAddress, s.IMAPUser = w.box.login()
	s.IMAPTLS, s.SMTPAddress, s.SMTPTLS = "none", w.post.address(), "none"
	r := w.author.region
	if err := makeFolder(w.dir, s, w.author.policy, master.Registers{Centres: r.Centres, Roster: r.Roster, Budget: r.Budget}); err != nil {
		return err
	}
	return errors.Join(measures(w.file("stintag.toml")), os.WriteFile(w.file("imap.password"), []byte("secret"), 0o600))
}

// measures has the program write its metrics too, one more file to die over.
func measures(config string) error {
	raw, err := os.ReadFile(config)
	if err != nil {
		return err
	}
	return os.WriteFile(config, bytes.Replace(raw, []byte(`metrics = ""`), []byte(`metrics = "stintag.prom"`), 1), 0o640)
}

// mailIn puts a few mails into the mailbox.
func (w *world) mailIn() error {
	for range 3 + w.rng.IntN(3) {
		k, doctor := anyKind(w.rng), w.doctors
		if k.of == "applied" {
			if doctor = w.applied(); doctor < 0 {
				continue
			}
		}
		raw, err := w.author.mail(k.name, doctor, len(w.sent)+1, w.now)
		if err != nil {
			return err
		}
		if k.name == "application" {
			w.doctors++
		}
		if k.ends {
			w.withdrawn[doctor] = true
		}
		sha := shaOf(raw)
		w.sent[sha] = sentMail{kind: k, doctor: doctor}
		if err := w.box.deliver(raw, w.now); err != nil {
			return fmt.Errorf("deliver: %w", err)
		}
	}
	return nil
}

// applied is a doctor who had applied before this round and whose case is open; -1
// where there is none.
func (w *world) applied() int {
	for range 5 {
		if w.settled == 0 {
			break
		}
		if d := w.rng.IntN(w.settled); !w.withdrawn[d] {
			return d
		}
	}
	return -1
}

// run runs one command of the program; died says whether it was killed.
func (w *world) run(d death, args ...string) (died bool, err error) {
	args = append([]string{"-c", filepath.Join(w.dir, "stintag.toml"), "--now", w.now.Format(time.RFC3339), "--log-level", "debug", "--log-format", "json"}, args...)
	c := exec.Command(w.binary, args...)
	c.Env = append(os.Environ(), "STINTAG_KILL="+d.point, "STINTAG_MUTANT="+w.mutant, "TMPDIR="+w.dir)
	if !w.collects {
		c.Env = append(c.Env, "GOGC=off") // it lives for a moment
	}
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		return false, err
	}
	if d.after != 0 {
		timer := time.AfterFunc(d.after, func() { _ = c.Process.Kill() })
		defer timer.Stop()
	}
	began := time.Now()
	err = c.Wait()
	w.peak = peakOf(c.ProcessState)
	w.log.Write(out.Bytes())
	w.course = append(w.course, fmt.Sprintf("%s %s: to die at %s, %v after %s", w.now.Format(time.RFC3339), strings.Join(args[8:], " "), d, err, time.Since(began).Round(time.Millisecond)))
	w.post.settle()
	if err := w.box.settle(); err != nil {
		return false, err
	}
	var exit *exec.ExitError
	switch {
	case err == nil:
		return false, nil
	case errors.As(err, &exit) && exit.ExitCode() == exitPerson:
		return false, nil
	case errors.As(err, &exit) && exit.ExitCode() == -1:
		return true, nil
	}
	return false, fmt.Errorf("%s: %w: %w\n%s", strings.Join(args[8:], " "), errExit, err, tail(out.String()))
}

// errExit is a run that came to its end and says that something went wrong.
var errExit = errors.New("exit status")

// command is what dies at the death.
func (w *world) command(d death) []string {
	if w.rng.IntN(3) == 0 || strings.HasPrefix(d.point, "report-") {
		return []string{"run", "--nightly"}
	}
	return []string{"run"}
}

func tail(s string) string { return s[max(0, len(s)-2000):] }
