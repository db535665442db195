package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"stintag/notify"
	"stintag/notify/smtp"
	"stintag/process"
	"stintag/process/ledger"
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
  stintag demo --forms 1000       generated applications instead of the sample mails`,
		RunE: func(c *cobra.Command, _ []string) error {
			if region != "vastmanland" {
				return usageError{fmt.Errorf("--region %q has no sample region; write vastmanland", region)}
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
			return (&demo{dir: dir, forms: forms, out: c.OutOrStdout(), log: log, terminal: g.w.Terminal}).play(c.Context())
		},
	}
	c.Flags().StringVar(&dir, "dir", "stintag-demo", "where to play: a new or empty folder, or a former demo's")
	c.Flags().StringVar(&region, "region", "vastmanland", "the sample region")
	c.Flags().IntVar(&forms, "forms", 0, "play so many generated applications instead of the sample mails")
	return c
}

// demo plays two evenings.
type demo struct {
	dir      string
	forms    int // generated applications; 0: the sample mails
	out      io.Writer
	log      *slog.Logger
	terminal bool

	region samples.Region
	mail   *postoffice.Office
	waits  string      // a case that waits behind another, worth explaining
	kept   smtp.Sender // writes the letters that the server took in to mail/
}

// demoPassword opens the demo's own mailbox, on loopback, while it plays.
const demoPassword = "demo"

// mostTold is how much of a long list the story tells.
const mostTold = 20

// demoMark is the file that tells a former demo's folder from anybody else's.
const demoMark = ".stintag-demo"

func (d *demo) play(ctx context.Context) (err error) {
	if d.region, err = samples.Load(); err != nil {
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
	p, err := policy.Preset("vastmanland")
	if err != nil {
		return err
	}
	s := starterFor("vastmanland", p)
	s.Region, s.From = d.region.Name, "ST-intag <"+d.region.Address+">"
	s.Administrators, s.StudyDirectors = "handlaggare@vastmanland.example", "studierektor@vastmanland.example"
	s.Contact = "Vårduppdrag Västmanland (påhittat), 021-00 00 00, handlaggare@vastmanland.example"
	s.IMAPAddress, s.IMAPTLS, s.SMTPTLS, s.SMTPAddress = "", "none", "none", ""
	s.Directory = "mail"
	return makeFolder(d.dir, s, p, master.Registers{Centres: d.region.Centres, Roster: d.region.Roster, Budget: d.region.Budget})
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
var demoMade = regexp.MustCompile(`^(stintag\.(toml|key)|(master|form)\.xlsx|ledger\.db(-wal|-shm|\.lock)?|` + regexp.QuoteMeta(demoMark) +
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

// tellMails says what came from whom and what became of it.
func (d *demo) tellMails(ctx context.Context, o *office, s *state, j process.Judgement, mails []samples.Mail) error {
	all, err := o.ledger.AllMail(ctx)
	if err != nil {
		return err
	}
	taken, err := o.ledger.Taken(ctx)
	if err != nil {
		return err
	}
	if d.forms > 0 {
		d.say("%d brev, %d ärenden", len(all), len(s.cases))
		return nil
	}
	bySum := map[string]ledger.Mail{}
	for _, m := range all {
		bySum[m.SHA256] = m
	}
	for _, m := range mails {
		sum := sha256.Sum256(m.Raw)
		got := bySum[hex.EncodeToString(sum[:])]
		r, err := readingOf(got)
		if err != nil {
			return err
		}
		d.say("\n%s  %s\n    %s", m.Received.Format("02/1 15.04"), m.From, m.What)
		forms := taken[got.ID]
		d.say("    → %s: %s", o.folderOf(got.Place), whatBecame(got, r, forms))
		for _, x := range forms {
			if i := s.index(x.CaseID); i >= 0 {
				st, _ := j.Standing(x.CaseID)
				d.say("      %s %s: %s", x.CaseID, s.world.Cases[i].Application.Doctor, standingText(st))
			}
		}
	}
	return nil
}

func standingText(st process.Standing) string {
	text := string(st.Status)
	if st.Place > 0 {
		text += fmt.Sprintf(", plats %d, förslag: %s", st.Place, st.Proposal.Outcome)
	}
	for _, f := range st.Findings {
		if f.Level == process.Returned || f.Code == process.CodeEarlyEmployed {
			text += "\n        " + f.Text
		}
	}
	if st.Place == 0 && st.Proposal.Outcome != "" && len(st.Proposal.Reasons) > 0 {
		text += "\n        " + st.Proposal.Reasons[0]
	}
	return text
}

// tellRanking says who stands where and why.
func (d *demo) tellRanking(s *state, j process.Judgement) {
	var ranked []rankLine
	for _, l := range rankLines(s, j) {
		if l.Place > 0 {
			ranked = append(ranked, l)
		}
	}
	d.say("\nIntresselistan, %d läkare (regelverk %s):", len(ranked), s.world.Policy.Label())
	printRank(d.out, ranked[:min(len(ranked), mostTold)])
	if len(ranked) > mostTold {
		d.say("… och %d till", len(ranked)-mostTold)
	}
	for _, l := range ranked {
		if l.Proposal != string(process.Grant) && l.Place > 1 {
			d.waits = l.Case
			d.say("Att %s inte föreslås beviljas beror på: %s", l.Case, strings.Join(l.Reasons, " "))
			break
		}
	}
}

// tellLetters says which letters went out.
func (d *demo) tellLetters(letters []postoffice.Letter) {
	byKind := map[string]int{}
	for _, l := range letters {
		byKind[header(l.Raw, "X-Stintag-Kind")]++
	}
	names := map[string]string{
		string(notify.Receipt): "bekräftelse", string(notify.Returned): "begäran om komplettering", string(notify.Warning): "påminnelse om att invänta beslut",
		string(notify.DecisionMade): "beslut", string(notify.StudyDirector): "begäran om yttrande", string(notify.Summary): "Dagsrapport",
		string(notify.WrongForm): "besked om fel blankett",
	}
	d.say("\n%d brev skickades:", len(letters))
	for _, kinds := range sortedKeys(byKind) {
		var words []string
		for _, k := range strings.Split(kinds, ",") {
			words = append(words, names[strings.TrimSpace(k)])
		}
		d.say("  %2d  %s", byKind[kinds], strings.Join(words, " och "))
	}
}

func (d *demo) tellFigures(j process.Judgement, b *batch) {
	f := j.Figures
	d.say("\nNuläget %s: %d beviljade i år, %d på intresselistan, mål %d, nu %d, prognos vid årets slut %d", f.Day, f.GrantedYear, f.Waiting, f.Goal, f.InTraining, f.YearEnd)
	d.say("  (%d i dag − %d som slutar + %d beviljade som börjar + %d på listan som kan börja i år)", f.InTraining, f.Leaving, f.Starting, f.WaitingStarts)
	for _, m := range j.Money {
		if m.Decided {
			d.say("  Ram %d: %s, intecknat %s, fritt %s, plats för %d ST till", m.Year, kronor(m.Frame), kronor(m.Committed), kronor(m.Free), m.Fits)
		}
	}
	d.say("  %d saker behöver en människa, se bladet Att göra\n", len(j.Todo))
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

// ending says what is worth opening.
func (d *demo) ending() error {
	letters, err := filepath.Glob(filepath.Join(d.dir, "mail", "*.eml"))
	if err != nil {
		return err
	}
	example := map[string]string{}
	for _, f := range letters {
		raw, err := os.ReadFile(f)
		if err != nil {
			return fmt.Errorf("open letter: %w", err)
		}
		kind := header(raw, "X-Stintag-Kind")
		if example[kind] == "" {
			example[kind] = f
		}
	}
	d.say("── Värt att öppna")
	d.say("  %s   huvudfilen: börja med Översikt, Ärenden och Att göra", filepath.Join(d.dir, "master.xlsx"))
	d.say("  %s     blanketten som vårdcentralerna fyller i", filepath.Join(d.dir, "form.xlsx"))
	d.say("  %s        %d brev, bland dem:", filepath.Join(d.dir, "mail"), len(letters))
	for _, kind := range sortedKeys(example) {
		d.say("    %-20s %s", kind, example[kind])
	}
	d.say("\nOch sedan:")
	d.say("  go run ./cmd/stintag -c %s --now %s rank", filepath.Join(d.dir, "stintag.toml"), d.region.SecondEvening.Format(time.RFC3339))
	d.say("  go run ./cmd/stintag -c %s --now %s explain %s", filepath.Join(d.dir, "stintag.toml"), d.region.SecondEvening.Format(time.RFC3339), d.waits)
	return nil
}

// header gives one header field of a letter; "" where it has none.
func header(raw []byte, name string) string {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return ""
	}
	return m.Header.Get(name)
}
