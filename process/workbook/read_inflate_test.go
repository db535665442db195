package workbook

import (
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

// unpackedBoth unpacks with compress/flate and with our own inflater, and holds them to
// each other: the same bytes, and both fault or neither. Of a stream that is cut off ours
// gives the last codes too that are whole.
func unpackedBoth(t *testing.T, packed []byte, z *inflater) {
	t.Helper()
	const most = 1 << 20
	want, wantErr := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), most))
	z.reset(packed)
	got, err := io.ReadAll(io.LimitReader(z, most))
	if !bytes.Equal(got, want) && (err == nil || !bytes.HasPrefix(got, want)) {
		t.Fatalf("%d bytes, compress/flate %d, the same as far as %d", len(got), len(want), alikeTo(got, want))
	}
	var corrupt flate.CorruptInputError
	if z.own > mostTiny { // ours gives up where nobody writes such
		return
	}
	if (err == nil) != (wantErr == nil) || err != nil && !errors.As(err, &corrupt) && !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatalf("fault %v, compress/flate %v", err, wantErr)
	}
}

func alikeTo(a, b []byte) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

func deflated(t testing.TB, level int, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, level)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// streams are what there is to unpack: texts of every kind, at every level, larger than
// the inflater's room, and streams that no program would write.
func streams(t testing.TB) map[string][]byte {
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 200_000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	few := make([]byte, 300_000)
	for i := range few {
		few[i] = byte(random.ExpFloat64() * 9) // codes of all lengths
	}
	all := map[string][]byte{}
	for name, text := range map[string][]byte{
		"nothing": nil, "one byte": {7}, "zeros": make([]byte, 500_000), "noise": noise, "few": few,
		"xml":  []byte(strings.Repeat(`<c r="B7" s="3" t="s"><v>12</v></c>`, 9000)),
		"far":  append(bytes.Clone(noise[:32_768]), noise...),
		"pair": []byte(strings.Repeat("ab", 100_000)),
	} {
		for _, level := range []int{flate.HuffmanOnly, flate.NoCompression, 1, 6, 9} {
			all[name+" "+strconv.Itoa(level)] = deflated(t, level, text)
		}
	}
	for name, bits := range map[string]string{
		"empty":                      "",
		"block of the third kind":    "111",
		"fixed, cut off":             "110",
		"fixed, a code of no length": "110" + "11000110",
		"fixed, a far code":          "110" + "0000001" + "11110",
		"fixed, too far back":        "110" + "0000001" + "00000",
		"no codes":                   "101" + "00000" + "00000" + "0000" + strings.Repeat("000", 4),
		"too many codes":             "101" + "11111" + "00000" + "0000",
		"too many distances":         "101" + "00000" + "11111" + "0000",
		"a length of nothing before": "101" + "00000" + "00000" + "0000" + "100" + "000" + "000" + "000" + "0000000",
	} {
		all[name] = inBits(bits)
	}
	return all
}

// inBits packs bits in the order they are read.
func inBits(bits string) []byte {
	out := make([]byte, (len(bits)+7)/8)
	for i := range bits {
		out[i/8] |= (bits[i] - '0') << (i % 8)
	}
	return out
}

// What compress/flate unpacks our own inflater does, and faults where it does, also
// with streams that are cut off or flipped anywhere near their beginning and end.
func TestInflate(t *testing.T) {
	var z inflater
	for name, stream := range streams(t) {
		t.Run(name, func(t *testing.T) {
			unpackedBoth(t, stream, &z)
			for _, n := range []int{1, 2, 3, 8, 9, 60, len(stream) / 2, len(stream) - 9, len(stream) - 1} {
				if n < 0 || n >= len(stream) {
					continue
				}
				unpackedBoth(t, stream[:n], &z)
				flipped := bytes.Clone(stream)
				flipped[n] ^= 1 << (n % 8)
				unpackedBoth(t, flipped, &z)
			}
		})
	}
}

// However few bytes are asked for at a time, they are the same.
func TestInflateInPieces(t *testing.T) {
	var z inflater
	for name, stream := range streams(t) {
		want, err := io.ReadAll(flate.NewReader(bytes.NewReader(stream)))
		if err != nil {
			continue
		}
		z.reset(stream)
		if got, err := io.ReadAll(iotest.HalfReader(&z)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(want), err)
		}
	}
}

func FuzzInflate(f *testing.F) {
	for _, stream := range streams(f) {
		f.Add(stream[:min(len(stream), 4000)])
	}
	var z inflater
	f.Fuzz(func(t *testing.T, stream []byte) { unpackedBoth(t, stream, &z) })
}

// Empty blocks that each bring codes of their own cost a thousand times their bytes:
// a form of nothing else is given up early.
func TestTinyBlocksAreGivenUp(t *testing.T) {
	var packed []byte
	var bits, n uint
	put := func(v, size uint) {
		bits |= v << n
		for n += size; n >= 8; n -= 8 {
			packed, bits = append(packed, byte(bits)), bits>>8
		}
	}
	for range 2 * mostTiny {
		put(0, 1)
		put(2, 2)
		put(0, 5)
		put(0, 5)
		put(14, 4)
		for i := range 18 {
			put(map[int]uint{2: 1, 17: 1}[i], 3) // a code for 138 zeros, and one for the length 1
		}
		put(1|127<<1, 8)
		put(1|107<<1, 8)
		put(0, 3) // the end's and the distance's length, and the end
	}
	put(0, 8)
	if got, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed))); len(got) > 0 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatalf("compress/flate reads %d bytes, %v: the blocks are no blocks", len(got), err)
	}
	var z inflater
	z.reset(packed)
	var corrupt flate.CorruptInputError
	if _, err := io.ReadAll(&z); !errors.As(err, &corrupt) || z.own != mostTiny+1 {
		t.Errorf("%v after %d blocks", err, z.own)
	}
}
