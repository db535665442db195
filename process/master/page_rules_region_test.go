package master

import (
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// Regler tells the board, the roles, programmes with their years
// who pays for reviews, and what follows a grant (D1).
func TestRulesTellOfTheRegion(t *testing.T) {
	p := *samplePolicy()
	p.Owner, p.Roles = "Hälso- och sjukvårdsnämnden", []string{"studierektor", "kursledare"}
	p.Programmes = []process.Programme{{Name: "Utökad bastjänstgöring", From: 2024, To: 2027}}
	p.SPUR = process.SPURRule{Years: 5, Payer: "region"}
	p.Offer = process.Offer{AnswerWithin: process.Period{Days: 30}, EmployWithin: process.Period{Months: 3}}
	said := rulesSaid(t, &p)
	for _, words := range []string{
		"Ansvarig|Hälso- och sjukvårdsnämnden", "Roller|studierektor, kursledare", "Satsning|Utökad bastjänstgöring, 2024–2027",
		"regionen beställer och betalar", "inom 30 dagar", "inom 3 månader", "utan att en människa beslutar",
	} {
		if !strings.Contains(said, words) {
			t.Errorf("Regler does not say %q:\n%s", words, said)
		}
	}
	p.SPUR.Payer = "centre"
	if said := rulesSaid(t, &p); !strings.Contains(said, "vårdcentralen beställer och betalar") {
		t.Errorf("Regler says %s", said)
	}
	if said := rulesSaid(t, samplePolicy()); strings.Contains(said, "När en plats är beviljad") || strings.Contains(said, "Ansvarig") {
		t.Errorf("Regler tells of what the policy has not:\n%s", said)
	}
}

func rulesSaid(t *testing.T, p *process.Policy) string {
	t.Helper()
	data, err := New("Region Provlandet", p)
	if err != nil {
		t.Fatal(err)
	}
	book, err := workbook.Read(data, workbook.MasterLimits)
	if err != nil {
		t.Fatal(err)
	}
	s, there := book.Sheet(SheetRules)
	if !there {
		t.Fatal("there is no sheet Regler")
	}
	var lines []string
	for _, r := range s.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, CanonicalText(c))
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n")
}
