package master

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"stintag/process"
)

// supposition is one kind of thing that can be tried: what stands in Antagande,
// and what its value must be.
type supposition struct {
	begins string // folded; all of it, or followed by a blank and what it is of
	of     bool
	value  string // Swedish
	set    func(w process.World, of string) (key, problem string)
}

const (
	wantAmount = "ett belopp i kronor, till exempel 5 000 000"
	wantCount  = "ett helt antal, till exempel 12"
)

// suppositions are in the order in which they are looked for: the longer first.
var suppositions = []supposition{
	{"ram", true, wantAmount, ofYear("budget", "Ram")},
	{"schablon", true, "ett belopp i kronor per månad, till exempel 52 000", ofYear("schablon", "Schablon")},
	{"platser", true, wantCount, ofClinic},
	{"gräns", true, wantCount, ofLimit},
	{"möjlig start", true, "ett datum, ÅÅÅÅ-MM-DD", ofCase("start", "Möjlig start")},
	{"återkallas", true, "Ja", ofCase("withdraw", "Återkallas")},
	{"finansierade platser", false, "ett helt antal från 1, till exempel 650", plainly("funded")},
	{"listade per plats", false, "ett helt antal från 1, till exempel 2 400", plainly("per_listed")},
	{"listade", true, "ett helt antal, till exempel 8 000", ofCentre},
	{"intag", true, wantCount, ofYear("intake", "Intag")},
}

// Setting is the row as process.Set takes it, or what is wrong with it in Swedish.
func (t Trial) Setting(w process.World) (key, value, problem string) {
	words := folded(t.What)
	for _, s := range suppositions {
		of, is := strings.CutPrefix(words+" ", s.begins+" ")
		if !is || !s.of && of != "" {
			continue
		}
		if key, problem = s.set(w, strings.TrimSpace(of)); problem != "" {
			return "", "", problem
		}
		value = settingValue(t.Value)
		if _, err := process.Set(w, key, value); err != nil {
			return "", "", fmt.Sprintf("Värdet ska vara %s.", s.value)
		}
		return key, value, ""
	}
	if words == "" {
		return "", "", "Skriv vad som ska provas i kolumnen Antagande."
	}
	return "", "", "Det antagandet går inte att prova. Välj ett ur listan: " + strings.Join(TrialChoices(w.Policy), ", ") + "."
}

var millions = regexp.MustCompile(`^([\d ]+(?:,\d+)?)\s*(?:mkr|milj\.?|miljon(?:er)?)(?: kr(?:onor)?)?$`)

// settingValue takes the money's name off an amount.
func settingValue(s string) string {
	s = folded(s)
	if m := millions.FindStringSubmatch(s); m != nil {
		if n, err := strconv.ParseFloat(strings.NewReplacer(" ", "", ",", ".").Replace(m[1]), 64); err == nil {
			return shortest(n * 1e6)
		}
	}
	for _, name := range []string{"kronor", "kr"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, name))
	}
	return s
}

func plainly(key string) func(process.World, string) (string, string) {
	return func(w process.World, _ string) (string, string) {
		if key == "funded" && !w.Policy.Allotment.On() {
			return "", "Regelverket fördelar inga platser. Prova Listade per plats först."
		}
		return key, ""
	}
}

func ofYear(key, label string) func(process.World, string) (string, string) {
	return func(w process.World, of string) (string, string) {
		if y, err := strconv.Atoi(of); err != nil || y < w.Today().Year-10 || y > w.Today().Year+40 {
			return "", fmt.Sprintf("Skriv vilket år det gäller: %s %d.", label, w.Today().Year+1)
		}
		return key + "." + of, ""
	}
}

func ofCase(key, label string) func(process.World, string) (string, string) {
	return func(w process.World, of string) (string, string) {
		for _, c := range w.Cases {
			if strings.EqualFold(c.ID, of) {
				return key + "." + c.ID, ""
			}
		}
		return "", fmt.Sprintf("Skriv vilket ärende det gäller: %s IA-%d-0007. Det numret finns inte.", label, w.Today().Year)
	}
}

func ofCentre(w process.World, of string) (string, string) {
	if c, _, ok := process.FindCentre(w.Centres, of); ok {
		return "listed." + c.ID, ""
	}
	return "", "Skriv vilken vårdcentral det gäller, som den heter i bladet Vårdcentraler: Listade " + firstCentre(w) + "."
}

func firstCentre(w process.World) string {
	if len(w.Centres) == 0 {
		return "Almby vårdcentral"
	}
	return w.Centres[0].Name
}

func ofLimit(w process.World, of string) (string, string) {
	n := len(w.Policy.Limits)
	switch i, err := strconv.Atoi(of); {
	case n == 0:
		return "", "Regelverket har ingen gräns för antalet nya ST."
	case err != nil || i < 1 || i > n:
		return "", fmt.Sprintf("Skriv vilken av regelverkets gränser det gäller, från Gräns 1 till Gräns %d.", n)
	}
	return "limit." + of, ""
}

// ofClinic takes a clinic, or one and a month: "kk 2025-06".
func ofClinic(w process.World, of string) (string, string) {
	clinics := clinicsOf(w)
	clinic, month := of, ""
	if at := strings.LastIndex(of, " "); at > 0 {
		if d, err := monthIn(text(of[at+1:])); err == nil && !d.IsZero() {
			clinic, month = of[:at], "."+monthText(d)
		}
	}
	for _, c := range clinics {
		if folded(c) == clinic {
			return "rotation." + c + month, ""
		}
	}
	if len(clinics) == 0 {
		return "", "Varken regelverket eller bladet Sidotjänstgöring har någon klinik."
	}
	return "", "Skriv vilken klinik det gäller: Platser " + strings.Join(clinics, ", Platser ") + "; eller en månad, Platser " + clinics[0] + fmt.Sprintf(" %d-06.", w.Today().Year+1)
}

func clinicsOf(w process.World) []string {
	var all []string
	add := func(clinic string) {
		if !slices.ContainsFunc(all, func(c string) bool { return folded(c) == folded(clinic) }) {
			all = append(all, clinic)
		}
	}
	for _, r := range w.Policy.Rotations {
		add(r.Clinic)
	}
	for _, r := range w.Rotations {
		add(r.Clinic)
	}
	return all
}

// mostOfAKind keeps the drop-down within the 255 letters that Excel allows.
const mostOfAKind = 3

// TrialChoices are what Antagande can hold under a policy, as the drop-down has it.
func TrialChoices(p *process.Policy) []string {
	if p == nil {
		return nil
	}
	var all []string
	if p.Allotment.On() {
		all = append(all, "Finansierade platser", "Listade per plats")
	}
	if p.Allotment.On() || slices.ContainsFunc(p.Criteria, func(c process.Criterion) bool { return c.By == process.BySpread && c.Per != "count" }) {
		all = append(all, "Listade VÅRDCENTRAL")
	}
	years := budgetYears(p)
	for _, y := range years {
		all = append(all, "Ram "+y)
	}
	all = append(all, "Schablon "+years[len(years)-1])
	for i := range p.Limits[:min(mostOfAKind, len(p.Limits))] {
		all = append(all, fmt.Sprintf("Gräns %d", i+1))
	}
	clinics := clinicsOf(process.World{Policy: p})
	for _, c := range clinics[:min(mostOfAKind, len(clinics))] {
		all = append(all, "Platser "+c)
	}
	return append(all, "Möjlig start IA-ÅÅÅÅ-NNNN", "Återkallas IA-ÅÅÅÅ-NNNN", "Intag ÅÅÅÅ")
}

// budgetYears are the last that the policy names.
func budgetYears(p *process.Policy) []string {
	var years []string
	for _, y := range p.Budget {
		years = append(years, strconv.Itoa(y.Year))
	}
	if len(years) == 0 {
		return []string{"ÅÅÅÅ"}
	}
	return years[max(0, len(years)-mostOfAKind):]
}

// under gives the table the choices of a policy.
func (t table) under(p *process.Policy) table {
	if t.sheet != SheetWhatIf {
		return t
	}
	t.columns = slices.Clone(t.columns)
	t.columns[0].choices = TrialChoices(p)
	return t
}
