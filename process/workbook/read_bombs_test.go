package workbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// repeated is a stream of n pieces as DEFLATE packs it, made without packing more
// than one of them.
func repeated(t testing.TB, before, piece, after string, n int) (stream []byte, size uint64, sum uint32) {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	flushed := func(s string) []byte {
		out.Reset()
		w.Reset(&out) // so that a piece refers to nothing before it
		if _, err := w.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		return bytes.Clone(out.Bytes())
	}
	size = uint64(len(before) + n*len(piece) + len(after))
	stream = flushed(before)
	sum = crc32.ChecksumIEEE([]byte(before))
	middle := flushed(piece)
	for range n {
		stream = append(stream, middle...)
		if size <= uint64(FormLimits.PartBytes) { // nobody comes to the sum of a larger one
			sum = crc32.Update(sum, crc32.IEEETable, []byte(piece))
		}
	}
	stream = append(append(stream, flushed(after)...), 3, 0) // an empty last block
	sum = crc32.Update(sum, crc32.IEEETable, []byte(after))
	return stream, size, sum
}

// bomb is book with one part more, or another content for one: before, n times
// piece, after. declared is the size that the zip gives, 0 for the true one.
func bomb(book rawBook, part, before, piece string, n int, after string, declared uint64) func(testing.TB) []byte {
	return func(t testing.TB) []byte {
		stream, size, sum := repeated(t, before, piece, after, n)
		if declared == 0 {
			declared = size
		}
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for _, name := range slices.Sorted(maps.Keys(book)) {
			if name == part {
				continue
			}
			w, err := z.Create(name)
			if err == nil {
				_, err = w.Write([]byte(book[name]))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		w, err := z.CreateRaw(&zip.FileHeader{Name: part, Method: zip.Deflate, CRC32: sum, CompressedSize64: uint64(len(stream)), UncompressedSize64: declared})
		if err == nil {
			_, err = w.Write(stream)
		}
		if err == nil {
			err = z.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
}

// slowly is book with a part of the size given, whose every byte is packed by itself
// and in many lengths.
func slowly(book rawBook, part, before, after string, size int) func(testing.TB) []byte {
	return func(t testing.TB) []byte {
		rnd := rand.New(rand.NewPCG(1, 2))
		noise := make([]byte, size-len(before)-len(after))
		for i := range noise {
			noise[i] = 'a' + byte(min(25, rnd.ExpFloat64()*5))
		}
		content := []byte(before + string(noise) + after)
		var packed, out bytes.Buffer
		w, err := flate.NewWriter(&packed, flate.HuffmanOnly)
		if err == nil {
			_, err = w.Write(content)
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		z := zip.NewWriter(&out)
		for name, s := range book {
			if name != part {
				rawEntry(t, z, name, s, zip.Store, uint64(len(s)))
			}
		}
		e, err := z.CreateRaw(&zip.FileHeader{Name: part, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(content), CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(content))})
		if err == nil {
			_, err = e.Write(packed.Bytes())
		}
		if err == nil {
			err = z.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
}

// within is book with the part's text split at mark, so that pieces can stand
// before it.
func within(book rawBook, part, mark, open, piece string, n int, closing string) func(testing.TB) []byte {
	before, after, _ := strings.Cut(book[part], mark)
	return bomb(book, part, before+open, piece, n, closing+mark+after, 0)
}

// numbered is n pieces that differ.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i+1)
	}
	return b.String()
}

// overlapping is a zip whose n entries all lie in the same bytes, as in Fifield's
// bomb: 10 MB of zeros each, packed once.
func overlapping(book rawBook, n int) func(testing.TB) []byte {
	return func(t testing.TB) []byte {
		one := bomb(book, "kernel", "", strings.Repeat("\x00", 1<<20), 1, "", 0)(t)
		end := bytes.LastIndex(one, []byte("PK\x05\x06"))
		last := bytes.LastIndex(one[:end], []byte(directoryEntry))
		entry, tail := bytes.Clone(one[last:end]), bytes.Clone(one[end:])
		out := bytes.Clone(one[:end])
		at := bytes.Index(entry, []byte("kernel"))
		for i := range n {
			copy(entry[at:], fmt.Sprintf("k%05d", i))
			out = append(out, entry...)
		}
		entries := int(tail[8]) + n
		size := len(out) - (int(tail[16]) | int(tail[17])<<8 | int(tail[18])<<16)
		for _, at := range []int{8, 10} {
			tail[at], tail[at+1] = byte(entries), byte(entries>>8)
		}
		tail[12], tail[13], tail[14] = byte(size), byte(size>>8), byte(size>>16)
		return append(out, tail...)
	}
}

// twoByte is s in UTF-16.
func twoByte(s string) string {
	b := make([]byte, 0, 2*len(s))
	for _, ch := range []byte(s) {
		b = append(b, ch, 0)
	}
	return string(b)
}

func utf16Sheet(book rawBook, n int) func(testing.TB) []byte {
	return func(t testing.TB) []byte {
		return book.with(sheetPart, twoByte(bookOf(rowsAt(n, "A"))[sheetPart])).zip(t)
	}
}

// backwards is n rows of cells, the last cell of the last row first.
func backwards(n, columns int) string {
	var b strings.Builder
	for r := n; r > 0; r-- {
		fmt.Fprintf(&b, `<row r="%d">`, r)
		for c := columns; c > 0; c-- {
			fmt.Fprintf(&b, `<c r="%s"><v>1</v></c>`, Address(r, c))
		}
		b.WriteString(`</row>`)
	}
	return b.String()
}
