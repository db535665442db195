package workbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

const (
	commentsType = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
	shapesType   = "application/vnd.openxmlformats-officedocument.vmlDrawing"
	boxesName    = "vmlDrawingSt"
	bareComments = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors></authors><commentList></commentList></comments>`
)

// commentParts are the parts that a sheet's comments are kept in: the texts in
// one, the boxes that show them in another.
type commentParts struct {
	pk      *packageFile
	home    string // the folder of the workbook's part
	sheet   string
	rels    []partLink
	texts   string   // "" where the sheet has none
	threads []string // of comments that are answered, which Excel shows instead
}

func commentsOf(pk *packageFile, book, sheet string) (*commentParts, error) {
	p := &commentParts{pk: pk, home: path.Dir(book), sheet: sheet}
	var err error
	if p.rels, err = pk.relations(sheet); err != nil {
		return nil, err
	}
	for _, r := range p.rels {
		switch r.kind {
		case "comments":
			p.texts = r.target
		case "threadedComment":
			p.threads = append(p.threads, r.target)
		}
	}
	return p, nil
}

// add puts a comment of ours on each cell, making the parts where they are missing.
func (p *commentParts) add(notes []Note) error {
	if len(notes) == 0 {
		return nil
	}
	shapes, err := p.shapes()
	if err != nil {
		return err
	}
	if p.texts == "" {
		p.texts = p.pk.free(path.Join(p.home, "commentsSt%s.xml"))
		if err := p.pk.addPart(p.sheet, p.texts, "comments", commentsType, []byte(bareComments)); err != nil {
			return err
		}
	}
	fresh, err := p.write(notes)
	if err != nil {
		return fmt.Errorf("part %s: %w", p.texts, err)
	}
	return p.draw(shapes, fresh)
}

// bigSheet is from when on a sheet is not unpacked for what can be told otherwise.
const bigSheet = 4 << 20

// noted is the only part of shapes that the sheet has, where it holds comments' boxes
// or was made for them: there are others for headers and footers, which hold none.
func (p *commentParts) noted() (string, error) {
	var parts []string
	for _, r := range p.rels {
		if r.kind == "vmlDrawing" && p.pk.has(r.target) {
			parts = append(parts, r.target)
		}
	}
	if len(parts) != 1 {
		return "", nil
	}
	raw, err := p.pk.read(parts[0])
	if !bytes.Contains(raw, []byte(`ObjectType="Note"`)) && !strings.HasPrefix(path.Base(parts[0]), boxesName) {
		return "", err
	}
	return parts[0], err
}

// shapes is the part that holds the boxes of the sheet's comments; a sheet without
// one gets one.
func (p *commentParts) shapes() (string, error) {
	if p.pk.size(p.sheet) > bigSheet {
		if part, err := p.noted(); part != "" || err != nil {
			return part, err
		}
	}
	var raw []byte
	big, err := p.pk.around(p.sheet)
	if big != nil {
		raw = big.src
	} else if err == nil {
		raw, err = p.pk.read(p.sheet)
	}
	if err != nil {
		return "", err
	}
	id, err := legacyDrawing(raw)
	if err != nil {
		return "", err
	}
	for _, r := range p.rels {
		if id != "" && r.id == id && p.pk.has(r.target) {
			return r.target, nil
		}
	}
	if id != "" {
		return "", errors.New("the boxes of its comments are not in the package")
	}
	return p.newShapes(raw, big)
}

// newShapes makes a part of boxes, and ties it to the sheet: sheet is what stands
// there, or in a big one around its rows.
func (p *commentParts) newShapes(sheet []byte, big *splicedPart) (string, error) {
	part := p.pk.free(path.Join(p.home, "drawings", boxesName+"%s.vml"))
	if err := p.pk.addPart(p.sheet, part, "vmlDrawing", shapesType, []byte(bareShapes)); err != nil {
		return "", err
	}
	made, err := p.pk.relations(p.sheet)
	if err != nil {
		return "", err
	}
	link, err := linkToBoxes(sheet, made[len(made)-1].id)
	switch {
	case err != nil:
		return "", err
	case big != nil:
		p.pk.splicePart(p.sheet, big, []splice{link})
	default:
		p.pk.replace(p.sheet, slicesJoin(sheet[:link.from], link.text, sheet[link.to:]))
	}
	return part, nil
}

// pastRows is a cursor behind a sheet's cells, where all that has to do with
// comments stands: the cells of a big sheet are not walked through for it. It is
// at the sheet's start where their end cannot be told for certain.
func pastRows(raw []byte) (c *cursor, root element, err error) {
	c = &cursor{src: raw}
	if root, err = c.root("worksheet"); err != nil {
		return nil, root, err
	}
	name := []byte("</" + root.prefix() + "sheetData")
	at := bytes.LastIndex(raw, name)
	if at < 0 || at < root.end {
		return c, root, nil
	}
	// What looks like the end inside a comment or raw text is followed by its end.
	if rest := raw[at:]; bytes.Contains(rest, []byte("-->")) || bytes.Contains(rest, []byte("]]>")) {
		return c, root, nil
	}
	end, err := tagAt(raw, at)
	if err == nil {
		c.at = end.end
	}
	return c, root, err
}

// legacyDrawing is the relation to the sheet's boxes, or "".
func legacyDrawing(raw []byte) (id string, err error) {
	c, root, err := pastRows(raw)
	if err != nil {
		return "", err
	}
	_, err = c.children(root, func(e element) error {
		if e.is("legacyDrawing") {
			id = relationID(raw[e.start:e.end])
		}
		return nil
	})
	return id, err
}

// afterLegacyDrawing are the elements of a sheet that come after the link to its
// comments' boxes.
var afterLegacyDrawing = []string{
	"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent", "webPublishItems", "tableParts", "extLst",
}

// linkToBoxes ties a part of boxes to a sheet that has none.
func linkToBoxes(raw []byte, id string) (splice, error) {
	c, root, err := pastRows(raw)
	if err != nil {
		return splice{}, err
	}
	at, rows := 0, c.at > root.end
	end, err := c.children(root, func(e element) error {
		rows = rows || e.is("sheetData")
		if rows && at == 0 && slices.ContainsFunc(afterLegacyDrawing, e.is) {
			at = e.start
		}
		return nil
	})
	if err != nil {
		return splice{}, err
	}
	if at == 0 {
		at = end.start
	}
	link := "<" + root.prefix() + `legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="` + id + `"/>`
	return splice{at, at, []byte(link)}, nil
}

// size is what a part unpacks to.
func (pk *packageFile) size(part string) uint64 {
	f := pk.files[partKey(part)]
	if f == nil {
		return 0
	}
	if b, ok := pk.replaced[f]; ok && pk.spliced[f] == nil {
		return uint64(len(b))
	}
	return f.UncompressedSize64
}

// open reads a part as it will be, piece by piece.
func (pk *packageFile) open(part string) (io.ReadCloser, error) {
	f := pk.files[partKey(part)]
	if f == nil || pk.dropped[f] {
		return nil, fmt.Errorf("no part %s", part)
	}
	if b, ok := pk.replaced[f]; ok && pk.spliced[f] == nil {
		return io.NopCloser(bytes.NewReader(b)), nil
	}
	return f.Open() // of a spliced one as it was: its rows are as they were, but for a few
}
