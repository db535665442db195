package master

import (
	"strings"

	"stintag/process"
)

// People write beside the rows of Att göra: who does it, when they rang. Their words
// go on standing beside what they are about, also once that is done.

// done begins what stands in a row of Att göra that is done, as long as people's own
// words stand beside it.
const done = "Klart "

// finished is what is left of a row that is wanted no more and has people's words
// beside it: of what is to do what it was and when it was done, of others nothing.
func (m *merger) finished(l keyedList, r row) listRow {
	if l.sheet != SheetTodo {
		return nil
	}
	w := listRow{headCase: r.cell(headCase), headWhat: r.cell(headWhat), headBecause: r.cell(headBecause)}
	if was := r.text(headBecause); !strings.HasPrefix(was, done) {
		w[headBecause] = text(done + process.DateOf(m.view.Run).String() + ". " + was)
	}
	now := l.keyOf(w)
	for _, c := range l.columns {
		m.next.note(l.sheet, now, c.heading, l.textOf(w, c.heading))
	}
	return w
}

// sameMatter adds to over the rows with people's words beside them whose matter is
// told otherwise than it was, or is to do again: they are that matter's rows still.
func (m *merger) sameMatter(l keyedList, g *grid, want []listRow, over map[int]string) {
	if l.sheet != SheetTodo {
		return
	}
	named := func(r row) string {
		if key, is := over[r.number]; is {
			return key
		}
		return l.key(r.text)
	}
	shown, about := map[string]bool{}, map[string][]string{}
	for _, r := range g.rows {
		shown[named(r)] = true
	}
	for _, w := range want {
		if key := l.keyOf(w); !shown[key] {
			matter := l.textOf(w, headCase) + keySeparator + l.textOf(w, headWhat)
			about[matter] = append(about[matter], key)
		}
		delete(shown, l.keyOf(w))
	}
	for _, r := range g.rows {
		key, matter := named(r), r.text(headCase)+keySeparator+r.text(headWhat)
		if again := about[matter]; shown[key] && !r.alone() && m.knows(l.sheet, key) && len(again) > 0 {
			over[r.number], about[matter] = again[0], again[1:]
		}
	}
}
