package notify

import (
	"fmt"

	"stintag/process"
)

// Leaving tells a health centre which of its own ST doctors soon become
// specialists.
type Leaving struct {
	Identity string
	To       string
	At       process.HealthCentre
	Doctors  []LeavingDoctor // by planned end
}

// LeavingDoctor is one of them, as the policy lets letters name a doctor.
type LeavingDoctor struct {
	Name string
	End  process.Date
	Soon bool // within six months
	Late bool // the planned end has passed
}

type finishingView struct {
	Centre           string
	Doctors          []leavingView
	Vacant, Retiring string // "" where there are none
}

type leavingView struct{ Name, End, When string }

// Finishing composes the letter. It asks for nothing but that wrong days are told.
func (h House) Finishing(l Leaving) (Letter, error) {
	v := finishingView{Centre: safe(l.At.Name)}
	soon := 0
	for _, d := range l.Doctors {
		one := leavingView{Name: safe(d.Name), End: d.End.String(), When: "inom 12 månader"}
		switch {
		case d.Late:
			one.When = "har passerat"
		case d.Soon:
			one.When = "inom 6 månader"
		}
		if d.Soon {
			soon++
		}
		v.Doctors = append(v.Doctors, one)
	}
	if l.At.Vacant > 0 {
		v.Vacant = number(l.At.Vacant, decimals(l.At.Vacant))
	}
	if l.At.Retiring > 0 {
		v.Retiring = number(l.At.Retiring, decimals(l.At.Retiring))
	}
	const title = "ST-läkare som snart är klara"
	return h.render(Letter{Identity: l.Identity, Kinds: []Kind{Information}, To: l.To, Subject: title + ": " + v.Centre}, finishingTemplate, page{
		Title: title, Hello: hello(l.At.Manager), Tone: calm,
		Lead: fmt.Sprintf("%s hos er blir enligt planen %s inom 12 månader, varav %d inom 6 månader.",
			count(len(l.Doctors), "ST-läkare", "ST-läkare"), pick(len(l.Doctors), "klar specialist", "klara specialister"), soon),
		Action: "Ni behöver inte göra något nu.", Body: v,
	})
}

func decimals(f float64) int {
	if f == float64(int(f)) {
		return 0
	}
	return 1
}
