package process

import (
	"fmt"
	"strings"
)

const (
	codeChangeEnds     = "ÄNDRING_SLUTAR_FÖRE_BÖRJAN"
	codeSameCentre     = "BYTE_TILL_SAMMA"
	codeTransferAsNew  = "BYTE_ELLER_NY"
	codeDoubleUnclear  = "OKLAR_DUBBELSPECIALISERING"
	codeSpecialtyOurs  = "REDAN_ALLMÄNSPECIALIST"
	codeProtected      = "SKYDDADE_UPPGIFTER"
	codeNotInformed    = "EJ_INFORMERAD"
	codeAssessment     = "OFULLSTÄNDIG_BEDÖMNING"
	generalPractice    = "allmänmedicin"
	lettersInASentence = 60
)

// change holds the kind against what else the form says: what a change's dates
// are, and fields that belong to another kind.
func (x *examination) change() {
	a := x.app
	if from, to := a.ChangeFrom, a.ChangeTo; !from.IsZero() && !to.IsZero() && to.Before(from) {
		x.find(codeChangeEnds, BeforeDecision, FieldChangeTo,
			fmt.Sprintf("Ändringen gäller till %s, före sin början %s. Kontrollera båda datumen.", to, from), "")
	}
	x.transferFrom()
	earlier := a.EarlierSpecialty
	switch a.Kind {
	case DoubleSpecialisation:
		if strings.Contains(fold(earlier), generalPractice) {
			x.find(codeSpecialtyOurs, Remark, FieldEarlierSpecialty,
				fmt.Sprintf("Tidigare specialitet är %s, som är den som ST gäller. Vilken specialitet har läkaren redan?", quote(brief(earlier))), "")
		}
	case NewPost, IntegratedBT, ResearchST, PreBTST, PreST, Practice:
		if says(earlier) {
			x.find(codeDoubleUnclear, Remark, FieldEarlierSpecialty,
				fmt.Sprintf("Tidigare specialitet är %s, men ärendetypen är %s. Gäller anmälan dubbelspecialisering?", quote(brief(earlier)), a.Kind), "")
		}
	}
}

// transferFrom: a transfer never competes with new posts, so a form that
// names a health centre to leave is asked which it is.
func (x *examination) transferFrom() {
	from := x.app.TransferFrom
	if !says(from) {
		return
	}
	c, exact, ok := FindCentre(x.w.Centres, from)
	switch {
	case x.app.Kind == Transfer:
		if ok && exact && x.known && c.ID == x.centre.ID {
			x.find(codeSameCentre, Remark, FieldTransferFrom,
				fmt.Sprintf("Byte från vårdcentral är %s, samma som läkaren ska byta till. Kontrollera båda.", quote(brief(from))), "")
		}
	case x.post && x.app.Kind != "":
		x.find(codeTransferAsNew, Remark, FieldTransferFrom,
			fmt.Sprintf("Byte från vårdcentral är %s, men ärendetypen är %s. Gäller anmälan ett byte?", quote(brief(from)), x.app.Kind), "")
	}
}

// notices are what a person takes care of.
func (x *examination) notices() {
	a := x.app
	if a.Protected {
		x.find(codeProtected, Remark, FieldProtected,
			"Skyddade personuppgifter är Ja: ärendet hanteras för hand och nämns bara med sitt nummer.", "")
	}
	if a.Privacy == No && x.post {
		x.find(codeNotInformed, Remark, FieldPrivacy,
			"Läkaren är enligt blanketten inte informerad om hur personuppgifterna används. Informera läkaren, så att ärendet kan handläggas.", "")
	}
	x.exemption()
	x.limited()
	x.assessment()
	x.needed()
}

// needed tells what keeps a change to a running post from being proposed, which is
// asked back, from what else is wrong in its form: nothing waits for that. Of a row
// that a person wrote nothing is asked back.
func (x *examination) needed() {
	if !x.app.Kind.changes() {
		return
	}
	for i := range x.found {
		switch f := &x.found[i]; {
		case f.Level != BeforeDecision || names[f.Field]:
		case changeNeeds(x.app.Kind, f.Field), f.Code == codeChangeEnds:
			f.Level = Returned
		default:
			f.Level = Remark
		}
	}
}

// assessment: a joint assessment is three names with their days. Which
// are needed is the policy's; an empty one is missing, not told here.
func (x *examination) assessment() {
	for _, s := range []struct {
		field   Field
		written string
	}{
		{FieldAssessedManager, x.app.Assessed.Manager}, {FieldAssessedSupervisor, x.app.Assessed.Supervisor}, {FieldAssessedDirector, x.app.Assessed.Director},
	} {
		if !x.asked(s.field) || !says(s.written) || x.told(s.field, Remark) {
			continue
		}
		switch day := digits(s.written) != ""; {
		case !day:
			x.find(codeAssessment, BeforeDecision, s.field,
				fmt.Sprintf("%s är %s, utan datum. Skriv namn och datum.", s.field.Label(), quote(brief(s.written))), "")
		case strings.IndexFunc(s.written, letter) < 0:
			x.find(codeAssessment, BeforeDecision, s.field,
				fmt.Sprintf("%s är %s, utan namn. Skriv namn och datum.", s.field.Label(), quote(brief(s.written))), "")
		}
	}
}

func letter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > 0x7f }

// brief is text short enough to be quoted in a sentence.
func brief(s string) string {
	if r := []rune(s); len(r) > lettersInASentence {
		return string(r[:lettersInASentence-1]) + "…"
	}
	return s
}
