package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/ledger"
)

// deadMansSwitch is a dead man's switch that keeps what it hears.
func deadMansSwitch(t *testing.T, status int) (address string, heard *[]string) {
	t.Helper()
	heard = &[]string{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*heard = append(*heard, r.Method+" "+r.URL.String())
		w.WriteHeader(status)
	}))
	t.Cleanup(s.Close)
	return s.URL + "/3f2a?rid=1", heard
}

// configure changes lines of stintag.toml.
func (b *bureau) configure(oldnew ...string) {
	b.t.Helper()
	path := filepath.Join(b.dir, "stintag.toml")
	raw, err := os.ReadFile(path)
	if err != nil {
		b.t.Fatal(err)
	}
	for i := 0; i < len(oldnew); i += 2 {
		if !bytes.Contains(raw, []byte(oldnew[i])) {
			b.t.Fatalf("stintag.toml lacks %s", oldnew[i])
		}
	}
	if err := os.WriteFile(path, []byte(strings.NewReplacer(oldnew...).Replace(string(raw))), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// watched plays one run as the command and the daemon do.
func (b *bureau) watched(ctx context.Context, say io.Writer) error {
	b.t.Helper()
	o := b.office()
	o.log = slog.New(slog.NewTextHandler(say, nil))
	release, err := o.lockedStores(context.WithoutCancel(ctx))
	if err != nil {
		b.t.Fatal(err)
	}
	defer release()
	_, err = o.watched(ctx, true, nil)
	return err
}

func TestPing(t *testing.T) {
	t.Parallel()
	const start, end, fail = "GET /3f2a/start?rid=1", "GET /3f2a?rid=1", "GET /3f2a/fail?rid=1"
	for _, c := range []struct {
		name   string
		change []string
		want   []string
	}{
		{"a run that ends", nil, []string{start, end}},
		{"a mailbox that cannot be reached", []string{`address       = ""`, `address       = "127.0.0.1:1"`, `"implicit"`, `"none"`}, []string{start, fail}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBureau(t, twoCentres)
			address, heard := deadMansSwitch(t, http.StatusOK)
			b.configure(append(c.change, `ping    = ""`, `ping    = "`+address+`"`)...)
			var say bytes.Buffer
			err := b.watched(t.Context(), &say)
			if (err == nil) != (c.want[len(c.want)-1] == end) {
				t.Errorf("error %v", err)
			}
			if !slices.Equal(*heard, c.want) {
				t.Errorf("heard %q, want %q\n%s", *heard, c.want, say.String())
			}
		})
	}
}

// A switch that refuses, or is not there, is logged without its address, and the run
// is none the worse.
func TestAPingThatDoesNotGetThrough(t *testing.T) {
	t.Parallel()
	refusing, _ := deadMansSwitch(t, http.StatusNotFound)
	for name, address := range map[string]string{"refuses": refusing, "is not there": "http://127.0.0.1:1/3f2a"} {
		t.Run(name, func(t *testing.T) {
			b := newBureau(t, twoCentres)
			b.configure(`ping    = ""`, `ping    = "`+address+`"`)
			var say bytes.Buffer
			if err := b.watched(t.Context(), &say); err != nil {
				t.Error(err)
			}
			if text := say.String(); strings.Count(text, "the ping did not get through") != 2 || strings.Contains(text, "3f2a") {
				t.Errorf("the log says:\n%s", text)
			}
		})
	}
}

// metricsOf reads a metrics file as a collector does, and fails on what it would refuse.
func metricsOf(t *testing.T, path string) map[string]float64 {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	values, typed := map[string]float64{}, ""
	for line := range strings.Lines(string(raw)) {
		f := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "# HELP "):
		case strings.HasPrefix(line, "# TYPE "):
			typed = f[2]
		default:
			name, _, _ := strings.Cut(f[0], "{")
			v, err := strconv.ParseFloat(f[1], 64)
			if err != nil || name != typed || len(f) != 2 {
				t.Errorf("no metric: %q", line)
			}
			if _, twice := values[f[0]]; twice {
				t.Errorf("told twice: %q", line)
			}
			values[f[0]] = v
		}
	}
	return values
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.configure(`metrics = ""`, `metrics = "stintag.prom"`)
	b.mail(almby, "Anmälan", complete(nil))
	b.mail("okand@klinik.example", "Anmälan", complete(map[process.Field]any{}))
	b.run() // with the mails; written without the monitoring
	at := b.now
	var say bytes.Buffer
	if err := b.watched(t.Context(), &say); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(b.dir, "stintag.prom")
	got := metricsOf(t, path)
	for name, want := range map[string]float64{
		"stintag_run_last_end_timestamp_seconds":          float64(at.Unix()),
		"stintag_run_last_success_timestamp_seconds":      float64(at.Unix()),
		"stintag_run_last_nightly_timestamp_seconds":      float64(at.Unix()),
		"stintag_run_last_trouble":                        0,
		"stintag_run_failed_in_a_row":                     0,
		"stintag_run_stuck":                               0,
		`stintag_mails{place="handled"}`:                  1,
		`stintag_mails{place="quarantine"}`:               1,
		`stintag_mails{place="unreadable"}`:               0,
		`stintag_letters{state="unknown"}`:                0,
		`stintag_letters{state="owed"}`:                   0,
		"stintag_oldest_mail_waiting_seconds":             0,
		"stintag_oldest_letter_waiting_seconds":           0,
		"stintag_master_waits_since_timestamp_seconds":    0,
		`stintag_build_info{version="` + version() + `"}`: 1,
	} {
		if v, there := got[name]; !there || v != want {
			t.Errorf("%s is %v (there: %v), want %v", name, v, there, want)
		}
	}
	if got[`stintag_letters{state="sent"}`] < 2 || got["stintag_ledger_bytes"] < 4096 {
		t.Errorf("letters and bytes: %v", got)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("a collector cannot read it: %v %v", info.Mode(), err)
	}
	if left, err := filepath.Glob(filepath.Join(b.dir, ".stintag.prom-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q %v", left, err)
	}
}

func TestMetricsOfWhatIsWrong(t *testing.T) {
	t.Parallel()
	b := newBureau(t, twoCentres)
	b.configure(`metrics = ""`, `metrics = "stintag.prom"`)
	b.run()
	path, waits := filepath.Join(b.dir, "stintag.prom"), b.now
	if err := os.WriteFile(filepath.Join(b.dir, "master.xlsx"), []byte("no workbook"), 0o600); err != nil {
		t.Fatal(err)
	}
	var say bytes.Buffer
	if err := b.watched(t.Context(), &say); !errors.Is(err, errPerson) {
		t.Errorf("%v", err)
	}
	if got := metricsOf(t, path)["stintag_master_waits_since_timestamp_seconds"]; got != float64(waits.Unix()) {
		t.Errorf("the master waits since %v, want %v", got, waits.Unix())
	}

	b.now = b.now.Add(time.Hour) // a run that is stuck, seen from outside
	o := b.office()
	if err := o.openStores(t.Context()); err != nil {
		t.Fatal(err)
	}
	err := o.ledger.Do(t.Context(), b.now, func(tx *ledger.Tx) error { _, err := tx.Begin(false); return err })
	if err := errors.Join(err, o.close()); err != nil {
		t.Fatal(err)
	}
	o.writeMetrics(t.Context(), position{Run: 3, Chapter: "merge", Began: b.now, Moved: b.now.Add(time.Minute)})
	got := metricsOf(t, path)
	if got["stintag_run_stuck"] != 1 || got[`stintag_run_stuck_since_timestamp_seconds{chapter="merge"}`] != float64(b.now.Add(time.Minute).Unix()) || got["stintag_run_failed_in_a_row"] != 0 {
		t.Errorf("a stuck run: %v", got)
	}
	o.writeMetrics(t.Context(), position{}) // and one that died
	if got := metricsOf(t, path); got["stintag_run_stuck"] != 0 || got["stintag_run_failed_in_a_row"] != 1 {
		t.Errorf("a run that died: %v", got)
	}
}
