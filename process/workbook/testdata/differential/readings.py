"""What openpyxl and LibreOffice read in a workbook, in the words of ../../*differential_test.go.

A reading is {"sheets": [[name, visibility, [merged ranges]], ...], "cells": {sheet: {address: value}}},
or {"refused": why}. A value is a letter and what stands there: t text, n number, d date (its serial in the
1900 system), b true or false, e error; a formula's has "=" before it, and is "=" alone where it has no value.
"""
import datetime
import os
import subprocess
import tempfile
import time
import warnings

import openpyxl
import uno
from com.sun.star.beans import PropertyValue
from openpyxl.utils.cell import get_column_letter
from openpyxl.utils.datetime import to_excel

warnings.simplefilter("ignore")
STATES = {"visible": 0, "hidden": 1, "veryHidden": 2}


def number(x):
    return repr(int(x)) if float(x).is_integer() and abs(x) < 1e15 else repr(float(x))


def by_openpyxl(path):
    try:
        values, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    except Exception as e:  # whatever it raises is its answer
        return {"refused": f"{type(e).__name__}: {e}"}
    sheets, cells = [], {}
    for ws in values.worksheets:
        sheets.append([ws.title, STATES[ws.sheet_state], sorted(str(r) for r in ws.merged_cells.ranges)])
        found = cells[ws.title] = {}
        written = formulas[ws.title]._cells  # iter_rows would make every cell up to the last
        for at, c in ws._cells.items():
            value = openpyxl_value(c)
            if at in written and written[at].data_type == "f":
                value = "=" + value
            if value:
                found[c.coordinate] = value
    return {"sheets": sheets, "cells": cells}


def openpyxl_value(c):
    v = c.value
    if v is None:
        return ""
    if isinstance(v, bool):
        return f"b{int(v)}"
    if isinstance(v, (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)):
        return "d" + number(to_excel(v))
    if c.data_type == "e":
        return "e" + v
    if isinstance(v, (int, float)):
        return "n" + number(v)
    return "t" + v


class LibreOffice:
    """A LibreOffice without windows, with a profile of its own."""

    def __enter__(self):
        self.home = tempfile.TemporaryDirectory()
        pipe = f"differential{os.getpid()}"
        self.process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{self.home.name}", f"--accept=pipe,name={pipe};urp"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(3000):  # ten minutes: a busy machine starts it slowly
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except uno.getClass("com.sun.star.connection.NoConnectException"):
                time.sleep(0.2)
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        return self

    def __exit__(self, *_):
        try:
            self.desktop.terminate()
        except Exception:  # it hangs up while it answers
            pass
        self.process.wait()
        self.home.cleanup()

    def open(self, path):
        hidden = PropertyValue(Name="Hidden", Value=True)
        return self.desktop.loadComponentFromURL(uno.systemPathToFileUrl(os.path.abspath(path)), "_blank", 0, (hidden,))

    def save(self, path, to):
        doc = self.open(path)
        doc.storeToURL(uno.systemPathToFileUrl(os.path.abspath(to)), (PropertyValue(Name="FilterName", Value="Calc MS Excel 2007 XML"),))
        doc.close(True)

    def read(self, path):
        try:
            doc = self.open(path)
        except Exception as e:  # whatever it raises is its answer
            return {"refused": type(e).__name__}
        if doc is None or not doc.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            if doc is not None:
                doc.close(True)
            return {"refused": "no spreadsheet"}
        try:
            return self.book(doc)
        finally:
            doc.close(True)

    def book(self, doc):
        null = doc.NullDate
        shift = (datetime.date(null.Year, null.Month, null.Day) - datetime.date(1899, 12, 30)).days
        sheets, cells = [], {}
        for s in doc.Sheets:
            found = cells[s.Name] = {}
            for rng in s.queryContentCells(1 | 2 | 4 | 16).RangeAddresses:
                for row in range(rng.StartRow, rng.EndRow + 1):
                    for col in range(rng.StartColumn, rng.EndColumn + 1):
                        if value := self.value(doc, s.getCellByPosition(col, row), shift):
                            found[get_column_letter(col + 1) + str(row + 1)] = value
            sheets.append([s.Name, 0 if s.IsVisible else 1, sorted(set(self.merged(s)))])
        return {"sheets": sheets, "cells": cells}

    @staticmethod
    def merged(s):
        cursor = s.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        if (last.EndRow + 1) * (last.EndColumn + 1) > 200_000:
            return  # more cells than can be asked one by one
        for row in range(last.EndRow + 1):
            for col in range(last.EndColumn + 1):
                cell = s.getCellByPosition(col, row)
                if cell.IsMerged:
                    area = s.createCursorByRange(cell)
                    area.collapseToMergedArea()
                    a = area.RangeAddress
                    yield f"{get_column_letter(a.StartColumn + 1)}{a.StartRow + 1}:{get_column_letter(a.EndColumn + 1)}{a.EndRow + 1}"

    @staticmethod
    def value(doc, cell, shift):
        kind = cell.Type.value
        formula = kind == "FORMULA"
        prefix = "=" if formula else ""
        if formula and cell.getError():
            return prefix + "e" + cell.String
        if kind == "TEXT" or formula and cell.FormulaResultType2 == 2:
            return prefix + "t" + cell.String
        if kind == "EMPTY":
            return ""
        shown = doc.NumberFormats.getByKey(cell.NumberFormat).Type
        if shown & 1024:  # com.sun.star.util.NumberFormat.LOGICAL
            return prefix + f"b{int(cell.Value)}"
        if shown & 2:  # DATE
            return prefix + "d" + number(cell.Value + shift)
        return prefix + "n" + number(cell.Value)
