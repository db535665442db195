package main

import (
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"stintag/process"
	"stintag/process/master"
)

// trials are the rows of Prova: "Antagande = Värde" and its Följd.
func (b *bureau) trials() map[string]string {
	b.t.Helper()
	s, at := b.sheet(master.SheetWhatIf)
	all := map[string]string{}
	for _, r := range s.Rows[1:] {
		all[s.Cell(r.Number, at["Antagande"]).String()+" = "+s.Cell(r.Number, at["Värde"]).String()] = s.Cell(r.Number, at["Följd"]).Text
	}
	return all
}

// Each row of Prova is answered by itself, in plain words; a wrong one is told what
// would be right. Nothing else in the workbook changes.
func TestProvaTellsWhatWouldFollow(t *testing.T) {
	t.Parallel()
	b := waitingRegion(t)
	rows := []struct {
		what  string
		value any
		says  []string
	}{
		{"Ram 2025", 5000000, []string{"4 ärenden föreslås beviljas, 3 fler än nu.", "Får förslaget Beviljas: IA-2024-0002, IA-2024-0003, IA-2024-0004.", "Kvar av ramen för 2025 när förslagen är beviljade: 2 600 000 kr i stället för 400 000 kr."}},
		{"ram  2025", "1,2 mkr", []string{"2 ärenden föreslås beviljas, 1 fler än nu."}},
		{"Ram 2024", "0 kr", []string{"Inget ärende föreslås beviljas, 1 färre än nu.", "Mister förslaget: IA-2024-0001."}},
		{"Återkallas IA-2024-0001", "Ja", []string{"1 ärende föreslås beviljas, lika många som nu.", "Får förslaget Beviljas: IA-2024-0002.", "Mister förslaget: IA-2024-0001.", "4 ärenden byter plats i turordningen."}},
		{"Möjlig start IA-2024-0001", "2025-10-01", []string{"föreslås beviljas"}},
		{"Listade Almby vårdcentral", 4000, []string{"lika många som nu"}},
		{"Intag 2026", 40, []string{"I utbildning i slutet av"}},
		{"Ram ÅÅÅÅ", "1", []string{"Skriv vilket år det gäller: Ram 2025."}},
		{"Ram 2025", "mycket", []string{"Värdet ska vara ett belopp i kronor, till exempel 5 000 000."}},
		{"Listade Ingenstans", 1, []string{"Listade Almby vårdcentral."}},
		{"Återkallas IA-2024-0099", "Ja", []string{"Det numret finns inte."}},
		{"Gräns 1", 4, []string{"Regelverket har ingen gräns för antalet nya ST."}},
		{"Finansierade platser", 650, []string{"Regelverket fördelar inga platser."}},
		{"Antal katter", 3, []string{"Det antagandet går inte att prova. Välj ett ur listan: "}},
		{"", "7", []string{"Skriv vad som ska provas i kolumnen Antagande."}},
	}
	before, _ := b.state()
	b.byHand(func(f *excelize.File) error {
		for i, r := range rows {
			if err := f.SetSheetRow(master.SheetWhatIf, "A"+strconv.Itoa(i+2), &[]any{r.what, r.value}); err != nil {
				return err
			}
		}
		return nil
	})
	b.run()
	got := b.trials()
	if len(got) != len(rows) {
		t.Errorf("%d rows, want %d", len(got), len(rows))
	}
	s, _ := b.sheet(master.SheetWhatIf)
	for i, r := range rows {
		says := strings.ReplaceAll(s.Cell(i+2, 3).Text, "\u00a0", " ")
		for _, want := range r.says {
			if !strings.Contains(says, want) {
				t.Errorf("%s = %v says\n%s\nwant %q", r.what, r.value, says, want)
			}
		}
	}
	after, j := b.state()
	if p, _ := j.Standing("IA-2024-0002"); p.Proposal.Outcome != process.Wait || len(before.cases) != len(after.cases) {
		t.Errorf("what was tried has happened: %+v", p)
	}
}

// Rows that people sort, change and empty keep what is theirs: the answer follows
// its row, and their own words under Följd stay.
func TestProvaLeavesPeoplesOwnWords(t *testing.T) {
	t.Parallel()
	b := waitingRegion(t)
	b.byHand(func(f *excelize.File) error {
		for cell, v := range map[string]string{"A2": "Ram 2025", "B2": "5000000", "A3": "Ram 2024", "B3": "0", "C4": "Min egen tanke", "A5": "Ram 2025", "B5": "1", "C5": "Fråga Karin först"} {
			if err := f.SetCellStr(master.SheetWhatIf, cell, v); err != nil {
				return err
			}
		}
		return nil
	})
	b.run()
	first := b.trials()
	if !strings.Contains(first["Ram 2025 = 5000000"], "3 fler") || first["Ram 2025 = 1"] != "Fråga Karin först" || first[" = "] != "Min egen tanke" {
		t.Fatalf("%q", first)
	}
	b.byHand(func(f *excelize.File) error { // sorted, the first one's value changed, the second emptied
		for cell, v := range map[string]string{"A2": "Ram 2024", "B2": "0", "C2": first["Ram 2024 = 0"], "A3": "Ram 2025", "B3": "1200000", "C3": first["Ram 2025 = 5000000"]} {
			if err := f.SetCellStr(master.SheetWhatIf, cell, v); err != nil {
				return err
			}
		}
		return nil
	})
	b.run()
	second := b.trials()
	if second["Ram 2024 = 0"] != first["Ram 2024 = 0"] || !strings.Contains(second["Ram 2025 = 1200000"], "1 fler") {
		t.Errorf("%q", second)
	}
	b.byHand(func(f *excelize.File) error {
		for _, cell := range []string{"A2", "B2", "A3", "B3"} {
			if err := f.SetCellValue(master.SheetWhatIf, cell, nil); err != nil {
				return err
			}
		}
		return nil
	})
	b.run()
	s, _ := b.sheet(master.SheetWhatIf)
	if s.Cell(2, 3).Text+s.Cell(3, 3).Text != "" || s.Cell(4, 3).Text != "Min egen tanke" {
		t.Errorf("emptied rows still say %q and %q; the person's own says %q", s.Cell(2, 3).Text, s.Cell(3, 3).Text, s.Cell(4, 3).Text)
	}
}

// A run tries no more rows than it has time for, and says so in the rest.
func TestProvaTriesOnlySoManyRows(t *testing.T) {
	t.Parallel()
	b := waitingRegion(t)
	s, j := b.state()
	rows := make([]master.Trial, mostTrials+2)
	for i := range rows {
		rows[i] = master.Trial{What: "Ram 2025", Value: strconv.Itoa(1_000_000 + i)}
	}
	all := s.tried(j, rows)
	if len(all) != len(rows) || !strings.Contains(all[mostTrials-1].Answer, "föreslås beviljas") ||
		all[mostTrials].Answer != "Programmet provar de 30 översta raderna. Ta bort några ovanför." {
		t.Errorf("%q", all[mostTrials-1:])
	}
}
