package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
)

// packageFile is the zip of a workbook, with the parts that are to be replaced.
type packageFile struct {
	zip      *zip.Reader
	src      []byte
	files    map[string]*zip.File // by part name in lower case, as names are compared
	replaced map[*zip.File][]byte
	spliced  map[*zip.File]*splicedPart // those of them that were read in blocks
	dropped  map[*zip.File]bool
	extra    []*zip.File // new parts, in order
	packer   *packer     // of blocks, once there are any
	carried  map[string]carriedPart
}

// maxPart bounds what one part may unpack to.
const maxPart = 512 << 20

func openPackage(src []byte) (*packageFile, error) {
	if bytes.HasPrefix(src, []byte{0xD0, 0xCF, 0x11, 0xE0}) {
		return nil, ErrSealed
	}
	zr, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, err
	}
	pk := &packageFile{zip: zr, src: src, files: map[string]*zip.File{}, replaced: map[*zip.File][]byte{}, spliced: map[*zip.File]*splicedPart{}, dropped: map[*zip.File]bool{}, carried: map[string]carriedPart{}}
	for _, f := range zr.File {
		key := partKey(f.Name)
		if strings.HasPrefix(key, "_xmlsignatures/") {
			return nil, ErrSigned
		}
		if _, twice := pk.files[key]; twice {
			return nil, fmt.Errorf("part %s is there twice", f.Name)
		}
		pk.files[key] = f
	}
	return pk, nil
}

func partKey(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func (pk *packageFile) has(part string) bool { return pk.files[partKey(part)] != nil }

// read gives a part as it will be, with the zip's checksum verified.
func (pk *packageFile) read(part string) ([]byte, error) {
	f := pk.files[partKey(part)]
	if f == nil || pk.dropped[f] {
		return nil, fmt.Errorf("no part %s", part)
	}
	if s, ok := pk.spliced[f]; ok {
		var b bytes.Buffer
		if err := s.spliceTo(&b, f); err != nil {
			return nil, fmt.Errorf("part %s: %w", part, err)
		}
		return b.Bytes(), nil
	}
	if b, ok := pk.replaced[f]; ok {
		return b, nil
	}
	if f.UncompressedSize64 > maxPart {
		return nil, fmt.Errorf("part %s unpacks to more than %d bytes", part, maxPart)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", part, err)
	}
	b, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	if err := errors.Join(err, r.Close()); err != nil {
		return nil, fmt.Errorf("part %s: %w", part, err)
	}
	return b, nil
}

func (pk *packageFile) replace(part string, b []byte) {
	f := pk.files[partKey(part)]
	pk.replaced[f] = b
	delete(pk.spliced, f)
}

func (pk *packageFile) drop(part string) { pk.dropped[pk.files[partKey(part)]] = true }

// packedAt is how hard changed parts are packed: the level from which on harder means
// much slower. The parts are a sixth larger than programs make them, until one saves
// the file anew.
const packedAt = 5

// bytes is the new zip: the entries in their old order, those that did not change
// with their compressed bytes as they were.
func (pk *packageFile) bytes() ([]byte, error) {
	var buf bytes.Buffer
	buf.Grow(len(pk.src) + len(pk.src)/16)
	zw := zip.NewWriter(&buf)
	packs, err := entryPacker()
	if err != nil {
		return nil, err
	}
	zw.RegisterCompressor(zip.Deflate, packs)
	if err := zw.SetComment(pk.zip.Comment); err != nil {
		return nil, err
	}
	for _, f := range slices.Concat(pk.zip.File, pk.extra) {
		if pk.dropped[f] {
			continue
		}
		if err := pk.entry(zw, f); err != nil {
			return nil, fmt.Errorf("part %s: %w", f.Name, err)
		}
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), pk.carriedInto(buf.Bytes())
}

// carriedInto holds that what was not to change did not, compressed as it is.
func (pk *packageFile) carriedInto(out []byte) error {
	zr, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		return err
	}
	now := map[string]*zip.File{}
	for _, f := range zr.File {
		now[f.Name] = f
	}
	const block = 32 << 10
	room := make([]byte, 2*block)
	for _, f := range pk.zip.File {
		if _, replaced := pk.replaced[f]; replaced || pk.dropped[f] {
			continue
		}
		same, err := sameBytes(f, now[f.Name], room[:block], room[block:])
		if err != nil || !same {
			return errors.Join(fmt.Errorf("part %s would change", f.Name), err)
		}
	}
	return nil
}

// sameBytes compares what is packed, block by block.
func sameBytes(a, b *zip.File, bufA, bufB []byte) (bool, error) {
	if b == nil || a.CRC32 != b.CRC32 || a.Method != b.Method || a.CompressedSize64 != b.CompressedSize64 {
		return false, nil
	}
	ra, errA := a.OpenRaw()
	rb, errB := b.OpenRaw()
	if err := errors.Join(errA, errB); err != nil {
		return false, err
	}
	for {
		n, errA := io.ReadFull(ra, bufA)
		m, errB := io.ReadFull(rb, bufB)
		if n != m || !bytes.Equal(bufA[:n], bufB[:m]) {
			return false, nil
		}
		if n < len(bufA) {
			return ended(errA) && ended(errB), nil
		}
	}
}

func ended(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }

func (pk *packageFile) entry(zw *zip.Writer, f *zip.File) error {
	b, ok := pk.replaced[f]
	if !ok {
		return zw.Copy(f)
	}
	if s, ok := pk.spliced[f]; ok {
		if err := s.finish(pk.packer); err != nil {
			return err
		}
		if err := s.writeTo(zw, f); err != nil {
			return err
		}
		pk.carried[partName(f.Name)] = s.carried()
		return nil
	}
	w, err := zw.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified})
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// partLink is one line of a .rels part.
type partLink struct {
	id, kind string // kind is the last step of the type's address
	target   string // the part's name
	tag      element
	end      int // past the whole element
}

func relsOf(part string) string {
	dir, base := path.Split(part)
	return dir + "_rels/" + base + ".rels"
}

// relations are a part's links to other parts of the package; a part without
// a .rels part has none.
func (pk *packageFile) relations(part string) ([]partLink, error) {
	name := relsOf(part)
	if !pk.has(name) {
		return nil, nil
	}
	raw, err := pk.read(name)
	if err != nil {
		return nil, err
	}
	c := &cursor{src: raw}
	root, err := c.root("Relationships")
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", name, err)
	}
	var rels []partLink
	_, err = c.children(root, func(e element) error {
		tag := raw[e.start:e.end]
		kind, _ := attribute(tag, "Type")
		if strings.Contains(kind, "purl.oclc.org/ooxml") {
			return ErrStrict
		}
		end, err := c.pass(e)
		if err != nil {
			return err
		}
		if mode, _ := attribute(tag, "TargetMode"); mode == "External" {
			return nil
		}
		id, _ := attribute(tag, "Id")
		target, _ := attribute(tag, "Target")
		rels = append(rels, partLink{id: id, kind: path.Base(kind), target: pk.resolve(part, target), tag: e, end: end.end})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", name, err)
	}
	return rels, nil
}

func (pk *packageFile) resolve(from, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = path.Join("/", path.Dir(from), target)
	}
	target = strings.TrimPrefix(path.Clean(target), "/")
	if plain, err := url.PathUnescape(target); err == nil && !pk.has(target) && pk.has(plain) {
		return plain
	}
	return target
}
