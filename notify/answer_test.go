package notify

import (
	"slices"
	"strings"
	"testing"

	"stintag/process"
)

const waitForDecision = "Invänta godkännandebeslut om vårdvalsfinansiering innan eventuell anställning."

// both fails unless want stands in the text part, however it is wrapped, and in
// the HTML part.
func both(t *testing.T, l Letter, want string) {
	t.Helper()
	if !strings.Contains(collapse(l.Text), want) {
		t.Errorf("the text part lacks %q", want)
	}
	if !strings.Contains(l.HTML, want) {
		t.Errorf("the HTML part lacks %q", want)
	}
}

func neither(t *testing.T, l Letter, bad string) {
	t.Helper()
	for part, s := range map[string]string{"subject": l.Subject, "text": collapse(l.Text), "HTML": l.HTML} {
		if strings.Contains(s, bad) {
			t.Errorf("the %s holds %q", part, bad)
		}
	}
}

func compose(t *testing.T, h House, a Answer) Letter {
	t.Helper()
	l, err := h.Answer(a)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestKindsAndSubjectFollowWhatBecameOfTheForms(t *testing.T) {
	early := item(4, "Eva Strand", Accepted, 9, earlyEmployed)
	early.EarlyEmployment = true
	backEarly := item(3, "Cecilia Dahl", SentBack, 0, yearMissing)
	backEarly.EarlyEmployment = true
	noneAndFile := answer(unmatchedItem())
	noneAndFile.Unreadable = unreadable().Unreadable[:1]
	other := item(2, "Bo Ek", OtherKind, 0)
	other.Kind = process.ChangedStart
	withFile := answer(item(1, "Anna Berg", Accepted, 7))
	withFile.Unreadable = unreadable().Unreadable[:1]

	for name, c := range map[string]struct {
		a       Answer
		kinds   []Kind
		subject string
	}{
		"accepted":   {answer(item(1, "Anna Berg", Accepted, 7)), []Kind{Receipt}, "[IA-2024-0001] Bekräftelse: intresseanmälan för ST"},
		"updated":    {answer(item(1, "Anna Berg", Updated, 7)), []Kind{Receipt}, "[IA-2024-0001] Bekräftelse: intresseanmälan för ST"},
		"unchanged":  {answer(item(1, "Anna Berg", Unchanged, 7)), []Kind{Receipt}, "[IA-2024-0001] Bekräftelse: intresseanmälan för ST"},
		"returned":   {returnedTwo(), []Kind{Returned}, "[IA-2024-0003] Begäran om komplettering: intresseanmälan för ST"},
		"unreadable": {unreadable(), []Kind{Returned}, "Begäran om komplettering: intresseanmälan för ST"},
		"early":      {answer(early), []Kind{Receipt, Warning}, "[IA-2024-0004] Bekräftelse och påminnelse: intresseanmälan för ST"},
		"back early": {answer(backEarly), []Kind{Returned, Warning}, "[IA-2024-0003] Begäran om komplettering och påminnelse: intresseanmälan för ST"},
		"and a file": {withFile, []Kind{Receipt, Returned}, "[IA-2024-0001] Bekräftelse och begäran om komplettering: intresseanmälan för ST"},
		"five":       {fiveDoctors(), []Kind{Receipt, Returned, Warning}, "[IA-2024-0001 m.fl.] Bekräftelse, begäran om komplettering och påminnelse: intresseanmälningar för ST"},
		"transfer":   {answer(transferItem()), []Kind{Receipt}, "[IA-2024-0006] Bekräftelse: byte av vårdcentral"},
		"stop":       {answer(stoppedItem()), []Kind{Receipt}, "[IA-2024-0008] Bekräftelse: intresseanmälan för ST"},
		"withdrawn":  {answer(withdrawnItem()), []Kind{Receipt}, "[IA-2024-0007] Bekräftelse: återkallad intresseanmälan för ST"},
		"no case":    {answer(unmatchedItem()), []Kind{Receipt}, "Återkallelse: vi hittade inget ärende"},
		"none, file": {noneAndFile, []Kind{Receipt, Returned}, "Bekräftelse och begäran om komplettering: återkallelse utan ärende hos oss"},
		"none, some": {answer(unmatchedItem(), withdrawnItem()), []Kind{Receipt}, "[IA-2024-0007] Bekräftelse: intresseanmälningar för ST"},
		"blank":      {answer(blankItem()), []Kind{Returned}, "Begäran om komplettering: intresseanmälan för ST"},
		"other":      {answer(other), []Kind{Receipt}, "[IA-2024-0002] Bekräftelse: ändring av en pågående ST"},
	} {
		t.Run(name, func(t *testing.T) {
			l := compose(t, house(), c.a)
			if !slices.Equal(l.Kinds, c.kinds) {
				t.Errorf("kinds %v, want %v", l.Kinds, c.kinds)
			}
			if l.Subject != c.subject {
				t.Errorf("subject %q, want %q", l.Subject, c.subject)
			}
			if !l.Answers || l.InReplyTo != c.a.InReplyTo || l.To != c.a.To || len(l.Attachments) != len(c.a.Attachments) {
				t.Error("an answer goes to its recipient, in reply to the mail, with the returned forms")
			}
		})
	}
}

// R-010, D23: what every receipt holds.
func TestReceiptSaysWhatAManagerNeeds(t *testing.T) {
	l := compose(t, house(), answer(item(1, "Anna Berg", Accepted, 7, supervisorMissing)))
	for _, want := range []string{
		"IA-2024-0001", "Anna Berg", "kom in 2024-09-10 kl. 14.05", "Kontaktdatum",
		"preliminärt 7 av 12; ordningen följer kriterierna och kan ändras",
		"Handledare saknas.", "före ett beslut", "2024-10-15", waitForDecision,
	} {
		both(t, l, want)
	}
}

// the sentence stands where somebody waits for a decision, and only there.
func TestSentenceOnWaitingForTheDecision(t *testing.T) {
	granted := item(1, "Anna Berg", Unchanged, 0)
	granted.Standing.Status = process.StatusGranted
	require := house()
	require.Policy.Employment = process.EarlyRequire
	for name, c := range map[string]struct {
		h    House
		i    Item
		want bool
	}{
		"accepted":                   {house(), item(1, "Anna Berg", Accepted, 7), true},
		"returned":                   {house(), item(1, "Anna Berg", SentBack, 0, yearMissing), true},
		"transfer":                   {house(), transferItem(), true},
		"transfer from there":        {house(), leavingItem(), false},
		"withdrawn":                  {house(), withdrawnItem(), false},
		"already granted":            {house(), granted, false},
		"region requires employment": {require, item(1, "Anna Berg", Accepted, 7), false},
	} {
		t.Run(name, func(t *testing.T) {
			l := compose(t, c.h, answer(c.i))
			if c.want {
				both(t, l, waitForDecision)
				if !strings.Contains(l.Text, waitForDecision+"\n") {
					t.Error("the sentence must stand unbroken on a line of its own")
				}
				return
			}
			neither(t, l, waitForDecision)
		})
	}
}

// D22: five doctors in one mail get one letter that holds all of it.
func TestFiveDoctorsGetOneLetter(t *testing.T) {
	l := compose(t, house(), fiveDoctors())
	if len(l.Cases) != 5 {
		t.Fatalf("cases %v, want five", l.Cases)
	}
	for _, i := range fiveDoctors().Items {
		both(t, l, i.Doctor)
		both(t, l, i.CaseID)
	}
	both(t, l, "Intresseanmälan!C14")
	both(t, l, "Stämmer det att ST-avtal är påskrivet")
	if n := strings.Count(l.Text, waitForDecision); n != 1 {
		t.Errorf("the sentence of R-009 stands %d times, want once", n)
	}
	if strings.Index(l.Text, "Cecilia Dahl:") > strings.Index(l.Text, "Anna Berg:") {
		t.Error("the form that must be corrected should come first")
	}
}

// D23: the place is hidden by policy, and where nothing is ranked.
func TestPlaceIsHidden(t *testing.T) {
	hidden := house()
	hidden.Policy.Letters.ShowPlace = false
	unranked := item(1, "Anna Berg", Accepted, 7)
	unranked.Of = 0
	neither(t, compose(t, hidden, answer(item(1, "Anna Berg", Accepted, 7))), "preliminärt")
	neither(t, compose(t, house(), answer(unranked)), "preliminärt")
	neither(t, compose(t, hidden, fiveDoctors()), "preliminär")
}

func TestNextRoundIsTheFirstAfterTheMail(t *testing.T) {
	none := house()
	none.Policy.Rounds = []process.Date{process.D(2024, 9, 10)}
	both(t, compose(t, house(), answer(item(1, "Anna Berg", Accepted, 7))), "2024-10-15")
	neither(t, compose(t, none, answer(item(1, "Anna Berg", Accepted, 7))), "beslutstillfälle")
	neither(t, compose(t, House{Region: "R"}, answer(item(1, "Anna Berg", Accepted, 7))), "beslutstillfälle")
}

// late notice is told; what only administrators need is not.
func TestRemarksWorthTelling(t *testing.T) {
	read := finding(process.Remark, process.FieldPossibleStart, "C14", "HT 2025", "HT 2025 är läst som 2025-08-01.")
	internal := finding(process.Remark, process.FieldTrainees, "", "", "Antal ST skiljer sig från listan.")
	asks := finding(process.Remark, process.FieldEmploymentForm, "", "", "Stämmer det att läkaren redan är anställd?")
	l := compose(t, house(), answer(item(1, "Anna Berg", Accepted, 7, lateNotice, read, internal, asks, earlyEmployed)))
	both(t, l, asks.Text)
	both(t, l, "ansök gärna i god tid")
	both(t, l, "HT 2025 är läst som 2025-08-01.")
	neither(t, l, internal.Text)
	neither(t, l, earlyEmployed.Text)
}

func TestSuggestionIsSaidOnce(t *testing.T) {
	bare := yearMissing
	bare.Text = `"10/9" saknar år`
	both(t, compose(t, house(), answer(item(3, "Cecilia Dahl", SentBack, 0, yearMissing))), "Menar ni 2024-09-10?")
	l := compose(t, house(), answer(item(3, "Cecilia Dahl", SentBack, 0, bare)))
	both(t, l, "saknar år. Förslag: 2024-09-10.")
	if n := strings.Count(l.Text, "2024-09-10."); n != 1 {
		t.Errorf("the suggestion stands %d times", n)
	}
}

// D14: a stop gets one answer with its reason, and asks for nothing.
func TestStopAsksForNothing(t *testing.T) {
	l := compose(t, house(), answer(stoppedItem()))
	both(t, l, "Praktisk tjänstgöring med start under 2025 tas inte in")
	both(t, l, "En person fattar beslutet")
	both(t, l, "Ni behöver inte göra något nu.")
	neither(t, l, "Handledare saknas")
	neither(t, l, "På intresselistan")
}

// A proposal is not told before there is a decision: ready looks like waiting.
func TestReadyForDecisionIsNotTold(t *testing.T) {
	i := item(1, "Anna Berg", Accepted, 1)
	i.Standing.Status = process.StatusReady
	i.Standing.Proposal = grantProposal
	l := compose(t, house(), answer(i))
	both(t, l, "På intresselistan")
	neither(t, l, "Klar för beslut")

	i.Kind, i.Became = process.ChangedStart, OtherKind // never ranked, so on no list
	neither(t, compose(t, house(), answer(i)), "På intresselistan")
	neither(t, l, grantProposal.Reasons[0])
}

func TestReturnWithoutACopySendsToTheListInstead(t *testing.T) {
	a := returnedTwo()
	a.Attachments = nil
	l := compose(t, house(), a)
	neither(t, l, "bifogade")
	both(t, l, "gå till cellerna i listan ovan")
}

// D1: leave is never explained in a letter.
func TestLeaveIsNotNamed(t *testing.T) {
	i := item(2, "Bo Ek", OtherKind, 0)
	i.Kind = process.LeaveOfAbsence
	i.Standing.Findings = []process.Finding{finding(process.BeforeDecision, process.FieldChangeTo, "C30", "2025-03-01",
		"Ändringen gäller till 2025-03-01, före sin början 2025-08-31.")}
	l := compose(t, house(), answer(i))
	neither(t, l, "föräldraledighet")
	neither(t, l, "2025-08-31")
	both(t, l, "Ändringen gäller till behöver ses över, se cellen i er blankett.")
}

// D2: a promise gives the friendly reminder in the form's own terms, told once.
func TestPromisedEmploymentIsRemindedOnce(t *testing.T) {
	promised := finding(process.Remark, process.FieldEmploymentForm, "C20", "Utlovad eller utlyst", "Enligt blanketten är tjänsten utlovad.")
	i := item(4, "Eva Strand", Accepted, 9, promised)
	both(t, compose(t, house(), answer(i)), promised.Text)
	i.EarlyEmployment = true
	l := compose(t, house(), answer(i))
	both(t, l, "Påminnelse om anställning")
	if n := strings.Count(l.Text, promised.Text); n != 1 {
		t.Errorf("the remark stands %d times, want once", n)
	}
}

// D15: the receipt does not say that the present employer knows nothing to the
// present employer, who is not the one to get the decision either.
func TestTransferReceiptFitsItsReader(t *testing.T) {
	const untold, told = "Vi har inte berättat om bytet för den nuvarande arbetsgivaren.", "Enligt anmälan är ni läkarens nuvarande arbetsgivare."
	l := compose(t, house(), answer(transferItem()))
	both(t, l, untold)
	both(t, l, "och ni får det i ett eget brev")
	neither(t, l, told)

	l = compose(t, house(), answer(leavingItem()))
	both(t, l, told)
	both(t, l, "och ni och den nya vårdcentralen får beslutet.")
	neither(t, l, untold)
	neither(t, l, "ni får det i ett eget brev")
}

// A person's correction holds against a newer form, and its sender is told so.
func TestCorrectionThatStandsIsTold(t *testing.T) {
	l := compose(t, house(), answer(keptItem()))
	both(t, l, "De nya uppgifterna gäller nu, utom i det som står nedan.")
	both(t, l, "uppgiften har rättats av en handläggare, och det gäller tills vidare. Hör av er om det är fel.")
	if !strings.Contains(l.Text, "- Möjlig start ST: uppgiften har rättats") {
		t.Error("the field is not named")
	}
	l = compose(t, house(), answer(item(1, "Anna Berg", Updated, 7)))
	both(t, l, "De nya uppgifterna gäller nu. Ärendet")
	neither(t, l, "rättats av en handläggare")
}

func TestWithdrawalOfNothingIsHeadedByTheDoctor(t *testing.T) {
	nameless := unmatchedItem()
	nameless.Doctor = ""
	for want, i := range map[string]Item{
		"Nils Åkesson: Inget ärende hittat\n":  unmatchedItem(),
		"Återkallelsen: Inget ärende hittat\n": nameless,
	} {
		if l := compose(t, house(), answer(i)); !strings.Contains(l.Text, "\n"+want) {
			t.Errorf("no heading %q in\n%s", want, l.Text)
		}
	}
}

// D24: a withdrawal that names nobody may be for a protected doctor.
func TestNamelessWithdrawalQuotesNothing(t *testing.T) {
	i := unmatchedItem()
	i.Doctor = ""
	a := answer(i, blankItem())
	a.Subject, a.Items[1].FormName = "Återkallelse Nils Åkesson", "Nils Åkesson.xlsx"
	l := compose(t, house(), a)
	neither(t, l, "Nils")
	both(t, l, "Blanketten var tom. Fyll i den och skicka den som svar på det här brevet.")
}

// A sentence that names its field stands alone where there is no cell to name.
func TestFindingWithoutACellIsNotNamedTwice(t *testing.T) {
	missing, bare := supervisorMissing, yearMissing
	missing.Sheet, missing.Cell, bare.Sheet, bare.Cell = "", "", "", ""
	l := compose(t, house(), answer(item(3, "Cecilia Dahl", SentBack, 0, missing, bare)))
	both(t, l, "Handledare saknas.")
	neither(t, l, "Handledare:")
	if want := "- Möjlig" + nbsp + "start" + nbsp + `ST: "10/9" saknar år.`; !strings.Contains(l.Text, want) {
		t.Errorf("no line begins with %q in\n%s", want, l.Text)
	}
}

// What to do with a file is told once, by the fault, the advice or the letter.
func TestAdviceIsToldOnce(t *testing.T) {
	l := compose(t, house(), damaged())
	if n := strings.Count(collapse(l.Text), "spara den på nytt"); n != 1 {
		t.Errorf("the advice stands %d times", n)
	}
	both(t, l, "Svara på det här mejlet med den nya filen.")
	a := damaged()
	a.Unreadable[0].What, a.Unreadable[0].Do = "Filen är en PDF.", "Skicka Excel-filen (.xlsx) som svar på det här brevet."
	l = compose(t, house(), a)
	both(t, l, a.Unreadable[0].Do)
	neither(t, l, "Svara på det här mejlet med den nya filen.")
}

// Newer details change no decision, and the letter promises none.
func TestNewerDetailsForADecidedCase(t *testing.T) {
	const stands = "Beslutet i ärendet står fast. En handläggare tittar på de nya uppgifterna och hör av sig."
	for _, st := range []process.Status{process.StatusGranted, process.StatusDeclined, process.StatusClosed} {
		i := grantedItem()
		i.Standing.Status, i.Kept = st, []process.Field{process.FieldPossibleStart}
		l := compose(t, house(), answer(i))
		both(t, l, stands)
		both(t, compose(t, house(), answer(i, item(2, "Bo Ek", Updated, 8))), "1 är uppdaterad och 1 gäller ett ärende som redan är beslutat.")
		for _, bad := range []string{"gäller nu", "uppdaterat ärendet", "gäller tills vidare", "före ett beslut"} {
			neither(t, l, bad)
		}
	}
	neither(t, compose(t, house(), answer(item(1, "Anna Berg", Updated, 7))), "står fast")
}

// R-007 is for those who apply: who takes back an application is told no more.
func TestWithdrawalIsNotRemarkedOn(t *testing.T) {
	i := withdrawnItem()
	passed := finding(process.Remark, process.FieldPossibleStart, "C14", "2024-01-01", "Möjlig start 2024-01-01 har passerat.")
	i.Standing.Findings = []process.Finding{passed, supervisorMissing}
	l := compose(t, house(), answer(i))
	neither(t, l, "har passerat")
	neither(t, l, "Handledare saknas")
	i.Kind, i.Became = process.NewPost, Accepted
	both(t, compose(t, house(), answer(i)), "har passerat")
}

// A transfer has no place on the list.
func TestTransferReceiptPromisesNoPlace(t *testing.T) {
	i := transferItem()
	i.Standing.Findings = []process.Finding{supervisorMissing}
	l := compose(t, house(), answer(i))
	both(t, l, "Det här behövs före ett beslut:")
	neither(t, l, "Platsen på listan")
}
