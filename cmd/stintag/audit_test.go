package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"stintag/process/workbook"
)

// dagsrapport DIR FILE copies the newest Dagsrapport that was sent.
func copyReport(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: dagsrapport DIR FILE")
	}
	mails, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "mail", "*.eml"))
	ts.Check(err)
	var newest []byte
	date := ""
	for _, m := range mails {
		raw, err := os.ReadFile(m)
		ts.Check(err)
		// The evenings of a script are of one month: their dates sort as texts do.
		if d := header(raw, "Date"); header(raw, "X-Stintag-Kind") == "summary" && d[strings.Index(d, ",")+1:] > date {
			newest, date = raw, d[strings.Index(d, ",")+1:]
		}
	}
	if newest == nil {
		ts.Fatalf("no Dagsrapport was sent")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), newest, 0o600))
}

// correct DIR CASE HEADING VALUE writes over a cell of Ärenden, as a person would.
func correctIn(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: correct DIR CASE HEADING VALUE")
	}
	rewriteMaster(ts, args[0], func(raw []byte) ([]byte, error) {
		book, err := workbook.Read(raw, workbook.MasterLimits)
		if err != nil {
			return nil, err
		}
		s, _ := book.Sheet("Ärenden")
		c := workbook.Change{Sheet: "Ärenden", Value: workbook.Cell{Kind: workbook.Text, Text: args[3]}}
		for _, r := range s.Rows {
			for _, x := range r.Cells {
				switch {
				case x.Text == args[2] && r.Number == 1:
					c.Col = x.Col
				case x.Text == args[1]:
					c.Row = r.Number
				}
			}
		}
		return workbook.Patch(raw, []workbook.Change{c})
	})
}

// tamper DIR SQL changes the ledger by another hand than the program's.
func tamperWith(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: tamper DIR SQL")
	}
	db, err := sql.Open("sqlite", filepath.Join(ts.MkAbs(args[0]), "ledger.db"))
	ts.Check(err)
	_, err = db.Exec(args[1])
	ts.Check(err)
	ts.Check(db.Close())
}
