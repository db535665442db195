package process_test

import (
	"strings"
	"testing"

	"stintag/process"
)

func TestEarlyEmployment(t *testing.T) { // D2
	type a = process.Application
	grantedOn := func(d process.Date) process.Decision {
		return process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: d}
	}
	for _, tt := range []struct {
		name     string
		says     a
		decision process.Decision
		code     string
	}{
		{"not employed", a{Employed: process.No}, process.Decision{}, ""},
		{"contract signed", a{Employed: process.Yes, EmploymentForm: process.SignedST}, process.Decision{}, process.CodeEarlyEmployed},
		{"began as ST", a{Employed: process.Yes, EmploymentForm: process.StartedST, EmploymentDate: process.D(2024, 8, 1)}, process.Decision{}, process.CodeEarlyEmployed},
		{"signed, begins later", a{Employed: process.No, EmploymentForm: process.SignedST, ContractSigned: process.Yes, EmploymentDate: process.D(2024, 11, 1)}, process.Decision{}, process.CodeEarlyEmployed},
		{"dated the day it came", a{EmploymentForm: process.SignedST, EmploymentDate: process.D(2024, 9, 2)}, process.Decision{}, process.CodeEarlyEmployed},
		{"dated the day after: passed while we were slow", a{Employed: process.No, EmploymentForm: process.SignedST, EmploymentDate: process.D(2024, 9, 3)}, process.Decision{}, "OKLAR_ANSTÄLLNING"},
		{"a locum", a{Employed: process.Yes, EmploymentForm: process.Locum, EmploymentDate: process.D(2024, 1, 1), ContractSigned: process.Yes}, process.Decision{}, ""},
		{"a junior doctor", a{Employed: process.Yes, EmploymentForm: process.JuniorDoctor}, process.Decision{}, ""},
		{"promised", a{Employed: process.No, EmploymentForm: process.Promised}, process.Decision{}, "UTLOVAD"},
		{"yes, and not how", a{Employed: process.Yes}, process.Decision{}, "OKLAR_ANSTÄLLNING"},
		{"granted before it", a{Employed: process.Yes, EmploymentForm: process.SignedST, EmploymentDate: process.D(2024, 9, 5)}, grantedOn(process.D(2024, 9, 4)), ""},
		{"granted after it", a{Employed: process.Yes, EmploymentForm: process.SignedST, EmploymentDate: process.D(2024, 9, 5)}, grantedOn(process.D(2024, 9, 6)), process.CodeEarlyEmployed},
		{"a transfer is asked, not accused", a{Kind: process.Transfer, Employed: process.Yes, EmploymentForm: process.StartedST}, process.Decision{}, "OKLAR_ANSTÄLLNING"},
		{"own-funded is employed by its nature", a{Kind: process.OwnToFunded, Employed: process.Yes, EmploymentForm: process.StartedST}, process.Decision{}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := nth(1, func(x *a) {
				x.Employed, x.EmploymentForm, x.EmploymentDate, x.ContractSigned = tt.says.Employed, tt.says.EmploymentForm, tt.says.EmploymentDate, tt.says.ContractSigned
				if tt.says.Kind != "" {
					x.Kind = tt.says.Kind
				}
			})
			c.Decision, c.Proposed = tt.decision, process.Grant
			w := world()
			w.Policy.Required.ForList, w.Policy.Required.ForDecision = nil, nil
			got := codes(process.Examine(w, c))
			if strings.Join(got, " ") != tt.code {
				t.Errorf("found %v, want %q", got, tt.code)
			}
			w.Policy.Employment = process.EarlyNeutral
			if got := process.Examine(w, c); len(got) > 0 {
				t.Errorf("neutral says %v", got)
			}
			w.Policy.Employment = process.EarlyRequire // there it is no fault to be employed
			for _, f := range process.Examine(w, c) {
				if f.Code == process.CodeEarlyEmployed || f.Code == "UTLOVAD" {
					t.Errorf("require says %v", f)
				}
			}
		})
	}
}

func TestNobodyIsEarlyWhoIsFundedAlready(t *testing.T) {
	w := world()
	w.Roster = []process.Trainee{trainee()}
	c := nth(1, named("Gro Gran"), func(a *process.Application) {
		a.Employed, a.EmploymentForm, a.EmploymentDate = process.Yes, process.StartedST, process.D(2022, 3, 15)
	})
	if fs := process.Examine(w, c); len(fs) > 0 {
		t.Errorf("found %v", fs)
	}
	w.Roster[0].OwnFunded = true
	if _, ok := find(process.Examine(w, c), process.CodeEarlyEmployed); !ok {
		t.Error("the vårdval has not decided on an own-funded post")
	}
}

// D2: where the region asks for an ST contract first, none is what a decision
// waits for; what nobody answered is missing and told as that.
func TestRequiredEmployment(t *testing.T) {
	type a = process.Application
	const code, before = "ANSTÄLLNING_KRÄVS", process.BeforeDecision
	for _, tt := range []struct {
		name string
		says a
		want []want
	}{
		{"contract signed", a{Employed: process.Yes, EmploymentForm: process.SignedST, ContractSigned: process.Yes}, nil},
		{"began as ST", a{Employed: process.Yes, EmploymentForm: process.StartedST}, nil},
		{"not employed", a{Employed: process.No}, []want{{code, before, process.FieldEmployed}}},
		{"a locum", a{Employed: process.No, EmploymentForm: process.Locum}, []want{{code, before, process.FieldEmploymentForm}}},
		{"promised", a{Employed: process.No, EmploymentForm: process.Promised}, []want{{code, before, process.FieldEmploymentForm}}},
		{"signed, says the form of employment, and not signed", a{Employed: process.Yes, EmploymentForm: process.SignedST, ContractSigned: process.No}, []want{{code, before, process.FieldContractSigned}}},
		{"employed, contract not signed", a{Employed: process.Yes, ContractSigned: process.No}, []want{{code, before, process.FieldContractSigned}}},
		{"employed, and not how", a{Employed: process.Yes}, nil},
		{"nothing said", a{}, nil},
		{"a transfer is the study director's", a{Kind: process.Transfer, Employed: process.No}, nil},
		{"before BT there is no ST contract", a{Kind: process.PreST, Employed: process.No}, nil},
		{"own-funded is employed by its nature", a{Kind: process.OwnToFunded}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := world()
			w.Policy.Employment, w.Policy.Required = process.EarlyRequire, process.Required{}
			c := nth(1, employed(tt.says))
			examined(t, w, c, tt.want...)
			c.Decision = process.Decision{Verdict: process.VerdictGrant, By: "Dag", Date: process.D(2024, 9, 9)}
			c.Proposed = process.Grant
			examined(t, w, c)
		})
	}
}

// employed gives the form what another says about employment, and its kind.
func employed(says process.Application) func(*process.Application) {
	return func(x *process.Application) {
		x.Employed, x.EmploymentForm, x.EmploymentDate, x.ContractSigned = says.Employed, says.EmploymentForm, says.EmploymentDate, says.ContractSigned
		if says.Kind != "" {
			x.Kind = says.Kind
		}
	}
}

// D2: what cannot all be meant is asked, weighed on the day the form came.
func TestContradictoryEmploymentIsAsked(t *testing.T) {
	type a = process.Application
	const asked = "OKLAR_ANSTÄLLNING"
	day := func(y, m, d int) process.Date { return process.D(y, 1, d).AddMonths(m - 1) }
	for _, tt := range []struct {
		name string
		says a
		want []want
	}{
		{"no, with a contract in force", a{Employed: process.No, EmploymentForm: process.SignedST, EmploymentDate: day(2024, 9, 2), ContractSigned: process.Yes}, []want{{process.CodeEarlyEmployed, process.Remark, process.FieldEmploymentForm}}},
		{"ST contract by form, not signed", a{Employed: process.Yes, EmploymentForm: process.SignedST, ContractSigned: process.No}, []want{{asked, process.Remark, process.FieldContractSigned}}},
		{"yes, never offered", a{Employed: process.Yes, EmploymentForm: process.NotOffered}, []want{{asked, process.Remark, process.FieldEmploymentForm}}},
		{"no, a date on the day it came", a{Employed: process.No, EmploymentDate: day(2024, 9, 2)}, []want{{asked, process.Remark, process.FieldEmploymentDate}}},
		{"no, a date the day after", a{Employed: process.No, EmploymentDate: day(2024, 9, 3)}, nil},
		{"no, a locum since long", a{Employed: process.No, EmploymentForm: process.Locum, EmploymentDate: day(2023, 1, 1)}, nil},
		{"yes, from the day after", a{Employed: process.Yes, EmploymentForm: process.Locum, EmploymentDate: day(2024, 9, 3)}, []want{{asked, process.Remark, process.FieldEmploymentDate}}},
		{"yes, from the day it came", a{Employed: process.Yes, EmploymentForm: process.Locum, EmploymentDate: day(2024, 9, 2)}, nil},
		{"hired the day ST may start", a{Employed: process.No, EmploymentForm: process.JuniorDoctor, EmploymentDate: day(2024, 11, 1)}, nil},
		{"hired in the month of the start", a{Employed: process.No, EmploymentForm: process.JuniorDoctor, EmploymentDate: day(2024, 11, 2)}, nil},
		{"hired after it", a{Employed: process.No, EmploymentForm: process.JuniorDoctor, EmploymentDate: day(2024, 12, 1)}, []want{{"ANSTÄLLNING_EFTER_START", process.Remark, process.FieldEmploymentDate}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := world()
			w.Policy.Required = process.Required{}
			examined(t, w, nth(1, employed(tt.says)), tt.want...)
			w.Policy.Employment = process.EarlyNeutral
			examined(t, w, nth(1, employed(tt.says)))
		})
	}
}

func TestATransferIsAskedWhereTheContractIs(t *testing.T) { // D2, D15
	for _, says := range []process.Application{{Kind: process.Transfer, Employed: process.Yes}, {Kind: process.Transfer, Employed: process.Yes, EmploymentForm: process.StartedST}} {
		fs := examined(t, world(), nth(1, employed(says)), want{"OKLAR_ANSTÄLLNING", process.Remark, process.FieldEmploymentForm})
		if !strings.HasPrefix(fs[0].Text, "Gäller ST-avtalet den nuvarande vårdcentralen eller den nya?") {
			t.Errorf("says %q", fs[0].Text)
		}
	}
}

// D13: that the form of employment is missing is told once, with the question.
func TestEmployedAndNotHowIsAskedOnce(t *testing.T) {
	c := nth(1, employed(process.Application{Employed: process.Yes, EmploymentDate: process.D(2024, 8, 1)}))
	examined(t, world(), c, want{process.CodeMissing, process.BeforeDecision, process.FieldEmploymentForm})
}
