package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"stintag/process"
	"stintag/process/master"
)

// What administrators try in the sheet Prova. Nothing of it is ever written
// anywhere but beside the question.

// mostTrials bounds what one run tries: each row is a judgement or two. Where many
// cases are judged each time it is fewer.
const (
	mostTrials   = 30
	fewestTrials = 3
	mostTried    = 1_000_000 // cases in all
)

// tried answers the rows of Prova, each by itself.
func (s *state) tried(j process.Judgement, rows []master.Trial) []master.Trial {
	if len(rows) == 0 {
		return nil
	}
	now := s.prospect(s.world, j)
	most := min(mostTrials, max(fewestTrials, mostTried/max(1, len(s.cases))))
	all := make([]master.Trial, len(rows))
	for i, r := range rows {
		r.Answer = fmt.Sprintf("Programmet provar de %d översta raderna. Ta bort några ovanför.", most)
		if i < most {
			r.Answer = s.follows(now, r)
		}
		all[i] = r
	}
	return all
}

// follows tells what would follow from one row.
func (s *state) follows(now prospect, r master.Trial) string {
	key, value, problem := r.Setting(s.world)
	if problem != "" {
		return problem
	}
	w, err := process.Set(s.world, key, value)
	if err != nil {
		return "Antagandet går inte att prova: rätta Antagande eller Värde."
	}
	other := *s
	other.world, other.forms = w, nil
	then := other.prospect(w, other.judge())
	lines := slices.Concat(now.grants(then), now.moves(then), now.money(then), now.allotments(then))
	if strings.HasPrefix(key, "intake.") {
		lines = append(lines, now.forecast(then)...)
	}
	return strings.Join(lines, "\n")
}

// prospect is a judged World: who would be granted, and what would be left then.
type prospect struct {
	world     process.World
	judgement process.Judgement
	granted   []string // proposed to be granted, not decided
	places    map[string]int
	left      []process.MoneyFigures // as if the proposals were decided today
}

func (s *state) prospect(w process.World, j process.Judgement) prospect {
	p := prospect{world: w, judgement: j, places: map[string]int{}}
	decided := w
	decided.Delegates, decided.Cases = nil, slices.Clone(w.Cases)
	for i, st := range j.Standings {
		p.places[st.Case] = st.Place
		if st.Proposal.Outcome != process.Grant || st.Status != process.StatusReady && st.Status != process.StatusWaiting {
			continue
		}
		p.granted = append(p.granted, st.Case)
		decided.Cases[i].Decision = process.Decision{Verdict: process.VerdictGrant, By: "förslaget", Date: w.Today(), Reason: "Som föreslaget."}
	}
	p.left = process.Judge(decided).Money
	return p
}

// grants tell how many would be granted, and who gains and who loses.
func (p prospect) grants(then prospect) []string {
	lines := []string{fmt.Sprintf("%s, %s.", grantsProposed(len(then.granted)), insteadOf(len(then.granted), len(p.granted)))}
	if gain := apart(then.granted, p.granted); len(gain) > 0 {
		lines = append(lines, "Får förslaget Beviljas: "+someOf(gain)+".")
	}
	if lose := apart(p.granted, then.granted); len(lose) > 0 {
		lines = append(lines, "Mister förslaget: "+someOf(lose)+".")
	}
	return lines
}

func grantsProposed(n int) string {
	if n == 0 {
		return "Inget ärende föreslås beviljas"
	}
	if n == 1 {
		return "1 ärende föreslås beviljas"
	}
	return fmt.Sprintf("%d ärenden föreslås beviljas", n)
}

func insteadOf(then, now int) string {
	switch {
	case then > now:
		return fmt.Sprintf("%d fler än nu", then-now)
	case then < now:
		return fmt.Sprintf("%d färre än nu", now-then)
	}
	return "lika många som nu"
}

// moves tell whose place changes; of many only how many.
func (p prospect) moves(then prospect) []string {
	var moved []string
	for _, id := range slices.Sorted(maps.Keys(p.places)) {
		switch now, then := p.places[id], then.places[id]; {
		case now == then:
		case now == 0:
			moved = append(moved, fmt.Sprintf("%s får plats %d", id, then))
		case then == 0:
			moved = append(moved, id+" lämnar turordningen")
		default:
			moved = append(moved, fmt.Sprintf("%s går från plats %d till %d", id, now, then))
		}
	}
	switch {
	case len(moved) == 0:
		return nil
	case len(moved) <= 3:
		return []string{strings.Join(moved, ", ") + "."}
	}
	return []string{fmt.Sprintf("%d ärenden byter plats i turordningen.", len(moved))}
}

// money tells what would be left of each frame that differs, the proposals granted.
func (p prospect) money(then prospect) []string {
	now := map[int]process.MoneyFigures{}
	for _, m := range p.left {
		now[m.Year] = m
	}
	var lines []string
	for _, m := range then.left {
		was := now[m.Year]
		switch {
		case !m.Decided || was.Decided && was.Free == m.Free:
		case !was.Decided:
			lines = append(lines, fmt.Sprintf("Kvar av ramen för %d när förslagen är beviljade: %s; i dag finns ingen ram.", m.Year, kronor(m.Free)))
		default:
			lines = append(lines, fmt.Sprintf("Kvar av ramen för %d när förslagen är beviljade: %s i stället för %s.", m.Year, kronor(m.Free), kronor(was.Free)))
		}
	}
	return lines
}

// allotments tell which health centres would have another number of posts.
func (p prospect) allotments(then prospect) []string {
	now, names := map[string]int{}, map[string]string{}
	for _, a := range p.judgement.Allotments {
		now[a.CentreID] = a.Allotted
	}
	for _, c := range then.world.Centres {
		names[c.ID] = c.Name
	}
	var other []string
	for _, a := range then.judgement.Allotments {
		if d := a.Allotted - now[a.CentreID]; d != 0 {
			other = append(other, names[a.CentreID]+" "+strings.Replace(fmt.Sprintf("%+d", d), "-", "−", 1))
		}
	}
	if len(other) == 0 {
		return nil
	}
	sum, was := process.SumAllotments(then.judgement.Allotments).Allotted, process.SumAllotments(p.judgement.Allotments).Allotted
	return []string{fmt.Sprintf("Tilldelade platser: %d i stället för %d (%s).", sum, was, someOf(other))}
}

// forecast tells what another intake makes of the last year-end that is reckoned.
func (p prospect) forecast(then prospect) []string {
	now, other := process.Project(p.world, p.judgement, false).Years, process.Project(then.world, then.judgement, false).Years
	if len(now) == 0 || len(other) == 0 {
		return nil
	}
	last, was := other[len(other)-1], now[len(now)-1]
	return []string{fmt.Sprintf("I utbildning i slutet av %d enligt prognosen: %d i stället för %d.", last.Year, last.InTraining.Mid, was.InTraining.Mid)}
}

// apart are those of all that are not among others.
func apart(all, others []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(id string) bool { return slices.Contains(others, id) })
}

// mostNamed is how many are named of many.
const mostNamed = 12

func someOf(all []string) string {
	if len(all) > mostNamed {
		return strings.Join(all[:mostNamed], ", ") + fmt.Sprintf(" och %d till", len(all)-mostNamed)
	}
	return strings.Join(all, ", ")
}
