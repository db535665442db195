package master

import (
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// A start that cannot be read is told of once, as what it is.
func TestAnUnreadableStartIsToldOnce(t *testing.T) {
	v := sampleView()
	data, base, _ := merged(t, newSample(t), nil, v)
	r := tableRow(t, data, rosterTable, headID, "ST-0002")
	data = edit(t, data, map[string]workbook.Cell{SheetRoster + "!" + workbook.Address(r.number, r.grid.at[headBegins]): text("hösten 2019")})
	a := adopted(t, data, base, nil)
	v.World.Roster = a.Registers.Roster
	v.Judgement.Todo = process.Judge(v.World).Todo
	data, _, _ = merged(t, data, base, v)
	told := todoText(t, data)
	if strings.Count(told, "”hösten 2019”, som inte kan läsas") != 1 || strings.Contains(told, "saknar Start") {
		t.Errorf("Att göra:\n%s", told)
	}
	data = edit(t, data, map[string]workbook.Cell{SheetRoster + "!" + workbook.Address(r.number, r.grid.at[headBegins]): {}})
	v.World.Roster = adopted(t, data, base, nil).Registers.Roster
	if told := process.Judge(v.World).Todo; !strings.Contains(todoWords(told), "Raden ST-0002 saknar Start") {
		t.Errorf("emptied: %v", told)
	}
}

func todoWords(all []process.Todo) string {
	var words []string
	for _, t := range all {
		words = append(words, t.What+" "+t.Why)
	}
	return strings.Join(words, "\n")
}
