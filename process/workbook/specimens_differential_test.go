package workbook

import (
	"bytes"
	"encoding/base64"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// specimen is a workbook of the repository.
type specimen struct {
	path string // from the module's root; a letter's attachments end in its number
	data []byte
}

// differentialFolder holds what only these tests need.
const differentialFolder = "process/workbook/testdata/differential/"

// everyWorkbook gives each workbook of the repository once, those attached to
// letters too, but not those that are damaged on purpose for these tests.
func everyWorkbook(t testing.TB) []specimen {
	t.Helper()
	root := filepath.Join("..", "..")
	var all []specimen
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		short := filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator)))
		switch {
		case err != nil:
			return err
		case d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != root || short+"/" == differentialFolder+"damaged/"):
			return filepath.SkipDir
		case d.IsDir():
			return nil
		case isWorkbookName(path):
			data, err := os.ReadFile(path)
			all = append(all, specimen{short, data})
			return err
		case strings.HasSuffix(path, ".eml"):
			data, err := os.ReadFile(path)
			for i, attached := range attachments(data) {
				all = append(all, specimen{short + "." + strconv.Itoa(i+1), attached})
			}
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(s specimen) bool {
		twice := seen[string(s.data)]
		seen[string(s.data)] = true
		return twice
	})
}

func isWorkbookName(name string) bool {
	return slices.Contains([]string{".xlsx", ".xlsm", ".xltx", ".xltm"}, strings.ToLower(filepath.Ext(name)))
}

// attachments are the workbooks in a letter, as far as it is well formed.
func attachments(letter []byte) [][]byte {
	m, err := mail.ReadMessage(bytes.NewReader(letter))
	if err != nil {
		return nil
	}
	return attachedTo(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
}

func attachedTo(contentType, encoding string, body io.Reader) [][]byte {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return nil
	}
	var found [][]byte
	if strings.HasPrefix(kind, "multipart/") {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err != nil {
				return found
			}
			found = append(found, attachedTo(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p)...)
		}
	}
	switch strings.ToLower(encoding) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	data, err := io.ReadAll(body)
	if err != nil || Sniff(data) != FormatWorkbook {
		return nil
	}
	return [][]byte{data}
}

// readable gives the samples that Read reads, and those it refuses with why.
func readable(t testing.TB) (books map[string]*Book, samples []specimen, refused map[string]*Fault) {
	t.Helper()
	books, refused = map[string]*Book{}, map[string]*Fault{}
	samples = everyWorkbook(t)
	for _, s := range samples {
		b, f := read(s.data, FormLimits)
		if f != nil {
			refused[s.path] = f
			continue
		}
		books[s.path] = b
	}
	return books, samples, refused
}
