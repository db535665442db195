"""Makes the mails of this folder and what must be read of each: python3 make.py.

NAME.eml is the mail, NAME.json what it holds, written down here by hand and never
by reading the mail. Mails of the shapes that one program writes are made by
Python's email library or, byte for byte, after that program's own. forms/ holds
what the mails carry: two workbooks made here, one of openpyxl's, and mails signed
and encrypted by openssl, which are made anew only where they are missing.
"""
import email.message, email.policy, hashlib, json, os, subprocess, tempfile, unicodedata
from raw import SHEET, Storage, archive, b64, container, locked, quoted, saved_mail, signed_in_pieces, uu, winmail, workbook

HERE = os.path.dirname(os.path.abspath(__file__))
FORMS = os.path.join(HERE, 'forms')
os.makedirs(FORMS, exist_ok=True)
for old in os.listdir(HERE):
    if old.endswith(('.eml', '.json')):
        os.remove(os.path.join(HERE, old))

A = workbook([('Intresseanmälan ST i allmänmedicin', ''), ('Ärendetyp', 'Ny ST'), ('Vårdcentral', 'Kolbäcks vårdcentral'),
              ('Läkarens namn', 'Cia Lind'), ('Legitimationsdatum', '2018-02-01'), ('Möjlig start', '2025-09-01'), ('Svensk AT', 'Ja')])
B = workbook([('Intresseanmälan ST i allmänmedicin', ''), ('Ärendetyp', 'Ny ST'), ('Vårdcentral', 'Åkerby vårdcentral'),
              ('Läkarens namn', 'Sanna Öberg'), ('Legitimationsdatum', '2020-06-15'), ('Möjlig start', '2026-01-12')])
with open(os.path.join(HERE, '../../../form/testdata/boxes.xlsx'), 'rb') as f:
    BOXES = f.read()  # openpyxl's
PDF = b'%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
PNG = bytes.fromhex('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082')
OLD = container(Storage({'Workbook': b'\x09\x08\x10\x00\x00\x06\x05\x00' + bytes(4100)}))
PASSWORD = container(Storage({'EncryptionInfo': bytes(100), 'EncryptedPackage': bytes(4200)}))
for name, data in (('a.xlsx', A), ('b.xlsx', B), ('boxes.xlsx', BOXES)):
    with open(os.path.join(FORMS, name), 'wb') as f:
        f.write(data)

BOOK, ZIP, SEALED, DAMAGED = 'a workbook (.xlsx)', 'a zip archive', 'an encrypted mail', 'a damaged file'
LOCKED, XLS, TEXT, A_PDF, A_PNG, CALENDAR, UNKNOWN, EMPTY = ('protected by a password', 'an old Excel workbook (.xls)', 'plain text', 'a PDF',
                                                             'a picture', 'a calendar entry', 'an unknown format', 'empty')


def part(name, data, archive='', format=BOOK, damaged=False):
    """What must come out; data None where its bytes are anybody's guess."""
    return {'name': name, 'archive': archive, 'format': format, 'damaged': damaged,
            'sha256': '' if data is None else hashlib.sha256(data).hexdigest()}


def case(name, mail, *parts, subject='Intresseanmälan ST', sender='eva.berg@kolback.example', text='Hej! Här kommer blanketten.', links=(),
         error='', enclosed=(), delivery=''):
    for end, data in (('.eml', mail), ('.json', json.dumps({
            'subject': subject, 'from': sender, 'text': text, 'links': list(links), 'parts': list(parts), 'error': error,
            'enclosed': list(enclosed), 'delivery': delivery}, ensure_ascii=False, indent=1).encode() + b'\n')):
        with open(os.path.join(HERE, name + end), 'wb') as f:
            f.write(data)


def crlf(s):
    return s.encode('utf-8').replace(b'\r\n', b'\n').replace(b'\n', b'\r\n')


TOP = crlf('''Received: from mx.region.example by intag.region.example; Mon, 2 Mar 2026 08:15:30 +0100
From: =?iso-8859-1?Q?Eva_Berg_=28v=E5rdcentral=29?= <Eva.Berg@Kolback.example>
To: st-intag@region.example
Subject: =?utf-8?Q?Intresseanm=C3=A4lan_ST?=
Date: Mon, 2 Mar 2026 08:15:00 +0100
Message-ID: <ansokan@kolback.example>
MIME-Version: 1.0
''')
HEJ = crlf('Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nHej! H=E4r kommer blanketten.\n')


def multi(*parts, kind='mixed', boundary='=_grans', top=TOP, hej=HEJ, closed=True):
    b = boundary.encode()
    mail = top + b'Content-Type: multipart/' + kind.encode() + b';\r\n boundary="' + b + b'"\r\n\r\n'
    for p in ([hej] if hej else []) + list(parts):
        mail += b'--' + b + b'\r\n' + p + (b'' if p.endswith(b'\n') else b'\r\n')
    return mail + (b'--' + b + b'--\r\n' if closed else b'')


def attached(data, filename=None, kind='application/octet-stream', more='', body=None):
    """One part, base64; filename is the whole parameter, raw."""
    h = f'Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n'.encode()
    if filename is not None:
        h += b'Content-Disposition: attachment; ' + (filename if isinstance(filename, bytes) else filename.encode()) + b'\r\n'
    return h + more.encode() + b'\r\n' + (b64(data) if body is None else body)


WHOLE = multi(attached(A, 'filename=a.xlsx'))

# Names
for name, parameter, shown in (
    ('name-plain', 'filename="anmalan.xlsx"', 'anmalan.xlsx'),
    ('name-rfc2231-latin1', "filename*=iso-8859-1'sv'anm%E4lan%20%C5ker.xlsx", 'anmälan Åker.xlsx'),
    ('name-rfc2231-continued', "filename*0*=iso-8859-1''anm%E4l;\r\n filename*1*=an%20f%F6r;\r\n filename*2=\" Cia.xlsx\"", 'anmälan för Cia.xlsx'),
    ('name-rfc2047-in-quotes', 'filename="=?iso-8859-1?Q?anm=E4lan.xlsx?="', 'anmälan.xlsx'),
    ('name-raw-latin1', 'filename="anm\xe4lan.xlsx"'.encode('latin-1'), 'anmälan.xlsx'),
    ('name-raw-utf8', 'filename="anmälan.xlsx"', 'anmälan.xlsx'),
    ('name-nfd', 'filename="' + unicodedata.normalize('NFD', 'anmälan Åker') + '.xlsx"', 'anmälan Åker.xlsx'),
    ('name-spaces-unquoted', 'filename=anmalan for Cia Lind.xlsx', 'anmalan for Cia Lind.xlsx'),
    ('name-twice', 'filename="forst.xlsx"; filename="sedan.xlsx"', 'forst.xlsx'),
    ('name-path', 'filename="C:\\Users\\eva\\Hämtade\\anmalan.xlsx"', 'anmalan.xlsx'),
    ('name-wrong-ending', 'filename="anmalan.pdf"', 'anmalan.pdf'),
    ('name-no-ending', 'filename="anmalan"', 'anmalan'),
):
    case(name, multi(attached(A, parameter)), part(shown, A))
case('name-none', multi(attached(A)), part('', A))
case('name-semicolon-forgotten', multi(attached(A, None, 'application/octet-stream name="a.xlsx"')), part('a.xlsx', A))

# Declared types and encodings
case('type-word', multi(attached(A, 'filename=a.xlsx', 'application/msword')), part('a.xlsx', A))
case('type-text-with-name', multi(attached(A, None, 'text/plain; name="a.xlsx"')), part('a.xlsx', A))
case('type-mail-that-is-a-workbook', multi(attached(A, 'filename=a.xlsx', 'message/rfc822')), part('a.xlsx', A))
case('type-part-of-a-mail', TOP + b'Content-Type: message/partial; id="a@kolback.example"; number=1; total=2\r\n\r\n' + WHOLE[:900], part('', None, format=DAMAGED, damaged=True), text='')
case('type-text-no-name', multi(attached(A, None, 'text/plain')), part('', A))
case('whole-mail-is-workbook', TOP + attached(A, 'filename="a.xlsx"', SHEET), part('a.xlsx', A), text='')
case('encoding-quoted-printable', multi(b'Content-Type: application/octet-stream; name=a.xlsx\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n' + quoted(A)[:-2] + b'=\r\n'),
     part('a.xlsx', A))
case('encoding-binary', multi(b'Content-Type: ' + SHEET.encode() + b'; name=a.xlsx\r\nContent-Transfer-Encoding: binary\r\n\r\n' + A + b'\r\n'), part('a.xlsx', A))
case('encoding-unknown', multi(b'Content-Type: ' + SHEET.encode() + b'; name=a.xlsx\r\nContent-Transfer-Encoding: x-klinik\r\n\r\n' + A + b'\r\n'), part('a.xlsx', A, damaged=True))
case('encoding-base64-that-is-none', multi(attached(A, 'filename=a.xlsx', body=A + b'\r\n')), part('a.xlsx', A, damaged=True))
case('encoding-not-told', multi(b'Content-Type: application/octet-stream; name=a.xlsx\r\n\r\n' + b64(A)), part('a.xlsx', A, damaged=True))
case('base64-junk', multi(attached(A, 'filename=a.xlsx', body=b64(A)[:100] + b'!#~' + b64(A)[100:])), part('a.xlsx', A, damaged=True))
case('base64-spaces', multi(attached(A, 'filename=a.xlsx', body=b64(A).replace(b'\r\n', b'  \t\r\n \r\n'))), part('a.xlsx', A))
case('base64-padding-missing', multi(attached(A + b'\0' * ((1 - len(A)) % 3), 'filename=a.xlsx', body=b64(A + b'\0' * ((1 - len(A)) % 3)).replace(b'=', b''))),
     part('a.xlsx', A + b'\0' * ((1 - len(A)) % 3), damaged=True))
case('base64-in-pieces', multi(attached(A, 'filename=a.xlsx', body=b64(A[:1000]) + b64(A[1000:]))), part('a.xlsx', A, damaged=True))
case('uuencode-in-text', TOP + b'Content-Type: text/plain; charset=us-ascii\r\n\r\nHej!\r\n\r\n' + uu(b'anmalan.xls', A).replace(b'\n', b'\r\n') + b'\r\nMvh Eva\r\n',
     part('anmalan.xls', A), text='Hej!\n\n\nMvh Eva')
case('uuencode-never-ended', TOP + b'Content-Type: text/plain\r\n\r\nHej!\r\n' + uu(b'a.xlsx', A)[:1000], part('a.xlsx', None, format=DAMAGED, damaged=True), text='Hej!')
case('uuencode-as-encoding', multi(b'Content-Type: application/octet-stream; name=a.xlsx\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\n' + uu(b'a.xlsx', A)), part('a.xlsx', A))

# What gateways do
case('banner-before-part-header', multi(b'*** EXTERN AVS\xc4NDARE ***\r\n\r\n' + attached(A, 'filename=a.xlsx')), part('a.xlsx', A))
case('banner-with-colon-before-header', multi(b'VARNING: mejlet kommer utifr\xe5n\r\n\r\n' + attached(A, 'filename=a.xlsx')), part('a.xlsx', A))
case('banner-in-part-header', multi(b'*** EXTERN AVS\xc4NDARE ***\r\n' + attached(A, 'filename=a.xlsx')), part('a.xlsx', A))
case('banner-after-part-header', multi(attached(A, 'filename=a.xlsx', body=b'[EXTERN] Detta mejl kommer utifr\xe5n\r\n\r\n' + b64(A))), part('a.xlsx', A, damaged=True))
case('banner-after-content', multi(attached(A, 'filename=a.xlsx', body=b64(A) + b'\r\n_______________\r\nGenoms\xf6kt av Virusvakt 3.1\r\n')), part('a.xlsx', A, damaged=True))
case('banner-in-mail-header', b'X-Gate: 1\r\n[EXTERN AVS\xc4NDARE]\r\n' + multi(attached(A, 'filename=a.xlsx')), part('a.xlsx', A))
case('mbox-line-first', b'From eva.berg@kolback.example Mon Mar  2 08:15:00 2026\n' + multi(attached(A, 'filename=a.xlsx')).replace(b'\r\n', b'\n'), part('a.xlsx', A))
case('line-ends-bare-cr', multi(attached(A, 'filename=a.xlsx')).replace(b'\r\n', b'\r'), part('a.xlsx', A))
case('line-ends-mixed', multi(attached(A, 'filename=a.xlsx')).replace(b'\r\n', b'\r\r\n', 12), part('a.xlsx', A))
case('boundary-not-told', multi(attached(A, 'filename=a.xlsx')).replace(b';\r\n boundary="=_grans"', b''), part('a.xlsx', A))
case('boundary-wrong', multi(attached(A, 'filename=a.xlsx')).replace(b'boundary="=_grans"', b'boundary="=_annan"'), part('a.xlsx', A))
case('multipart-in-base64', TOP + b'Content-Type: multipart/mixed; boundary=x\r\nContent-Transfer-Encoding: base64\r\n\r\n'
     + b64(b'--x\r\n' + HEJ + b'--x\r\n' + attached(A, 'filename=a.xlsx') + b'--x--\r\n'), part('a.xlsx', A))

# Truncated
case('cut-in-base64', WHOLE[:-400], part('a.xlsx', None, format=DAMAGED, damaged=True))
case('cut-before-last-boundary', WHOLE[:-len(b'--=_grans--\r\n')], part('a.xlsx', A, damaged=True))
case('cut-in-part-header', WHOLE[:WHOLE.index(b'filename=')], part('', None, format=DAMAGED, damaged=True))
case('cut-in-text', WHOLE[:WHOLE.index(b' kommer')], part('', None, format=DAMAGED, damaged=True), text='Hej! Här')
case('cut-in-second-form', multi(attached(B, 'filename=b.xlsx'), attached(A, 'filename=a.xlsx'))[:-500], part('b.xlsx', B), part('a.xlsx', None, format=DAMAGED, damaged=True))

# Several, and where they lie
case('several-forms', multi(attached(A, 'filename=a.xlsx'), attached(PDF, 'filename=cv.pdf', 'application/pdf'), attached(B, 'filename=b.xlsx'), attached(BOXES, 'filename=c.xlsx')),
     part('a.xlsx', A), part('cv.pdf', PDF, format=A_PDF), part('b.xlsx', B), part('c.xlsx', BOXES))
inner = multi(attached(A, 'filename=a.xlsx'), kind='related', boundary='r', top=b'', hej=b'Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hej! H\xc3\xa4r kommer blanketten.</p><img src="cid:1">\r\n')
case('related-with-picture', multi(attached(PNG, 'filename=logo.png', 'image/png', 'Content-ID: <1>\r\n'), attached(A, 'filename=a.xlsx'), kind='related'),
     part('logo.png', PNG, format=A_PNG), part('a.xlsx', A))
case('mixed-inside-alternative', multi(inner, kind='alternative'), part('a.xlsx', A))
case('calendar-beside-form', multi(b'Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n', attached(A, 'filename=a.xlsx')),
     part('', None, format=CALENDAR), part('a.xlsx', A))
case('old-and-locked-workbooks', multi(attached(OLD, 'filename=a.xlsx'), attached(PASSWORD, 'filename=b.xlsx')),
     part('a.xlsx', OLD, format=XLS), part('b.xlsx', PASSWORD, format=LOCKED))
case('empty-attachment', multi(attached(b'', 'filename=a.xlsx')), part('a.xlsx', b'', format=EMPTY))

# Programs
m = email.message.EmailMessage(policy=email.policy.SMTP)
m['From'] = 'Eva Berg <eva.berg@kolback.example>'
m['To'] = 'st-intag@region.example'
m['Subject'] = 'Intresseanmälan ST'
m['Message-ID'] = '<python@kolback.example>'
m.set_content('Hej! Här kommer blanketten.')
m.add_attachment(A, maintype='application', subtype='vnd.openxmlformats-officedocument.spreadsheetml.sheet', filename='anmälan för Cia Lind på Kolbäcks vårdcentral.xlsx')
m.set_boundary('===python===')
case('python-email', m.as_bytes(), part('anmälan för Cia Lind på Kolbäcks vårdcentral.xlsx', A))

case('outlook', TOP + crlf('''X-Mailer: Microsoft Outlook 16.0
Content-Language: sv
Content-Type: multipart/mixed;
\tboundary="----=_NextPart_000_0001_01DCAA11.5E2B3C40"

This is a multipart message in MIME format.

------=_NextPart_000_0001_01DCAA11.5E2B3C40
Content-Type: multipart/alternative;
\tboundary="----=_NextPart_001_0002_01DCAA11.5E2B3C40"


------=_NextPart_001_0002_01DCAA11.5E2B3C40
Content-Type: text/plain;
\tcharset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Hej! H=E4r kommer blanketten.

=20

Eva Berg
www.kolback.example

------=_NextPart_001_0002_01DCAA11.5E2B3C40
Content-Type: text/html;
\tcharset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

<html xmlns:o=3D"urn:schemas-microsoft-com:office:office"><body lang=3DSV><p class=3DMsoNormal>Hej! H=E4r kommer blanketten.<o:p></o:p></p><a href=3D"https://www.kolback.example/">www.kolback.example</a></body></html>
------=_NextPart_001_0002_01DCAA11.5E2B3C40--

------=_NextPart_000_0001_01DCAA11.5E2B3C40
Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;
\tname="=?iso-8859-1?Q?Intresseanm=E4lan_ST.xlsx?="
Content-Transfer-Encoding: base64
Content-Disposition: attachment;
\tfilename="=?iso-8859-1?Q?Intresseanm=E4lan_ST.xlsx?="

''') + b64(A) + b'\r\n------=_NextPart_000_0001_01DCAA11.5E2B3C40--\r\n', part('Intresseanmälan ST.xlsx', A))

case('apple-mail', TOP + crlf('''Content-Type: multipart/alternative;
\tboundary="Apple-Mail=_1A2B3C4D-0001"
X-Mailer: Apple Mail (2.3826.300.87.4.3)

--Apple-Mail=_1A2B3C4D-0001
Content-Transfer-Encoding: quoted-printable
Content-Type: text/plain;
\tcharset=utf-8

Hej! H=C3=A4r kommer blanketten.


--Apple-Mail=_1A2B3C4D-0001
Content-Type: multipart/mixed;
\tboundary="Apple-Mail=_1A2B3C4D-0002"

--Apple-Mail=_1A2B3C4D-0002
Content-Transfer-Encoding: 7bit
Content-Type: text/html;
\tcharset=us-ascii

<html><body>Hej!</body></html>
--Apple-Mail=_1A2B3C4D-0002
Content-Disposition: inline;
\tfilename*=utf-8''anma%CC%88lan%20Cia.xlsx
Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;
\tx-unix-mode=0644;
\tname="=?utf-8?B?YW5tYcyIbGFuIENpYS54bHN4?="
Content-Transfer-Encoding: base64

''') + b64(A) + crlf('''--Apple-Mail=_1A2B3C4D-0002
Content-Transfer-Encoding: 7bit
Content-Type: text/html;
\tcharset=us-ascii

<html><body><br></body></html>
--Apple-Mail=_1A2B3C4D-0002--

--Apple-Mail=_1A2B3C4D-0001--
'''), part('anmälan Cia.xlsx', A))

double = multi(b'Content-Type: application/applefile; name="a.xlsx"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + b64(bytes.fromhex('0005160700020000') + bytes(18)),
               attached(A, 'filename="a.xlsx"'), kind='appledouble', boundary='d', top=b'', hej=b'')
case('appledouble', multi(double), part('a.xlsx', A))

case('gmail', TOP + crlf('''Content-Type: multipart/mixed; boundary="000000000000abcdef0630000001"

--000000000000abcdef0630000001
Content-Type: multipart/alternative; boundary="000000000000abcdef0630000002"

--000000000000abcdef0630000002
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: base64

''') + b64('Hej! Här kommer blanketten.\r\n'.encode()) + crlf('''
--000000000000abcdef0630000002
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: base64

''') + b64('<div dir="ltr">Hej! Här kommer blanketten.</div>\r\n'.encode()) + crlf('''
--000000000000abcdef0630000002--
--000000000000abcdef0630000001
Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;
\tname="=?UTF-8?B?YW5tw6RsYW4ueGxzeA==?="
Content-Disposition: attachment;
\tfilename="=?UTF-8?B?YW5tw6RsYW4ueGxzeA==?="
Content-Transfer-Encoding: base64
Content-ID: <f_m7abcdef0>
X-Attachment-Id: f_m7abcdef0

''') + b64(A) + b'--000000000000abcdef0630000001--\r\n', part('anmälan.xlsx', A))

# Forwarded with the mail attached
FORWARD = TOP.replace(b'Intresseanm=C3=A4lan_ST', b'VB=3A_Intresseanm=C3=A4lan_ST').replace(b'<ansokan@', b'<vidare@')
INNER = multi(attached(A, 'filename="a.xlsx"'), boundary='inre')
vb = dict(subject='VB: Intresseanmälan ST', enclosed=['<ansokan@kolback.example>'])
case('forwarded-attached', multi(b'Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n' + INNER, top=FORWARD), part('a.xlsx', A), **vb)
case('forwarded-by-exchange-in-base64', multi(attached(INNER, None, 'message/rfc822'), top=FORWARD), part('a.xlsx', A), **vb)
case('forwarded-eml-as-octets', multi(attached(INNER, 'filename="Intresseanmälan.eml"'), top=FORWARD), part('a.xlsx', A), **vb)
three = multi(attached(multi(attached(INNER, None, 'message/rfc822'), boundary='tva'), None, 'message/rfc822'), top=FORWARD)
case('forwarded-three-deep', three, part('a.xlsx', A), subject='VB: Intresseanmälan ST', enclosed=['<ansokan@kolback.example>'] * 2)
case('outlook-msg', multi(attached(container(saved_mail('Hej, blankett bifogas.', [('anmälan.xlsx', A), ('b.xlsx', BOXES)])), 'filename="VB Anmälan.msg"', 'application/vnd.ms-outlook'), top=FORWARD),
     part('anmälan.xlsx', A), part('b.xlsx', BOXES), subject='VB: Intresseanmälan ST', enclosed=['<sparat@kolback.example>'])
case('outlook-msg-in-msg', multi(attached(container(saved_mail('Workbook', [], saved_mail('Inre', [('a.xlsx', A)], message_id='<inre@kolback.example>', top=False))), 'filename="VB.msg"'), top=FORWARD),
     part('a.xlsx', A), subject='VB: Intresseanmälan ST', enclosed=['<sparat@kolback.example>', '<inre@kolback.example>'])
case('outlook-msg-cut', multi(attached(container(saved_mail('Hej', [('a.xlsx', BOXES)]))[:3000], 'filename="VB.msg"'), top=FORWARD),
     part('VB.msg', None, format=DAMAGED), subject='VB: Intresseanmälan ST')

# winmail.dat
case('winmail', multi(attached(winmail([('anmälan Åre.xlsx', A), ('b.xlsx', B)]), 'filename="winmail.dat"', 'application/ms-tnef; name="winmail.dat"')), part('anmälan Åre.xlsx', A), part('b.xlsx', B))
case('winmail-declared-octets', multi(attached(winmail([('a.xlsx', A)]), 'filename="ATT00001.dat"')), part('a.xlsx', A))
case('winmail-forwarded-inside', multi(attached(winmail([], inside=winmail([('a.xlsx', A)])), 'filename="winmail.dat"', 'application/ms-tnef')), part('a.xlsx', A))
case('winmail-cut', multi(attached(winmail([('a.xlsx', A)])[:900], 'filename="winmail.dat"', 'application/ms-tnef')), part('ANMÄLA~1.XLS', None, format=DAMAGED, damaged=True))
case('winmail-of-formatting', multi(attached(winmail([]), 'filename="winmail.dat"', 'application/ms-tnef')))

# Zip
def zipped(files, name='blanketter.zip', **more):
    return multi(attached(archive(files, **more), 'filename="%s"' % name, 'application/zip'))


case('zip-of-forms', zipped([('Blanketter/', ''), ('Blanketter/a.xlsx', A), ('__MACOSX/._a.xlsx', PNG), ('.DS_Store', b'\0'), ('cv.pdf', PDF), ('b.xlsx', B)]),
     part('a.xlsx', A, 'blanketter.zip'), part('b.xlsx', B, 'blanketter.zip'))
case('zip-stored', zipped([('a.xlsx', A), ('b.xlsx', B)], method=0), part('a.xlsx', A, 'blanketter.zip'), part('b.xlsx', B, 'blanketter.zip'))
case('zip-names', zipped([('anmälan.xlsx', A), ('anmälan väst.xlsx'.encode('cp850'), B), ('Åkerby.xlsx'.encode('latin-1'), BOXES), ('utan ändelse'.encode(), A)]),
     part('anmälan.xlsx', A, 'blanketter.zip'), part('anmälan väst.xlsx', B, 'blanketter.zip'), part('Åkerby.xlsx', BOXES, 'blanketter.zip'), part('utan ändelse', A, 'blanketter.zip'))
case('zip-in-zip', zipped([('a.xlsx', A), ('inre.zip', archive([('b.xlsx', B)]))]), part('a.xlsx', A, 'blanketter.zip'), part('b.xlsx', B, 'blanketter.zip'))
case('zip-three-deep', zipped([('tva.zip', archive([('tre.zip', archive([('a.xlsx', A)]))]))]), part('tre.zip', archive([('a.xlsx', A)]), 'blanketter.zip', format=ZIP))
case('zip-without-forms', zipped([('cv.pdf', PDF), ('foto.png', PNG)]), part('blanketter.zip', archive([('cv.pdf', PDF), ('foto.png', PNG)]), format=ZIP))
case('zip-of-old-excel', zipped([('a.xls', OLD)]), part('a.xls', OLD, 'blanketter.zip', format=XLS))
case('zip-with-paths-out', zipped([('../../a.xlsx', A), ('/etc/b.xlsx', A), ('C:\\b.xlsx', A), ('rätt.xlsx', B)]), part('rätt.xlsx', B, 'blanketter.zip'))
case('zip-under-password', multi(attached(locked(archive([('a.xlsx', A)])), 'filename="a.zip"')), part('a.zip', locked(archive([('a.xlsx', A)])), format=LOCKED))
case('zip-cut', multi(attached(archive([('cv.pdf', PDF * 20), ('a.xlsx', A)])[:300], 'filename="a.zip"')), part('a.zip', archive([('cv.pdf', PDF * 20), ('a.xlsx', A)])[:300], format=DAMAGED))
flipped = bytearray(archive([('a.xlsx', A)], method=0))
flipped[300] ^= 0x10
case('zip-with-flipped-bit', multi(attached(bytes(flipped), 'filename="a.zip"')), part('a.xlsx', None, 'a.zip', damaged=True))
case('zip-of-mail', zipped([('mejl.eml', INNER)]), part('a.xlsx', A, 'blanketter.zip'), enclosed=['<ansokan@kolback.example>'])
case('zip-named-xlsx', multi(attached(archive([('b.xlsx', B)]), 'filename="anmalan.xlsx"', SHEET)), part('b.xlsx', B, 'anmalan.xlsx'))
case('zip-that-is-a-document', zipped([('[Content_Types].xml', '<Types/>'), ('ppt/embeddings/a.xlsx', A)], name='bilder.pptx'),
     part('bilder.pptx', archive([('[Content_Types].xml', '<Types/>'), ('ppt/embeddings/a.xlsx', A)]), format=ZIP))
case('xlsx-named-zip', multi(attached(A, 'filename="anmalan.zip"', 'application/zip')), part('anmalan.zip', A))
case('zip-bomb', zipped([('a.xlsx', b'PK\x03\x04' + bytes(40 << 20))]), error='mail has more than 200 times as many bytes in a zip archive as it takes', text='')

# Signed and encrypted
ENTITY = multi(attached(A, 'filename="a.xlsx"'), top=b'', boundary='inre')


def openssl(name, *arguments):
    path = os.path.join(FORMS, name)
    if not os.path.exists(path):
        with tempfile.TemporaryDirectory() as d:
            key, cert, entity = (os.path.join(d, n) for n in ('key', 'cert', 'entity'))
            subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-subj', '/CN=Eva Berg', '-days', '3650'], check=True, capture_output=True)
            with open(entity, 'wb') as f:
                f.write(ENTITY)
            subprocess.run(['openssl', 'cms', '-binary', '-outform', 'DER', '-out', path, *[{'KEY': key, 'CERT': cert, 'IN': entity}.get(a, a) for a in arguments]], check=True, capture_output=True)
    with open(path, 'rb') as f:
        return f.read()


SIGN = ('-sign', '-nodetach', '-nosmimecap', '-signer', 'CERT', '-inkey', 'KEY', '-in', 'IN')
der, ber = openssl('signed-der.p7m', *SIGN), openssl('signed-ber.p7m', *SIGN, '-stream')
sealed = openssl('encrypted.p7m', '-encrypt', '-aes256', '-in', 'IN', 'CERT')
tagged = openssl('encrypted-authenticated.p7m', '-encrypt', '-aes-256-gcm', '-in', 'IN', 'CERT')


def opaque(data, kind='application/pkcs7-mime; smime-type=signed-data; name=smime.p7m', name='smime.p7m'):
    return TOP + attached(data, 'filename="%s"' % name, kind)


case('signed-openssl-der', opaque(der), part('a.xlsx', A))
case('signed-openssl-stream', opaque(ber, 'application/x-pkcs7-mime; smime-type=signed-data; name="smime.p7m"'), part('a.xlsx', A))
case('signed-outlook-in-pieces', opaque(signed_in_pieces(ENTITY)), part('a.xlsx', A))
case('signed-declared-octets', opaque(der, 'application/octet-stream'), part('a.xlsx', A))
case('signed-cut', opaque(signed_in_pieces(ENTITY, whole=False)), part('a.xlsx', None, format=DAMAGED, damaged=True))
case('signed-in-the-open', multi(ENTITY, attached(openssl('detached.p7s', '-sign', '-signer', 'CERT', '-inkey', 'KEY', '-in', 'IN'), 'filename="smime.p7s"', 'application/pkcs7-signature; name="smime.p7s"'),
                                kind='signed; micalg=sha-256; protocol="application/pkcs7-signature"', hej=b'', boundary='yttre'), part('a.xlsx', A))
case('signed-file', multi(attached(signed_in_pieces(A), 'filename="a.xlsx.p7m"')), part('a.xlsx', A))
case('signed-in-winmail', multi(attached(winmail([('smime.p7m', signed_in_pieces(ENTITY))]), 'filename="winmail.dat"', 'application/ms-tnef')), part('a.xlsx', A))
for name, data, kind in (('encrypted-smime', sealed, 'application/pkcs7-mime; smime-type=enveloped-data'), ('encrypted-smime-authenticated', tagged, 'application/pkcs7-mime; smime-type=authEnveloped-data'),
                         ('encrypted-declared-octets', sealed, 'application/octet-stream')):
    case(name, opaque(data, kind), part('smime.p7m', data, format=SEALED), text='')
rpmsg = bytes.fromhex('76e80460c411e386a00f0000') + bytes(200)
case('encrypted-outlook-rpmsg', multi(attached(rpmsg, 'filename="message.rpmsg"', 'application/x-microsoft-rpmsg-message')), part('message.rpmsg', rpmsg, format=SEALED))
pgp = b'-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA0000000000000AQf/\r\n-----END PGP MESSAGE-----\r\n'
case('encrypted-pgp', multi(b'Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n', b'Content-Type: application/octet-stream; name="encrypted.asc"\r\n\r\n' + pgp + b'\r\n',
                           kind='encrypted; protocol="application/pgp-encrypted"', hej=b''), part('encrypted.asc', pgp, format=SEALED), text='')
case('encrypted-pgp-in-text', TOP + b'Content-Type: text/plain\r\n\r\n' + pgp, part('', pgp, format=SEALED), text='')

# Links instead of attachments
def says(text, kind='plain', subject=None):
    top = TOP if subject is None else TOP.replace(b'Intresseanm=C3=A4lan_ST', subject.encode())
    return top + f'Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'.encode() + crlf(text)


case('link-onedrive', says('Hej! Här kommer blanketten.\nhttps://1drv.ms/x/s!Abc123?e=x\nEva Berg\nhttps://www.region.example/vardcentral\n'), links=['1drv.ms'])
case('link-outlook-card', says('''<html><body><div>Hej! Här kommer blanketten.</div><div id="OwaReferenceAttachments"><table><tr><td><a href="https://Kolback-my.SharePoint.com/:x:/g/personal/eva_berg/Eabc?e=1&amp;x=2"><img alt="xlsx"></a><a href="https://kolback-my.sharepoint.com/:x:/g/personal/eva_berg/Eabc">anmälan.xlsx</a></td></tr></table></div><p>Läs mer på <a href="https://kolback.sharepoint.com/sites/intranat/SitePages/Start.aspx">intranätet</a> och <a href="https://teams.microsoft.com/l/meetup-join/19%3ameeting">vårt möte</a></p></body></html>''', 'html'),
     links=['kolback-my.sharepoint.com'])
case('link-safelinks', says('Hej! Här kommer blanketten.\nhttps://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.dropbox.com%2Fscl%2Ffi%2Fabc%2Fanmalan.xlsx&data=05%7C02%7C\n'), links=['www.dropbox.com'])
case('link-urldefense', says('Hej! Här kommer blanketten.\nhttps://urldefense.com/v3/__https://drive.google.com/file/d/1abc/view__;!!Abc!xyz$\n'
                             'https://urldefense.proofpoint.com/v2/url?u=https-3A__we.tl_t-2Dabc123&d=DwMF\n'), links=['drive.google.com', 'we.tl'])
case('link-only-in-quoted-reply', says('Hej! Här kommer blanketten.\n\nDen mån 2 mars 2026 kl 08:00 skrev Ola Ek <ola@region.example>:\n> Spara den inte på https://1drv.ms/x/s!Abc\n\nhttps://1drv.ms/x/s!Def\n', subject='SV=3A_blankett'), subject='SV: blankett')
case('link-only-in-outlook-history', says('''<html><body><p>Hej! Här kommer blanketten.</p><div id="divRplyFwdMsg"><b>Från:</b> Ola Ek<br><b>Skickat:</b> den 2 mars 2026<br></div><a href="https://1drv.ms/x/s!Abc">blankett</a></body></html>''', 'html', 'SV=3A_blankett'), subject='SV: blankett')
case('link-in-outlook-text-history', says('Hej! Här kommer blanketten.\n\nEva\n\n________________________________\nFrån: Ola Ek <ola@region.example>\nSkickat: den 2 mars 2026 08:00\nTill: Eva Berg\nÄmne: blankett\n\nhttps://1drv.ms/x/s!Abc\n', subject='SV=3A_blankett'), subject='SV: blankett')
case('link-forwarded-counts', says('Hej! Här kommer blanketten.\n\nFrån: Cia Lind <cia@kolback.example>\nSkickat: den 2 mars 2026 08:00\n\nhttps://app.box.com/s/abc123 och https://www.icloud.com/iclouddrive/0ab\n', subject='VB=3A_blankett'),
     subject='VB: blankett', links=['app.box.com', 'www.icloud.com'])

# Machines
report = crlf('''--r
Content-Type: text/plain; charset=utf-8

Mejlet kom inte fram.
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; eva.berg@kolback.example
Action: failed
Status: 5.1.1

--r
Content-Type: message/rfc822

From: st-intag@region.example
Subject: Kvittens
Message-ID: <brev@region.example>

Hej
--r--
''')
case('delivery-report', TOP.replace(b'Eva.Berg@Kolback', b'MAILER-DAEMON@mx') + b'Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n' + report,
     sender='mailer-daemon@mx.example', text='Mejlet kom inte fram.', enclosed=['<brev@region.example>'], delivery='failed 5.1.1')
case('delivery-report-forwarded', multi(b'Content-Type: message/rfc822\r\n\r\n' + TOP + b'Content-Type: multipart/report; boundary=r\r\n\r\n' + report, top=FORWARD, boundary='y'),
     subject='VB: Intresseanmälan ST', enclosed=['<ansokan@kolback.example>', '<brev@region.example>'])
case('out-of-office', TOP.replace(b'Intresseanm=C3=A4lan_ST', b'Automatiskt_svar').replace(b'MIME-Version', b'Auto-Submitted: auto-replied\r\nMIME-Version') + b'\r\nJag \xe4r ledig.\r\n',
     subject='Automatiskt svar', text='Jag är ledig.')

# Refused
LIMIT = 'mail has more than '
case('hostile-25-open-multiparts', TOP + b''.join(b'Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n' % (n, n) for n in range(25)) + b'\r\nHej\r\n',
     error=LIMIT + '10 multiparts inside each other', text='')
case('hostile-400-parts', multi(*[b'Content-Type: text/plain\r\n\r\n'] * 400), error=LIMIT + '300 parts', text='')
case('hostile-1100-files-in-zip', zipped([('%d' % n, b'') for n in range(1100)], method=0), error=LIMIT + '1000 files in zip archives', text='')
case('hostile-zip-that-claims-a-gigabyte', multi(attached(archive([('a.xls', OLD)]).replace(len(OLD).to_bytes(4, 'little'), (1 << 30).to_bytes(4, 'little')), 'filename=a.zip')),
     error=LIMIT + '200 times as many bytes in a zip archive as it takes', text='')
case('hostile-winmail-length', multi(attached(winmail([('a.xlsx', A)]).replace(len(A).to_bytes(4, 'little'), b'\xff\xff\xff\xff'), 'filename=winmail.dat')),
     part('ANMÄLA~1.XLS', None, format=DAMAGED, damaged=True))
case('hostile-signed-length', opaque(signed_in_pieces(ENTITY).replace(b'\x24\x80', b'\x24\x84\xff\xff\xff\xff')), part('smime.p7m', None, format=DAMAGED, damaged=True), text='')
case('no-mail', A, error='not a mail', subject='', sender='', text='')
print(len([f for f in os.listdir(HERE) if f.endswith('.eml')]), 'mails')
