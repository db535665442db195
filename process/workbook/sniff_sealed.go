package workbook

import (
	"bytes"
	"encoding/binary"
)

// sealedTypes are the contents of a CMS message (RFC 5652) that only its receiver
// can open, as the identifiers stand in it.
var sealedTypes = [][]byte{
	[]byte("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03"),         // enveloped-data
	[]byte("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x06"),         // encrypted-data
	[]byte("\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17"), // authenticated and enveloped
}

// rightsManaged begins Outlook's message.rpmsg (MS-OXORMMS).
const rightsManaged = "\x76\xE8\x04\x60\xC4\x11\xE3\x86"

// isSealed tells encrypted mail: S/MIME, whichever way its lengths are written,
// and what Outlook protects.
func isSealed(data []byte) bool {
	if bytes.HasPrefix(data, []byte(rightsManaged)) {
		return true
	}
	if len(data) < 2 || data[0] != 0x30 {
		return false
	}
	header := 2
	if n := data[1]; n > 0x80 {
		header += int(n &^ 0x80)
	}
	if header > 6 || len(data) < header {
		return false
	}
	for _, t := range sealedTypes {
		if bytes.HasPrefix(data[header:], t) {
			return true
		}
	}
	return false
}

// outlookNames begin the names of all that Outlook keeps in a mail it saves. The
// macros of a workbook have names with two underscores too, in capitals.
var outlookNames = []string{"__nameid_", "__substg1.0_", "__properties_", "__recip_", "__attach_"}

// isOutlookItem tells a mail saved by Outlook (.msg) by the first sector of the
// list of its streams.
func isOutlookItem(data []byte) bool {
	const header, entry = 512, 128
	if len(data) < header {
		return false
	}
	shift := binary.LittleEndian.Uint16(data[30:])
	if shift < 9 || shift > 12 {
		return false
	}
	at := (int64(binary.LittleEndian.Uint32(data[48:])) + 1) << shift
	if at+4*entry > int64(len(data)) {
		return false
	}
	for e := range 3 {
		name := data[at+int64(e+1)*entry:]
		for _, n := range outlookNames {
			if bytes.HasPrefix(name, streamName(n)) {
				return true
			}
		}
	}
	return false
}

// streamName is a name as containers keep them, in UTF-16.
func streamName(s string) []byte {
	var b []byte
	for _, ch := range []byte(s) {
		b = append(b, ch, 0)
	}
	return b
}
