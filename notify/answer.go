package notify

import (
	"slices"
	"strings"

	"stintag/process"
)

type answerView struct {
	NoQueue  bool   // nobody stands on a list
	About    string // which mail this answers, and when it came
	Common   string // what several doctors have in common, told once
	Items    []itemView
	Files    []fileGroup
	Saved    bool          // a file must be sent anew
	Fix      bool          // a form must be corrected
	Copies   bool          // and a copy with red cells is attached
	Withheld bool          // a form is not sent back with its copy
	Blank    bool          // the blank form is attached
	Asked    bool          // as the mail asked
	Shared   []findingView // remarks on a cell that is several doctors'
	Early    bool
	Several  bool   // several doctors
	Wait     bool   // somebody in the letter awaits a decision
	Reply    bool   // what to do with a file does not say itself that it comes as a reply
	Transfer bool   // somebody moves here
	Leaves   bool   // somebody moves from here
	Round    string // the next decision date
	Places   bool   // several places are told, so their caveat is told once
	Listed   bool   // somebody is, or may come, on the list
}

// Answer composes the one letter that one incoming mail gets: receipts, returns
// and reminders for every doctor in it (D22).
func (h House) Answer(a Answer) (Letter, error) {
	v := h.answerView(a)
	lead, action, tone := h.summing(a)
	l := Letter{
		Identity: a.Identity, Kinds: answerKinds(a), To: a.To, Cases: asksAbout(a.Items),
		Subject:     subject(caseIDs(a.Items...), answerSubject(a)),
		Attachments: a.Attachments, InReplyTo: a.InReplyTo, References: a.References, Answers: true,
	}
	return h.render(l, answerTemplate, page{
		Title: answerSubject(a), Hello: hello(a.Manager), Tone: tone, Lead: lead, Action: action, Body: v,
	})
}

func (h House) answerView(a Answer) answerView {
	v := answerView{
		Common: common(a.Items), NoQueue: !h.policy().Queues(),
		About: h.about(a), Fix: became(a.Items, SentBack) > 0, Copies: len(a.Attachments) > 0, Withheld: a.Withheld, Blank: a.Blank && !a.Asked, Asked: a.Asked,
		Several: len(a.Items) > 1, Round: h.round(process.DateOf(a.Received)),
	}
	for _, i := range a.Items {
		if anyUnnamed(a.Items) {
			i.FormName = "" // it may hold the name
		}
		one := h.item(i)
		if v.Several {
			v.Places = v.Places || one.Place != ""
			one.Brief = brief(i, one, v.Common != "")
		}
		v.Items = append(v.Items, one)
		v.Early = v.Early || i.EarlyEmployment
		v.Wait = v.Wait || h.awaits(i)
		v.Transfer = v.Transfer || i.Became == AtDirector && !i.FromPresent
		v.Leaves = v.Leaves || i.Became == AtDirector && i.FromPresent
		v.Listed = v.Listed || awaitsPlace(i)
	}
	v.Files, v.Saved, v.Reply = files(a)
	slices.SortStableFunc(v.Items, func(a, b itemView) int { return strings.Compare(a.Tone, b.Tone) }) // what must be done first
	v.Shared = shared(v.Items)
	return v
}

// shared takes the remarks out of the items that are made on one cell in several:
// what stands there is told once.
func shared(items []itemView) []findingView {
	told := map[findingView]int{}
	for _, i := range items {
		for _, r := range i.Remarks {
			told[r]++
		}
	}
	once := func(r findingView) bool { return r.Cell && told[r] > 1 }
	var all []findingView
	for n := range items {
		for _, r := range items[n].Remarks {
			if once(r) && !slices.Contains(all, r) {
				all = append(all, r)
			}
		}
		items[n].Remarks = slices.DeleteFunc(items[n].Remarks, once)
	}
	return all
}

// common is the kind and health centre that all of several items share.
func common(is []Item) string {
	if len(is) < 2 || is[0].Kind == "" || is[0].Centre == "" {
		return ""
	}
	for _, i := range is[1:] {
		if i.Kind != is[0].Kind || i.Centre != is[0].Centre {
			return ""
		}
	}
	return "Alla gäller " + kindWords(is[0]) + " vid " + safe(is[0].Centre) + "."
}

// brief is an item's facts in one line (D22), without what all have in common.
func brief(i Item, v itemView, hasCommon bool) string {
	var parts []string
	add := func(before, s string) {
		if s != "" {
			parts = append(parts, before+s)
		}
	}
	if !unnamed(i) {
		add("", v.CaseID)
	}
	add("rad"+nbsp, v.Row)
	if !hasCommon {
		add("", v.About)
		add("", v.Centre)
	}
	if i.Became != TakenBack {
		add("kontaktdatum"+nbsp, v.Contact)
	}
	if v.Place == "" {
		add("", v.Status)
	} else {
		add("plats ", preliminary(i.Standing.Place, i.Of))
	}
	return strings.Join(parts, " · ")
}

// about names the mail answered. Its subject is its sender's own words and may
// hold a doctor's name, so it is quoted only where names are written in full.
func (h House) about(a Answer) string {
	s := "Ert mejl"
	if a.File {
		s = "Er fil"
	}
	subj := safe(a.Subject)
	if subj != "" && h.policy().Letters.Name != "initials" && !anyUnnamed(a.Items) {
		s += " \"" + subj + "\""
	}
	return s + " kom in " + clock(a.Received) + "."
}

// employmentWaits says whether the region wants employment to wait for a decision:
// not where the health centre is to employ before it, or as it likes (D2, R-205).
func (h House) employmentWaits() bool {
	e := h.policy().Employment
	return e != process.EarlyRequire && e != process.EarlyNeutral
}

// awaits says whether the sentence of R-009 belongs in the letter: somebody waits
// for a decision, in a region that wants employment to wait for it. Who is left
// employs nobody.
func (h House) awaits(i Item) bool {
	if !h.employmentWaits() || i.FromPresent || ofRunning(i) {
		return false
	}
	switch i.Became {
	case TakenBack, NoCase, WhichCase, OtherKind, BlankForm:
		return false
	}
	return !settled(i.Standing.Status)
}

func settled(s process.Status) bool {
	switch s {
	case process.StatusGranted, process.StatusDeclined, process.StatusWithdrawn, process.StatusClosed:
		return true
	}
	return false
}

func awaitsPlace(i Item) bool {
	switch i.Became {
	case Accepted, Updated, Unchanged, SentBack:
		return !settled(i.Standing.Status) && !offList(i)
	}
	return false
}

func answerKinds(a Answer) []Kind {
	var received, returned, early bool
	for _, i := range a.Items {
		back := i.Became == SentBack || i.Became == BlankForm || i.Became == WhichCase
		received, returned = received || !back, returned || back
		early = early || i.EarlyEmployment
	}
	wrong := wrongForms(a)
	var ks []Kind
	if received || a.Asked {
		ks = append(ks, Receipt)
	}
	switch {
	case returned || len(a.Unreadable) > wrong:
		ks = append(ks, Returned)
	case wrong > 0:
		ks = append(ks, WrongForm)
	}
	if early {
		ks = append(ks, Warning)
	}
	return ks
}

func anyUnnamed(is []Item) bool {
	for _, i := range is {
		if i.Became != BlankForm && unnamed(i) {
			return true
		}
	}
	return false
}
