package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"time"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/samples"
	"stintag/samples/postoffice"
)

// What the demo says as it goes.

// mostTold is how much of a long list the story tells.
const mostTold = 20

// tellMails says what came from whom and what became of it.
func (d *demo) tellMails(ctx context.Context, o *office, s *state, j process.Judgement, mails []samples.Mail) error {
	all, err := o.ledger.AllMail(ctx)
	if err != nil {
		return err
	}
	taken, err := o.ledger.Taken(ctx)
	if err != nil {
		return err
	}
	if d.forms > 0 {
		d.say("%d brev, %d ärenden", len(all), len(s.cases))
		return nil
	}
	bySum := map[string]ledger.Mail{}
	for _, m := range all {
		bySum[m.SHA256] = m
	}
	for _, m := range mails {
		sum := sha256.Sum256(m.Raw)
		got := bySum[hex.EncodeToString(sum[:])]
		r, err := readingOf(got)
		if err != nil {
			return err
		}
		d.say("\n%s  %s\n    %s", m.Received.Format("02/1 15.04"), m.From, m.What)
		forms := taken[got.ID]
		d.say("    → %s: %s", o.folderOf(got.Place), whatBecame(got, r, forms))
		for _, x := range forms {
			if i := s.index(x.CaseID); i >= 0 {
				st, _ := j.Standing(x.CaseID)
				d.say("      %s %s: %s", x.CaseID, s.world.Cases[i].Application.Doctor, standingText(st))
			}
		}
	}
	return nil
}

func standingText(st process.Standing) string {
	text := string(st.Status)
	if st.Place > 0 {
		text += fmt.Sprintf(", plats %d, förslag: %s", st.Place, st.Proposal.Outcome)
	}
	for _, f := range st.Findings {
		if f.Level == process.Returned || f.Code == process.CodeEarlyEmployed {
			text += "\n        " + f.Text
		}
	}
	if st.Place == 0 && st.Proposal.Outcome != "" && len(st.Proposal.Reasons) > 0 {
		text += "\n        " + st.Proposal.Reasons[0]
	}
	return text
}

// tellRanking says who stands where and why.
func (d *demo) tellRanking(s *state, j process.Judgement) {
	var ranked []rankLine
	for _, l := range rankLines(s, j) {
		if l.Place > 0 {
			ranked = append(ranked, l)
		}
	}
	d.say("\nIntresselistan, %d läkare (regelverk %s):", len(ranked), s.world.Policy.Label())
	printRank(d.out, ranked[:min(len(ranked), mostTold)])
	if len(ranked) > mostTold {
		d.say("… och %d till", len(ranked)-mostTold)
	}
	for _, l := range ranked {
		if l.Proposal != string(process.Grant) && l.Place > 1 {
			d.waits = l.Case
			d.say("Att %s inte föreslås beviljas beror på: %s", l.Case, strings.Join(l.Reasons, " "))
			break
		}
	}
}

// tellLetters says which letters went out.
func (d *demo) tellLetters(letters []postoffice.Letter) {
	byKind := map[string]int{}
	for _, l := range letters {
		byKind[header(l.Raw, "X-Stintag-Kind")]++
	}
	d.say("\n%d brev skickades:", len(letters))
	for _, kinds := range sortedKeys(byKind) {
		d.say("  %2d  %s", byKind[kinds], letterKinds(strings.Split(kinds, ",")))
	}
}

func (d *demo) tellFigures(j process.Judgement, b *batch) {
	f := j.Figures
	goal := "inget mål för året"
	if f.Goal > 0 {
		goal = fmt.Sprintf("mål %d", f.Goal)
	}
	d.say("\nNuläget %s: %d beviljade i år, %d på intresselistan, %s, nu %d, prognos vid årets slut %d", f.Day, f.GrantedYear, f.Waiting, goal, f.InTraining, f.YearEnd)
	d.say("  (%d i dag − %d som slutar + %d beviljade som börjar + %d på listan som kan börja i år)", f.InTraining, f.Leaving, f.Starting, f.WaitingStarts)
	for _, m := range j.Money {
		if m.Decided {
			d.say("  Ram %d: %s, intecknat %s, fritt %s, plats för %d ST till", m.Year, kronor(m.Frame), kronor(m.Committed), kronor(m.Free), m.Fits)
		}
	}
	d.say("  %d saker behöver en människa, se bladet Att göra\n", len(j.Todo))
}

// ending says what is worth opening.
func (d *demo) ending() error {
	letters, err := filepath.Glob(filepath.Join(d.dir, "mail", "*.eml"))
	if err != nil {
		return err
	}
	example := map[string]string{}
	for _, f := range letters {
		raw, err := os.ReadFile(f)
		if err != nil {
			return fmt.Errorf("open letter: %w", err)
		}
		kind := header(raw, "X-Stintag-Kind")
		if example[kind] == "" {
			example[kind] = f
		}
	}
	d.say("── Värt att öppna")
	wide := len(filepath.Join(d.dir, "master.xlsx"))
	d.say("  %s   huvudfilen: börja med Översikt, Ärenden och Att göra", filepath.Join(d.dir, "master.xlsx"))
	d.say("  %-*s   blanketten som vårdcentralerna fyller i", wide, filepath.Join(d.dir, "form.xlsx"))
	d.say("  %-*s   %d brev, bland dem:", wide, filepath.Join(d.dir, "mail"), len(letters))
	for _, kind := range sortedKeys(example) {
		d.say("    %-20s %s", kind, example[kind])
	}
	d.say("\nOch sedan:")
	d.say("  %s -c %s --now %s rank", cmp.Or(d.called, "stintag"), process.Quoted(filepath.Join(d.dir, "stintag.toml")), d.region.SecondEvening.Format(time.RFC3339))
	d.say("  %s -c %s --now %s explain %s", cmp.Or(d.called, "stintag"), process.Quoted(filepath.Join(d.dir, "stintag.toml")), d.region.SecondEvening.Format(time.RFC3339), d.waits)
	return nil
}

// header gives one header field of a letter; "" where it has none.
func header(raw []byte, name string) string {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return ""
	}
	return m.Header.Get(name)
}
