package workbook

import (
	"archive/zip"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// unpacked reads an entry from memory, and holds it to its size and its checksum.
func (pk *packageFile) unpacked(f *zip.File) (io.Reader, error) {
	const encrypted = 1
	from, err := f.DataOffset()
	switch {
	case err != nil:
		return nil, err
	case f.Method != zip.Deflate || f.Flags&encrypted != 0:
		return nil, zip.ErrAlgorithm
	case uint64(from)+f.CompressedSize64 > uint64(len(pk.src)):
		return nil, io.ErrUnexpectedEOF
	}
	u := &unpacking{entry: f}
	u.inflate.reset(pk.src[from : uint64(from)+f.CompressedSize64])
	return u, nil
}

type unpacking struct {
	entry   *zip.File
	inflate inflater
	n       uint64
	sum     uint32
}

func (u *unpacking) Read(b []byte) (int, error) {
	n, err := u.inflate.Read(b)
	u.n += uint64(n)
	u.sum = crc32.Update(u.sum, crc32.IEEETable, b[:n])
	switch ended := errors.Is(err, io.EOF); {
	case u.n > u.entry.UncompressedSize64, ended && u.n < u.entry.UncompressedSize64:
		return n, fmt.Errorf("%d bytes unpacked of %d", u.n, u.entry.UncompressedSize64)
	case ended && u.sum != u.entry.CRC32:
		return n, zip.ErrChecksum
	}
	return n, err
}
