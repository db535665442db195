"""Workbooks saved by LibreOffice itself, through its UNO interface.

LibreOffice stamps the time of saving into what it writes, so these files differ
from one run to the next in those stamps, and the encrypted one in its salt.
"""

import atexit
import subprocess
import tempfile
import time
from datetime import date
from pathlib import Path

import uno
from com.sun.star.awt import Point, Size
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale
from com.sun.star.util import Date as UnoDate

XLSX, XLS, PDF = "Calc MS Excel 2007 XML", "MS Excel 97", "calc_pdf_Export"

_context = None


def desktop():
    global _context
    if _context is None:
        _context = _start()
    return _context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", _context)


def _start():
    profile = tempfile.mkdtemp(prefix="lo-profile-")
    pipe = Path(profile).name
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}",
         f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(office.terminate)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def _props(**kw):
    return tuple(PropertyValue(Name=k, Value=v) for k, v in kw.items())


def _open(path=None):
    url = "private:factory/scalc" if path is None else Path(path).resolve().as_uri()
    return desktop().loadComponentFromURL(url, "_blank", 0, _props(Hidden=True))


def _store(doc, out, flt, password=""):
    kw = {"EncryptionData": _encryption(password)} if password else {}
    doc.storeToURL(Path(out).resolve().as_uri(), _props(FilterName=flt, **kw))
    doc.close(True)
    return Path(out).read_bytes()


def _encryption(password):
    """A plain Password property is ignored for this format when headless."""
    return uno.Any("[]com.sun.star.beans.NamedValue", (
        NamedValue("OOXPassword", password), NamedValue("CryptoType", "StrongEncryptionDataSpace")))


def _set(doc, cell, value):
    if isinstance(value, date):
        epoch = date(1899, 12, 30)
        cell.Value = (value - epoch).days
        fmt = doc.NumberFormats
        sv = Locale("sv", "SE", "")
        key = fmt.queryKey("YYYY-MM-DD", sv, False)
        cell.NumberFormat = key if key >= 0 else fmt.addNew("YYYY-MM-DD", sv)
    elif isinstance(value, (int, float)):
        cell.Value = value
    else:
        cell.String = value


def fill(blank, values, out, flt=XLSX, password=""):
    """Fills the blank form's named cells and saves it in the given format."""
    doc = _open(blank)
    names = doc.NamedRanges
    for name, value in values.items():
        cell = names.getByName(name).getReferredCells()
        _set(doc, cell.getCellByPosition(0, 0), value)
    return _store(doc, out, flt, password)


def own_layout(title, groups, out, picture):
    """Two columns of label and value pairs under group headings, a logo on top."""
    doc = _open()
    sheet = doc.Sheets.getByIndex(0)
    sheet.Name = "ST-anmälan"
    page = doc.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    page.ScaleToPagesX, page.ScaleToPagesY = 1, 1
    page.HeaderIsOn = page.FooterIsOn = False
    for col, width in enumerate((600, 6600, 5600, 700, 6600, 5600)):
        sheet.Columns.getByIndex(col).Width = width
    _picture(doc, sheet, picture)
    head = sheet.getCellRangeByName("C2:F2")
    head.merge(True)
    head.getCellByPosition(0, 0).String = title
    head.CharHeight, head.CharWeight = 18, 150
    row = 5
    for left, right in groups:
        row = _pairs(doc, sheet, row, left, right) + 1
    return _store(doc, out, XLSX)


def _pairs(doc, sheet, row, left, right):
    """One group left and one right, beginning at the row; gives the row after."""
    for col, (heading, pairs) in ((1, left), (4, right)):
        top = sheet.getCellByPosition(col, row)
        top.String = heading
        top.CharWeight, top.CellBackColor = 150, 0xDDE8F0
        sheet.getCellByPosition(col + 1, row).CellBackColor = 0xDDE8F0
        for i, (label, value) in enumerate(pairs, 1):
            sheet.getCellByPosition(col, row + i).String = label
            cell = sheet.getCellByPosition(col + 1, row + i)
            _set(doc, cell, value)
            cell.HoriJustify = uno.Enum("com.sun.star.table.CellHoriJustify", "LEFT")
    return row + 1 + max(len(left[1]), len(right[1]))


def _picture(doc, sheet, path):
    """Puts a picture in the upper left corner, as a centre's logo stands."""
    provider = _context.ServiceManager.createInstanceWithContext(
        "com.sun.star.graphic.GraphicProvider", _context)
    shape = doc.createInstance("com.sun.star.drawing.GraphicObjectShape")
    shape.Graphic = provider.queryGraphic(_props(URL=Path(path).resolve().as_uri()))
    sheet.DrawPage.add(shape)
    shape.setPosition(Point(700, 300))
    shape.setSize(Size(2200, 1500))
