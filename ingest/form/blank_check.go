package form

import (
	"stintag/process"
	"stintag/process/workbook"
)

// looseDates are the fields whose date may be "HT 2025" or "mars 2025".
var looseDates = map[process.Field]bool{
	process.FieldPossibleStart: true, process.FieldExpectedLicence: true, process.FieldPlannedEnd: true,
	process.FieldChangeFrom: true, process.FieldChangeTo: true,
}

// check is what the field's cell takes in the blank form. Nothing that Read
// understands there is refused but a date that must be exact and is not.
func (s spec) check(f process.Field) workbook.CheckPlan {
	switch {
	case s.holds == asDate && looseDates[f]:
		return dateCheck(false, `Skriv helst ett helt datum som ÅÅÅÅ-MM-DD, till exempel 2025-01-13. Vet ni det inte än går det bra med "mars 2025" eller "HT 2025".`)
	case s.holds == asDate:
		return dateCheck(true, "Skriv ett helt datum som ÅÅÅÅ-MM-DD, till exempel 2016-05-04. Vet ni inte datumet, lämna rutan tom.")
	case f == process.FieldSpecialistsPercent:
		return workbook.CheckPlan{Kind: workbook.CheckNumber, Max: 1e4, Title: "Är det ett tal?", Text: "Skriv deras tjänster sammanlagt i procent av heltid, till exempel 250."}
	case s.holds == asPercent:
		return workbook.CheckPlan{Kind: workbook.CheckNumber, Max: 100, Title: "Är det ett tal?", Text: "Skriv procent av heltid, till exempel 80 %."}
	case f == process.FieldOwnPriority:
		return workbook.CheckPlan{Kind: workbook.CheckNumber, Max: 1e6, Title: "Är det ett tal?", Text: "Skriv bara en siffra: 1 för den ni helst vill anställa, 2 för nästa."}
	case s.holds == asNumber:
		return workbook.CheckPlan{Kind: workbook.CheckNumber, Max: 1e6, Title: "Är det ett tal?", Text: "Skriv bara siffror, till exempel 6."}
	case f == process.FieldComment:
		return workbook.CheckPlan{Kind: workbook.CheckLength, Max: longestComment, Title: "Lång text", Text: "Texten har mer än 2 000 tecken. De första 2 000 följer med till handläggaren."}
	}
	return workbook.CheckPlan{}
}

func dateCheck(stop bool, text string) workbook.CheckPlan {
	return workbook.CheckPlan{
		Kind: workbook.CheckDate, Min: workbook.Serial(firstYear, 1, 1), Max: workbook.Serial(lastYear, 12, 31),
		Stop: stop, Title: "Är datumet rätt?", Text: text,
	}
}
