package notify

import (
	"slices"

	"stintag/process"
)

// subject puts the case in front: "[IA-2024-0007] …", "[IA-2024-0007 m.fl.] …".
func subject(cases []string, words string) string {
	switch len(cases) {
	case 0:
		return words
	case 1:
		return "[" + cases[0] + "] " + words
	}
	return "[" + cases[0] + " m.fl.] " + words
}

// caseIDs are the items' cases, each once, in their order.
func caseIDs(is ...Item) []string {
	var ids []string
	for _, i := range is {
		if i.CaseID != "" && !slices.Contains(ids, i.CaseID) {
			ids = append(ids, i.CaseID)
		}
	}
	return ids
}

// asksAbout are the cases that a reply to the letter may be about: also those of
// which it asks. None of the latter stands in a subject, where it would point that
// one out.
func asksAbout(is []Item) []string {
	all := slices.Clone(is)
	for _, i := range is {
		all = append(all, i.Fits...)
	}
	return caseIDs(all...)
}

func answerSubject(a Answer) string {
	if n := len(a.Items); n > 0 && n == became(a.Items, NoCase) && len(a.Unreadable) == 0 {
		return "Återkallelse: vi hittade inget ärende"
	}
	if n := len(a.Items); n > 0 && n == became(a.Items, WhichCase) && len(a.Unreadable) == 0 {
		return "Återkallelse: vilket ärende gäller den?"
	}
	if len(a.Items) == 0 && len(a.Unreadable) > 0 && len(a.Unreadable) == wrongForms(a) {
		return pick(len(a.Unreadable), "Blanketten gäller något annat", "Blanketterna gäller något annat")
	}
	if a.Asked {
		return "Blankett för intresseanmälan för ST"
	}
	var parts []string
	for _, k := range answerKinds(a) {
		switch k {
		case Receipt:
			parts = append(parts, "bekräftelse")
		case Returned:
			parts = append(parts, "begäran om komplettering")
		case WrongForm:
			parts = append(parts, "besked om en blankett som gäller något annat")
		case Warning:
			parts = append(parts, "påminnelse")
		}
	}
	return process.Upper(process.Listing(parts) + ": " + answerMatter(a.Items))
}

// answerMatter is what the letter is about. Different matters share the word
// "intresseanmälan", which every manager knows the errand by.
func answerMatter(is []Item) string {
	matter := ""
	for _, i := range is {
		m := itemMatter(i)
		if matter != "" && matter != m {
			return "intresseanmälningar för ST"
		}
		matter = m
	}
	switch {
	case matter == "":
		return "intresseanmälan för ST"
	case len(is) > 1 && matter == "intresseanmälan för ST":
		return "intresseanmälningar för ST"
	}
	return matter
}

func itemMatter(i Item) string {
	switch {
	case i.Became == NoCase:
		return "återkallelse utan ärende hos oss"
	case i.Became == WhichCase:
		return "återkallelse som passar på flera ärenden"
	case i.Became == TakenBack:
		return "återkallad intresseanmälan för ST"
	case i.Became == AtDirector || i.Kind == process.Transfer:
		return "byte av vårdcentral"
	case ofRunning(i):
		return "ändring av en pågående ST"
	}
	return "intresseanmälan för ST"
}
