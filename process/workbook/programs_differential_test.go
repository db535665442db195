package workbook

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var openpyxlRules = []rule{
	{"empty text", "Read", "an empty string of the table, or an inline one, is nothing that somebody wrote",
		func(d difference) bool { return d.what == "cell" && d.ours == "" && d.theirs == "t" }},
	{"formula whose result is the empty text", "both", "nothing stands in the cell; openpyxl says that a formula does, as it does of one without a value",
		func(d difference) bool { return d.what == "cell" && d.ours == "" && d.theirs == "=" }},
	{"escape in a text", "Read", "_x000D_ is a character (ST_Xstring), and Excel shows it so; openpyxl decodes _x005F_ alone, and does not write that either",
		func(d difference) bool { return string(unescapeX([]byte(d.theirs))) == d.ours }},
	{"time of day or duration", "Read", "the same number; hours without a day are no date, and LibreOffice agrees",
		func(d difference) bool { return d.between("n", "d", sameInEither) && sameReadingOf(d.ours, d.witness) }},
	{"29 February 1900", "both", "Excel has that day and the calendar has not",
		func(d difference) bool { return d.ours == "d60" && d.theirs == "d59" }},
	{"first day of the 1904 system", "Read", "1904-01-01; openpyxl takes the number 0 for midnight without a day",
		func(d difference) bool { return d.ours == "d1462" && d.theirs == "d0" }},
	{"date format on a number below nothing", "Read", "Excel shows ####; openpyxl counts back before 1900",
		func(d difference) bool { return d.between("n", "d", noDate) }},
	{"date format on a number that openpyxl has no date for", "Read", "a personnummer in a cell made for a date is still its number; openpyxl gives #VALUE!, which stands nowhere",
		func(d difference) bool {
			_, n, ok := kindAndNumber(d.ours)
			return ok && (n < 0 || n >= serialEnd) && d.theirs == "e#VALUE!"
		}},
	{"values under a merged range", "Read", "they stand in the file, though no one sees them, and are not for a reader to drop",
		func(d difference) bool { return d.in("shapes/merges-with-values") && d.theirs == "" }},
	{"styles elsewhere than in xl/styles.xml", "Read", "the relationships say where; openpyxl looks there alone, and stops with IndexError",
		func(d difference) bool {
			return d.in("shapes/absolute-targets") && strings.HasPrefix(d.theirs, "refused: IndexError")
		}},
	{"part names in another case", "Read", "part names are equal whatever their case (OPC); openpyxl stops with KeyError",
		func(d difference) bool {
			return d.in("shapes/part-names-in-other-case") && strings.HasPrefix(d.theirs, "refused: KeyError")
		}},
	{"a table of strings named but not there", "Read", "no cell needs it; openpyxl stops with KeyError, LibreOffice does not",
		func(d difference) bool {
			return d.in("shapes/shared-strings-named-but-missing") && strings.HasPrefix(d.theirs, "refused: KeyError")
		}},
	{"a fill without a pattern", "both", "the schema wants one, and a form has no use for it; openpyxl refuses the whole workbook with TypeError",
		func(d difference) bool {
			return strings.HasPrefix(d.ours, "reads") && strings.Contains(d.theirs, "TypeError: expected <class 'openpyxl.styles.fills.Fill'>")
		}},
	{"workbook whose sheets are not there", "Read", "a file that lost its sheets is damaged; openpyxl gives a workbook of none, without an error",
		func(d difference) bool { return d.ours == "refused: damaged" && d.theirs == "reads " }},
	{"cells far outside what a form holds", "Read", "it is refused with the cell's name, since the next program to open the file may fill the rows up to it",
		func(d difference) bool {
			return d.ours == "refused: too many cells" || d.ours == "refused: too large"
		}},
	{"Strict Open XML", "Read", "it is Excel's own other format; openpyxl finds no sheet in it, and says nothing",
		func(d difference) bool { return d.what == "sheets" && d.in("shapes/strict") && d.theirs == "" }},
}

var libreOfficeRules = []rule{
	{"true and false, and errors", "Read", "LibreOffice turns them into the formulas TRUE(), FALSE() and #N/A when it opens the file, and shows the first two as numbers where the format is one for numbers",
		func(d difference) bool {
			_, n, ok := kindAndNumber(d.theirs)
			asNumber := ok && d.ours == ourValue(Cell{Kind: Bool, Number: n}) || ok && d.ours == ourValue(Cell{Kind: Bool, Number: n - days1904})
			return strings.HasPrefix(d.theirs, "=") && (d.theirs == "="+d.ours || asNumber)
		}},
	{"formula without a value", "both", "LibreOffice computes it; Read says that it has none, since computing it is a guess at what the sender saw",
		func(d difference) bool { return d.ours == "=" && strings.HasPrefix(d.theirs, "=") }},
	{"formula whose result is the empty text", "both", "nothing stands in the cell",
		func(d difference) bool { return d.what == "cell" && d.ours == "" && d.theirs == "=t" }},
	{"truth as a formula's number", "Read", "the file says 0 without saying that it is a truth; LibreOffice computed it anew",
		func(d difference) bool { return d.in("shapes/cells") && d.ours == "=n0" && d.theirs == "=b0" }},
	{"very hidden sheet", "Read", "LibreOffice knows hidden alone",
		func(d difference) bool { return d.what == "sheet" && d.ours == "2" && d.theirs == "1" }},
	{"hidden sheet that the file opens at", "Read", "it is hidden; LibreOffice shows it since it is the active one",
		func(d difference) bool { return d.what == "sheet" && d.ours != "0" && d.theirs == "0" }},
	{"formula that leads nowhere", "Read", "its value, as the sender saw it, stands in the file; LibreOffice drops it where it cannot compute the formula",
		func(d difference) bool { return strings.HasPrefix(d.ours, "=") && d.theirs == "=e#NAME?" }},
	{"carriage return before a line feed", "Read", "both are in the file; LibreOffice makes one line end of them",
		func(d difference) bool {
			return d.what == "cell" && d.ours != d.theirs && strings.ReplaceAll(d.ours, "\r\n", "\n") == d.theirs
		}},
	{"escape in a text", "Read", "_x000D_ is a character (ST_Xstring), and Excel shows it so, in every text; LibreOffice decodes control characters in strings alone",
		func(d difference) bool { return string(unescapeX([]byte(d.theirs))) == d.ours }},
	{"date format on a number that is no date", "Read", "Excel shows ####; a personnummer in a cell made for a date is still its number",
		func(d difference) bool { return d.between("n", "d", noDate) }},
	{"date in ISO form without a date format", "Read", "a cell of kind d holds a date, whatever its format; LibreOffice shows its number",
		func(d difference) bool { return d.between("d", "n", same) }},
	{"part names in another case", "Read", "part names are equal whatever their case (OPC); LibreOffice finds the sheet empty, and says nothing",
		func(d difference) bool { return d.in("shapes/part-names-in-other-case") && d.theirs == "" }},
}

// told is what openpyxl and LibreOffice read in one workbook, as make.py wrote it.
type told struct {
	File        string
	SHA256      string
	Openpyxl    programReading
	LibreOffice programReading
}

type programReading struct {
	Refused string
	Sheets  []toldSheet
	cells   map[string]map[string]string // by sheet and address
}

type toldSheet struct {
	name   string
	shown  Visibility
	merges []string
}

// UnmarshalJSON reads [name, visibility, [merges]].
func (s *toldSheet) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&s.name, &s.shown, &s.merges})
}

func (p programReading) reading() reading {
	r := reading{refused: p.Refused}
	for _, s := range p.Sheets {
		r.sheets = append(r.sheets, sheetReading{s.name, s.shown, s.merges, p.cells[s.name]})
	}
	return r
}

func parseTold(data []byte) (told, error) {
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	var w told
	if !lines.Scan() {
		return w, lines.Err()
	}
	if err := json.Unmarshal(lines.Bytes(), &w); err != nil {
		return w, err
	}
	w.Openpyxl.cells, w.LibreOffice.cells = map[string]map[string]string{}, map[string]map[string]string{}
	sheet := ""
	for lines.Scan() {
		var line []string
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return w, err
		}
		if len(line) == 1 {
			sheet = line[0]
			w.Openpyxl.cells[sheet], w.LibreOffice.cells[sheet] = map[string]string{}, map[string]string{}
			continue
		}
		w.Openpyxl.cells[sheet][line[0]] = line[1]
		w.LibreOffice.cells[sheet][line[0]] = line[len(line)-1]
	}
	return w, lines.Err()
}

// allTold are the readings by the workbook's SHA-256.
func allTold(t testing.TB) map[string]told {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "differential", "readings", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no readings: %v", err)
	}
	all := map[string]told{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		w, err := parseTold(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[w.SHA256] = w
	}
	return all
}

// What openpyxl and LibreOffice read, Read reads. They were asked by make.py; a
// workbook of this package that they were not asked about fails the test, and one
// of another package is told of, since only a machine with both can ask.
func TestReadHeldToOpenpyxlAndLibreOffice(t *testing.T) {
	openpyxl, libreOffice := newRules(openpyxlRules), newRules(libreOfficeRules)
	books, samples, refused := readable(t)
	all := allTold(t)
	held := 0
	for _, s := range samples {
		digest := sha256.Sum256(s.data)
		w, asked := all[hex.EncodeToString(digest[:])]
		switch {
		case !asked && strings.HasPrefix(s.path, "process/workbook/"):
			t.Errorf("%s: openpyxl and LibreOffice were not asked: run make.py readings in testdata/differential", s.path)
		case !asked:
			t.Logf("%s: openpyxl and LibreOffice were not asked", s.path)
		case refused[s.path] != nil:
			openpyxl.judge(t, s.path, differences(reading{refused: string(refused[s.path].Code)}, w.Openpyxl.reading()))
		default:
			held++
			ours := ourReading(books[s.path])
			found := differences(ours, w.Openpyxl.reading())
			for i, d := range found {
				found[i].witness = w.LibreOffice.cells[d.sheet][d.place]
			}
			openpyxl.judge(t, s.path, found)
			libreOffice.judge(t, s.path, differences(ours, w.LibreOffice.reading()))
		}
	}
	t.Logf("%d workbooks, %d of them read and held to both programs", len(samples), held)
	if 2*held < len(samples) {
		t.Errorf("of %d workbooks %d are held to openpyxl and LibreOffice", len(samples), held)
	}
	openpyxl.allMet(t)
	libreOffice.allMet(t)
}
