package master

// Headings of the lists that the program keeps.
const (
	headWhat     = "Vad"
	headBecause  = "Varför"
	headDate     = "Datum"
	headDeparts  = "Avviker från förslaget?"
	headPolicy   = "Regelverk"
	headCount    = "Antal"
	headExplains = "Förklaring"
	headLow      = "Lågt"
	headHigh     = "Högt"
	headFloor    = "Korridor från"
	headCeiling  = "Korridor till"
	headPosition = "Mot korridoren"
)

var decisionsTable = table{
	sheet: SheetDecisions, height: 18, name: "tblDelegationsbeslut", tab: "1F3864", frozen: 1,
	note: "Programmets lista över fattade beslut, att anmäla till nämnden. Ändra besluten i bladet Ärenden.",
	columns: []column{
		own(headCase, 15, lookText, "Ärendets nummer."),
		own(headDate, 13, lookDate, "Beslutsdatum."),
		own(headVerdict, 24, lookText, "Beslutet."),
		own(headDecider, 44, lookText, "Den som beslutade."),
		own(headDeparts, 20, lookText, "Ja där beslutet blev ett annat än programmets förslag."),
		own(headPolicy, 26, lookText, "Regelverket som förslaget följde, med version."),
	},
}

var todoTable = table{
	sheet: SheetTodo, name: "tblAttGora", tab: "C00000", frozen: 1, links: true,
	note: "Programmets lista. En rad försvinner när det den gäller är gjort.",
	columns: []column{
		own(headCase, 15, lookText, "Ärendets nummer; tomt där raden inte gäller ett ärende."),
		own(headWhat, 46, lookLong, "Vad som behöver göras."),
		own(headBecause, 84, lookLong, "Varför."),
	},
}

var allotmentTable = table{
	sheet: SheetAllotment, name: "tblFordelning", tab: "7F7F7F", frozen: 1,
	note: "Platser per vårdcentral, där regelverket fördelar platser efter antal listade. Annars är bladet tomt. Programmet skriver bladet.",
	columns: []column{
		own(headCentre, 30, lookText, "Vårdcentralen; sist summan och regelverket."),
		own(headListed, 11, lookMoney, "Antal listade, ur bladet Vårdcentraler."),
		own(headBase, 9, lookCount, "Hela platser efter antal listade."),
		own(headFilled, 11, lookCount, "Plats utöver grunden, av dem som återstår upp till det finansierade antalet."),
		own(headAllotted, 11, lookCount, "Platserna som vårdcentralen har."),
		own(headHolders, 12, lookCount, "ST-läkare som vårdvalet finansierar: i utbildning, i uppehåll, eller beviljade och ej startade."),
		own(headVacancy, 9, lookCount, "Tilldelade platser minus ST-läkare. Under noll: vårdcentralen har fler och behåller dem."),
		own(headTurn, 14, lookPlace, "Ordningen om fler platser finansieras; tom där fler platser inte kan bli aktuella."),
		own(headBecause, 104, lookLong, "Hur antalet räknats."),
	},
}

var rotationsTable = table{
	sheet: SheetRotations, height: 18, name: "tblSidotjanstgoring", tab: "375623", frozen: 1,
	note: "Fyll i Klinik, Vårdgivartyp, Månad och Platser: hur många ST-läkare kliniken kan ta emot den månaden. Står ingenting här gäller regelverkets antal, om det har något.",
	columns: []column{
		people(headClinic, 28, lookText, "Till exempel KK, Psyk, Barn."),
		people(headProvider, 18, lookText, "").choose(providers...),
		people(headMonth, 12, lookText, "ÅÅÅÅ-MM."),
		people(headPlaces, 10, lookCount, "Antal platser månaden. Tomt: ingen har sagt något, och månaden begränsar inte."),
		own(headNeed, 10, lookCount, "De som är placerade där den 16:e (bladet Placeringar), och de som enligt regelverket behöver kliniken och inte är placerade."),
		own(headSpare, 10, lookCount, "Platser minus behov. Under noll: platserna räcker inte."),
	},
}

var placementsTable = table{
	sheet: SheetPlacements, height: 18, name: "tblPlaceringar", tab: "375623", frozen: 1,
	note: "En rad för varje randning (sidotjänstgöring).",
	columns: []column{
		people(headTrainee, 26, lookText, "Namnet som det står i bladet ST-läkare, eller radens Id.").suggest("'ST-läkare'!$B$2:$B$2000"),
		people(headClinic, 26, lookText, "Som kliniken heter i bladet Sidotjänstgöring.").suggest("Sidotjänstgöring!$A$2:$A$2000"),
		people(headFrom, 12, lookDate, "ÅÅÅÅ-MM-DD."),
		people(headTo, 12, lookDate, "ÅÅÅÅ-MM-DD."),
		people(headPlanned, 15, lookDate, "När placeringen skulle börja enligt den individuella planen."),
		people(headState, 16, lookText, "Vårdcentralen får brev om en bekräftad placering på sommaren.").choose(statePreliminary, stateConfirmed),
	},
}

var forecastTable = table{
	sheet: SheetForecast, name: "tblPrognos", tab: "1F3864", frozen: 1,
	note: "Först årets prognos, sedan år för år: en dragning av tio hamnar under Lågt, en över Högt. Programmet skriver bladet.",
	columns: []column{
		own(headWhat, 40, lookText, "Vad talen gäller."),
		own(headYear, 8, lookPlace, "Året."),
		own(headLow, 9, lookPlace, "En dragning av tio hamnar under."),
		own(headCount, 9, lookPlace, "Det väntade, eller det räknade."),
		own(headHigh, 9, lookPlace, "En dragning av tio hamnar över."),
		own(headFloor, 11, lookPlace, "Korridorens nedre ände; den hör till korridoren."),
		own(headCeiling, 12, lookPlace, "Korridorens övre ände; den hör till korridoren."),
		own(headPosition, 28, lookLong, "Under, inom eller över korridoren, och i hur många dragningar det blir inom."),
		own(headExplains, 100, lookLong, "Vad talen bygger på."),
	},
}

var whatIfTable = table{
	sheet: SheetWhatIf, name: "tblProva", tab: "7F7F7F", frozen: 1,
	note: "Prova vad som skulle hända: välj ett antagande, skriv ett värde, spara och stäng. Vid nästa körning skriver programmet vad som skulle följa. Varje rad prövas för sig, och ingenting annat ändras.",
	columns: []column{
		people(headSuppose, 40, lookText, "Välj i listan. Byt ÅÅÅÅ mot ett år, NNNN mot ärendets nummer och VÅRDCENTRAL mot ett namn."),
		people(headValue, 18, lookTyped, "Det som ska gälla i stället: ett belopp i kronor, ett antal, ett datum eller Ja."),
		own(headFollows, 90, lookLong, "Programmet skriver här vad som skulle följa. Egna ord i kolumnen får stå."),
	},
}

// tables are the sheets with headings in row 1; required are those without
// which nothing can be read, in the order that reads names before those who use
// them.
var (
	tables = []table{
		casesTable, rosterTable, leaveTable, centresTable, decisionsTable, todoTable,
		allotmentTable, rotationsTable, placementsTable, budgetTable, forecastTable, whatIfTable,
	}
	required = []table{centresTable, rosterTable, casesTable, budgetTable}
)

// order is the sheets' in the workbook.
var order = []string{
	SheetOverview, SheetCases, SheetRoster, SheetLeave, SheetCentres, SheetDecisions, SheetTodo,
	SheetAllotment, SheetRotations, SheetPlacements, SheetBudget, SheetForecast, SheetRules,
	SheetWhatIf, SheetInstructions,
}
