package workbook

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What the reader of the list answers is read back with what it is of; lines
// without an answer, and the list of a book that was never marked, say nothing.
func TestAnswersAreReadBack(t *testing.T) {
	const sheet = "Intresseanmälan"
	out := marked(t, write(t, sampleForm()), []Mark{
		{Sheet: sheet, Cell: "B5", Comment: "Menar ni 2026-09-10?", Ask: Ask{Key: "start=B5", Suggestion: "2026-09-10", Written: "10/9", Choices: "ja"}},
		{Comment: "Ärendetyp saknas.", Ask: Ask{Key: "kind@B2"}},
		{Comment: "Svensk AT: ert svar är med.", Ask: Ask{Key: "at@B2", Answer: "Ja", Settled: true}},
		{Sheet: sheet, Cell: "B4", Comment: "Två värden.", Of: "Anna Ek", Tag: "IA-2024-0007"},
	})
	book, err := Read(out, FormLimits)
	if err != nil {
		t.Fatal(err)
	}
	answer := func(row int, text string) Cell { return Cell{Row: row, Col: answerColumn, Kind: Text, Text: text} }
	list := &book.Sheets[0]
	at := map[string]int{}
	for _, row := range list.Rows {
		for _, c := range row.Cells {
			at[c.Text] = row.Number
		}
	}
	if at["Att rätta: 3 uppgifter"] != 1 || at[onlyThere] != at[sheet+"!B4"] {
		t.Errorf("the list: %v", at)
	}
	carried := Answered{Key: "at@B2", Cell: answer(at["at@B2"], "Ja")}
	given := func(b *Book) []Answered {
		return slices.DeleteFunc(Answers(b), func(a Answered) bool { return !a.Given() })
	}
	if d := cmp.Diff([]Answered{carried}, given(book)); d != "" {
		t.Errorf("before anything is answered (-want +got):\n%s", d)
	}
	filled := book.With(list.Name, answer(at["start=B5"], "ja"), answer(at["kind@B2"], " "))
	want := []Answered{{Key: "start=B5", Suggestion: "2026-09-10", Written: "10/9", Cell: answer(at["start=B5"], "ja")}, carried}
	if d := cmp.Diff(want, given(filled)); d != "" {
		t.Errorf("answers (-want +got):\n%s", d)
	}
	if n := len(given(book)); n != 1 {
		t.Errorf("the book itself has %d answers now", n)
	}
	last := Answers(book)[3]
	if last.Tag != "IA-2024-0007" || last.Key != "" || list.Cell(at[onlyThere], faultColumn).Text != "Anna Ek\nTvå värden." {
		t.Errorf("the line without a question: %+v", last)
	}
}

func TestWithKeepsCellsInOrder(t *testing.T) {
	b := &Book{Sheets: []Sheet{{Name: "Blad", Rows: []Row{{Number: 2, Cells: []Cell{{Row: 2, Col: 2, Kind: Text, Text: "b"}}}, {Number: 5, Cells: []Cell{{Row: 5, Col: 1, Kind: Text, Text: "e"}}}}}}}
	made := b.With("Blad", Cell{Row: 2, Col: 1, Kind: Text, Text: "a"}, Cell{Row: 2, Col: 2, Kind: Text, Text: "B"}, Cell{Row: 3, Col: 4, Kind: Number, Number: 1}).With("finns inte", Cell{Row: 1, Col: 1})
	var got []string
	for _, row := range made.Sheets[0].Rows {
		for _, c := range row.Cells {
			got = append(got, c.Address()+c.String())
		}
	}
	if want := []string{"A2a", "B2B", "D31", "A5e"}; !slices.Equal(got, want) {
		t.Errorf("cells %v, want %v", got, want)
	}
	if b.Sheets[0].Cell(2, 2).Text != "b" || len(b.Sheets[0].Rows) != 2 {
		t.Error("the book itself changed")
	}
}
