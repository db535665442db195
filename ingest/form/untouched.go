package form

import "strings"

// placeholders are the words of a box that nobody has touched.
var placeholders = map[string]bool{
	"ååååmmdd": true, "ååmmdd": true, "yyyymmdd": true, "ååååmmddxxxx": true, "ååååmmddnnnn": true, "ååmmddxxxx": true,
	"välj": true, "väljilistan": true, "väljalternativ": true, "väljettalternativ": true, "fylliförnamnochefternamn": true,
	"klickahär": true, "fyllihär": true, "skrivhär": true, "janej": true, "yesno": true, "datumååååmmdd": true, "ange": true, "angedatum": true,
}

func placeholder(s string) bool { return read(s).blank }

// saysBlank says whether a text, with its folded and squeezed words, leaves a box
// untouched; placeholder says that the words are those of such a box.
func saysBlank(s, folded, key string, placeholder bool) bool {
	if key != "" && !placeholder && !prompts(folded) {
		return false
	}
	if strings.ContainsAny(s, "☐☒☑✓✔■●◼🗹🗷🗵⊠⦿◉") || strings.ContainsAny(s, "[(") && squareTick.MatchString(s) {
		return false
	}
	return key != "" || strings.IndexFunc(unbracketed(clean(s)), meaningful) < 0
}

// prompts says whether the text asks for a value (välj ja eller nej, ange datum) or
// shows one (t.ex. 2016-01-01, ex 80 %): short, and of figures where it shows.
func prompts(folded string) bool {
	const longestPrompt, longestShown = 40, 16
	switch {
	case folded == "", len(folded) > longestPrompt, strings.IndexByte("vatex-<.", folded[0]) < 0 && folded[0] < 0x80:
		return false
	case strings.HasPrefix(strings.TrimLeft(folded, "-–<. "), "välj "), strings.HasPrefix(folded, "ange "):
		return strings.Count(folded, " ") <= 3
	}
	for _, begin := range []string{"t.ex. ", "t.ex ", "t ex ", "ex. ", "ex ", "exempel "} {
		if shown, ok := strings.CutPrefix(folded, begin); ok {
			return len(shown) <= longestShown && hasDigit(shown)
		}
	}
	return false
}

// meaningful runes make a text of signs alone a value: "-" says "none".
func meaningful(r rune) bool { return strings.ContainsRune("-–—?+☒☐☑✓✔✗✘×", r) }
