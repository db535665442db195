"""Workbooks saved by openpyxl: the filled blank form, and centres' own layouts."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties

STAMP = datetime(2024, 9, 2, 7, 30)


def _bytes(wb):
    """Saves with a fixed time, in the document and in the zip, so that the same
    content gives the same bytes."""
    wb.properties.created = wb.properties.modified = STAMP
    out, steady = io.BytesIO(), io.BytesIO()
    wb.save(out)
    with zipfile.ZipFile(out) as src, zipfile.ZipFile(steady, "w") as dst:
        for info in src.infolist():
            entry = zipfile.ZipInfo(info.filename, STAMP.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            dst.writestr(entry, src.read(info.filename))
    return steady.getvalue()


def fill(blank, values):
    """Fills the blank form's named cells."""
    wb = openpyxl.load_workbook(blank)
    for name, value in values.items():
        sheet, cell = next(iter(wb.defined_names[name].destinations))
        wb[sheet][cell.replace("$", "").split(":")[0]] = value
    return _bytes(wb)


def _one_page(ws):
    ws.page_setup.orientation = "landscape"
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


THIN = Border(*[Side(style="thin", color="B8B8B8")] * 4)


def label_above(banner, title, bands):
    """A centre's own form: a banner and empty logo rows on top, then bands of
    labels with the values below them, every field two columns wide and merged."""
    wb = openpyxl.Workbook()
    ws = wb.active
    ws.title = "Blad1"
    _one_page(ws)
    ws.merge_cells("B1:I3")
    ws["B1"] = banner
    ws["B1"].font = Font(size=20, bold=True, color="FFFFFF")
    ws["B1"].fill = PatternFill("solid", fgColor="7A2E4D")
    ws["B1"].alignment = Alignment(horizontal="center", vertical="center")
    ws.merge_cells("B5:I5")
    ws["B5"] = title
    ws["B5"].font = Font(size=14, italic=True)
    ws.column_dimensions["A"].width = 3
    for col in "BCDEFGHI":
        ws.column_dimensions[col].width = 15
    row = 7
    for band in bands:
        _band(ws, row, band)
        row += 3
    return _bytes(wb)


def _band(ws, row, band):
    for i, (label, value) in enumerate(band):
        col = 2 + 2 * i
        for r in (row, row + 1):
            ws.merge_cells(start_row=r, end_row=r, start_column=col, end_column=col + 1)
        top, below = ws.cell(row, col, label), ws.cell(row + 1, col, value)
        top.font = Font(size=9, color="7A2E4D", bold=True)
        below.border = THIN
        below.alignment = Alignment(wrap_text=True, horizontal="left")
        if isinstance(value, date):
            below.number_format = "yyyy-mm-dd"


def table(title, tab, headings, rows):
    """One applicant a row under a row of headings."""
    wb = openpyxl.Workbook()
    ws = wb.active
    ws.title = tab
    _one_page(ws)
    ws["A1"] = title
    ws["A1"].font = Font(size=14, bold=True)
    for col, heading in enumerate(headings, 1):
        cell = ws.cell(3, col, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E2EFDA")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        ws.column_dimensions[cell.column_letter].width = 16
    ws.row_dimensions[3].height = 46
    for r, row in enumerate(rows, 4):
        for col, value in enumerate(row, 1):
            cell = ws.cell(r, col, value)
            if isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
    ws.freeze_panes = "A4"
    return _bytes(wb)
