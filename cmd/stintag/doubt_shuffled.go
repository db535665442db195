package main

import (
	"fmt"
	"strconv"

	"stintag/process"
	"stintag/process/master"
)

// A column of a register that was sorted without the others: every row that it
// reached is about another than before.

// What people change in a register in a day now and then gives a row what another had;
// so many rows, with so many different values, are none.
const (
	shuffledRows   = 4
	shuffledValues = 3
)

// registerColumn is a column of a register, by what names its rows.
type registerColumn struct {
	sheet, heading string
	before, now    map[string]string
}

// shuffled tells of the first column that was, in Swedish; "" where none was.
func shuffled(before, now master.Registers) string {
	columns := append(
		rosterColumns(before.Roster, now.Roster),
		centreColumns(before.Centres, now.Centres)...)
	for _, c := range columns {
		if rows := c.moved(); rows >= shuffledRows {
			return fmt.Sprintf("I kolumnen %s i bladet %s har %d rader fått det som förut stod på andra rader. Har kolumnen sorterats för sig: ångra det, eller ordna raderna.", c.heading, c.sheet, rows)
		}
	}
	return ""
}

// moved counts the rows that have what other rows have lost, where that is most of what
// changed in the column.
func (c registerColumn) moved() int {
	lost, changed := map[string]int{}, 0
	for key, was := range c.before {
		if is, there := c.now[key]; there && is != was {
			lost[was]++
			changed++
		}
	}
	rows, values := 0, map[string]bool{}
	for key, is := range c.now {
		if was, there := c.before[key]; there && is != was && is != "" && lost[is] > 0 {
			lost[is]--
			rows++
			values[is] = true
		}
	}
	if len(values) < shuffledValues || 2*rows <= changed {
		return 0
	}
	return rows
}

func rosterColumns(before, now []process.Trainee) []registerColumn {
	column := func(heading string, of func(process.Trainee) string) registerColumn {
		by := func(all []process.Trainee) map[string]string {
			m := map[string]string{}
			for _, t := range all {
				if t.ID != "" {
					m[t.ID] = of(t)
				}
			}
			return m
		}
		return registerColumn{master.SheetRoster, heading, by(before), by(now)}
	}
	return []registerColumn{
		column("ST-läkare", func(t process.Trainee) string { return t.Name }),
		column("Vårdcentral", func(t process.Trainee) string { return t.CentreID }),
		column("Start", func(t process.Trainee) string { return t.Start.String() }),
		column("Planerat slut", func(t process.Trainee) string { return t.PlannedEnd.String() }),
	}
}

func centreColumns(before, now []process.HealthCentre) []registerColumn {
	column := func(heading string, of func(process.HealthCentre) string) registerColumn {
		by := func(all []process.HealthCentre) map[string]string {
			m := map[string]string{}
			for _, c := range all {
				m[c.ID] = of(c)
			}
			return m
		}
		return registerColumn{master.SheetCentres, heading, by(before), by(now)}
	}
	return []registerColumn{
		column("Vårdcentral", func(c process.HealthCentre) string { return c.Name }),
		column("Verksamhetschef", func(c process.HealthCentre) string { return c.Manager }),
		column("Listade", func(c process.HealthCentre) string { return strconv.Itoa(c.Listed) }),
	}
}
