package smtp

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func files(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestDirectoryWritesOnceByMessageID(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mail")
	s := Directory(dir)
	for range 2 {
		if o := s.Send(t.Context(), sender, recipient, letter); o.Verdict != Accepted {
			t.Fatalf("Send = %+v", o)
		}
	}
	if got := files(t, dir); !slices.Equal(got, []string{"a1@region.example.eml"}) {
		t.Errorf("files %v", got)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "a1@region.example.eml"))
	if err != nil || string(raw) != string(letter) {
		t.Errorf("%q, %v", raw, err)
	}
	other := strings.Replace(string(letter), "Hej!", "Nej!", 1)
	if o := s.Send(t.Context(), sender, recipient, []byte(other)); o.Verdict != Refused {
		t.Errorf("another letter with the same id: %+v, want refused", o)
	}
	if err := s.Close(); err != nil {
		t.Errorf("Close = %v", err)
	}
}

func TestDirectoryStaysInItsFolder(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "mail")
	s := Directory(dir)
	for _, id := range []string{"../../x@y", "..", ".hidden@x", "a/b@x", "a_b@x", strings.Repeat("x", 300) + "@x", "å@x"} {
		raw := "Message-ID: <" + id + ">\r\n\r\n" + id
		if o := s.Send(t.Context(), sender, recipient, []byte(raw)); o.Verdict != Accepted {
			t.Errorf("%q: %+v", id, o)
		}
	}
	if got := files(t, parent); len(got) != 1 {
		t.Errorf("outside the folder: %v", got)
	}
	if got := files(t, dir); len(got) != 7 {
		t.Errorf("%d files, want one for each id: %v", len(got), got)
	}
	if o := s.Send(t.Context(), sender, recipient, []byte("Subject: no id\r\n\r\n")); o.Verdict != Refused {
		t.Errorf("without an id: %+v", o)
	}
}

func TestDirectoryThatCannotBeWrittenIsRetried(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mail")
	if err := os.WriteFile(file, []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	if o := Directory(file).Send(t.Context(), sender, recipient, letter); o.Verdict != Retry {
		t.Errorf("Send = %+v, want retry", o)
	}
}
