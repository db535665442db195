"""What people do to a master in LibreOffice."""
import os
import sys

import uno
from com.sun.star.awt import Point, Rectangle, Size
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.sheet.ConditionOperator import FORMULA
from com.sun.star.sheet.DataPilotFieldOrientation import DATA, ROW
from com.sun.star.sheet.GeneralFunction import COUNT
from com.sun.star.table import CellAddress, CellRangeAddress, TableSortField

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../../workbook/testdata/differential"))
import readings  # noqa: E402

XLSX = "Calc MS Excel 2007 XML"


def prop(name, value):
    return PropertyValue(Name=name, Value=value)


def make(source, to, sealed):
    password = uno.Any("[]com.sun.star.beans.NamedValue", (NamedValue("OOXPassword", "hemligt"), NamedValue("CryptoType", "Standard")))
    with readings.LibreOffice() as office:
        doc = office.open(source)
        try:
            doc.storeToURL(url(sealed), (prop("FilterName", XLSX), prop("EncryptionData", password)))
            change(doc)
            doc.storeToURL(url(to), (prop("FilterName", XLSX),))
        finally:
            doc.close(True)


def url(path):
    return uno.systemPathToFileUrl(os.path.abspath(path))


def change(doc):
    cases = doc.Sheets.getByName("Ärenden")
    last = last_row(cases)
    cases.Columns.insertByIndex(3, 1)
    cases.getCellByPosition(3, 0).String = "Pärm"
    for row in range(1, last + 1):
        cases.getCellByPosition(3, row).Formula = f'="P"&ROW()' if row % 2 else "Röd"
    sort(cases.getCellRangeByPosition(0, 0, 25, last))
    cases.Annotations.insertNew(CellAddress(cases.RangeAddress.Sheet, 5, 2), "Ringde i måndags.")
    cases.Rows.getByIndex(4).IsVisible = False
    cases.Rows.getByIndex(5).Height = 2400
    cases.Columns.getByIndex(9).IsVisible = False
    cases.getCellRangeByName(f"A2:C{last + 1}").CellBackColor = 0xFFF2CC
    filtered(cases.getCellRangeByPosition(0, 0, 25, last))
    condition(cases.getCellRangeByName(f"N2:N{last + 1}"))
    doc.NamedRanges.addNewByName("MinaLakare", f"$Ärenden.$F$2:$F${last + 1}", CellAddress(), 0)
    own_sheet(doc, cases, last)
    doc.Sheets.getByName("Budget").protect("hemligt")


def last_row(sheet):
    row = 1
    while sheet.getCellByPosition(0, row).String:
        row += 1
    return row - 1


def sort(cells):
    """By the doctor's name, falling; the row of headings stays."""
    field = TableSortField(Field=5, IsAscending=False)
    cells.sort((prop("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (field,))), prop("ContainsHeader", True)))


def filtered(cells):
    """Hides what is not on the list, as the drop-down in the heading does."""
    for row in range(1, cells.Rows.Count):
        if cells.getCellByPosition(12, row).String == "Beviljad":
            cells.Rows.getByIndex(row).IsVisible = False


def condition(cells):
    entries = cells.ConditionalFormat
    entries.addNew((prop("Operator", FORMULA), prop("Formula1", 'N2>3'), prop("StyleName", "Bad")))
    cells.ConditionalFormat = entries


def own_sheet(doc, cases, last):
    doc.Sheets.insertNewByName("Eget", 1)
    own = doc.Sheets.getByName("Eget")
    for row, formula in enumerate((
        '=COUNTIF($Ärenden.$M$2:$M$500;"På intresselistan")', "=COUNTA($Ärenden.$F$2:$F$500)", "=$Ärenden.F2", "=COUNTA(MinaLakare)",
    )):
        own.getCellByPosition(1, row).Formula = formula
    own.getCellByPosition(0, 0).String = "På listan"
    source = CellRangeAddress(cases.RangeAddress.Sheet, 0, 0, 25, last)
    tables = own.DataPilotTables
    pivot = tables.createDataPilotDescriptor()
    pivot.setSourceRange(source)
    fields = pivot.DataPilotFields
    fields.getByName("Status").Orientation = ROW
    fields.getByName("Läkare").Orientation = DATA
    fields.getByName("Läkare").Function = COUNT
    tables.insertNewByName("Pivot1", CellAddress(own.RangeAddress.Sheet, 0, 10), pivot)
    area = CellRangeAddress(cases.RangeAddress.Sheet, 13, 0, 13, 7)
    own.Charts.addNewByName("Diagram", Rectangle(12000, 500, 9000, 6000), (area,), True, False)
    picture(doc, own)


def picture(doc, sheet):
    shape = doc.createInstance("com.sun.star.drawing.GraphicObjectShape")
    sheet.DrawPage.add(shape)
    shape.Size, shape.Position = Size(1000, 1000), Point(500, 15000)
    shape.GraphicURL = url(os.path.join(HERE, "dot.png"))
