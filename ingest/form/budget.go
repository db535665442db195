package form

// budget is what the sheets of one workbook have cost so far, and what was learnt of
// their texts: they share it, so that a hundred sheets cost no more than one.
type budget struct {
	texts, labels, merged int

	reversed bool // values stand left of their labels somewhere

	words map[string]*wording // each text once: forms say the same over and over
	block []wording           // where the next ones are kept
}

// wording is a text as it was understood the first time it came.
func (b *budget) wording(text string) *wording {
	w, ok := b.words[text]
	if !ok {
		if len(b.block) == cap(b.block) {
			b.block = make([]wording, 0, 64)
		}
		known, is := ready()[text]
		if !is {
			known = read(text)
		}
		b.block = append(b.block, known)
		w = &b.block[len(b.block)-1]
		b.words[text] = w
	}
	return w
}

// Bounds on what a hostile workbook can cost. A sheet that passes the labels or the
// merged rows is no form, nor is any after it; slips are sought in the first texts
// only, where a form's labels are.
const (
	mostLabels     = 5000
	mostMergedRows = 100_000
	slipsInTexts   = 5000
)

// textsRead is how many texts of a workbook are read word by word. Those after them
// are labels, headings or untouched boxes only in these words and no others: a
// workbook of that many texts is a list, and what it lists is values.
const textsRead = 20_000

func (b *budget) spent() bool { return b.labels > mostLabels || b.merged > mostMergedRows }
