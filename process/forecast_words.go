package process

import (
	"fmt"
	"strings"
)

// String is "86 (77–98)": what is expected, and between what it may well be.
func (r Range) String() string {
	if r.Low == r.High {
		return whole(r.Mid)
	}
	return fmt.Sprintf("%s (%s–%s)", whole(r.Mid), whole(r.Low), whole(r.High))
}

// Words tell what the forecast reckons with, a sentence a line.
func (f Forecast) Words() []string {
	b := f.Basis
	lines := []string{
		fmt.Sprintf("%s är %d ST-läkare i utbildning och %d beviljade som inte har börjat, enligt bladet ST-läkare.", f.Day, b.InTraining, b.Granted),
		fmt.Sprintf("En vanlig ST på heltid tar i snitt %s från start till klar; talen inom parentes har %s. Den som har en längre plan följer den.",
			years(b.MeanMonths), fromTo(b.LowMonths, b.HighMonths)),
	}
	if b.Overrun > 0 {
		lines = append(lines, fmt.Sprintf("%d av de %d i utbildning har passerat planerat slut. Därför räknas %s av förseningen komma först då; resten flyttar planerat slut på vägen.", b.Overrun, b.InTraining, atLeastSome(b.AtEnd)))
	} else {
		lines = append(lines, "Ingen i utbildning har passerat planerat slut. Därför räknas förseningen flytta planerat slut på vägen.")
	}
	return append(lines, chances(b),
		fmt.Sprintf("Mittentalet är det väntade. Av %s dragningar hamnar en på tio under det låga talet och en på tio över det höga.", whole(b.Draws)),
		"Den vars sista dag är 31 december räknas i utbildning den dagen, och som klar året efter.")
}

func fromTo(low, high float64) string {
	return "mellan " + years(low) + " och " + years(high)
}

func atLeastSome(share float64) string {
	return decimal(max(1, float64(int(share*100+0.5)))) + " %"
}

func chances(b Basis) string {
	leave, late := "Inga avbrott räknas", "beviljade börjar på sin dag"
	if b.DropOut > 0 {
		leave = percent(b.DropOut) + " om året räknas avbryta"
	}
	if b.LateStart > 0 {
		late = "beviljade börjar i snitt " + decimal(b.LateStart) + " månader sent"
	}
	return leave + ", och " + late + "."
}

// years writes months as years: "6,5 år".
func years(months float64) string { return decimal(months/12) + " år" }

// Words tell what happens in the year.
func (y ForecastYear) Words() string {
	s := fmt.Sprintf("Börjar %s, klara %s", y.Starts, y.Completions)
	if y.DropOuts.High > 0 {
		s += fmt.Sprintf(", avbryter %s", y.DropOuts)
	}
	return s + ". " + y.IntakeWords()
}

// IntakeWords tell how many new posts are reckoned with, and on whose word.
func (y ForecastYear) IntakeWords() string {
	if y.Intake == 0 && y.IntakeSource == noIntake {
		return "Inget intag är känt."
	}
	s := fmt.Sprintf("Nya ST i hela året: %d, %s", y.Intake, y.IntakeSource)
	switch {
	case y.Known > y.Intake:
		s = fmt.Sprintf("Nya ST i hela året: %d har börjat eller är beviljade, fler än %d (%s)", y.Known, y.Intake, y.IntakeSource)
	case y.Known > 0:
		s += fmt.Sprintf("; %d av dem har börjat eller är beviljade", y.Known)
	}
	if y.Waiting > 0 {
		s += fmt.Sprintf("; %d på intresselistan kan börja i år", y.Waiting)
	}
	return s + "."
}

// PositionWords tell where the year-end stands, and in what share of the draws it is
// inside: "under (35 % chans att hamna inom)".
func (y ForecastYear) PositionWords() string {
	if !y.HasCorridor {
		return ""
	}
	return fmt.Sprintf("%s (%d %% chans att hamna inom)", y.Position, int(y.Within*100+0.5))
}

// RunningWords tell the running mean of completions.
func (y ForecastYear) RunningWords(b Basis) string {
	if y.Running.Mid < 0 {
		return ""
	}
	if b.RunningYears == 1 {
		return y.Running.String()
	}
	return fmt.Sprintf("%s i snitt över %d år", y.Running, b.RunningYears)
}

// Span names the years of a need: "2025", or "2028–2034".
func (n IntakeNeed) Span() string {
	if n.From == n.To {
		return fmt.Sprint(n.From)
	}
	return fmt.Sprintf("%d–%d", n.From, n.To)
}

// Words tell a need.
func (n IntakeNeed) Words(b Basis) string {
	s := fmt.Sprintf("Lågt och högt når korridorens ändar i slutet av %d. Till mitten: %d om ST i snitt tar %s, %d om den tar %s.",
		n.To, n.Middle.Low, years(b.HighMonths), n.Middle.High, years(b.LowMonths))
	if n.Known > 0 {
		s += fmt.Sprintf(" %d har börjat eller är beviljade.", n.Known)
	}
	return s
}

// Words tell whether and when the target of completions is reached; none where
// there is no target.
func (g CompletionGoal) Words(f Forecast) []string {
	if g.Target == 0 || len(f.Years) == 0 {
		return nil
	}
	b, last := f.Basis, f.Years[len(f.Years)-1].Year
	when := func(year int) string {
		if year == 0 {
			return fmt.Sprintf("inte till och med %d", last)
		}
		return fmt.Sprint(year)
	}
	mean := "antalet klara"
	if b.RunningYears > 1 {
		mean = fmt.Sprintf("snittet av klara över %d år", b.RunningYears)
	}
	reached := fmt.Sprintf("%s dit %s om ST i snitt tar %s, %s om den tar %s och %s om den tar %s", mean,
		when(g.FirstYear), years(b.MeanMonths), when(g.FirstIfShort), years(b.LowMonths), when(g.FirstIfLong), years(b.HighMonths))
	if g.FirstYear == 0 && g.FirstIfShort == 0 && g.FirstIfLong == 0 {
		reached = fmt.Sprintf("%s inte dit till och med %d, vare sig ST i snitt tar %s, %s eller %s",
			mean, last, decimal(b.LowMonths/12), decimal(b.MeanMonths/12), years(b.HighMonths))
	}
	return []string{
		fmt.Sprintf("Målet är %d nya specialister om året senast %d. Med det intag som räknas här når %s.", g.Target, g.Deadline, reached),
		g.constantWords(f),
	}
}

func (g CompletionGoal) constantWords(f Forecast) string {
	b := f.Basis
	say := func(c ConstantIntake, months float64) string {
		if c.FirstYear == 0 {
			return "kan inte nås om den tar " + years(months)
		}
		return fmt.Sprintf("%d om den tar %s", c.Intake, years(months))
	}
	from := f.Years[0].Year + 1
	if g.Constant.FirstYear == 0 {
		return fmt.Sprintf("Inget jämnt intag från %d når målet senast %d: %s; %s.", from, g.Deadline, tooLate, say(g.IfShort, b.LowMonths))
	}
	return fmt.Sprintf("Minsta jämna intag från %d som når målet senast %d: %d nya ST om året om ST i snitt tar %s (%s, %s). Då är %s i utbildning i slutet av %d.",
		from, g.Deadline, g.Constant.Intake, years(b.MeanMonths), say(g.IfShort, b.LowMonths), say(g.IfLong, b.HighMonths), whole(g.Constant.Stock), g.Deadline)
}

const tooLate = "de som börjar då hinner inte bli klara"

// Words tell what stands against the need of supervisors.
func (s SupervisionNeed) Words() string {
	have := fmt.Sprintf("%d handledare finns (%s).", s.Available, s.Source)
	switch {
	case s.PerSaid:
		return fmt.Sprintf("%s Varje handledare kan ha %s ST-läkare enligt regelverket.", have, decimal(s.Per))
	case s.Available > 0:
		return fmt.Sprintf("%s Regelverket säger inte hur många ST-läkare var och en kan ha; räknat med dagens %s.", have, decimal(s.Per))
	}
	return "Inga handledare står i bladen Vårdcentraler och ST-läkare."
}

// Shortage is how many supervisors are lacking in the year; 0 where they are enough.
func (s SupervisionNeed) Shortage(year int) int {
	return max(0, s.Needed[year].Mid-s.Available)
}

// Words tell who finishes soon at a health centre, in numbers.
func (f Finishing) Words() string {
	s := fmt.Sprintf("%d inom 6 månader.", f.Within6())
	if f.Vacant > 0 || f.Retiring > 0 {
		s += fmt.Sprintf(" Vakanta specialisttjänster %s, pensionsavgångar inom 5 år %s.", decimal(f.Vacant), decimal(f.Retiring))
	}
	return s
}

// Words tell what is known of a year-end that has been.
func (h History) Words() string {
	var parts []string
	if c := h.ChangeWords(); c != "" {
		parts = append(parts, "Förändring sedan året före: "+c+".")
	}
	if h.Finished.Said {
		parts = append(parts, fmt.Sprintf("Klara under året: %s.", decimal(h.Finished.Value)))
	}
	if h.Source != "" {
		parts = append(parts, "Källa: "+h.Source+".")
	}
	if h.Roster {
		parts = append(parts, "Rader som har tagits bort räknas inte.")
	}
	return strings.Join(parts, " ")
}
