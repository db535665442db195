"""Raw mails as Outlook, Apple Mail, Thunderbird, a phone and Exchange's own
auto-reply write them: the same parts, nested, encoded and named each in its way.

Everything that a client would draw by chance (boundaries, ids) comes from the
mail's number, so the same mail gives the same bytes.
"""

import base64
import hashlib
import html
import quopri
import unicodedata
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime, formataddr
from urllib.parse import quote

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Attached:
    name: str
    data: bytes
    type: str = XLSX_TYPE
    naming: str = ""  # overrides the client's way to write the name
    inline: bool = False


@dataclass
class Intake:
    """Whom the mails are to."""
    address: str
    name: str

    @property
    def border(self):
        return "mx." + self.address.split("@")[1]


@dataclass
class Letter:
    to: Intake
    number: int
    name: str
    address: str
    received: object
    subject: str
    text: str
    attached: list = field(default_factory=list)
    logo: bytes = b""
    extra: list = field(default_factory=list)  # further header lines


def draw(letter, what, n=24):
    """The client's chance, fixed by the mail's number."""
    return hashlib.sha256(f"{letter.number}/{letter.address}/{what}".encode()).hexdigest()[:n]


# Words in headers.

def q_words(text, charset):
    """text as RFC 2047 Q words where it is not plain ASCII."""
    if text.isascii():
        return text
    words, part = [], ""
    for ch in text:
        if len(_q(part + ch, charset)) > 44:
            words.append(part)
            part = ""
        part += ch
    words.append(part)
    return "\r\n ".join(f"=?{charset}?Q?{_q(w, charset)}?=" for w in words)


def _q(text, charset):
    out = ""
    for b in text.encode(charset):
        ch = chr(b)
        out += "_" if ch == " " else ch if ch.isascii() and ch.isalnum() else f"={b:02X}"
    return out


def b_word(text):
    return text if text.isascii() else "=?utf-8?B?" + base64.b64encode(text.encode()).decode() + "?="


def mailbox(name, address, charset="utf-8"):
    return formataddr((name, address)) if name.isascii() else f"{q_words(name, charset)} <{address}>"


# Names of attachments.

def naming(style, name):
    """The parameters name= and filename= in one of the ways seen in the wild."""
    if name.isascii() and style not in ("rfc2231-split",):
        return f'name="{name}"', f'filename="{name}"'
    if style == "rfc2047":  # Outlook
        word = q_words(name, "iso-8859-1").replace("\r\n ", "\r\n\t")
        return f'name="{word}"', f'filename="{word}"'
    if style == "nfd":  # Apple Mail
        coded = quote(unicodedata.normalize("NFD", name))
        return f"name*=utf-8''{coded}", f"filename*=utf-8''{coded}"
    if style == "latin1":  # older gateways
        coded = quote(name.encode("iso-8859-1"))
        return f"name*=iso-8859-1''{coded}", f"filename*=iso-8859-1''{coded}"
    if style == "rfc2231-split":  # Thunderbird
        parts = _split(quote(name))
        lines = [f"filename*{i}*=" + ("UTF-8''" if i == 0 else "") + p for i, p in enumerate(parts)]
        return f'name="{b_word(name)}"', ";\r\n ".join(lines)
    if style == "raw":  # a phone: UTF-8 as it is
        return f'name="{name}"', f'filename="{name}"'
    raise ValueError(style)


def _split(coded, size=40):
    """Cuts the percent-coded name, never within a %XX."""
    parts = []
    while len(coded) > size:
        cut = size
        while "%" in coded[cut - 2:cut]:
            cut -= 1
        parts.append(coded[:cut])
        coded = coded[cut:]
    return parts + [coded]


# Parts.

def part(headers, body):
    return "\r\n".join(headers) + "\r\n\r\n" + body


def qp(text, charset):
    text = text.encode(charset).replace(b"\r\n", b"\n")
    return quopri.encodestring(text).decode("ascii").replace("\n", "\r\n")


def b64(data):
    coded = base64.b64encode(data).decode()
    return "\r\n".join(coded[i:i + 76] for i in range(0, len(coded), 76)) + "\r\n"


def multipart(boundary, parts):
    return "".join(f"--{boundary}\r\n{p}\r\n" for p in parts) + f"--{boundary}--\r\n"


def text_part(text, charset, kind="plain"):
    return part([f'Content-Type: text/{kind}; charset="{charset}"',
                 "Content-Transfer-Encoding: quoted-printable"], qp(text, charset))


def as_html(letter, cid=""):
    paragraphs = "".join(
        f'<p class="MsoNormal">{"<br>".join(html.escape(p).split(chr(10)))}</p>\n'
        for p in letter.text.strip().split("\n\n"))
    image = f'<p><img width="96" height="40" src="cid:{cid}" alt="Logotyp"></p>\n' if cid else ""
    return (f'<html><head><style>p.MsoNormal {{font-family:"Calibri",sans-serif;font-size:11pt}}'
            f"</style></head>\n<body lang=\"SV\">\n{paragraphs}{image}</body></html>\n")


def logo_part(letter, cid):
    return part(['Content-Type: image/png; name="image001.png"', "Content-Description: image001.png",
                 'Content-Disposition: inline; filename="image001.png"',
                 f"Content-ID: <{cid}>", "Content-Transfer-Encoding: base64"], b64(letter.logo))


def attachment(a, style, extra=""):
    name, filename = naming(a.naming or style, a.name)
    disposition = "inline" if a.inline else "attachment"
    return part([f"Content-Type: {a.type};\r\n\t{name}",
                 f"Content-Disposition: {disposition};\r\n\t{filename}{extra}",
                 "Content-Transfer-Encoding: base64"], b64(a.data))


# Headers that every mail has.

def received(letter):
    """The way in: the region's border last, and its word on the sender."""
    domain = letter.address.split("@")[1]
    at = letter.received
    earlier = at - timedelta(seconds=2)
    return [
        f"Return-Path: <{letter.address}>",
        f"Received: from mail.{domain} (mail.{domain} [192.0.2.{10 + letter.number}])\r\n"
        f"\tby {letter.to.border} with ESMTPS id {draw(letter, 'in', 12)}\r\n"
        f"\tfor <{letter.to.address}>; {format_datetime(at)}",
        f"Authentication-Results: {letter.to.border};\r\n\tspf=pass smtp.mailfrom={domain};"
        f"\r\n\tdkim=pass header.d={domain};\r\n\tdmarc=pass header.from={domain}",
        f"Received: from [10.20.30.{letter.number}] by mail.{domain} with ESMTPSA id "
        f"{draw(letter, 'out', 10)};\r\n\t{format_datetime(earlier)}",
    ]


def sent(letter):
    return format_datetime(letter.received - timedelta(seconds=7))


# Clients.

def outlook(m):
    """multipart/mixed > related > alternative, Windows' western alphabet."""
    cid = f"image001.png@{draw(m, 'cid', 16).upper()}"
    charset = "iso-8859-1"
    try:
        m.text.encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"
    alternative, related, mixed = (f"_{i:03d}_{draw(m, i, 20).upper()}_" for i in (2, 3, 4))
    body = [f'Content-Type: multipart/alternative;\r\n\tboundary="{alternative}"'], multipart(
        alternative, [text_part(m.text, charset), text_part(as_html(m, cid if m.logo else ""), charset, "html")])
    if m.logo:
        body = [f'Content-Type: multipart/related;\r\n\tboundary="{related}";\r\n\ttype="multipart/alternative"'], \
            multipart(related, [part(*body), logo_part(m, cid)])
    if m.attached:
        parts = [attachment(a, "rfc2047", f";\r\n\tsize={len(a.data)}") for a in m.attached]
        body = [f'Content-Type: multipart/mixed;\r\n\tboundary="{mixed}"'], multipart(mixed, [part(*body)] + parts)
    head = received(m) + [
        f"From: {mailbox(m.name, m.address, 'iso-8859-1')}",
        f"To: {mailbox(m.to.name, m.to.address, 'iso-8859-1')}",
        f"Subject: {q_words(m.subject, 'iso-8859-1')}",
        f"Thread-Topic: {q_words(m.subject, 'iso-8859-1')}",
        f"Date: {sent(m)}", f"Message-ID: <{message_id(m, 'PROD.OUTLOOK')}>",
        "Accept-Language: sv-SE, en-US", "Content-Language: sv-SE",
        f"X-MS-Has-Attach: {'yes' if m.attached else ''}".rstrip(), *m.extra]
    return finish(head, body)


def apple(m):
    """multipart/alternative with the attachment inside its HTML branch."""
    mark, inner = (f"Apple-Mail=_{draw(m, i, 32).upper()}" for i in (1, 2))
    parts = [text_part(as_html(m), "utf-8", "html")]
    parts += [attachment(a, "nfd", ";\r\n\tx-unix-mode=0644") for a in m.attached]
    body = [f'Content-Type: multipart/alternative;\r\n\tboundary="{mark}"'], multipart(mark, [
        text_part(m.text, "utf-8"),
        part([f'Content-Type: multipart/mixed;\r\n\tboundary="{inner}"'], multipart(inner, parts))])
    head = received(m) + [
        f"From: {mailbox(m.name, m.address)}", f"Subject: {q_words(m.subject, 'utf-8')}",
        f"Message-Id: <{draw(m, 'id', 32).upper()}@{m.address.split('@')[1]}>", f"Date: {sent(m)}",
        f"To: {m.to.address}", "X-Mailer: Apple Mail (2.3774.600.62)", *m.extra]
    return finish(head, body, "1.0 (Mac OS X Mail 16.0 \\(3774.600.62\\))")


def thunderbird(m):
    """Plain text and attachments, names in RFC 2231 pieces."""
    mark = f"------------{draw(m, 'b', 24)}"
    plain = part(["Content-Type: text/plain; charset=UTF-8; format=flowed",
                  "Content-Transfer-Encoding: 8bit"], m.text.replace("\n", "\r\n"))
    body = [f'Content-Type: multipart/mixed; boundary="{mark}"'], multipart(
        mark, [plain] + [attachment(a, "rfc2231-split") for a in m.attached])
    head = received(m) + [
        f"Message-ID: <{draw(m, 'id', 8)}-{draw(m, 'id2', 12)}@{m.address.split('@')[1]}>",
        f"Date: {sent(m)}", "User-Agent: Mozilla Thunderbird", "Content-Language: sv-SE",
        f"To: {m.to.address}", f"From: {mailbox(m.name, m.address)}",
        f"Subject: {b_word(m.subject)}", *m.extra]
    return finish(head, body)


def phone(m):
    """Text, the attachment inline, text again: so a telephone forwards."""
    mark = f"Apple-Mail-{draw(m, 'b', 32).upper()}"
    own, forwarded = m.text.split("\n---\n")
    parts = [text_part(own, "utf-8"), text_part(forwarded, "utf-8")]
    parts[2:] = [attachment(a, "raw") for a in m.attached]
    parts.append(text_part("\n", "us-ascii"))
    body = [f"Content-Type: multipart/mixed; boundary={mark}",
            "Content-Transfer-Encoding: 7bit"], multipart(mark, parts)
    head = received(m) + [
        f"From: {mailbox(m.name, m.address)}", f"Date: {sent(m)}",
        f"Subject: {q_words(m.subject, 'utf-8')}",
        f"Message-Id: <{draw(m, 'id', 32).upper()}@{m.address.split('@')[1]}>",
        f"To: {m.to.address}", "X-Mailer: iPhone Mail (21G93)", *m.extra]
    return finish(head, body, "1.0 (1.0)")


def absent(m):
    """An out-of-office reply as Exchange writes it, to a mail of ours."""
    head = [line for line in received(m) if not line.startswith("Return-Path")]
    head = ["Return-Path: <>"] + head + [
        f"From: {mailbox(m.name, m.address, 'iso-8859-1')}",
        f"To: {mailbox(m.to.name, m.to.address, 'iso-8859-1')}",
        f"Subject: {q_words(m.subject, 'iso-8859-1')}", f"Date: {sent(m)}",
        f"Message-ID: <{message_id(m, 'PROD.OUTLOOK')}>",
        "Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All",
        "X-MS-Exchange-Inbox-Rules-Loop: " + m.address, "Content-Language: sv-SE", *m.extra]
    return finish(head, (['Content-Type: text/html; charset="iso-8859-1"',
                          "Content-Transfer-Encoding: quoted-printable"], qp(as_html(m), "iso-8859-1")))


def message_id(m, house):
    domain = m.address.split("@")[1].upper()
    return f"AM0P{draw(m, 'id', 28).upper()}@AM0P.{house}.{domain}".replace(".EXAMPLE", ".example")


def finish(head, body, version="1.0"):
    headers, text = body
    return part(head + headers + [f"MIME-Version: {version}"], text).encode("utf-8")
