"""Workbooks written by hand: shapes that are legal, and that some program writes."""
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def relations(*rels):
    return HEAD + f'<Relationships xmlns="{PKG}">' + "".join(
        f'<Relationship Id="{i}" Type="{REL}/{kind}" Target="{target}"/>' for i, kind, target in rels) + "</Relationships>"


def types(**parts):
    prefix = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    return HEAD + f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' \
        '<Default Extension="xml" ContentType="application/xml"/>' + "".join(
            f'<Override PartName="/{name}" ContentType="{prefix}{kind}+xml"/>' for name, kind in parts.items()) + "</Types>"


STYLES = HEAD + f'<styleSheet xmlns="{MAIN}"><numFmts count="4"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd;@"/>' \
    '<numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="[$-41D]d mmmm yyyy"/>' \
    '<numFmt numFmtId="167" formatCode="0 &quot;dagar&quot;"/></numFmts>' \
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>' \
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' \
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' \
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8">' + "".join(
        f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for n in (0, 14, 164, 165, 20, 49, 166, 167)) + \
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

SHARED = HEAD + f'<sst xmlns="{MAIN}"><si><t>noll</t></si>' \
    '<si><r><rPr><b/></rPr><t>fet</t></r><r><t xml:space="preserve"> text</t></r><rPh sb="0" eb="1"><t>läsning</t></rPh><phoneticPr fontId="0"/></si>' \
    '<si><t/></si><si><t xml:space="preserve"> blank </t></si><si><t>a_x000D_b</t></si><si><t>_x005F_x000D_</t></si>' \
    '<si><t>a&#13;b</t></si><si><t>å &amp; ä &#246; &#x1F600;</t></si></sst>'

# Each cell stands in column B of a row of its own, what it is in column A.
CELLS = [
    ("shared string", 't="s"', "<v>0</v>"),
    ("rich text with a reading aid", 't="s"', "<v>1</v>"),
    ("empty shared string", 't="s"', "<v>2</v>"),
    ("shared string with blanks kept", 't="s"', "<v>3</v>"),
    ("escaped carriage return", 't="s"', "<v>4</v>"),
    ("escaped escape", 't="s"', "<v>5</v>"),
    ("carriage return by number", 't="s"', "<v>6</v>"),
    ("character references", 't="s"', "<v>7</v>"),
    ("shared string index with blanks", 't="s"', "<v> 0\n</v>"),
    ("inline string", 't="inlineStr"', "<is><t>å &amp; ä &#246;</t></is>"),
    ("inline rich text", 't="inlineStr"', "<is><r><t>fet</t></r><r><rPr><i/></rPr><t> och lutande</t></r></is>"),
    ("inline string with a reading aid", 't="inlineStr"', '<is><t>ord</t><rPh sb="0" eb="1"><t>läsning</t></rPh></is>'),
    ("inline string of two lines", 't="inlineStr"', "<is><t>rad ett\r\nrad två</t></is>"),
    ("inline string with CDATA", 't="inlineStr"', "<is><t>a<![CDATA[<&]]>b</t></is>"),
    ("inline string with blanks kept", 't="inlineStr"', '<is><t xml:space="preserve"> a </t></is>'),
    ("inline string with blanks not said to be kept", 't="inlineStr"', "<is><t> a </t></is>"),
    ("inline string with an escape", 't="inlineStr"', "<is><t>a_x000D_b</t></is>"),
    ("empty inline string", 't="inlineStr"', "<is><t/></is>"),
    ("inline string without anything", 't="inlineStr"', "<is/>"),
    ("text without a formula", 't="str"', "<v>text</v>"),
    ("text with an escape", 't="str"', "<v>a_x000D_b</v>"),
    ("text with CDATA", 't="str"', "<v><![CDATA[<text>]]></v>"),
    ("text of blanks kept", 't="str"', '<v xml:space="preserve">  a</v>'),
    ("number", "", "<v>12.5</v>"),
    ("number with its kind", 't="n"', "<v>-3</v>"),
    ("number with exponent", "", "<v>1.5E-2</v>"),
    ("number with exponent and plus", "", "<v>1.5e+3</v>"),
    ("number of seventeen digits", "", "<v>0.30000000000000004</v>"),
    ("personnummer as a number", "", "<v>198112189876</v>"),
    ("number with blanks around", "", "<v> 7 </v>"),
    ("number by character reference", "", "<v>&#49;2</v>"),
    ("number shown as text", 's="5"', "<v>123</v>"),
    ("number with a word", 's="7"', "<v>30</v>"),
    ("date, built-in format", 's="1"', "<v>45545</v>"),
    ("date, own format", 's="2"', "<v>45545</v>"),
    ("date, Swedish long format", 's="6"', "<v>45545</v>"),
    ("date with time", 's="2"', "<v>45545.75</v>"),
    ("time of day", 's="4"', "<v>0.5729166666666666</v>"),
    ("duration", 's="3"', "<v>1.5</v>"),
    ("date of serial 1", 's="1"', "<v>1</v>"),
    ("date of serial 59", 's="1"', "<v>59</v>"),
    ("date of serial 60", 's="1"', "<v>60</v>"),
    ("date of serial 61", 's="1"', "<v>61</v>"),
    ("date of serial 0", 's="1"', "<v>0</v>"),
    ("date format on a negative number", 's="1"', "<v>-3</v>"),
    ("date format on a number beyond the last date", 's="1"', "<v>19811218</v>"),
    ("ISO date", 't="d" s="1"', "<v>2024-09-10</v>"),
    ("ISO date with time", 't="d" s="1"', "<v>2024-09-10T12:00:00</v>"),
    ("ISO date without a date format", 't="d"', "<v>2024-09-10</v>"),
    ("true", 't="b"', "<v>1</v>"),
    ("false", 't="b"', "<v>0</v>"),
    ("error", 't="e"', "<v>#N/A</v>"),
    ("error of division", 't="e"', "<v>#DIV/0!</v>"),
    ("formula with a number", "", "<f>1+1</f><v>2</v>"),
    ("formula with a text", 't="str"', '<f>"a"&amp;"b"</f><v>ab</v>'),
    ("formula with an empty text", 't="str"', '<f>""</f><v></v>'),
    ("formula with an error", 't="e"', "<f>1/0</f><v>#DIV/0!</v>"),
    ("formula with true", 't="b"', "<f>1=1</f><v>1</v>"),
    ("formula with a date", 's="1"', "<f>DATE(2024,9,10)</f><v>45545</v>"),
    ("formula without a value", "", "<f>1+1</f>"),
    ("formula with an empty value", "", "<f>1+1</f><v/>"),
    ("text formula without a value", 't="str"', '<f>"a"</f>'),
    ("array formula", "", '<f t="array" ref="B{row}">1+1</f><v>2</v>'),
    ("first of a shared formula", "", '<f t="shared" ref="B{row}:B{next}" si="0">A$1=""</f><v>0</v>'),
    ("next of a shared formula", "", '<f t="shared" si="0"/><v>0</v>'),
    ("style only", 's="1"', None),
    ("nothing", "", None),
    ("empty value", "", "<v/>"),
    ("empty text", 't="str"', "<v/>"),
    ("attributes in another order", 's="1" cm="1"', "<v>45545</v>"),
    ("an extension in the cell", "", '<v>5</v><extLst><ext uri="{x}"><y xmlns="urn:y"><v>9</v></y></ext></extLst>'),
    ("comments in the value", "", "<v>1<!-- 9 -->2</v>"),
    ("escaped carriage return and a line feed", 't="inlineStr"', "<is><t>rad ett_x000D_\nrad två</t></is>"),
    ("date by its weekday", 's="8"', "<v>45545</v>"),
    ("number with a letter after it", 's="9"', "<v>30</v>"),
    ("formula that leads to a sheet that is not there", 't="str"', "<f>Register!A1</f><v>Sala vårdcentral</v>"),
]


def cell_rows():
    rows = []
    for i, (name, attrs, content) in enumerate(CELLS, start=1):
        label = f'<c r="A{i}" t="inlineStr"><is><t>{name}</t></is></c>'
        attrs = f'{attrs} r="B{i}"' if i % 2 else f'r="B{i}" {attrs}'
        body = f"<c {attrs}/>" if content is None else f"<c {attrs}>{content.replace('{row}', str(i)).replace('{next}', str(i + 1))}</c>"
        rows.append(f'<row r="{i}">{label}{body}</row>')
    return "".join(rows)


def sheet(rows, after=""):
    return HEAD + f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def book(rows, sheets='<sheet name="Blad" sheetId="1" r:id="r1"/>', before="", after="", tail=""):
    """A whole workbook of one sheet, part by part."""
    return {
        "[Content_Types].xml": types(**{"xl/workbook.xml": "sheet.main", SHEET: "worksheet", "xl/styles.xml": "styles", STRINGS: "sharedStrings"}),
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": HEAD + f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">{before}<sheets>{sheets}</sheets>{after}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml"), ("r3", "sharedStrings", "sharedStrings.xml")),
        "xl/styles.xml": STYLES,
        STRINGS: SHARED,
        SHEET: sheet(rows, tail),
    }


# What the shapes of the package are tried with: one cell of each common kind.
FEW = '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><t>Öberg</t></is></c><c r="C1" s="2"><v>45545</v></c>' \
    '<c r="D1" t="b"><v>1</v></c></row><row r="3"><c r="B3"><v>0.8</v></c><c r="C3" t="s"><v>7</v></c></row>'


def prefixed(text):
    text = text.replace("</", "\0").replace("<?", "\1").replace("<", "<x:").replace('xmlns="', 'xmlns:x="')
    return text.replace("\0", "</x:").replace("\1", "<?")


def over(parts, change, *names):
    return {n: change(s) if n in names else s for n, s in parts.items()}


def strict(text):
    return text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(REL, "http://purl.oclc.org/ooxml/officeDocument/relationships")


def utf16(text):
    return text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def sheets():
    """Several sheets that share strings and styles, hidden ones, a chart sheet's place, merges and names."""
    parts = book(FEW, before='<workbookPr/>', sheets='<sheet name="It\'s &amp; mine" sheetId="1" r:id="r1"/><sheet name="Dold" sheetId="2" state="hidden" r:id="r4"/>'
                 '<sheet name="Mycket dold" sheetId="3" state="veryHidden" r:id="r5"/>',
                 after="<definedNames><definedName name=\"one\">'It''s &amp; mine'!$B$3</definedName><definedName name=\"block\">Dold!$A$1:$C$2</definedName>"
                 '<definedName name="local" localSheetId="1">Dold!$A$4</definedName><definedName name="column">Dold!$A:$A</definedName>'
                 '<definedName name="constant">42</definedName></definedNames>',
                 tail='<mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="B3:B4"/></mergeCells>')
    parts["xl/worksheets/sheet2.xml"] = sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2" hidden="1"><c r="A2" t="s"><v>1</v></c></row>')
    parts["xl/worksheets/sheet3.xml"] = sheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45545</v></c></row>')
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml"), ("r3", "sharedStrings", "sharedStrings.xml"),
        ("r4", "worksheet", "worksheets/sheet2.xml"), ("r5", "worksheet", "worksheets/sheet3.xml"))
    parts["[Content_Types].xml"] = types(**{"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles", STRINGS: "sharedStrings",
                                            **{f"xl/worksheets/sheet{i}.xml": "worksheet" for i in (1, 2, 3)}})
    return parts


def more_formats(styles):
    styles = styles.replace("</numFmts>", '<numFmt numFmtId="168" formatCode="dddd"/><numFmt numFmtId="169" formatCode="0\\d"/></numFmts>').replace('numFmts count="4"', 'numFmts count="6"')
    xf = '<xf numFmtId="%d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    return styles.replace("</cellXfs>", xf % 168 + xf % 169 + "</cellXfs>").replace('cellXfs count="8"', 'cellXfs count="10"')


def shapes():
    few = book(FEW)
    main = ("xl/workbook.xml", "xl/styles.xml", STRINGS, SHEET)
    merged = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>under</t></is></c></row>'
    absolute = {n.replace("xl/", "data/"): s.replace('Target="', 'Target="/data/').replace("/data/xl/", "/data/").replace('PartName="/xl/', 'PartName="/data/')
                for n, s in few.items()}
    bare = {n: s for n, s in few.items() if n != STRINGS}
    bare[SHEET] = sheet(FEW.replace(' t="s"', ""))
    unnamed = dict(bare)
    unnamed["xl/_rels/workbook.xml.rels"] = relations(("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml"))
    unnamed["[Content_Types].xml"] = types(**{"xl/workbook.xml": "sheet.main", SHEET: "worksheet", "xl/styles.xml": "styles"})
    return {
        "cells": over(book(cell_rows()), more_formats, "xl/styles.xml"),
        "cell-in-the-last-corner": book(FEW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "first-sheet-very-hidden": {n: s.replace('sheetId="1" r:', 'sheetId="1" state="veryHidden" r:').replace('sheetId="2" state="hidden"', 'sheetId="2"')
                                    for n, s in sheets().items()},
        "fill-without-a-pattern": over(few, lambda s: s.replace('<fill><patternFill patternType="none"/></fill>', "<fill/>"), "xl/styles.xml"),
        "without-its-sheet": {n: s for n, s in few.items() if n != SHEET},
        "dates-1904": book('<row r="1"><c r="A1" s="1"><v>44083</v></c><c r="B1" s="2"><v>44083.25</v></c><c r="C1"><v>44083</v></c>'
                           '<c r="D1" s="4"><v>0.5</v></c><c r="E1" t="d" s="1"><v>2024-09-10</v></c><c r="F1" s="1"><v>0</v></c></row>',
                           before='<workbookPr date1904="1"/>'),
        "no-addresses": book('<row><c t="s"><v>0</v></c><c><v>1</v></c></row><row><c/><c s="1"><v>45545</v></c></row><row r="5"><c r="C5"><v>5</v></c><c><v>6</v></c></row><row><c><v>7</v></c></row>'
                             '<row><c r="B7"><v>8</v></c><c t="str"><v>9</v></c></row>'),
        "merges-with-values": book(merged, tail='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'),
        "prefixes": over(few, prefixed, *main),
        "utf-16": over(few, utf16, *main),
        "byte-order-mark": over(few, lambda s: "\ufeff" + s, *main),
        "part-names-in-other-case": {n.replace("sharedStrings", "SharedStrings").replace("sheet1", "Sheet1") if not n.endswith(".rels") else n: s for n, s in few.items()},
        "absolute-targets": absolute,
        "strict": over(few, strict, *main, "_rels/.rels", "xl/_rels/workbook.xml.rels"),
        "no-shared-strings": unnamed,
        "shared-strings-named-but-missing": bare,
        "sheets": sheets(),
        "blanks-and-quotes": over(few, lambda s: s.replace('="', " = '").replace('"', "'").replace("<c ", "<c\n\t").replace("</c>", "</c >").replace(HEAD.replace('"', "'").replace("='", " = '"), ""), SHEET),
    }


def write(path, parts, store=()):
    with zipfile.ZipFile(path, "w") as z:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in store else zipfile.ZIP_DEFLATED
            z.writestr(info, content)
