package main

import (
	"fmt"

	"stintag/process"
)

// carry takes over from an earlier form what a newer one does not take back: a
// number that came back masked, and a protected identity (D24), which only a person
// can lift. A doubted number that the newer one has emptied is gone. It remarks on a
// number that has changed its owner, and on what was said more exactly before.
func carry(earlier process.Case, now *process.Application) []process.Finding {
	before := earlier.Application
	same := !before.PersonalNumber.IsZero() && before.PersonalNumber == now.PersonalNumber
	if now.PersonalNumber.IsZero() && !(earlier.NumberDoubted() && process.Emptied(*now)) {
		now.PersonalNumber = before.PersonalNumber
	}
	now.Protected = now.Protected || before.Protected
	var told []process.Finding
	remark := func(code string, f process.Field, text, ask string) {
		at := now.Cells[f]
		told = append(told, process.Finding{Code: code, Level: process.Remark, Field: f, Sheet: at.Sheet, Cell: at.Cell, Written: at.Written, Text: text}.Asking(ask))
	}
	for _, v := range process.Unsaid(before, *now) {
		if now.Kind.Competes() {
			break // what ranks is asked back
		}
		told = append(told, vaguer(v, *now))
	}
	if same && process.FoldName(before.Doctor) != process.FoldName(now.Doctor) {
		remark("NYTT_NAMN", process.FieldDoctor, "Läkarens namn är ett annat än i den förra blanketten med samma personnummer.", "Stämmer det?")
	}
	return told
}

// vaguer tells the sender and the administrator what counted before and what counts
// now. A letter never says when somebody is away (D7); the master does.
func vaguer(v process.Vaguer, now process.Application) process.Finding {
	at, was := now.Cells[v.Field], v.Was
	if now.Kind == process.LeaveOfAbsence {
		was = "en uppgift"
	}
	words := func(was string) string {
		return fmt.Sprintf("Den förra blanketten hade %s i \"%s\", och det gällde. Nu gäller den nya, som inte har något där som går att läsa, så det förra gäller inte längre.", was, v.Field.Label())
	}
	f := process.Finding{Code: process.CodeVaguer, Level: process.Remark, Field: v.Field, Sheet: at.Sheet, Cell: at.Cell, Written: at.Written, Text: words(was)}
	f = f.Asking("Ska det förra gälla, skriv det på nytt.")
	f.Note = words(v.Was)
	return f
}
