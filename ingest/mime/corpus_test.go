package mime

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process/workbook"
)

// expected is what a mail of the corpus holds, as make.py writes it down.
type expected struct {
	Subject  string         `json:"subject"`
	From     string         `json:"from"`
	Text     string         `json:"text"` // that it begins with
	Links    []string       `json:"links"`
	Parts    []expectedPart `json:"parts"`
	Error    string         `json:"error"`
	Enclosed []string       `json:"enclosed"`
	Delivery string         `json:"delivery"`
}

type expectedPart struct {
	Name    string `json:"name"`
	Archive string `json:"archive"`
	Format  string `json:"format"`
	Damaged bool   `json:"damaged"`
	SHA256  string `json:"sha256"` // "" where the bytes are anybody's guess
}

// corpus gives the mails of the corpus by name.
func corpus(t testing.TB) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob("testdata/corpus/*.eml")
	if err != nil || len(paths) < 40 {
		t.Fatalf("%d mails, %v: the corpus is missing", len(paths), err)
	}
	mails := map[string][]byte{}
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		mails[strings.TrimSuffix(filepath.Base(p), ".eml")] = raw
	}
	return mails
}

// TestCorpus: of every mail in the corpus comes what its sender put into it.
func TestCorpus(t *testing.T) {
	for name, raw := range corpus(t) {
		t.Run(name, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join("testdata", "corpus", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			var want expected
			if err := json.Unmarshal(b, &want); err != nil {
				t.Fatal(err)
			}
			got := told(t, raw, want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

// told is what Parse says of a mail, in the words of the corpus.
func told(t *testing.T, raw []byte, want expected) expected {
	t.Helper()
	got := expected{Links: []string{}, Parts: []expectedPart{}, Enclosed: []string{}}
	m, err := Parse(raw)
	if limit := (*Limit)(nil); err != nil {
		if got.Error = err.Error(); !errors.As(err, &limit) {
			return got
		}
	}
	got.Subject, got.From, got.Text = m.Subject, m.From, m.Text
	if want.Text != "" && strings.HasPrefix(m.Text, want.Text) {
		got.Text = want.Text
	}
	got.Links = append(got.Links, m.Links...)
	got.Enclosed = append(got.Enclosed, m.Enclosed...)
	got.Delivery = strings.TrimSpace(m.Delivery.Action + " " + m.Delivery.Status)
	for i, p := range m.Parts {
		g := expectedPart{Name: p.Name, Archive: p.Archive, Format: p.Format.String(), Damaged: p.Damaged}
		if i >= len(want.Parts) || want.Parts[i].SHA256 != "" {
			sum := sha256.Sum256(p.Bytes)
			g.SHA256 = hex.EncodeToString(sum[:])
		}
		got.Parts = append(got.Parts, g)
	}
	return got
}

// TestCorpusFormsAreForms: what the corpus calls a workbook, whole or said to be
// damaged on its way with no harm done, our reader opens.
func TestCorpusFormsAreForms(t *testing.T) {
	forms := 0
	for name, raw := range corpus(t) {
		m, err := Parse(raw)
		if err != nil {
			continue // TestCorpus holds it to the error
		}
		for _, p := range m.Parts {
			if p.Format != workbook.FormatWorkbook || p.Damaged {
				continue
			}
			forms++
			if _, err := workbook.Read(p.Bytes, workbook.FormLimits); err != nil {
				t.Errorf("%s: %s: %v", name, p.Name, err)
			}
		}
	}
	if forms < 40 {
		t.Errorf("%d forms: too few to prove anything", forms)
	}
}
