"""What the mails of make.py are built of: encodings and containers, by hand."""
import base64, io, struct, zipfile

SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
DAY = (2026, 3, 2, 8, 15, 0)


def workbook(rows):
    """A workbook of one sheet with inline strings, as small as Excel opens it."""
    cells = ''.join(
        '<row r="%d">%s</row>' % (n, ''.join(
            '<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>' % (col, n, text) for col, text in zip('AB', row)))
        for n, row in enumerate(rows, 1))
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    package = 'http://schemas.openxmlformats.org/package/2006/'
    types = 'application/vnd.openxmlformats-officedocument.spreadsheetml.'
    return archive([
        ('[Content_Types].xml', f'<Types xmlns="{package}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         f'<Override PartName="/xl/workbook.xml" ContentType="{types}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}worksheet+xml"/></Types>'),
        ('_rels/.rels', f'<Relationships xmlns="{package}relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ('xl/workbook.xml', f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Anmälan" sheetId="1" r:id="r1"/></sheets></workbook>'),
        ('xl/_rels/workbook.xml.rels', f'<Relationships xmlns="{package}relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
        ('xl/worksheets/sheet1.xml', f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'),
    ])


def archive(files, method=zipfile.ZIP_DEFLATED):
    """A zip of (name, content); names that are bytes stand in it as they are."""
    out = io.BytesIO()
    wanted = []
    with zipfile.ZipFile(out, 'w', method) as z:
        for n, (name, data) in enumerate(files):
            if isinstance(name, bytes):
                stand_in = ('@%04d' % n).ljust(len(name), '@')[:len(name)]
                wanted.append((stand_in.encode(), name))
                name = stand_in
            info = zipfile.ZipInfo(name, DAY)
            info.compress_type = method
            z.writestr(info, data)
    b = out.getvalue()
    for stand_in, name in wanted:
        b = b.replace(stand_in, name)
    return b


def locked(b):
    """A zip whose every entry says that it is under a password."""
    b = bytearray(b)
    for magic, at in ((b'PK\x03\x04', 6), (b'PK\x01\x02', 8)):
        i = b.find(magic)
        while i >= 0:
            b[i + at] |= 1
            i = b.find(magic, i + 4)
    return bytes(b)


def b64(b, width=76, end=b'\r\n'):
    s = base64.b64encode(b)
    return b''.join(s[i:i + width] + end for i in range(0, len(s), width))


def quoted(b):
    """Quoted-printable with every byte that is not a letter or digit escaped."""
    out, line = b'', b''
    for c in b:
        e = bytes([c]) if chr(c).isalnum() and c < 128 else b'=%02X' % c
        if len(line) + len(e) > 75:
            out, line = out + line + b'=\r\n', b''
        line += e
    return out + line + b'\r\n'


def uu(name, b):
    import binascii
    lines = [binascii.b2a_uu(b[i:i + 45], backtick=True) for i in range(0, len(b), 45)]
    return b'begin 644 ' + name + b'\n' + b''.join(lines) + b'`\nend\n'


# winmail.dat (MS-OXTNEF)
def winmail(files, inside=None):
    out = struct.pack('<IH', 0x223e9f78, 1)

    def attribute(level, kind, data):
        return struct.pack('<BII', level, kind, len(data)) + data + struct.pack('<H', sum(data) & 0xffff)
    out += attribute(1, 0x00078008, b'IPM.Microsoft Mail.Note\0')
    out += attribute(1, 0x00069007, struct.pack('<II', 1252, 0))
    for name, data in files:
        wide = name.encode('utf-16le') + b'\0\0'
        props = struct.pack('<I', 1) + struct.pack('<HHII', 0x1f, 0x3707, 1, len(wide)) + wide + b'\0' * (-len(wide) % 4)
        out += attribute(2, 0x00069002, bytes(14)) + attribute(2, 0x00018010, b'ANM\xc4LA~1.XLS\0')
        out += attribute(2, 0x0006800f, data) + attribute(2, 0x00069005, props)
    if inside:
        mail = bytes(16) + inside
        props = struct.pack('<I', 1) + struct.pack('<HHII', 0x0d, 0x3701, 1, len(mail)) + mail + b'\0' * (-len(mail) % 4)
        out += attribute(2, 0x00069002, bytes(14)) + attribute(2, 0x00018010, b'VB Anm\0') + attribute(2, 0x00069005, props)
    return out


# CMS in BER, as Outlook writes it: open lengths, content in pieces
OID = {'data': bytes.fromhex('06092a864886f70d010701'), 'signed': bytes.fromhex('06092a864886f70d010702'),
       'enveloped': bytes.fromhex('06092a864886f70d010703'), 'authenticated': bytes.fromhex('060b2a864886f70d0109100117')}


def signed_in_pieces(content, piece=1000, whole=True):
    pieces = b''.join(b'\x04\x82' + struct.pack('>H', len(p)) + p
                      for p in (content[i:i + piece] for i in range(0, len(content), piece)))
    begin = (b'\x30\x80' + OID['signed'] + b'\xa0\x80\x30\x80\x02\x01\x01\x31\x0b\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00'
             + b'\x30\x80' + OID['data'] + b'\xa0\x80\x24\x80')
    if not whole:
        return begin + pieces[:-len(pieces) // 4]
    return begin + pieces + b'\0\0' * 3 + b'\x31\x00' + b'\0\0' * 3


# An OLE container, and in it a mail as Outlook saves one (MS-CFB, MS-OXMSG)
class Storage(dict):
    pass


def container(root):
    entries, minis, bigs = [], b'', []

    def order(name):
        return (len(name), name.upper())

    def place(name, what):
        at = len(entries)
        entries.append(None)
        kind, child, start, size = (5 if at == 0 else 1), -1, -2, 0
        nonlocal minis
        if isinstance(what, Storage):
            child = children(what)
            start = 0 if at else -2
        else:
            kind, size = 2, len(what)
            if size >= 4096:
                bigs.append((at, what))
            elif size:
                start = len(minis) // 64
                minis += what + bytes(-size % 64)
        entries[at] = [name, kind, -1, child, start, size]
        return at

    def children(storage):
        names = sorted(storage, key=order)
        ids = [place(n, storage[n]) for n in names]
        for a, b in zip(ids, ids[1:]):
            entries[a][2] = b
        return ids[0] if ids else -1
    place('Root Entry', root)
    lengths = {}
    for at, name in ((e, entries[e]) for e in range(len(entries))):
        if name[1] == 2 and 0 < name[5] < 4096:
            lengths[name[4]] = -(-name[5] // 64)
    minifat = b''
    for start in sorted(lengths):
        n = lengths[start]
        minifat += struct.pack('<%di' % n, *([start + i + 1 for i in range(n - 1)] + [-2]))
    sectors, fat = [], []

    def lay(data):
        if not data:
            return -2
        first, n = len(sectors), -(-len(data) // 512)
        for i in range(n):
            sectors.append(data[512 * i:512 * i + 512].ljust(512, b'\0'))
            fat.append(first + i + 1 if i < n - 1 else -2)
        return first
    mini_at, minifat_at = lay(minis), lay(minifat)
    entries[0][4], entries[0][5] = mini_at, len(minis)
    for at, data in bigs:
        entries[at][4] = lay(data)
    listing = b''
    for name, kind, right, child, start, size in entries:
        wide = name.encode('utf-16le') + b'\0\0'
        listing += wide.ljust(64, b'\0') + struct.pack('<HBBiii', len(wide), kind, 1, -1, right, child) + bytes(36) + struct.pack('<iQ', start, size)
    dir_at = lay(listing)
    tables = -(-(len(sectors) + 4) // 127)
    fat_at = len(sectors)
    fat += [-3] * tables
    table = struct.pack('<%di' % len(fat), *fat).ljust(512 * tables, b'\xff')
    header = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(16) + struct.pack('<HHHHH', 0x3e, 3, 0xfffe, 9, 6) + bytes(6)
    header += struct.pack('<IIiIIiIiI', 0, tables, dir_at, 0, 4096, minifat_at, -(-len(minifat) // 512), -2, 0)
    header += struct.pack('<%di' % tables, *range(fat_at, fat_at + tables))
    return header.ljust(512, b'\xff') + b''.join(sectors) + table


def saved_mail(text, files, inside=None, message_id='<sparat@kolback.example>', top=True):
    def wide(s):
        return s.encode('utf-16le')
    s = Storage({'__properties_version1.0': bytes(32), '__substg1.0_1000001F': wide(text), '__substg1.0_1035001F': wide(message_id)})
    if top:
        s['__nameid_version1.0'] = Storage({'__substg1.0_00020102': b'', '__substg1.0_00030102': b''})
    for n, (name, data) in enumerate(files):
        s['__attach_version1.0_#%08X' % n] = Storage({
            '__properties_version1.0': bytes(8), '__substg1.0_37010102': data, '__substg1.0_3707001F': wide(name),
            '__substg1.0_370E001F': wide(SHEET)})
    if inside:
        s['__attach_version1.0_#%08X' % len(files)] = Storage({
            '__properties_version1.0': bytes(8), '__substg1.0_3001001F': wide('VB: Anmälan'), '__substg1.0_3701000D': inside})
    return s
