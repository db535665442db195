//go:build unix && !race

package form

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"stintag/process/workbook"
)

// costFile names the workbook that a process of its own reads for TestCost.
const costFile = "STINTAG_COST_FORM"

// What one form may cost from its bytes to its findings, whatever it holds: the
// bounds of the package comment. That on time is slack, for machines that are slow;
// run with -v for the figures.
const (
	mostMemory = 64 << 10 // kB, the peak of the process above what it stood at
	mostTime   = 2 * time.Second
)

// Every hostile workbook that we know of, and the largest healthy ones, are read
// within the bounds. Each passes the limits of the workbook's reader.
func TestCost(t *testing.T) {
	if _, err := os.Stat("/proc/self/clear_refs"); err != nil || testing.Short() {
		t.Skip("memory cannot be measured here")
	}
	for _, c := range costly() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel() // each is read, and its processor time counted, in a process of its own
			data := zipped(t, c.sheets())
			file := filepath.Join(t.TempDir(), "form.xlsx")
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			cpu, peak, forms := costOf(t, file)
			t.Logf("%5d ms %4d MB, %d forms in %d kB", cpu.Milliseconds(), peak>>10, forms, len(data)>>10)
			if peak > mostMemory || cpu > mostTime {
				t.Errorf("took %v and %d MB", cpu, peak>>10)
			}
			if forms != c.forms {
				t.Errorf("%d forms, want %d", forms, c.forms)
			}
		})
	}
}

// costOf reads the file in a process of its own.
func costOf(t *testing.T, file string) (cpu time.Duration, peak, forms int) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "-test.run", "^TestCostOfOne$", "-test.v", "-test.timeout", "60s")
	cmd.Env = append(os.Environ(), costFile+"="+file)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%.2000s", err, out)
	}
	_, figures, found := strings.Cut(string(out), "cost: ")
	var micros int
	if n, err := fmt.Sscan(figures, &micros, &peak, &forms); !found || err != nil || n != 3 {
		t.Fatalf("no figures in %s", out)
	}
	return time.Duration(micros) * time.Microsecond, peak, forms
}

// TestCostOfOne is what TestCost runs in a process of its own.
func TestCostOfOne(t *testing.T) {
	file := os.Getenv(costFile)
	if file == "" {
		t.Skip("run by TestCost")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil { // the peak begins anew
		t.Fatal(err)
	}
	before, begin := memoryOf(t, "VmRSS:"), processorTime()
	book, err := workbook.Read(data, workbook.FormLimits)
	if err != nil {
		t.Fatal(err)
	}
	parsed := processorTime()
	forms := Read(book).Forms
	read, found := processorTime(), 0
	for _, f := range forms {
		_, findings := f.Interpret(received)
		found += len(findings)
	}
	end, peak := processorTime(), memoryOf(t, "VmHWM:")
	runtime.KeepAlive(data)
	t.Logf("cost: %d %d %d µs, kB and forms", (end - begin).Microseconds(), max(0, peak-before), len(forms))
	t.Logf("workbook %v, forms %v, %d findings %v", parsed-begin, read-parsed, found, end-read)
}

// processorTime is what the process has used of the processor.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// memoryOf is a figure of the process, in kB.
func memoryOf(t *testing.T, name string) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := bytes.Cut(status, []byte(name))
	n, err := strconv.Atoi(string(bytes.Fields(after)[0]))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// filledSheet is a sheet of rows and columns; "" is an empty cell.
func filledSheet(rows, cols int, text func(r, c int) string) workbook.Sheet {
	var s workbook.Sheet
	for r := 1; r <= rows; r++ {
		row := workbook.Row{Number: r}
		for c := 1; c <= cols; c++ {
			if x := text(r, c); x != "" {
				row.Cells = append(row.Cells, workbook.Cell{Row: r, Col: c, Kind: workbook.Text, Text: x})
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// zipped is a workbook of the sheets, with no more in it than a reader must have.
func zipped(t *testing.T, sheets []workbook.Sheet) []byte {
	t.Helper()
	const main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	add := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	relationship := func(id int, kind, target string) string {
		return fmt.Sprintf(`<Relationship Id="r%d" Type="%s/%s" Target="%s"/>`, id, office, kind, target)
	}
	at := map[string]int{}
	var list, names, rels strings.Builder
	rels.WriteString(relationship(0, "sharedStrings", "sharedStrings.xml"))
	for i, s := range sheets {
		var x strings.Builder
		for _, r := range s.Rows {
			fmt.Fprintf(&x, `<row r="%d">`, r.Number)
			for _, c := range r.Cells {
				n, ok := at[c.Text]
				if !ok {
					n, at[c.Text] = len(at), len(at)
					list.WriteString(`<si><t>` + c.Text + `</t></si>`)
				}
				fmt.Fprintf(&x, `<c r="%s" t="s"><v>%d</v></c>`, workbook.Address(c.Row, c.Col), n)
			}
			x.WriteString(`</row>`)
		}
		x.WriteString(`</sheetData><mergeCells>`)
		for _, m := range s.Merges {
			fmt.Fprintf(&x, `<mergeCell ref="%s:%s"/>`, workbook.Address(m.Row1, m.Col1), workbook.Address(m.Row2, m.Col2))
		}
		add(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), `<worksheet xmlns="`+main+`"><sheetData>`+x.String()+`</mergeCells></worksheet>`)
		fmt.Fprintf(&names, `<sheet name="B%d" sheetId="%[1]d" r:id="r%[1]d"/>`, i+1)
		rels.WriteString(relationship(i+1, "worksheet", fmt.Sprintf("worksheets/sheet%d.xml", i+1)))
	}
	const package2006 = "http://schemas.openxmlformats.org/package/2006/"
	add("xl/sharedStrings.xml", `<sst xmlns="`+main+`">`+list.String()+`</sst>`)
	add("xl/workbook.xml", `<workbook xmlns="`+main+`" xmlns:r="`+office+`"><sheets>`+names.String()+`</sheets></workbook>`)
	add("xl/_rels/workbook.xml.rels", `<Relationships xmlns="`+package2006+`relationships">`+rels.String()+`</Relationships>`)
	add("_rels/.rels", `<Relationships xmlns="`+package2006+`relationships">`+relationship(1, "officeDocument", "xl/workbook.xml")+`</Relationships>`)
	add("[Content_Types].xml", `<Types xmlns="`+package2006+`content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
