package main

import "stintag/process"

// forecastReport is the forecast as JSON.
type forecastReport struct {
	Policy      string            `json:"regelverk"`
	Status      string            `json:"läge"`
	Day         string            `json:"dag"`
	Basis       forecastBasis     `json:"grund"`
	History     []forecastPast    `json:"har varit"`
	Years       []forecastYear    `json:"år"`
	Needed      []forecastNeed    `json:"intag som behövs"`
	Goal        *forecastGoal     `json:"mål för klara,omitempty"`
	Supervision forecastSupport   `json:"handledare"`
	Finishing   []forecastLeaving `json:"blir klara"`
	Words       []string          `json:"så räknas det"`
	Notes       []string          `json:"att tänka på"`
}

type forecastBasis struct {
	InTraining int     `json:"i utbildning"`
	Granted    int     `json:"beviljade ej startade"`
	Overrun    int     `json:"har passerat planerat slut"`
	Mean       float64 `json:"månader i snitt"`
	Low        float64 `json:"månader lågt"`
	High       float64 `json:"månader högt"`
	DropOut    float64 `json:"avbrott om året"`
	LateStart  float64 `json:"sen start månader"`
	Draws      int     `json:"dragningar"`
	Seed       uint64  `json:"frö"`
	Running    int     `json:"år i rullande snitt"`
}

type forecastRange struct {
	Low  int `json:"lågt"`
	Mid  int `json:"väntat"`
	High int `json:"högt"`
}

type forecastCorridor struct {
	Low          int    `json:"från"`
	High         int    `json:"till"`
	Scenario     bool   `json:"scenario,omitempty"`
	Interpolated bool   `json:"interpolerad,omitempty"`
	Position     string `json:"läge,omitempty"`
}

type forecastPast struct {
	Year       int               `json:"år"`
	InTraining *float64          `json:"i utbildning,omitempty"`
	Finished   *float64          `json:"klara,omitempty"`
	Change     string            `json:"förändring,omitempty"`
	Corridor   *forecastCorridor `json:"korridor,omitempty"`
	Source     string            `json:"källa"`
}

type forecastYear struct {
	Year        int               `json:"år"`
	InTraining  forecastRange     `json:"i utbildning"`
	Starts      forecastRange     `json:"börjar"`
	Completions forecastRange     `json:"klara"`
	DropOuts    forecastRange     `json:"avbryter"`
	Running     *forecastRange    `json:"klara i rullande snitt,omitempty"`
	Corridor    *forecastCorridor `json:"korridor,omitempty"`
	Within      *float64          `json:"andel dragningar inom,omitempty"`
	Intake      int               `json:"nya ST"`
	Known       int               `json:"redan kända"`
	Source      string            `json:"nya ST enligt"`
	BTShare     float64           `json:"andel med BT"`
}

type forecastNeed struct {
	From     int              `json:"från"`
	To       int              `json:"till"`
	Corridor forecastCorridor `json:"korridor i slutet"`
	Intake   forecastRange    `json:"nya ST om året"`
	Middle   forecastRange    `json:"till mitten om ST tar lång till kort tid"`
	Known    int              `json:"redan kända"`
}

type forecastGoal struct {
	Target    int              `json:"mål"`
	Deadline  int              `json:"senast"`
	FirstYear forecastFirst    `json:"första år med intaget ovan"`
	Expected  forecastConstant `json:"minsta jämna intag"`
	Short     forecastConstant `json:"minsta jämna intag om ST tar kort tid"`
	Long      forecastConstant `json:"minsta jämna intag om ST tar lång tid"`
}

// forecastFirst holds null where the target is not reached.
type forecastFirst struct {
	Expected *int `json:"väntat"`
	Short    *int `json:"om ST tar kort tid"`
	Long     *int `json:"om ST tar lång tid"`
}

type forecastConstant struct {
	Reachable bool `json:"kan nås"`
	Intake    int  `json:"nya ST om året,omitempty"`
	FirstYear int  `json:"första år,omitempty"`
	Stock     int  `json:"i utbildning då,omitempty"`
}

type forecastSupport struct {
	Available int             `json:"finns"`
	Source    string          `json:"enligt"`
	Per       float64         `json:"ST per handledare"`
	PerSaid   bool            `json:"enligt regelverket"`
	Needed    []forecastRange `json:"behövs per år"`
}

type forecastLeaving struct {
	CentreID string            `json:"id"`
	Centre   string            `json:"vårdcentral"`
	Within6  int               `json:"inom 6 månader"`
	Within12 int               `json:"inom 12 månader"`
	Vacant   float64           `json:"vakanta specialisttjänster"`
	Retiring float64           `json:"pensionsavgångar 5 år"`
	Doctors  []forecastDoctors `json:"läkare"`
}

type forecastDoctors struct {
	ID   string `json:"id"`
	Name string `json:"läkare"`
	End  string `json:"planerat slut"`
	Late bool   `json:"har passerat,omitempty"`
}

func forecastReportOf(p *process.Policy, f process.Forecast) forecastReport {
	b, s := f.Basis, f.Supervision
	r := forecastReport{
		Policy: p.Label(), Status: p.Status, Day: f.Day.String(), Words: f.Words(), Notes: append([]string{}, f.Notes...),
		Basis:       forecastBasis{b.InTraining, b.Granted, b.Overrun, b.MeanMonths, b.LowMonths, b.HighMonths, b.DropOut, b.LateStart, b.Draws, b.Seed, b.RunningYears},
		Supervision: forecastSupport{s.Available, s.Source, s.Per, s.PerSaid, []forecastRange{}},
		History:     []forecastPast{}, Years: []forecastYear{}, Needed: []forecastNeed{}, Finishing: []forecastLeaving{},
	}
	for _, h := range f.History {
		r.History = append(r.History, forecastPast{h.Year, ifSaid(h.InTraining), ifSaid(h.Finished), h.ChangeWords(), corridorOf(h.HasCorridor, h.Corridor, h.Position), h.Source})
	}
	for _, y := range f.Years {
		r.Years = append(r.Years, forecastYearOf(y))
	}
	for _, n := range f.Needed {
		r.Needed = append(r.Needed, forecastNeed{n.From, n.To, *corridorOf(true, n.Corridor, ""), forecastRange(n.Intake), forecastRange(n.Middle), n.Known})
	}
	if g := f.Goal; g.Target > 0 {
		r.Goal = &forecastGoal{g.Target, g.Deadline, forecastFirst{ifYear(g.FirstYear), ifYear(g.FirstIfShort), ifYear(g.FirstIfLong)},
			constantOf(g.Constant), constantOf(g.IfShort), constantOf(g.IfLong)}
	}
	for _, n := range s.Needed {
		r.Supervision.Needed = append(r.Supervision.Needed, forecastRange(n))
	}
	for _, c := range f.Finishing {
		l := forecastLeaving{CentreID: c.CentreID, Centre: c.Centre, Within6: c.Within6(), Within12: len(c.Doctors), Vacant: c.Vacant, Retiring: c.Retiring}
		for _, d := range c.Doctors {
			l.Doctors = append(l.Doctors, forecastDoctors{d.ID, d.Name, d.End.String(), d.Late})
		}
		r.Finishing = append(r.Finishing, l)
	}
	return r
}

func forecastYearOf(y process.ForecastYear) forecastYear {
	l := forecastYear{
		Year: y.Year, InTraining: forecastRange(y.InTraining), Starts: forecastRange(y.Starts), Completions: forecastRange(y.Completions),
		DropOuts: forecastRange(y.DropOuts), Corridor: corridorOf(y.HasCorridor, y.Corridor, y.Position),
		Intake: y.Intake, Known: y.Known, Source: y.IntakeSource, BTShare: y.BTShare,
	}
	if y.Running.Mid >= 0 {
		running := forecastRange(y.Running)
		l.Running = &running
	}
	if y.HasCorridor {
		l.Within = &y.Within
	}
	return l
}

func corridorOf(has bool, c process.Corridor, p process.Position) *forecastCorridor {
	if !has {
		return nil
	}
	return &forecastCorridor{c.Low, c.High, c.Scenario, c.Interpolated, string(p)}
}

func constantOf(c process.ConstantIntake) forecastConstant {
	return forecastConstant{c.FirstYear > 0, c.Intake, c.FirstYear, c.Stock}
}

func ifSaid(a process.Amount) *float64 {
	if !a.Said {
		return nil
	}
	return &a.Value
}

func ifYear(year int) *int {
	if year == 0 {
		return nil
	}
	return &year
}
