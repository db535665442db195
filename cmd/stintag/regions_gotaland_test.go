package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/notify"
	"stintag/process"
)

// D4: the four sizes of the example give 4, 3, 0, 2 as base and
// 5, 3, 1, 2 filled; one is over its number and keeps its doctors.
func TestVastraGotalandReplaysItsAllotment(t *testing.T) {
	t.Parallel()
	d := stageOf(t, "vastra-gotaland", nil)
	d.play1(t)
	var got allotmentReport
	d.answers(t, d.region.FirstEvening, &got, "allot")
	var lines []string
	for _, l := range append(got.Centres, got.Sum) {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %d: %d + %d = %d, har %d, vakans %d", l.Centre, l.Listed, l.Base, l.Filled, l.Allotted, l.Counted, l.Vacancy)))
	}
	want := []string{
		"Lysekils vårdcentral 11800: 4 + 1 = 5, har 4, vakans 1",
		"Åmåls vårdcentral 7200: 3 + 0 = 3, har 1, vakans 2",
		"Bengtsfors vårdcentral 2399: 0 + 1 = 1, har 0, vakans 1",
		"Tanums vårdcentral 4800: 2 + 0 = 2, har 4, vakans -2",
		"Melleruds vårdcentral 6100: 2 + 1 = 3, har 1, vakans 2",
		"Strömstads vårdcentral 9650: 4 + 1 = 5, har 3, vakans 2",
		"Dalabergs vårdcentral 14900: 6 + 1 = 7, har 4, vakans 3",
		"Torpa vårdcentral 12350: 5 + 1 = 6, har 5, vakans 1",
		"Färgelanda vårdcentral 5050: 2 + 1 = 3, har 2, vakans 1",
		"Munkedals vårdcentral 7950: 3 + 1 = 4, har 3, vakans 1",
		"Orusts vårdcentral 10200: 4 + 1 = 5, har 5, vakans 0",
		"Vargöns vårdcentral 3600: 1 + 1 = 2, har 1, vakans 1",
		"95999: 36 + 10 = 46, har 33, vakans 13",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("the allotment (-want +got):\n%s", diff)
	}
	if want := "1 plats per 2 400 listade, högst 650 finansierade platser"; !strings.Contains(got.Rule, want) || got.Status != "föreslagen" {
		t.Errorf("the rule is %q, %s; want %q, föreslagen", got.Rule, got.Status, want)
	}
	if want := "Har 4 ST-läkare, 2 fler än platserna; de är kvar."; !strings.Contains(got.Centres[3].Why, want) {
		t.Errorf("Tanum: %q lacks %q", got.Centres[3].Why, want)
	}
}

// The proposals: within each health centre and in its own order (R-204, D4), hired
// or not, with three who assess, supervised time alone.
func TestVastraGotalandReplaysItsProposals(t *testing.T) {
	t.Parallel()
	d := stageOf(t, "vastra-gotaland", nil)
	d.play1(t)
	const grant, wait = "Beviljas", "Kvar på intresselistan"
	first := map[string]proposed{
		"Kerstin Ljungvall": {1, grant, "Plats 1 i vårdcentralens turordning ryms i vårdcentralens tilldelade platser och i ramen för 2026."},
		"Nadia Farouk":      {2, grant, "Plats 2 i vårdcentralens turordning ryms i vårdcentralens tilldelade platser och i ramen för 2026."},
		"Jonas Hedemyr":     {3, wait, "Åmåls vårdcentral har 3 tilldelade platser, 1 ST-läkare och 2 anmälningar tidigare i ordningen: ingen plats är ledig"},
		"Tove Brandelius":   {1, wait, "Vårdcentralen har 1 plats och 2 anmälda: ange Egen prioritering."},
		"Amir Sohrabi":      {2, wait, "Vårdcentralen har 1 plats och 2 anmälda: ange Egen prioritering."},
		"Simon Åkerblad":    {1, wait, "Uppgifter saknas inför beslut: Gemensam bedömning: handledare."},
		"Elisabet Noréus":   {1, wait, "Tanums vårdcentral har 2 tilldelade platser och 4 ST-läkare"},
		"Hans Bergenstam":   {1, grant, ""},
		"Petra Löfvander":   {1, wait, "Uppgifter saknas inför beslut: Handledd under ST-lika former."},
		"Viktoria Mellgren": {1, grant, ""},
	}
	d.holdProposals(t, d.region.FirstEvening, first)
	d.play2(t)
	d.holdProposals(t, d.region.SecondEvening, map[string]proposed{
		"Amir Sohrabi":    {1, grant, ""},
		"Tove Brandelius": {2, wait, "Lysekils vårdcentral har 5 tilldelade platser, 4 ST-läkare och 1 anmälan tidigare i ordningen: ingen plats är ledig"},
	})
}

// never more posts than the funded. And what explain says would give a post
// does give it.
func TestVastraGotalandReplaysItsWhatIfs(t *testing.T) {
	t.Parallel()
	d := stageOf(t, "vastra-gotaland", nil)
	d.play1(t)
	var scarce allotmentReport
	d.answers(t, d.region.FirstEvening, &scarce, "allot", "--set", "funded=30")
	if scarce.Sum.Allotted != 30 || scarce.Sum.Base != 36 {
		t.Errorf("30 funded posts for a base of %d: %d are allotted", scarce.Sum.Base, scarce.Sum.Allotted)
	}
	d.play2(t)
	var lines []rankLine
	d.answers(t, d.region.SecondEvening, &lines, "rank", "--set", "listed.VG-102=7201")
	i := slices.IndexFunc(lines, func(l rankLine) bool { return l.Doctor == "Jonas Hedemyr" })
	if i < 0 || lines[i].Proposal != "Beviljas" {
		t.Errorf("with one more listed in Åmål: %+v", lines)
	}
}

// 42 months for who is a specialist already. R-214: a review more than five
// years old is told of once, and refuses nobody (D10).
func TestVastraGotalandReplaysReviewsAndDoubleSpecialisation(t *testing.T) {
	t.Parallel()
	d := stageOf(t, "vastra-gotaland", nil)
	d.play1(t)
	d.play2(t)
	_, s, j := d.see(t, 2)
	for i, c := range s.world.Cases {
		switch c.Application.Doctor {
		case "Hans Bergenstam":
			row := slices.IndexFunc(j.Roster, func(r process.Trainee) bool { return r.ID == c.ID })
			if want := "2029-09-30"; row < 0 || j.Roster[row].PlannedEnd.String() != want {
				t.Errorf("double specialisation from 2026-04-01: %+v, want its end %s", j.Roster, want)
			}
		case "Viktoria Mellgren":
			if !j.Standings[i].Has("SPUR_FÖRFALLEN") || j.Standings[i].Status != process.StatusGranted {
				t.Errorf("%s, %+v; want the old review in it, and a grant", j.Standings[i].Status, j.Standings[i].Findings)
			}
		}
	}
	want := []string{"vc.dalaberg@vastra-gotaland.example: Dags för extern granskning (SPUR): Dalabergs vårdcentral"}
	if diff := cmp.Diff(want, d.lettersOf(notify.Reminded)); diff != "" {
		t.Errorf("reminders of two evenings (-want +got):\n%s", diff)
	}
}

// three need KK's two places in March, one comes to Psyk
// half a year after the plan, and a summer at Barn is told of.
func TestVastraGotalandReplaysItsRotations(t *testing.T) {
	t.Parallel()
	d := stageOf(t, "vastra-gotaland", nil)
	d.play1(t)
	_, _, j := d.see(t, 1)
	var halves []string
	for _, h := range j.RotationHalves() {
		if h.Year == 2026 {
			halves = append(halves, fmt.Sprintf("%s, %s, halvår %d: %d av %d", h.Clinic, h.Provider, h.Half, h.Need(), h.Places))
		}
	}
	want := []string{
		"Barn, Regionhälsan, halvår 1: 1 av 5", "Barn, Regionhälsan, halvår 2: 2 av 6", "Barn, privat, halvår 1: 0 av 5", "Barn, privat, halvår 2: 0 av 6",
		"KK, sjukhus, halvår 1: 7 av 10", "KK, sjukhus, halvår 2: 0 av 12", "Psyk, sjukhus, halvår 1: 0 av 10", "Psyk, sjukhus, halvår 2: 3 av 12",
	}
	slices.Sort(halves)
	if diff := cmp.Diff(want, halves); diff != "" {
		t.Errorf("months needed by half-year (-want +got):\n%s", diff)
	}
	for what, why := range map[string]string{
		"Placeringar på Psyk följer inte IUP":               "ST-0009 börjar 2026-09-01, ",
		"Randningsplatserna på KK räcker inte från 2026-03": "3 behöver en plats och 2 finns", // the one month is said
	} {
		if !slices.ContainsFunc(j.Todo, func(x process.Todo) bool { return x.What == what && strings.HasPrefix(x.Why, why) }) {
			t.Errorf("Att göra lacks %q, %q: %+v", what, why, j.Todo)
		}
	}
	told := []string{"vc.lysekil@vastra-gotaland.example: Sommarplacering: er ST-läkare är borta från vårdcentralen"}
	if diff := cmp.Diff(told, d.lettersOf(notify.Placement)); diff != "" {
		t.Errorf("summers told of (-want +got):\n%s", diff)
	}
}
