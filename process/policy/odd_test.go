package policy_test

import (
	"fmt"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/policy"
)

const quiet = `name = "liten"
version = "1"
status = "beslutad"

[[criterion]]
by = "contact_date"
`

var noon = process.D(2025, 6, 1)

func oddities(rules *policy.Rules) string {
	var lines []string
	for _, o := range rules.Odd(noon) {
		lines = append(lines, fmt.Sprintf("%d %s %s", o.Line, o.From, o.Text))
	}
	return strings.Join(lines, "\n")
}

// What is odd though allowed is told in one sentence, at its line; the text that is
// added begins at line 7.
func TestOddIsToldAtItsLine(t *testing.T) {
	for _, tt := range []struct{ name, add, want string }{
		{"nothing", "", ""},
		{"corridor sinks (R-105)", "[[corridor]]\nyear = 2025\nlow = 10\nhigh = 20\n[[corridor]]\nyear = 2026\nlow = 9\nhigh = 20\n[[intake]]\nyear = 2025\nnumber = 5\n",
			"13  Korridorens undre gräns sjunker från 10 (2025) till 9 (2026)."},
		{"plan sinks (R-105)", "[[intake]]\nyear = 2026\nnumber = 4\n[[intake]]\nyear = 2025\nnumber = 5\n", "9  Intaget sjunker från 5 (2025) till 4 (2026)."},
		{"years left out (R-302)", "[[corridor]]\nyear = 2027\nlow = 1\nhigh = 2\n[[corridor]]\nyear = 2034\nlow = 3\nhigh = 4\nscenario = true\n[[intake]]\nyear = 2025\nnumber = 5\n",
			"13  Korridor saknas för 2028 till 2033: de åren prövas inte."},
		{"stop over", "[[stop]]\nkinds = [\"Pre-ST\"]\nto = 2025-05-31\nwhy = \"x\"\n", "7  Stoppet för Pre-ST slutade 2025-05-31: det gäller bara start till och med den dagen."},
		{"stop on its last day", "[[stop]]\nkinds = [\"Pre-ST\"]\nto = 2025-06-01\nwhy = \"x\"\n", ""},
		{"answer after the employment", "[offer]\nanswer_within = \"3 månader\"\nemploy_within = \"30 dagar\"\n", "8  Svaret ska komma inom 3 månader, men anställningen vara klar redan inom 30 dagar"},
		{"limit over", "[[limit]]\nfrom = 2025-01-01\nto = 2025-05-31\nmost_new = 3\nwhy = \"x\"\n", "7  Begränsningen av nya ST (högst 3) slutade 2025-05-31."},
		{"rates at once", "[[compensation]]\nfrom = 2025-01-01\nper_month = 2\n[[compensation]]\nto = 2025-01-31\nper_month = 1\n",
			"7  Två belopp för ersättningen gäller samtidigt från 2025-01-01: skriv to för det tidigare."},
		{"rates apart", "[[compensation]]\nkind = \"course\"\nto = 2025-01-31\nper_month = 2\n[[compensation]]\nkind = \"course\"\nfrom = 2025-03-01\nper_month = 1\n",
			"11  Belopp saknas för kursersättningen från 2025-02-01 till och med 2025-02-28."},
		{"rates of two tracks", "[[compensation]]\nper_month = 2\n[[compensation]]\ntrack = \"Forskar-ST\"\nper_month = 1\n", ""},
		{"rates in a row", "[[compensation]]\nto = 2025-01-31\nper_month = 2\n[[compensation]]\nfrom = 2025-02-01\nper_month = 1\n", ""},
		{"too few funded", "[ranking]\nwithin = \"centre\"\n[allotment]\nper_listed = 2400\nfunded = 50\n[indicators]\npopulation = 132000\n",
			"11  50 finansierade platser räcker inte till en per 2400: 132000 invånare ger 55."},
		{"allotment with a queue (R-204)", "[allotment]\nper_listed = 2400\n", "0  Platserna tilldelas per vårdcentral, men sökande rangordnas i hela regionen"},
		{"own order in the region", "[[criterion]]\nby = \"own_priority\"\n", "7  Vårdcentralens egen prioritering jämförs i hela regionen"},
		{"target over", "[[target]]\nwhat = \"completions\"\nby = 2024-12-31\nvalue = 150\n[[intake]]\nyear = 2025\nnumber = 5\n", "7  Målet 150 nya specialister om året skulle nås 2024-12-31, som har passerat."},
		{"no intake", "[[target]]\nwhat = \"st\"\nvalue = 60\n", "0  Inget intag är planerat från 2025"},
		{"intake of shares (R-217)", "[[intake]]\nyear = 2029\nbt_percent = 100\n", "7  Inget intag är planerat från 2025"},
		{"nobody answers (R-208)", "[[contact]]\nrole = \"K\"\ntopics = [\"allotment\", \"agreement\", \"deviation\", \"compensation\", \"quality\"]\n",
			"7  Ingen [[contact]] svarar för rotation: där står konfigurationens kontakt."},
		{"points that do not count", "points = 5\nbest = 2015-01-01\nworst = 2020-01-01\n", "5  Kriterium 1 har poäng, men rangordningen är inte efter poäng"},
		{"no round ahead (D23)", "[rounds]\ndates = [2025-03-01]\n", "8  Alla beslutsdagar har passerat"},
		{"forecast too short", "[projection]\nuntil = 2027\n[[corridor]]\nyear = 2028\nlow = 1\nhigh = 2\n[[intake]]\nyear = 2025\nnumber = 5\n", "8  Prognosen slutar 2027, före korridorens sista år 2028."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := oddities(parse(t, quiet+tt.add))
			if got != tt.want && (tt.want == "" || !strings.HasPrefix(got, tt.want) || strings.Contains(got, "\n")) {
				t.Errorf("got %q\nwant %q", got, tt.want)
			}
		})
	}
}

// D3: exact licence dates make the criteria after them dead letters; by the year,
// last in order, or by points they do not.
func TestExactLicenceDatesAreOdd(t *testing.T) {
	head := "name = \"x\"\nversion = \"1\"\nstatus = \"beslutad\"\n"
	licence, spread := "[[criterion]]\nby = \"licence_date\"\n", "[[criterion]]\nby = \"spread\"\n"
	for text, want := range map[string]bool{
		licence + spread:                         true,
		licence + "coarse = \"year\"\n" + spread: false,
		spread + licence:                         false,
		licence + "points = 1\nbest = 2010-01-01\nworst = 2020-01-01\n" + spread + "points = 1\nbest = 0\nworst = 5\n" + "[ranking]\nmethod = \"points\"\n": false,
	} {
		if got := strings.Contains(oddities(parse(t, head+text)), "kriterierna efter avgör nästan aldrig"); got != want {
			t.Errorf("%s: odd %v, want %v", text, got, want)
		}
	}
}

// Changes are looked over too: what will hold, what changes nothing, what bears the
// version of what was before it.
func TestOddChanges(t *testing.T) {
	for _, tt := range []struct{ name, add, want string }{
		{"an ordinary one", "[[change]]\nfrom = 2026-01-01\nversion = \"2\"\n[change.employment]\nearly = \"neutral\"\n", ""},
		{"nothing new", "[[change]]\nfrom = 2026-01-01\n[change.employment]\nearly = \"warn\"\n", "7  Ändringen från 2026-01-01 ändrar inget: allt den säger gäller redan."},
		{"same version", "[[change]]\nfrom = 2026-01-01\n[change.employment]\nearly = \"neutral\"\n", "7  Ändringen från 2026-01-01 har ingen egen version"},
		{"a later one over it", "[[change]]\nfrom = 2026-01-01\nversion = \"2\"\n[change.employment]\nearly = \"neutral\"\n[[change]]\nfrom = 2026-03-01\nto = 2026-03-31\nversion = \"3\"\n[change.employment]\nnotice_days = 9\n", ""},
		{"not decided yet", "[[change]]\nfrom = 2026-01-01\nversion = \"2\"\nstatus = \"föreslagen\"\n", "10 2026-01-01 Regelverket liten 2 är föreslaget"},
		{"twice on a day", "[[change]]\nfrom = 2026-01-01\nversion = \"2\"\n[[change]]\nfrom = 2026-01-01\nversion = \"3\"\n",
			"7  Ändringen från 2026-01-01 ändrar inget: allt den säger gäller redan.\n12  Två ändringar från 2026-01-01 säger version: den här gäller, den på rad 9 gör det inte."},
		{"fewer funded (R-105)", "[ranking]\nwithin = \"centre\"\n[allotment]\nper_listed = 2400\nfunded = 650\n[[change]]\nfrom = 2026-01-01\nversion = \"2\"\n[change.allotment]\nfunded = 600\n",
			"16 2026-01-01 De finansierade platserna blir färre: 600, förut 650."},
		{"what is over is nobody's", "[[stop]]\nkinds = [\"Pre-ST\"]\nto = 2024-12-31\nwhy = \"x\"\n[[change]]\nfrom = 2025-01-01\nversion = \"2\"\nstop = []\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := oddities(parse(t, quiet+tt.add))
			if got != tt.want && (tt.want == "" || !strings.HasPrefix(got, tt.want)) {
				t.Errorf("got %q\nwant %q", got, tt.want)
			}
		})
	}
}
