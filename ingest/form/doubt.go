package form

import (
	"slices"
	"strings"
	"unicode"

	"stintag/process"
)

// notYet are the words after an answer that take it back: what is done soon, or may
// be, is not done.
var notYet = []string{"snart", "nästan", "kanske", "eventuellt", "ev", "troligen", "förmodligen", "delvis", "planeras", "planerad", "planerat", "beräknas", "väntas", "förväntas",
	"tveksamt", "osäkert", "oklart"}

// abroad are the words that make an AT one of another country; each is the beginning
// of a word.
var abroad = []string{"utländsk", "utomland", "utland", "utrike", "norsk", "norge", "dansk", "danmark", "finsk", "finland", "isländsk", "island", "turnus", "tysk", "polsk", "polen"}

// unsure says whether what stands after an answer takes it back, so that nobody can
// know which is meant: "Ja, men inte som ST", "snart klar", and of AT "Ja, norsk".
// Words that make Nej a Nej once more say nothing else ("Nej, inte än").
func unsure(f process.Field, a process.Answer, rest string) bool {
	if a != process.Yes || rest == "" {
		return false
	}
	for _, w := range wordsOf(strings.ToLower(rest)) {
		switch {
		case slices.Contains(denials, w), slices.Contains(notYet, w):
			return true
		case f == process.FieldSwedishAT && slices.ContainsFunc(abroad, func(begin string) bool { return strings.HasPrefix(w, begin) }):
			return true
		case f == process.FieldSupervisorSpecialist && w == "i" && elsewhere(rest):
			return true
		}
	}
	return false
}

// elsewhere says whether a text names a specialty that is not general practice:
// "specialist i geriatrik".
func elsewhere(text string) bool {
	low := strings.ToLower(text)
	return !strings.Contains(low, "allm") && !strings.Contains(low, "familjemed")
}

// saysNoMore are the words that say no more than the answer or the number before them.
var saysNoMore = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields("se bilaga bilagan bilagor bifogas bifogat bifogad bif intyg intyget enl enligt ovan nedan tack absolut självklart givetvis än ännu inte ej men ja nej har är den det " +
		"st stycken styck läkare personer person fast fasta specialister specialist distriktsläkare allmänspecialister allmänläkare i allmänmedicin dag idag nu just totalt sammanlagt på vårdcentralen vc hos oss " +
		"at st-läkare heltid heltider tjänster heltidstjänst heltidstjänster or x c1 c2 svenska modersmål gjord gjort klar klart genomförd genomfört genomgången avslutad avslutat godkänd godkänt listade listad patienter invånare mån månad månader m ca cirka procent percent pct proc tjänst tjänstgöring av heltid helt") {
		all[w] = true
	}
	return all
}()

// more says whether words stand there that say something more than what was read.
func more(rest string) bool {
	words := strings.FieldsFunc(strings.ToLower(rest), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
	return slices.ContainsFunc(words, func(w string) bool { return !saysNoMore[strings.Trim(w, "-")] })
}
