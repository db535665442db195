package form

import (
	"stintag/process"
	"stintag/process/workbook"
)

// licensed are the labels that say only legitimerad läkare: who it is, where a name
// stands beside them, else since when.
var licensed = map[string]bool{legLak: true, "legitimeradläkare": true}

// legLak is also what people write after a name, or answer with: it is a label only
// where a name or a date stands beside it.
const legLak = "legläk"

func (g *grid) headsLicensed(p pos) bool {
	for _, at := range []pos{g.right(p), g.below(p)} {
		c := g.raw(at)
		if c.Kind == workbook.Date {
			return true
		}
		if _, label := exactLabel(c.Text); c.Kind == workbook.Text && !label && (looksNamed(clean(c.Text), true) || textDate(c.Text, process.D(lastYear, 1, 1), past).exact != unreadable) {
			return true
		}
	}
	return false
}

func (g *grid) namedBeside(p pos) bool {
	for _, at := range []pos{g.right(p), g.below(p)} {
		if c := g.cell(at); c.Kind == workbook.Text && !g.isLabel(at) {
			return looksNamed(clean(c.Text), true)
		}
	}
	return false
}
