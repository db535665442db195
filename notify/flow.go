package notify

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// width is how long a line of a letter's text part may be.
const width = 72

// The signs between blocks, as base.txt.tmpl writes them: white space in a
// template means nothing, as in HTML.
const (
	blockSign = "\x1e"
	partSign  = "\x1f"
	rightSign = "\x1d" // opens a cell that stands to the right in its column
)

// flow lays out the blocks of a text part. Text between blocks would be lost, so
// it is an error.
func flow(marked string) (string, error) {
	l := &layout{}
	head, rest, _ := strings.Cut(marked, blockSign)
	if s := collapse(head); s != "" {
		return "", fmt.Errorf("text outside a block: %q", s)
	}
	for _, b := range strings.Split(rest, blockSign) {
		if b == "" {
			continue
		}
		if err := l.add(b[0], b[1:]); err != nil {
			return "", err
		}
	}
	l.endTable()
	return l.b.String() + "\n", nil
}

type layout struct {
	b    strings.Builder
	last byte // the kind of the block before
	step int
	rows [][]string // of the table being read
}

func (l *layout) add(kind byte, s string) error {
	switch kind {
	case 'p':
		l.put(kind, wrap(collapse(s), "", ""))
	case 'k':
		l.put(kind, collapse(s))
	case 'v':
		l.put(kind, s) // line by line as it is
	case 'h':
		h := collapse(s)
		l.put(kind, h+"\n"+strings.Repeat("-", min(width, utf8.RuneCountInString(h))))
	case 'i':
		l.put(kind, wrap(collapse(s), "- ", "  "))
	case '1':
		l.step = 0
	case 'n':
		l.step++
		l.put(kind, wrap(collapse(s), fmt.Sprintf("%d. ", l.step), "   "))
	case 'f':
		label, value, _ := strings.Cut(s, partSign)
		l.put(kind, wrap(collapse(value), fmt.Sprintf("%-17s", collapse(label)), strings.Repeat(" ", 17)))
	case 'T':
		l.endTable()
	case 'r':
		l.rows = append(l.rows, row(s))
	case '.':
		if s = collapse(s); s != "" {
			return fmt.Errorf("text outside a block: %q", s)
		}
	default:
		return fmt.Errorf("no block is called %q", kind)
	}
	return nil
}

// put writes a block; facts, list items and steps stand close, and so does what
// follows a heading.
func (l *layout) put(kind byte, s string) {
	l.endTable()
	l.write(kind, s)
}

func (l *layout) write(kind byte, s string) {
	if s == "" {
		return
	}
	if l.last != 0 {
		l.b.WriteString("\n")
	}
	tight := l.last == 'h' || l.last == kind && strings.IndexByte("fin", kind) >= 0
	if l.last != 0 && !tight {
		l.b.WriteString("\n")
	}
	l.b.WriteString(s)
	l.last = kind
}

func (l *layout) endTable() {
	if len(l.rows) == 0 {
		return
	}
	rows := l.rows
	l.rows = nil
	l.write('t', columns(rows))
}

func row(s string) []string {
	cells := strings.Split(s, partSign)[1:]
	for i := range cells {
		cells[i] = collapse(cells[i])
	}
	return cells
}

// columns sets rows in columns two spaces apart. Where they are too wide together
// the column gives way that makes the table least taller; its cells run on below.
func columns(rows [][]string) string {
	wide := widths(rows)
	var b strings.Builder
	for i, r := range rows {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(setRow(r, wide))
		if i == 0 {
			b.WriteString("\n" + rule(wide))
		}
	}
	return b.String()
}

func widths(rows [][]string) []int {
	var wide, least []int
	for _, r := range rows {
		for i, c := range r {
			if i == len(wide) {
				wide, least = append(wide, 0), append(least, 0)
			}
			c = strings.TrimPrefix(c, rightSign)
			wide[i] = max(wide[i], utf8.RuneCountInString(c))
			for _, w := range words(c) {
				least[i] = max(least[i], utf8.RuneCountInString(w))
			}
		}
	}
	lines := map[[2]int]int{} // a column at a width is reckoned once: tables are long
	narrowed := func(i int) int {
		at := [2]int{i, wide[i] - 1}
		if _, known := lines[at]; !known {
			lines[at] = depth(rows, i, wide[i]-1)
		}
		return lines[at]
	}
	for {
		sum, give := 2*(len(wide)-1), -1
		for i, w := range wide {
			sum += w
			if w > least[i] && (give < 0 || cheaper(wide, i, give, narrowed)) {
				give = i
			}
		}
		if sum <= width || give < 0 {
			return wide
		}
		wide[give]--
	}
}

// cheaper says whether narrowing column a costs fewer lines than column b; the
// wider one gives way where they cost the same.
func cheaper(wide []int, a, b int, narrowed func(column int) int) bool {
	if d := narrowed(a) - narrowed(b); d != 0 {
		return d < 0
	}
	return wide[a] > wide[b]
}

// depth is how many lines column i's cells take together at a width.
func depth(rows [][]string, i, at int) int {
	n := 0
	for _, r := range rows {
		if i < len(r) {
			n += len(breakLines(strings.TrimPrefix(r[i], rightSign), at, at))
		}
	}
	return n
}

func setRow(cells []string, wide []int) string {
	var lines [][]string
	deep := 0
	for i, c := range cells {
		ls := breakLines(strings.TrimPrefix(c, rightSign), wide[i], wide[i])
		lines = append(lines, ls)
		deep = max(deep, len(ls))
	}
	out := make([]string, deep)
	for d := range out {
		var b strings.Builder
		for i := range cells {
			s := ""
			if d < len(lines[i]) {
				s = lines[i][d]
			}
			w := -wide[i]
			if strings.HasPrefix(cells[i], rightSign) {
				w = wide[i]
			}
			fmt.Fprintf(&b, "%*s  ", w, s)
		}
		out[d] = strings.TrimRight(b.String(), " ")
	}
	return strings.Join(out, "\n")
}

func rule(wide []int) string {
	parts := make([]string, len(wide))
	for i, w := range wide {
		parts[i] = strings.Repeat("-", w)
	}
	return strings.Join(parts, "  ")
}

// wrap breaks s into lines, the first after first and the rest after next.
func wrap(s, first, next string) string {
	if s == "" {
		return strings.TrimRight(first, " ")
	}
	ls := breakLines(s, width-utf8.RuneCountInString(first), width-utf8.RuneCountInString(next))
	return first + strings.Join(ls, "\n"+next)
}

// breakLines breaks at spaces only: a no-break space holds, and a word that is
// longer than a line keeps a line of its own.
func breakLines(s string, first, next int) []string {
	var lines []string
	line, room := "", first
	for _, w := range words(s) {
		switch {
		case line == "":
			line = w
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) <= room:
			line += " " + w
		default:
			lines = append(lines, line)
			line, room = w, next
		}
	}
	return append(lines, line)
}

func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' })
}

func collapse(s string) string { return strings.Join(words(s), " ") }
