package notify

import (
	"bytes"
	"encoding/base64"
	"flag"
	"fmt"
	"maps"
	"mime"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"stintag/process"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	emlDir = flag.String("eml", "", "write every golden letter as an .eml file into this folder, to be looked at")
)

// golden are the letters that stand in testdata, each named for what it shows.
func golden() map[string]func(House) (Letter, error) {
	answers := map[string]Answer{
		"receipt":                  answer(item(1, "Anna Berg", Accepted, 7)),
		"receipt-missing-details":  answer(item(1, "Anna Berg", Accepted, 7, supervisorMissing, lateNotice)),
		"returned-two-faults":      returnedTwo(),
		"five-doctors-one-letter":  fiveDoctors(),
		"early-employment-in-it":   {Identity: "a", To: "chef@ekbacken.example", Received: fiveDoctors().Received, InReplyTo: "<1@ekbacken.example>", Items: reminder().Items},
		"transfer-waits":           answer(transferItem()),
		"transfer-from-present":    answer(leavingItem()),
		"updated-corrected":        answer(keptItem()),
		"updated-decided":          answer(grantedItem()),
		"updated-employed":         answer(employedItem()),
		"wrong-form":               wrongForm(),
		"no-form":                  noForm(),
		"imported":                 imported(),
		"withdrawn-no-case":        answer(unmatchedItem()),
		"withdrawn-which-case":     answer(unclearItem()),
		"returned-leave":           returnedLeave(),
		"unreadable-document":      document(),
		"table-shares-a-remark":    sharedRemark(),
		"blank-form":               answer(blankItem()),
		"asked-for-form":           askedForForm(),
		"shared-link":              sharedLink(),
		"unreadable-damaged":       damaged(),
		"stop-one-answer":          answer(stoppedItem()),
		"withdrawn":                answer(withdrawnItem()),
		"unchanged":                answer(item(5, "David Falk", Unchanged, 3)),
		"unreadable-pdf-and-xls":   unreadable(),
		"protected-by-case-number": answer(item(1, "IA-2024-0001", Accepted, 7)),
	}
	m := map[string]func(House) (Letter, error){
		"decision-granted": func(h House) (Letter, error) {
			d := decided(process.VerdictGrant, grantProposal)
			d.Start, d.PerMonth = process.D(2024, 11, 1), 45_000
			return h.Decision(d)
		},
		"decision-granted-with-days": func(h House) (Letter, error) {
			d := decided(process.VerdictGrant, grantProposal)
			d.Start, d.Item.Standing.Offer = process.D(2024, 11, 1), offerDays
			return h.Decision(d)
		},
		"confirm-employment": func(h House) (Letter, error) { return h.Confirm(unconfirmed()) },
		"confirm-employment-late": func(h House) (Letter, error) {
			u := unconfirmed()
			u.Item.Standing.Offer.Due = process.EmploymentDue
			return h.Confirm(u)
		},
		"decision-transfer": func(h House) (Letter, error) { return h.Decision(moved()) },
		"decision-transfer-from-present": func(h House) (Letter, error) {
			d := moved()
			d.Item.FromPresent = true
			return h.Decision(d)
		},
		"decision-transfer-declined": func(h House) (Letter, error) {
			d := moved()
			d.Decision.Verdict, d.Decision.Reason = process.VerdictDecline, "Utbildningen är i ett känsligt skede."
			return h.Decision(d)
		},
		"decision-transfer-waits": func(h House) (Letter, error) {
			d := moved()
			d.Decision.Verdict, d.Decision.Reason = process.VerdictWait, "Studierektorn ska yttra sig igen."
			return h.Decision(d)
		},
		"decision-waits": func(h House) (Letter, error) {
			return h.Decision(decided(process.VerdictWait, process.Proposal{Outcome: process.Wait, Reasons: []string{"Årets ram är intecknad"}}))
		},
		"decision-declined-against-proposal": func(h House) (Letter, error) {
			return h.Decision(decided(process.VerdictDecline, grantProposal))
		},
		"decision-closed": func(h House) (Letter, error) { return h.Decision(decided(process.VerdictClose, process.Proposal{})) },
		"decision-annulled-replaces": func(h House) (Letter, error) {
			d := decided(process.VerdictAnnul, process.Proposal{})
			d.Replaces = true
			return h.Decision(d)
		},
		"study-director":   func(h House) (Letter, error) { return h.Opinion(opinion()) },
		"reminder":         func(h House) (Letter, error) { return h.Reminder(reminder()) },
		"placement-summer": func(h House) (Letter, error) { return h.SummerPlacement(summerPlaced()) },
		"placement-summer-protected": func(h House) (Letter, error) {
			p := summerPlaced()
			p.Doctor, p.CaseID = "IA-2023-0007", "IA-2023-0007"
			return h.SummerPlacement(p)
		},
		"review-centre-pays": func(h House) (Letter, error) { return reviewed(h, payerCentre) },
		"review-region-pays": func(h House) (Letter, error) { return reviewed(h, payerRegion) },
		"review":             func(h House) (Letter, error) { return reviewed(h, "") },
		"decision-granted-whom-to-ask": func(h House) (Letter, error) {
			d := decided(process.VerdictGrant, grantProposal)
			d.At = ekbacken()
			return responsibles(h).Decision(d)
		},
		"finishing": func(h House) (Letter, error) {
			return h.Finishing(Leaving{Identity: "finishing/1", To: "chef@ekbacken.example", At: process.HealthCentre{Name: "Vårdcentralen Ekbacken", Manager: "Karin Lind", Vacant: 1.5, Retiring: 2},
				Doctors: []LeavingDoctor{{"Anna Berg", process.D(2024, 8, 31), true, true}, {"Bo Ek", process.D(2025, 1, 31), true, false}, {"IA-2019-0003", process.D(2025, 8, 15), false, false}}})
		},
		"ask-register":          func(h House) (Letter, error) { return h.AskRegister(stranger()) },
		"ask-register-unproven": func(h House) (Letter, error) { return h.AskRegister(unproven()) },
		"figures": func(h House) (Letter, error) {
			return h.Figures(Overview{Identity: "figures/1", To: "radet@region.example", Day: report().Day, Judgement: report().Judgement})
		},
		"dagsrapport":      func(h House) (Letter, error) { return h.Report(report()) },
		"dagsrapport-calm": func(h House) (Letter, error) { return h.Report(quietReport()) },
	}
	for name, a := range answers {
		m[name] = func(h House) (Letter, error) { return h.Answer(a) }
	}
	return m
}

func returnedTwo() Answer {
	a := answer(item(3, "Cecilia Dahl", SentBack, 0, licenceMissing, yearMissing, supervisorMissing))
	a.Attachments = []Attachment{{Name: "IA-2024-0003.xlsx", Type: "application/octet-stream", Bytes: []byte("x")}}
	return a
}

func unreadable() Answer {
	a := answer()
	a.Unreadable = []Unreadable{
		{Name: "anmälan.pdf", What: "Filen är en PDF, och den kan vi inte läsa uppgifter ur.", Do: "Fyll i Excel-blanketten och skicka den i stället."},
		{Name: "ST gammal.xls", What: "Filen är sparad i det äldre Excel-formatet .xls.", Do: "Öppna den i Excel, välj Spara som och filtypen Excel-arbetsbok (.xlsx)."},
	}
	return a
}

// A form of ours for something else, which was read.
func wrongForm() Answer {
	a := answer()
	a.Unreadable = []Unreadable{{
		Name: "AT 2025.xlsx", WrongForm: true, What: "Blanketten gäller AT, inte en intresseanmälan för ST i allmänmedicin.",
		Do: "Skicka den till den som tar emot sådana anmälningar. Gäller det ST, använd vår blankett.",
	}}
	return a
}

func noForm() Answer {
	a := answer()
	a.Unreadable = []Unreadable{{
		Name: "schema.xlsx", NoForm: true, What: "Vi hittade ingen intresseanmälan i arbetsboken.",
		Do: "Fyll i blanketten för intresseanmälan och skicka den som svar på det här brevet.",
	}}
	return a
}

func askedForForm() Answer {
	a := answer()
	a.Subject, a.Asked, a.Blank = "Blankett", true, true
	return a
}

func sharedLink() Answer {
	a := answer()
	a.Blank = true
	a.Unreadable = []Unreadable{{
		Name: "Länken till region.sharepoint.com", Link: true,
		What: "Mejlet har en länk till en delad fil. Vi kan inte öppna länkar, och filen kan ändras eller försvinna.",
		Do:   "Hämta hem filen och bifoga den (.xlsx) i ett svar på det här brevet, eller fyll i den bifogade blanketten.",
	}}
	return a
}

func imported() Answer {
	a := answer(item(1, "Anna Berg", Accepted, 7))
	a.Subject, a.InReplyTo, a.References = "direct.xlsx", "", nil
	a.File = true
	return a
}

// A fault that says itself what to do, as the reader of workbooks writes it.
func damaged() Answer {
	a := answer()
	a.Unreadable = []Unreadable{{
		Name: "anmalan.xlsx",
		What: "Filen är skadad, kanske på vägen hit, och går inte att läsa säkert; öppna den i Excel, spara den på nytt som Excel-arbetsbok (.xlsx) och skicka den igen.",
		Do:   "Öppna filen i Excel, spara den på nytt och skicka den igen.",
	}}
	return a
}

func TestLettersAreAsTheGoldenFilesSay(t *testing.T) {
	all := golden()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) {
			l, err := all[name](house())
			if err != nil {
				t.Fatal(err)
			}
			compare(t, name+".txt", "Ämne: "+l.Subject+"\n\n"+l.Text)
			compare(t, name+".html", l.HTML)
			if *emlDir != "" {
				writeEML(t, filepath.Join(*emlDir, name+".eml"), l)
			}
		})
	}
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-golden +now; -update takes it in):\n%s", name, d)
	}
}

// Rules that hold for every letter, whatever it says.
func TestEveryLetterKeepsTheHouseRules(t *testing.T) {
	kinds := map[Kind]bool{}
	for name, compose := range golden() {
		t.Run(name, func(t *testing.T) {
			l, err := compose(house())
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range l.Kinds {
				kinds[k] = true
			}
			if len(l.Kinds) == 0 || l.To == "" || l.Identity == "" {
				t.Errorf("kinds %v, to %q, identity %q: each must be set", l.Kinds, l.To, l.Identity)
			}
			textRules(t, l.Text)
			htmlRules(t, l.HTML)
			for _, want := range []string{house().Region, house().Contact, "Svar läses av en person"} {
				if !strings.Contains(strings.Join(strings.Fields(l.Text), " "), want) || !strings.Contains(l.HTML, want) {
					t.Errorf("%q is not in both parts", want)
				}
			}
		})
	}
	for _, k := range []Kind{Receipt, Returned, Warning, DecisionMade, StudyDirector, Summary, WrongForm, Placement, AskRegister} {
		if !kinds[k] {
			t.Errorf("no golden letter is of kind %s", k)
		}
	}
}

func textRules(t *testing.T, text string) {
	t.Helper()
	for _, line := range strings.Split(text, "\n") {
		if n := utf8.RuneCountInString(line); n > 78 && !strings.HasPrefix(line, "— ") { // a signature is of one piece
			t.Errorf("line of %d characters: %q", n, line)
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("space at the end of %q", line)
		}
	}
	for _, bad := range []string{"\x1e", "\x1f", "\x1d", "\n\n\n", "<", "&#", "&amp;", "%!"} {
		if strings.Contains(text, bad) {
			t.Errorf("text part holds %q", bad)
		}
	}
}

func htmlRules(t *testing.T, html string) {
	t.Helper()
	if strings.Count(html, "<img") != strings.Count(html, `<img src="cid:`+pictureName+`" width="544" alt="`) {
		t.Error("HTML part holds a picture from elsewhere, or one without words") // one from elsewhere tells who has read
	}
	for _, bad := range []string{"<script", "<style", "<link", "url(", "http:", "https:", "ZgotmplZ", "class=", "%!"} {
		if strings.Contains(html, bad) {
			t.Errorf("HTML part holds %q", bad)
		}
	}
	for _, want := range []string{`<html lang="sv">`, `width="600"`, "<title>"} {
		if !strings.Contains(html, want) {
			t.Errorf("HTML part lacks %q", want)
		}
	}
	for _, tag := range []string{"table", "tr", "td", "th", "ul", "ol", "li", "p", "strong", "h2"} {
		opened := strings.Count(html, "<"+tag+">") + strings.Count(html, "<"+tag+" ")
		if closed := strings.Count(html, "</"+tag+">"); opened != closed {
			t.Errorf("%d <%s> but %d </%s>", opened, tag, closed, tag)
		}
	}
}

func writeEML(t *testing.T, path string, l Letter) {
	t.Helper()
	var b bytes.Buffer
	fmt.Fprintf(&b, "From: ST-intag <st-intag@region.example>\r\nTo: %s\r\nSubject: %s\r\n", l.To, mime.QEncoding.Encode("utf-8", l.Subject))
	fmt.Fprintf(&b, "X-Stintag-Kind: %v\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n", l.Kinds)
	for _, p := range [][2]string{{"plain", l.Text}, {"html", l.HTML}} {
		fmt.Fprintf(&b, "\r\n--b\r\nContent-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n%s", p[0], base64.StdEncoding.EncodeToString([]byte(p[1])))
	}
	b.WriteString("\r\n--b--\r\n")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
