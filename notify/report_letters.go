package notify

import (
	"fmt"
	"strings"

	"stintag/process"
)

type lostView struct{ Letter, What, To, Written string }

// mostLost letters are listed; the command outbox has them all.
const mostLost = 12

// lostRows are the letters that failed, oldest first, with what to do about them.
func lostRows(all []LostLetter) (rows []lostView, more, do string) {
	for n, l := range all {
		if n == mostLost {
			more = fmt.Sprintf("Ytterligare %d visas av stintag outbox.", len(all)-n)
			break
		}
		what := process.Upper(KindNames(l.Kinds))
		if len(l.Cases) > 0 {
			what += " " + strings.Join(l.Cases, ", ")
		}
		if l.Unknown {
			what += " (okänt öde)"
		}
		rows = append(rows, lostView{fmt.Sprint(l.Number), what, safe(l.To), clock(l.Written)})
	}
	if len(rows) > 0 {
		do = fmt.Sprintf("Rätta adressen i bladet Vårdcentraler om det är den som är fel, eller ring vårdcentralen. Den som sköter programmet ser varför ett brev inte kom fram (stintag outbox show %d), skickar det igen (retry) eller lägger ned det (drop).", all[0].Number)
	}
	return rows, more, do
}

// letterSums prove that no letter is lost: every one that was written is somewhere.
func letterSums(c LetterCounts) string {
	s := fmt.Sprintf("skickade %d + väntar %d + misslyckade %d + okänt öde %d + nedlagda %d = %d",
		c.Sent, c.Owed, c.Failed, c.Unknown, c.Dropped, c.Ends())
	return s + agrees(c.Written-c.Ends())
}

// agrees ends a sum; off is how much is missing.
func agrees(off int) string {
	switch {
	case off > 0:
		return fmt.Sprintf(", stämmer inte: %d saknas", off)
	case off < 0:
		return fmt.Sprintf(", stämmer inte: %d för mycket", -off)
	}
	return ", stämmer"
}

// olderWords tell of the letters written before the last report what is worth a word.
func olderWords(r Report) string {
	sent, owed, failed, unknown := r.LettersSent-r.Letters.Sent, r.LettersOwed-r.Letters.Owed, r.LettersFailed-r.Letters.Failed, r.LettersUnknown-r.Letters.Unknown
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{{sent, "skickat nu", "skickade nu"}, {owed, "väntar", "väntar"}, {failed, "misslyckat", "misslyckade"}, {unknown, "med okänt öde", "med okänt öde"}} {
		if p.n > 0 {
			parts = append(parts, count(p.n, p.one, p.many))
		}
	}
	return strings.Join(parts, ", ")
}
