package form

import (
	"math"
	"strings"

	"stintag/process"
	"stintag/process/workbook"
)

func (r *interpreter) unit() {
	r.app.CentreWritten = r.words(process.FieldCentre)
	r.app.CentreCode = r.words(process.FieldCentreID)
	r.app.Manager = r.words(process.FieldManager)
	r.app.ManagerEmail = r.email(process.FieldManagerEmail, " Svar skickas till adresserna i regionens register.")
	r.app.ManagerPhone = r.phone()
	r.app.Specialists, r.app.SpecialistsPercent = r.specialists()
	r.app.Trainees, r.app.TraineesOwn = r.trainees()
	r.app.Listed = r.listed()
	r.app.OutsideTown = r.reply(process.FieldOutsideTown)
	if w, ok := r.one(process.FieldOwnPriority); ok {
		n, reads := parseRank(w.Value)
		if reads {
			r.app.OwnPriority = amount(n)
			if w.Value.Kind == workbook.Text && more(strings.Join(bracketed(w.Value.Text), " ")) {
				r.readAs(w, n, "")
			}
		} else {
			r.add(w.finding(codeNumber, process.Remark, "%s går inte att läsa som en plats i ordningen. Skriv 1 för den läkare ni helst vill anställa.", w.quoted()))
		}
	}
}

// email is the address in the field; of several, all as written.
func (r *interpreter) email(f process.Field, more string) string {
	w, ok := r.one(f)
	if !ok {
		return ""
	}
	switch all := addressesIn(w.shown()); len(all) {
	case 0:
		if !denied(w.Value) {
			r.add(w.finding(codeEmail, process.Remark, "%s är ingen e-postadress.%s", w.quoted(), more))
		}
		return ""
	case 1:
		return all[0]
	}
	return r.cut(w)
}

// phone is the manager's; a cell of numbers has dropped its first zero.
func (r *interpreter) phone() string {
	w, ok := r.one(process.FieldManagerPhone)
	if ok && w.Value.Kind == workbook.Number && w.Value.Number >= 1e7 && w.Value.Number < 1e9 {
		return "0" + w.shown()
	}
	return r.words(process.FieldManagerPhone)
}

// count is a number of persons.
func (r *interpreter) count(f process.Field) process.Amount {
	w, ok := r.one(f)
	if !ok {
		return process.Amount{}
	}
	return r.counted(w, w.Value)
}

// counted is a number of persons that stands, perhaps with more, in the cell of w.
func (r *interpreter) counted(w Written, v Value) process.Amount {
	n, ok := parseCount(v)
	if !ok {
		r.add(w.finding(codeNumber, r.level(w.Field), "%s går inte att läsa som ett antal. Skriv ett heltal, till exempel 4.", w.quoted()))
		return process.Amount{}
	}
	if unused(v) || v.Kind == workbook.Text && dotted.MatchString(about.ReplaceAllString(strings.ToLower(clean(v.Text)), "")) {
		r.readAs(w, n, "")
	}
	return amount(n)
}

// readAs tells which number was taken out of a cell that says more.
func (r *interpreter) readAs(w Written, n float64, unit string) {
	r.add(w.finding(codeReading, process.Remark, "%s läses som %s%s.", w.quoted(), Value{Kind: workbook.Number, Number: n}, unit).Asking("Säg till om ni menar något annat."))
}

// listed is how many people are listed; weighted points are none of them.
func (r *interpreter) listed() process.Amount {
	w, ok := r.one(process.FieldListed)
	if !ok {
		return process.Amount{}
	}
	if s := strings.ToLower(unbracketed(w.Value.Text)); w.Value.Kind == workbook.Text && (strings.Contains(s, "vikta") || strings.Contains(s, "poäng")) {
		r.add(w.finding(codeNumber, process.Remark, "%s är viktade poäng och används inte. Skriv antalet listade invånare.", w.quoted()))
		return process.Amount{}
	}
	return r.counted(w, w.Value)
}

// specialists are how many and their posts in per cent; one cell may hold both:
// "3 st, 250 %".
func (r *interpreter) specialists() (count, percent process.Amount) {
	if w, ok := r.one(process.FieldSpecialists); ok {
		v, share, both := splitSum(w.Value)
		if both {
			r.also(process.FieldSpecialistsPercent, w)
			percent = r.percent(w, share)
		}
		if !v.Empty() {
			count = r.counted(w, v)
		}
	}
	if w, ok := r.one(process.FieldSpecialistsPercent); ok {
		v, share, both := splitSum(w.Value)
		if !both {
			return count, r.percent(w, w.Value)
		}
		percent = r.percent(w, share)
		if !v.Empty() && !count.Said {
			r.also(process.FieldSpecialists, w)
			count = r.counted(w, v)
		}
	}
	return count, percent
}

func (r *interpreter) percent(w Written, v Value) process.Amount {
	n, told, ok := parsePercent(v)
	if !ok {
		r.add(w.finding(codeNumber, process.Remark, "%s går inte att läsa som procent av heltid. Skriv till exempel 250 %%.", w.quoted()))
		return process.Amount{}
	}
	if told {
		r.readAs(w, n, " %")
	}
	return amount(n)
}

// trainees are how many ST doctors there are, and how many of them the centre
// pays; one cell may hold both: "4, varav 1 egenfinansierad".
func (r *interpreter) trainees() (all, own process.Amount) {
	if w, ok := r.one(process.FieldTrainees); ok {
		v, paid, both := splitOwn(w.Value, strings.Contains(fold(w.Label), "varav"))
		if both {
			r.also(process.FieldTraineesOwn, w)
			own = r.counted(w, paid)
		}
		all = r.counted(w, v)
	}
	if r.filled(process.FieldTraineesOwn) {
		own = r.count(process.FieldTraineesOwn)
	}
	return all, own
}

// numbered is what stands in a name's cell that a number may stand in.
func (r *interpreter) numbered(f process.Field) string {
	if w, ok := r.one(f); ok && w.Beside != "" {
		return w.Beside
	}
	return r.raw(f)
}

// raw is half a name; a number in it is found by personal.
func (r *interpreter) raw(f process.Field) string {
	w, ok := r.one(f)
	if !ok || w.Value.Kind != workbook.Text {
		return ""
	}
	return clean(w.Value.Text)
}

// filledText is what stands in the field, where it is a text.
func (f Form) filledText(field process.Field) (string, bool) {
	v, filled := f.value(field)
	return v.Text, filled && v.Kind == workbook.Text
}

// protected reads what must err on the safe side: an answer that nobody can read
// protects the doctor until somebody has asked (D24).
func (r *interpreter) protected() {
	w, ok := r.one(process.FieldProtected)
	if !ok || printed(w.Value) {
		return
	}
	a, _ := specOf(process.FieldProtected).answer(w.Value)
	if r.app.Protected = r.app.Protected || a != process.No; a == process.Unanswered {
		r.add(w.finding(codeAnswer, process.Remark, "%s går inte att läsa som Ja eller Nej, och läses tills vidare som Ja. Skriv Nej om läkaren inte har skyddade personuppgifter.", w.quoted()))
	}
}

// personal is the number in its own cell, else one that stands beside the name.
func (r *interpreter) personal() {
	w, ok := r.one(process.FieldPersonalNumber)
	if !ok {
		for _, f := range naming { // all are looked at, so that what is found wrong in one does not hang on the others
			if digits := numberWithin(r.numbered(f), r.today); digits != "" && r.app.PersonalNumber.IsZero() {
				r.app.PersonalNumber = process.NewPersonal(digits)
			}
		}
		return
	}
	if denied(w.Value) {
		return
	}
	if r.hides(w, clean(w.Value.Text)) {
		return
	}
	digits, fault := readPersonal(w.Value, r.today)
	switch {
	case fault == "":
		r.app.PersonalNumber = process.NewPersonal(digits)
	case fault == faultBirthDateOnly:
		r.add(w.finding(codePersonal, process.Remark, "%s %s och används inte. Personnummer behövs inte i anmälan.", w.quoted(), fault))
	case w.Value.Kind == workbook.Text && !hasDigit(w.Value.Text): // no number is given
		r.add(w.finding(codePersonal, process.Remark, "%s är inget personnummer och används inte. Personnummer behövs inte i anmälan.", w.quoted()))
	default:
		r.add(w.finding(codePersonal, process.Returned, "%s %s. Rätta numret eller lämna rutan tom; personnummer behövs inte i anmälan.", w.quoted(), fault))
	}
}

// share is the degree of service.
func (r *interpreter) share() float64 {
	w, ok := r.one(process.FieldDegree)
	if !ok {
		return 0
	}
	n, reads := parseShare(w.Value)
	if !reads || math.IsNaN(n) {
		r.add(w.finding(codeNumber, process.Remark, "%s går inte att läsa som en tjänstgöringsgrad. Skriv till exempel 80 %%.", w.quoted()))
		return 0
	}
	if unused(w.Value) {
		r.readAs(w, math.Round(n*1e4)/100, " %")
	}
	return n
}
