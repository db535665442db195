package notify

import (
	"testing"

	"stintag/process"
)

// A form in which only the health centre is filled in is not called empty: its sender
// is told what stands there and what is missing.
func TestAFormWithOnlyTheHealthCentreIsNotCalledEmpty(t *testing.T) {
	i := blankItem()
	i.Filled = []process.Field{process.FieldCentre, process.FieldManager}
	i.Lacks = []process.Field{process.FieldDoctor, process.FieldLicenceDate}
	l := compose(t, house(), answer(i))
	both(t, l, "I blanketten är bara Vårdcentral och Verksamhetschef ifyllda. Läkarens namn och Legitimationsdatum saknas. Fyll i resten och skicka den som svar på det här brevet.")
	both(t, l, "blanketten i det är inte ifylld för någon läkare")
	both(t, l, "Ni behöver fylla i blanketten för en läkare och skicka den på nytt.")
	for _, empty := range []string{"var tom", "Tom blankett", "tomma"} {
		neither(t, l, empty)
	}
	l = compose(t, house(), answer(i, item(1, "Anna Berg", Accepted, 7)))
	both(t, l, "1 blankett är inte ifylld för någon läkare")
	both(t, compose(t, house(), answer(blankItem())), "Blanketten var tom.")
}
