package notify

import "stintag/process"

// moveWords are the words of a decision on a transfer: the doctor is employed
// already, and has financing, which the decision moves or leaves where it is.
type moveWords struct{ title, lead, action string }

const undecidedMove = "Inte avgjort än"

var moves = map[process.Verdict]moveWords{
	process.VerdictGrant: {
		"Beslut: byte av vårdcentral beviljas", "Vårdvalsfinansiering är beviljad {läkare}.",
		"Finansieringen följer med läkaren till den nya vårdcentralen. Meddela oss startdatumet.",
	},
	process.VerdictWait: {
		"Besked: bytet är inte avgjort än", "Bytet är inte avgjort än.", "Ni behöver inte göra något nu.",
	},
	process.VerdictDecline: {
		"Beslut: byte av vårdcentral avslås", "Bytet har inte beviljats.",
		"Läkarens ST och finansiering fortsätter som förut på den nuvarande vårdcentralen.",
	},
	process.VerdictClose: {
		"Beslut: ärendet avskrivs", "Anmälan om byte av vårdcentral {läkare} är avskriven.", "Ni behöver inte göra något.",
	},
	process.VerdictAnnul: {
		"Beslut: tidigare beslut upphävs", "Det tidigare beslutet {läkare} är upphävt och gäller inte längre.",
		"Vänta med bytet till ett nytt beslut, och hör av er om läkaren redan har bytt.",
	},
}

// grantedLeave is what the health centre is told that the doctor leaves.
var grantedLeave = moveWords{
	"Beslut: byte av vårdcentral beviljas", "Vårdvalsfinansieringen {läkare} följer med till den nya vårdcentralen.",
	"Ni behöver inte göra något nu; kom överens om dag med läkaren och den nya vårdcentralen.",
}

func move(d Decided) (moveWords, bool) {
	if d.Item.Kind != process.Transfer {
		return moveWords{}, false
	}
	if d.Decision.Verdict == process.VerdictGrant && d.Item.FromPresent {
		return grantedLeave, true
	}
	m, ok := moves[d.Decision.Verdict]
	return m, ok
}
