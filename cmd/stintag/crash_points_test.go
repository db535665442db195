package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// killPoint is a place between two writes to different places, or to the same place
// in two transactions.
type killPoint struct {
	name string
	met  meeting
}

// meeting is where a point is met.
type meeting string

const (
	always    meeting = ""
	fresh     meeting = "in a ledger's first run"
	copying   meeting = "where the server cannot move"
	specially meeting = "after something special"
)

// points are all of them, in the order a run meets them.
var points = []killPoint{
	{"migrated", fresh}, {"run-begun", always},
	{"spool-tmp-written", always}, {"spool-renamed", always}, {"spooled", always}, {"ledger-committed", always}, {"fetched", always},
	{"attempt-committed", always}, {"parsed", always}, {"read", always},
	{"adopted", always}, {"judged", always}, {"judgement-committed", always},
	{"base-pending", always}, {"master-tmp-written", always}, {"master-tmp-synced", always}, {"master-backed-up", always},
	{"master-renamed", always}, {"master-synced", always}, {"base-recorded", always}, {"restored", specially},
	{"letter-trying", always}, {"letter-tmp-written", specially}, {"letter-renamed", specially}, {"letter-handed-over", always}, {"letter-noted", always},
	{"report-owed", always},
	{"moving", always}, {"folder-made", fresh}, {"copied", copying}, {"copied-marked", copying}, {"moved", always},
	{"copies-removed", specially}, {"rehoused", specially},
	{"run-ended", always}, {"metrics-tmp-written", always},
	{"init-file-written", specially}, {"init-key-written", specially}, {"letter-settled", specially}, {"pinged", specially}, {"reading-written", specially},
}

func TestEveryKillPointIsWalked(t *testing.T) {
	named := regexp.MustCompile(`(?:kill\.Point|\.Point|point)\("([a-z0-9-]+)"\)`)
	found := map[string]bool{}
	for _, f := range sources(t, false) {
		raw, err := os.ReadFile(f.path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range named.FindAllStringSubmatch(string(raw), -1) {
			found[m[1]] = true
		}
	}
	var want []string
	for _, p := range points {
		want = append(want, p.name)
		walked := func(r rare) bool { return strings.HasPrefix(r.name, p.name) }
		if p.met == specially && !slices.ContainsFunc(rarePoints(), walked) {
			t.Errorf("%s is met specially, and nothing special leads there", p.name)
		}
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, sortedKeys(found)); diff != "" {
		t.Errorf("points walked and points in the source (-walked +source):\n%s", diff)
	}
}
