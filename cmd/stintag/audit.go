package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"stintag/ingest/mime"
	"stintag/process/ledger"
)

func newAudit(g *globals) *cobra.Command {
	c := &cobra.Command{
		Use:   "audit verify|show CASE|key|accept",
		Short: "The record of what happened: proves that it is whole, and tells a case's story",
		Long: `Everything that changes leaves a row in the audit, in the transaction that changes
it: mail, cases, forms, corrections, decisions, letters, masters. The rows are a
transparency log (hashes as in RFC 6962), and each Dagsrapport ends with a signed
checkpoint of it. Whoever kept one mail can prove that nothing before it was changed.

  stintag audit verify
  stintag audit verify --checkpoint Dagsrapport.eml
  stintag audit show IA-2024-0007
  stintag audit key
  stintag audit accept --why "the disk was replaced"`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return usageError{fmt.Errorf("say what to do with the audit\n\n%s", c.UsageString())}
		},
	}
	c.AddCommand(newAuditVerify(g), newAuditShow(g), newAuditKey(g), newAuditAccept(g))
	for _, sub := range c.Commands() {
		sub.Long += "\n" + exitHelp
		sub.Args = usageArgs(sub)
	}
	return c
}

func newAuditVerify(g *globals) *cobra.Command {
	var checkpoints []string
	var key string
	c := &cobra.Command{
		Use:   "verify",
		Short: "Holds every row to its hash, the ledger to the rows, and all to a checkpoint",
		Long: `Hashes every row of the audit anew and holds it to the stored hashes; holds cases,
forms, people's input, decisions, letters, mails and registers to what the rows
commit to; and proves that today's log begins with the rows a checkpoint was signed
over. A checkpoint is four lines at the end of a Dagsrapport: give the mail (.eml), or
a file that the lines were copied to. It changes nothing, and can be asked at any time.

  stintag audit verify
  stintag audit verify --checkpoint Dagsrapport.eml
  stintag audit verify --checkpoint juni.txt --key "stintag/region+1a2b3c4d+A…"

Status 1: it is not whole, and each fault is told. Status 3: what was found has been
accepted (stintag audit accept), and each fault is told all the same.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return g.verifyAudit(c, checkpoints, key) },
	}
	c.Flags().StringArrayVar(&checkpoints, "checkpoint", nil, "a checkpoint that the log must extend: a Dagsrapport as .eml, or a text file; may be repeated")
	c.Flags().StringVar(&key, "key", "", "the verifier key of the handover paper, where key_file is not to be trusted")
	return c
}

func newAuditKey(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "key",
		Short: "The key that checkpoints are verified with, for the handover paper",
		Long: `Prints the verifier key. It is no secret: keep it on paper, away from this machine.

  stintag audit key`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o, err := g.open()
			if err != nil {
				return err
			}
			n, err := o.notary()
			if err != nil {
				return err
			}
			key, err := n.Key()
			if err != nil {
				return err
			}
			if g.json {
				return printJSON(o.out, map[string]string{"key": key})
			}
			fmt.Fprintln(o.out, key)
			return nil
		},
	}
}

// notary signs the office's checkpoints.
func (o *office) notary() (*ledger.Notary, error) { return ledger.NewNotary(o.key, o.cfg.Region) }

// errTampered ends verify on an audit that is not whole; what it is was printed.
var errTampered = errors.New("the audit is not whole")

// verdict is what verify prints as JSON.
type verdict struct {
	Whole       bool         `json:"whole"`
	Rows        int64        `json:"rows"`
	Root        string       `json:"root"`
	Seals       int          `json:"commitments"`
	Erased      int          `json:"erased"`
	Checkpoints []string     `json:"checkpoints"`
	Faults      []string     `json:"faults"`
	More        int          `json:"more_faults,omitempty"`
	Accepted    []acceptance `json:"accepted,omitempty"`
	Still       []string     `json:"accepted_and_still_found,omitempty"`
	StillMore   int          `json:"more_still_found,omitempty"`
}

func (g *globals) verifyAudit(c *cobra.Command, files []string, key string) (err error) {
	o, err := g.open()
	if err != nil {
		return err
	}
	n, err := o.notary()
	if key != "" {
		if n, err = ledger.NewVerifier(key); err != nil {
			return usageError{err}
		}
	}
	if err != nil {
		return err
	}
	given, faults, err := checkpointsIn(n, files)
	if err != nil {
		return err
	}
	if err := o.viewStores(c.Context()); err != nil {
		return errors.Join(err, o.close())
	}
	defer func() { err = errors.Join(err, o.close()) }()
	found, err := o.ledger.Verify(c.Context(), given...)
	if err != nil {
		return err
	}
	v := o.verdictOf(found, given, faults)
	if g.json {
		err = printJSON(o.out, v)
	} else {
		v.print(o.out)
	}
	switch {
	case err != nil || v.Whole:
		return err
	case len(v.Faults) > 0:
		return errTampered
	}
	return errPerson
}

func (o *office) verdictOf(found ledger.Verified, given []ledger.Checkpoint, faults []string) verdict {
	v := verdict{Rows: found.Size, Root: fmt.Sprintf("%x", found.Root), Seals: found.Seals, Erased: found.Erased,
		Checkpoints: []string{}, Faults: append(faults, found.Faults...), More: found.More, Still: found.Known, StillMore: found.KnownToo}
	for _, a := range found.Accepted {
		v.Accepted = append(v.Accepted, o.acceptance(a))
	}
	for _, x := range given {
		v.Checkpoints = append(v.Checkpoints, fmt.Sprintf("%s, %d rows", x.Origin, x.Size))
	}
	v.Whole = found.Whole() && len(faults) == 0
	return v
}

func (v verdict) print(out io.Writer) {
	v.printAccepted(out)
	printFaults(out, "fault", v.Faults, v.More)
	whole := "whole"
	switch n := len(v.Accepted); {
	case len(v.Faults) > 0:
		fmt.Fprintf(out, "The audit is NOT whole: %d rows.\n", v.Rows)
		return
	case n > 0:
		whole = fmt.Sprintf("whole from row %d on; the rows before it are as they were accepted on %s", v.Accepted[n-1].Row, v.Accepted[n-1].On)
	}
	fmt.Fprintf(out, "The audit is %s: %d rows, and %d commitments to what stands in the ledger", whole, v.Rows, v.Seals)
	if v.Erased > 0 {
		fmt.Fprintf(out, "; %d are of what has been erased", v.Erased)
	}
	fmt.Fprintln(out, ".")
	for _, c := range v.Checkpoints {
		fmt.Fprintf(out, "It extends the checkpoint of %s.\n", c)
	}
	if len(v.Checkpoints) == 0 {
		fmt.Fprintln(out, "That it was not written anew as a whole, only a kept checkpoint proves: --checkpoint FILE.")
	}
}

// checkpointsIn reads the checkpoints that stand in files. One that is not to be
// believed is a fault; a file that cannot be read, or holds none, is the caller's.
func checkpointsIn(n *ledger.Notary, files []string) (all []ledger.Checkpoint, faults []string, err error) {
	faults = []string{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, usageError{err}
		}
		found, err := n.Checkpoints(textIn(raw))
		switch {
		case errors.Is(err, ledger.ErrNoCheckpoint):
			return nil, nil, usageError{fmt.Errorf("%s: %w", file, err)}
		case err != nil:
			faults = append(faults, fmt.Sprintf("%s: %v", file, err))
		}
		all = append(all, found...)
	}
	return all, faults, nil
}

// textIn is the text for people of what a mail was saved as: the mail, with those
// forwarded in it, its page, plain text. Lines that begin like a mail's are not one.
// Outlook's own .msg and a text saved as Unicode hold every character with a zero byte.
func textIn(raw []byte) string {
	page := bytes.Contains(bytes.ToLower(raw[:min(len(raw), 1024)]), []byte("<html"))
	switch {
	case looksLikeMail(raw):
	case page:
		raw = append([]byte("Content-Type: text/html; charset=utf-8\r\n\r\n"), raw...)
	default:
		return string(bytes.ReplaceAll(raw, []byte{0}, nil))
	}
	said, err := mime.Said(raw)
	if text := strings.Join(said, "\n"); err == nil && strings.TrimSpace(text) != "" {
		return text
	}
	return string(raw)
}
