package policy_test

import (
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/policy"
)

// Each refusal says where and what would be right; the text stands on line 6 and on.
func TestRefusalSaysWhatWouldBeRight(t *testing.T) {
	for _, tt := range []struct{ name, add, want string }{
		{"key misspelt", "[allotment]\nfundde = 650\n", `p.toml:7:1: unknown key "allotment.fundde"; is "funded" meant?`},
		{"key of elsewhere", "[spur]\nspecialists = 2\n", `p.toml:7:1: unknown key "spur.specialists"; the keys here are payer, years`},
		{"key in capitals", "[allotment]\nper_listed = 2400\nFunded = 650\n", `p.toml:8:10: unknown key "allotment.Funded"; is "allotment.funded" meant?`},
		{"mail is another file's", "[smtp]\nrate = \"30/min\"\n", `unknown key "smtp"`},
		{"no time to hold", "[send]\nhold = \"1 timme\"\n", `p.toml:7:8: toml: "1 timme" is no time to hold a decision; write one like "1h"`},
		{"no office hours", "[send]\nhours = \"8-16\"\n", `p.toml:7:9: toml: "8-16" are no office hours; write them like "mon-fri 08:00-16:00"`},
		{"no decision at all", "[send]\nmost_decisions_per_run = 0\n", `p.toml:7:26: send.most_decisions_per_run is 0; it is a number of decisions from 1 up`},
		{"number in words", "[allotment]\nper_listed = \"2400\"\n", `p.toml:7:14: allotment.per_listed is a string; write a whole number, like 12`},
		{"half a year", "[[corridor]]\nyear = 2024.5\n", `p.toml:7:8: corridor.year is a float; write a whole number`},
		{"yes for true", "[letters]\nshow_place = \"ja\"\n", "p.toml:7:14: letters.show_place is a string; write true or false"},
		{"word for a list", "[rounds]\ndates = 2025-01-01\n", "p.toml:7:9: rounds.dates is a local date; write a list in brackets"},
		{"number for a word", "[ranking]\nmethod = 1\n", `p.toml:7:10: "1" is none of "ordered", "points"`},
		{"wrong word", "[ranking]\nwithin = \"kommun\"\n", `p.toml:7:10: toml: "kommun" is none of "region", "centre"`},
		{"wrong topic", "[[contact]]\nrole = \"x\"\ntopics = [\"pengar\"]\n", `p.toml:8:11: toml: "pengar" is none of "allotment"`},
		{"wrong track", "[[compensation]]\ntrack = \"dubbel\"\nper_month = 1\n", `p.toml:7:9: toml: "dubbel" is none of "ST", "Dubbelspecialisering"`},
		{"no time", "[offer]\nanswer_within = \"snart\"\n", `p.toml:7:17: toml: "snart" is no time; write one like "30 dagar"`},
		{"no address", "[[contact]]\ntopics = [\"quality\"]\nrole = \"x\"\naddress = \"växeln\"\n", `p.toml:9:11: toml: "växeln" is no mail address`},
		{"no such day", "[[limit]]\nfrom = 2025-02-30\n", "p.toml:7:"},
		{"no such year", "[[corridor]]\nyear = 24\nlow = 1\nhigh = 2\n", "p.toml:7:8: corridor[0].year is 24; it is a year from 2000 to 2100"},
		{"more than all", "[indicators]\nnamed_doctor_percent = 155\n", "p.toml:7:24: indicators.named_doctor_percent is 155; it is a per cent from 0 to 100"},
		{"no such month", "[plan]\nsummer = [6, 13]\n", "p.toml:7:14: plan.summer[1] is 13; it is a month from 1 to 12"},
		{"one month", "[plan]\nsummer = [6]\n", "p.toml:7:1: plan.summer has 1 months; write the first and the last"},
		{"less than no money", "[[budget]]\nyear = 2025\namount = -5\n", "p.toml:8:10: budget 1: amount is -5; it is kronor from 0 up; leave it out where no frame is decided"},
		{"less than nobody", "[[limit]]\nfrom = 2025-01-01\nmost_new = -1\nwhy = \"x\"\n", "p.toml:8:12: limit[0].most_new is -1"},
	} {
		t.Run(tt.name, func(t *testing.T) { refused(t, small+tt.add, tt.want) })
	}
}

// Rules that contradict each other, or lack what they mean nothing without.
func TestRulesThatContradictAreRefused(t *testing.T) {
	for _, tt := range []struct{ name, add, want string }{
		{"corridor upside down", "[[corridor]]\nyear = 2024\nlow = 720\nhigh = 700\n", "p.toml:9:8: corridor 1: low and high are both needed, and high 700 is not below low 720"},
		{"corridor twice", "[[corridor]]\nyear = 2024\nlow = 1\nhigh = 2\n[[corridor]]\nyear = 2024\nlow = 1\nhigh = 2\n", "p.toml:11:8: corridor: year 2024 stands twice"},
		{"history of nothing", "[[history]]\nyear = 2024\n", "p.toml:6:3: history 1: in_training or finished is needed"},
		{"intake of nothing", "[[intake]]\nyear = 2024\n", "p.toml:6:3: intake 1: number or bt_percent is needed"},
		{"limit without why", "[[limit]]\nfrom = 2025-01-01\nmost_new = 3\n", "p.toml:6:3: limit 1: from, most_new and why are all needed"},
		{"rate without amount", "[[compensation]]\nkind = \"course\"\n", "p.toml:6:3: compensation 1: per_month is missing"},
		{"clinic twice at once", "[[rotation]]\nclinic = \"KK\"\n[[rotation]]\nclinic = \"KK\"\nfrom = 2025-01-01\n", "p.toml:8:3: rotation 2: KK with the same provider"},
		{"allotment of nothing", "[allotment]\nfunded = 650\n", "p.toml:6:2: allotment: per_listed is missing"},
		{"exemptions never limited", "[exemption]\nmost = 2\n", "p.toml:6:2: exemption: limited_from is missing"},
		{"SPUR without years", "[spur]\npayer = \"region\"\n", "p.toml:6:2: spur: years is missing"},
		{"slower than slow", "[projection]\nmean_years = 6\nhigh_years = 5\n", "p.toml:6:2: projection: low_years 5.5, mean_years 6 and high_years 5 should rise"},
		{"target of nothing", "[[target]]\nwhat = \"st\"\n", "p.toml:6:3: target 1: what and value are both needed"},
		{"programme that ends first", "[[programme]]\nname = \"BT\"\nfrom = 2027\nto = 2024\n", "p.toml:9:6: programme 1: to 2024 lies before from 2027"},
		{"two who answer", "[[contact]]\ntopics = [\"quality\"]\nrole = \"a\"\n[[contact]]\ntopics = [\"quality\"]\nrole = \"b\"\n", "p.toml:10:1: contact 2: quality is contact 1's too"},
		{"address of a register's", "[[contact]]\ntopics = [\"quality\"]\nrole = \"a\"\nstudy_director = true\naddress = \"a@region.example\"\n", "p.toml:10:11: contact 1: a study director's address comes from the register"},
		{"points of nothing", "[ranking]\nmethod = \"points\"\n", "p.toml:7:10: ranking by points: no [[criterion]] has points"},
		{"points to nowhere", "points = 10\nbest = 2015-01-01\n", "p.toml:4:3: criterion 1: points need best"},
		{"a number for a date", "points = 10\nbest = 2015\nworst = 2020-01-01\n", "p.toml:7:8: criterion 1: best is 2015; write a date"},
		{"a date for a number", "[[criterion]]\nby = \"spread\"\npoints = 5\nbest = 0\nworst = 2020-01-01\n", "p.toml:10:9: criterion 2: worst is 2020-01-01; write a number"},
		{"nothing between", "points = 10\nbest = 2015-01-01\nworst = 2015-01-01\n", "p.toml:8:9: criterion 1: best and worst are both 2015-01-01"},
		{"an area halfway", "[[criterion]]\nby = \"priority_area\"\npoints = 5\nbest = 1\n", "p.toml:9:8: criterion 2: a priority area gives all its points or none; leave best out"},
	} {
		t.Run(tt.name, func(t *testing.T) { refused(t, small+tt.add, tt.want) })
	}
	refused(t, "version = \"1\"\n", "name is missing")
	refused(t, "spur = 5\n"+small, "p.toml:1:8: spur is an integer; write a table: [spur] on a line of its own")
	refused(t, small+"[letters]\nshow_place = true\nname = true\n", `p.toml:8:8: "true" is none of "full", "initials"`)
	refused(t, "name = \"x\"\nversion = \"1\"\n", "there is no [[criterion]]")
}

func refused(t *testing.T, text, want string) {
	t.Helper()
	if _, err := policy.Parse("p.toml", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// Every fault is told at once, in the file's order.
func TestAllFaultsAreToldTogether(t *testing.T) {
	_, err := policy.Parse("p.toml", []byte(small+"[spur]\nyears = -1\n[supervision]\nspecialists = -2\n[[intake]]\nyear = 2024\n"))
	if err == nil {
		t.Fatal("accepted")
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 3 || !strings.Contains(lines[0], ":7:9:") || !strings.Contains(lines[1], ":9:15:") || !strings.Contains(lines[2], ":10:3:") {
		t.Errorf("%s", err)
	}
}

// The whole document, as a region could write it, becomes what the core knows.
func TestEveryKeyIsRead(t *testing.T) {
	p := parse(t, "\ufeff"+small+`points = 10
best = 2014-01-01
worst = 2024-01-01
[[criterion]]
by = "spread"
per = "listed"
points = 2.5
best = 0
worst = 8.5
[ranking]
method = "points"
within = "centre"
[money]
lowered_for = "new"
[[compensation]]
kind = "course"
track = "Forskar-ST"
from = 2025-01-01
to = 2025-12-31
per_month = 1500.5
[[limit]]
from = 2025-01-01
to = 2025-06-30
most_new = 0
counts = "decision"
why = "högt söktryck"
[[rotation]]
clinic = "KK"
provider = "privat"
places = 0
months = 2
[exemption]
limited_from = 2026-01-01
most = 1
priority_area_free = true
[offer]
answer_within = "4 veckor"
employ_within = "3 månader"
[indicators]
population = 132000
trainees_per_supervisor = 2
[rounds]
dates = [2025-03-01, 2025-09-01]
`).At(process.Date{})
	same(t, "ranking", process.Ranking{ByPoints: true, WithinCentre: true}, p.Ranking)
	same(t, "criteria", []process.Criterion{
		{By: process.ByContactDate, Points: 10, BestDate: process.D(2014, 1, 1), WorstDate: process.D(2024, 1, 1)},
		{By: process.BySpread, Per: "listed", Points: 2.5, WorstValue: 8.5}}, p.Criteria)
	same(t, "lowered for", process.LoweredForNew, p.LoweredFor)
	same(t, "rates", []process.Rate{{Course: true, Track: "Forskar-ST", From: process.D(2025, 1, 1), To: process.D(2025, 12, 31), PerMonth: 1500.5}}, p.Rates)
	same(t, "limits", []process.Limit{{From: process.D(2025, 1, 1), To: process.D(2025, 6, 30), ByDecision: true, Why: "högt söktryck"}}, p.Limits)
	same(t, "rotations", []process.RotationRule{{Clinic: "KK", Provider: "privat", Places: process.Amount{Said: true}, Months: 2}}, p.Rotations)    // 0 places is a number
	same(t, "exemptions", process.ExemptionRule{From: process.D(2026, 1, 1), Most: 1, PriorityAreaFree: true}, p.Exemptions)                        // D17
	same(t, "offer", process.Offer{AnswerWithin: process.Period{Days: 28}, EmployWithin: process.Period{Months: 3}}, p.Offer)
	same(t, "indicators", process.Indicators{Population: 132000, PerSupervisor: 2}, p.Indicators)
	same(t, "rounds", []process.Date{process.D(2025, 3, 1), process.D(2025, 9, 1)}, p.Rounds)
}

// A list written as a table would be read, and a change would not lay it over:
// single brackets for double are refused, and double for single.
func TestBracketsAreTold(t *testing.T) {
	for _, tt := range []struct{ name, add, want string }{
		{"one change", "[change]\nfrom = 2026-01-01\n", "p.toml:6:2: there can be several; write [[change]]"},
		{"one stop", "[stop]\nkinds = [\"Pre-ST\"]\nwhy = \"x\"\n", "p.toml:6:2: there can be several; write [[stop]]"},
		{"a stop in a change", "[[change]]\nfrom = 2026-01-01\n[change.stop]\nkinds = [\"Pre-ST\"]\nwhy = \"x\"\n", "p.toml:8:9: there can be several; write [[change.stop]]"},
		{"several of one", "[[spur]]\nyears = 5\n", "p.toml:6:3: spur is an array table; write single brackets: [spur]"},
		{"a time of day", "[[limit]]\nfrom = 2025-01-01T08:00:00Z\n", "p.toml:7:8: limit.from is a datetime; write a date without quotes, like 2026-01-31"},
		{"a table for a number", "[allotment]\nper_listed = { x = 1 }\n", "p.toml:7:14: allotment.per_listed is an inline table; write a whole number"},
		{"a number for a table", "spur = 5\n", "unknown key \"criterion.spur\""},
	} {
		t.Run(tt.name, func(t *testing.T) { refused(t, small+tt.add, tt.want) })
	}
	for _, add := range []string{"stop = []\n", "[[change]]\nfrom = 2026-01-01\nstop = []\n", "stop = [{ kinds = [\"Pre-ST\"], why = \"x\" }]\n"} {
		parse(t, "name = \"x\"\nversion = \"1\"\ncriterion = [{ by = \"spread\" }]\n"+add)
	}
}
