package policy

import (
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// placeOf is the line and column of a key's value, for numbers that only their
// size makes wrong; 0, 0 where the key stands in an inline table or nowhere.
func placeOf(text []byte, key string) (line, column int) {
	var p unstable.Parser
	p.Reset(text)
	table := ""
	for p.NextExpression() {
		switch e := p.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = dotted(e.Key())
		case unstable.KeyValue:
			if strings.TrimPrefix(table+"."+dotted(e.Key()), ".") == key {
				at := p.Shape(p.Range(e.Value().Data)).Start
				return at.Line, at.Column
			}
		}
	}
	return 0, 0
}

func dotted(keys unstable.Iterator) string {
	var parts []string
	for keys.Next() {
		parts = append(parts, string(keys.Node().Data))
	}
	return strings.Join(parts, ".")
}
