package main

import (
	"fmt"

	"stintag/process"
	"stintag/process/master"
)

// Rows that go from a register in one day free money and places, and make strangers of
// managers: a doctor who leaves gets a status, and a health centre seldom closes. So
// many at once, and more than a twentieth, were deleted while others were hidden, or by
// mistake.
const (
	goneDoctors = 5
	goneCentres = 3
	goneShare   = 20
)

// gone tells of them, in Swedish; "" where there are none such.
func gone(before, now master.Registers) string {
	if words := goneFrom(master.SheetRoster, doctorsOf(before.Roster, false), doctorsOf(now.Roster, true), goneDoctors); words != "" {
		return words
	}
	return goneFrom(master.SheetCentres, centresOf(before.Centres), centresOf(now.Centres), goneCentres)
}

// named is a row by what people know it by.
type named struct{ id, name string }

func doctorsOf(roster []process.Trainee, ended bool) (all []named) {
	for _, t := range roster {
		if ended || t.Status != process.TraineeDone && t.Status != process.TraineeLeft {
			all = append(all, named{t.ID, process.FoldName(t.Name)})
		}
	}
	return all
}

func centresOf(centres []process.HealthCentre) (all []named) {
	for _, c := range centres {
		all = append(all, named{c.ID, process.FoldName(c.Name)})
	}
	return all
}

// missing are the ids of those before who are there neither by id nor by name.
func missing(before, now []named) (lost []string) {
	ids, names := map[string]bool{}, map[string]bool{}
	for _, n := range now {
		ids[n.id], names[n.name] = true, true
	}
	for _, n := range before {
		if n.id != "" && !ids[n.id] && !names[n.name] {
			lost = append(lost, n.id)
		}
	}
	return lost
}

func goneFrom(sheet string, before, now []named, most int) string {
	lost := missing(before, now)
	if len(lost) < most || len(lost)*goneShare < len(before) {
		return ""
	}
	return fmt.Sprintf("%d rader har försvunnit ur bladet %s sedan förra gången, bland dem %s. Har de tagits bort av misstag: lägg tillbaka dem, eller be driften köra stintag restore.",
		len(lost), sheet, process.Listing(lost[:min(3, len(lost))]))
}
