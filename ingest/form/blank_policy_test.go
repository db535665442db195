package form

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
	"stintag/process/policy"
	"stintag/process/workbook"
)

// presetAt are a region's rules of a day.
func presetAt(t *testing.T, region string, day process.Date) *process.Policy {
	t.Helper()
	rules, err := policy.Preset(region)
	if err != nil {
		t.Fatal(err)
	}
	return rules.At(day)
}

// boxes are the labels of the form's boxes, as printed, by field.
func boxes(t *testing.T, p *process.Policy) map[process.Field]string {
	t.Helper()
	raw, err := Blank("Region Exempel", []string{"Sala vårdcentral"}, p)
	if err != nil {
		t.Fatal(err)
	}
	b := readBytes(t, raw)
	sheet, _ := b.Sheet(formSheet)
	labels := map[process.Field]string{}
	for _, n := range b.Names {
		if f, ok := strings.CutPrefix(n.Name, namePrefix); ok && n.Sheet == formSheet {
			labels[process.Field(f)] = sheet.Cell(n.Range.Row1, n.Range.Col1-1).Text
		}
	}
	return labels
}

var assessed = []process.Field{process.FieldAssessedManager, process.FieldAssessedSupervisor, process.FieldAssessedDirector}

// R-206, D4: who fills in a region's own form can answer all that the region's rules
// ask for; and no region's form asks for what another's need.
func TestBlankFormHasABoxForWhatThePolicyAsks(t *testing.T) {
	before, after := process.D(2025, 6, 1), process.D(2026, 2, 1)
	for _, tt := range []struct {
		region string
		day    process.Date
		more   []process.Field // than every region's form has
	}{
		{"vastmanland", after, nil}, {"stockholm", after, nil}, {"jamtland-harjedalen", after, nil},
		{"vastra-gotaland", before, assessed}, {"vastra-gotaland", after, append(slices.Clone(assessed), process.FieldOwnPriority)},
	} {
		t.Run(tt.region+" "+tt.day.String(), func(t *testing.T) {
			p := presetAt(t, tt.region, tt.day)
			got, every := boxes(t, p), boxes(t, nil)
			for level, fields := range map[string][]process.Field{" *": p.Required.ForList, " **": p.Required.ForDecision} {
				for _, f := range fields {
					if label, ok := got[f]; !ok {
						t.Errorf("no box for %s, which is required", f)
					} else if marked := strings.HasPrefix(label, f.Label()+level); marked == slices.Contains(ofSome, f) {
						t.Errorf("%s is printed %q", f, label)
					}
				}
			}
			more := slices.Collect(maps.Keys(got))
			more = slices.DeleteFunc(more, func(f process.Field) bool { _, ok := every[f]; return ok })
			slices.Sort(more)
			slices.Sort(tt.more)
			if len(got) != len(every)+len(tt.more) || !slices.Equal(more, tt.more) {
				t.Errorf("boxes of its own: %v, want %v", more, tt.more)
			}
		})
	}
}

// A region may require whatever field there is.
func TestBlankFormHasABoxForAnyFieldThatIsRequired(t *testing.T) {
	for f := range catalogue {
		if f == process.FieldVersion { // in the hidden sheet
			continue
		}
		p := &process.Policy{Required: process.Required{ForDecision: []process.Field{f}}}
		got := boxes(t, p)
		if f == process.FieldFirstName || f == process.FieldLastName {
			f = process.FieldDoctor
		}
		if label, ok := got[f]; !ok || !slices.Contains(ofSome, f) && !strings.HasPrefix(label, f.Label()+" **") {
			t.Errorf("%s is required, and printed %q", f, label)
		}
	}
}

// Västmanland's rules are what the form was first made for.
func TestBlankFormOfVastmanlandIsTheFirst(t *testing.T) {
	first, err := Blank("Region Västmanland", []string{"Sala vårdcentral"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	now, err := Blank("Region Västmanland", []string{"Sala vårdcentral"}, presetAt(t, "vastmanland", process.D(2024, 9, 10)))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, now) {
		t.Error("the form has changed")
	}
}

// a form asks a health centre to wait with hiring only where the rules do.
func TestBlankFormAsksToWaitWhereTheRulesDo(t *testing.T) {
	for early, want := range map[process.EarlyEmployment]bool{process.EarlyWarn: true, "": true, process.EarlyRequire: false, process.EarlyNeutral: false} {
		raw, err := Blank("Region Exempel", nil, &process.Policy{Employment: early})
		if err != nil {
			t.Fatal(err)
		}
		sheet, _ := readBytes(t, raw).Sheet(formSheet)
		says := slices.ContainsFunc(sheet.Rows, func(r workbook.Row) bool {
			return slices.ContainsFunc(r.Cells, func(c workbook.Cell) bool { return strings.Contains(c.Text, "Invänta godkännandebeslut") })
		})
		if says != want {
			t.Errorf("early employment %q: the form asks to wait: %v", early, says)
		}
	}
}

// Every region's form filled in is read whole, with its names and without.
func TestBlankFormOfEveryRegionIsReadWhole(t *testing.T) {
	filled := maps.Clone(filledIn)
	maps.Copy(filled, map[process.Field]any{
		process.FieldAssessedManager: "Eva Chef 2026-01-20", process.FieldAssessedSupervisor: "Hans Vis 2026-01-21",
		process.FieldAssessedDirector: "Maria Dir 2026-01-22", process.FieldOwnPriority: 2,
	})
	for _, region := range policy.Presets() {
		t.Run(region, func(t *testing.T) {
			p := presetAt(t, region, process.D(2026, 2, 1))
			raw, err := Filled("Region Exempel", []string{"Sala vårdcentral"}, p, filled)
			if err != nil {
				t.Fatal(err)
			}
			named, bare := readBytes(t, raw), readBytes(t, raw)
			bare.Names = nil
			want, findings := only(t, named).Interpret(received)
			got, more := only(t, bare).Interpret(received)
			if len(findings)+len(more) > 0 || len(only(t, named).Unknown)+len(only(t, bare).Unknown) > 0 {
				t.Errorf("findings %+v, %+v", findings, more)
			}
			if d := cmp.Diff(want, got, cmp.AllowUnexported(process.Personal{})); d != "" {
				t.Errorf("with names and without (-with +without):\n%s", d)
			}
			if n := len(boxes(t, p)); len(want.Cells) != n {
				t.Errorf("%d of %d boxes are read", len(want.Cells), n)
			}
			if region != "vastra-gotaland" {
				return
			}
			three := process.Assessment{Manager: "Eva Chef 2026-01-20", Supervisor: "Hans Vis 2026-01-21", Director: "Maria Dir 2026-01-22"}
			if want.Assessed != three || want.OwnPriority != (process.Amount{Value: 2, Said: true}) {
				t.Errorf("assessed %+v, own priority %+v", want.Assessed, want.OwnPriority)
			}
		})
	}
}
