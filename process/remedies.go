package process

import (
	"fmt"
	"strings"
)

// Lines tell what would change where a case stands, in Swedish; command is what a
// reader writes to try each, before its settings: "stintag rank"; "" leaves the
// settings out, for who has no terminal.
func (r Remedies) Lines(command string) []string {
	var lines []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	if len(r.Found) > 0 {
		say("Vad som skulle ge ärendet plats, vart och ett för sig:")
	}
	for _, f := range r.Found {
		if command == "" {
			say("• %s.", Upper(f.Words()))
			continue
		}
		say("  %s. Prova: %s %s", Upper(f.Words()), command, f.Settings())
	}
	switch {
	case r.Why != "":
		say("Vad som skulle ändra det: %s", r.Why)
	case len(r.Found) == 0 && r.Stopped:
		say("Ingen ändring har hittats som ger ärendet plats. Sökningen avbröts efter %d bedömningar, och allt är inte prövat.", r.Judgements)
	case len(r.Found) == 0:
		say("Ingen ändring av ramar, platser, gränser, start eller kö har hittats som ger ärendet plats (%d bedömningar).", r.Judgements)
	case r.Stopped:
		say("Sökningen avbröts efter %d bedömningar, så det kan finnas fler sätt.", r.Judgements)
	}
	if len(r.Missing) > 0 {
		say("Före beslut behövs också: %s.", Listing(r.Missing))
	}
	return lines
}

// Words are a remedy's changes in one sentence, without its full stop.
func (r Remedy) Words() string {
	var words, gone []string
	for _, c := range r.Changes {
		if id, is := strings.CutPrefix(c.Key, "withdraw."); is {
			gone = append(gone, id)
			continue
		}
		words = append(words, c.Words)
	}
	if len(gone) > 0 {
		words = append(words, Listing(gone)+" återkallas")
	}
	return Listing(words)
}

// Settings are a remedy as a command line has it.
func (r Remedy) Settings() string {
	var words []string
	for _, c := range r.Changes {
		words = append(words, "--set "+Quoted(c.Key+"="+c.Value))
	}
	return strings.Join(words, " ")
}

// Quoted is a word as a shell takes it whole.
func Quoted(word string) string {
	if !strings.ContainsAny(word, " \t'\"\\$&()*;<>?[]`|~#!{}") {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
