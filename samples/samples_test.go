package samples

import (
	"bytes"
	"io/fs"
	"net/mail"
	"path"
	"slices"
	"strings"
	"testing"

	"stintag/process"
)

func load(t *testing.T) Region { return named(t, "vastmanland") }

func named(t *testing.T, name string) Region {
	t.Helper()
	r, err := Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// everywhere runs a test on each sample region.
func everywhere(t *testing.T, test func(*testing.T, Region)) {
	for _, name := range Names {
		t.Run(name, func(t *testing.T) { test(t, named(t, name)) })
	}
}

func TestListAndFilesAgree(t *testing.T) {
	everywhere(t, func(t *testing.T, r Region) {
		found, err := fs.Glob(files, path.Join(r.Policy, "mails", "*.eml"))
		if err != nil {
			t.Fatal(err)
		}
		var listed []string
		for _, m := range r.Mails {
			listed = append(listed, path.Join(r.Policy, "mails", m.File))
		}
		if !slices.Equal(found, listed) {
			t.Errorf("files %v\nlist  %v", found, listed)
		}
	})
}

// The samples are in the program that people download.
func TestSamplesAreSmall(t *testing.T) {
	size := 0
	err := fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := files.ReadFile(name)
		size += len(raw)
		return err
	})
	if err != nil || size > 900_000 {
		t.Errorf("the samples take %d bytes, %v", size, err)
	}
}

func TestMailsAreMailsAndSayWhatTheListSays(t *testing.T) {
	everywhere(t, func(t *testing.T, r Region) {
		ids := map[string]string{}
		for _, m := range r.Mails {
			if n := bytes.Count(m.Raw, []byte("\n")); n == 0 || n != bytes.Count(m.Raw, []byte("\r\n")) {
				t.Errorf("%s: lines do not all end in CRLF", m.File)
			}
			msg, err := mail.ReadMessage(bytes.NewReader(m.Raw))
			if err != nil {
				t.Fatalf("%s: %v", m.File, err)
			}
			if from, err := msg.Header.AddressList("From"); err != nil || len(from) != 1 || from[0].Address != m.From {
				t.Errorf("%s: From %v, %v; the list says %s", m.File, from, err, m.From)
			}
			if to, err := msg.Header.AddressList("To"); err != nil || len(to) != 1 || to[0].Address != r.Address {
				t.Errorf("%s: To %v, %v", m.File, to, err)
			}
			id := msg.Header.Get("Message-Id")
			if id == "" || ids[id] != "" {
				t.Errorf("%s: Message-ID %q is missing or that of %q", m.File, id, ids[id])
			}
			ids[id] = m.File
			_, stamp, _ := strings.Cut(msg.Header.Get("Received"), "; ")
			if at, err := mail.ParseDate(stamp); err != nil || !at.Equal(m.Received) {
				t.Errorf("%s: topmost Received %v, %v; the list says %v", m.File, at, err, m.Received)
			}
		}
	})
}

func TestMailsComeInOrderWithinTheirEvening(t *testing.T) {
	everywhere(t, func(t *testing.T, r Region) {
		opens := r.FirstEvening.AddDate(0, 0, -21)
		for i, m := range r.Mails {
			from, to := opens, r.FirstEvening
			if m.Evening == 2 {
				from, to = r.FirstEvening, r.SecondEvening
			}
			if !m.Received.After(from) || !m.Received.Before(to) {
				t.Errorf("%s: received %v, outside evening %d", m.File, m.Received, m.Evening)
			}
			if i > 0 && m.Received.Before(r.Mails[i-1].Received) {
				t.Errorf("%s came before %s", m.File, r.Mails[i-1].File)
			}
		}
		if len(r.Evening(1))+len(r.Evening(2)) != len(r.Mails) {
			t.Error("a mail belongs to neither evening")
		}
	})
}

// Only registered senders get letters (D6), and every person is invented: personal
// numbers are in no sample but the one that plays what becomes of it.
func TestWhoGetsLetters(t *testing.T) {
	everywhere(t, func(t *testing.T, r Region) {
		registered := map[string]bool{}
		for _, c := range r.Centres {
			registered[c.StudyDirectorAddress] = true
			for _, a := range c.Addresses {
				registered[a] = true
			}
		}
		for a := range registered {
			if !strings.HasSuffix(a, ".example") {
				t.Errorf("%s is an address that may be somebody's", a)
			}
		}
		for _, m := range r.Mails {
			if registered[m.From] == (m.Place == "quarantine") {
				t.Errorf("%s: from %s, ends in %s", m.File, m.From, m.Place)
			}
			if (m.Place == "human" || m.Place == "quarantine") && len(m.Cases) > 0 || m.Place == "human" && len(m.Letters) > 0 {
				t.Errorf("%s: ends in %s with letters or cases", m.File, m.Place)
			}
			for _, l := range m.Letters {
				if asks := slices.Contains(l.Kinds, "ask-register"); asks != (m.Place == "quarantine") {
					t.Errorf("%s: ends in %s, and %s gets %v", m.File, m.Place, l.To, l.Kinds)
				}
				if !registered[l.To] || len(l.Kinds) == 0 {
					t.Errorf("%s: letter %v to %s", m.File, l.Kinds, l.To)
				}
			}
		}
	})
}

// Decisions are complete, and one that departs from the proposal says why (D1).
func TestDecisionsAreCompleteAndAboutTheFirstEvening(t *testing.T) {
	everywhere(t, func(t *testing.T, r Region) {
		proposals := map[string]process.Outcome{}
		for _, m := range r.Evening(1) {
			for _, c := range m.Cases {
				proposals[c.Doctor] = c.Proposal
			}
		}
		granted := 0
		for _, d := range r.Decisions {
			proposal, known := proposals[d.Doctor]
			if !known || !slices.Contains(process.Verdicts, d.Verdict) || d.By == "" || d.Date != process.DateOf(r.SecondEvening) {
				t.Errorf("%s: %+v", d.Doctor, d)
			}
			if string(d.Verdict) != string(proposal) && d.Reason == "" {
				t.Errorf("%s: %s departs from %s without a reason", d.Doctor, d.Verdict, proposal)
			}
			if d.Verdict == process.VerdictGrant {
				granted++
			}
		}
		want := map[string]int{"vastmanland": 5, "vastra-gotaland": 4, "stockholm": 4, "jamtland-harjedalen": 5}[r.Policy]
		if granted != want {
			t.Errorf("%d granted, want %d", granted, want)
		}
	})
}

// The three smaller worlds are what the seeds tell of: 650 and 706 in training in
// Stockholm, 70 in Jämtland Härjedalen with 15 who finish in 2022,
// and the allotment's four sizes in Västra Götaland (D4).
func TestTheWorldsAreWhatTheSeedsTell(t *testing.T) {
	at := func(r Region, day process.Date) (n int) {
		for _, d := range r.Roster {
			if !d.Start.After(day) && !d.PlannedEnd.Before(day) {
				n++
			}
		}
		return n
	}
	stockholm, jamtland, gotaland := named(t, "stockholm"), named(t, "jamtland-harjedalen"), named(t, "vastra-gotaland")
	for _, tt := range []struct {
		what      string
		got, want int
	}{
		{"Stockholm at the end of 2023", at(stockholm, process.D(2023, 12, 31)), 650},
		{"Stockholm at the end of 2024", at(stockholm, process.D(2024, 12, 31)), 706},
		{"Jämtland Härjedalen at the end of 2021", at(jamtland, process.D(2021, 12, 31)), 70},
		{"of them in training at the end of 2022", at(jamtland, process.D(2022, 12, 31)), 55},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %d, want %d", tt.what, tt.got, tt.want)
		}
	}
	var sizes []int
	for _, c := range gotaland.Centres {
		sizes = append(sizes, c.Listed)
	}
	for _, size := range []int{11_800, 7_200, 2_399, 4_800} {
		if !slices.Contains(sizes, size) {
			t.Errorf("no health centre of %d in %v", size, sizes)
		}
	}
}

// The figures of the status letter of 2024-09-10, counted
// from the registers and from what must become of the first evening's mails.
func TestFiguresOfTheStatusLetter(t *testing.T) {
	r := load(t)
	today, yearEnd := process.DateOf(r.FirstEvening), process.D(2024, 12, 31)
	got := Figures{Goal: 105}
	ids := map[string]bool{}
	for _, d := range r.Roster {
		ids[d.ID] = true
		if d.In(today) {
			got.InTraining++
		}
		if d.Decided.Year == today.Year {
			got.GrantedYear++
			if d.OwnFunded {
				t.Errorf("%s is granted this year and pays itself", d.ID)
			}
		}
		if d.In(today) && !d.In(yearEnd) {
			got.Leaving++
		}
	}
	ranked := map[string]bool{}
	for _, m := range r.Evening(1) {
		for _, c := range m.Cases {
			if c.Place > 0 {
				ranked[c.Doctor] = true
			}
		}
	}
	got.Waiting = len(ranked)
	got.WaitingStarts = r.Figures.WaitingStarts // stands in the workbooks, which this package cannot read
	got.YearEnd = got.InTraining - got.Leaving + got.WaitingStarts
	if got != r.Figures {
		t.Errorf("counted %+v, the list says %+v", got, r.Figures)
	}
	want := Figures{InTraining: 115, GrantedYear: 28, Goal: 105, Waiting: 10, Leaving: 4, WaitingStarts: 8, YearEnd: 119}
	if r.Figures != want {
		t.Errorf("the list says %+v, the letter %+v", r.Figures, want)
	}
	if len(ids) != 115 || len(r.Roster) != 115 || len(r.Centres) != 29 {
		t.Errorf("%d doctors with %d ids at %d centres", len(r.Roster), len(ids), len(r.Centres))
	}
}

func TestPlacesRunFromOneToTenAndTheFirstSixAreProposed(t *testing.T) {
	r := load(t)
	at := map[int]string{}
	for _, m := range r.Evening(1) {
		for _, c := range m.Cases {
			if c.Place == 0 {
				continue
			}
			if other := at[c.Place]; other != "" && other != c.Doctor {
				t.Errorf("%s and %s both stand at %d", other, c.Doctor, c.Place)
			}
			at[c.Place] = c.Doctor
			outcome, status := process.Grant, process.StatusReady
			if c.Place > 6 {
				outcome, status = process.Wait, process.StatusWaiting
			}
			if c.Proposal != outcome || c.Status != status {
				t.Errorf("%s at %d: %s, %s", c.Doctor, c.Place, c.Proposal, c.Status)
			}
		}
	}
	for place := 1; place <= 10; place++ {
		if at[place] == "" {
			t.Errorf("nobody stands at %d", place)
		}
	}
	if len(at) != 10 {
		t.Errorf("%d places", len(at))
	}
}

// Every place a mail can end in has a sample.
func TestWhereMailsEnd(t *testing.T) {
	ends := map[string]int{}
	for _, m := range load(t).Mails {
		ends[m.Place]++
	}
	for _, place := range []string{"handled", "unreadable", "quarantine", "human"} {
		if ends[place] == 0 {
			t.Errorf("no mail ends in %s", place)
		}
		delete(ends, place)
	}
	if len(ends) > 0 {
		t.Errorf("unknown places %v", ends)
	}
}
