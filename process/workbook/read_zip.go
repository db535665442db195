package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"net/url"
	"path"
	"strings"
)

// parts are a workbook's zip entries by normalised, lower-case name. Part names
// are equal regardless of case (OPC), and programs do differ in it.
type parts struct {
	lim    Limits
	byName map[string]*zip.File
	names  []string // in the zip's order
	opened map[string]bool
	left   int64 // of lim.Bytes
}

// directoryEntry begins every entry of a zip's directory.
const directoryEntry = "PK\x01\x02"

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
	p := &parts{lim: lim, byName: make(map[string]*zip.File, len(z.File)), opened: map[string]bool{}, left: lim.Bytes}
	var declared uint64
	for _, e := range z.File {
		if strings.HasSuffix(e.Name, "/") && e.UncompressedSize64 == 0 {
			continue
		}
		name := partName(e.Name)
		if _, twice := p.byName[name]; twice {
			return nil, &Fault{Code: Damaged, Part: name, Detail: "the part stands twice in the zip"}
		}
		p.byName[name] = e
		p.names = append(p.names, name)
		declared += min(e.UncompressedSize64, 1<<40)
		if e.UncompressedSize64 > uint64(lim.PartBytes) || declared > uint64(lim.Bytes) {
			return nil, &Fault{Code: TooLarge, Part: name, Detail: fmt.Sprintf("%d bytes unzipped", e.UncompressedSize64)}
		}
	}
	return p, nil
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

// open reads a part; its CRC is checked when it is read to the end.
func (p *parts) open(name string) (*partReader, *Fault) {
	e, ok := p.byName[name]
	if !ok {
		return nil, missing(name)
	}
	if e.Flags&1 != 0 {
		return nil, &Fault{Code: NotAWorkbook, Format: FormatEncrypted, Part: name, Detail: "the part is encrypted"}
	}
	rc, err := e.Open()
	if err != nil {
		return nil, &Fault{Code: Damaged, Part: name, Detail: err.Error()}
	}
	p.opened[name] = true
	src := &partReader{ReadCloser: rc, name: name, parts: p}
	if e.CRC32 == 0 { // archive/zip then takes the sum for not given
		src.sum = crc32.NewIEEE()
	}
	return src, nil
}

// partReader counts what it gives against the book's limit, and tells damage of
// the zip as a Fault.
type partReader struct {
	io.ReadCloser
	name  string
	parts *parts
	n     int64
	sum   hash.Hash32
	fault *Fault
}

func (r *partReader) Read(b []byte) (int, error) {
	if r.fault != nil {
		return 0, r.fault
	}
	n, err := r.ReadCloser.Read(b)
	r.n += int64(n)
	r.parts.left -= int64(n)
	if r.sum != nil {
		r.sum.Write(b[:n])
	}
	switch {
	case r.n > r.parts.lim.PartBytes || r.parts.left < 0:
		r.fault = &Fault{Code: TooLarge, Part: r.name, Offset: r.n, Detail: "more bytes unzipped than allowed"}
	case errors.Is(err, io.EOF):
		if r.sum == nil || r.sum.Sum32() == 0 {
			return n, io.EOF
		}
		r.fault = &Fault{Code: Damaged, Part: r.name, Offset: r.n, Detail: zip.ErrChecksum.Error()}
	case err != nil:
		r.fault = &Fault{Code: Damaged, Part: r.name, Offset: r.n, Detail: err.Error()}
	default:
		return n, nil
	}
	return n, r.fault
}

// drain reads what is left, and gives the fault of the whole part.
func (r *partReader) drain() *Fault {
	if r.fault != nil {
		return r.fault
	}
	if _, err := io.Copy(io.Discard, onlyReader{r}); err != nil {
		return asFault(err, r.name)
	}
	return nil
}

// onlyReader hides every method but Read.
type onlyReader struct{ io.Reader }
