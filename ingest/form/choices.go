package form

import (
	"slices"
	"strings"
	"unicode/utf8"

	"stintag/process"
)

// choice is one value of an enum, and the words that are read as it.
type choice struct {
	value string
	also  []string // also found among other words
	alone []string // read only where nothing else stands beside them
	old   bool     // read and never offered
	of    []string // no choice itself: words that may mean any of these

	keys    []string   // every word of it, squeezed
	phrases [][]string // those that are found among other words
	edges   *edges     // of keys, and of the first words of phrases
}

// edges are the bytes that words begin and end with. A word is another, with a slip even,
// only where the one or the other is among them.
type edges struct{ begins, ends [256]bool }

func (e *edges) add(word string) { e.begins[word[0]], e.ends[word[len(word)-1]] = true, true }

// meets says whether a word begins or ends as one of those does.
func (e *edges) meets(word string) bool { return e.begins[word[0]] || e.ends[word[len(word)-1]] }

// prepared folds the words of choices once for all.
func prepared(list []choice) []choice {
	for i, c := range list {
		named := append([]string{c.value}, c.also...)
		if len(c.of) > 0 {
			named = c.also
		}
		for _, w := range named {
			if phrase := wordsOf(fold(w)); utf8.RuneCountInString(strings.Join(phrase, "")) >= shortestWithin {
				list[i].phrases = append(list[i].phrases, phrase)
			}
		}
		for _, w := range slices.Concat(named, c.alone) {
			list[i].keys = append(list[i].keys, wordsIn(w))
		}
		if c.value != "" {
			list[i].keys = append(list[i].keys, squeeze(strings.ToLower(c.value))) // brackets and all
		}
		list[i].edges = &edges{}
		for _, phrase := range list[i].phrases {
			list[i].edges.add(phrase[0])
		}
		for _, key := range list[i].keys {
			list[i].edges.add(key)
		}
	}
	return list
}

var kinds = prepared([]choice{
	{value: string(process.NewPost),
		also: []string{"ny st-tjänst", "ny st-läkare", "ny st-anställning", "ny st-kandidat", "nyanställning", "nytt st-block", "ny läkare", "ny tjänst",
			"ny specialiseringstjänstgöring", "specialistutbildning i allmänmedicin"},
		alone: []string{"ny", "ny ansökan", "nyansökan", "nyanmälan", "new st", "new post", "new st post", "new position", "st", "st-tjänst", "st-läkare", "st-block", "st i allmänmedicin", "st allmänmedicin", "st-tjänst i allmänmedicin", "st-tjänst allmänmedicin",
			"specialiseringstjänstgöring", "specialiseringstjänstgöring i allmänmedicin", "specialistutbildning", "specialisttjänstgöring i allmänmedicin", "allmänmedicin", "ny anmälan", "ny intresseanmälan"}},
	{value: string(process.IntegratedBT),
		also: []string{"bt-st", "st med bt", "integrerad bt", "bt integrerad i st", "bt och st", "st inkl bt", "st inklusive bt", "st med inledande bt", "ny st med bt", "ny st integrerad bt", "ny st med integrerad bt"}, alone: []string{"bt/st", "st/bt"}},
	{value: string(process.Transfer),
		also: []string{"byte", "byte vc", "byta", "byter", "flytt", "flyttar", "övergång", "vc-byte", "vårdcentralsbyte", "byte av hälsocentral", "byte av enhet"}, alone: []string{"transfer", "change of health centre"}},
	{value: string(process.DoubleSpecialisation),
		also: []string{"dubbelspec", "dubbelspecialist", "dubbelspecialitet", "dubbelspecialistutbildning", "dubbel specialisering", "dubbel specialistkompetens", "andra specialitet", "ytterligare specialitet"}},
	{value: string(process.ResearchST),
		also: []string{"forskning under st", "forskarst", "forskar-st-tjänst", "st med forskning"}},
	{value: string(process.PreBTST), also: []string{"pre-bt-st", "pre bt", "prebt", "prebt-st", "pre bt-st/st"}},
	{value: string(process.PreST), also: []string{"pre st", "prest"}},
	{also: []string{"pre st/bt-st"}, of: []string{string(process.PreST), string(process.PreBTST), string(process.IntegratedBT)}},
	{value: string(process.Practice), also: []string{"praktisk tjg", "praktisk tjänstg"}},
	{value: string(process.OwnToFunded),
		also: []string{"egenfinansierad", "egenfinansierad st", "från egenfinansierad till vårdvalsfinansierad", "byte från egenfinansierad till vårdvalsfinansierad",
			"övergång från egenfinansierad till vårdvalsfinansierad", "egenfinansierad till finansierad", "egenfinansiering till vårdvalsfinansiering", "omvandling av egenfinansierad"}},
	{value: string(process.LeaveOfAbsence),
		also: []string{"uppehåll", "föräldraledighet", "föräldraledig", "barnledighet", "barnledig", "mammaledig", "pappaledig", "tjänstledighet", "tjänstledig",
			"studieuppehåll", "studieledighet", "ledighet", "sjukskrivning", "sjukledighet", "paus i st", "parental leave", "leave of absence"}},
	{value: string(process.ChangedDegree),
		also: []string{"ändrad grad", "ändrad sysselsättningsgrad", "ändring av tjänstgöringsgrad", "ändring av sysselsättningsgrad", "ny tjänstgöringsgrad", "ny sysselsättningsgrad",
			"minskad tjänstgöringsgrad", "ökad tjänstgöringsgrad", "ändrad arbetstid", "gå ner i tid", "gå ned i tid", "gå upp i tid"}, alone: []string{"deltid"}},
	{value: string(process.ChangedStart),
		also: []string{"nytt startdatum", "ändrad start", "ändring av startdatum", "ändring av start", "senarelagd start", "tidigarelagd start", "framflyttad start", "uppskjuten start", "flyttad start", "ny start"}},
	{value: string(process.EarlyEnd),
		also: []string{"avslut", "avslutad st", "avslutar", "avsluta st", "avbruten st", "avbryter", "avbrott", "förtida avslut", "slutar i förtid", "slutar", "uppsägning"}},
	{value: string(process.Withdrawal),
		also: []string{"återkallelse av ansökan", "återkallar", "återkalla", "återkallad", "återtar", "återtagande", "återtagen", "drar tillbaka", "dra tillbaka", "tillbakadragande", "avanmälan"}},
})

var employmentForms = prepared([]choice{
	{value: string(process.NotOffered),
		also:  []string{"ej erbjuden", "inte anställd", "ej anställd", "ännu inte anställd", "ännu ej anställd"},
		alone: []string{"ingen", "nej", "ingen anställning"}},
	{value: string(process.Promised), also: []string{"utlovad", "utlyst", "lovad", "erbjuden", "i princip anställd", "muntligt lovad", "muntligt löfte"}},
	{value: string(process.SignedST),
		also:  []string{"st-avtal", "st-kontrakt", "avtal påskrivet", "påskrivet avtal", "undertecknat st-avtal", "påskrivet st-avtal"},
		alone: []string{"st", "st-läkare", "st-anställning", "st-anställd", "anställd som st-läkare", "anställd st-läkare"}},
	{value: string(process.StartedST), also: []string{"börjat som st", "började som st", "startat st", "påbörjad st", "påbörjat st", "pågående st"}},
	{value: string(process.Locum), also: []string{"vikarie", "vikarierande"}, alone: []string{"vik", "locum"}},
	{also: []string{"vik underläkare", "vik ul", "vik leg läkare", "vik leg läk"}, of: []string{string(process.Locum), string(process.JuniorDoctor), string(process.LicensedDoctor)}},
	{value: string(process.JuniorDoctor), also: []string{"underläkartjänst"}, alone: []string{"ul", "junior doctor"}},
	{value: string(process.LicensedDoctor), also: []string{"legitimerad läkare", "leg läk"}, alone: []string{"leg"}},
	{value: string(process.SpecialistInPost), also: []string{"specialistläkare", "överläkare", "distriktsläkare"}},
})

// The values of R-102.
const (
	btNotNeeded = "Ej aktuell (AT)"
	btDone      = "Fristående klar"
	btUnderWay  = "Fristående pågår"
	btWithin    = "Integrerad"
)

var btValues = prepared([]choice{
	{value: btNotNeeded, also: []string{"ej aktuell", "ej aktuellt", "inte aktuellt", "inte aktuell", "behövs ej", "behövs inte"}, alone: []string{"nej, at", "nej, har at", "at", "gjort at", "har gjort at", "har at"}},
	{value: btDone, also: []string{"klar", "klart", "genomförd", "godkänd", "fullgjord", "avklarad", "bt-intyg finns", "intyg finns"}, alone: []string{"bt-intyg", "intyg"}},
	{value: btUnderWay, also: []string{"pågår", "pågående"}},
	{value: btWithin, also: []string{"integreras", "integrerat", "inom st", "ingår i st", "i st-tjänsten"}},
})

const rules2008 = "SOSFS 2008:17"

var regulations = prepared([]choice{
	{value: "SOSFS 2015:8", also: []string{"2015:8", "2015", "st2015", "st-15"}},
	{value: "HSLF-FS 2021:8", also: []string{"2021:8", "2021", "st2021", "st-21"}},
	{value: rules2008, also: []string{"2008:17", "2008", "st2008", "st-08"}, old: true}, // F4: ended, and said so by the rules
})

// Kinds of leave; a reason of health is nobody's to write in a form.
var leaveKinds = prepared([]choice{
	{value: "Föräldraledighet", also: []string{"föräldraledig", "barnledighet", "barnledig", "mammaledig", "pappaledig"}},
	{value: "Tjänstledighet", also: []string{"tjänstledig", "tjänstledighet"}},
	{value: "Studieledighet", also: []string{"studieledig", "studieuppehåll"}},
	{value: "Forskning", also: []string{"forskningsuppehåll", "doktorandstudier"}},
	{value: "Annat uppehåll", also: []string{"annat", "annan orsak", "övrigt"}},
})

// Words that say Ja or Nej of some questions only.
var (
	doneWords = prepared([]choice{
		{value: string(process.Yes), also: []string{"klar", "klart", "gjord", "gjort", "genomförd", "genomfört", "godkänd", "fullgjord", "avklarad", "avslutad", "har gjort"}},
		{value: string(process.No), also: []string{"ej gjord", "inte gjord", "ej gjort", "inte gjort", "ej klar", "inte klar", "saknar", "ej genomförd", "inte genomförd", "har ej", "har inte"}},
	})
	thereWords = prepared([]choice{
		{value: string(process.Yes), also: []string{"finns", "bifogas", "bifogad", "bifogat", "bifogade", "medföljer", "skickas med"}},
		{value: string(process.No), also: []string{"finns ej", "finns inte", "saknas", "bifogas ej", "bifogas inte", "ej bifogad", "ej bifogat", "inte bifogad", "skickas senare", "ej klar", "inte klar"}},
	})
	signedWords = prepared([]choice{
		{value: string(process.Yes), also: []string{"påskrivet", "påskriven", "underskrivet", "undertecknat", "undertecknad", "signerat", "finns"}},
		{value: string(process.No), also: []string{"ej påskrivet", "inte påskrivet", "ej undertecknat", "inte undertecknat", "ej underskrivet", "inte underskrivet", "saknas", "finns ej", "finns inte"}},
	})
	metWords = prepared([]choice{
		{value: string(process.Yes), also: []string{"uppfyllt", "uppfyllda", "uppfylls", "godkänt", "modersmål", "informerad", "har informerats"}, alone: []string{"c1", "c2"}},
		{value: string(process.No), also: []string{"ej uppfyllt", "inte uppfyllt", "ej uppfyllda", "ej informerad", "inte informerad"}},
	})
	trainedWords = prepared([]choice{
		{value: string(process.Yes), also: []string{"utbildad", "genomgången", "genomförd", "har gått", "specialist", "är specialist", "allmänmedicin"}},
		{value: string(process.No), also: []string{"ej utbildad", "inte utbildad", "ej genomgången", "ej specialist", "inte specialist", "har ej gått", "har inte gått"}},
	})
	protectedWords = prepared([]choice{
		{value: string(process.Yes), also: []string{"skyddad", "skyddade", "sekretess", "sekretessmarkerad", "sekretessmarkering"}},
		{value: string(process.No), also: []string{"ej skyddad", "inte skyddad", "ingen sekretess"}},
	})
)
