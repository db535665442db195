"""Parts that Excel writes and neither openpyxl nor LibreOffice makes, spliced into a master by hand."""
import base64
import re
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MS = "http://schemas.microsoft.com/office"
OFFICE = "application/vnd.openxmlformats-officedocument"
EXCEL = "application/vnd.ms-excel"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
RELS = HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
DOT = open("dot.png", "rb").read()
CASES = "xl/worksheets/sheet2.xml"


class Book:
    def __init__(self, path):
        with zipfile.ZipFile(path) as z:
            self.parts = {i.filename: z.read(i) for i in z.infolist()}

    def text(self, part):
        return self.parts[part].decode()

    def put(self, part, text, content_type=None):
        self.parts[part] = text if isinstance(text, bytes) else (HEAD + text).encode()
        if content_type:
            self.edit("[Content_Types].xml", "</Types>", f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>')

    def edit(self, part, old, new):
        text = self.text(part)
        if text.count(old) != 1:
            raise ValueError(f"{part}: {old} stands there {text.count(old)} times")
        self.parts[part] = text.replace(old, new).encode()

    def link(self, part, ident, kind, target, mode=""):
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if part == "":
            rels = "_rels/.rels"
        if rels not in self.parts:
            self.parts[rels] = (RELS % "").encode()
        kind = kind if kind.startswith("http") else f"{DOC}/{kind}"
        self.edit(rels, "</Relationships>", f'<Relationship Id="{ident}" Type="{kind}" Target="{target}"{mode}/></Relationships>')

    def default(self, extension, content_type):
        if f'Extension="{extension}"' not in self.text("[Content_Types].xml"):
            types = re.sub(r"(<Types[^>]*>)", rf'\1<Default Extension="{extension}" ContentType="{content_type}"/>', self.text("[Content_Types].xml"))
            self.parts["[Content_Types].xml"] = types.encode()

    def save(self, path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
            for name in sorted(self.parts, key=lambda n: (n != "[Content_Types].xml", not n.startswith("_rels/"), n)):
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0
                z.writestr(info, self.parts[name])


def slim(path):
    """Takes out the empty rows that only have a height, so that the files stay small."""
    book = Book(path)
    for name, raw in book.parts.items():
        if name.startswith("xl/worksheets/sheet"):
            rows = re.sub(rb'<row r="(\d+)"[^>]*(?:/>|></row>)', lambda m: m[0] if int(m[1]) < 40 else b"", raw)
            book.parts[name] = rows
    book.save(path)


def make(source):
    book = excel(source)
    book.save("excel.xlsx")
    macros(book)
    book.save("macros.xlsm")
    paths(source)
    totals(source)


def excel(source):
    book = Book(source)
    last = int(re.search(r'ref="A1:Y(\d+)"', book.text("xl/tables/table1.xml"))[1])
    cells(book, last)
    book_part(book)
    comments(book)
    after_rows(book, last)
    slicer(book)
    loose_parts(book)
    book.edit("xl/worksheets/sheet3.xml", "</sheetData>", '</sheetData><sheetProtection algorithmName="SHA-512" hashValue="YWJjZGVmZ2g=" saltValue="c2FsdA==" '
              'spinCount="100000" sheet="1" objects="1" scenarios="1"/><protectedRanges><protectedRange sqref="L2:N40" name="Område1"/></protectedRanges>')
    return book


def row_cells(book, row, markup):
    """Cells after the last one of a row of Ärenden."""
    text = book.text(CASES)
    at = text.index("</row>", text.index(f'<row r="{row}"'))
    book.parts[CASES] = (text[:at] + markup + text[at:]).encode()


def cells(book, last):
    own = 'x14ac:dyDescent="0.25"'
    book.edit(CASES, 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
              'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" '
              f'xmlns:x14ac="{MS}/spreadsheetml/2009/9/ac" xmlns:xr="{MS}/spreadsheetml/2014/revision" xr:uid="{{00000000-0001-0000-0100-000000000000}}"')
    for row in range(2, last + 1):
        text = book.text(CASES)
        book.parts[CASES] = text.replace(f'<row r="{row}"', f'<row r="{row}" {own}', 1).encode()
    row_cells(book, 1, '<c r="AA1" t="inlineStr"><is><t>Påminn</t></is></c><c r="AB1" t="str"><v>Topp</v></c><c r="AD1" t="str"><v>Trend</v></c>')
    for row in range(2, last + 1):
        if row == 2:
            formula = f'<f t="shared" ref="AA2:AA{last}" si="0">C2+14</f>'
        else:
            formula = '<f t="shared" si="0"/>'
        more = f'<c r="AA{row}">{formula}<v>{45600 + row}</v></c>'
        if row == 2:
            more += '<c r="AB2" cm="1"><f t="array" ref="AB2:AB4">M2:M4</f><v>1</v></c><c r="AC2" t="e" vm="1"><v>#VALUE!</v></c>'
        elif row <= 4:
            more += f'<c r="AB{row}"><v>{row - 1}</v></c>'
        row_cells(book, row, more)
    rich = ('<is><r><rPr><b/><sz val="11"/><color rgb="FFC00000"/><rFont val="Calibri"/><family val="2"/></rPr><t>Ring </t></r>'
            '<r><t xml:space="preserve"> före fredag </t></r><rPh sb="0" eb="4"><t>ring</t></rPh><phoneticPr fontId="1" type="noConversion"/></is>')
    text = book.text(CASES)
    found = re.search(r'<c r="Y3"[^>]*?(?:/>|>.*?</c>)', text)
    cell = f'<c r="Y3" ph="1" t="inlineStr">{rich}</c>'
    if found:
        book.parts[CASES] = text.replace(found[0], cell, 1).encode()
    else:
        book.edit(CASES, '<c r="AA3">', cell + '<c r="AA3">')


def after_rows(book, last):
    """Controls, a picture of a sheet in another program, and what is newer than the format."""
    rules = (f'<conditionalFormatting sqref="AA2:AA{last}"><cfRule type="expression" dxfId="0" priority="901"><formula>AA2&lt;TODAY()</formula></cfRule></conditionalFormatting>'
             f'<conditionalFormatting sqref="M2:M{last} T2:T{last}"><cfRule type="dataBar" priority="902"><dataBar><cfvo type="min"/><cfvo type="max"/><color rgb="FF5B9BD5"/></dataBar>'
             '<extLst><ext xmlns:x14="%s/spreadsheetml/2009/9/main" uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"><x14:id>{11111111-2222-3333-4444-555555555555}</x14:id></ext></extLst></cfRule></conditionalFormatting>' % MS)
    text = book.text(CASES)
    at = text.index("<dataValidations")
    book.parts[CASES] = (text[:at] + rules + text[at:]).encode()
    book.edit(CASES, "</dataValidations>", f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="AC3:AC{last} AC2"><formula1>"a,b"</formula1></dataValidation></dataValidations>')
    count = re.search(r'<dataValidations[^>]*>', book.text(CASES))[0]
    total = book.text(CASES).count("<dataValidation ")
    book.edit(CASES, count, re.sub(r'count="\d+"', f'count="{total}"', count))
    objects = ('<drawing r:id="rIdD"/><legacyDrawing r:id="rIdV"/>'
               '<mc:AlternateContent><mc:Choice Requires="x14"><oleObjects><mc:AlternateContent><mc:Choice Requires="x14">'
               '<oleObject progId="Package" shapeId="1030" r:id="rIdO"><objectPr defaultSize="0" r:id="rIdP"><anchor moveWithCells="1"><from><xdr:col>30</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></from>'
               '<to><xdr:col>31</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></to></anchor></objectPr></oleObject></mc:Choice>'
               '<mc:Fallback><oleObject progId="Package" shapeId="1030" r:id="rIdO"/></mc:Fallback></mc:AlternateContent></oleObjects></mc:Choice></mc:AlternateContent>')
    book.edit(CASES, "<tableParts", objects + "<tableParts")
    book.edit(CASES, 'xmlns:x14ac=', f'xmlns:x14="{MS}/spreadsheetml/2009/9/main" xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:x14ac=')
    book.link(CASES, "rIdO", "oleObject", "../embeddings/oleObject1.bin")
    book.link(CASES, "rIdP", "image", "../media/image1.png")
    book.default("bin", f"{OFFICE}.oleObject")
    book.default("png", "image/png")
    book.put("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    book.put("xl/media/image1.png", DOT)
    newer = (f'<extLst><ext xmlns:x14="{MS}/spreadsheetml/2009/9/main" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{MS}/excel/2006/main">'
             '<x14:cfRule type="dataBar" id="{11111111-2222-3333-4444-555555555555}"><x14:dataBar minLength="0" maxLength="100" gradient="0"><x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/><x14:negativeFillColor rgb="FFFF0000"/><x14:axisColor rgb="FF000000"/></x14:dataBar></x14:cfRule>'
             f'<xm:sqref>M2:M{last} T2:T{last}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>'
             f'<ext xmlns:x14="{MS}/spreadsheetml/2009/9/main" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations xmlns:xm="{MS}/excel/2006/main" count="1"><x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">'
             f"<x14:formula1><xm:f>Vårdcentraler!$A$2:$A$7</xm:f></x14:formula1><xm:sqref>AB5:AB{last + 20} W2:W{last}</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
             f'<ext xmlns:x14="{MS}/spreadsheetml/2009/9/main" uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}"><x14:sparklineGroups xmlns:xm="{MS}/excel/2006/main"><x14:sparklineGroup displayEmptyCellsAs="gap"><x14:colorSeries rgb="FF376092"/><x14:sparklines><x14:sparkline>'
             f"<xm:f>'Ärenden'!M2:M{last}</xm:f><xm:sqref>AD2</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext>"
             f'<ext xmlns:x15="{MS}/spreadsheetml/2010/11/main" uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}"><x14:slicerList xmlns:x14="{MS}/spreadsheetml/2009/9/main"><x14:slicer r:id="rIdS"/></x14:slicerList></ext></extLst>')
    book.edit(CASES, "</tableParts></worksheet>", "</tableParts>" + newer + "</worksheet>")


def comments(book):
    thread = "{AAAAAAAA-0000-4000-8000-000000000001}"
    book.put("xl/comments1.xml", f'<comments xmlns="{MAIN}"><authors><author>tc={thread}</author><author>Kim Karlsson</author></authors><commentList>'
             f'<comment ref="E3" authorId="0" shapeId="0"><text><t>[Trådad kommentar]\r\n\r\nKommentar:\r\n    Stämmer namnet?</t></text></comment>'
             '<comment ref="M4" authorId="1" shapeId="0"><text><r><rPr><b/><sz val="9"/><rFont val="Tahoma"/></rPr><t>Kim:</t></r><r><rPr><sz val="9"/><rFont val="Tahoma"/></rPr><t xml:space="preserve">\nFrågade. </t></r></text></comment>'
             "</commentList></comments>", f"{OFFICE}.spreadsheetml.comments+xml")
    book.put("xl/threadedComments/threadedComment1.xml", f'<ThreadedComments xmlns="{MS}/spreadsheetml/2018/threadedcomments"><threadedComment ref="E3" dT="2024-11-21T08:00:00.00" personId="{{BBBBBBBB-0000-4000-8000-000000000001}}" id="{thread}"><text>Stämmer namnet?</text></threadedComment>'
             f'<threadedComment ref="E3" dT="2024-11-21T09:00:00.00" personId="{{BBBBBBBB-0000-4000-8000-000000000001}}" id="{{AAAAAAAA-0000-4000-8000-000000000002}}" parentId="{thread}"><text>Ja.</text></threadedComment></ThreadedComments>',
             f"{EXCEL}.threadedcomments+xml")
    book.put("xl/persons/person.xml", f'<personList xmlns="{MS}/spreadsheetml/2018/threadedcomments"><person displayName="Kim Karlsson" id="{{BBBBBBBB-0000-4000-8000-000000000001}}" userId="kim" providerId="None"/></personList>', f"{EXCEL}.person+xml")
    shapes = "".join(
        f'<v:shape id="_x0000_s{1025 + n}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="infoBackground [80]" o:insetmode="auto"><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>5,15,2,2,7,31,6,1</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>'
        for n, (row, col) in enumerate(((2, 4), (3, 12))))
    shapes += '<v:shape id="_x0000_s1030" type="#_x0000_t75" style="position:absolute" filled="t"><v:imagedata o:relid="rId1" o:title=""/><x:ClientData ObjectType="Pict"><x:SizeWithCells/><x:Anchor>30,0,1,0,31,0,3,0</x:Anchor><x:CF>Pict</x:CF><x:AutoPict/></x:ClientData></v:shape>'
    book.parts["xl/drawings/vmlDrawing1.vml"] = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>' + shapes + "</xml>").encode()
    book.default("vml", f"{OFFICE}.vmlDrawing")
    book.link("xl/drawings/vmlDrawing1.vml", "rId1", "image", "../media/image1.png")
    book.link(CASES, "rIdV", "vmlDrawing", "../drawings/vmlDrawing1.vml")
    book.link(CASES, "rIdC", "comments", "../comments1.xml")
    book.link(CASES, "rIdT", f"{MS}/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml")
    book.link("xl/workbook.xml", "rIdPerson", f"{MS}/2017/10/relationships/person", "persons/person.xml")


def slicer(book):
    book.put("xl/slicers/slicer1.xml", f'<slicers xmlns="{MS}/spreadsheetml/2009/9/main"><slicer name="Status" cache="Utsnitt_Status" caption="Status" rowHeight="241300"/></slicers>', f"{EXCEL}.slicer+xml")
    book.put("xl/slicerCaches/slicerCache1.xml", f'<slicerCacheDefinition xmlns="{MS}/spreadsheetml/2009/9/main" xmlns:x15="{MS}/spreadsheetml/2010/11/main" name="Utsnitt_Status" sourceName="Status"><extLst>'
             '<ext uri="{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}"><x15:tableSlicerCache tableId="1" column="12"/></ext></extLst></slicerCacheDefinition>', f"{EXCEL}.slicerCache+xml")
    book.link(CASES, "rIdS", f"{MS}/2007/relationships/slicer", "../slicers/slicer1.xml")
    book.link("xl/workbook.xml", "rIdCache", f"{MS}/2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml")
    frame = ('<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:sle15="http://schemas.microsoft.com/office/drawing/2012/slicer"><mc:Choice Requires="sle15"><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Status"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
             '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/drawing/2010/slicer"><sle:slicer xmlns:sle="http://schemas.microsoft.com/office/drawing/2010/slicer" name="Status"/></a:graphicData></a:graphic></xdr:graphicFrame></mc:Choice>'
             '<mc:Fallback><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="0" name=""/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1828800" cy="914400"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp></mc:Fallback></mc:AlternateContent>')
    book.put("xl/drawings/drawing9.xml", '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor editAs="absolute">'
             '<xdr:from><xdr:col>32</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>34</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>'
             + frame + "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>", f"{OFFICE}.drawing+xml")
    book.link(CASES, "rIdD", "drawing", "../drawings/drawing9.xml")


def book_part(book):
    book.edit("xl/workbook.xml", "</fileVersion>", '</fileVersion><fileSharing readOnlyRecommended="1" userName="Kim Karlsson"/>')
    book.edit("xl/workbook.xml", "<bookViews>", '<workbookProtection workbookAlgorithmName="SHA-512" workbookHashValue="YWJj" workbookSaltValue="c2FsdA==" workbookSpinCount="100000" lockStructure="1"/><bookViews>')
    book.edit("xl/workbook.xml", "<definedNames>", '<externalReferences><externalReference r:id="rIdExt"/></externalReferences><definedNames>')
    book.edit("xl/workbook.xml", "</definedNames>", "<definedName name=\"Listan\">OFFSET('Ärenden'!$E$2,0,0,COUNTA('Ärenden'!$E:$E)-1,1)</definedName><definedName name=\"Utsnitt_Status\">#N/A</definedName></definedNames>")
    text = book.text("xl/workbook.xml")
    calc = re.search(r"<calcPr[^>]*>(</calcPr>)?", text)[0]
    book.edit("xl/workbook.xml", calc, '<calcPr calcId="191029" iterate="1" iterateCount="50" fullPrecision="0"/>')
    book.edit("xl/workbook.xml", "</workbook>", f'<extLst><ext xmlns:x15="{MS}/spreadsheetml/2010/11/main" uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}"><x15:slicerCaches xmlns:x14="{MS}/spreadsheetml/2009/9/main"><x14:slicerCache r:id="rIdCache"/></x15:slicerCaches></ext></extLst></workbook>')
    book.put("xl/externalLinks/externalLink1.xml", f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{DOC}" r:id="rId1"><sheetNames><sheetName val="Blad1"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>7</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>', f"{OFFICE}.spreadsheetml.externalLink+xml")
    book.link("xl/externalLinks/externalLink1.xml", "rId1", "externalLinkPath", "file:///G:/ST/pärm.xlsx", ' TargetMode="External"')
    book.link("xl/workbook.xml", "rIdExt", "externalLink", "externalLinks/externalLink1.xml")
    book.put("xl/calcChain.xml", f'<calcChain xmlns="{MAIN}"><c r="AB2" i="2" a="1"/><c r="AA2" i="2" l="1"/>' + "".join(f'<c r="AA{r}" i="2"/>' for r in range(3, 13)) + "</calcChain>", f"{OFFICE}.spreadsheetml.calcChain+xml")
    book.link("xl/workbook.xml", "rIdChain", "calcChain", "calcChain.xml")
    metadata(book)


def metadata(book):
    """What makes a formula dynamic, and a picture the value of a cell."""
    book.put("xl/metadata.xml", f'<metadata xmlns="{MAIN}" xmlns:xlrd="{MS}/spreadsheetml/2017/richdata" xmlns:xda="{MS}/spreadsheetml/2017/dynamicarray"><metadataTypes count="2">'
             '<metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/>'
             '<metadataType name="XLRICHVALUE" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1"/></metadataTypes>'
             '<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>'
             '<futureMetadata name="XLRICHVALUE" count="1"><bk><extLst><ext uri="{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}"><xlrd:rvb i="0"/></ext></extLst></bk></futureMetadata>'
             '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata><valueMetadata count="1"><bk><rc t="2" v="0"/></bk></valueMetadata></metadata>', f"{OFFICE}.spreadsheetml.sheetMetadata+xml")
    book.link("xl/workbook.xml", "rIdMeta", "sheetMetadata", "metadata.xml")
    rich = f"{MS}/spreadsheetml/2017/richdata"
    book.put("xl/richData/rdrichvalue.xml", f'<rvData xmlns="{rich}" count="1"><rv s="0"><v>0</v><v>5</v></rv></rvData>', f"{EXCEL}.rdrichvalue+xml")
    book.put("xl/richData/rdrichvaluestructure.xml", f'<rvStructures xmlns="{rich}" count="1"><s t="_localImage"><k n="_rvRel:LocalImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/></s></rvStructures>', f"{EXCEL}.rdrichvaluestructure+xml")
    book.put("xl/richData/richValueRel.xml", f'<richValueRels xmlns="{MS}/spreadsheetml/2022/richvaluerel" xmlns:r="{DOC}"><rel r:id="rId1"/></richValueRels>', f"{EXCEL}.richvaluerel+xml")
    book.link("xl/richData/richValueRel.xml", "rId1", "image", "../media/image1.png")
    for ident, kind, part in (("rIdRv", "2017/06/relationships/rdRichValue", "rdrichvalue"), ("rIdRvs", "2017/06/relationships/rdRichValueStructure", "rdrichvaluestructure"), ("rIdRvr", "2022/10/relationships/richValueRel", "richValueRel")):
        book.link("xl/workbook.xml", ident, f"{MS}/{kind}", f"richData/{part}.xml")


def loose_parts(book):
    book.put("customXml/item1.xml", b'<noter xmlns="urn:region:st"><not>Kvar</not></noter>')
    book.put("customXml/itemProps1.xml", '<ds:datastoreItem ds:itemID="{CCCCCCCC-0000-4000-8000-000000000001}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>', f"{OFFICE}.customXmlProperties+xml")
    book.link("customXml/item1.xml", "rId1", "customXmlProps", "itemProps1.xml")
    book.link("xl/workbook.xml", "rIdXml", "customXml", "../customXml/item1.xml")
    book.put("docMetadata/LabelInfo.xml", '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{DDDDDDDD-0000-4000-8000-000000000001}" enabled="1" method="Standard" siteId="{DDDDDDDD-0000-4000-8000-000000000002}"/></clbl:labelList>', f"{EXCEL.replace('vnd.ms-excel', 'vnd.ms-office')}.classificationlabels+xml")
    book.link("", "rIdLabel", f"{MS}/2020/02/relationships/classificationlabels", "docMetadata/LabelInfo.xml")
    book.put("xl/printerSettings/printerSettings1.bin", bytes(range(64)))
    book.edit("[Content_Types].xml", "</Types>", f'<Override PartName="/xl/printerSettings/printerSettings1.bin" ContentType="{OFFICE}.spreadsheetml.printerSettings"/></Types>')
    book.link("xl/worksheets/sheet11.xml", "rIdPrint", "printerSettings", "../printerSettings/printerSettings1.bin")
    text = book.text("xl/worksheets/sheet11.xml")
    setup = re.search(r"<pageSetup [^>]*?(/?)>", text)[0]
    book.edit("xl/worksheets/sheet11.xml", setup, setup.replace("<pageSetup ", '<pageSetup r:id="rIdPrint" '))


def macros(book):
    """The project is no real one: nothing but Excel opens it."""
    book.parts["xl/vbaProject.bin"] = base64.b64decode(b"0M8R4KGxGuEAAAAAAAAAAA==") + bytes(496)
    book.edit("[Content_Types].xml", "</Types>", f'<Override PartName="/xl/vbaProject.bin" ContentType="{EXCEL.replace("vnd.ms-excel", "vnd.ms-office")}.vbaProject"/></Types>')
    book.edit("[Content_Types].xml", f"{OFFICE}.spreadsheetml.sheet.main+xml", f"{EXCEL}.sheet.macroEnabled.main+xml")
    book.link("xl/workbook.xml", "rIdVba", f"{MS}/2006/relationships/vbaProject", "vbaProject.bin")


def paths(source):
    """Legal, and unusual: parts in other folders, absolute targets."""
    book = Book(source)
    for old, new in ((CASES, "bok/blad/arenden.xml"), ("xl/workbook.xml", "bok/bok.xml"), ("xl/tables/table1.xml", "bok/tabeller/a.xml")):
        book.parts[new] = book.parts.pop(old)
        book.edit("[Content_Types].xml", f'"/{old}"', f'"/{new}"')
    top = book.parts.pop("xl/_rels/workbook.xml.rels").decode()
    top = re.sub(r'Target="(?!/)([^"]*)"', r'Target="/xl/\1"', top)
    top = top.replace("/xl/worksheets/sheet2.xml", "blad/arenden.xml").replace("/xl/styles.xml", "../xl/styles.xml")
    book.parts["bok/_rels/bok.xml.rels"] = top.encode()
    sheet = book.parts.pop("xl/worksheets/_rels/sheet2.xml.rels").decode()
    book.parts["bok/blad/_rels/arenden.xml.rels"] = re.sub(r'Target="[^"]*table1.xml"', 'Target="../tabeller/a.xml"', sheet).encode()
    book.parts["_rels/.rels"] = re.sub(r'Target="/?xl/workbook.xml"', 'Target="/bok/bok.xml"', book.text("_rels/.rels")).encode()
    book.save("paths.xlsx")


def totals(source):
    """A row of totals under the cases, as Excel makes it."""
    book = Book(source)
    table = book.text("xl/tables/table1.xml")
    last = int(re.search(r'ref="A1:Y(\d+)"', table)[1])
    table = table.replace(f'displayName="tblArenden" ref="A1:Y{last}"', f'displayName="tblArenden" ref="A1:Y{last + 1}" totalsRowCount="1"', 1)
    table = table.replace('name="Ärende">', 'name="Ärende" totalsRowLabel="Summa">', 1).replace('name="Turordning">', 'name="Turordning" totalsRowFunction="count">', 1)
    book.parts["xl/tables/table1.xml"] = table.encode()
    row = f'<row r="{last + 1}"><c r="A{last + 1}" t="str"><v>Summa</v></c><c r="M{last + 1}"><f>SUBTOTAL(102,tblArenden[Turordning])</f><v>4</v></c></row>'
    text = re.sub(rf'<row r="{last + 1}"[^>]*(?:/>|></row>)', "", book.text(CASES))
    at = text.index("</row>", text.index(f'<row r="{last}"')) + len("</row>")
    book.parts[CASES] = (text[:at] + row + text[at:]).encode()
    book.save("totals.xlsx")
