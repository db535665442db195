package notify

import "strings"

// fileGroup are the files of a mail that gave no form, by what is the matter.
type fileGroup struct {
	Heading string
	Files   []Unreadable
}

// files are a mail's files that gave no form. saved says that one of them must be
// sent anew, and reply that what to do with it does not say itself that it comes
// as a reply.
func files(a Answer) (groups []fileGroup, saved, reply bool) {
	var unread, none, wrong, links []Unreadable
	for _, u := range a.Unreadable {
		shown := once(Unreadable{Name: fileName(a, u.Name), What: sentence(safe(u.What)), Do: sentence(safe(u.Do))})
		if u.WrongForm {
			wrong = append(wrong, shown)
			continue
		}
		switch {
		case u.NoForm:
			none = append(none, shown)
		case u.Link: // what it leads to is nothing that we could save
			links = append(links, shown)
			continue
		default:
			unread = append(unread, shown)
		}
		saved, reply = true, reply || !strings.Contains(shown.What+shown.Do, "som svar på det här")
	}
	for _, g := range []struct {
		of        []Unreadable
		one, many string
	}{
		{unread, "Filen som inte gick att läsa", "Filer som inte gick att läsa"},
		{links, "Länken som inte går att öppna", "Länkar som inte går att öppna"},
		{none, "Ingen intresseanmälan i filen", "Ingen intresseanmälan i filerna"},
		{wrong, "Blanketten gäller något annat", "Blanketterna gäller något annat"},
	} {
		if len(g.of) > 0 {
			groups = append(groups, fileGroup{pick(len(g.of), g.one, g.many), g.of})
		}
	}
	return groups, saved, reply
}

// once leaves out what to do where the fault says so itself.
func once(u Unreadable) Unreadable {
	if strings.Contains(u.What, "skicka ") {
		u.Do = ""
	}
	return u
}

func fileName(a Answer, name string) string {
	switch name = safe(name); {
	case name != "" && !anyUnnamed(a.Items):
		return name
	case a.File:
		return "Er fil"
	}
	return "En bilaga i ert mejl"
}

func wrongForms(a Answer) int {
	n := 0
	for _, u := range a.Unreadable {
		if u.WrongForm {
			n++
		}
	}
	return n
}

// documents are the files that are no workbooks at all: the form is to be filled in
// instead.
func documents(a Answer) int {
	n := 0
	for _, u := range a.Unreadable {
		if u.Document {
			n++
		}
	}
	return n
}

// onlyLinks says whether the mail holds links to shared files and nothing else.
func onlyLinks(a Answer) bool {
	for _, u := range a.Unreadable {
		if !u.Link {
			return false
		}
	}
	return len(a.Unreadable) > 0
}

// noForms are the files that were read and hold no form at all.
func noForms(a Answer) int {
	n := 0
	for _, u := range a.Unreadable {
		if u.NoForm && !u.WrongForm {
			n++
		}
	}
	return n
}
