package process

import (
	"slices"
	"strings"
)

// Index is the cases there are, as a newly read form looks for its own among
// them: every name and number is folded once, and a form is only held against the
// cases that it can fit.
type Index struct {
	all []known
	at  map[string]int // case id -> its place in all
	// The cases by what a form must share one of with its own: the name, the valid
	// number, licence date and health centre (a slip in the name), and the words that
	// a person has corrected. A case that has changed is also found by what it was;
	// fit alone says what belongs.
	names, numbers map[string][]int
	licences       map[licence][]int
	corrections    map[correction][]int
}

type licence struct {
	date   Date
	centre string
}

type correction struct {
	field   Field
	written string
}

// known is a case with its form's particulars folded.
type known struct {
	Case
	form particulars
}

// particulars are a form with what tells doctors apart as it is compared.
type particulars struct {
	app    *Application
	name   string
	words  []string // of the name
	number string   // the valid one
}

func folded(a *Application) particulars {
	name := FoldName(a.Doctor)
	return particulars{app: a, name: name, words: strings.Fields(name), number: validNumber(a)}
}

// NewIndex is an index of cases.
func NewIndex(cases []Case) *Index {
	x := &Index{
		at: map[string]int{}, names: map[string][]int{}, numbers: map[string][]int{},
		licences: map[licence][]int{}, corrections: map[correction][]int{},
	}
	for _, c := range cases {
		x.Put(c)
	}
	return x
}

// tellsApart are the fields whose corrections decide what a form is about.
var tellsApart = []Field{FieldDoctor, FieldLicenceDate, FieldCentre}

// Put takes in a case, new or changed.
func (x *Index) Put(c Case) {
	form := c.Application
	k := known{c, folded(&form)}
	i, there := x.at[c.ID]
	if there {
		x.all[i] = k
	} else {
		i = len(x.all)
		x.at[c.ID], x.all = i, append(x.all, k)
	}
	if k.form.name != "" {
		file(x.names, k.form.name, i)
	}
	if k.form.number != "" {
		file(x.numbers, k.form.number, i)
	}
	if l := licenceOf(c.Application); l != (licence{}) {
		file(x.licences, l, i)
	}
	for _, f := range tellsApart {
		if _, corrected := c.Asserted[f]; corrected {
			file(x.corrections, correction{f, c.Application.Cells[f].Written}, i)
		}
	}
}

func file[K comparable](drawer map[K][]int, key K, i int) {
	if !slices.Contains(drawer[key], i) {
		drawer[key] = append(drawer[key], i)
	}
}

// licenceOf is zero where it cannot tell that a name is another's slip.
func licenceOf(a Application) licence {
	if a.LicenceDate.IsZero() || a.CentreID == "" {
		return licence{}
	}
	return licence{a.LicenceDate, a.CentreID}
}

// candidates are the cases that a form may fit, in the order they were put in.
func (x *Index) candidates(form particulars, hint Hint) []int {
	some := x.ofDoctor(form)
	some = append(some, x.licences[licenceOf(*form.app)]...)
	for _, f := range tellsApart {
		some = append(some, x.corrections[correction{f, form.app.Cells[f].Written}]...)
	}
	for _, id := range append(slices.Clip(hint.Mail), hint.Form) {
		if i, there := x.at[id]; there {
			some = append(some, i)
		}
	}
	slices.Sort(some)
	return slices.Compact(some)
}

// ofDoctor are the cases that share the form's name or number.
func (x *Index) ofDoctor(form particulars) []int {
	some := append(slices.Clone(x.names[form.name]), x.numbers[form.number]...)
	slices.Sort(some)
	return slices.Compact(some)
}

// named are the cases of a name, in the order they were put in.
func (x *Index) named(name string) []int {
	some := slices.Clone(x.names[name])
	slices.Sort(some)
	return some
}
