package mime

import (
	"slices"
	"strings"
)

// The names of a saved mail's parts end in the number and the type of a property
// (MS-OXMSG).
const (
	msgAttachment = "__attach_version1.0_#"
	msgProperty   = "__substg1.0_"
	msgOwn        = "__properties_version1.0"

	msgMessageID = "1035"
	msgText      = "1000"
	msgData      = "3701"
	msgLongName  = "3707"
	msgShortName = "3704"
	msgType      = "370E"
	msgMailName  = "3001"
	msgBinary    = "0102"
	msgObject    = "000D"
	msgWide      = "001F"
	msgNarrow    = "001E"
)

// item is a mail, or an attachment of one, in a container.
type item struct {
	*container
	nodes map[string]node
}

// itemOf is the item that a storage is; false where it is none.
func itemOf(c *container, storage node) (item, bool) {
	i := item{c, map[string]node{}}
	for _, n := range c.children(storage) {
		i.nodes[n.name] = n
	}
	_, ok := i.nodes[msgOwn]
	return i, ok
}

// text is a property's text, in whichever width it is kept.
func (i item) text(property string) (string, error) {
	if n, ok := i.nodes[msgProperty+property+msgWide]; ok {
		b, _, err := i.stream(n)
		return fromUTF16(b), err
	}
	if n, ok := i.nodes[msgProperty+property+msgNarrow]; ok {
		b, _, err := i.stream(n)
		return toUTF8("", upToNul(b)), err
	}
	return "", nil
}

// attachments lists the storages of a mail's attachments in their order.
func (i item) attachments() []node {
	var all []node
	for name, n := range i.nodes {
		if strings.HasPrefix(name, msgAttachment) && n.kind == cfbStorage {
			all = append(all, n)
		}
	}
	slices.SortFunc(all, func(a, b node) int { return strings.Compare(a.name, b.name) })
	return all
}

// outlook reads a mail saved by Outlook as it reads a mail enclosed. A container
// that is none is left for what it is.
func (p *parser) outlook(part Part, at place) (opened bool, err error) {
	c, err := openContainer(part.Bytes, p.spend)
	if err != nil {
		return false, ifLimit(err)
	}
	mail, ok := itemOf(c, c.entries[0])
	if !ok {
		return false, nil
	}
	part.Damaged = part.Damaged || c.short
	at.mails++
	before := len(p.message.Parts)
	if err := p.outlookItem(mail, at); err != nil {
		return true, err
	}
	p.tellDamage(part, before)
	return true, nil
}

func (p *parser) outlookItem(mail item, at place) error {
	id, err := mail.text(msgMessageID)
	if err != nil {
		return err
	}
	p.note(id)
	text, err := mail.text(msgText)
	if err != nil {
		return err
	}
	text = string(p.readable([]byte(text)))
	p.links(text, false)
	p.tell(spoken{text: text})
	for _, n := range mail.attachments() {
		if err := p.count(); err != nil {
			return err
		}
		attachment, ok := itemOf(mail.container, n)
		if !ok {
			continue
		}
		if err := p.outlookAttachment(attachment, at); err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) outlookAttachment(a item, at place) error {
	if n, ok := a.nodes[msgProperty+msgData+msgObject]; ok && n.kind == cfbStorage {
		if inner, ok := itemOf(a.container, n); ok && at.mails < maxEnclosed {
			at.mails++
			return p.outlookItem(inner, at)
		}
	}
	name := ""
	for _, property := range []string{msgLongName, msgShortName, msgMailName} {
		if name != "" {
			break
		}
		var err error
		if name, err = a.text(property); err != nil {
			return err
		}
	}
	kind, err := a.text(msgType)
	if err != nil {
		return err
	}
	data, whole, err := a.stream(a.nodes[msgProperty+msgData+msgBinary])
	if err != nil {
		return err
	}
	return p.file(Part{Name: baseName(name), Type: strings.ToLower(kind), Bytes: data, Damaged: !whole}, at)
}
