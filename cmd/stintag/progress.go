package main

import (
	"io"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progressBars shows each step of a run as a bar, to a person at a terminal and
// to nobody else.
func progressBars(out io.Writer, terminal bool) (watch func(step string, done, of int), finish func()) {
	if !terminal {
		return func(string, int, int) {}, func() {}
	}
	p := mpb.New(mpb.WithOutput(out), mpb.WithWidth(40))
	bars := map[string]*mpb.Bar{}
	watch = func(step string, done, of int) {
		bar := bars[step]
		if bar == nil {
			bar = p.AddBar(int64(of), mpb.BarRemoveOnComplete(),
				mpb.PrependDecorators(decor.Name(step, decor.WCSyncSpaceR)), mpb.AppendDecorators(decor.CountersNoUnit("%d av %d")))
			bars[step] = bar
		}
		bar.SetCurrent(int64(done))
	}
	finish = func() {
		for _, b := range bars {
			b.Abort(true)
		}
		p.Wait()
	}
	return watch, finish
}
