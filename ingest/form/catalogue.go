package form

import (
	"stintag/process"
)

// holds is what a field's value is.
type holds uint8

const (
	asText holds = iota
	asDate
	asAnswer
	asChoice
	asNumber
	asPercent
	asPersonal
	asEmail
)

// need is how the blank form marks a field (D13). What a region truly requires
// is its policy's matter; the blank form shows the presets' two levels.
type need uint8

const (
	optional need = iota
	forDecision
	forList
)

// owner is whom a label speaks of, for labels that fit several fields.
type owner uint8

const (
	nobody owner = iota
	manager
	doctor
	supervisor
	director
	signer
)

// spec is everything the form knows of one field but its label.
type spec struct {
	holds    holds
	need     need
	whose    owner
	values   []choice
	help     string
	note     string // in brackets after the blank form's label
	synonyms []string
}

// choice is one value of an enum, and the words that are read as it.
type choice struct {
	value string
	also  []string
}

func specOf(f process.Field) spec { return catalogue[f] }

// mark is what the blank form writes after the label.
func (s spec) mark() string {
	mark := [...]string{optional: "", forDecision: " **", forList: " *"}[s.need]
	if s.note != "" {
		mark += " (" + s.note + ")"
	}
	return mark
}

// format is the number format of the field's cell in the blank form.
func (s spec) format() string {
	switch s.holds {
	case asDate:
		return "yyyy-mm-dd"
	case asPercent:
		return "0%"
	case asNumber:
		return "General"
	}
	return "@"
}

// choices are the drop-down's.
func (s spec) choices() []string {
	if s.holds == asAnswer {
		return []string{string(process.Yes), string(process.No)}
	}
	var vs []string
	for _, c := range s.values {
		vs = append(vs, c.value)
	}
	return vs
}

var kinds = []choice{
	{string(process.NewPost), []string{"ny st-tjänst", "ny st-läkare", "ny", "nyanställning", "st"}},
	{string(process.IntegratedBT), []string{"bt-st", "st med bt", "integrerad bt", "bt/st"}},
	{string(process.Transfer), []string{"byte", "byte vc", "byta vårdcentral", "flytt", "övergång"}},
	{string(process.DoubleSpecialisation), []string{"dubbelspec", "dubbelspecialist", "dubbelspecialitet"}},
	{string(process.ResearchST), []string{"forskar st", "forskning under st"}},
	{string(process.PreBTST), []string{"pre-bt-st", "pre bt st", "pre-bt"}},
	{string(process.PreST), []string{"pre st"}},
	{string(process.Practice), []string{"praktisk tjg"}},
	{string(process.OwnToFunded), []string{"egenfinansierad"}},
	{string(process.LeaveOfAbsence), []string{"uppehåll", "föräldraledighet", "föräldraledig"}},
	{string(process.ChangedDegree), []string{"ändrad grad", "ändrad sysselsättningsgrad"}},
	{string(process.ChangedStart), []string{"nytt startdatum", "ändrad start"}},
	{string(process.EarlyEnd), []string{"avslut", "avbruten st"}},
	{string(process.Withdrawal), []string{"återkallelse av ansökan", "återkallar", "återtar", "återtagande"}},
}

var employmentForms = []choice{
	{string(process.NotOffered), []string{"ej erbjuden", "inte anställd", "ej anställd", "ingen", "nej"}},
	{string(process.Promised), []string{"utlovad", "utlyst", "lovad", "erbjuden", "i princip anställd"}},
	{string(process.SignedST), []string{"st-avtal", "avtal påskrivet", "st", "st-läkare", "st-anställning", "påskrivet st-avtal"}},
	{string(process.StartedST), []string{"börjat som st", "startat st", "påbörjad st"}},
	{string(process.Locum), []string{"vik", "vikarie", "vikarierande"}},
	{string(process.JuniorDoctor), []string{"ul"}},
	{string(process.LicensedDoctor), []string{"leg. läkare", "legitimerad läkare"}},
	{string(process.SpecialistInPost), []string{"specialistläkare", "överläkare"}},
}

// The values of R-102.
var btValues = []choice{
	{"Ej aktuell (AT)", []string{"ej aktuell", "ej aktuellt", "inte aktuellt", "nej, at", "at", "gjort at"}},
	{"Fristående klar", []string{"klar", "genomförd", "godkänd", "fullgjord", "ja", "bt klar", "bt-intyg finns"}},
	{"Fristående pågår", []string{"pågår", "pågående"}},
	{"Integrerad", []string{"integrerad i st", "inom st", "ingår i st", "planeras i st"}},
}

var regulations = []choice{
	{"SOSFS 2015:8", []string{"2015:8", "2015", "st2015", "st 2015", "st-15"}},
	{"HSLF-FS 2021:8", []string{"2021:8", "2021", "st2021", "st 2021", "st-21"}},
}

// catalogue holds every field that a form can have; a field's own label
// (process.Field.Label) is always one of its labels.
var catalogue = map[process.Field]spec{
	process.FieldVersion: {synonyms: []string{"Mall", "Version"}},
	process.FieldKind: {holds: asChoice, need: forList, values: kinds,
		help:     "Välj vad anmälan gäller.",
		synonyms: []string{"Avser", "Anmälan avser", "Ansökan avser", "Typ av ansökan", "Typ av ärende", "Typ av anmälan"}},
	process.FieldCentre: {need: forList,
		help: "Vårdcentralen där läkaren ska göra sin ST. Välj i listan.",
		synonyms: []string{"Enhet", "Vårdenhet", "VC", "Hälsocentral", "Husläkarmottagning", "Arbetsställe", "Mottagning",
			"Vårdcentralens namn", "Vårdcentralen", "Enheten", "Namn på vårdcentralen", "Namn på vårdcentral", "Enhetens namn", "Vårdcentral / enhet"}},
	process.FieldCentreID: {help: "HSA-id eller kostnadsställe, om ni vill ange det.",
		synonyms: []string{"HSA-id", "Enhets-id / HSA-id", "Kostnadsställe", "Kombika", "Kombikakod"}},
	process.FieldOperator: {synonyms: []string{"Vårdgivare", "Vårdgivare / driftsform", "Privat/offentlig", "Regi"}},
	process.FieldManager: {need: forDecision, whose: manager,
		help: "Den som ansvarar för vårdcentralen.",
		synonyms: []string{"Vårdcentralschef", "Enhetschef", "Chef", "Ansvarig chef", "Chefens namn", "Namn chef",
			"Verksamhetschefens namn", "Namn på verksamhetschef", "Närmaste chef"}},
	process.FieldManagerEmail: {holds: asEmail, need: forDecision, whose: manager,
		help:     "Svaret går till de adresser som regionen har i sitt register.",
		synonyms: []string{"E-post till chef", "Chefens e-post", "E-post verksamhetschef", "Verksamhetschefens e-post", "Mejl chef", "Mail chef"}},
	process.FieldManagerPhone: {whose: manager, help: "För frågor om anmälan.",
		synonyms: []string{"Chefens telefon", "Telefon verksamhetschef", "Tfn chef", "Mobil chef", "Telefonnummer chef"}},
	process.FieldDoctor: {need: forList, whose: doctor, help: "Förnamn och efternamn.",
		synonyms: []string{"Läkare", "Läkaren", "Sökande läkare", "Namn på sökande", "Läkarens för- och efternamn", "Läkarens förnamn / efternamn", "Sökande", "Sökandes namn",
			"Kandidat", "ST-intressent", "ST-läkare", "ST-läkarens namn", "Namn läkare", "Namn på läkare", "Namn ST-läkare",
			"Doktor", "För- och efternamn", "Förnamn och efternamn", "Efternamn, förnamn"}},
	process.FieldFirstName:      {whose: doctor, synonyms: []string{"Förnamn", "Sökandes förnamn"}},
	process.FieldLastName:       {whose: doctor, synonyms: []string{"Efternamn", "Sökandes efternamn"}},
	process.FieldPersonalNumber: {holds: asPersonal, whose: doctor, note: "tomt vid mejl", help: "Frivilligt. Fyll inte i det när ni mejlar blanketten.", synonyms: []string{"Samordningsnummer", "Personnummer / samordningsnummer", "Pnr", "Pers.nr", "Personnr", "Födelsedatum + 4 sista", "Läkarens personnummer"}},
	process.FieldDoctorEmail: {holds: asEmail, whose: doctor, help: "Används inte för svar på anmälan.",
		synonyms: []string{"E-post läkare", "Sökandes e-post", "Läkarens mejl", "Läkarens mail"}},
	process.FieldProtected: {holds: asAnswer, whose: doctor, help: "Ja: anmälan hanteras för hand, utan namn i mejl.",
		synonyms: []string{"Sekretessmarkering", "Skyddad identitet", "Skyddade uppgifter"}},
	process.FieldLicenceDate: {holds: asDate, need: forList, whose: doctor, help: "Datum då läkaren fick svensk legitimation, ÅÅÅÅ-MM-DD. Fyll i detta eller väntad legitimation.",
		synonyms: []string{"Leg.datum", "Datum för legitimation", "Legitimerad fr.o.m.", "Leg läk sedan", "Läkarlegitimation", "Legitimation datum", "Legitimation, datum", "Legitimerad", "Legitimerad sedan", "Legitimation", "Datum legitimation", "Datum för läkarlegitimation"}},
	process.FieldExpectedLicence: {holds: asDate, need: forList, whose: doctor, note: "om ej legitimerad", help: "Om läkaren ännu inte har legitimation: när den väntas, ÅÅÅÅ-MM-DD.",
		synonyms: []string{"Leg beräknas", "Legitimation beräknas", "Beräknad legitimation", "Förväntad legitimation"}},
	process.FieldLicenceAttached: {holds: asAnswer, whose: doctor, help: "Ja om en kopia följer med mejlet.",
		synonyms: []string{"Kopia på legitimation", "Kopia av legitimation", "Legitimation bifogas"}},
	process.FieldSwedishAT: {holds: asAnswer, need: forList, whose: doctor, help: "Har läkaren gjort svensk AT? Om nej, fyll i BT.",
		synonyms: []string{"AT", "AT gjord", "AT genomförd", "Gjort AT", "Gjort svensk AT", "Allmäntjänstgöring", "Svensk allmäntjänstgöring", "AT i Sverige"}},
	process.FieldATEnd: {holds: asDate, whose: doctor, help: "Sista dag i AT, ÅÅÅÅ-MM-DD.",
		synonyms: []string{"AT klar", "AT slutdatum", "AT slut", "AT avslutad datum", "Slutdatum AT"}},
	process.FieldBT: {holds: asChoice, need: forList, whose: doctor, note: "om ej svensk AT", values: btValues, help: "Bastjänstgöring. Ej aktuell om läkaren har gjort svensk AT.",
		synonyms: []string{"Bastjänstgöring", "BT-intyg", "BT (bastjänstgöring)", "Bastjänstgöring BT"}},
	process.FieldBTCertificate: {holds: asDate, whose: doctor, help: "Datum på BT-intyget, ÅÅÅÅ-MM-DD.",
		synonyms: []string{"Intygsdatum", "Datum för BT-intyg", "BT-intyg utfärdat", "Datum BT-intyg"}},
	process.FieldRegulation: {holds: asChoice, whose: doctor, values: regulations, help: "Den föreskrift läkaren gör sin ST enligt.",
		synonyms: []string{"Regelverk", "ST-version", "Målbeskrivning", "ST2015", "ST2021", "ST-21"}},
	process.FieldCountry: {whose: doctor, help: "Landet där läkaren tog sin examen.",
		synonyms: []string{"Examen från", "Land för examen", "Examensland"}},
	process.FieldLanguage: {holds: asAnswer, whose: doctor, help: "Svenska på den nivå regionen kräver.",
		synonyms: []string{"Svenska C1", "Språkkrav", "Språkkrav C1"}},
	process.FieldPossibleStart: {holds: asDate, need: forList, help: "Första dag läkaren kan börja sin ST, ÅÅÅÅ-MM-DD.",
		synonyms: []string{"Möjlig start", "Önskad start", "Önskad start ST", "Startdatum", "Planerad start", "Planerad start ST", "Tillträde", "ST fr.o.m.", "Start ST", "Startdatum ST", "ST-start", "Önskat startdatum", "Datum för start", "Möjligt startdatum"}},
	process.FieldPlannedEnd: {holds: asDate, help: "Beräknas av regionen om rutan är tom.",
		synonyms: []string{"Beräknat klart", "Beräknat slut", "Beräknat slutdatum", "Planerat slutdatum", "ST t.o.m.", "Slut ST"}},
	process.FieldDegree: {holds: asPercent, help: "I procent av heltid. Tom ruta läses som 100 %.",
		synonyms: []string{"Sysselsättningsgrad", "%", "Tjänstgöringsgrad i %", "Tjg-grad", "Grad"}},
	process.FieldEmployed: {holds: asAnswer, need: forList, help: "Finns ett anställningsavtal om ST på vårdcentralen?",
		synonyms: []string{"Redan anställd", "Anställd idag", "Nuvarande anställning", "Redan anställd som ST-läkare", "Är läkaren redan anställd", "Är läkaren redan anställd som ST", "Anställd", "Anställd som ST", "Anställd i dag", "Redan anställd på vårdcentralen"}},
	process.FieldEmploymentForm: {holds: asChoice, need: forDecision, values: employmentForms, help: "Hur läkaren är anställd på vårdcentralen i dag.",
		synonyms: []string{"Typ av anställning", "Form av anställning"}},
	process.FieldEmploymentDate: {holds: asDate, need: forDecision, help: "När anställningen började eller börjar, ÅÅÅÅ-MM-DD.",
		synonyms: []string{"Anställd fr.o.m.", "Datum anställningsavtal", "Anställd sedan", "Datum för anställning", "Anställningen börjar"}},
	process.FieldContractSigned: {holds: asAnswer, help: "Är anställningsavtalet påskrivet?",
		synonyms: []string{"Anställningsbevis", "Anställningsavtal", "Avtal påskrivet", "Anställningsavtal undertecknat"}},
	process.FieldContactDate: {holds: asDate, help: "Första kontakt med regionen om denna läkare, ÅÅÅÅ-MM-DD.",
		synonyms: []string{"Första kontakt", "Datum för kontakt", "Anmälningsdatum", "Datum för första kontakt", "Datum första kontakt"}},
	process.FieldCredit: {holds: asNumber, help: "Månader av tidigare tjänstgöring som ska räknas av.",
		synonyms: []string{"Tillgodoräknad tid i månader", "Tidigare tjänstgöring", "Avräknas", "Tillgodoräknande", "Tillgodoräknas"}},
	process.FieldEarlierSpecialty: {help: "Vid dubbelspecialisering: specialiteten läkaren redan har.",
		synonyms: []string{"Befintlig specialistkompetens", "Dubbelspecialist", "Befintlig specialitet", "Tidigare specialistkompetens"}},
	process.FieldSupervisor: {need: forDecision, whose: supervisor, help: "Förnamn och efternamn.",
		synonyms: []string{"Huvudhandledare", "Tänkt handledare", "Handledarens namn", "Namn handledare", "Namn på handledare"}},
	process.FieldSupervisorSpecialist: {holds: asAnswer, need: forDecision, whose: supervisor, help: "Är handledaren specialist i allmänmedicin?",
		synonyms: []string{"Handledaren är specialist i allmänmedicin", "Handledare specialist", "Handledarens specialistkompetens"}},
	process.FieldSupervisorTrained: {holds: asAnswer, need: forDecision, whose: supervisor, help: "Har handledaren gått handledarutbildning?",
		synonyms: []string{"Handledarutbildning", "Handledare handledarutbildad", "Handledaren är handledarutbildad"}},
	process.FieldSupervisorUnit: {whose: supervisor, help: "Fyll i om handledaren arbetar på en annan enhet.",
		synonyms: []string{"Extern handledare", "Handledares enhet"}},
	process.FieldSpecialists: {holds: asNumber, help: "Antal personer.",
		synonyms: []string{"Antal specialister", "Distriktsläkare", "Antal distriktsläkare", "Fasta läkare", "Antal fasta läkare", "Specialister i allmänmedicin", "Antal specialister i allmänmedicin, summa %"}},
	process.FieldSpecialistsPercent: {holds: asPercent, help: "Deras tjänster sammanlagt, i procent av heltid.",
		synonyms: []string{"Specialister summa procent", "Summa tjänstgöringsgrad specialister"}},
	process.FieldTrainees: {holds: asNumber, help: "Alla ST-läkare på vårdcentralen i dag.",
		synonyms: []string{"Befintliga ST", "Antal ST-läkare", "Antal ST", "Antal ST idag", "Antal befintliga ST-läkare", "Antal ST-läkare i dag"}},
	process.FieldListed: {holds: asNumber, help: "Antal listade invånare; inte viktade poäng.",
		synonyms: []string{"Listade invånare", "Listade patienter", "Listade", "Antal listade patienter", "Antal listade invånare"}},
	process.FieldOutsideTown: {holds: asAnswer, synonyms: []string{"Utanför Västerås tätort", "Prioriterat område"}},
	process.FieldExemption: {help: "Pågående eller sökt dispens, och vad den gäller.",
		synonyms: []string{"Pågående dispens", "Sökt dispens", "Dispenser"}},
	process.FieldStudyDirector: {whose: director, help: "Namn, datum eller Ja.",
		synonyms: []string{"Studierektor", "SR", "Samråd", "Samråd med studierektor", "Samråd studierektor", "Samråd SR", "Utlåtande", "Godkännande", "Studierektors namn", "Studierektors yttrande", "Studierektors utlåtande", "Kontakt med studierektor", "Studierektor kontaktad / namn / yttrande"}},
	process.FieldTransferFrom: {help: "Vårdcentralen läkaren kommer från.",
		synonyms: []string{"Byte: från vårdcentral", "Från vårdcentral", "Nuvarande vårdcentral", "Tidigare vårdcentral", "Byte från", "Vid byte: från vårdcentral"}},
	process.FieldTransferReason: {help: "Kort om varför.",
		synonyms: []string{"Skäl", "Skäl till byte", "Byte: skäl", "Skäl för byte", "Orsak till byte"}},
	process.FieldTransferCompetence: {help: "Studierektor hämtar in detta; fyll i det ni vet.",
		synonyms: []string{"Byte: uppnådd kompetens"}},
	process.FieldTransferEffect: {help: "Studierektor hämtar in detta; fyll i det ni vet.",
		synonyms: []string{"Påverkan", "Byte: påverkan", "Påverkan på utbildningen", "Bytets påverkan på ST-utbildningen"}},
	process.FieldIUP: {holds: asAnswer, help: "Finns ett individuellt utbildningsprogram?",
		synonyms: []string{"IUP", "Individuellt utbildningsprogram"}},
	process.FieldRotationWishes: {help: "Önskade placeringar, till exempel KK, Psyk, Barn.",
		synonyms: []string{"Randning", "Placeringar", "Önskad sidotjänstgöring", "Sidotjänstgöring", "Önskemål om randning"}},
	process.FieldSPUR: {holds: asDate, help: "Datum för senaste externa granskning, ÅÅÅÅ-MM-DD.",
		synonyms: []string{"Extern granskning", "SPUR", "SPUR-granskning", "Senaste SPUR"}},
	process.FieldCV: {holds: asAnswer, help: "Frivilligt.",
		synonyms: []string{"CV", "CV / personligt brev bifogat", "CV bifogas", "Personligt brev"}},
	process.FieldPrivacy: {holds: asAnswer, help: "Har läkaren fått veta hur uppgifterna används?",
		synonyms: []string{"GDPR", "Informerad om GDPR", "Personuppgiftsbehandling", "Läkaren informerad om GDPR"}},
	process.FieldSignature: {help: "Verksamhetschefens namn och datum; det räcker att skriva namnet.",
		synonyms: []string{"Underskrift verksamhetschef", "Underskrift: verksamhetschef, datum", "Ort och datum", "Namnförtydligande", "Underskrift chef"}},
	process.FieldComment: {help: "Högst 2 000 tecken. Uppge inga hälsouppgifter.",
		synonyms: []string{"Kommentar", "Kommentarer", "Motivering", "Övriga upplysningar", "Övrig information", "Anmärkning"}},
}
