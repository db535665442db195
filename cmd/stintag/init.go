package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/spf13/cobra"

	"stintag/ingest/form"
	"stintag/process"
	"stintag/process/kill"
	"stintag/process/master"
	"stintag/process/policy"
)

func newInit(g *globals) *cobra.Command {
	var region string
	c := &cobra.Command{
		Use:   "init DIR --region NAME",
		Short: "Makes a folder to work in: configuration, master, form, key",
		Long: `Makes, in a new or empty folder: stintag.toml with every key, master.xlsx with the
registers to fill in, form.xlsx to publish, and stintag.key, which signs our letters.
A policy of your own, a copied preset, is copied into the folder.

  stintag init st-intag --region vastmanland
  stintag init st-intag --region egen.toml`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return g.init(c.OutOrStdout(), args[0], region) },
	}
	c.Flags().StringVar(&region, "region", "", "a preset ("+strings.Join(policy.Presets(), ", ")+"), or a policy of your own that ends in .toml")
	return c
}

// init makes the folder; nothing of it before all is known that it takes.
func (g *globals) init(out io.Writer, dir, region string) error {
	if region == "" {
		return usageError{fmt.Errorf("--region is missing; write one of: %s", strings.Join(policy.Presets(), ", "))}
	}
	rules, err := policy.Load(region, "")
	if err != nil {
		return usageError{err}
	}
	clock, err := g.clock()
	if err != nil {
		return err
	}
	p := rules.At(process.DateOf(clock()))
	if err := emptyFolder(dir); err != nil {
		return err
	}
	if err := makeFolder(dir, starterFor(filepath.Base(region), p), p, master.Registers{}); err != nil {
		return err
	}
	kill.Point("init-key-written")
	if err := copyPolicy(region, dir); err != nil {
		return err
	}
	fmt.Fprintf(out, `Made %[1]s. Next:
1. fill in who you are and where your mail is in %[1]s/stintag.toml, and write the password in %[1]s/imap.password (chmod 600)
2. fill in the health centres and the ST doctors in %[1]s/master.xlsx (see the sheet Läs mig)
3. publish %[1]s/form.xlsx; with your health centres in its list: stintag -c %[1]s/stintag.toml form blankett.xlsx
4. stintag -c %[1]s/stintag.toml check      what is still wrong, and how to mend it
5. stintag -c %[1]s/stintag.toml run        with --dry-run it changes nothing
`, dir)
	return nil
}

// copyPolicy puts a region's own policy beside the configuration that names it; a
// preset is in the program.
func copyPolicy(region, dir string) error {
	if !strings.HasSuffix(region, ".toml") {
		return nil
	}
	text, err := os.ReadFile(region)
	if err != nil {
		return fmt.Errorf("read policy: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, filepath.Base(region)), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return usageError{fmt.Errorf("copy policy: %w; name the file otherwise", err)}
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("copy policy: %w", err)
	}
	return nil
}

// emptyFolder makes dir, or takes it where it is there and empty.
func emptyFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return usageError{fmt.Errorf("make %s: %w", dir, err)}
	}
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("open %s: %w", dir, err)
	}
	names, err := f.Readdirnames(1)
	if err := errors.Join(f.Close()); err != nil {
		return fmt.Errorf("read %s: %w", dir, err)
	}
	if len(names) > 0 {
		return usageError{fmt.Errorf("%s is not empty; name a new folder", dir)}
	}
	if !errors.Is(err, io.EOF) {
		return fmt.Errorf("read %s: %w", dir, err)
	}
	return nil
}

// starter is what a new stintag.toml says.
type starter struct {
	Region, Policy                 string
	Administrators, StudyDirectors string
	Contact                        string
	IMAPAddress, IMAPTLS, IMAPUser string
	SMTPAddress, SMTPTLS, From     string
	Rate, Directory                string
	Hold, Hours                    string // "": as the policy says
	MostDecisions                  int    // 0: as the policy says
}

// atOnce lets decisions take effect in the run that finds them.
func (s *starter) atOnce() { s.Hold, s.Hours, s.MostDecisions = "0m", "always", 100000 }

// starterFor is a region's; its name is what the policy's title begins with.
func starterFor(region string, p *process.Policy) starter {
	name, _, _ := strings.Cut(p.Title, ",")
	return starter{
		Region: name, Policy: region,
		Administrators: "handlaggare@region.example", StudyDirectors: "studierektor@region.example",
		Contact:     "Vårduppdrag, 000-00 00 00, st-intag@region.example",
		IMAPAddress: "imap.region.example:993", IMAPTLS: "implicit", IMAPUser: "st-intag@region.example",
		SMTPAddress: "smtp.region.example:587", SMTPTLS: "starttls", From: "ST-intag <st-intag@region.example>", Rate: "30/min",
	}
}

// makeFolder fills an empty folder.
func makeFolder(dir string, s starter, p *process.Policy, regs master.Registers) error {
	config, err := starterConfig(s)
	if err != nil {
		return err
	}
	book, err := master.New(s.Region, p)
	if err != nil {
		return err
	}
	if len(regs.Centres) > 0 {
		if book, err = master.Fill(book, regs); err != nil {
			return err
		}
	}
	blank, err := form.Blank(s.Region, centreNames(regs.Centres), p)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		data []byte
		mode fs.FileMode
	}{{"stintag.toml", config, 0o640}, {"master.xlsx", book, 0o660}, {"form.xlsx", blank, 0o644}} {
		if err := os.WriteFile(filepath.Join(dir, f.name), f.data, f.mode); err != nil {
			return fmt.Errorf("make %s: %w", f.name, err)
		}
		kill.Point("init-file-written")
	}
	return writeKey(filepath.Join(dir, "stintag.key"))
}

func centreNames(cs []process.HealthCentre) []string {
	names := make([]string, len(cs))
	for i, c := range cs {
		names[i] = c.Name
	}
	return names
}

func starterConfig(s starter) ([]byte, error) {
	var b bytes.Buffer
	if err := starterTemplate.Execute(&b, s); err != nil {
		return nil, fmt.Errorf("write configuration: %w", err)
	}
	return b.Bytes(), nil
}

var starterTemplate = template.Must(template.New("stintag.toml").Parse(`# stintag: paths are relative to this file. Passwords never stand here: name a file
# (password_file; else a systemd credential of that name) or an environment variable
# (password_env) that holds one. "stintag check" tells whether all of it works.

region    = "{{.Region}}"
policy    = "{{.Policy}}"        # a preset, or a path to a .toml
master    = "master.xlsx"
ledger    = "ledger.db"
spool     = "spool"
key_file  = "stintag.key"
timezone  = "Europe/Stockholm"
decisions = "confirm"            # a person decides, in the master

[people]
administrators  = ["{{.Administrators}}"]   # Dagsrapport, questions
study_directors = ["{{.StudyDirectors}}"]   # where the register names none
delegates       = []             # names that may stand in Beslutad av; empty: any
council         = []             # Vårdvalsrådet: figures only, once a month
contact         = "{{.Contact}}"   # name, phone, address under every letter

[imap]
address       = "{{.IMAPAddress}}"   # "": no mailbox, only what is imported
tls           = "{{.IMAPTLS}}"       # implicit, starttls, none (loopback only)
ca_file       = ""
user          = "{{.IMAPUser}}"
password_file = "imap.password"
password_env  = ""
inbox         = "INBOX"
handled       = "Hanterat"
unreadable    = "Ej läsbart"
quarantine    = "Okänd avsändare"
human         = "Till handläggare"

# Microsoft 365: a token instead of a password; empty: not used
[imap.oauth]
token_url          = ""          # https://login.microsoftonline.com/TENANT/oauth2/v2.0/token
client_id          = ""
client_secret_file = ""
scope              = ""          # https://outlook.office365.com/.default

# Whose word on a sender counts, beside the register's.
[trust]
authserv_id   = ""               # "": nobody's; the name in your own border's Authentication-Results, such as "mx.region.example"; "m365": Exchange Online
received_by   = []               # names after "by" in the Received that your border writes, such as ["mx.region.example"]: what stands further down proves nothing; []: not looked at
require_dmarc = false            # true: only mail with dmarc=pass is taken in; false: all but mail that failed

[smtp]
address       = "{{.SMTPAddress}}"
tls           = "{{.SMTPTLS}}"       # implicit, starttls, none (loopback only)
ca_file       = ""
from          = "{{.From}}"
user          = ""               # empty: no login
password_file = ""
password_env  = ""
rate          = "{{.Rate}}"
directory     = "{{.Directory}}"               # set: letters are written here as .eml, nothing is sent

# How slowly decisions take effect; "" and 0: as the policy says.
[send]
hold  = "{{.Hold}}"                       # how long a decision in the master stands before it takes effect, like "1h"; "0m": not at all
hours = "{{.Hours}}"                       # when decisions take effect, like "mon-fri 08:00-16:00"; "always"
most_decisions_per_run = {{.MostDecisions}}       # beyond it the rest waits for: stintag outbox release

# As under [imap.oauth].
[smtp.oauth]
token_url          = ""
client_id          = ""
client_secret_file = ""
scope              = ""

[schedule]
run     = "*/10 6-20 * * *"      # cron, in timezone
nightly = "30 3 * * *"           # full run and the Dagsrapport

# For your own monitoring; none of it names a person.
[watch]
ping    = ""                     # a dead man's switch: GET at a run's start (/start), end and failure (/fail)
metrics = ""                     # a file for a Prometheus text collector, such as "/var/lib/node_exporter/stintag.prom"
stuck   = "30m"                  # a run that takes longer is named, in the log and in metrics
`))
