package form

import (
	"slices"

	"stintag/process"
	"stintag/process/workbook"
)

// banner heads the list of faults of a form that goes back: what to do, as far as
// the list has what it speaks of.
func banner(marks []workbook.Mark) []string {
	has := func(what func(workbook.Mark) bool) bool { return slices.ContainsFunc(marks, what) }
	lines := []string{"Rätta uppgifterna nedan, så kan anmälan få en plats på intresselistan."}
	asks := has(func(m workbook.Mark) bool { return m.Ask.Key != "" && !m.Ask.Settled })
	const red = "klicka på en röd ruta i listan. Kommentaren i den säger hur det blir rätt."
	switch {
	case !asks:
		return append(lines, "1. Rätta i blanketten: "+red, "2. "+send)
	case has(func(m workbook.Mark) bool { return m.Ask.Suggestion != "" }):
		lines = append(lines, "1. Skriv det rätta i de gula rutorna under Ert svar. Stämmer vårt förslag räcker det att skriva ja.")
	default:
		lines = append(lines, "1. Skriv det rätta i de gula rutorna under Ert svar.")
	}
	switch inForm := has(func(m workbook.Mark) bool { return m.Ask.Key == "" }); {
	case inForm:
		lines = append(lines, "2. Det som ska rättas i blanketten: "+red)
	case has(func(m workbook.Mark) bool { return m.Cell != "" }):
		lines = append(lines, "2. Ni kan också rätta i blanketten: "+red)
	default:
		return append(lines, "2. "+send)
	}
	return append(lines, "3. "+send)
}

const (
	send       = "Spara filen och skicka den som svar på vårt mejl. Ert första datum fortsätter att gälla."
	unusedLine = "Några svar i den förra listan kunde inte användas. Det som fortfarande behöver svar står nedan."
)

// identities are the forms that go back, as the list's lines name them.
func (r returning) identities(done []workbook.Change) []whose {
	names := make([]whose, len(r.forms))
	for i, f := range r.forms {
		if !r.goes(i, done) {
			continue
		}
		id := f.Case
		if i < len(r.cases) && r.cases[i] != "" {
			id = r.cases[i]
		}
		names[i] = f.identity(id)
	}
	return names
}

// named is the form in a tag.
func named(names []whose, i int) []whose {
	if i < len(names) {
		return names[i : i+1]
	}
	return nil
}

// shownBeside names the doctor and the case beside a cell, in a workbook of several,
// or one that was of several until their rows were emptied.
func shownBeside(names []whose, i int, as laying) string {
	if len(names) < 2 && len(as.emptied) == 0 || i >= len(names) {
		return ""
	}
	s, id := names[i].Doctor, names[i].Case
	switch {
	case id == "":
		return s
	case s == "":
		return "Ärende " + id
	}
	return s + ", ärende " + id
}

// ofCase names the case of a workbook of one form.
func ofCase(names []whose) []string {
	if len(names) == 1 && names[0].Case != "" {
		return []string{"Ärende " + names[0].Case}
	}
	return nil
}

// owns says whether a marked cell is the form's alone: in its row, or on its sheet.
func (f Form) owns(m workbook.Mark) bool {
	row, _, ok := workbook.ParseAddress(m.Cell)
	return ok && m.Sheet == f.Sheet && (f.Row == 0 || row == f.Row)
}

// unusedAnswers says whether answers of an earlier list could not be used.
func unusedAnswers(findings [][]process.Finding) bool {
	return slices.ContainsFunc(findings, func(fs []process.Finding) bool {
		return slices.ContainsFunc(fs, func(f process.Finding) bool { return f.Code == codeUnused })
	})
}
