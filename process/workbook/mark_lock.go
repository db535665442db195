package workbook

import "errors"

// protected says whether the sheet lets only its unlocked cells be changed.
func protected(raw []byte) (on bool, err error) {
	c := &cursor{src: raw}
	root, ok, err := c.next()
	if err != nil || !ok {
		return false, errors.Join(err, checkEncoding(raw))
	}
	_, err = c.children(root, func(e element) error {
		if e.is("sheetProtection") {
			v, _ := attribute(raw[e.start:e.end], "sheet")
			on = v == "1" || v == "true"
		}
		return nil
	})
	return on, err
}

// locks says whether a style keeps its cells from being changed on a protected
// sheet; every style does that says nothing.
func (st *stylePart) locks(style string) (bool, error) {
	item := st.xfs.items[st.index(style)]
	e, found, _, err := protectionIn(item)
	if err != nil || !found {
		return true, err
	}
	v, said := attribute(item[e.start:e.end], "locked")
	return !said || v != "0" && v != "false", nil
}

// withLock is a style's markup with its cells locked or not.
func withLock(item []byte, locked string) ([]byte, error) {
	e, found, at, err := protectionIn(item)
	if err != nil {
		return nil, err
	}
	if found {
		return slicesJoin(item[:e.start], setAttribute(item[e.start:e.end], "locked", locked), item[e.end:]), nil
	}
	tag, err := tagAt(item, 0)
	if err != nil {
		return nil, err
	}
	head := setAttribute(item[:tag.end], "applyProtection", "1")
	protection := []byte("<" + tag.prefix() + `protection locked="` + locked + `"/>`)
	if tag.alone {
		return slicesJoin(opened(head), protection, []byte("</"+string(tag.name)+">")), nil
	}
	return slicesJoin(head, item[tag.end:at], protection, item[at:]), nil
}

// protectionIn finds a style's protection, or where it belongs: after the
// alignment, before all else.
func protectionIn(item []byte) (e element, found bool, at int, err error) {
	c := &cursor{src: item}
	root, ok, err := c.next()
	if err != nil || !ok {
		return e, false, 0, err
	}
	at = root.end
	if root.alone {
		return e, false, at, nil
	}
	_, err = c.children(root, func(x element) error {
		end, err := c.pass(x)
		switch {
		case x.is("alignment"):
			at = end.end
		case x.is("protection"):
			e, found = x, true
		}
		return err
	})
	return e, found, at, err
}
