package trust

import "testing"

// A yes lets a stranger's form in, so only a plain one counts.
func TestAnswerIn(t *testing.T) {
	for text, want := range map[string]Answer{
		"Ja":                                    Yes,
		"ja.":                                   Yes,
		"JA!\r\n\r\nMvh Ada":                    Yes,
		"Ja, det stämmer.":                      Yes,
		"\n\n  Ja, det är vår adress\n> Nej":    Yes,
		"Hej!\n\nJa, adressen är vår.\n":        Yes,
		"Hej, ja det stämmer":                   Yes,
		"Hej Anna!\nJa":                         Yes,
		"God morgon.\nJajamen":                  Yes,
		"*Ja*":                                  Yes,
		"Nej":                                   No,
		"Nej, det är inte vår adress.":          No,
		"Nej, den känner vi inte till.":         No,
		"Hej\nNej tack":                         No,
		"":                                      Unclear,
		"Hej!":                                  Unclear,
		"> Ja":                                  Unclear,
		"> Är det er adress?\nJa":               Unclear,
		"Den 10 sep. 2024 skrev ST-intag:\nJa":  Unclear,
		"-----Ursprungligt meddelande-----\nJa": Unclear,
		"Från: ST-intag\nJa":                    Unclear,
		"Javisst":                               Unclear,
		"Jag vet inte":                          Unclear,
		"Jaså":                                  Unclear,
		"Ja?":                                   Unclear,
		"Ja, kanske":                            Unclear,
		"Ja, men den används inte längre":       Unclear,
		"Ja det är inte vår adress":             Unclear,
		"Ja, vem är det som undrar":             Unclear,
		"Ja om ni frågar mig":                   Unclear,
		"Nej, jo, det är vår":                   Unclear,
		"Nej, eller ja":                         Unclear,
		"Adressen är vår. Ja":                   Unclear,
		"Nej, det stämmer inte":                 No,
		"Nä":                                    No,
		"God morgon, Anna Berg!\nJa":            Yes,
		"Hej, vi har fått ert brev om adressen.\nJa": Unclear,
		"Vem är det?": Unclear,
	} {
		if got := AnswerIn(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
