package master

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"stintag/process"
	"stintag/process/workbook"
)

// region is a region with n cases, and registers of about n/10 rows in all.
type region struct {
	view   View
	all    Registers
	base   Base // what the program last wrote, once it has
	cases  int
	chance *rand.Rand
}

func bigRegion(n int) *region {
	v := sampleView()
	r := &region{cases: n, chance: rand.New(rand.NewPCG(uint64(n), 1))}
	for i := range 29 {
		r.all.Centres = append(r.all.Centres, process.HealthCentre{
			ID: fmt.Sprintf("VC-%02d", i+1), Name: r.of("Almby", "Björknäs", "Ekbackens", "Furulunds", "Granhults", "Havsvikens") + fmt.Sprintf(" vårdcentral %d", i+1), Aliases: []string{fmt.Sprintf("VC %d", i+1)},
			Manager: r.name(), Addresses: []string{fmt.Sprintf("vc%d@region.example", i+1)}, StudyDirector: r.name(), StudyDirectorAddress: "studierektor@region.example",
			Area: r.of("Norra", "Södra", "Centrum"), Priority: i%3 == 0, Operator: r.of("Offentlig", "Privat"), Listed: 4200 + 137*i, Specialists: 4, SpecialistsSaid: true, SpecialistsPercent: 350,
		})
	}
	for i := range n / 50 {
		start := r.day(2019, 2024)
		r.all.Roster = append(r.all.Roster, process.Trainee{
			ID: fmt.Sprintf("ST-%05d", i+1), Name: r.name(), CentreID: r.all.Centres[i%29].ID, Start: start, PlannedEnd: start.AddDays(5 * 365),
			Degree: 1, Track: "ST", Decided: start, Supervisor: r.name(), Status: process.TraineeActive,
		})
	}
	for i := range n / 100 {
		from := r.day(2024, 2025)
		r.all.Leaves = append(r.all.Leaves, process.Leave{Doctor: r.all.Roster[i].ID, From: from, To: from.AddDays(90), Kind: "Föräldraledighet"})
		r.all.Placements = append(r.all.Placements, process.Placement{Doctor: r.all.Roster[i].ID, Clinic: r.of("Psykiatri", "Medicin", "Kirurgi", "Ortopedi"), From: from, To: from.AddDays(60), Confirmed: i%2 == 0})
	}
	v.World.Centres, v.World.Roster, v.World.Leaves, v.World.Placements = r.all.Centres, r.all.Roster, r.all.Leaves, r.all.Placements
	v.World.Cases, v.Judgement.Standings = make([]process.Case, 0, n+5), make([]process.Standing, 0, n+5)
	v.Judgement.Centres, v.Judgement.Granted, v.Judgement.Ranking = nil, nil, nil
	for _, c := range r.all.Centres {
		v.Judgement.Centres = append(v.Judgement.Centres, process.CentreFigures{CentreID: c.ID, Trainees: 2, ListedPerPost: 3100})
	}
	v.Judgement.Todo = v.Judgement.Todo[:0]
	r.view = v
	for range n {
		r.addCase()
	}
	for i := range n / 100 {
		r.view.Judgement.Todo = append(r.view.Judgement.Todo, process.Todo{Case: caseID(i), What: "Fatta beslut", Why: "Förslag: Beviljas. Budgeten räcker till nya tjänster från 2025-01-01."})
	}
	return r
}

func caseID(i int) string { return fmt.Sprintf("IA-2024-%06d", i+1) }

func (r *region) of(words ...string) string { return words[r.chance.IntN(len(words))] }

func (r *region) name() string {
	first := []string{"Kerstin", "Lars", "Mona", "Nils", "Olle", "Petra", "Rut", "Sven", "Tilda", "Ulla", "Vera", "Anna", "Bo", "Cajsa", "Dan", "Eva", "Frej", "Greta", "Hugo", "Ida"}
	begins := []string{"Kap", "Lin", "Mis", "Ny", "Ol", "Berg", "Rön", "Säl", "Tall", "Ug", "Vid", "Ask", "Björk", "Ced", "Dahl", "Ek", "Fur", "Gran", "Hass", "Idegr"}
	ends := []string{"rifol", "dgren", "teln", "pon", "von", "ström", "nberg", "gsson", "man", "gla", "ell", "lund", "qvist", "holm", "stedt", "blad", "löv", "skog", "by", "an"}
	return r.of(first...) + " " + r.of(begins...) + r.of(ends...)
}

func (r *region) day(from, to int) process.Date {
	return process.D(from+r.chance.IntN(to-from+1), time.Month(1+r.chance.IntN(12)), 1+r.chance.IntN(28))
}

// addCase adds a case that waits, or one that was decided long ago.
func (r *region) addCase() {
	v := &r.view
	i := len(v.World.Cases)
	received := v.Run.AddDate(0, 0, -r.chance.IntN(2000))
	centre := r.all.Centres[r.chance.IntN(29)]
	c := process.Case{
		ID: caseID(i), Received: received, ContactDate: process.DateOf(received),
		Application: process.Application{
			Kind: process.NewPost, Doctor: r.name(), CentreID: centre.ID, CentreWritten: centre.Name, LicenceDate: r.day(2008, 2024), PossibleStart: r.day(2025, 2026),
			Degree: 1, Employed: process.Yes, EmploymentForm: process.Locum, EmploymentDate: r.day(2023, 2024), Regulation: "HSLF-FS 2021:8",
		},
	}
	s := process.Standing{Case: c.ID, Status: process.StatusWaiting, Place: i + 1, Proposal: process.Proposal{
		Outcome: process.Wait, Policy: "provlandet 2024-09-10", Reasons: []string{
			fmt.Sprintf("Det fria i budgeten för 2025 räcker inte till fler tjänster: %d kronor är fria, och en tjänst från %s kostar %d.", r.chance.IntN(2e6), c.Application.PossibleStart, r.chance.IntN(6e5)),
			fmt.Sprintf("Plats %d av %d: legitimerad %d, senare än %s som står före.", i+1, r.cases, c.Application.LicenceDate.Year, caseID(r.chance.IntN(r.cases))),
		},
	}}
	if i%10 == 0 {
		c.Decision = process.Decision{Verdict: process.VerdictDecline, By: "Dora Delegat", Date: process.DateOf(received.AddDate(0, 1, 0)), Reason: "Uppgifterna stämde inte."}
		c.Proposed, s = process.Wait, process.Standing{Case: c.ID, Status: process.StatusDeclined}
	}
	if i%3 == 0 {
		s.Findings = []process.Finding{{Code: process.CodeLateNotice, Level: process.Remark, Field: process.FieldPossibleStart, Text: fmt.Sprintf("Möjlig start %s ligger mindre än 90 dagar efter att anmälan kom in %s.", c.Application.PossibleStart, c.ContactDate)}}
	}
	if i%4 == 0 {
		s.Findings = append(s.Findings, process.Finding{Code: process.CodeMissing, Level: process.BeforeDecision, Field: process.FieldRegulation, Text: "Föreskrift saknas."})
	}
	v.World.Cases, v.Judgement.Standings = append(v.World.Cases, c), append(v.Judgement.Standings, s)
}

// master makes the workbook as it is before the measured merge: written by the
// program, and then filled in by people.
func (r *region) master(tb testing.TB) []byte {
	tb.Helper()
	data, err := New("Region Provlandet", samplePolicy())
	if err != nil {
		tb.Fatal(err)
	}
	if data, err = Fill(data, r.all); err != nil {
		tb.Fatal(err)
	}
	data = r.apply(tb, data)
	b, err := open(data, written{})
	if err != nil {
		tb.Fatal(err)
	}
	g, err := casesTable.in(b)
	if err != nil {
		tb.Fatal(err)
	}
	var changes []workbook.Change
	for i, row := range g.rows {
		if i%2 == 0 {
			changes = append(changes, g.set(row.number, headJournal, text(fmt.Sprintf("RS 2024-%05d", r.chance.IntN(1e5)))))
		}
		if i%20 == 0 {
			changes = append(changes, g.set(row.number, headNote, text("Ringde "+r.name()+", som återkommer "+r.day(2024, 2024).String()+".")))
		}
	}
	if data, err = workbook.Patch(data, changes); err != nil {
		tb.Fatal(err)
	}
	r.view.Inputs = adopted(tb, data, r.base, nil).Cases
	maps.DeleteFunc(r.view.Inputs, func(id string, in CaseInput) bool { return in.Journal+in.Note == "" })
	return r.apply(tb, data)
}

// apply merges without a file.
func (r *region) apply(tb testing.TB, data []byte) []byte {
	tb.Helper()
	out, err := mergeBytes(data, r.base, nil, r.view, "")
	if err != nil {
		tb.Fatal(err)
	}
	r.base = out.next
	return out.data
}

// news changes a hundred cells of the program's, and brings five new cases.
func (r *region) news() {
	for i := range 100 {
		r.view.Judgement.Standings[i*(r.cases/100)+1].Place += r.cases
	}
	for range 5 {
		r.addCase()
	}
}

// rezip unpacks every part and packs it again: what nobody who rewrites the file
// can do without.
func rezip(tb testing.TB, data []byte, level int) int {
	tb.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, level) })
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		to, err := w.Create(f.Name)
		if err == nil {
			_, err = io.Copy(to, part)
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Len()
}

// BenchmarkMerge merges a hundred changed cells and five new cases into a master,
// from reading it to the rename, and in turn unpacks and packs the same file as
// programs do, and (rezip-fast) as hastily as compress/flate can. The peak is the
// process's, and holds the view and the bases too:
//
//	GOMEMLIMIT=460MiB go test -run - -bench Merge/100k -benchtime 5x
func BenchmarkMerge(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			r := bigRegion(size.n)
			path := r.saved(b, b.TempDir())
			a := adoptFile(b, path, r.base)
			r.news()
			compare(b, path, func() {
				if out := r.merge(b, path, a); !out.Written {
					b.Fatalf("%+v", out)
				}
			}, func() {
				if err := os.Rename(path+".kept", path); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

// BenchmarkMergeOfNothing adopts and merges a master in which nothing changes, and
// which is not written.
func BenchmarkMergeOfNothing(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			r := bigRegion(size.n)
			path := r.saved(b, b.TempDir())
			compare(b, path, func() {
				if out := r.merge(b, path, adoptFile(b, path, r.base)); out.Written || out.Waits != "" {
					b.Fatalf("%+v", out)
				}
			}, func() {})
		})
	}
}

// compare measures what is done to the file, beside rezipping the file as it was.
func compare(b *testing.B, path string, do, undo func()) {
	var best, bare, fast cost
	var most float64
	for b.Loop() {
		b.StopTimer()
		clearPeak()
		b.StartTimer()
		best = best.or(measured(b, do))
		b.StopTimer()
		most = max(most, statusFigure(b, "VmHWM:"))
		undo()
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		bare = bare.or(measured(b, func() { rezip(b, data, flate.DefaultCompression) }))
		fast = fast.or(measured(b, func() { rezip(b, data, flate.BestSpeed) }))
		b.StartTimer()
	}
	b.ReportMetric(float64(fast.time.Milliseconds()), "ms-rezip-fast")
	report(b, best, bare, most, path)
}

var sizes = []struct {
	name string
	n    int
}{{"1k", 1_000}, {"10k", 10_000}, {"100k", 100_000}}

// cost is what something takes: by the clock, and of the processors, which says
// more on a machine that others use too.
type cost struct{ time, processor time.Duration }

func (c cost) or(d cost) cost {
	if c == (cost{}) {
		return d
	}
	return cost{min(c.time, d.time), min(c.processor, d.processor)}
}

func measured(b *testing.B, f func()) cost {
	runtime.GC()
	began, used := time.Now(), processorTime(b)
	f()
	return cost{time.Since(began), processorTime(b) - used}
}

// processorTime is what the process has used; 0 where the system does not tell.
func processorTime(b *testing.B) time.Duration {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	const user, tick = 13, 10 * time.Millisecond
	fields := strings.Fields(string(stat))
	var ticks int
	for _, f := range fields[user : user+2] {
		n, err := strconv.Atoi(f)
		if err != nil {
			b.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * tick
}

// saved makes the master and saves it.
func (r *region) saved(b *testing.B, dir string) (path string) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64)) // making it is not measured
	path = filepath.Join(dir, "master.xlsx")
	if err := os.WriteFile(path, r.master(b), 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}

func adoptFile(b *testing.B, path string, base Base) string {
	data, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	return adopted(b, data, base, nil).SHA256
}

// merge merges, and keeps the file that was there under another name.
func (r *region) merge(b *testing.B, path, hash string) Outcome {
	if err := os.Link(path, path+".kept"); err != nil && !os.IsExist(err) {
		b.Fatal(err)
	}
	out, next, err := Merge(path, r.base, nil, r.view, MergeOptions{Now: r.view.Run, Adopted: hash, Pending: func(_, _ Base) error { return nil }})
	if err != nil || len(next) == 0 {
		b.Fatal(out, err)
	}
	return out
}

func report(b *testing.B, best, bare cost, peak float64, path string) {
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(best.time)/float64(bare.time), "x-rezip")
	b.ReportMetric(float64(best.time.Milliseconds()), "ms")
	b.ReportMetric(float64(bare.time.Milliseconds()), "ms-rezip")
	if best.processor > 0 {
		b.ReportMetric(float64(best.processor)/float64(bare.processor), "x-rezip-cpu")
		b.ReportMetric(float64(best.processor.Milliseconds()), "ms-cpu")
	}
	b.ReportMetric(float64(info.Size())/1e6, "MB-file")
	if peak > 0 {
		b.ReportMetric(peak/1024, "MB-peak")
	}
}

// clearPeak lets the process's peak of memory begin anew, where the system can.
func clearPeak() {
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // elsewhere there is no such figure
}

// statusFigure is a figure of the process in kB; 0 where the system has none.
func statusFigure(b *testing.B, name string) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), name)
	n, err := strconv.ParseFloat(strings.Fields(after)[0], 64)
	if err != nil {
		b.Fatal(err)
	}
	return n
}
