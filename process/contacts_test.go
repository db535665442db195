package process_test

import (
	"testing"

	"stintag/process"
	"stintag/process/policy"
)

// in2026 are Västra Götaland's rules as they stand in February 2026.
func in2026(t *testing.T) *process.Policy {
	t.Helper()
	rules, err := policy.Preset("vastra-gotaland")
	if err != nil {
		t.Fatal(err)
	}
	return rules.At(process.D(2026, 2, 1))
}

// Koncernkontoret answers for allotment, agreements, deviations and money; the
// study director, who is the health centre's own, for quality and rotations.
func TestWhoAnswersForWhat(t *testing.T) {
	p := in2026(t)
	here := process.HealthCentre{Name: "Alva", StudyDirector: "Stina Ström", StudyDirectorAddress: "stina@region.example"}
	for topic, want := range map[process.Topic]string{
		process.TopicAllotment: "Koncernkontoret", process.TopicAgreement: "Koncernkontoret",
		process.TopicDeviation: "Koncernkontoret", process.TopicCompensation: "Koncernkontoret",
		process.TopicQuality:  "Studierektor, Primärvårdens utbildningsenhet, Stina Ström, stina@region.example",
		process.TopicRotation: "Studierektor, Primärvårdens utbildningsenhet, Stina Ström, stina@region.example",
	} {
		if r, named := p.ContactFor(topic, here); !named || r.String() != want {
			t.Errorf("%s: %s", topic, r)
		}
	}
	if r, named := p.ContactFor(process.TopicQuality, process.HealthCentre{}); !named || r.String() != "Studierektor, Primärvårdens utbildningsenhet" || r.Address != "" {
		t.Errorf("a health centre without a study director: %q", r)
	}
	p = &process.Policy{Contacts: []process.Contact{
		{Topics: []process.Topic{process.TopicQuality}, Role: "Utbildningsenheten", Address: "utb@region.example"},
		{Topics: []process.Topic{process.TopicQuality, process.TopicRotation}, StudyDirector: true},
	}}
	if r, _ := p.ContactFor(process.TopicQuality, here); r.String() != "Utbildningsenheten, utb@region.example" {
		t.Errorf("of two the first answers, not %q", r)
	}
	if r, _ := p.ContactFor(process.TopicRotation, here); r.String() != "studierektor, Stina Ström, stina@region.example" {
		t.Errorf("a contact without a role: %q", r)
	}
	if r, named := p.ContactFor(process.TopicAllotment, here); named {
		t.Errorf("nobody answers for allotment, not %q", r)
	}
}
