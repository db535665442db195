package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"stintag/process"
	"stintag/process/ledger"
	"stintag/process/master"
)

// A master that reads well may still be wrong as a whole: another installation's, or
// one where a slip took most of a register away. Nothing is taken from such a one
// until somebody says that it is meant.

const registerIdentity = "identity"

// acceptWords tell who can say so.
const acceptWords = " Är det meningen: be driften köra stintag run --accept-master."

// errDoubted is the same for operators.
var errDoubted = errors.New("the master may be another installation's, or has lost or mixed up rows of a register: see status; stintag run --accept-master takes it as it is")

// identify gives the ledger's own name in the stamps of its masters, which it gets
// the first time it is asked.
func (b *batch) identify(ctx context.Context) (string, error) {
	raw, err := b.ledger.Register(ctx, registerIdentity)
	if err != nil || raw != nil {
		return string(raw), err
	}
	name := make([]byte, 6)
	if _, err := rand.Read(name); err != nil {
		return "", fmt.Errorf("name the ledger: %w", err)
	}
	own := hex.EncodeToString(name)
	return own, b.do(ctx, func(tx *ledger.Tx) error { return tx.SetRegister(registerIdentity, []byte(own)) })
}

// doubt says why the master as adopted is not believed, in Swedish; "" where it is.
func (b *batch) doubt(ctx context.Context) (string, error) {
	if of := writtenBy(b.stamp); of != "" && of != b.identity {
		return "Huvudfilen är skriven av en annan installation av stintag, kanske en annan regions. Lägg tillbaka den rätta, eller be driften köra stintag restore latest." + acceptWords, nil
	}
	before, known, err := b.registersBefore(ctx)
	if err != nil || !known {
		return "", err
	}
	now := b.adopted.Registers
	for _, register := range []struct {
		sheet       string
		before, now int
	}{
		{master.SheetCentres, len(before.Centres), len(now.Centres)},
		{master.SheetRoster, len(before.Roster), len(now.Roster)},
	} {
		if lostMost(register.before, register.now) {
			return fmt.Sprintf("Bladet %s hade %d rader; nu går %d att använda. Har rader tagits bort av misstag: lägg tillbaka dem, eller be driften köra stintag restore.",
				register.sheet, register.before, register.now) + acceptWords, nil
		}
	}
	if words := cmp.Or(gone(before, now), shuffled(before, now)); words != "" {
		return words + acceptWords, nil
	}
	if n := traded(before.Centres, now.Centres); n >= mostTraded {
		return fmt.Sprintf("%d vårdcentraler har fått en e-postadress som var en annan vårdcentrals. Har kolumnen E-post sorterats för sig i bladet %s: ordna den.", n, master.SheetCentres) + acceptWords, nil
	}
	return "", nil
}

// registersBefore are the registers as last adopted; known is false where none were.
func (b *batch) registersBefore(ctx context.Context) (before master.Registers, known bool, err error) {
	raw, err := b.ledger.Register(ctx, registerPeople)
	if err != nil || raw == nil {
		return before, false, err
	}
	if err := json.Unmarshal(raw, &before); err != nil {
		return before, false, fmt.Errorf("decode registers: %w", err)
	}
	return before, true, nil
}

// What is a slip rather than a change: fewer than half the rows of a register of some
// size, or so many health centres with each other's addresses.
const (
	leastRows  = 6
	mostTraded = 3
)

func lostMost(before, now int) bool { return before >= leastRows && 2*now < before }

// traded counts the health centres that have got another's address.
func traded(before, now []process.HealthCentre) int {
	was := map[string]map[string]bool{} // address -> the health centres that had it
	for _, c := range before {
		for _, a := range c.Addresses {
			a = strings.ToLower(a)
			if was[a] == nil {
				was[a] = map[string]bool{}
			}
			was[a][c.ID] = true
		}
	}
	n := 0
	for _, c := range now {
		for _, a := range c.Addresses {
			if of := was[strings.ToLower(a)]; len(of) > 0 && !of[c.ID] {
				n++
				break
			}
		}
	}
	return n
}

// writtenBy is the ledger whose run wrote the master with the stamp; "" where it does
// not tell.
func writtenBy(stamp string) string {
	if parts := strings.Split(stamp, "-"); len(parts) == 3 {
		return parts[2]
	}
	return ""
}
