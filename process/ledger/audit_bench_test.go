package ledger

import (
	"fmt"
	"testing"
)

// What a row of audit costs, each in a transaction of its own and a thousand in one,
// as the ledger writes to disk and without waiting for it.
func BenchmarkAudit(b *testing.B) {
	for _, sync := range []string{"full", "off"} {
		for _, at := range []int{1, 1000} {
			b.Run(fmt.Sprintf("sync=%s/%d", sync, at), func(b *testing.B) {
				l, _ := open(b)
				if _, err := l.db.Exec(`PRAGMA synchronous = ` + sync); err != nil {
					b.Fatal(err)
				}
				n := 0
				for b.Loop() {
					err := l.Do(b.Context(), evening, func(tx *Tx) error {
						for range at {
							if err := tx.Audit("letter sent", "IA-2024-0001", "250"); err != nil {
								return err
							}
						}
						return nil
					})
					if err != nil {
						b.Fatal(err)
					}
					n += at
				}
				b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}

// What Verify takes for a hundred thousand rows.
func BenchmarkVerify(b *testing.B) {
	l, _ := open(b)
	err := l.Do(b.Context(), evening, func(tx *Tx) error {
		for range 100_000 {
			if err := tx.Audit("letter sent", "IA-2024-0001", "250"); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if v := verify(b, l); v.Size != 100_000 || len(v.Faults) > 0 {
			b.Fatal(v.Faults)
		}
	}
	b.ReportMetric(float64(100_000*b.N)/b.Elapsed().Seconds(), "rows/s")
}
