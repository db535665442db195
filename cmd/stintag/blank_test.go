package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"stintag/process"
)

// A form in which only the health centre stands is not called empty.
func TestReadTellsWhatABlankFormHolds(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"blank_unit_only.xlsx": "blank_unit_only.xlsx: I blanketten är bara Vårdcentral, Verksamhetschef, E-post chef ifyllt. " +
			"Det som saknas för en plats på listan: Ärendetyp, Läkarens namn, Legitimationsdatum, Möjlig start ST, Redan anställd som ST?, Svensk AT.\n",
		"blank_ours.xlsx": "blank_ours.xlsx: Blanketten är tom.\n",
	} {
		raw, err := os.ReadFile(filepath.Join("..", "..", "ingest", "form", "testdata", "corpus", name))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := (&globals{}).printFile(&out, name, raw, process.World{}); !errors.Is(err, errUnreadable) {
			t.Errorf("%s: %v", name, err)
		}
		if out.String() != want {
			t.Errorf("%s: %q, want %q", name, out.String(), want)
		}
	}
}

// What a place on the list lacks is the policy's to say, but for BT, which the answer
// on AT asks for.
func TestABlankFormLacksWhatThePolicyAsksFor(t *testing.T) {
	t.Parallel()
	policy := &process.Policy{}
	policy.Required.ForList = []process.Field{process.FieldCentre, process.FieldDoctor, process.FieldBT}
	got := partReading{Said: []process.Field{process.FieldCentre}}.lacks(policy)
	if len(got) != 1 || got[0] != process.FieldDoctor {
		t.Errorf("lacks %v", got)
	}
}
