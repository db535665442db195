package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"stintag/process/ledger"
)

// letterLine is a letter as operators see it.
type letterLine struct {
	Number    int64    `json:"number"`
	State     string   `json:"state"`
	Kinds     []string `json:"kinds"`
	Cases     []string `json:"cases"`
	Domain    string   `json:"domain"`
	Recipient string   `json:"recipient,omitempty"`
	MessageID string   `json:"message_id"`
	Owed      string   `json:"owed"`
	Next      string   `json:"next,omitempty"`
	Sent      string   `json:"sent,omitempty"`
	Attempts  int      `json:"attempts"`
	Code      int      `json:"code,omitempty"`
	Detail    string   `json:"detail,omitempty"`
	Raw       string   `json:"raw,omitempty"`
}

// letterLine tells a letter; whole, with its address, the server's words, which may
// quote it, and its bytes.
func (o *office) letterLine(l ledger.Letter, whole bool) letterLine {
	when := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return nowIn(t.In(o.clock().Location()))
	}
	x := letterLine{Number: l.ID, State: string(l.State), Kinds: l.Kinds, Cases: append([]string{}, l.Cases...), MessageID: l.MessageID,
		Domain: l.Recipient[strings.LastIndexByte(l.Recipient, '@')+1:], Owed: when(l.Owed), Sent: when(l.Sent), Attempts: l.Attempts, Code: l.Code}
	if l.State == ledger.Retry {
		x.Next = when(l.Next)
	}
	if l.Suppressed && (l.State == ledger.Owed || l.State == ledger.Retry) {
		x.State = "owed, address takes no mail"
	}
	if whole {
		x.Recipient, x.Detail, x.Raw = l.Recipient, l.Detail, string(l.MIME)
	}
	return x
}

func (g *globals) listOutbox(c *cobra.Command, all bool) (err error) {
	o, err := g.open()
	if err != nil {
		return err
	}
	var lines []letterLine
	if _, err := os.Stat(o.cfg.path(o.cfg.Ledger)); err == nil {
		if err := o.viewStores(c.Context()); err != nil {
			return errors.Join(err, o.close())
		}
		defer func() { err = errors.Join(err, o.close()) }()
		letters, err := o.ledger.Letters(c.Context())
		if err != nil {
			return err
		}
		for _, l := range letters {
			if all || l.State != ledger.Sent && l.State != ledger.Dropped {
				lines = append(lines, o.letterLine(l, false))
			}
		}
	}
	if g.json {
		return printJSON(o.out, append([]letterLine{}, lines...))
	}
	printOutbox(o.out, lines)
	return nil
}

func printOutbox(out io.Writer, lines []letterLine) {
	if len(lines) == 0 {
		fmt.Fprintln(out, "no letter waits")
		return
	}
	t := table.NewWriter()
	t.SetOutputMirror(out)
	t.SetStyle(table.StyleLight)
	t.AppendHeader(table.Row{"number", "state", "kinds", "cases", "domain", "owed", "tried", "answer"})
	for _, l := range lines {
		state := l.State
		if l.Next != "" {
			state += " " + l.Next
		}
		answer := ""
		if l.Code != 0 {
			answer = strconv.Itoa(l.Code)
		}
		t.AppendRow(table.Row{l.Number, state, strings.Join(l.Kinds, ", "), strings.Join(l.Cases, ", "), l.Domain, l.Owed, l.Attempts, answer})
	}
	t.Render()
}

func (o *office) showLetter(l ledger.Letter) {
	x := o.letterLine(l, true)
	for _, p := range [][2]string{
		{"number", strconv.FormatInt(x.Number, 10)}, {"state", x.State}, {"to", x.Recipient}, {"Message-ID", x.MessageID}, {"about", l.Identity},
		{"owed", x.Owed}, {"tried", strconv.Itoa(x.Attempts)}, {"next", x.Next}, {"sent", x.Sent},
		{"answer", strings.TrimSpace(strings.TrimPrefix(strconv.Itoa(x.Code), "0") + " " + x.Detail)},
	} {
		if p[1] != "" {
			fmt.Fprintf(o.out, "%-11s %s\n", p[0]+":", p[1])
		}
	}
	fmt.Fprintf(o.out, "\n%s", x.Raw)
}
