package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/notify"
	"stintag/notify/smtp"
	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
	"stintag/process/workbook"
	"stintag/samples"
	"stintag/samples/postoffice"
)

// stage sets Västmanland's demo up in a folder of its own, ready for its first evening.
func stage(t *testing.T, change func(*samples.Region)) *demo {
	t.Helper()
	return stageOf(t, "vastmanland", change)
}

// stageOf sets any region's up.
func stageOf(t *testing.T, name string, change func(*samples.Region)) *demo {
	t.Helper()
	region, err := samples.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&region)
	}
	d := &demo{dir: filepath.Join(t.TempDir(), "demo"), name: name, out: io.Discard, log: slog.New(slog.DiscardHandler), region: region}
	if err := d.prepare(); err != nil {
		t.Fatal(err)
	}
	d.kept = smtp.Directory(filepath.Join(d.dir, "mail"))
	if d.mail, err = postoffice.Start(postoffice.Options{User: region.Address, Password: demoPassword}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.mail.Close() })
	return d
}

// Every sample mail becomes what its list says, on its own evening, in each region.
func TestEachSampleMailBecomesWhatItsListSays(t *testing.T) {
	t.Parallel()
	for _, name := range samples.Names {
		t.Run(name, func(t *testing.T) {
			d := stageOf(t, name, nil)
			d.play1(t)
			first := d.mail.Letters()
			d.holdToList(t, 1, first)
			d.play2(t)
			d.holdToList(t, 2, d.mail.Letters()[len(first):])
		})
	}
}

// play1 plays the first evening.
func (d *demo) play1(t *testing.T) {
	t.Helper()
	if err := d.evening(t.Context(), 1, d.region.FirstEvening); err != nil {
		t.Fatal(err)
	}
}

// play2 fills in the decisions and plays the second evening.
func (d *demo) play2(t *testing.T) {
	t.Helper()
	if err := d.decide(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := d.evening(t.Context(), 2, d.region.SecondEvening); err != nil {
		t.Fatal(err)
	}
}

func (d *demo) holdToList(t *testing.T, evening int, letters []postoffice.Letter) {
	t.Helper()
	o, s, j := d.see(t, evening)
	mails := d.mails(t, o)
	var want, got []string
	for _, m := range d.region.Evening(evening) {
		sum := sha256.Sum256(m.Raw)
		kept, ok := mails[hex.EncodeToString(sum[:])]
		if !ok || string(kept.Place) != m.Place {
			t.Errorf("%s (%s) ended in %q, want %q", m.File, m.What, kept.Place, m.Place)
		}
		for _, c := range m.Cases {
			holdCase(t, s, j, m.File, c)
		}
		for _, l := range m.Letters {
			want = append(want, l.To+" "+strings.Join(l.Kinds, ","))
		}
	}
	for _, l := range letters {
		if kinds := header(l.Raw, "X-Stintag-Kind"); !slices.Contains(ofNoMail, kinds) {
			got = append(got, l.To+" "+strings.ReplaceAll(kinds, " ", ""))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("letters of evening %d (-list +sent):\n%s", evening, diff)
	}
}

// ofNoMail are the kinds of letter that no mail is the cause of.
var ofNoMail = []string{string(notify.Summary), string(notify.DecisionMade), string(notify.Reminded), string(notify.Placement), string(notify.Information)}

func holdCase(t *testing.T, s *state, j process.Judgement, file string, want samples.Case) {
	t.Helper()
	for i, c := range s.world.Cases {
		if c.Application.Doctor != want.Doctor {
			continue
		}
		st := j.Standings[i]
		if st.Status != want.Status || st.Place != want.Place || st.Proposal.Outcome != want.Proposal {
			t.Errorf("%s, %s: %s, place %d, %q; want %s, place %d, %q",
				file, want.Doctor, st.Status, st.Place, st.Proposal.Outcome, want.Status, want.Place, want.Proposal)
		}
		return
	}
	t.Errorf("%s: %s has no case", file, want.Doctor)
}

// see reads the demo's folder as status does.
func (d *demo) see(t *testing.T, evening int) (*office, *state, process.Judgement) {
	t.Helper()
	now := d.region.FirstEvening
	if evening == 2 {
		now = d.region.SecondEvening
	}
	o, err := d.office(now)
	if err != nil {
		t.Fatal(err)
	}
	s, err := o.look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return o, s, s.judge()
}

func (d *demo) mails(t *testing.T, o *office) map[string]ledger.Mail {
	t.Helper()
	if err := o.openStores(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer o.close()
	all, err := o.ledger.AllMail(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bySum := map[string]ledger.Mail{}
	for _, m := range all {
		bySum[m.SHA256] = m
	}
	return bySum
}

// figures are the five of the status letter, wherever they stand.
type figures struct{ Granted, Waiting, Goal, Now, YearEnd string }

// The letter's five figures stand in Översikt, the Dagsrapport and status on the
// first evening, counted from the samples: one doctor less in the roster is one
// less in all three places.
func TestTheFiveFiguresStandInThreePlaces(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*samples.Region)
		want   figures
	}{
		"as it was": {nil, figures{"28", "10", "105", "115", "119"}},
		"one doctor less": {func(r *samples.Region) {
			i := slices.IndexFunc(r.Roster, func(d process.Trainee) bool { return d.Decided.Year < 2024 && d.PlannedEnd.Year > 2025 })
			r.Roster = slices.Delete(r.Roster, i, i+1)
		}, figures{"28", "10", "105", "114", "118"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := stage(t, tt.change)
			if err := d.evening(t.Context(), 1, d.region.FirstEvening); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, d.inOverview(t)); diff != "" {
				t.Errorf("Översikt (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, d.inSummary(t)); diff != "" {
				t.Errorf("Dagsrapport (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, d.inStatus(t)); diff != "" {
				t.Errorf("status (-want +got):\n%s", diff)
			}
		})
	}
}

// overviewLabels are the figures' labels, the same in Översikt and the Dagsrapport.
var overviewLabels = []string{"Beviljade i år", "På intresselistan", "Mål", "Nu", "Prognos vid årets slut"}

func (d *demo) inOverview(t *testing.T) figures {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(d.dir, "master.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	book, err := workbook.Read(raw, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	sheet, _ := book.Sheet(master.SheetOverview)
	found := map[string]string{}
	for _, r := range sheet.Rows {
		for i, c := range r.Cells {
			if slices.Contains(overviewLabels, c.Text) && i+1 < len(r.Cells) {
				found[c.Text] = r.Cells[i+1].String()
			}
		}
	}
	return figures{found["Beviljade i år"], found["På intresselistan"], found["Mål"], found["Nu"], found["Prognos vid årets slut"]}
}

func (d *demo) inSummary(t *testing.T) figures {
	t.Helper()
	for _, l := range d.mail.Letters() {
		if header(l.Raw, "X-Stintag-Kind") != "summary" {
			continue
		}
		text := plainText(t, l.Raw)
		number := func(label string) string {
			m := regexp.MustCompile(`(?m)^\s*` + label + `[^0-9\n]*(\d+)`).FindStringSubmatch(text)
			if m == nil {
				return "not there"
			}
			return m[1]
		}
		return figures{number("Beviljade i år"), number("På intresselistan"), number("Mål vid årets slut"), number("Nu"), number("Prognos vid årets slut")}
	}
	t.Fatal("no Dagsrapport was sent")
	return figures{}
}

// plainText is a letter's text part.
func plainText(t *testing.T, raw []byte) string {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return textOf(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
}

func textOf(t *testing.T, contentType, encoding string, body io.Reader) string {
	t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(kind, "multipart/") {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err != nil {
				return ""
			}
			if text := textOf(t, p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p); text != "" {
				return text
			}
		}
	}
	if kind != "text/plain" {
		return ""
	}
	if strings.EqualFold(encoding, "quoted-printable") {
		body = quotedprintable.NewReader(body)
	}
	b, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (d *demo) inStatus(t *testing.T) figures {
	t.Helper()
	var out bytes.Buffer
	code := Main(context.Background(), []string{"-c", filepath.Join(d.dir, "stintag.toml"), "--now", evening1, "--json", "status"}, World{Out: &out, Err: os.Stderr})
	if code != exitDone {
		t.Fatalf("status exits %d", code)
	}
	var st status
	if err := json.Unmarshal(out.Bytes(), &st); err != nil {
		t.Fatal(err)
	}
	s := func(n int) string { return fmt.Sprint(n) }
	return figures{s(st.GrantedYear), s(st.Waiting), s(st.Goal), s(st.InTraining), s(st.YearEnd)}
}

// The demo works twice in the same folder, and in no folder of anybody else's.
func TestDemoPlaysAgainAndTouchesNobodysFolder(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "demo")
	play := func(dir string) (int, string) {
		var out bytes.Buffer
		code := Main(context.Background(), []string{"--log-level", "error", "demo", "--dir", dir}, World{Out: &out, Err: &out})
		return code, out.String()
	}
	for range 2 {
		code, out := play(dir)
		if code != exitDone {
			t.Fatalf("demo exits %d:\n%s", code, out)
		}
		for _, f := range []string{"master.xlsx", "ledger.db", "spool", "stintag.toml", "form.xlsx"} {
			if _, err := os.Stat(filepath.Join(dir, f)); err != nil {
				t.Error(err)
			}
			if !strings.Contains(out, "Värt att öppna") {
				t.Error("the demo does not end with where to look")
			}
		}
		if letters, _ := filepath.Glob(filepath.Join(dir, "mail", "*.eml")); len(letters) < 20 {
			t.Errorf("%d letters in mail/", len(letters))
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("keep"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out := play(dir); code != exitUsage || !strings.Contains(out, "mine.txt") {
		t.Errorf("with a stranger's file in it: exits %d:\n%s", code, out)
	}
	if _, err := os.Stat(filepath.Join(dir, "master.xlsx")); err != nil {
		t.Error("the refused folder was touched")
	}
}

// Generated applications all become cases, and as many are granted as the money
// pays for.
func TestDemoPlaysGeneratedForms(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "demo")
	var out bytes.Buffer
	if code := Main(context.Background(), []string{"demo", "--dir", dir, "--forms", "60"}, World{Out: &out, Err: &out}); code != exitDone {
		t.Fatalf("demo exits %d:\n%s", code, out.String())
	}
	for _, want := range []string{"60 brev, 60 ärenden", "Intresselistan, 60 läkare", "60  bekräftelse", " 6  beslut"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the story lacks %q:\n%s", want, out.String())
		}
	}
}

// Each region's demo plays to its end, and so does it with generated applications;
// a region that nobody has samples of is a usage error that names those there are.
func TestDemoPlaysEachRegion(t *testing.T) {
	t.Parallel()
	for _, name := range samples.Names[1:] {
		t.Run(name, func(t *testing.T) {
			for _, forms := range []string{"0", "12"} {
				var out bytes.Buffer
				code := Main(context.Background(), []string{"demo", "--region", name, "--forms", forms, "--dir", filepath.Join(t.TempDir(), "demo")}, World{Out: &out, Err: &out})
				if code != exitDone || !strings.Contains(out.String(), "Värt att öppna") {
					t.Errorf("demo --forms %s exits %d:\n%s", forms, code, out.String())
				}
				if want := "Intresselistan, 12 läkare"; forms == "12" && !strings.Contains(out.String(), want) {
					t.Errorf("the story lacks %q:\n%s", want, out.String())
				}
			}
		})
	}
	var out bytes.Buffer
	dir := filepath.Join(t.TempDir(), "demo")
	if code := Main(context.Background(), []string{"demo", "--region", "atlantis", "--dir", dir}, World{Out: &out, Err: &out}); code != exitUsage {
		t.Errorf("an unknown region exits %d", code)
	}
	for _, want := range append([]string{"atlantis"}, samples.Names...) {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the error does not name %s: %s", want, out.String())
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder was made for a region that is none")
	}
}

// The log holds ids only: no name, address or number of a person.
func TestTheLogNamesNobody(t *testing.T) {
	t.Parallel()
	region, err := samples.Named("vastmanland")
	if err != nil {
		t.Fatal(err)
	}
	var story, log bytes.Buffer
	code := Main(context.Background(), []string{"--log-level", "debug", "demo", "--dir", filepath.Join(t.TempDir(), "demo")}, World{Out: &story, Err: &log})
	if code != exitDone || log.Len() == 0 {
		t.Fatalf("exit %d, %d bytes of log", code, log.Len())
	}
	private := []string{"@", "1981", "Karin Lindqvist"}
	for _, m := range region.Mails {
		for _, c := range m.Cases {
			private = append(private, c.Doctor, c.Centre)
		}
	}
	for _, hc := range region.Centres {
		private = append(private, hc.Manager)
	}
	for _, word := range private {
		if word != "" && strings.Contains(log.String(), word) {
			t.Errorf("the log holds %q:\n%s", word, log.String())
		}
	}
}
