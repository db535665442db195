package notify

import (
	"time"

	"stintag/process"
)

// Counts are the mails of a run or a day: in equals out.
type Counts struct {
	Found      int // in the mailbox or the imported files
	New        int // of them not seen before
	Handled    int
	Unreadable int
	Quarantine int
	Human      int
	Left       int // of New: their answers could not be written, and the next run tries again
}

// Ends is the sum of the four places.
func (c Counts) Ends() int { return c.Handled + c.Unreadable + c.Quarantine + c.Human }

// LetterCounts are letters by what became of them: Written equals the rest.
type LetterCounts struct{ Written, Sent, Owed, Failed, Unknown, Dropped int }

// Ends is the sum of what became of them.
func (c LetterCounts) Ends() int { return c.Sent + c.Owed + c.Failed + c.Unknown + c.Dropped }

// Report is what the Dagsrapport tells.
type Report struct {
	Identity                                                string
	To                                                      string
	Day                                                     time.Time
	Since                                                   time.Time               // the last Dagsrapport; zero: this is the first
	Counts                                                  Counts                  // since
	Forms                                                   map[process.Matched]int // the forms of those mails, by what they were
	World                                                   process.World
	Judgement                                               process.Judgement
	Mails                                                   []MailLine     // what came and what became of it
	Letters                                                 LetterCounts   // those written since
	LettersSent, LettersOwed, LettersFailed, LettersUnknown int            // sent since; the others of all letters
	Lost                                                    []LostLetter   // those that failed, and those of unknown fate
	EarlyEmployed                                           map[string]int // health centre name -> how many this year
	EarlyNew                                                map[string]int // of them, whose manager was reminded since
	Master                                                  string         // "" where it was written; else why it was not, in Swedish
	Faults                                                  []string       // faulty register rows, in Swedish
	Forecast                                                process.Forecast
	Runs                                                    Runs
	Waits                                                   []Wait // what has waited longest, of each sort
	// Checkpoint is the signed head of the audit log, some lines that must stand in the
	// mail as they are; "" where there is none.
	Checkpoint string
}

// MailLine is one mail in the Dagsrapport. It holds no names (D24 and mail is open).
type MailLine struct {
	ID    int64
	When  time.Time
	From  string // health centre or "okänd avsändare"
	Place string // handled, unreadable, quarantine, human
	What  string // Swedish: what became of it
	Cases []string
	Told  bool // a row of Att göra is about its sender
	// Unanswered: its sender has had as many answers as an address gets.
	Unanswered bool
}

// LostLetter is a letter that did not arrive, or may not have.
type LostLetter struct {
	Number  int64
	Kinds   []Kind
	Cases   []string
	To      string // Swedish: the health centre, or whose it is; never the address
	Written time.Time
	Unknown bool // handed over, and the answer lost
}

// Runs are the runs since the last Dagsrapport, with this one.
type Runs struct {
	Count, Broken int // Broken of them came to no end
	Longest       time.Duration
	LongestBegan  time.Time
	Gaps          []Gap
	// Deaf is since when the mailbox could not be reached, in DeafRuns runs without a
	// break; zero: it could.
	Deaf     time.Time
	DeafRuns int
	// Usual are how many mails came in the same hours of each of the last weeks, where
	// none came in these and that is odd.
	Usual []int
}

// Gap is a time in which the schedule asks for runs and none was made.
type Gap struct {
	From, To time.Time
	Missed   int
}

// Wait is what has waited longest of a sort.
type Wait struct {
	What  string // Swedish
	Since time.Time
}
