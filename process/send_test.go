package process_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"stintag/process"
)

// D20: decisions take effect in office hours, by the clock of the wall, also on the
// days that are 23 or 25 hours long.
func TestOfficeHours(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ hours, at, next string }{
		{"mon-fri 08:00-16:00", "2024-09-10 08:00", "2024-09-10 08:00"},
		{"mon-fri 08:00-16:00", "2024-09-10 15:59", "2024-09-10 15:59"},
		{"mon-fri 08:00-16:00", "2024-09-10 16:00", "2024-09-11 08:00"},
		{"mon-fri 08:00-16:00", "2024-09-10 07:59", "2024-09-10 08:00"},
		{"mon-fri 08:00-16:00", "2024-09-13 20:00", "2024-09-16 08:00"}, // Friday evening
		{"mon-fri 08:00-16:00", "2024-03-30 20:00", "2024-04-01 08:00"}, // over a change of clocks
		{"sun 00:00-24:00", "2024-03-31 03:30", "2024-03-31 03:30"},
		{"sun 08:00-16:00", "2024-10-26 20:00", "2024-10-27 08:00"},
		{"fri-mon 09:30-12:00", "2024-09-09 13:00", "2024-09-13 09:30"}, // Monday afternoon
		{"always", "2024-09-14 02:15", "2024-09-14 02:15"},
	} {
		h, err := process.ParseOfficeHours(tt.hours)
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.ParseInLocation("2006-01-02 15:04", tt.at, zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.Next(at).Format("2006-01-02 15:04"); got != tt.next || h.Open(at) != (tt.at == tt.next) {
			t.Errorf("%s from %s: %s, want %s; open %v", tt.hours, tt.at, got, tt.next, h.Open(at))
		}
	}
}

func TestWhatAreNoOfficeHours(t *testing.T) {
	for _, s := range []string{"", "mon-fri", "mon-fri 8-16", "mån-fre 08:00-16:00", "mon-fri 16:00-08:00", "mon-fri 08:00-08:00", "mon-fri 08:00-25:00", "always "} {
		if h, err := process.ParseOfficeHours(s); err == nil {
			t.Errorf("%q is taken for %v", s, h)
		}
	}
	for _, s := range []string{"", "1", "-1h", "337h", "en timme"} {
		if d, err := process.ParseHold(s); err == nil {
			t.Errorf("%q is taken for %v", s, d)
		}
	}
}
