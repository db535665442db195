package form

import (
	"regexp"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

// supervision reads the supervisor's two merits, asked for by themselves or in one
// label: "Handledare specialist i allmänmedicin / handledarutbildad".
func (r *interpreter) supervision() {
	r.app.Supervisor = r.supervisor()
	r.app.SupervisorUnit = r.named(process.FieldSupervisorUnit)
	r.app.SupervisorTrained = r.reply(process.FieldSupervisorTrained)
	w, ok := r.one(process.FieldSupervisorSpecialist)
	if !ok || !asksTwo(w.Label) {
		r.app.SupervisorSpecialist = r.reply(process.FieldSupervisorSpecialist)
		return
	}
	if printed(w.Value) {
		return
	}
	specialist, trained, reads := twoAnswers(w.Value)
	if !reads {
		r.add(w.finding(codeAnswer, r.level(w.Field), "%s svarar inte på båda frågorna. Skriv två svar, till exempel Ja, nej.", w.quoted()))
		return
	}
	r.app.SupervisorSpecialist = specialist
	if !r.filled(process.FieldSupervisorTrained) {
		r.app.SupervisorTrained = trained
		r.also(process.FieldSupervisorTrained, w)
	}
}

// supervisor is the supervisor's name; words that name nobody are asked about.
func (r *interpreter) supervisor() string {
	w, ok := r.one(process.FieldSupervisor)
	if !ok {
		return ""
	}
	if s := clean(w.Value.Text); isNobody(s) {
		r.add(w.finding(codeDoctor, r.level(w.Field), "%s är inget namn. Skriv handledarens förnamn och efternamn.", w.quoted()))
		return ""
	}
	return r.cut(w)
}

// asksTwo says whether a label asks for both merits.
func asksTwo(label string) bool {
	s := fold(label)
	return strings.Contains(s, "specialist") && strings.Contains(s, "utbild")
}

var yesOrNo = regexp.MustCompile(`(?:^|[^\p{L}])(ja|nej|j|n|x)(?:$|[^\p{L}])`)

// twoAnswers reads "Ja/Ja", "Ja, nej" and "Specialist ja, utbildad nej", the
// specialist's first. Ja alone says both; Nej alone does not say which.
func twoAnswers(v Value) (specialist, trained process.Answer, ok bool) {
	if v.Kind != workbook.Text {
		a, _ := parseAnswer(v)
		return a, a, a == process.Yes
	}
	s := strings.ToLower(clean(v.Text))
	var answers []process.Answer
	for at := yesOrNo.FindStringSubmatchIndex(s); at != nil; at = yesOrNo.FindStringSubmatchIndex(s) {
		a, _ := parseAnswer(Value{Kind: workbook.Text, Text: s[at[2]:at[3]]})
		answers, s = append(answers, a), s[at[3]:]
	}
	low := strings.ToLower(v.Text)
	turned := strings.Contains(low, "utbild") && strings.Index(low, "utbild") < strings.Index(low, "special")
	switch {
	case len(answers) == 2 && !turned:
		return answers[0], answers[1], true
	case len(answers) == 2:
		return answers[1], answers[0], true
	case len(answers) == 1 && answers[0] == process.Yes && !strings.Contains(low, "special") && !strings.Contains(low, "utbild"):
		return process.Yes, process.Yes, true
	}
	return process.Unanswered, process.Unanswered, false
}
