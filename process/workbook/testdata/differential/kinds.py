"""Workbooks of every kind of cell, as openpyxl saves them."""
import datetime

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName

CELLS = [
    ("Text", "Åsa Öberg", None),
    ("Text med blanktecken", "  indragen\u00a0text ", None),
    ("Två rader", "första\nandra\tflik", None),
    ("Sönderdelat å", "A\u030as", None),
    ("Tecken", "<&>\"' 😀 ]]> %s", None),
    ("Text som tal", "0123", "@"),
    ("Lång text", "ord " * 200, None),
    ("Heltal", 12500, "#,##0"),
    ("Stort tal", 198112189876, "0"),
    ("Decimaltal", 0.1 + 0.2, None),
    ("Litet tal", 1e-7, None),
    ("Negativt", -17.25, "0.00;[Red]-0.00"),
    ("Andel", 0.8, "0%"),
    ("Kronor", 1234.5, '# ##0.00 "kr"'),
    ("Dagar", 30, '0 "dagar"'),
    ("Datum", datetime.date(2024, 9, 10), "yyyy-mm-dd"),
    ("Datum utan år", datetime.date(2024, 9, 10), "d/m"),
    ("Månad", datetime.date(2024, 9, 1), "mmm yyyy"),
    ("Datum med klockslag", datetime.datetime(2025, 3, 1, 8, 30), "d mmmm yyyy hh:mm"),
    ("Klockslag", datetime.time(13, 45), "hh:mm"),
    ("Längd", datetime.timedelta(hours=30), "[h]:mm"),
    ("Sant", True, None),
    ("Falskt", False, None),
    ("Fel", "#N/A", None),
    ("Formel", "=B8+1", None),
    ("Formel med text", '=A1&" "&B1', None),
    ("Formel med datum", "=DATE(2024,9,10)", "yyyy-mm-dd"),
    ("Formel med tom text", '=IF(TRUE,"","x")', None),
    ("Formel med fel", "=1/0", None),
]


def book(epoch):
    wb = openpyxl.Workbook()
    if epoch:
        wb.epoch = epoch
    ws = wb.active
    ws.title = "Anmälan, del 1"
    for i, (label, value, form) in enumerate(CELLS, start=1):
        ws.cell(i, 1, label).font = Font(bold=i % 2 == 0)
        c = ws.cell(i, 2, value)
        if form:
            c.number_format = form
    ws["AB300"] = "långt bort"
    ws.merge_cells("D1:F3")
    ws["D1"] = "sammanfogat"
    ws.row_dimensions[4].hidden = True
    for name, state in (("Dold", "hidden"), ("Mycket dold", "veryHidden"), ("Tom", "visible")):
        other = wb.create_sheet(name)
        other.sheet_state = state
        if name != "Tom":
            other["C3"] = "Åsa Öberg"
    wb.defined_names.append(DefinedName("f_name", attr_text="'Anmälan, del 1'!$B$1"))
    wb.defined_names.append(DefinedName("f_block", attr_text="Dold!$A$1:$C$3"))
    return wb


def make(folder):
    for epoch, name in ((None, "kinds"), (CALENDAR_MAC_1904, "kinds-1904")):
        wb = book(epoch)
        wb.properties.created = wb.properties.modified = datetime.datetime(2026, 1, 1)
        wb.save(f"{folder}/{name}.xlsx")
    plain = openpyxl.Workbook(write_only=True)
    ws = plain.create_sheet("Rader")
    for i in range(20):
        ws.append([f"rad {i}", i, None, i / 4, i % 2 == 0])
    plain.save(f"{folder}/write-only.xlsx")
