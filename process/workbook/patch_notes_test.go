package workbook

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

const formSaid = "Blanketten säger: 2019-03-01. Det som står här är skrivet för hand och gäller."

func applied(t *testing.T, src []byte, sheet string, notes ...Note) []byte {
	t.Helper()
	out, err := Apply(src, Edit{Notes: map[string][]Note{sheet: notes}})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// commentsOn gives author and text by cell, as another library than ours reads them.
func commentsOn(t *testing.T, raw []byte, sheet string) map[string]string {
	t.Helper()
	f := open(t, raw)
	comments, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, c := range comments {
		text := c.Text
		for _, run := range c.Paragraph {
			text += run.Text
		}
		all[c.Cell] = c.Author + "|" + text
	}
	return all
}

// seen is what a comment of ours shows.
func seen(text string) string { return markAuthor + "|" + signed(text) }

// What is wanted stands there, whatever stood there before, in workbooks of three
// programs; and what stands there already is not written again.
func TestNotesComeStayChangeAndGo(t *testing.T) {
	sources := map[string][]byte{"ours": write(t, sampleForm()), "openpyxl": sample(t, "openpyxl.xlsx"), "libreoffice": sample(t, "libreoffice.xlsx")}
	for name, src := range sources {
		t.Run(name, func(t *testing.T) {
			sheet := open(t, src).GetSheetList()[0]
			theirs := commentsOn(t, src, sheet)
			want := func(raw []byte, ours map[string]string) {
				t.Helper()
				all := map[string]string{}
				for _, m := range []map[string]string{theirs, ours} {
					for cell, text := range m {
						all[cell] = text
					}
				}
				if d := cmp.Diff(all, commentsOn(t, raw, sheet)); d != "" {
					t.Errorf("comments (-want +got):\n%s", d)
				}
				wantSoundParts(t, raw)
			}
			if out := applied(t, src, sheet); &out[0] != &src[0] {
				t.Error("nothing was wanted, and the workbook changed")
			}
			a, b := Note{4, 2, formSaid}, Note{7, 1, "<b> & \"c\"\n\nrad två"}
			out := applied(t, src, sheet, b, a)
			want(out, map[string]string{"B4": seen(formSaid), "A7": seen(b.Text)})
			if again := applied(t, out, sheet, a, b); &again[0] != &out[0] {
				t.Error("the same comments were written again")
			}
			if kept, err := Apply(out, Edit{}); err != nil || &kept[0] != &out[0] {
				t.Errorf("a sheet that is not named changed: %v", err)
			}
			changed := applied(t, out, sheet, a, Note{7, 1, "annat"}, Note{1, 1, "ny"})
			want(changed, map[string]string{"B4": seen(formSaid), "A7": seen("annat"), "A1": seen("ny")})
			fewer := applied(t, changed, sheet, a)
			want(fewer, map[string]string{"B4": seen(formSaid)})
			none := applied(t, fewer, sheet)
			want(none, nil)
			if still := applied(t, none, sheet); &still[0] != &none[0] {
				t.Error("there was something left to take away")
			}
			want(applied(t, none, sheet, a), map[string]string{"B4": seen(formSaid)})
		})
	}
}

// Only the parts that a comment is made of change, and the sheet's cells in none.
func TestNotesChangeTheirOwnPartsAlone(t *testing.T) {
	src := richBook(t)
	out := applied(t, src, "Anmälan", Note{2, 1, "Fel."})
	if got, want := differing(t, src, out), []string{"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/workbook.xml"}; !slices.Equal(got, want) {
		t.Errorf("parts that differ: %v", got)
	}
	plain := write(t, sampleForm())
	first := applied(t, plain, "Intresseanmälan", Note{2, 1, "Fel."})
	want := []string{"[Content_Types].xml", "xl/commentsSt.xml", "xl/drawings/vmlDrawingSt.vml", "xl/workbook.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/sheet1.xml"}
	if got := differing(t, plain, first); !slices.Equal(got, want) {
		t.Errorf("parts that the first comment changes: %v", got)
	}
	before, after := part(t, plain, "xl/worksheets/sheet1.xml"), part(t, first, "xl/worksheets/sheet1.xml")
	at := strings.Index(after, "<legacyDrawing ")
	end := at + strings.Index(after[at:], "/>") + len("/>")
	if after[:at]+after[end:] != before {
		t.Error("more of the sheet changed than the link to its boxes")
	}
	second := applied(t, first, "Intresseanmälan", Note{2, 1, "Fel."}, Note{3, 1, "Fel."})
	if got := differing(t, first, second); slices.Contains(got, "xl/worksheets/sheet1.xml") {
		t.Errorf("the second comment changes the sheet: %v", got)
	}
}

// A person's comment, a thread and a comment of ours that a person has written in
// are the person's: they stay byte for byte, and their cells get none of ours.
func TestNotesKeepClearOfPeoplesComments(t *testing.T) {
	thread := richBook(t)
	if out := applied(t, thread, "Anmälan", Note{1, 2, "Fel."}); &out[0] != &thread[0] {
		t.Error("a cell with a thread got a comment")
	}
	src := sample(t, "openpyxl.xlsx")
	if out := applied(t, src, "Ärenden", Note{3, 2, "Fel."}); &out[0] != &src[0] {
		t.Error("a cell with a person's comment got another")
	}
	const sheet = "Intresseanmälan"
	ours := applied(t, write(t, sampleForm()), sheet, Note{4, 2, formSaid})
	for what, edit := range map[string][2]string{
		"added last":  {"</t></r></text>", "\nRingde, AB</t></r></text>"},
		"put first":   {"ST-intag: ", "AB: ST-intag: "},
		"in between":  {"gäller.", "gäller. Ringde i dag."},
		"a word less": {"för hand", "hand"},
	} {
		t.Run(what, func(t *testing.T) {
			touched := replaced(t, ours, "xl/commentsSt.xml", edit[0], edit[1])
			for _, wanted := range [][]Note{{{4, 2, formSaid}}, {{4, 2, "annat"}}, nil} {
				if out := applied(t, touched, sheet, wanted...); &out[0] != &touched[0] {
					t.Errorf("wanting %v, what a person wrote was changed: %v", wanted, commentsOn(t, out, sheet))
				}
			}
		})
	}
}

// A comment that a person copied to other cells goes with the one it was copied
// from, however the program that did it writes the text.
func TestNotesGoWhereverTheyWereCopied(t *testing.T) {
	const sheet = "Intresseanmälan"
	src := applied(t, write(t, sampleForm()), sheet, Note{4, 2, formSaid})
	words := strings.Split(signed(formSaid), "\n\n")
	plain := `<comment ref="C7" authorId="1"><text><t>` + words[0] + `</t><t xml:space="preserve">_x000D_&#10; ` + words[1] + ` </t></text></comment>`
	src = replaced(t, src, "xl/commentsSt.xml", "</authors>", "<author> </author></authors>")
	src = replaced(t, src, "xl/commentsSt.xml", "</commentList>", plain+"</commentList>")
	if n := len(commentsOn(t, src, sheet)); n != 2 {
		t.Fatalf("%d comments, or this test proves nothing", n)
	}
	if got := commentsOn(t, applied(t, src, sheet, Note{4, 2, formSaid}), sheet); len(got) != 1 || got["B4"] == "" {
		t.Errorf("comments %v", got)
	}
	if got := commentsOn(t, applied(t, src, sheet, Note{7, 3, formSaid}), sheet); len(got) != 1 || got["C7"] == "" {
		t.Errorf("comments %v", got)
	}
}

// With cells and comments changed at once, both stand.
func TestNotesBesideChanges(t *testing.T) {
	const sheet = "Intresseanmälan"
	src := write(t, sampleForm())
	out, err := Apply(src, Edit{Changes: []Change{{sheet, 4, 2, text("för hand")}}, Notes: map[string][]Note{sheet: {{4, 2, formSaid}}}})
	if err != nil {
		t.Fatal(err)
	}
	wantCell(t, open(t, out), sheet, "B4", "för hand")
	if got := commentsOn(t, out, sheet); got["B4"] != seen(formSaid) {
		t.Errorf("comments %v", got)
	}
}

// What stands in the way of a sheet's comments is told by the sheet's name, so that
// the rest can be done without them.
func TestNotesThatCannotBeWritten(t *testing.T) {
	const sheet = "Ärenden"
	src := sample(t, "openpyxl.xlsx")
	var vml, texts string
	for name := range packed(t, src) {
		switch {
		case strings.HasSuffix(name, ".vml"):
			vml = name
		case strings.Contains(name, "comment"):
			texts = name
		}
	}
	for what, c := range map[string]struct {
		src  []byte
		note Note
		want string
	}{
		"boxes without an end": {replaced(t, src, vml, "</xml>", ""), Note{9, 1, "x"}, "no end"},
		"texts cut off":        {replaced(t, src, texts, "</comments>", ""), Note{9, 1, "x"}, "cut off"},
		"no such cell":         {src, Note{0, 1, "x"}, "no cell"},
	} {
		_, err := Apply(c.src, Edit{Notes: map[string][]Note{sheet: {c.note}}})
		var notes *NotesError
		if !errors.As(err, &notes) || notes.Sheet != sheet || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := Apply(src, Edit{Notes: map[string][]Note{sheet: {{9, 1, "x"}, {9, 1, "y"}}}})
	if err == nil || !strings.Contains(err.Error(), "two comments on cell A9") {
		t.Errorf("two on one cell: %v", err)
	}
}

// A workbook that a person saved in Excel has our author among others, in another
// place of the list.
func TestNotesByANewcomerAmongAuthors(t *testing.T) {
	f := excelize.NewFile()
	if err := f.AddComment("Sheet1", excelize.Comment{Cell: "A1", Author: "Anna", Paragraph: []excelize.RichTextRun{{Text: "Anna:\nhej"}}}); err != nil {
		t.Fatal(err)
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	out := applied(t, buf.Bytes(), "Sheet1", Note{2, 1, "ny"}, Note{1, 1, "där Anna skrev"})
	if d := cmp.Diff(map[string]string{"A1": "Anna|Anna:\nhej", "A2": seen("ny")}, commentsOn(t, out, "Sheet1")); d != "" {
		t.Errorf("comments (-want +got):\n%s", d)
	}
}

// Other programs forget authors, join and split texts and draw the boxes anew: what
// is ours is known all the same, and what is a person's is left.
func TestNotesSavedByOtherPrograms(t *testing.T) {
	const sheet = "Intresseanmälan"
	ours := []Note{{4, 2, formSaid}, {7, 1, "<b> & \"c\"\n\nrad två"}}
	for _, name := range []string{"openpyxl.xlsx", "libreoffice.xlsx"} {
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(filepath.Join("testdata", "notes", name))
			if err != nil {
				t.Fatal(err)
			}
			if out := applied(t, src, sheet, ours...); &out[0] != &src[0] {
				t.Error("what stands there already was written again")
			}
			none := applied(t, src, sheet)
			if got := commentsOn(t, none, sheet); len(got) != 1 || !strings.HasSuffix(got["C5"], "Anna Ask:\nRing chefen.") {
				t.Errorf("with none of ours wanted: %v", got)
			}
			if boxes := notesDrawn(t, none); boxes != 1 {
				t.Errorf("%d boxes for the one comment that is left", boxes)
			}
			wantSoundParts(t, none)
			again := applied(t, none, sheet, ours[0], Note{5, 3, "där Anna skrev"})
			if got := commentsOn(t, again, sheet); len(got) != 2 || got["B4"] != seen(formSaid) {
				t.Errorf("wanted anew: %v", got)
			}
			if boxes := notesDrawn(t, again); boxes != 2 {
				t.Errorf("%d boxes for two comments", boxes)
			}
		})
	}
}

// notesDrawn counts the boxes of comments in all the sheets.
func notesDrawn(t *testing.T, raw []byte) int {
	t.Helper()
	n := 0
	for name, text := range unpacked(t, raw) {
		if strings.HasSuffix(name, ".vml") {
			n += strings.Count(text, `ObjectType="Note"`)
		}
	}
	return n
}

// Of two comments on one cell a person's stays alone, and of two of ours one; the
// cell keeps its box.
func TestTwoCommentsOnACell(t *testing.T) {
	const sheet = "Intresseanmälan"
	src := applied(t, write(t, sampleForm()), sheet, Note{4, 2, formSaid})
	_, ours, _ := strings.Cut(part(t, src, "xl/commentsSt.xml"), "<commentList>")
	ours, _, _ = strings.Cut(ours, "</commentList>")
	for what, c := range map[string]struct{ second, kept string }{
		"ours twice":     {ours, ">ST-intag: "},
		"and a person's": {`<comment ref="B4" authorId="0"><text><t>Ring.</t></text></comment>`, "Ring."},
	} {
		twice := replaced(t, src, "xl/commentsSt.xml", "</commentList>", c.second+"</commentList>")
		out := applied(t, twice, sheet, Note{4, 2, formSaid})
		texts := part(t, out, "xl/commentsSt.xml")
		if strings.Count(texts, "<comment ") != 1 || !strings.Contains(texts, c.kept) {
			t.Errorf("%s: %s", what, texts)
		}
		if n := notesDrawn(t, out); n != 1 {
			t.Errorf("%s: %d boxes", what, n)
		}
	}
}
