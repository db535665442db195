package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
)

// parts are a workbook's zip entries by normalised, lower-case name. Part names
// are equal regardless of case (OPC), and programs do differ in it.
type parts struct {
	data    []byte
	lim     Limits
	packed  bytes.Reader // the part being read
	inflate *inflater    // used again from part to part
	byName  map[string]*zip.File
	names   []string // in the zip's order
	opened  map[string]bool
	left    int64 // of lim.Bytes
}

// directoryEntry begins every entry of a zip's directory.
const directoryEntry = "PK\x01\x02"

// longestName is far more than any program gives a part.
const longestName = 1 << 10

// openParts lists the entries. It counts them before the directory is parsed,
// since parsing 60,000 of them is itself the attack.
func openParts(data []byte, lim Limits) (*parts, *Fault) {
	if n := bytes.Count(data, []byte(directoryEntry)); n > lim.Parts {
		return nil, &Fault{Code: TooLarge, Detail: fmt.Sprintf("%d parts", n)}
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		if f := Sniff(data); f != FormatZip && f != FormatDamaged {
			return nil, notAWorkbook(data)
		}
		return nil, &Fault{Code: Damaged, Detail: err.Error()}
	}
	p := &parts{data: data, lim: lim, byName: make(map[string]*zip.File, len(z.File)), opened: map[string]bool{}, left: lim.Bytes}
	for _, e := range z.File {
		if strings.HasSuffix(e.Name, "/") && e.UncompressedSize64 == 0 {
			continue
		}
		if len(e.Name) > longestName {
			return nil, &Fault{Code: TooLarge, Detail: fmt.Sprintf("a part with a name of %d bytes", len(e.Name))}
		}
		name := partName(e.Name)
		if _, twice := p.byName[name]; twice {
			return nil, &Fault{Code: Damaged, Part: name, Detail: "the part stands twice in the zip"}
		}
		p.byName[name] = e
		p.names = append(p.names, name)
	}
	if f := p.sizes(); f != nil {
		return nil, f
	}
	return p, p.apart()
}

// sizes refuses a book for what its directory says, before anything is unpacked.
func (p *parts) sizes() *Fault {
	var whole, packed uint64
	for _, name := range p.names {
		e := p.byName[name]
		size := min(e.UncompressedSize64, 1<<40)
		whole += size
		if e.Method != zip.Store {
			packed += min(e.CompressedSize64, 1<<40)
		}
		switch {
		case size > uint64(p.lim.PartBytes), whole > uint64(p.lim.Bytes):
			return &Fault{Code: TooLarge, Part: name, Detail: fmt.Sprintf("%d bytes unzipped", e.UncompressedSize64)}
		case packed > uint64(p.lim.Packed):
			return &Fault{Code: TooLarge, Part: name, Detail: fmt.Sprintf("more than %d bytes to unpack", p.lim.Packed)}
		}
	}
	return nil
}

// apart refuses parts that lie in each other: no program writes such, and a bomb
// of a few kilobytes can hold as much as it likes that way.
func (p *parts) apart() *Fault {
	type span struct {
		from, to int64
		name     string
	}
	spans := make([]span, 0, len(p.names))
	for _, name := range p.names {
		e := p.byName[name]
		from, err := e.DataOffset()
		if err != nil {
			return &Fault{Code: Damaged, Part: name, Detail: err.Error()}
		}
		if e.CompressedSize64 > uint64(len(p.data)) || from+int64(e.CompressedSize64) > int64(len(p.data)) {
			return &Fault{Code: Damaged, Part: name, Detail: "the part lies beyond the file's end"}
		}
		spans = append(spans, span{from, from + int64(e.CompressedSize64), name})
	}
	slices.SortStableFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return &Fault{Code: Damaged, Part: spans[i].name, Detail: "the part overlaps another in the zip"}
		}
	}
	return nil
}

func missing(part string) *Fault {
	return &Fault{Code: Damaged, Part: part, Detail: "the part is missing"}
}

// partName is a zip entry's name without what may differ: "/xl/..", "\\", case.
func partName(s string) string {
	s = path.Clean("/" + strings.ReplaceAll(s, `\`, "/"))
	return strings.ToLower(s[1:])
}

// resolve finds the part that a relationship of the part from names.
func (p *parts) resolve(from, target string) (string, bool) {
	if !strings.HasPrefix(target, "/") && !strings.HasPrefix(target, `\`) {
		target = path.Dir("/"+from) + "/" + target
	}
	name := partName(target)
	if p.has(name) {
		return name, true
	}
	if plain, err := url.PathUnescape(target); err == nil && p.has(partName(plain)) {
		return partName(plain), true
	}
	return name, false
}

func (p *parts) has(name string) bool { _, ok := p.byName[name]; return ok }

func (p *parts) unread() []string {
	var names []string
	for _, n := range p.names {
		if !p.opened[n] {
			names = append(names, n)
		}
	}
	return names
}

// open reads a part; its size and CRC are checked when it is read to the end.
func (p *parts) open(name string) (*partReader, *Fault) {
	e, ok := p.byName[name]
	if !ok {
		return nil, missing(name)
	}
	if e.Flags&1 != 0 {
		return nil, &Fault{Code: NotAWorkbook, Format: FormatEncrypted, Part: name, Detail: "the part is encrypted"}
	}
	from, err := e.DataOffset()
	if err != nil {
		return nil, &Fault{Code: Damaged, Part: name, Detail: err.Error()}
	}
	raw := p.data[from : uint64(from)+e.CompressedSize64] // openParts saw that it lies there
	p.opened[name] = true
	p.packed.Reset(raw)
	r := &partReader{name: name, parts: p, src: &p.packed, size: e.UncompressedSize64, want: e.CRC32}
	switch e.Method {
	case zip.Store:
	case zip.Deflate:
		p.inflate.reset(raw)
		r.src = p.inflate
	default:
		return nil, &Fault{Code: Damaged, Part: name, Detail: zip.ErrAlgorithm.Error()}
	}
	return r, nil
}

// partReader gives a part's bytes, counts them against the book's limit, and tells
// damage of the zip as a Fault. One part of a workbook is read at a time.
type partReader struct {
	name  string
	parts *parts
	src   io.Reader
	n     uint64 // bytes unpacked
	size  uint64 // bytes declared
	sum   uint32
	want  uint32
	done  error
}

func (r *partReader) Read(b []byte) (int, error) {
	if r.done != nil {
		return 0, r.done
	}
	n, err := r.src.Read(b)
	r.n += uint64(n)
	r.parts.left -= int64(n)
	r.sum = crc32.Update(r.sum, crc32.IEEETable, b[:n])
	switch ended := errors.Is(err, io.EOF); {
	case r.n > uint64(r.parts.lim.PartBytes) || r.parts.left < 0:
		r.done = r.fault(TooLarge, "more bytes unzipped than allowed")
	case r.n > r.size:
		r.n = r.size
		r.done = r.fault(Damaged, "more bytes unzipped than the %d that its entry says", r.size)
	case ended && r.n < r.size:
		r.done = r.fault(Damaged, "fewer bytes unzipped than the %d that its entry says", r.size)
	case ended && r.sum != r.want:
		r.done = r.fault(Damaged, "%v", zip.ErrChecksum)
	case ended:
		r.done = io.EOF
	case err != nil:
		r.done = r.fault(Damaged, "%v", err)
	}
	return n, r.done
}

func (r *partReader) fault(code FaultCode, detail string, args ...any) *Fault {
	return &Fault{Code: code, Part: r.name, Offset: int64(r.n), Detail: fmt.Sprintf(detail, args...)}
}

// drain reads what is left, and gives the fault of the whole part.
func (r *partReader) drain(buf []byte) *Fault {
	for {
		if _, err := r.Read(buf); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return asFault(err, r.name)
		}
	}
}
