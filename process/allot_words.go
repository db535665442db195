package process

import "fmt"

// Words is the allotment rule in Swedish, for those who read the figures.
func (a Allotment) Words() string {
	if !a.On() {
		return "Regelverket fördelar inga platser."
	}
	s := fmt.Sprintf("1 plats per %s listade", whole(a.PerListed))
	if a.Funded == 0 {
		return s + ", utan tak."
	}
	s += fmt.Sprintf(", högst %s finansierade platser (%s). ", whole(a.Funded), a.Method.Words())
	if a.Fill {
		return s + "Platser som återstår fylls ut, högst en över grunden."
	}
	return s + "Platser som återstår fylls inte ut."
}

// Words is the method in Swedish.
func (m Method) Words() string {
	if m == LargestRemainder {
		return "största rest"
	}
	return "Sainte-Laguë, uddatalsmetoden"
}

// words says why a health centre has the posts it has.
func (s *shares) words(i int, a CentreAllotment) string {
	if a.Listed == 0 {
		return "Antal listade saknas i bladet Vårdcentraler, så inga platser kan fördelas hit."
	}
	base := fmt.Sprintf("%s / %s = %s: grund %d.", whole(a.Listed), whole(s.rule.PerListed), hundredths(a.Listed, s.rule.PerListed), a.Base)
	return base + s.extra(i, a) + held(a)
}

// extra says what became of the base under the funded number.
func (s *shares) extra(i int, a CentreAllotment) string {
	switch {
	case s.scarce && a.Allotted == a.Base:
		return " Hela grunden ryms i de finansierade platserna."
	case s.scarce:
		return fmt.Sprintf(" Grunderna, %s, är fler än de finansierade, %s: %s hit. Nästa: %s, nummer %d i tur.",
			whole(s.sum), whole(s.rule.Funded), plural(a.Allotted, "plats", "platser"), s.quotient(a.Listed, a.Allotted), a.Next)
	case a.Filled > 0:
		return fmt.Sprintf(" En till, som nummer %d av %s som återstod: %s.", s.filled[i], whole(s.rule.Funded-s.sum), s.quotient(a.Listed, a.Base))
	case s.rule.Funded == 0:
		return ""
	case a.Next > 0:
		return fmt.Sprintf(" Det som återstod (%s) räckte inte hit: %s, nummer %d i tur.", whole(s.rule.Funded-s.sum), s.quotient(a.Listed, a.Base), a.Next)
	case !s.rule.Fill:
		return " Regelverket fyller inte ut platser som återstår."
	case a.Listed%s.rule.PerListed == 0:
		return " Antalet delas jämnt, så fler platser kan det inte bli."
	}
	return ""
}

// quotient is the figure by which a health centre with n posts stands in line for
// one more.
func (s *shares) quotient(listed, n int) string {
	switch {
	case s.rule.Method != LargestRemainder:
		return fmt.Sprintf("jämförelsetal %s / %d = %s", whole(listed), 2*n+1, hundredths(listed, 2*n+1))
	case s.scarce:
		return fmt.Sprintf("kvot %s × %s / %s = %s", whole(listed), whole(s.rule.Funded), whole(s.listed), hundredths(listed*s.rule.Funded, s.listed))
	}
	return fmt.Sprintf("rest %s av %s", whole(listed-n*s.rule.PerListed), whole(s.rule.PerListed))
}

// hundredths writes a quotient with two decimals, cut and not rounded: a figure
// that reads as larger than it is would tell a tie where there is none.
func hundredths(a, b int) string {
	return fmt.Sprintf("%s,%02d", whole(a/b), a%b*100/b)
}

// held says who holds the posts, where they are more than these.
func held(a CentreAllotment) string {
	if a.Vacancy >= 0 {
		return ""
	}
	s := fmt.Sprintf(" Har %d ST-läkare, %d fler än platserna; de är kvar.", a.Counted, -a.Vacancy)
	if a.Overstaffing {
		s += " Överanställning är tillåten."
	}
	return s
}

// plural writes a number with its word.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return whole(n) + " " + many
}
