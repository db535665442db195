package main

import (
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// pitfall is one of the ways in which programs that read and write mail were seen to
// lose it, repeat it or hang: what it is, and which tests show that this one does not.
type pitfall struct {
	number int
	words  string
	tests  string // package.Test, blanks between
	why    string // where no test can show it, or what it is that the tests do not
}

var pitfalls = []pitfall{
	{1, "the IMAP library's own move deletes what it has not copied", "ingest/mailbox.TestInMemory ingest/mailbox.TestMoveThatIsRefusedLosesNothing ingest/mailbox.TestWithoutMOVEAMissingFolderLosesNothing", ""},
	{2, "EXPUNGE takes what other people have marked deleted", "ingest/mailbox.TestInMemory ingest/mailbox.TestAgainstDovecot", ""},
	{3, "a silent server is waited for without end", "ingest/mailbox.TestSilentServerEndsWithTheContext ingest/mailbox.TestASlowLineIsNoSilentServer cmd/stintag.TestWhateverALineDoesOneCalmRunMends", ""},
	{4, "a connection closed in the middle of a body waits for ever", "ingest/mailbox.TestFetchStopsAtTheCallersError cmd/stintag.TestABrokenLineLeavesNoGoroutine", ""},
	{5, "an untagged response that the library does not know", "ingest/mailbox.TestServersThatAnswerOddly cmd/stintag.TestWhateverALineDoesOneCalmRunMends", "it ends the connection; the next run carries on"},
	{6, "a body said to be of 9 GB", "ingest/mailbox.TestServersThatAnswerOddly cmd/stintag.TestWhateverALineDoesOneCalmRunMends", ""},
	{7, "a number that FETCH or MOVE passes over with an OK", "ingest/mailbox.TestInMemory ingest/mailbox.TestServersThatAnswerOddly ingest/mailbox.TestAgainstDovecot", ""},
	{8, "n:* gives the last message though it is below n", "cmd/stintag.TestEveryMailComesToItsFolder", "no command of ours names a range that begins above 1: the whole list is compared with the ledger"},
	{9, "UIDVALIDITY changes, or stays while the numbers mean other mails", "cmd/stintag.TestARebuiltMailboxIsTakenOnce process/ledger.TestAMessageIsTheMailItWas ingest/mailbox.TestAgainstDovecotRebuilt", ""},
	{10, "a number is stale when it is acted on", "cmd/stintag.TestAStaleNumberMovesNoOtherMail", ""},
	{11, "a mail that a person has read is passed over", "cmd/stintag.TestEveryMailComesToItsFolder cmd/stintag.TestMailOfAnyAgeIsTaken", ""},
	{12, "a person moves a mail while the run works", "cmd/stintag.TestAMailTakenByAPersonStaysTheirs cmd/stintag.TestAMailPutBackByAPersonIsJudgedAgain cmd/stintag.TestAHealedMailLeavesTheQuarantine", ""},
	{13, "Exchange's placeholder for a mail that it cannot give", "ingest/mailbox.TestExchangePlaceholderIsMissing", ""},
	{14, "a server that throttles", "ingest/mailbox.TestThrottlingIsToldAtEveryCommand cmd/stintag.TestAThrottledMailboxIsLeftAloneForAsLongAsItAsks cmd/stintag.TestAServerThatAsksForDaysIsAskedAgain", ""},
	{15, "a token or a secret that expires", "cmd/stintag.TestATokenThatEndsMidwayIsRenewed cmd/stintag.TestTokenIsKeptAndRenewed cmd/stintag.TestEachTokenFaultHasItsOwnWords", ""},
	{16, "authenticated but not connected", "ingest/mailbox.TestRefusalsHaveTheirOwnWords cmd/stintag.TestCheckTellsWaysInApart", ""},
	{17, "a poison mail blocks the others, or comes back for ever", "cmd/stintag.TestAPoisonMailIsSetAsideAndHoldsUpNoOther ingest/mime.TestHostileMailIsBounded", ""},
	{18, "a mail is marked as done though it failed", "cmd/stintag.TestADiskFullWhileSpoolingLosesNothing cmd/stintag.TestWhateverALineDoesOneCalmRunMends cmd/stintag.TestKilledAtAnyPointAndStartedAgain", ""},
	{19, "the disk fills up while mail is spooled", "ingest/spool.TestPutThatFailsLeavesNothing cmd/stintag.TestADiskFullWhileSpoolingLosesNothing", ""},
	{20, "two runs at once", "process/ledger.TestOneRunnerHoldsTheLock cmd/stintag.TestTheDaemonAsAProcess", ""},
	{21, "the program was away for days", "cmd/stintag.TestOneRunMakesUpForDowntime cmd/stintag.TestMailOfAnyAgeIsTaken", ""},
	{22, "the same form in two mails, two forms in one, a form in a zip", "cmd/stintag.TestResubmissionsKeepTheirCaseAndContactDate cmd/stintag.TestTwoFormsForOneDoctorInOneMail ingest/mime.TestNamesInZips ingest/mime.TestCorpusFormsAreForms", ""},
	{23, "parts within parts, parts without end, a header of 3 MB", "ingest/mime.TestHostileMailIsBounded ingest/mime.TestGuardsAroundGuards", ""},
	{24, "base64 that is cut off is damaged, not empty", "ingest/mime.TestCutOffMailIsDamagedNotEmpty ingest/mime.TestCutMailNeverLooksWhole", ""},
	{25, "file names in latin-1, in pieces, with a path, or none", "ingest/mime.TestAwkwardAttachments", ""},
	{26, "attachments that stand in the text", "ingest/mime.TestAwkwardAttachments ingest/mime.TestMailThatIsOnlyAWorkbook", ""},
	{27, "winmail.dat, smime.p7m, forwarded mail, .xls, a password", "ingest/mime.TestWinmailIsUnpacked ingest/mime.TestSignedContentComesOutWhole ingest/mime.TestForwardedFormsAreFoundThreeDeep ingest/mime.TestLockedFilesBesideForms ingest/mime.TestCorpus", ""},
	{28, "a gateway's banner in the middle of a header", "ingest/mime.TestBannerInTheMailsOwnHeader ingest/mime.TestAwkwardAttachments", ""},
	{29, "a text attachment rewritten by the parser", "ingest/mime.TestTextAttachmentsAreNotRewritten", ""},
	{30, "two From, groups of addresses, Reply-To", "ingest/mime.TestFrom ingest/mime.TestEveryFromHeaderCounts cmd/stintag.TestNoAnswerFollowsAReplyTo", ""},
	{31, "Authentication-Results that are forged, injected, or without a name", "ingest/trust.TestProveByABordersName ingest/trust.TestProveByExchangeOnline ingest/trust.FuzzASenderCannotWriteItsOwnProof", ""},
	{32, "own mail that comes home, out-of-office, bounces, lists", "ingest/trust.TestClassify ingest/trust.TestBounceTellsWhichLetterAndWhetherItFailed cmd/stintag.TestTheBreakerStopsTheSending cmd/stintag.TestAnswersToMailWithoutAFormAreCapped", ""},
	{33, "421 in the middle, 432, 550 for 451, a line lost after DATA, RSET that fails after the yes", "notify/smtp.TestVerdicts notify/smtp.TestBusyServerMidWay notify/smtp.TestDropInTheBodyIsNeverTakenForAccepted notify/smtp.TestTrouble250LaterIsStillAccepted cmd/stintag.TestWhateverALineDoesOneCalmRunMends", ""},
	{34, "the pace over midnight", "notify.TestLettersKeepTheirPaceOverMidnight", ""},
	{35, "a name that is not ASCII in what goes out, and one boundary for all parts", "notify/smtp.TestBuildBody", ""},
	{36, "a line end in a Message-ID or Subject that our letter repeats", "notify/smtp.TestBuildLetsNothingIn cmd/stintag.TestNoHeaderOfOursIsAStrangers", ""},
	{37, "secrets in a log", "cmd/stintag.TestNoSecretIsLogged", "the IMAP library's DebugWriter, which writes them, is used nowhere"},
	{38, "the night when the clock changes", "cmd/stintag.TestServeThroughTheClockChanges cmd/stintag.TestDueThroughTheClockChanges cmd/stintag.TestTheDagsrapportOnceALocalDate", ""},
	{39, "a part that gives an error for ever", "ingest/mime.TestCutOffMailIsDamagedNotEmpty ingest/mime.TestCutContainersNeverLookWhole ingest/mime.FuzzParse", ""},
	{40, "the mailbox is full", "ingest/mailbox.TestRefusalsHaveTheirOwnWords", "what is set aside stays in the inbox until there is room, and each run says so"},
}

// Each of the forty has a test that is in the tree, or a word on why not.
func TestEveryPitfallHasATestOrAReason(t *testing.T) {
	t.Parallel()
	tests := testsByPackage(t)
	if len(pitfalls) != 40 {
		t.Errorf("%d pitfalls, want 40", len(pitfalls))
	}
	for i, p := range pitfalls {
		if p.number != i+1 || p.words == "" {
			t.Errorf("row %d has number %d: %q", i+1, p.number, p.words)
		}
		if p.tests == "" && p.why == "" {
			t.Errorf("%d, %s: neither a test nor a reason", p.number, p.words)
		}
		for test := range strings.FieldsSeq(p.tests) {
			if !tests[test] {
				t.Errorf("%d, %s: %s is not there", p.number, p.words, test)
			}
		}
	}
}

var testFunction = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)

// testsByPackage gives the tests of the tree as package.Test.
func testsByPackage(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, f := range sources(t, true) {
		raw, err := os.ReadFile(f.path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range testFunction.FindAllSubmatch(raw, -1) {
			all[path.Clean(f.pkg)+"."+string(m[1])] = true
		}
	}
	return all
}
