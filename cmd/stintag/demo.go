package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"stintag/notify/smtp"
	"stintag/process"
	"stintag/process/master"
	"stintag/process/policy"
	"stintag/process/workbook"
	"stintag/samples"
	"stintag/samples/postoffice"
)

func newDemo(g *globals) *cobra.Command {
	var dir, region string
	var forms int
	c := &cobra.Command{
		Use:   "demo",
		Short: "The whole chain on sample mails, with mail servers of its own",
		Long: `Plays two evenings of an invented region: starts IMAP and SMTP servers on loopback,
puts the sample mails in the mailbox, runs, fills in decisions in the master as a
delegate would, runs again, and tells the story as it goes. Needs nothing but itself.

  stintag demo --dir stintag-demo
  stintag demo --region stockholm
  stintag demo --forms 1000       generated applications instead of the sample mails`,
		RunE: func(c *cobra.Command, _ []string) error {
			if !slices.Contains(samples.Names, region) {
				return usageError{fmt.Errorf("--region %q has no sample region; write one of: %s", region, strings.Join(samples.Names, ", "))}
			}
			if !c.Flags().Changed("log-level") {
				g.logLevel = "error" // the story tells the rest
			}
			log, err := g.log()
			if err != nil {
				return err
			}
			if forms < 0 {
				return usageError{fmt.Errorf("--forms %d: write how many", forms)}
			}
			return (&demo{dir: dir, name: region, forms: forms, out: c.OutOrStdout(), log: log, terminal: g.w.Terminal, called: g.w.Called}).play(c.Context())
		},
	}
	c.Flags().StringVar(&dir, "dir", "stintag-demo", "where to play: a new or empty folder, or a former demo's")
	c.Flags().StringVar(&region, "region", samples.Names[0], "the sample region: "+strings.Join(samples.Names, ", "))
	c.Flags().IntVar(&forms, "forms", 0, "play so many generated applications instead of the sample mails")
	return c
}

// demo plays two evenings.
type demo struct {
	dir      string
	name     string // one of samples.Names
	forms    int    // generated applications; 0: the sample mails
	out      io.Writer
	log      *slog.Logger
	terminal bool
	called   string // how its user calls the program

	region samples.Region
	mail   *postoffice.Office
	waits  string      // a case that waits behind another, worth explaining
	kept   smtp.Sender // writes the letters that the server took in to mail/
}

// demoPassword opens the demo's own mailbox, on loopback, while it plays.
const demoPassword = "demo"

// demoMark is the file that tells a former demo's folder from anybody else's.
const demoMark = ".stintag-demo"

func (d *demo) play(ctx context.Context) (err error) {
	if d.region, err = samples.Named(d.name); err != nil {
		return err
	}
	if d.forms > 0 {
		d.region.Decisions = nil
		if d.region.Mails, err = generate(d.region, d.forms); err != nil {
			return err
		}
	}
	if err := d.prepare(); err != nil {
		return err
	}
	d.kept = smtp.Directory(filepath.Join(d.dir, "mail"))
	var lost []error // letters that the server took in and we could not write down
	d.mail, err = postoffice.Start(postoffice.Options{User: d.region.Address, Password: demoPassword, OnLetter: func(l postoffice.Letter) {
		if out := d.kept.Send(ctx, l.From, l.To, l.Raw); out.Verdict != smtp.Accepted {
			lost = append(lost, errors.New(out.Detail))
		}
	}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.mail.Close(), errors.Join(lost...)) }()
	d.say("%s, %s. Personerna och beloppen är påhittade.\n", d.region.Name, process.DateOf(d.region.FirstEvening))
	if err := d.evening(ctx, 1, d.region.FirstEvening); err != nil {
		return err
	}
	if err := d.decide(ctx); err != nil {
		return err
	}
	if err := d.evening(ctx, 2, d.region.SecondEvening); err != nil {
		return err
	}
	return d.ending()
}

func (d *demo) say(format string, args ...any) { fmt.Fprintf(d.out, format+"\n", args...) }

// prepare makes the folder: new, empty, or a former demo's made anew.
func (d *demo) prepare() error {
	if _, err := os.Stat(filepath.Join(d.dir, demoMark)); err == nil {
		if err := clearFolder(d.dir); err != nil {
			return err
		}
	}
	if err := emptyFolder(d.dir); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(d.dir, demoMark), []byte("Gjord av stintag demo; görs om nästa gång.\n"), 0o644); err != nil {
		return fmt.Errorf("mark %s: %w", d.dir, err)
	}
	if err := os.MkdirAll(filepath.Join(d.dir, "mail"), 0o750); err != nil {
		return fmt.Errorf("make mail folder: %w", err)
	}
	rules, err := policy.Preset(d.region.Policy)
	if err != nil {
		return err
	}
	p := rules.At(process.DateOf(d.region.FirstEvening))
	s := starterFor(d.region.Policy, p)
	s.Region, s.From = d.region.Name, "ST-intag <"+d.region.Address+">"
	who := d.region.People
	s.Administrators, s.StudyDirectors, s.Contact = who.Administrators, who.StudyDirectors, who.Contact
	s.IMAPAddress, s.IMAPTLS, s.SMTPTLS, s.SMTPAddress = "", "none", "none", ""
	s.Directory = "mail"
	s.atOnce() // the second evening mails what people decided the day after the first
	r := d.region
	return makeFolder(d.dir, s, p, master.Registers{Centres: r.Centres, Roster: r.Roster, Budget: r.Budget, Rotations: r.Rotations, Placements: r.Placements})
}

// clearFolder empties a former demo's folder of what demos make. Anything else in
// it is somebody's, and stops us.
func clearFolder(dir string) error {
	var files []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if !demoMade.MatchString(filepath.ToSlash(rel)) {
			return usageError{fmt.Errorf("%s holds %s, which no demo made; name another folder", dir, rel)}
		}
		files = append(files, path)
		return nil
	})
	if err != nil {
		return err
	}
	slices.Reverse(files) // a folder goes after what is in it
	for _, f := range files {
		if err := os.Remove(f); err != nil {
			return fmt.Errorf("clear %s: %w", dir, err)
		}
	}
	return nil
}

// demoMade are the files and folders that a demo makes.
var demoMade = regexp.MustCompile(`^(stintag\.(toml|key)|(master|form)\.xlsx|ledger\.db(-wal|-shm|(\.serve)?\.lock)?|` + regexp.QuoteMeta(demoMark) +
	`|mail(/[0-9a-f.]+@[a-z.]+\.eml)?|spool(/[0-9a-f]{64}\.eml)?|\.versions(/master-[0-9TZ-]+\.xlsx)?)$`)

// office opens the demo's folder as a run would, with our own mail servers in the
// place of the region's.
func (d *demo) office(now time.Time) (*office, error) {
	cfg, err := LoadConfig(filepath.Join(d.dir, "stintag.toml"))
	if err != nil {
		return nil, err
	}
	cfg.IMAP.Address, cfg.IMAP.User = hostPort{word{d.mail.IMAPAddress()}}, d.region.Address
	cfg.IMAP.password = func() (string, error) { return demoPassword, nil }
	cfg.SMTP.Address, cfg.SMTP.Directory, cfg.SMTP.Rate.s = hostPort{word{d.mail.SMTPAddress()}}, "", "6000000/min"
	return newOffice(cfg, func() time.Time { return now }, d.log, d.out)
}

// evening delivers the evening's mails, runs, and tells what became of them.
func (d *demo) evening(ctx context.Context, n int, now time.Time) error {
	mails := d.region.Evening(n)
	d.say("── Kväll %d, %s: %d brev väntar i brevlådan", n, nowIn(now), len(mails))
	for _, m := range mails {
		if err := d.mail.Deliver(m.Raw, m.Received); err != nil {
			return fmt.Errorf("deliver %s: %w", m.File, err)
		}
	}
	o, err := d.office(now)
	if err != nil {
		return err
	}
	release, err := o.lockedStores(ctx)
	if err != nil {
		return err
	}
	defer release()
	before := len(d.mail.Letters())
	watch, done := progressBars(d.out, d.terminal)
	b, err := o.Batch(ctx, true, watch)
	done()
	if err != nil && !errors.Is(err, errPerson) {
		return err
	}
	s, err := o.load(ctx, now.In(o.cfg.location()))
	if err != nil {
		return err
	}
	j := s.judge()
	if err := d.tellMails(ctx, o, s, j, mails); err != nil {
		return err
	}
	d.tellRanking(s, j)
	d.tellLetters(d.mail.Letters()[before:])
	d.tellFigures(j, b)
	return nil
}

// decide fills in the decisions in the master, as a delegate would in Excel.
func (d *demo) decide(ctx context.Context) error {
	o, err := d.office(d.region.SecondEvening)
	if err != nil {
		return err
	}
	s, err := o.look(ctx)
	if err != nil {
		return err
	}
	d.say("── Nästa dag fyller en människa i besluten i master.xlsx")
	decisions := map[string]process.Decision{}
	if d.forms > 0 {
		d.region.Decisions = decisionsFor(s, s.judge(), process.DateOf(d.region.SecondEvening))
	}
	for _, x := range d.region.Decisions {
		for _, c := range s.world.Cases {
			if c.Application.Doctor == x.Doctor {
				decisions[c.ID] = process.Decision{Verdict: x.Verdict, By: x.By, Date: x.Date, Reason: x.Reason}
				d.say("  %s %-22s %s  %s", c.ID, x.Doctor, x.Verdict, x.Reason)
			}
		}
	}
	path := filepath.Join(d.dir, "master.xlsx")
	raw, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("open master: %w", err)
	}
	filled, err := master.Decide(raw, decisions)
	if err != nil {
		return err
	}
	d.say("")
	return workbook.Save(path, filled, workbook.SaveOptions{ExpectSHA256: workbook.Hash(raw), Now: d.region.SecondEvening})
}
