package notify

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"stintag/process"
)

// ranked is who stands where, by place, with the reason that binds first.
func ranked(r Report) (rows []rankView, more string) {
	byID := map[string]process.Case{}
	for _, c := range r.World.Cases {
		byID[c.ID] = c
	}
	for n, id := range r.World.ReadingOrder(r.Judgement) {
		if n == mostRanked {
			return rows, fmt.Sprintf("Ytterligare %d står i huvudfilen.", len(r.Judgement.Ranking)-n)
		}
		s, _ := r.Judgement.Standing(id)
		app := byID[id].Application
		v := rankView{
			Place: strconv.Itoa(s.Place), Case: id, Centre: centreName(r.World, app),
			Start: orNone(app.PossibleStart, "–"), Proposal: string(s.Proposal.Outcome),
		}
		if len(s.Proposal.Reasons) > 0 {
			v.Why = sentence(safe(s.Proposal.Reasons[0]))
		}
		rows = append(rows, v)
	}
	return rows, ""
}

// centreName is left out for a protected identity, who appears by the case id
// alone (D24).
func centreName(w process.World, app process.Application) string {
	if app.Protected {
		return ""
	}
	if c, ok := w.Centre(app.CentreID); ok {
		return safe(c.Name)
	}
	return safe(app.CentreWritten)
}

// rest are the open cases that are not ranked, by status.
func rest(r Report) []restView {
	by := map[process.Status][]string{}
	for _, s := range r.Judgement.Standings {
		if s.Place == 0 && !settled(s.Status) {
			by[s.Status] = append(by[s.Status], s.Case)
		}
	}
	var rows []restView
	for _, st := range slices.Sorted(maps.Keys(by)) {
		slices.Sort(by[st])
		rows = append(rows, restView{string(st), strings.Join(by[st], ", ")})
	}
	return rows
}

// money is in thousands of kronor; a year without a decided frame says so, since
// 0 would be read as a decision (D16).
func money(ms []process.MoneyFigures) []moneyView {
	var rows []moneyView
	for _, m := range ms {
		v := moneyView{Year: strconv.Itoa(m.Year), Frame: "ram ej beslutad", Committed: number(m.Committed/1000, 0), Free: "–", Fits: "–"}
		if m.Decided {
			v.Frame, v.Free = number(m.Frame/1000, 0), number(m.Free/1000, 0)
			if m.PerMonth > 0 {
				v.Fits = strconv.Itoa(m.Fits)
			}
		}
		rows = append(rows, v)
	}
	return rows
}

type earlyView struct{ Centre, New, Year string }

// early are the year's early employments by health centre, most first, and how many
// of them its manager was reminded of since the last report.
func early(r Report) []earlyView {
	by := r.EarlyEmployed
	all := map[string]bool{}
	for _, names := range []map[string]int{by, r.EarlyNew} { // a case of last year may be warned of in this one
		for name := range names {
			all[name] = true
		}
	}
	names := slices.SortedFunc(maps.Keys(all), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.EarlyNew[b], r.EarlyNew[a]), cmp.Compare(by[b], by[a]), strings.Compare(a, b))
	})
	var rows []earlyView
	for _, n := range names {
		if by[n] > 0 || r.EarlyNew[n] > 0 {
			rows = append(rows, earlyView{safe(n), strconv.Itoa(r.EarlyNew[n]), strconv.Itoa(by[n])})
		}
	}
	return rows
}

const (
	placeHuman   = "human"
	placeHandled = "handled"
)

var placeWords = map[string]string{
	placeHandled: "Hanterat", "unreadable": "Ej läsbart", "quarantine": "Karantän", placeHuman: "Till handläggare", "": "Prövas igen",
}

// mails are those that came, by time. Where they are too many to show, those that
// were simply handled give way.
func mails(ms []MailLine) (rows []mailView, more string) {
	if len(ms) > mostMails {
		ms = slices.Clone(ms)
		slices.SortStableFunc(ms, func(a, b MailLine) int { return cmp.Compare(handled(a), handled(b)) })
	}
	for n, m := range ms {
		if n == mostMails {
			return rows, fmt.Sprintf("Ytterligare %d mejl.", len(ms)-n)
		}
		p, ok := placeWords[m.Place]
		if !ok {
			p = m.Place
		}
		rows = append(rows, mailView{m.When.Format("2006-01-02 15.04"), safe(m.From), p, mailWhat(m)})
	}
	return rows, ""
}

func handled(m MailLine) int {
	if m.Place == placeHandled {
		return 1
	}
	return 0
}

// mailWhat ends with the cases that the words do not name themselves.
func mailWhat(m MailLine) string {
	what := safe(m.What)
	var ids []string
	for _, c := range m.Cases {
		if !strings.Contains(what, c) {
			ids = append(ids, c)
		}
	}
	switch {
	case len(ids) == 0:
	case m.Place == placeHuman: // the mail itself changes nothing in them
		what += " (gäller " + process.Listing(ids) + ")"
	default:
		what += " (" + strings.Join(ids, ", ") + ")"
	}
	return strings.TrimSpace(what)
}

// aboutCases are the cases that mails waiting for an answer are about.
func aboutCases(ms []MailLine) string {
	var ids []string
	for _, m := range ms {
		for _, c := range m.Cases {
			if m.Place == placeHuman && !slices.Contains(ids, c) {
				ids = append(ids, c)
			}
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return " (gäller " + process.Listing(ids) + ")"
}
