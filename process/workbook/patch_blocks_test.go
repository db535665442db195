package workbook

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"testing"
)

func TestSumOfBoth(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	text := make([]byte, 70_000)
	for i := range text {
		text[i] = byte(r.Uint32())
	}
	for _, at := range []int{0, 1, 7, 255, 256, 65_535, 69_999, 70_000} {
		first, second := text[:at], text[at:]
		if got := sumOfBoth(crc32.ChecksumIEEE(first), crc32.ChecksumIEEE(second), len(second)); got != crc32.ChecksumIEEE(text) {
			t.Errorf("parted at %d: %08x", at, got)
		}
	}
}

// Blocks packed each by itself are one part to whoever unpacks them; a change where
// none was foreseen is refused, for the block is packed already.
func TestBlocksMakeAPart(t *testing.T) {
	src := bookOf(`<row r="1"><c r="A1"><v>1</v></c></row>`).zip(t)
	pk, err := openPackage(src)
	if err != nil {
		t.Fatal(err)
	}
	const part = "xl/worksheets/sheet1.xml"
	sum := crc32.ChecksumIEEE([]byte("ettan tvåan")[:12])
	packs := func(splices ...splice) (string, error) {
		if pk.packer, err = newPacker(); err != nil {
			t.Fatal(err)
		}
		first := &partBlock{from: 0, size: 6}
		pk.packer.pack(first, []byte("ettan "))
		s := &splicedPart{&thin{sum: sum, blocks: []*partBlock{first, {from: 6, size: 5, raw: []byte("tvåan")[:5]}, {from: 11, size: 1, raw: []byte("n")}}}, splices}
		if err := s.finish(pk.packer); err != nil {
			return "", err
		}
		var b bytes.Buffer
		zw := zip.NewWriter(&b)
		if err := s.writeTo(zw, pk.files[part]); err != nil {
			t.Fatal(err)
		}
		if err := zw.Close(); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		r, err := z.Open(part)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		return string(text), err
	}
	for want, splices := range map[string][]splice{
		"ettan tvåan":        nil,
		"ettan nu tvåan":     {{6, 6, []byte("nu ")}},
		"ettan trean":        {{7, 11, []byte("rea")}},
		"ettan två stycken":  {{10, 11, []byte(" stycke")}},
		"ettan tvåan igen":   {{12, 12, []byte(" igen")}},
		"ettan nu två eller": {{6, 6, []byte("nu ")}, {10, 11, []byte(" elle")}, {11, 12, []byte("r")}},
	} {
		if got, err := packs(splices...); got != want || err != nil {
			t.Errorf("%q: %q, %v", want, got, err)
		}
	}
	sum++
	if _, err := packs(); err == nil {
		t.Error("blocks that are not what was read went unseen")
	}
	if _, err := packs(splice{3, 4, []byte("x")}); err == nil {
		t.Error("a change in a packed block went unseen")
	}
}
