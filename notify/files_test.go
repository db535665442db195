package notify

import (
	"slices"
	"strings"
	"testing"
)

// A form for something else was read: nobody is asked to send it again.
func TestFormForSomethingElse(t *testing.T) {
	l := compose(t, house(), wrongForm())
	if l.Subject != "Blanketten gäller något annat" || !slices.Equal(l.Kinds, []Kind{WrongForm}) {
		t.Errorf("subject %q, kinds %v", l.Subject, l.Kinds)
	}
	both(t, l, "Vi har läst blanketten ni skickade, och den gäller något annat")
	both(t, l, "Gäller det ST, använd vår blankett.")
	neither(t, l, "gick att läsa")
	neither(t, l, "Originalet är sparat")
	neither(t, l, "på nytt")
}

// What came is no workbook: the letter says at once that the form is to be filled
// in, and never that the file is to be sent again.
func TestADocumentInPlaceOfTheForm(t *testing.T) {
	l := compose(t, house(), document())
	both(t, l, "Ni behöver fylla i den bifogade Excel-blanketten och skicka den som svar på det här mejlet.")
	neither(t, l, "skicka filen på nytt")
	beside := document()
	beside.Unreadable = append(beside.Unreadable, unreadable().Unreadable[1])
	both(t, compose(t, house(), beside), "Ni behöver skicka filen på nytt, se nedan hur.")
}

// A remark on a cell that holds for every row of a table is told once in the letter.
func TestASharedCellIsRemarkedOnOnce(t *testing.T) { // D22
	l := compose(t, house(), sharedRemark())
	if n := strings.Count(collapse(l.Text), "Mona Mård i regionens register"); n != 1 {
		t.Errorf("told %d times:\n%s", n, l.Text)
	}
	both(t, l, "Stämmer det?")
	alone := sharedRemark()
	alone.Items = alone.Items[:1]
	both(t, compose(t, house(), alone), "Mona Mård i regionens register")
}

func TestFormForSomethingElseBesideOthers(t *testing.T) {
	wrong := wrongForm().Unreadable[0]
	withItem := answer(item(1, "Anna Berg", Accepted, 7))
	withItem.Unreadable = []Unreadable{wrong}
	withPDF := unreadable()
	withPDF.Unreadable = []Unreadable{wrong, withPDF.Unreadable[0]}
	withReturn := returnedTwo()
	withReturn.Unreadable = []Unreadable{wrong}
	two := wrongForm()
	two.Unreadable = append(two.Unreadable, wrong)
	for name, c := range map[string]struct {
		a       Answer
		kinds   []Kind
		subject string
		lead    string
	}{
		"a receipt": {withItem, []Kind{Receipt, WrongForm},
			"[IA-2024-0001] Bekräftelse och besked om en blankett som gäller något annat: intresseanmälan för ST",
			"1 anmälan är mottagen och 1 blankett gäller något annat."},
		"a PDF": {withPDF, []Kind{Returned}, "Begäran om komplettering: intresseanmälan för ST",
			"1 blankett gäller något annat och 1 fil gick inte att läsa."},
		"a return": {withReturn, []Kind{Returned}, "[IA-2024-0003] Begäran om komplettering: intresseanmälan för ST",
			"1 behöver rättas och 1 blankett gäller något annat."},
		"another": {two, []Kind{WrongForm}, "Blanketterna gäller något annat", "de gäller något annat än en intresseanmälan för ST."},
	} {
		t.Run(name, func(t *testing.T) {
			l := compose(t, house(), c.a)
			if l.Subject != c.subject || !slices.Equal(l.Kinds, c.kinds) {
				t.Errorf("subject %q, kinds %v", l.Subject, l.Kinds)
			}
			both(t, l, c.lead)
		})
	}
	both(t, compose(t, house(), withPDF), "Filen som inte gick att läsa")
}

func TestWorkbookWithoutAForm(t *testing.T) {
	l := compose(t, house(), noForm())
	if !slices.Equal(l.Kinds, []Kind{Returned}) {
		t.Errorf("kinds %v", l.Kinds)
	}
	both(t, l, "Ingen intresseanmälan i filen")
	both(t, l, "men den innehåller ingen intresseanmälan.")
	both(t, l, "Originalet är sparat")
	neither(t, l, "gick att läsa")
}

// What came as a file has no mail to speak of.
func TestImportedFileIsNoMail(t *testing.T) {
	several := imported()
	several.Items = fiveDoctors().Items
	pdf := imported()
	pdf.Items, pdf.Unreadable = nil, unreadable().Unreadable[:1]
	blank := imported()
	blank.Items = []Item{blankItem()}
	nameless := imported()
	nameless.Items[0].Doctor = ""
	nameless.Unreadable = pdf.Unreadable
	for want, a := range map[string]Answer{
		"Er fil": imported(), "Vi har gått igenom er fil:": several,
		"Vi har fått er fil, men den gick inte att läsa.":   pdf,
		"Vi har fått er fil, men blanketten i den var tom.": blank,
		"Er fil kom in 2024-09-10 kl. 14.05.":               nameless,
	} {
		l := compose(t, house(), a)
		both(t, l, want)
		neither(t, l, "ert mejl")
		neither(t, l, "Ert mejl")
	}
	both(t, compose(t, house(), answer(item(1, "Anna Berg", Accepted, 7))), "Ert mejl")
}
