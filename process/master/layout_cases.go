package master

import "stintag/process"

// Headings of Ärenden that the code speaks of.
const (
	headCase         = "Ärende"
	headJournal      = "Diarienummer"
	headReceived     = "Inkommen"
	headCentre       = "Vårdcentral"
	headDoctor       = "Läkare"
	headKind         = "Ärendetyp"
	headLicence      = "Legitimationsdatum"
	headStart        = "Möjlig start"
	headContact      = "Kontaktdatum"
	headEmployed     = "Anställd"
	headEmployedFrom = "Anställningsdatum"
	headStatus       = "Status"
	headPlace        = "Turordning"
	headProposal     = "Förslag"
	headReasons      = "Skäl för förslaget"
	headRemarks      = "Anmärkningar"
	headMissing      = "Uppgifter saknas"
	headChecked      = "Leg. kontrollerad"
	headOpinion      = "Studierektors yttrande"
	headVerdict      = "Beslut"
	headDecider      = "Beslutad av"
	headDecided      = "Beslutsdatum"
	headWhy          = "Beslutsmotivering"
	headAnswerBy     = "Svar senast"
	headNote         = "Anteckning"
)

// asserted are the program's columns that a person's word goes into the case
// through: once the ledger has taken a correction in, the program wants what the
// person wrote. The other columns are worked out anew each time.
var asserted = map[string]bool{
	headReceived: true, headCentre: true, headDoctor: true, headKind: true, headLicence: true,
	headStart: true, headContact: true, headEmployed: true, headEmployedFrom: true,
}

var casesTable = table{
	sheet: SheetCases, name: "tblArenden", tab: "1F3864", frozen: 1, wide: 2, key: headCase,
	columns: []column{
		own(headCase, 14, lookText, "Ärendets nummer. Programmet ger det. Lägger du till en rad själv: lämna cellen tom och fyll i Läkare och Vårdcentral."),
		people(headJournal, 13, lookText, "Fylls i av er: diarienumret."),
		own(headReceived, 12, lookDate, "Dagen då ärendets första mejl kom in."),
		own(headCentre, 21, lookLong, "Vårdcentralen, som den heter i bladet Vårdcentraler."),
		own(headDoctor, 19, lookLong, "Förnamn Efternamn. Vid skyddade personuppgifter står ärendets nummer här."),
		own(headKind, 20, lookLong, "Vad intresseanmälan gäller."),
		own(headLicence, 13, lookDate, "Ur intresseanmälan. Skriv rätt datum över om det är fel: det du skriver gäller."),
		own(headStart, 12, lookDate, "Ur intresseanmälan. Det du skriver över gäller."),
		own(headContact, 14, lookDate, "Dagen som räknas i kön: första dagen något kom in. Skriv ett tidigare datum här om ni vet att kontakten togs tidigare."),
		own(headEmployed, 13, lookLong, "Redan anställd som ST? Ja eller Nej, och anställningsform där den är känd."),
		own(headEmployedFrom, 17, lookDate, "Ur intresseanmälan."),
		own(headStatus, 20, lookText, "Var ärendet står."),
		own(headPlace, 12, lookPlace, "Plats från 1 bland alla som rangordnas. Preliminär tills beslut är fattat."),
		own(headProposal, 14, lookLong, "Programmets förslag. Det är inget beslut: beslutet skriver du i kolumnen Beslut."),
		own(headReasons, 40, lookLong, "Varför programmet föreslår så, det som avgör först."),
		own(headRemarks, 32, lookLong, "Sådant som är bra att veta. Inget väntar på det."),
		own(headMissing, 36, lookLong, "Det som måste finnas för en plats på listan, eller inför beslut."),
		people(headChecked, 15, lookLong, "Fylls i av er: datum och signatur när legitimationen är kontrollerad mot HOSP."),
		people(headOpinion, 24, lookLong, "Fylls i av er: studierektorns ord. Behövs vid byte av vårdcentral."),
		people(headVerdict, 17, lookLong, "Fylls i av er. Beslutet gäller när Beslut, Beslutad av och Beslutsdatum är ifyllda, och motivering där du går ifrån förslaget.").choose(verdicts()...),
		people(headDecider, 15, lookLong, "Fylls i av er: namnet på den som beslutar."),
		people(headDecided, 14, lookDate, "Fylls i av er: ÅÅÅÅ-MM-DD."),
		people(headWhy, 28, lookLong, "Fylls i av er. Behövs när beslutet avviker från förslaget."),
		own(headAnswerBy, 12, lookDate, "Sista dag att bekräfta anställningen på en beviljad plats, där regelverket har en sådan. Tom när den är bekräftad."),
		people(headNote, 26, lookLong, "Fylls i av er: fria anteckningar. De skickas aldrig någonstans."),
	},
}

func verdicts() []string {
	var vs []string
	for _, v := range process.Verdicts {
		vs = append(vs, string(v))
	}
	return vs
}
