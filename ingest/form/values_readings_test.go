package form

import (
	"slices"
	"strconv"
	"strings"

	"stintag/process"
)

func joined(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

func yesOf(b bool) string {
	if b {
		return string(process.Yes)
	}
	return ""
}

func decimals(n float64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

func figure(a process.Amount) string {
	if !a.Said {
		return ""
	}
	return strconv.FormatFloat(a.Value, 'f', -1, 64)
}

func codesOf(fs []process.Finding) []string {
	var codes []string
	for _, f := range fs {
		codes = append(codes, f.Code)
	}
	return codes
}

func sameCodes(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

var (
	readAs      = []string{codeReading}
	noAnswer    = []string{codeAnswer}
	noNumber    = []string{codeNumber}
	noChoice    = []string{codeChoice}
	missingYear = []string{process.CodeYearMissing}
	noDay       = []string{codeDayMissing}
	noDate      = []string{codeDate}
)

// yesNo are what every question of Ja and Nej takes.
var yesNo = []reading{
	{"Ja", "Ja", nil}, {"ja", "Ja", nil}, {"J", "Ja", nil}, {"yes", "Ja", nil}, {"x", "Ja", nil}, {"X", "Ja", nil}, {"1", "Ja", nil},
	{"true", "Ja", nil}, {"☒", "Ja", nil}, {"✓", "Ja", nil}, {"✔", "Ja", nil}, {"Ja!", "Ja", nil}, {"☒ Ja ☐ Nej", "Ja", nil}, {"JA, se bilaga", "Ja", nil},
	{"Nej", "Nej", nil}, {"nej.", "Nej", nil}, {"N", "Nej", nil}, {"no", "Nej", nil}, {"0", "Nej", nil}, {"false", "Nej", nil}, {"☐", "Nej", nil}, {"ej ännu", "Nej", nil},
	{"Ja/Nej", "", nil}, {"Ja / Nej", "", nil}, {"☐ Ja ☐ Nej", "", nil}, {"-", "", nil}, {"?", "", nil},
	{"Ja och nej", "", noAnswer}, {"Kanske", "", noAnswer}, {"7", "", noAnswer},
}

// datesAny are what every date takes; only a start takes more.
var datesAny = []reading{
	{"#2024-09-10", "2024-09-10", nil}, {"45545", "2024-09-10", nil}, {"2024-09-10", "2024-09-10", nil}, {"20240910", "2024-09-10", nil}, {"240910", "2024-09-10", nil},
	{"10/9 2024", "2024-09-10", nil}, {"10/9-24", "2024-09-10", nil}, {"10.9.2024", "2024-09-10", nil}, {"10 september 2024", "2024-09-10", nil}, {"10 sept 2024", "2024-09-10", nil},
	{"den 10:e september 2024", "2024-09-10", nil}, {"2024/09/10", "2024-09-10", nil}, {"2024.09.10", "2024-09-10", nil}, {"tis 10 sept 2024", "2024-09-10", nil},
	{"tisdagen den 10 september 2024", "2024-09-10", nil}, {"tisdag den 10 september 2024", "2024-09-10", nil}, {"10\u00a0september\u202f2024", "2024-09-10", nil},
	{"2/3/2024", "2024-03-02", readAs}, {"02/03/2024", "2024-03-02", readAs}, {"02-03-2024", "2024-03-02", readAs}, {"2.3.2024", "2024-03-02", nil}, {"2/3 2024", "2024-03-02", nil}, {"25/03/2024", "2024-03-25", nil}, {"3/3/2024", "2024-03-03", nil},
	{"1:a mars 2024", "2024-03-01", nil}, {"4 May 2024", "2024-05-04", nil}, {"May 4, 2024", "2024-05-04", nil}, {"4th May 2024", "2024-05-04", nil}, {"2024-maj-04", "2024-05-04", nil}, {"4-maj-2024", "2024-05-04", nil}, {"2024,05,04", "2024-05-04", nil}, {"2024-0504", "2024-05-04", nil}, {"2014-2015", "", noDate},
	{"2024\u22125\u221204", "2024-05-04", nil}, {"2024\u201105\u201104", "2024-05-04", nil}, {"45545.5", "2024-09-10", nil}, {"1 mars eller 1 april 2024", "", []string{codeTwoDates}},
	{"2024-09-10 08:30", "2024-09-10", nil}, {"2024-09-10 kl. 08.30", "2024-09-10", nil}, {"9/10 2024", "2024-10-09", nil},
	{"enligt beslut 10/9 2024, se bilaga", "2024-09-10", readAs},
	{"9/25/2024", "", noDate}, {"2024-25-09", "", noDate}, {"30/2 2024", "", noDate}, {"nej", "", nil}, {"10/13/2024 och framåt", "", noDate},
	{"2024-09-10 eller 2024-09-11", "", []string{codeTwoDates}}, {"2024", "", noDay}, {"i somras", "", noDate}, {"=!", "", []string{codeNoValue}}, {"#N/A", "", []string{codeNoValue}},
}

// datesExact are what a date takes that must be one.
var datesExact = append([]reading{
	{"10/9", "", missingYear}, {"10 sept", "", missingYear}, {"september 2024", "", noDay}, {"2024-09", "", noDay}, {"HT 2025", "", noDate}, {"v 36 2025", "", noDate}, {"snarast", "", noDate},
}, datesAny...)

// datesAhead are what a date ahead takes.
var datesAhead = append([]reading{
	{"januari 2025", "2025-01-01", readAs}, {"2025-01", "2025-01-01", readAs}, {"v 36 2025", "2025-09-01", readAs}, {"2025-W36", "2025-09-01", readAs},
	{"HT 2025", "2025-09-01", readAs}, {"ht25", "2025-09-01", readAs}, {"hösten 2025", "2025-09-01", readAs}, {"våren 2025", "2025-03-01", readAs}, {"efter sommaren 2025", "2025-09-01", readAs},
	{"månadsskiftet augusti/september 2025", "2025-09-01", readAs},
}, slices.DeleteFunc(slices.Clone(datesAny), func(r reading) bool { return r.written == "2024-09-10 eller 2024-09-11" })...)

// lastDays are what a last day ahead takes: of a month it is the last.
var lastDays = append([]reading{{"augusti 2025", "2025-08-31", readAs}, {"2025-02", "2025-02-28", readAs}},
	slices.DeleteFunc(slices.Clone(datesAhead), func(r reading) bool { return r.want == "2025-01-01" })...)

// text is what a field of words takes.
func text(of string) []reading {
	return []reading{{of, of, nil}, {"  " + of + " ", of, nil}, {"-", "", nil}, {"#N/A", "", []string{codeNoValue}}, {of + " 19811218-9876", of + " 19811218-****", nil}}
}

func with2(first []reading, more ...reading) []reading { return append(slices.Clone(first), more...) }

// fieldReadings are, for each field, how it is written and what that means.
var fieldReadings = map[process.Field][]reading{
	process.FieldKind:         kindReadings,
	process.FieldCentre:       text("Sala vårdcentral"),
	process.FieldCentreID:     with2(text("SE2321000016-1A2B"), reading{"4711", "4711", nil}),
	process.FieldManager:      text("Eva Chef"),
	process.FieldManagerEmail: emailReadings,
	process.FieldDoctorEmail:  emailReadings,
	process.FieldManagerPhone: {{"021-123 45 67", "021-123 45 67", nil}, {"0701234567", "0701234567", nil}, {"701234567", "0701234567", nil}, {"070-123 45 67", "070-123 45 67", nil}, {"+46 70 123 45 67", "+46 70 123 45 67", nil}, {"-", "", nil}},
	process.FieldDoctor: {{"Anna Ek", "Anna Ek", nil}, {"Ek, Anna", "Anna Ek", nil}, {"Ek, Anna Maria", "Anna Maria Ek", nil}, {"Anna Ek 811218-9876", "Anna Ek", nil}, {"Anna Ek (f. 1981)", "Anna Ek", nil},
		{"Anna Ek, 070-123 45 67", "Anna Ek", nil}, {"Dr Anna Ek", "Anna Ek", nil}, {"ST-läkare Anna Ek", "Anna Ek", nil}, {"leg läk Anna Ek", "Anna Ek", nil},
		{"vakant", "", []string{codeDoctor}}, {"ej tillsatt", "", []string{codeDoctor}}, {"Läkare", "", []string{codeDoctor}}, {"N.N.", "", []string{codeDoctor}}, {"Anna", "", []string{codeDoctor}}, {"Läkare Ek", "", []string{codeDoctor}},
		{"Anna Ek & Bo Al", "", []string{codeDoctor}}, {"Anna Ek eller Bo Al", "", []string{codeDoctor}}, {"Anna Ek, Bo Al", "Bo Al Anna Ek", []string{codeDoctor}}, {"Ek Berg, Anna Maria", "Anna Maria Ek Berg", []string{codeDoctor}},
		{"Anna Ek, vikarie", "Anna Ek", nil}, {"Anna Ek (ST-läkare)", "Anna Ek", nil}, {"Ek, Anna, leg läk", "Anna Ek", nil}, {"Anna Ek 1981-12-18", "Anna Ek", nil}, {"Anna Ek 19811218-9877", "Anna Ek", nil}, {"Anna Ek anna@x.example", "Anna Ek", nil}, {"Anna Ek (anna@x.example)", "Anna Ek", nil},
		{"Anna Ek?", "", []string{codeDoctor}}, {"ev. Anna Ek", "", []string{codeDoctor}}, {"Anna ??", "", []string{codeDoctor}}, {"Vakant tjänst", "", []string{codeDoctor}}, {"Ej bestämt", "", []string{codeDoctor}}, {"Förnamn Efternamn", "", []string{codeDoctor}}, {"Sala vårdcentral", "", []string{codeDoctor}}, {"1. Anna Ek 2. Bo Al", "", []string{codeDoctor}}, {"12345", "", []string{codeDoctor}}, {"19811218-9876", "", []string{codeDoctor}}},
	process.FieldFirstName:       {{"Anna", "Anna", nil}, {"Anna 811218-9876", "Anna", nil}, {"-", "", nil}, {"vakant", "", []string{codeDoctor}}, {"Anna?", "", []string{codeDoctor}}},
	process.FieldLastName:        {{"Ek", "Ek", nil}, {"Ek 81 12 18 98 76", "Ek", nil}},
	process.FieldPersonalNumber:  {{"19811218-9876", "198112189876", nil}, {"811218-9876", "198112189876", nil}, {"19811218-****", "", nil}, {"nej", "", nil}, {"19811218-9877", "", []string{codePersonal}}, {"1981-12-18", "", []string{codePersonal}}, {"#1981-12-18", "", []string{codePersonal}}, {"lämnas per telefon", "", []string{codePersonal}}},
	process.FieldProtected:       {{"Ja", "Ja", nil}, {"Sekretess", "Ja", nil}, {"Nej", "", nil}, {"Ja/Nej", "", nil}, {"Kanske", "Ja", noAnswer}, {"-", "", nil}}, // D24
	process.FieldLicenceDate:     with2(datesExact, reading{"väntas juni 2025", "", readAs}, reading{"Ja, 2016-05-04", "2016-05-04", readAs}),
	process.FieldExpectedLicence: with2(datesAhead, reading{"10/9", "", missingYear}, reading{"snarast", "", noDate}, reading{"ansökt 2024-08-01", "", noDate}, reading{"Sökt 2024-08-01, väntas i oktober", "", noDate}),
	process.FieldLicenceAttached: with2(yesNo, reading{"Bifogas", "Ja", nil}, reading{"Bifogas ej", "Nej", nil}, reading{"Skickas senare", "Nej", nil}),
	process.FieldSwedishAT: with2(yesNo, reading{"Ja, slutdatum 2019-06-30", "Ja 2019-06-30", nil}, reading{"Ja 30/6 2019", "Ja 2019-06-30", nil}, reading{"#2019-06-30", "Ja 2019-06-30", nil},
		reading{"Klar 2019-06-30", "Ja 2019-06-30", nil}, reading{"Gjord", "Ja", nil}, reading{"Ej gjord", "Nej", nil}, reading{"Ja, klar 30/6", "Ja", missingYear}, reading{"Ja, juni 2019", "Ja", noDay},
		reading{"Ja, norsk turnus", "", noAnswer}, reading{"Ja, men utomlands", "", noAnswer}, reading{"snart klar", "", noAnswer}, reading{"beräknas klar 2025-06-30", "", noAnswer}, reading{"Ja, i Västerås", "Ja", readAs}, reading{"Nej, utländsk", "Nej", readAs}, reading{"gjort AT", "Ja", nil}, reading{"Nej X", "Nej", nil}, reading{"Ja, Falun 2014-2015", "Ja", readAs},
		reading{"Ja 06/07/2019", "Ja 2019-07-06", readAs}, reading{"1 (av 3)", "", noAnswer}),
	process.FieldATEnd: datesExact,
	process.FieldBT: {{"Fristående klar", "Fristående klar", nil}, {"Klar, intyg 2023-05-02", "Fristående klar 2023-05-02", nil}, {"Klar 2/5 2023", "Fristående klar 2023-05-02", nil}, {"#2023-05-02", "Fristående klar 2023-05-02", nil},
		{"Fristående pågår", "Fristående pågår", nil}, {"pågår", "Fristående pågår", nil}, {"Integreras i ST", "Integrerad", readAs}, {"Ej aktuell (AT)", "Ej aktuell (AT)", nil}, {"Ej aktuellt", "Ej aktuell (AT)", nil},
		{"Klar, intyg 2/5", "Fristående klar", missingYear}, {"Ja", "Fristående klar", readAs}, {"Ja, pågår", "Fristående pågår", readAs}, {"Nej", "", nil}, {"Nej, integreras i ST", "Integrerad", readAs},
		{"Klar eller pågår", "", noChoice}, {"Inte påbörjad", "", nil}, {"Ej godkänd", "", nil}, {"Inte klar", "", nil}, {"Ja, ej klar", "", noChoice}, {"Ej aktuellt, har AT", "Ej aktuell (AT)", readAs}, {"Har AT", "Ej aktuell (AT)", nil}, {"Pågår till 2025-06-30", "Fristående pågår", readAs},
		{"intyg 2023-05-02", "Fristående klar 2023-05-02", nil}, {"02/05/2023", "Fristående klar 2023-05-02", readAs}, {"Osäkert", "", noChoice}},
	process.FieldBTCertificate: datesExact,
	process.FieldRegulation: {{"SOSFS 2015:8", "SOSFS 2015:8", nil}, {"ST2015", "SOSFS 2015:8", nil}, {"2015", "SOSFS 2015:8", nil}, {"HSLF-FS 2021:8", "HSLF-FS 2021:8", nil}, {"ST-21", "HSLF-FS 2021:8", nil},
		{"SOSFS 2008:17", "SOSFS 2008:17", nil}, {"enligt 2021 års föreskrift", "HSLF-FS 2021:8", readAs}, {"2015:8 eller 2021:8", "", noChoice}, {"Gamla", "", noChoice}},
	process.FieldCountry:       text("Polen"),
	process.FieldLanguage:      with2(yesNo, reading{"Uppfyllt", "Ja", nil}, reading{"Ej uppfyllt", "Nej", nil}, reading{"C1", "Ja", nil}),
	process.FieldPossibleStart: startReadings,
	process.FieldPlannedEnd:    with2(lastDays, reading{"10/9", "", missingYear}, reading{"snarast", "", noDate}),
	process.FieldDegree: {{"80 %", "0.8", nil}, {"80", "0.8", nil}, {"0,8", "0.8", nil}, {"0.8", "0.8", nil}, {"80%", "0.8", nil}, {"ca 80 %", "0.8", nil}, {"80 procent", "0.8", nil}, {"heltid", "1", nil}, {"halvtid", "0.5", nil},
		{"100", "1", nil}, {"75 % (25 % ledig)", "0.75", readAs}, {"80 (av 100)", "0.8", readAs}, {"Heltid (100 %)", "1", nil}, {"heltid, 100 %", "1", nil}, {"deltid 80 %", "0.8", nil}, {"80 percent", "0.8", nil}, {"80 % först, sedan 100 %", "", noNumber}, {"75 % + 25 %", "", noNumber}, {"80-100 %", "", noNumber}, {"800", "", noNumber}, {"deltid", "", noNumber}, {"-", "", nil}},
	process.FieldEmployed: with2(yesNo[:len(yesNo)-2], reading{"Ja, 2024-09-02", "Ja 2024-09-02", nil}, reading{"JA, från 1/9", "Ja", missingYear}, reading{"JA, från 1/9 2024", "Ja 2024-09-01", nil}, reading{"Vikariat", "Nej Vikariat", readAs},
		reading{"ST-avtal påskrivet", "Ja ST-avtal påskrivet", readAs}, reading{"Ja, ST-avtal påskrivet", "Ja ST-avtal påskrivet", nil}, reading{"Inte ännu, vikariat", "Nej Vikariat", nil}, reading{"Nej men lovad tjänst", "Nej Utlovad eller utlyst", nil}, reading{"Nej (underläkare)", "Nej Underläkare", nil}, reading{"Anställd", "", noAnswer}, reading{"Kanske", "", noAnswer},
		reading{"Ja, men inte som ST", "", noAnswer}, reading{"Nej, börjar 1/3", "Nej", readAs}, reading{"Nej, inte än", "Nej", nil}, reading{"Ja, tillsvidare", "Ja", readAs}, reading{"Ja, från 02/03/2024", "Ja 2024-03-02", readAs}, reading{"02/03/2024", "Ja 2024-03-02", readAs}, reading{"AT-läkare", "", noAnswer}),
	process.FieldEmploymentForm: {{"Vikariat", "Vikariat", nil}, {"vikarie", "Vikariat", nil}, {"Leg. läkare", "Leg läkare", nil}, {"ST", "ST-avtal påskrivet", nil}, {"Vikariat som underläkare", "Vikariat", readAs}, {"Inget ST-avtal", "", noChoice},
		{"Vikarierande underläkare", "", noChoice}, {"vik. underläkare", "", noChoice}, {"AT-läkare", "", noChoice}, {"Leg läkare (vikarie)", "", noChoice}, {"Vikariat (t.o.m. 2025-06-30)", "Vikariat", readAs}, {"ST-kontrakt", "ST-avtal påskrivet", nil}, {"Underläkre", "Underläkare", readAs}, {"Hyrläkare", "", noChoice}, {"Inte erbjuden", "Inte erbjuden", nil}},
	process.FieldEmploymentDate:       datesExact,
	process.FieldContractSigned:       with2(yesNo, reading{"Påskrivet", "Ja", nil}, reading{"Ej påskrivet", "Nej", nil}, reading{"#2024-09-02", "Ja", nil}, reading{"Ja, ej inskickat", "", noAnswer}, reading{"ja delvis", "", noAnswer}),
	process.FieldContactDate:          datesExact,
	process.FieldCredit:               creditReadings,
	process.FieldCreditFrom:           with2(datesExact, reading{"2022-01-01 – 2022-12-31", "2022-01-01 2022-12-31", nil}, reading{"jan–juni 2023", "2023-01-01 2023-06-30", nil}),
	process.FieldCreditTo:             datesExact,
	process.FieldCreditSupervised:     yesNo,
	process.FieldEarlierSpecialty:     with2(text("Geriatrik"), reading{"Nej", "", nil}),
	process.FieldSupervisor:           with2(text("Hans Vis"), reading{"ej klart", "", []string{codeDoctor}}, reading{"Ja", "", []string{codeDoctor}}, reading{"utses senare", "", []string{codeDoctor}}, reading{"Hans Vis, specialist", "Hans Vis, specialist", nil}),
	process.FieldSupervisorSpecialist: with2(yesNo, reading{"Specialist", "Ja", nil}, reading{"Ej specialist", "Nej", nil}, reading{"Specialist i geriatrik", "", noAnswer}, reading{"Ja, i allmänmedicin", "Ja", nil}),
	process.FieldSupervisorTrained:    with2(yesNo, reading{"Genomgången", "Ja", nil}),
	process.FieldSupervisorUnit:       with2(text("Köpings vårdcentral"), reading{"nej", "", nil}),
	process.FieldSpecialists: {{"3", "3", nil}, {"3 st, 250 %", "3 250", nil}, {"3 (250 %)", "3 250", nil}, {"3 specialister, sammanlagt 250 %", "3 250", nil}, {"3/250%", "3 250", nil}, {"250 %", "250", nil}, {"tre", "3", nil}, {"inga", "0", nil}, {"0", "0", nil},
		{"3 st", "3", nil}, {"2,5", "", noNumber}, {"1 (av 3)", "1", readAs}, {"3 (Anna, Bo, Cia)", "3", readAs}, {"3 från hösten", "3", readAs}, {"3?", "3", readAs}, {"3 (varav 2 heltid)", "3", readAs}, {"2,75 heltidstjänster", "275", nil}, {"100 %, 80 %, 75 %", "", noNumber}, {"200 % + 50 %", "", noNumber}, {"två och en halv", "", noNumber}, {"ett par", "", noNumber}, {"3-4", "", noNumber}, {"-2", "", noNumber}, {"många", "", noNumber}, {"-", "", nil}},
	process.FieldSpecialistsPercent: {{"250 %", "250", nil}, {"250", "250", nil}, {"0,8", "80", nil}, {"2,5 tjänster", "250", nil}, {"2.5", "250", nil}, {"2,5", "250", readAs}, {"3 st, 250 %", "250", nil}, {"2 400 %", "2400", nil}, {"250 (av 300)", "250", readAs}, {"200 % + 50 %", "", noNumber}, {"många", "", noNumber}},
	process.FieldTrainees:           {{"4", "4", nil}, {"4, varav 1 egenfinansierad", "4 1", nil}, {"4 (varav en egenfinansierad)", "4 1", nil}, {"4 st, varav inga egenfinansierade", "4 0", nil}, {"4+1", "", noNumber}, {"ca 4", "4", nil}, {"4 ST-läkare", "4", nil}, {"4–5", "", noNumber}, {"fyra", "4", nil}, {"4 (2 föräldralediga)", "4", readAs}, {"4 exkl denna", "4", readAs}},
	process.FieldTraineesOwn:        {{"1", "1", nil}, {"inga", "0", nil}, {"0", "0", nil}, {"någon", "", noNumber}, {"1 (av 3)", "1", readAs}},
	process.FieldListed: {{"8450", "8450", nil}, {"8 450", "8450", nil}, {"8\u00a0450", "8450", nil}, {"8\u202f450 st", "8450", nil}, {"ca 2 400", "2400", nil}, {"2 400 st", "2400", nil}, {"2.400 st", "2400", readAs}, {"12 345 personer", "12345", nil},
		{"8450 (viktat 9100)", "8450", readAs}, {"9100 viktade poäng", "", noNumber}, {"åtta tusen", "8000", nil}, {"1,000", "", noNumber}, // weighted points are not the listed
		{"8 000–9 000", "", noNumber}, {"8450,5", "", noNumber}, {"se register", "", noNumber}},
	process.FieldOutsideTown:        yesNo,
	process.FieldExemption:          with2(text("1, utökat antal ST"), reading{"Nej", "", nil}, reading{"2", "2", nil}),
	process.FieldStudyDirector:      {{"Ja", "Ja", nil}, {"x", "Ja", nil}, {"Karin Holm", "Karin Holm", nil}, {"Karin Holm 2024-08-30", "Karin Holm 2024-08-30", nil}, {"#2024-08-30", "2024-08-30", nil}, {"Ja, 30/8", "Ja, 30/8", nil}, {"Nej", "", nil}, {"ej ännu", "", nil}, {"Ja/Nej", "", nil}},
	process.FieldAssessedManager:    with2(text("Eva Chef 2024-09-01"), reading{"Nej", "", nil}),
	process.FieldAssessedSupervisor: text("Hans Vis 2024-09-01"),
	process.FieldAssessedDirector:   text("Karin Holm 2024-09-01"),
	process.FieldTransferFrom:       with2(text("Köpings vårdcentral"), reading{"nej", "", nil}),
	process.FieldTransferReason:     text("Flyttar närmare arbetet"),
	process.FieldTransferCompetence: text("Delmål a1–a3"),
	process.FieldTransferEffect:     text("Ingen"),
	process.FieldChangeFrom:         with2(datesAhead, reading{"omgående", "2024-09-10", readAs}, reading{"10/9", "", missingYear}, reading{"2024-10-01–2025-03-31", "2024-10-01 2025-03-31", nil}, reading{"1 okt 2024 t.o.m. 31 mars 2025", "2024-10-01 2025-03-31", nil}),
	process.FieldChangeTo:           with2(lastDays, reading{"10/9", "", missingYear}),
	process.FieldLeaveKind:          {{"Föräldraledighet", "Föräldraledighet", nil}, {"föräldraledig", "Föräldraledighet", nil}, {"Tjänstledig", "Tjänstledighet", nil}, {"Volontärarbete", "Volontärarbete", nil}, {"-", "", nil}},
	process.FieldOwnPriority:        {{"1", "1", nil}, {"1:a", "1", nil}, {"prio 2", "2", nil}, {"nr 1 av 3", "1", nil}, {"1 (av 3)", "1", readAs}, {"första hand", "1", nil}, {"1 eller 2", "", noNumber}, {"Högst", "", noNumber}, {"0", "", noNumber}, {"1,5", "", noNumber}}, // D4
	process.FieldIUP:                with2(yesNo, reading{"Finns", "Ja", nil}, reading{"Finns ej", "Nej", nil}),
	process.FieldRotationWishes:     text("KK, Psyk och Barn"),
	process.FieldSPUR:               datesExact,
	process.FieldCV:                 with2(yesNo, reading{"Bifogat", "Ja", nil}),
	process.FieldPrivacy:            with2(yesNo, reading{"Informerad", "Ja", nil}),
	process.FieldSignature:          with2(text("Eva Chef, Sala 2024-09-09"), reading{"#2024-09-09", "2024-09-09", nil}),
	process.FieldComment:            text("Gärna före jul."),
}

var emailReadings = []reading{
	{"anna.ek@region.example", "anna.ek@region.example", nil}, {"Anna Ek <anna.ek@region.example>", "anna.ek@region.example", nil}, {"anna.ek@region.example.", "anna.ek@region.example", nil},
	{"a@x.example; b@x.example", "a@x.example; b@x.example", nil}, {"anna.ek(at)region.example", "", []string{codeEmail}}, {"saknas", "", nil}, {"nej", "", nil},
}

var startReadings = with2(datesAhead, // R-021 form.md 21
	reading{"1/3 eller senare", "2025-03-01", missingYear}, reading{"2025-03-01 och framåt", "2025-03-01", readAs}, reading{"efter sommarsemestern 2025", "2025-09-01", readAs}, reading{"början mars 2025", "2025-03-01", readAs}, reading{"02/03/2025", "2025-03-02", readAs}, reading{"12/03/2025", "2025-03-12", readAs},
	reading{"v.36", "2025-09-01", missingYear}, reading{"hösten", "2025-09-01", missingYear}, reading{"13/1", "2025-01-13", missingYear}, reading{"10/9", "2024-09-10", missingYear}, reading{"snarast", "2024-09-10", readAs}, reading{"Omgående!", "2024-09-10", readAs}, reading{"enl. ök", "2024-09-10", readAs},
	reading{"2025-01-01–2025-03-31", "2025-01-01", readAs}, reading{"mars–april 2025", "2025-03-01", readAs}, reading{"när som", "", noDate})

var creditReadings = []reading{ // R-207, form.md 29
	{"6", "6", nil}, {"6,5 mån", "6.5", nil}, {"12 månader", "12", nil}, {"1 år", "12", nil}, {"1,5 år", "18", nil}, {"1 år 6 mån", "18", nil}, {"12 mån, 2022-01-01–2022-12-31", "12 2022-01-01 2022-12-31", nil},
	{"6 (jan–juni 2023)", "6 2023-01-01 2023-06-30", nil}, {"6 mån 1/1 2023 - 30/6 2023", "6 2023-01-01 2023-06-30", nil}, {"2022-01-01 - 2022-12-31", "12 2022-01-01 2022-12-31", readAs},
	{"220101-221231", "12 2022-01-01 2022-12-31", readAs}, {"nej", "", nil}, {"-", "", nil}, {"ingen", "", nil}, {"Ja, 6 mån", "6", nil}, {"ett halvår", "6", nil}, {"6 (av 12)", "6", readAs}, {"6 mån psykiatri", "6", readAs}, {"6-12 mån", "", noNumber}, {"en del", "", noNumber},
}

var kindReadings = []reading{ // form.md 2
	{"Ny ST", "Ny ST", nil}, {"ny st-tjänst", "Ny ST", nil}, {"Ny ST-tjänst i allmänmedicin", "Ny ST", readAs}, {"Specialistutbildning i allmänmedicin", "Ny ST", nil}, {"ST", "Ny ST", nil},
	{"Ny ST med integrerad BT", "ST med integrerad BT", nil}, {"Ny ST (integrerad BT)", "ST med integrerad BT", nil}, {"Ny ST (byte)", "", noChoice}, {"Ny ST (se bilaga)", "Ny ST", nil}, {"Ny ST (2 st)", "Ny ST", readAs}, {"Ny ST (för Anna)", "Ny ST", readAs}, {"Ny ST?", "Ny ST", readAs}, {"ny ansökan", "Ny ST", nil}, {"BT-ST", "ST med integrerad BT", nil}, {"Byte av VC", "Byte av vårdcentral", readAs}, {"byte", "Byte av vårdcentral", nil},
	{"Dubelspecialisering", "Dubbelspecialisering", readAs}, {"Dubbelspec", "Dubbelspecialisering", nil}, {"Forskar-ST", "Forskar-ST", nil}, {"Pre BT-ST", "Pre BT-ST", nil}, {"Pre ST", "Pre-ST", nil}, {"Praktisk tjänstgöring", "Praktisk tjänstgöring", nil},
	{"Byte från egenfinansierad till vårdvalsfinansierad", "Egenfinansierad till vårdvalsfinansierad", nil}, {"egenfinansierad", "Egenfinansierad till vårdvalsfinansierad", nil},
	{"Föräldraledighet", "Uppehåll eller föräldraledighet", nil}, {"Tjänstledighet under ST", "Uppehåll eller föräldraledighet", readAs}, {"Föräldraledig ST-läkare", "Uppehåll eller föräldraledighet", readAs},
	{"Minskad tjänstgöringsgrad", "Ändrad tjänstgöringsgrad", nil}, {"Nytt startdatum", "Ändrat startdatum", nil}, {"Avslutar ST i förtid", "Avslut i förtid", readAs}, {"Återkallelse av ny ST", "Återkallelse", readAs}, {"återkallar ansökan", "Återkallelse", readAs},
	{"Ny ST eller byte", "", noChoice}, {"Ny ST, inte byte", "", noChoice}, {"Ändrad", "", noChoice}, {"Semester", "", noChoice}, {"-", "", nil},
}
