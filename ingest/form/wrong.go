package form

import (
	"regexp"

	"stintag/process"
	"stintag/process/workbook"
)

// others are the forms for something else that reach the mailbox.
var others = []struct {
	name  string
	words *regexp.Regexp
}{
	{"PTP", regexp.MustCompile(`\bptp\b|praktisk tjänstgöring för psykolog`)},
	{"APL/LIA/VFU", regexp.MustCompile(`\b(apl|lia|vfu)\b|verksamhetsförlagd utbildning|arbetsplatsförlagt lärande`)},
	{"AT", regexp.MustCompile(`(ansökan|anmälan|blankett|tjänst)[^.]{0,40}(\bat\b|allmäntjänstgöring)|\bat-(tjänst|tjänstgöring|ansökan|anmälan|placering|block|läkare)`)},
	{"BT-ansökan", regexp.MustCompile(`(ansökan|anmälan|blankett|tjänst)[^.]{0,40}(\bbt\b|bastjänstgöring)|\bbt-(tjänst|ansökan|anmälan|placering|block|läkare)`)},
}

// ours are words of a title that make the form one for ST.
var ours = regexp.MustCompile(`\bst\b|\bst-|bt-st|specialiseringstjänstgöring|intresseanmälan`)

// longestTitle is in bytes; what is longer is no title.
const longestTitle = 300

// titleRows is how far down a form's title may stand, and mostTitles how many texts
// of a workbook are tried as one.
const titleRows, mostTitles = 8, 500

// wrongForm is the name of another form that the workbook is. A form that asks
// for a possible start, or says itself that it is about ST, is ours, whatever its
// title mentions.
func wrongForm(b *workbook.Book, forms []Form) string {
	for _, f := range forms {
		kind, _ := f.value(process.FieldKind)
		if f.has(process.FieldPossibleStart) && f.has(process.FieldLicenceDate) || f.has(process.FieldLicenceDate) && ours.MatchString(fold(shortened(kind.Text))) {
			return ""
		}
	}
	for _, title := range titles(b) {
		if ours.MatchString(title) {
			continue
		}
		for _, o := range others {
			if o.words.MatchString(title) {
				return o.name
			}
		}
	}
	return ""
}

// titles are the texts at the top of each visible sheet that are no labels, and
// the sheets' names.
func titles(b *workbook.Book) []string {
	var all []string
	for i := range b.Sheets {
		s := &b.Sheets[i]
		if s.Visibility != workbook.Visible || workbook.IsFaultList(b, s) {
			continue
		}
		all = append(all, fold(s.Name))
		for i, row := range s.Rows {
			if i >= titleRows {
				break
			}
			for _, c := range row.Cells {
				if len(all) == mostTitles {
					return all
				}
				if len(c.Text) > longestTitle {
					continue
				}
				if _, label := exactLabel(c.Text); c.Kind == workbook.Text && !label {
					all = append(all, fold(c.Text))
				}
			}
		}
	}
	return all
}
