package notify

import "stintag/process"

// unfilled tells its sender what stands in a form that says nothing of any doctor,
// and what is missing.
func unfilled(i Item) string {
	if len(i.Filled) == 0 {
		return "Blanketten var tom. Fyll i den och skicka den som svar på det här brevet."
	}
	s := "I blanketten är bara " + process.Listing(labels(i.Filled)) + pick(len(i.Filled), " ifyllt.", " ifyllda.")
	if len(i.Lacks) > 0 {
		s += " " + process.Listing(labels(i.Lacks)) + " saknas."
	}
	return s + " Fyll i resten och skicka den som svar på det här brevet."
}

func labels(fs []process.Field) []string {
	var all []string
	for _, f := range fs {
		all = append(all, f.Label())
	}
	return all
}

// begun says whether a form that names nobody is filled in for its health centre.
func begun(is []Item) bool {
	for _, i := range is {
		if i.Became == BlankForm && len(i.Filled) > 0 {
			return true
		}
	}
	return false
}

// emptiness is what a form that names nobody is called in the lead.
func emptiness(i Item) string {
	if len(i.Filled) > 0 {
		return "är inte ifylld för någon läkare"
	}
	return "var tom"
}
