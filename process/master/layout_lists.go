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
	sheet: SheetTodo, height: 32, name: "tblAttGora", tab: "C00000", frozen: 1,
	note: "Programmets lista. En rad försvinner när det den gäller är gjort.",
	columns: []column{
		own(headCase, 15, lookText, "Ärendets nummer; tomt där raden inte gäller ett ärende."),
		own(headWhat, 46, lookLong, "Vad som behöver göras."),
		own(headBecause, 84, lookLong, "Varför."),
	},
}

var allotmentTable = table{
	sheet: SheetAllotment, height: 18, name: "tblFordelning", tab: "7F7F7F", frozen: 1,
	note: "Platser per vårdcentral, där regelverket fördelar platser efter antal listade. Annars är bladet tomt.",
	columns: []column{
		own(headCentre, 30, lookText, ""),
		own(headListed, 12, lookMoney, ""),
		own(headTrainees, 12, lookCount, ""),
		own("Tilldelade platser", 14, lookCount, ""),
		own("Vakans", 12, lookCount, ""),
	},
}

var rotationsTable = table{
	sheet: SheetRotations, height: 18, name: "tblSidotjanstgoring", tab: "375623", frozen: 1,
	note: "Fyll i Klinik, Vårdgivartyp, Månad och Platser: hur många ST-läkare kliniken kan ta emot den månaden.",
	columns: []column{
		people("Klinik", 28, lookText, "Till exempel KK, Psyk, Barn."),
		people("Vårdgivartyp", 18, lookText, "").choose("sjukhus", "Regionhälsan", "privat"),
		people("Månad", 12, lookText, "ÅÅÅÅ-MM."),
		people("Platser", 10, lookCount, "Antal platser månaden."),
		own("Behov", 10, lookCount, "Räknas av programmet."),
		own("Ledigt", 10, lookCount, "Räknas av programmet."),
	},
}

var placementsTable = table{
	sheet: SheetPlacements, height: 18, name: "tblPlaceringar", tab: "375623", frozen: 1,
	note: "En rad för varje randning (sidotjänstgöring).",
	columns: []column{
		people(headTrainee, 26, lookText, "Namnet som det står i bladet ST-läkare.").suggest("'ST-läkare'!$B$2:$B$2000"),
		people("Klinik", 26, lookText, "").suggest("Sidotjänstgöring!$A$2:$A$2000"),
		people(headFrom, 12, lookDate, "ÅÅÅÅ-MM-DD."),
		people(headTo, 12, lookDate, "ÅÅÅÅ-MM-DD."),
		people("Enligt IUP från", 15, lookDate, "När placeringen skulle börja enligt den individuella planen."),
		people("Läge", 16, lookText, "").choose("preliminär", "bekräftad"),
	},
}

var forecastTable = table{
	sheet: SheetForecast, height: 20, name: "tblPrognos", tab: "1F3864", frozen: 1,
	note: "Så räknas antalet ST-läkare vid årets slut. Programmet skriver bladet.",
	columns: []column{
		own(headWhat, 50, lookText, ""),
		own(headCount, 12, lookPlace, ""),
		own(headExplains, 80, lookLong, ""),
	},
}

var whatIfTable = table{
	sheet: SheetWhatIf, height: 18, name: "tblProva", tab: "7F7F7F", frozen: 1,
	note: "Plats för egna räkneexempel. Programmet läser och skriver inget här. Vill du se hur ett annat regelverk rangordnar: stintag rank --compare FIL.",
	columns: []column{
		people("Antagande", 40, lookText, "Det du vill prova."),
		people("Värde", 16, lookText, ""),
		people("Följd", 60, lookLong, "Vad det ger."),
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
