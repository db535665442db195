package form

// asideKind is what a column beside the one of answers is for.
type asideKind uint8

const (
	nothingAside asideKind = iota
	notedAside             // remarks
	shownAside             // the form's own example or help
	answersAside           // the answers themselves, or the questions
)

// asides are the words that head such columns.
var asides = map[string]asideKind{
	"kommentar": notedAside, "kommentarer": notedAside, "anmärkning": notedAside, "anmärkningar": notedAside, "notering": notedAside, "noteringar": notedAside,
	"anteckning": notedAside, "anteckningar": notedAside,
	"exempel": shownAside, "exempelsvar": shownAside, "hjälp": shownAside, "hjälptext": shownAside, "anvisning": shownAside, "anvisningar": shownAside,
	"förklaring": shownAside, "instruktion": shownAside, "instruktioner": shownAside,
	"svar": answersAside, "ertsvar": answersAside, "värde": answersAside, "uppgift": answersAside, "uppgifter": answersAside, "ifylls": answersAside,
	"fråga": answersAside, "frågor": answersAside, "fältsvar": answersAside,
}

// layAsides finds the columns that are headed as no answers: in one row a word for
// such a column stands with one for the questions or the answers.
func (g *grid) layAsides() {
	for i := 0; i < len(g.order); i++ {
		row, answers, others := g.order[i].row, 0, 0
		from := i
		for ; i < len(g.order) && g.order[i].row == row; i++ {
			switch g.wordAside(i) {
			case answersAside:
				answers++
			case notedAside, shownAside:
				others++
			}
		}
		if answers > 0 && others > 0 {
			for ; from < i; from++ {
				g.setAside(from)
			}
			return
		}
		i--
	}
}

func (g *grid) wordAside(i int) asideKind {
	if w := g.spots[i].wording; w != nil {
		return w.aside
	}
	return nothingAside
}

// setAside makes the i-th filled cell the heading of a column of no answers.
func (g *grid) setAside(i int) {
	kind := g.wordAside(i)
	if kind != notedAside && kind != shownAside {
		return
	}
	p := g.order[i]
	if g.asides == nil {
		g.asides = map[int]asideKind{}
	}
	g.asides[p.col], g.asidesFrom = kind, p.row
	if g.spots[i].isLabel {
		g.spots[i].isLabel = false
		g.labelled--
	}
}

// asideOf is what the column at p is for, where it is headed as one of no answers.
func (g *grid) asideOf(p pos) asideKind {
	if g.asides == nil || p.row < g.asidesFrom {
		return nothingAside
	}
	return g.asides[p.col]
}

// isAside says whether what stands at p is no answer, by its column's heading.
func (g *grid) isAside(p pos) bool { return g.asideOf(p) != nothingAside }
