package form

import "testing"

func TestAskingForTheBlankForm(t *testing.T) {
	for _, c := range []struct {
		subject, text string
		want          bool
	}{
		{"blankett", "", true},
		{"Blankett", "\r\n \u00a0\n", true},
		{"SV: Blankett önskas", "Hej!\n\nMvh\nEva Berg\nVerksamhetschef, Sala vårdcentral", true},
		{"Tom blankett för intresseanmälan, tack", "Hej,\n\nMed vänlig hälsning\nEva", true},
		{"Blanketten", "Skickat från min iPhone", true},
		{"blankett", "Har ni fått vår blankett som vi skickade i går?", false},
		{"blankett", "Hej!\nSka rutan om BT fyllas i?\nMvh Eva", false},
		{"Fråga om blanketten", "", false},
		{"Blankett för Anna Ek", "", false},
		{"Intresseanmälan", "", false}, // whoever forgot to attach the form is told so by a person
		{"", "", false},
	} {
		if got := Asked(c.subject, c.text); got != c.want {
			t.Errorf("Asked(%q, %q) = %v", c.subject, c.text, got)
		}
	}
}
