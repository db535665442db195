package form

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"hash/fnv"
	"io"
	"strconv"
	"strings"

	"stintag/process/workbook"
)

// keptForms is how the forms of a workbook were read when it went back, where corrections in
// its cells would have it read in another way. As long as nothing stands elsewhere that
// did not stand there then, each cell is the field's that it was, and nothing is guessed
// anew.
type keptForms struct {
	Forms []Form            `json:"forms"`          // without the values that their cells tell
	Then  map[string]string `json:"then,omitempty"` // what is known of the other values' cells
	Rest  string            `json:"rest"`           // of everything that is no field's
}

// How long it may be, in bytes: a cell of Excel's takes 32,767 characters, and the list's
// first line keeps more than this. What is read of one that comes back is bounded too.
const mostKept, mostUnpacked, mostKeptFields = 24_000, 2 << 20, 20_000

// keptOf is the reading of a workbook as it is kept in it, "" where it is too long for
// that, or would show a number that nobody may see.
func keptOf(book *workbook.Book, forms []Form) string {
	k := &keptForms{Then: map[string]string{}}
	for _, f := range forms {
		made := Form{Sheet: f.Sheet, Row: f.Row, Version: f.Version}
		for _, w := range f.Fields {
			if w.Cell == "" { // an answer that the list holds
				continue
			}
			if f.disputes(w) {
				w.Value = w.alone(cellIn(book, w.Sheet, w.Cell))
			}
			made.Fields = append(made.Fields, w.asKept(book, k.Then))
		}
		for _, w := range f.Unknown {
			made.Unknown = append(made.Unknown, w.asKept(book, k.Then))
		}
		k.Forms = append(k.Forms, made)
	}
	k.Rest = k.rest(book)
	plain, err := json.Marshal(k)
	if err != nil || len(plain) > mostUnpacked || mask(string(plain)) != string(plain) {
		return ""
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(plain); errors.Join(err, z.Close()) != nil || base64.RawStdEncoding.EncodedLen(packed.Len()) > mostKept {
		return ""
	}
	return base64.RawStdEncoding.EncodeToString(packed.Bytes())
}

// unpacked is what a list kept, nil where it keeps nothing, or what cannot be ours.
func unpacked(s string) *keptForms {
	if s == "" || len(s) > mostKept {
		return nil
	}
	z, err := gzip.NewReader(base64.NewDecoder(base64.RawStdEncoding, strings.NewReader(s)))
	if err != nil {
		return nil
	}
	plain, err := io.ReadAll(io.LimitReader(z, mostUnpacked+1))
	var k keptForms
	if err != nil || len(plain) > mostUnpacked || json.Unmarshal(plain, &k) != nil {
		return nil
	}
	fields := 0
	for _, f := range k.Forms {
		fields += len(f.Fields) + len(f.Unknown)
	}
	if fields > mostKeptFields || len(k.Forms) == 0 {
		return nil
	}
	return &k
}

// asKept is w without a value that its cell tells; of one that is only a part of its
// cell, or of more than it, then tells what stood there.
func (w Written) asKept(book *workbook.Book, then map[string]string) Written {
	if shown, ok := maskedCell(&workbook.Cell{Kind: w.Value.Kind, Text: w.Value.Text, Number: w.Value.Number}); ok {
		w.Value = Value{Kind: workbook.Text, Text: shown} // as it goes back
	}
	w.Beside = ""
	now := cellIn(book, w.Sheet, w.Cell)
	if w.Value == w.alone(now) {
		w.Value = Value{}
	} else {
		then[w.address()] = stands(now.String())
	}
	return w
}

func (w Written) address() string { return w.Sheet + "!" + w.Cell }

// alone is the value of the cell without the label that stands in it.
func (w Written) alone(v Value) Value {
	if v.Kind != workbook.Text {
		return v
	}
	before := strings.TrimRight(w.Label, ": ?")
	if in := inlineIn(v.Text); in.ok && in.before == before {
		return Value{Kind: workbook.Text, Text: in.value}
	}
	if rest, ok := strings.CutPrefix(clean(v.Text), before); ok && before != "" && strings.IndexAny(rest, ":?") == 0 {
		return Value{Kind: workbook.Text, Text: strings.TrimLeft(rest, ": ?")}
	}
	return Value{Kind: workbook.Text, Text: shortened(v.Text)}
}

// read are the forms as they were read, with what stands in their cells now; ok is false
// where anything else has changed.
func (k *keptForms) read(b *workbook.Book) (forms []Form, ok bool) {
	if k == nil || k.rest(b) != k.Rest {
		return nil, false
	}
	for _, f := range k.Forms {
		f.Fields, ok = k.values(b, f.Fields)
		if !ok {
			return nil, false
		}
		f.Unknown, _ = k.values(b, f.Unknown)
		forms = append(forms, f)
	}
	return forms, true
}

// values gives what was kept the values that stand in its cells; ok is false where a tick
// was put in, which says what the word beside it says.
func (k *keptForms) values(b *workbook.Book, all []Written) (now []Written, ok bool) {
	for _, w := range all {
		v := cellIn(b, w.Sheet, w.Cell)
		was, derived := k.Then[w.address()]
		switch {
		case derived && was == stands(v.String()):
			now = append(now, w)
			continue
		case specOf(w.Field).holds == asAnswer && derived && ticks(v):
			return nil, false
		}
		w.Value = w.alone(v)
		if derived || !v.Empty() {
			w.Printed = ""
		}
		now = append(now, w)
	}
	return now, true
}

func ticks(v Value) bool {
	m := markOf(workbook.Cell{Kind: v.Kind, Text: v.Text, Number: v.Number})
	return m == tick || m == emptied
}

// rest is what everything is known by that stands in the forms' sheets but in no field's
// cell. What a formula gives is not theirs to keep.
func (k *keptForms) rest(b *workbook.Book) string {
	fields := map[string]bool{}
	for _, f := range k.Forms {
		for _, ws := range [][]Written{f.Fields, f.Unknown} {
			for _, w := range ws {
				fields[w.address()] = true
			}
		}
	}
	h := fnv.New64a()
	for i := range b.Sheets {
		s := &b.Sheets[i]
		if s.Visibility != workbook.Visible || workbook.IsFaultList(b, s) {
			continue
		}
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if at := s.Name + "!" + c.Address(); !fields[at] && !c.Formula && !valueOf(c).Empty() {
					_, _ = io.WriteString(h, at+"\n"+clean(c.String())+"\n") // a hash takes whatever is written
				}
			}
		}
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// stands is what a text is known by.
func stands(text string) string {
	h := fnv.New32a()
	_, _ = io.WriteString(h, clean(text))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}
