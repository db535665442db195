package master

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// zipParts gives every part, and how it lies in the file.
func zipParts(t testing.TB, data []byte) (parts, packed map[string][]byte) {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts, packed = map[string][]byte{}, map[string][]byte{}
	for _, f := range zr.File {
		raw, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if packed[f.Name], err = io.ReadAll(raw); err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return parts, packed
}

func partOf(t testing.TB, data []byte, name string) []byte {
	t.Helper()
	parts, _ := zipParts(t, data)
	if parts[name] == nil {
		t.Fatalf("no part %s", name)
	}
	return parts[name]
}

// partReplaced is the workbook with one part replaced.
func partReplaced(t testing.TB, data []byte, name, text string) []byte {
	t.Helper()
	return rezipped(t, data, func(part string, raw []byte) []byte {
		if part == name {
			return []byte(text)
		}
		return raw
	})
}

// compareParts holds that the merge touched the sheets it had changes for, what
// belongs to them, and nothing else.
func compareParts(t *testing.T, e edited) {
	t.Helper()
	was, wasPacked := zipParts(t, e.before)
	is, isPacked := zipParts(t, e.after)
	if d := cmp.Diff(slices.Sorted(maps.Keys(was)), slices.Sorted(maps.Keys(is))); d != "" {
		t.Errorf("the list of parts: %s", d)
	}
	kinds, sheets := partKinds(t, was)
	changed := e.changedCells()
	for name, raw := range was {
		if bytes.Equal(wasPacked[name], isPacked[name]) {
			continue
		}
		switch kinds[name] {
		case "worksheet":
			if changed[sheets[name]] == nil {
				t.Errorf("%s (%s) changed without a change", name, sheets[name])
			}
			compareStreams(t, name, outside(t, raw, changed[sheets[name]]), outside(t, is[name], changed[sheets[name]]))
		case "table", "officeDocument":
			compareStreams(t, name, outside(t, raw, nil), outside(t, is[name], nil))
		case "styles": // entries are added last, and no other one moves
			if !isSubsequence(outside(t, raw, nil), outside(t, is[name], nil)) {
				t.Errorf("%s: a style is not as it was", name)
			}
		default:
			t.Errorf("%s, a %s, changed", name, kinds[name])
		}
	}
}

// partKinds follows the relations: what each part is to the one that names it, and
// which sheet a part is.
func partKinds(t testing.TB, parts map[string][]byte) (kinds, sheets map[string]string) {
	t.Helper()
	kinds, sheets = map[string]string{}, map[string]string{}
	byID, book := map[string]string{}, ""
	for name, raw := range parts {
		for _, r := range relationsIn(t, name, raw) {
			kinds[r.target] = path.Base(r.kind)
			if path.Base(r.kind) == "officeDocument" {
				book = r.target
			}
		}
	}
	for _, r := range relationsIn(t, path.Join(path.Dir(book), "_rels", path.Base(book)+".rels"), parts[path.Join(path.Dir(book), "_rels", path.Base(book)+".rels")]) {
		byID[r.id] = r.target
	}
	var b struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := xml.Unmarshal(parts[book], &b); err != nil {
		t.Fatal(err)
	}
	for _, s := range b.Sheets {
		sheets[byID[s.ID]] = s.Name
	}
	return kinds, sheets
}

type relation struct{ id, kind, target string }

func relationsIn(t testing.TB, name string, raw []byte) []relation {
	t.Helper()
	if !strings.HasSuffix(name, ".rels") {
		return nil
	}
	var list struct {
		R []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		} `xml:"Relationship"`
	}
	if err := xml.Unmarshal(raw, &list); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var rs []relation
	for _, r := range list.R {
		if r.Mode == "External" {
			continue
		}
		to := strings.ReplaceAll(r.Target, "%20", " ")
		if !strings.HasPrefix(to, "/") {
			to = path.Join("/", path.Dir(path.Dir(name)), to)
		}
		rs = append(rs, relation{r.ID, r.Type, strings.TrimPrefix(path.Clean(to), "/")})
	}
	return rs
}

// soundPackage holds that every relation leads to a part, every part has a content
// type, every type that is given belongs to a part, and all that should be XML is.
func soundPackage(t *testing.T, data []byte) {
	t.Helper()
	parts, _ := zipParts(t, data)
	var types struct {
		Default []struct {
			Extension string `xml:"Extension,attr"`
		}
		Override []struct {
			PartName string `xml:"PartName,attr"`
		}
	}
	if err := xml.Unmarshal(parts["[Content_Types].xml"], &types); err != nil {
		t.Fatal(err)
	}
	typed := map[string]bool{}
	for _, o := range types.Override {
		name := strings.TrimPrefix(strings.ReplaceAll(o.PartName, "%20", " "), "/")
		if parts[name] == nil {
			t.Errorf("a content type for %s, which is not there", name)
		}
		typed[name] = true
	}
	for name, raw := range parts {
		byEnding := slices.ContainsFunc(types.Default, func(d struct {
			Extension string `xml:"Extension,attr"`
		}) bool {
			return strings.EqualFold("."+d.Extension, path.Ext(name))
		})
		if !typed[name] && !byEnding && name != "[Content_Types].xml" {
			t.Errorf("%s has no content type", name)
		}
		for _, r := range relationsIn(t, name, raw) {
			if parts[r.target] == nil {
				t.Errorf("%s names %s, which is not there", name, r.target)
			}
		}
		if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
			outside(t, raw, nil)
		}
	}
}

var (

	// grows are attributes that a merge may change, by element: how far something reaches.
	grows = map[string][]string{
		"dimension": {"ref"}, "table": {"ref"}, "autoFilter": {"ref"}, "row": {"spans", "ht", "customHeight"},
		"conditionalFormatting": {"sqref"}, "dataValidation": {"sqref"}, "calcPr": {"fullCalcOnLoad"},
	}
)

// outside is what stands in a part but for the cells of a merge, and for how far
// things reach: one line for each tag and text.
func outside(t testing.TB, raw []byte, changed map[string]bool) []string {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(raw))
	var lines []string
	var path []string
	for {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return withoutEmptyRows(lines)
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if tok.Name.Local == "c" && changed[attributeOf(tok, "r")] {
				skipElement(t, d)
				continue
			}
			path = append(path, tok.Name.Local)
			lines = append(lines, startLine(tok))
		case xml.EndElement:
			path = path[:len(path)-1]
			lines = append(lines, "</"+tok.Name.Local+">")
		case xml.CharData:
			if in := path; len(in) > 0 && (in[len(in)-1] == "sqref" && !slices.Contains(in, "sparkline") || in[len(in)-1] == "definedName" && strings.Contains(lines[len(lines)-1], "_FilterDatabase")) {
				continue
			}
			if len(path) > 0 {
				lines = append(lines, "text "+string(tok))
			}
		}
	}
}

func attributeOf(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

func skipElement(t testing.TB, d *xml.Decoder) {
	t.Helper()
	for depth := 1; depth > 0; {
		tok, err := d.RawToken()
		if err != nil {
			t.Fatal(err)
		}
		switch tok.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
}

func startLine(e xml.StartElement) string {
	line := "<" + e.Name.Space + ":" + e.Name.Local
	for _, a := range e.Attr {
		if !slices.Contains(grows[e.Name.Local], a.Name.Local) {
			line += fmt.Sprintf(" %s:%s=%q", a.Name.Space, a.Name.Local, a.Value)
		}
	}
	return line
}

// withoutEmptyRows leaves out rows that hold nothing and say nothing: those that
// the merge made.
func withoutEmptyRows(lines []string) []string {
	plain := regexp.MustCompile(`^<:row :r="[0-9]+"$`)
	var out []string
	for i := 0; i < len(lines); i++ {
		if i+1 < len(lines) && plain.MatchString(lines[i]) && lines[i+1] == "</row>" {
			i++
			continue
		}
		out = append(out, lines[i])
	}
	return out
}

// compareStreams allows for one thing more: the cells of calculated columns in rows
// that came in.
func compareStreams(t *testing.T, name string, was, is []string) {
	t.Helper()
	if d := cmp.Diff(was, withoutCarried(is)); d != "" {
		t.Errorf("%s: %s", name, d)
	}
}

// withoutCarried leaves out the rows that hold nothing but formulas that the merge
// carried down.
func withoutCarried(lines []string) []string {
	row := regexp.MustCompile(`^<:row :r="(13|14)"$`)
	cell := regexp.MustCompile(`^<:c :r="Z(13|14)"`)
	var out []string
	for i := 0; i < len(lines); i++ {
		if i+7 < len(lines) && row.MatchString(lines[i]) && cell.MatchString(lines[i+1]) && lines[i+2] == "<:f" &&
			lines[i+3] == "text tblArenden[[#This Row],[Turordning]]*10" && lines[i+6] == "</row>" {
			i += 6
			continue
		}
		out = append(out, lines[i])
	}
	return out
}

func isSubsequence(short, long []string) bool {
	for _, l := range long {
		if len(short) > 0 && (short[0] == l || strings.HasPrefix(l, "<:cellXfs") && strings.HasPrefix(short[0], "<:cellXfs")) {
			short = short[1:]
		}
	}
	return len(short) == 0
}
