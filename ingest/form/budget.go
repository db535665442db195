package form

// budget is what the sheets of one workbook have cost so far: they share it, so that
// a hundred sheets cost no more than one.
type budget struct{ texts, labels, merged int }

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
