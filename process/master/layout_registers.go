package master

import "stintag/process"

// Headings of the registers that the code speaks of.
const (
	headID           = "Id"
	headAlias        = "Alias"
	headManager      = "Verksamhetschef"
	headAddresses    = "E-post"
	headDirector     = "Studierektor"
	headDirectorMail = "Studierektor e-post"
	headArea         = "Område"
	headPriority     = "Prioriterat område"
	headOperator     = "Driftsform"
	headListed       = "Listade"
	headSpecialists  = "Specialister"
	headSpecPercent  = "Specialister, summa %"
	headVacant       = "Vakanta specialisttjänster"
	headRetiring     = "Pensionsavgångar 5 år"
	headTrainees     = "Antal ST"
	headPerPost      = "Listade per ST"
	headExemptions   = "Antal dispenser"
	headLends        = "Lånar ut handledning till"
	headLendDays     = "Dagar per vecka"
	headOnSite       = "På plats"
	headOverstaffing = "Överanställning"
	headSPUR         = "Senaste SPUR"
	headNamedDoctor  = "Fast läkarkontakt %"
	headLocums       = "Hyrläkare %"

	headTrainee        = "ST-läkare"
	headBegins         = "Start"
	headEnds           = "Planerat slut"
	headDegree         = "Tjänstgöringsgrad"
	headFunding        = "Finansiering"
	headTrack          = "Typ av ST"
	headExemption      = "Dispens"
	headExemptionUntil = "Dispens till"
	headSupervisor     = "Handledare"
	headAfter          = "Efter ST"

	headYear      = "År"
	headFrame     = "Ram"
	headPerMonth  = "Schablon per månad"
	headCommitted = "Intecknat"
	headFree      = "Fritt"
	headFits      = "Nya ST som ryms"
)

const (
	fundingRegion = "vårdval"
	fundingOwn    = "egen"
	noFrame       = "ram ej beslutad" // D16: never shown as 0
)

const centreNames = "Vårdcentraler!$A$2:$A$2000"

var rosterTable = table{
	sheet: SheetRoster, height: 18, name: "tblSTlakare", tab: "375623", frozen: 2, key: headID,
	columns: []column{
		own(headID, 14, lookText, "Programmet ger numret. Lägger du till en rad: lämna cellen tom."),
		people(headTrainee, 26, lookText, "Förnamn Efternamn."),
		people(headCentre, 28, lookText, "Namnet som det står i bladet Vårdcentraler.").suggest(centreNames),
		people(headBegins, 12, lookDate, "Första dagen i ST, ÅÅÅÅ-MM-DD."),
		people(headEnds, 12, lookDate, "Beräknad sista dag, ÅÅÅÅ-MM-DD. Ändra vid uppehåll eller ändrad tjänstgöringsgrad."),
		people(headDegree, 18, lookPercent, "Del av heltid, till exempel 80 %."),
		people(headFunding, 13, lookText, "vårdval eller egen.").choose(fundingRegion, fundingOwn),
		people(headTrack, 20, lookText, "").choose("ST", "Dubbelspecialisering", "Forskar-ST", "BT-ST"),
		people(headDecided, 13, lookDate, "Dagen då finansieringen beviljades."),
		people(headExemption, 28, lookText, "Vad dispensen gäller; tomt där ingen finns."),
		people(headExemptionUntil, 12, lookDate, "ÅÅÅÅ-MM-DD; tomt där den inte har något slut."),
		people(headSupervisor, 22, lookText, "Huvudhandledare."),
		people(headStatus, 19, lookText, "Beviljad ej startad räknas inte som i utbildning: sätt Pågår när läkaren har börjat.").choose(traineeStatuses()...),
		people(headAfter, 24, lookText, "Vad som hände efter ST, till exempel: kvar i regionen."),
	},
}

var leaveTable = table{
	sheet: SheetLeave, height: 18, name: "tblUppehall", tab: "375623", frozen: 1,
	note: "Beviljade uppehåll skriver programmet sist; ändra då Planerat slut i bladet ST-läkare. Inget härifrån står i brev.",
	columns: []column{
		people(headTrainee, 26, lookText, "Namnet som det står i bladet ST-läkare. Har två samma namn: skriv radens Id.").suggest("'ST-läkare'!$B$2:$B$2000"),
		people(headFrom, 12, lookDate, "Första dagen, ÅÅÅÅ-MM-DD."),
		people(headTo, 12, lookDate, "Sista dagen, ÅÅÅÅ-MM-DD; tomt tills den är känd."),
		people(headType, 26, lookText, "Föräldraledighet eller annat. Står aldrig i brev."),
	},
}

var centresTable = table{
	sheet: SheetCentres, name: "tblVardcentraler", tab: "375623", frozen: 1, wide: 2, key: headID,
	columns: []column{
		people(headCentre, 28, lookText, "Namnet som det ska stå i brev och listor."),
		people(headID, 12, lookText, "Enhetens id, till exempel HSA-id. Är cellen tom används namnet."),
		people(headAlias, 20, lookLong, "Andra namn som blanketter använder, med semikolon emellan."),
		people(headManager, 20, lookText, "Verksamhetschefens namn."),
		people(headAddresses, 36, lookLong, "Alla adresser som får skriva för vårdcentralen och som får dess brev, med semikolon emellan."),
		people(headDirector, 18, lookText, "Studierektorns namn."),
		people(headDirectorMail, 40, lookText, "En adress."),
		people(headArea, 14, lookText, "Kommun eller område."),
		people(headPriority, 12, lookText, "Ja eller Nej. Regelverket säger vad det betyder (bladet Regler).").choose("Ja", "Nej"),
		people(headOperator, 12, lookText, "Offentlig eller privat."),
		people(headListed, 10, lookMoney, "Antal listade."),
		people(headSpecialists, 12, lookDecimal, "Antal specialister i allmänmedicin."),
		people(headSpecPercent, 13, lookCount, "Deras tjänster tillsammans i procent, till exempel 350."),
		people(headVacant, 14, lookDecimal, "Antal."),
		people(headRetiring, 14, lookDecimal, "Väntade pensionsavgångar inom fem år."),
		people(headSupervisor, 11, lookCount, "Antal handledare."),
		people(headLends, 22, lookLong, "Vårdcentraler som får handledning härifrån, med semikolon emellan. Skriv (senior advisor) efter namnet där det är en sådan."),
		people(headLendDays, 10, lookDecimal, "Utlånad handledning till var och en. Skiljer de sig: i samma ordning, med semikolon emellan."),
		people(headOnSite, 10, lookText, "Ja där den som handleder är på plats hos dem.").choose("Ja", "Nej"),
		people(headOverstaffing, 15, lookText, "Ja där vårdcentralen får ha fler än sitt antal.").choose("Ja", "Nej"),
		people(headSPUR, 12, lookDate, "Dagen för den senaste granskningen, ÅÅÅÅ-MM-DD."),
		people(headNamedDoctor, 13, lookCount, "Andel listade med namngiven fast läkarkontakt, i procent."),
		people(headLocums, 11, lookCount, "Andel hyrläkare, i procent."),
		own(headTrainees, 9, lookCount, "Räknas av programmet ur bladet ST-läkare."),
		own(headPerPost, 10, lookMoney, "Räknas av programmet."),
		own(headExemptions, 11, lookCount, "Räknas av programmet ur bladet ST-läkare."),
		own(headAllotted, 11, lookCount, "Räknas av programmet där regelverket fördelar platser."),
		own(headVacancy, 9, lookCount, "Räknas av programmet där regelverket fördelar platser."),
	},
}

var budgetTable = table{
	sheet: SheetBudget, height: 20, name: "tblBudget", tab: "375623", frozen: 1, key: headYear,
	note: "Fyll i Ram och Schablon per månad, i kronor. En ifylld cell går före regelverkets värde. Resten räknar programmet.",
	columns: []column{
		people(headYear, 10, lookCount, "Kalenderår."),
		people(headFrame, 18, lookMoney, "Beslutad ram för året, i kronor. Tom cell: ramen är inte beslutad."),
		people(headPerMonth, 20, lookMoney, "Ersättning per månad för en tjänst på heltid, i kronor."),
		own(headCommitted, 18, lookMoney, "Det som redan beviljade tjänster kostar under året."),
		own(headFree, 18, lookMoney, "Ram minus intecknat."),
		own(headFits, 14, lookCount, "Hela nya tjänster som det fria räcker till."),
	},
}

func traineeStatuses() []string {
	var ss []string
	for _, s := range process.TraineeStatuses {
		ss = append(ss, string(s))
	}
	return ss
}
