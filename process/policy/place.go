package policy

import (
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// place is where something stands in the file.
type place struct{ line, column int }

// places tells where each key's value stands, by its path: "allotment.funded",
// "stop[0].to", "change[1].criterion[0].by". A table and an array of tables stand
// where their first header does.
type places map[string]place

// bare is a value without quotes, as written.
type bare struct {
	path, text string
	at         place
}

// placesIn reads a text that the decoder has accepted.
func placesIn(text []byte) places { return walk(text).found }

// bareIn reads a text that the decoder has refused for what a value is.
func bareIn(text []byte) []bare { return walk(text).bare }

func walk(text []byte) *placeWalk {
	w := &placeWalk{found: places{}, rows: map[string]int{}}
	w.Reset(text)
	table := ""
	for w.NextExpression() {
		switch e := w.Expression(); e.Kind {
		case unstable.Table:
			table = w.header(e, false)
		case unstable.ArrayTable:
			table = w.header(e, true)
		case unstable.KeyValue:
			w.keyValue(table, e)
		}
	}
	return w
}

type placeWalk struct {
	unstable.Parser
	found places
	bare  []bare
	rows  map[string]int // of each array of tables, so far
}

func (w *placeWalk) at(r unstable.Range) place {
	s := w.Shape(r).Start
	return place{s.Line, s.Column}
}

func (w *placeWalk) note(path string, at place) {
	if _, known := w.found[path]; !known {
		w.found[path] = at
	}
}

// header notes a [table] or the next row of an [[array]] and gives its path. A
// key that names an array on the way means the array's last row.
func (w *placeWalk) header(e *unstable.Node, row bool) string {
	path := ""
	for keys := e.Key(); keys.Next(); {
		n := keys.Node()
		path = joined(path, string(n.Data))
		w.note(path, w.at(n.Raw))
		if row && keys.IsLast() {
			w.rows[path]++
		}
		if rows := w.rows[path]; rows > 0 {
			path = fmt.Sprintf("%s[%d]", path, rows-1)
			w.note(path, w.at(n.Raw))
		}
	}
	return path
}

func (w *placeWalk) keyValue(table string, e *unstable.Node) {
	path := table
	var at place
	for keys := e.Key(); keys.Next(); {
		path = joined(path, string(keys.Node().Data))
		at = w.at(keys.Node().Raw)
		if !keys.IsLast() {
			w.note(path, at)
		}
	}
	w.value(path, at, e.Value())
}

// value notes a value, and what is in it where it is a list or a table; those
// stand where their key does.
func (w *placeWalk) value(path string, key place, v *unstable.Node) {
	switch v.Kind {
	case unstable.Array:
		w.note(path, key)
		items := v.Children()
		for i := 0; items.Next(); i++ {
			w.value(fmt.Sprintf("%s[%d]", path, i), key, items.Node())
		}
	case unstable.InlineTable:
		w.note(path, key)
		for items := v.Children(); items.Next(); {
			w.keyValue(path, items.Node())
		}
	default:
		if v.Raw.Length > 0 {
			key = w.at(v.Raw)
		}
		if v.Kind != unstable.String {
			w.bare = append(w.bare, bare{path, string(v.Data), key})
		}
		w.note(path, key)
	}
}

func joined(table, key string) string { return strings.TrimPrefix(table+"."+key, ".") }

// parent is the path that a path lies in; "" for a key at the top.
func parent(path string) string {
	if i := strings.LastIndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return ""
}
