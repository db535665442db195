package workbook

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// costFile names the workbook that a process of its own reads for bounded.
const costFile = "STINTAG_COST_FILE"

// What the dearest healthy forms cost; those that are made to be dear are measured
// by TestReadAttacks.
func TestReadCost(t *testing.T) {
	for name, data := range map[string]func() []byte{
		"the form that speed is measured with":           func() []byte { return readSample(t, "libreoffice-form.xlsx") },
		"5,000 rows of 60 columns":                       func() []byte { return largestForm().zip(t) },
		"5,000 rows of 60 columns, no two texts equal":   func() []byte { return textForm(5000, 60).zip(t) },
		"5,000 rows of 60 columns, all of them formulas": func() []byte { return formulaForm(5000, 60).zip(t) },
	} {
		t.Run(name, func(t *testing.T) {
			data := data()
			mustRead(t, data)
			bounded(t, data)
		})
	}
}

// bounded fails where reading costs more than the package comment says one form
// may. It reads in a process of its own: memory is the peak of the process above
// what it stood at before, time is the processor's. The bound on time is slack, for
// machines that are slow; run with -v for the figures.
func bounded(t *testing.T, data []byte) {
	t.Helper()
	if _, err := os.Stat("/proc/self/clear_refs"); err != nil || !measurable || testing.Short() {
		return
	}
	const mostMemory, mostTime = 64 << 10, time.Second // kB
	file := filepath.Join(t.TempDir(), "form.xlsx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cpu, peak := costOf(t, file)
	t.Logf("%4d ms %3d MB, file of %d kB", cpu.Milliseconds(), peak>>10, len(data)>>10)
	if peak > mostMemory || cpu > mostTime {
		t.Errorf("took %v and %d MB", cpu, peak>>10)
	}
}

// costOf reads the file in a process of its own.
func costOf(t *testing.T, file string) (cpu time.Duration, peak int) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "-test.run", "^TestReadCostOfOne$", "-test.v")
	cmd.Env = append(os.Environ(), costFile+"="+file)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	_, figures, found := strings.Cut(string(out), "cost: ")
	var micros int
	if n, err := fmt.Sscan(figures, &micros, &peak); !found || err != nil || n != 2 {
		t.Fatalf("no figures in %s", out)
	}
	return time.Duration(micros) * time.Microsecond, peak
}

// TestReadCostOfOne is what bounded runs in a process of its own.
func TestReadCostOfOne(t *testing.T) {
	file := os.Getenv(costFile)
	if file == "" {
		t.Skip("run by bounded")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil { // the peak begins anew
		t.Fatal(err)
	}
	before, begin := memory(t, "VmRSS:"), processorTime()
	book, readErr := Read(data, FormLimits)
	cpu, peak := processorTime()-begin, memory(t, "VmHWM:")
	runtime.KeepAlive(book)
	runtime.KeepAlive(data)
	t.Logf("cost: %d %d µs and kB, %v", cpu.Microseconds(), max(0, peak-before), readErr)
}

// memory is a figure of the process, in kB.
func memory(t *testing.T, name string) int {
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

// textForm is a form of rows and columns in which no two texts are equal.
func textForm(rows, columns int) rawBook {
	var cells, table strings.Builder
	fmt.Fprintf(&table, `<sst xmlns="%s">`, mainSpace)
	for r := 1; r <= rows; r++ {
		fmt.Fprintf(&cells, `<row r="%d" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false">`, r)
		for c := 1; c <= columns; c++ {
			n := (r-1)*columns + c - 1
			fmt.Fprintf(&cells, `<c r="%s" s="0" t="s"><v>%d</v></c>`, Address(r, c), n)
			fmt.Fprintf(&table, `<si><t xml:space="preserve">Läkare nr %d, Åkerby</t></si>`, n)
		}
		cells.WriteString(`</row>`)
	}
	return bookOf(cells.String()).with("xl/sharedStrings.xml", table.String()+`</sst>`)
}

// formulaForm is a form of rows and columns of formulas with their values.
func formulaForm(rows, columns int) rawBook {
	var cells strings.Builder
	for r := 1; r <= rows; r++ {
		fmt.Fprintf(&cells, `<row r="%d">`, r)
		for c := 1; c <= columns; c++ {
			fmt.Fprintf(&cells, `<c r="%s"><f>SUM(A%d:B%[2]d)</f><v>%d</v></c>`, Address(r, c), r, r*c)
		}
		cells.WriteString(`</row>`)
	}
	return bookOf(cells.String())
}
