package form

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"stintag/process"
	"stintag/process/workbook"
)

// testNumbers are Skatteverket's, twelve digits each.
func testNumbers(t testing.TB) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "testpersonnummer.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, line := range strings.Split(string(b), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	if len(all) < 50 {
		t.Fatalf("only %d test numbers", len(all))
	}
	return append(all, "198112189876", "197010632391")
}

// longForms are how twelve digits are written, shortForms ten.
func longForms(n string) []string {
	return []string{n, n[:8] + "-" + n[8:], n[:8] + "–" + n[8:], n[:8] + " " + n[8:], n[:8] + " - " + n[8:], n[:8] + "\u2011" + n[8:], n[:8] + "\u00a0" + n[8:],
		n[:4] + "-" + n[4:6] + "-" + n[6:8] + "-" + n[8:], n[:4] + " " + n[4:6] + " " + n[6:8] + " " + n[8:], n[:4] + "." + n[4:6] + "." + n[6:8] + "/" + n[8:],
		n[:2] + " " + n[2:4] + " " + n[4:6] + " " + n[6:8] + " " + n[8:10] + " " + n[10:]}
}

func shortForms(n string) []string {
	return []string{n, n[:6] + "-" + n[6:], n[:6] + "–" + n[6:], n[:6] + " " + n[6:], n[:6] + "−" + n[6:],
		n[:2] + " " + n[2:4] + " " + n[4:6] + "-" + n[6:], n[:2] + " " + n[2:4] + " " + n[4:6] + " " + n[6:8] + " " + n[8:]}
}

func TestTestNumbersAreReadInEveryForm(t *testing.T) {
	reads := func(v Value, want string) {
		t.Helper()
		app, fs := alone(process.FieldPersonalNumber, "Personnummer", v)
		if got := app.PersonalNumber.Reveal(); got != want || len(fs) > 0 {
			t.Errorf("%+v is %q with %v, want %q", v, got, fs, want)
		}
		if got := app.Cells[process.FieldPersonalNumber].Written; strings.Contains(got, want[8:]) || !strings.HasSuffix(got, "-****") {
			t.Errorf("%+v is shown as %q", v, got)
		}
	}
	young, centuries := 0, map[string]int{}
	for _, n := range testNumbers(t) {
		for _, s := range longForms(n) {
			reads(writtenText(s), n)
		}
		reads(numberCell(t, n), n)
		centuries[n[:2]]++
		if number2(n[:4]) <= received.Year-100 {
			reads(writtenText(n[2:8]+"+"+n[8:]), n)
		}
		if age := ageOn(bornOn(n), received); age < youngest || age > oldest {
			continue
		}
		young++
		for _, s := range shortForms(n[2:]) {
			reads(writtenText(s), n)
		}
		if n[2:6] != "0000" { // six digits are left of a samordningsnummer of 2000 without its month: a birth date has as many
			reads(numberCell(t, n[2:]), n) // with its leading zeros lost
		}
	}
	if young < 20 || centuries["19"] < 20 || centuries["20"] < 8 {
		t.Errorf("too few to tell: %d young enough, %v", young, centuries)
	}
}

func numberCell(t testing.TB, digits string) Value {
	t.Helper()
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		t.Fatal(err)
	}
	return Value{Kind: workbook.Number, Number: n}
}

// Wherever a number stands, right or wrong, its last four are shown to nobody.
func TestNumbersAreMaskedEverywhere(t *testing.T) {
	for _, n := range testNumbers(t) {
		for i, s := range append(longForms(n), shortForms(n[2:])...) {
			for _, text := range []string{s, "Anna Ek " + s, "Anna, " + s + ", ring 021-123 45 67", "(" + s + ")", "pnr:" + s + ".", "sedan 2024-09-10 " + "(" + s + ") 80 %"} {
				if got := mask(clean(text)); strings.Contains(onlyDigits(got), n[8:]) && !strings.Contains(n[:8], n[8:]) {
					t.Errorf("form %d %q is shown as %q", i, text, got)
				}
			}
		}
		for _, v := range []Value{numberCell(t, n), numberCell(t, n[2:])} {
			if n[2:5] == "000" {
				continue // ten digits without four zeros are a small number
			}
			if got := maskValue(v); strings.Contains(got, n[8:]) {
				t.Errorf("the cell %v is shown as %q", v.Number, got)
			}
		}
	}
	for _, wrong := range []string{"19811218-9877", "811218-9877", "198112189877", "811218+9877", "000101-T220", "20000101T220"} {
		if got := mask("Anna " + wrong + " Ek"); !strings.Contains(got, "-****") || strings.Contains(got, wrong[len(wrong)-3:]) {
			t.Errorf("%q is shown as %q", wrong, got)
		}
	}
	for _, plain := range []string{"2024-09-10", "2022-01-01–2022-12-31", "2022-01-01 - 2022-12-31", "220101-221231", "20220101-20221231", "021-123 45 67", "070-123 45 67", "08-123 456 78", "0220-123 45",
		"SE2321000016-1A2B", "232100-0016", "8 450", "12 345 678 kr", "IA-2024-0008", "19811218-****", "2024-09-10 08:30", "1981", "+46 70 123 45 67"} {
		if got := mask(plain); got != plain {
			t.Errorf("%q is shown as %q", plain, got)
		}
	}
}

// onlyDigits are the digits of a text, with the stars that part what stands around
// hidden ones.
func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if (r < '0' || r > '9') && r != '*' {
			return -1
		}
		return r
	}, s)
}

func TestNumbersAreMaskedInEveryField(t *testing.T) {
	for f := range catalogue {
		for _, s := range []string{"19811218-9876", "81 12 18 98 76", "Anna 198112189876", "811218–9876 Ek"} {
			app, fs := alone(f, f.Label()+" 19811218-9876", writtenText(s))
			neverShown(t, app, fs, "9876")
		}
		app, fs := alone(f, f.Label(), numberCell(t, "198112189876"))
		neverShown(t, app, fs, "9876")
	}
	f := Form{Unknown: []Written{{Label: "Anna 811218-9876", Value: writtenText("19 81 12 18 98 76")}, {Label: "Nr", Value: numberCell(t, "8112189876")}}}
	app, fs := f.Interpret(received)
	neverShown(t, app, fs, "9876")
	if len(app.Unknown) != 2 || app.Unknown[1] != "Nr: 811218-****" {
		t.Errorf("unknown: %q", app.Unknown)
	}
}

func TestPersonalNumbersThatAreNone(t *testing.T) {
	for written, want := range map[string]string{
		"19811218-9877": faultChecksum, "198113189876": faultDay, "19810231-9876": faultDay, "811218-987A": faultLetters, "81121898": faultDay, "811218-98761": faultLength,
		"000101-T220": faultInterim, "20000101T220": faultInterim, "19811292-9876": faultDay, "20991218-9873": faultAhead,
	} {
		app, fs := alone(process.FieldPersonalNumber, "Personnummer", writtenText(written))
		f := finding(t, fs, codePersonal, process.FieldPersonalNumber)
		if f.Level != process.Returned || !strings.Contains(f.Text, want) || !app.PersonalNumber.IsZero() {
			t.Errorf("%q gives %+v, want %q", written, f, want)
		}
		if tail := written[len(written)-3:]; strings.Contains(f.Text+f.Written, tail) {
			t.Errorf("%q is shown: %+v", written, f)
		}
	}
	for _, v := range []Value{writtenText("19811218"), writtenText("1981-12-18"), writtenText("811218"), numberCell(t, "19811218")} { // never a reason to return a form
		app, fs := alone(process.FieldPersonalNumber, "Personnummer", v)
		if f := finding(t, fs, codePersonal, process.FieldPersonalNumber); f.Level != process.Remark || !strings.Contains(f.Text, faultBirthDateOnly) || !app.PersonalNumber.IsZero() {
			t.Errorf("%+v gives %+v", v, f)
		}
	}
	for _, masked := range []string{"19811218-****", "19811218-xxxx", "811218-XXXX", "19811218-••••", "ÅÅMMDD-XXXX"} {
		if app, fs := alone(process.FieldPersonalNumber, "Personnummer", writtenText(masked)); !app.PersonalNumber.IsZero() || len(fs) > 0 {
			t.Errorf("%q was taken for a number, with %v", masked, fs)
		}
	}
}

// The century is the one that makes an applicant 22 to 80 years old on the day that
// the form came; else the latest past one.
func TestCenturyOfANumber(t *testing.T) {
	for _, tt := range []struct {
		ten, today, want string
		plus             bool
	}{
		{"0101012393", "2024-09-10", "2001", false}, {"9801012393", "2024-09-10", "1998", false}, {"1201012393", "2024-09-10", "1912", true},
		{"0209102393", "2024-09-10", "2002", false}, // 22 today
		{"4409102393", "2024-09-10", "1944", false}, // 80 today
		{"4309102393", "2024-09-10", "1943", false}, // 81 today: no century fits, the latest past one
		{"0212312393", "2024-09-10", "2002", false}, // 21, or 121
		{"2410012393", "2024-09-10", "1924", false}, // not born yet, or 99
		{"0163012393", "2024-09-10", "2001", false}, // a samordningsnummer
		{"2412312393", "2024-09-10", "1924", true},  // a plus from the year of the hundredth birthday
	} {
		today, err := process.ParseDate(tt.today)
		if err != nil {
			t.Fatal(err)
		}
		if got := withCentury(tt.ten, tt.plus, today); got[:4] != tt.want {
			t.Errorf("%s on %s is of %s, want %s", tt.ten, tt.today, got[:4], tt.want)
		}
	}
}

func TestANumberAmongWords(t *testing.T) {
	for written, want := range map[string]string{
		"pnr 19811218-9876": "198112189876", "811218_9876": "198112189876", "19811218-9876 (Anna)": "198112189876",
		"19811218-9876, tel 070": "", "pnr 19811218-9877": "", "Anna": "",
	} {
		if digits, fault := parsePersonal(writtenText(written), received); digits != want || (fault == "") != (want != "") {
			t.Errorf("%q is %q, with %q", written, digits, fault)
		}
	}
	if s := mask("Anna 811218_9876"); s != "Anna 811218-****" {
		t.Errorf("masked as %q", s)
	}
}

// A number that we hid is unchanged; what was wrong beside it is still wrong.
func TestHiddenNumberIsUnchanged(t *testing.T) {
	for text, want := range map[string]string{
		"19811218-****": "", "811218-****": "", "pnr 19811218-****": "", "19811218-xxxx": "",
		"1 811218-****": faultLength, "19811218-**** 701063-****": faultLength, "rum 7, 19811218-****": faultLetters,
	} {
		if _, fault := parsePersonal(writtenText(text), received); fault != want {
			t.Errorf("%q: %q, want %q", text, fault, want)
		}
	}
}

// A name beside a number is read alike before and after we hid the number.
func TestNameBesideAHiddenNumber(t *testing.T) {
	for _, number := range []string{"19811218-9876", "19811218-****", "811218-****"} {
		app, fs := alone(process.FieldDoctor, "Läkarens namn", writtenText("Anna Ek "+number))
		for _, x := range fs {
			if x.Field == process.FieldDoctor && x.Level == process.Returned {
				t.Errorf("%s: %s", number, x.Text)
			}
		}
		if app.Doctor != "Anna Ek" {
			t.Errorf("%s: the doctor is %q", number, app.Doctor)
		}
	}
}
