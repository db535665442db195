"""Parts written out by hand: what no library writes but Excel and others do, and
files that are no workbooks or broken ones."""
import io
import re
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

from kit import ANNA, anna, book, case, column, converted, form, saved

BY = "hand"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
STYLES = (HEAD + '<styleSheet xmlns="%s"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
          '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
          '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="9" applyNumberFormat="1"/></cellXfs></styleSheet>' % MAIN)


def text(at, s):
    return '<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (at, escape(s))


def date(at, serial):
    return '<c r="%s" s="1"><v>%s</v></c>' % (at, serial)


def rows(*lines):
    return "<sheetData>" + "".join('<row r="%d">%s</row>' % (i + 1, "".join(x)) for i, x in enumerate(lines)) + "</sheetData>"


SERIALS = {"2016-05-04": 42494, "2025-01-13": 45670}


def anna_rows(labels=None):
    """ANNA as rows of inline strings and serial numbers."""
    lines = []
    for i, x in enumerate(ANNA.strip("\n").split("\n")):
        label, v = x.split(" | ")
        v = v.lstrip("#")
        b = "B%d" % (i + 1)
        lines.append([text("A%d" % (i + 1), label), date(b, SERIALS[v]) if v in SERIALS else text(b, v)])
    return lines


def package(sheets, shared=None, names="", workbook_pr="", kind=XLSX, extra=(), rels="", types="", attrs=None):
    """A workbook of sheets, each (name, the inside of its worksheet element)."""
    attrs = attrs or [""] * len(sheets)
    parts = {
        "[Content_Types].xml": HEAD + '<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>%s<Override PartName="/xl/workbook.xml" ContentType="%s"/>' % (PACK, types, kind)
        + "".join('<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' % (i + 1) for i in range(len(sheets)))
        + '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        + ('<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>' if shared else "") + "</Types>",
        "_rels/.rels": HEAD + '<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % (PACK, REL),
        "xl/workbook.xml": HEAD + '<workbook xmlns="%s" xmlns:r="%s">%s<sheets>' % (MAIN, REL, workbook_pr)
        + "".join('<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>' % (escape(n), i + 1, attrs[i], i + 1) for i, (n, _) in enumerate(sheets))
        + "</sheets>" + (names and "<definedNames>%s</definedNames>" % names) + "</workbook>",
        "xl/_rels/workbook.xml.rels": HEAD + '<Relationships xmlns="%srelationships">' % PACK
        + "".join('<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>' % (i + 1, REL, i + 1) for i in range(len(sheets)))
        + '<Relationship Id="rId90" Type="%s/styles" Target="styles.xml"/>' % REL
        + ('<Relationship Id="rId91" Type="%s/sharedStrings" Target="sharedStrings.xml"/>' % REL if shared else "") + rels + "</Relationships>",
        "xl/styles.xml": STYLES,
    }
    for i, (_, inside) in enumerate(sheets):
        parts["xl/worksheets/sheet%d.xml" % (i + 1)] = HEAD + '<worksheet xmlns="%s" xmlns:r="%s">%s</worksheet>' % (MAIN, REL, inside)
    if shared:
        parts["xl/sharedStrings.xml"] = HEAD + '<sst xmlns="%s" count="%d" uniqueCount="%d">%s</sst>' % (MAIN, len(shared), len(shared), "".join("<si>%s</si>" % x for x in shared))
    parts.update(extra)
    return zipped(parts)


def zipped(parts):
    f = io.BytesIO()
    with zipfile.ZipFile(f, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(zipfile.ZipInfo(name, (2024, 9, 10, 8, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return f.getvalue()


@case("hand_inline", "inline strings", BY, [form(fields=anna(*column("B")))])
def _():
    return package([("Blad1", rows(*anna_rows()))])


@case("hand_rich_text", "a shared text in runs, with a reading aid, and one that is used twice", BY,
      [form(fields=anna(*column("B"), supervisor="Hans Vis@B6", comment="Nej@B7"))])
def _():
    shared = ["<t>Vårdcentral</t>", "<t>Sala vårdcentral</t>", '<r><rPr><b/></rPr><t xml:space="preserve">Läkarens </t></r><r><t>namn</t></r>',
              "<r><t>Anna</t></r><r><rPr><i/></rPr><t xml:space=\"preserve\"> Ek</t></r>", "<t>Legitimations</t><rPh sb=\"0\" eb=\"1\"><t>leg</t></rPh>",
              "<r><t>Legitimations</t></r><r><rPr><color rgb=\"FFFF0000\"/></rPr><t>datum *</t></r>", "<t>Möjlig start ST</t>", "<t>Redan anställd som ST?</t>", "<t>Nej</t>",
              "<t>Handledare</t>", "<t xml:space=\"preserve\"> Hans Vis </t>", "<t>Övrigt</t>"]

    def s(at, i):
        return '<c r="%s" t="s"><v>%d</v></c>' % (at, i)
    return package([("Blad1", rows([s("A1", 0), s("B1", 1)], [s("A2", 2), s("B2", 3)], [s("A3", 5), date("B3", 42494)], [s("A4", 6), date("B4", 45670)],
                                   [s("A5", 7), s("B5", 8)], [s("A6", 9), s("B6", 10)], [s("A7", 11), s("B7", 8)]))], shared)


@case("hand_strict", "Strict Open XML, with dates as ISO text", BY, [form(fields=anna(*column("B")))])
def _():
    lines = anna_rows()
    lines[2][1] = '<c r="B3" s="1" t="d"><v>2016-05-04</v></c>'
    data = package([("Blad1", rows(*lines))], workbook_pr='<workbookPr dateCompatibility="false"/>')
    return remade(data, lambda _, x: x.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(REL.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"))


def remade(data, change):
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return zipped({i.filename: change(i.filename, z.read(i)) for i in z.infolist()})


@case("hand_xlsm", "a workbook with macros, which are never run", BY, [form(fields=anna(*column("B")))], ext="xlsm")
def _():
    return package([("Blad1", rows(*anna_rows()))], kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                   types='<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>', extra={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0no project"},
                   rels='<Relationship Id="rId92" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>')


@case("hand_xltx", "a template", BY, [form(fields=anna(*column("B")))], ext="xltx")
def _():
    return package([("Blad1", rows(*anna_rows()))], kind="application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml")


@case("hand_prefixed", "every element with a namespace prefix", BY, [form(fields=anna(*column("B")))])
def _():
    def change(name, x):
        if not name.startswith("xl/") or name.endswith(".rels"):
            return x
        return re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", x).replace(b'xmlns="', b'xmlns:x="')
    return remade(package([("Blad1", rows(*anna_rows()))]), change)


@case("hand_logo", "a logo over the form's head, and a text box", BY, [form(fields=anna(*column("B")))])
def _():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0\xff\0\0" * 2)) + chunk(b"IEND", b"")
    draw = "http://schemas.openxmlformats.org/drawingml/2006/"
    anchor = ('<xdr:wsDr xmlns:xdr="%sspreadsheetDrawing" xmlns:a="%smain" xmlns:r="%s"><xdr:oneCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>0</xdr:row>'
              '<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="500000" cy="500000"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Logo"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
              '<a:blip r:embed="rId1"/></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"/></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>' % (draw, draw, REL))

    def relation(kind, target):
        return HEAD + '<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type="%s/%s" Target="%s"/></Relationships>' % (PACK, REL, kind, target)
    return package([("Blad1", rows(*anna_rows()) + '<drawing r:id="rId1"/>')], types='<Default Extension="png" ContentType="image/png"/>', extra={
        "xl/worksheets/_rels/sheet1.xml.rels": relation("drawing", "../drawings/drawing1.xml"), "xl/drawings/drawing1.xml": HEAD + anchor,
        "xl/drawings/_rels/drawing1.xml.rels": relation("image", "../media/image1.png"), "xl/media/image1.png": png})


@case("hand_cells_without_places", "rows and cells that do not say where they stand", BY, [form(fields=anna(*column("B")))])
def _():
    return remade(package([("Blad1", rows(*anna_rows()))]), lambda n, x: re.sub(rb' r="[A-Z]*\d+"', b"", x) if "sheet1" in n else x)


@case("hand_cached_values", "formulas with their values of every kind", BY,
      [form(fields=anna(*column("B"), degree="0,8@B6", swedish_at="SANT@B7", supervisor="#REF!@B8", credit="formel utan värde@B9", comment="#N/A@B10"),
            findings=["CELL_UTAN_VÄRDE@B10", "CELL_UTAN_VÄRDE@B8", "CELL_UTAN_VÄRDE@B9"], understood={"swedish_at": "Ja", "degree": "0.8"})])
def _():
    lines = anna_rows()
    lines[0][1] = '<c r="B1" t="str"><f>Register!A1</f><v>Sala vårdcentral</v></c>'
    lines[2][1] = '<c r="B3" s="1"><f>DATE(2016,5,4)</f><v>42494</v></c>'
    lines += [[text("A6", "Tjänstgöringsgrad"), '<c r="B6" s="2"><f>4/5</f><v>0.8</v></c>'], [text("A7", "Svensk AT"), '<c r="B7" t="b"><f>1=1</f><v>1</v></c>'],
              [text("A8", "Handledare"), '<c r="B8" t="e"><f>X!A1</f><v>#REF!</v></c>'], [text("A9", "Tillgodoräknad tid (mån)"), '<c r="B9"><f>SUM(C1:C9)</f></c>'],
              [text("A10", "Övrigt"), '<c r="B10" t="e"><v>#N/A</v></c>']]
    return package([("Blad1", rows(*lines))])


@case("hand_1904", "serial numbers counted from 1904, one without a date's format", BY,
      [form(fields=anna("B1", "B2", "B3", "B4", "B5", contact_date="2024-05-02@B6"))])
def _():
    lines = anna_rows()
    lines[2][1], lines[3][1] = date("B3", 42494 - 1462), date("B4", 45670 - 1462)
    lines.append([text("A6", "Kontaktdatum"), date("B6", 45414 - 1462)])
    return package([("Blad1", rows(*lines))], workbook_pr='<workbookPr date1904="1"/>')


@case("hand_escapes", "character references, Excel's own escapes and blanks that count", BY, [form(fields=anna(*column("B"), comment="Rad ett Rad två@B6"))])
def _():
    lines = anna_rows()
    lines[1] = ['<c r="A2" t="inlineStr"><is><t>L&#xE4;karens&#160;namn_x000D_\n</t></is></c>', '<c r="B2" t="inlineStr"><is><t>Anna&#10;Ek</t></is></c>']
    lines[3][0] = '<c r="A4" t="inlineStr"><is><t><![CDATA[Mo\u0308jlig start ST]]></t></is></c>'
    lines.append([text("A6", "Övrigt"), '<c r="B6" t="inlineStr"><is><t>Rad ett_x000D__x000A_Rad två</t></is></c>'])
    return package([("Blad1", rows(*lines))])


@case("hand_merged_filled_behind", "values left behind in cells that a merge covers are not read", BY, [form(fields=anna("B1", "B2", "B3", "B4", "B5"))])
def _():
    lines = anna_rows()
    lines[1].append(text("C2", "Bo Al"))
    lines[2].append(date("C3", 40000))
    return package([("Blad1", rows(*lines) + '<mergeCells count="2"><mergeCell ref="B2:D2"/><mergeCell ref="B3:D3"/></mergeCells>')])


@case("hand_names", "our names on a small form, with one that has slipped beside another's label", BY,
      [form("Intresseanmälan", version="1", fields=anna(*column("B")))])
def _():
    at = {"centre": 1, "doctor": 3, "licence_date": 3, "possible_start": 4, "employed": 5}
    names = "".join("<definedName name=\"f_%s\">'Intresseanmälan'!$B$%d</definedName>" % x for x in at.items()) + '<definedName name="f_version">stintag!$B$1</definedName>'
    return package([("Intresseanmälan", rows(*anna_rows())), ("stintag", rows([text("A1", "Version"), text("B1", "1")]))], names=names, attrs=["", ' state="veryHidden"'])


@case("hand_sheets_hidden", "hidden and very hidden sheets with other doctors' forms, the form on the third sheet", BY, [form("Anmälan", fields=anna(*column("B")))])
def _():
    other = rows(*anna_rows()).replace("Anna Ek", "Bo Al")
    return package([("Förra", other), ("Lista", other.replace("Bo Al", "Cia Lind")), ("Anmälan", rows(*anna_rows()))], attrs=[' state="veryHidden"', ' state="hidden"', ""])


@case("hand_comment_parts", "comments and a threaded one beside the cells", BY, [form(fields=anna(*column("B")))])
def _():
    comments = HEAD + '<comments xmlns="%s"><authors><author>Eva Berg</author></authors><commentList><comment ref="B3" authorId="0"><text><t>Legitimationsdatum: 2019-01-01</t></text></comment></commentList></comments>' % MAIN
    rel = HEAD + '<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type="%s/comments" Target="../comments1.xml"/></Relationships>' % (PACK, REL)
    return package([("Blad1", rows(*anna_rows()))], extra={"xl/comments1.xml": comments, "xl/worksheets/_rels/sheet1.xml.rels": rel},
                   types='<Override PartName="/xl/comments1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>')


@case("hand_wrong_form", "an application for AT among inline strings (R-216)", BY, wrong_form="AT")
def _():
    return package([("Blad1", rows([text("A1", "Anmälan till allmäntjänstgöring")], [text("A2", "Namn"), text("B2", "Anna Ek")], [text("A3", "Personnummer")]))])


@case("hand_names_of_cells", "far out on the sheet, in columns with two letters", BY, [form(fields=anna(*column("AB", 41)))])
def _():
    lines = [[] for _ in range(40)] + [[re.sub(r'r="A(\d+)"', lambda m: 'r="AA%d"' % (int(m[1]) + 40), re.sub(r'r="B(\d+)"', lambda m: 'r="AB%d"' % (int(m[1]) + 40), c)) for c in x] for x in anna_rows()]
    return package([("Blad1", rows(*lines))])


@case("fault_ods", "an OpenDocument file that was given another name", BY, fault="not a workbook: an OpenDocument file (.ods)")
def _():
    return converted(saved(book(ANNA)), "xlsx", "ods")


@case("fault_xls", "an old .xls that was given another name", BY, fault="not a workbook: an old Excel workbook (.xls)")
def _():
    return converted(saved(book(ANNA)), "xlsx", "xls:MS Excel 97")


@case("fault_csv", "text with semicolons that was given another name", BY, fault="not a workbook: plain text")
def _():
    return ANNA.strip("\n").replace(" | ", ";").encode("latin-1")


@case("fault_html", "a web page that was given another name", BY, fault="not a workbook: HTML")
def _():
    return b"<html><head><title>Logga in</title></head><body><form>Logga in igen</form></body></html>"


@case("fault_pdf", "a PDF that was given another name", BY, fault="not a workbook: a PDF")
def _():
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@case("fault_docx", "a Word document that was given another name", BY, fault="not a workbook: a Word document")
def _():
    return zipped({"[Content_Types].xml": HEAD + '<Types xmlns="%scontent-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
                   'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>' % PACK,
                   "_rels/.rels": HEAD + '<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type="%s/officeDocument" Target="word/document.xml"/></Relationships>' % (PACK, REL),
                   "word/document.xml": HEAD + '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'})


@case("fault_empty", "a file of no bytes", BY, fault="not a workbook: empty")
def _():
    return b""


@case("fault_encrypted", "a workbook behind a password", BY, fault="not a workbook: protected by a password")
def _():
    return compound(["EncryptionInfo", "EncryptedPackage"])


def compound(streams):
    """A compound file of empty streams: a header, one sector of allocation, one of directory."""
    free, end, fat, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    header = struct.pack("<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", fat, end, *[free] * 126)

    def entry(name, kind, child, right):
        raw = name.encode("utf-16-le")
        return struct.pack("<64sHBBIII16sIQQIQ", raw, len(raw) + 2, kind, 1, none, right, child, b"", 0, 0, 0, end, 0)
    folder = entry("Root Entry", 5, 1, none)
    for i, s in enumerate(streams):
        folder += entry(s, 2, none, i + 2 if i + 1 < len(streams) else none)
    return header + table + folder.ljust(512, b"\0")


@case("fault_cut_off", "a workbook whose end was lost on the way", BY, fault="damaged")
def _():
    data = saved(book(ANNA))
    return data[:len(data) * 2 // 3]


@case("fault_flipped", "a byte of the sheet changed on the way", BY, fault="damaged")
def _():
    data = bytearray(package([("Blad1", rows(*anna_rows()))]))
    at = bytes(data).index(b"xl/worksheets/sheet1.xml") + 24 + 60
    data[at] ^= 0x55
    return bytes(data)


@case("fault_string_index", "a cell that points past the shared strings", BY, fault="bad reference")
def _():
    lines = anna_rows()
    lines[1][1] = '<c r="B2" t="s"><v>7</v></c>'
    return package([("Blad1", rows(*lines))], ["<t>Anna Ek</t>"])


@case("fault_entity", "a sheet that declares a document type", BY, fault="entity")
def _():
    return remade(package([("Blad1", rows(*anna_rows()))]),
                  lambda n, x: x.replace(b"\n<worksheet", b'\n<!DOCTYPE w [<!ENTITY a "Anna Ek">]>\n<worksheet').replace(b"Anna Ek<", b"&a;<") if "sheet1" in n else x)


@case("fault_no_sheet", "a workbook one of whose sheets is missing", BY, fault="damaged")
def _():
    data = package([("Blad1", rows(*anna_rows())), ("Blad2", rows())])
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return zipped({i.filename: z.read(i) for i in z.infolist() if "sheet2" not in i.filename})
