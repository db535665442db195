package main

import (
	"sync"
	"time"
)

// course is how far a run has come, for those who watch it from outside. A nil
// course is one that nobody watches.
type course struct {
	clock func() time.Time
	feed  func() // tells the watchdog that work goes on

	mu sync.Mutex
	at position
}

// position is a moment of a course; its run is 0 where none is going.
type position struct {
	Run          int64
	Chapter      string
	Began, Moved time.Time
}

func (c *course) begin(run int64) {
	c.set(func(p *position, now time.Time) { *p = position{Run: run, Began: now} })
}
func (c *course) end() { c.set(func(p *position, _ time.Time) { *p = position{} }) }
func (c *course) enter(chapter string) {
	c.set(func(p *position, _ time.Time) { p.Chapter = chapter })
}

// move says that a mail, a letter, a step is done.
func (c *course) move() { c.set(func(*position, time.Time) {}) }

func (c *course) set(change func(*position, time.Time)) {
	if c == nil {
		return
	}
	c.mu.Lock()
	now := c.clock()
	change(&c.at, now)
	c.at.Moved = now
	c.mu.Unlock()
	c.feed()
}

func (c *course) position() position {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}
