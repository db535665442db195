package form

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// budget is what the sheets of one workbook have cost so far, and what was learnt of
// their texts: they share it, so that a hundred sheets cost no more than one.
type budget struct {
	texts, labels, heads, merged int
	tables, written              int // tables and bands; values in the rows of tables
	unknown                      int // labels that nobody knows, said of every row of a table
	long                         int // bytes of long texts
	beside                       int // cells beside a value
	inline                       int // values read in the cell of their label
	offers                       int // cells tried as a question's alternatives

	reversed bool // values stand left of their labels somewhere
	// Of a workbook that went back: the sheets in which rows of tables were emptied, and
	// what is known of the tables.
	emptied []string
	went    []wentTable
	tabled  []readTable // the tables that were read

	words map[string]*wording // each text once: forms say the same over and over
	block []wording           // where the next ones are kept
	said  strings.Builder     // where their words are
}

// wording is a text as it was understood the first time it came.
func (b *budget) wording(text string) *wording {
	if w, ok := b.words[text]; ok {
		return w
	}
	if tooLong(text) && !readLong(text).blank && !maySay(text) {
		return &longText
	}
	if len(b.block) == cap(b.block) {
		b.block = make([]wording, 0, 64)
	}
	b.block = append(b.block, b.understand(text))
	w := &b.block[len(b.block)-1]
	b.words[text] = w
	return w
}

// understand is read, with the words where those of the others are.
func (b *budget) understand(text string) wording {
	if tooLong(text) {
		return readLong(text)
	}
	var words, key [2 * longestLabel]byte // longer ones are moved
	f, k, ok := foldPlain(words[:0], key[:0], text)
	if !ok {
		return read(text)
	}
	folded := b.keep(f, text)
	return wordingOf(text, folded, b.keep(k, folded))
}

// keep is b as a string that lies beside the others, or the text itself where it says
// the same.
func (b *budget) keep(words []byte, text string) string {
	const room = 4096
	if string(words) == text {
		return text
	}
	if b.said.Cap()-b.said.Len() < len(words) {
		b.said = strings.Builder{}
		b.said.Grow(max(room, len(words)))
	}
	from := b.said.Len()
	b.said.Write(words)
	return b.said.String()[from:]
}

// Bounds on what a hostile workbook can cost. A sheet that passes any of
// those up to mostLong is no form, nor is any after it; slips are sought in the
// first texts only, where a form's labels are.
const (
	mostLabels     = 5000
	mostHeadings   = 15_000 // a list may have their words in a column
	mostMergedRows = 100_000
	mostTables     = 400
	mostWritten    = 150_000
	mostBeside     = 20_000
	mostLong       = 4 << 20
	mostInline     = 5000 // which are not sought after that
	mostOffers     = 1000 // which are not sought after that
	slipsInTexts   = 5000
)

// Labels that nobody knows are told of for a person to look at: this many of a form,
// and this many in all of what stands beside a table's rows.
const mostUnknown, mostShared = 100, 1000

// textsRead is how many texts of a workbook are read word by word. Those after them
// are labels, headings or untouched boxes only in these words and no others: a
// workbook of that many texts is a list, and what it lists is values.
const textsRead = 20_000

// read counts a long text, as far as it is read.
func (b *budget) read(text string) {
	const long = 200
	if len(text) > long {
		b.long += min(len(text), longestText)
	}
}

func (b *budget) spent() bool {
	return b.labels > mostLabels || b.heads > mostHeadings || b.merged > mostMergedRows ||
		b.tables > mostTables || b.written > mostWritten || b.beside > mostBeside || b.long > mostLong
}

// longestText is how many characters of a cell are read, twice as many as a form may
// hold of free text: what follows costs nothing, and is told of as too long.
const longestText = 4000

// shortened is a cell's text, cut at longestText, and there not inside what may be a
// personal number, of which a half would not be masked.
func shortened(s string) string {
	if len(s) <= longestText || utf8.RuneCountInString(s) <= longestText {
		return s
	}
	const spare = 60                      // a number with all its signs is shorter
	head := after(s, longestText-spare-1) // and the sign of the cut
	head = s[:len(s)-len(head)]
	tail := []rune(s[len(head):min(len(s), len(head)+spare*utf8.UTFMax)])
	kept := strings.TrimRightFunc(string(tail[:min(len(tail), spare)]), func(r rune) bool { return !unicode.IsLetter(r) })
	return head + kept + "…"
}

// wasShortened says whether a value is what was read of a longer one.
func wasShortened(v Value) bool {
	return len(v.Text) > mostSurely && strings.HasSuffix(v.Text, "…") && utf8.RuneCountInString(v.Text) > mostSurely
}

// mostSurely is what a shortened text is longer than.
const mostSurely = longestText - 100
